"""The register of cases."""

from datetime import date

from sqlalchemy import Engine

from cases.case import CaseState, Channel
from cases.deadlines import Deadline, DeadlineKind
from cases.labels import Label
from cases.plan import CaseOpening
from store import deadlines, journal, register
from store.engine import writing
from store.register import CaseEvent, CaseRecord, CaseText
from tests.store.builders import NOW, ONE_DAY, TODAY, a_case, a_taken_mail


def test_a_case_number_is_drawn_once(engine: Engine) -> None:
    """Two workers that draw the same number: one of them draws again."""
    with writing(engine) as tx:
        answers = [register.draw_number(tx, "K-1") for _ in range(2)]

    assert answers == [True, False]


def test_r3_a_case_is_entered_with_its_party_and_begins_its_history(engine: Engine) -> None:
    """Nothing is closed or derived yet."""
    with writing(engine) as tx:
        number = a_case(tx, "K-1")
        record, events = register.case(tx, number), register.events(tx, number)

    assert record == CaseRecord(
        number="K-1",
        channel=Channel.EMAIL,
        labels=(Label.COMPLAINT,),
        received_on=TODAY,
        opened_at=NOW,
        party_name="Rosa Muster",
        party_address="rosa@post.example",
        party_hash="hash-of-party",
        party_phone="",
        party_postal="",
        email_consent_on=None,
        unit="",
        state=CaseState.OPEN,
        result=None,
        measure="",
        closed_at=None,
        erased_at=None,
        row_version=1,
        next_due_on=None,
    )
    assert events == (CaseEvent(id=1, at=NOW, what="opened", by="", journal=None),)


def test_r9a_a_case_may_open_without_a_known_party(engine: Engine) -> None:
    """The officer enters the citizen later."""
    with writing(engine) as tx:
        opening = CaseOpening(labels=(Label.PRAISE,), party=None)
        register.open_case(
            tx, "K-1", opening, received_on=TODAY, party_hash="", channel=Channel.LETTER, at=NOW
        )
        record = register.case(tx, "K-1")

    assert record is not None
    assert (record.party_name, record.party_address, record.channel) == ("", "", "letter")


def test_r8_a_messages_text_enters_its_case_once(engine: Engine) -> None:
    """The first excerpt stays; another message adds its own, and so does the officer's note."""
    with writing(engine) as tx:
        case = a_case(tx)
        first, second = a_taken_mail(tx, 1), a_taken_mail(tx, 2)
        answers = [
            register.enter_text(tx, case, journal, subject="s", text=text, at=NOW)
            for journal, text in ((first, "a"), (first, "b"), (second, "c"), (None, "d"))
        ]
        texts = register.texts(tx, case)

    assert answers == [True, False, True, True]
    assert texts[0] == CaseText(journal=first, entered_at=NOW, subject="s", text="a")
    assert [each.text for each in texts] == ["a", "c", "d"]


def test_r7_a_text_can_be_taken_out_of_a_case_again(engine: Engine) -> None:
    """The officer finds that it was an objection: its text may not stay in the register."""
    with writing(engine) as tx:
        case, number = a_case(tx), a_taken_mail(tx)
        register.enter_text(tx, case, number, subject="s", text="a", at=NOW)
        answers = [register.withdraw_text(tx, case, number, at=NOW, by="erika") for _ in range(2)]
        texts, events = register.texts(tx, case), register.events(tx, case)

    assert answers == [True, False]
    assert texts == ()
    assert [(event.what, event.by) for event in events] == [
        ("opened", ""),
        ("text_withdrawn", "erika"),
    ]


def test_r9_a_later_message_is_attached_once(engine: Engine) -> None:
    """The journal line has the case, the history one line, also when the decision named it."""
    with writing(engine) as tx:
        case, number = a_case(tx), a_taken_mail(tx)
        answers = [register.attach(tx, case, number, at=NOW + ONE_DAY) for _ in range(2)]
        entry, events = journal.entry(tx, number), register.events(tx, case)

    assert answers == [True, False]
    assert entry is not None
    assert entry.case_number == case
    attached = CaseEvent(id=2, at=NOW + ONE_DAY, what="attached", by="", journal=number)
    assert events[1:] == (attached,)


def test_r10_cases_come_by_their_soonest_open_limit(engine: Engine) -> None:
    """A limit that was met does not count; cases without one come last, oldest first."""
    limits = {"K-1": [], "K-2": [9, 5], "K-3": [2, 7], "K-4": []}
    received = {"K-1": date(2026, 11, 3), "K-4": date(2026, 11, 2)}
    with writing(engine) as tx:
        for uid, (number, days) in enumerate(limits.items()):
            a_case(tx, number, received_on=received.get(number, TODAY))
            kinds = (DeadlineKind.FIRST_REACTION, DeadlineKind.CLOSE)
            running = [
                Deadline(kind=kind, rule="R12", due_on=date(2026, 12, day))
                for kind, day in zip(kinds, days, strict=False)
            ]
            line = a_taken_mail(tx, uid)
            deadlines.start(tx, line, number, running)
            if number == "K-3":
                deadlines.meet(tx, line, [DeadlineKind.FIRST_REACTION], at=NOW)
        found = register.cases(tx)
        two = register.cases(tx, limit=2)

    assert [(record.number, record.next_due_on) for record in found] == [
        ("K-2", date(2026, 12, 5)),
        ("K-3", date(2026, 12, 7)),
        ("K-4", None),
        ("K-1", None),
    ]
    assert [record.number for record in two] == ["K-2", "K-3"]


def test_an_unknown_case_is_none(engine: Engine) -> None:
    """No record, no texts, no history."""
    with writing(engine) as tx:
        assert register.case(tx, "K-9") is None
        assert register.texts(tx, "K-9") == ()
        assert register.events(tx, "K-9") == ()
