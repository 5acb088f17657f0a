"""The officer's first tasks at the queue, by mouse, by keyboard alone, and without JavaScript."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.decision import OtherKind
from cases.labels import Label, Way
from desk.server import serve
from tests.desk.builders import PASSWORD, House, a_decision, a_letter
from tests.edges.browser import open_browser, sign_in

pytestmark = [pytest.mark.server("chromium"), pytest.mark.slow]
ADVERTISING = a_decision(
    Label.OTHER, asks=frozenset({Way.REGISTER}), other_kind=OtherKind.ADVERTISING
)
UNSURE = a_decision(Label.OBJECTION, asks=frozenset({Way.SGG}))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all tests here."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """Serve a desk at which a suspicion, two pieces of advertising and a case wait."""
    house.files(UNSURE, a_letter("Der Bescheid ist falsch.", subject="Bescheid"))
    for words in ("Rabatt", "Gewinn"):
        house.files(ADVERTISING, a_letter(words, subject=words))
    house.files()
    server = serve(house.desk, host="127.0.0.1", port=0)
    yield f"http://127.0.0.1:{server.port}"
    server.stop()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a page on which nobody is signed in; its console must stay silent."""
    context = browser.new_context(locale="de-DE", java_script_enabled=request.param)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert complaints == []


def test_r10_log_in_queue_read_decide_with_the_mouse(page: Page) -> None:
    """Filter, open, decide; with and without JavaScript alike."""
    sign_in(page, "officer", PASSWORD)
    page.get_by_text("Filtern").first.click()
    page.get_by_label("Warum").select_option("suspected_objection")
    page.get_by_role("button", name="Filtern").click()
    page.get_by_role("link", name="Vielleicht ein Widerspruch Eingang 1").click()
    expect(page.get_by_role("heading", name="Bescheid")).to_be_visible()

    page.get_by_role("button", name=re.compile("^Widerspruch")).first.click()

    expect(page.locator("main")).to_contain_text("Entschieden: Widerspruch.")


def test_r9c_advertising_is_ticked_looked_at_and_filed(page: Page) -> None:
    """Two ticks, one look, one press."""
    sign_in(page, "officer", PASSWORD)
    for number in (2, 3):
        page.get_by_label(f"Eingang {number} zum Ablegen auswählen").check()
    page.get_by_role("button", name="Ausgewählte ansehen").click()
    expect(page.get_by_role("main")).to_contain_text("Gewinn")

    page.get_by_role("button", name="Als Werbung ablegen").click()

    expect(page.locator("main")).to_contain_text("2 Nachrichten ohne Antwort abgelegt.")


def test_r34_log_in_search_read_decide_with_the_keyboard_alone(page: Page, house: House) -> None:
    """Nothing is reached by pointing: the field in the head, the result, the decision."""
    expect(page.locator("input[name=name]")).to_be_focused()
    page.keyboard.type("officer")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Was wartet")).to_be_visible()

    reach(page, "q")
    page.keyboard.type("Eingang 1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Suche")).to_be_visible()
    follow(page, "Eingang 1")
    expect(page.get_by_role("heading", name="Bescheid")).to_be_visible()
    follow(page, "Beschwerde")

    expect(page.locator("main")).to_contain_text("Entschieden: Beschwerde.")
    assert house.entry(1).labels == (Label.COMPLAINT,)


def test_r10_something_new_is_said_and_moves_nothing(
    browser: Browser, address: str, house: House
) -> None:
    """The title and a link tell of it; the list stays as it was until the link is followed."""
    page = browser.new_context(locale="de-DE").new_page()
    page.clock.install()
    page.goto(address)
    sign_in(page, "officer", PASSWORD)
    lines = page.locator("tbody tr").count()
    house.files(UNSURE, a_letter("noch einer", subject="Zweiter"))

    page.clock.run_for(21_000)

    expect(page).to_have_title(re.compile(r"^\(5\) Was wartet"))
    link = page.get_by_role("link", name="1 neue Nachricht anzeigen")
    expect(link).to_be_visible()
    assert page.locator("tbody tr").count() == lines
    link.click()
    expect(page.locator("tbody tr")).to_have_count(lines + 1)
    page.context.close()


def reach(page: Page, name: str) -> None:
    """Press Tab until a field of this name has the focus."""
    press_until(page, lambda: page.locator(f"input[name={name}]:focus").count() == 1)


def follow(page: Page, words: str) -> None:
    """Press Tab until a link or button that begins with these words has the focus, then Enter."""
    press_until(
        page,
        lambda: (
            page.locator("main a:focus, main button:focus")
            .filter(has_text=re.compile(rf"^\s*{words}"))
            .count()
            == 1
        ),
    )
    page.keyboard.press("Enter")


def press_until(page: Page, is_there: Callable[[], bool]) -> None:
    """Press Tab as often as it takes, within reason."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if is_there():
            return
    pytest.fail("the keyboard does not get there")
