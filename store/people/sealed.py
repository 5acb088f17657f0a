"""Short secrets kept so that the database alone does not give them away."""

import base64

from cryptography.fernet import Fernet, InvalidToken

from store.keys import Keys

PURPOSE = "sealed secrets"


def seal(secret: str, keys: Keys) -> str:
    """Return the secret encrypted and signed under the office's key."""
    return _box(keys).encrypt(secret.encode("utf-8")).decode("ascii")


def unseal(sealed: str, keys: Keys) -> str | None:
    """Return the secret; None when nothing is kept or another key sealed it."""
    try:
        return _box(keys).decrypt(sealed.encode("ascii")).decode("utf-8")
    except (InvalidToken, ValueError):
        return None


def _box(keys: Keys) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(keys.derive(PURPOSE)))
