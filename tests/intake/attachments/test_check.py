"""What the operator is told about the reading of attachments."""

import pytest

from intake.attachments import ocr
from intake.attachments.check import check_attachments


@pytest.fixture(autouse=True)
def _look_anew() -> None:
    """Forget what an earlier look for Tesseract found."""
    for looked in (ocr.is_installed, ocr.languages, ocr.installed):
        looked.cache_clear()


@pytest.mark.server("tesseract")
def test_with_tesseract_its_languages_are_named() -> None:
    """German among them; English, which comes unasked, is not used beside it."""
    line = check_attachments()

    assert line.is_well
    assert line.says == "read, scans too (tesseract: deu)"


def test_without_tesseract_the_operator_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is no failure: scans wait for the officer."""
    monkeypatch.setenv("PATH", "/nowhere")

    line = check_attachments()

    assert line.is_well
    assert "install tesseract-ocr and tesseract-ocr-deu" in line.says
