"""May a letter to the customer go by e-mail, and if not, why (R14b, R15a, R23)."""

from cases.case import Channel
from cases.office import Office
from correspondence.addresses import is_sendable
from store.register import CaseRecord


def no_mail_because(record: CaseRecord, office: Office) -> str:
    """Return why no interim notice goes by e-mail, in words; empty where it may."""
    address = record.party_address
    if not address:
        return "Es ist keine E-Mail-Adresse bekannt."
    if not is_sendable(address):
        return "Die E-Mail-Adresse ist nicht vollständig."
    if office.replies.forbids(address) or office.is_own(address):
        return "An diese Adresse geht keine Nachricht an Kunden (Behörde, Gericht, eigenes Haus)."
    if record.channel is not Channel.EMAIL and record.email_consent_on is None:
        return "Der Kunde schrieb nicht per E-Mail und hat Antworten per E-Mail nicht zugestimmt."
    return ""
