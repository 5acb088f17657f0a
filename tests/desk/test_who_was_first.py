"""Two officers, the same message, the same moment: one wins, the other is told (R1)."""

from threading import Barrier, Thread

import pytest
from werkzeug.test import TestResponse

from cases.labels import Label, Way
from cases.letter import LetterKind
from store.people.accounts import AccountRole
from tests.desk.builders import Browser, House, a_decision

UNSURE = a_decision(Label.OBJECTION, asks=frozenset({Way.SGG}))


def press_at_once(
    house: House, number: int, first: tuple[Browser, str], second: tuple[Browser, str]
) -> list[tuple[str, TestResponse]]:
    """Let both send their decision in the same moment, each from a thread of its own."""
    together, answers = Barrier(2), []
    version = house.entry(number).row_version

    def press(browser: Browser, label: str, token: str) -> None:
        form = {"csrf_token": token, "row_version": version, "label": label}
        together.wait()
        answer = browser.client.post(f"/eingang/{number}/entscheiden", data=form, buffered=True)
        answers.append((label, answer))

    threads = [
        Thread(target=press, args=(browser, label, browser.token()))
        for browser, label in (first, second)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("turn", range(3))
def test_r5_of_two_decisions_in_the_same_moment_one_is_filed(house: House, turn: int) -> None:
    """One is sent on, the other learns who decided what and when; nothing goes out twice."""
    number = house.files(UNSURE)
    officer, deputy = house.sign_in(), house.sign_in(AccountRole.DEPUTY)

    answers = press_at_once(house, number, (officer, "objection"), (deputy, "complaint"))

    codes = {label: answer.status_code for label, answer in answers}
    assert sorted(codes.values()) == [303, 409]
    winner = next(label for label, code in codes.items() if code == 303)
    (lost,) = (answer.text for _, answer in answers if answer.status_code == 409)
    name, word = {
        "objection": ("Erika Beispiel", "Widerspruch"),
        "complaint": ("Max Vertretung", "Beschwerde"),
    }[winner]
    told = f"Jemand war schneller: {name} hat am Mo, 23.11.2026, 09:00 Uhr entschieden: {word}."
    assert told in lost
    assert house.entry(number).labels == (Label(winner),)
    sent = [line.kind for line in house.sent_for(number)]
    assert sent.count(LetterKind.HAND_OVER) == (winner == "objection")
    assert len(sent) == len(set(sent))
    assert bool(house.entry(number).case_number) == (winner == "complaint")


def test_who_decides_again_in_an_old_window_is_told_so(house: House) -> None:
    """The same person, an hour later, from a page that was left open."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    version = house.entry(number).row_version
    path = f"/eingang/{number}/entscheiden"
    browser.send(path, row_version=version, label="complaint")

    answer = browser.send(path, row_version=version, label="praise")

    assert answer.status_code == 409
    assert "Sie selbst haben in einem anderen Fenster" in answer.text
    assert "entschieden: Beschwerde." in answer.text


def test_what_the_program_changed_meanwhile_is_told_without_a_name(house: House) -> None:
    """Nobody is named where nobody decided."""
    number = house.files(UNSURE)

    answer = house.sign_in().send(f"/eingang/{number}/entscheiden", row_version=99, label="praise")

    assert answer.status_code == 409
    assert "Die Nachricht wurde inzwischen geändert." in answer.text
