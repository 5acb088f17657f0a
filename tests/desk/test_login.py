"""Signing in: who gets in, for how long, and what an attacker learns (R29)."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from store.engine import reading, writing
from store.people import accounts, passwords
from store.people.accounts import AccountRole
from tests.desk.builders import PASSWORD, PASSWORD_HASH, House


def test_the_right_password_leads_to_what_waits(house: House) -> None:
    """After signing in the browser goes on to the first page and sees the queue."""
    browser = house.visitor()

    answer = browser.sign_in(AccountRole.OFFICER)

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"
    assert "Was wartet" in browser.see("/").text


def test_a_page_asked_for_before_signing_in_is_shown_after_it(house: House) -> None:
    """The log-in page keeps the path, and the form sends the browser there."""
    browser = house.visitor()

    asked = browser.see("/abgaben")
    answer = browser.sign_in(AccountRole.OFFICER, target="/abgaben")

    assert asked.headers["Location"] == "/anmelden?weiter=/abgaben"
    assert answer.headers["Location"] == "/abgaben"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
def test_no_log_in_leads_out_of_the_desk(house: House, target: str) -> None:
    """Whatever stands in the form as the target, the browser stays here."""
    answer = house.visitor().sign_in(AccountRole.OFFICER, target=target)

    assert answer.headers["Location"] == "/"


def test_the_log_in_page_shows_no_foreign_target(house: House) -> None:
    """A prepared link cannot put another address into the form."""
    page = house.visitor().see("/anmelden?weiter=https://evil.example/").text

    assert "evil.example" not in page
    assert 'name="target" value="/"' in page


def test_a_wrong_password_and_an_unknown_name_look_the_same(house: House) -> None:
    """Nobody learns from the answer which names exist."""
    wrong = house.visitor().sign_in("officer", "falsch")
    unknown = house.visitor().sign_in("niemand", "falsch")

    assert wrong.status_code == unknown.status_code == 401
    told = [
        page.text.partition('role="alert"')[2].partition("</p>")[0] for page in (wrong, unknown)
    ]
    assert told[0] == told[1] != ""


def test_after_five_wrong_passwords_the_right_one_does_not_help_for_a_while(house: House) -> None:
    """The account pauses for 15 minutes, and the answer still looks like a wrong password."""
    for _ in range(5):
        house.visitor().sign_in("officer", "falsch")

    at_once = house.visitor().sign_in("officer", PASSWORD)
    house.pass_time(timedelta(minutes=16))
    later = house.visitor().sign_in("officer", PASSWORD)

    assert at_once.status_code == 401
    assert later.status_code == 303


def test_one_address_cannot_try_many_names(house: House) -> None:
    """The eleventh try within a minute is refused whatever the account."""
    codes = [house.visitor().sign_in(f"name{each}", "falsch").status_code for each in range(11)]

    assert codes == [401] * 10 + [429]


def test_the_log_in_needs_its_form_token(house: House) -> None:
    """A form from elsewhere cannot sign anybody in."""
    answer = house.visitor().client.post(
        "/anmelden", data={"name": "officer", "password": PASSWORD}
    )

    assert answer.status_code == 400


def test_signing_out_ends_the_session(house: House) -> None:
    """After the button the pages ask for the password again."""
    browser = house.sign_in()

    browser.send("/abmelden")

    assert browser.see("/").headers["Location"] == "/anmelden?weiter=/"


def test_signing_out_ends_a_copy_of_the_cookie_as_well(house: House) -> None:
    """Who took the cookie away before cannot go on with it; other accounts stay signed in."""
    browser, thief, other = house.sign_in(), house.visitor(), house.sign_in(AccountRole.DEPUTY)
    cookie = browser.client.get_cookie("krm_desk")
    assert cookie is not None
    thief.client.set_cookie("krm_desk", cookie.value)
    assert thief.see("/").status_code == 200

    browser.send("/abmelden")

    assert thief.see("/").headers["Location"] == "/anmelden?weiter=/"
    assert other.see("/").status_code == 200


def test_a_session_ends_after_its_hours(house: House) -> None:
    """Ten hours after signing in the desk asks again, however busy the person was."""
    browser = house.sign_in()

    codes = []
    for _ in range(20):
        house.pass_time(timedelta(minutes=30))
        codes.append(browser.see("/").status_code)

    assert codes == [200] * 19 + [303]


def test_a_desk_that_nobody_uses_asks_again(house: House) -> None:
    """An hour without a click ends the session."""
    browser = house.sign_in()

    house.pass_time(timedelta(minutes=59))
    used = browser.see("/").status_code
    house.pass_time(timedelta(minutes=59))
    again = browser.see("/").status_code
    house.pass_time(timedelta(minutes=60))

    assert (used, again, browser.see("/").status_code) == (200, 200, 303)


def test_a_page_that_loads_itself_anew_keeps_no_session_alive(house: House) -> None:
    """Who has gone home with the list on the screen is signed out after an hour."""
    browser = house.sign_in()

    codes = []
    for _ in range(3):
        house.pass_time(timedelta(minutes=25))
        codes.append(browser.see("/?takt=minute").status_code)

    assert codes == [200, 200, 303]


def test_strangers_cannot_keep_the_officer_out(house: House) -> None:
    """A browser that signed in before may try although wrong passwords have shut the account."""
    mine = house.visitor()
    mine.sign_in("officer")
    mine.send("/abmelden")
    for _ in range(5):
        house.visitor().sign_in("officer", "falsch")

    assert house.visitor().sign_in("officer").status_code == 401
    assert mine.sign_in("officer").status_code == 303


def test_a_browser_known_to_one_account_opens_no_other(house: House) -> None:
    """The sign that a browser keeps speaks for its own account, and cannot be made up."""
    mine = house.visitor()
    mine.sign_in("deputy")
    mine.send("/abmelden")
    forger = house.visitor()
    forger.client.set_cookie("krm_browser", '["officer"].x', path="/anmelden")
    for _ in range(5):
        house.visitor().sign_in("officer", "falsch")

    assert mine.sign_in("officer").status_code == 401
    assert forger.sign_in("officer").status_code == 401


def test_a_password_under_old_costs_is_kept_under_new_ones(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next log-in makes the hash anew; nobody notices."""
    dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", dearer)
    assert passwords.is_outdated(PASSWORD_HASH)

    house.sign_in()

    with reading(house.engine) as tx:
        account = accounts.find(tx, "officer")
    assert account is not None
    assert not passwords.is_outdated(account.password_hash)
    assert house.visitor().sign_in("officer").status_code == 303


def test_a_new_password_ends_every_session(house: House) -> None:
    """The cookie carries the session version, which a new password raises."""
    browser = house.sign_in()

    with writing(house.engine) as tx:
        accounts.set_password(tx, "officer", "$argon2id$other")

    assert browser.see("/").status_code == 303


def test_locking_an_account_ends_its_sessions_at_once(house: House) -> None:
    """Whoever leaves the office is out with the next request."""
    browser = house.sign_in()

    with writing(house.engine) as tx:
        accounts.lock(tx, "officer")

    assert browser.see("/").status_code == 303
    assert house.visitor().sign_in("officer").status_code == 401


def test_signing_in_throws_away_the_session_before_it(house: House) -> None:
    """A session planted by somebody else before the log-in is worth nothing after it."""
    browser = house.visitor()
    browser.see("/anmelden")
    with browser.client.session_transaction() as session:
        session["planted"] = "yes"
        token_before = session["csrf_token"]

    browser.sign_in(AccountRole.OFFICER)

    browser.see("/")
    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != token_before


def test_signing_in_is_logged(house: House) -> None:
    """The access log names the account and nothing else (R33)."""
    house.sign_in()

    assert house.accesses() == [("officer", "signed_in", None)]
