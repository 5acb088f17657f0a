"""Which addresses a mail may go to: plain ones, that cannot smuggle anything into a header."""

import re
import unicodedata

# `%` and `!` once meant "pass it on from there", and some servers still do so.
LOCAL_PART = r"[\w#$&'*+/=?^`{|}~-][\w.#$&'*+/=?^`{|}~-]{0,63}"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
HOST = rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*+"
SENDABLE = re.compile(rf"{LOCAL_PART}@{HOST}")


class AddressError(ValueError):
    """No mail can go to this address; the message does not name it."""


def is_sendable(address: str) -> bool:
    """Say whether a mail can go there: one plain address, no quotes, comments, blanks or routes.

    A letter that name servers take for another one (a wide `ａ` for `a`) makes an address look
    like nobody's, and yet it may be an authority's or our own (R15a): nothing goes there.
    """
    is_as_it_looks = unicodedata.normalize("NFKC", address) == address
    return is_as_it_looks and SENDABLE.fullmatch(address) is not None


def insist_sendable(address: str) -> str:
    """Return the address; AddressError where no mail can go."""
    if not is_sendable(address):
        message = "no mail can go to this address; the notice has to be printed"
        raise AddressError(message)
    return address
