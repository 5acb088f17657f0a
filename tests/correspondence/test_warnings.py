"""Warnings: which duty waits and until when, never of whom or about what."""

from datetime import date

import pytest

from cases.duties import Duty, DutyKind, Role
from cases.letter import Letter, LetterKind
from correspondence.compose import compose, compose_warning, text_of
from correspondence.wording import DUTIES
from store.dispatch_lines import Outgoing
from tests.correspondence.occasions import an_occasion, parsed, words

OFFICER = "e.beispiel@jobcenter.example"


def a_warning(kind: DutyKind = DutyKind.SUSPECTED_OBJECTION, **changes: object) -> Outgoing:
    """Return a warning to the officer, due on the day after receipt."""
    values: dict[str, object] = {"role": Role.OFFICER, "to": OFFICER, "occasion": an_occasion()}
    duty = Duty(kind=kind, due_on=date(2026, 11, 24), detail="concerns_director")
    return compose_warning(duty, **{**values, **changes})  # type: ignore[arg-type]


def test_r5a_a_warning_says_what_waits_and_until_when() -> None:
    """The kind in German, the journal number, the last day, where to look."""
    warning = a_warning(desk_url="https://krm.jobcenter.example/")
    text = words(warning.content)

    assert "Aufgabe: möglicher Widerspruch" in text
    assert "Nummer im Posteingangsbuch: 17" in text
    assert "Zu erledigen bis: 24.11.2026" in text
    assert "https://krm.jobcenter.example/" in text


@pytest.mark.parametrize("kind", list(DutyKind))
def test_r5a_a_warning_holds_nothing_of_the_letter(kind: DutyKind) -> None:
    """Neither words nor names nor addresses of the citizen, nor an enclosure."""
    warning = a_warning(kind)
    mail = parsed(warning.content)

    assert DUTIES[kind] in words(warning.content)
    assert b"winter" not in warning.content.lower()
    assert "KRM-7F3K-Q2" not in words(warning.content)
    assert mail["In-Reply-To"] is None
    assert not mail.is_multipart()


def test_r5a_the_director_learns_why_the_warning_comes() -> None:
    """Nobody has acted in time."""
    to_director = a_warning(role=Role.DIRECTOR, to="gf@jobcenter.example")

    assert "weil die Aufgabe noch offen ist" in words(to_director.content)
    assert "weil die Aufgabe noch offen ist" not in words(a_warning().content)


def test_warnings_are_marked_as_made_by_a_machine() -> None:
    """No absence note comes back, but a bounce does."""
    warning = a_warning()
    mail = parsed(warning.content)

    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"] == "Kundenreaktionsmanagement: Aufgabe wartet [Eingang 17]"
    assert warning.envelope_sender == "krm@jobcenter.example"


def test_each_step_of_a_duty_has_a_warning_of_its_own() -> None:
    """Another role, or the same role later, is not taken for the first warning."""
    later = an_occasion(fresh_id="later9")
    keys = {
        a_warning().once_key,
        a_warning(role=Role.DEPUTY).once_key,
        a_warning(occasion=later).once_key,
    }

    assert len(keys) == 3


def test_a_warning_is_no_letter() -> None:
    """What a duty is about stands in no letter, so `compose` refuses."""
    letter = Letter(kind=LetterKind.WARNING, to=OFFICER)

    with pytest.raises(ValueError, match="compose_warning"):
        compose(letter, an_occasion())
    with pytest.raises(ValueError, match="compose_warning"):
        text_of(letter, an_occasion())
