"""The neutral notice, and the person who decides in the same second (R12, R15)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from cases.labels import Label, Way
from cases.letter import LetterKind
from intake.filing import file_decision
from intake.filing_tools import FilingTools, Order
from intake.reading.mail import read_mail
from intake.sweep import sweep
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.conftest import building, house, prepared_database  # noqa: F401 (fixtures)

UNSURE = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))


def while_it_is_written(house: House, deed: Callable[[], object]) -> FilingTools:  # noqa: F811
    """Return tools with which a person does something just as a letter is being composed."""

    def fresh_id() -> str:
        deed()
        return house.filing.fresh_id()

    return replace(house.filing, fresh_id=fresh_id)


def test_r15_who_decides_while_the_neutral_notice_is_written_sends_the_only_letter(
    house: House,  # noqa: F811
) -> None:
    """On the fifth working day officer and sweep are at it in the same second."""
    number = house.files(UNSURE)
    house.pass_time(timedelta(days=7))
    browser = house.sign_in()

    def decide() -> None:
        version = house.entry(number).row_version
        browser.send(f"/eingang/{number}/entscheiden", label="complaint", row_version=version)

    swept = sweep(while_it_is_written(house, decide))

    assert swept.neutral_notices == 0
    assert [line.kind for line in house.sent_for(number)] == [LetterKind.ACKNOWLEDGEMENT]


def test_r15_a_neutral_notice_that_went_that_moment_is_the_only_letter(
    house: House,  # noqa: F811
) -> None:
    """The officer is told that somebody was faster, and decides anew: no second letter."""
    number = house.files(UNSURE)
    house.pass_time(timedelta(days=7))
    entry, decision = house.entry(number), a_decision(Label.COMPLAINT)
    order = Order(by="officer", row_version=entry.row_version)
    mail = read_mail(a_letter())
    tools = while_it_is_written(house, lambda: sweep(house.filing))

    was_first = file_decision(decision, entry, mail, tools, order=order)
    again = file_decision(decision, entry, mail, house.filing, order=order)

    assert was_first is None
    assert again is not None
    sent = [line.kind for line in house.sent_for(number)]
    assert sent == [LetterKind.NEUTRAL_ACKNOWLEDGEMENT]
