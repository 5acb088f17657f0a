"""What waits for a person."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from cases.duties import RANK, DutyKind, Role
from cases.labels import Label
from store import duties, journal
from store.duties import OpenDuty
from store.engine import writing
from tests.store.builders import (
    NOW,
    ONE_DAY,
    TODAY,
    a_case,
    a_decision,
    a_duty,
    a_fingerprint,
    a_raw_mail,
    a_taken_mail,
    filed,
)

TOMORROW = TODAY + ONE_DAY


def test_a_duty_shows_what_its_list_needs(engine: Engine) -> None:
    """Kind, limit, owner, case, receipt, language and labels; and for whom it is hidden (R6)."""
    with writing(engine) as tx:
        case = a_case(tx)
        number = a_taken_mail(tx)
        decision = a_decision(language="tr")
        journal.mark_decided(tx, number, decision, filed(hidden_from=("h",)), at=NOW)
        duty = a_duty(DutyKind.MARK_EXCERPT, detail="x")
        later = NOW + ONE_DAY
        assert duties.open_duty(tx, duty, journal=number, case_number=case, at=later)
        found = duties.of_journal(tx, number)

    assert found == (
        OpenDuty(
            id=1,
            kind=DutyKind.MARK_EXCERPT,
            detail="x",
            journal=number,
            case_number=case,
            owner=Role.OFFICER,
            opened_at=NOW + ONE_DAY,
            due_on=TODAY,
            received_at=NOW,
            received_on=None,
            language="tr",
            labels=(Label.OBJECTION,),
            other_kind="",
            hidden_from=("h",),
        ),
    )


def test_a_kind_of_duty_is_open_once_for_a_message(engine: Engine) -> None:
    """Done, it can be opened again; another kind and another message have their own."""
    with writing(engine) as tx:
        number, other = a_taken_mail(tx, 1), a_taken_mail(tx, 2)
        answers = [
            duties.open_duty(tx, a_duty(), journal=number, at=NOW),
            duties.open_duty(tx, a_duty(), journal=number, at=NOW),
            duties.open_duty(tx, a_duty(DutyKind.PASS_ON), journal=number, at=NOW),
            duties.open_duty(tx, a_duty(), journal=other, at=NOW),
            duties.done(tx, 1, by="erika", at=NOW),
            duties.open_duty(tx, a_duty(), journal=number, at=NOW),
        ]

    assert answers == [True, False, True, True, True, True]


def test_a_duty_is_done_once(engine: Engine) -> None:
    """The second officer is told."""
    with writing(engine) as tx:
        duties.open_duty(tx, a_duty(), journal=a_taken_mail(tx), at=NOW)
        answers = [duties.done(tx, 1, by="erika", at=NOW) for _ in range(2)]
        left = duties.open_duties(tx)

    assert answers == [True, False]
    assert left == ()


def test_r24_r5a_petitions_stand_first_then_suspected_hand_overs(engine: Engine) -> None:
    """Then by limit and receipt, whatever came in first."""
    order = [
        (DutyKind.PETITION, TOMORROW, NOW),
        (DutyKind.SUSPECTED_OBJECTION, TODAY, NOW),
        (DutyKind.SUSPECTED_CONDUCT, TOMORROW, NOW),
        (DutyKind.DECIDE, TODAY, NOW - ONE_DAY),
        (DutyKind.MARK_EXCERPT, TODAY, NOW),
        (DutyKind.DECIDE, TOMORROW, NOW - 2 * ONE_DAY),
        (DutyKind.CASE, date(2026, 12, 1), NOW),
    ]
    with writing(engine) as tx:
        for uid, (kind, due_on, received_at) in reversed(list(enumerate(order))):
            raw = a_raw_mail(uid, received_at=received_at)
            number = journal.take(tx, raw, a_fingerprint(), at=NOW).number
            duties.open_duty(tx, a_duty(kind, due_on), journal=number, at=NOW)
        found = duties.open_duties(tx)

    assert [(duty.kind, duty.due_on, duty.received_at) for duty in found] == order


@pytest.mark.parametrize("kind", DutyKind)
def test_every_kind_of_duty_has_a_rank_and_can_be_listed(engine: Engine, kind: DutyKind) -> None:
    """A kind forgotten in the order would fall to its end."""
    with writing(engine) as tx:
        duties.open_duty(tx, a_duty(kind), journal=a_taken_mail(tx), at=NOW)
        found = duties.open_duties(tx, kinds={kind})

    assert kind in RANK
    assert [duty.kind for duty in found] == [kind]


def test_a_list_can_be_of_some_kinds(engine: Engine) -> None:
    """The pass-on list holds nothing else (R9c)."""
    with writing(engine) as tx:
        for uid, kind in enumerate((DutyKind.PASS_ON, DutyKind.DECIDE)):
            duties.open_duty(tx, a_duty(kind), journal=a_taken_mail(tx, uid), at=NOW)
        found = duties.open_duties(tx, kinds=[DutyKind.PASS_ON])

    assert [duty.kind for duty in found] == [DutyKind.PASS_ON]


def test_a_decision_closes_the_duties_that_asked_for_it(engine: Engine) -> None:
    """Only those of the message, only open ones, only these kinds."""
    with writing(engine) as tx:
        number, other = a_taken_mail(tx, 1), a_taken_mail(tx, 2)
        for kind in (DutyKind.DECIDE, DutyKind.SUSPECTED_OBJECTION, DutyKind.CASE):
            duties.open_duty(tx, a_duty(kind), journal=number, at=NOW)
        duties.open_duty(tx, a_duty(), journal=other, at=NOW)
        kinds = {DutyKind.DECIDE, DutyKind.SUSPECTED_OBJECTION}
        counts = [duties.close_kinds(tx, number, kinds, by="erika", at=NOW) for _ in range(2)]
        left = duties.open_duties(tx)

    assert counts == [2, 0]
    assert {(duty.journal, duty.kind) for duty in left} == {
        (number, DutyKind.CASE),
        (other, DutyKind.DECIDE),
    }


def test_r5a_a_duty_is_handed_to_the_director_once(engine: Engine) -> None:
    """A second round changes nothing, and a closed duty has no new owner."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        duties.open_duty(tx, a_duty(), journal=number, at=NOW)
        answers = [duties.hand_to(tx, 1, Role.DIRECTOR) for _ in range(2)]
        owner = duties.of_journal(tx, number)[0].owner
        duties.done(tx, 1, by="gf", at=NOW)
        answers.append(duties.hand_to(tx, 1, Role.DEPUTY))

    assert (answers, owner) == ([True, False, False], Role.DIRECTOR)


def test_r12_a_warning_is_sent_once_for_each_role_and_step(engine: Engine) -> None:
    """However often the sweep runs."""
    with writing(engine) as tx:
        duties.open_duty(tx, a_duty(), journal=a_taken_mail(tx), at=NOW)
        steps = [(Role.OFFICER, 3), (Role.OFFICER, 3), (Role.OFFICER, 5), (Role.DEPUTY, 3)]
        later = NOW + timedelta(minutes=1)
        answers = [duties.note_warning(tx, 1, role, days, at=later) for role, days in steps]

    assert answers == [True, False, True, True]


def test_r12_warnings_sent_are_those_of_open_duties(engine: Engine) -> None:
    """The sweep asks once which steps are behind it."""
    with writing(engine) as tx:
        for uid in (1, 2):
            duties.open_duty(tx, a_duty(), journal=a_taken_mail(tx, uid), at=NOW)
            duties.note_warning(tx, uid, Role.DEPUTY, 5, at=NOW)
        duties.done(tx, 1, by="erika", at=NOW)

        assert duties.warnings_sent(tx) == {(2, Role.DEPUTY, 5)}


def test_r13_a_duty_that_is_put_off_is_told_anew_before_its_new_day(engine: Engine) -> None:
    """Steps counted from receipt stay told; those counted back from the old day are forgotten."""
    with writing(engine) as tx:
        case = a_case(tx)
        duty = a_duty(DutyKind.CASE)
        duties.open_duty(tx, duty, journal=a_taken_mail(tx), case_number=case, at=NOW)
        for step in (-3, 0):
            duties.note_warning(tx, 1, Role.OFFICER, step, at=NOW)
        answers = [
            duties.put_off(tx, case, {DutyKind.CASE}, due_on=duty.due_on + 9 * ONE_DAY)
            for _ in range(2)
        ]

        assert answers == [1, 0]
        assert duties.warnings_sent(tx) == {(1, Role.OFFICER, 0)}
