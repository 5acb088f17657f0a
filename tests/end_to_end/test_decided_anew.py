"""The officer overrules the program: what then stays where (R7, R8, R36)."""

from dataclasses import replace

import pytest

from cases.decision import DecidedBy
from cases.labels import Label
from intake.filing import file_decision
from intake.filing_tools import Order
from intake.reading.mail import read_mail
from store import register
from store.engine import reading
from tests.builders import a_decision
from tests.end_to_end.letters import COMPLAINT, a_letter
from tests.end_to_end.office import SGG, RunningOffice

pytestmark = pytest.mark.server("dovecot")


def test_r7_a_complaint_that_proves_to_be_an_objection_leaves_no_text_in_its_case(
    office: RunningOffice,
) -> None:
    """The original goes to SGG, and the register forgets the words."""
    letter = a_letter(COMPLAINT)
    office.receive(letter)
    (line,) = office.journal()
    decision = replace(a_decision(Label.OBJECTION), decided_by=DecidedBy.OFFICER)
    order = Order(by="beispiel", row_version=line.row_version)

    filing = office.rounds.service.filing
    plan = file_decision(decision, line, read_mail(letter), filing, order=order)
    office.work()

    assert plan is not None
    assert len(office.sent_to(SGG)) == 1
    with reading(office.rounds.service.engine) as tx:
        assert register.texts(tx, line.case_number) == ()


def test_r36_of_two_officers_who_decide_at_once_the_first_one_wins(office: RunningOffice) -> None:
    """The second saw an older state: nothing of the second decision is filed."""
    letter = a_letter(COMPLAINT)
    office.receive(letter)
    (line,) = office.journal()
    filing, mail = office.rounds.service.filing, read_mail(letter)
    by_first = Order(by="beispiel", row_version=line.row_version)
    by_second = Order(by="vertretung", row_version=line.row_version)
    praise = replace(a_decision(Label.PRAISE), decided_by=DecidedBy.OFFICER)
    objection = replace(a_decision(Label.OBJECTION), decided_by=DecidedBy.OFFICER)

    assert file_decision(praise, line, mail, filing, order=by_first) is not None
    assert file_decision(objection, line, mail, filing, order=by_second) is None
    office.work()

    assert office.sent_to(SGG) == []
    assert office.journal()[0].labels == (Label.PRAISE,)
