"""Taking messages in (R1)."""

from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER

from sqlalchemy import Engine, event, func, select

from store import journal, server_copies
from store.engine import reading, writing
from store.journal import Taken
from store.tables import journal_lines, raw_mails
from store.tables import server_copies as copies
from tests.store.builders import NOW, ONE_DAY, a_fingerprint, a_place, a_raw_mail


def row_counts(engine: Engine) -> tuple[int, ...]:
    """Count journal lines, raw mails and server copies."""
    with reading(engine) as tx:
        return tuple(
            tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (journal_lines, raw_mails, copies)
        )


def test_r1_a_message_gets_a_journal_line_its_bytes_and_its_whereabouts(engine: Engine) -> None:
    """All three in one transaction; the line itself holds hashes and times alone."""
    raw = a_raw_mail(uid=4_294_967_295, content=b"\x00\xff Text")
    with writing(engine) as tx:
        taken = journal.take(tx, raw, a_fingerprint("letter"), at=NOW + ONE_DAY)
        entry = journal.entry(tx, taken.number)
        content = journal.content(tx, taken.number)
        (copy,) = server_copies.unfiled(tx, "krm@mail.example")

    assert taken == Taken(number=1, is_new=True, same_letter_as=None)
    assert entry is not None
    assert (entry.place, entry.received_at, entry.taken_at) == (raw.place, NOW, NOW + ONE_DAY)
    assert (entry.size, entry.letter_hash, entry.sender_hash) == (7, "letter", "hash-of-sender")
    assert (entry.is_decided, entry.raw_erased_at) == (False, None)
    assert (entry.labels, dict(entry.ways)) == ((), {})
    assert content == b"\x00\xff Text"
    assert (copy.journal, copy.folder, copy.uid, copy.is_filed) == (
        1,
        "INBOX",
        4_294_967_295,
        False,
    )


def test_r1_a_place_taken_before_writes_nothing(engine: Engine) -> None:
    """After a crash the same message is taken again and stays one."""
    with writing(engine) as tx:
        first = journal.take(tx, a_raw_mail(), a_fingerprint("letter"), at=NOW)
    with writing(engine) as tx:
        second = journal.take(tx, a_raw_mail(), a_fingerprint("letter"), at=NOW)

    assert second == Taken(number=first.number, is_new=False, same_letter_as=None)
    assert row_counts(engine) == (1, 1, 1)


def test_r1_the_same_uid_after_a_new_uidvalidity_is_another_message(engine: Engine) -> None:
    """The server has numbered its messages anew."""
    anew = a_raw_mail(place=a_place(uid_validity=8))
    with writing(engine) as tx:
        numbers = [
            journal.take(tx, raw, a_fingerprint(), at=NOW).number for raw in (a_raw_mail(), anew)
        ]

    assert numbers == [1, 2]


def test_r1_the_same_letter_twice_points_to_the_first(engine: Engine) -> None:
    """Third and fourth copies too, so that all of them become one case."""
    with writing(engine) as tx:
        taken = [
            journal.take(tx, a_raw_mail(uid), a_fingerprint("letter"), at=NOW) for uid in (1, 2, 3)
        ]

    assert [each.same_letter_as for each in taken] == [None, 1, 1]
    assert [each.is_new for each in taken] == [True, True, True]


def test_r1_the_same_message_id_with_other_content_is_never_swallowed(engine: Engine) -> None:
    """Some programs send every letter under one Message-ID."""
    with writing(engine) as tx:
        taken = [
            journal.take(tx, a_raw_mail(uid), a_fingerprint(letter), at=NOW)
            for uid, letter in ((1, "one"), (2, "two"))
        ]

    assert taken[1] == Taken(number=2, is_new=True, same_letter_as=None)


def test_r1_letters_without_a_hash_are_never_the_same(engine: Engine) -> None:
    """Two empty mails are two messages."""
    with writing(engine) as tx:
        taken = [journal.take(tx, a_raw_mail(uid), a_fingerprint(""), at=NOW) for uid in (1, 2)]

    assert [each.same_letter_as for each in taken] == [None, None]


def test_r1_a_batch_is_taken_as_its_messages_one_by_one(engine: Engine) -> None:
    """Known places, places named twice and same letters are told, in the batch's order."""
    with writing(engine) as tx:
        journal.take(tx, a_raw_mail(9), a_fingerprint("a"), at=NOW)
    batch = [
        (a_raw_mail(5), a_fingerprint("a")),
        (a_raw_mail(9), a_fingerprint("a")),
        (a_raw_mail(4), a_fingerprint("b")),
        (a_raw_mail(3), a_fingerprint("b")),
        (a_raw_mail(4), a_fingerprint("b")),
    ]
    with writing(engine) as tx:
        taken = journal.take_many(tx, batch, at=NOW)

    assert taken == (
        Taken(number=2, is_new=True, same_letter_as=1),
        Taken(number=1, is_new=False, same_letter_as=None),
        Taken(number=3, is_new=True, same_letter_as=None),
        Taken(number=4, is_new=True, same_letter_as=3),
        Taken(number=3, is_new=False, same_letter_as=None),
    )
    assert row_counts(engine) == (4, 4, 4)


def test_r1_journal_numbers_have_no_gaps(engine: Engine) -> None:
    """A missing number would look like a lost message."""
    for uids in ((1, 2), (1, 2, 3), (3, 1, 4)):
        with writing(engine) as tx:
            mails = [(a_raw_mail(uid), a_fingerprint()) for uid in uids]
            journal.take_many(tx, mails, at=NOW)

    with reading(engine) as tx:
        numbers = [entry.number for entry in journal.entries(tx, newest_first=False)]
    assert numbers == [1, 2, 3, 4]


def test_an_empty_batch_writes_nothing(engine: Engine) -> None:
    """A round without mail is no error."""
    with writing(engine) as tx:
        assert journal.take_many(tx, [], at=NOW) == ()


def test_a_thousand_messages_cost_few_statements(engine: Engine) -> None:
    """Two batches of five hundred: a message must not cost a round trip of its own."""
    statements: list[str] = []
    event.listen(
        engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2])
    )
    mails = [(a_raw_mail(uid), a_fingerprint(f"letter-{uid % 700}")) for uid in range(1000)]
    with writing(engine) as tx:
        taken = journal.take_many(tx, mails, at=NOW)

    assert len({each.number for each in taken}) == 1000
    assert sum(each.same_letter_as is not None for each in taken) == 300
    assert len(statements) < 30


def test_numbers_are_found_by_place(engine: Engine) -> None:
    """Of one folder and numbering, and only those asked for."""
    with writing(engine) as tx:
        taken = [journal.take(tx, a_raw_mail(uid), a_fingerprint(), at=NOW) for uid in (5, 6)]
        where = {"mailbox": "krm@mail.example", "folder": "INBOX"}
        found = journal.numbers_at(tx, **where, uid_validity=7, uids=[5, 9])
        elsewhere = journal.numbers_at(tx, **where, uid_validity=8, uids=[5, 6])

    assert found == {5: taken[0].number}
    assert elsewhere == {}


def test_numbers_of_any_many_places_are_found(engine: Engine) -> None:
    """More than a statement holds, as where a full folder lets nothing be moved to it."""
    uids = range(1, 1_001)
    with writing(engine) as tx:
        journal.take_many(tx, [(a_raw_mail(uid), a_fingerprint()) for uid in uids], at=NOW)
        driver = tx.connection.driver_connection
        assert driver is not None
        driver.setlimit(SQLITE_LIMIT_VARIABLE_NUMBER, 999)
        found = journal.numbers_at(
            tx, mailbox="krm@mail.example", folder="INBOX", uid_validity=7, uids=uids
        )

    assert list(found) == list(uids)
