"""A letter inside its own signature is found, in every encoding of it."""

import pytest

from intake.reading.opaque import enclosed_content

SIGNED = "06092a864886f70d010702"
DATA = "06092a864886f70d010701"
WHOLE = bytes.fromhex(f"3025{SIGNED}a0183016 020101 3100 300f{DATA}a002 0400")
LENGTHS_GIVEN = bytes.fromhex(f"302a{SIGNED}a01d301b 020101 3100 3012{DATA}a005 0403 616263 a000")
IN_PIECES = bytes.fromhex(
    f"3080{SIGNED}a0803080 020101 3100 3080{DATA}a0802480 0402 6162 0401 63 0000 0000 0000"
    "a003 0401 78 0000 0000 0000"
)


@pytest.mark.parametrize("octets", [LENGTHS_GIVEN, IN_PIECES])
def test_enclosed_letter_is_found(octets: bytes) -> None:
    """Length given or left open, in one piece or in several; certificates behind do not count."""
    assert enclosed_content(octets) == b"abc"


@pytest.mark.parametrize(
    "octets",
    [WHOLE, b"", b"abc", bytes.fromhex(DATA), b"\x24\x80" * 1000, LENGTHS_GIVEN[:30], b"\x30\x88"],
)
def test_nothing_is_found_where_nothing_is_enclosed(octets: bytes) -> None:
    """An empty content, a detached signature, other bytes, broken ones."""
    assert enclosed_content(octets) is None
