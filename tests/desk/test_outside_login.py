"""Signing in elsewhere: a sign-in service of the house, or a proxy that names people (R29)."""

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from desk.server import serve
from desk.settings import DeskSettings, OidcSettings
from store.engine import reading, writing
from store.people import accounts
from tests.desk.builders import Browser, House
from tests.desk.building import a_house
from tests.desk.sign_in_service import CLIENT, SECRET, SignInService, a_sign_in_service


@pytest.fixture(scope="module")
def running() -> Iterator[SignInService]:
    """Run the service once."""
    with a_sign_in_service() as service:
        yield service


@pytest.fixture
def service(running: SignInService) -> SignInService:
    """Give the service with its habits as they should be."""
    running.audience, running.forges_signature, running.forgets_nonce = CLIENT, False, False
    running.claims = {"sub": "id-77", "preferred_username": "officer"}
    return running


@pytest.fixture
def with_service(office_folder: Path, service: SignInService) -> Iterator[House]:
    """Give an office that knows the service."""
    oidc = OidcSettings(issuer=service.issuer, client_id=CLIENT, client_secret=SECRET)
    house = a_house(office_folder, oidc=oidc)
    yield house
    house.engine.dispose()


def comes_back(browser: Browser, path: str = "/anmelden/extern?weiter=/abgaben") -> tuple[int, str]:
    """Follow the browser to the service and back; return code and target of the last answer."""
    to_service = browser.see(path).headers["Location"]
    answer = browser.see(sent_on(to_service).partition("localhost")[2])
    return answer.status_code, answer.headers.get("Location", "")


def sent_on(address: str) -> str:
    """Return where the service sends the browser, without going there."""
    host, _, path = address.removeprefix("http://").partition("/")
    connection = HTTPConnection(host, timeout=10)
    connection.request("GET", f"/{path}")
    location = connection.getresponse().getheader("Location") or ""
    connection.close()
    return location


def test_r29_a_person_of_the_house_comes_in_by_the_sign_in_service(with_service: House) -> None:
    """The browser goes on to the page that it wanted, and the log says how the person came."""
    browser = with_service.visitor()

    assert comes_back(browser) == (303, "/abgaben")

    assert browser.see("/").status_code == 200
    with reading(with_service.engine) as tx:
        assert accounts.accesses(tx)[-1].what == "signed_in_outside"
        account = accounts.find(tx, "officer")
    assert account is not None
    assert account.external_subject == "id-77"


def test_r29_a_name_given_to_somebody_else_later_opens_no_account(
    with_service: House, service: SignInService
) -> None:
    """The identity counts, not the name, once an account is tied to one."""
    comes_back(with_service.visitor())
    service.claims = {"sub": "id-99", "preferred_username": "officer"}

    assert comes_back(with_service.visitor())[0] == 403


def test_r29_a_person_without_an_account_stays_outside(
    with_service: House, service: SignInService
) -> None:
    """The service knows the whole house; the desk does not."""
    service.claims = {"sub": "id-5", "preferred_username": "hausmeister"}

    assert comes_back(with_service.visitor())[0] == 403


def test_r29_a_locked_account_stays_locked_by_every_way(with_service: House) -> None:
    """The admin's word counts more than the service's."""
    with writing(with_service.engine) as tx:
        accounts.lock(tx, "officer")

    assert comes_back(with_service.visitor())[0] == 403


@pytest.mark.parametrize("habit", ["forges_signature", "forgets_nonce"])
def test_a_token_that_proves_nothing_is_refused(
    with_service: House, service: SignInService, habit: str
) -> None:
    """A foreign key, or an answer to no question of ours."""
    setattr(service, habit, True)

    assert comes_back(with_service.visitor())[0] == 401


def test_a_token_for_another_client_is_refused(with_service: House, service: SignInService) -> None:
    """Another program's log-in is not ours."""
    service.audience = "another-program"

    assert comes_back(with_service.visitor())[0] == 401


def test_an_answer_that_nobody_asked_for_is_refused(with_service: House) -> None:
    """The state belongs to one browser, so no stranger's log-in can be foisted on it."""
    answer = with_service.visitor().see("/anmelden/extern/zurueck?code=x&state=y")

    assert answer.status_code == 401


def test_a_service_that_is_away_is_told_and_the_password_still_works(office_folder: Path) -> None:
    """Nobody is shut out because another machine stands still."""
    oidc = OidcSettings(issuer="http://127.0.0.1:9", client_id=CLIENT, client_secret=SECRET)
    house = a_house(office_folder, oidc=oidc)

    assert house.visitor().see("/anmelden/extern").status_code == 502
    assert house.visitor().sign_in("officer").status_code == 303
    house.engine.dispose()


def test_without_a_service_there_is_no_such_way(house: House) -> None:
    """The log-in page names none, and the address leads nowhere."""
    assert house.visitor().see("/anmelden/extern").status_code == 404
    assert "Anmelden mit" not in house.visitor().see("/anmelden").text


def asked(port: int, **headers: str) -> int:
    """Ask the desk's server for the first page with these headers; return the answer's code."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/", headers={k.replace("_", "-"): v for k, v in headers.items()})
    code = connection.getresponse().status
    connection.close()
    return code


@pytest.mark.parametrize(
    ("proxies", "name", "code"),
    [
        (("127.0.0.1",), "officer", 200),
        (("127.0.0.1",), "OFFICER", 200),
        (("127.0.0.1",), "niemand", 303),
        (("127.0.0.1",), "", 303),
        (("192.0.2.7",), "officer", 303),
        ((), "officer", 303),
    ],
)
def test_r29_only_a_trusted_proxy_can_name_the_person(
    office_folder: Path, proxies: tuple[str, ...], name: str, code: int
) -> None:
    """The header of anybody else counts for nothing, nor a name without an account."""
    header = "X-Remote-User"
    house = a_house(office_folder, settings=DeskSettings(user_header=header))
    server = serve(house.desk, host="127.0.0.1", port=0, proxies=proxies, user_header=header)

    assert asked(server.port, X_Remote_User=name) == code

    server.stop()
    house.engine.dispose()


def test_r29_a_header_means_nothing_where_the_settings_name_none(house: House) -> None:
    """The delivered desk believes nobody."""
    server = serve(house.desk, host="127.0.0.1", port=0, proxies=("127.0.0.1",))

    assert asked(server.port, X_Remote_User="officer") == 303
    server.stop()


def test_the_proxys_person_counts_not_the_one_who_sat_here_before(office_folder: Path) -> None:
    """A browser that changes hands does not keep the first one's desk."""
    house = a_house(office_folder, settings=DeskSettings(user_header="X-Remote-User"))
    client = house.desk.test_client()

    client.get("/", headers={"X-Remote-User": "officer"})
    page = client.get("/", headers={"X-Remote-User": "auditor"})

    assert page.headers["Location"] == "/zugriffe"
    house.engine.dispose()


@pytest.mark.parametrize("name", ["niemand", "auditor"])
def test_the_proxys_person_without_an_open_account_gets_nobody_elses_desk(
    office_folder: Path, name: str
) -> None:
    """Nor does it come back with the next person: the session before has ended."""
    house = a_house(office_folder, settings=DeskSettings(user_header="X-Remote-User"))
    client = house.desk.test_client()
    with writing(house.engine) as tx:
        accounts.lock(tx, "auditor")

    client.get("/", headers={"X-Remote-User": "officer"})
    page = client.get("/", headers={"X-Remote-User": name})

    assert page.headers["Location"].startswith("/anmelden")
    assert client.get("/").status_code == 303
    house.engine.dispose()
