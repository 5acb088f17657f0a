"""What reaches the log: fixed words and numbers (R7, R33)."""

import json
import logging
import sys

from service.logs import EventFormatter

FORMAT = EventFormatter()


def logged(name: str, message: str, **extra: object) -> dict[str, object]:
    """Return one event as it is written."""
    record = logging.LogRecord(name, logging.WARNING, "file.py", 1, message, None, None)
    vars(record).update(extra)
    event: dict[str, object] = json.loads(FORMAT.format(record))
    return event


def test_r33_an_event_of_ours_shows_its_words_and_its_numbers() -> None:
    """The constant text and the fields on the list, and no other field."""
    event = logged("intake.line", "deciding failed", journal=17, subject="Widerspruch Winter")

    assert (event["event"], event["journal"]) == ("deciding failed", 17)
    assert "subject" not in event


def test_r33_what_a_library_says_is_left_out() -> None:
    """It may quote the message that it choked on."""
    assert "Winter" not in json.dumps(logged("imapclient", "bad literal: Frau Winter"))


def test_r33_an_exception_shows_its_type_and_places_only() -> None:
    """A decoding error holds the very bytes of a letter; they stay out."""
    try:
        b"Jana Winter \xff".decode("utf-8")
    except UnicodeDecodeError:
        trouble = sys.exc_info()
    record = logging.LogRecord("intake.line", logging.ERROR, "f.py", 1, "failed", None, trouble)

    line = FORMAT.format(record)

    assert "Winter" not in line
    assert json.loads(line)["error"] == "UnicodeDecodeError"
    assert "test_logs.py" in json.loads(line)["trace"][0]
