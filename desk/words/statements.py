"""The German words for statements (R18)."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.statement import AnswerWay, StatementState

STATES: Mapping[StatementState, str] = MappingProxyType(
    {
        StatementState.WAITING: "wartet auf die Stellungnahme",
        StatementState.ANSWERED: "beantwortet",
        StatementState.WITHDRAWN: "zurückgezogen",
    }
)
WAYS: Mapping[AnswerWay, str] = MappingProxyType(
    {
        AnswerWay.LINK: "über den Link",
        AnswerWay.MAIL: "per E-Mail",
        AnswerWay.OFFICER: "von Hand eingetragen",
    }
)
QUESTION = (
    "Bitte nehmen Sie zu dem Anliegen Stellung: Was ist geschehen? Wie beurteilen Sie es? "
    "Was schlagen Sie vor?"
)
"""What the form proposes to ask."""
NO_MAIL = "An diese Adresse kann keine E-Mail gehen. Bitte prüfen Sie sie in den Einstellungen."
FORGOTTEN = "Zu diesem Vorgang kann nichts mehr verschickt werden."
ASKED_ALREADY = (
    "Diese Stelle ist zu diesem Vorgang schon gefragt. Ziehen Sie die erste Bitte zurück, "
    "wenn Sie neu fragen wollen."
)
TOO_LATE = (
    "Der Termin liegt nicht vor der Frist des Vorgangs ({limit}). Wählen Sie einen früheren Tag, "
    "oder bestätigen Sie den Termin unten."
)
CLOSED = "Der Vorgang ist inzwischen abgeschlossen. Es wurde niemand gefragt."
CHANGED = "Jemand war schneller: Die Bitte um Stellungnahme wurde inzwischen geändert."
