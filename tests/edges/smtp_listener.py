"""An SMTP server for tests: keeps what it takes, answers as told, can be down and up again."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.edges.servers import free_port

HOST = "127.0.0.1"
DROP = "drop"
"""Instead of an answer: the connection closes. At DATA the mail is taken before."""
DROP_UNTAKEN = "drop untaken"
"""At DATA: the connection closes and the mail is not taken."""
SILENCE = "silence"
"""Instead of an answer: nothing, until the client gives up. At DATA the mail is not taken."""
LONG = 3600.0


class Stage(StrEnum):
    """Where in the dialogue a scripted answer is given.

    BEFORE_DATA answers the DATA command, DATA stands after the final dot.
    """

    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    BEFORE_DATA = "before_data"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One mail that the server took: the envelope and the bytes, dots unstuffed."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes = field(repr=False)
    is_encrypted: bool = False


class SmtpListener:
    """A running SMTP server on loopback; leave the `with` block to stop it.

    `tls` speaks TLS from the first byte, `starttls` offers it later; with `logins` (user to
    password) nobody mails without logging in. `before_answer` is called in the server's thread
    when a mail has arrived and the client waits for the last answer.
    """

    def __init__(
        self,
        *,
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        logins: Mapping[str, str] | None = None,
        max_bytes: int = 50_000_000,
        takes_utf8: bool = True,
        before_answer: Callable[[], None] | None = None,
    ) -> None:
        """Prepare the server; it listens once the `with` block is entered."""
        self._script = _Script(logins=dict(logins or {}), before_answer=before_answer)
        self._tls = tls
        self._options: dict[str, Any] = {
            "server_hostname": "mail.example",
            "data_size_limit": max_bytes,
            "enable_SMTPUTF8": takes_utf8,
            "tls_context": starttls,
            "authenticator": self._script.authenticate,
            "auth_require_tls": starttls is not None,
        }
        self._controller: _Controller | None = None
        self.port = free_port()

    def __enter__(self) -> Self:
        """Start listening on a free port."""
        self.up()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        self.down()

    @property
    def mails(self) -> list[Delivered]:
        """Every mail taken so far, in order."""
        return list(self._script.mails)

    def forget(self) -> None:
        """Forget every mail taken so far, and all that was told to be answered."""
        self._script.mails.clear()
        self._script.answers.clear()
        self._script.drip_seconds = 0.0

    def still_to_answer(self, stage: Stage) -> list[str]:
        """Return what is still to be answered at the stage instead of the usual."""
        return list(self._script.answers.get(stage, ()))

    def drip(self, seconds: float) -> None:
        """Wait so long before each byte of every answer; 0: answer at once."""
        self._script.drip_seconds = seconds

    @property
    def connections(self) -> int:
        """How many clients have said hello so far; a client that starts TLS says it twice."""
        return self._script.greetings

    @property
    def logins_tried(self) -> int:
        """How often a client sent a password."""
        return self._script.logins_tried

    def answer(self, stage: Stage, code: str | None, *, times: int | None = None) -> None:
        """Give this answer (or DROP) at the stage, for ever or so many times; None: normal."""
        self._script.answers[stage] = [] if code is None else [code] * (times or 1)
        self._script.is_lasting[stage] = times is None

    def down(self) -> None:
        """Stop listening; clients are refused until `up`."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    def up(self) -> None:
        """Listen, on the same port as before."""
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, self.port))
        self.port = listening.getsockname()[1]
        self._controller = _Controller(
            self._script,
            listening=listening,
            hostname=HOST,
            port=self.port,
            ssl_context=self._tls,
            **self._options,
        )
        self._controller.start()


_MOST_WAITS = 40


class _Controller(Controller):
    """aiosmtpd's server thread on a socket that is bound already, so that no port is guessed."""

    def __init__(self, script: "_Script", *, listening: socket.socket, **options: Any) -> None:  # noqa: ANN401 (aiosmtpd's)
        super().__init__(script, **options)
        self._listening = listening

    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(
            self._factory_invoker, sock=self._listening, ssl=self.ssl_context
        )

    def cancel_tasks(self, stop_loop: bool = True) -> None:
        """Close every connection first, so that clients see the end and nothing leaks."""
        if self.server is not None:
            self.server.close()
        self._ending = self.loop.create_task(self._end(stop_loop=stop_loop))

    async def _end(self, *, stop_loop: bool) -> None:
        """Stop once every conversation has ended; on a busy machine that takes its time."""
        for _ in range(_MOST_WAITS):
            others = asyncio.all_tasks(self.loop) - {asyncio.current_task()}
            if not others:
                break
            for task in others:
                task.cancel()
            await asyncio.wait(others, timeout=0.5)
        # Transports tell their ends in the next turns of the loop.
        await asyncio.sleep(0.02)
        if stop_loop:
            self.loop.stop()


class _Server(SMTP):
    """aiosmtpd's dialogue, in which STARTTLS and DATA can be answered as told, too."""

    async def push(self, status: str | bytes) -> None:
        pause = self.event_handler.drip_seconds
        if not pause:
            await super().push(status)
            return
        said = status if isinstance(status, bytes) else status.encode()
        for byte in said + b"\r\n":
            await asyncio.sleep(pause)
            self._writer.write(bytes((byte,)))
            await self._writer.drain()

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802 (aiosmtpd's name)
        scripted = self.event_handler.scripted(Stage.STARTTLS)
        if scripted:
            await self.push(scripted)
        else:
            await super().smtp_STARTTLS(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 (aiosmtpd's name)
        scripted = self.event_handler.scripted(Stage.BEFORE_DATA)
        if scripted:
            await self.push(scripted)
        else:
            await super().smtp_DATA(arg)


@dataclass(slots=True, kw_only=True)
class _Script:
    """What aiosmtpd calls at each stage; it answers as told, else as a willing server does."""

    logins: dict[str, str]
    before_answer: Callable[[], None] | None = None
    mails: list[Delivered] = field(default_factory=list)
    answers: dict[Stage, list[str]] = field(default_factory=dict)
    is_lasting: dict[Stage, bool] = field(default_factory=dict)
    greetings: int = 0
    logins_tried: int = 0
    drip_seconds: float = 0.0

    def authenticate(  # noqa: PLR0917 (aiosmtpd's signature)
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: object
    ) -> AuthResult:
        self.logins_tried += 1
        scripted = self.scripted(Stage.AUTH)
        if scripted:
            return AuthResult(success=False, handled=False, message=scripted)
        assert isinstance(login, LoginPassword)
        expected = self.logins.get(login.login.decode())
        is_known = expected is not None and expected == login.password.decode()
        return AuthResult(success=is_known, handled=False)

    async def handle_EHLO(  # noqa: N802, PLR0917 (aiosmtpd's signature)
        self, server: SMTP, session: Session, envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        self.greetings += 1
        session.host_name = name
        scripted = await self._answer(Stage.EHLO, server)
        return [scripted] if scripted else lines

    async def handle_MAIL(  # noqa: N802, PLR0917 (aiosmtpd's signature)
        self, server: SMTP, session: Session, envelope: Envelope, sender: str, options: list[str]
    ) -> str:
        scripted = await self._answer(Stage.MAIL, server)
        if scripted:
            return scripted
        if self.logins and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = sender
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802, PLR0917 (aiosmtpd's signature)
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]
    ) -> str:
        scripted = await self._answer(Stage.RCPT, server)
        if scripted:
            return scripted
        envelope.rcpt_tos.append(to)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 (aiosmtpd's signature)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.before_answer:
            self.before_answer()
        scripted = await self._heard(Stage.DATA, server)
        if scripted and scripted != DROP:
            return scripted
        assert isinstance(envelope.content, bytes)
        mail = Delivered(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            content=envelope.content,
            is_encrypted=_transport(server).get_extra_info("cipher") is not None,
        )
        self.mails.append(mail)
        if scripted == DROP:
            _transport(server).close()
        return "250 2.0.0 OK"

    async def _answer(self, stage: Stage, server: SMTP) -> str | None:
        scripted = await self._heard(stage, server)
        if scripted == DROP:
            _transport(server).close()
        return scripted

    async def _heard(self, stage: Stage, server: SMTP) -> str | None:
        scripted = self.scripted(stage)
        if scripted == SILENCE:
            await asyncio.sleep(LONG)
        if scripted == DROP_UNTAKEN:
            _transport(server).close()
        return scripted

    def scripted(self, stage: Stage) -> str | None:
        """Return what was told to be answered at this stage, if anything."""
        answers = self.answers.get(stage)
        if not answers:
            return None
        return answers[0] if self.is_lasting[stage] else answers.pop(0)


def _transport(server: SMTP) -> asyncio.Transport:
    assert isinstance(server.transport, asyncio.Transport)
    return server.transport
