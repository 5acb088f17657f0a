"""Events as JSON lines, without personal data: an exception shows its type and places only (R7)."""

import json
import logging
import traceback
from types import TracebackType

ROOMS = ("intake", "correspondence", "store", "triage", "desk", "service")
FIELDS = (
    "journal",
    "dispatch",
    "labels",
    "count",
    "kind",
    "answer",
    "outcome",
    "folder",
    "job",
    "port",
    "page",
)
"""The only extra fields that ever reach the log; each is a number or a fixed word."""


class EventFormatter(logging.Formatter):
    """Write one event as one JSON object a line.

    The text of an exception is left out, since it may quote the message that caused it; so are
    the messages of other libraries below warning level and all their arguments.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        event: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "where": record.name,
            "event": record.msg if _is_ours(record) else "a library speaks up",
        }
        event.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = record.exc_info[0].__name__
            event["trace"] = _places(record.exc_info[2])
        return json.dumps(event, ensure_ascii=False, default=str)


def start_logging(level: int = logging.INFO) -> None:
    """Send our events to standard error; other libraries speak from warnings on."""
    to_stderr = logging.StreamHandler()
    to_stderr.setFormatter(EventFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[to_stderr], force=True)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it warns of every round still at it
    for room in ROOMS:
        logging.getLogger(room).setLevel(level)


def _is_ours(record: logging.LogRecord) -> bool:
    """Say whether the event is a constant of ours; a library's may quote what it choked on."""
    return record.name.partition(".")[0] in ROOMS


def _places(trace: TracebackType | None) -> list[str]:
    """Name files, lines and functions, never values."""
    frames = traceback.extract_tb(trace)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
