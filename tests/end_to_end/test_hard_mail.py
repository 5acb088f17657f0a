"""Mail that nobody can read and servers that say no: the next round goes on (R1, R5, R15)."""

import pytest
from sqlalchemy.exc import OperationalError

from cases.decision import Decision
from cases.duties import DutyKind
from cases.mail import Mail
from store.dispatch_lines import DispatchState
from tests.edges.smtp_listener import DROP, Stage
from tests.end_to_end.letters import (
    COMPLAINT,
    JANA,
    OBJECTION,
    PAUL,
    a_bounce_of,
    a_letter,
    id_of,
    the_original_in,
)
from tests.end_to_end.office import DONE, INBOX, OFFICER, SGG, RunningOffice
from tests.end_to_end.told_by_words import FailsAtFirst, told_by_words

pytestmark = pytest.mark.server("dovecot")

GARBAGE = {
    "all bytes": bytes(range(1, 256)) * 20,
    "one line of 100 kB": b"x" * 100_000,
    "header without end": b"From: jana.winter@kunde.example\r\nSubject: =?utf-8?b?////" * 50,
    "broken multipart": b'Content-Type: multipart/mixed; boundary="\r\n\r\n--\r\n\r\n--',
    "a charset of its own": b"Content-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe\xfd\r\n",
    "a deep nest": b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (level, level)
        for level in range(200)
    ),
    "empty": b"\r\n",
}


@pytest.mark.parametrize("content", GARBAGE.values(), ids=GARBAGE)
def test_r1_garbage_is_journalled_and_holds_up_nothing(
    office: RunningOffice, content: bytes
) -> None:
    """It has a line; the letter behind it is answered in the same round."""
    office.arrive(content, a_letter(COMPLAINT))

    assert office.work() == ()

    assert len(office.journal()) == 2
    assert all(line.is_decided for line in office.journal())
    assert len(office.sent_to(JANA)) == 1
    assert office.lies_in(INBOX) == []


def test_a_passing_refusal_is_tried_again_and_proven(office: RunningOffice) -> None:
    """451 twice, then 250: one delivery, with its answer code as proof."""
    office.post.answer(Stage.DATA, "451 4.3.0 try again", times=2)
    office.arrive(a_letter(COMPLAINT))

    for _ in range(4):
        office.work()
        office.clock.pass_time(minutes=10)

    assert len(office.sent_to(JANA)) == 1
    (line,) = office.outbox()
    assert (line.state, line.attempts, line.last_answer) == (
        DispatchState.DELIVERED,
        3,
        "250 2.0.0",
    )


def test_the_mail_server_comes_back_and_everything_leaves(office: RunningOffice) -> None:
    """It was away when two letters came: both are answered once, five minutes after."""
    office.post.down()
    office.arrive(a_letter(COMPLAINT), a_letter(OBJECTION, sender=PAUL, message_id="<2@k.example>"))
    (trouble,) = office.work()
    assert trouble.startswith("smtp: ")
    assert "2 messages" in trouble or "messages wait" in trouble

    office.post.up()
    office.clock.pass_time(minutes=6)

    assert office.work() == ()
    assert [len(office.sent_to(address)) for address in (JANA, SGG, PAUL)] == [1, 1, 1]


def test_r5_a_hand_over_that_is_refused_is_told_at_once(office: RunningOffice) -> None:
    """550 at SGG's address: a duty for the officer, with a warning, and the original stays."""
    office.post.answer(Stage.RCPT, "550 5.1.1 no such user", times=1)
    office.arrive(a_letter(OBJECTION))

    office.work()
    office.work()

    assert DutyKind.HAND_OVER_FAILED in office.duty_kinds()
    assert len(office.sent_to(OFFICER)) == 1
    assert office.journal()[0].raw_erased_at is None


def test_r15_a_notice_that_is_refused_is_a_duty_not_a_second_try(office: RunningOffice) -> None:
    """550 at the citizen's address: the officer writes by hand."""
    office.post.answer(Stage.RCPT, "550 5.1.1 no such user", times=1)
    office.arrive(a_letter(COMPLAINT))

    for _ in range(3):
        office.work()
        office.clock.pass_time(hours=2)

    assert office.sent_to(JANA) == []
    assert DutyKind.NOTICE_BY_HAND in office.duty_kinds()


def test_r5_a_hand_over_that_comes_back_is_a_duty(office: RunningOffice) -> None:
    """SGG's server took it and returned it an hour later; the bounce itself is not answered."""
    office.receive(a_letter(OBJECTION))
    office.clock.pass_time(hours=1)

    sent = office.receive(a_bounce_of(office.sent_to(SGG)[0]))

    assert DutyKind.HAND_OVER_FAILED in office.duty_kinds()
    assert [mail.recipients for mail in sent] == [(OFFICER,)]


def test_r5_a_report_that_returns_nothing_is_known_by_what_it_answers(
    office: RunningOffice,
) -> None:
    """Some servers name the lost letter in In-Reply-To alone; the original must not be erased."""
    office.receive(a_letter(OBJECTION))
    lost = id_of(office.sent_to(SGG)[0]).encode()
    report = a_bounce_of(office.sent_to(SGG)[0]).replace(b"Message-ID: " + lost + b"\r\n", b"")

    office.receive(b"In-Reply-To: " + lost + b"\r\n" + report)
    office.clock.pass_time(days=20)
    office.work()

    assert DutyKind.HAND_OVER_FAILED in office.duty_kinds()
    assert office.journal()[0].raw_erased_at is None


def test_r5_a_report_that_names_no_letter_but_sgg_is_a_duty_all_the_same(
    office: RunningOffice,
) -> None:
    """Nothing says which hand-over was lost; that one was, a person must know."""
    office.receive(a_letter(OBJECTION))
    lost = office.sent_to(SGG)[0]
    named = f"Message-ID: {id_of(lost)}\r\n".encode()

    office.receive(a_bounce_of(lost).replace(named, b""))

    (duty,) = [each for each in office.duties() if each.kind is DutyKind.HAND_OVER_FAILED]
    assert (duty.journal, duty.detail) == (2, "bounced")


def test_r12_an_acknowledgement_that_comes_back_is_written_by_hand(
    office: RunningOffice,
) -> None:
    """The citizen's mailbox does not exist: the duty is the officer's, nothing is sent again."""
    office.receive(a_letter(COMPLAINT))
    office.clock.pass_time(hours=1)

    sent = office.receive(a_bounce_of(office.sent_to(JANA)[0]))

    assert sent == []
    assert DutyKind.NOTICE_BY_HAND in office.duty_kinds()


def test_r15_a_bounce_of_what_we_never_sent_changes_nothing(office: RunningOffice) -> None:
    """Somebody forged our address: the report is filed, no letter of ours is doubted."""
    office.receive(a_letter(OBJECTION))
    forged = a_bounce_of(a_letter("Kaufen Sie!", message_id="<forged@jobcenter.example>"))

    assert office.receive(forged) == []
    assert office.duty_kinds() == []
    assert all(line.is_proven for line in office.outbox())


def test_a_line_that_breaks_after_the_mail_repeats_the_same_bytes(office: RunningOffice) -> None:
    """The server took it, the answer was lost: the second delivery has the same Message-ID."""
    office.post.answer(Stage.DATA, DROP, times=1)
    office.arrive(a_letter(OBJECTION))

    for _ in range(2):
        office.work()
        office.clock.pass_time(minutes=10)

    hand_overs = office.sent_to(SGG)
    assert len({id_of(mail) for mail in hand_overs}) == 1
    assert len(hand_overs) == 2
    assert the_original_in(hand_overs[0]) == the_original_in(hand_overs[1]) == a_letter(OBJECTION)


def test_r1_five_failures_lay_a_message_before_the_officer(office: RunningOffice) -> None:
    """Whatever breaks while judging: the message stays, and a person sees it."""
    office.use_judge(FailsAtFirst(times=99))
    office.arrive(a_letter(COMPLAINT))

    for _ in range(6):
        office.work()
        office.clock.pass_time(minutes=6)

    assert DutyKind.UNREADABLE in office.duty_kinds()
    assert office.sent_to(JANA) == []
    assert not office.journal()[0].is_decided


def test_r1_a_locked_database_lays_no_letter_before_the_officer(office: RunningOffice) -> None:
    """However often deciding fails of it, that says nothing about the letter."""
    locked = OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))

    def fails(_mail: Mail) -> Decision:
        raise locked

    office.use_judge(fails)
    office.arrive(a_letter(COMPLAINT))
    for _ in range(6):
        office.work()
        office.clock.pass_time(minutes=6)
    waiting = office.duty_kinds()
    office.use_judge(told_by_words)
    office.work()

    assert waiting == []
    assert office.journal()[0].is_decided


def test_r1_what_cannot_be_worked_lies_in_a_folder_of_its_own(office: RunningOffice) -> None:
    """Whoever looks into the mailbox sees what is to be checked; the bytes are whole."""
    office.use_judge(FailsAtFirst(times=99))
    letter = a_letter(COMPLAINT)
    office.arrive(letter)

    for _ in range(7):
        office.work()
        office.clock.pass_time(minutes=6)

    assert office.lies_in("KRM/Pruefen") == [letter]
    assert office.lies_in(DONE) == []


def test_r1_what_could_be_worked_after_all_goes_where_the_rest_lies(office: RunningOffice) -> None:
    """The sixth try succeeds: the folder for trouble is empty again."""
    office.use_judge(FailsAtFirst(times=5))
    letter = a_letter(COMPLAINT)
    office.arrive(letter)

    for _ in range(8):
        office.work()
        office.clock.pass_time(minutes=6)

    assert office.lies_in("KRM/Pruefen") == []
    assert office.lies_in(DONE) == [letter]
