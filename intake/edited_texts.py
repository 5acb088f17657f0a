"""The office's own texts, as they are in force: read again only after a change (R23)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Engine

from correspondence.wording import UNEDITED
from store import template_versions
from store.engine import reading


@dataclass(slots=True)
class EditedTexts:
    """Gives the changed texts by name; the same until somebody saves another."""

    engine: Engine
    _known: tuple[int, Mapping[str, str]] = field(default=(0, UNEDITED))

    def __call__(self) -> Mapping[str, str]:
        """Return the texts in force."""
        with reading(self.engine) as tx:
            count, (known_count, texts) = template_versions.count(tx), self._known
            if count != known_count:
                texts = template_versions.in_force(tx)
                self._known = count, texts
        return texts
