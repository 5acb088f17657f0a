"""The queue narrowed by reason, limit and language, and a page at a time (R10)."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from cases.decision import Decision, OtherKind
from cases.duties import Duty, DutyKind, Role
from cases.labels import Label, Way
from desk.pages.lists import queue
from store import duties
from store.engine import writing
from store.people.accounts import AccountRole
from tests.desk.builders import MONDAY_NINE, House, a_decision, a_letter

ASK_REGISTER = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))
ASK_SGG = a_decision(Label.OBJECTION, asks=frozenset({Way.SGG}))
PASS_ON = a_decision(Label.OTHER, other_kind=OtherKind.PASS_ON)


def numbers_in(page: str) -> list[int]:
    """Return the messages of the list, from top to bottom."""
    return [int(each) for each in re.findall(r"<small>Nr. (\d+)</small>", page)]


def listed(house: House, **query: str) -> list[int]:
    """Return the messages that the officer sees with this filter."""
    return numbers_in(house.sign_in().see(f"/?{urlencode(query)}").text)


def in_language(language: str) -> Decision:
    """Return an unsure decision about a letter in this language."""
    decision = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))
    return Decision(
        labels=decision.labels,
        ways=decision.ways,
        decided_by=decision.decided_by,
        language=language,
    )


def test_r10_the_queue_is_narrowed_to_one_reason(house: House) -> None:
    """The suspicion alone, not the decision that waits beside it."""
    house.files(ASK_REGISTER)
    suspected = house.files(ASK_SGG)

    assert listed(house, warum="suspected_objection") == [suspected]


def test_r10_a_reason_is_found_behind_a_more_urgent_one(house: House) -> None:
    """The letter to print waits beside the decision; the line shows both."""
    house.files(ASK_REGISTER)
    both = house.files(ASK_REGISTER, b"Subject: x\r\n\r\nNiemand antwortet.\r\n")

    assert listed(house, warum="notice_by_hand") == [both]


@pytest.mark.parametrize(
    ("span", "expected"), [("vorbei", ["late"]), ("heute", ["today"]), ("woche", ["today", "week"])]
)
def test_r10_the_queue_is_narrowed_to_limits(house: House, span: str, expected: list[str]) -> None:
    """Seven working days: one over since Friday, one today, one on Wednesday, one next week."""
    received = {"late": 12, "today": 11, "week": 7, "later": 0}
    numbers = {
        name: house.files(ASK_REGISTER, received_at=MONDAY_NINE - timedelta(days=days))
        for name, days in received.items()
    }

    found = listed(house, frist=span)

    assert sorted(found) == sorted(numbers[name] for name in expected)


def test_r10_the_queue_is_narrowed_to_a_language(house: House) -> None:
    """Somebody who reads Turkish works those letters."""
    house.files(in_language("de"))
    turkish = house.files(in_language("tr"))

    assert listed(house, sprache="tr") == [turkish]


@pytest.mark.parametrize(
    "query", ["warum=erika", "frist=nie", "sprache=%27", "name=Anna", "q=Niemand", "seite=-1"]
)
def test_r35_what_is_no_known_filter_is_not_asked(house: House, query: str) -> None:
    """Unknown keys and values change nothing."""
    number = house.files(ASK_REGISTER)

    assert numbers_in(house.sign_in().see(f"/?{query}").text) == [number]


def test_the_filter_offers_only_what_waits(house: House) -> None:
    """No choice leads to an empty list, and none tells of what is hidden."""
    house.files(ASK_REGISTER)

    page = house.sign_in().see("/").text

    offered = re.findall(r'<option value="([^"]*)"', page)
    assert "decide" in offered
    assert "suspected_conduct" not in offered
    assert "tr" not in offered


def test_r10_what_is_left_of_a_long_queue_is_on_the_next_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two on a page; the count is of all."""
    monkeypatch.setattr(queue, "SHOWN", 2)
    numbers = [house.files(ASK_REGISTER, a_letter(f"Brief {turn}")) for turn in range(3)]
    browser = house.sign_in()

    first, second = browser.see("/?warum=decide").text, browser.see("/?warum=decide&seite=2").text

    assert numbers_in(first) + numbers_in(second) == numbers
    assert '<p class="count">3 Nachrichten von 3</p>' in first
    assert 'href="/?seite=2&amp;warum=decide"' in first
    assert "seite=3" not in second


def test_r6_what_is_about_the_officer_is_in_no_count_of_the_officer(house: House) -> None:
    """The deputy sees the line; the officer's queue says that nothing waits."""
    letter = a_letter("Erika Beispiel hat mich angeschrien.")
    decision = a_decision(Label.SUPERVISORY_COMPLAINT, asks=frozenset({Way.DIRECTOR}))
    number = house.files(decision, letter)

    officer, deputy = house.sign_in().see("/").text, house.sign_in(AccountRole.DEPUTY).see("/").text

    assert house.entry(number).hidden_from
    assert "Nichts wartet" in officer
    assert numbers_in(deputy) == [number]
    assert house.sign_in().see("/stand?seit=0").json == {"waiting": 0, "new": 0}


def test_r10_the_page_asks_how_much_is_new_without_a_word_of_it(house: House) -> None:
    """What came after the mark of the page counts; nothing else is told."""
    house.files(ASK_REGISTER)
    browser = house.sign_in()
    mark = re.findall(r'data-mark="(\d+)"', browser.see("/").text)[0]

    before = browser.see(f"/stand?seit={mark}").json
    house.files(ASK_SGG, a_letter("Geheim"))
    after = browser.see(f"/stand?seit={mark}").json

    assert before == {"waiting": 1, "new": 0}
    assert after == {"waiting": 2, "new": 1}


def test_r29_the_director_is_told_only_of_what_was_handed_up(house: House) -> None:
    """Another duty of the same message is the officer's."""
    number = house.files(ASK_SGG)
    house.files(ASK_REGISTER, a_letter("anderer Brief"))
    with writing(house.engine) as tx:
        duties.hand_to(tx, house.duties_of(number)[0].id, Role.DIRECTOR)

    director = house.sign_in(AccountRole.DIRECTOR)

    assert director.see("/stand?seit=0").json == {"waiting": 1, "new": 1}


def test_r9c_beside_the_queue_stands_what_to_pass_on_terms_first(house: House) -> None:
    """Without subject or sender; what may carry a term says so."""
    house.files(PASS_ON, a_letter("a", subject="Geheim"))
    urgent = house.files(a_decision(Label.OTHER, other_kind=OtherKind.MAY_CARRY_TERM))

    aside = house.sign_in().see("/").text.partition("<aside")[2]

    assert re.findall(r"/eingang/(\d+)", aside)[0] == str(urgent)
    assert "daran kann eine Frist hängen" in aside
    assert "Geheim" not in aside


def test_r7_beside_the_queue_stand_todays_hand_overs_by_time_target_and_proof(
    house: House,
) -> None:
    """One that went by itself today, none of yesterday, none that the officer decided."""
    yesterday = house.files(a_decision(Label.OBJECTION), a_letter("gestern"))
    house.delivers()
    house.pass_time(timedelta(days=1))
    today = house.files(a_decision(Label.OBJECTION), a_letter("heute", subject="Geheim"))
    decided = house.files(ASK_SGG, a_letter("unsicher"))
    browser = house.sign_in()
    version = house.entry(decided).row_version
    browser.send(f"/eingang/{decided}/entscheiden", row_version=version, label="objection")
    house.delivers()

    aside = browser.see("/").text.partition("<aside")[2]

    shown = [int(each) for each in re.findall(r"<li>Eingang (\d+),", aside)]
    assert shown == [today]
    assert yesterday not in shown
    assert "Widerspruchsstelle (SGG)" in aside
    assert "vom Mailserver angenommen am" in aside
    assert "Geheim" not in aside


def test_r7_the_senders_question_is_answered_from_the_queue(house: House) -> None:
    """The form beside the queue asks the list of hand-overs."""
    house.files(a_decision(Label.OBJECTION))
    house.delivers()
    browser = house.sign_in()

    page = browser.send("/abgaben", address="anna@citizen.example").text

    assert 'action="/abgaben"' in browser.see("/").text
    assert "Widerspruchsstelle (SGG)" in page


@pytest.mark.parametrize(
    "kind",
    [
        DutyKind.RETURNED,
        DutyKind.MARK_EXCERPT,
        DutyKind.NOTICE_BY_HAND,
        DutyKind.FOLLOW_UP,
        DutyKind.UNREADABLE,
        DutyKind.STATEMENT,
        DutyKind.LETTER_FAILED,
        DutyKind.PRAISE,
    ],
)
def test_each_line_says_why_it_waits(house: House, kind: DutyKind) -> None:
    """Every reason has its words and its hint."""
    number = house.arrives()
    with writing(house.engine) as tx:
        duty = Duty(kind=kind, due_on=house.now.date())
        duties.open_duty(tx, duty, journal=number, at=house.now)

    page = house.sign_in().see(f"/?warum={kind}").text

    row = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[0]
    words = " ".join(re.sub("<[^>]+>", " ", row).split())
    assert len(words.partition("Nr.")[0]) > 30
    assert kind.value not in words


@pytest.mark.parametrize("path", ["/", "/vorgaenge"])
def test_r34_the_fields_of_a_filter_stand_in_one_line_on_a_phone(house: House, path: str) -> None:
    """A paragraph around a field ends before it: what is left of it pushes the next field aside."""
    house.files(ASK_REGISTER)

    page = house.sign_in().see(path).text

    assert re.search(r"<p>\s*<div", page) is None
