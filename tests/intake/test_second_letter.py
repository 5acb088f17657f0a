"""A second letter while a complaint that may be about the director waits (R6)."""

import pytest

from cases.duties import DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.conftest import building, house, prepared_database  # noqa: F401 (fixtures)

CONDUCT = a_decision(Label.SUPERVISORY_COMPLAINT)
ABOUT_DIRECTOR = a_letter("Die Geschäftsführung hat mich angeschrien.", subject="Beschwerde")
SECOND = "Ich wurde auch verspottet und beschimpft."


def referring(letter: bytes, sender: str) -> bytes:
    """Return a second letter that answers the first."""
    first_id = next(line for line in letter.splitlines() if line.startswith(b"Message-ID: "))
    header = b"In-Reply-To: " + first_id.removeprefix(b"Message-ID: ") + b"\n"
    return header + a_letter(SECOND, subject="Noch etwas", sender=sender)


def sent_to_director(house: House, number: int) -> bool:  # noqa: F811 (the fixture)
    """Say whether a hand-over was filed for the message."""
    return any(line.kind is LetterKind.HAND_OVER for line in house.sent_for(number))


@pytest.mark.parametrize(
    "second",
    [
        a_letter(SECOND, subject="Noch etwas"),
        referring(ABOUT_DIRECTOR, "Anderswo <anna@zuhause.example>"),
    ],
    ids=["of the same writer", "that answers it"],
)
def test_r6_a_second_letter_does_not_go_to_the_director_by_itself(
    house: House,  # noqa: F811 (the fixture)
    second: bytes,
) -> None:
    """The officer chooses who gets it, as with the first."""
    house.files(CONDUCT, ABOUT_DIRECTOR)

    number = house.files(CONDUCT, second)

    assert not sent_to_director(house, number)
    duties = {duty.kind: duty.detail for duty in house.duties_of(number)}
    assert duties[DutyKind.SUSPECTED_CONDUCT] == "concerns_director"


def test_r6_a_strangers_complaint_goes_its_way(house: House) -> None:  # noqa: F811 (the fixture)
    """Nothing else is held up by it."""
    house.files(CONDUCT, ABOUT_DIRECTOR)

    letter = a_letter(SECOND, subject="Beschwerde", sender="Berta <berta@citizen.example>")
    number = house.files(CONDUCT, letter)

    assert sent_to_director(house, number)
    assert house.entry(number).ways[Way.DIRECTOR] == "do"
