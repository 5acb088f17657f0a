"""What the door needs to be told."""

from dataclasses import dataclass, field

from correspondence.settings import Tls


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxSettings:
    """The KRM mailbox on its IMAP server. Folder names use `/`, whatever the server uses."""

    host: str
    port: int = 993
    tls: Tls = Tls.SSL
    ca_file: str = ""
    user: str
    password: str = field(repr=False)
    folders: tuple[str, ...] = ("INBOX",)
    watch: tuple[str, ...] = ()
    done_folder: str = "KRM/Verarbeitet"
    handed_over_folder: str = "KRM/Abgegeben"
    trouble_folder: str = "KRM/Pruefen"
    poll_seconds: int = 60
    idle: bool = True
    timeout_seconds: int = 30

    @property
    def own_folders(self) -> tuple[str, ...]:
        """The folders that messages are moved to."""
        return (self.done_folder, self.handed_over_folder, self.trouble_folder)

    @property
    def name(self) -> str:
        """The account's name in the journal."""
        return f"{self.user}@{self.host}"
