"""Where does what others wrote begin? The lines that mail programs put above a quote or a forward.

Two forms exist in every language: one sentence ("on such a day somebody wrote:"), and a block of
header fields. Offices and citizens write similar lines themselves, so each form asks for more
than one sign: a date with an address or a verb, or several fields of one letter.
"""

import re
from collections.abc import Iterator, Sequence

from triage.text.header_names import FIELD_NAMES, Field

_VERBS = (
    "schrieb|schrieben(?: Sie)?|geschrieben|wrote|writes|sent|said|says|a écrit|nous a dit|"
    "ha scritto|escribió|escribio|escreveu|napisał|napisała|napisał\\(a\\)|napisał/a|pisze|"
    "yazdı|şunu yazdı|şunları yazdı|пишет|писал|писала|написал|написала|написал\\(а\\)|пише|"
    "писав|писала|написав|написала|a scris|schreef|(?:het volgende )?geschreven|skrev|kirjoitti|"
    "написа|كتب|نوشت|έγραψε|napisao|napisala|napsal|napsala|napsal\\(a\\)|írta|đã viết|"
    "ha shkruar|写道|のメール|のメッセージ|작성"
)
_DAY = r"\d{1,4}\s?(?:[./-]|年|\s)\s?(?:\d{1,2}|\w{2,12}\.?)\s?(?:[./-]|月|,?\s)\s?\d{1,4}"
_TIME = r"\d{1,2}[:.h]\d{2}"
_ADDRESS = r"[^\s<>@]{1,128}@[^\s<>@]{1,128}"
_START = re.compile(
    r"^(?:(?:am|on|at|in message|le|il|el|em|op|den|dňa|dne|w dniu|dnia|в|на|în|pe|у|dana|vào|"
    r"на|ven|lun|mar|mer|jeu|sam|dim)\b|在|\d|(?:\w{2,12}[.,]{1,2}\s){1,2}\d)",
    re.IGNORECASE,
)
_WROTE = re.compile(rf"(?:\b|(?<=\s))(?:{_VERBS})(?![\w])", re.IGNORECASE)
_BETWEEN_RULES = re.compile(
    rf"^[>\s]{{0,4}}-{{2,}}[^.!?]{{1,80}}\b(?:{_VERBS})\s?-{{2,}}\s*$", re.IGNORECASE
)
_END = re.compile(r"[:：]\W{0,12}$|-{2,}\W{0,4}$")
_DATED = re.compile(rf"{_DAY}|{_TIME}|\d{{4}}")
_BY_ADDRESS = re.compile(
    rf"^(?=.{{0,60}}(?:{_DAY}|\d{{4}}))(?=.{{0,12}}\d|\w{{2,12}}[.,]).{{0,160}}<\s?(?:mailto:)?"
    rf"{_ADDRESS}\s?>\)?\s*:?$"
)
_DATE_AND_NAME = re.compile(
    r"^20\d\d-\d\d-\d\d \d\d?:\d\d GMT[+-]\d\d:\d\d [^\d.!?]{2,60}$|"
    r"^20\d\d/\d\d?/\d\d? [^\d.!?]{2,60}<?"
    rf"{_ADDRESS}>?:?$"
)
_SOMEBODY_WROTE = re.compile(
    rf"^[^.!?]{{0,80}}{_ADDRESS}[>)\]]*\W{{0,3}}(?:{_VERBS})\s?[:：]?$|"
    rf"^[^.!?\n]{{1,60}}\b(?:via|über)\b[^.!?\n]{{1,60}}\b(?:{_VERBS})\s?[:：]$|"
    rf"^[^.!?\n]{{0,80}}(?:\b|(?<=\s))(?:{_VERBS})[^:.!?\n]{{0,60}}[:：]$",
    re.IGNORECASE,
)
_QUOTING = re.compile(
    rf"^(?:quoting|zitat von|zitiere|citando(?: a)?|citat(?: från)?|cytowanie|en citant)\b"
    rf"[^.!?]{{1,80}}{_ADDRESS}[>)]?\s?:$",
    re.IGNORECASE,
)
_BETWEEN_ARROWS = re.compile(rf"^[ \t]{{0,3}}>>> .{{0,100}}(?:{_ADDRESS}|{_DAY}).{{0,60}}>>>\s*$")
# Who tells what somebody wrote to him is quoting in his own letter; programs never speak so.
_TELLING = re.compile(
    r"\b(?:[iI]ch|[wW]ir|mir|uns|mich|[mM]eine?[rnms]?|[iI]hre?[rnms]?|steht|wurde|worden|lautet|"
    r"Bescheid|Schreiben|Brief|I|me|my|us|our|your)\b"
)
_TO_YOU = re.compile(r"\b(?:sie schrieben|you wrote)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"[<(]\s?(?:mailto:)?{_ADDRESS}")
_DECORATION = " \t*_-–—=<>|"
_MAX_LINES = 4
_TAIL_CHARS = 90
_MAX_CHARS = 500

_JOINED_ON = re.compile(
    r"^(?P<own>\S.{0,400}?)(?:[ \t]+|[ \t]*-{2,5}[ \t]*)"
    r"(?P<wrote>(?:On|Am|Le|El|Il|Op) (?:\w{2,12}[.,]{1,2} )?(?=.{0,40}\d)[^!?]{5,200}"
    rf"\b(?:{_VERBS})[^!?]{{0,120}}:)[ \t]*$"
)

_LINE = re.compile(
    r"^[>*_ \t]{0,8}(?P<name>[^\W\d][^:：\n<>@]{0,24}?)[*_ \t\u00a0]{0,4}[:：][*_ \t\u00a0]{0,6}"
    r"(?P<value>.{0,400})$"
)
_SEPARATOR = re.compile(r"^[ \t>]{0,4}[-_=*—–]{5,}[ \t]*$")
_FIELDS_OF_A_BLOCK = 2
_FIELDS_ELSE = 3
_BLOCK_LINES = 14
_BLANK_LINES = 2


def attribution_length(lines: Sequence[str], start: int) -> int:
    """Return how many lines an "on such a day somebody wrote:" takes here, 0 when none begins."""
    first = lines[start].strip(_DECORATION)
    if not first or len(first) > _MAX_CHARS:
        return 0
    short = 1 if _is_attribution(first, lines[start]) else 0
    if short and _END.search(lines[start]):
        return short
    begins_with_name = _IN_BRACKETS.search(first) and _WROTE.search(first)
    if (_START.match(first) or begins_with_name) and re.search(r"\d", first):
        for length, joined in _joined(lines, start):
            if _is_attribution(joined, joined):
                if _END.search(joined):
                    return length
                short = short or length
    return short


def parted(lines: Sequence[str]) -> list[str]:
    """Return the lines; where a program wrote its attribution onto the last own one, as two."""
    found: list[str] = []
    for number, line in enumerate(lines):
        follows = next((each for each in lines[number + 1 : number + 3] if each.strip()), "")
        is_last = line.endswith(":") and follows.startswith(">") and not _START.match(line)
        joined = _JOINED_ON.match(line) if is_last else None
        found += [joined["own"], joined["wrote"]] if joined else [line]
    return found


def is_from_program(lines: Sequence[str], start: int, length: int) -> bool:
    """Tell whether an attribution names a day or an hour, as programs do and people seldom."""
    sentence = " ".join(lines[start : start + length])
    signs = (_DATED, _IN_BRACKETS, _BETWEEN_RULES)
    return any(sign.search(sentence) for sign in signs)


def block_length(lines: Sequence[str], start: int) -> int:
    """Return how many lines a block of header fields takes here, 0 when none begins."""
    field = field_in(lines[start])
    if field is None or (start > 0 and field_in(lines[start - 1]) is not None):
        return 0
    fields, end = _fields(lines, start)
    if field is Field.FROM:
        return end - start if len(fields) >= _FIELDS_OF_A_BLOCK else 0
    # A telefax lists the same fields on its cover, but no mail address.
    block = "\n".join(lines[start:end])
    needed = _FIELDS_OF_A_BLOCK if any(separators_above(lines, start)) else _FIELDS_ELSE
    is_short_heading = field is Field.SENT and Field.TO in fields and re.search(_TIME, block)
    is_block = is_short_heading or (Field.FROM in fields and len(fields) >= needed)
    is_mail = "@" in block or (field is Field.SENT and Field.SUBJECT in fields)
    return end - start if is_block and is_mail else 0


def field_in(line: str) -> Field | None:
    """Return which header field this line holds, None when it holds none."""
    found = _LINE.match(line)
    return FIELD_NAMES.get(_plain(found["name"])) if found else None


def value_in(line: str) -> str:
    """Return what stands behind the colon."""
    found = _LINE.match(line)
    return found["value"] if found else ""


def separators_above(lines: Sequence[str], start: int) -> Iterator[int]:
    """Yield the places of the rules that a program drew right above what others wrote."""
    for place in range(start - 1, max(-1, start - 4), -1):
        if _SEPARATOR.match(lines[place]):
            yield place
        elif lines[place].strip():
            return


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _joined(lines: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    """Yield the sentence as it grows line by line; it may break within an address."""
    joined = lines[start].strip(" \t*_-–—=>|")
    for length in range(2, _MAX_LINES + 1):
        if start + length > len(lines):
            return
        following = lines[start + length - 1].strip(" \t*_=|")
        if not following and "<" not in joined[-3:]:
            return
        if following.startswith(">") and not joined.endswith(("<", "mailto:")):
            return
        joined = f"{joined} {following}".strip()
        if len(joined) > _MAX_CHARS:
            return
        yield length, joined.rstrip(_DECORATION + ">") if joined.endswith("-") else joined


def _is_attribution(text: str, raw: str) -> bool:
    """Tell whether one line, stripped of its decoration, is such a sentence."""
    bare = text.strip(_DECORATION)
    has_verb = _WROTE.search(bare) is not None
    if not has_verb and "@" not in bare and not bare.startswith("20"):
        return _is_ruled_off(raw)
    if _is_telling(bare) and not _IN_BRACKETS.search(bare):
        return False
    if _BY_ADDRESS.match(text) or _BY_ADDRESS.match(raw.strip()):
        return True
    if any(form.match(bare) for form in (_DATE_AND_NAME, _QUOTING)) or _is_ruled_off(raw):
        return True
    return has_verb and _tells_who_wrote(bare, raw)


def _is_telling(bare: str) -> bool:
    to_you = _TO_YOU.search(bare) is not None and re.search(_TIME, bare) is None
    return to_you or _TELLING.search(re.sub(_ADDRESS, "", bare)) is not None


def _is_ruled_off(raw: str) -> bool:
    return bool(_BETWEEN_RULES.match(raw) or _BETWEEN_ARROWS.match(raw))


def _tells_who_wrote(bare: str, raw: str) -> bool:
    """Tell whether a sentence with such a verb also says who, or when, and nothing else."""
    ends = bool(_END.search(raw.strip()))
    if _SOMEBODY_WROTE.match(bare):
        return ends or "@" in bare
    is_dated = bool(_DATED.search(bare) or re.search(r"\d", bare[:60]))
    if is_dated and _START.match(bare):
        verb_is_last = _WROTE.search(bare[-24:]) is not None
        return ends or (verb_is_last and "@" in bare)
    return ends and is_dated and _tail_is_short(bare)


def _tail_is_short(bare: str) -> bool:
    """Tell whether little but a name or a date follows the verb."""
    *_, last = _WROTE.finditer(bare)
    return len(bare) - last.end() <= _TAIL_CHARS


def _fields(lines: Sequence[str], start: int) -> tuple[set[Field], int]:
    """Return the fields of the block that begins here, and where it ends."""
    fields: set[Field] = set()
    end = start
    blank = 0
    for place in range(start, min(len(lines), start + _BLOCK_LINES)):
        field = field_in(lines[place])
        is_blank = not lines[place].strip(" \t>")
        blank = blank + 1 if is_blank else 0 if field else blank
        if blank > _BLANK_LINES or not (field or is_blank or _is_rest(lines, place, blank=blank)):
            break
        if field:
            fields.add(field)
        end = end if is_blank else place + 1
    return fields, end


def _is_rest(lines: Sequence[str], place: int, *, blank: int) -> bool:
    """Tell whether a line only continues the field above: indented, or between two fields."""
    if blank:
        return False
    is_between = place + 1 < len(lines) and field_in(lines[place + 1]) is not None
    return is_between or lines[place].startswith((" ", "\t"))
