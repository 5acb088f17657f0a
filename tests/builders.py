"""Builders: each gives a valid object, a test names only what matters to it."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import holidays

from cases.decision import DecidedBy, Decision, OtherKind, Verdict
from cases.labels import Label, Way, ways_of
from cases.limits import WorkCalendar
from cases.mail import Address, Mail, Place
from cases.office import Alerts, Contact, Office, Replies, Routing, Unit
from cases.received import Received
from store.messages.entries import JournalEntry

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 2)
MONDAY_NINE = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
CITIZEN = Address(name="Jana Winter", address="jana.winter@kunde.example")
COLLEAGUE = Address(name="Uwe Amt", address="uwe.amt@jobcenter.example")


def a_calendar(land: str = "RP") -> WorkCalendar:
    """Return working days with the holidays of a Land."""
    return WorkCalendar(timezone=BERLIN, holidays=holidays.country_holidays("DE", subdiv=land))


def an_office(**changes: object) -> Office:
    """Return the office of the examples in the configuration."""
    values: dict[str, object] = {
        "name": "Jobcenter Musterstadt",
        "calendar": a_calendar(),
        "contact": Contact(
            name="Erika Beispiel", phone="07274 000-0", email="krm@jobcenter.example"
        ),
        "routing": Routing(
            sgg="sgg@jobcenter.example",
            director="gf@jobcenter.example",
            director_substitute="gfv@jobcenter.example",
        ),
        "units": (Unit(name="Leistung 1", leader="tl1@jobcenter.example"),),
        "alerts": Alerts(officer="e.beispiel@jobcenter.example", director="gf@jobcenter.example"),
        "replies": Replies(never_to=("*.landtag.example", "landtag.example")),
        "own_address": "krm@jobcenter.example",
    }
    return Office(**{**values, **changes})  # type: ignore[arg-type]


def a_decision(*labels: Label, **changes: object) -> Decision:
    """Return a sure decision by rule for these labels, `do` on every way they demand."""
    chosen = labels or (Label.COMPLAINT,)
    demanded = ways_of(chosen)
    values: dict[str, object] = {
        "labels": chosen,
        "ways": {way: Verdict.DO if way in demanded else Verdict.NO for way in Way},
        "decided_by": DecidedBy.RULE,
        "other_kind": OtherKind.PASS_ON if chosen == (Label.OTHER,) else None,
    }
    return Decision(**{**values, **changes})  # type: ignore[arg-type]


def asking(*labels: Label, **ways: str) -> Decision:
    """Return a decision with the verdicts named, for example `sgg="ask"`."""
    named: Mapping[Way, Verdict] = {Way(way): Verdict(verdict) for way, verdict in ways.items()}
    return a_decision(*labels, ways={way: named.get(way, Verdict.NO) for way in Way})


def received(**changes: object) -> Received:
    """Return the facts about a citizen's first mail, received on a Monday."""
    values: dict[str, object] = {"received_on": MONDAY, "writer": CITIZEN}
    return Received(**{**values, **changes})  # type: ignore[arg-type]


def a_mail(**changes: object) -> Mail:
    """Return a read mail of a citizen."""
    values: dict[str, object] = {
        "message_id": "<brief-1@kunde.example>",
        "date": MONDAY_NINE,
        "sender": CITIZEN,
        "subject": "Meine Unterlagen",
        "text": "Guten Tag, bei Ihnen gehen ständig Unterlagen verloren.",
    }
    return Mail(**{**values, **changes})  # type: ignore[arg-type]


def an_entry(**changes: object) -> JournalEntry:
    """Return an undecided journal line of Monday morning."""
    values: dict[str, object] = {
        "number": 1,
        "place": Place(mailbox="krm@mail.example", folder="INBOX", uid_validity=1, uid=1),
        "received_at": MONDAY_NINE,
        "taken_at": MONDAY_NINE,
        "size": 1000,
        "ways": {},
        "labels": (),
        "hidden_from": (),
        "attempts": 1,
        "row_version": 1,
        "erasure_held": False,
    }
    empty = dict.fromkeys(("message_id_hash", "letter_hash", "sender_hash"), "")
    texts = dict.fromkeys(("language", "model", "case_number"), "")
    names = {each.name for each in fields(JournalEntry)}
    absent = dict.fromkeys(names - values.keys() - empty.keys() - texts.keys())
    return JournalEntry(**{**absent, **empty, **texts, **values, **changes})  # type: ignore[arg-type]
