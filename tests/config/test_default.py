"""The shipped configuration explains every key and agrees with the defaults in the code."""

import tomllib
from pathlib import Path

from config.load import load
from config.settings import Settings, known_keys
from tests.config.files import DEFAULT, a_configuration

SECRETS = {"mailbox.password", "smtp.password", "store.password", "oidc.client_secret"}


def test_every_key_stands_in_the_shipped_file() -> None:
    """None is missing but the secrets, which have files of their own; none is left over."""
    written = _keys_of(tomllib.loads(DEFAULT.read_text(encoding="utf-8")))

    assert written == set(known_keys()) - SECRETS


def test_every_key_of_the_shipped_file_is_explained() -> None:
    """A comment stands above each key, or above the pair that it belongs to."""
    lines = DEFAULT.read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for place, line in enumerate(lines)
        if line
        and line[0] not in "#["
        and not any(_explains(above) for above in lines[:place][-2:])
    ]

    assert bare == []


def test_the_shipped_file_says_what_the_code_has_as_default(tmp_path: Path) -> None:
    """An operator who deletes a line gets what stood there; addresses and lists are examples."""
    settings = load(a_configuration(tmp_path), {})

    assert settings.terms == Settings.model_fields["terms"].default
    assert settings.retention == Settings.model_fields["retention"].default
    assert settings.desk == Settings.model_fields["desk"].default
    assert settings.replies.per_hour == Settings.model_fields["replies"].default.per_hour


def _explains(line: str) -> bool:
    return line.startswith("#")


def _keys_of(sections: dict[str, object], prefix: str = "") -> set[str]:
    found = set()
    for name, value in sections.items():
        found.add(prefix + name)
        for section in value if isinstance(value, list) else [value]:
            if isinstance(section, dict):
                found |= _keys_of(section, f"{prefix}{name}.")
    return found
