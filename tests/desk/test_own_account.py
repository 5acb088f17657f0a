"""The own account: password, second factor (R29)."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import update

from desk.sign_in.second_factor import step_of
from store.engine import reading, writing
from store.people import accounts
from store.people.accounts import AccountRole
from store.people.sealed import seal
from store.people.sign_in import set_second_factor
from store.tables import accounts as account_rows
from tests.desk.builders import PASSWORD, Browser, House

NEW = "Kastanie läuft im Regen"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def account_of(house: House, name: str = "officer") -> accounts.Account:
    """Return the account as the database has it."""
    with reading(house.engine) as tx:
        account = accounts.find(tx, name)
    assert account is not None
    return account


def changes_password(browser: Browser, old: str, new: str, again: str | None = None) -> int:
    """Send the form for a new password; return the answer's code."""
    fields = {"old": old, "new": new, "again": new if again is None else again}
    return browser.send("/konto/passwort", page="/konto", **fields).status_code


def with_second_factor(house: House) -> None:
    """Let the officer's account ask for codes."""
    with writing(house.engine) as tx:
        set_second_factor(tx, "officer", seal(SECRET, house.filing.keys), step=0)


def code_now(house: House) -> str:
    """Return the code that the officer's app shows."""
    return pyotp.TOTP(SECRET).at(house.now)


def test_a_new_password_opens_the_account_and_ends_other_sessions(house: House) -> None:
    """The browser that changed it goes on; another one must sign in again."""
    mine, other = house.sign_in(), house.sign_in()

    assert changes_password(mine, PASSWORD, NEW) == 303

    assert mine.see("/").status_code == 200
    assert other.see("/").headers["Location"].startswith("/anmelden")
    assert house.visitor().sign_in("officer", NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("falsch", NEW, NEW),
        (PASSWORD, "kurz", "kurz"),
        (PASSWORD, NEW, NEW + "!"),
        (PASSWORD, PASSWORD, PASSWORD),
        (PASSWORD, "officer officer 2026", "officer officer 2026"),
        (PASSWORD, "ich bin erika b. 77", "ich bin erika b. 77"),
    ],
)
def test_a_bad_new_password_changes_nothing(house: House, old: str, new: str, again: str) -> None:
    """Too short, not the same twice, the old one, or with the own name in it."""
    browser = house.sign_in()

    assert changes_password(browser, old, new, again) == 400
    assert house.visitor().sign_in("officer", PASSWORD).status_code == 303


def test_a_password_that_somebody_else_knows_opens_only_the_way_to_an_own_one(house: House) -> None:
    """Every page leads to the account until the person has chosen a password."""
    with writing(house.engine) as tx:
        row = update(account_rows).where(account_rows.c.name == "officer")
        tx.execute(row.values(must_change_password=True))
    browser = house.sign_in()

    assert browser.see("/").headers["Location"] == "/konto"
    assert browser.send("/eingang/1/entscheiden", page="/konto").headers["Location"] == "/konto"
    assert changes_password(browser, PASSWORD, NEW) == 303
    assert browser.see("/").status_code == 200


def test_a_code_is_asked_for_after_the_password(house: House) -> None:
    """The password alone opens nothing; with the code the browser goes where it wanted to."""
    with_second_factor(house)
    browser = house.visitor()

    first = browser.sign_in("officer", target="/abgaben")
    between = browser.see("/")
    second = browser.send("/anmelden/code", page="/anmelden/code", code=code_now(house))

    assert first.headers["Location"] == "/anmelden/code"
    assert between.headers["Location"].startswith("/anmelden")
    assert second.headers["Location"] == "/abgaben"


def test_a_code_is_good_once(house: House) -> None:
    """Whoever has read it over a shoulder comes too late."""
    with_second_factor(house)
    code = code_now(house)
    mine, thief = house.visitor(), house.visitor()
    mine.sign_in("officer")
    thief.sign_in("officer")

    assert mine.send("/anmelden/code", page="/anmelden/code", code=code).status_code == 303
    assert thief.send("/anmelden/code", page="/anmelden/code", code=code).status_code == 401


def test_wrong_codes_close_the_account_for_a_while(house: House) -> None:
    """Six digits cannot be tried through: the fifth wrong one pauses the account."""
    with_second_factor(house)
    thief = house.visitor()
    thief.sign_in("officer")

    codes = [
        thief.send("/anmelden/code", page="/anmelden/code", code="000000").status_code
        for _ in range(5)
    ]
    right = thief.send("/anmelden/code", page="/anmelden", code=code_now(house))

    assert codes == [401] * 5
    assert right.headers["Location"] == "/anmelden"


def test_the_step_between_password_and_code_does_not_last(house: House) -> None:
    """After five minutes the password is asked for again."""
    with_second_factor(house)
    browser = house.visitor()
    browser.sign_in("officer")
    house.pass_time(timedelta(minutes=6))

    late = browser.send("/anmelden/code", page="/anmelden", code=code_now(house))

    assert late.headers["Location"] == "/anmelden"


def test_the_second_factor_counts_only_after_a_right_code(house: House) -> None:
    """A wrong code leaves the account as it was; a right one lets it ask from then on."""
    browser = house.sign_in()
    browser.send("/konto/code/neu", page="/konto", old=PASSWORD)
    page = browser.see("/konto/code").text
    secret = page.partition('class="secret">')[2].partition("<")[0].replace(" ", "")

    wrong = browser.send("/konto/code", page="/konto/code", code="12")
    assert (wrong.status_code, account_of(house).has_second_factor) == (400, False)

    code = pyotp.TOTP(secret).at(house.now)
    right = browser.send("/konto/code", page="/konto/code", code=code)
    assert (right.status_code, account_of(house).has_second_factor) == (303, True)
    assert secret not in account_of(house).totp_sealed


def test_the_picture_of_the_secret_is_made_here_and_shown_to_its_owner_alone(house: House) -> None:
    """A PNG for the session that sets it up; nothing for anybody else."""
    browser = house.sign_in()
    browser.send("/konto/code/neu", page="/konto", old=PASSWORD)

    picture = browser.see("/konto/code.png")

    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    assert house.sign_in(AccountRole.DEPUTY).see("/konto/code.png").status_code == 404


def test_the_second_factor_ends_only_with_the_password(house: House) -> None:
    """A session left open is not enough."""
    with_second_factor(house)
    browser = house.visitor()
    browser.sign_in("officer")
    browser.send("/anmelden/code", page="/anmelden/code", code=code_now(house))

    assert browser.send("/konto/code/aus", page="/konto", old="falsch").status_code == 400
    assert browser.send("/konto/code/aus", page="/konto", old=PASSWORD).status_code == 303
    assert not account_of(house).has_second_factor


def test_a_code_may_be_one_step_off_and_no_more(house: House) -> None:
    """Clocks of telephones differ by seconds, not by minutes."""
    totp = pyotp.TOTP(SECRET)
    steps = [
        step_of(totp.at(house.now + timedelta(seconds=off)), SECRET, now=house.now)
        for off in (-60, -30, 0, 30, 60)
    ]

    here = totp.timecode(house.now)
    assert steps == [None, here - 1, here, here + 1, None]


def test_a_session_left_open_changes_no_second_factor(house: House) -> None:
    """Neither a first one is set up nor the one that is there replaced without the password."""
    browser = house.sign_in()
    with_second_factor(house)
    before = account_of(house).totp_sealed

    answer = browser.send("/konto/code/neu", page="/konto", old="falsch")

    assert answer.status_code == 400
    assert browser.see("/konto/code").status_code == 404
    assert account_of(house).totp_sealed == before


@pytest.mark.parametrize("path", ["/konto/passwort", "/konto/code/neu", "/konto/code/aus"])
def test_a_session_left_open_is_no_place_to_guess_the_password(house: House, path: str) -> None:
    """After five wrong ones the right one does not help for a while."""
    with_second_factor(house)
    browser = house.visitor()
    browser.sign_in("officer")
    browser.send("/anmelden/code", page="/anmelden/code", code=code_now(house))
    fields = {"page": "/konto", "new": NEW, "again": NEW}
    for number in range(5):
        browser.send(path, old=f"falsch {number}", **fields)

    at_once = browser.send(path, old=PASSWORD, **fields)
    house.pass_time(timedelta(minutes=16))
    later = browser.send(path, old=PASSWORD, **fields)

    assert at_once.status_code == 400
    assert "zu viele falsche Versuche" in at_once.text
    assert later.status_code == 303
