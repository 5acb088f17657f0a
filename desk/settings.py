"""What the desk needs to be told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """Where the desk listens, and how long a decision can be taken back before mail leaves."""

    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    undo_seconds: int = 30
    session_hours: int = 10
