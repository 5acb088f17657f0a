"""What leaves the house."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from cases.labels import Way
from cases.letter import LetterKind
from store import dispatches, journal
from store.dispatches import DispatchCounts, DispatchState
from store.engine import writing
from tests.store.builders import (
    LEASE,
    NOW,
    ONE_DAY,
    a_case,
    a_decision,
    a_sent_dispatch,
    a_taken_mail,
    an_outgoing,
    filed,
)

NOTICE = {"kind": LetterKind.ACKNOWLEDGEMENT, "ways": ()}


def test_r15_a_message_is_filed_once(engine: Engine) -> None:
    """A second filing under the same key changes nothing, whatever it says."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        first = dispatches.file(tx, an_outgoing(), journal=number, at=NOW, not_before=NOW)
        again = an_outgoing(message_id="<other@krm.example>", content=b"other")
        second = dispatches.file(tx, again, journal=number, at=NOW, not_before=NOW)
        leased = dispatches.lease_next(tx, now=NOW, lease=LEASE)

    assert (first, second) == (1, None)
    assert leased is not None
    assert leased.content == b"Subject: Abgabe\r\n\r\n"


def test_two_messages_never_share_a_message_id(engine: Engine) -> None:
    """A bounce could not be told to belong to one of them."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        dispatches.file(tx, an_outgoing("a"), journal=number, at=NOW, not_before=NOW)
        same = an_outgoing("b", message_id="<a@krm.example>")
        with pytest.raises(ValueError, match="Message-ID of b"):
            dispatches.file(tx, same, journal=number, at=NOW, not_before=NOW)


def test_a_leased_message_is_whole_and_nobody_elses(engine: Engine) -> None:
    """After the lease it comes back with the same bytes, its tries counted."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        case = a_case(tx)
        dispatches.file(tx, an_outgoing(), journal=number, case_number=case, at=NOW, not_before=NOW)
        first = dispatches.lease_next(tx, now=NOW, lease=LEASE)
        meanwhile = dispatches.lease_next(tx, now=NOW + LEASE / 2, lease=LEASE)
        again = dispatches.lease_next(tx, now=NOW + LEASE, lease=LEASE)

    assert first is not None
    assert (first.id, first.kind, first.ways) == (1, LetterKind.HAND_OVER, (Way.SGG,))
    assert (first.journal, first.case_number, first.attempts) == (number, case, 1)
    assert (first.envelope_sender, first.recipient) == (
        "krm@jobcenter.example",
        "sgg@jobcenter.example",
    )
    assert first.message_id == "<hand-over@krm.example>"
    assert meanwhile is None
    assert again is not None
    assert (again.content, again.attempts) == (first.content, 2)


def test_nothing_leaves_before_its_time(engine: Engine) -> None:
    """The officer can take a decision back until then."""
    later = NOW + timedelta(seconds=30)
    with writing(engine) as tx:
        dispatches.file(tx, an_outgoing(), journal=a_taken_mail(tx), at=NOW, not_before=later)
        too_early = dispatches.lease_next(tx, now=later - timedelta(microseconds=1), lease=LEASE)
        in_time = dispatches.lease_next(tx, now=later, lease=LEASE)

    assert too_early is None
    assert in_time is not None


def test_r5_hand_overs_leave_before_notices(engine: Engine) -> None:
    """A legal time limit hangs on them, however many notices wait."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        early, late = NOW - ONE_DAY, NOW
        notices = [an_outgoing(key, **NOTICE) for key in ("n1", "n2")]
        for outgoing in notices:
            dispatches.file(tx, outgoing, journal=number, at=early, not_before=early)
        dispatches.file(tx, an_outgoing("h"), journal=number, at=late, not_before=late)
        order = [dispatches.lease_next(tx, now=NOW, lease=LEASE) for _ in range(4)]

    ids = [each.message_id if each else None for each in order]
    assert ids == ["<h@krm.example>", "<n1@krm.example>", "<n2@krm.example>", None]


def test_r7_delivery_is_proven_once(engine: Engine) -> None:
    """Two workers after an expired lease: the first answer stays."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        dispatch = a_sent_dispatch(tx, number, at=NOW)
        second = dispatches.mark_delivered(tx, dispatch, answer="251", at=NOW + ONE_DAY)
        refused = dispatches.mark_refused(tx, dispatch, answer="550", at=NOW + ONE_DAY)
        put_off = dispatches.try_later(tx, dispatch, answer="450", not_before=NOW)
        (line,) = dispatches.of_journal(tx, number)
        leased = dispatches.lease_next(tx, now=NOW + ONE_DAY, lease=LEASE)

    assert (second, refused, put_off, leased) == (False, False, False, None)
    assert (line.state, line.delivered_at, line.last_answer) == (
        DispatchState.DELIVERED,
        NOW,
        "250",
    )
    assert line.is_proven


def test_a_message_put_off_comes_back_at_its_time(engine: Engine) -> None:
    """Its lease ends at once; the answer is kept."""
    later = NOW + timedelta(minutes=1)
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        dispatches.file(tx, an_outgoing(), journal=number, at=NOW, not_before=NOW)
        dispatches.lease_next(tx, now=NOW, lease=ONE_DAY)
        dispatches.try_later(tx, 1, answer="451", not_before=later)
        too_early = dispatches.lease_next(tx, now=NOW, lease=LEASE)
        in_time = dispatches.lease_next(tx, now=later, lease=LEASE)
        (line,) = dispatches.of_journal(tx, number)

    assert too_early is None
    assert in_time is not None
    assert (line.state, line.last_answer, line.attempts) == (DispatchState.WAITING, "451", 2)


def test_a_refused_message_is_never_tried_again(engine: Engine) -> None:
    """It is not proven, and the time of the refusal is kept."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        dispatches.file(tx, an_outgoing(), journal=number, at=NOW, not_before=NOW)
        assert dispatches.mark_refused(tx, 1, answer="550 5.1.1", at=NOW)
        leased = dispatches.lease_next(tx, now=NOW + ONE_DAY, lease=LEASE)
        (line,) = dispatches.of_journal(tx, number)

    assert leased is None
    assert (line.state, line.refused_at, line.is_proven) == (DispatchState.REFUSED, NOW, False)


def test_r5_a_hand_over_that_failed_can_be_filed_again(engine: Engine) -> None:
    """Refused, then bounced: the officer's new decision sends it under the same key."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        ids = []
        for message_id in ("<1@krm.example>", "<2@krm.example>", "<3@krm.example>"):
            outgoing = an_outgoing(message_id=message_id)
            ids.append(dispatches.file(tx, outgoing, journal=number, at=NOW, not_before=NOW))
            if ids[-1] == 1:
                dispatches.mark_refused(tx, 1, answer="550", at=NOW)
            elif ids[-1] == 2:
                dispatches.mark_delivered(tx, 2, answer="250", at=NOW)
                dispatches.mark_bounced(tx, "<2@krm.example>", at=NOW)

    assert ids == [1, 2, 3]


def test_r15_a_notice_that_failed_is_never_sent_again_by_itself(engine: Engine) -> None:
    """A round that files it again and again must not make a loop."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        first = an_outgoing("n", **NOTICE)
        dispatches.file(tx, first, journal=number, at=NOW, not_before=NOW)
        dispatches.mark_refused(tx, 1, answer="550", at=NOW)
        again = an_outgoing("n", message_id="<2@krm.example>", **NOTICE)
        second = dispatches.file(tx, again, journal=number, at=NOW, not_before=NOW)

    assert second is None


def test_a_bounce_is_noted_once_and_tells_what_came_back(engine: Engine) -> None:
    """By our Message-ID or by number; a stranger's Message-ID is none of ours."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        dispatch = a_sent_dispatch(tx, number, at=NOW)
        line = dispatches.mark_bounced(tx, "<hand-over@krm.example>", at=NOW + ONE_DAY)
        again = dispatches.mark_bounced(tx, dispatch, at=NOW + 2 * ONE_DAY)
        stranger = dispatches.mark_bounced(tx, "<x@elsewhere.example>", at=NOW)

    assert line is not None
    assert (line.journal, line.kind, line.bounced_at) == (
        number,
        LetterKind.HAND_OVER,
        NOW + ONE_DAY,
    )
    assert not line.is_proven
    assert (again, stranger) == (None, None)


def test_a_bounce_that_overtakes_the_proof_is_not_forgotten(engine: Engine) -> None:
    """The bounce comes in before the delivery is noted."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        dispatches.file(tx, an_outgoing(), journal=number, at=NOW, not_before=NOW)
        dispatches.mark_bounced(tx, 1, at=NOW)
        dispatches.mark_delivered(tx, 1, answer="250", at=NOW)
        (line,) = dispatches.of_journal(tx, number)

    assert (line.state, line.is_proven) == (DispatchState.DELIVERED, False)


def test_r15_done_tells_what_left_or_will_leave(engine: Engine) -> None:
    """Waiting ones count, so that deciding anew sends nothing twice; failed ones do not."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        dispatches.file(tx, an_outgoing("h"), journal=number, at=NOW, not_before=NOW)
        notice = an_outgoing("n", kind=LetterKind.ACKNOWLEDGEMENT, ways=(Way.SGG, Way.DIRECTOR))
        dispatches.file(tx, notice, journal=number, at=NOW, not_before=NOW)
        bounced = a_sent_dispatch(tx, number, "d", at=NOW, ways=(Way.DIRECTOR,))
        dispatches.mark_bounced(tx, bounced, at=NOW)
        neutral = an_outgoing("r", kind=LetterKind.NEUTRAL_ACKNOWLEDGEMENT, ways=())
        refused = dispatches.file(tx, neutral, journal=number, at=NOW, not_before=NOW)
        assert refused is not None
        dispatches.mark_refused(tx, refused, answer="550", at=NOW)
        done = dispatches.done_for(tx, number)

    assert done == {
        (LetterKind.HAND_OVER, None),
        (LetterKind.HAND_OVER, Way.SGG),
        (LetterKind.ACKNOWLEDGEMENT, None),
        (LetterKind.ACKNOWLEDGEMENT, Way.SGG),
        (LetterKind.ACKNOWLEDGEMENT, Way.DIRECTOR),
    }


def test_r15_notices_are_counted_by_address_by_case_and_in_all(engine: Engine) -> None:
    """Hand-overs and warnings are no notices; earlier ones do not count."""
    with writing(engine) as tx:
        case = a_case(tx)
        number = a_taken_mail(tx)
        for key, to, case_number, at in (
            ("1", "me", case, NOW),
            ("2", "me", "", NOW),
            ("3", "you", case, NOW),
            ("4", "me", case, NOW - ONE_DAY),
        ):
            outgoing = an_outgoing(key, recipient_hash=to, **NOTICE)
            dispatches.file(
                tx, outgoing, journal=number, case_number=case_number, at=at, not_before=at
            )
        a_sent_dispatch(tx, number, "h", at=NOW, recipient_hash="me")
        counts = (
            dispatches.notices_since(tx, since=NOW),
            dispatches.notices_since(tx, since=NOW, recipient_hash="me"),
            dispatches.notices_since(tx, since=NOW, case_number=case),
            dispatches.notices_since(tx, since=NOW - ONE_DAY, recipient_hash="me"),
        )

    assert counts == (3, 2, 2, 3)


def test_lines_come_newest_first_in_pages(engine: Engine) -> None:
    """For `krm post` and the desk."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        for key in "abc":
            a_sent_dispatch(tx, number, key, at=NOW)
        first = dispatches.lines(tx, 2)
        rest = dispatches.lines(tx, 2, before=first[-1].id)

    assert [line.id for line in first] == [3, 2]
    assert [line.id for line in rest] == [1]


def test_counts_tell_how_the_way_out_stands(engine: Engine) -> None:
    """Late is what waits after a failed try."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)
        a_sent_dispatch(tx, number, "sent", at=NOW)
        for key in ("waiting", "late", "refused"):
            dispatches.file(tx, an_outgoing(key), journal=number, at=NOW, not_before=NOW)
        dispatches.try_later(tx, 3, answer="450", not_before=NOW)
        dispatches.mark_refused(tx, 4, answer="550", at=NOW)
        counts = dispatches.counts(tx)

    assert counts == DispatchCounts(waiting=2, refused=1, late=1)


def test_counts_look_at_what_waits_or_was_refused_alone(engine: Engine) -> None:
    """Years of delivered mail do not slow the health line."""
    asked: list[tuple[str, object]] = []
    with writing(engine) as tx:
        event.listen(tx, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
        dispatches.counts(tx)
        statement, values = asked[-1]
        plan = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()

    assert [row.detail for row in plan] == [
        "SEARCH dispatches USING INDEX ix_dispatches_due (state=?)"
    ]
