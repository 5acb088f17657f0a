"""Petitions of the board: two persons, and the director's hand (R28)."""

import pytest
from werkzeug.test import TestResponse

from cases.duties import DutyKind
from store.people.accounts import AccountRole
from tests.desk.builders import Browser, House
from tests.desk.petitions import (
    PDF,
    a_boards_petition,
    a_petition,
    a_ready_petition,
    authorise,
    duty_kinds,
    known,
    limits_of,
    send,
    set_competence,
    with_routing,
    write,
)
from tests.desk.test_petitions import text_of

AUTHORISED = "autorisiert-senden"


def test_r28_the_board_s_statement_goes_with_two_persons_by_the_directors_hand(
    house: House,
) -> None:
    """Both names stand on the paper."""
    with_routing(house)
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)

    first = authorise(director, number, "agency", "Dr. Anna Vorsitz")
    second = authorise(director, number, "county", "Karl Landmann")
    answer = send(house, director, number, path=AUTHORISED)

    assert (first.status_code, second.status_code, answer.status_code) == (303, 303, 303)
    record = known(house, number)
    assert record.sent is not None
    assert record.sent.sent_by == "director"
    assert limits_of(house, number).keys().isdisjoint({"petition", "committee"})
    assert DutyKind.PETITION not in duty_kinds(house)
    paper = director.see(f"/petition/{number}/dokument/{record.sent.document}").data
    assert "Agentur für Arbeit Dr. Anna Vorsitz 23.11.2026" in text_of(paper)
    assert "Landkreis Karl Landmann 23.11.2026" in text_of(paper)


@pytest.mark.parametrize("there", ["agency", "county", ""])
def test_r28_without_both_authorisations_it_cannot_be_sent(house: House, there: str) -> None:
    """The page says which is missing and offers no button; the form sent all the same fails."""
    with_routing(house)
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    if there:
        authorise(director, number, there, "Anna Vorsitz")

    page = director.see(f"/petition/{number}").text
    answer = send(house, director, number, path=AUTHORISED)

    assert "Stellungnahme absenden" not in page
    assert "Noch nicht möglich" in page
    assert answer.status_code == 400
    assert "fehlt." in answer.text
    assert not known(house, number).petition.is_sent
    assert DutyKind.PETITION in duty_kinds(house)


def test_r28_the_same_person_twice_is_refused_whatever_the_title(house: House) -> None:
    """What was typed stands in the form again."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    authorise(director, number, "agency", "Karl Landmann")

    answer = authorise(director, number, "county", "Landrat Dr. Karl Landmann")

    assert answer.status_code == 400
    assert "schon für den anderen Träger" in answer.text
    assert 'value="Landrat Dr. Karl Landmann"' in answer.text
    assert len(known(house, number).petition.authorisations) == 1


def test_r28_the_officer_cannot_send_for_the_board(house: House) -> None:
    """Neither through the own button nor through the director's."""
    with_routing(house)
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    authorise(director, number, "agency", "Anna Vorsitz")
    authorise(director, number, "county", "Karl Landmann")

    page = officer.see(f"/petition/{number}").text

    assert "Stellungnahme absenden" not in page
    assert send(house, officer, number).status_code == 400
    assert send(house, officer, number, path=AUTHORISED).status_code == 403
    assert not known(house, number).petition.is_sent


def test_r26_the_director_does_not_send_what_the_officer_sends(house: House) -> None:
    """A matter of one sponsor goes by the officer."""
    with_routing(house)
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_ready_petition(house, officer)

    assert send(house, director, number, path=AUTHORISED).status_code == 400
    assert send(house, director, number).status_code == 403
    assert not known(house, number).petition.is_sent


@pytest.mark.parametrize(
    "role", [AccountRole.OFFICER, AccountRole.DEPUTY, AccountRole.AUDITOR, AccountRole.ADMIN]
)
def test_r28_nobody_but_the_director_enters_an_authorisation(
    house: House, role: AccountRole
) -> None:
    """Nor takes one back."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    authorise(director, number, "agency", "Anna Vorsitz")
    browser = house.sign_in(role)
    own = "/zugriffe" if role is AccountRole.AUDITOR else "/"

    entered = authorise(browser, number, "county", "Karl Landmann", page=own)
    path = f"/petition/{number}/autorisierung/zuruecknehmen"
    gone = browser.send(path, sponsor="agency", page=own)

    assert (entered.status_code, gone.status_code) == (403, 403)
    assert [each.name for each in known(house, number).petition.authorisations] == ["Anna Vorsitz"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "Schreiben.pdf"),
        (b"MZ\x90\x00", "Schreiben.jpg"),
        (b"", "Schreiben.pdf"),
        (b"PK\x03\x04", "Schreiben.docx"),
    ],
)
def test_r28_a_document_is_known_by_its_content(house: House, content: bytes, name: str) -> None:
    """What only calls itself PDF or picture is not kept."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)

    answer = authorise(director, number, "agency", "Anna Vorsitz", content=content, file_name=name)

    assert answer.status_code == 400
    assert "Anna Vorsitz" in answer.text
    assert known(house, number).petition.authorisations == ()


def test_r28_a_document_comes_back_as_a_file_with_an_honest_name(house: House) -> None:
    """Never opened by the browser; its ending is that of its content."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    authorise(director, number, "agency", "Anna Vorsitz", file_name="../../ein\u202efdp.exe")
    (there,) = known(house, number).petition.authorisations

    answer = officer.see(f"/petition/{number}/dokument/{there.document}")

    assert answer.data == PDF
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "attachment; filename=einfdp.pdf"
    assert house.accesses()[-1][:2] == ("officer", "download_document")


def test_r28_a_scan_of_some_megabytes_is_taken(house: House) -> None:
    """Elsewhere a form of that size is refused."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)

    answer = upload(director, number, PDF + bytes(3_000_000))
    too_much = upload(director, number, bytes(21_000_000))

    assert answer.status_code == 303
    assert too_much.status_code == 413


def test_r28_a_text_changed_after_authorisation_asks_the_director(house: House) -> None:
    """Only with the word that the authorisations hold for it."""
    with_routing(house)
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    authorise(director, number, "agency", "Anna Vorsitz")
    authorise(director, number, "county", "Karl Landmann")
    house.clock[0] = house.now.replace(hour=12)
    officer = house.sign_in()
    director = house.sign_in(AccountRole.DIRECTOR)
    write(officer, number, 1, result="Anders")

    page = director.see(f"/petition/{number}").text
    without = send(house, director, number, path=AUTHORISED)
    with_word = send(house, director, number, path=AUTHORISED, covers_latest="yes")

    assert "nach der Autorisierung geändert" in page
    assert without.status_code == 400
    assert "nach der Autorisierung geändert" in without.text
    assert with_word.status_code == 303


def test_r28_an_authorisation_can_be_taken_back_with_its_document(house: House) -> None:
    """The document is gone as well."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    authorise(director, number, "agency", "Anna Vorsitz")
    (there,) = known(house, number).petition.authorisations

    director.send(f"/petition/{number}/autorisierung/zuruecknehmen", sponsor="agency")
    again = director.send(f"/petition/{number}/autorisierung/zuruecknehmen", sponsor="agency")

    assert again.status_code == 409
    assert known(house, number).petition.authorisations == ()
    assert director.see(f"/petition/{number}/dokument/{there.document}").status_code == 404


def test_r28_the_director_sees_dates_state_and_missing_authorisations_in_one_list(
    house: House,
) -> None:
    """And is led to the petition."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    authorise(director, number, "agency", "Anna Vorsitz")

    page = director.see("/petitionen").text

    assert "Autorisierung fehlt: Landrätin, Landrat oder Vertretung" in page
    assert "Autorisierung fehlt: Vorsitz" not in page
    assert "Trägerversammlung" in page
    assert "bis Mo, 07.12.2026" in page
    assert f'href="/petition/{number}"' in page


def test_r28_a_written_statement_lies_before_the_director(house: House) -> None:
    """In the director's queue, with the way to it; before it is written it is the officer's."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_petition(house)
    before = director.see("/").text

    set_competence(house, officer, number, "board", committee_on="2026-12-21")
    write(officer, number)
    after = director.see("/").text

    assert number not in before
    assert f"/vorgang/{number}" in after
    assert f"/petition/{number}" in director.see(f"/vorgang/{number}").text


def test_r29_the_director_reads_the_statement_and_writes_nothing_of_it(house: House) -> None:
    """Dates, competence, text and steps are the officer's."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)

    page = director.see(f"/petition/{number}").text

    assert "Der Petition wurde abgeholfen." in page
    assert "zustaendigkeit" not in page.replace('id="zustaendigkeit"', "")
    assert director.see(f"/petition/{number}/entwurf").status_code == 403
    for path, fields in (
        ("eingang", {"received_on": "2026-11-20", "row_version": 1}),
        ("zustaendigkeit", {"competence": "agency", "row_version": 1}),
        ("abschrift", {"is_copy": "yes", "row_version": 1}),
        ("schritt", {"step": "drafted", "step_on": "2026-11-23"}),
        ("entwurf", {"row_version": 1}),
    ):
        answer = director.send(f"/petition/{number}/{path}", **fields)
        assert answer.status_code == 403, path


def test_another_case_does_not_open_a_document_by_its_number(house: House) -> None:
    """Documents belong to one case."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    authorise(director, number, "agency", "Anna Vorsitz")
    (there,) = known(house, number).petition.authorisations
    other = a_petition(house)

    assert officer.see(f"/petition/{other}/dokument/{there.document}").status_code == 404


def upload(browser: Browser, number: str, content: bytes) -> TestResponse:
    """Send the form as a browser writes it; the test client would leave a file open."""
    fields = {
        "csrf_token": browser.token(),
        "sponsor": "agency",
        "who": "Anna Vorsitz",
        "authorised_on": "2026-11-23",
        "way": "letter",
    }
    part = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    body = b"".join(part % (name.encode(), b"", text.encode()) for name, text in fields.items())
    body += part % (b"document", b'; filename="a.pdf"', content) + b"--x--\r\n"
    return browser.client.post(
        f"/petition/{number}/autorisierung",
        data=body,
        content_type="multipart/form-data; boundary=x",
    )
