"""The final answer at the desk: written, agreed, looked at, sent, taken back (R19, R20, R23)."""

from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO

import docx
import pypdfium2
import pytest
from sqlalchemy import update

from cases.duties import DutyKind
from cases.letter import LetterKind
from store import deadlines, dispatches
from store.engine import reading, writing
from store.people.accounts import AccountRole
from store.tables import cases, dispatch_wires, journal_lines
from tests.correspondence.occasions import parsed
from tests.desk.answering import (
    ANSWER,
    a_case,
    a_ready_answer,
    begun,
    consented,
    draft_of,
    kept,
    letters_of,
    noted,
    path,
    sent,
)
from tests.desk.builders import House, a_decision, a_letter


def answers_out(house: House, number: str) -> list[EmailMessage]:
    """Return the mails with the final answer that were filed."""
    with reading(house.engine) as tx:
        lines = [each for each in dispatches.lines(tx) if each.kind is LetterKind.FINAL_ANSWER]
        rows = {row.dispatch: row.content for row in tx.execute(dispatch_wires.select())}
    return [parsed(rows[each.id]) for each in lines if each.case_number == number]


def running(house: House, number: str) -> set[str]:
    """Return the kinds of limits that run for a case."""
    with reading(house.engine) as tx:
        return {str(each.kind) for each in deadlines.open_of_case(tx, number)}


def test_r23_an_answer_begins_with_the_words_of_a_template(house: House) -> None:
    """The customer's name and the day are in it; what only the officer knows is marked."""
    number, browser = a_case(house), house.sign_in()

    begun(browser, number, "answer_apology")

    text = draft_of(house, number).text
    assert text.startswith("Guten Tag Anna Muster,\n\nSie haben uns am 23.11.2026 geschrieben.")
    assert "[[Was nicht gut war]]" in text
    assert "[[Was nicht gut war]]" in browser.see(path(number)).text


def test_r23_an_answer_begins_with_the_offices_own_template(house: House) -> None:
    """The version in force counts."""
    number, browser = a_case(house), house.sign_in()
    own = "{{ salutation }}\n\nunsere eigenen Worte.\n"
    browser.send("/vorlagen/answer_thanks/aendern", text=own, row_version=0, act="save")

    begun(browser, number, "answer_thanks")

    assert draft_of(house, number).text == "Guten Tag Anna Muster,\n\nunsere eigenen Worte.\n"


def test_r34_a_help_in_plain_german_is_put_below_the_answer_once(house: House) -> None:
    """Pressed twice it stands there once; the officer may change it like every word."""
    number, browser = a_case(house), house.sign_in()
    begun(browser, number)

    kept(house, browser, number, act="plain")
    kept(house, browser, number, act="plain", text=draft_of(house, number).text)

    text = draft_of(house, number).text
    assert text.startswith(ANSWER)
    assert text.count("Das ist eine kurze Hilfe in Leichter Sprache.") == 1
    assert "Die Nachricht war vom 23.11.2026." in text
    assert "Die Telefonnummer ist: 07274 000-0." in text


def test_r23_a_draft_is_kept_and_shown_on_the_case(house: House) -> None:
    """With who wrote last, and what is still missing."""
    number, browser = a_case(house), house.sign_in()
    begun(browser, number)

    answer = kept(house, browser, number)

    page = browser.see(f"/vorgang/{number}").text
    assert answer.headers["Location"] == path(number)
    assert draft_of(house, number).text == ANSWER
    assert "Entwurf, zuletzt geändert Mo, 23.11.2026, 09:00 Uhr von officer." in page
    assert "noch nicht mit der Fachkraft abgestimmt" in page


def test_of_two_officers_the_second_keeps_the_text_and_sees_the_first(house: House) -> None:
    """Nobody overwrites anybody; nothing typed is lost."""
    number, first, second = a_case(house), house.sign_in(), house.sign_in(AccountRole.DEPUTY)
    begun(first, number)
    kept(house, first, number)

    answer = kept(house, second, number, text="Etwas anderes.", row_version=1)

    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert ">Etwas anderes.\n</textarea>" in answer.text
    assert "Wir haben den Telefondienst verstärkt." in answer.text
    assert draft_of(house, number).text == ANSWER


def test_text_typed_while_somebody_sent_the_answer_is_not_lost(house: House) -> None:
    """It is shown, although there is no draft any more."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    draft = draft_of(house, number)
    sent(house, browser, number)

    answer = browser.send(
        path(number, "/speichern"),
        letter=draft.id,
        row_version=draft.row_version,
        subject="Betreff",
        text="Nachgetragene Worte.",
    )

    assert answer.status_code == 409
    assert "Nachgetragene Worte." in answer.text


def test_of_two_officers_only_one_begins_a_draft(house: House) -> None:
    """The second finds the first one's."""
    number, first, second = a_case(house), house.sign_in(), house.sign_in(AccountRole.DEPUTY)
    begun(first, number, "answer_thanks")
    begun(second, number)

    assert len(letters_of(house, number)) == 1
    assert "Guten Tag Anna Muster" in draft_of(house, number).text


def test_r19_no_answer_before_the_agreement_is_on_the_case(house: House) -> None:
    """Neither by e-mail nor by post; the page says what is missing."""
    number, browser = a_case(house), house.sign_in()
    consented(house, number)
    begun(browser, number)
    kept(house, browser, number)

    by_mail, by_post = sent(house, browser, number), sent(house, browser, number, "/verschickt")

    assert (by_mail.status_code, by_post.status_code) == (400, 400)
    assert "noch nicht mit der Fachkraft abgestimmt" in by_mail.text
    assert answers_out(house, number) == []
    assert draft_of(house, number).text == ANSWER


def test_r20_a_wish_not_met_needs_alternatives_on_the_case(house: House) -> None:
    """With the note it goes."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    kept(house, browser, number, wish_met="no")

    before = sent(house, browser, number)
    noted(house, number, "alternatives")
    after = sent(house, browser, number)

    assert before.status_code == 400
    assert "welche Alternativen es gibt, oder warum keine gefragt wurden" in before.text
    assert after.status_code == 303


def test_r20_whether_the_wish_is_met_must_be_said(house: House) -> None:
    """It is asked for in the draft."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    kept(house, browser, number, wish_met="")

    answer = sent(house, browser, number)

    assert answer.status_code == 400
    assert "ob der Wunsch des Kunden erfüllt ist" in answer.text


def test_r23_places_of_the_template_stop_an_answer(house: House) -> None:
    """No customer reads double brackets."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    kept(house, browser, number, text="Guten Tag,\n\n[[Grund]]")

    assert sent(house, browser, number).status_code == 400
    assert answers_out(house, number) == []


def test_r23_an_answer_goes_by_mail_with_contact_number_and_pdf(house: House) -> None:
    """The text is the mail; its subject holds our number only; the sign ends it."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)

    answer = sent(house, browser, number, with_pdf="yes")

    (mail,) = answers_out(house, number)
    body = mail.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    (enclosed,) = mail.iter_attachments()
    assert answer.headers["Location"] == f"/vorgang/{number}"
    assert mail["To"] == "anna@citizen.example"
    assert mail["Subject"] == f"Antwort vom Jobcenter Musterstadt [{number}]"
    assert mail["Auto-Submitted"] is None
    assert "Wir haben den Telefondienst verstärkt. Mit freundlichen Grüßen" in text
    assert "Erika Beispiel Telefon: 07274 000-0" in text
    assert f"Nummer: {number}" in text
    assert "Sie können auf diese E-Mail antworten." in text
    assert enclosed.get_filename() == f"antwort-{number}.pdf"
    assert enclosed.get_content().startswith(b"%PDF-")


def test_r23_the_pdf_is_left_out_where_it_is_not_wanted(house: House) -> None:
    """The mail alone is enough."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)

    sent(house, browser, number)

    (mail,) = answers_out(house, number)
    assert list(mail.iter_attachments()) == []


def test_r13_sending_ends_the_limit_and_the_case_can_be_closed(house: House) -> None:
    """The history tells it."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    assert "close" in running(house, number)

    sent(house, browser, number)

    page = browser.see(f"/vorgang/{number}").text
    assert "close" not in running(house, number)
    assert "Antwort per E-Mail gesendet" in page
    assert "Der Vorgang kann abgeschlossen werden." in page


def test_r33_what_was_sent_can_be_read_on_the_case(house: House) -> None:
    """Whoever is asked about it later reads what the customer read."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)

    sent(house, browser, number)

    page = browser.see(f"/vorgang/{number}").text
    assert "Was verschickt wurde" in page
    assert "Wir haben den Telefondienst verstärkt." in page


def test_r23_without_consent_there_is_no_mail_and_the_letter_goes_by_post(house: House) -> None:
    """The page says why; printing is offered and noted."""
    number, browser = a_case(house), house.sign_in()
    noted(house, number, "agreement")
    begun(browser, number)
    kept(house, browser, number)

    refused = sent(house, browser, number)
    posted = sent(house, browser, number, "/verschickt")

    (letter,) = letters_of(house, number)
    assert refused.status_code == 400
    assert "Der Kunde hat Antworten per E-Mail nicht zugestimmt." in refused.text
    assert posted.status_code == 303
    assert (letter.state, letter.way, letter.sent_by) == ("sent", "post", "officer")
    assert answers_out(house, number) == []
    assert "close" not in running(house, number)
    assert (
        "Verschickt als Brief</strong> am Mo, 23.11.2026" in browser.see(f"/vorgang/{number}").text
    )


def test_r12_after_the_answer_by_post_no_acknowledgement_is_to_be_written(house: House) -> None:
    """It was answered before anybody had time to acknowledge it: nobody is warned any more."""
    number, browser = a_case(house, sender="Uwe Amt <uwe@jobcenter.example>"), house.sign_in()
    waited = {duty.kind for duty in house.duties_of(1)}
    noted(house, number, "agreement")
    begun(browser, number)
    kept(house, browser, number)

    sent(house, browser, number, "/verschickt")

    assert waited == {DutyKind.CASE, DutyKind.NOTICE_BY_HAND}
    assert {duty.kind for duty in house.duties_of(1)} == {DutyKind.CASE}


def test_r15a_no_answer_to_a_customer_goes_to_a_parliament(house: House) -> None:
    """Even with consent noted by mistake."""
    number = a_case(house, sender="Ausschuss <post@petition.bundestag.example>")
    browser = house.sign_in()
    noted(house, number, "agreement")
    consented(house, number)
    begun(browser, number)
    kept(house, browser, number)

    answer = sent(house, browser, number)

    assert answer.status_code == 400
    assert "Behörde, Gericht, eigenes Haus" in answer.text


def test_an_answer_waits_a_moment_and_can_be_taken_back(house: House) -> None:
    """It is a draft again, the limit runs again, nothing leaves the house."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    sent(house, browser, number)
    (letter,) = letters_of(house, number)
    assert "Antwort zurücknehmen" in browser.see(f"/vorgang/{number}").text

    answer = browser.send(path(number, "/zuruecknehmen"), letter=letter.id)

    assert answer.headers["Location"] == path(number)
    assert draft_of(house, number).text == ANSWER
    assert answers_out(house, number) == []
    assert "close" in running(house, number)
    assert sent(house, browser, number).status_code == 303


def test_what_is_on_its_way_is_not_taken_back(house: House) -> None:
    """The officer learns it; the answer stays sent."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    sent(house, browser, number)
    (letter,) = letters_of(house, number)
    house.pass_time(timedelta(seconds=31))

    browser.send(path(number, "/zuruecknehmen"), letter=letter.id)

    page = browser.see(f"/vorgang/{number}").text
    assert "Nicht zurückgenommen" in page
    assert "Antwort zurücknehmen" not in page
    assert letters_of(house, number) == (letter,)
    assert "close" not in running(house, number)


def test_two_clicks_send_one_mail(house: House) -> None:
    """The second leads where the first did."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    draft = draft_of(house, number)
    fields = {"letter": draft.id, "row_version": draft.row_version}

    first = browser.send(path(number, "/senden"), **fields)
    second = browser.send(path(number, "/senden"), **fields)

    assert second.status_code == 303
    assert second.headers["Location"] == first.headers["Location"]
    assert len(answers_out(house, number)) == 1


def test_an_answer_changed_meanwhile_is_not_sent(house: House) -> None:
    """What goes out is what was looked at."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    version = draft_of(house, number).row_version
    kept(house, browser, number, text="Ganz anders.")

    answer = sent(house, browser, number, row_version=version)

    assert answer.status_code == 409
    assert answers_out(house, number) == []


def test_another_draft_than_the_one_looked_at_is_not_sent(house: House) -> None:
    """As when the first was thrown away and another begun, in the same version."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    first = draft_of(house, number)
    sent(house, browser, number, "/verwerfen")
    begun(browser, number)
    kept(house, browser, number, text="Etwas Neues.")
    assert draft_of(house, number).row_version == first.row_version

    answer = sent(house, browser, number, letter=first.id)

    assert answer.status_code == 409
    assert answers_out(house, number) == []


def test_r34_the_letter_can_be_had_as_pdf_and_for_word(house: House) -> None:
    """Both hold head, recipient, number, text and contact."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)

    paper, word = browser.see(path(number, "/brief.pdf")), browser.see(path(number, "/brief.docx"))

    page = pypdfium2.PdfDocument(paper.data)[0].get_textpage().get_text_range()
    written = "\n".join(each.text for each in docx.Document(BytesIO(word.data)).paragraphs)
    for text in (page, written):
        for words in (
            "Jobcenter Musterstadt",
            "Anna Muster",
            f"Unser Zeichen: {number}",
            "Ihre Nachricht vom: 23.11.2026",
            "Telefon: 07274 000-0",
            "Wir haben den Telefondienst verstärkt.",
            "Mit freundlichen Grüßen",
        ):
            assert words in text
    assert paper.mimetype == "application/pdf"
    assert f"antwort-{number}.pdf" in paper.headers["Content-Disposition"]
    assert f"antwort-{number}.docx" in word.headers["Content-Disposition"]


def test_hostile_words_in_an_answer_and_a_name_are_only_words(house: House) -> None:
    """On the page, in the paper, in the mail."""
    number = a_case(house, sender='"<script>alert(1)</script> #panic()" <anna@citizen.example>')
    browser = house.sign_in()
    noted(house, number, "agreement")
    consented(house, number)
    begun(browser, number, "answer_thanks")
    kept(house, browser, number, text='<script>alert(2)</script> {{ 7*7 }} #panic("x")')

    page = browser.see(path(number, "/ansehen")).text
    paper = browser.see(path(number, "/brief.pdf")).data

    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page
    assert '#panic("x")' in pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()


def test_a_draft_can_be_thrown_away(house: House) -> None:
    """Then another can be begun."""
    number, browser = a_case(house), house.sign_in()
    begun(browser, number, "answer_thanks")

    answer = sent(house, browser, number, "/verwerfen")

    assert answer.headers["Location"] == f"/vorgang/{number}"
    assert letters_of(house, number) == ()
    begun(browser, number)
    assert draft_of(house, number).text == ""


def test_a_draft_changed_meanwhile_is_not_thrown_away(house: House) -> None:
    """Somebody has just written in it."""
    number, browser = a_case(house), house.sign_in()
    begun(browser, number)
    kept(house, browser, number)

    answer = sent(house, browser, number, "/verwerfen", row_version=1)

    assert answer.status_code == 409
    assert draft_of(house, number).text == ANSWER


@pytest.mark.parametrize("way", ["/senden", "/verschickt"])
def test_who_sends_an_answer_that_is_gone_reads_that_on_the_case(house: House, way: str) -> None:
    """A second press of the button is no page that does not exist."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    fields = {"letter": draft_of(house, number).id, "row_version": 2}
    sent(house, browser, number, "/verschickt")

    answer = browser.send(path(number, way), **fields)

    assert answer.headers["Location"] == f"/vorgang/{number}"
    assert "schon verschickt oder verworfen" in browser.see(f"/vorgang/{number}").text


def test_a_draft_is_changed_through_its_own_case_only(house: House) -> None:
    """A forged number reaches no other case's answer."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    other = house.entry(house.files(a_decision(), a_letter("Zweite"))).case_number
    draft = draft_of(house, number)

    answer = browser.send(
        path(other, "/speichern"),
        letter=draft.id,
        row_version=draft.row_version,
        subject="x",
        text="fremd",
    )

    assert answer.status_code == 409
    assert draft_of(house, number).text == ANSWER


def test_a_text_that_is_too_long_is_refused_and_shown_again(house: House) -> None:
    """Fifty thousand characters are many letters."""
    number, browser = a_case(house), house.sign_in()
    begun(browser, number)

    answer = kept(house, browser, number, text="lang " * 10_001)

    assert answer.status_code == 400
    assert "zu lang" in answer.text
    assert draft_of(house, number).text == ""


def test_r21_a_closed_case_takes_no_answer(house: House) -> None:
    """Neither a new one nor the sending of a draft."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)
    with writing(house.engine) as tx:
        tx.execute(update(cases).where(cases.c.number == number).values(state="closed"))

    answer = sent(house, browser, number)

    assert answer.status_code == 400
    assert "Der Vorgang ist abgeschlossen." in answer.text


@pytest.mark.parametrize("role", [AccountRole.DIRECTOR, AccountRole.AUDITOR, AccountRole.ADMIN])
def test_r29_answers_are_written_by_officer_and_deputy_only(
    house: House, role: AccountRole
) -> None:
    """Nobody else sees a draft or sends one."""
    number = a_ready_answer(house, house.sign_in())
    browser = house.sign_in(role)

    for step in ("", "/ansehen", "/brief.pdf", "/brief.docx"):
        assert browser.see(path(number, step)).status_code == 403


def test_r29_the_director_reads_the_case_and_sends_no_answer(house: House) -> None:
    """Working it is the officer's."""
    number = a_ready_answer(house, house.sign_in())

    assert sent(house, house.sign_in(AccountRole.DIRECTOR), number).status_code == 403
    assert answers_out(house, number) == []


def test_r33_reading_and_sending_stand_in_the_log(house: House) -> None:
    """Who did what."""
    browser = house.sign_in()
    number = a_ready_answer(house, browser)

    sent(house, browser, number)

    done = [what for _, what, _ in house.accesses()]
    assert "write_answer" in done
    assert done[-1] == "send_answer"


def test_r6_the_answer_to_a_case_hidden_from_an_officer_does_not_open_for_her(
    house: House,
) -> None:
    """Neither to read nor to write; her deputy works it."""
    number = a_case(house)
    begun(house.sign_in(AccountRole.DEPUTY), number)
    journal = house.sent_for(1)[0].journal
    with writing(house.engine) as tx:
        line = update(journal_lines).where(journal_lines.c.number == journal)
        tx.execute(line.values(hidden_from=house.filing.keys.hash("name", "Erika Beispiel")))
    browser = house.sign_in()

    assert browser.see(path(number)).status_code == 404
    assert browser.see(path(number, "/brief.pdf")).status_code == 404
    assert kept(house, browser, number).status_code == 404
    assert sent(house, browser, number).status_code == 404
    assert draft_of(house, number).text == ""
    assert house.sign_in(AccountRole.DEPUTY).see(path(number)).status_code == 200
