"""Open a database as it is; say what to do where it does not fit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from store import schema
from store.engine import open_engine
from store.schema import SchemaState
from store.trouble import in_words

ADVICE = {
    SchemaState.EMPTY: "it has no tables yet: `krm init` or `krm run` makes them",
    SchemaState.OLDER: "it is older than this release: `krm run` brings it up to date",
    SchemaState.NEWER: "it was made by a later release: install that one",
}


class UnfitDatabaseError(Exception):
    """The database cannot be used as it is; the message says what to do."""


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Open a database with the tables of this release, changing nothing.

    UnfitDatabaseError where it is missing, silent, or of another release; also for whatever it
    answers while it is open.
    """
    _insist_on_file(url)
    engine = engine_of(url)
    try:
        state = schema.check(engine)
        if state is not SchemaState.CURRENT:
            raise UnfitDatabaseError(ADVICE[state])
        yield engine
    except SQLAlchemyError as error:
        raise UnfitDatabaseError(in_words(error)) from None
    finally:
        engine.dispose()


def engine_of(url: str) -> Engine:
    """Return an engine; UnfitDatabaseError where the driver is not installed."""
    try:
        return open_engine(url)
    except ModuleNotFoundError as error:
        message = f"its driver is missing: install {error.name} beside this program"
        raise UnfitDatabaseError(message) from None


def _insist_on_file(url: str) -> None:
    """Refuse an SQLite file that is not there, which opening would make."""
    address = make_url(url)
    file = address.database if address.drivername == "sqlite" else None
    if file and not Path(file).exists():
        message = f"there is no file {file}: `krm init` or `krm run` makes it"
        raise UnfitDatabaseError(message)
