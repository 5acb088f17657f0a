"""Scans entered by hand are read like the attachments of mail (R4, R6, R7)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from cases.decision import Decision
from cases.mail import AttachedText, AttachmentState, Mail
from intake.attachments.examine import File
from intake.attachments.limits import LIMITS, Limits
from intake.late_reading import read_late
from intake.line import LineTools
from store.engine import reading
from store.messages import attached_texts
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision
from tests.desk.entering import PDF, enter

LETTER = "Sehr geehrte Damen und Herren, Frau Erika Beispiel hat mich angeschrien."


@dataclass
class ReadsLetters:
    """Finds one letter in every file."""

    text: str = LETTER
    read_names: list[str] = field(default_factory=list)

    def read(
        self, files: Sequence[File], limits: Limits = LIMITS, *, within: float | None = None
    ) -> tuple[AttachedText, ...]:
        """Return the letter for each file."""
        assert (limits, within) == (LIMITS, None)
        self.read_names += [file.name for file in files]
        return tuple(AttachedText(state=AttachmentState.TEXT, text=self.text) for _ in files)

    def rest(self) -> None:
        """Hold nothing."""


def judged(_: Mail) -> Decision:
    """Judge nothing in particular."""
    return a_decision()


def line_of(house: House, reader: ReadsLetters) -> LineTools:
    """Return the line's tools with this reader."""
    return LineTools(filing=house.filing, attachments=reader, judge=judged)


def test_r4_what_stands_in_a_scan_is_shown_beside_the_message(house: House) -> None:
    """Once, by the process that reads mail; the officer does not wait for it."""
    enter(house, text="", scan=(BytesIO(PDF), "brief.pdf"))
    reader = ReadsLetters()
    tools = line_of(house, reader)

    rounds = [read_late(tools), read_late(tools)]

    assert rounds == [True, False]
    assert len(reader.read_names) == 1
    assert "hat mich angeschrien" in house.sign_in(AccountRole.DEPUTY).see("/eingang/1").text


def test_r6_a_scanned_complaint_about_the_officer_is_hidden_from_that_account(
    house: House,
) -> None:
    """The name stands in the scan alone."""
    enter(
        house,
        label="supervisory_complaint",
        text="Siehe Anlage.",
        scan=(BytesIO(PDF), "brief.pdf"),
    )

    read_late(line_of(house, ReadsLetters()))

    assert house.entry(1).hidden_from == (house.filing.keys.hash("name", "Erika Beispiel"),)
    assert house.sign_in().see("/eingang/1").status_code == 404


def test_r7_what_was_erased_meanwhile_is_not_read(house: House) -> None:
    """No text of it comes back."""
    enter(house, scan=(BytesIO(PDF), "brief.pdf"))
    house.erases(1)

    assert not read_late(line_of(house, ReadsLetters()))
    with reading(house.engine) as tx:
        assert attached_texts.of_journal(tx, 1) == {}


def test_an_entry_without_scans_leaves_nothing_to_read(house: House) -> None:
    """A call has no attachment."""
    enter(house, channel="telephone")

    assert not read_late(line_of(house, ReadsLetters()))
