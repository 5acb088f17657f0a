"""What citizens read: contact, dates, number, privacy, and nothing of their case."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cases.labels import Way
from cases.letter import NOTICES, Letter, LetterKind
from cases.office import Contact, Deputy
from correspondence.compose import authority_text, compose, text_of
from tests.builders import an_office
from tests.correspondence.occasions import ORIGINAL, a_notice, an_occasion, parsed, words

EVERY_NOTICE = sorted(NOTICES)
AWAY = Deputy(
    name="Max Vertretung",
    phone="07274 000-1",
    on_duty_from=date(2026, 12, 21),
    on_duty_until=date(2027, 1, 6),
)


@pytest.mark.parametrize("kind", EVERY_NOTICE)
def test_r11_every_notice_names_contact_dates_and_number(kind: LetterKind) -> None:
    """Name and telephone of the officer, day of receipt, number, day of the answer."""
    text = words(compose(a_notice(kind), an_occasion()).content)

    assert "Erika Beispiel Telefon: 07274 000-0" in text
    assert "Eingang bei uns: 23.11.2026" in text
    assert "Nummer: KRM-7F3K-Q2" in text
    assert "voraussichtlich bis: 11.12.2026" in text


@pytest.mark.parametrize("kind", EVERY_NOTICE)
def test_r11_every_notice_tells_about_privacy(kind: LetterKind) -> None:
    """The notice of Art. 13 DSGVO stands in each, with who is responsible and where to ask."""
    text = words(compose(a_notice(kind), an_occasion()).content)

    assert "Hinweis zum Datenschutz (Artikel 13 DSGVO)" in text
    assert "Verantwortlich für Ihre Daten ist: Jobcenter Musterstadt." in text


def test_r11_the_deputy_on_duty_is_named_on_the_day_the_notice_leaves() -> None:
    """Received before the holiday, sent within it: the deputy answers the telephone."""
    contact = Contact(name="Erika Beispiel", phone="07274 000-0", email="", deputies=(AWAY,))
    occasion = an_occasion(
        office=an_office(contact=contact), sent_at=datetime(2026, 12, 20, 23, 30, tzinfo=UTC)
    )

    text = words(compose(a_notice(), occasion).content)

    assert "Max Vertretung Telefon: 07274 000-1" in text
    assert "Erika Beispiel" not in text


def test_r14_the_day_of_receipt_is_the_day_in_berlin() -> None:
    """Half past eleven at night in UTC is the next day here."""
    late = an_occasion(received_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))

    assert "Eingang bei uns: 24.11.2026" in words(compose(a_notice(), late).content)


def test_r11_without_a_case_the_number_is_the_line_in_the_journal() -> None:
    """What is handed over has no case number (R5)."""
    mail = parsed(compose(a_notice(), an_occasion(case_number="")).content)

    assert mail["Subject"] == "Ihre Nachricht an das Jobcenter Musterstadt [Eingang 17]"


def test_r11_without_a_day_for_the_answer_none_is_promised() -> None:
    """The notice says so, and who will answer."""
    text = words(compose(a_notice(), an_occasion(answer_by=None)).content)

    assert "Antwort voraussichtlich bis" not in text
    assert "Wie lange die Prüfung dauert, steht noch nicht fest." in text


def test_r16_a_transfer_notice_promises_no_answer_in_another_offices_name() -> None:
    """How long SGG takes for an objection is not ours to say; the next message is expected."""
    to_sgg = a_notice(LetterKind.TRANSFER_NOTICE, Way.SGG)

    assert "Nächste Nachricht voraussichtlich bis: 11.12.2026" in text_of(to_sgg, an_occasion())
    assert "Antwort voraussichtlich bis: 11.12.2026" in text_of(a_notice(), an_occasion())


@pytest.mark.parametrize("kind", EVERY_NOTICE)
def test_r14b_a_notice_holds_nothing_of_the_letter(kind: LetterKind) -> None:
    """Neither subject nor text nor address of the letter is repeated; the subject is a number."""
    notice = compose(a_notice(kind, Way.SGG), an_occasion(original=ORIGINAL))
    mail = parsed(notice.content)

    assert mail["Subject"] == "Ihre Nachricht an das Jobcenter Musterstadt [KRM-7F3K-Q2]"
    assert "Mein Bescheid" not in words(notice.content)
    assert "Er ist falsch" not in words(notice.content)
    assert "Jana Winter" not in words(notice.content)
    assert not mail.is_multipart()


def test_r16_the_transfer_notice_to_sgg_holds_the_approved_sentence() -> None:
    """SGG's own sentence about the form of an objection, and who has the message now."""
    office = an_office(objection_sentence="Bitte unterschreiben Sie Ihren Widerspruch.")
    notice = compose(a_notice(LetterKind.TRANSFER_NOTICE, Way.SGG), an_occasion(office=office))

    text = words(notice.content)

    assert "Wichtig: Bitte unterschreiben Sie Ihren Widerspruch." in text
    assert "Dafür ist die Widerspruchsstelle (Sachgebiet SGG) zuständig." in text


def test_r16_the_transfer_notice_about_the_director_speaks_of_no_objection() -> None:
    """The form of an objection does not matter there."""
    text = words(compose(a_notice(LetterKind.TRANSFER_NOTICE, Way.DIRECTOR), an_occasion()).content)

    assert "Ihre Nachricht gehört zur Geschäftsführung." in text
    assert "Widerspruch" not in text


def test_r6_the_citizen_learns_that_the_substitute_has_it() -> None:
    """A complaint about the director is not in the director's hands."""
    notice = a_notice(LetterKind.TRANSFER_NOTICE, Way.DIRECTOR)

    text = words(compose(notice, an_occasion(to_substitute=True)).content)

    assert "Ihre Nachricht gehört zur Vertretung der Geschäftsführung." in text


def test_r8_an_acknowledgement_tells_of_the_hand_overs_made_at_the_same_time() -> None:
    """One letter for all concerns: what is recorded, and what went to SGG and the director."""
    text = words(compose(a_notice(LetterKind.ACKNOWLEDGEMENT, *Way), an_occasion()).content)

    assert "Wir haben sie erhalten und kümmern uns darum." in text
    assert "Ein Teil Ihrer Nachricht richtet sich vielleicht gegen einen Bescheid." in text
    assert "Ein Teil Ihrer Nachricht gehört zur Geschäftsführung." in text


@pytest.mark.parametrize(
    ("notice", "beginning"),
    [
        (a_notice(LetterKind.ACKNOWLEDGEMENT, Way.SGG), "Ein Teil Ihrer Nachricht"),
        (a_notice(LetterKind.TRANSFER_NOTICE, *Way), "Ein Teil Ihrer Nachricht"),
        (a_notice(LetterKind.TRANSFER_NOTICE, Way.SGG), "Ihre Nachricht"),
    ],
)
def test_r8_a_notice_says_whether_all_or_a_part_went_there(notice: Letter, beginning: str) -> None:
    """A part, where something else of the message goes another way."""
    paragraphs = text_of(notice, an_occasion()).split("\n\n")

    assert [each for each in paragraphs if each.startswith(f"{beginning} richtet sich")]


def test_r9c_the_transfer_notice_of_a_passed_on_message_names_the_unit() -> None:
    """No hand-over: another unit of the house has it."""
    notice = a_notice(LetterKind.TRANSFER_NOTICE)

    text = words(compose(notice, an_occasion(passed_on_to="Leistung 1")).content)

    assert "Wir haben sie dorthin weitergegeben: Leistung 1." in text


def test_r12_the_neutral_notice_says_that_it_is_still_being_looked_into() -> None:
    """Nobody has decided yet, so no office is named as competent."""
    text = words(compose(a_notice(LetterKind.NEUTRAL_ACKNOWLEDGEMENT), an_occasion()).content)

    assert "Wir prüfen noch, welche Stelle in unserem Haus dafür zuständig ist." in text


@pytest.mark.parametrize("kind", EVERY_NOTICE)
def test_r34_lines_are_short_and_plain(kind: LetterKind) -> None:
    """At most 72 characters, no tables, no drawn lines, blank lines between paragraphs alone."""
    text = text_of(a_notice(kind, Way.SGG, Way.DIRECTOR), an_occasion())

    assert max(len(line) for line in text.splitlines()) <= 72
    assert not {"--", "==", "**", "__", "|", "\t"} & {text[i : i + 2] for i in range(len(text))}
    assert "\n\n\n" not in text
    assert text == text.strip() + "\n"


def test_r12_the_printed_notice_does_not_speak_of_e_mail() -> None:
    """On paper nobody can answer with a click."""
    text = text_of(a_notice(), an_occasion(office=without_address()), on_paper=True)

    assert "E-Mail" not in text
    assert "Bitte nennen Sie bei Rückfragen die Nummer." in text


def test_r15a_an_authority_gets_words_of_its_own() -> None:
    """No privacy notice for citizens, no token, but the contact and the number."""
    text = authority_text(an_occasion())

    assert text.startswith("Sehr geehrte Damen und Herren,\n")
    assert "Unsere Nummer: KRM-7F3K-Q2" in text
    assert "Ansprechperson: Erika Beispiel\nTelefon: 07274 000-0" in text
    assert "DSGVO" not in text


def without_address() -> object:
    """Return an office whose officer has no mail address for citizens."""
    office = an_office()
    return replace(office, contact=replace(office.contact, email=""))
