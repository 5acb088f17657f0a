"""What protects every answer and every form of the desk."""

from types import MappingProxyType
from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect

from desk.settings import DeskSettings

LOOPBACK = frozenset({"127.0.0.1", "localhost"})
LARGEST_FORM_BYTES = 1_000_000

HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
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

    def protect(response: Response) -> Response:
        return _protect(response, is_https=is_https)

    app.after_request(protect)
    return Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)


def safe_target(target: str) -> str:
    """Return a path of this desk to go on to; anything else becomes the first page."""
    is_path = target.startswith("/") and not target.startswith(("//", "/\\"))
    is_plain = target.isprintable() and "\\" not in target
    parts = urlsplit(target) if is_path and is_plain else None
    return target if parts and not parts.scheme and not parts.netloc else "/"


def _protect(response: Response, *, is_https: bool) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
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
