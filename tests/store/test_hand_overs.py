"""The hand-overs that allow a second look."""

from sqlalchemy import Engine

from cases.labels import Label, Way
from cases.letter import LetterKind
from store import dispatches, journal
from store.dispatches import DispatchState
from store.engine import writing
from tests.store.builders import NOW, ONE_DAY, a_handed_over_mail, a_sent_dispatch

NOTICE = {"kind": LetterKind.ACKNOWLEDGEMENT, "ways": ()}


def test_r7_the_list_of_hand_overs_allows_a_second_look(engine: Engine) -> None:
    """Old ones stay on it while they are not erased; notices are not on it."""
    with writing(engine) as tx:
        number = a_handed_over_mail(tx, hidden_from=("h",))
        a_sent_dispatch(tx, number, "n", at=NOW, **NOTICE)
        (found,) = dispatches.hand_overs(tx, since=NOW + ONE_DAY)
        entry = journal.entry(tx, number)

    assert entry is not None
    assert (found.journal, found.labels, found.ways) == (number, (Label.OBJECTION,), (Way.SGG,))
    assert (found.received_at, found.delivered_at, found.bounced_at) == (NOW, NOW, None)
    assert (found.state, found.last_answer) == (DispatchState.DELIVERED, "250")
    assert (found.row_version, found.hidden_from) == (entry.row_version, ("h",))
    assert found.recipient_hash == "hash-of-sgg"
    assert (found.erasure_held, found.raw_erased_at) == (False, None)
