"""How a hand-over is made where mail failed, in words (R7)."""

from collections.abc import Mapping
from types import MappingProxyType

from store.proof_by_hand import BY_HAND

HOW_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "personal": "persönlich",
        "house_post": "mit der Hauspost",
        "letter": "per Post",
        "fax": "per Fax",
        "other_mail": "aus einem anderen Postfach",
    }
)


def made_by_hand(last_answer: str) -> str:
    """Return how a hand-over was made, in words; empty where a mail server took it."""
    what, _, how = last_answer.partition(" ")
    return HOW_WORDS.get(how, how) if what == BY_HAND else ""
