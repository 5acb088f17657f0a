"""How mail systems say in other languages that a letter did not arrive."""

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "Italian": (
        r"recapit\w{1,4} (?:non (?:è )?riuscit|impossibil|fallit)|non recapitabil|mancato recapito|"
        r"non è stato possibile|impossibile|consegna fallita"
    ),
    "Spanish": r"no se (?:ha )?p[ou]\w{1,6} entregar|error en la entrega|entrega fallida",
    "Portuguese": (
        r"não (?:foi|p[ôo]de ser|é possível) entreg|entrega[^\n.]{0,30}fal|não entregue"
    ),
    "French": r"non remis|non distribué|n'a pas pu (?:être|etre)|échec",
    "Dutch": (
        r"onbestelbaar|afleveren[^\n.]{0,60} mislukt|kon niet worden (?:bezorgd|afgeleverd)|"
        r"niet (?:bezorgd|afgeleverd)"
    ),
    "Swedish": r"kunde inte|kan inte levereras|gick inte att leverera|olevererbar",
    "Danish and Norwegian": (
        r"(?:kunne|kan) ikke leveres|levering[^\n.]{0,60} mislyk|ikke leveret?"
    ),
    "Finnish": r"ei voi(?:tu|da) toimittaa|toimit(?:us|tami)[^\n.]{0,40} epäonnistui",
    "Polish": (
        r"nie (?:może|można|udało się)[^\n.]{0,30}d[oe](?:starcz|ręcz)|niedostarczal|"
        r"nie dostarczon"
    ),
    "Czech and Slovak": (
        r"nedoručit|doručen[^\n.]{0,60}(?:nezdařil|selhal|nepodarilo|zlyhal)|"
        r"ne(?:lze|bylo možné) doručit"
    ),
    "Hungarian": (
        r"kézbesíthetetlen|nem (?:kézbesíthető|sikerült kézbesíteni)|"
        r"kézbesítés[^\n.]{0,30}sikertelen"
    ),
    "Romanian": r"nu (?:se poate|a putut fi|poate fi) livra|livrarea[^\n.]{0,40}eșuat|nelivra",
    "Croatian and Serbian": (
        r"nije moguće isporučiti|isporuk[^\n.]{0,60}nije uspje?la|nije isporučen|neisporučiv"
    ),
    "Turkish": (
        r"teslim (?:edile(?:me|mi)|başarısız)|teslim[^\n.]{0,60} başarısız|iletilemedi|"
        r"gönderilemedi"
    ),
    "Albanian": r"nuk (?:mund të|u) dorëz|dorëzimi[^\n.]{0,30}dështoi",
    "Russian": (
        r"не (?:было |может быть |удалось )?(?:доставл|доставит|отправл)|недоставл|"
        r"доставка[^\n.]{0,60}не\s?(?:удалась|выполнена)"
    ),
    "Ukrainian": r"не (?:вдалося |може бути |було )?доставл?(?:ен|ит)",
    "Bulgarian": r"недоставимо|доставянето[^\n.]{0,60}неуспеш|не (?:може|можа) да бъде достав",
    "Greek": r"δεν (?:ήταν δυνατή|παραδόθηκε)|απέτυχε η παράδοση|αδύνατη η παράδοση",
    "Arabic": r"تعذر (?:تسليم|توصيل|إرسال)|غير قابل للتسليم|فشل (?:تسليم|في التسليم)|لم يتم تسليم",
    "Persian": r"تحویل داده نشد|ارسال ناموفق|قابل تحویل نیست",
    "Vietnamese": r"không (?:thể )?(?:gửi|chuyển|phân phối) (?:được|thư)|gửi không thành công",
    "Chinese": r"未送达|退信|无法(?:传递|投递|送达)|投递失败|無法(?:傳遞|投遞|送達)|投遞失敗",
    "Japanese": r"配信|送達|届け|送信でき",
    "Korean": r"배달되지|배달할 수 없|배달하지 못|전송(?:되지|할 수 없)|반송",
}

NOT_DELIVERED = "|".join(_WORDS.values())
"""Any of these words; a regular expression for either case."""
