"""Letters of like meaning get like vectors, whatever their language."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.encoder.encoder import Encoder, heard_pieces, installed_encoder
from triage.encoder.weights import Weights
from triage.model.vectors import Floats

KNOWN = {
    "English": ("Hello world", [35378, 8999]),
    "German": ("Ich lege Widerspruch ein.", [2484, 15046, 185834, 599, 5]),
    "Russian": ("Жалоба", [102837, 65986]),
    "Turkish": ("itiraz ediyorum", [21024, 5272, 69251]),
    "Arabic": ("شكوى", [72453, 34208]),
    "a sum of money": ("50 €", [836, 2505]),
    "a ligature": ("ﬁnden", [8764]),
    "a mark of the network, typed by somebody": ("</s>", [6, 42946, 7, 2740]),
}
OPENING = [41, 1294, 12]
"""The pieces of `query:`."""


@pytest.mark.parametrize(("text", "expected"), KNOWN.values(), ids=KNOWN)
def test_a_text_is_cut_as_the_network_learned_it(
    weights: Weights, text: str, expected: list[int]
) -> None:
    """Numbers are those of XLM-RoBERTa, whose vocabulary the network has."""
    assert heard_pieces(text, weights.vocabulary) == OPENING + expected


def test_an_endless_letter_is_heard_at_both_ends(weights: Weights) -> None:
    """Of five million characters 318 pieces are heard, the last 80 among them."""
    letter = "Hello " * 800_000 + "Ich lege Widerspruch ein."

    pieces = heard_pieces(letter, weights.vocabulary)

    assert len(pieces) == 318
    assert pieces[:4] == [*OPENING, 35378]
    assert pieces[-5:] == [2484, 15046, 185834, 599, 5]


@pytest.mark.parametrize("word", ["w", "𓀀", "ﷺ", "=", "\u0308"])
def test_an_endless_word_gives_no_more_pieces_than_a_letter(weights: Weights, word: str) -> None:
    """Two hundred thousand characters without a blank are cut like any long text."""
    assert len(heard_pieces(word * 200_000, weights.vocabulary)) <= 318


@settings(max_examples=10, deadline=None)
@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_has_finite_vectors_and_always_the_same(encoder: Encoder, text: str) -> None:
    """Four vectors of 384 numbers, equal to the bit when asked again."""
    vectors = encoder.vectors(text)

    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    assert vectors.tobytes() == encoder.vectors(text).tobytes()


def test_two_threads_hear_the_same(encoder: Encoder) -> None:
    """Letters that come at the same time get the numbers they get alone, to the bit."""
    letters = ["Ich lege Widerspruch ein.", "Danke für die schnelle Hilfe!"] * 2
    alone = [encoder.vectors(letter) for letter in letters]

    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(encoder.vectors, letters))

    assert np.array_equal(alone, together)


LIKE = {
    "German": (
        "Ich bin mit dem Bescheid vom 3. Mai nicht einverstanden.",
        "Gegen Ihre Entscheidung lege ich Widerspruch ein.",
        "Vielen Dank für die nette Beratung am Empfang.",
    ),
    "Turkish": (
        "3 Mayıs tarihli karara itiraz ediyorum.",
        "Kararınızı kabul etmiyorum, yeniden inceleyin.",
        "Danışmadaki güler yüzlü yardım için çok teşekkürler.",
    ),
    "Russian": (
        "Я не согласен с вашим решением от 3 мая.",
        "Подаю возражение против этого решения.",
        "Большое спасибо за доброжелательную консультацию.",
    ),
    "German and Russian": (
        "Wo bleibt mein Geld? Ich warte seit drei Wochen.",
        "Где мои деньги? Я жду уже три недели.",
        "Der Parkplatz vor dem Haus könnte mehr Licht haben.",
    ),
}


@pytest.mark.parametrize(("one", "near", "far"), LIKE.values(), ids=LIKE)
def test_texts_of_like_meaning_are_nearer_than_others(
    encoder: Encoder, one: str, near: str, far: str
) -> None:
    """Measured by the angle of the last layer's means, as the network was trained."""
    first, second, third = (encoder.vectors(text)[3] for text in (one, near, far))

    assert likeness(first, second) > likeness(first, third)


def likeness(one: Floats, other: Floats) -> float:
    """Return the cosine of the angle between two vectors."""
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def test_the_last_layer_is_what_the_packages_own_engine_gives(encoder: Encoder) -> None:
    """Four of its 384 numbers at length one; it rounds to eight bits between the layers."""
    last = encoder.vectors("Ich lege Widerspruch ein.")[3]

    assert (last / np.linalg.norm(last))[:4] == pytest.approx(
        [0.0859, -0.0207, -0.0566, -0.1045], abs=0.002
    )


def test_vectors_stay_what_models_were_trained_on(encoder: Encoder) -> None:
    """The first numbers after layers 6, 8, 10, 12: a change of arithmetic asks for training."""
    assert encoder.vectors("Ich lege Widerspruch ein.")[:, :3] == pytest.approx(
        np.array(
            [
                [0.33477, 0.09264, 0.03903],
                [0.25055, 0.13003, 0.02937],
                [0.26624, -0.07086, -0.11776],
                [0.42209, -0.09900, -0.27811],
            ]
        ),
        abs=1e-4,
    )


@pytest.mark.usefixtures("encoder")
def test_the_installed_encoder_is_read_once() -> None:
    """A second call gives the same one."""
    first = installed_encoder()

    assert first is not None
    assert installed_encoder() is first
