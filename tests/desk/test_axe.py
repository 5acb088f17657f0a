"""axe looks at every page in a real Chromium: light and dark, wide and at 320 pixels (R34)."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from playwright.sync_api import ConsoleMessage, Error, ViewportSize
from playwright.sync_api import Page as Tab

from desk.app import ADDRESSES
from desk.look import has_kern
from desk.server import serve
from tests.desk.builders import House
from tests.desk.visits import FILES, VISITS, VisitedPage
from tests.edges.browser import open_browser

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
EMPTY = "/nothing"
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
    """One address for one office after the other: a server for each would double the time.

    Beside the office stand axe, which browsers keep, and an empty page between two visits.
    """

    desk: Flask | None = None

    def __call__(self, request: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        """Let the office that is being visited answer, unless it is for what stands beside it."""
        if request["PATH_INFO"] == "/axe.js":
            start("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "max-age=600")])
            return [AXE.read_bytes()]
        if request["PATH_INFO"] == EMPTY:
            start("200 OK", [("Content-Type", "text/html"), ("Cache-Control", "no-store")])
            return [b"<!DOCTYPE html><title>-</title><link rel=icon href=data:,>"]
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
def tab(door: tuple[Door, str]) -> Iterator[Tab]:
    """Give one tab to all visits: a new one would read KERN and axe anew each time."""
    if not (AXE.is_file() and has_kern()):
        if os.environ.get("KRM_INSIST_ON_SERVERS") == "1":
            pytest.fail("KERN UX and axe are missing: make setup", pytrace=False)
        pytest.skip("KERN UX and axe are missing: make setup")
    with open_browser() as browser:
        context = browser.new_context(locale="de-DE", base_url=door[1], reduced_motion="reduce")
        yield context.new_page()


@pytest.mark.server("chromium")
@pytest.mark.slow
@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_r34_axe_finds_nothing_to_complain_about(
    visit: VisitedPage, house: House, door: tuple[Door, str], tab: Tab
) -> None:
    """No violation of WCAG 2.1 A and AA, no word on the console, nothing wider than the window."""
    door[0].desk = house.desk
    with opened(visit, house, tab) as complaints:
        found = list(complaints)  # before axe, whose own styles the policy refuses aloud
        tab.add_script_tag(url="/axe.js")
        found += [*tab.evaluate(RUN, LEVELS), *sticking_out(tab)]
        tab.emulate_media(color_scheme="dark")  # colours do not depend on the width
        tab.set_viewport_size(NARROW)
        tab.evaluate(UNFOLD)
        found += [*tab.evaluate(RUN, LEVELS), *sticking_out(tab)]

        assert found == []


@contextmanager
def opened(visit: VisitedPage, house: House, tab: Tab) -> Iterator[list[str]]:
    """Open the page in its state; gather what the browser's console says meanwhile."""
    path = visit.reach(house)
    show_wide_and_light(tab)
    tab.context.clear_cookies()
    if visit.role:
        cookie = house.sign_in(visit.role).client.get_cookie("krm_desk")
        assert cookie
        url = tab.evaluate("location.origin")
        tab.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
    with listened(visit, tab) as complaints:
        answer = tab.goto(path)
        if visit.then and visit.stays:
            visit.then(tab, house)
        elif visit.then:
            with tab.expect_navigation() as gone:
                visit.then(tab, house)
            answer = gone.value
        assert answer
        assert answer.status == visit.status
        yield complaints


def show_wide_and_light(tab: Tab) -> None:
    """Leave the office before, whose pages must not ask this one, and what was set for it."""
    tab.goto(EMPTY)
    tab.evaluate("localStorage.clear()")
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size(WIDE)


@contextmanager
def listened(visit: VisitedPage, tab: Tab) -> Iterator[list[str]]:
    """Gather what is said on the console and what goes wrong in scripts."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        complaints.extend(said(message, visit))

    def mind(error: Error) -> None:
        complaints.append(str(error))

    tab.on("console", hear)
    tab.on("pageerror", mind)
    try:
        yield complaints
    finally:
        tab.remove_listener("console", hear)
        tab.remove_listener("pageerror", mind)


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
