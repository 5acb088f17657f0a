"""The `krm` command: which sub-commands there are. Each is loaded when it is called."""

import errno
import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click


@dataclass(frozen=True, slots=True)
class Listed:
    """A sub-command: its name, its function in `service.commands`, one line of help."""

    name: str
    function: str
    summary: str


COMMANDS: tuple[Listed, ...] = (
    Listed("init", "init.init", "Write krm.toml, make the database and the first account."),
    Listed("check", "check.check", "Try configuration, database, mail servers, letters, model."),
    Listed("run", "run.run", "Work the mailbox: the daemon with the desk, or one round."),
    Listed("parse", "parse.parse", "Turn raw messages into JSON Lines; needs no configuration."),
    Listed("classify", "classify.classify", "Say what messages are and which way they go."),
    Listed("train", "train.train_command", "Learn from the officer, or from labelled letters."),
    Listed("evaluate", "evaluate.evaluate_command", "Say how good a classifier is."),
    Listed("model", "model.model", "List the models, choose which one decides, go back."),
    Listed("import", "stored_mail.import_command", "Take stored messages in."),
    Listed("journal", "tables.journal_command", "Show what came in and where it went."),
    Listed("register", "tables.register_command", "Show the cases."),
    Listed("post", "tables.post_command", "Show the outgoing mail and its delivery."),
    Listed("user", "user.user", "Manage the desk's accounts."),
    Listed("erase", "erase.erase", "Erase what is due now."),
    Listed("demo", "demo.demo", "The main job on an embedded post office."),
)


NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class LazyGroup(click.Group):
    """The commands of the table, in its order; `krm --help` loads none of them."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names in the table's order."""
        return [listed.name for listed in COMMANDS]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command; None for a name that is not in the table."""
        for listed in COMMANDS:
            if listed.name == cmd_name:
                return _load(listed)
        return None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; say in one sentence that what it prints finds no room."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            message = f"nothing more can be written ({error.strerror}): make room on that disk"
            raise click.ClickException(message) from None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without loading the commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(listed.name, listed.summary) for listed in COMMANDS])


def _load(listed: Listed) -> click.Command:
    module, _, function = listed.function.partition(".")
    command: click.Command = getattr(import_module(f"service.commands.{module}"), function)
    return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "config",
    type=click.Path(path_type=Path),
    envvar="KRM_CONFIG",
    default="krm.toml",
    show_default=True,
    show_envvar=True,
    help="The configuration file.",
)
@click.version_option(package_name="krm-intake", prog_name="krm")
@click.pass_context
def krm(context: click.Context, config: Path) -> None:
    """E-mail intake and triage for the customer reaction management of a Jobcenter.

    Start with `krm init`, then `krm check`, then `krm run`. Exit codes: 0 done, 1 the work
    failed, 2 usage or configuration error.
    """
    os.umask(0o077)  # files that any command makes are their owner's alone
    context.obj = config
