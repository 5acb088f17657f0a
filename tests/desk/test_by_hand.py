"""Excerpts, first answers by hand, duties called done (R8, R9a, R12, R15a)."""

from cases.duties import Duty, DutyKind
from cases.labels import Label
from cases.letter import LetterKind
from store import deadlines, dispatches, duties, register
from store.engine import reading, writing
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.entering import enter

MIXED = a_decision(Label.OBJECTION, Label.COMPLAINT)


def a_guessed_party(house: House) -> int:
    """File a complaint that a colleague passed on, so that no notice goes by itself."""
    letter = a_letter(
        "WG:\n\nVon: Anna Muster <anna@citizen.example>\nGesendet: Montag\n"
        "An: Info\nBetreff: Telefon\n\nDas Telefon ist nie besetzt.",
        sender="Uwe Amt <uwe.amt@jobcenter.example>",
    )
    return house.files(a_decision(Label.COMPLAINT), letter)


def test_r8_the_excerpt_becomes_the_text_of_the_case(house: House) -> None:
    """Only what the officer copied is kept; the duty is done."""
    number = house.files(MIXED, a_letter("Der Bescheid ist falsch. Das Telefon ist nie besetzt."))

    house.sign_in().send(
        f"/eingang/{number}/auszug",
        text="Das Telefon ist nie besetzt.",
        row_version=house.entry(number).row_version,
    )

    with reading(house.engine) as tx:
        texts = register.texts(tx, house.entry(number).case_number)
    assert [each.text for each in texts] == ["Das Telefon ist nie besetzt."]
    assert DutyKind.MARK_EXCERPT not in {duty.kind for duty in house.duties_of(number)}


def test_r8_an_excerpt_that_came_too_late_is_not_lost(house: House) -> None:
    """The deputy was faster; the case keeps that text, and the officer's stands in the form."""
    number = house.files(MIXED)
    path, version = f"/eingang/{number}/auszug", house.entry(number).row_version

    house.sign_in(AccountRole.DEPUTY).send(path, text="Auszug der Vertretung", row_version=version)
    answer = house.sign_in().send(path, text="Mein Auszug <b>", row_version=version)

    with reading(house.engine) as tx:
        texts = register.texts(tx, house.entry(number).case_number)
    assert answer.status_code == 409
    assert "Mein Auszug &lt;b&gt;</textarea>" in answer.text
    assert [each.text for each in texts] == ["Auszug der Vertretung"]


def test_r8_an_empty_excerpt_is_refused(house: House) -> None:
    """The duty stays."""
    number = house.files(MIXED)

    answer = house.sign_in().send(
        f"/eingang/{number}/auszug", text="  ", row_version=house.entry(number).row_version
    )

    assert answer.status_code == 400
    assert DutyKind.MARK_EXCERPT in {duty.kind for duty in house.duties_of(number)}


def test_r11_the_letter_to_print_names_contact_number_and_day(house: House) -> None:
    """Ready for paper, without a word of the citizen's letter (R14b)."""
    number = a_guessed_party(house)

    page = house.sign_in().see(f"/eingang/{number}/bestaetigung").text

    assert "Erika Beispiel" in page
    assert "07274 000-0" in page
    assert house.entry(number).case_number in page
    assert "Telefon ist nie besetzt" not in page


def test_r16_the_letter_to_print_says_that_the_substitute_has_it(house: House) -> None:
    """A letter on paper about the director: who reads it must not be told that she has it (R6)."""
    enter(
        house,
        label="supervisory_complaint",
        director="substitute",
        text="Die Geschäftsführerin hat mich beschimpft.",
    )

    page = house.sign_in().see("/eingang/1/bestaetigung").text

    assert "gehört zur Vertretung der Geschäftsführung" in page


def test_r9a_a_guessed_address_gets_the_notice_only_with_the_officers_word(house: House) -> None:
    """Without the tick nothing is sent; with it the notice goes to the address typed."""
    number = a_guessed_party(house)
    browser = house.sign_in()
    path = f"/eingang/{number}/bestaetigung/senden"
    version = house.entry(number).row_version

    refused = browser.send(path, address="anna@citizen.example", row_version=version)
    sent_before = house.sent_for(number)
    browser.send(path, address="anna@citizen.example", is_checked="yes", row_version=version)

    assert refused.status_code == 400
    assert "Bitte bestätigen Sie" in refused.text
    assert sent_before == ()
    assert [line.kind for line in house.sent_for(number)] == [LetterKind.ACKNOWLEDGEMENT]
    recipient = house.filing.keys.hash("address", "anna@citizen.example")
    assert house.recipient_hashes(number) == (recipient,)
    assert DutyKind.NOTICE_BY_HAND not in {duty.kind for duty in house.duties_of(number)}


def test_r15a_no_citizens_notice_goes_to_an_authority_or_our_own_house(house: House) -> None:
    """Not even when a person types the address and ticks the box."""
    number = a_guessed_party(house)
    browser = house.sign_in()

    for address in ("vz@post.bundestag.example", "gf@jobcenter.example"):
        answer = browser.send(
            f"/eingang/{number}/bestaetigung/senden",
            address=address,
            is_checked="yes",
            row_version=house.entry(number).row_version,
        )
        assert answer.status_code == 400

    assert house.sent_for(number) == ()


def test_an_address_that_cannot_be_one_is_refused_in_words(house: House) -> None:
    """Line breaks or missing parts never reach a header."""
    number = a_guessed_party(house)
    browser = house.sign_in()

    for address in (
        "anna",
        "anna@",
        "anna@citizen.example\r\nBcc: x@evil.example",
        "a b@c.example",
    ):
        answer = browser.send(
            f"/eingang/{number}/bestaetigung/senden",
            address=address,
            is_checked="yes",
            row_version=house.entry(number).row_version,
        )
        assert answer.status_code == 400
        assert "nicht vollständig" in answer.text

    assert house.sent_for(number) == ()


def test_r12_a_letter_without_an_address_can_be_printed(house: House) -> None:
    """Where nobody stands in From, the text is there and the field for the address is empty."""
    content = b"Subject: Telefon\r\n\r\nDas Telefon ist nie besetzt.\r\n"
    number = house.files(a_decision(Label.COMPLAINT), content)

    answer = house.sign_in().see(f"/eingang/{number}/bestaetigung")

    assert answer.status_code == 200
    assert "Erika Beispiel" in answer.text
    assert 'name="address" type="email" autocomplete="off" required value=""' in answer.text


def test_r12_a_letter_by_post_meets_the_limit(house: House) -> None:
    """The officer says that it went; duty and limit of the first reaction end."""
    number = a_guessed_party(house)

    house.sign_in().send(
        f"/eingang/{number}/bestaetigung/brief", row_version=house.entry(number).row_version
    )

    with reading(house.engine) as tx:
        running = {each.kind for each in deadlines.open_of(tx, number)}
    assert "first_reaction" not in running
    assert DutyKind.NOTICE_BY_HAND not in {duty.kind for duty in house.duties_of(number)}


def test_of_two_officers_one_sends_the_notice(house: House) -> None:
    """The second is told; one notice is filed."""
    number = a_guessed_party(house)
    version = house.entry(number).row_version
    path = f"/eingang/{number}/bestaetigung/senden"
    fields = {"address": "anna@citizen.example", "is_checked": "yes", "row_version": version}

    house.sign_in().send(path, **fields)
    answer = house.sign_in(AccountRole.DEPUTY).send(path, **fields)

    assert answer.status_code == 409
    assert len(house.sent_for(number)) == 1


def test_r15a_an_authority_is_answered_by_the_officer_with_a_text_of_its_own(house: House) -> None:
    """The page offers the letter and no button to mail it."""
    letter = a_letter("Bitte um Stellungnahme.", sender="Ausschuss <vz@post.bundestag.example>")
    number = house.files(a_decision(Label.PETITION), letter)

    page = house.sign_in().see(f"/eingang/{number}/bestaetigung").text

    assert "An Behörden, Gerichte und Parlamente geht nichts von selbst." in page
    assert "bestaetigung/senden" not in page
    assert "bestaetigung/brief" in page


def test_a_follow_up_that_was_read_is_called_done(house: House) -> None:
    """The line leaves the queue, with the account that said so."""
    number = house.files(a_decision(Label.COMPLAINT))
    follow_up = Duty(kind=DutyKind.FOLLOW_UP, due_on=house.now.date(), detail="attached")
    with writing(house.engine) as tx:
        duties.open_duty(tx, follow_up, journal=number, at=house.now)
    browser = house.sign_in()
    duty = next(each for each in house.duties_of(number) if each.kind is DutyKind.FOLLOW_UP)

    browser.send(f"/eingang/{number}/erledigt", duty=duty.id)

    assert DutyKind.FOLLOW_UP not in {each.kind for each in house.duties_of(number)}


def test_r12_a_notice_that_came_back_goes_to_the_same_address_again(house: House) -> None:
    """The box was full; the officer has telephoned and presses the button, more than once."""
    number = house.files(a_decision(Label.COMPLAINT))
    browser = house.sign_in()

    for _ in range(2):
        the_notice_comes_back(house, number)
        browser.send(
            f"/eingang/{number}/bestaetigung/senden",
            address="anna@citizen.example",
            is_checked="yes",
            row_version=house.entry(number).row_version,
        )

    (*failed, last) = house.sent_for(number)
    assert [line.kind for line in failed] == [LetterKind.ACKNOWLEDGEMENT] * 2
    assert last.kind is LetterKind.ACKNOWLEDGEMENT
    assert not last.has_failed


def the_notice_comes_back(house: House, number: int) -> None:
    """Deliver what waits and let the last notice bounce; the officer has it on the list."""
    house.delivers()
    last = house.sent_for(number)[-1]
    today = house.now.date()
    bounced = Duty(kind=DutyKind.NOTICE_BY_HAND, due_on=today, detail="bounced")
    with writing(house.engine) as tx:
        dispatches.mark_bounced(tx, last.id, at=house.now)
        duties.open_duty(tx, bounced, journal=number, at=house.now)
