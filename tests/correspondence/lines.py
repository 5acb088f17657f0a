"""Settings for a line to a server of the tests."""

from correspondence.settings import SmtpSettings, Tls
from tests.edges.smtp_listener import HOST, SmtpListener


def line_settings(listener: SmtpListener, **changes: object) -> SmtpSettings:
    """Return the settings to reach the listener, without TLS and log-in unless asked for."""
    values: dict[str, object] = {
        "host": HOST,
        "port": listener.port,
        "tls": Tls.NONE,
        "sender": "krm@jobcenter.example",
        "timeout_seconds": 5,
    }
    return SmtpSettings(**{**values, **changes})  # type: ignore[arg-type]
