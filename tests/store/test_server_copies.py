"""Where each message lies on the mail server."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from cases.plan import Retention
from store import journal, server_copies
from store.engine import writing
from store.erasing import erasure
from store.server_copies import ServerCopy
from store.settings import RetentionSettings
from tests.store.builders import (
    NOW,
    ONE_DAY,
    a_decision,
    a_fingerprint,
    a_handed_over_mail,
    a_place,
    a_raw_mail,
    a_taken_mail,
    filed,
)

MAILBOX = "krm@mail.example"
RETENTION = RetentionSettings(handed_over_days=14, mailbox_months=3)


def test_a_copy_is_unfiled_until_it_was_moved(engine: Engine) -> None:
    """Its mailbox's copies alone, in the order of receipt; undecided ones too."""
    with writing(engine) as tx:
        first, second = a_taken_mail(tx, 2), a_handed_over_mail(tx, 1)
        elsewhere = a_raw_mail(place=a_place(mailbox="other@mail.example"))
        journal.take(tx, elsewhere, a_fingerprint(), at=NOW)
        before = server_copies.unfiled(tx, MAILBOX)
        server_copies.note_filed(tx, first, folder="KRM/Verarbeitet", uid_validity=9, uid=4)
        after = server_copies.unfiled(tx, MAILBOX)

    assert [(copy.journal, copy.is_decided) for copy in before] == [(first, False), (second, True)]
    assert after == (
        ServerCopy(
            journal=second,
            mailbox=MAILBOX,
            folder="INBOX",
            uid_validity=7,
            uid=1,
            is_filed=False,
            retention=Retention.HANDED_OVER,
            is_decided=True,
            message_id_hash="hash-of-id",
        ),
    )


def test_r7_an_erased_message_leaves_the_server_from_where_it_lies_now(engine: Engine) -> None:
    """Moved or not; once noted it is not asked for again."""
    with writing(engine) as tx:
        moved, unmoved = (a_handed_over_mail(tx, uid) for uid in (1, 2))
        a_taken_mail(tx, 4)
        server_copies.note_filed(tx, moved, folder="KRM/Abgegeben", uid_validity=9, uid=77)
        later = NOW + 14 * ONE_DAY
        erasure.erase_due(tx, now=later, retention=RETENTION)
        copies = erasure.server_copies_to_erase(tx, mailbox=MAILBOX, now=later, retention=RETENTION)
        erasure.note_server_erased(tx, moved, at=later)
        erasure.note_server_erased(tx, moved, at=later + ONE_DAY)
        rest = erasure.server_copies_to_erase(tx, mailbox=MAILBOX, now=later, retention=RETENTION)
        entry = journal.entry(tx, moved)

    assert [(copy.journal, copy.folder, copy.uid_validity, copy.uid) for copy in copies] == [
        (moved, "KRM/Abgegeben", 9, 77),
        (unmoved, "INBOX", 7, 2),
    ]
    assert [copy.journal for copy in rest] == [unmoved]
    assert entry is not None
    assert entry.server_erased_at == later


def test_r7_a_copy_that_lies_unknown_where_is_found_before_its_bytes_are_erased(
    engine: Engine,
) -> None:
    """Without the bytes nothing could tell it from other mail, and it would stay for ever."""
    later = NOW + 14 * ONE_DAY
    with writing(engine) as tx:
        number = a_handed_over_mail(tx)
        folder = "KRM/Abgegeben"
        server_copies.note_filed(tx, number, folder=folder, uid_validity=9, uid=None)
        while_lost = erasure.erase_due(tx, now=later, retention=RETENTION)
        server_copies.note_filed(tx, number, folder=folder, uid_validity=9, uid=77)
        when_found = erasure.erase_due(tx, now=later, retention=RETENTION)

    assert (while_lost, when_found) == ((), (number,))


def test_r33_old_case_mail_leaves_the_server_and_stays_with_us(engine: Engine) -> None:
    """After three months to the day; handed-over mail waits for its own erasure."""
    received = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
    due = datetime(2027, 2, 28, 9, 0, tzinfo=UTC)
    numbers = []
    with writing(engine) as tx:
        for uid, retention in enumerate((Retention.CASE, Retention.HANDED_OVER, Retention.CASE)):
            raw = a_raw_mail(uid, received_at=received)
            number = journal.take(tx, raw, a_fingerprint(), at=NOW).number
            journal.mark_decided(tx, number, a_decision(), filed(retention), at=NOW)
            if uid < 2:
                server_copies.note_filed(tx, number, folder="F", uid_validity=9, uid=uid)
            numbers.append(number)
        too_early = erasure.server_copies_to_erase(
            tx, mailbox=MAILBOX, now=due - ONE_DAY, retention=RETENTION
        )
        copies = erasure.server_copies_to_erase(tx, mailbox=MAILBOX, now=due, retention=RETENTION)
        content = journal.content(tx, numbers[0])

    assert too_early == ()
    assert [copy.journal for copy in copies] == [numbers[0]]
    assert content is not None


def test_a_copy_that_somebody_removed_by_hand_is_forgotten(engine: Engine) -> None:
    """No round looks for it again; nothing is claimed about its erasure."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        server_copies.vanished(tx, number)
        left = server_copies.unfiled(tx, MAILBOX)
        entry = journal.entry(tx, number)

    assert left == ()
    assert entry is not None
    assert entry.server_erased_at is None


def test_r7_hand_overs_in_another_folder_are_to_be_sorted(engine: Engine) -> None:
    """Once they lie in their own they are not asked for again; what has no UID waits."""
    with writing(engine) as tx:
        sorted_, elsewhere, untold, unmoved = (a_handed_over_mail(tx, uid) for uid in range(4))
        places = {sorted_: ("Abgegeben", 1), elsewhere: ("Verarbeitet", 2), untold: ("X", None)}
        for number, (folder, uid) in places.items():
            server_copies.note_filed(tx, number, folder=folder, uid_validity=9, uid=uid)
        copies = server_copies.to_sort(
            tx, MAILBOX, retention=Retention.HANDED_OVER, target="Abgegeben"
        )
        lost = server_copies.unplaced(tx, MAILBOX)
        waiting = server_copies.unfiled(tx, MAILBOX)

    assert [copy.journal for copy in copies] == [elsewhere]
    assert [copy.journal for copy in lost] == [untold]
    assert [copy.journal for copy in waiting] == [unmoved]


def test_numbers_from_before_a_folder_was_restored_are_forgotten(engine: Engine) -> None:
    """Its copies are to be found again; other folders keep theirs."""
    with writing(engine) as tx:
        old, new, elsewhere = (a_taken_mail(tx, uid) for uid in (1, 2, 3))
        for number, folder, validity in ((old, "F", 8), (new, "F", 9), (elsewhere, "G", 8)):
            server_copies.note_filed(tx, number, folder=folder, uid_validity=validity, uid=50)
        counts = [
            server_copies.forget_numbers(tx, MAILBOX, folder="F", but_for=9) for _ in range(2)
        ]
        lost = server_copies.unplaced(tx, MAILBOX)
        known = server_copies.uids_in(tx, MAILBOX, folder="F", uid_validity=9)

    assert counts == [1, 0]
    assert [copy.journal for copy in lost] == [old]
    assert known == {50}


def test_r7_a_copy_that_another_process_moved_during_a_search_is_not_forgotten(
    engine: Engine,
) -> None:
    """Else nobody would ever erase it; what really is nowhere is forgotten."""
    with writing(engine) as tx:
        moved, gone = a_taken_mail(tx, 1), a_taken_mail(tx, 2)
        searched = server_copies.unfiled(tx, MAILBOX)
        server_copies.note_filed(tx, moved, folder="KRM/Verarbeitet", uid_validity=9, uid=4)

        answers = [server_copies.not_found(tx, copy) for copy in searched]

        assert [copy.journal for copy in searched] == [moved, gone]
        assert answers == [False, True]
        assert server_copies.uids_in(
            tx, MAILBOX, folder="KRM/Verarbeitet", uid_validity=9
        ) == frozenset({4})
        assert server_copies.unfiled(tx, MAILBOX) == ()


def test_r7_a_move_that_is_noted_late_does_not_hide_where_the_copy_lies_now(
    engine: Engine,
) -> None:
    """A process slept between its move and its note; another one has moved the copy on."""
    with writing(engine) as tx:
        number = a_handed_over_mail(tx, 1)
        server_copies.note_filed(tx, number, folder="KRM/Verarbeitet", uid_validity=9, uid=4)
        server_copies.note_filed(tx, number, folder="KRM/Abgegeben", uid_validity=8, uid=7)

        server_copies.note_filed(
            tx, number, folder="KRM/Verarbeitet", uid_validity=9, uid=4, came_from=("INBOX", 1)
        )

        assert server_copies.uids_in(
            tx, MAILBOX, folder="KRM/Abgegeben", uid_validity=8
        ) == frozenset({7})
