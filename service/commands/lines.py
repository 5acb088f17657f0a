"""What commands print: JSON Lines on standard output, complaints on standard error."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

STANDARD_INPUT = "-"
FINITE_DEVICES = frozenset({"/dev/null", "/dev/stdin", "/dev/tty"})


def write_line(record: Mapping[str, object]) -> None:
    """Write one JSON object in UTF-8, whatever the terminal's locale, and flush it."""
    stream = sys.stdout.buffer
    line = json.dumps(record, ensure_ascii=False)
    stream.write(line.encode("utf-8", "replace") + b"\n")
    stream.flush()


def complain(message: str) -> None:
    """Write one line to standard error."""
    click.echo(message, err=True)


def contents(files: tuple[Path, ...]) -> Iterator[tuple[str, bytes | None]]:
    """Yield name and bytes of each file, or of standard input; None where one cannot be read."""
    for file in files or (Path(STANDARD_INPUT),):
        if str(file) == STANDARD_INPUT:
            yield STANDARD_INPUT, sys.stdin.buffer.read()
            continue
        if has_no_end(file):
            complain(f"{file}: is a device, not a file")
            yield str(file), None
            continue
        try:
            yield str(file), file.read_bytes()
        except OSError as error:
            complain(f"{file}: cannot be read: {error.strerror}")
            yield str(file), None


def has_no_end(file: Path) -> bool:
    """Say whether this is a device such as /dev/zero, which would be read for ever."""
    return file.is_block_device() or (file.is_char_device() and str(file) not in FINITE_DEVICES)
