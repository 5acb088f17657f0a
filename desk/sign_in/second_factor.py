"""Codes from an app on the telephone as a second factor (RFC 6238)."""

import base64
from datetime import datetime, timedelta
from hmac import compare_digest
from io import BytesIO

import pyotp
import segno

from store.keys import Keys

TOLERANCE_STEPS = 1
SECRET_BYTES = 20  # RFC 4226 asks for 160 bits


def new_secret(fresh_id: str, keys: Keys) -> str:
    """Return a secret as apps take it: base32, from chance and the office's key."""
    raw = keys.derive(f"second factor {fresh_id}")[:SECRET_BYTES]
    return base64.b32encode(raw).decode("ascii")


def step_of(code: str, secret: str, *, now: datetime) -> int | None:
    """Return the time step whose code it is, at most one off; None for a wrong code."""
    totp = pyotp.TOTP(secret)
    given = "".join(code.split())
    for offset in (0, -TOLERANCE_STEPS, TOLERANCE_STEPS):
        step = totp.timecode(now + timedelta(seconds=offset * totp.interval))
        if compare_digest(totp.generate_otp(step).encode(), given.encode("utf-8", "replace")):
            return step
    return None


def address_for_app(secret: str, *, account: str, office: str) -> str:
    """Return the address that a QR code carries into the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=office)


def qr_code(text: str) -> bytes:
    """Return a QR code as a PNG picture, made here."""
    picture = BytesIO()
    segno.make(text, error="m").save(picture, kind="png", scale=5, border=3)
    return picture.getvalue()
