"""The installation's own models on disk, which of them is live, and the way back.

Every model is a file signed with the installation's key. Which one decides stands in `live.json`,
with those before it; without that file the built-in model does. Names come from people: only a
plain name of a file in this very folder is ever opened.
"""

import fcntl
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from triage.model.artefact import ModelError, builtin, load, origin_of, save, write_whole
from triage.model.classifier import Classifier
from triage.model.provenance import Provenance

BUILTIN = "builtin"
KEPT = 10
"""Models that stay on disk besides the live one and the one before it."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,7}", re.ASCII)
_LONGEST_NAME = 80
_REMEMBERED = 50
_UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading the memory raises when it holds something else."""


class UnknownModelError(Exception):
    """There is no model of this name, or none before the live one; the message says what to do."""


class TrainingError(Exception):
    """Another training is at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptModel:
    """A model in the folder; `trouble` says why it cannot be used, empty where it can."""

    name: str
    provenance: Provenance | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Since when a model is live."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """A folder of models and the key that signs them."""

    path: Path
    key: bytes = field(repr=False)

    def every(self) -> tuple[KeptModel, ...]:
        """Return the models in the folder by name, which begins with the day; the oldest first."""
        found = sorted(self.path.glob("*.model")) if self.path.is_dir() else []
        return tuple(self._kept(path.stem) for path in found if _is_name(path.stem))

    def load(self, name: str) -> Classifier:
        """Return the model of this name; `ModelError` where it is not ours or not whole."""
        if name == BUILTIN:
            return builtin()
        classifier = load(self._file(name), self.key)
        if classifier.model_id != name:
            message = f"{self._file(name)}: holds the model {classifier.model_id}; rename it so"
            raise ModelError(message)
        return classifier

    def keep(self, classifier: Classifier, provenance: Provenance) -> str:
        """Write a model under its own id and return that name; old ones go. It is not live yet."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        save(classifier, self._file(classifier.model_id), self.key, provenance=provenance)
        self._forget_oldest(classifier.model_id)
        return classifier.model_id

    def state(self) -> tuple[tuple[str, int, int], ...]:
        """Return what changes when a model is put live, or any model's file changes."""
        found = (self._memory, *sorted(self.path.glob("*.model")))
        return tuple(filter(None, map(_trace, found)))

    def live(self) -> Use | None:
        """Return what was put live last; None where nothing ever was: then the built-in is live.

        `ModelError` where the folder's memory of it is damaged.
        """
        uses = self._uses()
        return uses[-1] if uses else None

    def previous(self) -> str:
        """Return what was live before; `UnknownModelError` where nothing was."""
        uses = self._uses()
        if not uses:
            message = "no model was ever put live here: the built-in one decides"
            raise UnknownModelError(message)
        return uses[-2].name if len(uses) > 1 else BUILTIN

    def use(self, name: str, *, at: datetime) -> None:
        """Put a model live, if it can be used; every process takes it up at its next message."""
        if name != BUILTIN and not self._file(name).is_file():
            message = f"there is no model {name}; `krm model list` names them"
            raise UnknownModelError(message)
        self.load(name)
        with self._alone("live.lock", waits=True):
            try:
                earlier = self._uses()
            except ModelError:
                earlier = ()  # using a model is the way out of a damaged memory
            if earlier and earlier[-1].name == name:
                return
            uses = (*earlier, Use(name=name, at=at))[-_REMEMBERED:]
            records = [{"name": use.name, "at": use.at.isoformat()} for use in uses]
            write_whole(self._memory, json.dumps(records, indent=1).encode())

    @contextmanager
    def training(self) -> Iterator[None]:
        """Keep other trainings out; a killed one leaves nothing that stands in the way."""
        try:
            with self._alone("training.lock", waits=False):
                for left_over in self.path.glob("*.model.part"):
                    left_over.unlink()
                yield
        except BlockingIOError:
            message = "another training is at work in this folder; wait for its end"
            raise TrainingError(message) from None

    @contextmanager
    def _alone(self, name: str, *, waits: bool) -> Iterator[None]:
        """Hold a lock that the system takes back when this process ends, however it ends."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self.path / name, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
            yield
        finally:
            os.close(lock)

    @property
    def _memory(self) -> Path:
        return self.path / "live.json"

    def _file(self, name: str) -> Path:
        if not _is_name(name):
            message = f"{name!r} is no name of a model; `krm model list` names them"
            raise UnknownModelError(message)
        return self.path / f"{name}.model"

    def _kept(self, name: str) -> KeptModel:
        try:
            return KeptModel(name=name, provenance=origin_of(self._file(name), self.key))
        except ModelError as error:
            return KeptModel(name=name, trouble=str(error))

    def _uses(self) -> Sequence[Use]:
        try:
            records = json.loads(self._memory.read_bytes())
            return tuple(_use(record) for record in records)
        except FileNotFoundError:
            return ()
        except _UNREADABLE as error:
            message = f"{self._memory} is damaged; `krm model use NAME` writes it anew"
            raise ModelError(message) from error

    def _forget_oldest(self, newest: str) -> None:
        """Delete models beyond `KEPT`; none that is live, was live just before, or is new."""
        try:
            needed = {use.name for use in self._uses()[-2:]} | {newest}
        except ModelError:
            return
        others = [model.name for model in self.every() if model.name not in needed]
        for name in others[: max(0, len(others) - KEPT)]:
            self._file(name).unlink(missing_ok=True)


def _trace(path: Path) -> tuple[str, int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return path.name, facts.st_mtime_ns, facts.st_size


def _is_name(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and name != BUILTIN and bool(_NAME.fullmatch(name))


def _use(record: dict[str, str]) -> Use:
    name = record["name"]
    if name != BUILTIN and not _is_name(name):
        message = "no name of a model"
        raise ValueError(message)
    return Use(name=name, at=datetime.fromisoformat(record["at"]))
