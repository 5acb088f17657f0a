"""The sample mails and what each of them must lead to."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cases.decision import Verdict
from cases.labels import Label, Way

BUILT_IN = Path(__file__).parent / "mails"
PLACEHOLDER = re.compile(rb"\{\{(ACKNOWLEDGEMENT_OF|HAND_OVER_OF):([\w-]+)\}\}")


class SampleError(Exception):
    """A sample cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One mail and its expectation."""

    name: str
    content: bytes = field(repr=False)
    labels: tuple[Label, ...]
    ways: Mapping[Way, Verdict]
    is_answered: bool

    @property
    def answers(self) -> frozenset[tuple[str, str]]:
        """The letters of ours that this one answers: which kind, about which sample."""
        found = PLACEHOLDER.findall(self.content)
        return frozenset((what.decode(), name.decode()) for what, name in found)

    def filled_in(self, message_ids: Mapping[tuple[str, str], bytes]) -> bytes:
        """Return the mail with the Message-IDs of the letters that it answers."""
        return PLACEHOLDER.sub(
            lambda match: message_ids[match[1].decode(), match[2].decode()], self.content
        )


def load_samples(folder: Path) -> tuple[Sample, ...]:
    """Read every `NAME.eml` with its `NAME.expected.json`; SampleError says what is wrong."""
    mails = sorted(folder.glob("*.eml"))
    if not mails:
        message = f"{folder}: no NAME.eml there"
        raise SampleError(message)
    return tuple(_load(mail) for mail in mails)


def _load(mail: Path) -> Sample:
    expectation = mail.with_suffix(".expected.json")
    try:
        expected = json.loads(expectation.read_text(encoding="utf-8"))
        return Sample(
            name=mail.stem,
            content=mail.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
            labels=tuple(Label(label) for label in expected["labels"]),
            ways={Way(way): Verdict(verdict) for way, verdict in expected["ways"].items()},
            is_answered=bool(expected["answered"]),
        )
    except FileNotFoundError:
        message = f"{expectation}: missing; it says labels, ways and answered"
        raise SampleError(message) from None
    except (KeyError, ValueError, AttributeError) as error:
        message = f"{expectation}: {type(error).__name__}: {error}"
        raise SampleError(message) from None
