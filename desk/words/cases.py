"""The German words for a case: how it ended, what happened to it (R4, R21)."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.case import CaseEventKind, Channel, NoteKind, Result
from desk.words.petitions import PETITION_EVENTS

CASE_RESULTS: Mapping[Result, str] = MappingProxyType(
    {
        Result.JUSTIFIED: "berechtigt",
        Result.PARTLY: "teilweise berechtigt",
        Result.NOT_JUSTIFIED: "nicht berechtigt",
        Result.WITHDRAWN: "zurückgenommen",
        Result.NOT_KRM: "keine Sache des KRM",
    }
)
"""R21."""

CHANNEL_NAMES: Mapping[Channel, str] = MappingProxyType(
    {
        Channel.EMAIL: "E-Mail",
        Channel.LETTER: "Brief",
        Channel.TELEPHONE: "Telefon",
        Channel.PERSONAL: "persönlich",
    }
)

CASE_EVENTS: Mapping[str, str] = MappingProxyType(
    {
        CaseEventKind.OPENED: "Vorgang eröffnet",
        CaseEventKind.ATTACHED: "Nachricht zugeordnet",
        CaseEventKind.EXCERPT: "Auszug übernommen",
        CaseEventKind.SAME_LETTER_AGAIN: "dasselbe Schreiben kam noch einmal",
        CaseEventKind.TEXT_WITHDRAWN: "Text entfernt: er gehört an eine andere Stelle",
        CaseEventKind.NOTICE_POSTED: "Bestätigung als Brief verschickt",
        CaseEventKind.PATH_SET: "Weg festgelegt",
        CaseEventKind.NOTED: "Notiz geschrieben",
        CaseEventKind.EMPLOYEE_NOTED: "Beteiligte Person vermerkt",
        CaseEventKind.AGREED: "Antwort abgestimmt",
        CaseEventKind.ALTERNATIVES_NOTED: "Alternativen vermerkt",
        CaseEventKind.INTERIM_NOTICE_SENT: "Zwischennachricht per E-Mail auf den Weg gebracht",
        CaseEventKind.INTERIM_NOTICE_POSTED: "Zwischennachricht als Brief verschickt",
        CaseEventKind.INTERIM_NOTICE_TAKEN_BACK: "Zwischennachricht zurückgenommen",
        CaseEventKind.MEASURE_ENTERED: "Maßnahme festgehalten",
        CaseEventKind.MEASURE_DONE: "Maßnahme erledigt",
        CaseEventKind.PRAISE_PASSED_ON: "Lob an die Leitung weitergegeben",
        CaseEventKind.PRAISE_TAKEN_BACK: "Weitergabe des Lobs zurückgenommen",
        "statement_asked": "um Stellungnahme gebeten",
        "statement_answered": "Stellungnahme eingegangen",
        "statement_more": "Nachtrag zur Stellungnahme eingegangen",
        "statement_withdrawn": "Bitte um Stellungnahme zurückgezogen",
        "statement_before": "an die Stellungnahme erinnert",
        "statement_late": "nach dem Termin an die Stellungnahme erinnert",
        "statement_director": "fehlende Stellungnahme der Geschäftsführung gemeldet",
        "answer_sent": "Antwort per E-Mail gesendet",
        "answer_posted": "Antwort als Brief verschickt",
        "answer_taken_back": "Antwort zurückgenommen",
        "opened_by_mistake": "als Irrtum abgeschlossen",
        "receipt_confirmed": "Eingangstag bestätigt",
        CaseEventKind.PARTY_CORRECTED: "Angaben zur Person berichtigt",
        CaseEventKind.CLOSED: "Vorgang abgeschlossen",
        CaseEventKind.REOPENED: "Vorgang wieder geöffnet",
        **PETITION_EVENTS,
    }
)

NOTE_KINDS: Mapping[NoteKind, str] = MappingProxyType(
    {
        NoteKind.NOTE: "Notiz",
        NoteKind.EMPLOYEE: "Beteiligte Person",
        NoteKind.AGREEMENT: "Antwort abgestimmt",
        NoteKind.ALTERNATIVES: "Alternativen",
        NoteKind.PATH: "Weg festgelegt",
        NoteKind.NEW_LIMIT: "Frist verlängert",
        NoteKind.CLOSING: "Vorgang abgeschlossen",
        NoteKind.REOPENING: "Vorgang wieder geöffnet",
    }
)
