"""Tell whether a person wrote or which kind of machine: by headers, hardly by words (R15)."""

import re
from dataclasses import dataclass

from cases.mail import Mail, MailKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The kind of sender, the header that told it, and whether a notice may go back (R15)."""

    kind: MailKind
    because: str
    may_answer: bool


_NULL_PATHS = frozenset({"", "<>"})
_MACHINE_ACCOUNT = re.compile(
    r"^(?:mailer-?daemon|postmaster|bounces?|bounce[-+].{0,80}|autoreply|auto-reply|root)@",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(r"mail delivery (?:sub)?system|mailer-daemon|postmaster", re.IGNORECASE)
_NO_REPLY = re.compile(
    r"^(?:[\w.-]{0,40}[._-])?(?:no-?_?reply|do-?not-?reply|donotreply|nicht-?antworten|"
    r"keine-?antwort|noreply[\w.+-]{0,40}|no-reply[\w.+-]{0,40})@",
    re.IGNORECASE,
)
_AWAY_SUBJECT = re.compile(
    r"^\s*(?:\[?(?:auto(?:matic)?(?:al)?[\s-]*(?:reply|response|antwort)|autoreply|"
    r"autorespon[ds]er?|"
    r"automatische\s+(?:antwort|r[üu]ckmeldung|eingangsbest[äa]tigung)|"
    r"out\s+of\s+(?:the\s+)?office|ooo\b|abwesen(?:d|heits)\w*|abwesenheit|"
    r"(?:ich\s+bin\s+)?(?:nicht\s+im\s+b[üu]ro|im\s+urlaub)\b|vacation\s+(?:reply|notice)|"
    r"away\s+from|"
    r"on\s+(?:vacation|holiday|leave)\b|r[ée]ponse\s+automatique|absence\s+du\s+bureau|"
    r"respuesta\s+autom[áa]tica|risposta\s+automatica|fuori\s+sede|automatisch\s+antwoord|"
    r"afwezig\w*|odpowied[źz]\s+automatyczna|automatyczna\s+odpowied[źz]|nieobecno[śs][ćc]|"
    r"otomatik\s+(?:yan[ıi]t|cevap)|автоматический\s+ответ|автоответ\w*|"
    r"автоматична\s+відповідь|автовідповідь|r[ăa]spuns\s+automat|automatick[áa]\s+odpov\w+|"
    r"autosvar|automaattinen\s+vastaus|رد\s+تلقائي))",
    re.IGNORECASE,
)
_AWAY_TEXT = re.compile(
    r"(?:bin|sind)\s+(?:ich\s+)?(?:derzeit|zurzeit|momentan|bis|ab|vom|im|am|nicht)\b.{0,80}"
    r"(?:nicht\s+(?:im\s+(?:b[üu]ro|haus|dienst)|erreichbar|anwesend)|abwesend|urlaub|"
    r"au[ßs]er\s+haus)|"
    r"(?:ihre|deine)\s+(?:e-?mail|nachricht)\s+wird\s+(?:nicht|w[äa]hrend)|"
    r"(?:i\s+am|i'm|we\s+are)\s+(?:currently\s+)?(?:out\s+of|away|on\s+(?:leave|vacation|holiday))|"
    r"(?:limited|no)\s+access\s+to\s+(?:my\s+)?e?-?mail|je\s+suis\s+(?:actuellement\s+)?absent|"
    r"automatisch\s+(?:erzeugt|generiert|erstellt|versand)|automatically\s+generated|"
    r"vertret(?:ung|en)\b.{0,80}(?:dringend|frau|herr)|estoy\s+fuera|sono\s+assente|"
    r"ofiste\s+de[ğg]ilim|izindeyim|нахожусь\s+в\s+отпуске|у\s+відпустці|przebywam\s+na\s+urlopie",
    re.IGNORECASE,
)
_BOUNCE_SUBJECT = re.compile(
    r"^\s*(?:(?:re|aw|fwd?|wg):\s*)?(?:undeliver(?:ed|able)|undelivered\s+mail|mail\s+delivery\s+"
    r"(?:failed|failure|subsystem|status)|delivery\s+(?:status\s+notification|failure|has\s+failed|"
    r"delayed|incomplete)|returned\s+(?:mail|to\s+sender)|failure\s+(?:notice|delivery)|"
    r"unzustellbar\w*|nicht\s+zustellbar|zustellung\s+(?:fehlgeschlagen|verz[öo]gert)|"
    r"mail\s+(?:system\s+error|could\s+not)|message\s+(?:could\s+not\s+be|not)\s+delivered|"
    r"non\s+remis|échec\s+de\s+(?:la\s+)?remise|warning:\s+(?:could\s+not\s+send|message))",
    re.IGNORECASE,
)
_BOUNCE_TEXT = re.compile(
    r"(?:could\s+not\s+be\s+delivered|konnte\s+nicht\s+(?:zugestellt|[üu]bermittelt|ausgeliefert)|"
    r"delivery\s+to\s+the\s+following|permanent\s+(?:fatal\s+)?error|user\s+unknown|"
    r"\b5\d\d[\s-]5\.\d\.\d|mailbox\s+(?:full|unavailable|not\s+found)|unknown\s+user|"
    r"no\s+such\s+user|recipient\s+address\s+rejected|undeliverable|"
    r"this\s+is\s+the\s+mail\s+system)",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"confirm\s+(?:that\s+)?(?:you|your)|click\s+(?:on\s+)?(?:the\s+)?(?:link|here)|"
    r"verify\s+(?:that\s+)?you|challenge|whitelist|best[äa]tigen\s+sie|prove\s+you",
    re.IGNORECASE,
)
_RECEIPT_SUBJECT = re.compile(
    r"^\s*(?:gelesen|read|lesebest[äa]tigung|read\s+receipt|empfangsbest[äa]tigung\s+\(angezeigt\)|"
    r"return\s+receipt(?:\s+\(displayed\))?|lu|przeczytano|okundu|прочитано|le[ií]do|"
    r"letto)\s*[:\-–]",
    re.IGNORECASE,
)
_CALENDAR_SUBJECT = re.compile(
    r"^\s*(?:accepted|declined|tentative|zugesagt|abgelehnt|akzeptiert|mit\s+vorbehalt|"
    r"unter\s+vorbehalt|kabul\s+edildi|принято)\s*:",
    re.IGNORECASE,
)
_DISCUSSION_PREFIX = re.compile(r"^\s*(?:re|aw|antwort|sv|rv)\s*:", re.IGNORECASE)
_FEW_WORDS = 12
"""A calendar reply with more text than this was written by somebody."""
_EXAMINED = 4000
"""Characters of a body that are looked at; machines say what they are at the top."""


def kind_of(mail: Mail) -> Origin:
    """Tell who wrote, by the strongest sign first; in doubt it is a person (R15)."""
    for ask in (_bounce, _receipt, _calendar, _declared, _away, _mass_mailing, _other_machine):
        origin = ask(mail)
        if origin is not None:
            return origin
    return _person(mail)


def _machine(kind: MailKind, because: str) -> Origin:
    return Origin(kind=kind, because=because, may_answer=False)


def _report_type(mail: Mail) -> str:
    if not mail.content_type.lower().startswith("multipart/report"):
        return ""
    found = re.search(r"report-type\s*=\s*\"?([\w-]+)", mail.header("content-type"), re.IGNORECASE)
    return found.group(1).lower() if found else "unknown"


def _has_null_path(mail: Mail) -> bool:
    """Whether the envelope sender is empty; a missing header says nothing."""
    return mail.return_path is not None and mail.return_path.strip() in _NULL_PATHS


def _auto_submitted(mail: Mail) -> str:
    """Return the RFC 3834 keyword; `no` and an absent or empty header both give `no`."""
    value = mail.header("auto-submitted").split(";")[0].split("(")[0].strip().lower()
    return value or "no"


def _sender(mail: Mail) -> str:
    return mail.sender.address if mail.sender is not None else ""


def _is_challenge(mail: Mail) -> bool:
    return bool(_CHALLENGE.search(mail.text[:_EXAMINED])) and not _BOUNCE_TEXT.search(
        mail.text[:_EXAMINED]
    )


def _bounce(mail: Mail) -> Origin | None:
    name = mail.sender.name if mail.sender is not None else ""
    daemon = bool(_MACHINE_ACCOUNT.match(_sender(mail)) or _DAEMON_NAME.search(name))
    if _report_type(mail) == "delivery-status" or mail.delivery_report is not None:
        if mail.delivery_report is None and _is_challenge(mail):
            return _machine(MailKind.OTHER_MACHINE, "delivery report that asks to confirm")
        return _machine(MailKind.BOUNCE, "delivery report")
    if mail.header("x-failed-recipients"):
        return _machine(MailKind.BOUNCE, "X-Failed-Recipients")
    says_so = bool(_BOUNCE_SUBJECT.match(mail.subject))
    explains = bool(_BOUNCE_TEXT.search(mail.text[:_EXAMINED]))
    if daemon and (says_so or explains):
        return _machine(MailKind.BOUNCE, "mailer daemon that names a failure")
    if says_so and explains and (_has_null_path(mail) or _auto_submitted(mail) != "no"):
        return _machine(MailKind.BOUNCE, "failure notice with an empty envelope sender")
    return None


def _receipt(mail: Mail) -> Origin | None:
    if _report_type(mail) == "disposition-notification":
        return _machine(MailKind.RECEIPT, "multipart/report disposition-notification")
    if _RECEIPT_SUBJECT.match(mail.subject) and _has_null_path(mail):
        return _machine(MailKind.RECEIPT, "receipt subject with an empty envelope sender")
    return None


def _calendar(mail: Mail) -> Origin | None:
    is_calendar = mail.content_type.lower() == "text/calendar" or any(
        attachment.content_type.lower() == "text/calendar" for attachment in mail.attachments
    )
    is_reply = "method=reply" in mail.header("content-type").lower().replace('"', "").replace(
        " ", ""
    ) or bool(_CALENDAR_SUBJECT.match(mail.subject))
    if is_calendar and is_reply and len(mail.text.split()) <= _FEW_WORDS:
        return _machine(MailKind.OTHER_MACHINE, "calendar reply")
    return None


def _declared(mail: Mail) -> Origin | None:
    keyword = _auto_submitted(mail)
    if keyword != "no":
        if keyword.startswith("auto-replied") or _AWAY_SUBJECT.match(mail.subject):
            return _machine(MailKind.AUTO_REPLY, f"Auto-Submitted: {keyword}")
        if _is_mass_mailing(mail):
            return _machine(MailKind.LIST, f"Auto-Submitted: {keyword}, list headers")
        return _machine(MailKind.OTHER_MACHINE, f"Auto-Submitted: {keyword}")
    return None


def _away(mail: Mail) -> Origin | None:
    for name in ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder"):
        if any(key == name and value.strip().lower() != "no" for key, value in mail.headers):
            return _machine(MailKind.AUTO_REPLY, name.title())
    if mail.header("precedence").strip().lower() == "auto_reply":
        return _machine(MailKind.AUTO_REPLY, "Precedence: auto_reply")
    subject = bool(_AWAY_SUBJECT.match(mail.subject))
    text = bool(_AWAY_TEXT.search(mail.text[:_EXAMINED]))
    if subject and (text or _has_null_path(mail) or _asks_no_reply(mail)):
        return _machine(MailKind.AUTO_REPLY, "subject of an absence notice, borne out by the rest")
    if text and _has_null_path(mail):
        return _machine(MailKind.AUTO_REPLY, "absence notice with an empty envelope sender")
    return None


def _asks_no_reply(mail: Mail) -> bool:
    suppress = mail.header("x-auto-response-suppress").strip().lower()
    precedence = mail.header("precedence").strip().lower()
    return suppress not in {"", "none"} or precedence in {"bulk", "junk"}


def _is_mass_mailing(mail: Mail) -> bool:
    """Whether list headers come with signs of a sender to many; one of them alone says little."""
    can_leave = bool(mail.header("list-unsubscribe"))
    bulk = mail.header("precedence").strip().lower() in {"bulk", "junk"}
    by_tool = any(
        key
        in {
            "x-campaign",
            "x-campaignid",
            "x-mailer-recptid",
            "x-mailgun-tag",
            "feedback-id",
            "x-csa-complaints",
            "list-unsubscribe-post",
            "x-mc-user",
            "x-sg-eid",
            "x-newsletter",
        }
        for key, _ in mail.headers
    )
    return (can_leave and (by_tool or bulk or not mail.header("list-post"))) or (bulk and by_tool)


def _mass_mailing(mail: Mail) -> Origin | None:
    if not _is_mass_mailing(mail) or _DISCUSSION_PREFIX.match(mail.subject):
        return None
    if mail.header("list-post") and mail.header("in-reply-to"):
        return None
    return _machine(MailKind.LIST, "list headers of a mass mailing")


def _other_machine(mail: Mail) -> Origin | None:
    if _MACHINE_ACCOUNT.match(_sender(mail)):
        return _machine(MailKind.OTHER_MACHINE, "sender is a machine's account")
    if _NO_REPLY.match(_sender(mail)):
        return _machine(MailKind.OTHER_MACHINE, "sender takes no replies")
    return None


def _person(mail: Mail) -> Origin:
    for name in ("list-id", "list-post"):
        if mail.header(name):
            return Origin(
                kind=MailKind.HUMAN, because=f"person on a list ({name})", may_answer=False
            )
    if mail.header("precedence").strip().lower() in {"list", "bulk", "junk"}:
        return Origin(
            kind=MailKind.HUMAN, because="person on a list (precedence)", may_answer=False
        )
    if not _sender(mail):
        return Origin(kind=MailKind.HUMAN, because="no usable sender", may_answer=False)
    if any(_NO_REPLY.match(address.address) for address in mail.reply_to):
        return Origin(kind=MailKind.HUMAN, because="replies go to nobody", may_answer=False)
    if _has_null_path(mail):
        return Origin(kind=MailKind.HUMAN, because="empty envelope sender", may_answer=False)
    return Origin(kind=MailKind.HUMAN, because="no sign of a machine", may_answer=True)
