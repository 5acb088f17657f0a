"""Keyed hashes, tokens and the key file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.keys import KeyFileError, Keys, load_key, make_key_file

KEYS = Keys(key=bytes(range(32)))
OTHER_KEYS = Keys(key=bytes(32))


def test_a_hash_is_that_of_the_key_and_of_its_kind() -> None:
    """Nobody without the key can test guesses, and no kind can be taken for another."""
    hashes = {
        KEYS.hash("address", "rosa@post.example"),
        KEYS.hash("name", "rosa@post.example"),
        KEYS.hash("message-id", "rosa@post.example"),
        KEYS.hash("letter", "rosa@post.example"),
        OTHER_KEYS.hash("address", "rosa@post.example"),
    }

    assert len(hashes) == 5
    assert all(len(each) == 64 and set(each) <= set("0123456789abcdef") for each in hashes)


def test_a_hash_stays_the_same_from_release_to_release() -> None:
    """Stored hashes must match those made years later (R7)."""
    expected = "9ce8a0a5c058e1d80ed1dcb7b2f4418e57b19f1e81984990a226ee9c158a0def"

    assert KEYS.hash("address", "rosa@post.example") == expected


@pytest.mark.parametrize("written", ["Rosa@Post.Example", " rosa@post.example\n"])
def test_an_address_is_known_however_it_is_written(written: str) -> None:
    """Case and blanks around it do not count."""
    assert KEYS.hash("address", written) == KEYS.hash("address", "rosa@post.example")


@pytest.mark.parametrize("written", ["ROSA  MÜLLER", "Rosa Mu\u0308ller", " rosa müller"])
def test_a_name_is_known_however_it_is_written(written: str) -> None:
    """Case, blanks and the way an umlaut is coded do not count (R6)."""
    assert KEYS.hash("name", written) == KEYS.hash("name", "Rosa Müller")


def test_a_letter_is_another_with_one_blank_more() -> None:
    """Only the very same letter is taken for the same (R1)."""
    assert KEYS.hash("letter", "Text ") != KEYS.hash("letter", "Text")


def test_an_unknown_kind_is_refused() -> None:
    """A misspelt kind would make hashes that never match."""
    with pytest.raises(ValueError, match="adress"):
        KEYS.hash("adress", "rosa@post.example")


@given(st.text())
def test_any_text_has_a_hash_and_a_token(text: str) -> None:
    """Broken characters from a mail stop nothing; tokens fit into a subject or address."""
    token = KEYS.token(text)

    assert len(KEYS.hash("message-id", text)) == 64
    assert len(token) == 24
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_broken_characters_have_a_hash() -> None:
    """A lone surrogate, as mail parsers give for undecodable bytes, is hashed too."""
    assert len(KEYS.hash("address", "\udcff@post.example")) == 64


def test_the_key_never_shows(tmp_path: Path) -> None:
    """Logs and tracebacks print values."""
    assert repr(KEYS) == "Keys()"


def test_a_made_key_file_loads_and_is_private(tmp_path: Path) -> None:
    """Its owner alone may read it."""
    path = tmp_path / "secrets" / "hash-key"

    make_key_file(path, bytes(range(32)))

    assert load_key(path) == KEYS
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_key_file_is_never_replaced(tmp_path: Path) -> None:
    """Every hash made with the old key would be lost."""
    path = tmp_path / "hash-key"
    make_key_file(path, bytes(range(32)))

    with pytest.raises(KeyFileError, match="exists already"):
        make_key_file(path, bytes(32))
    assert load_key(path) == KEYS


def test_too_little_chance_makes_no_key(tmp_path: Path) -> None:
    """A short key could be guessed."""
    with pytest.raises(KeyFileError, match="32 random bytes"):
        make_key_file(tmp_path / "hash-key", bytes(31))


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "too short"), (b"00ff", "too short"), (b"no key", "holds no key"), (b"\xff", "read")],
)
def test_a_damaged_key_file_says_so(tmp_path: Path, content: bytes, says: str) -> None:
    """Instead of making hashes that match nothing."""
    path = tmp_path / "hash-key"
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(KeyFileError, match=says):
        load_key(path)


def test_a_missing_key_file_says_how_to_make_one(tmp_path: Path) -> None:
    """The operator sees the next step."""
    with pytest.raises(KeyFileError, match="krm init"):
        load_key(tmp_path / "hash-key")


def test_a_key_file_open_to_all_is_refused(tmp_path: Path) -> None:
    """Whoever has the key can test guesses of addresses."""
    path = tmp_path / "hash-key"
    make_key_file(path, bytes(range(32)))
    path.chmod(0o644)

    with pytest.raises(KeyFileError, match="chmod 600"):
        load_key(path)


def test_keys_for_other_uses_tell_nothing_about_each_other() -> None:
    """The desk's sessions are signed with one of them."""
    assert KEYS.derive("desk") != KEYS.derive("other")
    assert KEYS.derive("desk") != OTHER_KEYS.derive("desk")
    assert len(KEYS.derive("desk")) == 32
