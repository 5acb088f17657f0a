"""The lists whose filters can be kept under a name, and where such a view leads (R35)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from urllib.parse import parse_qsl, urlencode

from flask import url_for
from sqlalchemy import Connection

from desk.lists.filters import CaseFilter, QueueFilter
from desk.visit import Visit
from store.people import saved_views

LIST_KEY = "liste"


class SavedList(StrEnum):
    """A list with filters; the value is its page's name."""

    QUEUE = "queue"
    CASES = "cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLink:
    """A saved view and its address."""

    name: str
    address: str


def views_for(tx: Connection, visit: Visit, which: SavedList) -> tuple[ViewLink, ...]:
    """Return the person's views of a list."""
    return tuple(_links(tx, visit, which))


def known_query(asked: Mapping[str, str], which: SavedList, visit: Visit) -> dict[str, str]:
    """Return of an address what the list's filter knows, and nothing else (R35)."""
    match which:
        case SavedList.QUEUE:
            return QueueFilter.of(asked).query()
        case SavedList.CASES:
            units = (unit.name for unit in visit.tools.office.units)
            return CaseFilter.of(asked, units=tuple(units)).query()
        case _:
            assert_never(which)


def kept_query(query: Mapping[str, str], which: SavedList) -> str:
    """Return how a view is kept."""
    return urlencode({LIST_KEY: str(which), **query})


def _links(tx: Connection, visit: Visit, which: SavedList) -> Iterable[ViewLink]:
    for each in saved_views.of_account(tx, visit.name):
        kept = dict(parse_qsl(each.query))
        if kept.get(LIST_KEY) == which:
            query = known_query(kept, which, visit)
            yield ViewLink(name=each.name, address=f"{url_for(which)}?{urlencode(query)}")
