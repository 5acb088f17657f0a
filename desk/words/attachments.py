"""What the desk says about an attachment, beside its name and size."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.mail import Attachment, AttachmentState

NOTES: Mapping[AttachmentState, str] = MappingProxyType(
    {
        AttachmentState.NOT_EXAMINED: "",
        AttachmentState.TEXT: "",
        AttachmentState.NOT_TEXT: "",
        AttachmentState.SCANNED: "Text aus einem Bild erkannt, er kann Fehler enthalten",
        AttachmentState.OPENED: "der Inhalt steht einzeln hier",
        AttachmentState.NO_WORDS: "kein Text erkannt, vielleicht Handschrift: bitte ansehen",
        AttachmentState.LISTED: "Archiv, nicht ausgepackt: bitte ansehen",
        AttachmentState.ENCRYPTED: "verschlüsselt, nur mit Passwort zu öffnen",
        AttachmentState.NEEDS_OCR: "Bild oder Scan ohne lesbaren Text: bitte ansehen "
        "(die Texterkennung ist nicht eingerichtet)",
        AttachmentState.TOO_LARGE: "zu umfangreich, nicht gelesen: bitte ansehen",
        AttachmentState.UNREADABLE: "vom Programm nicht lesbar: bitte ansehen",
    }
)
_CUT = "nur der Anfang wurde gelesen"


def note_on(attachment: Attachment) -> str:
    """Return what the officer must know before trusting the text; empty if there is nothing."""
    return "; ".join(filter(None, (NOTES[attachment.state], _CUT if attachment.is_cut else "")))
