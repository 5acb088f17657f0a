"""The `krm` command for tests, and an office in a folder that it has set up."""

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from service.main import krm

DESK_PASSWORD = "ein-langes-Passwort"
SECRETS = {
    "KRM_MAILBOX__PASSWORD": "imap-geheim-7391",
    "KRM_SMTP__PASSWORD": "smtp-geheim-2846",
    "KRM_DESK_PASSWORD": DESK_PASSWORD,
}
ANSWERS = {
    "office-name": "Jobcenter Süd",
    "contact-name": "Erika Beispiel",
    "contact-phone": "07274 000-0",
    "contact-email": "krm@jobcenter.example",
    "mailbox-host": "127.0.0.1",
    "routing-sgg": "sgg@jobcenter.example",
    "routing-director": "gf@jobcenter.example",
}


def run_krm(
    *arguments: str | Path, given: str | bytes = "", environ: Mapping[str, str] | None = None
) -> Result:
    """Run the command in this process; no variable of ours comes in from outside."""
    runner = CliRunner(env={"KRM_CONFIG": None})
    return runner.invoke(krm, [str(each) for each in arguments], input=given, env=environ)


def init_options(**changes: str) -> list[str]:
    """Return what `krm init` must be told, with these changes (`mailbox_host="..."`)."""
    answers = ANSWERS | {name.replace("_", "-"): value for name, value in changes.items()}
    return [part for name, value in answers.items() for part in (f"--{name}", value)]


def an_installation(folder: Path, **changes: str) -> Path:
    """Set an office up as an operator does and return its configuration."""
    config = folder / "krm.toml"
    options = init_options(**changes)
    result = run_krm("--config", config, "init", "--non-interactive", *options, environ=SECRETS)
    assert result.exit_code == 0, result.output
    return config
