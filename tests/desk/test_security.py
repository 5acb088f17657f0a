"""What protects every answer of the desk."""

import re
from pathlib import Path

import pytest

from cases.decision import Decision
from cases.mail import Mail
from cases.office import Unit
from cases.plan import Plan
from desk.settings import DeskSettings
from intake.filing_tools import Order
from store.journal import JournalEntry
from tests.desk.builders import MONDAY_NINE, House, a_letter
from tests.desk.building import a_house

PUBLIC = "https://krm.jobcenter.example"
OWN_SCRIPT = re.compile(
    r"""<script src="\{\{ url_for\('static', filename='[\w.]+'\) \}\}" defer></script>"""
)
HTTPS = DeskSettings(public_url=PUBLIC)


@pytest.mark.parametrize("path", ["/anmelden", "/", "/nirgends", "/static/desk.css"])
def test_every_answer_carries_the_headers_that_keep_browsers_in_check(
    house: House, path: str
) -> None:
    """Pages, redirects, errors and the stylesheet alike."""
    headers = house.visitor().see(path).headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_with_personal_data_are_kept_in_no_cache(house: House) -> None:
    """After signing out the back button shows nothing."""
    number = house.files()

    assert house.sign_in().see(f"/eingang/{number}").headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(house: House) -> None:
    """HttpOnly and SameSite always; over plain HTTP on loopback not Secure, else nobody gets in."""
    cookies = house.visitor().sign_in("officer").headers.getlist("Set-Cookie")

    assert [each.partition("=")[0] for each in cookies] == ["krm_browser", "krm_desk"]
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie


def test_with_an_https_address_cookie_and_connection_are_secure(office_folder: Path) -> None:
    """The cookie travels encrypted only, and the browser remembers to use HTTPS."""
    house = a_house(office_folder, settings=HTTPS)

    answer = house.visitor().client.get("/anmelden", base_url=HTTPS.public_url)

    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    house.engine.dispose()


def test_the_cookie_holds_no_personal_data(house: House) -> None:
    """A session cookie can be read by whoever holds it; it has codes only."""
    number = house.files()
    browser = house.sign_in()
    browser.see(f"/eingang/{number}")

    with browser.client.session_transaction() as session:
        assert set(session) == {"_fresh", "_id", "_permanent", "_user_id", "csrf_token",
                                "signed_in_at", "seen_at", "is_outside"}  # fmt: skip
        assert session["_user_id"] == "1:officer"


def test_a_foreign_host_name_is_refused(house: House) -> None:
    """A page that points its own name at this machine gets nothing."""
    answer = house.visitor().client.get("/anmelden", base_url="http://evil.example")

    assert answer.status_code == 400
    assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    ("settings", "visited", "code"),
    [
        (DeskSettings(), "http://localhost:8080", 200),
        (DeskSettings(public_url=PUBLIC), PUBLIC, 200),
        (DeskSettings(host="192.0.2.7", public_url=PUBLIC), "http://evil.example", 400),
        (DeskSettings(host="192.0.2.7"), "http://krm.intern.example:8080", 200),
        (DeskSettings(host="::1"), "http://[::1]:8080", 200),
    ],
)
def test_the_desk_answers_to_its_own_names(
    office_folder: Path, settings: DeskSettings, visited: str, code: int
) -> None:
    """Its public name and this machine; any name only where the settings name none."""
    house = a_house(office_folder, settings=settings)

    assert house.visitor().client.get("/anmelden", base_url=visited).status_code == code
    house.engine.dispose()


def test_no_page_holds_script_or_style_of_its_own() -> None:
    """The policy would forbid them; scripts come from files of the desk alone."""
    for template in Path("desk/templates").rglob("*.html"):
        text = OWN_SCRIPT.sub("", template.read_text(encoding="utf-8"))
        for forbidden in (
            "<script",
            "<style",
            " style=",
            " onclick=",
            "| safe",
            "|safe",
            "javascript:",
        ):
            assert forbidden not in text, template.name


def test_every_form_that_changes_something_carries_the_token() -> None:
    """Each POST form of each template asks for it."""
    for template in Path("desk/templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        posts = text.count('method="post"')
        tokens = text.count("{{ token() }}") + text.count('value="{{ csrf_token() }}"')
        macro = text.count("{% macro token()")
        if template.name == "statement_link.html":
            tokens = text.count("{{ hidden(")  # no session: the secret of its own address
        assert tokens - macro == posts, template.name


def test_a_form_that_is_far_too_large_is_refused(house: House) -> None:
    """Nobody fills the memory with a form."""
    browser = house.sign_in()

    answer = browser.send("/abgaben", address="x" * 2_000_000)

    assert answer.status_code == 413
    assert "Das ist zu viel auf einmal" in answer.text


class BrokenWork:
    """`DeskWork` that fails with words of the inside."""

    def file_decision(
        self, decision: Decision, entry: JournalEntry, mail: Mail, *, order: Order
    ) -> Plan | None:
        """Fail."""
        raise RuntimeError("secret detail: anna@citizen.example")  # noqa: EM101, TRY003 (a fake)

    def pass_on(self, entry: JournalEntry, mail: Mail, *, unit: Unit, order: Order) -> bool:
        """Never asked."""
        raise NotImplementedError

    def mark_excerpt(self, entry: JournalEntry, *, text: str, order: Order) -> bool:
        """Never asked."""
        raise NotImplementedError

    def notice_text(self, entry: JournalEntry, mail: Mail) -> str:
        """Never asked."""
        raise NotImplementedError

    def send_notice(self, entry: JournalEntry, mail: Mail, *, address: str, order: Order) -> bool:
        """Never asked."""
        raise NotImplementedError

    def note_posted(self, entry: JournalEntry, *, order: Order) -> bool:
        """Never asked."""
        raise NotImplementedError


def test_a_failure_shows_and_logs_nothing_of_the_inside(
    office_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The person reads a plain sentence, the log names page and kind, the message stays."""
    house = a_house(office_folder, work=BrokenWork())
    number = house.files(content=a_letter("Geheim"))
    before = house.entry(number)

    answer = house.sign_in().send(
        f"/eingang/{number}/entscheiden", label="praise", row_version=before.row_version
    )

    assert answer.status_code == 500
    assert "Da ist bei uns etwas schiefgegangen" in answer.text
    assert "secret" not in answer.text
    assert "secret" not in caplog.text
    assert "anna" not in caplog.text
    assert [each.message for each in caplog.records if each.levelname == "ERROR"] == ["page failed"]
    assert house.entry(number) == before
    assert before.received_at == MONDAY_NINE
    house.engine.dispose()
