"""What an office of the tests keeps outside its database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Engine

from intake.edited_texts import EditedTexts


@dataclass
class Memory:
    """What an office knows beside its database: its numbers so far, and its texts."""

    engine: Engine
    _given: Counter[str] = field(default_factory=Counter)
    _texts: EditedTexts = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.begins_anew()

    def begins_anew(self) -> None:
        """Forget all of it."""
        self._given.clear()
        self._texts = EditedTexts(self.engine)

    def next(self, kind: str) -> int:
        """Give the next number of a kind."""
        self._given[kind] += 1
        return self._given[kind]

    def edited(self) -> Mapping[str, str]:
        """Return the office's own texts."""
        return self._texts()
