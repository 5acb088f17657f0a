"""Which addresses a mail may go to: plain ones, that cannot smuggle anything into a header."""

import re

LOCAL_PART = r"[\w!#$%&'*+/=?^`{|}~-][\w.!#$%&'*+/=?^`{|}~-]{0,63}"
HOST = r"(?=.{1,253}\Z)[^\W_](?:[\w.-]*[^\W_])?"
SENDABLE = re.compile(rf"{LOCAL_PART}@{HOST}")


class AddressError(ValueError):
    """No mail can go to this address; the message does not name it."""


def is_sendable(address: str) -> bool:
    """Say whether a mail can go there: one plain address, no quotes, comments or blanks."""
    return SENDABLE.fullmatch(address) is not None


def insist_sendable(address: str) -> str:
    """Return the address; AddressError where no mail can go."""
    if not is_sendable(address):
        message = "no mail can go to this address; the notice has to be printed"
        raise AddressError(message)
    return address
