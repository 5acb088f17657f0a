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
    return bool(languages())


@cache
def installed() -> tuple[str, ...]:
    """Return what Tesseract can read, languages and other models; nothing where it is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    return tuple(_LANGUAGE.findall(_answer([program, "--list-langs"])))


@cache
def languages() -> tuple[str, ...]:
    """Return German and what the office added; English comes unasked and only costs time."""
    known = [each for each in installed() if each not in _NOT_LANGUAGES]
    chosen = [each for each in known if each != "eng"] or known
    return tuple(sorted(chosen, key=lambda language: (language != "deu", language)))


def words_in(picture: bytes) -> str:
    """Return the words in a picture (any format that Leptonica reads); empty if there are none."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    # --psm 1 finds out how the page was turned.
    turn = "1" if "osd" in installed() else "3"
    command = [program, "stdin", "stdout", "-l", "+".join(languages()), "--psm", turn]
    text = _answer(command, picture)
    return text if len(_WORD.findall(text)) >= _FEWEST_WORDS else ""


def _answer(command: list[str], picture: bytes = b"") -> str:
    done = subprocess.run(command, input=picture, stdout=subprocess.PIPE, check=False)  # noqa: S603  (our own words)
    return done.stdout.decode("utf-8", "replace")
