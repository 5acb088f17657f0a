"""The desk behind its real web server."""

from http.client import HTTPConnection
from pathlib import Path
from time import monotonic
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

from desk.server import serve
from tests.desk.builders import House
from tests.desk.building import a_house


def test_the_desk_answers_on_its_port_until_it_is_stopped(house: House) -> None:
    """A real socket on loopback gives the log-in page; afterwards nobody answers."""
    server = serve(house.desk, host="127.0.0.1", port=0)
    address = f"http://127.0.0.1:{server.port}/anmelden"

    with urlopen(address, timeout=10) as answer:
        page = answer.read().decode("utf-8")
        server_name = answer.headers["Server"]
    server.stop()

    assert "<h1>Anmelden</h1>" in page
    assert server_name is None
    with pytest.raises(OSError, match="refused"):
        urlopen(address, timeout=10)


def test_a_port_that_is_taken_shows_at_the_start(house: House) -> None:
    """The second server fails at once instead of never answering."""
    server = serve(house.desk, host="127.0.0.1", port=0)

    with pytest.raises(OSError, match="in use"):
        serve(house.desk, host="127.0.0.1", port=server.port)
    server.stop()


def test_a_browser_that_keeps_its_connection_does_not_hold_the_stop_up(house: House) -> None:
    """The desk ends at once although a connection is open."""
    server = serve(house.desk, host="127.0.0.1", port=0)
    browser = HTTPConnection("127.0.0.1", server.port, timeout=10)
    browser.request("GET", "/anmelden")
    browser.getresponse().read()

    began = monotonic()
    server.stop()

    assert monotonic() - began < 4
    browser.close()


def test_behind_a_proxy_each_visitor_is_throttled_alone(office_folder: Path) -> None:
    """The proxy's word for the visitor counts, so one attacker does not lock all others out."""
    house = a_house(office_folder)
    server = serve(house.desk, host="127.0.0.1", port=0, proxies=("127.0.0.1",))

    first = [try_to_sign_in(server.port, "192.0.2.1") for _ in range(11)]
    other = try_to_sign_in(server.port, "192.0.2.2")

    assert first == [401] * 10 + [429]
    assert other == 401
    server.stop()
    house.engine.dispose()


def test_without_a_proxy_nobody_pretends_to_be_another(house: House) -> None:
    """A header that names a new visitor each time does not get around the throttle."""
    server = serve(house.desk, host="127.0.0.1", port=0)

    codes = [try_to_sign_in(server.port, f"192.0.2.{each}") for each in range(11)]

    assert codes == [401] * 10 + [429]
    server.stop()


def try_to_sign_in(port: int, visitor: str) -> int:
    """Send a wrong password through the proxy for this visitor; return the answer's code."""
    address = f"http://127.0.0.1:{port}/anmelden"
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(address, timeout=10) as answer:
        page = answer.read().decode("utf-8")
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    form = urlencode({"csrf_token": token, "name": "x", "password": "x"}).encode("ascii")
    request = Request(address, data=form, headers={"X-Forwarded-For": visitor})
    with pytest.raises(HTTPError) as refusal:
        browser.open(request, timeout=10)
    refusal.value.close()
    return refusal.value.code
