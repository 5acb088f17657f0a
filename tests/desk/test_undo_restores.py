"""„Rückgängig“: the state before the last order comes back, or nothing changes (`undo_seconds`)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cases.deadlines import DeadlineKind
from cases.duties import DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from store import case_tables, deadlines, dispatches, journal, register
from store.engine import reading, writing
from store.messages import undo
from store.people.accounts import AccountRole
from store.tables import case_numbers
from tests.desk.builders import Browser, House, a_decision, a_letter

UNSURE = a_decision(
    Label.OBJECTION, asks=frozenset({Way.SGG}), because="Seit sechs Wochen antwortet niemand"
)
TOO_LATE = timedelta(seconds=30)


def decide(browser: Browser, house: House, number: int, **fields: object) -> None:
    """Press a button of the message's page as it is now."""
    values = {"row_version": house.entry(number).row_version, **fields}
    assert browser.send(f"/eingang/{number}/entscheiden", **values).status_code == 303


def take_back(browser: Browser, house: House, number: int, version: int | None = None) -> int:
    """Press the button that takes the order back; return the answer's code."""
    seen = house.entry(number).row_version if version is None else version
    return browser.send(f"/eingang/{number}/zurueck", row_version=seen).status_code


def state_of(house: House, number: int) -> dict[str, object]:
    """Return all that is known about a message and its case, but for its versions."""
    entry = house.entry(number)
    with reading(house.engine) as tx:
        return {
            "labels": entry.labels,
            "ways": entry.ways,
            "decided": (entry.decided_at, entry.decided_by),
            "retention": entry.retention,
            "case": entry.case_number,
            "reasons": journal.reasons(tx, number),
            "duties": [(duty.id, duty.kind) for duty in house.duties_of(number)],
            "limits": [(each.kind, each.due_on) for each in deadlines.open_of(tx, number)],
            "letters": [line.kind for line in house.sent_for(number)],
            "cases": [each.number for each in register.cases(tx)],
        }


@pytest.mark.parametrize(
    "fields",
    [
        {"label": "objection"},
        {"label": "complaint"},
        {"label": "petition"},
        {"label": ["objection", "complaint"], "primary": "complaint"},
        {"label": "other", "other_kind": "advertising"},
        {"label": "other", "other_kind": "pass_on"},
    ],
    ids=["objection", "complaint", "petition", "both", "advertising", "pass on"],
)
def test_r36_every_decision_can_be_taken_back_whole(
    house: House, fields: dict[str, object]
) -> None:
    """The message lies before the officer again, and no case, limit or letter is left."""
    number = house.files(UNSURE)
    before = state_of(house, number)
    browser = house.sign_in()
    decide(browser, house, number, **fields)
    assert state_of(house, number) != before

    house.pass_time(timedelta(seconds=20))
    answer = take_back(browser, house, number)

    assert answer == 303
    assert state_of(house, number) == before


def test_r36_a_new_decision_over_the_programs_own_can_be_taken_back(house: House) -> None:
    """The case that was closed as a mistake is open again, with its party, text and limits."""
    number = house.files(a_decision(Label.COMPLAINT))
    before = state_of(house, number)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")

    assert take_back(browser, house, number) == 303
    assert state_of(house, number) == before
    with reading(house.engine) as tx:
        record = register.case(tx, "KRM-2026-0001")
        (text,) = register.texts(tx, "KRM-2026-0001")
    assert record
    assert (record.state, record.party_name) == ("open", "Anna Muster")
    assert text.text.strip() == "Seit sechs Wochen antwortet niemand."


def test_r9c_passing_on_can_be_taken_back(house: House) -> None:
    """The unit gets nothing, and the message is on the list again."""
    number = house.files(a_decision(Label.OTHER))
    before = state_of(house, number)
    browser = house.sign_in()
    seen = house.entry(number).row_version
    browser.send(f"/weitergeben/{number}", unit="Leistung 1", row_version=seen)

    assert take_back(browser, house, number) == 303
    assert state_of(house, number) == before


def test_after_its_time_a_decision_stays_and_the_page_offers_to_decide_anew(house: House) -> None:
    """The officer is told so."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")

    house.pass_time(TOO_LATE)
    seen = house.entry(number).row_version
    answer = browser.send(f"/eingang/{number}/zurueck", row_version=seen)

    assert answer.status_code == 409
    assert "Dafür ist es zu spät" in answer.text
    assert "<details open>" in answer.text
    assert [line.kind for line in house.sent_for(number)] == [
        LetterKind.HAND_OVER,
        LetterKind.TRANSFER_NOTICE,
    ]


def test_a_letter_that_the_post_has_in_hand_is_not_taken_back(house: House) -> None:
    """All of it stays, what still waits too: half a decision is none."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")
    with writing(house.engine) as tx:
        dispatches.lease_next(tx, now=house.now + TOO_LATE, lease=timedelta(minutes=5))

    assert take_back(browser, house, number) == 409
    assert len(house.sent_for(number)) == 2
    assert house.entry(number).labels == (Label.OBJECTION,)


def test_what_somebody_went_on_with_is_not_taken_back(house: House) -> None:
    """The deputy has marked the excerpt already."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label=["objection", "complaint"], primary="complaint")
    seen = house.entry(number).row_version
    house.sign_in(AccountRole.DEPUTY).send(
        f"/eingang/{number}/auszug", text="Das Telefon", row_version=seen
    )

    assert take_back(browser, house, number) == 409
    assert house.entry(number).case_number == "KRM-2026-0001"


def test_a_case_on_which_somebody_works_is_not_taken_back(house: House) -> None:
    """A note was written on it meanwhile."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="complaint")
    note = case_tables.case_notes.insert().values(
        case_number="KRM-2026-0001", at=house.now, by="deputy", kind="note", text="Anruf"
    )
    with writing(house.engine) as tx:
        tx.execute(note)

    assert take_back(browser, house, number) == 409
    assert house.entry(number).case_number == "KRM-2026-0001"


def test_who_saw_an_older_state_takes_nothing_back(house: House) -> None:
    """The deputy has decided anew meanwhile."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="praise")
    seen = house.entry(number).row_version
    decide(house.sign_in(AccountRole.DEPUTY), house, number, label="suggestion")

    assert take_back(browser, house, number, version=seen) == 409
    assert house.entry(number).labels == (Label.SUGGESTION,)


def test_letters_that_a_second_decision_took_back_do_not_come_again(house: House) -> None:
    """There is no way back to them, so none is offered; deciding anew is."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")
    decide(browser, house, number, label="other", other_kind="advertising")

    assert take_back(browser, house, number) == 409
    assert house.entry(number).labels == (Label.OTHER,)


def test_r7_what_undoing_would_need_is_erased_when_its_time_is_over(house: House) -> None:
    """The next round of erasure leaves nothing of it."""
    number = house.files(UNSURE)
    decide(house.sign_in(), house, number, label="objection")

    with writing(house.engine) as tx:
        undo.forget(tx, now=house.now + TOO_LATE)
        left = tx.execute(select(func.count()).select_from(case_tables.undo_points)).scalar_one()

    assert left == 0


def test_r21_the_number_of_a_case_that_was_taken_back_is_never_given_again(house: House) -> None:
    """The next case gets another one."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="complaint")
    take_back(browser, house, number)
    decide(browser, house, number, label="complaint")

    assert house.entry(number).case_number == "KRM-2026-0002"
    with reading(house.engine) as tx:
        assert "KRM-2026-0001" in tx.execute(select(case_numbers.c.number)).scalars().all()


def test_undoing_is_offered_on_the_next_page_and_on_the_messages_own(house: House) -> None:
    """As long as it is possible, with the time until when."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")

    form = f'action="/eingang/{number}/zurueck"'
    assert form in browser.see("/").text
    assert "Möglich bis Mo, 23.11.2026, 09:00 Uhr." in browser.see(f"/eingang/{number}").text
    house.pass_time(TOO_LATE)
    assert form not in browser.see(f"/eingang/{number}").text


def test_r29_the_director_takes_nothing_back(house: House) -> None:
    """It is the officers' work."""
    number = house.files(UNSURE)
    decide(house.sign_in(), house, number, label="objection")

    assert take_back(house.sign_in(AccountRole.DIRECTOR), house, number) == 403


def test_r33_taking_back_is_logged(house: House) -> None:
    """Who, which message."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")
    take_back(browser, house, number)

    assert ("officer", "undo", number) in house.accesses()


def test_r12_a_limit_that_ran_before_runs_again(house: House) -> None:
    """The neutral notice still goes out by itself if nobody decides."""
    number = house.files(UNSURE, a_letter("Ich bin nicht einverstanden."))
    browser = house.sign_in()
    decide(browser, house, number, label="other", other_kind="advertising")
    take_back(browser, house, number)

    with reading(house.engine) as tx:
        kinds = {limit.kind for limit in deadlines.open_of(tx, number)}
    assert DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT in kinds
    assert DutyKind.SUSPECTED_OBJECTION in {duty.kind for duty in house.duties_of(number)}
