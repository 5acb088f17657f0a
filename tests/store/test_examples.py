"""What the classifier may learn from, and that it goes with its message (R7, R33)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from cases.decision import DecidedBy, Decision, Verdict
from cases.duties import DutyKind
from cases.labels import Label, Way, ways_of
from cases.mail import MailKind
from cases.plan import CaseOpening, Retention
from store import dispatches, duties, examples, journal, register
from store.engine import empty_the_write_ahead_log, writing
from store.erasing import erasure
from store.erasing.old_records import forget_old_records
from store.examples import MOST_OF_ONE_SENDER
from store.journal import Filed
from store.settings import RetentionSettings
from tests.store.builders import (
    NOW,
    ONE_DAY,
    TODAY,
    a_case,
    a_decision,
    a_duty,
    a_handed_over_mail,
    a_taken_mail,
    an_outgoing,
    closes,
    filed,
)

RETENTION = RetentionSettings(handed_over_days=14, other_days=14, closed_cases_months=24)
MARKER = "Grünspecht-7f3a9c-Äußerung"


def a_word(*labels: Label, **changes: object) -> Decision:
    """Return the officer's decision for these labels, or for a complaint."""
    chosen = labels or (Label.COMPLAINT,)
    wanted = ways_of(chosen)
    values: dict[str, object] = {
        "ways": {way: Verdict.DO if way in wanted else Verdict.NO for way in Way},
        "decided_by": DecidedBy.OFFICER,
        "because": (),
    }
    return a_decision(*chosen, **{**values, **changes})


def decided(
    tx: Connection, decision: Decision, kept_as: Filed | None = None, *, uid: int = 1
) -> int:
    """Take a message in and decide it; return its journal number."""
    number = a_taken_mail(tx, uid)
    as_case = kept_as or filed(Retention.CASE)
    assert journal.mark_decided(tx, number, decision, as_case, at=NOW)
    return number


def keep(tx: Connection, number: int, text: str = "maskiert") -> bool:
    """Keep an example of a message."""
    return examples.keep(tx, number, subject="", text=text, at=NOW)


def test_r36_what_the_officer_decided_teaches_with_the_officers_labels(engine: Engine) -> None:
    """It is named once, kept once, and read back under its number."""
    with writing(engine) as tx:
        number = decided(tx, a_word(Label.PRAISE, Label.SUGGESTION))
        named = examples.to_keep(tx, limit=10)

        assert (keep(tx, number), keep(tx, number)) == (True, False)
        (example,) = examples.kept(tx, limit=10)
        assert examples.to_keep(tx, limit=10) == ()

    assert named == (number,)
    assert (example.journal, example.text) == (number, "maskiert")
    assert example.labels == (Label.PRAISE, Label.SUGGESTION)


NEVER: dict[str, Callable[[Connection], int]] = {
    "by rule": lambda tx: decided(tx, a_word(decided_by=DecidedBy.RULE)),
    "by model": lambda tx: decided(tx, a_word(decided_by=DecidedBy.MODEL)),
    "undecided": a_taken_mail,
    "objection": lambda tx: decided(tx, a_word(Label.OBJECTION), filed()),
    "conduct": lambda tx: decided(tx, a_word(Label.SUPERVISORY_COMPLAINT), filed()),
    "complaint and objection": lambda tx: decided(
        tx, a_word(Label.COMPLAINT, Label.OBJECTION), filed()
    ),
    "petition": lambda tx: decided(tx, a_word(Label.PETITION)),
    "submission": lambda tx: decided(tx, a_word(Label.SUBMISSION)),
    "came back": lambda tx: decided(tx, a_word(Label.OTHER), filed()),
    "machine": lambda tx: decided(
        tx, a_word(Label.OTHER), Filed(kind=MailKind.BOUNCE, retention=Retention.MACHINE)
    ),
    "hidden": lambda tx: decided(tx, a_word(), filed(Retention.CASE, hidden_from=("hash",))),
    "asked about": lambda tx: decided(
        tx, a_word(ways={Way.SGG: Verdict.ASK, Way.DIRECTOR: Verdict.NO, Way.REGISTER: Verdict.DO})
    ),
}


@pytest.mark.parametrize("make", NEVER.values(), ids=NEVER)
def test_r7_never_teaches(engine: Engine, make: Callable[[Connection], int]) -> None:
    """Nobody's word, or nothing that stays in the house."""
    with writing(engine) as tx:
        number = make(tx)

        assert examples.to_keep(tx, limit=10) == ()
        assert not keep(tx, number)


def test_r7_what_was_handed_over_once_never_teaches(engine: Engine) -> None:
    """Though the officer decided it anew as a complaint: it went out, and it will be erased."""
    with writing(engine) as tx:
        number = decided(tx, a_word())
        dispatches.file(tx, an_outgoing(), journal=number, at=NOW, not_before=NOW)

        assert examples.to_keep(tx, limit=10) == ()


def test_r7_what_follows_a_hand_over_or_is_its_copy_never_teaches(engine: Engine) -> None:
    """Both may quote it."""
    with writing(engine) as tx:
        first = a_handed_over_mail(tx, 1, "letter")
        decided(tx, a_word(), filed(Retention.CASE, answers_journal=first), uid=2)
        copy = a_taken_mail(tx, 3, "letter")
        assert journal.mark_decided(tx, copy, a_word(), filed(Retention.CASE), at=NOW)
        earlier = a_taken_mail(tx, 4, "other letter")
        a_handed_over_mail(tx, 5, "other letter")
        assert journal.mark_decided(tx, earlier, a_word(), filed(Retention.CASE), at=NOW)

        assert examples.to_keep(tx, limit=10) == ()


def test_r7_what_belongs_to_a_petition_never_teaches(engine: Engine) -> None:
    """A complaint that the officer put to a petition's case is part of the petition."""
    with writing(engine) as tx:
        opening = CaseOpening(labels=(Label.PETITION,), party=None)
        register.draw_number(tx, "K-1")
        register.open_case(tx, "K-1", opening, received_on=TODAY, party_hash="", at=NOW)
        decided(tx, a_word(), filed(Retention.CASE, case_number="K-1"))

        assert examples.to_keep(tx, limit=10) == ()


def test_what_still_waits_for_the_officer_does_not_teach_yet(engine: Engine) -> None:
    """The duty is done first."""
    with writing(engine) as tx:
        number = decided(tx, a_word())
        duties.open_duty(tx, a_duty(DutyKind.SUSPECTED_OBJECTION), journal=number, at=NOW)
        before = examples.to_keep(tx, limit=10)
        duties.close_kinds(tx, number, {DutyKind.SUSPECTED_OBJECTION}, by="e", at=NOW)

        assert (before, examples.to_keep(tx, limit=10)) == ((), (number,))


def test_r7_a_new_decision_takes_the_example_away_at_once(engine: Engine, database: Path) -> None:
    """A complaint that proves to be an objection: not a byte of it is left to learn from."""
    with writing(engine) as tx:
        number = decided(tx, a_word())
        keep(tx, number, MARKER * 40)
    with writing(engine) as tx:
        anew = a_word(Label.OBJECTION)
        assert journal.decide_anew(tx, number, anew, filed(), row_version=2, at=NOW)

    assert empty_the_write_ahead_log(engine)
    assert MARKER.encode() not in database.read_bytes()
    with writing(engine) as tx:
        assert (examples.kept(tx, limit=10), examples.to_keep(tx, limit=10)) == ((), ())


def test_r9c_the_example_is_erased_with_its_message(engine: Engine, database: Path) -> None:
    """A question goes after its days, and what was learned from it is no longer kept."""
    with writing(engine) as tx:
        number = decided(tx, a_word(Label.OTHER), filed(Retention.OTHER))
        keep(tx, number, MARKER * 40)
        assert erasure.erase_due(tx, now=NOW + 14 * ONE_DAY, retention=RETENTION) == (number,)

    assert empty_the_write_ahead_log(engine)
    assert MARKER.encode() not in database.read_bytes()
    with writing(engine) as tx:
        assert examples.still_kept(tx, [number]) == frozenset()


def test_r33_the_example_goes_when_its_case_becomes_anonymous(engine: Engine) -> None:
    """Two years after the case was closed, whatever keeps the raw message."""
    with writing(engine) as tx:
        case = a_case(tx)
        number = decided(tx, a_word(), filed(Retention.CASE, case_number=case))
        keep(tx, number)
        closes(tx, case)
        before = examples.still_kept(tx, [number])
        forget_old_records(tx, now=NOW.replace(year=2028), retention=RETENTION)

        assert before == {number}
        assert examples.still_kept(tx, [number]) == frozenset()


def test_r7_what_may_not_teach_any_more_is_forgotten(engine: Engine) -> None:
    """A copy of the letter was handed over since: the example goes at the next training."""
    with writing(engine) as tx:
        first, other = a_taken_mail(tx, 1, "letter"), decided(tx, a_word(), uid=2)
        assert journal.mark_decided(tx, first, a_word(), filed(Retention.CASE), at=NOW)
        keep(tx, first)
        keep(tx, other)
        a_handed_over_mail(tx, 3, "letter")

        assert [each.journal for each in examples.kept(tx, limit=10)] == [other]
        assert examples.forget_unfit(tx) == 1
        assert examples.still_kept(tx, [first, other]) == {other}


def test_nobody_teaches_by_writing_often(engine: Engine) -> None:
    """Of one sender the newest few count, of all the newest up to the limit."""
    with writing(engine) as tx:
        numbers = [decided(tx, a_word(), uid=uid) for uid in range(1, 9)]
        for number in numbers:
            keep(tx, number)

        assert MOST_OF_ONE_SENDER == 5
        assert [each.journal for each in examples.kept(tx, limit=10)] == numbers[-5:]
        assert [each.journal for each in examples.kept(tx, limit=2)] == numbers[-2:]
        assert examples.to_keep(tx, limit=10) == ()


def test_pages_of_what_is_to_keep_follow_each_other(engine: Engine) -> None:
    """After the last number of the page before; what cannot be kept stops no other."""
    with writing(engine) as tx:
        numbers = [decided(tx, a_word(), uid=uid) for uid in range(1, 6)]

        assert examples.to_keep(tx, limit=2) == tuple(numbers[:2])
        assert examples.to_keep(tx, limit=9, after=numbers[1]) == tuple(numbers[2:])
