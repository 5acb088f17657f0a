"""One reading process serves many mails, a fork of it each; it ends when it is told to rest."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from intake.attachments.examine import File
from intake.attachments.reader import ConfinedReader, TakesLongerError
from tests.intake.attachments.processes import gone_soon, kept_in, processes_in

LETTER = File(content=b"Guten Tag")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have temporary folders made here, so that their processes can be found."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


@pytest.fixture
def reader(folder: Path) -> Iterator[ConfinedReader]:
    """Give a reader that rests in the end."""
    reader = ConfinedReader()
    yield reader
    reader.rest()


def test_the_process_is_kept_for_the_next_mail(reader: ConfinedReader, folder: Path) -> None:
    """It is started by the first file, not before."""
    before = processes_in(folder)
    reader.read([LETTER])
    first = kept_in(folder)
    reader.read([LETTER])

    assert before == []
    assert len(first) == 1
    assert kept_in(folder) == first


def test_no_process_is_left_at_rest_and_another_one_reads_on(
    reader: ConfinedReader, folder: Path
) -> None:
    """Resting twice is harmless."""
    reader.read([LETTER])
    reader.rest()
    reader.rest()

    assert gone_soon(folder)
    assert reader.read([LETTER])[0].text == "Guten Tag"


def test_a_process_that_the_system_ended_costs_no_letter(
    reader: ConfinedReader, folder: Path
) -> None:
    """It had run out of memory, for example; the next mail gets a fresh one."""
    reader.read([LETTER])
    (process,) = kept_in(folder)
    os.kill(process, signal.SIGKILL)
    assert gone_soon(folder)

    assert reader.read([LETTER])[0].text == "Guten Tag"


def test_r10_what_takes_longer_than_others_may_wait_is_told_not_cut(reader: ConfinedReader) -> None:
    """With more time the same files are read."""
    with pytest.raises(TakesLongerError):
        reader.read([LETTER], within=0)

    assert reader.read([LETTER])[0].text == "Guten Tag"


def test_two_threads_take_turns(reader: ConfinedReader) -> None:
    """Answers to one never reach the other."""
    letters = [File(content=f"Brief {number}".encode()) for number in range(12)]

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda letter: reader.read([letter])[0].text, letters))

    assert found == [f"Brief {number}" for number in range(12)]


def test_no_secret_of_the_service_is_in_the_process(
    reader: ConfinedReader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passwords may stand in the environment of the service."""
    monkeypatch.setenv("KRM_SMTP__PASSWORD", "geheim-7f3a")
    reader.read([LETTER])

    (process,) = kept_in(folder)
    assert b"geheim-7f3a" not in Path(f"/proc/{process}/environ").read_bytes()
