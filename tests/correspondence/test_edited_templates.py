"""Letters in the office's own words: what may stand in them, and what can not happen (R11)."""

from pathlib import Path

import pytest

from cases.labels import Way
from cases.letter import LetterKind
from correspondence.compose import compose, text_of
from correspondence.edited_template import EditedTextError, render_edited
from correspondence.letter_templates import ANSWERS, LETTERS, VARIABLES
from correspondence.template_check import mistakes_in, samples
from correspondence.wording import delivered
from tests.builders import an_office
from tests.correspondence.occasions import a_notice, an_occasion, words

NAMES = [letter.name for letter in LETTERS]
OWN_WORDS = (
    "guten Tag, Ihre Nachricht ist da.\n{% if hand_overs %}\n\n{{ hand_overs }}\n{% endif %}\n"
)

ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ contact.__class__ }}",
    "{{ contact.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.system('id') }}",
    "{{ lipsum.__globals__ }}",
    "{{ request.application }}",
    "{{ number|attr('__class__') }}",
    "{{ number['__class__'] }}",
    "{{ number.__class__ }}",
    "{{ contact.name.format(contact) }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'notice.txt.j2' %}",
    "{% set number = 1 %}",
    "{% macro a() %}{% endmacro %}{{ a() }}",
    "{% call a() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% with x = 1 %}{% endwith %}",
    "{% block message %}{% endblock %}",
    "{{ range(10) }}",
    "{{ dict(a=1) }}",
)
ENDLESS = (
    "{% for i in range(10**12) %}x{% endfor %}",
    "{% for a in number %}{% for b in number %}x{% endfor %}{% endfor %}",
    "{{ 'x' * 10**10 }}",
    "{{ 9**9**9 }}",
    "{{ number }}" * 101,
    "{{ " + "(" * 6000 + "1" + ")" * 6000 + " }}",
    "{% if number %}" * 400 + "{% endif %}" * 400,
    "{{ " + "not " * 4000 + "number }}",
    "{{ number and " * 1200,
    "x" * 20_001,
)


@pytest.mark.parametrize("name", NAMES)
def test_r11_every_delivered_text_passes_the_check_of_edited_ones(name: str) -> None:
    """What we deliver obeys what we ask of others."""
    assert mistakes_in(name, delivered(name), an_office()) == ()


@pytest.mark.parametrize("letter", LETTERS, ids=NAMES)
def test_every_variable_is_explained_with_an_example(letter: object) -> None:
    """Nobody has to guess what a placeholder stands for."""
    assert set(getattr(letter, "variables", ())) <= set(VARIABLES)


def test_r23_there_are_several_answers_to_start_from() -> None:
    """Apology, partly, refusal, thanks."""
    assert [each.name for each in ANSWERS] == [
        "answer_apology",
        "answer_partly",
        "answer_refusal",
        "answer_thanks",
    ]


@pytest.mark.parametrize("text", ESCAPES)
def test_hostile_text_reaches_nothing_outside_of_its_letter(text: str) -> None:
    """It is refused before it is run."""
    with pytest.raises(EditedTextError):
        render_edited(text, {"number": "KRM-7F3K-Q2", "contact": an_office().contact})


@pytest.mark.parametrize("text", ENDLESS)
def test_no_text_runs_long_or_grows_without_end(text: str) -> None:
    """Loops, sums and depths are refused before they are run."""
    with pytest.raises(EditedTextError):
        render_edited(text, {"number": "KRM-7F3K-Q2"})


def test_a_text_that_grows_when_filled_is_refused() -> None:
    """A hundred placeholders of a long text are too long."""
    with pytest.raises(EditedTextError, match="zu lang"):
        render_edited("{{ text }}" * 100, {"text": "x" * 1_000})


def test_html_in_a_text_stays_plain_words() -> None:
    """Letters are plain text; nothing is a page."""
    assert render_edited("<script>{{ number }}</script>", {"number": "<b>"}) == (
        "<script><b></script>"
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{{ nummer }}", "Den Platzhalter {{ nummer }} gibt es hier nicht."),
        ("{{ text }}", "Den Platzhalter {{ text }} gibt es hier nicht."),
        ("{{ number", "Zeile 1: Das lässt sich nicht lesen."),
        ("eins\n{% if number %}", "Zeile 2: Das lässt sich nicht lesen."),
        ("eins\n{{ number|upper }}", "Zeile 2: Erlaubt sind nur Text, Platzhalter"),
        ("{{ contact.email }}", "Zeile 1: „.email“ gibt es nicht."),
        (" \n", "Der Text ist leer."),
    ],
)
def test_a_broken_text_is_explained_in_plain_german(text: str, complaint: str) -> None:
    """With the line, where there is one."""
    assert mistakes_in("acknowledgement", text, an_office())[0].startswith(complaint)


@pytest.mark.parametrize(
    ("without", "complaint"),
    [
        ("{{ contact.name }}", "Es fehlt der Name der Ansprechperson"),
        ("Telefon: {{ contact.phone }}", "Es fehlt die Telefonnummer der Ansprechperson"),
        ("Nummer: {{ number }}", "Es fehlt die Nummer"),
        ("Eingang bei uns: {{ received_on }}", "Es fehlt der Tag des Eingangs"),
        ("voraussichtlich bis: {{ answer_by }}", "Es fehlt der Tag der Antwort"),
        ("(Artikel 13 DSGVO)", "Es fehlt der Hinweis zum Datenschutz (Artikel 13)"),
        ("{{ message }}", "Es fehlt der Text der Nachricht"),
        ("Zeichen: {{ token }}", "Es fehlt das Zeichen"),
    ],
)
def test_r11_a_notice_without_what_it_must_say_is_refused(without: str, complaint: str) -> None:
    """Name, telephone, number, days, privacy, in every case of the letter."""
    text = delivered("notice")
    assert without in text

    mistakes = mistakes_in("notice", text.replace(without, ""), an_office())

    assert any(each.startswith(complaint) for each in mistakes)


def test_r11_a_name_typed_in_does_not_pass_for_the_person_on_duty() -> None:
    """With the deputy on duty the letter would name the wrong one."""
    text = delivered("notice").replace("{{ contact.name }}", "Erika Beispiel")

    mistakes = mistakes_in("notice", text, an_office())

    assert mistakes[0].startswith("Es fehlt der Name der Ansprechperson (Fall: Vertretung")


def test_r16_the_sentence_on_the_form_of_an_objection_cannot_be_left_out() -> None:
    """SGG approved it; it stands in every notice that tells of such a hand-over."""
    text = delivered("hand_over_paragraphs").replace("Wichtig: {{ objection_sentence }}", "")

    mistakes = mistakes_in("hand_over_paragraphs", text, an_office())

    assert mistakes[0].startswith("Es fehlt der Satz zur Form eines Widerspruchs")


def test_r8_an_acknowledgement_without_its_hand_overs_is_refused() -> None:
    """The citizen must learn where a part of the message went."""
    mistakes = mistakes_in("acknowledgement", "vielen Dank.", an_office())

    assert "Es fehlt die Widerspruchsstelle" in " ".join(mistakes)
    assert "Es fehlt die Geschäftsführung" in " ".join(mistakes)


def test_r11_a_letter_goes_out_in_the_offices_own_words_within_its_frame() -> None:
    """The own text, and around it contact, number and privacy as ever."""
    occasion = an_occasion(edited={"acknowledgement": OWN_WORDS})

    text = words(compose(a_notice(), occasion).content)

    assert "guten Tag, Ihre Nachricht ist da." in text
    assert "vielen Dank für Ihre Nachricht" not in text
    assert "Telefon: 07274 000-0" in text
    assert mistakes_in("acknowledgement", OWN_WORDS, an_office()) == ()


def test_r8_own_words_still_tell_of_hand_overs() -> None:
    """The paragraphs are a placeholder of their own, in own words too."""
    own = "{{ what }}: SGG! {{ objection_sentence }}{% if to_director %} Chef!{% endif %}"
    occasion = an_occasion(edited={"acknowledgement": OWN_WORDS, "hand_over_paragraphs": own})

    text = text_of(a_notice(LetterKind.ACKNOWLEDGEMENT, Way.SGG), occasion)

    assert "Ein Teil Ihrer Nachricht: SGG!" in text
    assert "Chef!" not in text


@pytest.mark.parametrize("broken", ["{{ nummer }}", "{% if %}", "{{ ''.__class__ }}", "{{ 1/0 }}"])
def test_r12_a_text_that_no_longer_works_gives_way_to_the_delivered_one(broken: str) -> None:
    """A letter always goes out."""
    occasion = an_occasion(edited={"acknowledgement": broken, "notice": broken})

    assert text_of(a_notice(), occasion) == text_of(a_notice(), an_occasion())


def test_r5_a_hand_over_is_never_in_own_words() -> None:
    """Its receipt note is a proof."""
    assert {"hand_over", "pass_on", "warning"}.isdisjoint(NAMES)


def test_r11_a_check_looks_at_officer_and_deputy_at_paper_and_mail_at_every_way() -> None:
    """Each case has a name that people understand."""
    found = {
        each.case for each in samples("transfer_notice", delivered("transfer_notice"), an_office())
    }

    assert "Beauftragte" in found
    assert "Vertretung, Abgabe an die Widerspruchsstelle, Abgabe an die Leitung, gedruckt" in found
    assert "Beauftragte, Weitergabe an eine Stelle" in found
    assert "Vertretung, Abgabe an die Leitung, an deren Vertretung" in found
    assert len(found) == 44


def test_every_file_of_a_template_is_either_to_change_or_of_the_house() -> None:
    """A new letter must be put on one side."""
    folder = Path(__file__).parents[2] / "correspondence/templates"
    files = {path.name.removesuffix(".txt.j2") for path in folder.glob("*.j2")}

    assert files - set(NAMES) == {"hand_over", "pass_on", "warning"}
    assert set(NAMES) <= files


@pytest.mark.parametrize(
    ("name", "without", "complaint"),
    [
        ("praise", "{{ words }}", "Es fehlt das Lob"),
        ("praise", "Geschrieben von: {{ writer }}", "Es fehlt wer es schrieb"),
        ("praise", "Stelle: {{ unit }}", "Es fehlt die Stelle"),
        ("statement_escalation", "Vorgang: {{ number }}", "Es fehlt die Nummer"),
        ("statement_escalation", "Termin: {{ due_on }}", "Es fehlt der Termin"),
        ("petition_cover", "{{ matter }}", "Es fehlt das Wort Petition oder Eingabe"),
        ("petition_cover", "{{ contact.phone }}", "Es fehlt die Telefonnummer"),
    ],
)
def test_r18_r22_r26_a_letter_in_the_house_without_what_it_must_say_is_refused(
    name: str, without: str, complaint: str
) -> None:
    """Praise, a missed statement, a petition's covering letter."""
    text = delivered(name)
    assert without in text

    mistakes = mistakes_in(name, text.replace(without, ""), an_office())

    assert mistakes[0].startswith(complaint)
