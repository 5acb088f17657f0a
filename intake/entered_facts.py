"""What an officer entered beside the text: it travels as headers of the message made of it (R4)."""

from cases.mail import Mail
from store.messages.entered import ByHand

UNIT_HEADER, STEP_HEADER = "X-KRM-Unit", "X-KRM-Step"
PHONE_HEADER, POSTAL_HEADER = "X-KRM-Phone", "X-KRM-Postal"
"""The postal address has a header for each of its lines."""


def by_hand_in(mail: Mail) -> ByHand:
    """Read it back; only of mail from the desk, for others could write such headers, too."""
    step = mail.header(STEP_HEADER)
    return ByHand(
        unit=mail.header(UNIT_HEADER),
        step=int(step) if step.isdecimal() else None,
        phone=mail.header(PHONE_HEADER),
        postal="\n".join(mail.headers_named(POSTAL_HEADER)),
    )
