"""Where a reason comes from, in words for an office."""

import pytest

from desk.words.reasons import origin_of


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("objection.demands_review", "Regel objection.demands_review"),
        ("model.praise", "so gelernt aus entschiedenen Beispielen"),
        ("model", "so gelernt aus entschiedenen Beispielen"),
        ("attachment.letter", "aus dem Anhang"),
        ("machine: Auto-Submitted: auto-replied", "Zeichen eines Programms"),
    ],
)
def test_r36_a_reason_names_where_it_comes_from(source: str, words: str) -> None:
    """A rule by its name, by which the model card lists it; all else in plain words."""
    assert origin_of(source) == words
