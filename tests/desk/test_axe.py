"""axe looks at every page in a real Chromium: light and dark, wide and at 320 pixels (R34)."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, ViewportSize
from playwright.sync_api import Page as Tab

from desk.app import ADDRESSES
from desk.look import has_kern
from desk.server import serve
from tests.desk.builders import House
from tests.desk.visits import FILES, VISITS, VisitedPage
from tests.edges.browser import open_browser

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
OUTSIDE = frozenset({"login", "second_factor", "statement_link", "error"})
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=320, height=700)
RUN = """async levels => {
    const found = await axe.run({runOnly: levels, resultTypes: ["violations"]});
    return found.violations.flatMap(each => each.nodes.map(
        node => `${each.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""
UNFOLD = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"


def test_every_page_of_the_desk_is_visited() -> None:
    """All that answer with a page; a row of `tests/desk/visits.py` names one that exists."""
    pages = {page.name for page in ADDRESSES if page.method == "GET"}

    assert len({visit.name for visit in VISITS}) == len(VISITS)
    assert pages == {visit.page for visit in VISITS if visit.page not in OUTSIDE} | FILES


@dataclass
class Door:
    """One address for one office after the other: a server for each would double the time."""

    desk: Flask | None = None

    def __call__(self, request: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        """Let the office that is being visited answer, beside it axe, which browsers keep."""
        if request["PATH_INFO"] == "/axe.js":
            start("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "max-age=600")])
            return [AXE.read_bytes()]
        assert self.desk
        return self.desk(request, start)


@pytest.fixture(scope="module")
def door() -> Iterator[tuple[Door, str]]:
    """Give the door and its address."""
    door = Door()
    server = serve(cast("Flask", door), host="127.0.0.1", port=0)
    yield door, f"http://127.0.0.1:{server.port}"
    server.stop()


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    """Give one browser to all visits."""
    if not (AXE.is_file() and has_kern()):
        if os.environ.get("KRM_INSIST_ON_SERVERS") == "1":
            pytest.fail("KERN UX and axe are missing: make setup", pytrace=False)
        pytest.skip("KERN UX and axe are missing: make setup")
    with open_browser() as browser:
        yield browser.new_context(locale="de-DE", viewport=WIDE, reduced_motion="reduce")


@pytest.mark.server("chromium")
@pytest.mark.slow
@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_r34_axe_finds_nothing_to_complain_about(
    visit: VisitedPage, house: House, door: tuple[Door, str], context: BrowserContext
) -> None:
    """No violation of WCAG 2.1 A and AA, no word on the console, nothing wider than the window."""
    door[0].desk = house.desk
    with opened(visit, house, door[1], context) as (tab, complaints):
        found = list(complaints)  # before axe, whose own styles the policy refuses aloud
        tab.add_script_tag(url="/axe.js")
        found += [*tab.evaluate(RUN, LEVELS), *sticking_out(tab)]
        tab.emulate_media(color_scheme="dark")  # colours do not depend on the width
        tab.set_viewport_size(NARROW)
        tab.evaluate(UNFOLD)
        found += [*tab.evaluate(RUN, LEVELS), *sticking_out(tab)]

        assert found == []


@contextmanager
def opened(
    visit: VisitedPage, house: House, address: str, context: BrowserContext
) -> Iterator[tuple[Tab, list[str]]]:
    """Open the page in its state; gather what the browser's console says meanwhile."""
    path = visit.reach(house)
    context.clear_cookies()
    if visit.role:
        cookie = house.sign_in(visit.role).client.get_cookie("krm_desk")
        assert cookie
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.extend(said(message, visit)))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        answer = tab.goto(f"{address}{path}")
        if visit.then and visit.stays:
            visit.then(tab, house)
        elif visit.then:
            with tab.expect_navigation() as gone:
                visit.then(tab, house)
            answer = gone.value
        assert answer
        assert answer.status == visit.status
        yield tab, complaints
    finally:
        tab.close()


def said(message: ConsoleMessage, visit: VisitedPage) -> Iterator[str]:
    """Give what the console says, but for the status that the visit is meant to meet."""
    if f"status of {visit.status}" not in message.text:
        yield message.text


def sticking_out(tab: Tab) -> list[str]:
    """Name what makes the page scroll sideways."""
    found: list[str] = tab.evaluate("""() => {
        const page = document.documentElement;
        if (page.scrollWidth <= page.clientWidth) return [];
        return [...document.querySelectorAll("body *")]
            .filter(each => each.getBoundingClientRect().right > page.clientWidth + 1)
            .map(each => `${page.clientWidth}: ${each.tagName} ${each.className} sticks out`);
    }""")
    return found
