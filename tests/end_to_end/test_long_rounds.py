"""Rounds that have much to do: they say that they work, and end soon when told to."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import pytest

from cases.decision import Decision
from cases.mail import Mail
from service.rounds import DECIDE_BATCH, Rounds
from store import health
from store.engine import reading
from tests.end_to_end.letters import COMPLAINT, a_letter
from tests.end_to_end.office import INBOX, RunningOffice
from tests.end_to_end.told_by_words import told_by_words

pytestmark = pytest.mark.server("dovecot")

ONE_FETCH = 50


def let_arrive(office: RunningOffice, count: int) -> None:
    """Let so many letters of so many people arrive."""
    letters = (
        a_letter(
            f"{COMPLAINT}{number}\n",
            sender=f"kunde{number}@kunde.example",
            message_id=f"<{number}@kunde.example>",
        )
        for number in range(count)
    )
    office.arrive(*letters)


def told_to_end(office: RunningOffice, answers: Iterable[bool]) -> Rounds:
    """Return rounds that are told so when they ask."""
    asked = iter(answers)
    return replace(office.rounds, is_over=lambda: next(asked))


def test_r10_a_long_backlog_does_not_look_like_a_standstill(office: RunningOffice) -> None:
    """At the desk silence of a quarter of an hour is a trouble; a round may take longer."""
    silent_since: list[datetime] = []

    def slow(mail: Mail) -> Decision:
        office.clock.pass_time(seconds=10)
        with reading(office.rounds.service.engine) as tx:
            silent_since.extend(beat.at for beat in health.beats(tx) if beat.what == "decide")
        return told_by_words(mail)

    let_arrive(office, DECIDE_BATCH + 1)
    office.use_judge(slow)
    office.rounds.collect()
    office.rounds.decide()

    assert [(office.clock() - at).seconds for at in silent_since] == [10]


def test_a_daemon_told_to_end_decides_what_it_has_in_hand_and_no_more(
    office: RunningOffice,
) -> None:
    """The rest is untouched: whoever starts next finds it as it came."""
    let_arrive(office, DECIDE_BATCH + 1)
    office.rounds.collect()

    told_to_end(office, [False, True]).decide()

    assert [line.attempts for line in office.journal()] == [1] * DECIDE_BATCH + [0]
    assert [line.is_decided for line in office.journal()] == [True] * DECIDE_BATCH + [False]
    office.work()
    assert all(line.is_decided for line in office.journal())


def test_r1_a_daemon_told_to_end_leaves_what_it_has_not_fetched_in_its_place(
    office: RunningOffice,
) -> None:
    """It ends between two fetches; the next poll takes the rest in."""
    let_arrive(office, ONE_FETCH + 1)

    collected = told_to_end(office, [False, True]).collect()

    assert collected is not None
    assert (collected.taken, collected.not_in_journal) == (ONE_FETCH, 1)
    assert len(office.lies_in(INBOX)) == 1
    office.work()
    assert len(office.journal()) == ONE_FETCH + 1
