"""Tell whether a person wrote or which kind of machine: by headers, hardly by words (R15)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cases.mail import Mail, MailKind
from triage import machine_words as words
from triage.mass_mailing import comes_by_list, is_bulk, is_by_tool, is_mass_mailing, precedence
from triage.says_itself import acknowledges, is_short_notice, offers_to_leave, says_automatic
from triage.text.subjects import is_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The kind of sender, the header that told it, and whether a notice may go back (R15)."""

    kind: MailKind
    because: str
    may_answer: bool


_NULL_PATHS = frozenset({"", "<>", "<mailer-daemon>", "mailer-daemon"})
_FEW_WORDS = 12
"""A calendar reply with more text than this was written by somebody."""
_ANSWER_WORDS = 100
"""Who writes more below a responder's title is a person whose program has put it there."""
_RECEIPT = "disposition-notification"
_EXAMINED = 4000
"""Characters of a body that are looked at; machines say what they are at the top."""
_RESPONDERS = (
    *("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder", "x-autoreply-from"),
    *("x-auto-reply-from", "x-mail-autoreply", "x-auto-response", "x-vacation"),
)
_PROGRAMS = frozenset(
    {"x-cron-env", "x-amz-sns-message-id", "x-fc-machinegenerated", "x-github-reason"}
    | {"x-gitlab-notificationreason", "x-jira-fingerprint", "x-bugzilla-url", "x-redmine-host"}
)
"""Headers of programs that tell people what has happened."""


def kind_of(mail: Mail) -> Origin:
    """Tell who wrote, by the strongest sign first; in doubt it is a person (R15)."""
    for ask in (
        _bounce,
        _receipt,
        _abuse_report,
        _calendar,
        _gateway,
        _declared,
        _responder,
        _away,
        _acknowledgement,
        _challenge,
        _mass_mailing,
        _other_machine,
    ):
        origin = ask(mail)
        if origin is not None:
            return origin
    return _person(mail)


def _machine(kind: MailKind, because: str) -> Origin:
    return Origin(kind=kind, because=because, may_answer=False)


def _unanswered(because: str) -> Origin:
    return Origin(kind=MailKind.HUMAN, because=because, may_answer=False)


def _report_type(mail: Mail) -> str:
    if not mail.content_type.lower().startswith("multipart/report"):
        return ""
    found = re.search(r"report-type\s*=\s*\"?([\w-]+)", mail.header("content-type"), re.IGNORECASE)
    return found.group(1).lower() if found else "unknown"


def _has_null_path(mail: Mail) -> bool:
    """Whether the envelope sender is empty; a missing header says nothing."""
    return mail.return_path is not None and mail.return_path.strip().lower() in _NULL_PATHS


def _has(mail: Mail, names: frozenset[str]) -> bool:
    return any(key in names for key, _ in mail.headers)


def _auto_submitted(mail: Mail) -> str:
    """Return the RFC 3834 keyword; `no` and an absent or empty header both give `no`."""
    value = mail.header("auto-submitted").split(";")[0].split("(")[0].strip().lower()
    return value or "no"


def _sender(mail: Mail) -> str:
    return mail.sender.address if mail.sender is not None else ""


def _asks_to_confirm(mail: Mail) -> bool:
    text = mail.text[:_EXAMINED]
    return bool(words.CONFIRM_TEXT.search(text)) and not words.BOUNCE_TEXT.search(text)


def _bounce(mail: Mail) -> Origin | None:
    name = mail.sender.name if mail.sender is not None else ""
    daemon = _takes_no_replies(_sender(mail)) or bool(words.DAEMON_NAME.search(name))
    if _report_type(mail) == "delivery-status" or mail.delivery_report is not None:
        if mail.delivery_report is None and _asks_to_confirm(mail):
            return _machine(MailKind.OTHER_MACHINE, "delivery report that asks to confirm")
        return _machine(MailKind.BOUNCE, "delivery report")
    if mail.header("x-failed-recipients"):
        return _machine(MailKind.BOUNCE, "X-Failed-Recipients")
    says_so = bool(words.BOUNCE_SUBJECT.match(mail.subject))
    explains = bool(words.BOUNCE_TEXT.search(mail.text[:_EXAMINED]))
    if daemon and (says_so or explains):
        return _machine(MailKind.BOUNCE, "mailer daemon that names a failure")
    if says_so and explains and (_has_null_path(mail) or _auto_submitted(mail) != "no"):
        return _machine(MailKind.BOUNCE, "failure notice with an empty envelope sender")
    return None


def _receipt(mail: Mail) -> Origin | None:
    if _report_type(mail) == _RECEIPT or _attaches(mail, f"message/{_RECEIPT}"):
        return _machine(MailKind.RECEIPT, "disposition notification (RFC 8098)")
    if words.RECEIPT_SUBJECT.match(mail.subject) and _has_null_path(mail):
        return _machine(MailKind.RECEIPT, "receipt subject with an empty envelope sender")
    return None


def _attaches(mail: Mail, content_type: str) -> bool:
    types = (mail.content_type, *(each.content_type for each in mail.attachments))
    return any(each.lower() == content_type for each in types)


def _abuse_report(mail: Mail) -> Origin | None:
    if _report_type(mail) == "feedback-report" or _attaches(mail, "message/feedback-report"):
        return _machine(MailKind.OTHER_MACHINE, "abuse report (RFC 5965)")
    if words.COMPLAINT_SUBJECT.match(mail.subject) and _attaches(mail, "message/rfc822"):
        return _machine(MailKind.OTHER_MACHINE, "abuse report in a provider's own form")
    return None


def _calendar(mail: Mail) -> Origin | None:
    is_calendar = mail.content_type.lower() == "text/calendar" or any(
        attachment.content_type.lower() == "text/calendar" for attachment in mail.attachments
    )
    content_type = mail.header("content-type").lower().replace('"', "").replace(" ", "")
    is_reply = "method=reply" in content_type or words.CALENDAR_SUBJECT.match(mail.subject)
    if is_calendar and is_reply and len(mail.text.split()) <= _FEW_WORDS:
        return _machine(MailKind.OTHER_MACHINE, "calendar reply")
    return None


def _gateway(mail: Mail) -> Origin | None:
    """Tell a person who wrote through a web form, a telefax or a telephone that sends mail."""
    is_from_many = mail.header("list-unsubscribe") or _has_null_path(mail)
    is_by_program = _takes_no_replies(_sender(mail)) or _auto_submitted(mail) == "auto-generated"
    if is_from_many or not is_by_program:
        return None
    if _has_citizen_to_answer(mail):
        return _unanswered("form with the writer's address in Reply-To")
    if words.GATEWAY_SUBJECT.search(mail.subject) and not is_by_tool(mail):
        return _unanswered("form, telefax or voice message sent as mail")
    return None


def _takes_no_replies(address: str) -> bool:
    account = words.NO_REPLY.match(address) or words.PROGRAM_ACCOUNT.match(address)
    return bool(account or words.MACHINE_ACCOUNT.match(address))


def _has_citizen_to_answer(mail: Mail) -> bool:
    """Tell whether answers go to somebody elsewhere, who is no machine and no office."""
    return any(
        _house(reply.address) != _house(_sender(mail))
        and not _takes_no_replies(reply.address)
        and not words.ROLE.match(reply.address)
        for reply in mail.reply_to
    )


def _house(address: str) -> str:
    """Return the last two labels of the host: programs take answers at hosts of their own."""
    return ".".join(address.rpartition("@")[2].split(".")[-2:])


def _declared(mail: Mail) -> Origin | None:
    keyword = _auto_submitted(mail)
    if keyword == "no":
        return None
    is_reply = keyword.startswith("auto-replied") or is_answer(mail.subject)
    if is_reply or words.AWAY_SUBJECT.search(mail.subject):
        return _machine(MailKind.AUTO_REPLY, f"Auto-Submitted: {keyword}")
    if is_mass_mailing(mail):
        return _machine(MailKind.LIST, f"Auto-Submitted: {keyword}, list headers")
    return _machine(MailKind.OTHER_MACHINE, f"Auto-Submitted: {keyword}")


def _responder(mail: Mail) -> Origin | None:
    for name in _RESPONDERS:
        if any(key == name and value.strip().lower() != "no" for key, value in mail.headers):
            return _machine(MailKind.AUTO_REPLY, name.title())
    if "rules agent" in mail.header("x-ms-exchange-generated-message-source").lower():
        return _machine(MailKind.AUTO_REPLY, "rule of a mailbox")
    if mail.header("x-autogenerated").strip().lower() == "reply":
        return _machine(MailKind.AUTO_REPLY, "X-Autogenerated: Reply")
    if "auto_reply" in {precedence(mail), mail.header("x-precedence").strip().lower()}:
        return _machine(MailKind.AUTO_REPLY, "Precedence: auto_reply")
    return None


def _away(mail: Mail) -> Origin | None:
    text = mail.text[:_EXAMINED]
    is_away = bool(words.AWAY_TEXT.search(text))
    promises = bool(words.RESPONDER_TEXT.search(text))
    is_short = len(mail.text.split()) <= _ANSWER_WORDS
    is_told = is_away or (is_short and bool(words.AUTOMATIC_TITLE.match(mail.subject)))
    is_borne_out = (is_told and "?" not in text) or promises or _asks_no_reply(mail)
    if words.AWAY_SUBJECT.search(mail.subject) and is_borne_out:
        return _machine(MailKind.AUTO_REPLY, "subject of a responder, borne out by the rest")
    if words.ABSENCE_SUBJECT.match(mail.subject) and promises and is_away:
        return _machine(MailKind.AUTO_REPLY, "absence notice that promises what responders do")
    if _has_null_path(mail) and (is_away or words.RECEIVED_TEXT.search(text) or is_bulk(mail)):
        return _machine(MailKind.AUTO_REPLY, "notice with an empty envelope sender")
    if is_bulk(mail) and not comes_by_list(mail) and is_short_notice(mail):
        return _machine(MailKind.AUTO_REPLY, "absence notice of little weight")
    return None


def _acknowledgement(mail: Mail) -> Origin | None:
    """Tell a ticket system that has received something and says so by itself."""
    if acknowledges(mail):
        return _machine(MailKind.AUTO_REPLY, "acknowledgement that a program sent")
    return None


def _asks_no_reply(mail: Mail) -> bool:
    suppress = mail.header("x-auto-response-suppress").strip().lower()
    return suppress not in {"", "none"} or is_bulk(mail) or _has_null_path(mail)


def _challenge(mail: Mail) -> Origin | None:
    if comes_by_list(mail):
        return None
    if words.CHALLENGE_TEXT.search(mail.text[:_EXAMINED]) and "http" in mail.text[:_EXAMINED]:
        return _machine(MailKind.OTHER_MACHINE, "asks the sender to confirm by a link")
    return None


def _mass_mailing(mail: Mail) -> Origin | None:
    if is_mass_mailing(mail):
        return _machine(MailKind.LIST, "list headers of a mass mailing")
    return None


def _other_machine(mail: Mail) -> Origin | None:
    if words.MACHINE_ACCOUNT.match(_sender(mail)):
        return _machine(MailKind.OTHER_MACHINE, "sender is a machine's account")
    if words.NO_REPLY.match(_sender(mail)):
        return _machine(MailKind.OTHER_MACHINE, "sender takes no replies")
    if _has(mail, _PROGRAMS):
        return _machine(MailKind.OTHER_MACHINE, "header of a program that tells what happened")
    if words.GENERATED_SUBJECT.match(mail.subject):
        return _machine(MailKind.OTHER_MACHINE, "subject says that a program wrote")
    if mail.header("x-mlserver") and words.LIST_ALERT.match(mail.subject):
        return _machine(MailKind.OTHER_MACHINE, "list program that reports")
    return None


def _person(mail: Mail) -> Origin:
    """Say whether this person may be answered by itself, and if not, why."""
    obstacle = next((because for because, stands in _OBSTACLES if stands(mail)), None)
    if obstacle is not None:
        return _unanswered(obstacle)
    return Origin(kind=MailKind.HUMAN, because="no sign of a machine", may_answer=True)


_OBSTACLES: tuple[tuple[str, Callable[[Mail], bool]], ...] = (
    ("person on a list", comes_by_list),
    ("person on a list that one can leave", lambda mail: bool(mail.header("list-unsubscribe"))),
    ("person on a list (precedence)", lambda mail: precedence(mail) in {"list", "bulk", "junk"}),
    ("no usable sender", lambda mail: not _sender(mail)),
    ("a program's account", lambda mail: bool(words.PROGRAM_ACCOUNT.match(_sender(mail)))),
    ("an account for news", lambda mail: bool(words.CIRCULAR_ACCOUNT.match(_sender(mail)))),
    (
        "replies go to nobody",
        lambda mail: any(_takes_no_replies(to.address) for to in mail.reply_to),
    ),
    ("empty envelope sender", _has_null_path),
    ("says that nobody reads answers", says_automatic),
    ("newsletter that one can leave", offers_to_leave),
)
"""Why a person is not answered by itself."""
