"""Killed at any moment, again and again, nothing is lost and nothing is done twice (R1, R15)."""

import os
import random
import secrets
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.exc import OperationalError

from store import dispatches, journal
from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.letters import COMPLAINT, a_letter, id_of
from tests.end_to_end.office import DONE, INBOX, write_configuration
from tests.end_to_end.running import PATIENCE_SECONDS, a_daemon, wait_until

pytestmark = [pytest.mark.server("dovecot"), pytest.mark.slow]

MAILS, KILLS = 100, 5
POLLING = {"KRM_MAILBOX__POLL_SECONDS": "1"}
LETTERS = [
    a_letter(
        f"{COMPLAINT}\nDies ist Brief {number}.\n",
        sender=f"kunde{number}@kunde.example",
        message_id=f"<brief-{number}@kunde.example>",
    )
    for number in range(MAILS)
]


@pytest.fixture
def look(tmp_path: Path) -> Iterator[Engine]:
    """Look into the daemon's database from outside, without a right to write."""
    database = tmp_path / "krm.db"
    engine = create_engine(f"sqlite:///file:{database}?mode=ro&uri=true", poolclass=NullPool)
    yield engine
    engine.dispose()


def steps_done(look: Engine, post: SmtpListener) -> int:
    """Count what the daemon has done so far: taken in, decided, delivered."""
    with suppress(OperationalError), look.connect() as tx:  # before it has made its tables
        lines = journal.entries(tx, limit=1000)
        return len(lines) + sum(line.is_decided for line in lines) + len(post.mails)
    return 0


def is_all_done(look: Engine) -> bool:
    """Say whether every letter is decided and every answer delivered."""
    with look.connect() as tx:
        taken, outbox = journal.entries(tx, limit=1000), dispatches.lines(tx, limit=1000)
    decided = [line for line in taken if line.is_decided]
    delivered = [line for line in outbox if line.is_proven]
    return (len(taken), len(decided), len(delivered)) == (MAILS, MAILS, MAILS)


def test_r1_killed_five_times_nothing_is_lost_and_nothing_done_twice(
    *, dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path, look: Engine
) -> None:
    """A hundred letters: a hundred cases and answers; a kill repeats one delivery at most."""
    seed = int(os.environ.get("KRM_KILL_SEED") or secrets.randbelow(10**6))
    print(f"KRM_KILL_SEED={seed}")  # noqa: T201  (to repeat a failure)
    chance = random.Random(seed)  # noqa: S311  (no secret: moments)
    configuration = write_configuration(tmp_path, dovecot, imap_user, smtp_port=post.port)
    dovecot.fill(imap_user, LETTERS)

    for moment in sorted(chance.sample(range(1, 3 * MAILS - 20), KILLS)):
        with a_daemon(configuration, POLLING) as process:
            wait_until(lambda: steps_done(look, post) >= moment, process)  # noqa: B023
            time.sleep(chance.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
    with a_daemon(configuration, POLLING) as process:
        wait_until(lambda: is_all_done(look), process)
        wait_until(lambda: not dovecot.messages(imap_user, INBOX), process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 0

    assert sorted(dovecot.messages(imap_user, DONE)) == sorted(LETTERS)
    with look.connect() as tx:
        lines = journal.entries(tx, limit=1000)
    assert len(lines) == len({line.case_number for line in lines} - {""}) == MAILS
    answered = Counter(mail.recipients for mail in post.mails)
    assert len(answered) == MAILS
    assert answered.total() - MAILS <= KILLS
    assert len({id_of(mail.content) for mail in post.mails}) == MAILS
    assert len({mail.content for mail in post.mails}) == MAILS
