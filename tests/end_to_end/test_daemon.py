"""The daemon from its start to its end: at once, through trouble, and cleanly (R10)."""

import signal
from pathlib import Path

import pytest

from tests.edges.dovecot import throw_away_dovecot
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.letters import COMPLAINT, SUSPECTED, a_letter
from tests.end_to_end.office import DONE, INBOX, OFFICER, write_configuration
from tests.end_to_end.running import PATIENCE_SECONDS, a_daemon, wait_until

pytestmark = [pytest.mark.server("dovecot"), pytest.mark.slow]

HARDLY_EVER = {"KRM_MAILBOX__POLL_SECONDS": "3600"}
EVERY_SECOND = {"KRM_MAILBOX__POLL_SECONDS": "1", "KRM_MAILBOX__IDLE": "false"}
A_MINUTE = 60.0


def a_complaint(number: int) -> bytes:
    """Return a letter of somebody who has not written before."""
    return a_letter(
        f"{COMPLAINT}{number}\n",
        sender=f"kunde{number}@kunde.example",
        message_id=f"<{number}@kunde.example>",
    )


def test_r10_new_mail_is_answered_within_a_minute_without_polling(
    post: SmtpListener, tmp_path: Path
) -> None:
    """The mail server tells of it (IDLE); the next poll would be an hour away. SIGTERM ends it."""
    with throw_away_dovecot() as server:
        configuration = write_configuration(tmp_path, server, "krm", smtp_port=post.port)
        server.append("krm", a_complaint(1))
        with a_daemon(configuration, HARDLY_EVER) as process:
            wait_until(lambda: len(post.mails) == 1, process)
            server.append("krm", a_complaint(2))
            seconds = wait_until(lambda: len(post.mails) == 2, process)
            process.send_signal(signal.SIGTERM)
            code = process.wait(PATIENCE_SECONDS)

    assert seconds < A_MINUTE
    assert code == 0


def test_r5a_the_officer_is_warned_of_a_suspected_objection_within_a_minute(
    post: SmtpListener, tmp_path: Path
) -> None:
    """The daemon does not wait for its next look at the limits."""
    with throw_away_dovecot() as server:
        configuration = write_configuration(tmp_path, server, "krm", smtp_port=post.port)
        server.append("krm", a_complaint(1))
        with a_daemon(configuration, HARDLY_EVER) as process:
            wait_until(lambda: len(post.mails) == 1, process)
            server.append("krm", a_letter(SUSPECTED))
            seconds = wait_until(lambda: len(post.mails) == 2, process)

    assert post.mails[1].recipients == (OFFICER,)
    assert seconds < A_MINUTE


def test_r1_a_mail_server_that_restarts_is_found_again(post: SmtpListener, tmp_path: Path) -> None:
    """Killed and started again under a running daemon: what came in between is taken in once."""
    with throw_away_dovecot() as server:
        configuration = write_configuration(tmp_path, server, "krm", smtp_port=post.port)
        server.append("krm", a_complaint(1))
        with a_daemon(configuration, EVERY_SECOND) as process:
            wait_until(lambda: len(post.mails) == 1, process)
            server.kill()
            log = tmp_path / "daemon.log"
            wait_until(lambda: b"mailbox out of reach" in log.read_bytes(), process)
            server.start()
            server.append("krm", a_complaint(2))
            wait_until(lambda: len(post.mails) == 2, process)
            wait_until(lambda: not server.messages("krm", INBOX), process)
        done = server.messages("krm", DONE)

    assert sorted(done) == sorted([a_complaint(1), a_complaint(2)])
    assert len(post.mails) == 2
