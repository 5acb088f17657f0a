"""Mails about a case in a person's words."""

import pytest

from cases.letter import LetterKind
from correspondence.written import Written
from intake.case_letters.case_mail import NoJournalLineError, compose_about, file_about
from store import dispatches
from store.engine import reading, writing
from tests.desk.builders import House
from tests.desk.conftest import building, house, prepared_database  # noqa: F401 (fixtures)

ANSWER = Written(
    kind=LetterKind.FINAL_ANSWER,
    to="anna@citizen.example",
    subject="Ihre Nachricht",
    text="Sehr geehrte Frau Muster",
    key="letter 1",
)


def test_r23_a_mail_about_a_case_waits_in_the_outbox_under_its_first_message(
    house: House,  # noqa: F811 (the fixture)
) -> None:
    """It carries the case's number and goes only once, however often it is filed."""
    number = house.files()
    case = house.entry(number).case_number

    (mail,) = compose_about(case, [ANSWER], house.filing)
    with writing(house.engine) as tx:
        assert file_about(tx, mail, at=house.now, not_before=house.now)
        assert file_about(tx, mail, at=house.now, not_before=house.now) is None

    with reading(house.engine) as tx:
        kinds = [line.kind for line in dispatches.of_journal(tx, number)]
    assert kinds.count(LetterKind.FINAL_ANSWER) == 1
    assert mail.outgoing.content.count(case.encode()) >= 1


def test_r33_nothing_can_be_sent_about_a_forgotten_case(
    house: House,  # noqa: F811 (the fixture)
) -> None:
    """The caller is told; no mail under a number of nobody."""
    with pytest.raises(NoJournalLineError):
        compose_about("KRM-XXXX-XX", [ANSWER], house.filing)
