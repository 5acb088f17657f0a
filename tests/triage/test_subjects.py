"""Answers and forwards are known by the prefixes that programs write (R9, R9a)."""

import pytest

from triage.text.subjects import is_answer, is_forward

ANSWERS = (
    *("Re: Bescheid", "AW: Bescheid", "Antwort: Bescheid", "Antw.: Bescheid", "SV: Bescheid"),
    *("RE[2]: Bescheid", "AW (3): Bescheid", "Re : Bescheid", "[EXTERN] AW: Bescheid"),
    *("Odp: Bescheid", "YNT: Bescheid", "Ответ: Bescheid", "Відповідь: Bescheid", "回复：Bescheid"),
)  # fmt: skip
FORWARDS = (
    *("WG: Bescheid", "Fwd: Bescheid", "FW: Bescheid", "TR: Bescheid", "RV: Bescheid"),
    *("AW: WG: Bescheid", "Re: Re: Fwd: Bescheid", "[EXTERN] WG: AW: Bescheid", "İLT: Bescheid"),
    *("PD: Bescheid", "VB: Bescheid", "Doorst: Bescheid", "转发：Bescheid"),
)  # fmt: skip
NEITHER = ("Bescheid", "Rechnung: offen", "Wegen: Miete", "Anwalt: Schreiben", "Retour: Brief", "")


@pytest.mark.parametrize("subject", ANSWERS)
def test_r9_an_answer_is_known_in_the_tongues_that_programs_speak(subject: str) -> None:
    """Counted answers and words of a gateway in front do not hide it."""
    assert is_answer(subject)
    assert not is_forward(subject)


@pytest.mark.parametrize("subject", FORWARDS)
def test_r9a_a_forward_is_known_below_answers_too(subject: str) -> None:
    """A colleague answers what another has passed on."""
    assert is_forward(subject)


@pytest.mark.parametrize("subject", NEITHER)
def test_words_that_only_begin_like_a_prefix_are_none(subject: str) -> None:
    """Ordinary subjects with a colon."""
    assert not is_answer(subject)
    assert not is_forward(subject)
