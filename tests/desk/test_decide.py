"""Deciding at the desk: what the buttons do, and what happens to the second of two officers."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from werkzeug.test import TestResponse

from cases.decision import DecidedBy, OtherKind, Verdict
from cases.duties import DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from store.keys import Keys
from store.people.accounts import AccountRole
from tests.desk.builders import Browser, House, a_decision, a_letter

UNSURE = a_decision(Label.OBJECTION, asks=frozenset({Way.SGG}))


def decide(browser: Browser, house: House, number: int, **fields: object) -> TestResponse:
    """Send the form of a decision as the page had it."""
    values = {"row_version": house.entry(number).row_version, **fields}
    return browser.send(f"/eingang/{number}/entscheiden", **values)


def test_r5_one_press_hands_an_objection_over(house: House) -> None:
    """The decision is the officer's, the original goes to SGG, the duty is done."""
    number = house.files(UNSURE)

    answer = decide(house.sign_in(), house, number, label="objection")

    entry = house.entry(number)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"
    assert entry.labels == (Label.OBJECTION,)
    assert entry.decided_by is DecidedBy.OFFICER
    assert entry.ways[Way.SGG] is Verdict.DO
    assert house.duties_of(number) == ()
    assert [line.kind for line in house.sent_for(number)] == [
        LetterKind.HAND_OVER,
        LetterKind.TRANSFER_NOTICE,
    ]


def test_what_was_decided_is_told_on_the_next_page(house: House) -> None:
    """The sentence names the label and says when the letters leave."""
    number = house.files(UNSURE)
    browser = house.sign_in()

    decide(browser, house, number, label="objection")

    page = browser.see("/").text
    assert "Entschieden: Widerspruch. 2 Schreiben gehen in 30 Sekunden hinaus." in page
    assert f'href="/eingang/{number}"' in page


def test_nothing_leaves_the_house_before_the_time_to_take_it_back(house: House) -> None:
    """Every letter of the decision waits `undo_seconds`."""
    number = house.files(UNSURE)

    decide(house.sign_in(), house, number, label="objection")

    waits = {line.not_before - house.now for line in house.sent_for(number)}
    assert waits == {timedelta(seconds=30)}


def test_r3_a_complaint_opens_a_case(house: House) -> None:
    """One press records what the program took for an objection."""
    number = house.files(UNSURE)

    decide(house.sign_in(), house, number, label="complaint")

    assert house.entry(number).case_number == "KRM-2026-0001"
    assert [duty.kind for duty in house.duties_of(number)] == [DutyKind.CASE]


def test_r8_several_concerns_take_every_way_and_the_main_one_stands_first(house: House) -> None:
    """Hand-over and case from one form; the excerpt becomes a duty."""
    number = house.files(UNSURE)

    decide(house.sign_in(), house, number, label=["objection", "complaint"], primary="complaint")

    entry = house.entry(number)
    assert entry.labels == (Label.COMPLAINT, Label.OBJECTION)
    assert {way for way, verdict in entry.ways.items() if verdict is Verdict.DO} == {
        Way.SGG,
        Way.REGISTER,
    }
    assert DutyKind.MARK_EXCERPT in {duty.kind for duty in house.duties_of(number)}


@pytest.mark.parametrize(("choice", "address"), [("director", "gf"), ("substitute", "gfv")])
def test_r6_the_officer_chooses_between_director_and_substitute(
    house: House, choice: str, address: str
) -> None:
    """A complaint about the director goes to who stands in."""
    number = house.files(
        a_decision(Label.SUPERVISORY_COMPLAINT, asks=frozenset({Way.DIRECTOR})),
        a_letter("Die Geschäftsführung hat mich angeschrien."),
    )

    decide(house.sign_in(), house, number, label="supervisory_complaint", director=choice)

    assert recipient_of_hand_over(house, number) == f"{address}@jobcenter.example"


@pytest.mark.parametrize(
    ("kind", "waits"),
    [
        ("advertising", []),
        ("empty", []),
        ("pass_on", [DutyKind.PASS_ON]),
        ("may_carry_term", [DutyKind.PASS_ON]),
    ],
)
def test_r9c_what_is_no_reaction_is_filed_or_listed(
    house: House, kind: str, waits: list[DutyKind]
) -> None:
    """Advertising and empty mail rest unanswered, the rest goes to the pass-on list."""
    number = house.files(UNSURE)

    decide(house.sign_in(), house, number, label="other", other_kind=kind)

    assert house.entry(number).labels == (Label.OTHER,)
    assert house.entry(number).other_kind is OtherKind(kind)
    assert [duty.kind for duty in house.duties_of(number)] == waits
    assert house.sent_for(number) == ()


def test_of_two_officers_the_second_is_told_and_changes_nothing(house: House) -> None:
    """Both had the same state on the screen; the first press counts."""
    number = house.files(UNSURE)
    seen = house.entry(number).row_version
    first, second = house.sign_in(), house.sign_in(AccountRole.DEPUTY)

    decide(first, house, number, label="objection", row_version=seen)
    answer = decide(second, house, number, label="praise", row_version=seen)

    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert house.entry(number).labels == (Label.OBJECTION,)
    assert len(house.sent_for(number)) == 2


def test_the_second_officers_choice_is_not_lost(house: House) -> None:
    """The page shows what was chosen, still ticked, beside the new state."""
    number = house.files(UNSURE)
    seen = house.entry(number).row_version
    decide(house.sign_in(), house, number, label="objection")

    answer = decide(
        house.sign_in(AccountRole.DEPUTY),
        house,
        number,
        label=["praise", "suggestion"],
        primary="suggestion",
        row_version=seen,
    )

    assert "Sie hatten gewählt: Anregung, Lob." in answer.text
    assert '<input type="checkbox" name="label" value="praise" checked>' in answer.text
    assert '<input type="radio" name="primary" value="suggestion" checked>' in answer.text
    assert '<input type="checkbox" name="label" value="objection">' in answer.text
    assert f'name="row_version" value="{house.entry(number).row_version}"' in answer.text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Bitte wählen Sie aus, worum es geht."),
        ({"label": "nonsense"}, "Bitte wählen Sie aus, worum es geht."),
        ({"label": "other", "other_kind": "nonsense"}, "Bitte wählen Sie aus, worum es geht."),
        ({"label": ["other", "praise"], "primary": "praise"}, "„Sonstiges“ steht immer allein."),
        ({"label": ["praise", "complaint"]}, "welches Anliegen die Hauptsache ist"),
        ({"label": ["praise", "complaint"], "primary": "objection"}, "muss angekreuzt sein"),
        ({"label": "praise", "row_version": "x"}, "Bitte laden Sie sie neu."),
        ({"label": "praise", "row_version": ""}, "Bitte laden Sie sie neu."),
    ],
)
def test_a_form_that_does_not_hold_together_changes_nothing(
    house: House, fields: dict[str, object], told: str
) -> None:
    """The person reads what to change."""
    number = house.files(UNSURE)

    answer = decide(house.sign_in(), house, number, **fields)

    assert answer.status_code == 400
    assert told in answer.text
    assert house.entry(number).decided_by is DecidedBy.RULE


def test_a_decision_needs_the_form_token(house: House) -> None:
    """A page elsewhere cannot make the officer's browser decide."""
    number = house.files(UNSURE)
    browser = house.sign_in()

    answer = browser.client.post(
        f"/eingang/{number}/entscheiden",
        data={"label": "praise", "row_version": house.entry(number).row_version},
    )

    assert answer.status_code == 400
    assert house.entry(number).decided_by is DecidedBy.RULE


def test_a_decision_is_made_by_post_alone(house: House) -> None:
    """A link or a picture cannot decide."""
    number = house.files(UNSURE)

    answer = house.sign_in().see(f"/eingang/{number}/entscheiden?label=praise")

    assert answer.status_code == 405
    assert house.entry(number).decided_by is DecidedBy.RULE


def test_one_post_files_its_decision_in_one_transaction(house: House) -> None:
    """Decision, duties, limits and letters are written between one begin and one commit."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    token = browser.token()
    written: list[set[str]] = [set()]

    def note(_c: object, _u: object, statement: str, _p: object, _x: object, _m: object) -> None:
        words = statement.split()
        if words[0] in {"INSERT", "UPDATE"}:
            written[-1].add(words[2] if words[0] == "INSERT" else words[1])

    event.listen(house.engine, "before_cursor_execute", note)
    event.listen(house.engine, "commit", lambda _: written.append(set()))
    browser.client.post(
        f"/eingang/{number}/entscheiden",
        data={
            "csrf_token": token,
            "label": "objection",
            "row_version": house.entry(number).row_version,
        },
    )

    filing = [tables for tables in written if "journal_lines" in tables]
    assert len(filing) == 1
    assert {"journal_lines", "duties", "dispatches", "dispatch_wires"} <= filing[0]


def test_an_erased_message_cannot_be_decided(house: House) -> None:
    """There is nothing left to send on."""
    number = house.files(UNSURE)
    house.erases(number)

    assert decide(house.sign_in(), house, number, label="objection").status_code == 404


def test_r33_deciding_is_logged(house: House) -> None:
    """The access log says who decided which message."""
    number = house.files(UNSURE)

    decide(house.sign_in(), house, number, label="objection")

    assert ("officer", "decide", number) in house.accesses()


def recipient_of_hand_over(house: House, number: int) -> str:
    """Return which of the office's addresses a hand-over went to."""
    keys: Keys = house.filing.keys
    hashes = house.recipient_hashes(number)
    known = {keys.hash("address", each): each for each in house.office.routing.addresses}
    return next(known[each] for each in hashes if each in known)
