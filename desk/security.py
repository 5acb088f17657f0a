"""What protects every answer and every form of the desk."""

from collections.abc import Collection, Iterable, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items

from desk.settings import DeskSettings

LOOPBACK = frozenset({"127.0.0.1", "localhost"})
LARGEST_FORM_BYTES = 1_000_000
MOST_FIELDS = 1000
LARGEST_UPLOAD_BYTES = 20_000_000
"""What a page takes that takes files; base64 of it still fits a mail server's usual limit."""

HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": (
            # Pictures as data: the signs in KERN's sheet. A page holds no word that is not escaped.
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
            "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Not `no-referrer`: over HTTPS the check of forms compares the Referer.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }
)


def prepare_security(app: Flask, settings: DeskSettings) -> Limiter:
    """Set cookie flags, trusted hosts, form tokens and headers; return the throttle."""
    is_https = settings.public_url.startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="krm_desk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
        PERMANENT_SESSION_LIFETIME=settings.session_hours * 3600,
        MAX_CONTENT_LENGTH=LARGEST_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM_BYTES,
        TRUSTED_HOSTS=_trusted_hosts(settings),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a long read must not lose a decision
    )
    CSRFProtect(app)
    app.before_request(_refuse_floods)

    def protect(response: Response) -> Response:
        return _protect(response, is_https=is_https)

    app.after_request(protect)
    return Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)


class WithoutNul(ImmutableMultiDict[str, Any]):
    """What was typed, without NUL: PostgreSQL keeps none, and no file or mail should."""

    def __init__(self, typed: Iterable[tuple[str, Any]] | Mapping[str, Any] | None = None) -> None:
        """Take the characters out of every name and value."""
        pairs = iter_multi_items(typed if isinstance(typed, Mapping) else list(typed or ()))
        super().__init__([(_without_nul(name), _without_nul(value)) for name, value in pairs])


class InMemory(Request):
    """A request whose files lie in no folder, not even for a moment (R7)."""

    parameter_storage_class = WithoutNul

    def _get_file_stream(self, *_: object, **__: object) -> BytesIO:
        return BytesIO()


def let_files_in(app: Flask, endpoints: Collection[str]) -> None:
    """Take larger forms on these pages; before `prepare_security`, whose check reads the form."""
    app.request_class = InMemory

    def allow() -> None:
        if request.endpoint in endpoints:
            request.max_content_length = LARGEST_UPLOAD_BYTES

    app.before_request(allow)


def safe_target(target: str) -> str:
    """Return a path of this desk to go on to; anything else becomes the first page."""
    is_path = target.startswith("/") and not target.startswith(("//", "/\\"))
    is_plain = target.isprintable() and "\\" not in target
    parts = urlsplit(target) if is_path and is_plain else None
    return target if parts and not parts.scheme and not parts.netloc else "/"


def _without_nul(value: Any) -> Any:  # noqa: ANN401 (files pass through)
    return value.replace("\x00", "") if isinstance(value, str) else value


def _refuse_floods() -> None:
    """Refuse a form with more fields than any page of ours has, and an address with a NUL."""
    if "\x00" in request.path:
        abort(404)
    if request.method == "POST" and len(request.form) > MOST_FIELDS:
        abort(413)


def _protect(response: Response, *, is_https: bool) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)  # a page may be stricter
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    if is_https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _trusted_hosts(settings: DeskSettings) -> list[str] | None:
    """Return the names that the desk answers to; None (any) where they cannot be known."""
    public = urlsplit(settings.public_url).hostname
    is_open = public is None and settings.host not in LOOPBACK
    # werkzeug compares no IPv6 address with the Host header.
    if is_open or ":" in settings.host:
        return None
    return sorted({settings.host, *LOOPBACK, *([public] if public else [])})
