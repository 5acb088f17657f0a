"""Mails with words of a person."""

from email import message_from_bytes, policy

from cases.letter import LetterKind
from correspondence.written import Enclosure, Written, compose_written
from tests.correspondence.occasions import an_occasion


def a_text(**changes: object) -> Written:
    """Return a final answer with what matters to a test."""
    values = {
        "kind": LetterKind.FINAL_ANSWER,
        "to": "anna@citizen.example",
        "subject": "Ihre Nachricht",
        "text": "Sehr geehrte Frau Muster,\n\nes tut uns leid.\n",
        "key": "letter 7",
    }
    return Written(**values | changes)  # type: ignore[arg-type]  # a builder takes any field


def test_r23_a_written_answer_carries_its_words_number_and_token() -> None:
    """What the officer wrote goes out as it is, with our number in the subject alone."""
    out = compose_written(a_text(), an_occasion())
    mail = message_from_bytes(out.content, policy=policy.default)

    assert (
        mail.get_content().replace("\r\n", "\n")
        == "Sehr geehrte Frau Muster,\n\nes tut uns leid.\n"
    )
    assert mail["Subject"].endswith("]")
    assert out.reply_token in mail["Message-ID"]
    assert mail["Auto-Submitted"] is None


def test_a_line_break_in_a_subject_makes_no_header() -> None:
    """Words of people never become headers."""
    out = compose_written(a_text(subject="Antwort\r\nBcc: x@evil.example"), an_occasion())

    assert message_from_bytes(out.content, policy=policy.default)["Bcc"] is None


def test_r23_a_letter_goes_with_it_as_a_file() -> None:
    """An enclosure keeps its name, type and bytes."""
    pdf = Enclosure(name="antwort.pdf", content_type="application/pdf", content=b"%PDF-1.7 x")
    out = compose_written(a_text(enclosures=(pdf,)), an_occasion())
    mail = message_from_bytes(out.content, policy=policy.default)

    (part,) = mail.iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == ("antwort.pdf", "application/pdf")
    assert part.get_content() == b"%PDF-1.7 x"


def test_r15_the_same_letter_is_filed_under_the_same_key() -> None:
    """A second sending by mistake is the same dispatch."""
    one, two = (compose_written(a_text(), an_occasion()) for _ in range(2))

    assert one == two
    assert one.once_key != compose_written(a_text(key="letter 8"), an_occasion()).once_key
