"""Who wrote a message: its sender, or the citizen whose letter a colleague passed on (R9a)."""

from cases.mail import Address, Mail
from cases.office import Office
from triage.own_words import own_words


def writer_of(mail: Mail, office: Office) -> Address | None:
    """Return the citizen: the sender, or who wrote the letter that a colleague passed on (R9a)."""
    if mail.sender and office.is_own(mail.sender.address):
        return passed_on_party(mail, office) or mail.sender
    return mail.sender


def passed_on_party(mail: Mail, office: Office) -> Address | None:
    """Return who wrote the letter inside mail from our own house, or None (R9a)."""
    attached = [inner.sender for inner in mail.forwarded if inner.sender]
    quoted = own_words(mail.text).forwarded_sender
    found = [*attached, *([Address(address=quoted)] if quoted else [])]
    return next((each for each in found if not office.is_own(each.address)), None)
