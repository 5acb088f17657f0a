"""The search that proves erasure finds a word wherever it can stand (R7)."""

import base64
import gzip
import quopri
import sqlite3
import zlib
from pathlib import Path

import pytest

from tests.end_to_end.traces import holds, traces_of

WORD = "a4f09c7e12b85d36"
LETTER = f"Grüße von {WORD} aus Germersheim, und noch viel mehr Worte. " * 3

HIDDEN = {
    "plain": LETTER.encode(),
    "in capital letters": LETTER.upper().encode(),
    "quoted-printable": quopri.encodestring(f"{'ü' * 21} {LETTER}".encode()),
    "UTF-16": LETTER.encode("utf-16"),
    "hexadecimal": LETTER.encode().hex().encode(),
    "gzip": b"\x00junk" + gzip.compress(LETTER.encode()) + b"junk",
    "zlib, cut off": b"\x00junk" + zlib.compress(LETTER.encode(), 1)[:-12],
} | {
    f"base64, offset {offset}": base64.encodebytes(b"x" * offset + LETTER.encode())
    for offset in range(3)
}


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
def test_the_word_is_found_however_it_is_written(content: bytes) -> None:
    """Each of these holds the word, and not another one."""
    assert holds(WORD, content)
    assert not holds("77e19c4b20f3a586", content)


def test_the_word_is_found_in_database_and_log_of_changes(tmp_path: Path) -> None:
    """A row in SQLite stands in its write-ahead log, later in the file itself."""
    database = sqlite3.connect(tmp_path / "some.db")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE letters (text)")
    database.execute("INSERT INTO letters VALUES (?)", (LETTER,))
    database.commit()

    assert traces_of(WORD, [tmp_path]) == [tmp_path / "some.db-wal"]
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    assert traces_of(WORD, [tmp_path]) == [tmp_path / "some.db"]
