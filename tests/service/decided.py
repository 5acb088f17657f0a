"""Letters that an office has received and its officer has decided."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from cases.decision import DecidedBy
from cases.labels import Label
from cases.mail import Place, RawMail
from config.load import load
from intake.filing import file_decision
from intake.filing_tools import Order
from intake.line import take
from intake.reading.mail import read_mail
from service.wiring import Service, build
from store import journal
from store.engine import reading
from tests.builders import a_decision
from tests.end_to_end.letters import a_letter
from tests.service.command import SECRETS

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
BODIES = {
    Label.COMPLAINT: "Guten Tag,\n\nseit Wochen antwortet niemand, Brief {}. Frau Klein fehlt.",
    Label.PRAISE: "Guten Tag,\n\nvielen Dank für die gute Beratung am Tag {}.",
    Label.OTHER: "Guten Tag,\n\nwann haben Sie am Tag {} geöffnet?",
    Label.OBJECTION: "Guten Tag,\n\ngegen den Bescheid Nummer {} lege ich Widerspruch ein.",
}


def opened(config: Path, **environ: str) -> Service:
    """Build the office's service; `environ` overrides keys as an operator would."""
    return build(load(config, {**SECRETS, **environ}), clock=lambda: NOON)


def decided_letters(
    config: Path,
    labels: Iterable[Label],
    bodies: Mapping[Label, str] = BODIES,
    *,
    sender: str = "person{}@kunde.example",
) -> tuple[int, ...]:
    """Let a letter for each label arrive and the officer decide it; return the journal numbers."""
    service = opened(config)
    try:
        return tuple(
            _decided(service, label, uid, text=bodies[label].format(uid), sender=sender.format(uid))
            for uid, label in enumerate(labels, start=1)
        )
    finally:
        service.engine.dispose()


def decide_anew(config: Path, number: int, label: Label) -> None:
    """Let the officer decide a letter anew."""
    service = opened(config)
    try:
        with reading(service.engine) as tx:
            content = journal.content(tx, number)
        assert content is not None
        _decide(service, number, content, label)
    finally:
        service.engine.dispose()


def _decided(service: Service, label: Label, uid: int, *, text: str, sender: str) -> int:
    content = a_letter(text, sender=sender, message_id=f"<{uid}@kunde.example>")
    place = Place(mailbox="krm@mail.example", folder="INBOX", uid_validity=1, uid=uid)
    raw = RawMail(content=content, place=place, received_at=NOON)
    number = take([raw], service.filing)[0].number
    _decide(service, number, content, label)
    return number


def _decide(service: Service, number: int, content: bytes, label: Label) -> None:
    with reading(service.engine) as tx:
        entry = journal.entry(tx, number)
    assert entry is not None
    decision = a_decision(label, decided_by=DecidedBy.OFFICER)
    order = Order(by="beispiel", row_version=entry.row_version)
    filed = file_decision(decision, entry, read_mail(content), service.filing, order=order)
    assert filed is not None
