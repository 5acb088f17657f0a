"""A database that does not answer is told in our words, with what to do."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from store.trouble import in_words


def an_error(name: str) -> SQLAlchemyError:
    """Return what the library raises for this code of SQLite, with a value of a row in it."""
    cause = sqlite3.OperationalError("geheim")
    cause.sqlite_errorname = name
    return OperationalError("INSERT geheim", {"text": "geheim"}, cause)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("SQLITE_READONLY_DBMOVED", "cannot be written"),
        ("SQLITE_CANTOPEN", "cannot be opened"),
        ("SQLITE_FULL", "the disk is full"),
        ("SQLITE_IOERR_WRITE", "is it full, or broken"),
        ("SQLITE_CORRUPT", "take it from the backup"),
        ("SQLITE_BUSY", "holds it locked"),
        ("SQLITE_ERROR", "does not answer as it should (OperationalError); see store.url"),
    ],
)
def test_r33_what_is_wrong_is_told_without_any_value(name: str, told: str) -> None:
    """The library's own text quotes rows."""
    words = in_words(an_error(name))

    assert told in words
    assert "geheim" not in words


def test_an_error_of_the_library_alone_is_told_by_its_type() -> None:
    """There is no code then."""
    assert "(SQLAlchemyError)" in in_words(SQLAlchemyError("geheim"))
