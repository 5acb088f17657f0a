"""The demo keeps its promise: every sample goes where its expectation says."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sysconfig
from pathlib import Path

import pytest

from service.demo.samples import BUILT_IN
from tests.edges.servers import free_port
from tests.end_to_end.running import PATIENCE_SECONDS

KRM = Path(sysconfig.get_path("scripts"), "krm")
pytestmark = pytest.mark.slow


def demo(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one judged round of the demo as its user does."""
    command = [KRM, "demo", "--once", *arguments]
    return subprocess.run(  # noqa: S603  (our own command)
        command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )


def play_on(temporary: Path, port: int) -> subprocess.Popen[str]:
    """Start the demo that runs until it is ended; its files lie below `temporary`."""
    return subprocess.Popen(  # noqa: S603  (our own command)
        [KRM, "demo", "--port", str(port)],
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_every_built_in_sample_goes_where_it_should() -> None:
    """Exit code 0, and the last line counts them all."""
    result = demo()

    assert result.returncode == 0, result.stdout + result.stderr
    assert "17 of 17 as expected" in result.stdout


def test_a_sample_that_goes_elsewhere_fails_the_round(tmp_path: Path) -> None:
    """A complaint that is expected at SGG: the verdict comes from the SMTP server."""
    name = "02_complaint_base64"
    shutil.copy(BUILT_IN / f"{name}.eml", tmp_path)
    expected = json.loads((BUILT_IN / f"{name}.expected.json").read_text(encoding="utf-8"))
    expected["labels"], expected["ways"]["sgg"] = ["objection"], "do"
    (tmp_path / f"{name}.expected.json").write_text(json.dumps(expected), encoding="utf-8")

    result = demo("--mails", tmp_path)

    assert result.returncode == 1
    assert "not handed over to sgg" in " ".join(result.stdout.split())


def test_samples_without_an_expectation_are_named(tmp_path: Path) -> None:
    """One sentence says which file is missing; exit code 2."""
    (tmp_path / "alone.eml").write_bytes(b"Subject: x\r\n\r\nx\r\n")

    result = demo("--mails", tmp_path)

    assert result.returncode == 2
    assert "alone.expected.json" in "".join(result.stderr.split())


def test_a_taken_port_is_told_in_one_sentence_with_the_way_out(tmp_path: Path) -> None:
    """No traceback: a second demo, or another program, is the commonest first trouble."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = play_on(tmp_path, port).communicate(timeout=PATIENCE_SECONDS)

    assert result[1] == f"Error: port {port} of this machine is taken; choose another with --port\n"
    assert list(tmp_path.iterdir()) == []


def test_a_demo_told_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    """SIGTERM does what Ctrl-C does: the folder with the invented office is gone."""
    running = play_on(tmp_path, free_port())
    assert running.stdout is not None
    begun = any("Ctrl-C ends the demo" in line for line in running.stdout)

    running.send_signal(signal.SIGTERM)
    told, trouble = running.communicate(timeout=PATIENCE_SECONDS)

    assert begun
    assert "The demo ends; nothing is left behind." in told
    assert (running.returncode, trouble) == (0, "")
    assert list(tmp_path.iterdir()) == []
