"""The whole service, for a command that works with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from service.commands.opening import database_of, settings_of
from service.wiring import Service, build
from store.keys import KeyFileError
from store.trouble import in_words
from triage.model.artefact import ModelError


@contextmanager
def service_of(config: Path) -> Iterator[Service]:
    """Build the service on a database of this release; exit code 1 where that fails."""
    settings = settings_of(config)
    with database_of(settings):
        pass
    try:
        service = build(settings)
    except (KeyFileError, ModelError) as error:
        raise click.ClickException(str(error)) from None
    try:
        yield service
    except SQLAlchemyError as error:
        message = f"the database: {in_words(error)}"
        raise click.ClickException(message) from None
    finally:
        service.engine.dispose()
