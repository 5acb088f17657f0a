"""What is kept for years, and then no longer (R33)."""

from datetime import timedelta

from sqlalchemy import Connection, Engine, func, select

from cases.deadlines import Deadline, DeadlineKind
from cases.duties import DutyKind, Role
from cases.labels import Label
from cases.plan import Retention
from store import deadlines, dispatches, duties, journal, register
from store.engine import writing
from store.erasing import erasure
from store.erasing.old_records import Forgotten, forget_old_records
from store.people import accounts
from store.settings import RetentionSettings
from store.tables import metadata
from tests.store.builders import (
    NOW,
    TODAY,
    a_case,
    a_decision,
    a_duty,
    a_handed_over_mail,
    a_sent_dispatch,
    a_taken_mail,
    closes,
    filed,
)

RETENTION = RetentionSettings(
    handed_over_days=14, closed_cases_months=24, journal_months=36, access_log_months=24
)
MOMENT = timedelta(microseconds=1)
TWO_YEARS = NOW.replace(year=2028)
THREE_YEARS = NOW.replace(year=2029)
NOTHING = Forgotten(cases=(), journal_lines=(), accesses=0)


def rows_left(tx: Connection) -> dict[str, int]:
    """Count the rows of every table that has any."""
    counts = {
        table.name: tx.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }
    return {name: count for name, count in counts.items() if count}


def a_closed_case(tx: Connection, number: str) -> None:
    """Open a case with a text and close it today."""
    a_case(tx, number)
    register.enter_text(tx, number, None, subject="s", text="t", at=NOW)
    closes(tx, number, measure="Aushang")


def test_r33_a_case_becomes_anonymous_two_years_after_it_was_closed(engine: Engine) -> None:
    """Party and texts go; what the evaluation counts stays; a second round changes nothing."""
    with writing(engine) as tx:
        a_closed_case(tx, "K-1")
        a_case(tx, "K-2")
        rounds = [
            forget_old_records(tx, now=at, retention=RETENTION)
            for at in (TWO_YEARS - MOMENT, TWO_YEARS, TWO_YEARS)
        ]
        record, texts = register.case(tx, "K-1"), register.texts(tx, "K-1")
        still_open = register.case(tx, "K-2")

    assert rounds == [NOTHING, Forgotten(cases=("K-1",), journal_lines=(), accesses=0), NOTHING]
    assert record is not None
    assert (record.party_name, record.party_address, record.party_hash) == ("", "", "")
    assert (record.labels, record.result, record.measure) == (
        (Label.COMPLAINT,),
        "justified",
        "Aushang",
    )
    assert texts == ()
    assert still_open is not None
    assert still_open.party_name == "Rosa Muster"


def test_r33_the_journal_forgets_a_line_whole_after_three_years(engine: Engine) -> None:
    """With its proofs, limits and duties; nothing points to it any more."""
    with writing(engine) as tx:
        number = a_handed_over_mail(tx)
        deadline = Deadline(kind=DeadlineKind.FIRST_REACTION, rule="R12", due_on=TODAY)
        deadlines.start(tx, number, "", [deadline])
        duties.open_duty(tx, a_duty(), journal=number, at=NOW)
        duties.note_warning(tx, 1, Role.OFFICER, 3, at=NOW)
        duties.done(tx, 1, by="erika", at=NOW)
        erasure.erase_due(tx, now=TWO_YEARS, retention=RETENTION)
        erasure.note_server_erased(tx, number, at=TWO_YEARS)
        rounds = [
            forget_old_records(tx, now=at, retention=RETENTION)
            for at in (THREE_YEARS - MOMENT, THREE_YEARS)
        ]
        left = rows_left(tx)

    assert rounds == [NOTHING, Forgotten(cases=(), journal_lines=(number,), accesses=0)]
    assert left == {}


def test_r33_a_line_stays_while_anything_of_its_message_is_kept(engine: Engine) -> None:
    """Raw mail here, a copy on the server, an open duty, an open case: each of them keeps it."""
    with writing(engine) as tx:
        raw_kept = a_taken_mail(tx, 1)
        on_server, owed, on_case = (a_handed_over_mail(tx, uid) for uid in (2, 3, 4))
        register.attach(tx, a_case(tx), on_case, at=NOW)
        erasure.erase_due(tx, now=TWO_YEARS, retention=RETENTION)
        for number in (raw_kept, owed, on_case):
            erasure.note_server_erased(tx, number, at=TWO_YEARS)
        duties.open_duty(tx, a_duty(DutyKind.FOLLOW_UP), journal=owed, at=NOW)

        assert forget_old_records(tx, now=THREE_YEARS, retention=RETENTION) == NOTHING
        erasure.note_server_erased(tx, on_server, at=THREE_YEARS)
        forgotten = forget_old_records(tx, now=THREE_YEARS, retention=RETENTION)

    assert forgotten.journal_lines == (on_server,)


def test_r33_younger_lines_and_cases_lose_their_pointer_to_an_old_one(engine: Engine) -> None:
    """The line that follows it stays, and the case's history too."""
    with writing(engine) as tx:
        old = a_handed_over_mail(tx, 1, "letter")
        young = a_taken_mail(tx, 2, "letter")
        journal.mark_decided(
            tx, young, a_decision(ways={}), filed(Retention.OTHER, answers_journal=old), at=NOW
        )
        case = a_case(tx)
        register.note_event(tx, case, "mentioned", at=NOW, journal=old)
        a_sent_dispatch(tx, young, "n", at=NOW)
        erasure.erase_due(tx, now=TWO_YEARS, retention=RETENTION, limit=1)
        erasure.note_server_erased(tx, old, at=TWO_YEARS)
        forgotten = forget_old_records(tx, now=THREE_YEARS, retention=RETENTION)
        entry, events = journal.entry(tx, young), register.events(tx, case)
        proofs = dispatches.of_journal(tx, young)

    assert forgotten.journal_lines == (old,)
    assert entry is not None
    assert (entry.same_letter_as, entry.answers_journal) == (None, None)
    assert [(event.what, event.journal) for event in events] == [
        ("opened", None),
        ("mentioned", None),
    ]
    assert len(proofs) == 1


def test_r1_a_forgotten_number_is_never_given_again(engine: Engine) -> None:
    """A new message must not be taken for an old one in somebody's notes."""
    with writing(engine) as tx:
        number = a_handed_over_mail(tx, 1)
        erasure.erase_due(tx, now=TWO_YEARS, retention=RETENTION)
        erasure.note_server_erased(tx, number, at=TWO_YEARS)
        forget_old_records(tx, now=THREE_YEARS, retention=RETENTION)

        assert a_taken_mail(tx, 2) == number + 1


def test_r33_the_access_log_forgets_after_two_years(engine: Engine) -> None:
    """To the day."""
    with writing(engine) as tx:
        for at in (NOW, NOW + MOMENT):
            accounts.log_access(tx, who="erika", what="journal", at=at)
        forgotten = forget_old_records(tx, now=TWO_YEARS, retention=RETENTION)
        left = accounts.accesses(tx)

    assert forgotten.accesses == 1
    assert [each.at for each in left] == [NOW + MOMENT]


def test_r33_old_records_go_in_steps_of_the_limit(engine: Engine) -> None:
    """Oldest first, until nothing is left."""
    with writing(engine) as tx:
        for number in ("K-1", "K-2", "K-3"):
            a_closed_case(tx, number)
        rounds = [
            forget_old_records(tx, now=TWO_YEARS, retention=RETENTION, limit=2).cases
            for _ in range(3)
        ]

    assert rounds == [("K-1", "K-2"), ("K-3",), ()]
