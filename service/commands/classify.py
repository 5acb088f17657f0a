"""`krm classify`: what messages are, and which way they go."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from intake.attachments.texts import read_with_attachments
from service.commands.lines import complain, contents, write_line
from triage.chain import as_json, judge_letter, judge_mail
from triage.encoder.weights import EncoderError
from triage.model.artefact import ModelError, builtin, load
from triage.model.classifier import Classifier, Encoder
from triage.model.second_stage import staged
from triage.model.vectors import Floats

EXAMPLES = """\b
Examples:
  krm classify message.eml
  krm classify mails/*.eml > decisions.jsonl
  krm classify --jsonl < letters.jsonl
"""
FAST = click.option(
    "--fast", is_flag=True, help="Leave out the slower second model, even where it is installed."
)


@click.command(epilog=EXAMPLES)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--jsonl", is_flag=True, help='Read JSON Lines {"id","subject","body"} instead.')
@click.option("--model", type=click.Path(path_type=Path), help="A file written by `krm train`.")
@FAST
@click.pass_context
def classify(
    context: click.Context,
    files: tuple[Path, ...],
    *,
    jsonl: bool,
    model: Path | None,
    fast: bool,
) -> None:
    """Say for each message what it is, which way it goes, and why; one JSON object a line.

    FILE holds a raw message; without one, standard input does. Ways that say "do" are carried
    out at once by the service, those that say "ask" lie before the officer. Needs no
    configuration. Exit code 1 if a FILE or a line could not be read; all others are answered.
    """
    if jsonl and files:
        message = "--jsonl reads standard input; leave out the files."
        raise click.UsageError(message)
    classifier = open_model(model, fast=fast)
    done = _letters(classifier) if jsonl else _messages(files, classifier)
    context.exit(0 if all(list(done)) else 1)


def open_model(path: Path | None, *, fast: bool) -> Classifier:
    """Return the model of this file, or the one that comes with the program."""
    try:
        model = load(path) if path else builtin()
        return _telling(staged(model, wanted=not fast))
    except ModelError as error:
        if path:
            raise click.BadParameter(str(error), param_hint="--model") from None
        raise click.ClickException(str(error)) from None


@dataclass(slots=True, kw_only=True)
class TellingEncoder:
    """An encoder that says on standard error, once, that it cannot be read.

    The first model then answers alone, and nobody must take its figures for those of both.
    """

    encoder: Encoder
    has_told: bool = False

    def vectors(self, text: str) -> Floats:
        """Return the meaning of a text; EncoderError as the encoder itself."""
        try:
            return self.encoder.vectors(text)
        except EncoderError as error:
            if not self.has_told:
                complain(f"the second model is left out: {error}")
            self.has_told = True
            raise


def _telling(classifier: Classifier) -> Classifier:
    then = classifier.then
    if then is None or then.encoder is None:
        return classifier
    telling = TellingEncoder(encoder=then.encoder)
    return replace(classifier, then=replace(then, encoder=telling))


def _messages(files: tuple[Path, ...], classifier: Classifier) -> Iterator[bool]:
    for name, content in contents(files):
        if content is not None:
            decision = judge_mail(read_with_attachments(content), classifier=classifier)
            write_line({"file": name, **as_json(decision)})
        yield content is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLetter:
    """One line of the input."""

    id: str | int
    subject: str = field(repr=False)
    body: str = field(repr=False)


def _letters(classifier: Classifier) -> Iterator[bool]:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            letter = _letter_of(line)
        except ValueError as error:
            complain(f"line {number}: {error}")
            yield False
            continue
        decision = judge_letter(letter.subject, letter.body, classifier=classifier)
        write_line({"id": letter.id, **as_json(decision)})
        yield True


def _letter_of(line: bytes) -> GivenLetter:
    """Read one line; ValueError says what is wrong with it, without its content."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        message = "is not written in UTF-8"
        raise ValueError(message) from None
    except (ValueError, RecursionError):  # a number of 5,000 digits is a plain ValueError
        message = "is no JSON"
        raise ValueError(message) from None
    if not isinstance(record, dict):
        message = 'is no object with "id", "subject" and "body"'
        raise ValueError(message)  # noqa: TRY004  (one kind of error for all lines)
    for key, kinds in (("id", (str, int)), ("subject", str), ("body", str)):
        if not isinstance(record.get(key), kinds) or isinstance(record[key], bool):
            message = f'"{key}" is missing or no text'
            raise ValueError(message)  # noqa: TRY004  (one kind of error for all lines)
    return GivenLetter(id=record["id"], subject=record["subject"], body=record["body"])
