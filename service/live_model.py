"""Which model decides now: the configured file, the one put live here, or the built-in one."""

import logging
from dataclasses import dataclass, field
from pathlib import Path

from config.settings import Settings
from store.keys import Keys
from triage.limits import Limits
from triage.model.artefact import ModelError, builtin, load
from triage.model.classifier import Classifier
from triage.model.folder import BUILTIN, ModelFolder, UnknownModelError
from triage.model.second_stage import staged

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class LiveModel:
    """Gives the model that decides, and looks each time whether another one was put live.

    A model of this installation that cannot be used (damaged, not signed by our key, of another
    release) never decides: the built-in one takes its place, since mail must not wait for it, and
    `trouble` says why. A file that the configuration names is the operator's own word: it is used
    or refused (`ModelError`).
    """

    configured: str
    folder: ModelFolder
    limits: Limits = field(default_factory=Limits)
    second_model: bool = True
    trouble: str = ""
    _seen: object = field(default=None, repr=False)
    _model: Classifier | None = field(default=None, repr=False)
    _told: str | None = None

    @property
    def is_pinned(self) -> bool:
        """Whether the configuration names a file, so that none can be put live."""
        return self.configured != BUILTIN

    def __call__(self) -> Classifier:
        """Return the model that decides now."""
        state = None if self.is_pinned else self.folder.state()
        if self._model is None or state != self._seen:
            model = load(Path(self.configured)) if self.is_pinned else self._put_live()
            self._model = staged(model, wanted=self.second_model).under(self.limits)
            self._seen = state
        return self._model

    def has_news(self) -> bool:
        """Say whether `trouble` has changed since this was asked last; the first time it has."""
        has_changed = self.trouble != self._told
        self._told = self.trouble
        return has_changed

    def _put_live(self) -> Classifier:
        try:
            live = self.folder.live()
            model = self.folder.load(live.name if live else BUILTIN)
        except (ModelError, UnknownModelError) as error:
            self.trouble = f"{error}. The built-in model decides."
            log.exception("model refused", extra={"kind": type(error).__name__})
            return builtin()
        self.trouble = ""
        return model


def live_model(settings: Settings, keys: Keys) -> LiveModel:
    """Return the models of an installation; nothing is read yet."""
    folder = ModelFolder(path=Path(settings.triage.models), key=keys.derive("model"))
    triage = settings.triage
    return LiveModel(
        configured=triage.model,
        folder=folder,
        limits=triage.limits,
        second_model=triage.second_model,
    )
