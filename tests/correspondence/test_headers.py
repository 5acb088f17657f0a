"""Headers: what stops machines, what brings answers and bounces back, what nobody can inject."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.labels import Way
from cases.letter import NOTICES, Letter, LetterKind
from correspondence.addresses import AddressError, is_sendable
from correspondence.compose import compose
from tests.correspondence.occasions import (
    OUR_ADDRESS,
    a_hand_over,
    a_notice,
    a_pass_on,
    an_occasion,
    parsed,
)


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_r15_notices_stop_other_machines_but_not_their_bounces(kind: LetterKind) -> None:
    """RFC 3834 and Exchange's own header; NDR is not suppressed, for bounces must come back."""
    mail = parsed(compose(a_notice(kind), an_occasion()).content)

    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "DR, RN, NRN, OOF, AutoReply"
    assert mail["Precedence"] is None


@pytest.mark.parametrize("letter", [a_hand_over(), a_pass_on()])
def test_r15_hand_overs_are_marked_as_made_by_a_machine(letter: Letter) -> None:
    """They answer nobody: no thread, so that no reader hangs them into the citizen's."""
    mail = parsed(compose(letter, an_occasion()).content)

    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["In-Reply-To"] is None


def test_r15_bounces_come_back_to_our_own_address() -> None:
    """Envelope sender, From and Reply-To are ours."""
    outgoing = compose(a_notice(), an_occasion())
    mail = parsed(outgoing.content)

    assert outgoing.envelope_sender == OUR_ADDRESS
    assert mail["From"] == "Jobcenter Musterstadt <krm@jobcenter.example>"
    assert mail["Reply-To"] == OUR_ADDRESS
    assert mail["To"] == "jana.winter@kunde.example"


def test_r9_the_reply_token_is_in_the_message_id_and_at_the_foot() -> None:
    """Whichever of the two a mail program keeps, the answer finds its matter."""
    outgoing = compose(a_notice(), an_occasion())
    mail = parsed(outgoing.content)

    assert re.fullmatch(r"[a-z2-7]{24}", outgoing.reply_token)
    assert outgoing.message_id == f"<{outgoing.reply_token}.x5bq8e@jobcenter.example>"
    assert mail["Message-ID"] == outgoing.message_id
    assert mail.get_content().rstrip().endswith(f"Zeichen: {outgoing.reply_token}")


def test_r9_letters_of_one_occasion_have_message_ids_of_their_own() -> None:
    """Acknowledgement and both hand-overs share chance, yet none is taken for another."""
    letters = a_notice(), a_hand_over(Way.SGG), a_hand_over(Way.DIRECTOR), a_pass_on()
    composed = [compose(letter, an_occasion()) for letter in letters]

    assert len({each.message_id for each in composed}) == 4
    assert len({each.once_key for each in composed}) == 4


def test_r9_hand_overs_to_one_shared_mailbox_are_told_apart() -> None:
    """In a small office SGG and the director may read the same mailbox."""
    to_sgg = a_hand_over(Way.SGG)
    to_director = replace(to_sgg, way=Way.DIRECTOR)

    first, second = (compose(letter, an_occasion()) for letter in (to_sgg, to_director))

    assert first.message_id != second.message_id
    assert first.once_key != second.once_key


def test_composing_twice_gives_the_same_bytes() -> None:
    """A repeated step is the same mail, not a second one."""
    assert compose(a_hand_over(), an_occasion()) == compose(a_hand_over(), an_occasion())


def test_r15_a_notice_sent_again_on_purpose_has_a_key_of_its_own() -> None:
    """Otherwise the refused one would stand in its way."""
    first, second = (compose(a_notice(), an_occasion(sending=number)) for number in (1, 2))

    assert first.once_key != second.once_key


def test_the_notice_answers_the_citizens_message() -> None:
    """A long Message-ID stays on one line: folded, mail programs lose the thread."""
    thread = f"<{'a' * 120}@kunde.example>"
    content = compose(a_notice(), an_occasion(thread=thread)).content

    assert f"\r\nIn-Reply-To: {thread}\r\n".encode() in content
    assert f"\r\nReferences: {thread}\r\n".encode() in content


@pytest.mark.parametrize(
    "thread",
    [
        "",
        "no brackets@kunde.example",
        "<a@kunde.example>\r\nBcc: fremd@post.example",
        "<a@kunde.example>\nBcc: fremd@post.example",
        "<a b@kunde.example>",
        "<\u00e4@kunde.example>",
        "<a@kunde.example><b@kunde.example>",
        f"<{'a' * 400}@kunde.example>",
    ],
)
def test_a_strange_message_id_is_not_repeated(thread: str) -> None:
    """Nothing that a stranger wrote gets into our headers unless it is a plain Message-ID."""
    content = compose(a_notice(), an_occasion(thread=thread)).content

    assert b"In-Reply-To" not in content
    assert b"Bcc" not in content


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jana.winter",
        "jana winter@kunde.example",
        "jana@kunde.example\r\nBcc: fremd@post.example",
        "jana@kunde.example\n",
        "jana@kunde.example, fremd@post.example",
        "jana(fremd)@kunde.example",
        '"jana winter"@kunde.example',
        "<jana@kunde.example>",
        "jana@[127.0.0.1]",
        "jana@kunde..example>",
        "@kunde.example",
        f"{'j' * 65}@kunde.example",
        "jana@@kunde.example",
        "jana@kunde..example",
        "jana@-kunde.example",
        "jana%kunde.example@fremd.example",
        "kunde.example!jana@fremd.example",
        "@fremd.example:jana@kunde.example",
        "alle:jana@kunde.example;",
        "jana@\uff4bunde.example",
        "jana@kunde\u3002example",
        "\u202eelpmaxe.ednuk@anaj",
        "jana\u200b@kunde.example",
    ],
)
def test_no_mail_goes_to_an_address_that_could_mean_something_else(address: str) -> None:
    """Refused before anything is written, and the error does not name the address."""
    assert not is_sendable(address)
    with pytest.raises(AddressError) as refusal:
        compose(Letter(kind=LetterKind.ACKNOWLEDGEMENT, to=address), an_occasion())
    assert "jana" not in str(refusal.value)


@pytest.mark.parametrize(
    "address",
    [
        "jana.winter@kunde.example",
        "j+krm_1@mail.kunde.example",
        "o'hara@kunde.example",
        "root@localhost",
        "/g=jana/s=winter/@x400.example",
        "jana@xn--bcher-kva.example",
    ],
)
def test_ordinary_addresses_are_written_to(address: str) -> None:
    """The To header holds just that address."""
    letter = Letter(kind=LetterKind.ACKNOWLEDGEMENT, to=address)

    mail = parsed(compose(letter, an_occasion()).content)

    assert [each.addr_spec for each in mail["To"].addresses] == [address]


def test_an_address_with_umlauts_stands_in_the_header_as_it_is() -> None:
    """RFC 6532; the line to the server announces SMTPUTF8 for it."""
    letter = Letter(kind=LetterKind.ACKNOWLEDGEMENT, to="jörg@bücher.example")

    content = compose(letter, an_occasion()).content

    assert "\r\nTo: jörg@bücher.example\r\n".encode() in content


def test_the_date_is_the_moment_of_sending_in_local_time() -> None:
    """One minute past nine in Berlin."""
    mail = parsed(compose(a_notice(), an_occasion()).content)

    assert mail["Date"] == "Mon, 23 Nov 2026 09:01:00 +0100"


def test_umlauts_travel_as_seven_bit() -> None:
    """No server on the way needs 8BITMIME, and every line has at most 998 bytes."""
    content = compose(a_notice(), an_occasion()).content

    assert content.isascii()
    assert b"Content-Transfer-Encoding: quoted-printable" in content
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


FIELDS = {
    *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "X-Auto-Response-Suppress"),
    *("Content-Language", "Auto-Submitted", "In-Reply-To", "References", "Content-Type"),
    *("Content-Transfer-Encoding", "MIME-Version"),
}
HOSTILE = st.text(
    st.sampled_from('ab@.<>"(),;: \\\r\n\0\t%!=?\u202e\u2066\u200b\uff41ß漢\U0001f600')
    | st.characters(),
    max_size=80,
)

LETTERS = st.text("abcxyzäß漢я0123456789", min_size=1, max_size=63)
PLAIN = st.builds(
    "{}{}@{}.{}".format, LETTERS, st.text("a.-+_/='#$&*?^`{|}~", max_size=40), LETTERS, LETTERS
)


@settings(deadline=None)
@given(to=HOSTILE | PLAIN, thread=HOSTILE)
def test_whatever_a_stranger_calls_himself_our_headers_are_our_own(to: str, thread: str) -> None:
    """Refused, or written to that one address; no field more, no line that a server would cut."""
    try:
        content = compose(replace(a_notice(), to=to), an_occasion(thread=thread)).content
    except AddressError:
        return
    head = content.partition(b"\r\n\r\n")[0]
    mail = parsed(content)

    assert set(mail.keys()) <= FIELDS
    assert len(mail.keys()) == len(set(mail.keys()))
    (addressed,) = mail["To"].addresses
    assert addressed.addr_spec.encode("ascii", "surrogateescape").decode() == to
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
