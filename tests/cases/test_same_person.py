"""Do two names mean one person? (R28)."""

import pytest

from cases.same_person import is_same_person, names_somebody

SAME = (
    ("Karl Landmann", "Karl Landmann"),
    ("Karl Landmann", "KARL  LANDMANN"),
    ("Dr. Karl Landmann", "Karl Landmann"),
    ("Landmann, Karl", "Karl Landmann"),
    ("Landrat Karl Landmann", "Herr Landmann"),
    ("K. Landmann", "Karl Landmann"),
    ("Jürgen Müller", "Juergen Mueller"),
    ("René Groß", "Rene Gross"),
    ("Anna Meier-Schmidt", "Anna Meier Schmidt"),
    ("i. V. Anna Vorsitz", "Anna Vorsitz"),
)
DIFFERENT = (
    ("Anna Vorsitz", "Karl Landmann"),
    ("Anna Landmann", "Karl Landmann"),
    ("Karl Landmann", "Karl Landmeister"),
    ("", "Karl Landmann"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_r28_one_person_under_two_spellings_is_one_person(one: str, other: str) -> None:
    """Either way round."""
    assert is_same_person(one, other)
    assert is_same_person(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_r28_two_persons_are_two(one: str, other: str) -> None:
    """The same surname alone is no proof while first names differ."""
    assert not is_same_person(one, other)


@pytest.mark.parametrize("name", ["", "  ", "Dr.", "K.", "Landrat", "123"])
def test_r28_a_title_or_an_initial_names_nobody(name: str) -> None:
    """A named person has a name."""
    assert not names_somebody(name)
    assert names_somebody(f"{name} Landmann")
