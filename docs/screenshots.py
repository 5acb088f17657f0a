"""Make the pictures of the desk from the running demo (`make screenshots`).

A new picture is a row in PICTURES: its file's name, and what the officer does before it is taken.
The browser's own words (days, the button for files) are German where its language pack is there
(Debian: chromium-l10n).
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from intake.case_letters.statements import link_token  # noqa: E402  (the path comes first)
from service.demo.office import ACCOUNTS, DemoAccount  # noqa: E402
from service.demo.show import Show  # noqa: E402
from store.case_records import statements  # noqa: E402
from store.engine import reading  # noqa: E402
from tests.edges.browser import open_browser  # noqa: E402
from tests.end_to_end.desk_with_mail import open_desk  # noqa: E402

FOLDER = Path(__file__).parent / "pictures"
WINDOW = {"width": 1120, "height": 760}
COLOURS = 64
MONDAY_AFTERNOON = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
"""When the pictures are taken: half past three in Berlin, after the last sample was written."""
OFFICER, DIRECTOR = ACCOUNTS[:2]
COMPLAINT = "02_complaint_base64"

Prepare = Callable[[Tab, Show], object]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, what is done before, who does it, and which part of the page."""

    name: str
    prepare: Prepare
    by: DemoAccount | None = OFFICER  # None: somebody who is not signed in
    part: str = ""


def at(path: str) -> Prepare:
    """Open an area."""
    return lambda tab, _: tab.goto(path)


def message(sample: str, query: str = "") -> Prepare:
    """Open a message of the demo."""
    return lambda tab, show: tab.goto(f"/eingang/{show.entries()[sample].number}{query}")


def case_of(sample: str, path: str = "") -> Prepare:
    """Open the case of a message of the demo."""
    return lambda tab, show: tab.goto(f"/vorgang/{show.entries()[sample].case_number}{path}")


def petition(tab: Tab, show: Show) -> None:
    """Open the petition of the demo."""
    tab.goto(f"/petition/{show.entries()['13_petition_committee'].case_number}")


def found(tab: Tab, show: Show) -> None:
    """Look for a case by its number."""
    tab.goto("/")
    tab.get_by_role("searchbox").fill(show.entries()[COMPLAINT].case_number or "")
    tab.keyboard.press("Enter")
    tab.locator("main h1", has_text="Suche").wait_for()


def health(tab: Tab, _: Show) -> None:
    """Open the lines that say how the service does."""
    tab.goto("/")
    tab.locator("details.health").evaluate("box => box.setAttribute('open', '')")


def decided(tab: Tab, show: Show) -> None:
    """Decide the unclear message by one press."""
    message("17_unclear_calculation")(tab, show)
    tab.locator("button[value=complaint]").first.click()
    tab.locator(".said").first.wait_for()


def statement_asked(tab: Tab, show: Show) -> None:
    """Ask a leader for a statement, and go to the case."""
    case_of(COMPLAINT, "/stellungnahme")(tab, show)
    tab.get_by_label("Leistung 1, Leitung").check()
    tab.get_by_label("Frage").fill("Warum gingen die Unterlagen zweimal verloren?")
    tab.get_by_role("button", name="Bitte absenden").click()
    tab.locator(".said").first.wait_for()


def statement_link(tab: Tab, show: Show) -> None:
    """Open the link that the leader got."""
    service = show.rounds.service
    with reading(service.engine) as tx:
        asked = statements.of_case(tx, show.entries()[COMPLAINT].case_number or "")[-1]
    tab.goto(f"/stellungnahme/{link_token(asked.asked.link_seed, service.filing.keys)}")


def answer_begun(tab: Tab, show: Show) -> None:
    """Begin an answer with the words of a template."""
    case_of(COMPLAINT, "/antwort")(tab, show)
    tab.get_by_label("Antwort: Entschuldigung").check()
    tab.get_by_role("button", name="Anfangen").click()
    tab.locator("textarea").wait_for()


def shortcuts(tab: Tab, _: Show) -> None:
    """Show the list of shortcuts over the queue."""
    tab.goto("/")
    tab.keyboard.press("?")
    tab.locator("dialog").wait_for()


PICTURES = (
    Picture("anmelden", at("/anmelden"), by=None),
    Picture("desk", at("/")),
    Picture("betrieb", health),
    Picture("suche", found),
    Picture("eingang", message("17_unclear_calculation")),
    Picture("entscheiden", message("17_unclear_calculation"), part="section.decide"),
    Picture("widerspruch", message("06_objection_with_pdf")),
    Picture("weitergeben", at("/weitergeben")),
    Picture("abgaben", at("/abgaben")),
    Picture("erfassen", at("/erfassen")),
    Picture("vorgaenge", at("/vorgaenge")),
    Picture("vorgang", case_of(COMPLAINT)),
    Picture("stellungnahme", case_of(COMPLAINT, "/stellungnahme")),
    Picture("zwischennachricht", case_of(COMPLAINT, "/zwischennachricht")),
    Picture("petitionen", at("/petitionen")),
    Picture("petition", petition),
    Picture("fristen", at("/fristen")),
    Picture("vertretung", at("/vertretung")),
    Picture("vorlagen", at("/vorlagen")),
    Picture("konto", at("/konto")),
    Picture("lob", at("/lob"), by=DIRECTOR),
    Picture("tasten", shortcuts),
    Picture("stellungnahme_gefragt", statement_asked),
    Picture("stellungnahme_link", statement_link, by=None),
    Picture("antwort", answer_begun),
    Picture("entschieden", decided),
)
"""In this order; what changes the office comes last."""


def main() -> None:
    """Take every picture, or those that are named."""
    wanted = set(sys.argv[1:])
    os.environ["LANGUAGE"] = "de"
    with (
        tempfile.TemporaryDirectory(prefix="krm-pictures-") as folder,
        open_desk(Path(folder), clock=lambda: MONDAY_AFTERNOON) as (show, address),
        open_browser() as browser,
    ):
        tabs = {account: signed_in(browser, address, account) for account in (None, *ACCOUNTS)}
        for picture in PICTURES:
            if not wanted or picture.name in wanted:
                take(picture, tabs[picture.by], show)


def signed_in(browser: Browser, address: str, account: DemoAccount | None) -> Tab:
    """Return a tab in which somebody of the demo has signed in, or nobody."""
    context = browser.new_context(
        locale="de-DE", viewport=WINDOW, base_url=address, reduced_motion="reduce"
    )
    tab = context.new_page()
    if account is None:
        return tab
    tab.goto("/")
    tab.get_by_label("Name").fill(account.name)
    tab.get_by_label("Passwort").fill(account.password)
    tab.get_by_role("button", name="Anmelden").click()
    tab.locator("nav").wait_for()
    return tab


def take(picture: Picture, tab: Tab, show: Show) -> None:
    """Bring the page about and keep its picture in few colours, so that the file is small."""
    picture.prepare(tab, show)
    tab.wait_for_load_state("networkidle")
    shown = tab.locator(picture.part).first if picture.part else tab
    shot = Image.open(BytesIO(shown.screenshot())).convert("RGB")
    file = FOLDER / f"{picture.name}.png"
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB")  # noqa: T201 (a command)


if __name__ == "__main__":
    main()
