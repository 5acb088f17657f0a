"""What a folder of the settings is called on the server."""

from dataclasses import dataclass

INBOX = "INBOX"


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderNames:
    """How a server names its folders: what stands between levels, and before the personal ones."""

    separator: str = "/"
    prefix: str = ""

    def on_server(self, folder: str) -> str:
        """Translate a name of the settings, whose levels are parted by `/`."""
        first, *below = folder.split("/")
        is_inbox = first.upper() == INBOX
        levels = [INBOX if is_inbox else first, *below]
        name = self.separator.join(levels) if self.separator else folder
        is_complete = is_inbox or name.startswith(self.prefix)
        return name if is_complete else self.prefix + name
