"""The office's own texts of its letters; every version is kept (R11, R23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from store.case_tables import template_versions as versions
from store.columns import AnyRow
from store.engine import insert_once


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateVersion:
    """One saved text; `is_standard`: from here on the delivered text counts again."""

    name: str
    version: int
    saved_at: datetime
    saved_by: str
    is_standard: bool
    text: str


def save(
    tx: Connection,
    name: str,
    text: str,
    *,
    seen: int,
    by: str,
    at: datetime,
    is_standard: bool = False,
) -> bool:
    """Put a text into force; False if another was saved after the version that was seen."""
    if latest_number(tx, name) != seen:
        return False
    return insert_once(
        tx,
        versions,
        name=name,
        version=seen + 1,
        saved_at=at,
        saved_by=by,
        is_standard=is_standard,
        text=text,
    )


def latest_number(tx: Connection, name: str) -> int:
    """Return the number of the latest version; 0 for a text that was never changed."""
    query = select(func.max(versions.c.version)).where(versions.c.name == name)
    return tx.execute(query).scalar_one() or 0


def of_name(tx: Connection, name: str) -> tuple[TemplateVersion, ...]:
    """Return every version of a text, the latest first."""
    query = select(versions).where(versions.c.name == name).order_by(versions.c.version.desc())
    return tuple(_version(row) for row in tx.execute(query))


def in_force(tx: Connection) -> Mapping[str, str]:
    """Return the changed texts that count now, by name."""
    column = versions.c
    newest = (
        select(column.name, func.max(column.version).label("latest"))
        .group_by(column.name)
        .subquery()
    )
    query = (
        select(versions)
        .join(newest, (newest.c.name == column.name) & (newest.c.latest == column.version))
        .where(column.is_standard.is_(False))
    )
    return {row.name: row.text for row in tx.execute(query)}


def count(tx: Connection) -> int:
    """Return how many versions there are; it grows with every change."""
    return tx.execute(select(func.count()).select_from(versions)).scalar_one()


def _version(row: AnyRow) -> TemplateVersion:
    return TemplateVersion(
        name=row.name,
        version=row.version,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        is_standard=row.is_standard,
        text=row.text,
    )
