"""The letters whose text the office may change, and what may stand in each (R11, R16, R23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplate:
    """One text to change: the file's name, a title, when it is used, and its variables."""

    name: str
    title: str
    used: str
    variables: tuple[str, ...]


VARIABLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "answer_by": ("voraussichtlicher Tag der Antwort; manchmal leer", "11.12.2026"),
        "closes_on": ("letzter Tag, an dem der Link gilt", "18.12.2026"),
        "contact.name": ("Ansprechperson an diesem Tag", "Erika Beispiel"),
        "contact.phone": ("Telefonnummer der Ansprechperson", "07274 000-0"),
        "contact_email": ("E-Mail-Adresse des KRM; manchmal leer", "krm@jobcenter.example"),
        "due_on": ("Tag, bis zu dem die Stellungnahme erbeten ist", "27.11.2026"),
        "hand_overs": ("die Absätze über Abgaben; leer, wenn nichts abgegeben wurde", "…"),
        "is_late": ("ob der Termin vorbei ist; nur für Bedingungen", "ja oder nein"),
        "journal": ("Nummer im Posteingangsbuch", "17"),
        "link": ("Link zur Seite für die Stellungnahme; manchmal leer", "https://…"),
        "matter": ("„Petition“ oder „Eingabe“", "Petition"),
        "message": ("der Text der einzelnen Nachricht", "vielen Dank für Ihre Nachricht. …"),
        "next_message": ("„Antwort“ oder „Nächste Nachricht“", "Antwort"),
        "number": ("Nummer des Vorgangs oder des Eingangs", "KRM-7F3K-Q2"),
        "objection_sentence": (
            "der Satz der Widerspruchsstelle zur Form",
            "Ein Widerspruch muss …",
        ),
        "office_name": ("Name der Dienststelle", "Jobcenter Musterstadt"),
        "on_paper": ("ob gedruckt wird; nur für Bedingungen", "ja oder nein"),
        "passed_on_to": ("Stelle, an die weitergegeben wurde; manchmal leer", "Leistung 1"),
        "received_on": ("Tag des Eingangs", "23.11.2026"),
        "salutation": ("Anrede", "Guten Tag Jana Winter,"),
        "text": ("der Text der Antwort", "vielen Dank …"),
        "to_director": ("ob die Geschäftsführung es hat; nur für Bedingungen", "ja oder nein"),
        "to_sgg": ("ob die Widerspruchsstelle es hat; nur für Bedingungen", "ja oder nein"),
        "to_substitute": (
            "ob die Vertretung der Geschäftsführung es hat; nur für Bedingungen",
            "ja oder nein",
        ),
        "token": ("das Zeichen, an dem wir eine Antwort erkennen", "k3x9…"),
        "unit": ("Stelle, die gefragt wird", "Leistung 1"),
        "words": ("das Lob im Wortlaut", "Danke für die schnelle Hilfe!"),
        "writer": ("wer das Lob schrieb; leer, wenn es nicht gesagt werden soll", "Jana Winter"),
        "what": ("„Ihre Nachricht“ oder „Ein Teil Ihrer Nachricht“", "Ihre Nachricht"),
    }
)
"""What each variable means, with an example."""

_OFFICE = ("contact.name", "contact.phone", "contact_email", "office_name")
_NOTICE = ("received_on", "number", "journal", "answer_by")
_HAND_OVERS = ("hand_overs", "to_sgg", "to_director", "to_substitute", "passed_on_to", "what")
_STATEMENT = ("number", "unit", "due_on", "link", "contact.name", "contact.phone", "office_name")
_ANSWER = ("salutation", "received_on", "number", *_OFFICE)

LETTERS: tuple[LetterTemplate, ...] = (
    LetterTemplate(
        name="acknowledgement",
        title="Eingangsbestätigung",
        used="wenn entschieden ist, worum es geht",
        variables=(*_NOTICE, *_OFFICE, *_HAND_OVERS),
    ),
    LetterTemplate(
        name="neutral_acknowledgement",
        title="Eingangsbestätigung ohne Inhalt",
        used="wenn bis zum fünften Arbeitstag noch nichts entschieden ist",
        variables=(*_NOTICE, *_OFFICE),
    ),
    LetterTemplate(
        name="transfer_notice",
        title="Abgabenachricht",
        used="wenn alles an eine andere Stelle ging",
        variables=(*_NOTICE, *_OFFICE, *_HAND_OVERS),
    ),
    LetterTemplate(
        name="hand_over_paragraphs",
        title="Absätze über Abgaben",
        used="in Eingangsbestätigung und Abgabenachricht, wo etwas abgegeben wurde",
        variables=(
            "what",
            "to_sgg",
            "to_director",
            "to_substitute",
            "objection_sentence",
            *_OFFICE,
        ),
    ),
    LetterTemplate(
        name="notice",
        title="Rahmen aller Bestätigungen",
        used="um jede Eingangsbestätigung und Abgabenachricht herum",
        variables=("message", "next_message", *_NOTICE, *_OFFICE, "on_paper", "token"),
    ),
    LetterTemplate(
        name="authority_notice",
        title="Bestätigung an Behörden",
        used="zum Drucken, wenn eine Behörde, ein Gericht oder ein Parlament schreibt",
        variables=(*_NOTICE, *_OFFICE),
    ),
    LetterTemplate(
        name="interim_message",
        title="Zwischennachricht: vorgeschlagene Worte",
        used="als Anfang einer Zwischennachricht",
        variables=(),
    ),
    LetterTemplate(
        name="interim_notice",
        title="Rahmen der Zwischennachricht",
        used="um die Worte der Zwischennachricht herum",
        variables=("message", *_NOTICE, *_OFFICE, "on_paper"),
    ),
    LetterTemplate(
        name="statement_request",
        title="Bitte um Stellungnahme",
        used="an die Teamleitung, ohne Inhalt des Vorgangs",
        variables=(*_STATEMENT, "closes_on"),
    ),
    LetterTemplate(
        name="statement_reminder",
        title="Erinnerung an die Stellungnahme",
        used="vor dem Termin und danach",
        variables=(*_STATEMENT, "is_late"),
    ),
    LetterTemplate(
        name="statement_escalation",
        title="Meldung: Stellungnahme fehlt",
        used="an die Geschäftsführung, wenn auch die Erinnerung nichts half",
        variables=("number", "unit", "due_on", "contact.name", "contact.phone", "office_name"),
    ),
    LetterTemplate(
        name="praise",
        title="Lob zur Kenntnis",
        used="wenn die Geschäftsführung ein Lob an die Leitung der Stelle weitergibt",
        variables=("words", "writer", "unit", "received_on", "number", *_OFFICE),
    ),
    LetterTemplate(
        name="petition_cover",
        title="Anschreiben zur Stellungnahme",
        used="als Anfang des Anschreibens, mit dem die Stellungnahme zu einer Petition geht",
        variables=("matter", "number", *_OFFICE),
    ),
    LetterTemplate(
        name="answer_apology",
        title="Antwort: Entschuldigung",
        used="als Anfang einer Antwort, wenn die Beschwerde berechtigt ist",
        variables=_ANSWER,
    ),
    LetterTemplate(
        name="answer_partly",
        title="Antwort: teilweise berechtigt",
        used="als Anfang einer Antwort",
        variables=_ANSWER,
    ),
    LetterTemplate(
        name="answer_refusal",
        title="Antwort: der Wunsch ist nicht erfüllbar",
        used="als Anfang einer Antwort",
        variables=_ANSWER,
    ),
    LetterTemplate(
        name="answer_thanks",
        title="Antwort: Dank für Anregung oder Lob",
        used="als Anfang einer Antwort",
        variables=_ANSWER,
    ),
    LetterTemplate(
        name="answer_help",
        title="Antwort: Hilfe in Leichter Sprache",
        used="unter einer Antwort, wo Sie sie anfügen",
        variables=("received_on", "number", *_OFFICE),
    ),
    LetterTemplate(
        name="answer_mail",
        title="Rahmen der Antwort per E-Mail",
        used="um jede Antwort herum, die per E-Mail geht",
        variables=("text", "number", *_OFFICE),
    ),
)
"""Hand-overs and warnings of the desk are not here: they are proofs, and signals (R5)."""

BY_NAME: Mapping[str, LetterTemplate] = MappingProxyType({each.name: each for each in LETTERS})
ANSWERS = tuple(each for each in LETTERS if each.variables == _ANSWER)
"""What a final answer can start from (R23)."""
