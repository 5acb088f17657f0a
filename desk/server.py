"""Serve the desk with waitress, in a thread that can be stopped."""

import logging
from threading import Thread

from flask import Flask
from waitress import create_server

THREADS = 8
log = logging.getLogger(__name__)


class DeskServer:
    """The desk on its address. The port is bound at once, so that a taken one shows at start."""

    def __init__(self, app: Flask, *, host: str, port: int, behind_proxy: bool = False) -> None:
        """Bind the address; `behind_proxy` trusts a proxy on this machine to name the visitor."""
        proxy = {
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
            "clear_untrusted_proxy_headers": True,
        }
        self._server = create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            **(proxy if behind_proxy else {}),
        )
        self._thread = Thread(target=self._server.run, name="desk", daemon=True)

    @property
    def port(self) -> int:
        """Return the port that is bound, also where 0 was asked for."""
        return int(self._server.effective_port)

    def start(self) -> None:
        """Answer requests from now on."""
        self._thread.start()
        log.info("desk listens")

    def stop(self) -> None:
        """Close the address and end the thread."""
        self._server.close()
        self._thread.join(timeout=10)


def serve(app: Flask, *, host: str, port: int, behind_proxy: bool = False) -> DeskServer:
    """Start serving and return the server, to be stopped by the caller."""
    server = DeskServer(app, host=host, port=port, behind_proxy=behind_proxy)
    server.start()
    return server
