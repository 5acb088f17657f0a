"""Petitions in the store: limits that move, two at once, what R28 forbids (R25 to R28)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, Engine, select

from cases.deadlines import DeadlineKind, deadline_of
from cases.duties import DutyKind, Role
from cases.labels import Label
from cases.letter import LetterKind
from cases.mail import Address
from cases.petition import Actor, Authorisation, Competence, Sponsor, Step, Way
from cases.petition_form import REQUIRED, StatementForm
from cases.petition_way import AuthorisationFault, Hindrance, StepFault
from cases.plan import CaseOpening, Retention
from store import deadlines, dispatches, duties, journal, register
from store.case_records import petition_sending, petition_work
from store.case_records.filed_documents import CaseFile, file_of_case
from store.case_records.petition_sending import Sending
from store.case_records.petition_work import Entered
from store.case_records.petitions import SENT_FILE, PetitionRecord, find, open_ones
from store.case_tables import (
    authorisations,
    case_files,
    case_letters,
    petition_steps,
    petitions,
)
from store.engine import writing
from store.erasing.old_records import forget_old_records
from store.messages import receipts
from store.settings import RetentionSettings
from tests.builders import an_office
from tests.store.builders import (
    NOW,
    TODAY,
    a_decision,
    a_duty,
    a_taken_mail,
    an_outgoing,
    closes,
    filed,
)

NUMBER = "K-1"
OFFICE = an_office()
OFFICER = Entered(by="officer", at=NOW)
DIRECTOR = Entered(by="director", at=NOW)
LATER = Entered(by="officer", at=NOW + timedelta(hours=1))
FULL = StatementForm(parts=dict.fromkeys(REQUIRED, "Text"))
PDF = CaseFile(
    kind="authorisation", content_type="application/pdf", name="Brief.pdf", content=b"%PDF-1.7 x"
)
NAMES = {Sponsor.AGENCY: "Anna Vorsitz", Sponsor.COUNTY: "Karl Landmann"}


def a_petition(tx: Connection, number: str = NUMBER, label: Label = Label.PETITION) -> int:
    """Open a petition's case of today with its limits and its duty; return its journal number."""
    line = a_taken_mail(tx, uid=int(number.rpartition("-")[2]))
    opening = CaseOpening(labels=(label,), party=Address(name="Rosa Muster", address="r@p.example"))
    assert register.draw_number(tx, number)
    register.open_case(tx, number, opening, received_on=TODAY, party_hash="", at=NOW)
    decision = a_decision(label, ways={})
    journal.mark_decided(tx, line, decision, filed(Retention.CASE, case_number=number), at=NOW)
    kinds = {
        Label.PETITION: (DeadlineKind.PETITION, DeadlineKind.PETITION_SUPPORT_OFFICE),
        Label.SUBMISSION: (DeadlineKind.SUBMISSION,),
    }[label]
    limits = [deadline_of(kind, TODAY, OFFICE) for kind in kinds]
    deadlines.start(tx, line, number, limits)
    duty = a_duty(DutyKind.PETITION, due_on=limits[0].due_on)
    duties.open_duty(tx, duty, journal=line, case_number=number, at=NOW)
    receipts.set_day(tx, line, day=TODAY)
    return line


def known(tx: Connection, number: str = NUMBER) -> PetitionRecord:
    """Return the petition as it is stored."""
    record = find(tx, number)
    assert record is not None
    return record


def limits_of(tx: Connection, number: str = NUMBER) -> dict[DeadlineKind, date]:
    """Return the limits that run."""
    return {each.kind: each.due_on for each in deadlines.open_of_case(tx, number)}


def duties_of(tx: Connection, line: int) -> dict[DutyKind, date]:
    """Return what waits about a message."""
    return {each.kind: each.due_on for each in duties.of_journal(tx, line)}


def set_competence(
    tx: Connection, competence: Competence, committee_on: date | None = None
) -> None:
    """Set who answers, as the officer does."""
    assert petition_work.set_competence(
        tx,
        NUMBER,
        competence,
        committee_on,
        row_version=known(tx).row_version,
        office=OFFICE,
        entered=OFFICER,
    )


def write_statement(tx: Connection, entered: Entered = OFFICER) -> None:
    """Fill the form in."""
    version = known(tx).form.version
    assert petition_work.save_form(tx, NUMBER, FULL, form_version=version, entered=entered)


def authorise(
    tx: Connection,
    sponsor: Sponsor,
    name: str | None = None,
    file: CaseFile | None = PDF,
) -> AuthorisationFault | None:
    """Enter an authorisation, as the director does."""
    wanted = Authorisation(
        sponsor=sponsor,
        name=NAMES[sponsor] if name is None else name,
        on_day=TODAY,
        way=Way.LETTER,
        document=None,
        entered_at=NOW,
    )
    return petition_sending.authorise(tx, NUMBER, wanted, file, today=TODAY, entered=DIRECTOR)


def a_sending(tx: Connection, **changes: object) -> Sending:
    """Return how the statement goes, as it is on the screen now."""
    record = known(tx)
    values: dict[str, object] = {
        "actor": Actor.OFFICER,
        "way": "post",
        "on_day": TODAY,
        "steps": (Step.TO_AGENCY,),
        "row_version": record.row_version,
        "form_version": record.form.version,
        "subject": "Stellungnahme",
        "text": "Text",
        "document": replace(PDF, kind=SENT_FILE),
    }
    return Sending(**{**values, **changes})  # type: ignore[arg-type]


def send(tx: Connection, **changes: object) -> tuple[Hindrance, ...]:
    """Send the statement."""
    return petition_sending.mark_sent(tx, NUMBER, a_sending(tx, **changes), entered=OFFICER)


def a_boards_petition(tx: Connection) -> int:
    """Return a petition of the board whose statement is written."""
    line = a_petition(tx)
    set_competence(tx, Competence.BOARD, date(2026, 12, 21))
    write_statement(tx)
    return line


def test_r26_confirming_the_receipt_moves_both_limits_and_the_duty(engine: Engine) -> None:
    """From Thursday 19 November: 3 December and 9 December."""
    with writing(engine) as tx:
        line = a_petition(tx)

        is_first = petition_work.confirm_request(
            tx, NUMBER, date(2026, 11, 19), row_version=0, office=OFFICE, entered=OFFICER
        )

        assert is_first
        assert known(tx).petition.is_confirmed
        assert limits_of(tx) == {
            DeadlineKind.PETITION: date(2026, 12, 3),
            DeadlineKind.PETITION_SUPPORT_OFFICE: date(2026, 12, 9),
        }
        assert duties_of(tx, line) == {DutyKind.PETITION: date(2026, 12, 3)}


def test_r26_a_moved_limit_may_be_warned_of_again(engine: Engine) -> None:
    """What was told of the old last day says nothing of the new one."""
    with writing(engine) as tx:
        line = a_petition(tx)
        (duty,) = duties.of_journal(tx, line)
        duties.note_warning(tx, duty.id, Role.OFFICER, 0, at=NOW)
        duties.note_warning(tx, duty.id, Role.OFFICER, -3, at=NOW)

        petition_work.confirm_request(
            tx, NUMBER, date(2026, 11, 19), row_version=0, office=OFFICE, entered=OFFICER
        )

        assert duties.warnings_sent(tx) == {(duty.id, Role.OFFICER, 0)}


def test_r27_a_submission_moves_its_own_limit(engine: Engine) -> None:
    """14 working days after Friday 20 November."""
    with writing(engine) as tx:
        a_petition(tx, label=Label.SUBMISSION)

        petition_work.confirm_request(
            tx, NUMBER, date(2026, 11, 20), row_version=0, office=OFFICE, entered=OFFICER
        )

        assert limits_of(tx) == {DeadlineKind.SUBMISSION: date(2026, 12, 10)}


def test_r28_the_committees_date_starts_moves_and_ends_a_limit(engine: Engine) -> None:
    """With the board's competence alone."""
    with writing(engine) as tx:
        line = a_petition(tx)

        set_competence(tx, Competence.BOARD, date(2026, 12, 17))
        begun = limits_of(tx)[DeadlineKind.COMMITTEE]
        due_first = duties_of(tx, line)
        set_competence(tx, Competence.BOARD, date(2026, 12, 21))
        moved = limits_of(tx)[DeadlineKind.COMMITTEE]
        set_competence(tx, Competence.AGENCY, date(2026, 12, 21))

        assert (begun, moved) == (date(2026, 12, 3), date(2026, 12, 7))
        assert due_first == {DutyKind.PETITION: date(2026, 12, 3)}
        assert duties_of(tx, line) == {DutyKind.PETITION: date(2026, 12, 7)}
        assert DeadlineKind.COMMITTEE not in limits_of(tx)


def test_r28_a_boards_statement_is_the_directors_turn_once_it_is_written(engine: Engine) -> None:
    """And the officer's again when a part of it is emptied, or another is competent."""
    with writing(engine) as tx:
        line = a_petition(tx)

        def owner() -> Role:
            (duty,) = duties.of_journal(tx, line)
            return duty.owner

        set_competence(tx, Competence.BOARD, date(2026, 12, 21))
        before = owner()
        write_statement(tx)
        written = owner()
        petition_work.save_form(tx, NUMBER, StatementForm(), form_version=1, entered=OFFICER)
        emptied = owner()
        write_statement(tx)
        set_competence(tx, Competence.AGENCY)

        assert (before, written, emptied) == (Role.OFFICER, Role.DIRECTOR, Role.OFFICER)
        assert owner() is Role.OFFICER


def test_of_two_officers_the_second_does_not_write_over_the_first(engine: Engine) -> None:
    """Who has seen an older version is told."""
    with writing(engine) as tx:
        a_petition(tx)
        set_competence(tx, Competence.COUNTY)

        is_first = petition_work.confirm_request(
            tx, NUMBER, TODAY, row_version=0, office=OFFICE, entered=OFFICER
        )

        assert not is_first
        assert not known(tx).petition.has_own_day


def test_r25_an_own_copy_becomes_a_case_under_r13_and_a_petition_again(engine: Engine) -> None:
    """Its dates end and CLOSE runs; both are turned round again."""
    with writing(engine) as tx:
        line = a_petition(tx)
        before = limits_of(tx)

        assert petition_work.set_own_copy(
            tx, NUMBER, is_own_copy=True, row_version=0, office=OFFICE, entered=OFFICER
        )
        as_copy, duty_of_copy = limits_of(tx), duties_of(tx, line)
        assert petition_work.set_own_copy(
            tx,
            NUMBER,
            is_own_copy=False,
            row_version=known(tx).row_version,
            office=OFFICE,
            entered=OFFICER,
        )

        assert as_copy == {DeadlineKind.CLOSE: date(2026, 12, 11)}
        assert duty_of_copy == {DutyKind.CASE: date(2026, 12, 11)}
        assert limits_of(tx) == before
        assert duties_of(tx, line) == {DutyKind.PETITION: date(2026, 12, 7)}
        told = [event.what for event in register.events(tx, NUMBER)]
        assert told == ["opened", "petition_own_copy", "petition_asked_for"]


def test_r25_a_limit_of_r13_that_ran_before_stays_when_a_statement_is_asked(
    engine: Engine,
) -> None:
    """A citizen's petition is to be answered as well."""
    with writing(engine) as tx:
        line = a_petition(tx)
        deadlines.start(tx, line, NUMBER, [deadline_of(DeadlineKind.CLOSE, TODAY, OFFICE)])
        for is_copy in (True, False):
            petition_work.set_own_copy(
                tx,
                NUMBER,
                is_own_copy=is_copy,
                row_version=known(tx).row_version,
                office=OFFICE,
                entered=OFFICER,
            )

        assert DeadlineKind.CLOSE in limits_of(tx)


def test_r26_of_two_editors_the_second_learns_that_the_text_has_changed(engine: Engine) -> None:
    """The text of the first stays; steps and dates do not disturb who writes."""
    with writing(engine) as tx:
        a_petition(tx)
        set_competence(tx, Competence.AGENCY)
        first = petition_work.save_form(tx, NUMBER, FULL, form_version=0, entered=OFFICER)
        second = petition_work.save_form(tx, NUMBER, StatementForm(), form_version=0, entered=LATER)

        assert (first, second) == (True, False)
        assert known(tx).form.form.is_complete
        assert known(tx).form.edited_by == "officer"


def test_r26_a_sent_statement_is_not_changed_any_more(engine: Engine) -> None:
    """What is on record is what left."""
    with writing(engine) as tx:
        a_petition(tx)
        set_competence(tx, Competence.AGENCY)
        write_statement(tx)
        assert send(tx) == ()

        assert not petition_work.save_form(
            tx, NUMBER, StatementForm(), form_version=1, entered=LATER
        )


def test_r26_sending_meets_the_limits_and_keeps_the_case_on_the_list(engine: Engine) -> None:
    """The duty of a petition ends; the case waits for its end until the last of the dates."""
    with writing(engine) as tx:
        line = a_petition(tx)
        set_competence(tx, Competence.AGENCY)
        write_statement(tx)

        assert send(tx) == ()

        assert limits_of(tx) == {}
        assert duties_of(tx, line) == {DutyKind.CASE: date(2026, 12, 11)}
        assert known(tx).petition.is_sent
        sent = known(tx).sent
        assert sent is not None
        assert (sent.way, sent.sent_by, sent.dispatch) == ("post", "officer", None)


def test_r26_sending_twice_is_refused(engine: Engine) -> None:
    """The second reads what was first."""
    with writing(engine) as tx:
        a_petition(tx)
        set_competence(tx, Competence.AGENCY)
        write_statement(tx)
        seen = a_sending(tx)
        send(tx)

        assert send(tx) == (Hindrance.ALREADY_SENT,)
        assert petition_sending.mark_sent(tx, NUMBER, seen, entered=LATER) == (
            Hindrance.OTHER_TEXT,
        )


def test_r26_a_text_that_changed_before_the_button_was_pressed_does_not_go(
    engine: Engine,
) -> None:
    """The PDF that was made is of an older text."""
    with writing(engine) as tx:
        a_petition(tx)
        set_competence(tx, Competence.AGENCY)
        write_statement(tx)
        seen = a_sending(tx)
        write_statement(tx, LATER)

        assert petition_sending.mark_sent(tx, NUMBER, seen, entered=LATER) == (
            Hindrance.OTHER_TEXT,
        )


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ((), (Hindrance.AGENCY_MISSING, Hindrance.COUNTY_MISSING)),
        ((Sponsor.AGENCY,), (Hindrance.COUNTY_MISSING,)),
        ((Sponsor.COUNTY,), (Hindrance.AGENCY_MISSING,)),
        ((Sponsor.AGENCY, Sponsor.COUNTY), ()),
    ],
)
def test_r28_the_store_itself_refuses_the_boards_statement_without_both(
    engine: Engine, there: tuple[Sponsor, ...], expected: tuple[Hindrance, ...]
) -> None:
    """Whatever the page let through; nothing is written then."""
    with writing(engine) as tx:
        line = a_boards_petition(tx)
        for sponsor in there:
            assert authorise(tx, sponsor) is None

        assert send(tx, actor=Actor.DIRECTOR) == expected
        assert known(tx).petition.is_sent is (not expected)
        assert (DutyKind.PETITION in duties_of(tx, line)) is bool(expected)


def test_r28_the_store_refuses_one_person_for_both_sponsors(engine: Engine) -> None:
    """With or without a title."""
    with writing(engine) as tx:
        a_boards_petition(tx)
        authorise(tx, Sponsor.AGENCY, "Karl Landmann")

        fault = authorise(tx, Sponsor.COUNTY, "Dr. Karl Landmann")

        assert fault is AuthorisationFault.SAME_PERSON
        assert [each.name for each in known(tx).petition.authorisations] == ["Karl Landmann"]


def test_r28_the_store_refuses_an_authorisation_without_document(engine: Engine) -> None:
    """Nothing is kept of it."""
    with writing(engine) as tx:
        a_boards_petition(tx)

        assert authorise(tx, Sponsor.AGENCY, file=None) is AuthorisationFault.NO_DOCUMENT
        assert known(tx).petition.authorisations == ()


def test_r28_an_authorisation_is_not_written_over(engine: Engine) -> None:
    """It is withdrawn first, its document with it."""
    with writing(engine) as tx:
        a_boards_petition(tx)
        authorise(tx, Sponsor.AGENCY)
        (there,) = known(tx).petition.authorisations
        again = authorise(tx, Sponsor.AGENCY, "Vera Vertretung")
        assert there.document is not None
        kept = file_of_case(tx, NUMBER, there.document)
        gone = petition_sending.withdraw_authorisation(tx, NUMBER, Sponsor.AGENCY, DIRECTOR)

        assert again is AuthorisationFault.TAKEN
        assert kept == PDF
        assert gone
        assert file_of_case(tx, NUMBER, there.document) is None
        assert authorise(tx, Sponsor.AGENCY, "Vera Vertretung") is None


def test_a_document_is_found_on_its_own_case_alone(engine: Engine) -> None:
    """Another case's number opens nothing."""
    with writing(engine) as tx:
        a_boards_petition(tx)
        a_petition(tx, "K-2")
        authorise(tx, Sponsor.AGENCY)
        (there,) = known(tx).petition.authorisations

        assert there.document is not None
        assert file_of_case(tx, "K-2", there.document) is None


def a_mail(tx: Connection, line: int) -> int:
    """File the mail with the statement, waiting for half a minute."""
    dispatch = dispatches.file(
        tx,
        an_outgoing("statement", kind=LetterKind.PETITION_STATEMENT, ways=()),
        journal=line,
        case_number=NUMBER,
        at=NOW,
        not_before=NOW + timedelta(seconds=30),
    )
    assert dispatch is not None
    petition_sending.note_dispatch(tx, NUMBER, dispatch)
    return dispatch


def a_mailed_petition(tx: Connection) -> tuple[int, int]:
    """Send a statement by mail; return journal number and dispatch."""
    line = a_petition(tx)
    set_competence(tx, Competence.AGENCY)
    write_statement(tx)
    assert send(tx, way="email") == ()
    return line, a_mail(tx, line)


def take_back(tx: Connection, actor: Actor = Actor.OFFICER) -> StepFault | None:
    """Take the sending back."""
    return petition_sending.take_sending_back(
        tx, NUMBER, actor=actor, office=OFFICE, entered=OFFICER
    )


def test_a_mail_that_waits_can_be_taken_back_and_all_is_as_before(engine: Engine) -> None:
    """Limits, duty, step and outbox; the timeline tells of both."""
    with writing(engine) as tx:
        line, _ = a_mailed_petition(tx)

        fault = take_back(tx)

        assert fault is None
        assert limits_of(tx) == {
            DeadlineKind.PETITION: date(2026, 12, 7),
            DeadlineKind.PETITION_SUPPORT_OFFICE: date(2026, 12, 11),
        }
        assert duties_of(tx, line) == {DutyKind.PETITION: date(2026, 12, 7)}
        assert not known(tx).petition.is_sent
        assert dispatches.of_journal(tx, line) == ()
        assert tx.execute(select(case_files)).first() is None


def test_r28_only_who_sends_takes_back(engine: Engine) -> None:
    """The director's sending is the director's, the officer's the officer's."""
    with writing(engine) as tx:
        a_mailed_petition(tx)

        assert take_back(tx, Actor.DIRECTOR) is StepFault.NOT_SENDER
        assert known(tx).petition.is_sent


def test_a_mail_that_has_left_cannot_be_taken_back(engine: Engine) -> None:
    """Nothing changes."""
    with writing(engine) as tx:
        line, dispatch = a_mailed_petition(tx)
        dispatches.mark_delivered(tx, dispatch, answer="250", at=NOW)

        fault = take_back(tx)

        assert fault is StepFault.GONE
        assert known(tx).petition.is_sent
        assert tx.execute(select(case_letters.c.state, case_letters.c.dispatch)).one() == (
            "sent",
            dispatch,
        )
        assert DutyKind.PETITION not in duties_of(tx, line)


@pytest.mark.parametrize("is_bounce", [True, False])
def test_r15_a_statement_that_did_not_arrive_runs_again(engine: Engine, is_bounce: bool) -> None:
    """Refused or come back: the petition is on top of the list again, once."""
    with writing(engine) as tx:
        line, dispatch = a_mailed_petition(tx)
        if is_bounce:
            dispatches.mark_delivered(tx, dispatch, answer="250", at=NOW)
            dispatches.mark_bounced(tx, dispatch, at=NOW)
        else:
            dispatches.mark_refused(tx, dispatch, answer="550", at=NOW)

        assert petition_sending.failed(tx) == (NUMBER,)
        assert petition_sending.reopen_failed(tx, NUMBER, office=OFFICE, entered=LATER)
        assert not petition_sending.reopen_failed(tx, NUMBER, office=OFFICE, entered=LATER)

        assert DutyKind.PETITION in duties_of(tx, line)
        assert not known(tx).petition.is_sent
        assert petition_sending.failed(tx) == ()
        assert send(tx) == ()


def test_r26_steps_are_entered_once_each_and_in_their_order(engine: Engine) -> None:
    """The second of two officers is told."""
    with writing(engine) as tx:
        a_mailed_petition(tx)

        def enter(step: Step) -> StepFault | None:
            return petition_work.enter_step(tx, NUMBER, step, TODAY, today=TODAY, entered=OFFICER)

        assert enter(Step.ARRIVED) is None
        assert enter(Step.ARRIVED) is StepFault.TAKEN
        assert petition_work.take_step_back(tx, NUMBER, Step.ARRIVED, OFFICER) is None
        assert petition_work.take_step_back(tx, NUMBER, Step.ARRIVED, OFFICER) is (
            StepFault.NOT_TAKEN
        )
        assert enter(Step.ARRIVED) is None


def test_sending_is_not_taken_back_once_it_has_arrived(engine: Engine) -> None:
    """The AA has it."""
    with writing(engine) as tx:
        a_mailed_petition(tx)
        petition_work.enter_step(tx, NUMBER, Step.ARRIVED, TODAY, today=TODAY, entered=LATER)

        fault = take_back(tx)

        assert fault is StepFault.OTHERS_FOLLOW


def test_nothing_is_changed_on_a_closed_case(engine: Engine) -> None:
    """Neither text nor step nor sending nor authorisation."""
    with writing(engine) as tx:
        a_boards_petition(tx)
        closes(tx, NUMBER)

        assert not petition_work.save_form(tx, NUMBER, FULL, form_version=1, entered=LATER)
        assert send(tx, actor=Actor.DIRECTOR) == (Hindrance.CLOSED,)
        assert authorise(tx, Sponsor.AGENCY) is AuthorisationFault.CLOSED
        assert (
            petition_work.enter_step(tx, NUMBER, Step.DRAFTED, TODAY, today=TODAY, entered=OFFICER)
            is StepFault.CLOSED
        )


def test_r33_text_names_and_documents_go_with_the_case(engine: Engine) -> None:
    """After the retention nothing of statement, steps, authorisations or files is kept."""
    with writing(engine) as tx:
        a_boards_petition(tx)
        for sponsor in Sponsor:
            assert authorise(tx, sponsor) is None
        assert send(tx, actor=Actor.DIRECTOR) == ()
        closes(tx, NUMBER)

        forget_old_records(tx, now=NOW + timedelta(days=365 * 3), retention=RetentionSettings())

        tables = (petitions, petition_steps, authorisations, case_files, case_letters)
        left = {table.name: tx.execute(select(table)).first() for table in tables}
        assert left == dict.fromkeys(left)


def test_another_case_is_no_petition(engine: Engine) -> None:
    """A complaint has none of this; neither has a number that nobody drew."""
    with writing(engine) as tx:
        a_petition(tx, label=Label.PETITION)
        assert register.draw_number(tx, "K-9")
        opening = CaseOpening(labels=(Label.COMPLAINT,), party=None)
        register.open_case(tx, "K-9", opening, received_on=TODAY, party_hash="", at=NOW)

        assert find(tx, "K-9") is None
        assert find(tx, "K-0") is None
        assert [each.number for each in open_ones(tx)] == [NUMBER]


def test_r24_open_petitions_stand_before_every_other_case(engine: Engine) -> None:
    """Whatever their limits."""
    with writing(engine) as tx:
        assert register.draw_number(tx, "K-9")
        opening = CaseOpening(labels=(Label.COMPLAINT,), party=None)
        register.open_case(tx, "K-9", opening, received_on=TODAY, party_hash="", at=NOW)
        line = a_taken_mail(tx, uid=9)
        close = replace(deadline_of(DeadlineKind.CLOSE, TODAY, OFFICE), due_on=TODAY)
        deadlines.start(tx, line, "K-9", [close])
        a_petition(tx)

        assert [each.number for each in register.cases(tx)] == [NUMBER, "K-9"]
