"""What people do beside mail and cases, in a real Chromium: accounts, duty, templates, praise."""

from collections.abc import Callable, Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from cases.labels import Label
from desk.server import serve
from store.people.accounts import AccountRole
from tests.desk.builders import PASSWORD, House, a_decision, a_letter
from tests.edges.browser import open_browser, sign_in

pytestmark = [pytest.mark.server("chromium"), pytest.mark.slow]
NEW = "Kastanie läuft im Regen"
Arrive = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all tests here."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def arrive(house: House, browser: Browser) -> Iterator[Arrive]:
    """Give a way to sit down at the desk; the console of every page must stay silent."""
    server = serve(house.desk, host="127.0.0.1", port=0)
    complaints: list[str] = []
    contexts = []

    def sit_down(name: str, password: str = PASSWORD) -> Page:
        context = browser.new_context(locale="de-DE")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: note(complaints, message))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.port}")
        sign_in(page, name, password)
        return page

    try:
        yield sit_down
    finally:
        for context in contexts:
            context.close()
        server.stop()
    assert complaints == []


def note(complaints: list[str], message: ConsoleMessage) -> None:
    """Keep what went wrong; a refusal's own status code is an answer, no fault of the page."""
    if message.type == "error" and "the server responded with a status of 4" not in message.text:
        complaints.append(message.text)


def test_r29_a_newcomer_gets_in_with_an_own_password(arrive: Arrive, house: House) -> None:
    """The admin makes the account; its first password opens only the way to an own one."""
    admin = arrive(AccountRole.ADMIN)
    admin.get_by_role("link", name="Konten").click()
    admin.get_by_label("Anmeldename").fill("n.neu")
    admin.get_by_label("Voller Name").fill("Nadja Neu")
    admin.get_by_label("Rolle", exact=True).last.select_option("deputy")
    admin.get_by_role("button", name="Konto anlegen").click()
    once = admin.locator("code.secret").inner_text()

    page = arrive("n.neu", once)
    expect(page.get_by_role("status").first).to_contain_text("kennt noch jemand anderes")
    page.get_by_label("Bisheriges Passwort").fill(once)
    page.get_by_label("Neues Passwort", exact=True).fill(NEW)
    page.get_by_label("Neues Passwort noch einmal").fill(NEW)
    page.get_by_role("button", name="Passwort ändern").click()
    expect(page.get_by_role("status").first).to_contain_text("Ihr Passwort ist geändert")


def test_r29_the_second_step_is_set_up_with_an_app_and_asked_for(
    arrive: Arrive, house: House
) -> None:
    """The picture is drawn, the first code proves the app, the next log-in asks for one."""
    page = arrive(AccountRole.DEPUTY)
    page.get_by_role("link", name="Max Vertretung").click()
    page.locator("#old-for-code").fill(PASSWORD)
    page.get_by_role("button", name="Zweiten Schritt einrichten").click()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    shown = page.get_by_role("img", name="Bild mit dem Schlüssel")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    page.get_by_label("Code aus der App").fill(pyotp.TOTP(secret).at(house.now))
    page.get_by_role("button", name="Fertig").click()
    expect(page.get_by_role("status").first).to_contain_text("fragt die Anmeldung nach einem Code")

    page.get_by_role("button", name="Abmelden").click()
    sign_in(page, "deputy", PASSWORD)
    page.get_by_label("Code aus Ihrer App").fill("000000")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Dieser Code stimmt nicht")


def test_r11_who_is_on_duty_is_switched_by_keyboard_alone(arrive: Arrive) -> None:
    """From the navigation to the name that stands on every page and in every letter."""
    page = arrive(AccountRole.OFFICER)
    page.get_by_role("link", name="Vertretung").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Max Vertretung").focus()
    page.keyboard.press("Space")
    for day in ("from_on", "until_on"):
        page.locator(f"#{day}").focus()
        page.keyboard.type("11232026")
    page.keyboard.press("Enter")

    expect(page.locator(".on-duty")).to_have_text("Im Dienst: Max Vertretung")


def test_a_template_is_tried_changed_and_put_back(arrive: Arrive) -> None:
    """A broken text is never saved; a good one counts until the delivered one is taken back."""
    page = arrive(AccountRole.OFFICER)
    page.get_by_role("link", name="Vorlagen").click()
    page.get_by_role("link", name="Eingangsbestätigung", exact=True).click()
    text = page.get_by_label("Text", exact=True)
    delivered = text.input_value()

    text.fill(delivered + "\n{{ nicht_da }}")
    page.get_by_role("button", name="Speichern und ab jetzt verwenden").click()
    expect(page.get_by_role("alert")).to_contain_text("Nicht gespeichert")
    text.fill(delivered + "\n\nWir melden uns bald.")
    page.get_by_role("button", name="Ansehen").click()
    expect(page.get_by_text("Der Text ist in Ordnung.")).to_be_visible()
    page.get_by_role("button", name="Speichern und ab jetzt verwenden").click()
    expect(page.get_by_role("link", name="Fassung 1")).to_be_visible()
    page.get_by_role("button", name="Zurück zum mitgelieferten Text").click()

    expect(page.get_by_text("Es gilt der mitgelieferte Text.")).to_be_visible()


def test_limits_are_read_and_taken_into_the_own_calendar(arrive: Arrive, house: House) -> None:
    """The list names the case; the address, shown once, gives it to a calendar program."""
    case = house.entry(house.files(a_decision(Label.COMPLAINT))).case_number
    page = arrive(AccountRole.OFFICER)
    page.get_by_role("link", name="Fristen").click()
    expect(page.get_by_role("link", name=case).first).to_be_visible()
    page.get_by_role("link", name="Kalender").click()
    page.get_by_role("button", name="Adresse anlegen").click()
    address = page.get_by_role("main").locator("code").inner_text()

    feed = page.request.get(page.url.partition("/kalender")[0] + "/kalender" +
                            address.partition("/kalender")[2])  # fmt: skip

    assert feed.headers["content-type"].startswith("text/calendar")
    assert case in feed.text().replace("\r\n ", "")


def test_r22_praise_reaches_the_unit_through_the_director(arrive: Arrive, house: House) -> None:
    """One click, and it can be taken back for a moment."""
    letter = a_letter("Frau Sommer war sehr freundlich.", subject="Danke")
    house.files(a_decision(Label.PRAISE), letter)
    page = arrive(AccountRole.DIRECTOR)
    page.get_by_role("link", name="Lob", exact=True).first.click()
    expect(page.get_by_label("Das wird weitergegeben")).to_have_value(
        "Frau Sommer war sehr freundlich."
    )

    page.get_by_role("button", name="An die Leitung von Leistung 1 weitergeben").click()

    expect(page.get_by_role("button", name="zurücknehmen")).to_be_visible()
