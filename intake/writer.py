"""Who wrote a message: its sender, or the citizen whose letter a colleague passed on (R9a)."""

from cases.mail import Address, Mail
from cases.office import Office
from triage.text.own_words import own_words


def writer_of(mail: Mail, office: Office) -> Address | None:
    """Return the citizen: the sender, or who wrote the letter that a colleague passed on (R9a).

    None where nobody can be named: a colleague is never the party of a citizen's letter, not even
    of one whose heading holds no address.
    """
    if mail.sender is None or not office.is_own(mail.sender.address):
        return mail.sender
    party = passed_on_party(mail, office)
    return party or (None if _only_passes_on(mail) else mail.sender)


def _only_passes_on(mail: Mail) -> bool:
    words = own_words(mail.text)
    return words.only_points and bool(words.forwarded.strip())


def passed_on_party(mail: Mail, office: Office) -> Address | None:
    """Return who wrote the letter inside mail from our own house, or None (R9a)."""
    attached = [inner.sender for inner in mail.forwarded if inner.sender]
    # Outlook saves a message as .msg; its heading stands above the text found in it.
    saved = [each.text for each in mail.attachments if each.name.lower().endswith(".msg")]
    quoted = [own_words(text).forwarded_sender for text in (mail.text, *saved)]
    found = [*attached, *(Address(address=address) for address in quoted if address)]
    return next((each for each in found if not office.is_own(each.address)), None)
