"""A second model compares meanings: where the first is unsure, and only there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from cases.labels import Label
from triage.chain import judge_letter
from triage.encoder.weights import EncoderError
from triage.learning.corpus import LabelledLetter
from triage.learning.training import train
from triage.model.artefact import load, save
from triage.model.classifier import Classifier
from triage.model.kept_vectors import KeptVectors, read_vectors, write_vectors
from triage.model.nearness import encoded_text, nearness, space_of
from triage.model.second_stage import InstalledEncoder, installed, staged
from triage.model.vectors import Floats

SENSES: Mapping[str, int] = {"objects": 0, "thanks": 1, "scolds": 2}
KINDS = {
    "objects": (Label.OBJECTION, "Das Geld stimmt so nicht, rechnen Sie neu, Nummer {}"),
    "thanks": (Label.PRAISE, "Die Dame an der Pforte war ein Engel, Nummer {}"),
    "scolds": (Label.COMPLAINT, "Keiner hebt hier jemals ab, Nummer {}"),
}


@dataclass(slots=True, kw_only=True)
class KnowsThreeSenses:
    """Gives each of three kinds of text its own direction; counts how often it was asked."""

    asked: list[str] = field(default_factory=list)

    def vectors(self, text: str) -> Floats:
        """Return 2 x 8 numbers."""
        self.asked.append(text)
        sense = next((SENSES[name] for name, (_, body) in KINDS.items() if body[:12] in text), 7)
        noise = np.random.default_rng(len(text) + sense).normal(0, 0.1, (2, 8))
        noise[:, sense] += 3.0
        return noise.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Broken:
    """An encoder whose weights cannot be read."""

    def vectors(self, text: str) -> Floats:
        """Refuse."""
        message = f"no weights for {len(text)} characters"
        raise EncoderError(message)


def letters(file: str) -> list[LabelledLetter]:
    """Return a few letters of each kind."""
    return [
        LabelledLetter(
            id=f"{file}-{name}-{number}", subject="", body=body.format(number), labels=(label,)
        )
        for name, (label, body) in KINDS.items()
        for number in range(6)
    ]


@pytest.fixture(scope="module")
def model() -> Classifier:
    """Return both models, trained on three tiny files."""
    return train({name: letters(name) for name in ("a", "b", "c")}, KnowsThreeSenses())


def test_near_meanings_are_nearer_than_far_ones_and_like_ones_nearest() -> None:
    """Six is the nearness of a letter to itself."""
    meanings = np.stack([KnowsThreeSenses().vectors(letter.body) for letter in letters("a")])
    places = space_of(meanings).placed(meanings)
    near = nearness(places, places)

    assert near[0, 0] == pytest.approx(6.0, rel=0.02)
    assert near[0, 1:6].min() > near[0, 6:].max()


def test_a_letter_that_the_first_model_leaves_open_is_read_by_the_second(
    model: Classifier,
) -> None:
    """Too few letters were judged for the first to be sure of anything."""
    encoder = KnowsThreeSenses()
    both = model.followed_by(model.then, encoder)
    text = KINDS["thanks"][1].format(99)

    decision = judge_letter("", text, classifier=both)

    assert encoder.asked == [text]
    assert both.then is not None
    assert decision.model == f"{both.model_id}+{both.then.model_id}"
    assert decision.labels[0] is Label.PRAISE


def test_without_an_encoder_the_first_model_decides_alone(model: Classifier) -> None:
    """As if the second were not there; the same where the settings do not want it."""
    alone = model.followed_by(model.then, None)

    assert alone.then is None
    assert staged(model, wanted=False).then is None


def test_weights_that_cannot_be_read_leave_the_letter_to_the_officer(model: Classifier) -> None:
    """The first model's word stands; mail never waits for the second."""
    text = KINDS["scolds"][1].format(3)
    broken = judge_letter("", text, classifier=model.followed_by(model.then, Broken()))
    alone = judge_letter("", text, classifier=model.followed_by(None, None))

    assert broken == alone
    assert not broken.is_sure


def test_both_models_survive_their_file(model: Classifier, tmp_path: Path) -> None:
    """Places are kept whole, weights in half precision."""
    save(model, tmp_path / "both.model")
    again = load(tmp_path / "both.model")
    text = KINDS["objects"][1].format(5)
    before = judge_letter("", text, classifier=model)
    after = judge_letter("", text, classifier=again.followed_by(again.then, KnowsThreeSenses()))

    assert (before.labels, before.ways) == (after.labels, after.ways)
    assert after.confidence == pytest.approx(before.confidence, abs=0.02)


def test_vectors_are_computed_once_and_kept(tmp_path: Path) -> None:
    """A second reader of the file asks no encoder."""
    file = tmp_path / "vectors.npz"
    first = KeptVectors(encoder=KnowsThreeSenses())
    given = first.vectors("Die Dame an der Pforte")
    write_vectors(first, file)
    asked_again = KnowsThreeSenses()
    second = read_vectors(file, asked_again)

    assert np.array_equal(second.vectors("Die Dame an der Pforte"), given)
    assert asked_again.asked == []
    assert second.unknown(["Die Dame an der Pforte", "anderes"]) == ["anderes"]


def test_the_subject_is_heard_with_the_body() -> None:
    """One sentence before it; nothing where there is none."""
    assert encoded_text("Widerspruch", "siehe unten") == "Widerspruch. siehe unten"
    assert encoded_text(" ", "siehe unten") == "siehe unten"


@pytest.mark.skipif(installed() is None, reason="the extra `vectors` is not installed")
def test_the_installed_encoder_is_read_at_the_first_text_only() -> None:
    """Making one costs nothing; asking it needs the extra."""
    assert InstalledEncoder().vectors("Guten Tag").shape == (4, 384)
