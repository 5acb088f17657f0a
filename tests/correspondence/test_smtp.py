"""The line to the mail server: what each answer means, and what a break does."""

import traceback

import pytest

from correspondence.smtp import (
    DeliveryError,
    LineDownError,
    LoginError,
    RefusedError,
    SmtpLine,
    TryLaterError,
    check_line,
    open_line,
)
from tests.correspondence.lines import line_settings
from tests.edges.smtp_listener import DROP, SmtpListener, Stage

CONTENT = b"Subject: Probe\r\n\r\nGuten Tag\r\n"
CITIZEN = "jana.winter@kunde.example"


def deliver(line: SmtpLine, recipient: str = CITIZEN, content: bytes = CONTENT) -> str:
    """Send one mail from our address."""
    return line.deliver(sender="krm@jobcenter.example", recipient=recipient, content=content)


def test_the_server_gets_exactly_our_bytes_and_envelope() -> None:
    """Lone dots at line starts included."""
    with SmtpListener() as listener, open_line(line_settings(listener)) as line:
        answer = deliver(line, content=CONTENT + b".\r\n..b\r\n")

        assert answer == "250 2.0.0"
        assert [mail.content for mail in listener.mails] == [CONTENT + b".\r\n..b\r\n"]
        assert listener.mails[0].sender == "krm@jobcenter.example"
        assert listener.mails[0].recipients == (CITIZEN,)


def test_one_connection_serves_many_mails() -> None:
    """Also after a mail was refused in the middle."""
    with SmtpListener() as listener, open_line(line_settings(listener)) as line:
        deliver(line)
        listener.answer(Stage.RCPT, "550 5.1.1 no such user", times=1)
        with pytest.raises(RefusedError):
            deliver(line)
        deliver(line)

        assert len(listener.mails) == 2
        assert listener.connections == 1


@pytest.mark.parametrize("stage", [Stage.MAIL, Stage.RCPT, Stage.BEFORE_DATA, Stage.DATA])
@pytest.mark.parametrize(
    ("said", "error", "kept"),
    [
        ("451 4.3.0 jana.winter@kunde.example later", TryLaterError, "451 4.3.0"),
        ("450 greylisted", TryLaterError, "450"),
        ("550 5.1.1 jana.winter@kunde.example unknown", RefusedError, "550 5.1.1"),
        ("552 message of jana.winter@kunde.example too large", RefusedError, "552"),
    ],
)
def test_r1_an_answer_is_kept_as_codes_alone(
    stage: Stage, said: str, error: type[DeliveryError], kept: str
) -> None:
    """4xx is for later, 5xx for the officer; the words may name the citizen."""
    with SmtpListener() as listener, open_line(line_settings(listener)) as line:
        listener.answer(stage, said)

        with pytest.raises(DeliveryError) as failure:
            deliver(line)

        assert type(failure.value) is error
        assert failure.value.answer == kept
        assert "winter" not in "".join(traceback.format_exception(failure.value))
        assert listener.mails == []


@pytest.mark.parametrize("stage", [Stage.RCPT, Stage.DATA])
def test_a_line_that_breaks_in_the_middle_is_for_later(stage: Stage) -> None:
    """What the server did with the mail is unknown, so it is sent again."""
    with SmtpListener() as listener, open_line(line_settings(listener)) as line:
        listener.answer(stage, DROP, times=1)
        with pytest.raises(TryLaterError, match="SMTPServerDisconnected"):
            deliver(line)

        assert deliver(line) == "250 2.0.0"


def test_a_connection_that_ended_meanwhile_is_made_anew() -> None:
    """The server was restarted between two mails; neither fails."""
    with SmtpListener() as listener, open_line(line_settings(listener)) as line:
        deliver(line)
        listener.down()
        listener.up()

        assert deliver(line) == "250 2.0.0"
        assert len(listener.mails) == 2


def test_a_server_that_ends_the_connection_politely_gets_the_mail_on_a_new_one() -> None:
    """421 after many mails says nothing about this one."""
    with SmtpListener() as listener, open_line(line_settings(listener)) as line:
        deliver(line)
        listener.answer(Stage.MAIL, "421 4.7.0 too many messages", times=1)

        assert deliver(line) == "250 2.0.0"
        assert listener.connections == 2


def test_a_server_that_is_down_says_nothing_about_the_mail() -> None:
    """It is reached again as soon as it is up, on the same line."""
    with SmtpListener() as listener, open_line(line_settings(listener)) as line:
        listener.down()
        with pytest.raises(LineDownError, match="ConnectionRefusedError"):
            deliver(line)
        listener.up()

        assert deliver(line) == "250 2.0.0"


def test_a_server_that_stays_silent_is_given_up_after_the_time_out() -> None:
    """Nobody waits for ever."""
    with SmtpListener() as listener:
        listener.answer(Stage.EHLO, "250-and more to come")
        settings = line_settings(listener, timeout_seconds=0.2)
        with pytest.raises(LineDownError), open_line(settings) as line:
            deliver(line)


def test_r5_what_is_too_large_for_the_server_is_refused() -> None:
    """The size is announced, so that nothing is transferred in vain."""
    with SmtpListener(max_bytes=1000) as listener, open_line(line_settings(listener)) as line:
        with pytest.raises(RefusedError, match="552"):
            deliver(line, content=CONTENT + b"x" * 70 * 20)

        assert listener.mails == []


def test_an_address_with_umlauts_goes_to_a_server_that_takes_it() -> None:
    """RFC 6531."""
    content = "To: jörg@bücher.example\r\n\r\nGuten Tag\r\n".encode()
    with SmtpListener() as listener, open_line(line_settings(listener)) as line:
        deliver(line, "jörg@bücher.example", content)

        assert listener.mails[0].recipients == ("jörg@bücher.example",)
        assert listener.mails[0].content == content


def test_an_address_with_umlauts_is_refused_where_the_server_cannot() -> None:
    """The officer prints the notice; the next mail goes out as ever."""
    no_utf8 = SmtpListener(takes_utf8=False)
    with no_utf8 as listener, open_line(line_settings(listener)) as line:
        with pytest.raises(RefusedError, match=r"553 5\.6\.7"):
            deliver(line, "jörg@bücher.example")

        assert deliver(line) == "250 2.0.0"


def test_a_wrong_password_stops_the_line_not_the_mail() -> None:
    """No citizen's notice becomes a duty because of our own log-in."""
    with SmtpListener(logins={"krm": "richtig"}) as listener:
        wrong = line_settings(listener, user="krm", password="falsch")
        with open_line(wrong) as line, pytest.raises(LoginError, match="535") as failure:
            deliver(line)

    assert failure.value.reason.startswith("The server refuses user and password (535")
    assert failure.value.advice == "See smtp.user and smtp.password_file."


@pytest.mark.parametrize("password", ["", "gänzlich geheim"])
def test_a_log_in_that_cannot_be_tried_stops_the_line(password: str) -> None:
    """No user given although the server wants one; a password that SMTP cannot carry."""
    with SmtpListener(logins={"krm": "richtig"}) as listener:
        settings = line_settings(listener, user="krm" if password else "", password=password)
        with open_line(settings) as line, pytest.raises(LoginError):
            deliver(line)


def test_check_line_tells_that_all_is_well() -> None:
    """For `krm check`: reached, secured or not, logged in."""
    with SmtpListener(logins={"krm": "richtig"}) as listener:
        settings = line_settings(listener, user="krm", password="richtig")

        told = check_line(settings)

    assert told == f"127.0.0.1:{listener.port} answers, no TLS, logged in as krm"


def test_check_line_tells_what_is_wrong() -> None:
    """With advice for the operator."""
    with SmtpListener() as listener:
        settings = line_settings(listener)
    with pytest.raises(LineDownError) as failure:
        check_line(settings)

    assert failure.value.answer == "ConnectionRefusedError"
    assert failure.value.reason == "Connection refused"
    assert "smtp.host" in failure.value.advice
