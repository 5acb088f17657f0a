"""The German words of the desk for everything that the core names in English."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.deadlines import DeadlineKind
from cases.decision import DecidedBy, OtherKind
from cases.duties import ENDS_SERVICE, DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from cases.limits import DayUnit, Term
from cases.received import NoNotice
from store.people.accounts import AccountRole

KILOBYTE = 1024

LABEL_HINTS: Mapping[Label, str] = MappingProxyType(
    {
        Label.COMPLAINT: "unzufrieden mit Service, Wartezeit, Ablauf; greift keinen Bescheid an",
        Label.PRAISE: "lobt Service oder eine Person",
        Label.SUGGESTION: "macht einen Vorschlag",
        Label.OBJECTION: "greift einen Bescheid an; geht sofort an die Widerspruchsstelle",
        Label.COURT_ACTION: "greift einen Widerspruchsbescheid an; geht an die Widerspruchsstelle",
        Label.SUPERVISORY_COMPLAINT: "persönliches Verhalten; geht an die Geschäftsführung",
        Label.PETITION: "an ein Parlament oder von dort",
        Label.SUBMISSION: "an ein Ministerium oder von dort",
        Label.OTHER: "keine Kundenreaktion; kommt auf die Liste „Weitergeben“",
    }
)

DUTY_NAMES: Mapping[DutyKind, str] = MappingProxyType(
    {
        DutyKind.PETITION: "Petition oder Eingabe",
        DutyKind.SUSPECTED_OBJECTION: "Vielleicht ein Widerspruch",
        DutyKind.SUSPECTED_CONDUCT: "Vielleicht eine Dienstaufsichtsbeschwerde",
        DutyKind.RETURNED: "Abgabe kam zurück",
        DutyKind.HAND_OVER_FAILED: "Abgabe nicht zugestellt",
        DutyKind.UNREADABLE: "Konnte nicht verarbeitet werden",
        DutyKind.DECIDE: "Bitte entscheiden",
        DutyKind.FOLLOW_UP: "Gehört das zu einem Vorgang?",
        DutyKind.MARK_EXCERPT: "Auszug für den Vorgang fehlt",
        DutyKind.NOTICE_BY_HAND: "Bestätigung geht nicht von selbst hinaus",
        DutyKind.PASS_ON: "Weitergeben",
        DutyKind.STATEMENT: "Stellungnahme",
        DutyKind.LETTER_FAILED: "Schreiben nicht zugestellt",
        DutyKind.PRAISE: "Lob weitergeben",
        DutyKind.CASE: "Offener Vorgang",
    }
)

DUTY_HINTS: Mapping[DutyKind, str] = MappingProxyType(
    {
        DutyKind.PETITION: "Stellungnahme auf den Weg bringen; geht allem vor",
        DutyKind.SUSPECTED_OBJECTION: "daran kann eine gesetzliche Frist hängen",
        DutyKind.SUSPECTED_CONDUCT: "geht an die Geschäftsführung, wenn es so ist",
        DutyKind.RETURNED: "neu entscheiden oder dabei lassen; das Original bleibt so lange da",
        DutyKind.HAND_OVER_FAILED: "das Original muss noch heute auf anderem Weg ankommen",
        DutyKind.UNREADABLE: "bitte das Original ansehen und entscheiden",
        DutyKind.DECIDE: "das Programm war nicht sicher",
        DutyKind.FOLLOW_UP: "bitte lesen und zuordnen",
        DutyKind.MARK_EXCERPT: "nur der Teil, der zum Vorgang gehört, wird aufgehoben",
        DutyKind.NOTICE_BY_HAND: "der Text liegt bereit, zum Drucken oder Senden",
        DutyKind.PASS_ON: "gehört zu einer anderen Stelle",
        DutyKind.STATEMENT: "eingegangen oder überfällig: bitte ansehen",
        DutyKind.LETTER_FAILED: "bitte Adresse prüfen und auf anderem Weg senden",
        DutyKind.PRAISE: "geht über die Geschäftsführung an die zuständige Leitung",
        DutyKind.CASE: "abschließen oder Zwischennachricht geben",
    }
)

DONE_WORDS: Mapping[DutyKind, str] = MappingProxyType(
    {
        DutyKind.FOLLOW_UP: "Gelesen, nichts weiter zu tun",
        DutyKind.RETURNED: "Bei der Abgabe bleibt es",
        DutyKind.LETTER_FAILED: "Auf anderem Weg gesendet",
        DutyKind.STATEMENT: "Gesehen",
    }
)
"""What the officer says to end a duty without deciding anew; other duties end otherwise."""

DONE_ELSEWHERE = "Im Postfach gelesen und dort erledigt"
"""What the officer says of a message that nothing here can read (`ENDS_SERVICE`)."""

DUTY_DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "concerns_director": "es geht wohl um die Geschäftsführung: bitte wählen, wer sie bekommt",
        "attached": "neue Nachricht zu einem Vorgang: bitte lesen",
        "party_unclear": "antwortet auf unser Schreiben, kommt aber von jemand anderem",
        str(OtherKind.WITHDRAWAL): "wohl eine Rücknahme",
        str(OtherKind.MAY_CARRY_TERM): "daran kann eine Frist hängen",
        str(NoNotice.NO_ADDRESS): "keine Absenderadresse",
        str(NoNotice.MACHINE): "Absender ist ein Automat",
        str(NoNotice.NOT_ANSWERABLE): "an diese Adresse kann man nicht antworten",
        str(NoNotice.AUTHORITY): "Absender ist eine Behörde oder ein Gericht",
        str(NoNotice.OWN_HOUSE): "Absender ist das eigene Haus",
        str(NoNotice.JUNK_FOLDER): "lag im Spam-Ordner",
        str(NoNotice.BY_HAND): "kam nicht per E-Mail: bitte als Brief bestätigen",
        str(NoNotice.IMPORTED): "aus Dateien übernommen, vielleicht lange nach dem Eingang",
        str(NoNotice.GUESSED_PARTY): "weitergeleitet: die Adresse des Kunden ist nur vermutet",
        str(NoNotice.TOO_MANY): "an diese Adresse ging heute schon genug",
        ENDS_SERVICE: "hat das Programm mehrmals zum Absturz gebracht: bitte nicht öffnen, "
        "sondern das Original im Postfach ansehen",
        "statement_came": "eingegangen: bitte ansehen",
        "statement_late": "überfällig: die Stelle ist erinnert",
        "statement_unasked": "Nachricht einer gefragten Stelle, nach der nicht mehr gefragt ist",
        "refused": "vom Mailserver abgelehnt",
        "bounced": "kam als unzustellbar zurück",
        "too_large": "zu groß für den Mailserver",
        "given_up": "nach fünf Tagen noch nicht zugestellt",
    }
)
"""What a duty's short code says; a code that is not here is not shown."""

WAY_NAMES: Mapping[Way, str] = MappingProxyType(
    {
        Way.SGG: "Widerspruchsstelle (SGG)",
        Way.DIRECTOR: "Geschäftsführung",
        Way.REGISTER: "Vorgangsliste",
    }
)

DECIDED_BY: Mapping[DecidedBy, str] = MappingProxyType(
    {
        DecidedBy.RULE: "eine Regel",
        DecidedBy.MODEL: "das gelernte Modell",
        DecidedBy.MACHINE: "die Kopfzeilen: ein Automat hat geschrieben",
        DecidedBy.OFFICER: "eine Person am Arbeitsplatz",
    }
)

LETTER_NAMES: Mapping[LetterKind, str] = MappingProxyType(
    {
        LetterKind.ACKNOWLEDGEMENT: "Eingangsbestätigung",
        LetterKind.NEUTRAL_ACKNOWLEDGEMENT: "Eingangsbestätigung ohne Inhalt",
        LetterKind.TRANSFER_NOTICE: "Abgabenachricht",
        LetterKind.HAND_OVER: "Abgabe",
        LetterKind.PASS_ON: "Weitergabe an eine andere Stelle",
        LetterKind.WARNING: "Hinweis im Haus",
        LetterKind.INTERIM_NOTICE: "Zwischennachricht",
        LetterKind.FINAL_ANSWER: "Antwort",
        LetterKind.STATEMENT_REQUEST: "Bitte um Stellungnahme",
        LetterKind.STATEMENT_REMINDER: "Erinnerung an die Stellungnahme",
        LetterKind.PRAISE: "Lob an die Leitung",
        LetterKind.PETITION_STATEMENT: "Stellungnahme zur Petition",
    }
)

DEADLINE_NAMES: Mapping[DeadlineKind, str] = MappingProxyType(
    {
        DeadlineKind.FIRST_REACTION: "erste Reaktion an den Kunden",
        DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT: "Bestätigung geht von selbst hinaus",
        DeadlineKind.SUSPECTED_HAND_OVER: "Verdacht entscheiden, sonst Geschäftsführung",
        DeadlineKind.CLOSE: "Vorgang abschließen",
        DeadlineKind.PETITION: "Stellungnahme zur Petition",
        DeadlineKind.PETITION_SUPPORT_OFFICE: "Stellungnahme bei der Führungsunterstützung",
        DeadlineKind.SUBMISSION: "Stellungnahme zur Eingabe",
        DeadlineKind.COMMITTEE: "Stellungnahme vor der Frist des Petitionsausschusses",
    }
)

ROLE_NAMES: Mapping[AccountRole, str] = MappingProxyType(
    {
        AccountRole.OFFICER: "KRM-Beauftragte/r",
        AccountRole.DEPUTY: "Vertretung",
        AccountRole.DIRECTOR: "Geschäftsführung",
        AccountRole.AUDITOR: "Prüfung der Zugriffe",
        AccountRole.ADMIN: "Technik",
    }
)

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "de": "Deutsch",
        "en": "Englisch",
        "tr": "Türkisch",
        "ar": "Arabisch",
        "ru": "Russisch",
        "uk": "Ukrainisch",
        "pl": "Polnisch",
        "ro": "Rumänisch",
        "bg": "Bulgarisch",
        "fr": "Französisch",
        "it": "Italienisch",
        "es": "Spanisch",
        "fa": "Persisch",
        "sq": "Albanisch",
        "hr": "Kroatisch",
        "sr": "Serbisch",
    }
)


def term_in_words(term: Term) -> str:
    """Word a term as `7 Arbeitstage`."""
    unit = "Arbeitstag" if term.unit is DayUnit.WORKING else "Kalendertag"
    return f"{term.count} {unit}" + ("e" if term.count != 1 else "")


def language_name(code: str) -> str:
    """Return the German name of a language, or its code."""
    return LANGUAGES.get(code, code)


def size_in_words(count: int) -> str:
    """Word a number of bytes as people read it, with a decimal comma."""
    if count < KILOBYTE:
        return f"{count} Byte"
    if count < KILOBYTE**2:
        return f"{count / KILOBYTE:.0f} KB"
    return f"{count / KILOBYTE**2:.1f} MB".replace(".", ",")
