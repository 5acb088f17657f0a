"""What does a sending service report? Some mail their reports as JSON instead of RFC 3464."""

import json
from collections.abc import Iterator

from correspondence.status_fields import Fate, Outcome, status_in

_MARK = '"bouncedRecipients"'
_MAX_CHARS = 60_000


def notified_fates(text: str) -> tuple[Fate, ...]:
    """Return the fate of each recipient whom a bounce notice of Amazon SES names."""
    text = text[:_MAX_CHARS]
    if _MARK not in text or not text.lstrip().startswith("{"):
        return ()
    try:
        # A relay that folds long lines breaks names and values apart.
        notice, _ = json.JSONDecoder(strict=False).raw_decode(text.lstrip().replace("!\n ", ""))
    except (ValueError, RecursionError):
        return ()
    return tuple(_fates(notice))


def _fates(notice: object) -> Iterator[Fate]:
    bounce = notice.get("bounce") if isinstance(notice, dict) else None
    if not isinstance(bounce, dict):
        return
    is_delay = str(bounce.get("bounceType", "")).lower() == "transient"
    recipients = bounce.get("bouncedRecipients")
    for recipient in recipients if isinstance(recipients, list) else ():
        if isinstance(recipient, dict) and "@" in str(recipient.get("emailAddress", "")):
            yield Fate(
                recipient=str(recipient["emailAddress"]).strip(" <>").lower(),
                status=status_in(str(recipient.get("status", ""))),
                outcome=Outcome.DELAYED if is_delay else Outcome.FAILED,
            )
