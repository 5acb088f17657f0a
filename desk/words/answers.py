"""The German words for a final answer (R19, R20, R23)."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.answer import AnswerWay, Hindrance
from correspondence.courtesy_words import LANGUAGES, PLAIN
from desk.words.core import language_name

HINDRANCES: Mapping[Hindrance, str] = MappingProxyType(
    {
        Hindrance.CASE_CLOSED: "Der Vorgang ist abgeschlossen.",
        Hindrance.EMPTY: "Betreff oder Text fehlt.",
        Hindrance.OPEN_PLACES: "Im Text sind noch Stellen in doppelten Klammern auszufüllen.",
        Hindrance.NOT_AGREED: "Die Antwort ist noch nicht mit der Fachkraft abgestimmt. Bitte "
        "vermerken Sie im Vorgang, mit wem und wann.",
        Hindrance.WISH_NOT_SAID: "Bitte geben Sie an, ob der Wunsch des Kunden erfüllt ist.",
        Hindrance.ALTERNATIVES_MISSING: "Der Wunsch ist nicht erfüllt. Bitte vermerken Sie im "
        "Vorgang, welche Alternativen es gibt, oder warum keine gefragt wurden.",
        Hindrance.NO_CONSENT: "Der Kunde hat Antworten per E-Mail nicht zugestimmt. Schicken Sie "
        "einen Brief, oder vermerken Sie die Zustimmung im Vorgang.",
        Hindrance.NO_ADDRESS: "Es ist keine vollständige E-Mail-Adresse bekannt.",
        Hindrance.ADDRESS_FORBIDDEN: "An diese Adresse geht keine Nachricht an Kunden (Behörde, "
        "Gericht, eigenes Haus).",
    }
)

ANSWER_WAYS: Mapping[AnswerWay, str] = MappingProxyType(
    {AnswerWay.EMAIL: "per E-Mail", AnswerWay.POST: "als Brief"}
)

COURTESY: Mapping[str, str] = MappingProxyType(
    {"": "keine", PLAIN: "Leichte Sprache", **{code: language_name(code) for code in LANGUAGES}}
)
"""What may stand below the German text of a letter (R34)."""
