"""Files on a case: kept as they came, given out as they are (R28)."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, select

from store.case_tables import case_files


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A file to keep; its type was read from its content."""

    kind: str
    content_type: str
    name: str = field(repr=False)
    content: bytes = field(repr=False)


def keep(tx: Connection, case_number: str, file: CaseFile, *, by: str, at: datetime) -> int:
    """Keep a file on a case and return its number."""
    row = case_files.insert().values(
        case_number=case_number,
        at=at,
        by=by,
        kind=file.kind,
        content_type=file.content_type,
        sha256=sha256(file.content).hexdigest(),
        name=file.name,
        content=file.content,
    )
    number: int = tx.execute(row.returning(case_files.c.id)).scalar_one()
    return number


def file_of_case(tx: Connection, case_number: str, number: int) -> CaseFile | None:
    """Return a file of this case; None if the case has none of this number."""
    file = case_files.c
    query = select(case_files).where(file.id == number, file.case_number == case_number)
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    return CaseFile(
        kind=row.kind, content_type=row.content_type, name=row.name, content=row.content
    )


def forget(tx: Connection, number: int) -> bool:
    """Delete a file; False when it is gone already."""
    return tx.execute(delete(case_files).where(case_files.c.id == number)).rowcount == 1
