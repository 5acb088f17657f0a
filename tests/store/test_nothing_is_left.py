"""After erasure the bytes are in no file any more (R7)."""

import base64
import quopri
import sqlite3
import zlib
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, Engine, delete

from cases.decision import Finding
from cases.duties import DutyKind
from cases.labels import Label
from cases.letter import LetterKind
from store import dispatches, duties, journal, register
from store.engine import empty_the_write_ahead_log, reading, writing
from store.erasing import erasure
from store.settings import RetentionSettings
from store.tables import journal_lines, raw_mails, reasons
from tests.store.builders import (
    NOW,
    ONE_DAY,
    a_case,
    a_decision,
    a_duty,
    a_fingerprint,
    a_raw_mail,
    an_outgoing,
    filed,
)

RETENTION = RetentionSettings(handed_over_days=14)
MARKER = "Grünspecht-7f3a9c-Äußerung"


def codings(marker: str) -> tuple[bytes, ...]:
    """Return the words as a mail may hold them: plain, quoted, packed, base64 at each offset."""
    plain = marker.encode()
    shifted = [base64.b64encode(b"x" * offset + plain) for offset in range(3)]
    return (plain, quopri.encodestring(plain), zlib.compress(plain), *shifted)


def traces(marker: str) -> frozenset[bytes]:
    """Return the bytes that give the words away; base64 without ends that depend on neighbours."""
    plain, quoted, packed, *shifted = codings(marker)
    return frozenset({plain, quoted, packed, *(each[4:-4] for each in shifted)})


def found(database: Path, marker: str) -> int:
    """Count the traces of a text in the database file and in the files beside it."""
    files = [path.read_bytes() for path in database.parent.glob(database.name + "*")]
    return sum(trace in file for trace in traces(marker) for file in files)


def a_letter(marker: str, padding: int = 0) -> bytes:
    """Return a message that holds the words in every coding."""
    return b"\r\n".join([b"Subject: Widerspruch", b"", *codings(marker), b"." * padding])


def a_marked_mail(
    tx: Connection, marker: str, uid: int = 1, *, padding: int = 0, case: str = ""
) -> int:
    """Take in and hand over a letter whose words stand everywhere that content may stand."""
    content = a_letter(marker, padding)
    fingerprint = a_fingerprint(message_id=f"<{marker}@citizen.example>")
    number = journal.take(tx, a_raw_mail(uid, content), fingerprint, at=NOW).number
    because = (Finding(source="objection", label=Label.OBJECTION, text=marker),)
    journal.mark_decided(tx, number, a_decision(because=because), filed(case_number=case), at=NOW)
    for kind in (LetterKind.HAND_OVER, LetterKind.TRANSFER_NOTICE):
        outgoing = an_outgoing(
            f"{kind}-{number}", kind=kind, recipient=f"{marker}@post.example", content=content
        )
        dispatch = dispatches.file(tx, outgoing, journal=number, at=NOW, not_before=NOW)
        assert dispatch is not None
        dispatches.mark_delivered(tx, dispatch, answer="250", at=NOW)
    return number


def erase(engine: Engine) -> tuple[int, ...]:
    """Erase what is due after the grace time."""
    with writing(engine) as tx:
        return erasure.erase_due(tx, now=NOW + 14 * ONE_DAY, retention=RETENTION)


def test_r7_before_erasure_every_trace_is_found(engine: Engine, database: Path) -> None:
    """The search works: else the tests below could not fail."""
    with writing(engine) as tx:
        a_marked_mail(tx, MARKER)

    assert found(database, MARKER) == len(traces(MARKER)) == 6


@pytest.mark.parametrize("padding", [0, 3000, 9000, 200_000])
def test_r7_after_erasure_no_trace_is_in_any_file(
    engine: Engine, database: Path, padding: int
) -> None:
    """Neither in pages, free pages or overflow pages, nor in the log."""
    with writing(engine) as tx:
        a_marked_mail(tx, MARKER, padding=padding)
    empty_the_write_ahead_log(engine)
    was_in_database = found(database, MARKER) > 0

    erased = erase(engine)

    assert empty_the_write_ahead_log(engine)
    assert was_in_database
    assert erased == (1,)
    assert found(database, MARKER) == 0


def test_r7_what_is_erased_leaves_its_neighbours_whole(engine: Engine, database: Path) -> None:
    """The next mail, decided on the same day and held, keeps bytes and reasons."""
    with writing(engine) as tx:
        a_marked_mail(tx, MARKER, 1)
        kept = a_marked_mail(tx, "Buntspecht-1b", 2)
        journal.hold_erasure(tx, kept, held=True)

    assert erase(engine) == (1,)

    with reading(engine) as tx:
        assert journal.content(tx, kept) == a_letter("Buntspecht-1b")
        assert journal.reasons(tx, kept) is not None
    assert empty_the_write_ahead_log(engine)
    assert found(database, MARKER) == 0


def test_r7_while_a_reader_holds_an_older_state_the_log_says_so(
    engine: Engine, database: Path
) -> None:
    """The round is told that traces may be left, and the next one removes them."""
    with writing(engine) as tx:
        a_marked_mail(tx, MARKER)
    with reading(engine) as reader:
        assert journal.content(reader, 1) is not None
        erase(engine)
        is_empty = empty_the_write_ahead_log(engine, wait_ms=20)
        left = found(database, MARKER)

    assert not is_empty
    assert left > 0
    assert empty_the_write_ahead_log(engine)
    assert found(database, MARKER) == 0


def test_r8_the_excerpt_alone_stays(engine: Engine, database: Path) -> None:
    """The case has its part of the text, the rest of the letter is gone."""
    with writing(engine) as tx:
        case = a_case(tx)
        number = a_marked_mail(tx, MARKER, case=case)
        duties.open_duty(tx, a_duty(DutyKind.CASE), journal=number, at=NOW)
        register.enter_text(tx, case, number, subject="", text="Buntspecht-1b", at=NOW)

    assert erase(engine) == (1,)

    assert empty_the_write_ahead_log(engine)
    assert found(database, MARKER) == 0
    assert found(database, "Buntspecht-1b") == 1


def test_r7_words_of_an_earlier_decision_are_gone_with_it(engine: Engine, database: Path) -> None:
    """Deciding anew replaces the reasons, and a text taken out of a case leaves nothing."""
    with writing(engine) as tx:
        case = a_case(tx)
        number = a_marked_mail(tx, "Buntspecht-1b")
        because = (Finding(source="x", label=Label.OBJECTION, text=MARKER),)
        first = a_decision(because=because)
        journal.decide_anew(tx, number, first, filed(), row_version=2, at=NOW)
        register.enter_text(tx, case, number, subject=MARKER, text=MARKER * 50, at=NOW)
    with writing(engine) as tx:
        assert journal.decide_anew(tx, number, a_decision(), filed(), row_version=3, at=NOW)
        assert register.withdraw_text(tx, case, number, at=NOW)

    assert empty_the_write_ahead_log(engine)
    assert found(database, MARKER) == 0


def test_r7_a_backup_made_after_erasure_holds_no_trace(engine: Engine, database: Path) -> None:
    """SQLite's own copy takes free pages along; they are empty."""
    with writing(engine) as tx:
        a_marked_mail(tx, MARKER)
    erase(engine)
    backup = database.with_name("backup.db")
    source, target = sqlite3.connect(database), sqlite3.connect(backup)
    source.backup(target)
    source.close()
    target.close()

    assert found(backup, MARKER) == 0


@pytest.mark.parametrize("seed", [5, 7, 10])
def test_r7_no_order_of_coming_and_going_leaves_a_trace(
    engine: Engine, database: Path, seed: int
) -> None:
    """SQLite moves rows between pages as neighbours come and go; no stale copy may stay.

    With these seeds some stay when content shares its pages with other rows.
    """
    chance = Random(seed)  # noqa: S311 (repeatable)
    kept: dict[int, str] = {}
    gone: list[str] = []
    for _ in range(12):
        with writing(engine) as tx:
            for _ in range(chance.randint(5, 40)):
                words = chance.randbytes(12).hex()
                number = len(kept) + len(gone) + 1
                put(tx, number, words, chance)
                kept[number] = words
        if chance.random() < 0.3:
            empty_the_write_ahead_log(engine)
        with writing(engine) as tx:
            for number in chance.sample(sorted(kept), chance.randint(0, len(kept))):
                tx.execute(delete(raw_mails).where(raw_mails.c.journal == number))
                tx.execute(delete(reasons).where(reasons.c.journal == number))
                gone.append(kept.pop(number))
    assert empty_the_write_ahead_log(engine)

    content = database.read_bytes()
    assert [words for words in gone if words.encode() in content] == []
    assert all(words.encode() in content for words in kept.values())


def put(tx: Connection, number: int, words: str, chance: Random) -> None:
    """Write a journal line with content of some length."""
    size = chance.choice([40, 200, 900, 2000, 3900, 4500, 9000, 30_000])
    line = {"mailbox": "m", "folder": "f", "uid_validity": 1, "uid": number, "size": size}
    times = {"received_at": NOW, "taken_at": NOW}
    tx.execute(journal_lines.insert().values(number=number, **line, **times))
    content = (words.encode() + b"." * 20) * (size // 44 + 1)
    tx.execute(raw_mails.insert().values(journal=number, message_id=words, content=content))
    because = words * chance.choice([1, 10, 100])
    tx.execute(reasons.insert().values(journal=number, because=because))
