"""Finished mails from letters: our words, our headers, the original unaltered (R5, R11, R15)."""

import re
from collections.abc import Mapping
from email.headerregistry import Address, HeaderRegistry, MessageIDHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from hashlib import sha256

from cases.duties import Duty, Role
from cases.labels import GERMAN, Label, Way
from cases.letter import NOTICES, Letter, LetterKind
from correspondence.addresses import insist_sendable
from correspondence.courtesy_below import courtesy_below
from correspondence.courtesy_words import content_languages
from correspondence.enclosure import with_original
from correspondence.occasion import Occasion, facts_of, german_day
from correspondence.wording import DUTIES, fill, words_of
from store.dispatch_lines import Outgoing

MESSAGE_ID = re.compile(r"<[!-;=?A-~]{1,250}@[!-;=?A-~]{1,250}>")
QUIET = "DR, RN, NRN, OOF, AutoReply"
"""Exchange sends no receipt and no absence note. `All` would stop its bounces, too (R15)."""

SUBJECTS: Mapping[Way | None, str] = {
    Way.SGG: "Abgabe an die Widerspruchsstelle",
    Way.DIRECTOR: "Abgabe an die Geschäftsführung",
    None: "Weitergabe einer Nachricht",
}


def compose(letter: Letter, occasion: Occasion) -> Outgoing:
    """Return the finished mail; the same arguments give the same bytes.

    AddressError where no mail can go to `letter.to`; ValueError for a hand-over without its
    original, and for a warning, which is `compose_warning`'s.
    """
    ways = (letter.way,) if letter.way else letter.ways
    token = token_for(letter, occasion)
    header = begin_mail(letter.to, _subject(letter, occasion), token, occasion)
    note = text_of(letter, occasion)
    if letter.kind in NOTICES:
        content = _notice(header, note, occasion)
    else:
        content = _with_original(header, note, occasion)
    recipient_hash = occasion.keys.hash("address", letter.to)
    key = (letter.kind, occasion.journal, "+".join(ways), recipient_hash[:16], occasion.sending)
    return Outgoing(
        once_key=" ".join(str(part) for part in key),
        kind=letter.kind,
        ways=ways,
        message_id=header["Message-ID"],
        reply_token=token,
        recipient=letter.to,
        recipient_hash=recipient_hash,
        envelope_sender=occasion.sender,
        sha256="" if letter.kind in NOTICES else sha256(_original(occasion)).hexdigest(),
        content=content,
    )


def text_of(letter: Letter, occasion: Occasion, *, on_paper: bool = False) -> str:
    """Return the letter's words, as they are mailed, or as they are printed (R12, R34)."""
    facts = facts_of(occasion) | {"token": token_for(letter, occasion), "on_paper": on_paper}
    match letter.kind:
        case LetterKind.HAND_OVER | LetterKind.PASS_ON:
            facts |= _receipt(letter, occasion)
        case LetterKind.WARNING:
            message = "a warning is composed by compose_warning"
            raise ValueError(message)
        case _:
            german = fill("notice", facts | notice_facts(letter, occasion), edited=occasion.edited)
            is_transfer = letter.kind is LetterKind.TRANSFER_NOTICE
            return german + courtesy_below(occasion, letter.ways, is_transfer=is_transfer)
    return fill(letter.kind, facts)


def notice_facts(letter: Letter, occasion: Occasion) -> dict[str, object]:
    """Return what a notice says: its own message, in the frame that all notices share."""
    edited = occasion.edited
    facts = facts_of(occasion) | _hand_overs_told(letter, occasion)
    facts["hand_overs"] = words_of("hand_over_paragraphs", facts, edited=edited).strip()
    is_transfer = letter.kind is LetterKind.TRANSFER_NOTICE
    facts["next_message"] = "Nächste Nachricht" if is_transfer else "Antwort"
    return facts | {"message": words_of(letter.kind, facts, edited=edited).strip()}


def authority_text(occasion: Occasion) -> str:
    """Return the acknowledgement for a parliament, court or authority, to send by hand (R15a)."""
    return fill("authority_notice", facts_of(occasion), edited=occasion.edited)


def compose_warning(
    duty: Duty, *, role: Role, to: str, occasion: Occasion, desk_url: str = ""
) -> Outgoing:
    """Return the notice that a duty waits: its kind, number and last day, nothing else (R5a)."""
    letter = Letter(kind=LetterKind.WARNING, to=to)
    token = token_for(letter, occasion)
    subject = f"Kundenreaktionsmanagement: Aufgabe wartet [Eingang {occasion.journal}]"
    facts = facts_of(occasion) | {
        "duty": DUTIES[duty.kind],
        "due_on": german_day(duty.due_on),
        "is_escalated": role is Role.DIRECTOR,
        "desk_url": desk_url,
    }
    header = begin_mail(to, subject, token, occasion)
    header["Auto-Submitted"] = "auto-generated"
    return Outgoing(
        once_key=f"{letter.kind} {occasion.journal} {duty.kind} {role} {occasion.fresh_id}",
        kind=letter.kind,
        ways=(),
        message_id=header["Message-ID"],
        reply_token=token,
        recipient=to,
        recipient_hash=occasion.keys.hash("address", to),
        envelope_sender=occasion.sender,
        sha256="",
        content=_plain(header, fill("warning.txt.j2", facts)),
    )


def token_for(letter: Letter, occasion: Occasion) -> str:
    """Return the sign by which an answer to this one letter is known (R9)."""
    ways = "+".join((letter.way,) if letter.way else letter.ways)
    return occasion.keys.token(f"{occasion.fresh_id} {letter.kind} {ways} {letter.to.lower()}")


def _subject(letter: Letter, occasion: Occasion) -> str:
    """Return a subject that holds the number only (R14b)."""
    if letter.kind in NOTICES:
        return f"Ihre Nachricht an das {occasion.office.name} [{occasion.number}]"
    return f"{SUBJECTS[letter.way]} [Eingang {occasion.journal}]"


def begin_mail(to: str, subject: str, token: str, occasion: Occasion) -> EmailMessage:
    """Return a message without body; no word of a citizen stands in it but a checked address."""
    header = EmailMessage(policy=_policy(to))
    user, _, host = insist_sendable(to).rpartition("@")
    own_user, _, own_host = insist_sendable(occasion.sender).rpartition("@")
    sent_at = occasion.sent_at.astimezone(occasion.office.calendar.timezone)
    header["From"] = Address(occasion.office.name, own_user, own_host)
    header["To"] = Address("", user, host)
    header["Reply-To"] = Address("", own_user, own_host)
    header["Subject"] = subject
    header["Date"] = sent_at
    header["Message-ID"] = f"<{token}.{occasion.fresh_id}@{own_host}>"
    header["X-Auto-Response-Suppress"] = QUIET
    header["Content-Language"] = "de"
    return header


def _policy(to: str) -> "EmailPolicy[EmailMessage]":
    """Return how headers are written: Message-IDs never folded, UTF-8 only for such an address."""
    headers = HeaderRegistry()
    for name in ("in-reply-to", "references"):
        headers.map_to_type(name, MessageIDHeader)  # type: ignore[arg-type]  # a mix-in, as all are
    return EmailPolicy(linesep="\r\n", header_factory=headers, utf8=not to.isascii())


def _notice(header: EmailMessage, note: str, occasion: Occasion) -> bytes:
    header["Auto-Submitted"] = "auto-replied"
    # A Message-ID is the citizen's own words: only one of plain characters is repeated.
    if MESSAGE_ID.fullmatch(occasion.thread):
        header["In-Reply-To"] = occasion.thread
        header["References"] = occasion.thread
    return _plain(header, note, languages=content_languages(occasion.added_language))


def _with_original(header: EmailMessage, note: str, occasion: Occasion) -> bytes:
    header["Auto-Submitted"] = "auto-generated"
    part = EmailMessage(policy=SMTP)
    part.set_content(note, cte="quoted-printable")
    del part["MIME-Version"]
    lines = b"".join(header.policy.fold_binary(name, text) for name, text in header.raw_items())
    name = _enclosure_name(occasion)
    return with_original(lines, part.as_bytes(), _original(occasion), name=name)


def _plain(header: EmailMessage, text: str, *, languages: str = "de") -> bytes:
    header.set_content(text, cte="quoted-printable")
    header["Content-Language"] = languages  # set_content takes away every earlier Content-*
    return header.as_bytes()


def _original(occasion: Occasion) -> bytes:
    if occasion.original is None:
        message = f"the original of journal line {occasion.journal} is missing"
        raise ValueError(message)
    return occasion.original


def _enclosure_name(occasion: Occasion) -> str:
    return f"eingang-{occasion.journal}.eml"


def _hand_overs_told(letter: Letter, occasion: Occasion) -> dict[str, object]:
    """Return what a notice says about where the message went (R8, R11, R16)."""
    is_partly = letter.kind is LetterKind.ACKNOWLEDGEMENT or len(letter.ways) > 1
    return {
        "what": "Ein Teil Ihrer Nachricht" if is_partly else "Ihre Nachricht",
        "to_sgg": Way.SGG in letter.ways,
        "to_director": Way.DIRECTOR in letter.ways,
        "to_substitute": occasion.to_substitute,
        "objection_sentence": occasion.office.objection_sentence,
        "passed_on_to": occasion.passed_on_to,
    }


def _receipt(letter: Letter, occasion: Occasion) -> dict[str, object]:
    """Return the receipt note of a hand-over (R5)."""
    original = _original(occasion)
    local = occasion.received_at.astimezone(occasion.office.calendar.timezone)
    return {
        "labels": [GERMAN[label] for label in letter.labels],
        "is_court_action": Label.COURT_ACTION in letter.labels,
        "received_at": f"{local:%d.%m.%Y, %H:%M:%S} Uhr (UTC{local:%z})",
        "enclosure_name": _enclosure_name(occasion),
        "size": len(original),
        "sha256": sha256(original).hexdigest(),
    }
