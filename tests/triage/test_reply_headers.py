"""Where what others wrote begins: attributions and headings in many tongues (labelling rule 8)."""

import pytest

from triage.text.own_words import own_words

ATTRIBUTIONS = (
    "Amt <krm@amt.example> schrieb am Di., 3.\nMai 2016, 10:12:",
    "On Tue, May 3, 2016 at 10:12 AM, me@amt.example wrote:",
    "Op 3 mei 2016 om 10:12 heeft Amt <krm@amt.example> geschreven:",
    "Am 03.05.16 um 10:12 schrieb Amt:",
    "Am Montag, 3. Mai 2016 um 10:12:33 MESZ hat Amt <krm@amt.example> Folgendes geschrieben:",
    "Am Di., 3. Mai 2016 um 10:12 Uhr schrieb Amt <\nkrm@amt.example>:",
    "Amt schrieb am 03.05.2016 um 10:12:",
    "Amt <krm@amt.example> hat am 03.05.2016 10:12 geschrieben:",
    "Amt <krm@amt.example> schrieb am Di., 3. Mai 2016, 10:12:",
    "Sie schrieben am 03.05.2016 um 10:12:",
    "Zitat von Amt <krm@amt.example>:",
    ">>> Amt <krm@amt.example> 03.05.2016 10:12 >>>",
    "On Wed, May 4, 2016, at 03:57 PM, office wrote:",
    "On 10/12/15 12:30, Office Desk wrote:",
    "On May 4, 2016, at 12:47 PM, Somebody <\nkrm@amt.example>\nwrote:",
    "At 6/16/2016 08:32 PM, you wrote:",
    "---- On Tue, 3 May 2016 14:17:36 +0530 Office<krm@amt.example> wrote ----",
    "---- Office wrote ----",
    "Office <krm@amt.example> wrote:",
    "2016-05-03 11:28 GMT+03:00 Office <\nkrm@amt.example>:",
    "2016-05-03 17:21 GMT+01:00 Office Desk",
    "2016/5/3 Office <krm@amt.example>",
    "Le mar. 3 mai 2016 à 10:12, Amt <krm@amt.example> a\nécrit :",
    "Il giorno 03 mag 2016, alle ore 10:12, Amt <krm@amt.example> ha scritto:",
    "El mar., 3 may. 2016 a las 10:12, Amt (<krm@amt.example>) escribió:",
    "Em ter, 3 de mai de 2016 10:12, Amt <krm@amt.example> escreveu:",
    "Op 3 mei 2016 om 10:12 heeft Amt <krm@amt.example> het volgende geschreven:",
    "Op 3 mei 2016 10:12 schreef Amt <krm@amt.example>:",
    "Den 3. mai 2016 kl. 10.12 skrev Amt <krm@amt.example>:",
    "søn. 3. mai 2016 kl. 00.26 skrev Amt <krm@amt.example>:",
    "ti 3. toukok. 2016 klo 10.12 Amt (krm@amt.example) kirjoitti:",
    "W dniu 3 maja 2016 10:12 użytkownik Amt <krm@amt.example>\nnapisał:",
    "Dnia 3 maja 2016 o godz. 10:12 Amt <krm@amt.example> napisał(a):",
    "Dne 3. 5. 2016 v 10:12 Amt napsal(a):",
    "Amt <krm@amt.example> ezt írta (időpont: 2016. máj. 3., K, 10:12):",
    "În mar., 3 mai 2016 la 10:12, Amt <krm@amt.example> a scris:",
    "Amt <krm@amt.example>, 3 May 2016 Sal, 10:12 tarihinde şunu yazdı:",
    '03.05.2016, 10:12, "Amt" <krm@amt.example>:',
    "вт, 3 мая 2016 г. в 10:12, Amt <krm@amt.example>:",
    "суббота, 3 мая 2016 г. пользователь Amt написал:",
    "3 мая 2016 г., в 10:12, Amt <krm@amt.example> написал(а):",
    '30 серп. 2016 р. 20:45 "Amt" krm@amt.example пише:',
    "На вт, 3.05.2016 г. в 10:12 Amt <krm@amt.example> написа:",
    "Στις Τρί, 3 Μαΐ 2016 στις 10:12 π.μ., ο χρήστης Amt <krm@amt.example> έγραψε:",
    "في الثلاثاء، 3 مايو 2016 10:12 ص Amt <krm@amt.example> كتب:",
    "Vào 10:12 3 tháng 5, 2016, Amt <krm@amt.example> đã viết:",
    "在 2016年5月3日，下午4:20，Amt <krm@amt.example> 写道：",
    "2016年5月3日(火) 10:12 Amt <krm@amt.example>:",
)  # fmt: skip
HEADINGS = (
    "-----Antwort Nachricht-----",
    "Gesendet: Montag, 03. Mai 2016 um 10:12 Uhr\nVon: A. Amt\nAn: Berta\nBetreff: Re: Antrag",
    "Von: Amt <krm@amt.example>\nGesendet: Dienstag, 3. Mai 2016 10:12\nAn: A\nBetreff: x",
    'Gesendet: Montag, 03. Mai 2016 um 10:12 Uhr\nVon: "Amt" <krm@amt.example>\nAn: a@b.example',
    "________________________________\nVon: Amt<mailto:krm@amt.example>\nAn: A\nBetreff: x",
    "-------- Ursprüngliche Nachricht --------\nVon: Amt\nDatum: 03.05.16 10:12 (GMT+01:00)",
    "-------- Original-Nachricht --------\nBetreff: x\nDatum: 3.5.2016\nVon: Amt",
    "-------- Weitergeleitete Nachricht --------\nBetreff: \tx\nVon: \tAmt <krm@amt.example>",
    "----- Weitergeleitet von Amt/Haus am 03.05.2016 10:12 -----",
    "*From:* Amt <krm@amt.example>\n*Sent:* Tuesday, May 3, 2016\n*To:* A\n*Subject:* x",
    'From: "Amt" <krm@amt.example>\n\nDate: Sat, 22 Mar 2008 12:16:06\nTo:<a@b.example>',
    "Date: Wed, 16 May 2012 00:15:02 -0600\nTo: a@b.example",
    "De : Amt <krm@amt.example>\nEnvoyé : mardi 3 mai 2016 10:12\nÀ : A\nObjet : x",
    "Da: Amt <krm@amt.example>\nInviato: martedì 3 maggio 2016\nA: A\nOggetto: x",
    "De: Amt <krm@amt.example>\nEnviado el: martes, 3 de mayo de 2016\nPara: A\nAsunto: x",
    "Van: Amt <krm@amt.example>\nVerzonden: dinsdag 3 mei 2016\nAan: A\nOnderwerp: x",
    "Fra: krm@amt.example\nSendt: 19. march 2011 12:10\nTil: A\nEmne: x",
    "Från: Amt [mailto:krm@amt.example]\nSkickat: den 26 augusti 2015\nTill: A\nÄmne: x",
    "Od: Amt <krm@amt.example>\nWysłano: 3 maja 2016\nDo: A\nTemat: x",
    "От: Amt <krm@amt.example>\nОтправлено: 3 мая 2016 г.\nКому: A\nТема: x",
    "Kimden: Amt <krm@amt.example>\nGönderildi: 3 Mayıs 2016\nKime: A\nKonu: x",
    "发件人: Amt <krm@amt.example>\n发送时间: 2016年5月3日\n收件人: A\n主题: x",
)  # fmt: skip
LETTERS = (
    "Ihre Kollegin schrieb:\n\nIch sei zu spät. Das stimmt nicht.",
    "Am 03.05.2026 hat mir Frau Muster geschrieben:\n\nIch bekomme nichts.",
    "Sie schrieben am 3. Mai 2026:\nIhr Antrag wird abgelehnt. Das ist falsch.",
    "Im Bescheid vom 3.5.2026 steht geschrieben:\nAbgelehnt. Das ist falsch.",
    "Auf meine Mail vom 03.05.2026 wurde geschrieben:\nWir melden uns. Nichts kam.",
    "On 3 May 2026 your clerk said to me:\nGo away.",
    "Betreff: Widerspruch\nDatum: 3.5.2026\n\nIch widerspreche.",
    "An: Jobcenter\nBetreff: Widerspruch\n\nIch widerspreche.",
    "Folgendes ist passiert:\nDatum: 3.5.2026, 10:12 Uhr\nOrt: Zimmer 12",
    "An: Jobcenter\nVon: Tischlerei Muster\nSeiten: 2\nDatum: 17.06. 16:58\n\nBitte um Abhilfe.",
    "Es fehlen:\n- Kontoauszug\n- Mietvertrag",
    "Jetzt ansehen\n>> www.laden.example <<\nSolche Werbung kommt mit Ihrer Post.",
)


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_rule_8_below_an_attribution_nothing_is_the_writers(attribution: str) -> None:
    """Unmarked text below such a sentence is the letter that was answered."""
    found = own_words(f"Wann bekomme ich Antwort?\n\n{attribution}\n\nWir prüfen Ihr Anliegen.")

    assert found.own == "Wann bekomme ich Antwort?"


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_rule_8_an_answer_below_the_marked_quote_is_the_writers(attribution: str) -> None:
    """Who answers below the quote has written what stands there."""
    found = own_words(f"{attribution}\n> Passt das?\n> Ihr Amt\n\nNein, das passt nicht.")

    assert found.own == "Nein, das passt nicht."


@pytest.mark.parametrize("heading", HEADINGS)
def test_rule_8_below_a_heading_nothing_is_the_writers(heading: str) -> None:
    """A heading opens the letter that is answered or passed on, in whatever order it lists."""
    found = own_words(f"Wann bekomme ich Antwort?\n\n{heading}\n\nWir prüfen Ihr Anliegen.")

    assert found.own == "Wann bekomme ich Antwort?"


@pytest.mark.parametrize("letter", LETTERS)
def test_rule_8_what_only_sounds_like_a_heading_stays_the_writers(letter: str) -> None:
    """People tell what others wrote, and head their letters as on paper."""
    assert own_words(letter).own == letter


def test_rule_8_an_attribution_on_the_last_own_line_is_cut_off() -> None:
    """Some programs begin it without a new line; the words before it are the answer."""
    found = own_words(
        "Ja, gern. Am 03.05.2016 um 10:12 schrieb Amt <krm@amt.example>:\n> Passt das?"
    )

    assert found.own == "Ja, gern."
    assert found.quoted.startswith("Am 03.05.2016")


def test_rule_8_a_quoted_line_that_was_broken_is_quoted_whole() -> None:
    """A program wraps the long lines that it quotes, and forgets the mark on their rests."""
    quoted = (
        "> Wir haben Ihren Antrag erhalten und werden ihn in den nächsten Tagen\nprüfen.\n> Gruß"
    )

    assert own_words(f"Danke.\n\n{quoted}").own == "Danke."


def test_r9a_a_forward_in_quote_marks_is_opened_and_the_words_below_are_the_writers() -> None:
    """Apple Mail marks the whole forwarded letter; what stands below is added."""
    found = own_words(
        "Bitte übernehmen.\n\nAnfang der weitergeleiteten Nachricht:\n\n"
        "> Von: Cem Beispiel <cem@post.example>\n> Betreff: Vorfall\n>\n"
        "> Ihr Mitarbeiter hat mich beschimpft.\n\nAkte folgt."
    )

    assert found.own == "Bitte übernehmen.\n\nAkte folgt."
    assert found.forwarded == "Ihr Mitarbeiter hat mich beschimpft."
    assert found.forwarded_sender == "cem@post.example"


@pytest.mark.parametrize(
    "signature",
    [
        "Von meinem Mobilgerät gesendet",
        "Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.",
        "Gesendet mit der mobilen Mail App",
        "Gesendet von Outlook für Android<https://outlook.example>",
        "Outlook für iOS herunterladen",
        "Von Samsung Mobile gesendet",
        "Envoyé depuis mon iPhone",
        "Sent from my cell, please excuse any typos.",
        "(Sent from mobile device)",
        "From My Iphone 6",
        "Надіслано з iPhone",
        "從我的 iPhone 傳送",
        "-Anna Muster",
    ],
)
def test_rule_8_what_a_telephone_adds_is_a_signature(signature: str) -> None:
    """No telephone's line and no name behind a dash is part of the letter."""
    assert own_words(f"Bitte rufen Sie mich an.\n\n{signature}").own == "Bitte rufen Sie mich an."


@pytest.mark.parametrize(
    "sentence",
    [
        "Sent from my desk, is much easier than my mobile phone.",
        "Von meinem Sachbearbeiter wurde nichts gesendet.",
        "Von meinem Konto wurde der Beleg gesendet.",
    ],
)
def test_rule_8_a_sentence_about_sending_is_no_signature(sentence: str) -> None:
    """It only begins like one."""
    assert own_words(f"Guten Tag!\n\n{sentence}").own == f"Guten Tag!\n\n{sentence}"
