"""What do Japanese programs mean by ISO-2022-JP? The standard's letters, and their makers' own.

The standard has no encircled digits, no sign for "number" and no square units, but all makers of
mail programs write theirs into its empty rows; Shift_JIS as Microsoft has it knows them.
"""

import re

MAX_BYTES = 200_000
"""Longer texts are read by the standard alone: each letter is moved by hand here."""
_BEFORE_KANA = 0x9F
_DELETE = 0x7F
_SEGMENT = re.compile(rb"\x1b\$[@B](?P<pairs>(?:[!-~]{2})*+)|\x1b\(I(?P<kana>[!-_]*+)|\x1b\([BJ]")


def decode_as_makers_meant(octets: bytes) -> str | None:
    """Return the text with the letters of the makers' rows; None where others are in it."""
    if len(octets) > MAX_BYTES:
        return None
    moved = _SEGMENT.sub(_in_shift_jis, octets)
    try:
        return None if b"\x1b" in moved else moved.decode("cp932")
    except UnicodeDecodeError:
        return None


def _in_shift_jis(segment: re.Match[bytes]) -> bytes:
    if segment["kana"]:
        return bytes(octet | 0x80 for octet in segment["kana"])
    pairs = segment["pairs"] or b""
    letters = zip(pairs[::2], pairs[1::2], strict=True)
    return bytes(octet for row, cell in letters for octet in (_lead(row), _trail(row, cell)))


def _lead(row: int) -> int:
    """Return the first byte: Shift_JIS packs two rows in each, and leaves a gap for kana."""
    lead = (row - 0x21) // 2 + 0x81
    return lead + (0x40 if lead > _BEFORE_KANA else 0)


def _trail(row: int, cell: int) -> int:
    if row % 2 == 0:
        return cell + 0x7E
    # DEL stands between the two halves of an odd row.
    return cell + (0x20 if cell + 0x1F >= _DELETE else 0x1F)
