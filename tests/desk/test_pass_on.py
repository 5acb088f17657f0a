"""The pass-on list: what may carry a term on top, one press, advertising not lost (R9c)."""

import re
from datetime import timedelta

import pytest

from cases.decision import DecidedBy, Decision, OtherKind, Verdict
from cases.duties import DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from cases.mail import Mail
from cases.office import Unit
from desk.messages.unit_proposal import propose_unit
from store.people.accounts import AccountRole
from tests.desk.builders import UNITS, House, a_decision, a_letter

PASS_ON = a_decision(Label.OTHER, other_kind=OtherKind.PASS_ON)
WITH_TERM = a_decision(Label.OTHER, other_kind=OtherKind.MAY_CARRY_TERM)
ADVERTISING = a_decision(Label.OTHER, other_kind=OtherKind.ADVERTISING)


def test_r9c_what_may_carry_a_term_stands_on_top(house: House) -> None:
    """It came last and has the later limit, and yet it is first."""
    old = house.files(PASS_ON, a_letter("Frage"), received_at=house.now - timedelta(days=3))
    urgent = house.files(WITH_TERM, a_letter("Auskunft nach Art. 15 DSGVO"))

    page = house.sign_in().see("/weitergeben").text

    assert re.findall(r'id="e(\d+)"', page) == [str(urgent), str(old)]
    assert page.count("Daran kann eine Frist hängen") == 1


def test_r9c_one_press_sends_the_original_to_the_proposed_unit(house: House) -> None:
    """The unit gets the original, the writer a transfer notice, the duty is done."""
    number = house.files(PASS_ON, a_letter("Anbei mein Kontoauszug."))
    browser = house.sign_in()
    page = browser.see("/weitergeben").text

    answer = browser.send(
        f"/weitergeben/{number}", unit="Leistung 1", row_version=house.entry(number).row_version
    )

    assert '<button class="main" name="unit" value="Leistung 1">' in page
    assert answer.headers["Location"] == "/weitergeben"
    assert [line.kind for line in house.sent_for(number)] == [
        LetterKind.PASS_ON,
        LetterKind.TRANSFER_NOTICE,
    ]
    assert house.filing.keys.hash("address", UNITS[0].leader) in house.recipient_hashes(number)
    assert house.duties_of(number) == ()


def test_of_two_officers_only_the_first_sends_it_on(house: House) -> None:
    """The second press sends nothing and is told so."""
    number = house.files(PASS_ON)
    seen = house.entry(number).row_version
    first, second = house.sign_in(), house.sign_in(AccountRole.DEPUTY)

    first.send(f"/weitergeben/{number}", unit="Leistung 1", row_version=seen)
    second.send(f"/weitergeben/{number}", unit="Vermittlung", row_version=seen)

    assert "Jemand war schneller" in second.see("/weitergeben").text
    assert [line.kind for line in house.sent_for(number)].count(LetterKind.PASS_ON) == 1


def test_only_units_of_the_settings_can_be_chosen(house: House) -> None:
    """A name or address from elsewhere sends nothing."""
    number = house.files(PASS_ON)
    browser = house.sign_in()

    browser.send(
        f"/weitergeben/{number}",
        unit="fremd@elsewhere.example",
        row_version=house.entry(number).row_version,
    )

    assert "Bitte wählen Sie eine Stelle aus." in browser.see("/weitergeben").text
    assert house.sent_for(number) == ()


def test_r9c_advertising_is_listed_and_can_be_called_back(house: House) -> None:
    """One press puts it on the pass-on list."""
    number = house.files(ADVERTISING, a_letter("Kaufen Sie!", subject="Angebot"))
    browser = house.sign_in()
    page = browser.see("/weitergeben").text

    browser.send(
        f"/eingang/{number}/entscheiden",
        label="other",
        other_kind="pass_on",
        row_version=house.entry(number).row_version,
    )

    assert "Doch keine Werbung" in page.partition("Ohne Antwort abgelegt")[2]
    assert [duty.kind for duty in house.duties_of(number)] == [DutyKind.PASS_ON]


def test_r9c_advertising_leaves_the_list_after_fourteen_days(house: House) -> None:
    """Then it is erased as well."""
    house.files(ADVERTISING, a_letter("Kaufen Sie!", subject="Angebot"))

    house.pass_time(timedelta(days=14))
    on_the_last_day = house.sign_in().see("/weitergeben").text
    house.pass_time(timedelta(minutes=1))
    afterwards = house.sign_in().see("/weitergeben").text

    assert "Angebot" in on_the_last_day
    assert "Angebot" not in afterwards


def test_r15_machine_mail_is_listed_as_well(house: House) -> None:
    """It was filed unanswered; a person can still find it there."""
    machine = Decision(
        labels=(Label.OTHER,), ways=dict.fromkeys(Way, Verdict.NO), decided_by=DecidedBy.MACHINE
    )
    house.files(machine, a_letter("Ich bin im Urlaub.", subject="Abwesend"))

    page = house.sign_in().see("/weitergeben").text

    assert "Abwesend" in page.partition("Ohne Antwort abgelegt")[2]


def test_the_list_of_unanswered_mail_goes_on_page_by_page(house: House) -> None:
    """Twenty stand on a page; the link leads to the older ones, each shown once."""
    numbers = [house.files(ADVERTISING) for _ in range(21)]
    browser = house.sign_in()

    first = browser.see("/weitergeben").text
    older = re.search(r'href="(/weitergeben\?vor=\d+)', first)
    assert older
    second = browser.see(older[1]).text

    shown = [re.findall(r"Nr\. (\d+)<", page) for page in (first, second)]
    assert shown == [[str(each) for each in reversed(numbers[1:])], [str(numbers[0])]]


def test_r33_seeing_a_subject_in_the_list_is_logged(house: House) -> None:
    """The list shows who wrote and what about; that is a reading."""
    number = house.files(PASS_ON)

    house.sign_in().see("/weitergeben")

    assert ("officer", "read_in_list", number) in house.accesses()


def test_the_message_itself_offers_the_units_too(house: House) -> None:
    """Who has just read it need not go back to the list."""
    number = house.files(PASS_ON)

    page = house.sign_in().see(f"/eingang/{number}").text

    assert f'action="/weitergeben/{number}"' in page
    assert "An Vermittlung" in page


UNITS_OF_A_BIG_HOUSE = (
    Unit(name="Leistung 1", leader="tl1@jobcenter.example"),
    Unit(name="Leistung 2", leader="tl2@jobcenter.example"),
    Unit(name="Markt und Integration", leader="tl3@jobcenter.example"),
    Unit(name="Datenschutz", leader="ds@jobcenter.example"),
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anbei mein Kontoauszug für den Antrag.", "Leistung 1"),
        ("Bitte an Leistung 2 geben: Kontoauszug", "Leistung 2"),
        ("Hier meine Bewerbung und der Lebenslauf.", "Markt und Integration"),
        ("Auskunft nach Art. 15 DSGVO zu meinem Antrag", "Datenschutz"),
        ("Wo ist die Bücherei?", None),
        ("Mein Anwalt meldet sich wegen des Bescheids.", None),
    ],
)
def test_r9c_the_proposed_unit_is_named_or_fits_the_subject(text: str, name: str | None) -> None:
    """Where no unit of the house deals with it, none is proposed."""
    unit = propose_unit(Mail(subject="", text=text), UNITS_OF_A_BIG_HOUSE)

    assert (unit.name if unit else None) == name
