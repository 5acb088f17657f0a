"""Tell what an office wrote from what a citizen wrote, in the text of an attachment (rule 8).

People attach the Bescheid that they complain about. Its own words, above all the notice of
appeal, must not make an objection of the complaint; a letter scanned together with it counts.
"""

import re

_LINE = r"^\W{0,4}"
_OFFICE_WORDS = (
    r"rechtsbehelfsbelehrung",
    r"der widerspruch ist\b.{0,120}?\b(?:einzulegen|einzureichen|zu erheben)",
    r"gegen diesen bescheid (?:kann|k(?:ö|oe)nnen)\b.{0,160}?\b(?:widerspruch|klage)",
)
_GRANTED = r"(?:bewilligt|gew(?:ä|ae)hrt|abgelehnt|versagt|entzogen|gemindert|entsprochen)"
_MARKS: tuple[re.Pattern[str], ...] = tuple(
    re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE | re.DOTALL)
    for patterns in (
        _OFFICE_WORDS,
        (
            rf"{_LINE}(?:mein|unser|ihr) zeichen\b",
            rf"{_LINE}ihre nachricht(?: vom)?\b",
            rf"{_LINE}gesch(?:ä|ae)ftszeichen",
        ),
        (
            rf"{_LINE}(?:durchwahl|telefax|servicezeiten|auskunft erteilt)\b",
            rf"{_LINE}(?:ö|oe)ffnungszeiten\b",
        ),
        (
            rf"{_LINE}im auftrag\W{{0,4}}$",
            r"maschinell erstellt",
            r"ohne unterschrift g(?:ü|ue)ltig",
        ),
        (rf"{_LINE}sehr geehrte[r]? (?:frau|herr)\b",),
        (
            r"\b(?:bewilligungs|(?:ä|ae)nderungs|ablehnungs|erstattungs)bescheid\b",
            r"\b(?:widerspruchs|minderungs)bescheid\b",
            r"\bbescheid (?:ü|ue)ber\b",
        ),
        (
            rf"\bihnen .{{0,120}}?\b{_GRANTED}\b",
            rf"\bihr(?:em|en)? (?:antrag|widerspruch)\b.{{0,160}}?\b{_GRANTED}\b",
            r"\bihr widerspruch\b.{0,160}?\b(?:zur(?:ü|ue)ckgewiesen|stattgegeben)\b",
        ),
        (
            r"\bdie entscheidung beruht auf\b",
            r"\brechtsgrundlage\b",
            r"\bergeht folgende[rn]?\b",
            r"\bberechnungsbogen\b",
        ),
    )
)
"""What stands in the letters of offices; each by itself may stand in a citizen's as well."""
_ENOUGH = 3
_EXAMINED = 30_000
_FIRST_PERSON = re.compile(
    r"\b(?:ich|wir)\b[^.!?]{0,60}\b(?:lege|legen|erhebe|erheben)\b[^.!?]{0,160}\bwiderspruch"
    r"|\b(?:lege|erhebe|legen|erheben|reiche|reichen) (?:ich|wir)\b[^.!?]{0,160}"
    r"\b(?:widerspruch|klage)"
    r"|\bwiderspreche (?:ich|hiermit)\b|\bich widerspreche\b|\bhiermit widerspr"
    r"|\bbin (?:ich )?(?:damit )?nicht einverstanden|\bmein(?:en)? widerspruch\b",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"^\W{0,4}(?:sehr geehrte damen und herren|sehr geehrtes|hallo|guten (?:tag|morgen|abend)"
    r"|liebes|dear|hello|merhaba|sayın|здравствуйте|добрый день|добрий день|уважаем|шановн"
    r"|bonjour|dzień dobry|szanowni|bună ziua|buongiorno|gentile|здравейте|السلام|مرحبا|سلام)",
    re.IGNORECASE | re.MULTILINE,
)
_FEW = 2


def citizens_words(text: str) -> str:
    """Return the pages that no office wrote; `text` is an attachment's, pages end in form feeds."""
    kept = []
    is_office = _is_office(text)
    for page in text.split("\f"):
        if _is_office(page):
            is_office = True
        elif _opens_letter(page):
            is_office = False
        if not is_office:
            kept.append(page)
    return "\f".join(kept)


def _is_office(text: str) -> bool:
    examined = text[:_EXAMINED]
    return len(_marks(examined)) >= _ENOUGH and not _FIRST_PERSON.search(examined)


def _opens_letter(page: str) -> bool:
    """Tell whether a citizen's letter begins on this page, behind one of an office."""
    examined = page[:_EXAMINED]
    if _FIRST_PERSON.search(examined):
        return True
    return bool(_SALUTATION.search(examined)) and len(_marks(examined)) < _FEW


def _marks(text: str) -> list[re.Pattern[str]]:
    return [mark for mark in _MARKS if mark.search(text)]


def reads_like_a_letter(text: str) -> bool:
    """Tell whether somebody is spoken to: a statement of account or a contract does not."""
    return bool(_SALUTATION.search(text[:_EXAMINED]))
