"""Addresses and dates are read strictly first, then patiently."""

from datetime import UTC, datetime

import pytest

from cases.mail import Address
from intake.reading.outline import lenient_addresses, lenient_date, read_outline
from intake.reading.structure import read_structure

ROOT = read_structure(b"\nHallo").root


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Anna Muster <Anna@Kunde.example>", "Anna Muster", "anna@kunde.example"),
        ('"Muster, Anna" <anna@kunde.example>', "Muster, Anna", "anna@kunde.example"),
        ('"Anna \\"Ännchen\\" M" <anna@kunde.example>', 'Anna "Ännchen" M', "anna@kunde.example"),
        ("<anna@kunde.example>", "", "anna@kunde.example"),
        ("anna@kunde.example (Anna)", "Anna", "anna@kunde.example"),
        ("=?utf-8?Q?=3Ca=40b=2Ec=3E?= <anna@kunde.example>", "<a@b.c>", "anna@kunde.example"),
        ("Anna =?utf-8?Q?M=C3=BC?= =?utf-8?Q?ller?= <a@k.example>", "Anna Müller", "a@k.example"),
        ("Anna [Amt] <anna@kunde.example>", "Anna [Amt]", "anna@kunde.example"),
        ("Anna <anna @ kunde.example>", "Anna", "anna@kunde.example"),
        ("Anna <anna@[192.0.2.1]>", "Anna", "anna@[192.0.2.1]"),
        ("Anna <anna@kunde.example", "Anna", "anna@kunde.example"),
        ("Muster, Anna <anna@kunde.example>", "Muster, Anna", "anna@kunde.example"),
        ("Anna: Amt <anna@kunde.example>", "Anna: Amt", "anna@kunde.example"),
        ('"Amt: amt@amt.example" anna@kunde.example', "Amt: amt@amt.example", "anna@kunde.example"),
        ("Anna [mailto:anna@kunde.example]", "Anna", "anna@kunde.example"),
        ("krmword0x <anna@kunde.example>", "krmword0x", "anna@kunde.example"),
    ],
)
def test_sender_is_read(text: str, name: str, address: str) -> None:
    """Names keep their commas, quotes go, addresses are in lower case."""
    outline = read_outline(ROOT, {"from": text})

    assert outline.addresses["from"] == (Address(name=name, address=address),)


@pytest.mark.parametrize(
    "text", ["", "root", "<>", "Anna", "@kunde.example", "a@", "undisclosed:;"]
)
def test_no_usable_address_is_none_at_all(text: str) -> None:
    """Nothing is made up where nobody can be answered."""
    assert read_outline(ROOT, {"from": text}).addresses["from"] == ()


def test_one_odd_member_does_not_spoil_the_list() -> None:
    """The others keep their own names."""
    found = lenient_addresses("Jana <jana@k.example>, root, Anna M <anna@k.example>")

    assert found == (
        Address(name="Jana", address="jana@k.example"),
        Address(name="Anna M", address="anna@k.example"),
    )


def test_doubt_is_told_for_the_field() -> None:
    """What was read patiently is marked."""
    assert read_outline(ROOT, {"from": "a <<a@k.example>>"}).doubtful == ("from",)
    assert read_outline(ROOT, {"from": "a <a@k.example>"}).doubtful == ()


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 23 Nov 2026 08:00:00 +0100",
        "23 Nov 2026 08:00 +0100",
        "Mon, 23 Nov 2026 08:00:00 +0100 (CET)",
        "Tue, 23 Nov 2026 08:00:00 +0100",
        "Mon Nov 23 07:00:00 2026",
        "2026-11-23T08:00:00+01:00",
        "2026-11-23 07:00:00",
        "Monday, 23-Nov-26 07:00:00 GMT",
    ],
)
def test_date_is_read_in_utc(text: str) -> None:
    """Dates are aware, however they were written."""
    assert read_outline(ROOT, {"date": text}).date == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "gestern", "99 Nov 2026 08:00:00", "2026-13-45", "1" * 5000])
def test_unreadable_date_is_none(text: str) -> None:
    """A date is never guessed."""
    assert lenient_date(text) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("\u202egro.lekna@tma\u202c <a@k.example>", "gro.lekna@tma"),
        ("Jana \u2067retniW\u2069 <a@k.example>", "Jana retniW"),
        ("\u05d3\u05e0\u05d9 <a@k.example>", "\u05d3\u05e0\u05d9"),
        ("x" * 5000 + " <a@k.example>", "x" * 300),
    ],
)
def test_a_name_cannot_write_over_what_stands_beside_it(written: str, name: str) -> None:
    """No turn of direction, no endless name; names that are written from the right stay."""
    assert read_outline(ROOT, {"from": written}).addresses["from"] == (
        Address(name=name, address="a@k.example"),
    )


def test_r1_where_the_library_stumbles_the_mail_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A fuzzer found bytes that made it fail; the next such bytes must not stop the line."""

    def stumble(message: object) -> None:
        raise AttributeError(message)

    monkeypatch.setattr("intake.reading.outline.mailparser.MailParser", stumble)
    outline = read_outline(ROOT, {"from": "A <a@k.example>", "date": "23 Nov 2026 08:00 +0100"})

    assert outline.addresses["from"] == (Address(name="A", address="a@k.example"),)
    assert outline.date == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert outline.texts == frozenset(ROOT.leaves())
