"""Configuration files for tests: the shipped one, changed where a test says so."""

from pathlib import Path

from config.load import load
from config.mistakes import ConfigurationError, Mistake

DEFAULT = Path(__file__).parents[2] / "config" / "default.toml"
IMAP_PASSWORD = "imap-geheim-7391"
SMTP_PASSWORD = "smtp-geheim-2846"


def a_configuration(folder: Path, *changes: tuple[str, str], text: str = "") -> Path:
    """Write the shipped file, or this text, with each first replaced by the second."""
    text = text or DEFAULT.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "secrets").mkdir(exist_ok=True)
    (folder / "secrets" / "imap").write_text(f"{IMAP_PASSWORD}\n", encoding="utf-8")
    (folder / "secrets" / "smtp").write_text(f"{SMTP_PASSWORD}\n", encoding="utf-8")
    path = folder / "krm.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes_in(path: Path, environ: dict[str, str] | None = None) -> tuple[Mistake, ...]:
    """Return the mistakes with which the file is refused, none if it loads."""
    try:
        load(path, environ or {})
    except ConfigurationError as error:
        return error.mistakes
    return ()


def texts_by_key(path: Path, environ: dict[str, str] | None = None) -> dict[str, str]:
    """Return the mistakes as a dictionary."""
    return {mistake.key: mistake.text for mistake in mistakes_in(path, environ)}
