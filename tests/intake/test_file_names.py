"""The names that files of strangers bring along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.reading.file_names import MOST_CHARACTERS, name_alone
from intake.reading.mail import read_mail


@pytest.mark.parametrize(
    ("named", "name"),
    [
        ("Bescheid.pdf", "Bescheid.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Briefe\\Mahnung vom 3. Mai.docx", "Mahnung vom 3. Mai.docx"),
        (" Vollmacht.pdf ", "Vollmacht.pdf"),
        ("../", ""),
    ],
)
def test_a_name_loses_its_folders(named: str, name: str) -> None:
    """No way of a stranger leads through our disk."""
    assert name_alone(named) == name


def test_a_name_that_is_too_long_keeps_its_ending() -> None:
    """The officer still sees what kind of file it is."""
    name = name_alone("a" * 300 + ".pdf")

    assert (len(name), name[-5:]) == (MOST_CHARACTERS, "a.pdf")


@given(st.text(max_size=600))
def test_no_name_holds_a_folder_or_is_too_long(named: str) -> None:
    """Whatever a stranger writes."""
    name = name_alone(named)

    assert len(name) <= MOST_CHARACTERS
    assert not {"/", "\\"} & set(name)


def test_a_file_within_the_text_loses_its_folders_too() -> None:
    """A uuencoded file names a way as well as any other."""
    mail = read_mail(
        b"From: Ada Beispiel <ada@example.org>\r\nSubject: Unterlagen\r\n\r\n"
        b"Anbei.\r\n\r\nbegin 644 ../../weg/zettel.txt\r\n#0V%T\r\n`\r\nend\r\n"
    )

    assert [each.name for each in mail.attachments] == ["zettel.txt"]
