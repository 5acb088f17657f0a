"""Photos and scans of letters; the only importer of Pillow."""

from io import BytesIO

from PIL import Image, ImageOps

from cases.mail import AttachedText, AttachmentState
from intake.attachments import ocr
from intake.attachments.examine import File, TooLargeError
from intake.attachments.limits import Limits

_SMALLEST_LETTER = 300
"""A picture of fewer dots, high or wide, is a logo."""
_MOST_DOTS = 120_000_000
_LONGEST_SIDE = 3_000
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "MPO")


def read(file: File, limits: Limits) -> AttachedText:
    """Return the words in a picture, those of all its pages if it is a fax in TIFF."""
    with Image.open(BytesIO(file.content), formats=_FORMATS) as picture:
        if min(picture.size) < _SMALLEST_LETTER:
            return AttachedText(state=AttachmentState.NOT_TEXT)
        if picture.width * picture.height > _MOST_DOTS:
            raise TooLargeError
        if not ocr.is_installed():
            return AttachedText(state=AttachmentState.NEEDS_OCR)
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        pages = []
        for number in range(min(count, limits.scanned_pages)):
            picture.seek(number)
            pages.append(ocr.words_in(_as_grey(picture)))
    text = "\f".join(pages)
    return AttachedText(state=AttachmentState.SCANNED, text=text, is_cut=count > len(pages))


def _as_grey(picture: Image.Image) -> bytes:
    """Return the picture upright, grey, not too large, as PGM."""
    # A camera stores how it was held beside the dots; JPEG can be unpacked smaller at once.
    picture.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "P", "PA"}:
        coloured = upright.convert("RGBA")
        upright = Image.new("RGBA", coloured.size, "white")
        upright.alpha_composite(coloured)
    grey = upright.convert("L")
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    written = BytesIO()
    grey.save(written, "PPM")
    return written.getvalue()
