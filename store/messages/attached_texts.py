"""What stands in attachments: content, read once for each message and erased with it (R7)."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, delete, exists, literal, select

from cases.mail import AttachedText, AttachmentState
from store.engine import insert_or_replace
from store.tables import attached_texts, journal_lines, raw_mails

NONE_YET = "{}"


def keep(tx: Connection, journal: int, texts: Mapping[str, AttachedText]) -> None:
    """Keep the texts of a message's attachments, each under the SHA-256 of its file."""
    found = {sha256: asdict(text) for sha256, text in texts.items()}
    insert_or_replace(
        tx, attached_texts, journal=journal, texts=json.dumps(found, ensure_ascii=False)
    )


def put_off(tx: Connection, journal: int) -> None:
    """Note that reading takes longer than others may wait; the texts will take the note's place."""
    insert_or_replace(tx, attached_texts, journal=journal, texts=NONE_YET)


def is_put_off(journal: ColumnElement[int]) -> ColumnElement[bool]:
    """Match messages whose attachments are still to be read, when nothing else waits."""
    return exists().where(attached_texts.c.journal == journal, attached_texts.c.texts == NONE_YET)


def was_put_off(tx: Connection, journal: int) -> bool:
    """Say whether reading a message's attachments was put off, and is still to be done."""
    return tx.execute(select(is_put_off(literal(journal)))).scalar_one()


def decided_unread(tx: Connection) -> int | None:
    """Return the oldest decided message whose attachments are still to be read; None if none is."""
    line = journal_lines.c
    query = (
        select(line.number)
        .join(raw_mails, raw_mails.c.journal == line.number)
        .where(line.decided_at.is_not(None), is_put_off(line.number))
        .order_by(line.number)
        .limit(1)
    )
    return tx.execute(query).scalar_one_or_none()


def end_of_putting_off(tx: Connection, journal: int, texts: Mapping[str, AttachedText]) -> bool:
    """Put the texts in the place of the note, or nothing; False if the note is gone (R7)."""
    is_note = attached_texts.c.journal == journal, attached_texts.c.texts == NONE_YET
    if tx.execute(delete(attached_texts).where(*is_note)).rowcount != 1:
        return False
    if texts:
        keep(tx, journal, texts)
    return True


def of_journal(tx: Connection, journal: int) -> Mapping[str, AttachedText]:
    """Return the texts of a message's attachments; none before they are read or once erased."""
    query = select(attached_texts.c.texts).where(attached_texts.c.journal == journal)
    kept = tx.execute(query).scalar_one_or_none()
    return {
        sha256: AttachedText(
            state=AttachmentState(each["state"]),
            text=each["text"],
            contains=tuple(each["contains"]),
            is_cut=each["is_cut"],
        )
        for sha256, each in json.loads(kept or "{}").items()
    }
