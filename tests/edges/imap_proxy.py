"""A line between mail program and IMAP server that can break, drip and hide what the server can do.

Bytes pass as they are unless told otherwise; what is told holds for connections made before, too.
"""

import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import sleep
from typing import Self

from tests.edges.dovecot_settings import LOOPBACK

LITERAL = re.compile(rb"BODY\[\] \{\d+\}\r\n")
CHUNK = 65_536


@dataclass(slots=True)
class Weather:
    """What the line does to what passes.

    `cuts_in_literals`: how often still to break the line in the middle of a message; `after`: how
    many bytes of it pass. `pause_seconds` before each piece of at most `piece` bytes. `changed`
    rewrites what the server says. `refused` is a command and what it is answered with instead of
    being passed on; `before_command` is called with each command before it is.
    """

    cuts_in_literals: int = 0
    after: int = 0
    refuses: bool = False
    pause_seconds: float = 0.0
    piece: int = CHUNK
    changed: Callable[[bytes], bytes] = bytes
    refused: tuple[bytes, bytes] | None = None
    before_command: Callable[[bytes], None] | None = None
    cuts_done: int = 0


@dataclass(slots=True)
class ImapProxy:
    """Listens on loopback for as long as the `with` block lasts."""

    target_port: int
    weather: Weather = field(default_factory=Weather)
    port: int = 0
    _listening: socket.socket = field(default_factory=lambda: socket.create_server((LOOPBACK, 0)))
    _lines: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        """Listen."""
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and break every line."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()

    def cut(self) -> int:
        """Break every line that is open, without a word; return how many there were."""
        with self._lock:
            lines, self._lines = self._lines, []
        for line in lines:
            _end(line)
        return len(lines) // 2

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self.weather.refuses:
                    client.close()
                    continue
                try:
                    server = socket.create_connection((LOOPBACK, self.target_port), timeout=10)
                except OSError:
                    client.close()
                    continue
                server.settimeout(None)
                with self._lock:
                    self._lines += [client, server]
                for pump, source, sink in (
                    (self._pass_on, client, server),
                    (self._pass_on_answers, server, client),
                ):
                    threading.Thread(target=pump, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while heard := source.recv(CHUNK):
                if self.weather.before_command:
                    self.weather.before_command(heard)
                refused = self.weather.refused
                if refused and refused[0] in heard:
                    tag = heard.split(b" ", 1)[0]
                    source.sendall(tag + b" " + refused[1] + b"\r\n")
                else:
                    sink.sendall(heard)
        self._part(source, sink)

    def _pass_on_answers(self, source: socket.socket, sink: socket.socket) -> None:
        weather = self.weather
        with suppress(OSError):
            while heard := source.recv(CHUNK):
                literal = LITERAL.search(heard) if weather.cuts_in_literals else None
                if literal:
                    weather.cuts_in_literals -= 1
                    weather.cuts_done += 1
                    sink.sendall(heard[: literal.end() + weather.after])
                    break
                self._say(sink, weather.changed(heard))
        self._part(source, sink)

    def _say(self, sink: socket.socket, words: bytes) -> None:
        weather = self.weather
        piece = weather.piece if weather.pause_seconds else CHUNK
        for start in range(0, len(words), piece):
            if weather.pause_seconds:
                sleep(weather.pause_seconds)
            sink.sendall(words[start : start + piece])

    def _part(self, *lines: socket.socket) -> None:
        with self._lock:
            self._lines = [line for line in self._lines if line not in lines]
        for line in lines:
            _end(line)


def _end(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
