"""An IMAP server that says what it is told to say, for answers that no sane server gives."""

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from correspondence.settings import Tls
from intake.settings import MailboxSettings
from tests.edges.dovecot_settings import LOOPBACK

GREETING = "* OK ready"
Script = Mapping[str, list[str]]
CAPABILITIES = "* CAPABILITY IMAP4rev1 MOVE UIDPLUS IDLE"
ONE_MESSAGE: Mapping[str, str] = {
    "CAPABILITY": f"{CAPABILITIES}\r\nTAG OK done",
    "LIST": '* LIST () "/" ""\r\nTAG OK done',
    "SELECT": "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\nTAG OK [READ-WRITE] done",
    "UID SEARCH": "* SEARCH 1\r\nTAG OK done",
    "LOGOUT": "* BYE\r\nTAG OK done",
}
"""A mailbox with one message; whatever is not named is answered with OK."""


@contextmanager
def scripted_server(
    answers: Mapping[str, str | Sequence[str]], *, greeting: str = GREETING
) -> Iterator[MailboxSettings]:
    """Answer each command by its first words; `TAG` stands for the tag of the command.

    Of several answers each is given once, the last again and again; an empty one ends the line.
    """
    with socket.create_server((LOOPBACK, 0)) as listening:
        script = {
            command: [answer] if isinstance(answer, str) else list(answer)
            for command, answer in {**ONE_MESSAGE, **answers}.items()
        }
        thread = threading.Thread(target=_serve, args=(listening, greeting, script))
        thread.start()
        try:
            yield MailboxSettings(
                host=LOOPBACK,
                port=listening.getsockname()[1],
                tls=Tls.NONE,
                user="krm",
                password="geheim",
                timeout_seconds=10,
            )
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listening: socket.socket, greeting: str, script: Script) -> None:
    with suppress(OSError):
        while True:
            line, _ = listening.accept()
            with line, line.makefile("rwb") as words:
                words.write(f"{greeting}\r\n".encode())
                words.flush()
                while _answered(words.readline().decode(), script, line):
                    pass


def _answered(command: str, script: Script, line: socket.socket) -> bool:
    tag, _, words = command.strip().partition(" ")
    answers = next((script[key] for key in script if words.startswith(key)), ["TAG OK done"])
    answer = answers.pop(0) if len(answers) > 1 else answers[0]
    if not tag or not answer:
        return False
    line.sendall(answer.replace("TAG", tag).encode() + b"\r\n")
    return True
