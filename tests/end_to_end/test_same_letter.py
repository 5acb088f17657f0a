"""One letter is one case, however often it arrives; two letters are two (R1, R15)."""

import pytest

from cases.duties import DutyKind
from tests.end_to_end.letters import COMPLAINT, JANA, OBJECTION, SUSPECTED, a_letter
from tests.end_to_end.office import DONE, HANDED_OVER, INBOX, SGG, RunningOffice
from tests.end_to_end.told_by_words import FailsAtFirst

pytestmark = pytest.mark.server("dovecot")


def test_r1_a_letter_delivered_twice_is_one_case_with_two_receipts(
    office: RunningOffice,
) -> None:
    """Both lie in the journal and on the server; one case, one acknowledgement."""
    first = a_letter(COMPLAINT)
    again = b"Received: from relay.kunde.example by mx.jobcenter.example\r\n" + first

    sent = office.receive(first, again)

    lines = office.journal()
    assert [mail.recipients for mail in sent] == [(JANA,)]
    assert len({line.case_number for line in lines}) == 1
    assert [(line.number, line.same_letter_as) for line in lines] == [(1, None), (2, 1)]
    assert sorted(office.lies_in(DONE)) == sorted([first, again])


def test_r1_a_letter_delivered_again_days_later_opens_no_second_case(
    office: RunningOffice,
) -> None:
    """The second copy is journalled with the first and answered by nobody."""
    office.receive(a_letter(COMPLAINT))
    office.clock.pass_time(days=2)

    assert office.receive(a_letter(COMPLAINT)) == []
    assert len({line.case_number for line in office.journal()}) == 1


def test_r5_an_objection_delivered_twice_is_handed_over_once(office: RunningOffice) -> None:
    """SGG gets it once; both copies lie with what was handed over."""
    office.receive(a_letter(OBJECTION), a_letter(OBJECTION))
    office.work()

    assert len(office.sent_to(SGG)) == 1
    assert len(office.sent_to(JANA)) == 1
    assert len(office.lies_in(HANDED_OVER)) == 2


def test_r5_a_letter_that_came_through_a_mailing_list_first_is_handed_over_all_the_same(
    office: RunningOffice,
) -> None:
    """The list's copy is filed as a machine's; the writer's own copy is judged by its words."""
    through_list = a_letter(OBJECTION, list_unsubscribe="<mailto:ende@verteiler.example>")

    office.receive(through_list, a_letter(OBJECTION))

    first, second = office.journal()
    assert (first.kind, second.kind, second.same_letter_as) == ("list", "human", 1)
    assert len(office.sent_to(SGG)) == 1
    assert len(office.sent_to(JANA)) == 1


def test_r5_two_copies_of_the_writer_after_the_lists_are_handed_over_once(
    office: RunningOffice,
) -> None:
    """The list's copy hides neither, and the second goes with the first that was read."""
    through_list = a_letter(OBJECTION, list_unsubscribe="<mailto:ende@verteiler.example>")

    office.receive(through_list, a_letter(OBJECTION), a_letter(OBJECTION))
    office.clock.pass_time(days=1)
    office.receive(a_letter(OBJECTION))
    office.work()

    lines = office.journal()
    assert [line.kind for line in lines] == ["list", "human", "human", "human"]
    assert [line.same_letter_as for line in lines] == [None, 1, 2, 2]
    assert [line.retention for line in lines[1:]] == ["handed_over"] * 3
    assert len(office.sent_to(SGG)) == 1
    assert len(office.sent_to(JANA)) == 1
    assert len(office.lies_in(HANDED_OVER)) == 3


def test_r5_of_copies_that_are_in_doubt_the_officer_sees_one(office: RunningOffice) -> None:
    """A list's copy, then two of the writer: one duty, nothing handed over by itself."""
    through_list = a_letter(SUSPECTED, list_unsubscribe="<mailto:ende@verteiler.example>")

    office.receive(through_list, a_letter(SUSPECTED), a_letter(SUSPECTED))

    assert office.duty_kinds() == [DutyKind.SUSPECTED_OBJECTION]
    assert office.sent_to(SGG) == []
    assert len(office.sent_to(JANA)) <= 1


def test_r1_two_letters_with_the_same_message_id_are_two_cases(office: RunningOffice) -> None:
    """Programs that give every mail the same id hide no letter."""
    sent = office.receive(
        a_letter(COMPLAINT),
        a_letter(COMPLAINT.replace("Unterlagen", "Nachweise")),
    )

    assert len({line.case_number for line in office.journal()}) == 2
    assert len(sent) == 2


def test_r1_the_same_words_a_week_later_are_a_letter_of_their_own(office: RunningOffice) -> None:
    """Who complains again with the same words, on another day, has two cases."""
    office.receive(a_letter(COMPLAINT))
    later = a_letter(COMPLAINT, message_id="<brief-2@kunde.example>").replace(
        b"Wed, 18 Nov 2026", b"Wed, 25 Nov 2026"
    )

    office.receive(later)

    assert len({line.case_number for line in office.journal()}) == 2


def test_r1_a_message_that_was_read_before_is_taken_in_all_the_same(
    office: RunningOffice,
) -> None:
    r"""Somebody opened the mailbox and saw it: the flag \Seen hides nothing."""
    office.arrive(a_letter(COMPLAINT))
    with office.server.client(office.user) as other_program:
        other_program.select(INBOX)
        other_program.store("1", "+FLAGS", r"(\Seen \Flagged)")

    office.work()

    assert len(office.journal()) == 1
    assert office.lies_in(INBOX) == []


def test_r1_a_second_copy_waits_for_the_first_that_could_not_be_worked_yet(
    office: RunningOffice,
) -> None:
    """Judging the first copy fails at first: the second one opens no case of its own meanwhile."""
    office.use_judge(FailsAtFirst(times=1))
    office.arrive(a_letter(COMPLAINT), a_letter(COMPLAINT))

    for _ in range(3):
        office.work()
        office.clock.pass_time(minutes=6)

    first, second = office.journal()
    assert first.case_number == second.case_number != ""
    assert len(office.sent_to(JANA)) == 1
    assert office.duty_kinds() == [DutyKind.CASE]


def test_r1_a_letter_that_fails_every_time_lies_before_the_officer_once(
    office: RunningOffice,
) -> None:
    """One duty for two copies; once the first can be decided, the second goes with it."""
    office.use_judge(FailsAtFirst(times=5))
    office.arrive(a_letter(COMPLAINT), a_letter(COMPLAINT))
    for _ in range(5):
        office.work()
        office.clock.pass_time(minutes=6)
    assert office.duty_kinds() == [DutyKind.UNREADABLE]

    office.work()

    first, second = office.journal()
    assert first.case_number == second.case_number != ""
    assert len(office.sent_to(JANA)) == 1
    assert office.duty_kinds() == [DutyKind.CASE]
