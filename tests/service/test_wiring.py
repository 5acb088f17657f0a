"""What the service is made of, as an office runs it."""

from pathlib import Path

from config.load import load
from correspondence.case_texts import interim_message
from service.clock import now
from service.wiring import build
from store import template_versions
from store.engine import writing


def test_a_text_that_the_office_has_changed_counts_in_the_running_service(config: Path) -> None:
    """What is saved at the desk goes into the next letter, without a restart."""
    service = build(load(config, {}))
    before = interim_message(service.filing.edited())

    with writing(service.engine) as tx:
        template_versions.save(
            tx, "interim_message", "Wir brauchen noch Zeit.", seen=0, by="officer", at=now()
        )
    after = interim_message(service.filing.edited())
    service.engine.dispose()

    assert before != "Wir brauchen noch Zeit."
    assert after == "Wir brauchen noch Zeit."
