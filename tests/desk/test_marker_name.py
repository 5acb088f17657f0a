"""R35: a name in every free text of a case is found by no search, filter, list, view or output."""

import json
import re
from datetime import date

import pytest
from sqlalchemy import Table, insert, update

from cases.case import CaseState
from cases.labels import Label, Way
from service.commands.tables import case_record, journal_record, post_record
from store import case_tables, dispatches, journal, register
from store.case_tables import saved_views
from store.engine import reading, writing
from store.people import accounts
from store.tables import attached_texts, cases, metadata, training_examples
from tests.desk.builders import Browser, House, a_decision, a_letter

MARKER = "Zwirbelmann"
NOBODY = "Querulinski"
SPARED = frozenset({"undo_points", "confirmed_parties", "dispatch_wires"})
"""What can be taken back for half a minute; the citizen of a case; the bytes of our own mails."""
KEYS = ("warum", "frist", "sprache", "stand", "was", "stelle", "weg", "von", "bis", "seite")


@pytest.fixture
def officer(house: House) -> Browser:
    """Give the officer of a house in which the marker stands in every text there can be."""
    letter = a_letter(
        f"Frau {MARKER} hat nicht geantwortet.",
        subject=f"Beschwerde über Frau {MARKER}",
        attachment=(f"{MARKER}.txt", f"Frau {MARKER}".encode()),
    )
    unsure = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}), because=MARKER)
    house.files(a_decision(Label.COMPLAINT, because=MARKER), letter)
    house.files(unsure, letter + b"Noch einmal.\r\n")
    house.files(a_decision(Label.OBJECTION), letter + b"Widerspruch.\r\n")
    mark_every_text(house, house.entry(1).case_number)
    return house.sign_in()


def test_r35_no_search_finds_the_name(officer: Browser) -> None:
    """It answers exactly as for a name that stands nowhere."""
    for words in ("{}", "Frau {}", "{} antwortet", "anna {}", "{}.txt"):
        pages = [
            officer.client.get("/suche", query_string={"q": words.format(name)}, buffered=True).text
            for name in (MARKER, NOBODY)
        ]
        assert without_tokens(pages[0]).replace(MARKER, NOBODY) == without_tokens(pages[1])


@pytest.mark.parametrize("path", ["/", "/vorgaenge", "/abgaben"])
def test_r35_no_filter_of_a_list_asks_for_the_name(officer: Browser, path: str) -> None:
    """Every key that a list knows, and some that it does not, with the name and with another."""
    keys = (*KEYS, "q", "name", "text", "mitarbeiter", "sort")

    pages = [
        officer.client.get(path, query_string=dict.fromkeys(keys, name), buffered=True).text
        for name in (MARKER, NOBODY)
    ]

    assert without_tokens(pages[0]) == without_tokens(pages[1])


@pytest.mark.parametrize(
    "path", ["/", "/?frist=vorbei", "/vorgaenge", "/abgaben", "/fristen", "/stand?seit=0"]
)
def test_r35_no_list_shows_the_name(officer: Browser, path: str) -> None:
    """Lists hold reasons, limits and numbers."""
    answer = officer.see(path)

    assert answer.status_code == 200
    assert MARKER not in answer.text


def test_r35_no_saved_view_keeps_the_name(house: House, officer: Browser) -> None:
    """Whatever stands in the form beside the name of the view."""
    fields = dict.fromkeys((*KEYS, "q", "text"), MARKER) | {"frist": "heute"}
    officer.send("/ansichten", liste="queue", **{**fields, "name": "Meine"})

    with reading(house.engine) as tx:
        rows = [tuple(row) for row in tx.execute(saved_views.select())]
    assert rows == [("officer", "Meine", "liste=queue&frist=heute")]


def test_r35_no_output_of_the_command_line_holds_the_name(house: House, officer: Browser) -> None:
    """Journal, register and post, each column of them."""
    with reading(house.engine) as tx:
        entries = journal.entries(tx)
        told = [
            *(journal_record(each, dispatches.of_journal(tx, each.number)) for each in entries),
            *(case_record(each) for each in register.cases(tx)),
            *(case_record(each) for each in register.cases(tx, state=CaseState.CLOSED)),
            *(post_record(each) for each in dispatches.lines(tx)),
        ]

    assert len(told) > 5
    assert MARKER not in json.dumps(told, default=str)


def test_r35_the_access_log_holds_no_name_of_a_text(house: House, officer: Browser) -> None:
    """Who searched for it left no trace of the word."""
    officer.see(f"/suche?q={MARKER}")

    with reading(house.engine) as tx:
        assert MARKER not in str(accounts.accesses(tx))


def test_r35_the_marker_stands_in_every_text_of_a_case(house: House, officer: Browser) -> None:
    """A table of texts that is added later must be marked here as well, or this fails."""
    with reading(house.engine) as tx:
        without = [
            table.name
            for table in metadata.sorted_tables
            if "blank_page" in table.c
            and table.name not in SPARED
            and not any(MARKER in str(row) for row in tx.execute(table.select()))
        ]

    assert without == []


def without_tokens(page: str) -> str:
    """Return a page without the tokens of its forms, which are others every second."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def mark_every_text(house: House, case: str) -> None:
    """Write the marker wherever somebody can write about this case."""
    about = {"case_number": case}
    at, by, day = house.now, "officer", date(2026, 11, 23)
    asked = {"asked_at": at, "asked_by": by, "due_on": day, "closes_on": day, "unit": "Leistung 1"}
    written = {"edited_at": at, "edited_by": by, "kind": "final_answer"}
    filed = {"at": at, "by": by, "kind": "scan", "content_type": "application/pdf", "sha256": "0"}
    rows: tuple[tuple[Table, dict[str, object]], ...] = (
        (case_tables.case_notes, {"at": at, "by": by, "kind": "note", "text": MARKER}),
        (
            case_tables.measures,
            {"owner_unit": "Leistung 1", "due_on": day, "entered_at": at, "entered_by": by}
            | {"text": MARKER},
        ),
        (
            case_tables.statement_requests,
            {**asked, "token_hash": "t", "recipient": f"{MARKER}@jobcenter.example"}
            | dict.fromkeys(("question", "excerpt", "answer"), MARKER),
        ),
        (case_tables.case_letters, {**written, "subject": MARKER, "text": MARKER}),
        (case_tables.case_files, {**filed, "name": MARKER, "content": MARKER.encode()}),
        (case_tables.petitions, {"form": MARKER}),
        (
            case_tables.protection_notes,
            {"party_hash": "h", "entered_at": at, "entered_by": by}
            | dict.fromkeys(("employee", "wish", "measure"), MARKER),
        ),
    )
    with writing(house.engine) as tx:
        for table, values in rows:
            tx.execute(insert(table).values(**about, **values))
        tx.execute(update(cases).values(measure=MARKER))
        example = {"journal": 1, "kept_at": at, "subject": MARKER, "text": MARKER}
        tx.execute(insert(training_examples).values(**example))
        tx.execute(insert(attached_texts).values(journal=1, texts=json.dumps({"x": MARKER})))
