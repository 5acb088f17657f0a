"""Serve the desk with waitress, in a thread that can be stopped."""

import logging
import socket
from threading import Event, Thread

from flask import Flask
from waitress import create_server

from desk.sign_in.trusted_proxies import TrustedProxies

THREADS = 8
IN_MEMORY_BYTES = 64_000_000
"""More than any request or answer of ours: none of it is put into a file meanwhile (R7)."""
log = logging.getLogger(__name__)


class DeskAddressError(OSError):
    """The desk cannot listen where the settings say; the message names the keys."""


class DeskServer:
    """The desk on its address. The port is bound at once, so that a taken one shows at start."""

    def __init__(
        self,
        app: Flask,
        *,
        host: str,
        port: int,
        proxies: tuple[str, ...] = (),
        user_header: str = "",
    ) -> None:
        """Bind the address; `proxies` may name the visitor, and the person by `user_header`."""
        listener = _bound(host, port)
        behind = TrustedProxies(app, proxies=proxies, user_header=user_header)
        self._server = create_server(
            behind,
            sockets=[listener],
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=False,  # TrustedProxies does that
            inbuf_overflow=IN_MEMORY_BYTES,
            outbuf_overflow=IN_MEMORY_BYTES,
        )
        self._thread = Thread(target=self._run, name="desk", daemon=True)
        self._stopping = Event()

    @property
    def port(self) -> int:
        """Return the port that is bound, also where 0 was asked for."""
        return int(self._server.effective_port)

    def start(self) -> None:
        """Answer requests from now on."""
        self._thread.start()
        log.info("desk listens", extra={"port": self.port})

    def stop(self) -> None:
        """Let requests under way end, then close every connection and the address."""
        self._stopping.set()
        self._server.task_dispatcher.shutdown()
        for channel in tuple(self._server.active_channels.values()):
            channel.handle_close()
        self._server.close()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        try:
            self._server.run()
        except OSError:
            # The loop may look at a connection just when `stop` closes it.
            if not self._stopping.is_set():
                raise


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).partition(" (")[0]
        message = f"the desk cannot listen on {host}, port {port} ({reason}); "
        raise DeskAddressError(message + "see desk.host and desk.port") from None


def serve(
    app: Flask, *, host: str, port: int, proxies: tuple[str, ...] = (), user_header: str = ""
) -> DeskServer:
    """Start serving and return the server, to be stopped by the caller."""
    server = DeskServer(app, host=host, port=port, proxies=proxies, user_header=user_header)
    server.start()
    return server
