"""Models on disk: signed, whole, chosen by name, and the way back (R36)."""

import hashlib
import json
import multiprocessing
import os
import stat
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from cases.labels import Label
from tests.triage.small import small_corpora
from triage.learning.training import train
from triage.measuring.standing import Standing, Told
from triage.model import artefact
from triage.model.artefact import ModelError, load, origin_of, save
from triage.model.classifier import Classifier
from triage.model.folder import BUILTIN, KEPT, ModelFolder, TrainingError, UnknownModelError
from triage.model.parts import FORMAT
from triage.model.provenance import Provenance

KEY = bytes(range(32))
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KIND = len(b"krm-model signed\n")


@pytest.fixture(scope="module")
def trained() -> Classifier:
    """Return a model of three tiny files."""
    return train(small_corpora("eins", "zwei", "drei"))


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    """Return a folder that is not there yet."""
    return ModelFolder(path=tmp_path / "models", key=KEY)


def a_provenance(at: datetime = NOON) -> Provenance:
    """Return where a model of two examples comes from."""
    standing = Standing(
        frozen="0123",
        letters=2,
        told=tuple(Told(label=label, right=1, of=2) for label in Label),
        lost=("td-1",),
        wrong_hand_overs=(),
        wrong_acts=("tg-2",),
        decided_alone=1,
    )
    return Provenance(
        made_at=at,
        examples=(3, 17),
        letters=2285,
        standing=standing,
        of_builtin=replace(standing, lost=()),
        libraries={"numpy": "2.0"},
    )


def kept(folder: ModelFolder, trained: Classifier, name: str = "learned-1") -> Path:
    """Keep the model under a name and return its file."""
    folder.keep(replace(trained, model_id=name), a_provenance())
    return folder.path / f"{name}.model"


def test_r36_a_kept_model_decides_as_before_and_tells_where_it_comes_from(
    folder: ModelFolder, trained: Classifier
) -> None:
    """Day, examples, figures and libraries stand in the file; it is its owner's alone."""
    file = kept(folder, trained)
    again = folder.load("learned-1")

    assert again.model_id == "learned-1"
    assert origin_of(file, KEY) == a_provenance()
    assert [each.name for each in folder.every()] == ["learned-1"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def changed_content(written: bytes) -> bytes:
    """Change one byte in the middle."""
    middle = len(written) // 2
    return written[:middle] + bytes([written[middle] ^ 1]) + written[middle + 1 :]


def rehashed(written: bytes) -> bytes:
    """Change the content and make its hash right, as whoever has no key can."""
    content = changed_content(written[KIND + 64 :])
    return (
        written[:KIND] + hashlib.sha256(content).digest() + written[KIND + 32 : KIND + 64] + content
    )


def unsigned(written: bytes) -> bytes:
    """Give it out as a model that needs no signature."""
    return b"krm-model plain \n" + written[KIND : KIND + 32] + written[KIND + 64 :]


ATTACKS: dict[str, Callable[[bytes], bytes]] = {
    "one byte changed": changed_content,
    "changed and hashed anew": rehashed,
    "signature taken off": unsigned,
    "half written": lambda written: written[: len(written) // 2],
    "head only": lambda written: written[:KIND],
    "empty": lambda _: b"",
    "something else": lambda _: b"PK\x03\x04 no model",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_model_that_somebody_changed_is_refused(
    folder: ModelFolder, trained: Classifier, attack: Callable[[bytes], bytes]
) -> None:
    """It cannot be loaded nor put live; the list names it with its trouble."""
    file = kept(folder, trained)
    file.write_bytes(attack(file.read_bytes()))

    with pytest.raises(ModelError, match="krm train"):
        folder.load("learned-1")
    with pytest.raises(ModelError):
        folder.use("learned-1", at=NOON)
    assert folder.live() is None
    assert folder.every()[0].trouble != ""


def test_a_model_signed_with_another_key_is_refused(
    folder: ModelFolder, trained: Classifier
) -> None:
    """As one from another office is."""
    file = kept(folder, trained)
    save(replace(trained, model_id="learned-1"), file, b"another key" * 3)

    with pytest.raises(ModelError, match="key of this installation"):
        folder.load("learned-1")


def test_a_renamed_model_is_refused(folder: ModelFolder, trained: Classifier) -> None:
    """Else decisions would note a name that the list does not know."""
    kept(folder, trained).rename(folder.path / "learned-2.model")

    with pytest.raises(ModelError, match="holds the model learned-1"):
        folder.load("learned-2")


def with_head(written: bytes, **changes: object) -> bytes:
    """Return a plain model with another head."""
    with zipfile.ZipFile(BytesIO(written[KIND + 32 :])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head = {**json.loads(parts["head.json"]), **changes}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in {**parts, "head.json": json.dumps(head).encode()}.items():
            archive.writestr(name, part)
    content = packed.getvalue()
    return b"krm-model plain \n" + hashlib.sha256(content).digest() + content


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"format": FORMAT + 1}, "of a later release"),
        ({"format": FORMAT - 1}, "of an earlier release"),
        ({"format": "x"}, "no model"),
        ({"labels": ["complaint"]}, "other labels"),
        ({"names": ["w:ein"]}, "do not fit together"),
    ],
)
def test_a_model_of_another_release_is_refused(
    tmp_path: Path, trained: Classifier, changes: dict[str, object], says: str
) -> None:
    """In a sentence that says what to do."""
    file = tmp_path / "m.model"
    save(trained, file)
    file.write_bytes(with_head(file.read_bytes(), **changes))

    with pytest.raises(ModelError, match=f"{says}.*krm train"):
        load(file)


def test_a_model_that_would_fill_the_memory_is_refused(
    tmp_path: Path, trained: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What its parts claim to be is asked before they are unpacked."""
    save(trained, tmp_path / "m.model")
    monkeypatch.setattr(artefact, "_LARGEST", 1000)

    with pytest.raises(ModelError, match="no model"):
        load(tmp_path / "m.model")


NO_NAMES = (
    *("../../x", "..", ".", "", "/etc/passwd", "a/b", "a\\b", "a\x00b", "a.model", "live.json"),
    *("A", "ä", "-x", "x" * 81, "a\n", " a", "~", "$HOME", "a--b"),
)


@pytest.mark.parametrize("name", NO_NAMES)
def test_only_a_plain_name_is_ever_opened(
    folder: ModelFolder, trained: Classifier, tmp_path: Path, name: str
) -> None:
    """Even where a good model lies at that path."""
    kept(folder, trained)
    save(replace(trained, model_id="x"), tmp_path / "x.model", KEY)

    for attempt in (lambda: folder.load(name), lambda: folder.use(name, at=NOON)):
        with pytest.raises(UnknownModelError, match="krm model list"):
            attempt()


def test_an_unknown_name_is_told(folder: ModelFolder) -> None:
    """The folder need not exist."""
    with pytest.raises(UnknownModelError, match="krm model list"):
        folder.use("learned-9", at=NOON)


def test_one_step_leads_back_to_the_model_before(folder: ModelFolder, trained: Classifier) -> None:
    """From the first to the built-in one, from the second to the first, and forth again."""
    kept(folder, trained, "learned-1")
    kept(folder, trained, "learned-2")
    with pytest.raises(UnknownModelError, match="built-in"):
        folder.previous()

    folder.use("learned-1", at=NOON)
    assert folder.previous() == BUILTIN
    folder.use("learned-2", at=NOON + timedelta(hours=1))
    folder.use("learned-2", at=NOON + timedelta(hours=2))
    assert folder.previous() == "learned-1"
    folder.use(folder.previous(), at=NOON + timedelta(hours=3))

    live = folder.live()
    assert live is not None
    assert (live.name, live.at) == ("learned-1", NOON + timedelta(hours=3))
    assert folder.previous() == "learned-2"


@pytest.mark.parametrize(
    "memory",
    [b"", b"[", b"{}x", b"[1]", b'[{"name": "../x", "at": "2026-11-22"}]', b"[" * 100_000],
    ids=["empty", "cut off", "more behind", "no use", "no name", "too deep"],
)
def test_a_damaged_memory_is_told_and_mended_by_use(
    folder: ModelFolder, trained: Classifier, memory: bytes
) -> None:
    """Nothing is guessed from it."""
    kept(folder, trained)
    (folder.path / "live.json").write_bytes(memory)

    with pytest.raises(ModelError, match="krm model use"):
        folder.live()
    folder.use("learned-1", at=NOON)
    assert folder.live() is not None


def test_what_cannot_be_written_leaves_what_was_there(
    folder: ModelFolder, trained: Classifier
) -> None:
    """A full disk shows as a failed write of the new file; the old one stays whole."""
    file = kept(folder, trained)
    before = file.read_bytes()
    file.with_name(file.name + ".part").mkdir()

    with pytest.raises(OSError, match="directory"):
        kept(folder, trained)

    assert file.read_bytes() == before


def test_old_models_go_but_not_the_live_one_nor_the_one_before(
    folder: ModelFolder, trained: Classifier
) -> None:
    """Ten besides those stay; the oldest go first."""
    kept(folder, trained, "learned-00")
    kept(folder, trained, "learned-01")
    folder.use("learned-00", at=NOON)
    folder.use("learned-01", at=NOON)
    for number in range(2, 15):
        kept(folder, trained, f"learned-{number:02}")

    names = [each.name for each in folder.every()]

    assert KEPT == 10
    assert names[:2] == ["learned-00", "learned-01"]
    assert names[2:] == [f"learned-{number:02}" for number in range(4, 15)]


def train_and_wait(folder: ModelFolder, at_work: Event) -> None:
    """Hold the training's lock, with a file half written, until killed."""
    with folder.training():
        (folder.path / "learned-9.model.part").write_bytes(b"half")
        at_work.set()
        time.sleep(120)


def test_two_trainings_at_once_and_one_that_was_killed(folder: ModelFolder) -> None:
    """The second is told; after a kill the next one works, and sweeps what lay half written."""
    context = multiprocessing.get_context("spawn")
    at_work = context.Event()
    other = context.Process(target=train_and_wait, args=(folder, at_work), daemon=True)
    other.start()
    assert at_work.wait(60)

    with pytest.raises(TrainingError, match="another training"), folder.training():
        pass
    assert other.pid is not None
    os.kill(other.pid, 9)
    other.join()

    with folder.training():
        assert not (folder.path / "learned-9.model.part").exists()
    assert folder.every() == ()
