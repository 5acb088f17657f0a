"""What `krm parse` says of a message, as docs of the outer interface promise it."""

from cases.mail import Address, Attachment, DeliveryReport, Mail
from triage.machine import kind_of
from triage.text.own_words import own_words


def describe(mail: Mail, *, file: str) -> dict[str, object]:
    """Return the `krm parse` object of one message, ready for JSON."""
    origin = kind_of(mail)
    return {
        "file": file,
        "message_id": mail.message_id,
        "date": mail.date.isoformat() if mail.date else None,
        "from": _address(mail.sender) if mail.sender else None,
        "to": [_address(address) for address in mail.to],
        "subject": mail.subject,
        "text": mail.text,
        "own_text": own_words(mail.text).own,
        "attachments": [_attachment(attachment) for attachment in mail.attachments],
        "kind": str(origin.kind),
        "kind_because": origin.because,
        "may_answer": origin.may_answer,
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "bounce": _bounce(mail.delivery_report),
        "defects": [_defect.code for _defect in mail.defects],
    }


def _attachment(attachment: Attachment) -> dict[str, object]:
    return {
        "name": attachment.name,
        "type": attachment.content_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "state": str(attachment.state),
        "text_chars": len(attachment.text),
        "text": attachment.text,
        "is_cut": attachment.is_cut,
        "contains": list(attachment.contains),
    }


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _bounce(report: DeliveryReport | None) -> dict[str, object] | None:
    if report is None:
        return None
    return {
        "recipients": list(report.recipients),
        "status": report.status,
        "permanent": report.permanent,
    }
