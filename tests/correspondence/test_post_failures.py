"""Posting that fails: put off, or laid before the officer; nothing is lost in a log."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cases.deadlines import Deadline, DeadlineKind
from cases.duties import Duty, DutyKind, Role
from cases.labels import Way
from cases.letter import Letter, LetterKind
from correspondence.compose import compose_warning
from correspondence.post import FEWEST_TRIES, PostRound
from store import deadlines, dispatches
from store.dispatch_lines import DispatchState
from store.engine import reading, writing
from tests.correspondence.a_post_office import APostOffice
from tests.correspondence.lines import line_settings
from tests.correspondence.occasions import a_hand_over, a_notice, a_pass_on, an_occasion
from tests.edges.smtp_listener import SmtpListener, Stage

FIRST_REACTION = Deadline(kind=DeadlineKind.FIRST_REACTION, rule="R12", due_on=date(2026, 12, 2))


@pytest.mark.parametrize(
    ("answer", "why"), [("550 5.1.1 unknown", "refused"), ("552 5.3.4 too big", "too_large")]
)
@pytest.mark.parametrize("letter", [a_hand_over(), a_pass_on()])
def test_r5_a_refused_original_lies_before_the_officer_at_once(
    office: APostOffice, listener: SmtpListener, *, letter: Letter, answer: str, why: str
) -> None:
    """A legal time limit hangs on it, so it is due the same day."""
    number = office.file(letter)
    listener.answer(Stage.DATA, answer)

    assert office.round() == PostRound(refused=1)

    (duty,) = office.duties(number)
    assert (duty.kind, duty.due_on, duty.detail) == (
        DutyKind.HAND_OVER_FAILED,
        date(2026, 11, 23),
        why,
    )
    assert office.line(number).state is DispatchState.REFUSED


def test_r15_a_refused_notice_is_to_be_sent_by_hand(
    office: APostOffice, listener: SmtpListener
) -> None:
    """Until the end of the limit that it should have met."""
    number = office.take()
    with writing(office.engine) as tx:
        deadlines.start(tx, number, "", (FIRST_REACTION,))
    office.file(a_notice(), number=number)
    listener.answer(Stage.RCPT, "550 5.1.1 unknown")

    office.round()

    (duty,) = office.duties(number)
    assert (duty.kind, duty.due_on) == (DutyKind.NOTICE_BY_HAND, date(2026, 12, 2))
    with reading(office.engine) as tx:
        assert len(deadlines.open_of(tx, number)) == 1


def test_r15_a_refused_notice_without_a_limit_is_due_on_the_next_working_day(
    office: APostOffice, listener: SmtpListener
) -> None:
    """Refused on a Saturday, due on Monday."""
    office.now = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
    number = office.file(a_notice(LetterKind.TRANSFER_NOTICE, Way.SGG))
    listener.answer(Stage.RCPT, "550 5.1.1 unknown")

    office.round()

    assert [duty.due_on for duty in office.duties(number)] == [date(2026, 11, 30)]


def test_a_refused_warning_makes_no_duty(office: APostOffice, listener: SmtpListener) -> None:
    """The duty that it tells of stands on the list already."""
    number = office.take()
    duty = Duty(kind=DutyKind.DECIDE, due_on=date(2026, 12, 2))
    warning = compose_warning(
        duty, role=Role.OFFICER, to="e.beispiel@jobcenter.example", occasion=an_occasion()
    )
    with writing(office.engine) as tx:
        dispatches.file(tx, warning, journal=number, at=office.now, not_before=office.now)
    listener.answer(Stage.RCPT, "550 5.1.1 unknown")

    assert office.round() == PostRound(refused=1)
    assert office.duties(number) == ()


def test_a_mail_that_is_put_off_waits_longer_each_time(
    office: APostOffice, listener: SmtpListener
) -> None:
    """After 1, 5, 15 and 60 minutes, then every hour."""
    number = office.file(a_notice())
    listener.answer(Stage.RCPT, "451 4.7.1 greylisted")
    pauses = []

    for _ in range(6):
        assert office.round() == PostRound(later=1)
        pauses.append(office.line(number).not_before - office.now)
        assert office.round() == PostRound()
        office.now = office.line(number).not_before

    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 60, 60)]
    assert office.line(number).last_answer == "451 4.7.1"
    listener.answer(Stage.RCPT, None)
    assert office.round() == PostRound(delivered=1)


def test_tries_are_spread_by_chance(office: APostOffice, listener: SmtpListener) -> None:
    """At most a tenth longer, so that not all of a morning's mail comes at the same moment."""
    office.chance = 1.0
    number = office.file(a_notice())
    listener.answer(Stage.RCPT, "451 4.7.1 greylisted")

    office.round()

    assert office.line(number).not_before - office.now == timedelta(seconds=66)


@pytest.mark.parametrize(
    ("letter", "kind"),
    [(a_hand_over(), DutyKind.HAND_OVER_FAILED), (a_notice(), DutyKind.NOTICE_BY_HAND)],
)
def test_r15_after_five_days_of_trying_the_officer_has_it(
    office: APostOffice, listener: SmtpListener, letter: Letter, kind: DutyKind
) -> None:
    """Nothing is tried for ever, nothing ends as a line in a log."""
    number = office.file(letter)
    listener.answer(Stage.DATA, "451 4.3.0 try later")
    for _ in range(FEWEST_TRIES):
        office.wait(hours=9, minutes=55)
        assert office.round() == PostRound(later=1)

    office.wait(hours=1)

    assert office.round() == PostRound(refused=1)
    assert [(duty.kind, duty.detail) for duty in office.duties(number)] == [(kind, "given_up")]
    assert office.line(number).last_answer == "451 4.3.0"


def test_r15_a_server_that_stays_down_for_five_days_becomes_a_duty_too(
    office: APostOffice, listener: SmtpListener
) -> None:
    """The line's silence is no excuse."""
    number = office.file(a_hand_over())
    listener.down()
    for _ in range(FEWEST_TRIES - 1):
        office.wait(hours=10, minutes=55)
        assert office.round().later == 1
    office.wait(hours=10, minutes=55)

    assert office.round() == PostRound(refused=1, line_down="ConnectionRefusedError")
    assert [duty.kind for duty in office.duties(number)] == [DutyKind.HAND_OVER_FAILED]


def test_r1_a_letter_is_not_given_up_because_the_machine_was_off(
    office: APostOffice, listener: SmtpListener
) -> None:
    """Back after the holidays, the first answer is a passing no: that is one try, not five days."""
    number = office.file(a_hand_over())
    office.wait(days=10)
    listener.answer(Stage.DATA, "451 4.7.1 greylisted", times=1)

    assert office.round() == PostRound(later=1)
    office.wait(minutes=1)
    assert office.round() == PostRound(delivered=1)
    assert office.duties(number) == ()


def test_while_the_server_is_down_one_mail_asks_for_all(
    office: APostOffice, listener: SmtpListener
) -> None:
    """The round ends at once; the others keep their place and their first try."""
    first, second = office.file(a_hand_over()), office.file(a_hand_over())
    listener.down()

    assert office.round() == PostRound(later=1, line_down="ConnectionRefusedError")

    assert office.line(first).attempts == 1
    assert office.line(second).attempts == 0
    listener.up()
    office.wait(minutes=1)
    assert office.round() == PostRound(delivered=2)


def test_r5_a_long_failure_of_the_line_delays_nothing_afterwards(
    office: APostOffice, listener: SmtpListener
) -> None:
    """It says nothing about the mail, so no pause is longer than five minutes."""
    number = office.file(a_hand_over())
    listener.down()

    for _ in range(6):
        office.round()
        assert office.line(number).not_before - office.now <= timedelta(minutes=5)
        office.now = office.line(number).not_before


def test_a_wrong_password_refuses_nothing(tmp_path: Path) -> None:
    """Our own mistake is told to the operator, not to the officer."""
    with SmtpListener(logins={"krm": "richtig"}) as listener:
        office = APostOffice.to(listener, tmp_path)
        office.settings = line_settings(listener, user="krm", password="falsch")
        number = office.file(a_hand_over())

        assert office.round() == PostRound(later=1, line_down="535 5.7.8")

        assert office.duties(number) == ()
        office.engine.dispose()
