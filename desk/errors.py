"""What a person reads when something does not work; nothing of the inside."""

import logging
from types import MappingProxyType

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound, SecurityError

from desk.given_back import given_back, is_from_here

log = logging.getLogger(__name__)

MESSAGES = MappingProxyType(
    {
        400: (
            "Das hat nicht geklappt",
            "Die Angaben waren nicht vollständig. Bitte gehen Sie zurück und versuchen Sie es neu.",
        ),
        403: (
            "Dafür hat Ihr Konto keine Berechtigung",
            "Wenn Sie diese Seite für Ihre Arbeit brauchen, wenden Sie sich an Ihre Technik.",
        ),
        404: (
            "Diese Seite gibt es nicht",
            "Vielleicht ist die Nachricht inzwischen gelöscht, oder die Adresse ist unvollständig.",
        ),
        405: (
            "Das geht auf diesem Weg nicht",
            "Bitte gehen Sie zurück und benutzen Sie die Schaltfläche auf der Seite.",
        ),
        409: (
            "Jemand war schneller",
            "Inzwischen wurde hier etwas geändert. Bitte sehen Sie sich den neuen Stand an.",
        ),
        413: (
            "Das ist zu viel auf einmal",
            "Der Text ist zu lang, oder die Datei ist zu groß. Bitte kürzen Sie.",
        ),
        429: (
            "Zu viele Versuche",
            "Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.",
        ),
        500: (
            "Da ist bei uns etwas schiefgegangen",
            "Es ging nichts verloren. Bitte versuchen Sie es noch einmal; sonst hilft die Technik.",
        ),
    }
)


def add_errors(app: Flask) -> None:
    """Show every error as a plain German page."""

    def failed(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        title, text = MESSAGES.get(code, MESSAGES[400 if code < 500 else 500])  # noqa: PLR2004 (HTTP)
        return render_template("error.html", title=title, text=text), code

    def wrong_host(_: SecurityError) -> tuple[str, int]:
        # No page: addresses cannot be built for a host that is not ours.
        return "Unter diesem Namen gibt es hier nichts.", 400

    def no_token(_: CSRFError) -> ResponseReturnValue:
        typed = given_back() if is_from_here() else None
        if typed:
            return typed
        title = "Die Seite war zu lange offen"
        text = "Bitte laden Sie die Seite neu, und schicken Sie das Formular dann noch einmal ab."
        return render_template("error.html", title=title, text=text), 400

    def no_such_number(_: OverflowError) -> tuple[str, int]:
        # A number that no database holds: nothing is there.
        return failed(NotFound())

    def broken(error: Exception) -> tuple[str, int]:
        # The exception's text could hold words of a letter: only its kind is logged.
        log.error("page failed", extra={"page": request.endpoint, "kind": type(error).__name__})
        return failed(InternalServerError())

    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(SecurityError, wrong_host)
    app.register_error_handler(CSRFError, no_token)
    app.register_error_handler(OverflowError, no_such_number)
    app.register_error_handler(Exception, broken)
