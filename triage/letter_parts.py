"""The marks by which mail programs and offices set off what the writer did not write himself."""

import re

QUOTE_MARK = re.compile(r"^[ \t]{0,3}(?:>|\|[ ]|&gt;)")

_WROTE = (
    "schrieb|schrieben|geschrieben|wrote|writes|a écrit|ha scritto|escribió|escreveu|napisał|"
    "napisała|napisał\\(a\\)|napisał/a|pisze|yazdı|şunu yazdı|şunları yazdı|пишет|писал|писала|"
    "написал|написала|пише|писав|писала|написав|написала|a scris|schreef|het volgende geschreven|"
    "skrev|написа|escribio|كتب|نوشت|έγραψε|napisao|napisala|írta"
)
WROTE_LINE = re.compile(
    rf"^(?:(?:am|on|le|il|el|em|w dniu|dnia|op|den|в|на|în|pe|у|dana)\b.{{0,200}}|"
    rf".{{0,160}}\d.{{0,100}}|"
    rf".{{0,100}}<[^>]{{3,100}}>.{{0,40}}|[^.!?]{{0,80}})\b(?:{_WROTE})\b[^:\n]{{0,90}}:\s*$",
    re.IGNORECASE,
)
WROTE_OPENING = re.compile(
    r"^(?:am|on|le|il|el|em|w dniu|dnia|op|den|в|на|în)\s.{0,40}\d.{0,160}$", re.IGNORECASE
)

_FROM = "von|from|de|da|od|kimden|gönderen|от|отправитель|від|expéditeur|van|fra|från|من|از"
_SENT = (
    "gesendet|gesendet am|datum|sent|date|envoyé|envoyé le|inviato|enviado|wysłano|data|tarih|"
    "gönderildi|gönderme tarihi|отправлено|дата|надіслано|verzonden|trimis"
)
_TO = "an|to|à|a|do|kime|alıcı|кому|aan|til|către|إلى"
_SUBJECT = "betreff|subject|objet|oggetto|asunto|temat|konu|тема|onderwerp|subiect|ämne|الموضوع"
_COPY = "cc|kopie|bcc|antwort an|reply-to|wichtigkeit|importance|anlagen|attachments"
HEADER_LINE = re.compile(
    rf"^[>*_ \t]{{0,8}}(?P<name>{_FROM}|{_SENT}|{_TO}|{_SUBJECT}|{_COPY})[*_ \t]{{0,4}}:[*_ "
    rf"\t]{{0,4}}"
    r"(?P<value>.{0,400})$",
    re.IGNORECASE,
)
FROM_NAMES = frozenset(_FROM.split("|"))

FORWARD_MARK = re.compile(
    r"^[>\s]{0,4}[-_=*]{0,20}\s?(?:weitergeleitete (?:e-?mail|nachricht)|anfang der "
    r"weitergeleiteten "
    r"(?:e-?mail|nachricht)|forwarded message|begin forwarded message|message transféré|"
    r"mensaje reenviado|messaggio inoltrato|treść przekazanej wiadomości|iletilen mesaj|"
    r"пересылаемое сообщение|пересланное сообщение|переслане повідомлення|"
    r"ende der weitergeleiteten nachricht)\b.{0,20}:?\s?[-_=*]{0,20}\s*$",
    re.IGNORECASE,
)
ORIGINAL_MARK = re.compile(
    r"^[>\s]{0,4}[-_=*]{2,20}\s?(?:urspr[üu]ngliche (?:nachricht|e-?mail)|original(?:nachricht|"
    r"-nachricht| "
    r"(?:message|nachricht|appointment|mail))|message d'origine|mensaje original|messaggio "
    r"originale|"
    r"orijinal (?:mesaj|ileti)|wiadomość oryginalna|исходное сообщение|оригінальне повідомлення|"
    r"oorspronkelijk bericht)\s?[-_=*]{2,20}\s*$",
    re.IGNORECASE,
)

SIGNATURE_MARK = re.compile(r"^-- ?$")
MOBILE_SIGNATURE = re.compile(
    r"^\s*(?:von meinem (?:iphone|ipad|handy|smartphone|samsung|huawei|xiaomi|mobil\w*|"
    r"galaxy)\b.{0,40}|"
    r"(?:diese (?:nachricht|e-?mail) wurde )?(?:von|mit) (?:meinem|meiner|der|dem) .{0,50}"
    r"(?:gesendet|gesandt|verschickt|geschickt)\.?|gesendet (?:von|mit) (?:outlook|meinem|mail|"
    r"der|dem|yahoo|gmx|web).{0,60}|"
    r"sent from (?:my|yahoo|outlook|mail|proton).{0,60}|get outlook for .{0,20}|outlook f[üu]r "
    r"(?:ios|android).{0,20}|"
    r"holen sie sich outlook .{0,20}|envoyé (?:de|depuis) mon .{0,40}|inviato da .{0,40}|"
    r"enviado desde .{0,40}|"
    r"wysłano z .{0,40}|.{0,20}(?:iphone|android).{0,20}gönderildi.{0,5}|отправлено (?:с|из) "
    r".{0,40}|"
    r"надіслано з .{0,40}|trimis de pe .{0,40}|изпратено от .{0,40})\s*$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^\s*(?:mit (?:freundliche[nm]|besten|vielen|lieben|herzlichen|sonnigen|kollegialen?)\w* "
    r"gr(?:ü|ue)(?:ß|ss)\w*|(?:beste|freundliche|liebe|viele|herzliche|schöne)\w* gr(?:ü|"
    r"ue)(?:ß|ss)\w*|"
    r"mfg|m\.?f\.?g\.?|lg|vg|gr(?:ü|ue)(?:ß|ss)\w*|hochachtungsvoll|mit (?:vorzüglicher "
    r")?hochachtung|"
    r"i\. ?a\.|im auftrag|(?:kind|best|warm) regards|regards|sincerely|yours (?:sincerely|"
    r"faithfully)|"
    r"cordialement|saygılarımla|с уважением|з повагою|z poważaniem|pozdrawiam|cu stimă|"
    r"с уважение|cordiali saluti|distinti saluti|saludos|atentamente|مع التحية|با "
    r"احترام)\b[\s,.!]*",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?]\s*$")

BOILERPLATE = re.compile(
    r"(?:diese (?:e-?mail|nachricht)\b.{0,60}\b(?:vertraulich|rechtlich gesch(?:ü|ue)tzt)|"
    r"der inhalt dieser (?:e-?mail|nachricht) ist vertraulich|this (?:e-?mail|message)\b.{0,80}\b"
    r"(?:confidential|privileged|intended)|if you are not the intended recipient|sollten sie "
    r"nicht der "
    r"(?:richtige|vorgesehene|beabsichtigte) (?:adressat|empf(?:ä|ae)nger)|wenn sie nicht der "
    r"richtige adressat|"
    r"bitte denken sie an die umwelt|think before you print|please consider the environment|"
    r"ce (?:message|courriel)\b.{0,60}confidentiel|questo messaggio\b.{0,60}riservat|"
    r"\[?(?:extern|external|achtung|vorsicht)\]?:? ?.{0,40}(?:e-?mail|nachricht|mail|"
    r"message).{0,60}"
    r"(?:au(?:ß|ss)erhalb|externe[nr]?|outside|extern )|"
    r"^\W{0,4}rechtsbehelfsbelehrung\b|gegen diese[nr]? (?:bescheid|verwaltungsakt|"
    r"entscheidung)\b.{0,200}?\b"
    r"(?:kann|k(?:ö|oe)nnen|ist)\b.{0,160}?\b(?:widerspruch|klage)\b|"
    r"der widerspruch ist\b.{0,100}\b(?:einzulegen|einzureichen|zu erheben)|"
    r"(?:vielen )?dank f(?:ü|ue)r ihre (?:nachricht|e-?mail|mitteilung|zuschrift)\b.{0,300}"
    r"(?:beschwerde|anregung|widerspruch|schnellstm(?:ö|oe)glich|automatisch)|"
    r"diese (?:e-?mail|nachricht) wurde (?:automatisch|maschinell)|dies ist eine "
    r"automati(?:sche|sch erzeugte)|"
    r"bitte antworten sie nicht auf diese)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)

POINTER = re.compile(
    r"siehe? (?:unten|unten stehend|anhang|anlage|anbei|nachstehend|beigef(?:ü|ue)gt|scan|foto|"
    r"bild|pdf|datei|"
    r"angeh(?:ä|ae)ngt)|s\. ?(?:u|anhang|anlage)\b\.?|(?:s\.?u\.?)$|untenstehend|nachstehend|"
    r"unten stehend|"
    r"\bz(?:ur|\.) ?(?:gef(?:ä|ae)lligen |frdl\.? |freundlichen )?(?:k(?:enntnis|ts)?\b|"
    r"kenntnisnahme|"
    r"weiteren (?:veranlassung|bearbeitung)|(?:w|weiteren)\. ?v|b(?:earbeitung)\b)|\bz\.? "
    r"?k\.?(?:\s|$)|\bz\.? ?w\.? ?v\b|"
    r"\bfyi\b|for your information|see (?:below|attached|attachment)|\bm\.? ?d\.? ?b\.? ?um?\b|"
    r"mit der bitte um (?:(?:ü|ue)bernahme|kenntnis|weitere|bearbeitung|erledigung)|"
    r"bitte (?:um )?(?:(?:ü|ue)bernehmen|(?:ü|ue)bernahme|weiterleiten|weiterleitung|bearbeiten|"
    r"weitergeben)|"
    r"zust(?:ä|ae)ndigkeitshalber|falsch (?:gelandet|angekommen|eingegangen)|(?:ist|kam) bei "
    r"(?:uns|mir) "
    r"(?:gelandet|aufgeschlagen|eingegangen|angekommen|reingekommen)|(?:geh(?:ö|oe)rt|f(?:ä|"
    r"ae)llt)\b.{0,40}(?:zu euch|zu ihnen|bei euch|in eure)|"
    r"(?:leite|gebe|reiche|schicke) (?:ich )?(?:ihnen |euch |dir |das |dies |es |hiermit "
    r")*(?:das |dies |es )?(?:mal )?(?:weiter|rüber)|"
    r"wie (?:telefonisch |eben |gerade )?besprochen|anbei|im anhang|in der anlage|als anlage|"
    r"angeh(?:ä|ae)ngt|anliegend|"
    r"aşağıda|ekte|см\. ниже|во вложении|у вкладенні|в приложении|w załączniku|patrz poniżej|"
    r"ci-joint|voir ci-dessous|en pi(?:è|e)ce jointe|in allegato|adjunto|în anexă|vezi mai jos|"
    r"в прикачен|مرفق|پیوست",
    re.IGNORECASE,
)
