"""What somebody typed into a form whose session was over is given back, not lost."""

from urllib.parse import urlsplit

from flask import render_template, request
from flask.typing import ResponseReturnValue

from desk.security import safe_target

AT_LENGTH = 20
"""Characters of a text that nobody wants to type again; the form's own fields are shorter."""
NOT_TYPED = frozenset({"csrf_token", "row_version", "seen", "form_id", "message"})
SECRETS = frozenset({"old", "new", "again", "password"})


def given_back() -> ResponseReturnValue | None:
    """Return a page with the texts of this form and the way to sign in; None if it has none."""
    texts = [
        value
        for name, value in request.form.items(multi=True)
        if name not in NOT_TYPED | SECRETS and len(value.strip()) >= AT_LENGTH
    ]
    if not texts:
        return None
    page = safe_target(urlsplit(request.referrer or "/").path or "/")
    return render_template("given_back.html", texts=texts, page=page), 401


def is_from_here() -> bool:
    """Say whether the browser tells that one of our own pages sent the form."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
