"""The marks by which mail programs and offices set off what the writer did not write himself."""

import re

QUOTE_MARK = re.compile(r"^[ \t]{0,3}(?:>|\|[ ]|&gt;)")

# Shops set off their links so; no program quotes that way.
ARROWS = re.compile(r"^[ \t]{0,3}>{2}.{1,200}<{2}[ \t]*$")

FORWARD_MARK = re.compile(
    r"^[>\s]{0,4}[-_=*]{0,20}?\s?(?:weitergeleitete (?:e-?mail|nachricht)|anfang der "
    r"weitergeleiteten (?:e-?mail|nachricht)|ende der weitergeleiteten nachricht|"
    r"forwarded message|begin forwarded message|message transféré|message réexpédié|"
    r"début du message (?:transféré|réexpédié)|mensaje reenviado|inicio del mensaje reenviado|"
    r"mensagem (?:encaminhada|reencaminhada)|início da mensagem (?:encaminhada|reencaminhada)|"
    r"messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|"
    r"treść przekazanej wiadomości|wiadomość przekazana dalej|początek przekazywanej wiadomości|"
    r"doorgestuurd bericht|begin doorgestuurd bericht|videresendt (?:meddelelse|melding|besked)|"
    r"start på videresendt besked|vidarebefordrat (?:meddelande|mail)|"
    r"vidarebefordrat brev|välitetty viesti|přeposlaná zpráva|továbbított (?:üzenet|levél)|"
    r"mesaj redirecționat|proslijeđena poruka|iletilen (?:mesaj|ileti)|mesazh i përcjellë|"
    r"пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|"
    r"переслане повідомлення|препратено съобщение|προωθημένο μήνυμα|"
    r"رسالة مُعاد توجيهها|"
    r"転送メッセージ|转发(?:的)?邮件|轉寄郵件|"
    r"-{2,}\s?(?:weitergeleitet von|forwarded by)\b.{1,100}-{2,})"
    r"(?![\w]).{0,20}:?\s?[-_=*]{0,20}\s*$",
    re.IGNORECASE,
)
ORIGINAL_MARK = re.compile(
    r"^[>\s*]{0,4}[-_=*]{2,20}\s?(?:urspr(?:ü|u|ue)ngliche (?:nachricht|e-?mail)|"
    r"original(?:nachricht|-nachricht|bericht| (?:message|nachricht|appointment|mail|e-?mail))|"
    r"reply message|antwort ?nachricht|message d'origine|message (?:original|initial)|"
    r"mensaje original|"
    r"mensagem original|messaggio (?:originale|iniziale)|oorspronkelijk bericht|"
    r"origineel bericht|oprindelig (?:meddelelse|besked)|opprinnelig melding|"
    r"ursprungligt meddelande|originalmeddelande|alkuperäinen viesti|původní (?:zpráva|e-mail)|"
    r"eredeti üzenet|mesaj original|izvorna poruka|originalna poruka|orijinal (?:mesaj|ileti)|"
    r"özgün i?leti|wiadomość oryginalna|oryginalna wiadomość|mesazhi origjinal|"
    r"исходное сообщение|оригінальне повідомлення|оригинално съобщение|αρχικό μήνυμα|"
    r"الرسالة الأصلية|原始邮件|原始郵件|元のメッセージ|원본 메[시세]지)\s?[-_=*]{2,20}\s*$",
    re.IGNORECASE,
)

SIGNATURE_MARK = re.compile(
    r"^(?:-- ?|--\s?(?:sent from|von meinem|gesendet).{0,60})$", re.IGNORECASE
)
# Someone signs so on the last line; several such lines are a list.
DASHED_NAME = re.compile(r"^[-–—/]{1,2}[A-ZÄÖÜ][\w.]{1,20}(?: [A-ZÄÖÜ][\w.'-]{0,20}){0,3}$")
LIST_FOOTER = re.compile(
    r"^[_-]{20,}\n.{0,200}(?:mailing ?list|mailinglist|mailman|unsubscribe|list ?info)",
    re.IGNORECASE | re.DOTALL,
)
_DEVICE = (
    r"(?:iphone|ipad|ipod|handy|smartphone|samsung|huawei|xiaomi|galaxy|android|mobil|telefon|"
    r"phone|tablet|gerät|blackberry|nokia|outlook|yahoo|gmx|web\.de|freenet|k-9|mail.?app)"
)
MOBILE_SIGNATURE = re.compile(
    rf"^[\s<(*-]*(?:von meine[mr] .{{0,10}}{_DEVICE}\w{{0,15}}|"
    rf"(?:diese (?:nachricht|e-?mail) wurde )?(?:von|mit) .{{0,30}}{_DEVICE}.{{0,50}}"
    r"(?:gesendet|gesandt|verschickt|geschickt)\.?|"
    r"(?:gesendet|gesandt|verschickt) (?:von|mit|über|aus) (?:outlook|meinem|meiner|mail|der|dem|"
    r"yahoo|gmx|web|freenet|t-online|k-9|proton).{0,60}|"
    r"(?:sent|written|typed) (?:from|via|with|by|using) (?:my|a|the|yahoo|outlook|mail\w*|inbox|"
    r"proton|protonmail|windows|galaxy|samsung|iphone|ipad|mobile|airmail|sparrow|gmail|postbox|spark|"
    r"android|blackberry|nokia|aol)\b(?!.*\b(?:is|was|and|where|because)\b).{0,60}|"
    r"from my (?:iphone|ipad|ipod|android|mobile|phone|blackberry).{0,30}|"
    r"(?:get|download|try) outlook (?:for|pour) .{0,60}|outlook f[üu]r (?:ios|android).{0,20}|"
    r"(?:holen|laden) sie (?:sich )?outlook .{0,40}|(?:télécharger|obtenir) outlook .{0,60}|"
    r"sent wirelessly (?:from|via) .{0,60}|"
    r"envoyé (?:de|depuis|à partir de|avec|sans fil) .{0,70}|inviato (?:da|con|dal) .{0,40}|"
    r"enviado (?:desde|do|a partir d|de) ?.{0,40}|verzonden (?:vanaf|vanuit|met|via) .{0,50}|"
    r"verstuurd (?:vanaf|met) .{0,50}|skickat från .{0,50}|sendt fra .{0,50}|"
    r"lähetetty .{0,40}|odesláno z .{0,40}|poslano (?:s|iz|sa) .{0,40}|"
    r"wysłan[oe] z .{0,40}|.{0,20}(?:iphone|android).{0,20}gönderildi.{0,5}|"
    r"отправлено (?:с|из|через) .{0,40}|надіслано (?:з|із) .{0,40}|trimis de (?:pe|la) .{0,40}|"
    r"изпратено от .{0,40}|发自我的.{0,20}|從我的.{0,20}傳送|iphoneから送信|"
    r"(?:أرسلت|تم الإرسال) من .{0,40})"
    r"[\s>)*]*$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^\s*(?:mit (?:freundliche[nm]|besten|vielen|lieben|herzlichen|sonnigen|kollegialen?)\w* "
    r"gr(?:ü|ue)(?:ß|ss)\w*|(?:beste|freundliche|liebe|viele|herzliche|schöne)\w* gr(?:ü|"
    r"ue)(?:ß|ss)\w*|"
    r"mfg|m\.?f\.?g\.?|lg|vg|gr(?:ü|ue)(?:ß|ss)\w*|hochachtungsvoll|mit (?:vorzüglicher "
    r")?hochachtung|"
    r"i\. ?a\.|im auftrag|(?:kind|best|warm)(?:est)? regards|regards|sincerely|yours (?:sincerely|"
    r"faithfully|truly)|"
    r"(?:bien )?cordialement|saygılarımla|с уважением|з повагою|z powa[żz]aniem|pozdrawiam|"
    r"cu stimă|с уважение|cordiali saluti|distinti saluti|saludos|atentamente|atenciosamente|"
    r"met vriendelijke groet\w*|vriendelijke groet\w*|mvg|med venlig hilsen|venlig hilsen|"
    r"hilsen|mvh|kh|med vänlig(?:a)? hälsning\w*|vänliga hälsningar|s pozdravem|srdačan pozdrav|"
    r"[üu]dv[öo]zlettel|tisztelettel|"
    r"ystävällisin terveisin|με εκτίμηση|مع التحية|با احترام)\b[\s,.!]*",
    re.IGNORECASE,
)
# Closings in English that are as often part of the letter: a name must follow.
THANKS = re.compile(
    r"^\s*(?:(?:many |best )?thanks(?: again| so much| in advance| a lot)?|thank you(?: very much| "
    r"in advance| so much)?|thx|cheers|all the best|best(?: wishes)?|take care)\W{0,6}$",
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
