"""What a command opens before it works: the configuration, the database."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine

from config.load import load
from config.mistakes import ConfigurationError
from config.settings import Settings
from service.databases import UnfitDatabaseError, opened


class RefusedConfigurationError(click.ClickException):
    """The configuration cannot be used; each mistake is printed with its key."""

    exit_code = 2

    def __init__(self, error: ConfigurationError) -> None:
        """Say what is wrong, one line a mistake."""
        count = len(error.mistakes)
        title = f"the configuration has {count} mistake{'s' * (count > 1)}:"
        super().__init__("\n  ".join((title, *(str(mistake) for mistake in error.mistakes))))


def settings_of(config: Path) -> Settings:
    """Read the configuration; exit code 2 with every mistake if it cannot be used."""
    try:
        return load(config, os.environ)
    except ConfigurationError as error:
        raise RefusedConfigurationError(error) from None


@contextmanager
def database_of(settings: Settings) -> Iterator[Engine]:
    """Open the database as it is, changing nothing; exit code 1 if it is not fit for use."""
    try:
        with opened(settings.store.url) as engine:
            yield engine
    except UnfitDatabaseError as error:
        message = f"the database: {error}"
        raise click.ClickException(message) from None


def who_asks() -> str:
    """Name the operating-system user for the access log (R33)."""
    try:
        return f"os:{pwd.getpwuid(os.getuid()).pw_name}"
    except KeyError:  # a container may run under a number without a name
        return f"os:{os.getuid()}"
