"""Reports in the languages of the people to whom this office writes (R15)."""

import re

import pytest

from correspondence.bounces import ReportParts, read_report
from correspondence.failure_words import NOT_DELIVERED
from correspondence.status_fields import fates


@pytest.mark.parametrize(
    "text",
    [
        "Recapito non riuscito per i seguenti destinatari o gruppi:",
        "No se pudo entregar el mensaje a estos destinatarios:",
        "A entrega falhou para estes destinatários ou grupos:",
        "Échec de la remise pour ces destinataires ou groupes :",
        "Het afleveren aan deze geadresseerden of groepen is mislukt:",
        "Det gick inte att leverera till följande mottagare eller grupper:",
        "Levering til disse modtagere eller grupper mislykkedes:",
        "Toimitus epäonnistui seuraaville vastaanottajille:",
        "Nie można dostarczyć wiadomości do następujących adresatów lub grup:",
        "Doručení těmto příjemcům nebo skupinám se nezdařilo:",
        "A kézbesítés a következő címzetteknek sikertelen:",
        "Livrarea către acești destinatari a eșuat:",
        "Isporuka ovim primateljima nije uspjela:",
        "Bu alıcılara veya gruplara teslim başarısız oldu:",
        "Dorëzimi te këta marrës dështoi:",
        "Письмо не может быть доставлено следующим получателям:",
        "Повідомлення не доставлено таким одержувачам:",
        "Απέτυχε η παράδοση στους παρακάτω παραλήπτες:",
        "تعذر تسليم الرسالة إلى المستلمين التاليين:",
        "无法传递到以下收件人：",
        "다음 받는 사람에게 배달되지 않았습니다:",
    ],
)
def test_r15_a_report_is_read_in_many_languages(text: str) -> None:
    """The address stands on a line of its own, as Exchange writes it everywhere."""
    parts = ReportParts(text=f"{text}\n\nanna@post.example\n", ours={"krm@amt.example"})

    report = read_report(b"Subject: x\n\nx", parts)

    assert report is not None
    assert report.recipients == ("anna@post.example",)


def test_r1_no_word_list_reads_without_a_bound() -> None:
    """A letter of one word repeated would otherwise hold up the line for minutes."""
    assert re.search(r"\\w[*+]|\][*+]|\.[*+]", NOT_DELIVERED) is None


def test_r15_signs_that_a_server_wrote_in_code_are_read() -> None:
    """RFC 3461 has `+` and `=` of the sender's own address written as numbers."""
    text = "Original-Recipient: rfc822;anna+2Bkrm+3D7@post.example\nAction: failed\n"

    assert [fate.recipient for fate in fates(text)] == ["anna+krm=7@post.example"]


def test_r15_a_program_behind_an_address_is_not_the_address() -> None:
    """Sendmail names the pipe into which it expanded the address that we wrote to."""
    text = (
        "Final-Recipient: RFC822; anna@post.example\n"
        "X-Actual-Recipient: RFC822; |/usr/bin/filter #anna@mx.post.example\n"
        "Action: failed\n"
    )

    assert [fate.recipient for fate in fates(text)] == ["anna@post.example"]
