"""Words are cut into the likeliest pieces, at a bounded cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.encoder.pieces import LONGEST_HEAD, LONGEST_TAIL, Vocabulary, pieces_of

UNKNOWN = 3
SMALL = {"▁": -3.0, "▁ein": -2.0, "▁einwand": -9.0, "wand": -2.5, "w": -6.0, "and": -4.0, "ü": -5.0}


def a_vocabulary() -> Vocabulary:
    """Return seven pieces, numbered from ten; the ligature ﬀ is written out, soft hyphens go."""
    return Vocabulary(
        numbers={piece: number for number, piece in enumerate(SMALL, start=10)},
        scores=[0.0] * 10 + list(SMALL.values()),
        replaced={ord("ﬀ"): "ff", 0xAD: ""},
        unknown=UNKNOWN,
        unknown_score=-20.0,
        longest=8,
    )


CUT = {
    "the likeliest way wins over the longest piece": ("einwand", [11, 13]),
    "a new word opens a new piece": ("ein wand", [11, 10, 13]),
    "any blanks are one": ("\n ein\t\u00a0\n ein ", [11, 11]),
    "no text is one blank": ("", [10]),
    "a strange character is unknown": ("ein𓀀", [11, UNKNOWN]),
    "a broken character is unknown": ("ein\ud800", [11, UNKNOWN]),
    "a letter with its dots apart is one letter": ("einu\u0308", [11, 16]),
    "what counts as nothing is left out": ("ein\u00adwand", [11, 13]),
    "what counts as two is two": ("einﬀ", [11, UNKNOWN, UNKNOWN]),
}


@pytest.mark.parametrize(("text", "expected"), CUT.values(), ids=CUT)
def test_a_text_is_cut_into_the_likeliest_pieces(text: str, expected: list[int]) -> None:
    """Expected numbers are those of SMALL, counted from ten."""
    assert pieces_of(text, a_vocabulary()) == expected


@given(st.text("einwadü", max_size=60))
def test_every_character_lies_in_exactly_one_piece(word: str) -> None:
    """Put together, the pieces are the word again; unknown ones are one character long."""
    written = dict(enumerate(SMALL, start=10))
    pieces = [written.get(number, "?") for number in pieces_of(word, a_vocabulary())]

    assert len("".join(pieces)) == len(word) + 1
    assert all(
        mine in ("?", theirs) for mine, theirs in zip("".join(pieces), f"▁{word}", strict=True)
    )


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_is_taken(text: str) -> None:
    """Unassigned, combining, right-to-left and broken characters all become known numbers."""
    assert set(pieces_of(text, a_vocabulary())) <= {UNKNOWN, *range(10, 17)}


MOST = LONGEST_HEAD + LONGEST_TAIL + 2
"""A character of text gives one piece at most; the opening mark and the gap join them."""

ENDLESS = {
    "five million characters of words": "ein wand " * 555_555,
    "a word without an end": "w" * 200_000,
    "strange characters without an end": "𓀀" * 200_000,
    "accents without an end": "u" + "\u0308" * 200_000,
    "blanks without an end": "ein" + "\n \t" * 1_000_000 + "wand",
    "characters that count as two": "ﬀ" * 200_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_a_text_without_an_end_gives_few_pieces(text: str) -> None:
    """Only head and tail are cut into pieces."""
    assert len(pieces_of(text, a_vocabulary())) <= MOST


def test_of_a_long_text_head_and_tail_are_read() -> None:
    """What stands in the middle has no say, what stands at both ends has."""
    middle = "w" * 50_000

    pieces = pieces_of(f"einwand {middle} wand ein", a_vocabulary())

    assert pieces[:2] == [11, 13]
    assert pieces[-3:] == [10, 13, 11]
