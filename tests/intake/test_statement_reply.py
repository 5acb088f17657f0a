"""A leader's answer by mail is filed on the case, and is never a reaction (R9, R18)."""

from cases.decision import Decision
from cases.duties import DutyKind
from cases.labels import Label
from cases.mail import Mail
from cases.statement import AnswerWay, StatementState
from intake.attachments.reader import ConfinedReader
from intake.line import LineTools, work_entry
from store import register
from store.case_records import statements
from store.engine import reading, writing
from tests.desk.asking import (
    LEADER,
    a_reply,
    asked,
    last_message_id,
    mails_to,
    requests_of,
)
from tests.desk.builders import House, a_decision
from tests.desk.conftest import building, house, prepared_database  # noqa: F401 (fixtures)

ANSWER = "Die Leitung war drei Tage gestört. Das ist behoben.\n\nTim Leiter"
QUOTED = f"{ANSWER}\n\nAm 23.11.2026 um 09:00 schrieb Jobcenter Musterstadt:\n> Guten Tag,\n> Bitte"


def works(house: House, content: bytes, *, judged: Label | None = None) -> int:  # noqa: F811
    """Let a mail arrive and the line work it; `judged` None: nobody may judge it."""

    def judge(_: Mail) -> Decision:
        assert judged, "a statement was judged"
        return a_decision(judged)

    number = house.arrives(content)
    tools = LineTools(filing=house.filing, attachments=ConfinedReader(), judge=judge)
    work_entry(house.entry(number), tools)
    return number


def test_r18_a_reply_of_the_asked_leader_is_the_statement(house: House) -> None:  # noqa: F811
    """Its own words are on the case, without what it quotes; nobody gets a notice."""
    request = asked(house)
    sent = last_message_id(house)

    number = works(house, a_reply(QUOTED, to=sent))

    (now,) = requests_of(house, request.asked.case_number)
    assert now.answer
    assert now.state is StatementState.ANSWERED
    assert now.answer.text.startswith("Die Leitung war drei Tage gestört.")
    assert "Guten Tag" not in now.answer.text
    assert (now.answer.way, now.answer.journal) == (AnswerWay.MAIL, number)
    assert now.answer.by == "Tim Leiter"
    assert house.sent_for(number) == ()
    assert house.duties_of(number) == ()


def test_r18_the_statement_lies_before_the_officer(house: House) -> None:  # noqa: F811
    """As a duty on the case, and in its history."""
    case = asked(house).asked.case_number
    works(house, a_reply(ANSWER, to=last_message_id(house)))

    (duty,) = [each for each in house.duties_of(1) if each.kind is DutyKind.STATEMENT]
    assert (duty.detail, duty.case_number) == ("statement_came", case)
    with reading(house.engine) as tx:
        assert register.events(tx, case)[-1].what == "statement_answered"


def test_r9_our_sign_in_the_quoted_text_is_enough(house: House) -> None:  # noqa: F811
    """Some mail programs drop the thread's headers, but they keep what they quote."""
    request = asked(house)
    token = last_message_id(house).removeprefix("<").partition(".")[0]

    works(house, a_reply(f"{ANSWER}\n\n> Zeichen: {token}", to="<anything@mail.example>"))

    (now,) = requests_of(house, request.asked.case_number)
    assert now.state is StatementState.ANSWERED


def test_r9_nobody_else_can_answer_for_the_leader(house: House) -> None:  # noqa: F811
    """A stranger who knows our Message-ID is judged like every writer; the request waits on."""
    request = asked(house)
    sender = "Karl Fremd <karl@citizen.example>"

    number = works(
        house,
        a_reply(ANSWER, to=last_message_id(house), sender=sender),
        judged=Label.COMPLAINT,
    )

    (now,) = requests_of(house, request.asked.case_number)
    assert now.state is StatementState.WAITING
    assert house.entry(number).case_number != request.asked.case_number


def test_r18_other_mail_of_a_leader_is_judged_like_all_mail(house: House) -> None:  # noqa: F811
    """A leader who complains in person answers nothing."""
    request = asked(house)

    works(house, a_reply(ANSWER, to="<other@jobcenter.example>"), judged=Label.COMPLAINT)

    (now,) = requests_of(house, request.asked.case_number)
    assert now.state is StatementState.WAITING


def test_r15_an_absence_note_is_no_statement(house: House) -> None:  # noqa: F811
    """The machine's mail refers to our request, but nobody has written."""
    request = asked(house)
    note = a_reply(
        "Ich bin nicht im Haus.", to=last_message_id(house), Auto_Submitted="auto-replied"
    )

    works(house, note, judged=Label.OTHER)

    (now,) = requests_of(house, request.asked.case_number)
    assert now.state is StatementState.WAITING


def test_r18_a_second_mail_is_added_to_the_statement(house: House) -> None:  # noqa: F811
    """What the leader forgot comes later; nothing is overwritten."""
    request = asked(house)
    sent = last_message_id(house)
    works(house, a_reply(ANSWER, to=sent))

    number = works(house, a_reply("Noch etwas: Die Störung ist gemeldet.", to=sent))

    (now,) = requests_of(house, request.asked.case_number)
    assert now.answer
    assert now.answer.text.startswith("Die Leitung war")
    assert f"Nachtrag vom 23.11.2026 (Eingang {number})" in now.answer.text
    assert now.answer.text.endswith("Noch etwas: Die Störung ist gemeldet.")


def test_r18_an_answer_to_a_request_taken_back_lies_before_the_officer(
    house: House,  # noqa: F811
) -> None:
    """It is no statement any more and no reaction either; somebody reads it."""
    request = asked(house)
    sent = last_message_id(house)
    with writing(house.engine) as tx:
        statements.withdraw(tx, request.id, row_version=request.row_version)

    number = works(house, a_reply(ANSWER, to=sent))

    (duty,) = house.duties_of(number)
    assert (duty.kind, duty.detail) == (DutyKind.FOLLOW_UP, "statement_unasked")
    assert house.sent_for(number) == ()


def test_r18_an_empty_mail_points_to_its_attachments(house: House) -> None:  # noqa: F811
    """The leader attached a letter and wrote nothing."""
    request = asked(house)

    number = works(house, a_reply("\n", to=last_message_id(house)))

    (now,) = requests_of(house, request.asked.case_number)
    assert now.answer
    assert f"Eingang {number}" in now.answer.text


def test_r29_the_mail_that_asks_holds_nothing_of_the_case(house: House) -> None:  # noqa: F811
    """Number, unit, day and link: no word, no name, no address of the citizen (R14b)."""
    request = asked(house)
    (mail,) = mails_to(house, LEADER)
    text = mail.decode().lower()

    assert request.asked.case_number.lower() in text
    for secret in ("telefon war", "anna", "muster <", "citizen.example", "was ist geschehen"):
        assert secret not in text
