"""The words around what a person writes on a case: interim notice, praise, petition (R13, R22)."""

from collections.abc import Mapping

from correspondence.courtesy_below import courtesy_below
from correspondence.occasion import Occasion, facts_of
from correspondence.wording import UNEDITED, fill, words_of


def interim_message(edited: Mapping[str, str] = UNEDITED) -> str:
    """Return the words that an interim notice proposes; the officer edits them (R13)."""
    return words_of("interim_message", {}, edited=edited).strip()


def interim_text(message: str, occasion: Occasion, *, on_paper: bool = False) -> str:
    """Return an interim notice around a person's words: contact and new day stand in it (R11)."""
    facts = facts_of(occasion) | {"message": message, "on_paper": on_paper}
    german = fill("interim_notice", facts, edited=occasion.edited)
    return german + courtesy_below(occasion, is_delayed=True)


def praise_text(words: str, *, unit: str, writer: str, occasion: Occasion) -> str:
    """Return what a unit's manager reads of a praise; `writer` is empty unless told (R22)."""
    facts = facts_of(occasion) | {"words": words, "unit": unit, "writer": writer}
    return fill("praise", facts, edited=occasion.edited)


def petition_cover(facts: Mapping[str, object], *, edited: Mapping[str, str] = UNEDITED) -> str:
    """Return the words that go with a statement on a petition; a person edits them (R26)."""
    return words_of("petition_cover", facts, edited=edited).strip()
