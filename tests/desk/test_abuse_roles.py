"""Forced browsing: whoever types an address gets what the role allows, and nothing else (R29)."""

import pytest

from desk.access import MAY
from desk.app import ADDRESSES
from store.people.accounts import AccountRole
from tests.desk.builders import House
from tests.desk.every_page import GETS, POSTS, path_of, things_in, who_may

REFUSED = [
    (role, page) for role in AccountRole for page in ADDRESSES if page.needs not in MAY[role]
]


@pytest.mark.parametrize("role", AccountRole)
def test_r29_a_role_is_refused_every_page_that_is_not_its_own(
    house: House, role: AccountRole
) -> None:
    """Reading and changing alike, with things that exist, and a good form token."""
    things = things_in(house)
    browser = house.sign_in(role)
    token = browser.token("/konto")

    answers = {
        page.name: browser.client.open(
            path_of(page, house, things), method=page.method, data={"csrf_token": token}
        ).status_code
        for owner, page in REFUSED
        if owner is role
    }

    assert answers
    assert {name: code for name, code in answers.items() if code != 403} == {}


def test_no_form_is_taken_without_the_token_of_this_session(house: House) -> None:
    """A page elsewhere that sends the form in the officer's browser changes nothing."""
    things = things_in(house)
    foreign = house.sign_in(AccountRole.DEPUTY).token("/konto")
    browsers = {role: house.sign_in(role) for role in AccountRole}

    taken = [
        page.name
        for page in POSTS
        for form in ({}, {"csrf_token": foreign})
        if browsers[who_may(page)].client.post(path_of(page, house, things), data=form).status_code
        != 400
    ]

    assert taken == []


def test_no_page_that_shows_something_changes_anything_by_another_method(house: House) -> None:
    """What is read answers no PUT, DELETE or PATCH; what is sent has an address of its own."""
    things = things_in(house)
    browsers = {role: house.sign_in(role) for role in AccountRole}
    tokens = {role: {"csrf_token": browsers[role].token("/konto")} for role in AccountRole}

    codes = {
        browsers[who_may(page)]
        .client.open(path_of(page, house, things), method=method, data=tokens[who_may(page)])
        .status_code
        for page in GETS
        for method in ("PUT", "DELETE", "PATCH", "TRACE")
    }

    assert codes == {405}


def test_guessed_numbers_of_messages_and_cases_lead_nowhere(house: House) -> None:
    """Neither a number that is not there nor one that is no number says more than 404."""
    browser = house.sign_in()
    paths = (
        "/eingang/999999",
        "/eingang/0",
        "/eingang/-1",
        "/eingang/1e9",
        "/eingang/99999999999999999999999",
        "/vorgang/2026-000000",
        "/vorgang/%00",
        "/vorgang/..%2f..%2fkrm.db",
        "/vorgang/' OR 1=1 --",
    )

    assert {path: browser.see(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_a_session_that_somebody_prepared_is_not_the_one_that_signs_in(house: House) -> None:
    """A cookie foisted on the browser before the log-in opens nothing after it."""
    thief = house.visitor()
    thief.see("/anmelden")
    foisted = thief.client.get_cookie("krm_desk")
    assert foisted is not None
    victim = house.visitor()
    victim.client.set_cookie("krm_desk", foisted.value)

    victim.sign_in("officer")

    after = victim.client.get_cookie("krm_desk")
    assert after is not None
    assert after.value != foisted.value
    assert thief.see("/").headers["Location"].startswith("/anmelden")
