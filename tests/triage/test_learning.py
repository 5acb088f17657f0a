"""Learn from the officer: what examples may turn, and what they never touch (R7, R35, R36)."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from cases.labels import Label, Way
from cases.learning import LEARNABLE
from tests.triage.small import small_corpora, some_letters
from triage.learning.from_officer import (
    FROZEN,
    Example,
    Learned,
    MissingLettersError,
    builtin_corpora,
    learn,
)
from triage.learning.lessons import EXAMPLES, lessons_of
from triage.learning.training import prepare, train_prepared
from triage.model.artefact import save
from triage.text.masking import masked
from triage.text.own_words import own_words

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CORPORA = small_corpora("ta", "tb", *FROZEN)
MARKER = "Grünspechtfeder"


def an_example(number: int, label: Label = Label.COMPLAINT, text: str = "") -> Example:
    """Return an example that says what no built-in letter says."""
    words = text or "Die Kaffeemaschine im Wartezimmer ist schon wieder leer, Seit Wochen"
    return Example(journal=number, subject="", text=words, labels=(label,))


def learned_from(*examples: Example) -> Learned:
    """Learn beside the small corpora."""
    return learn(examples, CORPORA, made_at=NOON, tell=lambda _: None)


@pytest.fixture(scope="module")
def learned() -> Learned:
    """Return what is learned from six complaints that look like questions."""
    text = "Wann haben Sie geöffnet am Tag, ich möchte Papiere bringen, das ist {}"
    return learned_from(*(an_example(number, text=text.format(MARKER)) for number in range(1, 7)))


def test_r36_a_model_names_its_examples_and_what_it_was_measured_on(learned: Learned) -> None:
    """Its name holds the day; both twins were measured on the same frozen letters."""
    origin = learned.provenance

    assert learned.classifier.model_id.startswith("learned-20261122-120000-")
    assert origin.examples == (1, 2, 3, 4, 5, 6)
    assert origin.letters == sum(map(len, CORPORA.values()))
    assert origin.standing.letters == sum(len(CORPORA[name]) for name in FROZEN)
    assert origin.standing.frozen == origin.of_builtin.frozen
    assert set(origin.libraries) == {"python", "scikit-learn", "numpy", "scipy"}


def test_the_officers_word_is_learned(learned: Learned) -> None:
    """A letter like the examples is told as the officer told them, and was not before."""
    asked = [("", "Wann haben Sie geöffnet, ich möchte Papiere bringen")]
    before = learned_from(an_example(1)).classifier.score(asked)[0]
    after = learned.classifier.score(asked)[0]

    assert before.primary[Label.OTHER] > before.primary[Label.COMPLAINT]
    assert after.primary[Label.COMPLAINT] > after.primary[Label.OTHER]


def test_the_same_examples_give_the_same_model() -> None:
    """To the last number of it."""
    one, two = learned_from(an_example(1)), learned_from(an_example(1))

    assert one.classifier.model_id == two.classifier.model_id
    assert np.array_equal(one.classifier.learned.weights, two.classifier.learned.weights)


def test_r5_examples_never_change_how_likely_a_hand_over_is(learned: Learned) -> None:
    """An office hands every objection over, so its examples hold none and must not say so."""
    letters = [(letter.subject, letter.body) for letter in some_letters("neu")]
    ours = [lesson for name in CORPORA for lesson in lessons_of(name, CORPORA[name])]
    without = train_prepared(prepare(ours))

    for before, after in zip(
        without.score(letters), learned.classifier.score(letters), strict=True
    ):
        for way in (Way.SGG, Way.DIRECTOR):
            assert after.ways[way] == pytest.approx(before.ways[way], abs=1e-6)
        for label in set(Label) - LEARNABLE:
            assert after.among[label] == pytest.approx(before.among[label], abs=1e-6)


def test_examples_choose_between_matters_of_the_house_only(learned: Learned) -> None:
    """The weights of their primary labels change, the sum of these weights does not."""
    ours = [lesson for name in CORPORA for lesson in lessons_of(name, CORPORA[name])]
    without = train_prepared(prepare(ours))
    count = len(Label)
    places = [count + place for place, label in enumerate(Label) if label in LEARNABLE]
    change = learned.classifier.learned.weights - without.learned.weights

    assert np.abs(change[:, places]).max() > 0.01
    assert np.abs(change[:, places].sum(axis=1)).max() < 1e-4


def test_r7_no_word_of_an_example_is_in_the_model(learned: Learned, tmp_path: Path) -> None:
    """Only words of the built-in letters are; the search finds those."""
    save(learned.classifier, tmp_path / "m.model", provenance=learned.provenance)
    names = " ".join(learned.classifier.learned.names).lower()

    assert MARKER.lower() not in names
    assert MARKER.lower()[:5] not in names
    assert "widerspreche" in names
    ours = prepare([lesson for name in CORPORA for lesson in lessons_of(name, CORPORA[name])])
    assert learned.classifier.learned.names == ours.names


def test_the_frozen_letters_judge_and_do_not_teach() -> None:
    """With wrong labels in the frozen files alone, both twins get every one of them wrong."""
    twisted = {
        name: [replace(letter, labels=(Label.SUGGESTION,)) for letter in CORPORA[name]]
        if name in FROZEN
        else CORPORA[name]
        for name in CORPORA
    }

    origin = learn([an_example(1)], twisted, made_at=NOON, tell=lambda _: None).provenance

    assert (origin.standing.right, origin.of_builtin.right) == (0, 0)


def test_an_example_that_is_a_built_in_letter_is_left_out() -> None:
    """Somebody sent a sample as mail; the line breaks of the mail do not hide it."""
    letters = builtin_corpora()["tg"][:1]
    corpora = {**CORPORA, "tg": letters}
    text = masked(own_words(letters[0].body).deciding).replace(" ", "\n", 3)
    other = CORPORA["ta"][0].body

    learned = learn(
        [an_example(1, text=text), an_example(2), an_example(3, text=masked(other))],
        corpora,
        made_at=NOON,
        tell=lambda _: None,
    )

    assert learned.provenance.examples == (2,)


def test_without_the_frozen_letters_nothing_is_compared() -> None:
    """They are named."""
    with pytest.raises(MissingLettersError, match="tg, th"):
        learn([an_example(1)], small_corpora("ta", "td"), made_at=NOON, tell=lambda _: None)


def test_the_built_in_letters_hold_the_frozen_files() -> None:
    """None of them has the name under which examples are learned."""
    corpora = builtin_corpora()

    assert set(FROZEN) < set(corpora)
    assert EXAMPLES not in corpora
    assert sum(len(corpora[name]) for name in FROZEN) > 500
