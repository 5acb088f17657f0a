"""Taking a decision back before its letters leave the house (`desk.undo_seconds`)."""

from datetime import timedelta

from cases.deadlines import DeadlineKind
from cases.duties import Duty, DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from store import deadlines, dispatches, duties, register
from store.dispatches import DispatchState
from store.engine import reading, writing
from store.register import CaseRecord, CaseState
from tests.desk.builders import Browser, House, a_decision, a_letter

UNSURE = a_decision(Label.OBJECTION, asks=frozenset({Way.SGG}))
A_MOMENT = timedelta(seconds=10)
TOO_LATE = timedelta(seconds=30)


def decide(browser: Browser, house: House, number: int, **fields: object) -> None:
    """Press a button of the message's page as it is now."""
    values = {"row_version": house.entry(number).row_version, **fields}
    assert browser.send(f"/eingang/{number}/entscheiden", **values).status_code == 303


def kinds_sent(house: House, number: int) -> list[LetterKind]:
    """Return what waits to leave or left about a message."""
    return [line.kind for line in house.sent_for(number)]


def case_of(house: House, number: str) -> CaseRecord | None:
    """Return a case of the register."""
    with reading(house.engine) as tx:
        return register.case(tx, number)


def limits_of(house: House, number: int) -> list[DeadlineKind]:
    """Return which limits run for a message."""
    with reading(house.engine) as tx:
        return [limit.kind for limit in deadlines.open_of(tx, number)]


def test_r5_a_hand_over_decided_by_mistake_never_leaves_the_house(house: House) -> None:
    """Decided anew in time, the citizen gets the acknowledgement alone and SGG nothing."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")
    before = kinds_sent(house, number)

    house.pass_time(A_MOMENT)
    decide(browser, house, number, label="complaint")

    assert before == [LetterKind.HAND_OVER, LetterKind.TRANSFER_NOTICE]
    assert kinds_sent(house, number) == [LetterKind.ACKNOWLEDGEMENT]


def test_r5_the_same_decision_again_hands_over_once(house: House) -> None:
    """The letters of the first press make way for those of the second, which wait their time."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")

    house.pass_time(A_MOMENT)
    decide(browser, house, number, label="objection")

    assert kinds_sent(house, number) == [LetterKind.HAND_OVER, LetterKind.TRANSFER_NOTICE]
    assert {line.not_before - house.now for line in house.sent_for(number)} == {TOO_LATE}


def test_r15_what_has_left_is_neither_taken_back_nor_sent_twice(house: House) -> None:
    """After its time a hand-over stays; deciding anew adds what is missing."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")

    house.pass_time(TOO_LATE)
    decide(browser, house, number, label=["objection", "complaint"], primary="complaint")

    assert kinds_sent(house, number) == [
        LetterKind.HAND_OVER,
        LetterKind.TRANSFER_NOTICE,
        LetterKind.ACKNOWLEDGEMENT,
    ]


def test_a_letter_under_way_just_then_is_left_alone(house: House) -> None:
    """The post has tried the hand-over once; what the second decision files is not that again."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")
    house.pass_time(TOO_LATE)
    with writing(house.engine) as tx:
        leased = dispatches.lease_next(tx, now=house.now, lease=timedelta(minutes=5))
        assert leased
        later = house.now + timedelta(minutes=1)
        dispatches.try_later(tx, leased.id, answer="451", not_before=later)

    decide(browser, house, number, label="objection")

    hand_overs = [line for line in house.sent_for(number) if line.kind is LetterKind.HAND_OVER]
    assert [(line.attempts, line.state) for line in hand_overs] == [(1, DispatchState.WAITING)]


def test_r9c_a_message_passed_on_by_mistake_does_not_leave_the_house(house: House) -> None:
    """Decided anew in time, the unit gets nothing."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="other", other_kind="pass_on")
    seen = house.entry(number).row_version
    browser.send(f"/weitergeben/{number}", unit="Leistung 1", row_version=seen)
    before = kinds_sent(house, number)

    decide(browser, house, number, label="complaint")

    assert before == [LetterKind.PASS_ON, LetterKind.TRANSFER_NOTICE]
    assert kinds_sent(house, number) == [LetterKind.ACKNOWLEDGEMENT]


def test_r5_passing_on_takes_no_hand_over_back(house: House) -> None:
    """It adds to the decision that stands: the objection still goes to SGG."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="objection")
    unclear = Duty(kind=DutyKind.FOLLOW_UP, due_on=house.now.date())
    with writing(house.engine) as tx:
        duties.open_duty(tx, unclear, journal=number, at=house.now)

    seen = house.entry(number).row_version
    browser.send(f"/weitergeben/{number}", unit="Leistung 1", row_version=seen)

    assert kinds_sent(house, number)[0] is LetterKind.HAND_OVER
    assert LetterKind.PASS_ON in kinds_sent(house, number)


def test_r21_a_case_opened_by_mistake_and_known_to_nobody_is_gone(house: House) -> None:
    """Its acknowledgement never left, nothing hangs on it: the register forgets it."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label="complaint")
    browser.see("/")

    decide(browser, house, number, label="objection")

    assert "Der Vorgang KRM-2026-0001 ist gelöscht: Er war ein Irrtum." in browser.see("/").text
    assert case_of(house, "KRM-2026-0001") is None
    assert house.entry(number).case_number == ""
    assert house.duties_of(number) == ()


def test_r5_a_case_whose_number_left_the_house_is_closed_as_a_mistake(house: House) -> None:
    """The citizen may name it; of who wrote nothing stays, since objections are not recorded."""
    number = house.files(a_decision(Label.COMPLAINT))
    browser = house.sign_in()

    decide(browser, house, number, label="objection")

    record = case_of(house, "KRM-2026-0001")
    assert record
    assert (record.state, record.result) == (CaseState.CLOSED, "not_krm")
    assert (record.party_name, record.party_address, record.next_due_on) == ("", "", None)
    assert house.entry(number).case_number == ""
    assert "Der Vorgang KRM-2026-0001 ist als Irrtum abgeschlossen." in browser.see("/").text


def test_r21_the_same_case_goes_on_if_it_was_right_after_all(house: House) -> None:
    """The citizen was told that number."""
    number = house.files(a_decision(Label.COMPLAINT))
    browser = house.sign_in()
    decide(browser, house, number, label="objection")

    decide(browser, house, number, label="complaint")

    record = case_of(house, "KRM-2026-0001")
    assert record
    assert (record.state, record.party_name) == (CaseState.OPEN, "Anna Muster")
    assert house.entry(number).case_number == "KRM-2026-0001"


def test_r9_a_case_to_which_other_mail_belongs_stays_open_and_is_told(house: House) -> None:
    """Only a person closes what others have written to."""
    number = house.files(a_decision(Label.COMPLAINT))
    other = house.files(UNSURE, a_letter("Noch ein Brief"))
    with writing(house.engine) as tx:
        register.attach(tx, "KRM-2026-0001", other, at=house.now)
    browser = house.sign_in()

    decide(browser, house, number, label="objection")

    assert "Der Vorgang KRM-2026-0001 bleibt offen" in browser.see("/").text
    assert [duty.kind for duty in house.duties_of(number)] == [DutyKind.CASE]


def test_r13_the_limits_of_the_decision_before_end_with_it(house: House) -> None:
    """A complaint that proves to be advertising has no limit left."""
    number = house.files(a_decision(Label.COMPLAINT))

    decide(house.sign_in(), house, number, label="other", other_kind="advertising")

    assert limits_of(house, number) == []
    assert house.duties_of(number) == ()


def test_r26_a_petition_that_proves_to_be_a_complaint_keeps_the_limits_of_a_complaint(
    house: House,
) -> None:
    """The dates of petitions run no more, and the register knows what it is."""
    number = house.files(a_decision(Label.PETITION))

    decide(house.sign_in(), house, number, label="complaint")

    record = case_of(house, "KRM-2026-0001")
    assert record
    assert record.labels == (Label.COMPLAINT,)
    assert limits_of(house, number) == [DeadlineKind.FIRST_REACTION, DeadlineKind.CLOSE]
    assert [duty.kind for duty in house.duties_of(number)] == [DutyKind.CASE]


def test_r8_no_excerpt_is_asked_for_once_it_is_an_objection_alone(house: House) -> None:
    """The duty would hold the erasure of the original for ever (R7)."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    decide(browser, house, number, label=["objection", "complaint"], primary="complaint")
    before = {duty.kind for duty in house.duties_of(number)}

    decide(browser, house, number, label="objection")

    assert before == {DutyKind.MARK_EXCERPT, DutyKind.CASE}
    assert house.duties_of(number) == ()


def test_what_the_program_sent_by_itself_is_not_taken_back(house: House) -> None:
    """Its letters wait for nobody; the officer's decision only adds to them."""
    number = house.files(a_decision(Label.COMPLAINT))

    decide(house.sign_in(), house, number, label="objection")

    assert kinds_sent(house, number) == [
        LetterKind.ACKNOWLEDGEMENT,
        LetterKind.HAND_OVER,
        LetterKind.TRANSFER_NOTICE,
    ]


def test_the_second_of_two_officers_takes_nothing_back(house: House) -> None:
    """Who saw an old state changes nothing, not even what waits."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    seen = house.entry(number).row_version
    decide(browser, house, number, label="objection")

    answer = browser.send(f"/eingang/{number}/entscheiden", label="praise", row_version=seen)

    assert answer.status_code == 409
    assert kinds_sent(house, number) == [LetterKind.HAND_OVER, LetterKind.TRANSFER_NOTICE]


def test_r15_a_notice_taken_back_does_not_use_up_the_writers_share(house: House) -> None:
    """Three notices a day may go to one address; the third was taken back, so another may go."""
    for text in ("Eins", "Zwei"):
        house.files(content=a_letter(text))
    number = house.files(UNSURE, a_letter("Drei"))
    browser = house.sign_in()
    decide(browser, house, number, label="complaint")

    decide(browser, house, number, label="objection")

    assert kinds_sent(house, number) == [LetterKind.HAND_OVER, LetterKind.TRANSFER_NOTICE]
    assert DutyKind.NOTICE_BY_HAND not in {duty.kind for duty in house.duties_of(number)}


def test_the_way_back_is_offered_where_the_decision_is_told(house: House) -> None:
    """The next page leads to deciding anew, with the buttons at hand."""
    number = house.files(UNSURE)
    browser = house.sign_in()

    decide(browser, house, number, label="objection")

    page = browser.see("/").text
    assert "2 Schreiben gehen in 30 Sekunden hinaus." in page
    assert f'<a href="/eingang/{number}?neu=1#entscheiden">Doch anders entscheiden</a>' in page
