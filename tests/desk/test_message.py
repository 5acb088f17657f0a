"""One message: its text, never its HTML; why it was decided so; its files (R36, R33)."""

import re
from datetime import timedelta

import pytest

from cases.decision import DecidedBy, Decision, Finding, OtherKind, Verdict
from cases.labels import Label, Way
from store import dispatches
from store.engine import writing
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.elements import Elements
from tests.desk.hostile import faults_of

SCRIPT = "<script>alert(1)</script>"
IMAGE = '<img src="https://evil.example/pixel.png" onerror="alert(1)">'


def shown(house: House, number: int) -> str:
    """Return the page of a message as the officer sees it."""
    answer = house.sign_in().see(f"/eingang/{number}")
    assert answer.status_code == 200
    return answer.text


def test_r36_the_deciding_words_are_marked_where_they_stand(house: House) -> None:
    """The words that the rule found are inside `mark`, the rest is not."""
    letter = a_letter("Guten Tag, der Bescheid ist falsch. Bitte ändern.")
    number = house.files(a_decision(Label.OBJECTION, because="der Bescheid ist falsch"), letter)

    page = shown(house, number)

    assert "Guten Tag, <mark>der Bescheid ist falsch</mark>. Bitte ändern." in page
    assert "spricht für <strong>Widerspruch</strong>" in page


def test_r36_the_runner_up_is_named_and_its_button_stands_out(house: House) -> None:
    """A person sees what else it could be."""
    decision = Decision(
        labels=(Label.OBJECTION,),
        ways={Way.SGG: Verdict.ASK},
        decided_by=DecidedBy.MODEL,
        runner_up=Label.PRAISE,
    )
    number = house.files(decision)

    page = shown(house, number)

    assert "Nächstliegend wäre: Lob." in page
    assert re.search('<button name="label" value="praise"[^>]* class="likely"', page)
    assert re.search('<button name="label" value="petition"( data-key="[^"]*")?>', page)


def test_r36_what_is_a_label_already_is_no_runner_up(house: House) -> None:
    """Of a letter with two concerns, the second is not also what it could be instead."""
    decision = Decision(
        labels=(Label.OBJECTION, Label.COMPLAINT),
        ways={Way.SGG: Verdict.DO, Way.REGISTER: Verdict.DO},
        decided_by=DecidedBy.RULE,
        runner_up=Label.COMPLAINT,
    )

    assert "Nächstliegend wäre" not in shown(house, house.files(decision))


def test_r10_the_decision_stands_before_what_seldom_changes(house: House) -> None:
    """A letter that names its writer needs no look at the writer first."""
    page = shown(house, house.files(a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))))

    assert page.index(">Entscheiden<") < page.index(">Kundin oder Kunde<")


def test_r9a_a_guessed_customer_stands_before_the_decision(house: House) -> None:
    """Of passed-on mail the person is put right first."""
    letter = a_letter(
        "Von: Anna Muster <anna@citizen.example>\nGesendet: Montag\nBetreff: x\n\nNie erreichbar.",
        sender="Kollegin <k@jobcenter.example>",
    )
    decision = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))

    page = shown(house, house.files(decision, letter))

    assert page.index("nur vermutet") < page.index(">Entscheiden<")


def test_the_page_of_a_message_leads_to_its_case_at_once(house: House) -> None:
    """In the head, not only in the history."""
    number = house.files(a_decision(Label.COMPLAINT))

    page = shown(house, number)

    case = house.entry(number).case_number
    assert f'<dt>Vorgang</dt><dd><a href="/vorgang/{case}">' in page


def test_r9c_the_button_of_what_is_no_reaction_stands_out_too(house: House) -> None:
    """The program thought of advertising; nothing else is highlighted."""
    number = house.files(a_decision(Label.OTHER, other_kind=OtherKind.ADVERTISING))

    page = shown(house, number)

    assert re.search('<button name="other_kind" value="advertising"[^>]* class="likely"', page)
    assert page.count('class="likely"') == 1


@pytest.mark.parametrize("hostile", [SCRIPT, IMAGE, "{{ 7 * 7 }}", "</div><form action='//x'>"])
def test_hostile_words_are_shown_as_words_everywhere(house: House, hostile: str) -> None:
    """Body, subject, sender, file name and finding appear as text and make no element."""
    quoteless = hostile.replace('"', "'")
    letter = a_letter(
        f"Der Bescheid {hostile} ist falsch.",
        subject=f"Betreff {hostile}",
        sender=f'"Anna {quoteless}" <anna@citizen.example>',
        attachment=(f"datei {quoteless.replace('/', '')}.pdf", b"x"),
    )
    decision = a_decision(Label.OBJECTION, asks=frozenset({Way.SGG}), because=f"Bescheid {hostile}")
    number = house.files(decision, letter)

    page = shown(house, number)
    elements = Elements.of(page)

    assert faults_of(page) == []
    assert f"Bescheid {hostile}" in elements.words
    assert f"Betreff {hostile}" in elements.words
    assert f"Anna {quoteless}" in elements.words
    assert elements.names.isdisjoint({"img", "iframe", "object", "style"})
    assert all(action.startswith("/") and action[1:2] != "/" for action in elements.actions)


def test_html_mail_is_shown_as_text_and_loads_nothing(house: House) -> None:
    """Links, images and styles of the letter do not reach the page."""
    letter = a_letter(html=f"<p onclick='x()'>Der <b>Bescheid</b> ist falsch.{IMAGE}{SCRIPT}</p>")
    number = house.files(a_decision(Label.OBJECTION), letter)

    page = shown(house, number)

    assert "Der Bescheid ist falsch." in page
    assert "evil.example" not in page
    assert "<b>" not in page
    assert "onclick" not in page
    assert "Die Nachricht kam als HTML." in page


def test_quoted_words_are_folded_away_but_not_lost(house: House) -> None:
    """What stands in an earlier message is behind a summary, in the page all the same."""
    letter = a_letter(
        "Ich bleibe dabei.\n\nAm 20.11.2026 schrieb Jobcenter <krm@jobcenter.example>:\n"
        "> Sehr geehrte Frau Muster,\n> anbei Ihr Bescheid.\n"
    )
    number = house.files(a_decision(Label.COMPLAINT), letter)

    page = shown(house, number)

    own, _, folded = page.partition("<summary>Zitat aus einer früheren Nachricht</summary>")
    assert "Ich bleibe dabei." in own
    assert "anbei Ihr Bescheid." in folded
    assert "anbei Ihr Bescheid." not in own


def test_r33_every_reading_is_logged_with_its_number(house: House) -> None:
    """Page, original and attachment each leave a line; none holds an address."""
    number = house.files(content=a_letter(attachment=("a.pdf", b"pdf")))
    browser = house.sign_in()

    browser.see(f"/eingang/{number}")
    browser.see(f"/eingang/{number}/original")
    browser.see(f"/eingang/{number}/anlage/0")

    assert house.accesses()[1:] == [
        ("officer", "read_message", number),
        ("officer", "download_message", number),
        ("officer", "download_attachment", number),
    ]


def test_the_original_is_given_byte_for_byte_and_never_opened_by_the_browser(house: House) -> None:
    """What SGG asks for is what the server took in."""
    content = a_letter("Grüße aus Köln")
    number = house.files(content=content)

    answer = house.sign_in().see(f"/eingang/{number}/original")

    assert answer.data == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=eingang-{number}.eml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_attachment_is_only_ever_downloaded_under_a_tame_name(house: House) -> None:
    """An HTML file with a path and a turned-around name comes as octets under a plain name."""
    letter = a_letter(attachment=("../../böse\u202efdp.html", b"<script>alert(1)</script>"))
    number = house.files(content=letter)
    browser = house.sign_in()

    answer = browser.see(f"/eingang/{number}/anlage/0")

    assert answer.data == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert "/" not in disposition.replace("UTF-8''", "")
    assert "%E2%80%AE" not in disposition
    assert "\u202e" not in browser.see(f"/eingang/{number}").text


@pytest.mark.parametrize("path", ["/eingang/99", "/eingang/99/original", "/eingang/1/anlage/7"])
def test_what_does_not_exist_answers_in_plain_german(house: House, path: str) -> None:
    """No number tells anything about the inside."""
    house.files()

    answer = house.sign_in().see(path)

    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text


def test_what_happened_afterwards_stands_beside_the_message(house: House) -> None:
    """Journal, case, letters with their delivery, and limits with the way they were counted."""
    number = house.files()
    with writing(house.engine) as tx:
        later = house.now + timedelta(minutes=1)
        leased = dispatches.lease_next(tx, now=later, lease=timedelta(minutes=5))
        assert leased is not None
        dispatches.mark_delivered(tx, leased.id, answer="250 2.0.0", at=later)

    page = shown(house, number)

    assert house.entry(number).case_number in page
    assert "Eingangsbestätigung" in page
    assert "vom Mailserver angenommen am Mo, 23.11.2026, 09:01 Uhr (Antwort 250 2.0.0)" in page
    assert "So wurde gezählt: 14 Arbeitstage (Regel R13)" in page
    assert "Mo, 23.11.2026: Tag des Eingangs, zählt nicht" in page
    assert "Sa, 28.11.2026: Wochenende" in page
    assert "Fr, 11.12.2026: 14. Tag – Ende der Frist" in page


@pytest.mark.parametrize(
    ("fate", "told"),
    [
        ("refused", "vom Mailserver abgelehnt (Antwort 550)"),
        ("late", "noch nicht zugestellt, 1 Versuch"),
        ("bounced", "kam am Mo, 23.11.2026, 09:00 Uhr als unzustellbar zurück"),
        ("waiting", "wartet auf den Versand"),
    ],
)
def test_every_fate_of_a_letter_is_told(house: House, fate: str, told: str) -> None:
    """The officer sees what the mail server said."""
    number = house.files()
    later = house.now + timedelta(minutes=1)
    with writing(house.engine) as tx:
        if fate != "waiting":
            leased = dispatches.lease_next(tx, now=later, lease=timedelta(minutes=5))
            assert leased is not None
        if fate == "refused":
            dispatches.mark_refused(tx, leased.id, answer="550", at=house.now)
        if fate == "late":
            dispatches.try_later(tx, leased.id, answer="451", not_before=later)
        if fate == "bounced":
            dispatches.mark_delivered(tx, leased.id, answer="250", at=house.now)
            dispatches.mark_bounced(tx, leased.id, at=house.now)

    assert told in shown(house, number)


def test_r7_after_the_erasure_the_page_keeps_what_proves_the_hand_over(house: House) -> None:
    """No subject, no sender, no button; files and attachments are gone."""
    number = house.files(a_decision(Label.OBJECTION), a_letter(attachment=("a.pdf", b"pdf")))
    house.delivers()
    house.erases(number)
    browser = house.sign_in()

    page = browser.see(f"/eingang/{number}").text

    assert "Der Inhalt ist gelöscht" in page
    assert "vom Mailserver angenommen" in page
    assert "Niemand antwortet" not in page
    assert "entscheiden" not in page
    assert browser.see(f"/eingang/{number}/original").status_code == 404
    assert browser.see(f"/eingang/{number}/anlage/0").status_code == 404


def test_r8_the_excerpt_form_stands_there_only_while_it_is_owed(house: House) -> None:
    """A mixed message asks for its excerpt, a plain complaint does not."""
    mixed = house.files(a_decision(Label.OBJECTION, Label.COMPLAINT))
    plain = house.files(a_decision(Label.COMPLAINT))

    assert "Auszug übernehmen" in shown(house, mixed)
    assert (
        "Auszug übernehmen" not in house.sign_in(AccountRole.DEPUTY).see(f"/eingang/{plain}").text
    )


def test_a_finding_without_words_is_told_all_the_same(house: House) -> None:
    """A model's reason may name no phrase; nothing is marked then."""
    decision = Decision(
        labels=(Label.PRAISE,),
        ways={Way.REGISTER: Verdict.DO},
        decided_by=DecidedBy.MODEL,
        because=(Finding(source="model", label=Label.PRAISE),),
    )
    number = house.files(decision)

    page = shown(house, number)

    assert "spricht für <strong>Lob</strong>" in page
    assert "<mark>" not in page
