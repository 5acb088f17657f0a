"""What the reading process can still do once it is confined: compute, read, answer."""

import subprocess
import sys
from pathlib import Path

import pytest

from intake.attachments.limits import LIMITS

CONFINED = (
    "from intake.attachments.confine import confine; "
    "from intake.attachments.limits import LIMITS; confine(LIMITS);"
)

FORBIDDEN = {
    "open a socket": "import socket; socket.socket()",
    "open a local socket": "import socket; socket.socketpair()",
    "write a file": "open('made', 'w')",
    "change a file": "open('kept', 'r+')",
    "delete a file": "import os; os.unlink('kept')",
    "rename a file": "import os; os.rename('kept', 'made')",
    "make a folder": "import os; os.mkdir('made')",
    "make a link": "import os; os.symlink('kept', 'made')",
    "change who may read": "import os; os.chmod('kept', 0o777)",
    "end another process": "import os; os.kill(os.getppid(), 15)",
    "leave its group": "import os; os.setpgid(0, 0)",
    "begin a session": "import os; os.setsid()",
    "get its limits back": "import resource; resource.setrlimit(resource.RLIMIT_CPU, (900, 900))",
    "do it through a child": "import subprocess; subprocess.run(['rm', 'kept'], check=True)",
}
ALLOWED = {
    "read a file": "assert open('kept').read() == 'x'",
    "start a program": "import subprocess; subprocess.run(['true'], check=True)",
}


def outcome(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a confined process."""
    (folder / "kept").write_text("x")
    command = [sys.executable, "-I", "-B", "-c", CONFINED + code]
    return subprocess.run(  # noqa: S603  (our own words)
        command, cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("code", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_confined_process_cannot(code: str, tmp_path: Path) -> None:
    """The system refuses; nothing has changed."""
    refused = outcome(code, tmp_path)

    assert refused.returncode != 0
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_text() == "x"
    assert "not permitted" in refused.stderr or "not allowed" in refused.stderr


@pytest.mark.parametrize("code", ALLOWED.values(), ids=ALLOWED)
def test_a_confined_process_still_can(code: str, tmp_path: Path) -> None:
    """Else the tests above would prove nothing."""
    allowed = outcome(code, tmp_path)

    assert allowed.stderr == ""
    assert allowed.returncode == 0


def test_memory_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    """A file cannot take the machine's memory."""
    greedy = outcome(f"bytearray({LIMITS.memory_bytes})", tmp_path)

    assert "MemoryError" in greedy.stderr
