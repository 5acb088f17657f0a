"""Nobody is forgotten when nobody acts: the clock goes on day by day (R5a, R12, R13, R14)."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cases.duties import DutyKind, Role
from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.letters import (
    COMPLAINT,
    CONDUCT,
    JANA,
    OBJECTION,
    SUSPECTED,
    a_letter,
    text_of,
)
from tests.end_to_end.office import BOSS, OFFICER, RunningOffice, open_office

pytestmark = pytest.mark.server("dovecot")

SUBSTITUTE = "gfv@jobcenter.example"
UNSURE = "Guten Tag,\n\nmir ist unklar, warum das so lange dauert.\n\nJana Winter\n"
MORNING_HOUR = 6  # in UTC; in winter Berlin is an hour ahead


def live_through(office: RunningOffice, until: date) -> Mapping[date, list[str]]:
    """Work now and every morning until then; return who was written to on which day."""
    told: dict[date, list[str]] = {}
    day = office.clock.at.date()
    while day <= until:
        before = len(office.post.mails)
        work = office.watch_limits if told and day < until else office.work
        work()
        told[day] = [mail.recipients[0] for mail in office.post.mails[before:]]
        day += timedelta(days=1)
        office.clock.go_to(day, hour=MORNING_HOUR)
    return {day: recipients for day, recipients in told.items() if recipients}


def days_of(told: Mapping[date, list[str]], address: str) -> list[date]:
    """Return the days on which an address was written to, one entry a mail."""
    return [day for day, recipients in told.items() for each in recipients if each == address]


@contextmanager
def closed_on_the_eves(
    folder: Path, server: Dovecot, user: str, post: SmtpListener
) -> Iterator[RunningOffice]:
    """Open an office that closes on 24 and 31 December."""
    days = {"KRM_OFFICE__CLOSING_DAYS": '["2026-12-24", "2026-12-31"]'}
    with open_office(folder, server, user, post, environ=days) as office:
        yield office


@pytest.mark.parametrize(
    ("received", "answered_on"),
    [
        (datetime(2026, 12, 21, 8, 0, tzinfo=UTC), date(2026, 12, 29)),
        (datetime(2026, 12, 21, 22, 59, tzinfo=UTC), date(2026, 12, 29)),
        (datetime(2026, 12, 21, 23, 1, tzinfo=UTC), date(2026, 12, 30)),  # the 22nd in Berlin
        (datetime(2026, 12, 24, 8, 0, tzinfo=UTC), date(2027, 1, 4)),
        (datetime(2026, 12, 26, 8, 0, tzinfo=UTC), date(2027, 1, 4)),
    ],
)
def test_r12_a_neutral_notice_goes_out_by_itself_on_the_fifth_working_day(
    office: RunningOffice, received: datetime, answered_on: date
) -> None:
    """Nobody touches the mail over Christmas: one notice, on that day, and never a second."""
    office.clock.at = received
    office.arrive(a_letter(UNSURE))

    told = live_through(office, date(2027, 1, 14))

    assert days_of(told, JANA) == [answered_on]
    (notice,) = office.sent_to(JANA)
    assert "Erika Beispiel" in text_of(notice)
    assert "07274 000-0" in text_of(notice)


def test_r14_closing_days_of_the_office_do_not_count(
    dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """With 24 and 31 December closed the fifth working day is a Wednesday, not a Tuesday."""
    with closed_on_the_eves(tmp_path, dovecot, imap_user, post) as office:
        office.clock.at = datetime(2026, 12, 21, 8, 0, tzinfo=UTC)
        office.arrive(a_letter(UNSURE))

        told = live_through(office, date(2027, 1, 10))

    assert days_of(told, JANA) == [date(2026, 12, 30)]


def test_r12_the_neutral_notice_goes_out_in_the_morning(office: RunningOffice) -> None:
    """Not at night: at 5 o'clock in Berlin nothing, at 6 the notice."""
    office.clock.at = datetime(2026, 12, 21, 8, 0, tzinfo=UTC)
    office.receive(a_letter(UNSURE))

    office.clock.at = datetime(2026, 12, 29, 4, 59, tzinfo=UTC)
    office.work()
    assert office.sent_to(JANA) == []
    office.clock.at = datetime(2026, 12, 29, 5, 0, tzinfo=UTC)
    office.work()

    assert len(office.sent_to(JANA)) == 1


def test_r12_after_a_sure_answer_no_neutral_notice_follows(office: RunningOffice) -> None:
    """Complaint and objection are answered at once, and only once."""
    office.clock.at = datetime(2026, 12, 21, 8, 0, tzinfo=UTC)
    office.arrive(a_letter(OBJECTION), a_letter(COMPLAINT, message_id="<2@kunde.example>"))

    told = live_through(office, date(2027, 1, 20))

    assert days_of(told, JANA) == [date(2026, 12, 21)] * 2


def test_r12_a_machine_gets_no_neutral_notice_either(office: RunningOffice) -> None:
    """However long nobody looks at it."""
    office.arrive(a_letter(UNSURE, auto_submitted="auto-generated"))

    assert live_through(office, date(2026, 12, 31)) == {}


def test_r5a_a_suspected_objection_warns_the_officer_at_once(office: RunningOffice) -> None:
    """A mail without any of the citizen's words, in the very round in which it came in."""
    (warning,) = office.receive(a_letter(SUSPECTED, subject="Geheimwort"))

    assert warning.recipients == (OFFICER,)
    for word in (b"Geheimwort", b"Winter", b"kunde.example", b"seltsam"):
        assert word not in warning.content
    assert "Nummer im Posteingangsbuch: 1\n" in text_of(warning.content)
    assert "Zu erledigen bis: 19.11.2026" in text_of(warning.content)


def test_r5a_after_one_working_day_it_is_the_directors_duty(office: RunningOffice) -> None:
    """Received on a Friday, undecided on Monday: on Tuesday the director has and knows it."""
    office.clock.at = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    office.arrive(a_letter(SUSPECTED))

    told = live_through(office, date(2026, 11, 25))

    assert days_of(told, OFFICER) == [date(2026, 11, 20)]
    assert days_of(told, BOSS) == [date(2026, 11, 24)]
    (duty,) = [each for each in office.duties() if each.kind is DutyKind.SUSPECTED_OBJECTION]
    assert duty.owner is Role.DIRECTOR
    assert b"seltsam" not in office.sent_to(BOSS)[0]


def test_r6_of_what_may_be_about_the_director_the_substitute_is_told(
    office: RunningOffice,
) -> None:
    """Nor does the objection in the same letter become the director's duty, with its text."""
    office.clock.at = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    office.arrive(a_letter(SUSPECTED + CONDUCT.replace("Herr Grob", "Der Geschäftsführer")))

    told = live_through(office, date(2026, 11, 25))

    assert days_of(told, BOSS) == []
    assert days_of(told, SUBSTITUTE) == [date(2026, 11, 24)]
    (objection,) = [each for each in office.duties() if each.kind is DutyKind.SUSPECTED_OBJECTION]
    assert objection.owner is Role.OFFICER


def test_r12_who_does_not_decide_is_warned_in_steps(office: RunningOffice) -> None:
    """The officer on working day 3, the director on working day 6, each once."""
    office.clock.at = datetime(2026, 12, 21, 8, 0, tzinfo=UTC)
    office.arrive(a_letter(UNSURE))

    told = live_through(office, date(2027, 1, 20))

    assert days_of(told, OFFICER) == [date(2026, 12, 24)]
    assert days_of(told, BOSS) == [date(2026, 12, 30)]


def test_r13_a_case_that_nobody_closes_is_told_of(office: RunningOffice) -> None:
    """The officer two days before the limit of 14 working days, the director on its last day."""
    office.clock.at = datetime(2026, 12, 21, 8, 0, tzinfo=UTC)
    office.arrive(a_letter(COMPLAINT))

    told = live_through(office, date(2027, 1, 20))

    assert days_of(told, OFFICER) == [date(2027, 1, 8)]
    assert days_of(told, BOSS) == [date(2027, 1, 12)]


def test_r11_the_deputy_on_duty_is_named_while_the_officer_is_away(
    dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """The notice of 29 December names the deputy who is on duty from the 21st."""
    deputy = {
        "name": "Max Vertretung",
        "phone": "07274 000-1",
        "from": "2026-12-21",
        "until": "2027-01-06",
    }
    environ = {"KRM_CONTACT__DEPUTIES": json.dumps([deputy])}
    with open_office(tmp_path, dovecot, imap_user, post, environ=environ) as office:
        office.clock.at = datetime(2026, 12, 21, 8, 0, tzinfo=UTC)
        (notice,) = office.receive(a_letter(COMPLAINT))

    assert "Max Vertretung\nTelefon: 07274 000-1" in text_of(notice.content)
    assert "Erika Beispiel" not in text_of(notice.content)
