"""How closed sets and small sets of words stand in one column: separated by blanks."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row

from cases.decision import Verdict
from cases.labels import Label, Way

AnyRow = Row[*tuple[Any, ...]]


def joined(words: Iterable[str]) -> str:
    """Return the words as one column keeps them."""
    return " ".join(words)


def labels_in(column: str) -> tuple[Label, ...]:
    """Return the labels of a column, primary first."""
    return tuple(Label(word) for word in column.split())


def ways_in(column: str) -> tuple[Way, ...]:
    """Return the ways of a column."""
    return tuple(Way(word) for word in column.split())


def verdicts_in(row: AnyRow) -> Mapping[Way, Verdict]:
    """Return what was decided for each way; empty while nothing was."""
    columns = {Way.SGG: row.way_sgg, Way.DIRECTOR: row.way_director, Way.REGISTER: row.way_register}
    return MappingProxyType({way: Verdict(word) for way, word in columns.items() if word})
