"""How days, sizes and strangers' words are told."""

from datetime import UTC, date, datetime

import pytest

from cases.deadlines import DeadlineKind
from cases.decision import DecidedBy
from cases.duties import DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from cases.limits import Term
from desk.words import core as words
from desk.words.days import Limit, Urgency, limit_of, written_instant
from desk.words.marking import marked, one_line
from store.people.accounts import AccountRole
from tests.builders import a_calendar

FRIDAY = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("due_on", "urgency", "wording"),
    [
        (date(2026, 12, 15), Urgency.LATE, "seit 3 Arbeitstagen vorbei"),
        (date(2026, 12, 17), Urgency.LATE, "seit 1 Arbeitstag vorbei"),
        (FRIDAY, Urgency.TODAY, "heute"),
        (date(2026, 12, 21), Urgency.SOON, "noch 1 Arbeitstag"),
        (date(2026, 12, 22), Urgency.SOON, "noch 2 Arbeitstage"),
        (date(2026, 12, 28), Urgency.CALM, "noch 5 Arbeitstage"),
    ],
)
def test_r14_a_limit_is_told_in_working_days(due_on: date, urgency: Urgency, wording: str) -> None:
    """Weekends and Christmas do not count: from Friday the 18th to Monday the 28th are five."""
    limit = limit_of(due_on, today=FRIDAY, calendar=a_calendar())

    assert limit == Limit(due_on=due_on, urgency=urgency, wording=wording)


def test_a_limit_that_ended_before_a_weekend_is_late_on_saturday() -> None:
    """There is no limit that is nought days late."""
    limit = limit_of(FRIDAY, today=date(2026, 12, 19), calendar=a_calendar())

    assert limit.wording == "seit 1 Arbeitstag vorbei"


def test_instants_are_told_in_the_offices_time() -> None:
    """Eight o'clock UTC is nine in winter and ten in summer."""
    calendar = a_calendar()

    winter = written_instant(datetime(2026, 11, 23, 8, 0, tzinfo=UTC), calendar)
    summer = written_instant(datetime(2026, 7, 6, 8, 0, tzinfo=UTC), calendar)

    assert winter == "Mo, 23.11.2026, 09:00 Uhr"
    assert summer == "Mo, 06.07.2026, 10:00 Uhr"


@pytest.mark.parametrize(
    ("text", "phrases", "shown"),
    [
        ("a <b> c", [], "a &lt;b&gt; c"),
        ("a <b> c", ["<b>"], "a <mark>&lt;b&gt;</mark> c"),
        ("ja, ja", ["ja"], "<mark>ja</mark>, <mark>ja</mark>"),
        ("der Bescheid", ["Bescheid", "der Bescheid"], "<mark>der Bescheid</mark>"),
        ("1+1 (x)", ["1+1", "(x)"], "<mark>1+1</mark> <mark>(x)</mark>"),
        ("nichts", ["", "  ", "fehlt"], "nichts"),
        ("<mark>", ["mark"], "&lt;<mark>mark</mark>&gt;"),
    ],
)
def test_words_are_marked_exactly_and_everything_is_escaped(
    text: str, phrases: list[str], shown: str
) -> None:
    """Escaping comes first; what a writer calls `mark` is no mark."""
    assert str(marked(text, phrases)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rechnung\u202efdp.exe", "rechnungfdp.exe"),
        ("a\r\nBcc: b", "a Bcc: b"),
        ("a\x00\x1bb", "a b"),
        ("  viel   Platz ", "viel Platz"),
        ("x" * 400, "x" * 300 + " …"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_a_name_or_subject_is_shown_as_one_honest_line(text: str, shown: str) -> None:
    """No control characters, no turned-around writing, no endless line."""
    assert one_line(text) == shown


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 Byte"), (1023, "1023 Byte"), (2048, "2 KB"), (1_572_864, "1,5 MB")]
)
def test_sizes_are_told_as_people_read_them(count: int, shown: str) -> None:
    """With a decimal comma."""
    assert words.size_in_words(count) == shown


def test_terms_are_told_in_german() -> None:
    """One day is one day."""
    assert words.term_in_words(Term.parse("7 working days")) == "7 Arbeitstage"
    assert words.term_in_words(Term.parse("1 working day")) == "1 Arbeitstag"
    assert words.term_in_words(Term.parse("14 calendar days")) == "14 Kalendertage"


def test_everything_that_the_core_names_has_german_words() -> None:
    """A new kind without words would break a page; here it shows first."""
    assert set(words.DUTY_NAMES) == set(words.DUTY_HINTS) == set(DutyKind)
    assert set(words.LABEL_HINTS) == set(Label)
    assert set(words.WAY_NAMES) == set(Way)
    assert set(words.LETTER_NAMES) == set(LetterKind)
    assert set(words.DEADLINE_NAMES) == set(DeadlineKind)
    assert set(words.DECIDED_BY) == set(DecidedBy)
    assert set(words.ROLE_NAMES) == set(AccountRole)
