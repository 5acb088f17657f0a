"""What a mail says of itself: that a program sent it, or that one can leave (R15).

Only words of its own count: people quote such sentences.
"""

import re

from cases.mail import Mail
from triage import machine_words as words
from triage.text.own_words import own_words
from triage.text.subjects import is_answer, is_forward

_EXAMINED = 20_000
_NOTICE_WORDS = 60
"""A mail of little weight with more words than this was written by somebody."""
_SENT = r"(?:erzeugt|generiert|erstellt|versand|verschickt|versendet)"
_MAIL = r"(?:e-?mail|nachricht|mail|mitteilung|benachrichtigung)"
_AUTOMATIC = re.compile(
    r"do\s+not\s+(?:reply|respond)(?:\s+directly)?\s+to\s+this|"
    rf"nicht\s+(?:direkt\s+)?auf\s+diese\s+{_MAIL}\b.{{0,20}}antwort|"
    r"antworten\s+sie\s+(?:bitte\s+)?nicht\s+(?:darauf|auf\s+diese)|"
    rf"diese\s+{_MAIL}\s+(?:wurde|wird|ist)\s+(?:\w{{1,30}}\s+){{0,2}}automatisch\s+{_SENT}|"
    rf"dies\s+ist\s+eine\s+automatisch\w*\s+(?:{_SENT}\w*\s+)?{_MAIL}|"
    r"this\s+(?:is\s+an?|e-?mail\s+(?:was|is)|message\s+(?:was|is))\s+(?:\w{1,30}\s+)?"
    r"automat(?:ed|ic|ically)\b|"
    r"ne\s+pas\s+répondre\s+à\s+ce|no\s+responda\s+a\s+este|non\s+rispondere\s+a\s+quest|"
    r"nie\s+odpowiada\S{1,12}\s+na\s+t[ęe]|bu\s+e-?postayı\s+yanıtlamayın",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\bunsubscribe\b|view\s+(?:this\s+e-?mail\s+)?in\s+(?:your\s+)?browser|"
    r"newsletter\b.{0,120}\b(?:abmeld\w{1,12}|abbestell\w{1,12}|austragen)|"
    r"(?:abmeld\w{1,12}|abbestell\w{1,12}|austragen)\b.{0,80}\bnewsletter|se\s+désabonner|désinscri|"
    r"darse\s+de\s+baja|cancelar\s+(?:la\s+)?suscripci|disiscriv|wypisa\S{1,12}\s+si[ęe]",
    re.IGNORECASE | re.DOTALL,
)


def says_automatic(mail: Mail) -> bool:
    """Tell whether it says that a program wrote, or that nobody reads answers."""
    return _says(_AUTOMATIC, mail)


def offers_to_leave(mail: Mail) -> bool:
    """Tell whether it ends like a newsletter; a letter written by hand has nothing to leave."""
    return not _is_passed_on(mail) and _says(_LEAVE, mail)


def acknowledges(mail: Mail) -> bool:
    """Tell whether it says that ours was received, and by itself; a program asks nothing."""
    if _is_passed_on(mail) or "?" in mail.text[:_EXAMINED]:
        return False
    return says_automatic(mail) and _says(words.RECEIVED_TEXT, mail)


def is_short_notice(mail: Mail) -> bool:
    """Tell whether a few words promise what responders do, or the subject names one."""
    own = mail.text.partition("\n>")[0]
    if len(own.split()) > _NOTICE_WORDS or "?" in own:
        return False
    return bool(words.RESPONDER_TEXT.search(own) or words.AUTOMATIC_SUBJECT.search(mail.subject))


def _is_passed_on(mail: Mail) -> bool:
    return is_answer(mail.subject) or is_forward(mail.subject)


def _says(pattern: re.Pattern[str], mail: Mail) -> bool:
    """Look cheaply first, then whether the words are the sender's own."""
    text = mail.text[:_EXAMINED]
    if pattern.search(text) is None:
        return False
    parts = own_words(text)
    return any(pattern.search(part) for part in (parts.own, parts.boilerplate, parts.signature))
