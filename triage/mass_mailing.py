"""Did somebody write to many, or a person to a discussion list? Told by headers (R15)."""

import re

from cases.mail import Mail
from triage.text.subjects import is_answer

_TOOLS = frozenset(
    {"x-campaign", "x-campaignid", "x-mailer-recptid", "x-mailgun-tag", "x-csa-complaints"}
    | {"x-mc-user", "x-sg-eid", "x-newsletter"}
)
"""Headers that tools for sending to many put in."""
_FOR_MANY = frozenset({"feedback-id", "list-unsubscribe-post"})
"""Headers that such tools share with the larger discussion services."""
_DISCUSSIONS = (
    *("list-post", "mailing-list", "x-mailing-list", "x-mailman-version", "x-beenthere"),
    *("x-mlserver", "x-ml-name"),
)
"""Headers of programs through which the members of a list write to each other."""
_NO_POSTING = frozenset({"", "no"})
_NEWS_ACCOUNT = re.compile(
    r"^(?:news(?:letters?|mail)?|mailings?|marketing|rundbriefe?|infobriefe?|angebote?|deals|"
    r"offers|promo(?:tion)?s?)@",
    re.IGNORECASE,
)


def comes_by_list(mail: Mail) -> bool:
    """Tell whether a list brought this, whoever wrote it."""
    return any(mail.header(name) for name in ("list-id", "list-help", *_DISCUSSIONS))


def precedence(mail: Mail) -> str:
    """Return the old header that asks others to be quiet, in small letters."""
    return mail.header("precedence").strip().lower()


def is_bulk(mail: Mail) -> bool:
    """Tell whether the sender calls this a mail of little weight."""
    return precedence(mail) in {"bulk", "junk"}


def is_by_tool(mail: Mail) -> bool:
    """Tell whether a tool for sending to many made this."""
    return any(key in _TOOLS or key in _FOR_MANY for key, _ in mail.headers)


def is_discussion(mail: Mail) -> bool:
    """Tell whether the members of this list write to each other.

    Such programs have called every letter `bulk` for years, and let each member leave.
    """
    is_told = any(mail.header(name).strip().lower() not in _NO_POSTING for name in _DISCUSSIONS)
    return is_told or precedence(mail) == "list" or _is_written_to_list(mail)


def _is_written_to_list(mail: Mail) -> bool:
    """Tell whether the letter or the answers to it go to the list itself, not to one reader."""
    readers = {address.address.lower() for address in (*mail.to, *mail.cc)}
    list_id = mail.header("list-id").rpartition("<")[2].strip(" >").lower()
    answers = {address.address.lower() for address in mail.reply_to}
    writer = mail.sender.address.lower() if mail.sender is not None else ""
    return bool(readers & {list_id.replace(".", "@", 1), *answers} - {writer})


def is_mass_mailing(mail: Mail) -> bool:
    """Tell whether list headers come with signs of a sender to many; one alone says little."""
    if is_answer(mail.subject):
        return False
    by_sender = _is_by_campaign(mail) or _is_from_news(mail)
    if mail.header("list-unsubscribe"):
        return by_sender or not is_discussion(mail)
    return is_bulk(mail) and is_by_tool(mail)


def _is_by_campaign(mail: Mail) -> bool:
    return any(key in _TOOLS for key, _ in mail.headers)


def _is_from_news(mail: Mail) -> bool:
    return mail.sender is not None and _NEWS_ACCOUNT.match(mail.sender.address) is not None
