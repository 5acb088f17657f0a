"""Which messages a process has in hand, and how many processes each has cost (R1).

The note is committed before a message is read and goes with its success or its orderly failure.
What is still noted later was in the hands of a process that died: it is read alone from then on,
each time after one more death is noted, and after `MOST_DEATHS` not again.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, select, tuple_, update

from cases.mail import Place
from store.engine import insert_missing
from store.tables import in_hand, journal_lines

MOST_DEATHS = 3
"""A message that ended so many processes is laid before the officer unread."""

PLACE = (in_hand.c.mailbox, in_hand.c.folder, in_hand.c.uid_validity, in_hand.c.uid)
PLACE_OF_LINE = (
    journal_lines.c.mailbox,
    journal_lines.c.folder,
    journal_lines.c.uid_validity,
    journal_lines.c.uid,
)


def take(tx: Connection, places: Iterable[Place]) -> None:
    """Note messages before they are read for the first time."""
    rows = [{**_columns(place), "deaths": 0} for place in places]
    insert_missing(tx, in_hand, rows, returning=PLACE)


def take_again(tx: Connection, place: Place) -> int:
    """Note that the process which had it died; return how many it has cost by now."""
    change = (
        update(in_hand)
        .where(*(column == value for column, value in zip(PLACE, _key(place), strict=True)))
        .values(deaths=in_hand.c.deaths + 1)
        .returning(in_hand.c.deaths)
    )
    return tx.execute(change).scalar_one_or_none() or 0


def let_go(tx: Connection, places: Iterable[Place]) -> None:
    """Forget messages that were read, or could not be for another reason than themselves."""
    keys = [_key(place) for place in places]
    if keys:
        tx.execute(delete(in_hand).where(tuple_(*PLACE).in_(keys)))


def let_go_of_line(tx: Connection, journal: int) -> None:
    """Forget the message of a journal line."""
    line = select(*PLACE_OF_LINE).where(journal_lines.c.number == journal)
    tx.execute(delete(in_hand).where(tuple_(*PLACE).in_(line)))


def deaths_in(tx: Connection, *, mailbox: str, folder: str, uid_validity: int) -> Mapping[int, int]:
    """Return the UIDs noted in a folder, each with the processes that it has cost."""
    query = select(in_hand.c.uid, in_hand.c.deaths).where(
        in_hand.c.mailbox == mailbox,
        in_hand.c.folder == folder,
        in_hand.c.uid_validity == uid_validity,
    )
    return {row.uid: row.deaths for row in tx.execute(query)}


def is_noted() -> ColumnElement[bool]:
    """Select journal lines that a process had in hand when it died."""
    return exists().where(_same_place())


def is_noted_below_most() -> ColumnElement[bool]:
    """Select those of them that may be read once more."""
    return exists().where(_same_place(), in_hand.c.deaths + 1 < MOST_DEATHS)


def is_deadly() -> ColumnElement[bool]:
    """Select those that have cost too many."""
    return exists().where(_same_place(), in_hand.c.deaths + 1 >= MOST_DEATHS)


def _same_place() -> ColumnElement[bool]:
    return and_(*(ours == theirs for ours, theirs in zip(PLACE_OF_LINE, PLACE, strict=True)))


def _key(place: Place) -> tuple[str, str, int, int]:
    return place.mailbox, place.folder, place.uid_validity, place.uid


def _columns(place: Place) -> dict[str, str | int]:
    return dict(zip((column.name for column in PLACE), _key(place), strict=True))
