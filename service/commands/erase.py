"""`krm erase`: erase what is due now (R7, R33)."""

from pathlib import Path

import click

from service.clock import fresh_id, now
from service.commands.opening import who_asks
from service.commands.working import service_of
from service.rounds import Rounds
from store import health
from store.engine import reading, writing
from store.people import accounts

ON_SERVER = "erase_on_server"
"""The part of the service that reports when the mail server could not be reached."""


@click.command()
@click.pass_obj
def erase(config: Path) -> None:
    """Erase what is due now, in the database, its log and on the mail server (R7, R33).

    The service does this every hour by itself. The journal's lines stay as proof. Exit code 1
    if the mail server could not be reached: what lies there is then erased next time.
    """
    with service_of(config) as service:
        begun_at = now()
        with writing(service.engine) as tx:
            accounts.log_access(tx, who=who_asks(), what="erased_what_is_due", at=begun_at)
        rounds, total = Rounds(service=service, holder=fresh_id()), 0
        while count := rounds.erase():
            total += count
        click.echo(f"{total} messages erased.")
        with reading(service.engine) as tx:
            beats = {beat.what: beat for beat in health.beats(tx)}
    beat = beats.get(ON_SERVER)
    if beat and not beat.is_well and beat.at >= begun_at:
        raise click.ClickException(beat.note)
