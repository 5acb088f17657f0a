"""The names of the header fields that mail programs write above a forwarded letter.

One row a field: German, English, French, Dutch, Italian, Spanish, Portuguese, Polish, Czech,
Croatian, Hungarian, Romanian, Danish, Norwegian, Swedish, Finnish, Turkish, Albanian, Russian,
Ukrainian, Bulgarian, Greek, Arabic, Persian, Vietnamese, Chinese, Japanese, Korean.
"""

from collections.abc import Mapping
from enum import StrEnum


class Field(StrEnum):
    """What a line of a forwarded heading tells."""

    FROM = "from"
    SENT = "sent"
    TO = "to"
    SUBJECT = "subject"
    OTHER = "other"


_NAMES: tuple[tuple[Field, str], ...] = (
    (
        Field.FROM,
        (
            "von|absender|from|de|expéditeur|van|da|mittente|remitente|od|feladó|de la|fra|från|"
            "lähettäjä|kimden|gönderen|nga|от|отправитель|від|από|من|از|từ|发件人|寄件者|差出人|"
            "보낸 사람|보낸사람"
        ),
    ),
    (
        Field.SENT,
        (
            "gesendet|gesendet am|datum|date|message du|sent|sent at|date sent|envoyé|envoyé le|"
            "verzonden|"
            "inviato|data|enviado|enviado el|enviado em|enviada em|fecha|wysłano|wysłane|"
            "data wysłania|"
            "odesláno|poslano|küldve|elküldve|dátum|trimis|dato|sendt|skickat|lähetetty|päiväys|"
            "gönderildi|gönderme tarihi|tarih|dërguar|отправлено|дата|надіслано|изпратено|στάλθηκε|"
            "ημερομηνία|تاريخ|أرسلت|التاريخ|تاریخ|ngày|gửi lúc|发送时间|日期|日時|送信日時|"
            "날짜|보낸 날짜"
        ),
    ),
    (
        Field.TO,
        (
            "an|to|à|aan|a|para|do|komu|za|prima|címzett|către|til|till|vastaanottaja|kime|alıcı|për|"
            "кому|до|προς|إلى|به|đến|tới|收件人|宛先|받는 사람|받는사람"
        ),
    ),
    (
        Field.SUBJECT,
        (
            "betreff|betr|subject|objet|sujet|onderwerp|oggetto|asunto|assunto|temat|předmět|predmet|"
            "tárgy|subiect|emne|ämne|aihe|konu|subjekti|тема|относно|θέμα|الموضوع|موضوع|chủ đề|"
            "主题|主旨|件名|제목"
        ),
    ),
    (
        Field.OTHER,
        (
            "cc|kopie|bcc|dw|kopia|kopi|cópia|копия|копія|copie à|antwort an|reply-to|reply to|"
            "répondre à|"
            "responder a|rispondi a|antwoord aan|wichtigkeit|importance|priorität|priority|anlagen|"
            "attachments|organisation|organization|抄送"
        ),
    ),
)

FIELD_NAMES: Mapping[str, Field] = {
    name: field for field, names in _NAMES for name in names.split("|")
}
"""Each name in lower case, and its field."""
