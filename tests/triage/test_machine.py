"""Who wrote: a person, or which kind of machine (R15)."""

from dataclasses import replace

import pytest

from cases.mail import Address, Attachment, DeliveryReport, Mail, MailKind
from triage.machine import kind_of


def a_mail(
    *,
    subject: str = "Frage",
    text: str = "Guten Tag, wann ist mein Termin?",
    sender: str = "anna.muster@post.example",
    return_path: str | None = "anna.muster@post.example",
    headers: dict[str, str] | None = None,
    content_type: str = "text/plain",
    attachments: tuple[Attachment, ...] = (),
    delivery_report: DeliveryReport | None = None,
) -> Mail:
    """Return an ordinary mail of a person, changed where the test says so."""
    return Mail(
        subject=subject,
        text=text,
        sender=Address(address=sender) if sender else None,
        return_path=return_path,
        headers=tuple((headers or {}).items()),
        content_type=content_type,
        attachments=attachments,
        delivery_report=delivery_report,
    )


def a_calendar_part() -> Attachment:
    """Return the part that a calendar program attaches to its answer."""
    return Attachment(
        index=0, name="invite.ics", content_type="text/calendar", size=9, sha256="0" * 64
    )


def test_r15_an_ordinary_mail_is_a_persons_and_may_be_answered() -> None:
    """Nothing speaks for a machine."""
    origin = kind_of(a_mail())

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"auto-submitted": "no"},
        {"x-auto-response-suppress": "All"},
        {"auto-submitted": ""},
    ],
)
def test_r15_headers_that_do_not_make_a_machine(headers: dict[str, str]) -> None:
    """`Auto-Submitted: no` is a human, and asking for no answer is not being a machine."""
    origin = kind_of(a_mail(headers=headers))

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"precedence": "list"},
        {"precedence": "bulk"},
        {"list-id": "<nachbarn.verein.example>"},
        {"list-id": "<nachbarn.verein.example>", "list-post": "<mailto:n@verein.example>",
         "list-unsubscribe": "<mailto:n-leave@verein.example>"},
    ],
)  # fmt: skip
def test_r15_a_person_on_a_discussion_list_is_read_but_not_answered(
    headers: dict[str, str],
) -> None:
    """List headers alone name the road, not the writer."""
    origin = kind_of(a_mail(headers=headers))

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, False)


@pytest.mark.parametrize(
    ("mail", "kind"),
    [
        (a_mail(headers={"auto-submitted": "auto-replied"}), MailKind.AUTO_REPLY),
        (a_mail(headers={"auto-submitted": "auto-replied; owner-email=x@y.example"}),
         MailKind.AUTO_REPLY),
        (a_mail(headers={"auto-submitted": "auto-generated"}), MailKind.OTHER_MACHINE),
        (a_mail(headers={"x-autoreply": ""}), MailKind.AUTO_REPLY),
        (a_mail(headers={"precedence": "auto_reply"}), MailKind.AUTO_REPLY),
        (a_mail(subject="Abwesenheitsnotiz: Ihre Mail",
                text="Ich bin bis 5. Mai nicht im Büro. In dringenden Fällen Frau Kern."),
         MailKind.AUTO_REPLY),
        (a_mail(subject="Automatic reply: Frage", text="I am out of the office until Monday."),
         MailKind.AUTO_REPLY),
        (a_mail(subject="Автоматический ответ: вопрос", text="Нахожусь в отпуске до мая."),
         MailKind.AUTO_REPLY),
        (a_mail(subject="Otomatik yanıt", text="İzindeyim", return_path="<>"),
         MailKind.AUTO_REPLY),
        (a_mail(content_type="multipart/report", headers={
            "content-type": 'multipart/report; report-type="disposition-notification"'}),
         MailKind.RECEIPT),
        (a_mail(content_type="multipart/report",
                headers={"content-type": "multipart/report; report-type=delivery-status"}),
         MailKind.BOUNCE),
        (a_mail(delivery_report=DeliveryReport(status="5.1.1")), MailKind.BOUNCE),
        (a_mail(delivery_report=DeliveryReport(status="4.2.2", permanent=False)),
         MailKind.BOUNCE),
        (a_mail(sender="MAILER-DAEMON@mx.example", subject="Undelivered Mail Returned to Sender",
                text="<b@c.example>: user unknown", return_path="postmaster@mx.example"),
         MailKind.BOUNCE),
        (a_mail(headers={"list-unsubscribe": "<https://news.example/u>", "precedence": "bulk"}),
         MailKind.LIST),
        (a_mail(headers={"list-unsubscribe": "<https://news.example/u>",
                         "list-unsubscribe-post": "List-Unsubscribe=One-Click"}), MailKind.LIST),
        (a_mail(sender="noreply@shop.example"), MailKind.OTHER_MACHINE),
        (a_mail(sender="rechnung.no-reply@shop.example"), MailKind.OTHER_MACHINE),
        (a_mail(subject="Zugesagt: Gespräch", text="", attachments=(a_calendar_part(),)),
         MailKind.OTHER_MACHINE),
    ],
)  # fmt: skip
def test_r15_machines_are_told_and_never_answered(mail: Mail, kind: MailKind) -> None:
    """Each kind of machine by its own sign."""
    origin = kind_of(mail)

    assert (origin.kind, origin.may_answer) == (kind, False)


def test_r15_a_bounce_without_delivery_part_and_with_a_return_path_is_told() -> None:
    """Old mail servers only have a name and a sentence."""
    mail = Mail(
        subject="Returned mail: see transcript for details",
        text="The following address had permanent fatal errors: <b@c.example>, user unknown",
        sender=Address(name="Mail Delivery Subsystem", address="admin@mx.example"),
        return_path="admin@mx.example",
    )

    assert kind_of(mail).kind is MailKind.BOUNCE


def test_r15_a_challenge_in_a_delivery_reports_clothes_is_no_bounce() -> None:
    """It asks to prove that somebody is a person; no address of ours has failed."""
    mail = a_mail(
        subject="Your message",
        text="Please click the link to confirm that you are a person.",
        content_type="multipart/report",
        headers={"content-type": "multipart/report; report-type=delivery-status"},
    )

    assert kind_of(mail).kind is MailKind.OTHER_MACHINE


def test_r15_a_citizen_who_writes_about_his_holiday_is_no_machine() -> None:
    """The subject of an absence notice counts only when something else bears it out."""
    mail = a_mail(subject="Im Urlaub", text="Darf ich vom 3. bis 17. August verreisen?")

    assert kind_of(mail).kind is MailKind.HUMAN


def test_r15_a_citizen_who_passes_on_a_failed_delivery_is_no_bounce() -> None:
    """A person who quotes a failure notice complains about our address."""
    mail = a_mail(
        subject="WG: Undeliverable: Widerspruch",
        text="Ihre Adresse nimmt nichts an: 550 5.1.1 user unknown. Bitte antworten Sie mir!",
    )

    assert kind_of(mail).kind is MailKind.HUMAN


def test_r15_without_a_usable_sender_nobody_is_answered() -> None:
    """A person may have written, but there is nowhere to send a notice."""
    origin = kind_of(a_mail(sender=""))

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, False)


def test_r15_a_citizen_announces_an_absence_and_is_no_machine() -> None:
    """Whoever gets benefits has to announce a journey; his words are a responder's."""
    mail = a_mail(
        subject="Abwesenheit 3. bis 17. August",
        text="Ich bin vom 3. bis 17. August im Urlaub und nicht erreichbar. Ist das genehmigt?",
    )

    origin = kind_of(mail)

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, True)


def test_r15_an_answer_to_our_automatic_notice_is_a_persons() -> None:
    """The subject and the quote are ours."""
    mail = a_mail(
        subject="Re: Automatische Antwort: Frage",
        text="Wann denn?\n> Dies ist eine automatisch erzeugte Nachricht.",
    )

    assert kind_of(mail).kind is MailKind.HUMAN


@pytest.mark.parametrize(
    ("mail", "kind"),
    [
        (a_mail(subject="AUTO: Berta ist außer Haus", text="Ich bin bis 5.5. nicht im Büro."),
         MailKind.AUTO_REPLY),
        (a_mail(subject="Im Urlaub", text="Ich bin bis 5.5. im Urlaub. "
                "In dringenden Fällen wenden Sie sich an Frau Kern."), MailKind.AUTO_REPLY),
        (a_mail(subject="Danke", text="Thank you for your e-mail.", return_path=""),
         MailKind.AUTO_REPLY),
        (a_mail(headers={"x-autogenerated": "Reply"}), MailKind.AUTO_REPLY),
        (a_mail(headers={"x-precedence": "auto_reply"}), MailKind.AUTO_REPLY),
        (a_mail(text="This account is protected by Shield. Please click on the following link "
                "to ensure delivery: http://shield.example/1"), MailKind.OTHER_MACHINE),
        (a_mail(content_type="message/feedback-report"), MailKind.OTHER_MACHINE),
        (a_mail(headers={"x-cron-env": "<SHELL=/bin/sh>"}), MailKind.OTHER_MACHINE),
        (a_mail(sender="verein-bounces@liste.example"), MailKind.OTHER_MACHINE),
        (a_mail(subject="[AUTO GENERATED] Bestand"), MailKind.OTHER_MACHINE),
        (a_mail(sender="alerts@dienst.example"), MailKind.OTHER_MACHINE),
        (a_mail(subject="Loop Alert: Duplicated Message-ID", headers={"x-mlserver": "fml"}),
         MailKind.OTHER_MACHINE),
        (a_mail(sender="noreply@laden.example", headers={"list-unsubscribe": "<https://l.example>"},
                subject="Fax kaufen"), MailKind.LIST),
    ],
)  # fmt: skip
def test_r15_machines_with_fainter_signs_are_told_and_never_answered(
    mail: Mail, kind: MailKind
) -> None:
    """Two faint signs together, or one that no person gives."""
    origin = kind_of(mail)

    assert (origin.kind, origin.may_answer) == (kind, False)


@pytest.mark.parametrize(
    "mail",
    [
        replace(a_mail(sender="noreply@stadt.example", subject="Neue Nachricht"),
                reply_to=(Address(address="dora@post.example"),)),
        replace(a_mail(sender="www@stadt.example", headers={"auto-submitted": "auto-generated"}),
                reply_to=(Address(address="dora@post.example"),)),
        a_mail(sender="noreply@stadt.example", subject="Kontaktformular: Anfrage"),
        a_mail(sender="noreply@fax.example", subject="Telefax von 07274 000000"),
        a_mail(sender="root@heim.example"),
    ],
)  # fmt: skip
def test_r15_a_person_behind_a_program_is_read_but_not_answered(mail: Mail) -> None:
    """Forms, telefax and home servers bring people's letters; the sender reads nothing."""
    origin = kind_of(mail)

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, False)


@pytest.mark.parametrize("reply_to", ["noreply@laden.example", "service@laden-hilfe.example"])
def test_r15_a_shop_that_names_its_service_is_no_person_behind_a_form(reply_to: str) -> None:
    """An address that belongs to nobody brings nobody's letter."""
    mail = replace(
        a_mail(sender="noreply@laden.example", subject="Ihre Bestellung"),
        reply_to=(Address(address=reply_to),),
    )

    assert kind_of(mail).kind is MailKind.OTHER_MACHINE


@pytest.mark.parametrize(
    "sender",
    [
        *("no.reply@laden.example", "do.not.reply@laden.example", "noreplies@laden.example"),
        *("notification+k7x@forum.example", "kalender-notification@dienst.example"),
        *("autoresponse@firma.example", "dev-unsubscribe@liste.example"),
        *("listserver@uni.example", "konto-alert@bank.example"),
    ],
)
def test_r15_an_account_that_a_program_reads_is_a_machine(sender: str) -> None:
    """With dots, in the plural, behind the name of a service, or with a token."""
    origin = kind_of(a_mail(sender=sender))

    assert (origin.kind, origin.may_answer) == (MailKind.OTHER_MACHINE, False)


@pytest.mark.parametrize(
    "sender", ["newsletter@laden.example", "konto-update@laden.example", "scanner@amt.example"]
)
def test_r15_an_account_for_news_and_devices_is_not_answered(sender: str) -> None:
    """A person may have written or scanned it, but nobody waits there for a notice."""
    origin = kind_of(a_mail(sender=sender))

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, False)


def test_r15_a_provider_that_passes_on_a_complaint_about_spam_is_a_machine() -> None:
    """Some write no report part: a subject of their own, and the letter attached."""
    letter = replace(a_calendar_part(), name="", content_type="message/rfc822")
    mail = a_mail(subject="complaint about message from 192.0.2.7", text="", attachments=(letter,))

    assert kind_of(mail).may_answer is False
