"""The model put live decides at once, and an unusable one never does (R36)."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cases.mail import Place, RawMail
from intake.line import take
from service.commands.tables import journal_record
from service.rounds import Rounds
from service.wiring import Service
from store import health, journal
from store.engine import reading
from tests.builders import an_entry
from tests.end_to_end.letters import COMPLAINT, a_letter
from tests.service.command import SECRETS, run_krm
from tests.service.decided import NOON, opened
from triage.learning.from_officer import Learned
from triage.model.artefact import builtin


@pytest.fixture
def service(config: Path, learned: Learned) -> Iterator[Service]:
    """Open an office with two models of its own, neither of them live."""
    service = opened(config)
    for name in ("learned-1", "learned-2"):
        renamed = replace(learned.classifier, model_id=name)
        service.models.folder.keep(renamed, learned.provenance)
    yield service
    service.engine.dispose()


def decided_by(service: Service, uid: int) -> str:
    """Let a letter arrive and the service decide it; return the model noted, the first of two."""
    content = a_letter(COMPLAINT, message_id=f"<{uid}@kunde.example>", sender=f"p{uid}@x.example")
    place = Place(mailbox="m", folder="INBOX", uid_validity=1, uid=uid)
    number = take([RawMail(content=content, place=place, received_at=NOON)], service.filing)[
        0
    ].number
    Rounds(service=service, holder="test").decide()
    with reading(service.engine) as tx:
        entry = journal.entry(tx, number)
    assert entry is not None
    return entry.model.partition("+")[0]


def test_r36_each_decision_notes_the_model_that_was_live(service: Service) -> None:
    """Put live and taken back while the service runs: the next message already knows."""
    folder = service.models.folder
    noted = [decided_by(service, 1)]
    for uid, name in enumerate(("learned-1", "learned-2", folder.previous), start=2):
        chosen = name if isinstance(name, str) else name()
        folder.use(chosen, at=NOON + timedelta(hours=uid))
        noted.append(decided_by(service, uid))

    assert noted == [builtin().model_id, "learned-1", "learned-2", "learned-1"]


def test_r36_the_journal_shows_which_model_decided() -> None:
    """As a key of its own."""
    assert journal_record(an_entry(model="learned-1"), ())["model"] == "learned-1"


def test_a_damaged_model_never_decides_and_mail_does_not_wait(service: Service) -> None:
    """The built-in one takes its place, the desk is told, and told again when it is mended."""
    folder = service.models.folder
    folder.use("learned-1", at=NOON)
    file = folder.path / "learned-1.model"
    whole = file.read_bytes()

    file.write_bytes(whole[:-1])
    by = decided_by(service, 1)
    told = note_on_model(service)
    file.write_bytes(whole)
    by_mended = decided_by(service, 2)

    assert (by, by_mended) == (builtin().model_id, "learned-1")
    assert told is not None
    assert "the model is damaged" in told
    assert "The built-in model decides." in told
    assert note_on_model(service) is None


def note_on_model(service: Service) -> str | None:
    """Return what the health line says of the model, None where all is well."""
    with reading(service.engine) as tx:
        beats = {beat.what: beat for beat in health.beats(tx)}
    return None if beats["model"].is_well else beats["model"].note


def test_a_model_that_was_deleted_does_not_stop_the_mail(service: Service) -> None:
    """Nor does a damaged memory of what is live."""
    folder = service.models.folder
    folder.use("learned-1", at=NOON)
    (folder.path / "learned-1.model").unlink()
    deleted = decided_by(service, 1)
    (folder.path / "live.json").write_bytes(b"{")

    assert (deleted, decided_by(service, 2)) == (builtin().model_id, builtin().model_id)


def test_check_names_the_live_model_and_its_trouble(config: Path, service: Service) -> None:
    """The line on the model tells which one decides, and fails where it cannot."""
    folder = service.models.folder
    folder.use("learned-2", at=NOON)
    well = model_line(config)
    (folder.path / "learned-2.model").write_bytes(b"")
    ill = model_line(config)

    assert str(well["says"]).startswith("learned-2 takes a plain objection for ")
    assert ill["ok"] is False
    assert "The built-in model decides." in str(ill["says"])


def model_line(config: Path) -> dict[str, object]:
    """Return what `krm check` says of the model."""
    nobody = {"KRM_MAILBOX__PORT": "1", "KRM_MAILBOX__TLS": "none", "KRM_SMTP__PORT": "1"}
    result = run_krm("--config", config, "check", "--json", environ={**SECRETS, **nobody})
    lines = {line["what"]: line for line in map(json.loads, result.stdout.splitlines())}
    found: dict[str, object] = lines["model"]
    return found
