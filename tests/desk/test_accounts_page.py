"""The admin's page for accounts (R29)."""

import re

import pytest

from store.engine import reading
from store.people import accounts
from store.people.accounts import AccountRole
from tests.desk.builders import PASSWORD, House

FIELDS = {"name": "N.Neu", "full_name": "Nadja Neu", "role": "deputy"}


def test_r29_a_new_account_has_a_password_for_one_log_in(house: House) -> None:
    """It is shown once; after the first log-in nothing opens but the way to an own one."""
    admin = house.sign_in(AccountRole.ADMIN)

    page = admin.send("/konten", page="/konten", **FIELDS).text
    (once,) = re.findall(r'class="secret">([^<]+)<', page)

    assert once not in admin.see("/konten").text
    newcomer = house.visitor()
    assert newcomer.sign_in("n.neu", once).status_code == 303
    assert newcomer.see("/").headers["Location"] == "/konto"


def test_two_passwords_given_out_are_never_the_same(house: House) -> None:
    """Each comes from fresh chance."""
    admin = house.sign_in(AccountRole.ADMIN)
    pages = [admin.send("/konten/deputy/passwort", page="/konten").text for _ in range(2)]

    first, second = (re.findall(r'class="secret">([^<]+)<', page)[0] for page in pages)

    assert first != second
    assert len(first) == 19


def test_r29_a_locked_account_is_out_at_once_and_can_come_back(house: House) -> None:
    """Its session ends with the lock."""
    admin, deputy = house.sign_in(AccountRole.ADMIN), house.sign_in(AccountRole.DEPUTY)

    admin.send("/konten/deputy/sperren", page="/konten")
    assert deputy.see("/").headers["Location"].startswith("/anmelden")
    assert house.visitor().sign_in("deputy").status_code == 401

    admin.send("/konten/deputy/oeffnen", page="/konten")
    assert house.visitor().sign_in("deputy").status_code == 303


def test_r29_another_role_counts_at_once(house: House) -> None:
    """The old session ends, so that no page of the old role stays open."""
    admin, deputy = house.sign_in(AccountRole.ADMIN), house.sign_in(AccountRole.DEPUTY)

    admin.send("/konten/deputy/rolle", page="/konten", role="auditor")

    assert deputy.see("/").headers["Location"].startswith("/anmelden")
    assert house.sign_in(AccountRole.DEPUTY).see("/vorgaenge").status_code == 403


@pytest.mark.parametrize("act", ["sperren", "oeffnen", "rolle", "code", "passwort"])
def test_nobody_shuts_the_last_door_behind_oneself(house: House, act: str) -> None:
    """The admin's own account changes nowhere but under `Mein Konto`."""
    admin = house.sign_in(AccountRole.ADMIN)

    answer = admin.send(f"/konten/ADMIN/{act}", page="/konten", role="auditor")

    assert answer.status_code == 409
    assert house.visitor().sign_in("admin", PASSWORD).status_code == 303


@pytest.mark.parametrize(
    "changed",
    [{"name": "x"}, {"name": "a b"}, {"full_name": " "}, {"name": "<b>"}, {"role": "king"}],
)
def test_a_bad_account_is_not_made(house: House, changed: dict[str, str]) -> None:
    """What was typed is refused with a reason."""
    admin = house.sign_in(AccountRole.ADMIN)

    assert admin.send("/konten", page="/konten", **FIELDS | changed).status_code == 400
    with reading(house.engine) as tx:
        assert len(accounts.every(tx)) == 5


def test_a_name_that_is_taken_is_told_and_the_typed_stays(house: House) -> None:
    """Names are the same in any case."""
    admin = house.sign_in(AccountRole.ADMIN)

    answer = admin.send("/konten", page="/konten", **FIELDS | {"name": "OFFICER"})

    assert answer.status_code == 409
    assert "Nadja Neu" in answer.text


def test_r33_every_change_of_an_account_is_in_the_access_log(house: House) -> None:
    """Who did it, and to which account."""
    admin = house.sign_in(AccountRole.ADMIN)
    admin.send("/konten", page="/konten", **FIELDS)
    for act in ("sperren", "oeffnen", "passwort"):
        admin.send(f"/konten/n.neu/{act}", page="/konten")

    with reading(house.engine) as tx:
        told = [(each.who, each.what, each.reason) for each in accounts.accesses(tx)]
    assert told[:4] == [
        ("admin", "account_password_set", "n.neu"),
        ("admin", "account_unlocked", "n.neu"),
        ("admin", "account_locked", "n.neu"),
        ("admin", "account_added", "n.neu"),
    ]


def test_an_unknown_account_is_not_there(house: House) -> None:
    """Changing it answers like any page that does not exist."""
    admin = house.sign_in(AccountRole.ADMIN)

    assert admin.send("/konten/niemand/sperren", page="/konten").status_code == 404


@pytest.mark.parametrize(
    ("full_name", "role", "warns"),
    [
        ("M. Vertretung", "deputy", True),
        ("Max  vertretung", "deputy", False),
        ("Timo Zwei", "admin", False),
    ],
)
def test_r6_an_account_whose_name_the_settings_do_not_know_is_told(
    house: House, full_name: str, role: str, *, warns: bool
) -> None:
    """Nothing about the person would be hidden from it; who reads no mail needs no such name."""
    admin = house.sign_in(AccountRole.ADMIN)

    admin.send("/konten", page="/konten", name="neu", full_name=full_name, role=role)

    assert ("bliebe ihr nicht verborgen" in admin.see("/konten").text) is warns
