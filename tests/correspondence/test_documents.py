"""Letters on paper: what everybody can read and open, and what hostile words cannot do."""

import re
import textwrap
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pypdfium2
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn

from cases.office import ContactPerson
from correspondence.documents.document import (
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Rows,
    letterhead_of,
    paragraphs_of,
    plain,
)
from correspondence.documents.pdf import pdf_of
from correspondence.documents.word import word_of
from correspondence.wording import unfolded
from tests.builders import an_office

HOSTILE = (
    '#panic("x") #import "@preview/x:1.0.0" $x^2$ *fett* _kursiv_ = Titel @x <y> \\ // `z` ',
    '"}]}, {"kind": "heading"} \\u0000 {{ 7*7 }} <script>alert(1)</script> &lt;',
    "a\x00b\x07c\ufffe\u202ed\ud800e",
    "😀 日本 \ufdd0 \U0010ffff",
)
SUBJECT = "Ihre Beschwerde vom 16.11.2026"


def a_document(**changes: object) -> Document:
    """Return a letter with everything that letters hold."""
    values: dict[str, object] = {
        "letterhead": Letterhead(
            office="Jobcenter Musterstadt", lines=("Erika Beispiel", "Telefon: 07274 000-0")
        ),
        "written_on": date(2026, 11, 23),
        "subject": SUBJECT,
        "recipient": ("Frau", "Jana Winter", "Kurze Straße 3", "76726 Germersheim"),
        "references": (("Unser Zeichen", "KRM-7F3K-Q2"),),
        "blocks": (
            Paragraph(text="Sehr geehrte Frau Winter,"),
            Paragraph(text="vielen Dank für Ihre Nachricht."),
            Heading(text="Was wir geändert haben"),
            Rows(head=("Was", "Bis wann"), rows=(("Neue Schilder", "01.12.2026"),)),
            Paragraph(text="شكرا لرسالتكم", language="ar"),
        ),
        "closing": "Mit freundlichen Grüßen",
        "signature": "Erika Beispiel",
    }
    return Document(**{**values, **changes})  # type: ignore[arg-type]


def text_of_pdf(content: bytes) -> str:
    """Return the words of all pages, in the order of the file."""
    file = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in file)


def inside(content: bytes) -> bytes:
    """Return a PDF with its packed objects unpacked."""
    unpacked = [content]
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


def opened(content: bytes) -> WordFile:
    """Return a DOCX as Word sees it."""
    return docx.Document(BytesIO(content))


def in_order(text: str, *words: str) -> bool:
    """Say whether the words stand in the text in this order."""
    return re.search(".*?".join(map(re.escape, words)), text, re.DOTALL) is not None


def test_r34_the_pdf_is_tagged_titled_and_declares_pdf_ua() -> None:
    """A screen reader finds structure, title and language; the file says that it is PDF/UA-1."""
    content = inside(pdf_of(a_document()))

    assert b"/StructTreeRoot" in content
    assert re.search(rb"/MarkInfo ?<< ?/Marked true", content)
    assert b"/DisplayDocTitle true" in content
    assert re.search(rb"<pdfuaid:part>1<", content)
    assert pypdfium2.PdfDocument(pdf_of(a_document())).get_metadata_dict()["Title"] == SUBJECT


def test_r34_the_pdf_has_headings_in_order_and_a_table_with_a_head() -> None:
    """The subject is the first heading, those of the text stand below it."""
    tags = re.findall(rb"/S ?/(\w+)", inside(pdf_of(a_document())))

    assert tags.index(b"H1") < tags.index(b"H2") < tags.index(b"TH") < tags.index(b"TD")


def test_r34_the_pdf_tells_the_language_of_the_letter_and_of_a_paragraph() -> None:
    """German in all, Arabic where a paragraph is Arabic."""
    spoken = re.findall(rb"/Lang ?\((\w+)\)", inside(pdf_of(a_document())))

    assert set(spoken) == {b"de", b"ar"}


def test_r34_the_pdf_is_read_aloud_in_the_order_of_the_letter() -> None:
    """Office, recipient, date, subject, text, greeting: as a person reads it."""
    text = text_of_pdf(pdf_of(a_document()))

    assert in_order(
        text,
        "Jobcenter Musterstadt",
        "Jana Winter",
        "Kurze Straße 3",
        "Unser Zeichen: KRM-7F3K-Q2",
        "Datum: 23.11.2026",
        SUBJECT,
        "Sehr geehrte Frau Winter,",
        "Was wir geändert haben",
        "Neue Schilder",
        "Mit freundlichen Grüßen",
        "Erika Beispiel",
    )


def test_r23_the_word_file_has_styles_title_and_language() -> None:
    """It can be changed in Word without losing what makes it readable."""
    word = opened(word_of(a_document()))
    styled = [(each.style.name, each.text) for each in word.paragraphs if each.style]

    assert ("Heading 1", SUBJECT) in styled
    assert ("Heading 2", "Was wir geändert haben") in styled
    assert ("Normal", "Sehr geehrte Frau Winter,") in styled
    assert word.core_properties.title == SUBJECT
    assert word.core_properties.language == "de"
    assert word.core_properties.author == "Jobcenter Musterstadt"
    assert [each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))] == ["de-DE"]


def test_r23_the_word_file_holds_the_letter_in_order() -> None:
    """The same words as the PDF."""
    word = opened(word_of(a_document()))
    text = "\n".join(each.text for each in word.paragraphs)
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]

    assert in_order(text, "Jana Winter", "Datum: 23.11.2026", SUBJECT, "Mit freundlichen Grüßen")
    assert rows == [["Was", "Bis wann"], ["Neue Schilder", "01.12.2026"]]


def test_r34_an_arabic_paragraph_of_the_word_file_runs_from_right_to_left() -> None:
    """Direction and language stand on it."""
    written = opened(word_of(a_document())).element.body
    arabic = next(each for each in written.iter(qn("w:p")) if "شكرا" in "".join(each.itertext()))
    languages = [each.get(qn("w:bidi")) for each in arabic.iter(qn("w:lang"))]

    assert [len(list(arabic.iter(qn(name)))) for name in ("w:bidi", "w:rtl")] == [1, 1]
    assert languages == ["ar"]


@pytest.mark.parametrize("text", HOSTILE)
def test_r23_words_are_never_read_as_markup(text: str) -> None:
    """Whatever stands in a letter, both files are made, and say it."""
    hostile = a_document(
        subject=text,
        recipient=(text,),
        blocks=(Paragraph(text=text), Heading(text=text), Rows(head=(text,), rows=((text,),))),
        closing=text,
        signature=text,
    )

    assert pypdfium2.PdfDocument(pdf_of(hostile))[0].get_textpage().get_text_range()
    assert opened(word_of(hostile)).tables[0].rows[1].cells[0].text.split() == plain(text).split()


def test_r23_typst_markup_stands_in_the_pdf_as_it_was_typed() -> None:
    """No sign has a meaning."""
    text = text_of_pdf(pdf_of(a_document(blocks=(Paragraph(text='#panic("x") *fett* $x$'),))))

    assert '#panic("x") *fett* $x$' in text


def test_r34_what_no_font_shows_is_seen_to_be_missing() -> None:
    """The letter is made all the same, with a sign in the place."""
    text = text_of_pdf(pdf_of(a_document(blocks=(Paragraph(text="Danke 😀 für 日 alles"),))))

    assert "Danke � für � alles" in text


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ru", "uk", "tr", "pl", "ro", "bg", "el"])
def test_r34_the_languages_of_the_office_can_be_printed(language: str) -> None:
    """Every script that letters to citizens are likely to use."""
    words = {
        "ar": "شكرا",
        "fa": "گفت پژوهش",
        "he": "תודה",
        "ru": "Спасибо",
        "uk": "Дякую, ґ є ї",
        "tr": "Teşekkürler ğ ı",
        "pl": "Dziękuję ż ź ł",
        "ro": "Mulțumesc ș",
        "bg": "Благодаря",
        "el": "Ευχαριστώ",
    }
    content = pdf_of(a_document(blocks=(Paragraph(text=words[language], language=language),)))

    assert "�" not in text_of_pdf(content)
    assert b"/Lang(" + language.encode() + b")" in inside(content).replace(b"/Lang (", b"/Lang(")


def test_r23_the_same_letter_gives_the_same_bytes() -> None:
    """Neither clock nor machine stands in it."""
    assert pdf_of(a_document()) == pdf_of(a_document())
    assert word_of(a_document()) == word_of(a_document())


def test_r23_several_people_can_print_at_once() -> None:
    """The desk works with threads."""
    letters = [a_document(subject=f"Nummer {number}") for number in range(12)]

    with ThreadPoolExecutor(4) as people:
        printed = list(people.map(pdf_of, letters))

    assert printed == [pdf_of(each) for each in letters]


def test_r23_a_letter_without_recipient_table_or_greeting_is_printed_too() -> None:
    """Nothing but head, date, subject and text is needed."""
    bare = replace(a_document(), recipient=(), references=(), blocks=(), closing="", signature="")

    assert SUBJECT in text_of_pdf(pdf_of(bare))
    assert SUBJECT in [each.text for each in opened(word_of(bare)).paragraphs]


def test_r23_a_long_letter_goes_on_with_numbered_pages() -> None:
    """What does not fit one page goes on the next."""
    long = a_document(blocks=tuple(Paragraph(text=f"Absatz {n}. " * 20) for n in range(40)))

    text = text_of_pdf(pdf_of(long))

    assert "Seite 1 von " in text
    assert "Absatz 39." in text
    assert len(pypdfium2.PdfDocument(pdf_of(long))) > 1


def test_r11_the_head_of_a_letter_names_the_contact_person() -> None:
    """Name and telephone number of who is on duty."""
    head = letterhead_of(an_office(), ContactPerson(name="Max Vertretung", phone="07274 000-1"))

    assert head.office == "Jobcenter Musterstadt"
    assert head.lines[1:3] == ("Max Vertretung", "Telefon: 07274 000-1")


def test_r23_plain_text_is_cut_into_paragraphs_at_its_blank_lines() -> None:
    """Line ends within a paragraph stay; those of Windows count."""
    found = paragraphs_of("\r\nErster.\r\nZweite Zeile. \r\n \r\n\r\nZweiter.\r\n")

    assert [each.text for each in found] == ["Erster.\nZweite Zeile.", "Zweiter."]


def test_r34_signs_that_turn_text_round_are_left_out() -> None:
    """A name can not make a number read backwards; spelling signs of Persian stay."""
    assert plain("a\u202eb\u2066c\x00d\x1be") == "abcde"
    assert plain("می\u200cخواهم\tgut\r\nso") == "می\u200cخواهم\tgut\nso"


def test_r23_the_word_file_has_nothing_of_the_machine_that_made_it() -> None:
    """Every part carries one fixed date."""
    with ZipFile(BytesIO(word_of(a_document()))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_r34_mailed_lines_are_whole_again_on_paper() -> None:
    """What was broken at the seventy-second sign is joined; a list of facts stays one."""
    line = "Wir brauchen Ihre Daten, um Ihre Nachricht zu bearbeiten. Das erlauben Gesetze."
    text = f"Guten Tag,\n\n{textwrap.fill(line, 72)}\n\nNummer: 7\nTelefon: 07274 000-0\n"

    assert unfolded(text) == f"Guten Tag,\n\n{line}\n\nNummer: 7\nTelefon: 07274 000-0\n"


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u0301", "a\u0301\u20dd\U0001f600\u0300"])
def test_r34_odd_words_never_keep_a_letter_from_being_printed(text: str) -> None:
    """Nothing to read, or signs that stand on each other."""
    odd = a_document(
        subject=text, blocks=(Heading(text=text), Paragraph(text=text)), signature=text
    )

    assert pypdfium2.PdfDocument(pdf_of(odd)).get_metadata_dict()["Title"]
    assert opened(word_of(odd)).core_properties.title


@pytest.mark.parametrize(
    ("language", "code"), [("zh-Hant", "zh"), ("", "de"), ("deutsch", "de"), ("AR", "ar")]
)
def test_r34_a_language_that_is_no_code_counts_as_german(language: str, code: str) -> None:
    """A letter's language may be a guess."""
    content = pdf_of(a_document(blocks=(Paragraph(text="x", language=language),)))

    assert set(re.findall(rb"/Lang ?\((\w+)\)", inside(content))) == {b"de", code.encode()}


def test_r34_a_letter_in_a_script_without_font_ends_in_signs_that_say_so() -> None:
    """Thousands of signs are not tried one by one."""
    chinese = "".join(chr(0x4E00 + number) for number in range(3_000))

    text = text_of_pdf(pdf_of(a_document(blocks=(Paragraph(text=chinese),))))

    assert SUBJECT in text
    assert text.count("�") == 3_000
