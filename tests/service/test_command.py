"""The command as a whole: its table of sub-commands, its start, what it leaves in the world."""

import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

import click
import pytest

from service.main import COMMANDS, krm
from tests.service.command import SECRETS, an_installation, run_krm

PROGRAM = Path(sysconfig.get_path("scripts"), "krm")


def test_help_lists_the_commands_of_this_release_and_no_other() -> None:
    """What is not built yet is not promised."""
    assert [listed.name for listed in COMMANDS] == [
        "init",
        "check",
        "run",
        "parse",
        "classify",
        "train",
        "evaluate",
        "model",
        "import",
        "journal",
        "register",
        "post",
        "user",
        "erase",
        "demo",
    ]
    shown = run_krm("--help").stdout
    assert all(f"\n  {listed.name} " in shown for listed in COMMANDS)


@pytest.mark.parametrize("listed", COMMANDS, ids=lambda listed: listed.name)
def test_every_listed_command_loads_and_explains_itself(listed: object) -> None:
    """Each has the name of the table and a help text of its own."""
    name = listed.name  # type: ignore[attr-defined]
    command = krm.get_command(click.Context(krm), name)

    assert command is not None
    assert command.name == name
    assert command.help
    assert run_krm(name, "--help").exit_code == 0


def test_help_is_quick_since_it_loads_no_command() -> None:
    """Neither the database library nor the classifier is loaded for it."""
    script = (
        "import sys; from service.main import krm\n"
        "try: krm(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'numpy', 'pydantic', 'flask', 'holidays'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )

    done = subprocess.run(  # noqa: S603  (our own words)
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr


def test_an_unknown_command_is_a_usage_error() -> None:
    """Exit code 2, and the word is named."""
    result = run_krm("jurnal")

    assert result.exit_code == 2
    assert "jurnal" in result.stderr


def test_a_missing_configuration_is_exit_code_2(tmp_path: Path) -> None:
    """The file is named, and what makes one."""
    result = run_krm("--config", tmp_path / "krm.toml", "journal")

    assert result.exit_code == 2
    assert f"{tmp_path}/krm.toml: does not exist; `krm init` writes one" in result.stderr


def test_the_configuration_can_be_named_by_the_environment(tmp_path: Path) -> None:
    """`KRM_CONFIG` stands for `--config`."""
    result = run_krm("journal", environ={"KRM_CONFIG": str(tmp_path / "other.toml")})

    assert f"{tmp_path}/other.toml" in result.stderr


def test_all_mistakes_of_a_configuration_are_printed_with_their_keys(tmp_path: Path) -> None:
    """One line each, exit code 2, no trace of the program."""
    config = tmp_path / "krm.toml"
    config.write_text("[offise]\n[smtp]\nport = 'x'\n", encoding="utf-8")

    result = run_krm("--config", config, "register")

    assert result.exit_code == 2
    assert "the configuration has 8 mistakes:" in result.stderr
    assert "  offise: is no known key; did you mean office?\n" in result.stderr
    assert "  smtp.port: must be a whole number\n" in result.stderr
    assert "Traceback" not in result.output


def test_a_port_that_another_program_has_is_told_in_one_sentence(tmp_path: Path) -> None:
    """Exit code 1 and the keys to change, no trace of the program."""
    config = an_installation(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        environ = {**SECRETS, "KRM_DESK__PORT": str(port)}
        result = run_krm("--config", config, "run", "--only", "desk", environ=environ)

    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: the desk cannot listen on 127.0.0.1, port {port} (Address already in use); "
        "see desk.host and desk.port\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_is_told_in_one_sentence(tmp_path: Path) -> None:
    """No trace of the program, and exit code 1."""
    message = tmp_path / "brief.eml"
    message.write_bytes(b"Subject: Frage\r\n\r\nWann haben Sie auf?\r\n")
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(  # noqa: S603  (our own program)
            [PROGRAM, "parse", message], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert result.returncode == 1
    assert result.stderr.decode().splitlines() == [
        "Error: nothing more can be written (No space left on device): make room on that disk"
    ]


def test_the_installed_program_runs() -> None:
    """A real process, real standard input and output, umlauts whatever the locale says."""
    done = subprocess.run(  # noqa: S603  (our own program)
        [PROGRAM, "parse"],
        check=False,
        capture_output=True,
        input="From: a@kunde.example\nSubject: Grüße\n\nSchöne Grüße\n".encode(),
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )

    assert done.returncode == 0, done.stderr
    assert '"text": "Schöne Grüße'.encode() in done.stdout
