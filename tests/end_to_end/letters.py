"""Letters that arrive in these tests, each so clear that nobody could doubt what it is."""

import base64
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

JANA = "jana.winter@kunde.example"
PAUL = "paul.sommer@kunde.example"
KRM = "krm@jobcenter.example"

OBJECTION = (
    "Sehr geehrte Damen und Herren,\n\ngegen den Bescheid vom 02.11.2026 lege ich Widerspruch ein. "
    "Die Kosten der Unterkunft sind falsch berechnet.\n\nMit freundlichen Grüßen\nJana Winter\n"
)
COMPLAINT = (
    "Guten Tag,\n\nbei Ihnen gehen ständig Unterlagen verloren. Ich habe alles dreimal "
    "eingereicht und bin sehr unzufrieden mit Ihrem Service.\n\nJana Winter\n"
)
CONDUCT = (
    "Guten Tag,\n\nHerr Grob am Empfang hat mich gestern vor allen Leuten angeschrien und mich "
    "einen Schmarotzer genannt. Dagegen erhebe ich Dienstaufsichtsbeschwerde.\n\nJana Winter\n"
)
SUSPECTED = (
    "Guten Tag,\n\nmein Bescheid vom 02.11.2026 ist seltsam berechnet, da komme ich nicht mit.\n\n"
    "Jana Winter\n"
)


def a_letter(
    text: str,
    *,
    sender: str = JANA,
    subject: str = "Meine Nachricht",
    message_id: str = "<brief-1@kunde.example>",
    answers: str = "",
    **headers: str,
) -> bytes:
    """Return a mail with CRLF line ends; a keyword `auto_submitted` is a header of that name."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = f"Jana Winter <{sender}>"
    letter["To"] = KRM
    letter["Subject"] = subject
    letter["Date"] = "Wed, 18 Nov 2026 08:55:00 +0100"
    letter["Message-ID"] = message_id
    if answers:
        letter["In-Reply-To"] = answers
        letter["References"] = answers
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(text)
    return letter.as_bytes()


def the_original_in(hand_over: bytes) -> bytes:
    """Return the bytes of the one message that is attached, taken apart by hand."""
    boundary = hand_over.partition(b'boundary="')[2].partition(b'"')[0]
    part = hand_over.split(b"\r\n--" + boundary)[2]
    head, _, body = part.partition(b"\r\n\r\n")
    return base64.b64decode(body) if b"base64" in head else body


def text_of(mail: bytes) -> str:
    """Return the words of a mail of ours, decoded, with plain line ends."""
    body = message_from_bytes(mail, policy=default).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def id_of(mail: bytes) -> str:
    """Return the Message-ID."""
    return str(message_from_bytes(mail, policy=default)["Message-ID"]).strip()


def subject_of(mail: bytes) -> str:
    """Return the subject."""
    return str(message_from_bytes(mail, policy=default)["Subject"])


def a_bounce_of(mail: bytes) -> bytes:
    """Return the report of a mail server that could not deliver a mail of ours after all."""
    recipient = message_from_bytes(mail, policy=default)["To"]
    return (
        "Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.jobcenter.example>\r\n"
        f"To: {KRM}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Date: Thu, 19 Nov 2026 09:00:00 +0100\r\nMessage-ID: <bounce@mx.jobcenter.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nI could not deliver your message.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.jobcenter.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"To: {recipient}\r\nMessage-ID: {id_of(mail)}\r\n\r\n--b--\r\n"
    ).encode()
