"""`krm check`: try everything that the service needs."""

import os
from pathlib import Path

import click

from config.load import load
from config.mistakes import ConfigurationError
from intake.mailbox.check import CheckLine
from service.checks import every_check
from service.clock import now
from service.commands.lines import write_line
from service.commands.opening import RefusedConfigurationError


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON Lines.")
@click.pass_context
def check(context: click.Context, *, as_json: bool) -> None:
    """Try configuration, database, key, accounts, IMAP, SMTP, letters and model: one line each.

    Sends nothing; makes missing folders in the mailbox. Exit code 1 if something fails, 2 if
    the configuration cannot be used.
    """
    config: Path = context.obj
    try:
        settings = load(config, os.environ)
    except ConfigurationError as error:
        if not as_json:
            raise RefusedConfigurationError(error) from None
        for mistake in error.mistakes:
            _print(CheckLine(what=mistake.key, is_well=False, says=mistake.text), as_json=True)
        context.exit(RefusedConfigurationError.exit_code)
    failed = False
    for line in every_check(settings, now=now()):
        _print(line, as_json=as_json)
        failed = failed or not line.is_well
    context.exit(int(failed))


def _print(line: CheckLine, *, as_json: bool) -> None:
    if as_json:
        write_line({"what": line.what, "ok": line.is_well, "says": line.says})
    else:
        state = "ok    " if line.is_well else "failed"
        click.echo(f"{state}  {line.what}: {line.says}")
