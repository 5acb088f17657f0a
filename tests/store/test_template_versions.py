"""The office's own texts: every version kept, of two editors one wins."""

from sqlalchemy import Engine

from store import template_versions
from store.engine import reading, writing
from tests.store.builders import NOW


def save(engine: Engine, text: str, *, seen: int, is_standard: bool = False) -> bool:
    """Save a text of the acknowledgement."""
    with writing(engine) as tx:
        return template_versions.save(
            tx,
            "acknowledgement",
            text,
            seen=seen,
            by="officer",
            at=NOW,
            is_standard=is_standard,
        )


def in_force(engine: Engine) -> dict[str, str]:
    """Return the texts in force."""
    with reading(engine) as tx:
        return dict(template_versions.in_force(tx))


def test_the_latest_version_counts_and_all_are_kept(engine: Engine) -> None:
    """Newest first."""
    assert save(engine, "eins", seen=0)
    assert save(engine, "zwei", seen=1)

    with reading(engine) as tx:
        kept = template_versions.of_name(tx, "acknowledgement")

    assert in_force(engine) == {"acknowledgement": "zwei"}
    assert [(each.version, each.text, each.saved_by) for each in kept] == [
        (2, "zwei", "officer"),
        (1, "eins", "officer"),
    ]


def test_of_two_editors_the_second_does_not_overwrite_the_first(engine: Engine) -> None:
    """Both saw the delivered text."""
    assert save(engine, "eins", seen=0)
    assert not save(engine, "zwei", seen=0)

    assert in_force(engine) == {"acknowledgement": "eins"}


def test_back_to_the_delivered_text_is_a_version_too(engine: Engine) -> None:
    """From then on no own text counts."""
    save(engine, "eins", seen=0)
    save(engine, "mitgeliefert", seen=1, is_standard=True)

    assert in_force(engine) == {}


def test_a_change_is_seen_by_its_count(engine: Engine) -> None:
    """What is kept in memory is read again only then."""
    with reading(engine) as tx:
        assert template_versions.count(tx) == 0
    save(engine, "eins", seen=0)
    with reading(engine) as tx:
        assert template_versions.count(tx) == 1
