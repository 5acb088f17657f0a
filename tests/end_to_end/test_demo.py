"""The demo keeps its promise: every sample goes where its expectation says."""

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from service.demo.samples import BUILT_IN

KRM = Path(sysconfig.get_path("scripts"), "krm")
pytestmark = pytest.mark.slow


def demo(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one judged round of the demo as its user does."""
    command = [KRM, "demo", "--once", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603  (our own command)


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
