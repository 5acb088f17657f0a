"""Is the mailbox fit for us? What `krm check` says about it, one line each."""

from collections.abc import Iterator
from dataclasses import dataclass

from intake.mailbox.errors import MailboxError
from intake.mailbox.mailbox import Mailbox, open_mailbox
from intake.settings import MailboxSettings

WITHOUT = {
    "MOVE": "messages are copied and removed instead of moved (slower, not atomic)",
    "UIDPLUS": "single messages cannot be erased (R7): use a server with UIDPLUS (RFC 4315)",
    "IDLE": "new mail is seen at the next poll only; keep mailbox.poll_seconds at 60 or less",
}
ADVISORY = frozenset({"MOVE", "IDLE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One thing looked at; `says` holds what to do when it is not well."""

    what: str
    is_well: bool
    says: str


def check_mailbox(settings: MailboxSettings) -> tuple[CheckLine, ...]:
    """Connect, log in, open the folders that are read and make those that are filled."""
    account = f"{settings.name}:{settings.port}"
    try:
        with open_mailbox(settings) as mailbox:
            reached = f"logged in, tls = {settings.tls}"
            return (_line("mailbox", reached, what_for=account), *_look(mailbox, settings))
    except MailboxError as error:
        return (CheckLine(what=f"mailbox {account}", is_well=False, says=str(error)),)


def _look(mailbox: Mailbox, settings: MailboxSettings) -> Iterator[CheckLine]:
    yield from _capabilities(mailbox)
    for folder in (*settings.folders, *settings.watch):
        yield _opened(mailbox, folder)
    for folder in settings.own_folders:
        yield _made(mailbox, folder)


def _capabilities(mailbox: Mailbox) -> Iterator[CheckLine]:
    for name, meaning in WITHOUT.items():
        if name in mailbox.capabilities:
            yield _line("server", "yes", what_for=name)
        else:
            yield CheckLine(
                what=f"server {name}", is_well=name in ADVISORY, says=f"missing: {meaning}"
            )


def _opened(mailbox: Mailbox, folder: str) -> CheckLine:
    try:
        state = mailbox.select(folder)
    except MailboxError as error:
        return CheckLine(what=f"folder {folder}", is_well=False, says=str(error))
    return _line("folder", f"{state.messages} messages", what_for=folder)


def _made(mailbox: Mailbox, folder: str) -> CheckLine:
    """Make the folder and open it for writing: so messages can be put there."""
    try:
        was_missing = mailbox.make_folder(folder)
        state = mailbox.select(folder)
    except MailboxError as error:
        return CheckLine(what=f"folder {folder}", is_well=False, says=str(error))
    says = "created" if was_missing else f"{state.messages} messages"
    on_server = mailbox.name_on_server(folder)
    return _line("folder", f"{says}, on the server {on_server!r}", what_for=folder)


def _line(what: str, says: str, *, what_for: str) -> CheckLine:
    return CheckLine(what=f"{what} {what_for}", is_well=True, says=says)
