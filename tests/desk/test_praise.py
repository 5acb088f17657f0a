"""Praise goes through the director to the manager responsible (R22)."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

from sqlalchemy import select

from cases.duties import DutyKind, Role
from cases.labels import Label
from cases.letter import LetterKind
from store.engine import reading
from store.people.accounts import AccountRole
from store.tables import dispatch_wires, dispatches
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.case_work import OpenedForm, opened

LETTER = (
    "Frau Vogel hat mir sehr geholfen.\nRufen Sie mich an: 0171 2345678 oder "
    "anna@citizen.example.\n\nMit freundlichen Grüßen\nAnna Muster\n"
)


def praise(house: House, *labels: Label) -> str:
    """File a praise and return its case."""
    decision = a_decision(*(labels or (Label.PRAISE,)))
    return house.entry(house.files(decision, a_letter(LETTER, subject="Danke"))).case_number


def on_screen(house: House, case: str) -> OpenedForm:
    """Open the director's form for a praise."""
    return opened(house.sign_in(AccountRole.DIRECTOR), "/lob", f"/lob/{case}")


def mails(house: House) -> list[bytes]:
    """Return the praise that waits to leave the house."""
    query = (
        select(dispatch_wires.c.content)
        .join(dispatches, dispatches.c.id == dispatch_wires.c.dispatch)
        .where(dispatches.c.kind == LetterKind.PRAISE)
    )
    with reading(house.engine) as tx:
        return list(tx.execute(query).scalars())


def waits(house: House, journal: int = 1) -> list[Role]:
    """Return who still owes the praise."""
    return [each.owner for each in house.duties_of(journal) if each.kind is DutyKind.PRAISE]


def test_r22_praise_lies_before_the_director(house: House) -> None:
    """With the customer's words and a button for each unit; contact data are left out."""
    praise(house)

    page = house.sign_in(AccountRole.DIRECTOR).see("/lob").text

    assert waits(house) == [Role.DIRECTOR]
    assert "Frau Vogel hat mir sehr geholfen." in page
    assert "0171" not in page
    assert "anna@citizen.example" not in page
    assert "An die Leitung von Leistung 1 weitergeben" in page
    assert "An die Leitung von Vermittlung weitergeben" in page


def test_r22_one_click_sends_it_for_information_to_the_manager(house: House) -> None:
    """The duty ends, the officer sees it on the case, and it is told what it is for."""
    case = praise(house)
    form = on_screen(house, case)

    form.send(unit="Vermittlung", words="Frau Vogel hat mir sehr geholfen.")

    (content,) = mails(house)
    mail = message_from_bytes(content, policy=default)
    text = mail.get_content()
    page = house.sign_in().see(f"/vorgang/{case}").text
    assert mail["To"] == "tl2@jobcenter.example"
    assert "Frau Vogel hat mir sehr geholfen." in text
    assert "zur Kenntnis" in text
    assert "Anna" not in text
    assert waits(house) == []
    assert "Lob zur Kenntnis an die Leitung von Vermittlung" in page


def test_r22_name_and_address_go_along_only_where_ticked(house: House) -> None:
    """The director decides."""
    case = praise(house)

    on_screen(house, case).send(unit="Leistung 1", words="Danke", with_contact="yes")

    text = message_from_bytes(mails(house)[0], policy=default).get_content()
    assert "Geschrieben von: Anna Muster anna@citizen.example" in text


def test_r22_it_can_be_taken_back_before_it_leaves(house: House) -> None:
    """It lies before the director again; the officer may not take it back."""
    case = praise(house)
    on_screen(house, case).send(unit="Leistung 1", words="Danke")
    number = next(each.id for each in house.sent_for(1) if each.kind is LetterKind.PRAISE)
    path = f"/vorgang/{case}/zuruecknehmen/{number}"

    officer = house.sign_in().send(path)
    director = house.sign_in(AccountRole.DIRECTOR)
    opened(director, "/lob", path).send()

    assert officer.status_code == 404
    assert mails(house) == []
    assert waits(house) == [Role.DIRECTOR]
    assert "Nichts" not in director.see("/lob").text
    assert f'action="/lob/{case}"' in director.see("/lob").text


def test_r22_after_its_time_it_is_gone_for_good(house: House) -> None:
    """No button, no praise on the list."""
    case = praise(house)
    on_screen(house, case).send(unit="Leistung 1", words="Danke")
    house.pass_time(timedelta(seconds=30))

    page = house.sign_in(AccountRole.DIRECTOR).see("/lob").text

    assert "zuruecknehmen" not in page
    assert "Kein Lob wartet" in page


def test_r22_an_unknown_unit_or_no_words_send_nothing(house: House) -> None:
    """What was typed stays in the form."""
    case = praise(house)
    form = on_screen(house, case)

    no_unit = form.send(unit="Kantine", words="Danke sehr")
    no_words = form.send(unit="Leistung 1", words=" ")

    assert (no_unit.status_code, no_words.status_code) == (400, 400)
    assert "Danke sehr" in no_unit.text
    assert mails(house) == []


def test_r22_only_praise_that_waits_is_passed_on(house: House) -> None:
    """A forged address sends no complaint to a manager, nor the same praise again."""
    form = on_screen(house, praise(house))
    case = house.entry(house.files(a_decision(Label.COMPLAINT))).case_number

    forged = form.browser.client.post(
        f"/lob/{case}", data={**form.hidden, "unit": "Leistung 1", "words": "x"}
    )

    assert forged.status_code == 409
    assert mails(house) == []


def test_r8_praise_beside_an_objection_waits_for_its_excerpt(house: House) -> None:
    """Nothing of the objection is shown to anybody by this page (R7)."""
    praise(house, Label.OBJECTION, Label.PRAISE)

    page = house.sign_in(AccountRole.DIRECTOR).see("/lob").text

    assert "Der Auszug, der zum Lob gehört, muss erst markiert werden." in page
    assert "Frau Vogel" not in page


def test_r29_the_page_of_praise_is_the_directors_alone(house: House) -> None:
    """The officer sees it on the case."""
    case = praise(house)
    officer = house.sign_in()

    assert officer.see("/lob").status_code == 403
    assert officer.send(f"/lob/{case}", unit="Leistung 1", words="x").status_code == 403


def test_a_praise_that_proves_to_be_a_complaint_waits_no_more(house: House) -> None:
    """Decided anew, the director has nothing to pass on."""
    praise(house)

    house.sign_in().send(
        "/eingang/1/entscheiden", label="complaint", row_version=house.entry(1).row_version
    )

    assert waits(house) == []
