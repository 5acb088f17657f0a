"""From the configuration file, the environment and the secret files to `Settings`."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

from config import database_url
from config.mistakes import ConfigurationError, Mistake, mistakes_of, unknown_key
from config.settings import Settings, StoreSection, known_keys

Values = dict[str, Any]
"""What TOML gives: sections of keys and values, not checked yet."""

SECRETS = (
    ("mailbox", "password"),
    ("smtp", "password"),
    ("store", "password"),
    ("oidc", "client_secret"),
)
FILES = (("mailbox", "ca_file"), ("smtp", "ca_file"), ("triage", "model"))
"""Keys that name a file which must be there (`triage.model` unless it is `builtin`)."""
PREFIX = "KRM_"
DELIMITER = "__"


def load(path: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings; ConfigurationError lists everything that is wrong at once."""
    folder = path.absolute().parent
    written = _read(path)
    mistakes = [*_secrets_in_clear(written), *_strange_variables(environ)]
    values = _merged(written, _Environment(environ)())
    known = known_keys()
    mistakes += [unknown_key(name, known) for name in values if name not in Settings.model_fields]
    values = {name: value for name, value in values.items() if name in Settings.model_fields}
    mistakes += _fill_in_files(values, folder)
    mistakes += _warnings_to_ourselves(values)
    settings, found = _checked(values, known)
    mistakes += _without_echoes(found, mistakes)
    if settings is None or mistakes:
        raise ConfigurationError(mistakes)
    triage = replace(settings.triage, models=str(folder / settings.triage.models))
    at_home = {"store": _at_home(settings.store, folder), "triage": triage}
    return settings.model_copy(update=at_home)


def _read(path: Path) -> Values:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))  # editors on Windows
    except FileNotFoundError:
        text = "does not exist; `krm init` writes one, `--config FILE` names another"
    except OSError as error:
        text = f"cannot be read ({error.strerror}); mend its permissions"
    except UnicodeDecodeError:
        text = "is not written in UTF-8; save it as UTF-8"
    except tomllib.TOMLDecodeError as error:
        text = f"is no valid TOML: {error}"
    raise ConfigurationError([Mistake(key=str(path), text=text)])


class _Environment(EnvSettingsSource):
    """Variables such as `KRM_SMTP__HOST`, from the environment that we are given."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(Settings)
        self.env_vars = {name.lower(): value for name, value in environ.items()}

    def decode_complex_value(
        self,
        field_name: str,
        field: FieldInfo,
        value: Any,  # noqa: ANN401  (the library's signature)
    ) -> Any:  # noqa: ANN401  (the library's signature)
        """Read lists as JSON; what is none stays a text, for the check to name its key."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value


def _merged(values: Values, over: Values) -> Values:
    """Lay the second over the first, section by section."""
    both = dict(values)
    for key, value in over.items():
        below = both.get(key)
        are_sections = isinstance(below, dict) and isinstance(value, dict)
        both[key] = _merged(dict(below or {}), value) if are_sections else value
    return both


def _strange_variables(environ: Mapping[str, str]) -> Iterator[Mistake]:
    """Find variables that look like ours and name no section."""
    for name in sorted(environ):
        section, delimiter, _ = name.removeprefix(PREFIX).partition(DELIMITER)
        is_ours = name.startswith(PREFIX) and delimiter
        if is_ours and section.lower() not in Settings.model_fields:
            yield Mistake(key=name, text=f"names no section: there is no [{section.lower()}]")


def _secrets_in_clear(written: Values) -> Iterator[Mistake]:
    """Find secrets in the file itself, which people copy and keep in version control."""
    for section, key in SECRETS:
        if _value(written, section, key) is not None:
            text = (
                f"must not stand in this file: write it into a file of its own, name that in "
                f"{section}.{key}_file, or set {PREFIX}{section.upper()}{DELIMITER}{key.upper()}"
            )
            yield Mistake(key=f"{section}.{key}", text=text)
    url = _value(written, "store", "url")
    if isinstance(url, str) and database_url.holds_password(url):
        text = "must not hold a password: write it into a file and name that in store.password_file"
        yield Mistake(key="store.url", text=text)


def _fill_in_files(values: Values, folder: Path) -> Iterator[Mistake]:
    """Read the secrets and make the files' names absolute, in place; name files not there."""
    for section, key in SECRETS:
        name = _value(values, section, f"{key}_file")
        if name and isinstance(name, str) and not _value(values, section, key):
            try:
                values[section][key] = (folder / name).read_text("utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError, ValueError):
                text = f"this file cannot be read; names count from the folder {folder}"
                yield Mistake(key=f"{section}.{key}_file", text=text)
            else:
                values[section][f"{key}_file"] = str(folder / name)
    for section, key in FILES:
        name = _value(values, section, key)
        if name and isinstance(name, str) and name != "builtin":
            values[section][key] = str(folder / name)
            if not (folder / name).is_file():
                text = f"there is no file {folder / name}"
                yield Mistake(key=f"{section}.{key}", text=text)


def _warnings_to_ourselves(values: Values) -> Iterator[Mistake]:
    """Find warnings and hand-overs that would come back into the KRM mailbox."""
    own = {_value(values, "smtp", "sender"), _value(values, "mailbox", "user")}
    ours = {address.lower() for address in own if isinstance(address, str) and "@" in address}
    for section in ("routing", "alerts"):
        keys = values.get(section)
        for key, address in keys.items() if isinstance(keys, dict) else ():
            if isinstance(address, str) and address.lower() in ours:
                text = "is the KRM mailbox itself; name a mailbox that a person reads"
                yield Mistake(key=f"{section}.{key}", text=text)


def _checked(values: Values, known: tuple[str, ...]) -> tuple[Settings | None, tuple[Mistake, ...]]:
    try:
        return Settings(**values), ()
    except ValidationError as error:
        return None, mistakes_of(error, known)


def _without_echoes(found: tuple[Mistake, ...], earlier: list[Mistake]) -> Iterator[Mistake]:
    """Leave out that a secret is missing where its file was said to be unreadable."""
    explained = {mistake.key.removesuffix("_file") for mistake in earlier}
    return (mistake for mistake in found if mistake.key not in explained)


def _at_home(store: StoreSection, folder: Path) -> StoreSection:
    """Make the store's paths absolute and give the database its password."""
    url = database_url.complete(store.url, folder=folder, password=store.password)
    return replace(store, url=url, key_file=str(folder / store.key_file))


def _value(values: Values, section: str, key: str) -> object:
    """Return what stands there, None where nothing does."""
    keys = values.get(section)
    return keys.get(key) if isinstance(keys, dict) else None
