"""Corpus, training, model file and measures."""

import json
from pathlib import Path

import pytest

from cases.decision import DecidedBy, Decision, Verdict
from cases.labels import Label, Way
from triage.chain import judge_letter
from triage.learning.corpus import CorpusError, LabelledLetter, read_corpus
from triage.learning.training import train
from triage.limits import Limits
from triage.measuring.cross_validation import judged_by_others
from triage.measuring.evaluation import evaluate, evaluate_outcomes
from triage.measuring.evaluation_page import page_of
from triage.measuring.outcomes import Outcome
from triage.model.artefact import ModelError, load, save, write_whole
from triage.model.classifier import Classifier

BODIES = {
    Label.OBJECTION: "Der Bescheid ist falsch, ich widerspreche, bitte neu berechnen Nummer {}",
    Label.PRAISE: "Vielen herzlichen Dank für die freundliche Hilfe am Tag {}",
    Label.COMPLAINT: "Seit {} Wochen antwortet niemand, eine Frechheit ist das",
}


def a_corpus(name: str, letters: int = 6) -> list[LabelledLetter]:
    """Return a small corpus of three clear kinds."""
    return [
        LabelledLetter(
            id=f"{name}-{label}-{number}",
            subject="",
            body=body.format(f"{name}{number}"),
            labels=(label,),
        )
        for label, body in BODIES.items()
        for number in range(letters)
    ]


@pytest.fixture(scope="module")
def small_model() -> Classifier:
    """Return a model trained on three tiny files."""
    return train({name: a_corpus(name) for name in ("eins", "zwei", "drei")})


@pytest.mark.parametrize(("label", "body"), BODIES.items())
def test_a_trained_model_tells_what_it_learned(
    label: Label, body: str, small_model: Classifier
) -> None:
    """A new letter of each kind gets its label."""
    scores = small_model.score([("", body.format("neu"))])[0]

    assert max(scores.primary, key=lambda known: scores.primary[known]) is label


def test_the_same_corpus_gives_the_same_file(small_model: Classifier, tmp_path: Path) -> None:
    """`make model` is reproducible."""
    again = train({name: a_corpus(name) for name in ("eins", "zwei", "drei")})
    save(small_model, tmp_path / "a.model")
    save(again, tmp_path / "b.model")

    assert (tmp_path / "a.model").read_bytes() == (tmp_path / "b.model").read_bytes()


def test_a_saved_model_decides_as_before(small_model: Classifier, tmp_path: Path) -> None:
    """Ways and labels survive the file; weights are rounded to half precision."""
    save(small_model, tmp_path / "m.model")
    text = BODIES[Label.PRAISE].format("x")
    before = judge_letter("", text, classifier=small_model)
    after = judge_letter("", text, classifier=load(tmp_path / "m.model"))

    assert (before.labels, before.ways) == (after.labels, after.ways)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no model", b"krm-model-signed\nshort"])
def test_what_is_no_model_is_refused(content: bytes, tmp_path: Path) -> None:
    """With a word on what to do."""
    (tmp_path / "bad.model").write_bytes(content)

    with pytest.raises(ModelError, match="krm train"):
        load(tmp_path / "bad.model")


def test_a_damaged_model_is_refused(small_model: Classifier, tmp_path: Path) -> None:
    """One byte in the middle is enough."""
    save(small_model, tmp_path / "m.model")
    content = bytearray((tmp_path / "m.model").read_bytes())
    content[len(content) // 2] ^= 255
    (tmp_path / "m.model").write_bytes(bytes(content))

    with pytest.raises(ModelError):
        load(tmp_path / "m.model")


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    """The message holds the path."""
    with pytest.raises(ModelError, match="nowhere"):
        load(tmp_path / "nowhere.model")


def test_with_a_key_only_the_signed_model_is_taken(small_model: Classifier, tmp_path: Path) -> None:
    """A file that somebody swapped is refused."""
    save(small_model, tmp_path / "signed.model", key=b"secret")
    save(small_model, tmp_path / "plain.model")

    assert load(tmp_path / "signed.model", key=b"secret").model_id == small_model.model_id
    for name, key in (("signed.model", b"other"), ("plain.model", b"secret")):
        with pytest.raises(ModelError, match=r"sign"):
            load(tmp_path / name, key=key)


def test_a_corpus_line_without_labels_is_named(tmp_path: Path) -> None:
    """File and line stand in the message."""
    record = {"id": "1", "subject": "", "body": "x", "labels": []}
    (tmp_path / "c.jsonl").write_text("\n" + json.dumps(record), encoding="utf-8")

    with pytest.raises(CorpusError, match=r"c\.jsonl, line 2"):
        read_corpus(tmp_path / "c.jsonl")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (b'{"id": "x", "subject": "\xfc"}', "is not written in UTF-8"),
        (b'{"id": "x", "subject": "", "body": "\\ud800", "labels": ["other"]}', "UTF-8"),
        (b'{"id": "x", "subject": "", "body": null, "labels": ["other"]}', "body is no text"),
        (b"[" * 100_000, "RecursionError"),
    ],
    ids=["latin-1", "half a character", "no body", "too deep"],
)
def test_a_corpus_line_that_is_no_text_is_named(line: bytes, wrong: str, tmp_path: Path) -> None:
    """File, line and what is wrong; a byte order mark before the good line is none of it."""
    good = '\ufeff{"id": "x", "subject": "", "body": "", "labels": ["other"]}\n'
    (tmp_path / "wrong.jsonl").write_bytes(good.encode() + line)

    with pytest.raises(CorpusError, match=rf"wrong\.jsonl, line 2: .*{wrong}"):
        read_corpus(tmp_path / "wrong.jsonl")


def test_what_cannot_be_written_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """No half file stays where a person would find it."""
    (tmp_path / "own.model").mkdir()

    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "own.model", b"whole")

    assert [path.name for path in tmp_path.iterdir()] == ["own.model"]


def test_the_own_corpus_is_readable() -> None:
    """Nine files; every deciding phrase really stands in its letter."""
    folder = Path(__file__).parents[2] / "triage" / "corpus"
    letters = [letter for path in sorted(folder.glob("*.jsonl")) for letter in read_corpus(path)]

    assert len(letters) > 1500
    assert all(
        phrase in letter.body or phrase in letter.subject
        for letter in letters
        for phrase in letter.concerns
    )


def a_decision(label: Label, **ways: Verdict) -> Decision:
    """Return a decision with this label and these ways."""
    return Decision(
        labels=(label,),
        ways={Way(name): verdict for name, verdict in ways.items()},
        decided_by=DecidedBy.MODEL,
    )


def test_a_lost_objection_is_counted() -> None:
    """Sure of something else, and not even asked."""
    letter = LabelledLetter(id="x", subject="", body="b", labels=(Label.OBJECTION,))
    figures = evaluate([letter], lambda _s, _b: a_decision(Label.OTHER))

    assert figures.lost_objections == ("x",)
    assert figures.wrong_automatic_ids == ("x",)
    assert figures.decided_alone.hits == 1


def test_a_wrong_hand_over_is_counted_and_an_acceptable_one_is_not() -> None:
    """What a careful officer could also choose is right."""
    strict = LabelledLetter(id="x", subject="", body="b", labels=(Label.COMPLAINT,))
    lenient = LabelledLetter(
        id="y",
        subject="",
        body="b",
        labels=(Label.COMPLAINT,),
        acceptable=(Label.OBJECTION,),
    )
    decision = a_decision(Label.OBJECTION, sgg=Verdict.DO)
    figures = evaluate_outcomes([Outcome(letter=letter, decision=decision)
                                 for letter in (strict, lenient)])  # fmt: skip

    assert figures.wrong_hand_over_ids == ("x",)
    assert figures.wrong_hand_overs.of == 2


def test_a_second_duty_that_nobody_asks_about_is_counted() -> None:
    """R8: every label takes its way."""
    letter = LabelledLetter(
        id="x", subject="", body="b", labels=(Label.OBJECTION, Label.SUPERVISORY_COMPLAINT)
    )
    figures = evaluate([letter], lambda _s, _b: a_decision(Label.OBJECTION, sgg=Verdict.DO))

    assert figures.unmet_duties == ("x",)
    assert figures.lost_supervisory == ("x",)


def test_the_figures_can_be_read_and_parsed() -> None:
    """As a page and as JSON."""
    letter = LabelledLetter(id="x", subject="", body="b", labels=(Label.PRAISE,))
    figures = evaluate([letter], lambda _s, _b: a_decision(Label.PRAISE, register=Verdict.DO))

    assert "objections and court actions lost 0 of 0" in page_of(figures)
    assert json.loads(figures.as_json())["right"]["hits"] == 1


def test_every_file_is_judged_by_a_model_of_the_others() -> None:
    """Three tiny files of the same kinds: each is told by what the other two teach."""
    corpora = {name: a_corpus(name) for name in ("eins", "zwei", "drei", "contrasts")}

    outcomes = dict(judged_by_others(corpora, limits=Limits()))

    assert list(outcomes) == ["eins", "zwei", "drei"]
    assert all(outcome.is_right for found in outcomes.values() for outcome in found)
