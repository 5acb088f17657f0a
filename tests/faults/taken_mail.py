"""Which mail must still go for which letter, as far as the world outside can tell.

A hand-over holds its letter, and a notice goes to the one who wrote it. A warning names no letter
but a number of the journal: as many journal lines must have been warned of as there are letters
that are suspected, and no other warning to the officer counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.edges.smtp_listener import Delivered
from tests.end_to_end.letters import subject_of, text_of, the_original_in
from tests.end_to_end.office import DIRECTOR, OFFICER, SGG
from tests.faults.letters import Sent

SUSPICION = "Aufgabe: möglicher Widerspruch"
"""So a warning says what waits (R5a)."""


@dataclass(slots=True)
class TakenMail:
    """What a mail server took, each mail looked at once."""

    noticed: set[str] = field(default_factory=set)
    handed: set[tuple[str, bytes]] = field(default_factory=set)
    warned_of: set[str] = field(default_factory=set)
    _looked_at: int = 0

    def look(self, mails: Sequence[Delivered]) -> None:
        """Take note of what came since the last look; of all, if the server forgot."""
        if len(mails) < self._looked_at:
            self.noticed.clear()
            self.handed.clear()
            self.warned_of.clear()
            self._looked_at = 0
        for mail in mails[self._looked_at :]:
            self._note(mail.recipients[0], mail.content)
        self._looked_at = len(mails)

    def missing(self, letters: Iterable[Sent]) -> list[tuple[Sent, str]]:
        """Return each letter and recipient between which no mail went yet."""
        missing, warnings = [], len(self.warned_of)
        for letter in letters:
            for to in letter.recipients:
                if to == OFFICER:
                    warnings -= 1
                    has_gone = warnings >= 0
                elif to == letter.sender:
                    has_gone = to in self.noticed
                else:
                    has_gone = (to, letter.content) in self.handed
                if not has_gone:
                    missing.append((letter, to))
        return missing

    def _note(self, to: str, content: bytes) -> None:
        if to == OFFICER:
            if SUSPICION in text_of(content):
                self.warned_of.add(subject_of(content))
        elif to in {SGG, DIRECTOR}:
            self.handed.add((to, the_original_in(content)))
        else:
            self.noticed.add(to)
