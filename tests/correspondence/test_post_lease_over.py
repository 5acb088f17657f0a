"""A lease that ends while its holder sleeps: another process has the letter, and keeps it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from correspondence.post import PostRound, post_due
from store import dispatches
from store.dispatch_lines import DispatchState, LeasedDispatch
from store.engine import writing
from tests.correspondence.a_post_office import APostOffice, an_engine
from tests.correspondence.lines import line_settings
from tests.correspondence.occasions import a_hand_over
from tests.edges.smtp_listener import SmtpListener, Stage

LEASE = timedelta(minutes=3)


def post_with(office: APostOffice, in_hand: Callable[[], None]) -> PostRound:
    """Post, and let something happen between the lease and the handing in of the content."""
    asked: list[datetime] = []

    def now() -> datetime:
        if len(asked) == 1:
            in_hand()
        asked.append(office.now)
        return office.now

    return post_due(replace(office.post_office(), now=now))


@pytest.mark.parametrize("minutes", [4, 60 * 24, -60 * 24])
def test_r15_a_letter_that_another_process_took_over_is_not_handed_in_again(
    office: APostOffice, listener: SmtpListener, minutes: int
) -> None:
    """The machine slept with the letter in hand, or its clock was put back: one mail leaves."""
    number = office.file(a_hand_over())

    def sleep_and_let_another_post() -> None:
        office.wait(minutes=minutes)
        assert office.round() == PostRound(delivered=1)

    assert post_with(office, sleep_and_let_another_post) == PostRound(later=1)
    assert len(listener.mails) == 1
    assert office.line(number).state is DispatchState.DELIVERED


def test_a_letter_that_nobody_took_over_goes_out_a_little_later(
    office: APostOffice, listener: SmtpListener
) -> None:
    """The only process slept: it asks anew for a lease, so that two never hand it in."""
    number = office.file(a_hand_over())

    assert post_with(office, lambda: office.wait(minutes=4)) == PostRound(later=1)
    assert office.line(number).last_answer == "TooSlow"

    office.wait(minutes=1)
    assert office.round() == PostRound(delivered=1)
    assert len(listener.mails) == 1


@pytest.mark.parametrize("answer", ["451 4.3.0 try later", "550 5.7.1 no"])
def test_r1_a_no_that_comes_after_the_lease_leaves_the_letter_to_its_new_holder(
    tmp_path: Path, answer: str
) -> None:
    """Neither is it free for a third process, nor before the officer while it is on its way."""
    engine = an_engine(tmp_path)
    held: list[LeasedDispatch | None] = []

    def take_over() -> None:
        office.wait(minutes=4)
        with writing(engine) as tx:
            held.append(dispatches.lease_next(tx, now=office.now, lease=LEASE))

    with SmtpListener(before_answer=take_over) as listener:
        office = APostOffice(engine=engine, settings=line_settings(listener))
        number = office.file(a_hand_over())
        listener.answer(Stage.DATA, answer, times=1)

        assert office.round(limit=1) == PostRound(later=1)

    with writing(engine) as tx:
        third = dispatches.lease_next(tx, now=office.now + timedelta(minutes=2), lease=LEASE)
    assert (held[0] is not None, third) == (True, None)
    assert office.duties(number) == ()
    assert office.line(number).state is DispatchState.WAITING
    engine.dispose()
