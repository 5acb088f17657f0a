"""The office's own words at the desk: change, try, save, compare, go back (R11, R23)."""

import pytest

from cases.labels import Label
from correspondence.wording import delivered
from desk.access import MAY, Permission
from store import template_versions
from store.engine import reading, writing
from store.journal import JournalEntry
from store.people.accounts import AccountRole
from store.tables import dispatch_wires
from tests.correspondence.occasions import words
from tests.desk.builders import Browser, House, a_decision, a_letter
from tests.desk.case_work import opened
from tests.desk.petitions import a_petition

PAGE = "/vorlagen/neutral_acknowledgement"
OWN = "danke für Ihre Nachricht. Wir kümmern uns.\n"


def save(browser: Browser, text: str, *, row_version: int = 0, page: str = PAGE) -> object:
    """Save a text as the form does."""
    return browser.send(f"{page}/aendern", text=text, row_version=row_version, act="save")


def in_force(house: House, name: str = "neutral_acknowledgement") -> str | None:
    """Return the changed text in force."""
    return house.filing.edited().get(name)


def mailed_words(house: House, entry: JournalEntry) -> str:
    """Return the words of the last mail about a message."""
    with reading(house.engine) as tx:
        rows = tx.execute(dispatch_wires.select().order_by(dispatch_wires.c.dispatch)).all()
    return words(rows[-1].content)


def test_r11_the_list_shows_every_text_and_whether_it_was_changed(house: House) -> None:
    """With a title that the officer knows."""
    browser = house.sign_in()
    save(browser, OWN)

    page = browser.see("/vorlagen").text

    assert "Eingangsbestätigung ohne Inhalt" in page
    assert "Antwort: Entschuldigung" in page
    assert "geändert am Mo, 23.11.2026, 09:00 Uhr von officer" in page
    assert page.count("wie mitgeliefert") == 18


def test_r11_a_changed_text_is_tried_first_and_not_saved(house: House) -> None:
    """The example shows the whole letter."""
    browser = house.sign_in()

    answer = browser.send(f"{PAGE}/aendern", text=OWN, row_version=0, act="try")

    assert answer.status_code == 200
    assert "Gespeichert ist er noch nicht." in answer.text
    assert "Wir kümmern uns.\n\nAngaben zu Ihrer Nachricht" in answer.text
    assert in_force(house) is None


def test_r11_letters_go_out_in_the_saved_words(house: House) -> None:
    """The next acknowledgement already has them."""
    text = "herzlichen Dank. {{ hand_overs }}"
    save(house.sign_in(), text, page="/vorlagen/acknowledgement")

    number = house.files(a_decision(), a_letter())

    assert "herzlichen Dank." in mailed_words(house, house.entry(number))


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{% for i in range(10**12) %}x{% endfor %}",
        "{{ nummer }}",
        "{{ number",
        "{% include '/etc/passwd' %}",
    ],
)
def test_r12_a_broken_text_is_never_saved_and_never_lost(house: House, text: str) -> None:
    """The form shows it again with what is wrong."""
    answer = house.sign_in().send(f"{PAGE}/aendern", text=text, row_version=0, act="save")

    assert answer.status_code == 400
    assert "Nicht gespeichert." in answer.text
    assert text.replace("'", "&#39;") in answer.text
    assert in_force(house) is None


def test_r11_a_notice_without_telephone_number_is_refused(house: House) -> None:
    """The frame of all notices must name it."""
    text = delivered("notice").replace("Telefon: {{ contact.phone }}", "")

    answer = house.sign_in().send("/vorlagen/notice/aendern", text=text, row_version=0, act="save")

    assert answer.status_code == 400
    assert "Es fehlt die Telefonnummer der Ansprechperson" in answer.text


def test_html_in_a_text_is_shown_as_words(house: House) -> None:
    """Nothing of it becomes a page."""
    answer = house.sign_in().send(
        f"{PAGE}/aendern", text="<script>alert(1)</script>", row_version=0, act="try"
    )

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


def test_of_two_editors_the_second_keeps_the_text_and_sees_the_first(house: House) -> None:
    """Nobody overwrites anybody; nothing typed is lost."""
    first, second = house.sign_in(), house.sign_in(AccountRole.DEPUTY)
    save(first, OWN)

    answer = second.send(f"{PAGE}/aendern", text="anders", row_version=0, act="save")

    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert ">anders\n</textarea>" in answer.text
    assert "Wir kümmern uns." in answer.text
    assert in_force(house) == OWN


def test_versions_are_kept_with_who_when_and_what_changed(house: House) -> None:
    """The comparison is with the version before."""
    browser = house.sign_in()
    save(browser, OWN)
    save(browser, OWN.replace("Wir kümmern uns.", "Wir melden uns."), row_version=1)

    page = browser.see(f"{PAGE}/fassung/2").text

    assert "Gespeichert Mo, 23.11.2026, 09:00 Uhr von officer; gilt jetzt." in page
    assert "<del>weg: danke für Ihre Nachricht. Wir kümmern uns.</del>" in page
    assert "<ins>neu: danke für Ihre Nachricht. Wir melden uns.</ins>" in page


def test_one_can_go_back_to_any_version(house: House) -> None:
    """Going back is a version of its own."""
    browser = house.sign_in()
    save(browser, OWN)
    save(browser, "etwas anderes", row_version=1)

    answer = browser.send(f"{PAGE}/zurueck", version=1, row_version=2)

    assert answer.status_code == 303
    assert in_force(house) == OWN
    assert "Fassung 3" in browser.see(PAGE).text


def test_one_can_go_back_to_the_delivered_text(house: House) -> None:
    """From then on it counts, also after an update of the program."""
    browser = house.sign_in()
    save(browser, OWN)

    browser.send(f"{PAGE}/zurueck", row_version=1)

    assert in_force(house) is None
    assert "Es gilt der mitgelieferte Text." in browser.see(PAGE).text


def test_of_two_people_the_second_does_not_go_back_over_a_new_text(house: House) -> None:
    """The version that was on the screen counts."""
    browser = house.sign_in()
    save(browser, OWN)
    save(browser, "neuer", row_version=1)

    answer = browser.send(f"{PAGE}/zurueck", row_version=1)

    assert answer.status_code == 409
    assert in_force(house) == "neuer\n"


def test_r12_the_officer_is_told_of_a_text_that_no_longer_works(house: House) -> None:
    """As after an update that drops a placeholder; the delivered text goes out meanwhile."""
    with writing(house.engine) as tx:
        template_versions.save(
            tx, "acknowledgement", "{{ old_name }}", seen=0, by="officer", at=house.now
        )
    browser = house.sign_in()

    number = house.files(a_decision(), a_letter())

    assert "vielen Dank für Ihre Nachricht." in mailed_words(house, house.entry(number))
    assert "es gilt der mitgelieferte" in browser.see("/vorlagen").text
    assert "Vorlage „Eingangsbestätigung“: Der geänderte Text" in browser.see("/").text


def test_r22_praise_goes_on_in_the_offices_own_words(house: House) -> None:
    """Tried with an example first, then it is what the manager reads."""
    own = delivered("praise").replace("Guten Tag,", "Hallo zusammen,")
    officer, page = house.sign_in(), "/vorlagen/praise"
    tried = officer.send(f"{page}/aendern", text=own, row_version=0, act="try").text
    save(officer, own, page=page)
    case = house.entry(house.files(a_decision(Label.PRAISE), a_letter("Danke!"))).case_number

    form = opened(house.sign_in(AccountRole.DIRECTOR), "/lob", f"/lob/{case}")
    form.send(unit="Leistung 1", words="Danke!")

    told = mailed_words(house, house.entry(1))
    assert "Hallo zusammen," in tried
    assert told.startswith("Hallo zusammen,")
    assert "Danke!" in told


def test_r26_the_covering_letter_starts_in_the_offices_own_words(house: House) -> None:
    """The draft of a statement has it; who writes may still change it."""
    own = delivered("petition_cover").replace("mit der Bitte um Prüfung", "zur Prüfung")
    browser = house.sign_in()
    save(browser, own, page="/vorlagen/petition_cover")
    number = a_petition(house)

    page = browser.see(f"/petition/{number}/entwurf").text

    assert "anbei erhalten Sie unsere Stellungnahme zur Petition zur Prüfung und" in page


def test_a_text_or_version_that_does_not_exist_is_not_found(house: House) -> None:
    """Nothing but the list can be changed: no hand-over, no warning."""
    browser = house.sign_in()

    assert browser.see("/vorlagen/hand_over").status_code == 404
    assert browser.see("/vorlagen/..%2fcompose").status_code == 404
    assert browser.see(f"{PAGE}/fassung/7").status_code == 404
    assert browser.send(f"{PAGE}/zurueck", version=7, row_version=0).status_code == 404


@pytest.mark.parametrize("role", sorted(AccountRole))
def test_r29_only_who_works_the_cases_changes_texts(house: House, role: AccountRole) -> None:
    """Officer and deputy."""
    allowed = Permission.TEMPLATES in MAY[role]

    assert house.sign_in(role).see("/vorlagen").status_code == (200 if allowed else 403)
    assert allowed == (role in {AccountRole.OFFICER, AccountRole.DEPUTY})


def test_r33_a_change_stands_in_the_log(house: House) -> None:
    """Who and when; the text is in its version."""
    save(house.sign_in(), OWN)

    assert house.accesses()[-1][:2] == ("officer", "save_template")
