"""Copies of a letter go where the letter goes, also when a person decides anew (R1, R6, R7)."""

from datetime import timedelta

from cases.case import CaseState
from cases.decision import DecidedBy, Decision, Verdict
from cases.labels import Label, Way
from cases.plan import Retention
from intake.filing import file_repeat
from intake.reading.mail import read_mail
from store import register
from store.engine import reading, writing
from store.erasing import erasure
from store.people.accounts import AccountRole
from store.settings import RetentionSettings
from tests.desk.builders import House, a_decision, a_letter

ABOUT_OFFICER = a_letter("Frau Beispiel hat mich angeschrien. Erika Beispiel ist das.")
SUSPECTED = a_decision(Label.COMPLAINT, asks=frozenset({Way.SGG}))


def twice(house: House, decision: object, letter: bytes) -> tuple[int, int]:
    """Let a letter arrive two times, the first decided; return both numbers."""
    first = house.files(decision, letter)  # type: ignore[arg-type]  # a decision
    second = house.arrives(letter)
    assert file_repeat(house.entry(second), house.entry(first), read_mail(letter), house.filing)
    return first, second


def test_r6_a_copy_of_what_is_hidden_is_hidden_too(house: House) -> None:
    """The account that it is about reads neither."""
    first, second = twice(house, a_decision(Label.SUPERVISORY_COMPLAINT), ABOUT_OFFICER)

    officer, deputy = house.sign_in(), house.sign_in(AccountRole.DEPUTY)

    assert officer.see(f"/eingang/{first}").status_code == 404
    assert officer.see(f"/eingang/{second}").status_code == 404
    assert deputy.see(f"/eingang/{second}").status_code == 200


def test_r7_a_copy_is_kept_no_longer_than_the_letter_that_was_handed_over(house: House) -> None:
    """In doubt at first, then an objection: both end with the grace time, the case at once."""
    first, second = twice(house, SUSPECTED, a_letter("Mein Bescheid ist seltsam."))
    version = house.entry(first).row_version

    house.sign_in().send(f"/eingang/{first}/entscheiden", label="objection", row_version=version)

    assert house.entry(first).retention is Retention.HANDED_OVER
    assert house.entry(second).retention is Retention.HANDED_OVER
    assert house.entry(second).labels == (Label.OBJECTION,)
    assert house.entry(second).case_number == house.entry(first).case_number == ""
    with reading(house.engine) as tx:
        (case,) = register.cases(tx)
        texts = register.texts(tx, case.number)
    assert (case.state, case.party_name, texts) == (CaseState.CLOSED, "", ())


def test_r5_taken_back_the_copy_is_in_the_case_again(house: House) -> None:
    """As if nothing had been decided."""
    first, second = twice(house, SUSPECTED, a_letter("Mein Bescheid ist seltsam."))
    case, browser = house.entry(first).case_number, house.sign_in()
    version = house.entry(first).row_version
    browser.send(f"/eingang/{first}/entscheiden", label="objection", row_version=version)

    version = house.entry(first).row_version
    browser.send(f"/eingang/{first}/zurueck", row_version=version)

    assert house.entry(first).case_number == case != ""
    assert house.entry(second).case_number == case
    assert house.entry(second).retention is Retention.CASE


def test_r6_a_copy_follows_what_the_officer_finds_out_about_the_letter(house: House) -> None:
    """A complaint that proves to be one about the officer hides its copy as well."""
    first, second = twice(house, a_decision(Label.COMPLAINT), ABOUT_OFFICER)
    version = house.entry(first).row_version

    house.sign_in(AccountRole.DEPUTY).send(
        f"/eingang/{first}/entscheiden", label="supervisory_complaint", row_version=version
    )

    assert house.entry(second).hidden_from == house.entry(first).hidden_from != ()


def through_list_first(house: House, label: Label, letter: bytes) -> tuple[int, int]:
    """Let a list bring a letter, as a machine's mail, and then its writer; return both numbers."""
    first = house.arrives(b"List-Unsubscribe: <mailto:ende@verteiler.example>\n" + letter)
    ways = dict.fromkeys(Way, Verdict.NO)
    of_machine = Decision(labels=(Label.OTHER,), ways=ways, decided_by=DecidedBy.MACHINE)
    house.decides(first, of_machine)
    return first, house.files(a_decision(label), letter)


def test_r6_a_lists_copy_of_what_is_hidden_is_hidden_too(house: House) -> None:
    """It came first, as mail that nobody was to read."""
    first, second = through_list_first(house, Label.SUPERVISORY_COMPLAINT, ABOUT_OFFICER)

    assert house.entry(first).retention is Retention.MACHINE
    assert house.entry(first).hidden_from == house.entry(second).hidden_from != ()


def test_r7_a_lists_copy_is_erased_with_the_letter_that_was_handed_over(house: House) -> None:
    """It holds the same words; as a machine's mail it would stay for months."""
    first, second = through_list_first(house, Label.OBJECTION, a_letter("Ich widerspreche."))
    house.delivers()
    house.pass_time(timedelta(days=15))

    for _ in range(2):
        with writing(house.engine) as tx:
            erasure.erase_due(tx, now=house.now, retention=RetentionSettings())

    assert house.entry(second).raw_erased_at
    assert house.entry(first).raw_erased_at
