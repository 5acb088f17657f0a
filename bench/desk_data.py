"""A large office in a database: 20,000 messages, 5,000 cases, all that hangs on them.

Written straight into the tables, in the shape that the program leaves them in; invented words and
people alone. The open work is far more than an office should ever have.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Connection, Table, insert

from cases.deadlines import DeadlineKind
from cases.duties import DutyKind
from cases.labels import Label
from cases.letter import LetterKind
from store.case_tables import case_notes
from store.tables import (
    case_events,
    case_numbers,
    case_texts,
    cases,
    deadlines,
    dispatches,
    duties,
    journal_lines,
    raw_mails,
    reasons,
)
from tests.desk.builders import MONDAY_NINE, UNITS

MESSAGES = 20_000
CASES = 5_000
OPEN_CASES = 800
UNDECIDED = 300
TO_PASS_ON = 200
PACKET = 500
MINUTES_APART = 45
FIRST_NAMES = ("Anna", "Bülent", "Carla", "Dmytro", "Elif", "Frank", "Grażyna", "Hüseyin")
LAST_NAMES = ("Muster", "Müller", "Weiß", "Yıldız", "Kowalska", "Öztürk", "Schulze", "Petrenko")
SENTENCES = (
    "Seit Wochen antwortet niemand auf meine Schreiben.",
    "Am Telefon wurde ich dreimal weiterverbunden und dann aufgelegt.",
    "Die Unterlagen habe ich zweimal abgegeben, am Schalter und mit der Post.",
    "Ich bitte um eine Antwort, weil die Miete fällig ist.",
    "Die Wartezeit in der Eingangszone war länger als zwei Stunden.",
    "Vielen Dank an alle, die mir bisher geholfen haben.",
)
LANGUAGES = ("de", "de", "de", "de", "de", "tr", "uk", "ar")
RECORDED = (Label.COMPLAINT, Label.COMPLAINT, Label.COMPLAINT, Label.PRAISE, Label.SUGGESTION)
Rows = Iterator[Mapping[str, object]]


def fill(tx: Connection, chance: Random) -> None:
    """Write everything; the newest message has the highest number."""
    for table, rows in (
        (cases, case_rows(chance)),
        (case_numbers, ({"number": number_of(place)} for place in range(CASES))),
        (journal_lines, line_rows(chance)),
        (raw_mails, raw_rows(chance)),
        (reasons, ({"journal": each, "because": "[]"} for each in range(1, MESSAGES + 1))),
        (case_texts, text_rows(chance)),
        (case_events, event_rows()),
        (case_notes, note_rows(chance)),
        (deadlines, deadline_rows()),
        (duties, duty_rows(chance)),
        (dispatches, dispatch_rows()),
    ):
        write(tx, table, rows)


def write(tx: Connection, table: Table, rows: Rows) -> None:
    """Insert in packets, so that no list of everything stands in memory."""
    packet: list[Mapping[str, object]] = []
    for row in rows:
        packet.append(row)
        if len(packet) == PACKET:
            tx.execute(insert(table), packet)
            packet = []
    if packet:
        tx.execute(insert(table), packet)


def number_of(place: int) -> str:
    """Return a case's number: not in sequence, as the program draws them."""
    return f"2026-{place * 7919 % 1_000_000:06d}"


def opener_of(place: int) -> int:
    """Return the message that opened a case; the newest cases are open."""
    return 1 + place * (MESSAGES // CASES)


def is_open(place: int) -> bool:
    """Say whether somebody still works on the case."""
    return place >= CASES - OPEN_CASES


def received(journal: int) -> datetime:
    """Return when a message came."""
    return MONDAY_NINE - timedelta(minutes=MINUTES_APART * (MESSAGES - journal))


def case_rows(chance: Random) -> Rows:
    """Give the register."""
    for place in range(CASES):
        first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
        at = received(opener_of(place))
        yield {
            "number": number_of(place),
            "channel": chance.choice(("email", "email", "email", "letter", "telephone")),
            "labels": label_of(place),
            "received_on": at.date(),
            "opened_at": at,
            "party_name": f"{first} {last}",
            "party_address": f"{last.casefold()}{place}@citizen.example",
            "party_hash": f"{place:064x}",
            "unit": chance.choice(UNITS).name,
            "state": "open" if is_open(place) else "closed",
            "result": "" if is_open(place) else chance.choice(("justified", "not_justified")),
            "closed_at": None if is_open(place) else at + timedelta(days=9),
        }


def label_of(place: int) -> str:
    """Return a case's category: a petition now and then."""
    return str(Label.PETITION if place % 100 == 0 else RECORDED[place % len(RECORDED)])


def line_rows(chance: Random) -> Rows:
    """Give the journal: every fourth message opened a case, the newest wait undecided."""
    share = MESSAGES // CASES
    for number in range(1, MESSAGES + 1):
        place, opens = divmod(number - 1, share)
        waits = is_undecided(number)
        is_old = number < MESSAGES - 24 * 60 // MINUTES_APART * 14
        yield {
            "number": number,
            "mailbox": "krm@mail",
            "folder": "INBOX",
            "uid_validity": 1,
            "uid": number,
            "received_at": received(number),
            "taken_at": received(number) + timedelta(seconds=20),
            "size": 2_000,
            "sender_hash": f"{chance.randrange(8_000):064x}",
            "letter_hash": f"{number:064x}",
            "kind": "human",
            "decided_at": received(number) + timedelta(minutes=1),
            "decided_by": "model",
            "labels": "other" if opens and not waits else label_of(place),
            "other_kind": "pass_on" if opens and not waits else "",
            "language": chance.choice(LANGUAGES),
            "model": "builtin",
            "case_number": None if opens else number_of(place),
            "hidden_from": f"{number:064x}" if number % 200 == 2 else "",  # noqa: PLR2004 (rare)
            "retention": "case",
            "raw_erased_at": received(number) if is_handed_over(number) and is_old else None,
        }


def is_undecided(number: int) -> bool:
    """Say whether a message waits for the officer's decision."""
    return number > MESSAGES - 4 * UNDECIDED and number % 4 == 2  # noqa: PLR2004 (a share)


def is_handed_over(number: int) -> bool:
    """Say whether a message was an objection."""
    return number % 10 == 7  # noqa: PLR2004 (a share)


def raw_rows(chance: Random) -> Rows:
    """Give every message its bytes."""
    for number in range(1, MESSAGES + 1):
        name = f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"
        sender = f'"{name}" <a{number}@citizen.example>'
        head = f"From: {sender}\nSubject: Niemand antwortet\nMessage-ID: <{number}@citizen.example>"
        letter = f"{head}\nContent-Type: text/plain; charset=utf-8\n\n{words(chance, 14)}\n"
        yield {"journal": number, "content": letter.replace("\n", "\r\n").encode()}


def text_rows(chance: Random) -> Rows:
    """Give each case its letter."""
    for place in range(CASES):
        yield {
            "case_number": number_of(place),
            "journal": opener_of(place),
            "entered_at": received(opener_of(place)),
            "subject": "Niemand antwortet",
            "text": words(chance, 14),
        }


def words(chance: Random, count: int) -> str:
    """Return some sentences."""
    return "\n".join(chance.choices(SENTENCES, k=count))


def event_rows() -> Rows:
    """Give each case its history."""
    for place in range(CASES):
        for what in ("opened", "attached", "attached", "excerpt", "closed"):
            if what != "closed" or not is_open(place):
                yield {
                    "case_number": number_of(place),
                    "at": received(opener_of(place)),
                    "what": what,
                    "journal": opener_of(place),
                }


def note_rows(chance: Random) -> Rows:
    """Give each case two notes."""
    for place in range(CASES):
        for _ in range(2):
            yield {
                "case_number": number_of(place),
                "at": received(opener_of(place)),
                "by": "officer",
                "kind": "note",
                "text": words(chance, 3),
            }


def deadline_rows() -> Rows:
    """Give each case its limits; those of closed cases are met."""
    for place in range(CASES):
        journal = opener_of(place)
        at = received(journal)
        is_petition = label_of(place) == Label.PETITION
        last = DeadlineKind.PETITION if is_petition else DeadlineKind.CLOSE
        for kind, days in ((DeadlineKind.FIRST_REACTION, 9), (last, 20)):
            met = kind is DeadlineKind.FIRST_REACTION or not is_open(place)
            yield {
                "journal": journal,
                "case_number": number_of(place),
                "kind": kind,
                "rule": "R13",
                "due_on": at.date() + timedelta(days=days),
                "met_at": at if met else None,
            }


def duty_rows(chance: Random) -> Rows:
    """Give what waits, and what was done."""
    for place in range(CASES):
        is_petition = label_of(place) == Label.PETITION
        kind = DutyKind.PETITION if is_petition else DutyKind.CASE
        yield duty(opener_of(place), kind, 20, place=place, is_done=not is_open(place))
    undecided = (DutyKind.SUSPECTED_OBJECTION, DutyKind.DECIDE, DutyKind.DECIDE, DutyKind.FOLLOW_UP)
    for number in range(1, MESSAGES + 1):
        if is_undecided(number):
            yield duty(number, chance.choice(undecided), 9)
            if number % 8 == 2:  # noqa: PLR2004 (a share)
                yield duty(number, DutyKind.NOTICE_BY_HAND, 9)
        elif number % 4 == 3:  # noqa: PLR2004 (a share)
            is_done = number <= MESSAGES - 4 * TO_PASS_ON
            yield duty(number, DutyKind.PASS_ON, 9, is_done=is_done)


def duty(
    journal: int, kind: DutyKind, days: int, *, place: int | None = None, is_done: bool = False
) -> Mapping[str, object]:
    """Return a duty's row."""
    at = received(journal)
    return {
        "journal": journal,
        "case_number": None if place is None else number_of(place),
        "kind": kind,
        "opened_at": at,
        "due_on": at.date() + timedelta(days=days),
        "done_at": at if is_done else None,
        "done_by": "officer" if is_done else "",
    }


def dispatch_rows() -> Rows:
    """Give every message a letter to its writer, some a hand-over."""
    for number in range(1, MESSAGES + 1):
        kinds: Sequence[LetterKind] = (LetterKind.ACKNOWLEDGEMENT,)
        if is_handed_over(number):
            kinds = (LetterKind.HAND_OVER, LetterKind.TRANSFER_NOTICE)
        for kind in kinds:
            yield {
                "message_id": f"<{number}.{kind}@krm.example>",
                "once_key": f"{number}.{kind}",
                "journal": number,
                "kind": kind,
                "ways": "sgg" if kind is LetterKind.HAND_OVER else "",
                "recipient_hash": f"{number:064x}",
                "filed_at": received(number),
                "not_before": received(number),
                "state": "delivered" if number < MESSAGES else "waiting",
                "delivered_at": received(number),
            }
