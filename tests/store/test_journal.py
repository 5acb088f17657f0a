"""The journal: leases, decisions, look-ups."""

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError

from cases.decision import DecidedBy, Finding, OtherKind, Verdict
from cases.labels import Label, Way
from cases.mail import MailKind
from cases.plan import Retention
from store import journal
from store.engine import writing
from store.journal import Filed, Reasons
from store.tables import journal_lines, raw_mails
from tests.store.builders import (
    LEASE,
    NOW,
    ONE_DAY,
    a_case,
    a_decision,
    a_taken_mail,
    filed,
)


def test_a_leased_line_is_nobody_elses_until_the_lease_ends(engine: Engine) -> None:
    """A crashed worker's line comes back by itself, and its tries are counted."""
    with writing(engine) as tx:
        a_taken_mail(tx)
        (first,) = journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=9)
        meanwhile = journal.lease_undecided(tx, now=NOW + LEASE / 2, lease=LEASE, limit=9)
        (again,) = journal.lease_undecided(tx, now=NOW + LEASE, lease=LEASE, limit=9)

    assert meanwhile == ()
    assert (first.attempts, again.attempts) == (1, 2)
    assert again.lease_until == NOW + 2 * LEASE


def test_lines_are_leased_oldest_first_and_no_more_than_asked(engine: Engine) -> None:
    """The rest is for another worker."""
    with writing(engine) as tx:
        numbers = [a_taken_mail(tx, uid) for uid in (3, 1, 2)]
        first = journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=2)
        second = journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=2)

    assert [entry.number for entry in first] == numbers[:2]
    assert [entry.number for entry in second] == numbers[2:]


def test_r10_a_line_that_fails_every_time_holds_up_no_other(engine: Engine) -> None:
    """Lines never tried come before those tried already."""
    with writing(engine) as tx:
        failing = a_taken_mail(tx, 1)
        journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=1)
        fresh = a_taken_mail(tx, 2)
        leased = [
            journal.lease_undecided(tx, now=NOW + ONE_DAY, lease=LEASE, limit=1)[0].number
            for _ in range(2)
        ]

    assert leased == [fresh, failing]


def test_r1_the_first_decision_is_written_with_all_that_was_known(engine: Engine) -> None:
    """Labels, ways, by what, how sure, for whom hidden; the words that decided stand apart."""
    decision = a_decision(
        Label.OBJECTION,
        Label.COMPLAINT,
        ways={Way.SGG: Verdict.DO, Way.REGISTER: Verdict.ASK},
        decided_by=DecidedBy.MODEL,
        confidence=0.876,
        because=(Finding(source="model", label=Label.OBJECTION, text="Bescheid ä", weight=0.5),),
        runner_up=Label.SUGGESTION,
        language="tr",
        model="builtin",
    )
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        earlier = a_taken_mail(tx, 2)
        case = a_case(tx)
        what = filed(case_number=case, answers_journal=earlier, hidden_from=("h1", "h2"))
        assert journal.mark_decided(tx, number, decision, what, at=NOW)
        entry = journal.entry(tx, number)
        reasons = journal.reasons(tx, number)

    assert entry is not None
    assert entry.is_decided
    assert entry.decided_at == NOW
    assert entry.decided_by is DecidedBy.MODEL
    assert entry.labels == (Label.OBJECTION, Label.COMPLAINT)
    assert entry.ways == {
        Way.SGG: Verdict.DO,
        Way.DIRECTOR: Verdict.NO,
        Way.REGISTER: Verdict.ASK,
    }
    assert (entry.confidence_percent, entry.language, entry.model) == (88, "tr", "builtin")
    assert (entry.case_number, entry.answers_journal) == (case, earlier)
    assert (entry.kind, entry.retention) == (MailKind.HUMAN, Retention.HANDED_OVER)
    assert entry.hidden_from == ("h1", "h2")
    assert reasons == Reasons(because=decision.because, runner_up=Label.SUGGESTION)


def test_only_the_first_decision_counts(engine: Engine) -> None:
    """A second worker is told, and changes neither line nor reasons."""
    other = a_decision(Label.OTHER, other_kind=OtherKind.EMPTY, because=())
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        answers = [
            journal.mark_decided(tx, number, decision, filed(), at=NOW)
            for decision in (a_decision(), other)
        ]
        entry, reasons = journal.entry(tx, number), journal.reasons(tx, number)

    assert answers == [True, False]
    assert entry is not None
    assert entry.labels == (Label.OBJECTION,)
    assert reasons == Reasons(because=a_decision().because, runner_up=None)


def test_a_decided_line_is_not_leased_again(engine: Engine) -> None:
    """Not even after its lease has ended."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=1)
        journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)
        leased = journal.lease_undecided(tx, now=NOW + ONE_DAY, lease=LEASE, limit=9)

    assert leased == ()


def test_the_officer_decides_over_what_the_officer_saw(engine: Engine) -> None:
    """With the version seen it works once; a colleague's click in between makes it void."""
    by_officer = a_decision(
        Label.COMPLAINT, decided_by=DecidedBy.OFFICER, ways={Way.REGISTER: Verdict.DO}, because=()
    )
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)
        seen = journal.entry(tx, number)
        assert seen is not None
        answers = [
            journal.decide_anew(
                tx,
                number,
                by_officer,
                filed(Retention.CASE),
                row_version=seen.row_version,
                at=NOW + ONE_DAY,
            )
            for _ in range(2)
        ]
        entry, reasons = journal.entry(tx, number), journal.reasons(tx, number)

    assert answers == [True, False]
    assert entry is not None
    assert (entry.labels, entry.decided_by) == ((Label.COMPLAINT,), DecidedBy.OFFICER)
    assert entry.ways[Way.SGG] is Verdict.NO
    assert entry.decided_at == NOW + ONE_DAY
    assert reasons == Reasons(because=(), runner_up=None)


def test_r7_an_erased_message_is_not_decided_anew(engine: Engine) -> None:
    """Its content is gone, and no words of it may come back as reasons."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)
        tx.execute(update(journal_lines).values(raw_erased_at=NOW))
        seen = journal.entry(tx, number)
        assert seen is not None
        answer = journal.decide_anew(
            tx, number, a_decision(), filed(), row_version=seen.row_version, at=NOW
        )

    assert not answer


def test_a_decision_may_name_the_case_that_is_opened_after_it(engine: Engine) -> None:
    """Whoever is first is told first; the case must stand there when the transaction ends."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        assert journal.mark_decided(tx, number, a_decision(), filed(case_number="K-1"), at=NOW)
        a_case(tx, "K-1")
        other = a_taken_mail(tx, 2)

    with pytest.raises(IntegrityError), writing(engine) as tx:
        journal.mark_decided(tx, other, a_decision(), filed(case_number="K-2"), at=NOW)


def test_a_machine_keeps_its_kind(engine: Engine) -> None:
    """The journal tells a bounce from a person (R15)."""
    decision = a_decision(Label.OTHER, decided_by=DecidedBy.MACHINE, ways={}, because=())
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        machine = Filed(kind=MailKind.BOUNCE, retention=Retention.MACHINE)
        journal.mark_decided(tx, number, decision, machine, at=NOW)
        entry = journal.entry(tx, number)

    assert entry is not None
    assert (entry.kind, entry.retention) == (MailKind.BOUNCE, Retention.MACHINE)


def test_what_does_not_exist_is_none(engine: Engine) -> None:
    """No line, no content, no reasons."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        assert journal.reasons(tx, number) is None
        assert journal.entry(tx, 99) is None
        assert journal.content(tx, 99) is None


def test_entries_come_in_pages_either_way(engine: Engine) -> None:
    """`before` is the last number of the page read just before."""
    with writing(engine) as tx:
        for uid in range(1, 6):
            a_taken_mail(tx, uid)
        newest = journal.entries(tx, limit=2)
        next_page = journal.entries(tx, limit=2, before=newest[-1].number)
        oldest = journal.entries(tx, newest_first=False, limit=2)
        then = journal.entries(tx, newest_first=False, limit=2, before=oldest[-1].number)

    pages = [[entry.number for entry in page] for page in (newest, next_page, oldest, then)]
    assert pages == [[5, 4], [3, 2], [1, 2], [3, 4]]


def test_r7_a_senders_lines_are_found_by_the_hash_even_after_erasure(engine: Engine) -> None:
    """The officer types an address and learns of earlier messages; nobody's hash finds none."""
    with writing(engine) as tx:
        mine = [a_taken_mail(tx, uid, sender_hash="me") for uid in (1, 2)]
        a_taken_mail(tx, 3, sender_hash="you")
        a_taken_mail(tx, 4, sender_hash="")
        tx.execute(raw_mails.delete())
        found = journal.by_sender(tx, "me")
        nobody = journal.by_sender(tx, "")

    assert [entry.number for entry in found] == mine[::-1]
    assert nobody == ()


def test_r9b_erasure_can_be_held_and_let_go(engine: Engine) -> None:
    """A hand-over that came back must not vanish meanwhile."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        states = []
        for held in (True, False):
            journal.hold_erasure(tx, number, held=held)
            entry = journal.entry(tx, number)
            assert entry is not None
            states.append(entry.erasure_held)

    assert states == [True, False]


def test_r7_the_message_id_in_clear_stands_beside_the_raw_mail_only(engine: Engine) -> None:
    """The journal line has the hash."""
    with writing(engine) as tx:
        number = a_taken_mail(tx, message_id="<clear@citizen.example>")
        clear = tx.execute(select(raw_mails.c.message_id)).scalar_one()
        line = tx.execute(select(journal_lines).where(journal_lines.c.number == number)).one()

    assert clear == "<clear@citizen.example>"
    assert "clear@citizen.example" not in repr(line)
