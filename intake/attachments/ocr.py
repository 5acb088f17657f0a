"""Words in pictures, read by Tesseract where it is installed; it runs as confined as we do."""

import re
import shutil
import subprocess
from functools import cache

_LANGUAGE = re.compile(r"(?m)^[a-z]{3}(?:_[a-z]+)?$")
_NOT_LANGUAGES = frozenset({"osd", "equ"})
_WORD = re.compile(r"[^\W\d_]{3,}")
_FEWEST_WORDS = 3
"""In fewer, Tesseract sees letters where there are none."""


@cache
def is_installed() -> bool:
    """Tell whether Tesseract and a language for it are there."""
    return bool(_languages())


def words_in(picture: bytes) -> str:
    """Return the words in a picture (any format that Leptonica reads); empty if there are none."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    # --psm 1 finds out how the page was turned.
    turn = "1" if "osd" in _installed() else "3"
    command = [program, "stdin", "stdout", "-l", "+".join(_languages()), "--psm", turn]
    text = _answer(command, picture)
    return text if len(_WORD.findall(text)) >= _FEWEST_WORDS else ""


def _answer(command: list[str], picture: bytes = b"") -> str:
    done = subprocess.run(command, input=picture, stdout=subprocess.PIPE, check=False)  # noqa: S603  (our own words)
    return done.stdout.decode("utf-8", "replace")


@cache
def _languages() -> tuple[str, ...]:
    """Return German and what the office added; English comes unasked and only costs time."""
    installed = [each for each in _installed() if each not in _NOT_LANGUAGES]
    chosen = [each for each in installed if each != "eng"] or installed
    return tuple(sorted(chosen, key=lambda language: (language != "deu", language)))


@cache
def _installed() -> tuple[str, ...]:
    program = shutil.which("tesseract")
    if program is None:
        return ()
    return tuple(_LANGUAGE.findall(_answer([program, "--list-langs"])))
