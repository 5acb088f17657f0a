"""Why does the database not answer? In words of our own: its own may hold values of a row."""

from sqlite3 import Error

from sqlalchemy.exc import SQLAlchemyError

ADVICE = {
    "SQLITE_READONLY": "it cannot be written: look at the owner, or is the disk read-only?",
    "SQLITE_CANTOPEN": "it cannot be opened: look at the owner, or is the disk read-only?",
    "SQLITE_PERM": "it cannot be opened: look at the owner, or is the disk read-only?",
    "SQLITE_FULL": "the disk is full: make room; nothing is lost, mail waits on the server",
    "SQLITE_IOERR": "the disk cannot be read or written: is it full, or broken?",
    "SQLITE_NOTADB": "the file is no database: take it from the backup",
    "SQLITE_CORRUPT": "the file is damaged: take it from the backup",
    "SQLITE_BUSY": "another program holds it locked: end that, or try again",
}


def in_words(error: SQLAlchemyError) -> str:
    """Say what is wrong and what to do, without any value."""
    cause = getattr(error, "orig", None)
    name = getattr(cause, "sqlite_errorname", "") if isinstance(cause, Error) else ""
    for prefix, advice in ADVICE.items():
        if name.startswith(prefix):
            return advice
    return f"it does not answer as it should ({type(error).__name__}); see store.url"
