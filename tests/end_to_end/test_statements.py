"""A statement on its whole way: asked by mail, reminded of, answered by mail (R9, R15, R18)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from cases.duties import DutyKind
from cases.statement import StatementState
from intake.case_letters.statements import ToAsk, file_request, prepare
from store.case_records import statements
from store.case_records.statements import StatementRequest
from store.engine import reading, writing
from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.letters import COMPLAINT, a_letter, id_of, text_of
from tests.end_to_end.office import BOSS, OFFICER, RunningOffice, open_office

pytestmark = pytest.mark.server("dovecot")

LEADER = "tl1@jobcenter.example"
ANSWER = "Die Leitung war drei Tage gestört. Das ist behoben.\n\nTim Leiter\n"
MONDAY = date(2026, 11, 23)


@pytest.fixture
def office(
    dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path
) -> Iterator[RunningOffice]:
    """Open an office whose people reach the desk under a name."""
    reached = {"KRM_DESK__PUBLIC_URL": "https://krm.jobcenter.example"}
    with open_office(tmp_path, dovecot, imap_user, post, environ=reached) as running:
        yield running


def asks(office: RunningOffice) -> bytes:
    """Ask the leader about the first case until Monday; return the mail that arrived."""
    tools = office.rounds.service.filing
    to_ask = ToAsk(
        case_number=office.journal()[0].case_number,
        unit="Leistung 1",
        recipient=LEADER,
        question="Was ist geschehen?",
        excerpt="Es geht um das Telefon.",
        due_on=MONDAY,
    )
    prepared = prepare(to_ask, tools)
    with writing(tools.engine) as tx:
        file_request(tx, prepared, by="beispiel", at=tools.now(), not_before=tools.now())
    office.work()
    return office.sent_to(LEADER)[-1]


def the_request(office: RunningOffice) -> StatementRequest:
    """Return the one request as it stands."""
    with reading(office.rounds.service.engine) as tx:
        (request,) = statements.of_case(tx, office.journal()[0].case_number)
    return request


def test_r18_a_leader_answers_by_mail_and_the_officer_is_told(office: RunningOffice) -> None:
    """Nobody else gets a mail, no case is opened, and the statement is on the case."""
    office.receive(a_letter(COMPLAINT))
    sent = asks(office)

    answers = a_letter(ANSWER, sender=LEADER, message_id="<s@haus.example>", answers=id_of(sent))
    told = office.receive(answers)

    request = the_request(office)
    assert request.answer
    assert request.answer.text == ANSWER.strip()
    assert [mail.recipients for mail in told] == [(OFFICER,)]
    assert DutyKind.STATEMENT in office.duty_kinds()
    assert len({entry.case_number for entry in office.journal()}) == 1


def test_r29_the_mail_holds_a_link_and_no_word_of_the_case(office: RunningOffice) -> None:
    """What left the house over the real server; the outbox keeps no copy of the link."""
    office.receive(a_letter(COMPLAINT))

    text = text_of(asks(office))

    (link,) = re.findall(r"https://krm\.jobcenter\.example/stellungnahme/[a-z2-7]{24}\n", text)
    assert "Jana" not in text
    assert "Telefon." not in text
    database = (office.folder / "krm.db").read_bytes()
    assert link.strip().rpartition("/")[2].encode() not in database


def test_r18_who_does_not_answer_is_reminded_and_then_reported(office: RunningOffice) -> None:
    """Due on Monday: Friday and Tuesday the leader, Wednesday the director, each once."""
    office.receive(a_letter(COMPLAINT))
    asks(office)
    told: dict[date, list[str]] = {}
    for offset in range(10):
        day = date(2026, 11, 19) + timedelta(days=offset)
        office.clock.go_to(day, hour=6)
        before = len(office.post.mails)
        office.watch_limits()
        told[day] = [mail.recipients[0] for mail in office.post.mails[before:]]

    days = [day.day for day, recipients in told.items() for each in recipients if each == LEADER]
    bosses = [day.day for day, recipients in told.items() for each in recipients if each == BOSS]
    officers = [day.day for day, recipients in told.items() if OFFICER in recipients]
    assert (days, bosses, officers) == ([20, 24], [25], [24])
    assert the_request(office).state is StatementState.WAITING
