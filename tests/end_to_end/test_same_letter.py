"""One letter is one case, however often it arrives; two letters are two (R1, R15)."""

import pytest

from tests.end_to_end.letters import COMPLAINT, JANA, OBJECTION, a_letter
from tests.end_to_end.office import DONE, HANDED_OVER, INBOX, SGG, RunningOffice

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
