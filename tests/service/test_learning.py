"""`krm train` without files, `krm model`: learn from the officer, and go back (R7, R36)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import pytest

from cases.labels import Label
from cases.mail import Address
from config.load import load
from intake.reading.mail import read_mail
from service.commands.opening import who_asks
from service.learning import LEAST, keep_examples, masked_letter
from store import examples
from store.engine import reading
from store.keys import load_key
from tests.end_to_end.letters import a_letter
from tests.service.command import SECRETS, run_krm
from tests.service.decided import decide_anew, decided_letters, opened
from tests.service.test_erase import access_log
from tests.triage.small import BODIES as QUESTIONS
from tests.triage.small import small_corpora
from triage.learning.from_officer import FROZEN, Learned
from triage.model.folder import ModelFolder

STAYING = (Label.COMPLAINT, Label.PRAISE, Label.OTHER)
NAMES = ("ta", "tb", *FROZEN)


def some(count: int) -> list[Label]:
    """Return so many labels of matters that stay in the house."""
    return list(islice(cycle(STAYING), count))


@pytest.fixture
def corpora(tmp_path: Path) -> list[Path]:
    """Write small files that stand in for the built-in letters."""
    return [_written(tmp_path / f"{name}.jsonl", name) for name in NAMES]


def _written(path: Path, name: str) -> Path:
    records = [
        {"id": each.id, "subject": "", "body": each.body, "labels": each.labels}
        for each in small_corpora(name)[name]
    ]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def order(config: Path, *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command of this office; return exit code, output and complaints."""
    result = run_krm("--config", config, *arguments, environ=SECRETS)
    return result.exit_code, result.stdout, result.stderr


def folder_of(config: Path) -> ModelFolder:
    """Return the office's models."""
    settings = load(config, SECRETS)
    key = load_key(settings.store.key_file).derive("model")
    return ModelFolder(path=Path(settings.triage.models), key=key)


@pytest.fixture
def kept(config: Path, learned: Learned) -> tuple[str, str]:
    """Give the names of two models in the office's folder, neither of them live."""
    folder = folder_of(config)
    for name in ("learned-1", "learned-2"):
        folder.keep(replace(learned.classifier, model_id=name), learned.provenance)
    return "learned-1", "learned-2"


def listed(config: Path) -> Mapping[str, Mapping[str, object]]:
    """Return what `krm model list` tells, by name."""
    code, output, _ = order(config, "model", "list", "--json")
    assert code == 0
    return {record["name"]: record for record in map(json.loads, output.splitlines())}


def test_r36_a_model_learned_from_the_officer_goes_live_and_back(
    config: Path, corpora: list[Path]
) -> None:
    """Learned, compared, live, in the list with its figures; one command goes back."""
    decided_letters(config, [*some(LEAST), Label.OBJECTION])

    code, output, steps = order(config, "train", "--from-decisions", *corpora, "--json")

    assert code == 0, steps
    told = json.loads(output)
    assert told["examples"] == LEAST
    assert (told["compared_with"], told["refused"], told["is_live"]) == ("builtin", [], True)
    assert told["labels"]["objection"] == {"live": 12, "new": 12, "of": 12}
    assert "learning from 20 examples" in steps
    records = listed(config)
    assert [name for name, each in records.items() if each["is_live"]] == [told["name"]]
    assert records[told["name"]]["examples"] == LEAST
    assert records["builtin"]["frozen"] is not None
    back = order(config, "model", "use", "--previous", "--json")
    assert json.loads(back[1]) == {"live": "builtin", "before": told["name"]}
    assert listed(config)["builtin"]["is_live"] is True
    assert (who_asks(), "model_trained", "") in access_log(config)
    assert (who_asks(), "model_used", "builtin") in access_log(config)


def test_a_comparison_can_be_read_and_changes_nothing(config: Path, corpora: list[Path]) -> None:
    """The page says for each label what changed, and how to put the model live."""
    decided_letters(config, some(LEAST))

    code, page, _ = order(config, "train", "--from-decisions", *corpora, "--only-compare")

    assert code == 0
    assert "20 examples beside 120 built-in letters" in page
    assert "objection                  12     12     12" in page
    assert "It may go live: `krm model use learned-" in page
    assert listed(config)["builtin"]["is_live"] is True


def test_a_model_that_loses_stays_beside(config: Path, corpora: list[Path]) -> None:
    """The officer's word here turns questions into praise: `other` is told worse."""
    decided_letters(config, [Label.PRAISE] * LEAST, {Label.PRAISE: QUESTIONS[Label.OTHER]})

    _, output, _ = order(config, "train", "--from-decisions", *corpora, "--json")

    told = json.loads(output)
    assert told["is_live"] is False
    assert any("tells other worse" in reason for reason in told["refused"])
    code, _, complaint = order(config, "model", "use", told["name"])
    assert code == 1
    assert "loses against the built-in model; --anyway takes it" in complaint
    assert order(config, "model", "use", told["name"], "--anyway")[0] == 0


def test_too_little_teaches_nothing(config: Path) -> None:
    """Exit code 1, with what is there and what is needed; no model is kept."""
    decided_letters(config, some(3))

    code, _, complaint = order(config, "train")

    assert code == 1
    assert "the officer's decisions give 3 examples; 20 are needed" in complaint
    assert list(listed(config)) == ["builtin"]


def test_r7_a_letter_decided_anew_as_an_objection_is_gone_from_the_examples(config: Path) -> None:
    """At once, and the model that learned from it says so in the list."""
    first, *_ = decided_letters(config, some(4))
    service = opened(config)
    assert keep_examples(service) == 4
    decide_anew(config, first, Label.OBJECTION)

    with reading(service.engine) as tx:
        left = [each.journal for each in examples.kept(tx, limit=10)]
    assert keep_examples(service) == 0
    service.engine.dispose()

    assert left == [2, 3, 4]


def test_r33_the_list_counts_examples_that_are_gone(config: Path, kept: tuple[str, str]) -> None:
    """These models name journal line 1, which this office never had."""
    records = listed(config)

    assert [records[name]["examples_gone"] for name in kept] == [1, 1]


def test_r33_what_is_kept_holds_neither_names_nor_numbers(config: Path) -> None:
    """The sender, who signs the letter, the official in it, the numbers."""
    decided_letters(config, [Label.COMPLAINT])
    service = opened(config)
    keep_examples(service)
    with reading(service.engine) as tx:
        (example,) = examples.kept(tx, limit=10)
    service.engine.dispose()

    assert example.text == (
        "Guten Tag,\n\nseit Wochen antwortet niemand, Brief 1. Frau [Name] fehlt."
    )


@pytest.mark.parametrize("sender", ["sgg@jobcenter.example", "referat@landtag.example"])
def test_r7_mail_of_the_house_or_an_authority_never_teaches(config: Path, sender: str) -> None:
    """It may speak of what was handed over, though the officer filed it as a plain matter."""
    decided_letters(config, [Label.OTHER], sender=sender)
    service = opened(config, KRM_REPLIES__NEVER_TO='["*@landtag.example"]')

    assert keep_examples(service) == 0
    service.engine.dispose()


def test_a_letter_that_only_points_elsewhere_teaches_nothing() -> None:
    """What decided it stands in the attachment, which is not kept."""
    assert masked_letter(read_mail(a_letter("Siehe Anhang.\n"))) is None


def test_r33_a_letter_is_masked_with_the_names_of_its_mail() -> None:
    """Display name, address, reply address and the name under the letter are known."""
    mail = read_mail(
        a_letter(
            "Hallo, hier ist Sommer, Jana Winter wartet.\n\nMit freundlichen Grüßen\nMai Sommer\n"
        )
    )
    answered = replace(mail, reply_to=(Address(name="Herbst", address="herbst@kunde.example"),))

    assert masked_letter(answered) == (
        "Meine Nachricht",
        "Hallo, hier ist [Name], [Name] [Name] wartet.",
    )


@pytest.mark.parametrize(
    "arguments",
    [("--out", "x.model"), ("--from-decisions", "--out", "x.model"), ("pyproject.toml",)],
    ids=str,
)
def test_what_does_not_go_together_is_a_usage_error(
    config: Path, arguments: tuple[str, ...]
) -> None:
    """Exit code 2, before anything is read."""
    assert order(config, "train", *arguments)[0] == 2


def test_without_the_frozen_letters_there_is_no_comparison(
    config: Path, corpora: list[Path]
) -> None:
    """They are named, exit code 1."""
    decided_letters(config, some(LEAST))

    code, _, complaint = order(config, "train", "--from-decisions", *corpora[:2])

    assert code == 1
    assert "the frozen letters are missing: td, tg, th" in complaint


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "learned-9", "live.json", ""])
def test_a_name_that_is_none_of_ours_is_refused(
    config: Path, kept: tuple[str, str], name: str
) -> None:
    """Nothing is opened, nothing goes live."""
    code, _, complaint = order(config, "model", "use", name)

    assert code in {1, 2}
    assert complaint != ""
    assert listed(config)["builtin"]["is_live"] is True


def test_use_names_both_models(config: Path, kept: tuple[str, str]) -> None:
    """In words; a second use of the same changes nothing."""
    said = [order(config, "model", "use", name)[1] for name in (*kept, "builtin")]

    assert said == [
        "learned-1 is live; before it was builtin.\n",
        "learned-2 is live; before it was learned-1.\n",
        "builtin is live; before it was learned-2.\n",
    ]
    assert order(config, "model", "use", "learned-1", "--previous")[0] == 2
    assert order(config, "model", "use")[0] == 2


def test_the_list_can_be_read(config: Path, kept: tuple[str, str]) -> None:
    """Day and figures; a model that was changed shows its trouble."""
    file = folder_of(config).path / "learned-2.model"
    file.write_bytes(file.read_bytes()[:-1])

    _, table, _ = order(config, "model", "list")

    assert "learned-1" in table
    assert "2026-11-18 13:00" in table
    assert "72 of 72" in table
    assert "damaged" in table


def test_where_the_configuration_names_a_file_nothing_can_be_put_live(
    config: Path, kept: tuple[str, str]
) -> None:
    """The list says which file decides."""
    own = folder_of(config).path / "learned-1.model"
    pinned = {**SECRETS, "KRM_TRIAGE__MODEL": str(own)}

    used = run_krm("--config", config, "model", "use", "learned-2", environ=pinned)
    table = run_krm("--config", config, "model", "list", environ=pinned)

    assert used.exit_code == 1
    assert f'triage.model names {own}; write "builtin" there' in used.stderr
    assert f"triage.model names {own}: that file decides" in table.stdout
