"""Posting: each letter is delivered once and proven, whatever happens in between."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete

from cases.deadlines import Deadline, DeadlineKind
from cases.duties import Duty, DutyKind
from cases.letter import NOTICES, LetterKind
from correspondence.post import PostRound, post_due
from store import deadlines, dispatches, duties
from store.dispatch_lines import DispatchState
from store.engine import reading, writing
from store.tables import heartbeats
from tests.correspondence.a_post_office import MONDAY_NINE, APostOffice, an_engine
from tests.correspondence.lines import line_settings
from tests.correspondence.occasions import a_hand_over, a_notice, parsed
from tests.edges.smtp_listener import DROP, SmtpListener, Stage

FIRST_REACTION = Deadline(kind=DeadlineKind.FIRST_REACTION, rule="R12", due_on=date(2026, 12, 2))
NEUTRAL = Deadline(kind=DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT, rule="R12", due_on=date(2026, 11, 30))
CLOSE = Deadline(kind=DeadlineKind.CLOSE, rule="R13", due_on=date(2026, 12, 11))


def test_r1_what_was_delivered_is_proven(office: APostOffice, listener: SmtpListener) -> None:
    """Time and answer code of the server, on the line of the letter."""
    number = office.file(a_hand_over())

    assert office.round() == PostRound(delivered=1)

    line = office.line(number)
    assert line.state is DispatchState.DELIVERED
    assert line.delivered_at == MONDAY_NINE
    assert line.last_answer == "250 2.0.0"
    assert [mail.recipients for mail in listener.mails] == [("sgg@jobcenter.example",)]


def test_a_second_round_sends_nothing_again(office: APostOffice, listener: SmtpListener) -> None:
    """Nor does it even connect."""
    office.file(a_hand_over())
    office.round()

    assert office.round() == PostRound()
    assert len(listener.mails) == 1
    assert listener.connections == 1


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_r12_a_delivered_notice_is_the_first_reaction(
    office: APostOffice, kind: LetterKind
) -> None:
    """Both limits of the first reaction are met; the one for the answer runs on."""
    number = office.take()
    with writing(office.engine) as tx:
        deadlines.start(tx, number, "", (FIRST_REACTION, NEUTRAL, CLOSE))
    office.file(a_notice(kind), number=number)

    office.round()

    with reading(office.engine) as tx:
        assert [each.kind for each in deadlines.open_of(tx, number)] == [DeadlineKind.CLOSE]


def test_r12_once_a_notice_arrived_none_is_to_be_written_by_hand(office: APostOffice) -> None:
    """A person sent it after all, or an interim notice was faster; nobody is warned any more."""
    number = office.take()
    by_hand = Duty(kind=DutyKind.NOTICE_BY_HAND, due_on=FIRST_REACTION.due_on, detail="bounced")
    with writing(office.engine) as tx:
        duties.open_duty(tx, by_hand, journal=number, at=MONDAY_NINE)
    office.file(a_notice(), number=number)

    office.round()

    with reading(office.engine) as tx:
        assert duties.of_journal(tx, number) == ()


def test_r12_a_hand_over_is_no_first_reaction(office: APostOffice) -> None:
    """The citizen has heard nothing yet."""
    number = office.take()
    with writing(office.engine) as tx:
        deadlines.start(tx, number, "", (FIRST_REACTION,))
    office.file(a_hand_over(), number=number)

    office.round()

    with reading(office.engine) as tx:
        assert len(deadlines.open_of(tx, number)) == 1


def test_r5_hand_overs_leave_before_notices(office: APostOffice, listener: SmtpListener) -> None:
    """A legal time limit hangs on them."""
    office.file(a_notice())
    office.file(a_hand_over())

    office.round(limit=1)

    assert [mail.recipients for mail in listener.mails] == [("sgg@jobcenter.example",)]


def test_a_lost_answer_sends_the_same_bytes_again(
    office: APostOffice, listener: SmtpListener
) -> None:
    """The server took it and the line broke before its yes: the same mail, the same Message-ID."""
    office.file(a_hand_over())
    listener.answer(Stage.DATA, DROP, times=1)

    assert office.round() == PostRound(later=1)
    office.wait(minutes=1)
    assert office.round() == PostRound(delivered=1)

    first, second = listener.mails
    assert first == second
    assert parsed(first.content)["Message-ID"] is not None


def test_a_crash_before_the_proof_sends_the_same_bytes_again(
    office: APostOffice, listener: SmtpListener
) -> None:
    """Killed between the server's yes and the commit: found by the first round after the lease."""
    number = office.file(a_hand_over())
    ticks = iter([office.now, office.now])
    crashing = replace(office.post_office(), now=lambda: next(ticks))

    with pytest.raises(StopIteration):
        post_due(crashing)
    assert office.line(number).state is DispatchState.WAITING
    assert office.round() == PostRound()
    office.wait(minutes=3)
    assert office.round() == PostRound(delivered=1)

    first, second = listener.mails
    assert first == second


def test_r1_a_proof_of_another_post_office_stands(tmp_path: Path) -> None:
    """Our try outlived its lease and was refused; the other one's was taken: no duty follows."""
    engine = an_engine(tmp_path)

    def deliver_elsewhere() -> None:
        with writing(engine) as tx:
            dispatches.mark_delivered(tx, 1, answer="250 2.0.0", at=MONDAY_NINE)

    with SmtpListener(before_answer=deliver_elsewhere) as listener:
        office = APostOffice(engine=engine, settings=line_settings(listener))
        number = office.file(a_hand_over())
        listener.answer(Stage.DATA, "550 5.7.1 duplicate")
        office.round()

    assert office.line(number).state is DispatchState.DELIVERED
    assert office.duties(number) == ()
    engine.dispose()


def test_two_post_offices_never_send_the_same_mail(
    office: APostOffice, listener: SmtpListener
) -> None:
    """Each mail is leased to one of them."""
    for _ in range(40):
        office.file(a_hand_over())
    with ThreadPoolExecutor() as pool:
        rounds = list(pool.map(lambda _: office.round(), range(3)))

    assert sum(each.delivered for each in rounds) == 40
    ids = [parsed(mail.content)["Message-ID"] for mail in listener.mails]
    assert len(ids) == len(set(ids)) == 40


def test_no_transaction_is_open_while_the_server_is_asked(tmp_path: Path) -> None:
    """Others can write to the database while the server takes its time."""
    engine = an_engine(tmp_path)
    seen: list[int] = []

    def write_meanwhile() -> None:
        with writing(engine) as tx:
            seen.append(tx.execute(delete(heartbeats)).rowcount)

    with SmtpListener(before_answer=write_meanwhile) as listener:
        office = APostOffice(engine=engine, settings=line_settings(listener))
        office.file(a_hand_over())
        assert office.round() == PostRound(delivered=1)

    engine.dispose()
    assert seen == [0]


def test_r33_the_log_names_no_person(
    office: APostOffice, listener: SmtpListener, caplog: pytest.LogCaptureFixture
) -> None:
    """Numbers and codes alone, whatever the server says."""
    office.file(a_notice())
    listener.answer(Stage.RCPT, "550 5.1.1 jana.winter@kunde.example unknown")
    with caplog.at_level(logging.DEBUG, logger="correspondence"):
        office.round()

    (record,) = [each for each in caplog.records if each.name.startswith("correspondence")]
    assert (record.getMessage(), vars(record)["outcome"]) == ("mail tried", "refused")
    assert "winter" not in repr(vars(record))


def test_a_round_ends_at_its_limit(office: APostOffice) -> None:
    """The rest is for the next round, so that other work gets its turn."""
    for _ in range(3):
        office.file(a_hand_over())

    assert office.round(limit=2) == PostRound(delivered=2)
    assert office.round(limit=2) == PostRound(delivered=1)
