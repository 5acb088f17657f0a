"""Later mail belongs to its matter, and to nobody else's (R9, R9b, R15)."""

import pytest

from cases.decision import DecidedBy, Decision, Verdict
from cases.duties import Duty, DutyKind
from cases.labels import Label, Way
from cases.plan import NO_WAYS
from intake.filing import file_decision
from intake.filing_tools import Order
from intake.reading.mail import read_mail
from store import duties
from store.engine import writing
from tests.end_to_end.letters import (
    COMPLAINT,
    CONDUCT,
    JANA,
    OBJECTION,
    PAUL,
    a_letter,
    id_of,
    text_of,
    the_original_in,
)
from tests.end_to_end.office import DIRECTOR, OFFICER, SGG, RunningOffice

pytestmark = pytest.mark.server("dovecot")

SUBSTITUTE = "gfv@jobcenter.example"
ADDITION = "Guten Tag,\n\nanbei noch die Nummer, unter der Sie mich erreichen: 0000 123.\n"
ABOUT_DIRECTOR = CONDUCT.replace("Herr Grob am Empfang", "Der Geschäftsführer")
CONTEST = "Gegen den neuen Bescheid vom 16.11.2026 lege ich Widerspruch ein. Er ist falsch.\n"


def decide_for_substitute(office: RunningOffice, letter: bytes) -> None:
    """Let a complaint about the director arrive and the officer hand it to the substitute."""
    office.receive(letter)
    decision = Decision(
        labels=(Label.SUPERVISORY_COMPLAINT,),
        ways={**NO_WAYS, Way.DIRECTOR: Verdict.DO},
        decided_by=DecidedBy.OFFICER,
    )
    (entry,) = office.journal()
    order = Order(by="beispiel", row_version=entry.row_version, to_substitute=True)
    filing = office.rounds.service.filing
    assert file_decision(decision, entry, read_mail(letter), filing, order=order)
    office.work()


def acknowledged(office: RunningOffice) -> bytes:
    """Let a complaint arrive and return our acknowledgement."""
    (sent,) = office.receive(a_letter(COMPLAINT))
    return sent.content


def test_r9_a_reply_of_the_party_joins_its_case(office: RunningOffice) -> None:
    """No second case, no second acknowledgement; the officer is told to read it."""
    answers = id_of(acknowledged(office))

    sent = office.receive(a_letter(ADDITION, message_id="<2@kunde.example>", answers=answers))

    first, second = office.journal()
    assert sent == []
    assert second.case_number == first.case_number != ""
    assert DutyKind.FOLLOW_UP in office.duty_kinds()


def test_r9_the_token_alone_finds_the_case(office: RunningOffice) -> None:
    """A program that keeps no thread headers but quotes our letter is enough."""
    quoted = "\n".join(f"> {line}" for line in text_of(acknowledged(office)).splitlines())

    office.receive(a_letter(f"{ADDITION}\n{quoted}\n", message_id="<2@kunde.example>"))

    first, second = office.journal()
    assert second.case_number == first.case_number


def test_r9_a_stranger_who_answers_our_letter_does_not_join_the_case(
    office: RunningOffice,
) -> None:
    """Somebody forwarded our letter: the officer decides, no case is touched."""
    answers = id_of(acknowledged(office))

    office.receive(a_letter(ADDITION, sender=PAUL, message_id="<2@kunde.example>", answers=answers))

    assert office.journal()[1].case_number == ""
    (duty,) = [each for each in office.duties() if each.journal == 2]
    assert duty.kind is DutyKind.FOLLOW_UP


def test_r9_a_case_number_alone_decides_nothing(office: RunningOffice) -> None:
    """A number in the subject joins no case, whoever wrote it."""
    acknowledged(office)
    number = office.journal()[0].case_number

    office.receive(a_letter(ADDITION, subject=f"Nummer {number}", message_id="<2@kunde.example>"))

    assert office.journal()[1].case_number == ""


def test_r9_a_reply_that_contests_a_decision_is_handed_over(office: RunningOffice) -> None:
    """It answers a complaint's case, but its own words go to SGG at once."""
    answers = id_of(acknowledged(office))
    reply = a_letter(CONTEST, message_id="<2@kunde.example>", answers=answers)

    office.receive(reply)

    (hand_over,) = office.sent_to(SGG)
    assert the_original_in(hand_over) == reply


def test_r9_what_adds_to_an_objection_follows_it_to_sgg(office: RunningOffice) -> None:
    """The reason that the citizen sends later goes where the objection went."""
    office.receive(a_letter(OBJECTION))
    answers = id_of(office.sent_to(JANA)[0])
    addition = a_letter(ADDITION, message_id="<2@kunde.example>", answers=answers)

    sent = office.receive(addition)

    assert [mail.recipients for mail in sent] == [(SGG,)]
    assert the_original_in(sent[0].content) == addition


def test_r6_what_follows_a_complaint_about_the_director_never_reaches_the_director(
    office: RunningOffice,
) -> None:
    """The substitute has it: a paper goes there too, a further complaint asks the officer."""
    decide_for_substitute(office, a_letter(ABOUT_DIRECTOR))
    answers = id_of(office.sent_to(JANA)[0])

    (paper,) = office.receive(a_letter(ADDITION, message_id="<2@kunde.example>", answers=answers))
    office.receive(a_letter(CONDUCT, message_id="<3@kunde.example>", answers=answers))

    assert paper.recipients == (SUBSTITUTE,)
    assert office.sent_to(DIRECTOR) == []
    (duty,) = [each for each in office.duties() if each.journal == 3]
    assert (duty.kind, duty.detail) == (DutyKind.SUSPECTED_CONDUCT, "concerns_director")


def test_r6_that_the_substitute_was_not_reached_is_not_told_to_the_director(
    office: RunningOffice,
) -> None:
    """The hand-over came back and nobody acts: who stands in is told of that, too."""
    decide_for_substitute(office, a_letter(ABOUT_DIRECTOR))
    failed = Duty(kind=DutyKind.HAND_OVER_FAILED, due_on=office.clock.at.date(), detail="bounced")
    with writing(office.rounds.service.engine) as tx:
        duties.open_duty(tx, failed, journal=1, at=office.clock.at)
    before = len(office.post.mails)

    office.clock.pass_time(days=2)
    office.watch_limits()

    told = {mail.recipients[0] for mail in office.post.mails[before:]}
    assert told == {OFFICER, SUBSTITUTE}


def test_r6_what_follows_a_complaint_about_the_officer_is_hidden_from_the_officer(
    office: RunningOffice,
) -> None:
    """The paper names nobody; the complaint that it follows does."""
    office.receive(a_letter(CONDUCT.replace("Herr Grob am Empfang", "Frau Beispiel")))
    answers = id_of(office.sent_to(JANA)[0])

    office.receive(a_letter(ADDITION, message_id="<2@kunde.example>", answers=answers))

    first, second = office.journal()
    assert second.hidden_from == first.hidden_from != ()


def test_r9b_what_sgg_sends_back_is_returned_and_its_erasure_held(office: RunningOffice) -> None:
    """Never forwarded again, never answered; the officer is told, the raw mail stays."""
    original = a_letter(OBJECTION)
    office.receive(original)
    returned = a_letter(
        "Dafür sind wir nicht zuständig. Zurück.\n",
        sender=SGG,
        message_id="<zurueck@jobcenter.example>",
        answers=id_of(office.sent_to(SGG)[0]),
    )

    sent = office.receive(returned)
    office.clock.pass_time(days=40)
    office.work()

    assert [mail.recipients for mail in sent] == [(OFFICER,)]
    assert len(office.sent_to(SGG)) == 1
    (duty,) = [each for each in office.duties() if each.kind is DutyKind.RETURNED]
    assert (duty.journal, duty.detail) == (1, "2")
    assert office.journal()[0].raw_erased_at is None


def test_r15_a_machine_that_answers_us_is_never_answered(office: RunningOffice) -> None:
    """An absence notice to our acknowledgement is filed; no two machines write to each other."""
    answers = id_of(acknowledged(office))

    sent = office.receive(
        a_letter(
            "Ich bin bis 30.11. nicht erreichbar.\n",
            subject="Automatische Antwort: Ihre Nachricht",
            message_id="<2@kunde.example>",
            answers=answers,
            auto_submitted="auto-replied",
        )
    )

    assert sent == []
    assert office.journal()[1].kind == "auto_reply"
    assert [each for each in office.duties() if each.journal == 2] == []


def test_r15_at_most_three_notices_a_day_go_to_one_address(office: RunningOffice) -> None:
    """The fourth letter of a day becomes a case without a notice, and a visible duty."""
    for number in range(4):
        text = COMPLAINT + f"Dies ist Brief {number}.\n"
        office.receive(a_letter(text, message_id=f"<{number}@kunde.example>"))

    assert len(office.sent_to(JANA)) == 3
    (duty,) = [each for each in office.duties() if each.kind is DutyKind.NOTICE_BY_HAND]
    assert (duty.journal, duty.detail) == (4, "too_many")
