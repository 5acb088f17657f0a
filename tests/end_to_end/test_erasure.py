"""What was handed over is erased everywhere, once it is proven, and never before (R7)."""

import logging
import secrets
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from service.logs import ROOMS, EventFormatter
from store.engine import reading
from store.journal import content
from tests.edges.dovecot import throw_away_dovecot
from tests.edges.smtp_listener import SmtpListener, Stage
from tests.end_to_end.letters import COMPLAINT, OBJECTION, a_bounce_of, a_letter, id_of
from tests.end_to_end.office import HANDED_OVER, SGG, RunningOffice, open_office
from tests.end_to_end.told_by_words import FailsAtFirst
from tests.end_to_end.traces import files_in, traces_of

pytestmark = pytest.mark.server("dovecot")

GRACE_DAYS = 14


@pytest.fixture
def word() -> str:
    """Give a word that stands nowhere else."""
    return secrets.token_hex(12)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Write what the program logs into a file, as `krm run` does to standard error."""
    path = tmp_path / "krm.log"
    to_file = logging.FileHandler(path)
    to_file.setFormatter(EventFormatter())
    loggers = [logging.getLogger(room) for room in ROOMS]
    logging.getLogger().addHandler(to_file)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield path
    for logger in loggers:
        logger.setLevel(logging.NOTSET)
    logging.getLogger().removeHandler(to_file)
    to_file.close()


def an_objection_full_of(word: str, *, number: int = 1) -> bytes:
    """Return an objection that holds the word wherever a mail can hold one."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = f"{word} Winter <{word}.{number}@kunde.example>"
    letter["To"] = "krm@jobcenter.example"
    letter["Subject"] = f"Bescheid für {word}"
    letter["Date"] = f"Wed, 18 Nov 2026 08:{number:02}:00 +0100"
    letter["Message-ID"] = f"<{word}.{number}@kunde.example>"
    letter.set_content(f"{OBJECTION}\nMein Zeichen: {word}\nBrief {number}\n", cte="base64")
    everywhere = f"{word} ".encode() * 4000
    letter.add_attachment(everywhere, "text", "plain", filename=f"{word}.txt")
    letter.set_boundary("the-same-every-time")
    return letter.as_bytes()


def places(office: RunningOffice) -> list[Path]:
    """Return where anything of a mail could be: our folder with its logs, the mail server's."""
    return [office.folder, office.server.mail_directory / office.user]


def names_of(paths: Sequence[Path], office: RunningOffice) -> set[str]:
    """Return which of the places these files belong to."""
    mail = office.server.mail_directory
    return {"mail server" if mail in path.parents else path.name for path in paths}


def test_r7_nothing_of_a_hand_over_is_left_after_its_grace_time(
    office: RunningOffice, word: str, log: Path
) -> None:
    """Not in database, write-ahead log, log output, mail server or its index; the proof stays."""
    office.receive(an_objection_full_of(word))
    office.rounds.collect()
    before = names_of(traces_of(word, places(office)), office)
    assert "mail server" in before
    assert before & {"krm.db", "krm.db-wal"}

    office.clock.pass_time(days=GRACE_DAYS, minutes=1)
    office.rounds.erase()

    assert traces_of(word, places(office)) == []
    assert {"krm.db", "krm.log"} <= {path.name for path in files_in(places(office))}
    assert b'"outcome": "delivered"' in log.read_bytes()
    (line,) = office.journal()
    assert line.raw_erased_at == line.server_erased_at == office.clock.at
    assert sorted(each.kind for each in office.outbox() if each.is_proven) == [
        "hand_over",
        "transfer_notice",
    ]
    assert len(office.sent_to(SGG)) == 1


def test_r7_nothing_is_erased_before_the_grace_time_is_over(
    office: RunningOffice, word: str
) -> None:
    """A minute before its end the original is still there, in both places."""
    office.receive(an_objection_full_of(word))

    office.clock.pass_time(days=GRACE_DAYS, minutes=-1)
    office.work()

    assert office.lies_in(HANDED_OVER) == [an_objection_full_of(word)]
    with reading(office.rounds.service.engine) as tx:
        assert content(tx, 1) == an_objection_full_of(word)


def test_r7_nothing_is_erased_without_proof(office: RunningOffice, word: str) -> None:
    """The mail server takes nothing for forty days: the original stays."""
    office.post.answer(Stage.DATA, "451 4.3.0 try again")
    office.arrive(an_objection_full_of(word))
    for _ in range(4):
        office.work()
        office.clock.pass_time(days=10)

    office.rounds.erase()

    with reading(office.rounds.service.engine) as tx:
        assert content(tx, 1) == an_objection_full_of(word)


def test_r7_nothing_is_erased_that_came_back(office: RunningOffice, word: str) -> None:
    """SGG's server took it and sent it back later: the original stays, the officer is told."""
    office.receive(an_objection_full_of(word))
    office.clock.pass_time(days=1)
    office.receive(a_bounce_of(office.sent_to(SGG)[0]))

    office.clock.pass_time(days=40)
    office.work()

    assert office.journal()[0].raw_erased_at is None
    assert "hand_over_failed" in office.duty_kinds()


def test_r7_among_many_letters_only_those_that_are_due_are_erased(
    office: RunningOffice, word: str
) -> None:
    """Twelve hand-overs between twelve complaints: no byte of theirs, every byte of the others."""
    other = secrets.token_hex(12)
    for number in range(12):
        office.arrive(
            an_objection_full_of(word, number=number),
            a_letter(
                f"{COMPLAINT}{other}",
                sender=f"{other}.{number}@kunde.example",
                message_id=f"<{other}.{number}@kunde.example>",
            ),
        )
    office.work()
    office.work()

    office.clock.pass_time(days=GRACE_DAYS, minutes=1)
    office.work()

    assert traces_of(word, places(office)) == []
    with reading(office.rounds.service.engine) as tx:
        kept = [line.number for line in office.journal() if content(tx, line.number)]
    assert len(kept) == 12


def test_r7_second_copy_and_addition_go_with_the_hand_over(
    office: RunningOffice, word: str
) -> None:
    """The same letter again, and what the writer added to it, leave no trace either."""
    office.receive(an_objection_full_of(word), an_objection_full_of(word))
    answers = id_of(office.sent_to(f"{word}.1@kunde.example")[0])
    office.receive(
        a_letter(
            f"Anbei noch mein Zeichen: {word}.",
            sender=f"{word}.1@kunde.example",
            message_id=f"<2.{word}@kunde.example>",
            answers=answers,
        )
    )
    office.work()

    office.clock.pass_time(days=GRACE_DAYS, minutes=1)
    office.work()

    assert traces_of(word, places(office)) == []
    assert len(office.journal()) == 3


def test_r7_a_restored_mailbox_does_not_keep_the_servers_copy(
    office: RunningOffice, word: str
) -> None:
    """Its folder has new message numbers: each of two same copies is found and erased."""
    office.receive(an_objection_full_of(word), an_objection_full_of(word))
    office.rounds.collect()
    office.server.renumber(office.user, folder=HANDED_OVER)

    office.work()
    office.clock.pass_time(days=GRACE_DAYS, minutes=1)
    office.work()

    assert traces_of(word, places(office)) == []


def test_r7_the_mail_servers_copy_goes_later_when_the_server_was_away(
    tmp_path: Path, post: SmtpListener, word: str
) -> None:
    """The database is erased at once; the journal knows where the other copy lies."""
    with (
        throw_away_dovecot() as server,
        open_office(tmp_path / "office", server, "krm", post) as office,
    ):
        office.receive(an_objection_full_of(word))
        office.rounds.collect()
        office.clock.pass_time(days=GRACE_DAYS, minutes=1)
        server.stop()
        troubles = office.work()
        assert names_of(traces_of(word, places(office)), office) == {"mail server"}

        server.start()
        assert office.work() == ()

        assert traces_of(word, places(office)) == []
    assert {trouble.partition(":")[0] for trouble in troubles} == {
        "mailbox",
        "mailbox, while erasing",
    }


def test_r7_errors_that_quote_the_mail_leave_no_trace_in_the_log(
    office: RunningOffice, word: str, log: Path
) -> None:
    """Judging fails at first, the mail server complains in the mail's words: both are told of."""
    judge = FailsAtFirst(times=1)
    office.use_judge(judge)
    office.post.answer(Stage.DATA, f"451 4.3.0 {word} is greylisted", times=1)
    office.arrive(an_objection_full_of(word))

    for _ in range(3):
        office.work()
        office.clock.pass_time(minutes=6)

    assert len(office.sent_to(SGG)) == 1
    assert word in "".join(judge.quoted)
    assert b'"error": "ValueError"' in log.read_bytes()
    assert b'"answer": "451 4.3.0"' in log.read_bytes()
    assert traces_of(word, [log]) == []


def test_r7_a_reader_in_the_way_delays_erasure_but_does_not_prevent_it(
    office: RunningOffice, word: str
) -> None:
    """While somebody reads, the write-ahead log keeps its content; the next round empties it."""
    office.receive(an_objection_full_of(word))
    office.clock.pass_time(days=GRACE_DAYS, minutes=1)
    with reading(office.rounds.service.engine) as tx:
        assert content(tx, 1) is not None
        (trouble,) = office.work()
    assert "log file" in trouble

    assert office.work() == ()

    assert traces_of(word, places(office)) == []
