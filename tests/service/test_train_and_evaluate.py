"""`krm train`, `krm evaluate`: a model from labelled letters, and how good it is."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.service.command import run_krm

WORDS: Mapping[str, tuple[str, ...]] = {
    "objection": ("Gegen den Bescheid lege ich Widerspruch ein.", "Ich widerspreche dem Bescheid."),
    "complaint": ("Seit Wochen antwortet niemand.", "Meine Unterlagen gingen verloren."),
    "praise": ("Vielen Dank für die nette Beratung.", "Sie haben mir sehr gut geholfen."),
    "other": ("Wann haben Sie geöffnet?", "Anbei die Unterlagen."),
}


def a_corpus(path: Path, *, writer: str) -> Path:
    """Write a few labelled letters."""
    letters = [
        {"id": f"{writer}-{label}-{number}", "subject": writer, "body": body, "labels": [label]}
        for label, bodies in WORDS.items()
        for number, body in enumerate(bodies)
    ]
    path.write_text("\n".join(map(json.dumps, letters)), encoding="utf-8")
    return path


@pytest.fixture
def corpora(tmp_path: Path) -> tuple[Path, Path]:
    """Give the letters of two writers."""
    return a_corpus(tmp_path / "a.jsonl", writer="a"), a_corpus(tmp_path / "b.jsonl", writer="b")


def test_a_trained_model_classifies(tmp_path: Path, corpora: tuple[Path, Path]) -> None:
    """The file is its owner's alone, names its origin, and works with `classify --model`."""
    model = tmp_path / "own.model"

    trained = run_krm("train", *corpora, "--out", model)

    assert trained.exit_code == 0, trained.output
    assert "from 16 letters in 2 files" in trained.stdout
    assert model.stat().st_mode & 0o777 == 0o600
    letter = '{"id": 1, "subject": "", "body": "Gegen den Bescheid lege ich Widerspruch ein."}'
    decided = run_krm("classify", "--jsonl", "--model", model, given=letter)
    assert json.loads(decided.stdout)["labels"][0] == "objection"


def test_figures_come_as_a_page_as_json_and_as_files(
    tmp_path: Path, corpora: tuple[Path, Path]
) -> None:
    """The same figures in each form."""
    folder = tmp_path / "figures"

    page = run_krm("evaluate", *corpora, "--out", folder)
    figures = json.loads(run_krm("evaluate", *corpora, "--json").stdout)

    assert page.exit_code == 0, page.output
    assert figures["letters"] == 16
    assert figures["objections"] == 4
    assert json.loads((folder / "evaluation.json").read_text(encoding="utf-8")) == figures
    assert (folder / "evaluation.txt").read_text(encoding="utf-8") == page.stdout


def test_held_out_letters_are_judged_by_models_that_never_saw_them(
    corpora: tuple[Path, Path],
) -> None:
    """Both files are judged; it needs two, and brings its own models."""
    figures = json.loads(run_krm("evaluate", *corpora, "--held-out", "--json").stdout)

    assert figures["letters"] == 16
    assert run_krm("evaluate", corpora[0], "--held-out").exit_code == 2
    assert run_krm("evaluate", *corpora, "--held-out", "--model", "x").exit_code == 2


def test_contrasts_only_teach_and_are_judged_by_nobody(
    corpora: tuple[Path, Path], tmp_path: Path
) -> None:
    """The file is known by its bare name, wherever it lies."""
    contrasts = a_corpus(tmp_path / "contrasts.jsonl", writer="c")

    figures = json.loads(run_krm("evaluate", *corpora, contrasts, "--held-out", "--json").stdout)

    assert figures["letters"] == 16


@pytest.mark.parametrize("order", [("train", "--out", "never.model"), ("evaluate",)])
def test_a_broken_corpus_is_told_with_its_line(tmp_path: Path, order: tuple[str, ...]) -> None:
    """Exit code 1, and no model is written."""
    corpus = a_corpus(tmp_path / "a.jsonl", writer="a")
    corpus.write_text(f"{corpus.read_text(encoding='utf-8')}\n{{}}\n", encoding="utf-8")

    result = run_krm(*order, corpus)

    assert result.exit_code == 1
    assert "a.jsonl, line 9" in result.stderr
    assert not Path("never.model").exists()


@pytest.mark.parametrize("order", [("train",), ("evaluate", "--held-out")])
def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, corpora: tuple[Path, Path], order: tuple[str, ...]
) -> None:
    """Exit code 1, one sentence."""
    (tmp_path / "file").write_text("x")

    result = run_krm(*order, *corpora, "--out", tmp_path / "file" / "below")

    assert result.exit_code == 1
    assert f"{tmp_path}/file/below cannot be written: " in result.stderr


def test_files_to_learn_from_judge_the_others(corpora: tuple[Path, Path]) -> None:
    """One model of the first file judges the second."""
    figures = json.loads(run_krm("evaluate", corpora[1], "--learn", corpora[0], "--json").stdout)

    assert figures["letters"] == 8
    assert run_krm("evaluate", corpora[1], "--learn", corpora[0], "--held-out").exit_code == 2


def test_the_same_figures_draw_the_same_pictures(
    tmp_path: Path, corpora: tuple[Path, Path]
) -> None:
    """Three pictures, byte for byte alike, so that a change of the card is a change of figures."""
    for folder in ("one", "two"):
        run_krm("evaluate", *corpora, "--out", tmp_path / folder)

    for name in ("calibration.svg", "confusion.svg", "coverage.svg"):
        picture = (tmp_path / "one" / name).read_bytes()
        assert picture.startswith(b"<?xml")
        assert picture == (tmp_path / "two" / name).read_bytes()


def test_other_limits_are_judged_without_training_anew(
    tmp_path: Path, corpora: tuple[Path, Path]
) -> None:
    """The page ends with what they cost; a limit that is no share is refused by its name."""
    configuration = tmp_path / "krm.toml"
    configuration.write_text("[triage.limits]\ncost_of_lost_hand_over = 2\n", encoding="utf-8")
    page = run_krm("evaluate", *corpora, "--fast", "--limits", configuration)

    assert page.exit_code == 0, page.output
    assert "for 100 letters: " in page.stdout.splitlines()[-1]

    configuration.write_text("[triage.limits]\nwrong_acts = 3\n", encoding="utf-8")
    refused = run_krm("evaluate", *corpora, "--fast", "--limits", configuration)
    assert refused.exit_code == 1
    assert "wrong_acts" in refused.output


@pytest.mark.parametrize("order", [("train", "--out", "never.model"), ("evaluate",)])
def test_a_corpus_without_letters_is_told(tmp_path: Path, order: tuple[str, ...]) -> None:
    """Nothing can be learned from it, and figures of nothing would look like none lost."""
    (tmp_path / "none.jsonl").write_text("\n", encoding="utf-8")

    result = run_krm(*order, tmp_path / "none.jsonl")

    assert result.exit_code == 1
    assert result.stderr == "Error: none: holds no letter.\n"


def test_a_corpus_named_twice_is_refused(corpora: tuple[Path, Path], tmp_path: Path) -> None:
    """Under whichever names: held out, its letters would be judged by themselves."""
    (tmp_path / "link.jsonl").symlink_to(corpora[0])

    result = run_krm("evaluate", corpora[0], tmp_path / "link.jsonl", "--held-out")

    assert result.exit_code == 1
    assert "is named twice" in result.stderr


def test_where_the_model_cannot_be_written_nothing_is_read_first(tmp_path: Path) -> None:
    """Learning takes minutes; the mistake is told before."""
    (tmp_path / "broken.jsonl").write_text("{", encoding="utf-8")

    result = run_krm("train", tmp_path / "broken.jsonl", "--out", tmp_path / "no" / "own.model")

    assert result.exit_code == 1
    assert result.stderr.endswith("/no/own.model cannot be written: No such file or directory\n")


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        (
            "[triage.limits]\nwrong_acts = nan",
            "triage.limits.wrong_acts: must be less than 1",
        ),
        (
            "[triage.limits]\ncost_of_lost_record = inf",
            "triage.limits.cost_of_lost_record: must be a finite number",
        ),
        (
            "[triage.limits]\nalarm = 0.1",
            "triage.limits.alarm: is no known key; did you mean triage.limits.cost_of_alarm?",
        ),
        ("triage = 1", "triage: must be a section of its own with keys and values"),
        (
            "[triage]\nlimits = [1]",
            "triage.limits: must be a section of its own with keys and values",
        ),
    ],
    ids=["no number", "endless", "unknown", "no section", "no limits"],
)
def test_limits_that_cannot_be_used_are_told_in_our_words(
    tmp_path: Path, corpora: tuple[Path, Path], written: str, mistake: str
) -> None:
    """The key and what to do, as `krm check` says it; no words of the library."""
    configuration = tmp_path / "krm.toml"
    configuration.write_text(written, encoding="utf-8")

    result = run_krm("evaluate", *corpora, "--limits", configuration)

    assert result.exit_code == 1
    assert result.stderr == f"Error: --limits: {configuration}: {mistake}\n"
