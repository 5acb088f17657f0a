"""The leader's link: one request without log-in, and nothing else (R18, R29, R33)."""

import logging
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from cases.duties import DutyKind
from cases.statement import AnswerWay, StatementState
from store.case_records import statements
from store.engine import reading, writing
from store.people import accounts
from tests.desk.asking import a_case, asked, requests_of, token_of
from tests.desk.builders import House

ANSWER = {"name": "Tim Leiter", "answer": "Die Leitung war gestört.\nSie geht wieder."}
WRONG = "a" * 24
OVER = "Hier ist nichts zu beantworten"


def opens(house: House, token: str) -> TestResponse:
    """Open a link in the browser of somebody who never signed in."""
    return house.desk.test_client().get(f"/stellungnahme/{token}")


def sends(house: House, link: str, step: str, **changes: str) -> TestResponse:
    """Send the page's form, as its buttons do."""
    fields = {"token": link, "step": step, **ANSWER, **changes}
    return house.desk.test_client().post(f"/stellungnahme/{link}", data=fields)


def a_link(house: House, **changes: object) -> tuple[str, str]:
    """Ask a leader; return the link's token and the number of the case."""
    request = asked(house, **changes)
    return token_of(house, request), request.asked.case_number


def test_r18_the_link_shows_question_excerpt_and_day_as_often_as_it_is_opened(
    house: House,
) -> None:
    """A mail scanner opens it first, and the leader finds the same page."""
    token, case = a_link(house)
    opens(house, token)
    opens(house, token)

    page = opens(house, token)

    assert page.status_code == 200
    for words in ("Was ist geschehen?", "Das Telefon war nie besetzt.", "Fr, 27.11.2026", case):
        assert words in page.text
    assert requests_of(house, case)[0].state is StatementState.WAITING


def test_r29_the_page_shows_nothing_else_of_the_case(house: House) -> None:
    """Neither the citizen nor the letter nor a way into the desk."""
    token, _ = a_link(house)

    page = opens(house, token).text

    for secret in ("Anna", "citizen.example", "sagt", "/vorgang", "/anmelden", "<nav"):
        assert secret not in page


def test_r29_somebody_at_the_desk_sees_no_more_through_a_link(house: House) -> None:
    """Neither navigation nor a message of the session appears on the page."""
    token, case = a_link(house)
    browser = house.sign_in()
    browser.send("/vertretung", page="/vertretung")
    browser.send(f"/vorgang/{case}/stellungnahmen/gesehen")

    page = browser.see(f"/stellungnahme/{token}").text

    assert "<nav" not in page
    assert "Die Aufgabe ist erledigt" not in page


def test_r18_the_answer_is_shown_before_it_is_sent(house: House) -> None:
    """The preview changes nothing, and its text can still be changed."""
    token, case = a_link(house)

    preview = sends(house, token, "preview")
    again = sends(house, token, "edit")

    assert "Noch ist nichts abgesendet" in preview.text
    assert ANSWER["answer"] in preview.text
    assert ANSWER["answer"] in again.text
    assert "Weiter zur Prüfung" in again.text
    assert requests_of(house, case)[0].state is StatementState.WAITING


def test_r18_sending_files_the_statement_and_ends_the_link(house: House) -> None:
    """It is on the case with name and way; the page shows thanks and no content."""
    token, case = a_link(house)

    answer = sends(house, token, "send")
    page = opens(house, token)

    (now,) = requests_of(house, case)
    assert answer.status_code == 303
    assert now.answer == statements.Answer(
        text=ANSWER["answer"], by=ANSWER["name"], way=AnswerWay.LINK
    )
    assert "Beantwortet am Mo, 23.11.2026" in page.text
    for secret in ("gestört", "Tim Leiter", "Was ist geschehen?", "Telefon war"):
        assert secret not in page.text


def test_r18_what_came_through_the_link_lies_before_the_officer(house: House) -> None:
    """As a duty; the officer reads it on the case."""
    token, case = a_link(house)
    sends(house, token, "send")

    details = [each.detail for each in house.duties_of(1) if each.kind is DutyKind.STATEMENT]

    assert details == ["statement_came"]
    assert "Die Leitung war gestört." in house.sign_in().see(f"/vorgang/{case}").text


def test_r18_a_second_answer_changes_nothing_and_is_given_back(house: House) -> None:
    """The page was open twice: the first answer stays, the second text is not lost."""
    token, case = a_link(house)
    sends(house, token, "send")

    second = sends(house, token, "send", answer="Etwas ganz anderes.")

    assert "wurde nicht gespeichert" in second.text
    assert "Etwas ganz anderes." in second.text
    (now,) = requests_of(house, case)
    assert now.answer
    assert now.answer.text == ANSWER["answer"]


def test_r29_wrong_withdrawn_and_expired_links_look_the_same(house: House) -> None:
    """None tells whether there ever was a request."""
    withdrawn = asked(house)
    expired, _ = a_link(house, case_number=a_case(house))
    with writing(house.engine) as tx:
        statements.withdraw(tx, withdrawn.id, row_version=withdrawn.row_version)
    house.pass_time(timedelta(days=40))

    pages = [opens(house, each) for each in (WRONG, token_of(house, withdrawn), expired, "kurz")]

    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    assert OVER in pages[0].text


def test_r18_a_late_answer_is_still_taken(house: House) -> None:
    """A week after the date the link opens: better late than not at all."""
    token, case = a_link(house)
    house.pass_time(timedelta(days=11))

    sends(house, token, "send")

    assert requests_of(house, case)[0].state is StatementState.ANSWERED


def test_r18_who_writes_while_the_request_is_taken_back_keeps_the_text(house: House) -> None:
    """The text is given back to be copied."""
    request = asked(house)
    token = token_of(house, request)
    with writing(house.engine) as tx:
        statements.withdraw(tx, request.id, row_version=request.row_version)

    answer = sends(house, token, "send")

    assert answer.status_code == 404
    assert "wurde nicht gespeichert" in answer.text
    assert "Die Leitung war gestört." in answer.text


@pytest.mark.parametrize("missing", ["name", "answer"])
def test_an_answer_without_name_or_words_is_asked_again(house: House, missing: str) -> None:
    """Nothing is filed, and what was typed stays."""
    token, case = a_link(house)

    answer = sends(house, token, "send", **{missing: "  "})

    assert answer.status_code == 400
    assert "Ihren Namen und Ihre Stellungnahme" in answer.text
    assert requests_of(house, case)[0].state is StatementState.WAITING


def test_an_answer_is_kept_with_plain_line_ends(house: House) -> None:
    """As browsers send it, and without what no database keeps."""
    token, case = a_link(house)

    sends(house, token, "send", answer=" Eine Zeile.\r\nNoch\x00 eine.\r\n")

    (now,) = requests_of(house, case)
    assert now.answer
    assert now.answer.text == "Eine Zeile.\nNoch eine."


def test_an_answer_that_is_too_long_is_not_taken(house: House) -> None:
    """The page says how long it may be."""
    token, case = a_link(house)

    answer = sends(house, token, "send", answer="x" * 50_001)

    assert answer.status_code == 400
    assert "höchstens 50.000 Zeichen" in answer.text
    assert requests_of(house, case)[0].state is StatementState.WAITING


def test_r29_a_form_that_does_not_know_the_secret_is_not_taken(house: House) -> None:
    """The secret stands in the form as well as in the address."""
    token, case = a_link(house)

    answer = sends(house, token, "send", token=WRONG)

    assert answer.status_code == 404
    assert requests_of(house, case)[0].state is StatementState.WAITING


def test_r29_the_page_sets_no_cookie_and_is_kept_nowhere(house: House) -> None:
    """No session, no copy in a cache, no entry in a search engine, no address passed on."""
    token, _ = a_link(house)

    for page in (opens(house, token), opens(house, WRONG), sends(house, token, "preview")):
        assert "Set-Cookie" not in page.headers
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert page.headers["Referrer-Policy"] == "no-referrer"


def test_r33_reading_and_answering_through_the_link_are_logged(house: House) -> None:
    """By the word link, with the case."""
    token, case = a_link(house)
    opens(house, token)
    opens(house, WRONG)
    sends(house, token, "send")

    with reading(house.engine) as tx:
        lines = [(line.who, line.what, line.case_number) for line in accounts.accesses(tx)]
    assert lines == [
        ("link", "answer_statement_request", case),
        ("link", "read_statement_request", case),
    ]


def test_hostile_words_come_back_as_words(house: House) -> None:
    """Markup that a writer types is text in the preview and in the form."""
    token, _ = a_link(house, question="<script>q</script>")
    hostile = {"name": "<b>n</b>", "answer": "</textarea><script>a</script>"}

    pages = [
        opens(house, token),
        *(sends(house, token, each, **hostile) for each in ("preview", "edit")),
    ]

    for page in pages:
        for raw in ("<script>", "<b>n"):
            assert raw not in page.text


def test_r29_guessing_is_slowed_down(house: House) -> None:
    """After sixty tries in a minute an address must wait."""
    answers = [opens(house, WRONG).status_code for _ in range(61)]

    assert answers[:60] == [404] * 60
    assert answers[60] == 429


def test_r7_no_log_line_names_a_link(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """The secret is in no log of ours."""
    token, _ = a_link(house)
    with caplog.at_level(logging.DEBUG):
        opens(house, token)
        sends(house, token, "send")

    assert token not in caplog.text
