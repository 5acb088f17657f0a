"""The interim notice: reason, new day, by mail or by post, and taking it back (R11, R13, R14b)."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import select

from cases.case import NoteKind
from cases.deadlines import DeadlineKind
from cases.duties import DutyKind
from cases.letter import LetterKind
from store import deadlines
from store.engine import reading
from store.tables import dispatch_wires, dispatches
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.case_work import OpenedForm, a_case, closing_day, notes_of, opened, record_of
from tests.desk.test_message_facts import passed_on

WORDS = "wir warten noch auf eine Auskunft."
TOO_LATE = timedelta(seconds=30)


def notice(house: House, case: str, way: str) -> OpenedForm:
    """Open the notice of a case as the officer has it on the screen."""
    page = f"/vorgang/{case}/zwischennachricht"
    return opened(house.sign_in(), page, f"{page}/{way}")


def sent(house: House) -> list[bytes]:
    """Return the interim notices that wait to leave the house."""
    query = (
        select(dispatch_wires.c.content)
        .join(dispatches, dispatches.c.id == dispatch_wires.c.dispatch)
        .where(dispatches.c.kind == LetterKind.INTERIM_NOTICE)
    )
    with reading(house.engine) as tx:
        return list(tx.execute(query).scalars())


def test_r13_the_notice_goes_by_mail_and_the_limit_with_it(house: House) -> None:
    """Contact, number and new day stand in it, our sign below; the old day stays readable."""
    case = a_case(house)

    answer = notice(house, case, "senden").send(words=WORDS, new_day="2027-01-15")

    (content,) = sent(house)
    mail = message_from_bytes(content, policy=default)
    text = mail.get_content()
    page = house.sign_in().see(f"/vorgang/{case}").text
    assert answer.status_code == 303
    assert mail["To"] == "anna@citizen.example"
    assert mail["Subject"] == f"Zwischennachricht vom Jobcenter Musterstadt [{case}]"
    for part in (WORDS, "Antwort jetzt voraussichtlich bis: 15.01.2027", "Erika Beispiel",
                 "07274 000-0", "Zeichen: "):  # fmt: skip
        assert part in text
    assert "Telefon ist nie besetzt" not in text
    assert closing_day(house, case) == "2027-01-15"
    assert [duty.due_on.isoformat() for duty in house.duties_of(1)] == ["2027-01-15"]
    assert "die Frist war bisher Fr, 11.12.2026" in page


def added_to(house: House, **chosen: str) -> str:
    """Send a notice with this choice; return what stands below the German text."""
    case = a_case(house)
    notice(house, case, "senden").send(words=WORDS, new_day="2027-01-15", **chosen)
    text = message_from_bytes(sent(house)[-1], policy=default).get_content()
    return str(text.replace("\r\n", "\n").partition("\n- - -\n")[2])


@pytest.mark.parametrize(
    ("courtesy", "expected"),
    [("plain", "Leichte Sprache"), ("tr", "Türkçe"), ("", ""), ("../de", "")],
)
def test_r34_the_officer_chooses_what_stands_below_a_notice(
    house: House, courtesy: str, expected: str
) -> None:
    """Plain German, another language, or nothing; what is no choice leaves it to the settings."""
    below = added_to(house, courtesy=courtesy).partition("Zeichen:")[0].strip()

    assert below.partition("\n")[0] == expected


def test_r34_the_choice_stands_on_the_printed_notice_and_in_the_form_again(house: House) -> None:
    """Looking loses nothing."""
    case = a_case(house)

    page = (
        notice(house, case, "drucken")
        .send(words=WORDS, new_day="2027-01-15", courtesy="plain")
        .text
    )

    assert "Die Antwort kommt wahrscheinlich bis zum 15.01.2027." in " ".join(page.split())
    assert '<option value="plain" selected>' in page


def test_r13_the_notice_can_be_taken_back_before_it_leaves(house: House) -> None:
    """The limit has its old day again, and the words are in the form again."""
    case = a_case(house)
    notice(house, case, "senden").send(words=WORDS, new_day="2027-01-15")
    browser = house.sign_in()
    number = next(each.id for each in house.sent_for(1) if each.kind is LetterKind.INTERIM_NOTICE)
    path = f"/vorgang/{case}/zuruecknehmen/{number}"

    opened(browser, f"/vorgang/{case}", path).send()

    assert sent(house) == []
    assert closing_day(house, case) == "2026-12-11"
    assert WORDS in browser.see(f"/vorgang/{case}/zwischennachricht").text
    assert "Zwischennachricht zurückgenommen" in browser.see(f"/vorgang/{case}").text


def test_what_has_left_is_not_taken_back(house: House) -> None:
    """After its time nothing is changed, and that is said."""
    case = a_case(house)
    notice(house, case, "senden").send(words=WORDS, new_day="2027-01-15")
    browser = house.sign_in()
    number = next(each.id for each in house.sent_for(1) if each.kind is LetterKind.INTERIM_NOTICE)
    form = opened(browser, f"/vorgang/{case}", f"/vorgang/{case}/zuruecknehmen/{number}")
    house.pass_time(TOO_LATE)

    form.send()

    page = browser.see(f"/vorgang/{case}").text
    assert "Dafür war es zu spät" in page
    assert len(sent(house)) == 1
    assert closing_day(house, case) == "2027-01-15"
    assert "zuruecknehmen" not in page


def test_a_new_decision_does_not_take_back_what_the_officer_wrote(house: House) -> None:
    """The acknowledgement goes, the interim notice stays."""
    case = a_case(house)
    notice(house, case, "senden").send(words=WORDS, new_day="2027-01-15")

    house.sign_in().send(
        "/eingang/1/entscheiden", label="suggestion", row_version=house.entry(1).row_version
    )

    assert len(sent(house)) == 1


def test_r12_a_notice_by_post_is_noted_and_is_a_first_reaction(house: House) -> None:
    """Where no mail can go: a letter without an address; its duty ends."""
    no_address = a_letter(sender="nobody")
    case = house.entry(house.files(a_decision(), no_address)).case_number
    page = house.sign_in().see(f"/vorgang/{case}/zwischennachricht").text

    printed = notice(house, case, "drucken").send(words=WORDS, new_day="2027-01-15")
    notice(house, case, "brief").send(words=WORDS, new_day="2027-01-15")

    with reading(house.engine) as tx:
        running = {each.kind for each in deadlines.open_of_case(tx, case)}
    assert "Es ist keine E-Mail-Adresse bekannt." in page
    assert f'formaction="/vorgang/{case}/zwischennachricht/senden"' not in page
    assert "Antwort jetzt voraussichtlich bis: 15.01.2027" in printed.text
    assert running == {DeadlineKind.CLOSE}
    assert DutyKind.NOTICE_BY_HAND not in {duty.kind for duty in house.duties_of(1)}
    assert sent(house) == []


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("petition@ausschuss.bundestag.example", "Behörde, Gericht, eigenes Haus"),
        ("kollege@jobcenter.example", "Behörde, Gericht, eigenes Haus"),
        ("", "keine E-Mail-Adresse"),
    ],
)
def test_r15a_no_interim_notice_goes_where_no_notice_may_go(
    house: House, address: str, reason: str
) -> None:
    """A form sent without its button changes nothing."""
    case = a_case(house)
    party = opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/kunde")
    party.send(party_name="Anna", party_address=address)

    answer = house.sign_in().send(
        f"/vorgang/{case}/zwischennachricht/senden",
        words=WORDS,
        new_day="2027-01-15",
        row_version=2,
    )

    assert answer.status_code == 400
    assert reason in answer.text
    assert sent(house) == []


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"words": " "}, "warum es länger dauert"),
        ({"new_day": ""}, "bis wann die Antwort kommt"),
        ({"new_day": "2026-12-11"}, "nach der jetzigen Frist"),
        ({"new_day": "2029-01-01"}, "in den nächsten zwölf Monaten"),
    ],
)
def test_r13_a_notice_has_a_reason_and_a_later_day(
    house: House, fields: dict[str, str], complaint: str
) -> None:
    """Nothing leaves, the limit stays, the words stay in the form."""
    case = a_case(house)
    values = {"words": WORDS, "new_day": "2027-01-15", **fields}

    answer = notice(house, case, "senden").send(**values)

    assert answer.status_code == 400
    assert complaint in answer.text
    assert values["words"].strip() in answer.text
    assert closing_day(house, case) == "2026-12-11"
    assert notes_of(house, case, NoteKind.NEW_LIMIT) == ()
    assert sent(house) == []


def test_r13_a_day_named_to_the_customer_stays_when_the_receipt_is_confirmed(
    house: House,
) -> None:
    """What is counted from the receipt moves, what a person has named does not."""
    number = house.files(a_decision(), passed_on())
    case = house.entry(number).case_number
    notice(house, case, "brief").send(words=WORDS, new_day="2027-01-15")

    house.sign_in().send(
        f"/eingang/{number}/eingangstag",
        day="18.11.2026",
        row_version=house.entry(number).row_version,
    )

    assert record_of(house, case).received_on.isoformat() == "2026-11-18"
    assert closing_day(house, case) == "2027-01-15"
