"""Attachments that a person did not wait for: read once nothing else waits (R4, R6, R10)."""

from cases.decision import Verdict
from cases.labels import Way
from intake.attachments.texts import texts_of, with_texts
from intake.filing import facts_for
from intake.line import LineTools
from intake.reading.mail import read_mail
from store import journal
from store.engine import reading, writing
from store.messages import attached_texts, copies


def read_late(tools: LineTools) -> bool:
    """Read what is attached to one decided message and was put off; False if there is none.

    Scans that an officer entered, and mail that a person decided before it was read. The decision
    stands: whoever took it had the letter in hand. A conduct matter that proves to be about officer
    or deputy is hidden from that account (R6).
    """
    with reading(tools.filing.engine) as tx:
        number = attached_texts.decided_unread(tx)
        entry = journal.entry(tx, number) if number else None
        content = journal.content(tx, number) if number else None
    if entry is None or content is None:
        return False
    try:
        texts = texts_of(content, tools.attachments)
    finally:
        tools.attachments.rest()
    mail = with_texts(read_mail(content), texts)
    named: tuple[str, ...] = ()
    if entry.ways.get(Way.DIRECTOR, Verdict.NO) is not Verdict.NO:
        named = facts_for(entry, mail, tools.filing).hidden_from
    with writing(tools.filing.engine) as tx:
        if attached_texts.end_of_putting_off(tx, entry.number, texts):
            hashes = [tools.filing.keys.hash("name", name) for name in named]
            journal.hide_from(tx, entry.number, hashes)
            copies.follow(tx, entry.number)
    return True
