"""The dates of a petition, counted by hand beside a calendar (R24 to R28)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines import PETITION_DATES, RULE_AND_TERM, DeadlineKind
from cases.labels import Label
from cases.limits import CountedDay, Term, count_back, latest_before
from cases.petition import (
    AFTER,
    Competence,
    Sponsor,
    Step,
    are_same_person,
    dates_of,
    is_changed_since,
    missing_sponsors,
)
from tests.builders import a_calendar, an_office
from tests.cases.petitions import BOTH, MONDAY, NOON, a_petition, an_authorisation, taken

OFFICE = an_office()
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def days_of(**changes: object) -> list[tuple[DeadlineKind, date]]:
    """Return kind and last day of every limit, in the order in which they are shown."""
    return [(each.kind, each.due_on) for each in dates_of(a_petition(**changes), OFFICE)]


def test_r26_r27_a_petition_has_both_dates_and_the_earlier_stands_first() -> None:
    """From Monday 2 November: two weeks end on the 16th, 14 working days on Friday the 20th."""
    assert days_of() == [
        (DeadlineKind.PETITION, date(2026, 11, 16)),
        (DeadlineKind.PETITION_SUPPORT_OFFICE, date(2026, 11, 20)),
    ]


@pytest.mark.parametrize(
    ("received_on", "two_weeks", "working_days"),
    [
        # A Saturday; all fourteen days and then a Monday.
        (date(2026, 11, 7), date(2026, 11, 23), date(2026, 11, 26)),
        # Two weeks end on Christmas Day, a Friday, and move to Monday the 28th (§ 26 SGB X);
        # working days skip 25 December and both weekends: 14, 15, ... 24 are nine, then 28 to 31
        # are thirteen, and the fourteenth is Monday 4 January.
        (date(2026, 12, 11), date(2026, 12, 28), date(2027, 1, 4)),
        # Over Good Friday and Easter Monday (26 and 29 March 2027).
        (date(2027, 3, 15), date(2027, 3, 30), date(2027, 4, 6)),
        # Over Corpus Christi, a holiday in Rheinland-Pfalz (4 June 2026).
        (date(2026, 5, 27), date(2026, 6, 10), date(2026, 6, 17)),
    ],
)
def test_r26_r27_weekends_and_holidays(
    received_on: date, two_weeks: date, working_days: date
) -> None:
    """Calendar days run through and end on a working day; working days leave holidays out."""
    assert days_of(received_on=received_on) == [
        (DeadlineKind.PETITION, two_weeks),
        (DeadlineKind.PETITION_SUPPORT_OFFICE, working_days),
    ]


def test_r26_only_the_confirmed_day_counts() -> None:
    """A request that lay in another house for three days has its limits three days later."""
    assert days_of(received_on=date(2026, 11, 5))[0] == (
        DeadlineKind.PETITION,
        date(2026, 11, 19),
    )


def test_r27_the_support_office_can_have_the_earlier_date() -> None:
    """Where an office sets a short term for the arrival, that limit is the one shown."""
    terms = type(OFFICE.terms)(petition_support_office=Term.parse("3 working days"))
    first, *_ = dates_of(a_petition(), an_office(terms=terms))

    assert (first.kind, first.rule, first.due_on) == (
        DeadlineKind.PETITION_SUPPORT_OFFICE,
        "R27",
        date(2026, 11, 5),
    )


def test_r27_a_submission_has_the_term_of_submissions_alone() -> None:
    """14 working days after Monday 2 November."""
    assert days_of(labels=(Label.SUBMISSION,)) == [
        (DeadlineKind.SUBMISSION, date(2026, 11, 20)),
    ]


def test_r28_the_boards_date_is_counted_back_from_the_committees() -> None:
    """14 days before Monday 7 December is Monday 23 November; it stands beside the others."""
    days = days_of(competence=Competence.BOARD, committee_on=date(2026, 12, 7))

    assert days[-1] == (DeadlineKind.COMMITTEE, date(2026, 11, 23))
    assert len(days) == 3


def test_r28_a_committees_date_that_is_near_is_shown_first() -> None:
    """The earliest limit of all is the one shown."""
    days = days_of(competence=Competence.BOARD, committee_on=date(2026, 11, 20))

    assert days[0] == (DeadlineKind.COMMITTEE, date(2026, 11, 6))


@pytest.mark.parametrize("competence", [None, Competence.AGENCY, Competence.COUNTY])
def test_r28_a_committees_date_binds_the_board_alone(competence: Competence | None) -> None:
    """For the sponsors R26 and R27 stand as they are."""
    days = days_of(competence=competence, committee_on=date(2026, 12, 7))

    assert DeadlineKind.COMMITTEE not in {kind for kind, _ in days}


def test_r25_an_own_copy_has_no_date_of_a_petition() -> None:
    """It is a case under R13."""
    assert days_of(is_own_copy=True, competence=Competence.BOARD, committee_on=MONDAY) == []


def test_r14_every_date_shows_how_it_was_counted() -> None:
    """The counted days end with the last day of the limit, from which it can be read off."""
    for each in dates_of(a_petition(), OFFICE):
        assert each.start == MONDAY
        assert each.counted[0].day == MONDAY + timedelta(days=1)
        assert each.counted[-1].number == 14
        assert each.deadline.due_on == each.counted[-1].day


def test_r14a_counting_back_tells_every_day_and_why_it_moved() -> None:
    """Three days before Tuesday 29 December is the 26th; the 24th is the working day before."""
    names = {date(2026, 12, 25): "Weihnachten", date(2026, 12, 26): "Zweiter Weihnachtstag"}
    calendar = replace(a_calendar(), holidays=names)

    counted = count_back(date(2026, 12, 29), Term.parse("3 calendar days"), calendar)

    assert counted == (
        CountedDay(day=date(2026, 12, 28), number=1),
        CountedDay(day=date(2026, 12, 27), number=2),
        CountedDay(
            day=date(2026, 12, 26),
            number=3,
            because="Zweiter Weihnachtstag, zählt zum Arbeitstag davor",
        ),
        CountedDay(
            day=date(2026, 12, 25),
            number=None,
            because="Weihnachten, zählt zum Arbeitstag davor",
        ),
        CountedDay(day=date(2026, 12, 24), number=None),
    )


def test_r14a_working_days_counted_back_leave_holidays_out() -> None:
    """Two working days before Monday 28 December are Thursday the 24th and Wednesday the 23rd."""
    counted = count_back(date(2026, 12, 28), Term.parse("2 working days"), a_calendar())

    assert [each.day for each in counted if each.number] == [date(2026, 12, 24), date(2026, 12, 23)]


def test_r14a_no_margin_is_the_day_itself_or_the_working_day_before() -> None:
    """Nothing is counted, only moved."""
    none = Term.parse("0 working days")

    assert latest_before(date(2026, 12, 29), none, a_calendar()) == date(2026, 12, 29)
    assert latest_before(date(2026, 12, 27), none, a_calendar()) == date(2026, 12, 24)


@given(committee_on=DAYS)
def test_r28_the_last_day_is_a_working_day_at_least_two_weeks_before(committee_on: date) -> None:
    """Never later than the margin allows, and never more than a long holiday earlier."""
    petition = a_petition(competence=Competence.BOARD, committee_on=committee_on)
    limit = next(each for each in dates_of(petition, OFFICE) if each.kind is DeadlineKind.COMMITTEE)

    assert OFFICE.calendar.is_working_day(limit.due_on)
    assert timedelta(14) <= committee_on - limit.due_on <= timedelta(14 + 4)


@given(received_on=DAYS)
def test_r26_r27_both_limits_end_on_working_days_after_receipt(received_on: date) -> None:
    """Whatever the day."""
    for each in dates_of(a_petition(received_on=received_on), OFFICE):
        assert OFFICE.calendar.is_working_day(each.due_on)
        assert each.due_on - received_on >= timedelta(14)


def test_every_petition_date_has_its_rule_and_its_term() -> None:
    """R26 and R27 for the way to the RD, R28 for the committee."""
    assert {RULE_AND_TERM[kind][0] for kind in PETITION_DATES} == {"R26", "R27", "R28"}


def test_every_step_of_the_way_knows_what_comes_before_it() -> None:
    """None is forgotten, and nothing but sending stands before the others."""
    assert tuple(AFTER) == tuple(Step)
    assert set(AFTER.values()) == {None, Step.TO_AGENCY}


@pytest.mark.parametrize(
    ("competence", "missing"),
    [
        (Competence.BOARD, (Sponsor.AGENCY, Sponsor.COUNTY)),
        (Competence.AGENCY, ()),
        (Competence.COUNTY, ()),
        (None, ()),
    ],
)
def test_r28_the_board_alone_asks_for_two_authorisations(
    competence: Competence | None, missing: tuple[Sponsor, ...]
) -> None:
    """A matter of one sponsor goes without."""
    assert missing_sponsors(a_petition(competence=competence)) == missing


def test_r28_an_authorisation_without_its_document_counts_as_missing() -> None:
    """Name, date and way alone prove nothing."""
    petition = a_petition(
        competence=Competence.BOARD, authorisations=(an_authorisation(document=None),)
    )

    assert missing_sponsors(petition) == (Sponsor.AGENCY, Sponsor.COUNTY)


def test_r28_both_sponsors_authorised() -> None:
    """Then nothing is missing, and they are two persons."""
    petition = a_petition(competence=Competence.BOARD, authorisations=BOTH)

    assert missing_sponsors(petition) == ()
    assert not are_same_person(petition.authorisations)


def test_r28_a_text_changed_after_an_authorisation_is_known() -> None:
    """The same instant or an earlier one is covered."""
    later = NOON + timedelta(seconds=1)

    assert is_changed_since(a_petition(authorisations=BOTH, edited_at=later))
    assert not is_changed_since(a_petition(authorisations=BOTH, edited_at=NOON))
    assert not is_changed_since(a_petition(authorisations=BOTH, edited_at=None))
    assert not is_changed_since(a_petition())


def test_a_step_that_was_taken_is_found_again() -> None:
    """Sending is what makes it sent."""
    petition = a_petition(steps=(taken(Step.DRAFTED),))

    assert petition.step(Step.DRAFTED) == taken(Step.DRAFTED)
    assert not petition.is_sent
    assert a_petition(steps=(taken(Step.TO_AGENCY),)).is_sent
