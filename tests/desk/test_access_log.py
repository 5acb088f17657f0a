"""The access log at the desk (R29, R33)."""

import re

from store.engine import writing
from store.people import accounts
from store.people.accounts import AccountRole
from tests.desk.builders import House


def test_r33_the_auditor_reads_who_looked_at_what(house: House) -> None:
    """Account, deed and number; no subject, no sender."""
    number = house.files()
    house.sign_in().see(f"/eingang/{number}")

    page = house.sign_in(AccountRole.AUDITOR).see("/zugriffe").text

    assert "Nachricht gelesen" in page
    assert f"Eingang {number}" in page
    assert "Niemand antwortet" not in page
    assert "citizen.example" not in page


def test_r33_reading_the_log_is_logged_as_well(house: House) -> None:
    """Who watches is watched."""
    house.sign_in(AccountRole.AUDITOR).see("/zugriffe")

    assert house.accesses()[-1] == ("auditor", "read_access_log", None)


def test_the_log_goes_on_page_by_page(house: House) -> None:
    """A hundred stand on a page, newest first; the link leads to the older ones."""
    with writing(house.engine) as tx:
        for number in range(1, 151):
            accounts.log_access(tx, who="old", what="read_message", journal=number, at=house.now)
    browser = house.sign_in(AccountRole.AUDITOR)

    first = browser.see("/zugriffe").text
    older = re.search(r'href="(/zugriffe\?vor=\d+)"', first)
    assert older
    second = browser.see(older[1]).text

    shown = [re.findall(r"Eingang (\d+)", page) for page in (first, second)]
    assert [int(each) for each in shown[0] + shown[1]] == list(range(150, 0, -1))
    assert "Ältere Zugriffe" not in second
