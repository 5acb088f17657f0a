"""Who may read the files with secrets and citizens' data? Their owner alone."""

import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url

from config.settings import Settings
from intake.mailbox.check import CheckLine


def check_private_files(settings: Settings) -> CheckLine:
    """Warn of each file that every user of the machine may read or change."""
    open_files = [str(path) for path in _files(settings) if _is_open(path)]
    says = "secrets and database are closed to other users"
    if open_files:
        mend = f"run `chmod 600 {' '.join(open_files)}`"
        says = f"warning: other users of this machine may read or change them; {mend}"
    return CheckLine(what="private files", is_well=True, says=says)


def _files(settings: Settings) -> Iterator[Path]:
    for name in (
        settings.mailbox.password_file,
        settings.smtp.password_file,
        settings.store.password_file,
        settings.oidc.client_secret_file,
    ):
        if name:
            yield Path(name)
    address = make_url(settings.store.url)
    if address.drivername == "sqlite" and address.database:
        yield Path(address.database)


def _is_open(path: Path) -> bool:
    """Say whether others may open it; a folder closed to them keeps them out as well."""
    try:
        file, folder = path.stat().st_mode, path.parent.stat().st_mode
    except OSError:
        return False
    return bool(file & stat.S_IRWXO and folder & stat.S_IXOTH)
