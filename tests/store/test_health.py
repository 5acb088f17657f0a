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
        Heartbeat(what="mailbox", at=NOW, is_well=True, note="", count=0),
        Heartbeat(what="post", at=NOW + ONE_DAY, is_well=True, note="", count=0),
    )
