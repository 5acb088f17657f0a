"""`krm parse`: any bytes in, one JSON object a message out."""

import json
from pathlib import Path

import pytest

from tests.intake.attachments.files import a_mail_with, a_pdf, a_zip
from tests.service.command import run_krm

MESSAGE = (
    b"From: Jana Winter <jana@kunde.example>\r\n"
    b"To: krm@jobcenter.example\r\n"
    b"Message-ID: <1@kunde.example>\r\n"
    b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\n"
    b"Guten Tag\r\n"
)
PROMISED = {
    "file",
    "message_id",
    "date",
    "from",
    "to",
    "subject",
    "text",
    "own_text",
    "attachments",
    "kind",
    "kind_because",
    "may_answer",
    "in_reply_to",
    "references",
    "bounce",
    "defects",
}


def test_a_message_on_standard_input_gives_one_object(tmp_path: Path) -> None:
    """With every key that the outer interface promises; no configuration is asked for."""
    result = run_krm("--config", tmp_path / "none.toml", "parse", given=MESSAGE)

    (line,) = result.stdout.splitlines()
    parsed = json.loads(line)
    assert result.exit_code == 0
    assert set(parsed) >= PROMISED
    assert parsed["file"] == "-"
    assert parsed["subject"] == "Grüße"
    assert parsed["from"] == {"name": "Jana Winter", "address": "jana@kunde.example"}


def test_the_text_of_an_attached_pdf_is_shown() -> None:
    """What was read, how it went, and the names inside an archive."""
    files = {
        "brief.pdf": a_pdf(("Die Miete stimmt nicht.",)),
        "alles.zip": a_zip({"x.pdf": b"%PDF"}),
    }

    result = run_krm("parse", given=a_mail_with(files))

    pdf, archive = json.loads(result.stdout)["attachments"]
    assert pdf["state"] == "text"
    assert pdf["text"] == "Die Miete stimmt nicht."
    assert pdf["text_chars"] == 23
    assert (archive["state"], archive["contains"]) == ("listed", ["x.pdf"])


def test_each_file_gives_a_line_that_names_it(tmp_path: Path) -> None:
    """In the order of the arguments."""
    files = [tmp_path / "b.eml", tmp_path / "a.eml"]
    for file in files:
        file.write_bytes(MESSAGE)

    result = run_krm("parse", *files)

    named = [json.loads(line)["file"] for line in result.stdout.splitlines()]
    assert named == [str(file) for file in files]


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 900, b"\r\n\r\n", b"Subject: \xfc\xf6"])
def test_any_sequence_of_bytes_gives_one_object_and_exit_code_0(content: bytes) -> None:
    """Damage is in the object, never an error."""
    result = run_krm("parse", given=content)

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert set(json.loads(result.stdout)) >= PROMISED


def test_a_path_that_cannot_be_read_fails_after_the_others(tmp_path: Path) -> None:
    """The others are printed; the exit code is 1."""
    good = tmp_path / "good.eml"
    good.write_bytes(MESSAGE)

    result = run_krm("parse", tmp_path / "missing.eml", tmp_path, good)

    assert result.exit_code == 1
    assert [json.loads(line)["file"] for line in result.stdout.splitlines()] == [str(good)]
    assert f"{tmp_path}/missing.eml: cannot be read: No such file" in result.stderr
    assert f"{tmp_path}: cannot be read: Is a directory" in result.stderr
