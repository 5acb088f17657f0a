"""Messages as lists show them."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from cases.decision import DecidedBy, Decision, OtherKind
from cases.labels import Label
from cases.plan import Retention
from store import journal
from store.engine import writing
from store.erasing import erasure
from store.lists import listed
from store.settings import RetentionSettings
from tests.store.builders import NOW, ONE_DAY, a_decision, a_fingerprint, a_raw_mail, filed


def no_reaction(**changes: object) -> Decision:
    """Return a decision that a message is no customer reaction."""
    return a_decision(Label.OTHER, ways={}, **changes)


ADVERTISING = no_reaction(other_kind=OtherKind.ADVERTISING)
EMPTY = no_reaction(other_kind=OtherKind.EMPTY)
PASS_ON = no_reaction(other_kind=OtherKind.PASS_ON)
MACHINE = no_reaction(decided_by=DecidedBy.MACHINE)


def a_filed_mail(
    tx: Connection, uid: int, decision: Decision = ADVERTISING, *, taken_at: datetime = NOW
) -> int:
    """Take in a message and file what was decided; return its journal number."""
    raw = a_raw_mail(uid, content=f"Subject: {uid}\r\n\r\n".encode())
    number = journal.take(tx, raw, a_fingerprint(), at=taken_at).number
    assert journal.mark_decided(tx, number, decision, filed(Retention.OTHER), at=NOW)
    return number


def test_r9c_advertising_empty_and_machine_mail_is_listed_newest_first(engine: Engine) -> None:
    """What a person passes on is not among it, nor what nobody has looked at."""
    with writing(engine) as tx:
        a_filed_mail(tx, 1)
        a_filed_mail(tx, 2, PASS_ON)
        a_filed_mail(tx, 3, MACHINE)
        a_filed_mail(tx, 4, EMPTY)
        journal.take(tx, a_raw_mail(5), a_fingerprint(), at=NOW)
        found = list(listed.unanswered(tx, since=NOW))

    assert [each.entry.number for each in found] == [4, 3, 1]
    assert found[0].content == b"Subject: 4\r\n\r\n"


def test_r9c_what_was_taken_earlier_is_not_listed_even_if_decided_since(engine: Engine) -> None:
    """The fourteen days run from the day on which it was taken."""
    with writing(engine) as tx:
        a_filed_mail(tx, 1, taken_at=NOW - timedelta(microseconds=1))
        a_filed_mail(tx, 2)
        found = [each.entry.number for each in listed.unanswered(tx, since=NOW)]

    assert found == [2]


def test_a_long_list_comes_whole_and_can_go_on_behind_a_number(engine: Engine) -> None:
    """More than one page of the store, each message once."""
    with writing(engine) as tx:
        for uid in range(1, 2 * listed.PAGE + 2):
            a_filed_mail(tx, uid)
        whole = [each.entry.number for each in listed.unanswered(tx, since=NOW)]
        rest = [each.entry.number for each in listed.unanswered(tx, since=NOW, before=3)]

    assert whole == list(range(101, 0, -1))
    assert rest == [2, 1]


def test_erased_messages_are_missing(engine: Engine) -> None:
    """Nothing is left to show of them."""
    with writing(engine) as tx:
        old = a_filed_mail(tx, 1)
        later = NOW + 15 * ONE_DAY
        erasure.erase_due(tx, now=later, retention=RetentionSettings())
        new = a_filed_mail(tx, 2, PASS_ON)
        found = listed.of_numbers(tx, {old, new})

    assert list(found) == [new]
    assert (found[new].entry.number, found[new].content) == (new, b"Subject: 2\r\n\r\n")
