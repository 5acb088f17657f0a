"""What machines call themselves, and the words by which they say what they are (R15)."""

import re

MACHINE_ACCOUNT = re.compile(
    r"^(?:mailer-?daemon|bounced?|bounces|bounces?[-+].{0,80}|.{0,80}-bounces?|vacation|majordomo|"
    r"auto-?(?:reply|respon[ds]er?|response|antwort|mail(?:er)?)|automated|listserv(?:er)?|"
    r"listproc|ezmlm|mailman|sympa|listmaster|owner-.{1,80}|"
    r".{1,80}-(?:request|owner|confirm|(?:un)?subscribe)|(?:.{1,60}[._-])?notifications?|notify|"
    r"(?:.{1,60}[._-])?alerts?|unattended|.{0,40}dmarc.{0,40}|anti-?virus|virus\w{0,20}|"
    r"mailscanner|quarant(?:ine|äne|aene)|spam-?(?:filter|report|digest))(?:\+.{0,80})?@",
    re.IGNORECASE,
)
"""Nobody reads what is sent there, or a program does."""
PROGRAM_ACCOUNT = re.compile(
    r"^(?:post_?master|root|daemon|cron|nobody|www-data|apache|httpd|nagios|monit|logwatch|wordpress|jenkins|"
    r"system|fetchmail|munin|backup)@",
    re.IGNORECASE,
)
"""Mostly a program's account, but people have sent mail from them."""
CIRCULAR_ACCOUNT = re.compile(
    r"^(?:auto|mailer|mailservice|(?:ro)?bot|newsletters?|news|mailings?|reminders?|invitations?|"
    r"subscriptions?|(?:.{1,60}[._-])?updates?|passwordreset|verif(?:y|ication)|(?:tele)?fax|"
    r"scan(?:ner)?|drucker|printer|kopierer|voicemail|feedback-?loop|.{0,60}-reports?)"
    r"(?:\+.{0,80})?@",
    re.IGNORECASE,
)
"""News, reminders and devices: nobody waits there for an answer."""
DAEMON_NAME = re.compile(r"mail delivery (?:sub)?system|mailer-daemon|postmaster", re.IGNORECASE)
NO_REPLY = re.compile(
    r"^(?:[\w.-]{0,40}[._-])?(?:no[-_.]{0,2}repl(?:y|ies)|do[-_.]?not[-_.]?reply|"
    r"nicht[-_.]?antworten|keine[-_.]?antwort|ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|"
    r"nao[-_.]?responda|non[-_.]?rispondere|niet[-_.]?beantwoorden|svara[-_.]?inte)"
    r"[\w.+-]{0,40}@",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"^(?:info|service|kunden\w*|support|help\w*|hilfe|kontakt|contact|sales|team|office|admin\w*|"
    r"webmaster|mail|post|shop|redaktion|newsletter|news|feedback|customer\w*|hello|hallo)@",
    re.IGNORECASE,
)
"""Nobody's own address: an answer there reaches whoever runs the machine."""
GATEWAY_SUBJECT = re.compile(
    r"\b(?:kontakt-?formular|kontaktanfrage|web-?formular|online-?formular|formular(?:eingang|"
    r"daten|nachricht)|nachricht über (?:die|das|ihre)|contact (?:form|request)|web ?form|"
    r"form submission|(?:tele)?fax(?:nachricht|eingang|nummer)?|fax message|"
    r"voice ?mail|sprachnachricht|anrufbeantworter)\b",
    re.IGNORECASE,
)
AWAY_SUBJECT = re.compile(
    r"^\W*(?:auto(?:matic|mated|matical)?(?:al)?[\s-]*(?:reply|response|"
    r"antwort|answer)|autoreply|autorespon[ds]er?|automatische\s+(?:antwort|r[üu]ckmeldung|"
    r"eingangsbest[äa]tigung|abwesenheit\w*)|"
    r"abwesenheits(?:notiz|nachricht|assistent|benachrichtigung|agent)|"
    r"out\s+of\s+(?:the\s+)?office|ooo\b|vacation\s+(?:reply|notice|message)|"
    r"r[ée]ponse\s+automatique|absence\s+du\s+bureau|message\s+d'absence|"
    r"respuesta\s+autom[áa]tica|resposta\s+autom[áa]tica|risposta\s+automatica|fuori\s+(?:sede|"
    r"ufficio)|automatisch\s+antwoord|afwezigheids\w*|odpowied[źz]\s+automatyczna|"
    r"automatyczna\s+odpowied[źz]|auto-?odpowied[źz]|autorespuesta|autorisposta|otomatik\s+(?:yan[ıi]t|cevap)|автоматический\s+ответ|"
    r"автоответ\w*|автоматична\s+відповідь|автовідповідь|автоматичен\s+отговор|"
    r"r[ăa]spuns\s+automat|automatick[áa]\s+odpov\w+|automatikus\s+v[áa]lasz|autosvar|"
    r"automatisk?t?\s+svar|automaattinen\s+vastaus|αυτόματη\s+απάντηση|رد\s+تلقائي|"
    r"自动回复|自動返信|自動応答|不在通知)(?=\s*(?:$|[]:(\-–!.]|re\b|from\b|von\b|zu\b|für\b|to\b|"
    r"auf\s+(?:ihre|deine|eure)\b|to\s+your\b|\w+:))"
    r"|^\W*auto:\s|\(automatic response\)|\bis out of the office\b"
    r"|\bist (?:außer haus|nicht im büro)\b",
    re.IGNORECASE,
)
"""A responder's subject; people write to the office about these things too, but not so."""
AUTOMATIC_TITLE = re.compile(
    r"^\W*(?=[^:]{0,40}(?:auto[\s-]?(?:mat|rep|res|ris|ant|sv|odp)|otomat|авто|αυτόμ|تلقائي|自动|自動))[^:?]{4,40}:\s*\S",
    re.IGNORECASE,
)
"""Responders put this before the subject that they answer; people who answer put `Re:` there."""
AUTOMATIC_SUBJECT = re.compile(
    r"\bauto(?:matic|mated|matische)?[\s-]*(?:reply|response|responder|antwort)\b|\baway\s+from\s+my\b|"
    r"\bvacation\b|out\s+of\s+(?:the\s+)?office",
    re.IGNORECASE,
)
"""Anywhere in a subject; alone it is nothing, for people write about these things."""
ABSENCE_SUBJECT = re.compile(
    r"^\W*(?:abwesen(?:d\w*|heit\w*)|(?:ich\s+bin\s+)?(?:nicht\s+im\s+b[üu]ro|"
    r"im\s+urlaub|in\s+elternzeit)\b|urlaub\b|away\b|on\s+(?:vacation|holiday|leave)\b|"
    r"afwezig|nieobecno[śs][ćc]|absent\b)",
    re.IGNORECASE,
)
"""People head their own letters so: a citizen has to announce an absence to this office."""
AWAY_TEXT = re.compile(
    r"(?:bin|sind)\s+(?:ich\s+)?(?:derzeit|zurzeit|momentan|aktuell|bis|ab|vom|im|am|nicht|wieder)"
    r"\b.{0,80}(?:nicht\s+(?:da\b|im\s+(?:b[üu]ro|haus|dienst)|erreichbar|anwesend)|abwesend|"
    r"urlaub|au(?:ß|ss)er\s+haus|erreichbar|im\s+b[üu]ro)|"
    r"(?:ihre|deine)\s+(?:e-?mail|nachricht)\s+wird\s+(?:nicht|w[äa]hrend|in)|"
    r"(?:i\s+am|i'm|i\s+will\s+be|we\s+are)\s+(?:currently\s+)?(?:out\s+of|away|on\s+(?:leave|"
    r"vacation|holiday))|(?:limited|no)\s+access\s+to\s+(?:my\s+)?e?-?mail|"
    r"je\s+suis\s+(?:actuellement\s+)?absent|"
    r"automatisch\w*\s+(?:erzeugt|generiert|erstellt|versand|antwort\b|verschickt)|"
    r"automatic(?:ally)?\s+(?:generated|response|reply)|automated\s+(?:response|reply|message)|"
    r"vertret(?:ung|en)\b.{0,80}(?:dringend|frau|herr)|estoy\s+fuera|sono\s+assente|"
    r"(?:not\s+be|be\s+not)\s+reading\s+my\s+(?:e-?)?mail|(?:when|until|once)\s+i\s+(?:return|get\s+back|"
    r"am\s+back)|ofiste\s+de[ğg]ilim|izindeyim|нахожусь\s+в\s+отпуске|у\s+відпустці|przebywam\s+na\s+urlopie",
    re.IGNORECASE,
)
RESPONDER_TEXT = re.compile(
    r"in\s+dringenden\s+(?:f[äa]llen|angelegenheiten)(?!.{0,60}\b(?:mich|mir|"
    r"meine?n?r? (?:frau|mann|tochter|sohn|mutter|vater|eltern|anw[äa]lt\w{0,4}|"
    r"betreuer\w{0,4}))\b)|"
    r"(?:ihre|deine)\s+(?:e-?mail|nachricht)\s+(?:wird|werde|kann)\b.{0,60}(?:weitergeleitet|gelesen|bearbeitet|beantwort)|"
    r"nach\s+meiner\s+r[üu]ckkehr|automatisch\w*\s+(?:erzeugt|generiert|erstellt|versand|antwort\b|"
    r"verschickt)|automatic(?:ally)?\s+(?:generated|response|reply)|automated\s+(?:response|reply)|"
    r"(?:upon|on|after|until)\s+my\s+return|limited\s+access\s+to\s+(?:my\s+)?e-?mail|"
    r"for\s+(?:urgent|immediate)\s+(?:matters|issues|assistance|requests)|"
    r"your\s+(?:e-?mail|message|mail)\b[^.]{0,80}\bwill\s+(?:not\s+)?be\s+(?:read|answered|forwarded)|"
    r"the\s+only\s+notification\s+you\s+will\s+receive",
    re.IGNORECASE,
)
"""What a responder promises and a citizen does not."""
RECEIVED_TEXT = re.compile(
    r"(?:thank\s+you|thanks)\s+for\s+(?:your|contacting|you)\b|(?:vielen\s+dank|danke)\s+f(?:ü|ue)r\s+"
    r"(?:ihre|deine)\s+(?:e-?mail|nachricht|anfrage|zuschrift|mail)|"
    r"(?:ihre|deine)\s+(?:e-?mail|nachricht|anfrage)\s+ist\s+(?:bei\s+uns\s+)?(?:eingegangen|"
    r"angekommen)|we\s+have\s+received\s+your|has\s+been\s+received|merci\s+(?:de|pour)\s+votre|"
    r"gracias\s+por\s+(?:su|tu|contactar)|eingangsbest(?:ä|ae)tigung",
    re.IGNORECASE,
)
BOUNCE_SUBJECT = re.compile(
    r"^\s*(?:undeliver(?:ed|able)|undelivered\s+mail|mail\s+delivery\s+"
    r"(?:failed|failure|subsystem|status)|delivery\s+(?:status\s+notification|failure|has\s+failed|"
    r"delayed|incomplete)|returned\s+(?:mail|to\s+sender)|failure\s+(?:notice|delivery)|"
    r"unzustellbar\w*|nicht\s+zustellbar|zustellung\s+(?:fehlgeschlagen|verz[öo]gert)|"
    r"mail\s+(?:system\s+error|could\s+not)|message\s+(?:could\s+not\s+be|not)\s+delivered|"
    r"non\s+remis|échec\s+de\s+(?:la\s+)?remise|warning:\s+(?:could\s+not\s+send|message))",
    re.IGNORECASE,
)
BOUNCE_TEXT = re.compile(
    r"(?:could\s+not\s+be\s+delivered|konnte\s+nicht\s+(?:zugestellt|[üu]bermittelt|ausgeliefert)|"
    r"delivery\s+to\s+the\s+following|permanent\s+(?:fatal\s+)?error|user\s+unknown|"
    r"\b5\d\d[\s-]5\.\d\.\d|mailbox\s+(?:full|unavailable|not\s+found)|unknown\s+user|"
    r"no\s+such\s+user|recipient\s+address\s+rejected|undeliverable|"
    r"this\s+is\s+the\s+mail\s+system)",
    re.IGNORECASE,
)
CONFIRM_TEXT = re.compile(
    r"confirm\s+(?:that\s+)?(?:you|your)|click\s+(?:on\s+)?(?:the\s+)?(?:link|here)|"
    r"verify\s+(?:that\s+)?you|challenge|whitelist|best[äa]tigen\s+sie|prove\s+you",
    re.IGNORECASE,
)
CHALLENGE_TEXT = re.compile(
    r"(?:mail ?box|account|address|inbox)\s+is\s+protected\s+(?:by|against|from)|"
    r"(?:message|e-?mail|mail)\s+(?:to\s+\S{1,80}\s+)?(?:is|has\s+been|was)\s+(?:being\s+)?(?:held|"
    r"quarantined|put\s+on\s+hold|waiting)\b.{0,120}\b(?:confirm|verif|reply|click|approv)|"
    r"(?:to\s+(?:ensure|complete|have)|before)\b.{0,80}\b(?:deliver\w*)\b.{0,160}\b(?:click|"
    r"confirm|verif)|(?:one-?time|sender)\s+(?:verification|confirmation)|"
    r"(?:protect\w*|control)\b.{0,60}\b(?:spam|junk|unsolicited)\b.{0,300}\bclick|"
    r"(?:list\s+of\s+|my\s+)approved\s+senders|"
    r"(?:prove|confirm|verify)\s+(?:that\s+)?you\s+are\s+(?:a\s+)?(?:human|person|not\s+a)|"
    r"(?:e-?mail|nachricht)\b.{0,80}\bzur(?:ü|ue)ckgehalten\b.{0,200}\bbest(?:ä|ae)tig|"
    r"best(?:ä|ae)tigen\s+sie\b.{0,80}\b(?:absender|mensch|kein\s+(?:roboter|spam))",
    re.IGNORECASE | re.DOTALL,
)
COMPLAINT_SUBJECT = re.compile(
    r"^(?:complaint about message from|(?:e-?mail )?(?:abuse|feedback) report (?:for|from)\b)",
    re.IGNORECASE,
)
"""So providers pass on that somebody called a mail spam, the mail itself attached."""
RECEIPT_SUBJECT = re.compile(
    r"^\s*(?:gelesen|ungelesen gel[öo]scht|nicht gelesen|read|not read|lesebest[äa]tigung|"
    r"read\s+receipt|empfangsbest[äa]tigung\s+\(angezeigt\)|"
    r"return\s+receipt(?:\s+\(displayed\))?|lu|non lu|przeczytano|okundu|прочитано|le[ií]do|"
    r"letto|gelezen|läst)\s*[:\-–]",
    re.IGNORECASE,
)
CALENDAR_SUBJECT = re.compile(
    r"^\s*(?:accepted|declined|tentative(?:ly accepted)?|zugesagt|abgelehnt|akzeptiert|"
    r"mit\s+vorbehalt|unter\s+vorbehalt|angenommen|abgesagt|kabul\s+edildi|принято|accepté|refusé|aceptada?|"
    r"accettato|geaccepteerd|zaakceptowano)\s*:",
    re.IGNORECASE,
)
LIST_ALERT = re.compile(
    r"^\s*(?:loop alert|error report|ignored not article|warning|command status|"
    r"results? of your (?:email )?commands|confirm\b.{0,40}\b[0-9a-f]{8,})",
    re.IGNORECASE,
)
GENERATED_SUBJECT = re.compile(
    r"^\W*(?:auto(?:matically|matisch)?[ -]?(?:generated|generiert|erzeugt))\]", re.IGNORECASE
)
