"""Is this message a letter of ours that came back? Asks cheaply, and only where it looks so."""

import re
from collections.abc import Container, Iterator

from cases.mail import DeliveryReport, Mail
from correspondence.bounce_texts import opens_as_report
from correspondence.bounces import ReportParts, read_report
from correspondence.failure_words import NOT_DELIVERED
from correspondence.status_fields import status_in
from intake.reading.attached import part_pieces
from intake.reading.body import Contents
from intake.reading.charsets import decode_text
from intake.reading.structure import Part, Structure
from triage.text.subjects import is_answer, is_forward

MAX_REPORT_BYTES = 32_000
MAX_RETURNED_BYTES = 64_000

_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED_TYPES = frozenset(
    {"message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822-header"}
    | {"text/rfc822", "message/global-headers", "message/rfc822-headers", "message/partial"}
)
_SENDER = re.compile(
    r"mailer[-_ ]?daemon|post_?master|mail(?:box)? ?delivery (?:sub)?system"
    r"|mail (?:admin|system|router)|mdaemon|mail delivery (?:service|agent)|mailsystem"
    r"|undeliver|(?:^|\s)bounces?@|mail-daemon|mail server"
    r"|delivery (?:system|agent|notification)|e-?mail system|smtp (?:gateway|server)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"undeliver|unzustellbar|unable to deliver|not delivered|cannot be delivered"
    r"|deliver[yi]\w* (?:status|fail|problem|report|delay|notif|has failed|error|incomplete|unsucc)"
    r"|returned (?:mail|to sender|e-?mail|message)"
    r"|failure (?:notice|delivery)|failed (?:mail|delivery)"
    r"|mail (?:delivery|system|could not|failure|undeliver|error|not deliver|has been returned)"
    r"|(?:nicht|non) (?:zugestellt|zustellbar|remis)|could not (?:be )?(?:deliver|sen[dt])"
    r"|message (?:status|undeliver|could not|not|delivery|delayed|was not)|ndn: |\bndr\b"
    r"|non[- ]?deliver|nondeliver|onbestelbaar|no se puede entregar"
    r"|zustellung (?:fehl|nicht|verz)|user unknown"
    r"|loop alert|delayed mail|warning: (?:could not|message)|mail rejected|rejected mail"
    r"|(?:mail|sending your mail|e-?mail)[ -]?error|error sending|an error sending"
    r"|(?:could|can) ?n['’]t be (?:deliver|sent)|エラー|" + NOT_DELIVERED,
    re.IGNORECASE,
)
# Together with a subject that sounds like a report, these are enough.
_PROGRAM = re.compile(
    r"no-?_?reply|do-?not-?reply|mailer|mail ?(?:marshal|gateway|filter|scanner|firewall|admin)"
    r"|surfcontrol|interscan|barracuda",
    re.IGNORECASE,
)
# People have such addresses in domains of their own: the text, too, must be a report's.
_HOUSE_ACCOUNT = re.compile(
    r"(?:^|\s)(?:root|(?:sys)?admin\w*|system|smtp|mail|mx|server)@|system ?administrator",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"^\W*(?:auto(?:matic|matische|mated)?[- ]?(?:reply|response|antwort|reponse)"
    r"|out of (?:the )?office"
    r"|abwesen|vacation|away\b|ooo\b|réponse automatique)",
    re.IGNORECASE,
)
# So begin people who complain that their letter came back, and quote what they got.
_PERSON = re.compile(
    r"\s*(?:hallo|guten (?:tag|morgen|abend)|sehr geehrte|liebe[rs]?\b|dear (?:sir|madam|mr|ms)|"
    r"ich\b|mein|i (?:wrote|sent|have|got|tried|am)\b|my\b|warum|why)",
    re.IGNORECASE,
)
# Dovecot and Sieve refuse a letter that way: it was not read and never will be (RFC 5429).
_REFUSED = re.compile(
    r"(?:was|were|been) (?:automatically )?(?:rejected|refused)|quota exceeded"
    r"|automatisch (?:abgelehnt|zurückgewiesen)",
    re.IGNORECASE,
)
# So a list program says that it did not pass a letter on; its other mail is people's.
_LOOP = re.compile(r"loop alert\b", re.IGNORECASE)
_RECEIPT = "disposition-notification"
_NOT_A_BOUNCE = frozenset({_RECEIPT, "feedback-report"})


def report_of(
    content: bytes, mail: Mail, structure: Structure, contents: Contents
) -> DeliveryReport | None:
    """Return the delivery report that this message is, or None."""
    report_type = structure.root.parameters.get("report-type", "").lower()
    is_refusal = report_type == _RECEIPT and _REFUSED.search(mail.text) is not None
    is_from_system = is_refusal or _is_from_mail_system(mail, contents, report_type)
    is_told = is_from_system or _is_called_returned(mail) or _opens_as_report(mail)
    is_persons = not is_from_system and _PERSON.match(mail.text) is not None
    if (report_type in _NOT_A_BOUNCE and not is_refusal) or not is_told or is_persons:
        return None
    status_types = {f"message/{_RECEIPT}"} if is_refusal else _STATUS_TYPES
    parts = ReportParts(
        subject=mail.subject,
        text=mail.text,
        status=tuple(_texts(content, contents, status_types)),
        returned=tuple(_texts(content, contents, _RETURNED_TYPES)),
        is_from_system=is_from_system or _opens_as_report(mail),
        is_called_returned=_is_called_returned(mail),
        ours=frozenset(address.address for address in (*mail.to, *mail.cc)),
    )
    return read_report(content[structure.begin : structure.begin + MAX_REPORT_BYTES], parts)


def _opens_as_report(mail: Mail) -> bool:
    """Tell whether the first words are a mail system's, and nobody passes them on."""
    return opens_as_report(mail.text) and not is_forward(mail.subject)


def _is_from_mail_system(mail: Mail, contents: Contents, report_type: str) -> bool:
    """Tell whether a mail system wrote this, by its shape or its sender."""
    sender = _sender(mail)
    answers = _is_answer(mail)
    is_notice = mail.return_path == "" and not _AWAY.match(mail.subject) and not answers
    return (
        report_type == "delivery-status"
        or (any(part.content_type in _STATUS_TYPES for part in contents.attached) and not answers)
        or bool(mail.header("x-failed-recipients") or mail.header("x-amz-sns-message-id"))
        or bool(mail.header("x-mlserver") and _LOOP.match(mail.subject))
        or (_SENDER.search(sender) is not None and not _AWAY.match(mail.subject))
        or is_notice
        or (_is_called_returned(mail) and _is_from_program(mail, sender, contents))
    )


def _is_from_program(mail: Mail, sender: str, contents: Contents) -> bool:
    if _PROGRAM.search(sender):
        return True
    returns = any(part.content_type in _RETURNED_TYPES for part in contents.attached)
    is_report = returns or status_in(mail.text) or _opens_as_report(mail)
    return bool(_HOUSE_ACCOUNT.search(sender) and is_report)


def _sender(mail: Mail) -> str:
    return f"{mail.sender.name} {mail.sender.address}" if mail.sender else mail.header("from")


def _is_called_returned(mail: Mail) -> bool:
    return _SUBJECT.search(mail.subject) is not None and not _is_answer(mail)


def _is_answer(mail: Mail) -> bool:
    """Tell whether a person answers or passes on a report; those are no reports themselves."""
    return is_answer(mail.subject) or is_forward(mail.subject)


def _texts(content: bytes, contents: Contents, types: Container[str]) -> Iterator[str]:
    for part in contents.attached:
        if part.content_type in types:
            yield _text(content, part)


def _text(content: bytes, part: Part) -> str:
    octets = b"".join(part_pieces(content, part))[:MAX_RETURNED_BYTES]
    return decode_text(octets, part.parameters.get("charset", ""))[0].replace("\r\n", "\n")
