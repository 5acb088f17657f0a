"""The `krm` command."""

import click


@click.group()
def krm() -> None:
    """E-mail intake and triage for the customer reaction management of a Jobcenter."""
