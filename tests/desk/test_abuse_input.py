"""Hostile input into addresses, headers and forms: shown as text or refused, never obeyed."""

import json
import re

import pytest

from store.people.accounts import AccountRole
from tests.desk.builders import House
from tests.desk.every_page import GETS, path_of, things_in

OUTSIDE = re.compile(r"(?:href|src|action|poster|srcset)=[\"']?(?:https?:|//)[^\s>]*")
SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"


def is_harmless(page: str) -> bool:
    """Say whether no element of the page came from the input."""
    return "<script>alert" not in page and "<img src=x" not in page


@pytest.mark.parametrize("role", [AccountRole.OFFICER, AccountRole.DIRECTOR, AccountRole.ADMIN])
def test_nothing_in_an_address_becomes_part_of_a_page(house: House, role: AccountRole) -> None:
    """Every page with the script in each query that pages read, and in some that none reads."""
    things, browser = things_in(house), house.sign_in(role)
    names = (
        "q", "suche", "weiter", "stand", "takt", "vor", "neu", "von", "bis", "name", "sicht",
        "anliegen", "warum", "einheit", "seite", "kanal", "frist", "sprache", "fehler",
    )  # fmt: skip
    query = dict.fromkeys(names, SCRIPT)

    for page in GETS:
        answer = browser.client.get(path_of(page, house, things), query_string=query)
        assert answer.status_code < 500, page.name
        if answer.mimetype == "text/html":
            assert is_harmless(answer.text), page.name


def test_a_name_of_an_account_is_text_wherever_it_stands(house: House) -> None:
    """In the head of its own pages and in the admin's list."""
    admin = house.sign_in(AccountRole.ADMIN)
    answer = admin.send("/konten", page="/konten", name="n.neu", full_name=SCRIPT, role="deputy")
    once = answer.text.partition('class="secret">')[2].partition("<")[0]
    newcomer = house.visitor()
    newcomer.sign_in("n.neu", once)

    assert is_harmless(answer.text)
    assert is_harmless(admin.see("/konten").text)
    assert is_harmless(newcomer.see("/konto").text)


def test_the_log_in_shows_a_typed_name_as_text(house: House) -> None:
    """A failed log-in repeats the name in its field."""
    assert is_harmless(house.visitor().sign_in(SCRIPT, "x").text)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/%5cevil.example",
        "/%09/evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "/ok\r\nSet-Cookie: a=b",
        "\u2215\u2215evil.example",
    ],
)
def test_no_log_in_sends_the_browser_to_another_site(house: House, target: str) -> None:
    """As a person's browser would read it: the address stays on this desk."""
    answer = house.visitor().sign_in("officer", target=target)

    location = answer.headers["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "\r" not in location
    assert "Set-Cookie: a=b" not in str(answer.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/%2e%2e%2fapp.py",
        "/static/....//app.py",
        "/static//etc/passwd",
        "/static/..\\app.py",
        "/static/%00",
        "/static/",
        "/static/kern/",
    ],
)
def test_no_path_leads_out_of_the_folder_of_styles(house: House, path: str) -> None:
    """Neither our code nor the machine's files, and no list of a folder."""
    answer = house.sign_in().client.get(path, follow_redirects=True)

    assert answer.status_code == 404
    assert "from flask" not in answer.text
    assert "root:" not in answer.text


def test_a_form_with_thousands_of_fields_is_refused(house: House) -> None:
    """Parsing it would cost more than anybody's form is worth."""
    browser = house.sign_in()
    fields = {f"field{each}": "x" for each in range(20_000)}

    assert browser.send("/abgaben", **fields).status_code == 413


def test_a_body_that_is_no_form_is_no_form(house: House) -> None:
    """JSON sent to a form changes nothing, whatever it holds."""
    browser = house.sign_in()
    number = house.files()
    before = house.entry(number).row_version
    body = json.dumps({"label": "other", "csrf_token": browser.token()})

    answer = browser.client.post(
        f"/eingang/{number}/entscheiden", data=body, content_type="application/json"
    )

    assert answer.status_code == 400
    assert house.entry(number).row_version == before


def test_a_header_cannot_be_written_through_a_flashed_word(house: House) -> None:
    """What people type is repeated in pages only, in no header."""
    browser = house.sign_in(AccountRole.ADMIN)

    answer = browser.send("/konten/deputy/rolle", page="/konten", role="deputy\r\nX-Evil: 1")

    assert answer.status_code == 400
    assert "X-Evil" not in str(answer.headers)


def test_every_page_forbids_frames_foreign_content_and_caches(house: House) -> None:
    """Whatever its status, each answer carries the policy."""
    things, browser = things_in(house), house.sign_in()

    for page in GETS:
        headers = browser.see(path_of(page, house, things)).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], page.name
        assert "default-src 'none'" in headers["Content-Security-Policy"], page.name
        assert "unsafe" not in headers["Content-Security-Policy"], page.name
        assert headers["Cache-Control"] == "no-store", page.name


def test_no_page_names_anything_outside_this_desk(house: House) -> None:
    """No link, picture, style, script or form leads to another machine (R37)."""
    things, browser = things_in(house), house.sign_in()

    for page in GETS:
        answer = browser.see(path_of(page, house, things))
        if answer.mimetype == "text/html":
            assert OUTSIDE.findall(answer.text) == [], page.name


def test_a_nul_reaches_no_table(house: House) -> None:
    """PostgreSQL keeps none and would end in an error; the words around it are kept."""
    number = house.files()
    case = house.entry(number).case_number
    browser = house.sign_in()

    named = browser.send(
        f"/eingang/{number}/person",
        page=f"/eingang/{number}",
        row_version=house.entry(number).row_version,
        name="An\x00na",
        address="anna@citizen.example",
    )
    noted = browser.send(
        f"/vorgang/{case}/notiz",
        page=f"/vorgang/{case}",
        row_version=2,
        kind="note",
        note_text="Rück\x00ruf",
    )

    assert (named.status_code, noted.status_code) == (303, 303)
    assert "Anna" in browser.see(f"/eingang/{number}").text
    assert "Rückruf" in browser.see(f"/vorgang/{case}").text
    assert browser.see("/suche?q=a%00b").status_code == 200
    assert browser.see(f"/vorgang/{case}%00").status_code == 404
