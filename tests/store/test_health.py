"""What the last rounds saw."""

from sqlalchemy import Engine

from store import health
from store.engine import writing
from store.health import Heartbeat
from tests.store.builders import NOW, ONE_DAY


def test_each_parts_last_word_counts(engine: Engine) -> None:
    """A second beat replaces the first; parts come by name."""
    with writing(engine) as tx:
        health.beat(tx, "post", at=NOW, is_well=False, note="Server antwortet nicht", count=3)
        health.beat(tx, "mailbox", at=NOW, is_well=True, note="")
        health.beat(tx, "post", at=NOW + ONE_DAY, is_well=True, note="")
        beats = health.beats(tx)

    assert beats == (
        Heartbeat(what="mailbox", at=NOW, is_well=True, since=NOW, note="", count=0),
        Heartbeat(
            what="post", at=NOW + ONE_DAY, is_well=True, since=NOW + ONE_DAY, note="", count=0
        ),
    )


def test_a_part_that_stays_well_tells_since_when(engine: Engine) -> None:
    """Each word that is the same leaves the beginning; another one begins anew."""
    with writing(engine) as tx:
        for day, is_well in enumerate((False, True, True, True)):
            health.beat(tx, "mailbox", at=NOW + day * ONE_DAY, is_well=is_well, note="")
        (beat,) = health.beats(tx)

    assert (beat.at, beat.since) == (NOW + 3 * ONE_DAY, NOW + ONE_DAY)
