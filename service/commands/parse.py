"""`krm parse`: raw messages to JSON Lines."""

from pathlib import Path

import click

from intake.attachments.texts import read_with_attachments
from intake.reading.parsing import describe
from service.commands.lines import contents, write_line

EXAMPLES = """\b
Examples:
  krm parse message.eml
  krm parse mails/*.eml > mails.jsonl
  fetch-one-mail | krm parse
"""


@click.command(epilog=EXAMPLES)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.pass_context
def parse(context: click.Context, files: tuple[Path, ...]) -> None:
    """Turn raw messages into JSON Lines: one object a FILE, or one for standard input.

    Any sequence of bytes yields one object; damage is named in its "defects". Needs no
    configuration. Exit code 1 if a FILE could not be read; the others are printed all the same.
    """
    failed = False
    for name, content in contents(files):
        if content is None:
            failed = True
        else:
            write_line(describe(read_with_attachments(content), file=name))
    context.exit(int(failed))
