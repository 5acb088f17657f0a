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
_SHOWN_SIDE = 1_600
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


def draw(file: File, page: int) -> tuple[int, bytes]:
    """Return how many pages the picture has, and this one as PNG without anything beside dots."""
    with Image.open(BytesIO(file.content), formats=_FORMATS) as picture:
        if picture.width * picture.height > _MOST_DOTS:
            raise TooLargeError
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        if not 1 <= page <= count:
            return count, b""
        picture.seek(page - 1)
        if picture.width * picture.height > _MOST_DOTS:
            raise TooLargeError
        picture.draft("RGB", (_SHOWN_SIDE, _SHOWN_SIDE))
        return count, _png(_on_white(ImageOps.exif_transpose(picture)).convert("RGB"))


def png_of(dots: bytes, size: tuple[int, int], *, mode: str, stride: int) -> bytes:
    """Return drawn dots (RGB, with or without a fourth byte, or grey) as PNG."""
    kinds = {"RGB": "RGB", "RGBX": "RGBX", "RGBA": "RGBA", "L": "L"}
    picture = Image.frombuffer(kinds[mode], size, dots, "raw", kinds[mode], stride, 1)
    return _png(picture.convert("L" if mode == "L" else "RGB"))


def _png(picture: Image.Image) -> bytes:
    picture.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE))
    # A new picture: nothing of what stood beside the dots of the file goes along.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    written = BytesIO()
    bare.save(written, "PNG")
    return written.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture with white where one could see through it."""
    if picture.mode not in {"RGBA", "LA", "P", "PA"}:
        return picture
    coloured = picture.convert("RGBA")
    white = Image.new("RGBA", coloured.size, "white")
    white.alpha_composite(coloured)
    return white


def _as_grey(picture: Image.Image) -> bytes:
    """Return the picture upright, grey, not too large, as PGM."""
    # A camera stores how it was held beside the dots; JPEG can be unpacked smaller at once.
    picture.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
    grey = _on_white(ImageOps.exif_transpose(picture)).convert("L")
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    written = BytesIO()
    grey.save(written, "PPM")
    return written.getvalue()
