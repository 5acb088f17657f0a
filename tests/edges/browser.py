"""A real Chromium, driven headless, that reaches nothing but loopback."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

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
