"""When content goes, and when it must stay (R7, R8, R9b, R9c, R33)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, func, select, update

from cases.decision import DecidedBy, OtherKind, Verdict
from cases.duties import DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from cases.mail import MailKind
from cases.plan import Retention
from store import dispatches, duties, journal, register
from store.engine import writing
from store.erasing import erasure
from store.erasing.candidates import GO_ON_WITHOUT_RAW
from store.erasing.erasable import months_before
from store.journal import Filed
from store.settings import RetentionSettings
from store.tables import dispatch_wires, journal_lines
from tests.store.builders import (
    NOW,
    ONE_DAY,
    a_case,
    a_decision,
    a_duty,
    a_fingerprint,
    a_handed_over_mail,
    a_raw_mail,
    a_sent_dispatch,
    a_taken_mail,
    an_outgoing,
    closes,
    filed,
)

RETENTION = RetentionSettings(
    handed_over_days=14, other_days=10, machine_days=90, closed_cases_months=24
)
GRACE = 14 * ONE_DAY
MOMENT = timedelta(microseconds=1)
BOTH_WAYS = a_decision(ways={Way.SGG: Verdict.DO, Way.DIRECTOR: Verdict.DO})
ADDS_ONLY = a_decision(Label.OTHER, ways={}, because=())
OTHER = a_decision(Label.OTHER, ways={}, because=(), other_kind=OtherKind.PASS_ON)


def erased(tx: Connection, at: datetime) -> tuple[int, ...]:
    """Erase what is due then."""
    return erasure.erase_due(tx, now=at, retention=RETENTION)


def wires(tx: Connection) -> int:
    """Count the messages whose bytes are kept."""
    return tx.execute(select(func.count()).select_from(dispatch_wires)).scalar_one()


def test_r7_a_hand_over_is_erased_when_the_grace_time_is_over_not_before(engine: Engine) -> None:
    """Raw mail, reasons and sent bytes go; line, hashes and proof stay."""
    with writing(engine) as tx:
        number = a_handed_over_mail(tx)
        before = journal.entry(tx, number)
        too_early = erased(tx, NOW + GRACE - MOMENT)
        in_time = erased(tx, NOW + GRACE)
        again = erased(tx, NOW + GRACE)
        entry = journal.entry(tx, number)
        left = journal.content(tx, number), journal.reasons(tx, number), wires(tx)
        (proof,) = dispatches.of_journal(tx, number)

    assert (too_early, in_time, again) == ((), (number,), ())
    assert left == (None, None, 0)
    assert before is not None
    assert entry is not None
    assert entry.raw_erased_at == NOW + GRACE
    assert (entry.sender_hash, entry.message_id_hash) == ("hash-of-sender", "hash-of-id")
    assert entry.row_version == before.row_version + 1
    assert proof.is_proven
    assert proof.erased_at == NOW + GRACE


def test_r7_without_proof_of_delivery_nothing_is_ever_erased(engine: Engine) -> None:
    """Neither while it waits, nor refused, nor without any dispatch."""
    with writing(engine) as tx:
        waiting, refused, unsent = (a_taken_mail(tx, uid) for uid in (1, 2, 3))
        for number in (waiting, refused, unsent):
            journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)
        for number in (waiting, refused):
            outgoing = an_outgoing(str(number))
            dispatches.file(tx, outgoing, journal=number, at=NOW, not_before=NOW)
        dispatches.mark_refused(tx, 2, answer="550", at=NOW)

        assert erased(tx, NOW + 1000 * ONE_DAY) == ()


def test_r7_a_bounce_stops_the_erasure_until_a_new_proof_is_old_enough(engine: Engine) -> None:
    """The grace time of the second hand-over counts."""
    with writing(engine) as tx:
        number = a_handed_over_mail(tx)
        dispatches.mark_bounced(tx, 1, at=NOW + ONE_DAY)
        without_proof = erased(tx, NOW + 100 * ONE_DAY)
        a_sent_dispatch(tx, number, "again", at=NOW + 100 * ONE_DAY)
        too_early = erased(tx, NOW + 100 * ONE_DAY + GRACE - MOMENT)
        in_time = erased(tx, NOW + 100 * ONE_DAY + GRACE)

    assert (without_proof, too_early, in_time) == ((), (), (number,))


def test_r7_r8_every_way_must_be_proven(engine: Engine) -> None:
    """SGG has it for weeks, the director since today."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        journal.mark_decided(tx, number, BOTH_WAYS, filed(), at=NOW)
        a_sent_dispatch(tx, number, "sgg", at=NOW, ways=(Way.SGG,))
        one_way = erased(tx, NOW + 20 * ONE_DAY)
        a_sent_dispatch(tx, number, "director", at=NOW + 20 * ONE_DAY, ways=(Way.DIRECTOR,))
        too_early = erased(tx, NOW + 20 * ONE_DAY + GRACE - MOMENT)
        in_time = erased(tx, NOW + 20 * ONE_DAY + GRACE)

    assert (one_way, too_early, in_time) == ((), (), (number,))


def test_r7_a_notice_still_waiting_keeps_everything(engine: Engine) -> None:
    """Its bytes are needed for delivery."""
    with writing(engine) as tx:
        number = a_handed_over_mail(tx)
        notice = an_outgoing("n", kind=LetterKind.TRANSFER_NOTICE)
        dispatch = dispatches.file(tx, notice, journal=number, at=NOW, not_before=NOW)
        assert dispatch is not None
        waiting = erased(tx, NOW + GRACE)
        dispatches.mark_delivered(tx, dispatch, answer="250", at=NOW + GRACE)
        delivered = erased(tx, NOW + GRACE)

        assert (waiting, delivered, wires(tx)) == ((), (number,), 0)


@pytest.mark.parametrize("kind", [each for each in DutyKind if each not in GO_ON_WITHOUT_RAW])
def test_r7_an_open_duty_keeps_the_raw_mail(engine: Engine, kind: DutyKind) -> None:
    """Whoever has to work on it must be able to read it."""
    with writing(engine) as tx:
        number = a_handed_over_mail(tx)
        duties.open_duty(tx, a_duty(kind), journal=number, at=NOW)
        while_open = erased(tx, NOW + GRACE)
        duties.done(tx, 1, by="erika", at=NOW)
        afterwards = erased(tx, NOW + GRACE)

    assert (while_open, afterwards) == ((), (number,))


def test_r8_an_open_case_keeps_its_excerpt_alone(engine: Engine) -> None:
    """Once the excerpt is marked the raw mail goes, though the case is open."""
    with writing(engine) as tx:
        case = a_case(tx)
        number = a_handed_over_mail(tx, case_number=case)
        register.enter_text(tx, case, number, subject="", text="Auszug", at=NOW)
        duties.open_duty(tx, a_duty(DutyKind.CASE), journal=number, case_number=case, at=NOW)
        done = erased(tx, NOW + GRACE)
        texts = register.texts(tx, case)

    assert done == (number,)
    assert [text.text for text in texts] == ["Auszug"]


def test_r9b_a_hand_over_that_came_back_is_held_with_its_copies(engine: Engine) -> None:
    """The second copy of the letter rests on the first one's proof, and is held with it."""
    with writing(engine) as tx:
        first = a_handed_over_mail(tx, 1, "letter")
        second = a_taken_mail(tx, 2, "letter")
        journal.mark_decided(tx, second, a_decision(), filed(), at=NOW)
        journal.hold_erasure(tx, first, held=True)
        held = erased(tx, NOW + GRACE)
        journal.hold_erasure(tx, first, held=False)
        free = erased(tx, NOW + GRACE)

    assert (held, free) == ((), (first, second))


def test_r7_a_copy_that_came_after_the_erasure_rests_on_the_first_ones_proof(
    engine: Engine,
) -> None:
    """The proof stays when the content goes."""
    with writing(engine) as tx:
        first = a_handed_over_mail(tx, 1, "letter")
        assert erased(tx, NOW + GRACE) == (first,)
        second = a_taken_mail(tx, 2, "letter")
        journal.mark_decided(tx, second, a_decision(), filed(), at=NOW + GRACE)
        too_early, in_time = (erased(tx, NOW + days * ONE_DAY) for days in (27, 28))

    assert (too_early, in_time) == ((), (second,))


def test_r7_a_copy_of_an_unproven_letter_stays(engine: Engine) -> None:
    """Its first copy was never delivered."""
    with writing(engine) as tx:
        first, second = a_taken_mail(tx, 1, "letter"), a_taken_mail(tx, 2, "letter")
        for number in (first, second):
            journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)
        dispatches.file(tx, an_outgoing(), journal=first, at=NOW, not_before=NOW)

        assert erased(tx, NOW + 100 * ONE_DAY) == ()


def test_r9_a_letter_that_followed_its_matter_needs_proof_of_each_way(engine: Engine) -> None:
    """Its own decision names no way; those it was sent must be proven."""
    with writing(engine) as tx:
        first = a_taken_mail(tx, 1)
        number = a_taken_mail(tx, 2)
        journal.mark_decided(tx, number, ADDS_ONLY, filed(answers_journal=first), at=NOW)
        a_sent_dispatch(tx, number, "sgg", at=NOW, ways=(Way.SGG,))
        lost = a_sent_dispatch(tx, number, "director", at=NOW, ways=(Way.DIRECTOR,))
        dispatches.mark_bounced(tx, lost, at=NOW)
        one_way = erased(tx, NOW + GRACE)
        a_sent_dispatch(tx, number, "again", at=NOW, ways=(Way.DIRECTOR,))
        both_ways = erased(tx, NOW + GRACE)

    assert (one_way, both_ways) == ((), (number,))


def test_r9b_what_brought_a_hand_over_back_goes_after_that_hand_over(engine: Engine) -> None:
    """SGG's mail quotes the citizen; it was never sent anywhere itself."""
    nothing_to_do = a_decision(Label.OTHER, ways={}, because=())
    with writing(engine) as tx:
        first, returned = a_handed_over_mail(tx, 1), a_taken_mail(tx, 2)
        what = filed(answers_journal=first)
        journal.mark_decided(tx, returned, nothing_to_do, what, at=NOW)
        duties.open_duty(tx, a_duty(DutyKind.RETURNED), journal=first, at=NOW)
        journal.hold_erasure(tx, first, held=True)
        while_held = erased(tx, NOW + 100 * ONE_DAY)
        duties.done(tx, 1, by="erika", at=NOW)
        journal.hold_erasure(tx, first, held=False)
        rounds = [erased(tx, NOW + 100 * ONE_DAY) for _ in range(2)]

    assert while_held == ()
    assert rounds == [(first,), (returned,)]


def test_an_undecided_message_is_never_erased(engine: Engine) -> None:
    """Whatever its age (R1)."""
    with writing(engine) as tx:
        a_taken_mail(tx)

        assert erased(tx, NOW + 10_000 * ONE_DAY) == ()


def test_r9c_other_mail_goes_by_its_days_after_the_last_act(engine: Engine) -> None:
    """Decided today, its duty done on the third day: ten days from there."""
    with writing(engine) as tx:
        plain, worked = a_taken_mail(tx, 1), a_taken_mail(tx, 2)
        for number in (plain, worked):
            journal.mark_decided(tx, number, OTHER, filed(Retention.OTHER), at=NOW)
        duties.open_duty(tx, a_duty(DutyKind.PASS_ON), journal=worked, at=NOW)
        duties.done(tx, 1, by="erika", at=NOW + 3 * ONE_DAY)
        answers = [erased(tx, NOW + days * ONE_DAY) for days in (9, 10, 12, 13)]

    assert answers == [(), (plain,), (), (worked,)]


def test_r9c_what_was_passed_on_stays_until_it_has_arrived(engine: Engine) -> None:
    """A unit that never got it could not be sent it again."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        journal.mark_decided(tx, number, OTHER, filed(Retention.OTHER), at=NOW)
        lost = a_sent_dispatch(tx, number, "p", at=NOW, kind=LetterKind.PASS_ON, ways=())
        dispatches.mark_bounced(tx, lost, at=NOW)
        lost_for_good = erased(tx, NOW + 100 * ONE_DAY)
        sent_at = NOW + 100 * ONE_DAY
        a_sent_dispatch(tx, number, "q", at=sent_at, kind=LetterKind.PASS_ON, ways=())
        answers = [erased(tx, sent_at + days * ONE_DAY) for days in (9, 10)]

    assert (lost_for_good, answers) == ((), [(), (number,)])


def a_bounce(tx: Connection, uid: int, answers_journal: int | None) -> int:
    """Take in a bounce; return its journal number."""
    number = a_taken_mail(tx, uid)
    decision = a_decision(Label.OTHER, decided_by=DecidedBy.MACHINE, ways={}, because=())
    machine = Filed(
        kind=MailKind.BOUNCE, retention=Retention.MACHINE, answers_journal=answers_journal
    )
    journal.mark_decided(tx, number, decision, machine, at=NOW)
    return number


def test_r15_machine_mail_goes_by_its_days(engine: Engine) -> None:
    """Ninety of them."""
    with writing(engine) as tx:
        number = a_bounce(tx, 1, None)

        assert erased(tx, NOW + 90 * ONE_DAY - MOMENT) == ()
        assert erased(tx, NOW + 90 * ONE_DAY) == (number,)


def test_r7_a_bounce_goes_together_with_the_hand_over_that_it_quotes(engine: Engine) -> None:
    """Else the citizen's letter would stay in it for months; an acknowledgement's does not."""
    with writing(engine) as tx:
        hand_over = a_handed_over_mail(tx, 1)
        other = a_taken_mail(tx, 2)
        quoting, unrelated = a_bounce(tx, 3, hand_over), a_bounce(tx, 4, other)
        first_round = erased(tx, NOW + GRACE)
        second_round = erased(tx, NOW + GRACE)
        left = journal.content(tx, unrelated)

    assert first_round + second_round == (hand_over, quoting)
    assert left is not None


def test_r15_a_bounce_of_a_mere_notice_keeps_its_days(engine: Engine) -> None:
    """It quotes nothing of the citizen, though the mail it belongs to is erased."""
    with writing(engine) as tx:
        number = a_taken_mail(tx, 1)
        journal.mark_decided(tx, number, OTHER, filed(Retention.OTHER), at=NOW)
        bounce = a_bounce(tx, 2, number)
        rounds = [erased(tx, NOW + days * ONE_DAY) for days in (10, 89, 90)]

    assert rounds == [(number,), (), (bounce,)]


def test_r33_case_mail_goes_when_its_case_was_closed_long_ago(engine: Engine) -> None:
    """To the day, two years later; an open case keeps its mail."""
    with writing(engine) as tx:
        open_case, closed_case = a_case(tx, "K-1"), a_case(tx, "K-2")
        numbers = []
        for uid, case in enumerate((open_case, closed_case)):
            number = a_taken_mail(tx, uid)
            journal.mark_decided(
                tx, number, a_decision(), filed(Retention.CASE, case_number=case), at=NOW
            )
            numbers.append(number)
        closes(tx, closed_case)
        two_years = NOW.replace(year=2028)
        answers = [erased(tx, at) for at in (two_years - MOMENT, two_years)]

    assert answers == [(), (numbers[1],)]


def test_what_was_sent_about_no_message_goes_by_its_days(engine: Engine) -> None:
    """A warning holds no case, but an address; one that waits stays."""
    with writing(engine) as tx:
        warning = {"kind": LetterKind.WARNING, "ways": ()}
        for key in ("sent", "waiting"):
            outgoing = an_outgoing(key, **warning)
            dispatches.file(tx, outgoing, journal=None, at=NOW, not_before=NOW)
        dispatches.mark_delivered(tx, 1, answer="250", at=NOW)
        counts = []
        for at in (NOW + 10 * ONE_DAY - MOMENT, NOW + 10 * ONE_DAY):
            erased(tx, at)
            counts.append(wires(tx))
        leased = dispatches.lease_next(tx, now=NOW, lease=ONE_DAY)

    assert counts == [2, 1]
    assert leased is not None
    assert leased.message_id == "<waiting@krm.example>"


def test_erasure_goes_in_steps_of_the_limit_past_what_must_stay(engine: Engine) -> None:
    """Lines that are not due never hide those behind them; each call takes the oldest."""
    with writing(engine) as tx:
        numbers = [a_handed_over_mail(tx, uid) for uid in range(7)]
        for number in numbers[:3]:
            journal.hold_erasure(tx, number, held=True)
        now = NOW + GRACE
        rounds = [erasure.erase_due(tx, now=now, retention=RETENTION, limit=3) for _ in range(3)]

    assert rounds == [tuple(numbers[3:6]), (numbers[6],), ()]


def test_more_candidates_than_a_page_are_all_looked_at(engine: Engine) -> None:
    """The due line stands behind five hundred that are held."""
    line = journal_lines.c
    decided = {"decided_at": NOW, "decided_by": "officer", "retention": Retention.OTHER}
    with writing(engine) as tx:
        mails = [(a_raw_mail(uid), a_fingerprint()) for uid in range(501)]
        last = journal.take_many(tx, mails, at=NOW)[-1].number
        tx.execute(update(journal_lines).values(**decided, erasure_held=line.number != last))

        assert erased(tx, NOW + GRACE) == (last,)


@pytest.mark.parametrize(
    ("now", "months", "expected"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), 3, datetime(2026, 8, 23, 9, tzinfo=UTC)),
        (datetime(2026, 1, 31, tzinfo=UTC), 1, datetime(2025, 12, 31, tzinfo=UTC)),
        (datetime(2026, 5, 31, tzinfo=UTC), 3, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 24, datetime(2022, 2, 28, tzinfo=UTC)),
        (datetime(2026, 12, 1, tzinfo=UTC), 12, datetime(2025, 12, 1, tzinfo=UTC)),
    ],
)
def test_months_are_calendar_months(now: datetime, months: int, expected: datetime) -> None:
    """A day that the earlier month does not have becomes its last one."""
    assert months_before(now, months) == expected
