"""The German words for a petition: competence, way, what stands in its way (R25 to R28)."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.petition import Competence, Sponsor, Step, Way
from cases.petition_form import FormPart
from cases.petition_way import AuthorisationFault, Hindrance, PetitionState, StepFault

COMPETENCES: Mapping[Competence, str] = MappingProxyType(
    {
        Competence.AGENCY: "Agentur für Arbeit",
        Competence.COUNTY: "Landkreis",
        Competence.BOARD: "Trägerversammlung",
    }
)

SPONSOR_NAMES: Mapping[Sponsor, str] = MappingProxyType(
    {
        Sponsor.AGENCY: "Vorsitz der Geschäftsführung der Agentur für Arbeit oder Vertretung",
        Sponsor.COUNTY: "Landrätin, Landrat oder Vertretung",
    }
)

AUTHORISATION_WAYS: Mapping[Way, str] = MappingProxyType(
    {
        Way.LETTER: "Schreiben mit Unterschrift",
        Way.MAIL: "E-Mail",
        Way.FAX: "Telefax",
        Way.MEETING: "Sitzung, mit Niederschrift",
    }
)

STEPS: Mapping[Step, str] = MappingProxyType(
    {
        Step.UNIT_ASKED: "Stellungnahme bei der Teamleitung angefordert",
        Step.DRAFTED: "Stellungnahme entworfen",
        Step.TO_AGENCY: "Stellungnahme abgesandt",
        Step.AGENCY_CHECKED: "Agentur für Arbeit hat geprüft",
        Step.TO_REGIONAL_OFFICE: "an Regionaldirektion (Führungsunterstützung) weitergeleitet",
        Step.ARRIVED: "dort angekommen",
        Step.TO_COMMITTEE: "an den Petitionsausschuss gegangen",
    }
)

STATES: Mapping[PetitionState, str] = MappingProxyType(
    {
        PetitionState.OWN_COPY: "Abschrift, keine Stellungnahme angefordert",
        PetitionState.RECEIPT_OPEN: "Eingangstag bestätigen",
        PetitionState.COMPETENCE_OPEN: "Zuständigkeit festlegen",
        PetitionState.COMMITTEE_DAY_OPEN: "Frist des Petitionsausschusses eintragen",
        PetitionState.IN_WORK: "Stellungnahme schreiben",
        PetitionState.TO_AUTHORISE: "Autorisierung fehlt",
        PetitionState.READY: "kann abgesandt werden",
        PetitionState.SENT: "abgesandt",
        PetitionState.ARRIVED: "angekommen",
        PetitionState.WITH_COMMITTEE: "beim Petitionsausschuss",
    }
)

HINDRANCES: Mapping[Hindrance, str] = MappingProxyType(
    {
        Hindrance.CLOSED: "Der Vorgang ist abgeschlossen.",
        Hindrance.OTHER_TEXT: "Jemand war schneller: Die Petition wurde inzwischen geändert. "
        "Bitte prüfen Sie den neuen Stand.",
        Hindrance.OWN_COPY: "Es ist keine Stellungnahme angefordert.",
        Hindrance.ALREADY_SENT: "Die Stellungnahme ist schon abgesandt.",
        Hindrance.RECEIPT_OPEN: "Der Eingang der Anforderung ist noch nicht bestätigt.",
        Hindrance.NO_COMPETENCE: "Die Zuständigkeit ist noch nicht festgelegt.",
        Hindrance.NO_COMMITTEE_DAY: "Die Frist des Petitionsausschusses ist nicht eingetragen; "
        "von ihr zählt die Frist der Trägerversammlung zurück.",
        Hindrance.FORM_INCOMPLETE: "In der Stellungnahme fehlen noch Angaben.",
        Hindrance.NOT_SENDER: "Stellungnahmen der Trägerversammlung sendet die Geschäftsführung, "
        "alle anderen sendet das KRM.",
        Hindrance.AGENCY_MISSING: "Die Autorisierung für die Agentur für Arbeit fehlt.",
        Hindrance.COUNTY_MISSING: "Die Autorisierung für den Landkreis fehlt.",
        Hindrance.SAME_PERSON: "Für beide Träger ist dieselbe Person eingetragen. Es müssen zwei "
        "verschiedene sein.",
        Hindrance.CHANGED_SINCE: "Der Text wurde nach der Autorisierung geändert. Bitte bestätigen "
        "Sie, dass die Autorisierungen auch für diese Fassung gelten.",
    }
)

STEP_FAULTS: Mapping[StepFault, str] = MappingProxyType(
    {
        StepFault.CLOSED: "Der Vorgang ist abgeschlossen.",
        StepFault.BY_SENDING: "Das Absenden wird nicht eingetragen, es geschieht unten.",
        StepFault.TAKEN: "Das ist schon eingetragen.",
        StepFault.NOT_YET: "Die Stellungnahme ist noch nicht abgesandt.",
        StepFault.IN_FUTURE: "Dieser Tag liegt in der Zukunft.",
        StepFault.TOO_EARLY: "Dieser Tag liegt vor dem Schritt davor oder vor dem Eingang.",
        StepFault.NOT_TAKEN: "Das war schon zurückgenommen.",
        StepFault.OTHERS_FOLLOW: "Es sind schon spätere Schritte eingetragen.",
        StepFault.GONE: "Die E-Mail hat das Haus schon verlassen.",
        StepFault.NOT_SENDER: "Das kann nur zurücknehmen, wer die Stellungnahme sendet.",
    }
)

AUTHORISATION_FAULTS: Mapping[AuthorisationFault, str] = MappingProxyType(
    {
        AuthorisationFault.CLOSED: "Der Vorgang ist abgeschlossen.",
        AuthorisationFault.TAKEN: "Für diesen Träger ist schon jemand eingetragen. Nehmen Sie die "
        "Autorisierung zuerst zurück.",
        AuthorisationFault.NO_NAME: "Bitte geben Sie Vor- und Nachnamen an.",
        AuthorisationFault.NO_DOCUMENT: "Bitte wählen Sie das Dokument aus (PDF, JPEG oder PNG).",
        AuthorisationFault.IN_FUTURE: "Dieser Tag liegt in der Zukunft.",
        AuthorisationFault.TOO_EARLY: "Dieser Tag liegt vor dem Eingang der Petition.",
        AuthorisationFault.SAME_PERSON: "Diese Person ist schon für den anderen Träger "
        "eingetragen. Es müssen zwei verschiedene Personen sein.",
        AuthorisationFault.NOT_BOARDS: "Nur Stellungnahmen der Trägerversammlung werden "
        "autorisiert.",
        AuthorisationFault.ALREADY_SENT: "Die Stellungnahme ist schon abgesandt.",
    }
)

FORM_HINTS: Mapping[FormPart, str] = MappingProxyType(
    {
        FormPart.COMMITTEE_NUMBER: "oder des Ministeriums; steht auf der Anforderung",
        FormPart.PETITIONER: "Name und Anschrift, wie auf der Petition",
        FormPart.SUBJECT: "worum es geht, in einem Satz",
        FormPart.FACTS: "was wann geschehen ist, der Reihe nach",
        FormPart.ASSESSMENT: "auf welche Vorschriften sich das Handeln stützt",
        FormPart.MEASURES: "bleibt das Feld leer, steht dort „Keine.“",
        FormPart.RESULT: "ob der Petition abgeholfen wurde oder werden kann",
        FormPart.CONTACT: "Name und Telefonnummer für Rückfragen",
        FormPart.COVER: "geht als Text der E-Mail oder als Brief mit",
    }
)

FORM_ROWS: Mapping[FormPart, int] = MappingProxyType(
    {
        FormPart.COMMITTEE_NUMBER: 1,
        FormPart.PETITIONER: 3,
        FormPart.SUBJECT: 2,
        FormPart.FACTS: 14,
        FormPart.ASSESSMENT: 12,
        FormPart.MEASURES: 5,
        FormPart.RESULT: 5,
        FormPart.CONTACT: 3,
        FormPart.COVER: 9,
    }
)
"""How many lines a part of the form shows."""

PETITION_EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "petition_receipt": "Eingangstag der Petition bestätigt",
        **{f"petition_for_{each}": f"Zuständig: {COMPETENCES[each]}" for each in Competence},
        "petition_own_copy": "keine Stellungnahme angefordert: gewöhnlicher Vorgang",
        "petition_asked_for": "doch eine Stellungnahme angefordert",
        **{f"petition_{each}": STEPS[each] for each in Step},
        **{f"petition_{each}_back": f"zurückgenommen: {STEPS[each]}" for each in Step},
        "petition_authorised_agency": "Stellungnahme für die Agentur für Arbeit autorisiert",
        "petition_authorised_agency_back": "Autorisierung der Agentur für Arbeit zurückgenommen",
        "petition_authorised_county": "Stellungnahme für den Landkreis autorisiert",
        "petition_authorised_county_back": "Autorisierung des Landkreises zurückgenommen",
        "petition_sent_email": "Stellungnahme per E-Mail abgesandt",
        "petition_sent_post": "Stellungnahme mit der Post abgesandt",
        "petition_sent_back": "Absenden zurückgenommen",
        "petition_failed": "Stellungnahme kam nicht an: die Fristen laufen wieder",
    }
)
"""What the timeline of a case says of its petition."""
