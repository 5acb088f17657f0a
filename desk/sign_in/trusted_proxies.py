"""Believe a proxy's headers only when the proxy sent them."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FORWARDED = frozenset(
    {
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_PROTO",
        "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PORT",
        "HTTP_X_FORWARDED_PREFIX",
        "HTTP_FORWARDED",
    }
)


class TrustedProxies:
    """A WSGI application that hears of visitors by proxies it trusts, and by nobody else.

    From other peers the headers go before anything reads them, the one that names the signed-in
    person above all; also where its name is written with underscores, which WSGI cannot tell.
    """

    def __init__(
        self, app: "WSGIApplication", *, proxies: Iterable[str], user_header: str = ""
    ) -> None:
        """Wrap the application; `proxies` are IP addresses as the socket shows them."""
        self._app = app
        self._behind: Callable[..., Iterable[bytes]] = ProxyFix(app, x_for=1, x_proto=1)
        self._proxies = frozenset(proxies)
        self._header = "HTTP_" + user_header.upper().replace("-", "_") if user_header else ""

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request."""
        if environ.get("REMOTE_ADDR") in self._proxies:
            return self._behind(environ, start_response)
        for name in {*FORWARDED, self._header} & environ.keys():
            del environ[name]
        return self._app(environ, start_response)
