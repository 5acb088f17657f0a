"""The statement's form (R26)."""

import pytest

from cases.petition_form import REQUIRED, FormPart, StatementForm, changed_parts, kept, read_kept

FULL = StatementForm(parts={part: f"Text zu {part}" for part in FormPart})


def test_r26_a_form_is_complete_when_every_required_part_is_filled_in() -> None:
    """A committee's number and measures may be missing."""
    only_required = StatementForm(parts=dict.fromkeys(REQUIRED, "Text"))

    assert FULL.is_complete
    assert only_required.is_complete
    assert FormPart.COMMITTEE_NUMBER not in REQUIRED
    assert FormPart.MEASURES not in REQUIRED


@pytest.mark.parametrize("part", REQUIRED)
def test_r26_each_required_part_is_missed_by_its_name(part: FormPart) -> None:
    """Blanks are nothing."""
    form = StatementForm(parts={**FULL.parts, part: " \n"})

    assert form.missing == (part,)


def test_a_form_is_kept_as_it_was_written() -> None:
    """Quotation marks, umlauts and line ends come back."""
    form = StatementForm(parts={FormPart.FACTS: 'Sie schrieb: "Ärger"\n\n„Ende“'})

    assert read_kept(kept(form)).text(FormPart.FACTS) == form.text(FormPart.FACTS)
    assert read_kept("").missing == REQUIRED


def test_two_forms_are_told_apart_part_by_part() -> None:
    """So that of two editors each sees what the other wrote."""
    other = StatementForm(parts={**FULL.parts, FormPart.RESULT: "anders"})

    assert changed_parts(FULL, other) == (FormPart.RESULT,)
    assert changed_parts(FULL, FULL) == ()
