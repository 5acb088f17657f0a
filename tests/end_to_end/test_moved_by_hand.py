"""Copies on the server that a person moves or removes with a mail program (R7)."""

import pytest

from tests.end_to_end.letters import COMPLAINT, OBJECTION, a_letter
from tests.end_to_end.office import DONE, HANDED_OVER, RunningOffice

pytestmark = pytest.mark.server("dovecot")

GRACE_DAYS = 14


def move_by_hand(office: RunningOffice, folder: str, target: str) -> None:
    """Move all that lies in a folder, as somebody does who tidies up."""
    with office.server.client(office.user) as other_program:
        other_program.select(folder)
        status, _ = other_program._simple_command("MOVE", "1:*", target)  # noqa: SLF001 (imaplib knows no MOVE)
        assert status == "OK"


def test_r7_a_copy_that_a_person_moved_between_our_folders_is_erased(
    office: RunningOffice,
) -> None:
    """Nothing lies where we put it: that alone proves no erasure."""
    office.receive(a_letter(OBJECTION))
    office.work()
    move_by_hand(office, HANDED_OVER, DONE)
    assert office.lies_in(DONE) == [a_letter(OBJECTION)]

    office.work()
    office.clock.pass_time(days=GRACE_DAYS + 1)
    office.work()

    assert (office.lies_in(DONE), office.lies_in(HANDED_OVER)) == ([], [])
    (line,) = office.journal()
    assert line.server_erased_at is not None


def test_a_copy_that_a_person_moved_is_sorted_again(office: RunningOffice) -> None:
    """The next poll finds it by its bytes, beside another letter that lies where it should."""
    office.receive(a_letter(OBJECTION), a_letter(COMPLAINT, message_id="<2@kunde.example>"))
    office.work()
    move_by_hand(office, HANDED_OVER, DONE)

    for _ in range(2):
        office.work()

    assert office.lies_in(HANDED_OVER) == [a_letter(OBJECTION)]
    assert office.lies_in(DONE) == [a_letter(COMPLAINT, message_id="<2@kunde.example>")]
