"""Who wrote for longer than a session lasts does not lose a word."""

from datetime import timedelta

import pytest

from tests.desk.builders import PASSWORD, Browser, House

TEXT = "Zu Ihrer Beschwerde haben wir <b>alles</b> geprüft."
SHOWN = "Zu Ihrer Beschwerde haben wir &lt;b&gt;alles&lt;/b&gt; geprüft."


def a_form(house: House) -> tuple[Browser, str, dict[str, object]]:
    """Open a case and write a note; return it unsent."""
    case = house.entry(house.files()).case_number
    browser = house.sign_in()
    fields = {"csrf_token": browser.token(f"/vorgang/{case}"), "row_version": 1, "kind": "note"}
    return browser, f"/vorgang/{case}/notiz", {**fields, "note_text": TEXT}


def test_a_text_sent_after_the_session_ended_is_given_back(house: House) -> None:
    """With a way to sign in that leads to the page it was written on."""
    browser, path, fields = a_form(house)
    house.pass_time(timedelta(minutes=61))
    page = path.removesuffix("/notiz")

    answer = browser.client.post(
        path, data=fields, headers={"Referer": f"http://localhost{page}?x=1"}
    )

    assert answer.status_code == 401
    assert SHOWN in answer.text
    assert f"/anmelden?weiter={page}" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("site", "is_shown"), [("same-origin", True), ("cross-site", False)])
def test_a_text_sent_after_signing_out_elsewhere_is_given_back(
    house: House, site: str, *, is_shown: bool
) -> None:
    """Only to a page of ours: nobody else's words stand in our pages."""
    browser, path, fields = a_form(house)
    browser.send("/abmelden")

    answer = browser.client.post(path, data=fields, headers={"Sec-Fetch-Site": site})

    assert (SHOWN in answer.text) is is_shown
    assert answer.status_code == (401 if is_shown else 400)


def test_a_password_is_never_given_back(house: House) -> None:
    """Neither the old one nor the new."""
    browser = house.sign_in()
    token = browser.token("/konto")
    house.pass_time(timedelta(minutes=61))
    fields = {"csrf_token": token, "old": PASSWORD, "new": "x" * 30, "again": "x" * 30}

    answer = browser.client.post("/konto/passwort", data=fields)

    assert answer.status_code == 303
    assert PASSWORD not in answer.text
