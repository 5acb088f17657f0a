"""A real Chromium, driven headless, that reaches nothing but loopback."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.edges.servers import find_server

QUIET = (
    "--no-sandbox",  # tests run as root in places; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=60_000)  # a busy machine is slow, and no test is about that
BEHIND_THE_DOOR = re.compile(r"^(?!.*/anmelden(\?|$))")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the installed Chromium and close it at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_server("chromium"), args=list(QUIET)
        )
        try:
            yield browser
        finally:
            browser.close()


def sign_in(page: Page, name: str, password: str) -> None:
    """Sign in on the page before us, and wait until what comes then is there with its styles."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(BEHIND_THE_DOOR, wait_until="load")
