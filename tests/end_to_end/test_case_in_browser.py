"""An officer works a complaint from its opening to its end, by the keyboard alone (R34)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from cases.labels import Label
from service.demo.office import ACCOUNTS
from service.demo.show import Show
from tests.edges.browser import open_browser, sign_in
from tests.end_to_end.desk_with_mail import open_desk

pytestmark = [pytest.mark.server("chromium"), pytest.mark.slow]
OFFICER = ACCOUNTS[0]
STEPS_AT_MOST = 200
FOCUSED = """() => {
    const it = document.activeElement;
    return ((it.labels && it.labels.length) ? it.labels[0] : it).innerText || '';
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Show, str]]:
    """Give an office with its mails and its desk's address."""
    with open_desk(tmp_path_factory.mktemp("case")) as opened:
        yield opened


@pytest.fixture
def page(desk: tuple[Show, str]) -> Iterator[Page]:
    """Give a page on which the officer has logged in; its console must stay silent."""
    complaints: list[str] = []
    with open_browser() as browser:
        page = browser.new_context(locale="de-DE").new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(desk[1])
        sign_in(page, OFFICER.name, OFFICER.password)
        yield page
    assert complaints == []


def tab_to(page: Page, words: str) -> None:
    """Go on with the Tab key until the focus is on what is called so."""
    for _ in range(STEPS_AT_MOST):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).strip().startswith(words):
            return
    pytest.fail(f"the keyboard does not reach {words!r}")


def unfold(page: Page, words: str) -> None:
    """Go to a folded part and open it."""
    tab_to(page, words)
    page.keyboard.press("Enter")


def follow(page: Page, words: str) -> None:
    """Go to a link or button, use it, and wait for the page to which it leads."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, field: str, text: str) -> None:
    """Go to a field and type."""
    tab_to(page, field)
    page.keyboard.type(text)


def test_r17_r19_r21_a_complaint_is_worked_to_its_end_by_keyboard(
    page: Page, desk: tuple[Show, str]
) -> None:
    """Path, note, agreement, result with a measure: no mouse, no script needed."""
    case = next(
        line.case_number
        for line in desk[0].entries().values()
        if line.case_number and line.labels == (Label.COMPLAINT,)
    )
    follow(page, "Vorgänge")
    follow(page, case)
    expect(page.get_by_role("heading", level=1)).to_have_text(case)

    write(page, "Stelle", "L")
    follow(page, "Weg festlegen")
    expect(page.get_by_role("status").first).to_contain_text("Der Weg ist festgelegt.")

    unfold(page, "Notiz schreiben")
    write(page, "Notiz", "Mit dem Kunden telefoniert")
    follow(page, "Notiz speichern")
    expect(page.locator(".timeline")).to_contain_text("Mit dem Kunden telefoniert")

    unfold(page, "Abstimmung mit der Fachkraft")
    write(page, "Mit wem", "Fachkraft des Teams")
    follow(page, "Abstimmung speichern")
    expect(page.locator(".timeline")).to_contain_text("Antwort abgestimmt")

    tab_to(page, "berechtigt")
    page.keyboard.press("Space")
    follow(page, "Vorgang abschließen")
    expect(page.locator("main")).to_contain_text(re.compile("abgeschlossen"))
    expect(page.get_by_role("button", name="Vorgang wieder öffnen")).to_be_visible()
