"""The labelled letters that the classifier learns from and is measured on (JSON Lines)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cases.labels import Label


class CorpusError(ValueError):
    """A corpus file breaks the record format; the message names file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledLetter:
    """One letter with the labels a careful officer gave it, the primary one first.

    `acceptable` are other primary labels that count as right; `concerns` the deciding phrases.
    """

    id: str
    subject: str
    body: str = field(repr=False)
    labels: tuple[Label, ...]
    acceptable: tuple[Label, ...] = ()
    language: str = "de"
    why: str = ""
    concerns: tuple[str, ...] = ()


def read_corpus(path: Path) -> tuple[LabelledLetter, ...]:
    """Return all letters of one file; `CorpusError` names the first line that is wrong.

    A line is wrong too where its text holds half a character (a lone surrogate).
    """
    return tuple(_letters(path))


def _letters(path: Path) -> Iterator[LabelledLetter]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield _letter_of(line.decode("utf-8-sig"))
            except UnicodeError as error:
                message = f"{path.name}, line {number}: is not written in UTF-8"
                raise CorpusError(message) from error
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                message = f"{path.name}, line {number}: {error!r}"
                raise CorpusError(message) from error


def _letter_of(line: str) -> LabelledLetter:
    record = json.loads(line)
    for key in ("subject", "body"):
        if not isinstance(record[key], str):
            message = f"{key} is no text"
            raise TypeError(message)
    # Half a character, written as an escape, could be read and then written nowhere.
    json.dumps(record, ensure_ascii=False).encode()
    labels = tuple(Label(name) for name in record["labels"])
    if not labels:
        message = "no label"
        raise ValueError(message)
    return LabelledLetter(
        id=str(record["id"]),
        subject=str(record["subject"]),
        body=str(record["body"]),
        labels=labels,
        acceptable=tuple(Label(name) for name in record.get("acceptable", ())),
        language=str(record.get("language", "de")),
        why=str(record.get("why", "")),
        concerns=tuple(str(phrase) for phrase in record.get("concerns", ())),
    )
