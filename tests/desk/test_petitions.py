"""A petition at the desk: its dates, its statement, its way (R24 to R28)."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from sqlalchemy import select

from cases.duties import DutyKind
from cases.labels import Label
from store.engine import reading
from store.people.accounts import AccountRole
from store.tables import dispatch_wires
from tests.desk.builders import Browser, House, a_decision
from tests.desk.petitions import (
    TEXTS,
    a_petition,
    a_ready_petition,
    duty_kinds,
    known,
    limits_of,
    send,
    set_competence,
    with_routing,
    write,
)
from tests.desk.test_accessible import Form

FORBIDDEN = (AccountRole.AUDITOR, AccountRole.ADMIN)


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, whatever its lines."""
    pages = pypdfium2.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return re.sub(r"\s+", " ", found)


def test_r26_r27_the_page_shows_both_limits_and_how_they_were_counted(house: House) -> None:
    """From Monday 23 November 2026: 7 and 11 December; the earlier stands first."""
    number = a_petition(house)

    page = house.sign_in().see(f"/petition/{number}").text

    assert page.index("bis Mo, 07.12.2026") < page.index("bis Fr, 11.12.2026")
    assert "Di, 24.11.2026: 1. Tag" in page
    assert "Mo, 07.12.2026: 14. Tag – Ende der Frist" in page
    assert "14 Kalendertage" in page
    assert house.accesses()[-1][:2] == ("officer", "read_petition")


def test_r26_the_confirmed_day_moves_the_limits(house: House) -> None:
    """Received on Thursday the 19th: 3 and 9 December."""
    number = a_petition(house)
    browser = house.sign_in()

    answer = browser.send(f"/petition/{number}/eingang", received_on="19.11.2026", row_version=0)

    page = browser.see(f"/petition/{number}").text
    assert answer.headers["Location"] == f"/petition/{number}"
    assert "bis Do, 03.12.2026" in page
    assert "bis Mi, 09.12.2026" in page
    assert "noch nicht bestätigt" not in page
    assert "Eingangstag der Petition bestätigt" in browser.see(f"/vorgang/{number}").text


@pytest.mark.parametrize("day", ["", "morgen", "31.02.2026", "2026-11-24"])
def test_r26_a_day_that_cannot_be_is_refused_and_stands_in_the_form_again(
    house: House, day: str
) -> None:
    """No day, no such day, a day to come."""
    number = a_petition(house)

    answer = house.sign_in().send(f"/petition/{number}/eingang", received_on=day, row_version=0)

    assert answer.status_code == 400
    assert 'class="complaint"' in answer.text
    assert not known(house, number).petition.is_confirmed


def test_r28_with_the_board_the_committees_date_is_counted_back(house: House) -> None:
    """14 days before 21 December is 7 December."""
    number = a_petition(house)
    browser = house.sign_in()

    set_competence(house, browser, number, "board", committee_on="2026-12-17")

    page = browser.see(f"/petition/{number}").text
    assert "zurück vom Tag des Ausschusses" in page
    assert page.index("bis Do, 03.12.2026") < page.index("bis Mo, 07.12.2026")
    assert str(limits_of(house, number)["committee"]) == "2026-12-03"


@pytest.mark.parametrize("day", ["2206-12-17", "9999-12-31", "2016-12-17", "0001-01-01"])
def test_r28_a_slip_in_the_year_of_the_committees_date_is_told(house: House, day: str) -> None:
    """A petition whose limit lies in another century would be forgotten."""
    number = a_petition(house)
    before = limits_of(house, number)

    answer = set_competence(house, house.sign_in(), number, "board", committee_on=day)

    assert answer.status_code == 400
    assert "mehr als ein Jahr entfernt" in answer.text
    assert limits_of(house, number) == before


def test_of_two_officers_the_second_is_told_and_keeps_what_was_chosen(house: House) -> None:
    """The choice stands in the form of the page that answers."""
    number = a_petition(house)
    first, second = house.sign_in(), house.sign_in(AccountRole.DEPUTY)
    path = f"/petition/{number}/zustaendigkeit"

    first.send(path, competence="county", committee_on="", row_version=0)
    answer = second.send(path, competence="board", committee_on="2026-12-21", row_version=0)

    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert 'value="board" checked' in answer.text
    assert 'value="2026-12-21"' in answer.text
    assert known(house, number).petition.competence == "county"


def test_r25_an_own_copy_is_a_case_under_r13_until_somebody_asks(house: House) -> None:
    """The dates go and come again, and the timeline tells of both."""
    number = a_petition(house)
    browser = house.sign_in()
    path = f"/petition/{number}/abschrift"

    browser.send(path, is_copy="yes", row_version=0)
    as_copy, duty_of_copy = limits_of(house, number), duty_kinds(house)
    version = known(house, number).row_version
    browser.send(path, is_copy="no", row_version=version)

    page = browser.see(f"/vorgang/{number}").text
    assert "close" in as_copy
    assert "petition" not in as_copy
    assert DutyKind.CASE in duty_of_copy
    assert DutyKind.PETITION not in duty_of_copy
    assert "petition" in limits_of(house, number)
    assert DutyKind.PETITION in duty_kinds(house)
    assert "keine Stellungnahme angefordert: gewöhnlicher Vorgang" in page
    assert "doch eine Stellungnahme angefordert" in page


def test_r26_the_first_draft_names_the_contact_and_what_is_missing(house: House) -> None:
    """The committee's address is no petitioner; the covering letter is there to be changed."""
    number = a_petition(house)

    page = house.sign_in().see(f"/petition/{number}/entwurf").text

    assert "Erika Beispiel\nTelefon 07274 000-0" in page
    assert "anbei erhalten Sie unsere Stellungnahme zur Petition" in page
    assert "Ausschuss" not in page.partition('id="petitioner"')[2].partition("</textarea>")[0]


def test_r26_of_two_editors_the_second_loses_nothing_and_sees_the_first(house: House) -> None:
    """Both texts stand on the page; saving again is a choice."""
    number = a_petition(house)
    first, second = house.sign_in(), house.sign_in(AccountRole.DEPUTY)

    write(first, number, 0, result="Ergebnis der Ersten")
    answer = write(second, number, 0, result="Ergebnis des Zweiten")
    again = write(second, number, 1, result="Ergebnis des Zweiten")

    assert answer.status_code == 409
    assert "Ergebnis des Zweiten</textarea>" in answer.text
    assert "Inzwischen gespeichert: Ergebnis" in answer.text
    assert "Ergebnis der Ersten" in answer.text
    assert "Inzwischen gespeichert: Sachverhalt" not in answer.text
    assert 'name="row_version" value="1"' in answer.text
    assert again.status_code == 303
    assert known(house, number).form.form.text("result") == "Ergebnis des Zweiten"  # type: ignore[arg-type]


def test_r26_a_deputy_who_enters_a_step_does_not_disturb_who_writes(house: House) -> None:
    """The text has a version of its own."""
    number = a_petition(house)
    writer, deputy = house.sign_in(), house.sign_in(AccountRole.DEPUTY)

    deputy.send(f"/petition/{number}/schritt", step="unit_asked", step_on="2026-11-23")
    set_competence(house, deputy, number, "county")

    assert write(writer, number).status_code == 303


def test_r26_the_statement_is_a_pdf_with_every_part_of_the_form(house: House) -> None:
    """In the form's order; measures that nobody took are told as well."""
    browser = house.sign_in()
    number = a_ready_petition(house, browser)

    answer = browser.see(f"/petition/{number}/stellungnahme?als=pdf")

    told = text_of(answer.data)
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=Stellungnahme-{number}.pdf"
    )
    order = [
        "Jobcenter Musterstadt",
        "Stellungnahme zur Petition",
        "Rosa Muster, Musterstadt",
        "Dauer der Bearbeitung",
        "Der Antrag ging am 1. September 2026 ein.",
        "§ 17 Absatz 1 SGB I.",
        "Keine.",
        "Der Petition wurde abgeholfen.",
        "Erika Beispiel, 07274 000-0",
    ]
    assert [told.index(each) for each in order] == sorted(told.index(each) for each in order)
    assert "Pet 4-21-11-8150-000123" in told
    assert "anbei die Stellungnahme" not in told
    assert house.accesses()[-1][:2] == ("officer", "download_statement")


def test_r26_statement_and_covering_letter_come_for_word(house: House) -> None:
    """A DOCX is a package with the text in it."""
    browser = house.sign_in()
    number = a_ready_petition(house, browser)
    path = f"/petition/{number}/stellungnahme?als=docx"

    statement = ZipFile(BytesIO(browser.see(path).data)).read("word/document.xml").decode()
    letter = browser.see(f"{path}&was=anschreiben").data
    cover = ZipFile(BytesIO(letter)).read("word/document.xml").decode()

    assert "Rechtliche Würdigung" in statement
    assert "§ 17 Absatz 1 SGB I." in statement
    assert "anbei die Stellungnahme." in cover
    assert "Kundenreaktionsmanagement" in cover


def test_r26_a_statement_goes_by_mail_to_the_krm_of_the_aa(house: House) -> None:
    """With the PDF enclosed; limits met, duty ended, the way begun."""
    with_routing(house)
    browser = house.sign_in()
    number = a_ready_petition(house, browser)

    answer = send(house, browser, number)

    page = browser.see(f"/petition/{number}").text
    assert answer.status_code == 303
    assert "geht in 30 Sekunden hinaus" in page
    assert "petition" not in limits_of(house, number)
    assert DutyKind.PETITION not in duty_kinds(house)
    assert DutyKind.CASE in duty_kinds(house)
    assert house.recipient_hashes(1)[-1] == house.filing.keys.hash("address", "krm@agentur.example")
    assert "Stellungnahme, wie sie abgesandt wurde" in page
    assert "Stellungnahme abgesandt" in page


def test_r26_the_mail_holds_the_covering_letter_and_the_statement(house: House) -> None:
    """The subject tells the number alone; the letter is its text, the statement its PDF."""
    with_routing(house)
    browser = house.sign_in()
    number = a_ready_petition(house, browser)
    send(house, browser, number)

    mail = mail_of(house, house.sent_for(1)[-1].id)

    (statement,) = mail.iter_attachments()
    text = mail.get_body()
    assert text is not None
    assert mail["To"] == "krm@agentur.example"
    assert mail["Subject"] == f"Stellungnahme zur Petition [{number}]"
    assert "anbei die Stellungnahme." in text.get_content()
    assert statement.get_filename() == f"Stellungnahme-{number}.pdf"
    assert "Der Petition wurde abgeholfen." in text_of(statement.get_payload(decode=True))  # type: ignore[arg-type]


def mail_of(house: House, dispatch: int) -> EmailMessage:
    """Return a mail as it waits in the outbox."""
    query = select(dispatch_wires.c.content).where(dispatch_wires.c.dispatch == dispatch)
    with reading(house.engine) as tx:
        content = tx.execute(query).scalar_one()
    return message_from_bytes(content, policy=default)


def test_r26_the_statement_as_it_left_can_be_read_afterwards(house: House) -> None:
    """Byte for byte what the mail held, as a file to take along."""
    with_routing(house)
    browser = house.sign_in()
    number = a_ready_petition(house, browser)
    send(house, browser, number)
    sent = known(house, number).sent
    assert sent is not None

    answer = browser.see(f"/petition/{number}/dokument/{sent.document}")

    assert "Der Petition wurde abgeholfen." in text_of(answer.data)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_sent_statement_is_taken_back_while_it_waits(house: House) -> None:
    """Within the half minute; afterwards there is no button, and asking for it changes nothing."""
    with_routing(house)
    browser = house.sign_in()
    number = a_ready_petition(house, browser)
    send(house, browser, number)
    before = len(house.sent_for(1))

    offered = "Absenden zurücknehmen" in browser.see(f"/petition/{number}").text
    answer = browser.send(f"/petition/{number}/senden/zuruecknehmen")

    assert offered
    assert answer.status_code == 303
    assert len(house.sent_for(1)) == before - 1
    assert "petition" in limits_of(house, number)
    assert DutyKind.PETITION in duty_kinds(house)
    assert send(house, browser, number).status_code == 303


def test_a_statement_that_has_left_is_not_taken_back(house: House) -> None:
    """The page says so."""
    with_routing(house)
    browser = house.sign_in()
    number = a_ready_petition(house, browser)
    send(house, browser, number)
    house.pass_time(timedelta(minutes=1))
    house.delivers()

    page = browser.see(f"/petition/{number}").text
    answer = browser.send(f"/petition/{number}/senden/zuruecknehmen")

    assert "Absenden zurücknehmen" not in page
    assert "vom Mailserver angenommen" in page
    assert answer.status_code == 409
    assert "hat das Haus schon verlassen" in answer.text


def test_r26_without_an_address_the_page_warns_and_offers_the_post(house: House) -> None:
    """Nothing goes to an address that the settings do not name."""
    browser = house.sign_in()
    number = a_ready_petition(house, browser)

    page = browser.see(f"/petition/{number}").text
    by_mail = send(house, browser, number, target="agency")
    by_post = send(house, browser, number, target="post", posted_on="2026-11-23")

    assert "steht keine Adresse in den Einstellungen" in page
    assert 'name="target" value="agency"' not in page
    assert 'name="target" value="post"' in page
    assert by_mail.status_code == 400
    assert by_post.status_code == 303
    sent = known(house, number).sent
    assert sent is not None
    assert (sent.way, sent.dispatch) == ("post", None)


def test_r27_to_the_support_office_the_step_to_the_rd_is_done_as_well(house: House) -> None:
    """And both go back together."""
    with_routing(house)
    browser = house.sign_in()
    number = a_ready_petition(house, browser)

    send(house, browser, number, target="support_office")
    steps = {each.step for each in known(house, number).petition.steps}
    browser.send(f"/petition/{number}/senden/zuruecknehmen")

    assert steps == {"to_agency", "to_regional_office"}
    assert known(house, number).petition.steps == ()


def test_r26_an_incomplete_statement_does_not_go(house: House) -> None:
    """The page names what is missing; the form sent all the same changes nothing."""
    with_routing(house)
    browser = house.sign_in()
    number = a_petition(house)
    set_competence(house, browser, number, "agency")
    write(browser, number, result="")

    page = browser.see(f"/petition/{number}").text
    answer = send(house, browser, number)

    assert "Es fehlt noch: Ergebnis." in page
    assert answer.status_code == 400
    assert "fehlen noch Angaben" in answer.text
    assert not known(house, number).petition.is_sent


def test_r26_the_text_that_was_on_the_screen_goes_or_none(house: House) -> None:
    """A deputy saved in between: the officer is told."""
    with_routing(house)
    browser, deputy = house.sign_in(), house.sign_in(AccountRole.DEPUTY)
    number = a_ready_petition(house, browser)
    write(deputy, number, 1, result="Anderes Ergebnis")

    answer = send(house, browser, number, form_version=1)

    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert not known(house, number).petition.is_sent


def test_r26_r27_the_way_is_entered_step_by_step_and_taken_back(house: House) -> None:
    """With its day; what comes after sending is not offered before it."""
    with_routing(house)
    browser = house.sign_in()
    number = a_ready_petition(house, browser)
    path = f"/petition/{number}/schritt"

    before = browser.see(f"/petition/{number}").text
    too_early = browser.send(path, step="arrived", step_on="2026-11-23")
    send(house, browser, number)
    browser.send(path, step="arrived", step_on="2026-11-23")
    arrived = browser.see(f"/petition/{number}").text
    browser.send(f"{path}/zuruecknehmen", step="arrived")

    assert 'value="arrived"' not in before
    assert too_early.status_code == 409
    assert "noch nicht abgesandt" in too_early.text
    assert "dort angekommen" in arrived
    assert known(house, number).petition.step("arrived") is None  # type: ignore[arg-type]


def test_r24_a_petition_is_led_to_from_its_case_and_from_the_list(house: House) -> None:
    """State and earliest limit on both."""
    number = a_petition(house)
    browser = house.sign_in()

    case, listed = browser.see(f"/vorgang/{number}").text, browser.see("/petitionen").text

    assert f'href="/petition/{number}"' in case
    assert "Die Stellungnahme ist noch nicht abgesandt" in case
    assert "Eingangstag bestätigen" in case
    assert f'href="/petition/{number}"' in listed
    assert "bis Mo, 07.12.2026" in listed


def test_r24_the_petition_stands_before_older_cases_in_the_register(house: House) -> None:
    """Whatever their limits."""
    house.files(a_decision(Label.COMPLAINT), received_at=house.now - timedelta(days=10))
    older = house.entry(1).case_number
    number = house.entry(house.files(a_decision(Label.PETITION))).case_number

    page = house.sign_in().see("/vorgaenge").text

    assert page.index(number) < page.index(older)


def test_r24_a_case_opened_again_owes_its_statement_again(house: House) -> None:
    """With the limits of the petition and its place on top; a sent one is an open case."""
    number = a_petition(house)
    browser = house.sign_in()
    close(house, browser, number)

    ended = limits_of(house, number)
    browser.send(f"/vorgang/{number}/oeffnen", row_version=version_of(house, number), reason="Neu")

    assert "petition" not in ended
    assert str(limits_of(house, number)["petition"]) == "2026-12-07"
    assert DutyKind.PETITION in duty_kinds(house)


def close(house: House, browser: Browser, number: str) -> None:
    """Close the case of a petition."""
    answer = browser.send(
        f"/vorgang/{number}/abschliessen",
        row_version=version_of(house, number),
        result="withdrawn",
        measure="",
    )
    assert answer.status_code == 303


def version_of(house: House, number: str) -> int:
    """Return the version of a case."""
    return known(house, number).case.row_version


def test_another_case_has_no_page_of_a_petition(house: House) -> None:
    """A complaint, and a number that does not exist."""
    complaint = house.entry(house.files(a_decision(Label.COMPLAINT))).case_number
    browser = house.sign_in()

    assert browser.see(f"/petition/{complaint}").status_code == 404
    assert browser.see("/petition/KRM-0").status_code == 404
    assert f"/petition/{complaint}" not in browser.see(f"/vorgang/{complaint}").text


@pytest.mark.parametrize("role", FORBIDDEN)
def test_r29_auditor_and_admin_see_no_petition(house: House, role: AccountRole) -> None:
    """Neither list nor page nor document."""
    number = a_petition(house)
    browser = house.sign_in(role)

    for path in (
        "/petitionen",
        f"/petition/{number}",
        f"/petition/{number}/entwurf",
        f"/petition/{number}/stellungnahme",
        f"/petition/{number}/dokument/1",
    ):
        assert browser.see(path).status_code == 403


def test_hostile_words_in_a_statement_are_shown_as_words(house: House) -> None:
    """On the page, in the form, and in the PDF."""
    browser = house.sign_in()
    number = a_petition(house)
    write(browser, number, facts="<script>alert(1)</script> #import {{ 7*7 }}")

    page = browser.see(f"/petition/{number}").text
    draft = browser.see(f"/petition/{number}/entwurf").text
    pdf = browser.see(f"/petition/{number}/stellungnahme?als=pdf").data

    assert "<script>alert" not in page + draft
    assert "<script>alert(1)</script> #import {{ 7*7 }}" in text_of(pdf)


def test_r34_the_pages_of_a_petition_have_one_heading_and_named_fields(house: House) -> None:
    """Before and after sending, for officer and director."""
    with_routing(house)
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_petition(house)
    set_competence(house, officer, number, "board", committee_on="2026-12-21")
    write(officer, number)

    for browser, path in (
        (officer, "/petitionen"),
        (officer, f"/petition/{number}"),
        (officer, f"/petition/{number}/entwurf"),
        (director, f"/petition/{number}"),
    ):
        form = Form.of(browser.see(path).text)
        assert form.main_headings == 1, path
        assert form.nameless() == [], path
        assert len(form.ids) == len(set(form.ids)), path


def test_every_part_of_the_form_can_be_filled_in(house: House) -> None:
    """What is typed is what is kept."""
    browser = house.sign_in()
    number = a_petition(house)
    write(browser, number)

    form = known(house, number).form.form

    assert {part: form.text(part) for part in TEXTS} == {
        part: text.replace("\r\n", "\n") for part, text in TEXTS.items()
    }
