"""Leaders are reminded before the day and after it, then the director is told (R18)."""

from datetime import UTC, datetime

from sqlalchemy import select

from cases.duties import DutyKind
from intake.case_letters.statements import link_token
from intake.sweep import sweep
from store.case_tables import statement_requests
from store.engine import reading
from store.keys import Keys
from tests.desk.asking import LEADER, WORDS, asked, mails_to, requests_of, token_of
from tests.desk.builders import House
from tests.desk.conftest import building, house, prepared_database  # noqa: F401 (fixtures)

DIRECTOR = "gf@jobcenter.example"


def goes_on_to(house: House, day: int, *, hour: int = 8, month: int = 11) -> None:  # noqa: F811
    """Let the morning of a day come and sweep twice: the second time does nothing more."""
    house.clock[0] = datetime(2026, month, day, hour, tzinfo=UTC)
    sweep(house.filing)
    sweep(house.filing)


def test_r18_one_reminder_before_the_day_one_after_then_the_director(
    house: House,  # noqa: F811
) -> None:
    """Due on Friday: Thursday, Monday, and the director on Tuesday; each once."""
    asked(house)
    counts = []
    for day in (25, 26, 27, 30):
        goes_on_to(house, day)
        counts.append((len(mails_to(house, LEADER)), len(mails_to(house, DIRECTOR))))
    goes_on_to(house, 1, month=12)
    counts.append((len(mails_to(house, LEADER)), len(mails_to(house, DIRECTOR))))
    goes_on_to(house, 2, month=12)
    counts.append((len(mails_to(house, LEADER)), len(mails_to(house, DIRECTOR))))

    assert counts == [(1, 0), (2, 0), (2, 0), (3, 0), (3, 1), (3, 1)]


def test_r18_the_officer_has_a_duty_when_nothing_came(house: House) -> None:  # noqa: F811
    """From the working day after the date."""
    case = asked(house).asked.case_number
    goes_on_to(house, 27)
    assert DutyKind.STATEMENT not in {duty.kind for duty in house.duties_of(1)}

    goes_on_to(house, 30)

    (duty,) = [each for each in house.duties_of(1) if each.kind is DutyKind.STATEMENT]
    assert (duty.detail, duty.case_number) == ("statement_late", case)


def test_r18_nobody_is_reminded_at_night(house: House) -> None:  # noqa: F811
    """At five in Berlin nothing, at six the mail."""
    asked(house)
    goes_on_to(house, 26, hour=4)
    assert len(mails_to(house, LEADER)) == 1

    goes_on_to(house, 26, hour=5)

    assert len(mails_to(house, LEADER)) == 2


def test_r14b_reminders_hold_nothing_of_the_case(house: House) -> None:  # noqa: F811
    """Neither the leader's nor the director's; the director's has no link either."""
    request = asked(house)
    token = token_of(house, request)
    for day in (26, 30):
        goes_on_to(house, day)
    goes_on_to(house, 1, month=12)

    for mail in (*mails_to(house, LEADER)[1:], *mails_to(house, DIRECTOR)):
        text = mail.decode().lower()
        assert request.asked.case_number.lower() in text
        assert "anna" not in text
        assert WORDS[:12].lower() not in text
    assert token not in mails_to(house, DIRECTOR)[0].decode()


def test_r18_closing_the_case_ends_reminders_and_link(house: House) -> None:  # noqa: F811
    """Nobody is asked any more, and the seed of the link is gone."""
    case = asked(house).asked.case_number
    house.closes(case)

    goes_on_to(house, 30)

    assert len(mails_to(house, LEADER)) == 1
    (now,) = requests_of(house, case)
    assert (now.state, now.asked.link_seed) == ("withdrawn", "")


def test_r29_without_the_key_nobody_makes_the_link(house: House) -> None:  # noqa: F811
    """What stands in the database is not enough."""
    request = asked(house)

    assert token_of(house, request) != link_token(request.asked.link_seed, Keys(key=b"x" * 32))
    assert token_of(house, request) not in str(vars_of(house, request.asked.case_number))


def vars_of(house: House, case: str) -> list[object]:  # noqa: F811
    """Return every column of a case's requests."""
    query = select(statement_requests).where(statement_requests.c.case_number == case)
    with reading(house.engine) as tx:
        return [tuple(row) for row in tx.execute(query)]
