"""A statement that did not arrive is due again (R15, R24)."""

from cases.duties import DutyKind
from intake.case_letters.petition_watch import watch_petitions
from intake.sweep import sweep
from store import dispatches
from store.engine import writing
from tests.desk.builders import House
from tests.desk.conftest import building, house, prepared_database  # noqa: F401 (fixtures)
from tests.desk.petitions import a_ready_petition, duty_kinds, known, limits_of, send, with_routing


def a_sent_petition(house: House) -> tuple[str, int]:  # noqa: F811 (the fixture)
    """Send a statement by mail; return case number and dispatch."""
    with_routing(house)
    browser = house.sign_in()
    number = a_ready_petition(house, browser)
    send(house, browser, number)
    return number, house.sent_for(1)[-1].id


def test_r24_a_refused_statement_is_on_top_of_the_list_again(
    house: House,  # noqa: F811 (the fixture)
) -> None:
    """Once; a second sweep does nothing more."""
    number, dispatch = a_sent_petition(house)
    with writing(house.engine) as tx:
        dispatches.mark_refused(tx, dispatch, answer="550", at=house.now)

    assert sweep(house.filing).petitions_again == 1
    assert watch_petitions(house.filing) == 0

    assert DutyKind.PETITION in duty_kinds(house)
    assert "petition" in limits_of(house, number)
    assert not known(house, number).petition.is_sent


def test_r24_a_statement_on_its_way_is_left_alone(
    house: House,  # noqa: F811 (the fixture)
) -> None:
    """Waiting or delivered."""
    number, _ = a_sent_petition(house)
    waiting = watch_petitions(house.filing)
    house.delivers()

    assert (waiting, watch_petitions(house.filing)) == (0, 0)
    assert known(house, number).petition.is_sent
