"""What a new decision takes back before it leaves the house."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, func, select

from cases.labels import Way
from cases.letter import LetterKind
from store import dispatches
from store.dispatches import Outgoing, Withdrawal
from store.engine import writing
from store.tables import dispatch_wires
from tests.store.builders import LEASE, NOW, ONE_DAY, a_sent_dispatch, a_taken_mail, an_outgoing

SOON = NOW + timedelta(seconds=30)
NOTICE = {"kind": LetterKind.ACKNOWLEDGEMENT, "ways": (Way.SGG,), "recipient_hash": "me"}


def a_waiting_letter(
    tx: Connection, number: int | None, outgoing: Outgoing, *, until: datetime = SOON
) -> int:
    """File a letter that waits until then; return its id."""
    dispatch = dispatches.file(tx, outgoing, journal=number, at=NOW, not_before=until)
    assert dispatch is not None
    return dispatch


def test_letters_that_wait_for_their_time_are_taken_back_with_their_bytes(engine: Engine) -> None:
    """Nothing of them is left, and their keys are free for the new decision."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        a_waiting_letter(tx, number, an_outgoing())
        a_waiting_letter(tx, number, an_outgoing("n", **NOTICE))
        count = dispatches.withdraw(tx, number, now=NOW)
        left = dispatches.of_journal(tx, number)
        wires = tx.execute(select(func.count()).select_from(dispatch_wires)).scalar_one()
        again = dispatches.file(tx, an_outgoing("h"), journal=number, at=NOW, not_before=SOON)

    assert (count, left, wires) == (2, (), 0)
    assert again is not None


def test_what_was_tried_or_may_leave_now_is_not_taken_back(engine: Engine) -> None:
    """At its time, under a lease, put off after a try, delivered, refused: all stay."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        a_waiting_letter(tx, number, an_outgoing("put-off"), until=NOW)
        dispatches.lease_next(tx, now=NOW, lease=LEASE)
        dispatches.try_later(tx, 1, answer="450", not_before=SOON)
        a_waiting_letter(tx, number, an_outgoing("leased"), until=NOW)
        dispatches.lease_next(tx, now=NOW, lease=LEASE)
        a_waiting_letter(tx, number, an_outgoing("at-its-time"), until=NOW)
        a_sent_dispatch(tx, number, "delivered", at=NOW)
        refused = a_waiting_letter(tx, number, an_outgoing("refused"))
        dispatches.mark_refused(tx, refused, answer="550", at=NOW)
        count = dispatches.withdraw(tx, number, now=NOW)
        left = dispatches.of_journal(tx, number)

    assert count == 0
    assert [line.id for line in left] == [1, 2, 3, 4, 5]


def test_other_messages_and_warnings_are_not_touched(engine: Engine) -> None:
    """Only this message's letters, and never a word to the house itself."""
    with writing(engine) as tx:
        number, other = a_taken_mail(tx, 1), a_taken_mail(tx, 2)
        a_waiting_letter(tx, other, an_outgoing("other"))
        a_waiting_letter(tx, None, an_outgoing("nobodys"))
        a_waiting_letter(tx, number, an_outgoing("warning", kind=LetterKind.WARNING, ways=()))
        count = dispatches.withdraw(tx, number, now=NOW)
        left = dispatches.lines(tx)

    assert count == 0
    assert len(left) == 3


def test_r15_what_is_taken_back_counts_as_never_sent(engine: Engine) -> None:
    """Neither as done for the message nor against the limits of notices; a bare look counts it."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        a_sent_dispatch(tx, number, "sent", at=NOW)
        a_waiting_letter(tx, number, an_outgoing("n", **NOTICE))
        without = Withdrawal(journal=number, now=NOW)
        done = [dispatches.done_for(tx, number, without=each) for each in (None, without)]
        counts = [
            dispatches.notices_since(tx, recipient_hash="me", since=NOW - ONE_DAY, without=each)
            for each in (None, without)
        ]

    sent = {(LetterKind.HAND_OVER, None), (LetterKind.HAND_OVER, Way.SGG)}
    told = {(LetterKind.ACKNOWLEDGEMENT, None), (LetterKind.ACKNOWLEDGEMENT, Way.SGG)}
    assert done == [sent | told, sent]
    assert counts == [1, 0]


@pytest.mark.parametrize("now", [NOW, SOON - timedelta(microseconds=1)])
def test_until_the_very_last_moment_a_letter_can_be_taken_back(
    engine: Engine, now: datetime
) -> None:
    """Before its time nobody can have leased it."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        a_waiting_letter(tx, number, an_outgoing())

        assert dispatches.lease_next(tx, now=now, lease=LEASE) is None
        assert dispatches.withdraw(tx, number, now=now) == 1
