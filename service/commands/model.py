"""`krm model`: which models there are, which one decides, and the way back (R36)."""

import sys
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from service.clock import now
from service.commands.lines import write_line
from service.commands.opening import who_asks
from service.commands.working import service_of
from service.learning import withdrawn
from service.live_model import LiveModel
from service.wiring import Service
from store.engine import writing
from store.people import accounts
from triage.measuring.standing import Standing, losses
from triage.model.artefact import ModelError
from triage.model.folder import BUILTIN, KeptModel, UnknownModelError
from triage.model.provenance import Provenance

COLUMNS = ("name", "live", "made", "examples", "gone", "right", "lost", "wrong acts", "alone", "")
JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of text to read.")
PRINTED_WIDTH = 160
EXAMPLES = """\b
Examples:
  krm model list
  krm model use learned-20261122-140000-1a2b3c4d
  krm model use --previous
  krm model use builtin
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A model as the list shows it; `gone` of its examples are no longer kept."""

    name: str
    is_live: bool
    origin: Provenance | None = None
    standing: Standing | None = None
    gone: int = 0
    trouble: str = ""


@click.group(epilog=EXAMPLES)
def model() -> None:
    """List the models that were learned here, or choose which one decides."""


@model.command("list")
@JSON
@click.pass_obj
def list_models(config: Path, *, as_json: bool) -> None:
    """List the models: which is live, when it was made, of how many examples, its figures.

    The figures are those of a twin on letters that it had not learned from. "gone" counts the
    examples whose messages are erased or were decided anew since: train anew where there are many.
    """
    with service_of(config) as service:
        found = _every(service)
        pinned = service.models.configured if service.models.is_pinned else ""
        zone = ZoneInfo(service.settings.office.timezone)
    if as_json:
        for listed in found:
            write_line(_record(listed))
        return
    table = Table(*COLUMNS)
    for listed in found:
        table.add_row(*_cells(listed, zone))
    Console(width=None if sys.stdout.isatty() else PRINTED_WIDTH).print(table)
    if pinned:
        click.echo(f"triage.model names {pinned}: that file decides, none of these.")


@model.command()
@click.argument("name", required=False)
@click.option("--previous", is_flag=True, help="Go back to the model that was live before.")
@click.option("--anyway", is_flag=True, help="Also a model that loses against the built-in one.")
@JSON
@click.pass_obj
def use(config: Path, name: str | None, *, previous: bool, anyway: bool, as_json: bool) -> None:
    """Put the model NAME live: every process takes it up at its next message, without restart.

    "builtin" names the one that comes with the program. Each decision notes its model.
    """
    if bool(name) == previous:
        message = "name a model, or say --previous."
        raise click.UsageError(message)
    with service_of(config) as service:
        try:
            before, chosen = _put_live(service.models, name, anyway=anyway)
        except (UnknownModelError, ModelError) as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            message = f"{service.models.folder.path} cannot be written: {error.strerror}"
            raise click.ClickException(message) from None
        with writing(service.engine) as tx:
            what, by = "model_used", who_asks()
            accounts.log_access(tx, who=by, what=what, reason=chosen, at=now())
    if as_json:
        write_line({"live": chosen, "before": before})
    else:
        click.echo(f"{chosen} is live; before it was {before}.")


def _put_live(models: LiveModel, name: str | None, *, anyway: bool) -> tuple[str, str]:
    """Put a model live; return the names of the one before and of the new one."""
    if models.is_pinned:
        message = f'triage.model names {models.configured}; write "builtin" there to choose here'
        raise ModelError(message)
    folder = models.folder
    chosen = folder.previous() if name is None else name
    if not anyway:
        _refuse_loser(folder.every(), chosen)
    before = _live_name(models)
    folder.use(chosen, at=now())
    return before, chosen


def _refuse_loser(kept: tuple[KeptModel, ...], name: str) -> None:
    origin = next((each.provenance for each in kept if each.name == name), None)
    found = losses(origin.of_builtin, origin.standing) if origin else ()
    if found:
        reasons = "".join(f"\n  - {reason}" for reason in found)
        message = f"{name} loses against the built-in model; --anyway takes it.{reasons}"
        raise ModelError(message)


def _live_name(models: LiveModel) -> str:
    """Return what decides by the folder's memory; the built-in model where that is damaged."""
    try:
        live = models.folder.live()
    except ModelError:
        return BUILTIN
    return live.name if live else BUILTIN


def _every(service: Service) -> list[Listed]:
    """Return the built-in model, with the figures that the newest training gave it, and ours."""
    kept = service.models.folder.every()
    live = "" if service.models.is_pinned else _live_name(service.models)
    newest = next((each.provenance for each in reversed(kept) if each.provenance), None)
    builtin = Listed(
        name=BUILTIN, is_live=live == BUILTIN, standing=newest.of_builtin if newest else None
    )
    return [builtin, *(_listed(each, service, live=live) for each in kept)]


def _listed(kept: KeptModel, service: Service, *, live: str) -> Listed:
    origin = kept.provenance
    return Listed(
        name=kept.name,
        is_live=kept.name == live,
        origin=origin,
        standing=origin.standing if origin else None,
        gone=withdrawn(service.engine, origin.examples) if origin else 0,
        trouble=kept.trouble,
    )


def _record(listed: Listed) -> dict[str, object]:
    origin, standing = listed.origin, listed.standing
    return {
        "name": listed.name,
        "is_live": listed.is_live,
        "made_at": origin.made_at.isoformat() if origin else None,
        "examples": len(origin.examples) if origin else 0,
        "examples_gone": listed.gone,
        "libraries": dict(origin.libraries) if origin else None,
        "frozen": _figures(standing) if standing else None,
        "trouble": listed.trouble,
    }


def _figures(standing: Standing) -> dict[str, object]:
    return {
        "letters": standing.letters,
        "right": standing.right,
        "labels": {str(each.label): {"right": each.right, "of": each.of} for each in standing.told},
        "lost": len(standing.lost),
        "wrong_hand_overs": len(standing.wrong_hand_overs),
        "wrong_acts": len(standing.wrong_acts),
        "decided_alone": standing.decided_alone,
    }


def _cells(listed: Listed, zone: ZoneInfo) -> list[str]:
    origin, standing = listed.origin, listed.standing
    figures = ["", "", "", ""]
    if standing:
        counts = (len(standing.lost), len(standing.wrong_acts), standing.decided_alone)
        figures = [f"{standing.right} of {standing.letters}", *map(str, counts)]
    return [
        listed.name,
        "live" if listed.is_live else "",
        f"{origin.made_at.astimezone(zone):%Y-%m-%d %H:%M}" if origin else "",
        str(len(origin.examples)) if origin else "",
        str(listed.gone or ""),
        *figures,
        listed.trouble,
    ]
