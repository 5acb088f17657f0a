"""What a decision asks for (R1 to R16): plans compared whole where that says most."""

from dataclasses import replace
from datetime import date

from cases.deadlines import Deadline, DeadlineKind
from cases.decision import DecidedBy, OtherKind
from cases.duties import Duty, DutyKind
from cases.labels import Label, Way
from cases.letter import Letter, LetterKind
from cases.limits import Term
from cases.office import Terms
from cases.plan import (
    CaseOpening,
    Plan,
    Retention,
    as_filed,
    neutral_letter,
    plan_for,
)
from cases.received import Matter, NoNotice
from tests.builders import CITIZEN, a_decision, an_office, asking, received

OFFICE = an_office()
TUESDAY = date(2026, 11, 3)
FIFTH_DAY = date(2026, 11, 9)
SEVENTH_DAY = date(2026, 11, 11)
FOURTEENTH_DAY = date(2026, 11, 20)
FIRST_REACTION = Deadline(kind=DeadlineKind.FIRST_REACTION, rule="R12", due_on=SEVENTH_DAY)
NEUTRAL = Deadline(kind=DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT, rule="R12", due_on=FIFTH_DAY)
CLOSE = Deadline(kind=DeadlineKind.CLOSE, rule="R13", due_on=FOURTEENTH_DAY)
HAND_OVER_TO_SGG = Letter(
    kind=LetterKind.HAND_OVER,
    to="sgg@jobcenter.example",
    way=Way.SGG,
    labels=(Label.OBJECTION,),
)


def test_r3_r12_r13_a_sure_complaint_opens_a_case_and_is_acknowledged_at_once() -> None:
    """A case with its text, one letter, two limits, one duty."""
    plan = plan_for(a_decision(Label.COMPLAINT), received(), OFFICE)

    assert plan == Plan(
        case=CaseOpening(labels=(Label.COMPLAINT,), party=CITIZEN),
        enters_text=True,
        letters=(Letter(kind=LetterKind.ACKNOWLEDGEMENT, to=CITIZEN.address),),
        deadlines=(FIRST_REACTION, CLOSE),
        duties=(Duty(kind=DutyKind.CASE, due_on=FOURTEENTH_DAY),),
        retention=Retention.CASE,
    )


def test_r22_a_sure_praise_lies_before_the_director_as_well() -> None:
    """A case like a complaint's, and one duty more, within the days of a first reaction."""
    plan = plan_for(a_decision(Label.PRAISE), received(), OFFICE)

    assert plan == Plan(
        case=CaseOpening(labels=(Label.PRAISE,), party=CITIZEN),
        enters_text=True,
        letters=(Letter(kind=LetterKind.ACKNOWLEDGEMENT, to=CITIZEN.address),),
        deadlines=(FIRST_REACTION, CLOSE),
        duties=(
            Duty(kind=DutyKind.CASE, due_on=FOURTEENTH_DAY),
            Duty(kind=DutyKind.PRAISE, due_on=SEVENTH_DAY),
        ),
        retention=Retention.CASE,
    )


def test_r5_r16_a_sure_objection_goes_to_sgg_without_a_record() -> None:
    """Hand-over and transfer notice, no case, erased after the grace period."""
    plan = plan_for(a_decision(Label.OBJECTION), received(), OFFICE)

    assert plan == Plan(
        letters=(
            HAND_OVER_TO_SGG,
            Letter(kind=LetterKind.TRANSFER_NOTICE, to=CITIZEN.address, ways=(Way.SGG,)),
        ),
        deadlines=(FIRST_REACTION,),
        retention=Retention.HANDED_OVER,
    )


def test_r5_a_contested_widerspruchsbescheid_goes_the_same_way_marked_so() -> None:
    """The label travels with the hand-over."""
    plan = plan_for(a_decision(Label.COURT_ACTION), received(), OFFICE)

    assert plan.letters[0].to == "sgg@jobcenter.example"
    assert plan.letters[0].labels == (Label.COURT_ACTION,)


def test_r6_a_supervisory_complaint_goes_to_the_director_without_a_record() -> None:
    """Nothing enters the register."""
    plan = plan_for(a_decision(Label.SUPERVISORY_COMPLAINT), received(), OFFICE)

    assert plan.case is None
    assert plan.letters[0].to == "gf@jobcenter.example"


def test_r6_what_may_be_about_the_director_is_not_sent_to_the_director() -> None:
    """The officer chooses the receiver; nothing leaves by itself."""
    facts = received(concerns_director=True)

    plan = plan_for(a_decision(Label.SUPERVISORY_COMPLAINT), facts, OFFICE)

    assert plan.letters == ()
    assert plan.duties == (
        Duty(kind=DutyKind.SUSPECTED_CONDUCT, due_on=TUESDAY, detail="concerns_director"),
    )


def test_r6_the_officer_sends_a_complaint_about_the_director_to_the_substitute() -> None:
    """The officer's word counts, and the substitute receives it."""
    decision = a_decision(Label.SUPERVISORY_COMPLAINT, decided_by=DecidedBy.OFFICER)

    plan = plan_for(decision, received(concerns_director=True, to_substitute=True), OFFICE)

    assert plan.letters[0].to == "gfv@jobcenter.example"


def test_r6_a_complaint_about_the_officer_is_hidden_from_that_account() -> None:
    """The name found in the text is kept with the plan."""
    facts = received(hidden_from=("Erika Beispiel",))

    plan = plan_for(a_decision(Label.SUPERVISORY_COMPLAINT), facts, OFFICE)

    assert plan.hidden_from == ("Erika Beispiel",)


def test_r5a_a_possible_objection_waits_one_working_day_at_most() -> None:
    """The duty is due on Tuesday, the neutral notice on the fifth working day."""
    plan = plan_for(asking(Label.COMPLAINT, sgg="ask", register="ask"), received(), OFFICE)

    suspected = Deadline(kind=DeadlineKind.SUSPECTED_HAND_OVER, rule="R5a", due_on=TUESDAY)
    assert plan.deadlines == (suspected, FIRST_REACTION, NEUTRAL)
    assert plan.duties == (
        Duty(kind=DutyKind.SUSPECTED_OBJECTION, due_on=TUESDAY),
        Duty(kind=DutyKind.DECIDE, due_on=SEVENTH_DAY),
    )
    assert plan.letters == ()


def test_r8_two_sure_concerns_hand_over_at_once_and_open_a_case_without_text() -> None:
    """One letter tells the customer both; the officer marks the excerpt."""
    decision = a_decision(Label.OBJECTION, Label.COMPLAINT)

    plan = plan_for(decision, received(), OFFICE)

    notice = Letter(kind=LetterKind.ACKNOWLEDGEMENT, to=CITIZEN.address, ways=(Way.SGG,))
    assert plan.case == CaseOpening(labels=(Label.COMPLAINT,), party=CITIZEN)
    assert not plan.enters_text
    assert plan.letters == (HAND_OVER_TO_SGG, notice)
    assert DutyKind.MARK_EXCERPT in {duty.kind for duty in plan.duties}


def test_r8_sure_of_the_objection_and_unsure_of_the_rest_hands_over_and_asks() -> None:
    """The hand-over does not wait for the officer."""
    plan = plan_for(asking(Label.OBJECTION, sgg="do", register="ask"), received(), OFFICE)

    assert plan.letters[0] == HAND_OVER_TO_SGG
    assert [duty.kind for duty in plan.duties] == [DutyKind.DECIDE]


def test_r15_deciding_anew_sends_nothing_twice() -> None:
    """The hand-over and its notice went out before; the second plan has no letter."""
    sent = frozenset({(LetterKind.HAND_OVER, Way.SGG), (LetterKind.TRANSFER_NOTICE, Way.SGG)})
    decision = a_decision(Label.OBJECTION, decided_by=DecidedBy.OFFICER)

    assert plan_for(decision, received(done=sent), OFFICE).letters == ()


def test_r15_after_a_neutral_notice_no_second_acknowledgement_goes_out() -> None:
    """At most one acknowledgement a message."""
    sent = frozenset({(LetterKind.NEUTRAL_ACKNOWLEDGEMENT, None)})

    assert plan_for(a_decision(), received(done=sent), OFFICE).letters == ()


def test_r15_a_machine_is_filed_and_never_answered() -> None:
    """No letter, no limit, no duty."""
    decision = a_decision(Label.OTHER, decided_by=DecidedBy.MACHINE, other_kind=None)

    assert plan_for(decision, received(), OFFICE) == Plan(retention=Retention.MACHINE)


def test_r15a_an_authority_gets_no_notice_and_the_officer_has_the_duty() -> None:
    """A petition committee's letter: two dates of its own, no acknowledgement."""
    facts = received(no_notice=NoNotice.AUTHORITY)

    plan = plan_for(a_decision(Label.PETITION), facts, OFFICE)

    assert plan.letters == ()
    assert [each.kind for each in plan.deadlines] == [
        DeadlineKind.FIRST_REACTION,
        DeadlineKind.PETITION,
        DeadlineKind.PETITION_SUPPORT_OFFICE,
    ]
    assert plan.duties == (
        Duty(kind=DutyKind.PETITION, due_on=date(2026, 11, 16)),
        Duty(kind=DutyKind.NOTICE_BY_HAND, due_on=SEVENTH_DAY, detail="authority"),
    )


def test_r25_a_citizens_own_copy_of_a_petition_is_a_case_under_r13_too() -> None:
    """The closing limit runs beside those of the petition."""
    kinds = {
        each.kind for each in plan_for(a_decision(Label.PETITION), received(), OFFICE).deadlines
    }

    assert {DeadlineKind.CLOSE, DeadlineKind.PETITION} <= kinds


def test_r27_a_submission_has_fourteen_working_days() -> None:
    """The default of terms.submission."""
    plan = plan_for(a_decision(Label.SUBMISSION), received(), OFFICE)

    assert (
        Deadline(kind=DeadlineKind.SUBMISSION, rule="R27", due_on=FOURTEENTH_DAY) in plan.deadlines
    )


def test_r9a_no_notice_goes_to_a_guessed_party() -> None:
    """The case opens for the citizen, the notice waits for the officer's word."""
    plan = plan_for(a_decision(), received(no_notice=NoNotice.GUESSED_PARTY), OFFICE)

    assert plan.case == CaseOpening(labels=(Label.COMPLAINT,), party=CITIZEN)
    assert plan.letters == ()
    assert (
        Duty(kind=DutyKind.NOTICE_BY_HAND, due_on=SEVENTH_DAY, detail="guessed_party")
        in plan.duties
    )


def test_r12_the_neutral_notice_is_never_later_than_the_first_reaction_is_due() -> None:
    """An office that reacts within three working days need not shorten the other term itself."""
    terms = Terms(acknowledge=Term.parse("3 working days"))

    plan = plan_for(asking(register="ask"), received(), replace(OFFICE, terms=terms))

    assert {each.due_on for each in plan.deadlines} == {date(2026, 11, 5)}


def test_r9b_what_sgg_sends_back_lies_before_the_officer_and_holds_the_erasure() -> None:
    """Nothing is forwarded, whatever the words say."""
    matter = Matter(journal=7, labels=(Label.OBJECTION,), handed_over=(Way.SGG,))
    facts = received(matter=matter, is_returned=True)

    plan = plan_for(a_decision(Label.OBJECTION), facts, OFFICE)

    assert plan == Plan(
        duties=(Duty(kind=DutyKind.RETURNED, due_on=TUESDAY),),
        retention=Retention.HANDED_OVER,
        holds_erasure_of=7,
    )


CASE_MATTER = Matter(
    journal=3, case_number="KRM-1", labels=(Label.COMPLAINT,), sender_is_party=True
)


def test_r9_more_of_the_same_joins_the_case_without_a_second_answer() -> None:
    """A further complaint of the party."""
    plan = plan_for(a_decision(Label.COMPLAINT), received(matter=CASE_MATTER), OFFICE)

    assert plan.attach_to == "KRM-1"
    assert plan.letters == ()
    assert plan.duties == (Duty(kind=DutyKind.FOLLOW_UP, due_on=SEVENTH_DAY, detail="attached"),)


def test_r9_an_objection_in_reply_to_an_acknowledgement_takes_its_own_way() -> None:
    """Judged by its own words: hand-over, and nothing joins the case."""
    plan = plan_for(a_decision(Label.OBJECTION), received(matter=CASE_MATTER), OFFICE)

    assert plan.attach_to == ""
    assert plan.letters[0] == HAND_OVER_TO_SGG


def test_r9_papers_for_a_handed_over_objection_follow_it_to_sgg() -> None:
    """An addition that is no reaction of its own goes where the matter went."""
    matter = Matter(
        journal=7, labels=(Label.OBJECTION,), handed_over=(Way.SGG,), sender_is_party=True
    )

    plan = plan_for(a_decision(Label.OTHER), received(matter=matter), OFFICE)

    assert plan == Plan(letters=(HAND_OVER_TO_SGG,), retention=Retention.HANDED_OVER)


def test_r6_papers_for_a_complaint_about_the_director_go_to_the_substitute() -> None:
    """The addition goes where the complaint went; its own words need not name the director."""
    matter = Matter(
        journal=7,
        labels=(Label.SUPERVISORY_COMPLAINT,),
        handed_over=(Way.DIRECTOR,),
        sender_is_party=True,
        went_past_director=True,
    )

    plan = plan_for(a_decision(Label.OTHER), received(matter=matter), OFFICE)

    assert [letter.to for letter in plan.letters] == ["gfv@jobcenter.example"]


CONDUCT_MATTER = Matter(
    journal=7,
    labels=(Label.SUPERVISORY_COMPLAINT,),
    handed_over=(Way.DIRECTOR,),
    sender_is_party=True,
)


def test_r6_what_speaks_of_the_director_does_not_follow_a_complaint_there_by_itself() -> None:
    """Neither as papers nor as a letter that says next to nothing; the officer chooses."""
    facts = received(matter=CONDUCT_MATTER, concerns_director=True)
    papers = a_decision(Label.OTHER)
    hardly_a_word = a_decision(Label.OTHER, other_kind=OtherKind.EMPTY)

    plans = [plan_for(decision, facts, OFFICE) for decision in (papers, hardly_a_word)]

    held = Duty(kind=DutyKind.FOLLOW_UP, due_on=SEVENTH_DAY, detail="concerns_director")
    assert [(plan.letters, plan.duties) for plan in plans] == [((), (held,))] * 2
    assert as_filed(papers, facts).verdict(Way.DIRECTOR) == "no"


def test_r6_more_about_a_complaint_is_hidden_from_the_officer_whom_it_names() -> None:
    """The complaint was about somebody else; what follows is about both."""
    facts = received(matter=CONDUCT_MATTER, hidden_from=("Erika Beispiel",))

    plan = plan_for(a_decision(Label.OTHER), facts, OFFICE)

    assert plan.hidden_from == ("Erika Beispiel",)


def test_r6_by_the_officers_word_it_follows_the_complaint() -> None:
    """It may name the director in passing: to the director, or to who stands in."""
    decision = a_decision(Label.OTHER, decided_by=DecidedBy.OFFICER)
    facts = received(matter=CONDUCT_MATTER, concerns_director=True)
    past = received(matter=CONDUCT_MATTER, concerns_director=True, to_substitute=True)

    plans = [plan_for(decision, each, OFFICE) for each in (facts, past)]

    receivers = [letter.to for plan in plans for letter in plan.letters]
    assert receivers == ["gf@jobcenter.example", "gfv@jobcenter.example"]


def test_r9_mail_of_a_stranger_never_joins_a_case_unasked() -> None:
    """The same words from somebody else open their own case, and the officer is asked."""
    stranger = Matter(journal=3, case_number="KRM-1", labels=(Label.COMPLAINT,))

    plan = plan_for(a_decision(Label.COMPLAINT), received(matter=stranger), OFFICE)

    assert plan.attach_to == ""
    assert Duty(kind=DutyKind.FOLLOW_UP, due_on=SEVENTH_DAY, detail="party_unclear") in plan.duties


def test_r9c_advertising_is_filed_unanswered() -> None:
    """No letter and no duty; kept as long as the list of 14 days."""
    decision = a_decision(Label.OTHER, other_kind=OtherKind.ADVERTISING)

    assert plan_for(decision, received(), OFFICE) == Plan(retention=Retention.OTHER)


def test_r9c_a_plain_question_lies_on_the_pass_on_list_and_is_not_forgotten() -> None:
    """A sure label is not a closed matter: the neutral notice runs."""
    plan = plan_for(a_decision(Label.OTHER), received(), OFFICE)

    assert plan == Plan(
        duties=(Duty(kind=DutyKind.PASS_ON, due_on=SEVENTH_DAY, detail="pass_on"),),
        deadlines=(NEUTRAL,),
        retention=Retention.OTHER,
    )


def test_r9_a_withdrawal_without_a_thread_is_for_the_officer() -> None:
    """Labelling rule 3: it follows its matter, and only a person knows which."""
    decision = a_decision(Label.OTHER, other_kind=OtherKind.WITHDRAWAL)

    plan = plan_for(decision, received(), OFFICE)

    assert plan.duties == (Duty(kind=DutyKind.FOLLOW_UP, due_on=SEVENTH_DAY, detail="withdrawal"),)


def test_r12_the_neutral_notice_is_none_once_a_first_reaction_left() -> None:
    """A transfer notice names the contact person; nothing more is due."""
    sent = frozenset({(LetterKind.TRANSFER_NOTICE, Way.SGG)})

    assert neutral_letter(received(done=sent)) is None
    assert neutral_letter(received(no_notice=NoNotice.JUNK_FOLDER)) is None
    assert neutral_letter(received()) == Letter(
        kind=LetterKind.NEUTRAL_ACKNOWLEDGEMENT, to=CITIZEN.address
    )


def test_r1_the_journal_keeps_the_ways_that_are_really_taken() -> None:
    """A returned hand-over, an addition to a case, a doubtful conduct matter."""
    returned = received(
        matter=Matter(journal=7, labels=(Label.OBJECTION,), handed_over=(Way.SGG,)),
        is_returned=True,
    )
    unsure = asking(Label.COMPLAINT, register="ask")

    assert as_filed(a_decision(Label.OBJECTION), returned).labels == (Label.OTHER,)
    assert as_filed(a_decision(Label.OBJECTION), returned).is_sure
    assert as_filed(unsure, received(matter=CASE_MATTER)).verdict(Way.REGISTER) == "do"
    assert (
        as_filed(a_decision(Label.SUPERVISORY_COMPLAINT), received(concerns_director=True)).verdict(
            Way.DIRECTOR
        )
        == "ask"
    )
