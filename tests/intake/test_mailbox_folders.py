"""What a folder of the settings is called on the server."""

import pytest

from intake.mailbox.folders import FolderNames


@pytest.mark.parametrize(
    ("separator", "prefix", "folder", "on_server"),
    [
        ("/", "", "KRM/Verarbeitet", "KRM/Verarbeitet"),
        (".", "", "KRM/Verarbeitet", "KRM.Verarbeitet"),
        (".", "INBOX.", "KRM/Verarbeitet", "INBOX.KRM.Verarbeitet"),
        (".", "INBOX.", "INBOX", "INBOX"),
        (".", "INBOX.", "inbox/Junk", "INBOX.Junk"),
        (".", "INBOX.", "Inbox-Archiv", "INBOX.Inbox-Archiv"),
        ("", "", "KRM/Verarbeitet", "KRM/Verarbeitet"),
    ],
)
def test_settings_part_levels_by_a_slash_whatever_the_server_does(
    separator: str, prefix: str, folder: str, on_server: str
) -> None:
    """Dovecot and Exchange use `/`, Cyrus and Courier `.` below INBOX; some know no levels."""
    names = FolderNames(separator=separator, prefix=prefix)

    assert names.on_server(folder) == on_server
