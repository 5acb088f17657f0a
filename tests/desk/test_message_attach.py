"""A message is added to a case by a person's word alone (R9)."""

import pytest
from werkzeug.test import TestResponse

from cases.duties import DutyKind
from cases.labels import Label, Way
from cases.plan import Retention
from store import register
from store.engine import reading, writing
from store.people.accounts import AccountRole
from store.tables import cases, journal_lines
from tests.desk.builders import FULL_NAMES, House, a_decision, a_letter

UNSURE = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))
CASE = "KRM-2026-0001"


def a_case_and_a_message(
    house: House, *, sender: str = "Anna Muster <anna@citizen.example>"
) -> int:
    """Open a case of Anna's, and let another message arrive; return its number."""
    house.files(a_decision(Label.COMPLAINT))
    return house.files(UNSURE, a_letter("Noch etwas dazu: Heute wieder.", sender=sender))


def attach(house: House, number: int, case_number: str = CASE) -> TestResponse:
    """Say yes on the page that shows the case."""
    version = house.entry(number).row_version
    path = f"/eingang/{number}/zuordnen"
    return house.sign_in().send(path, vorgang=case_number, row_version=version)


def texts_of(house: House, number: str = CASE) -> list[str]:
    """Return what stands in a case."""
    with reading(house.engine) as tx:
        return [each.text.strip() for each in register.texts(tx, number)]


def test_r9_cases_of_the_same_person_are_proposed(house: House) -> None:
    """By number, what and day; nobody else's."""
    number = a_case_and_a_message(house)
    house.files(a_decision(Label.COMPLAINT), a_letter("x", sender="Berta <berta@citizen.example>"))

    page = house.sign_in().see(f"/eingang/{number}/zuordnen").text

    assert f"zuordnen?vorgang={CASE}" in page
    assert "KRM-2026-0002" not in page


def test_r9_the_case_is_shown_before_anything_is_added(house: House) -> None:
    """Number, party, day; typed in any way."""
    number = a_case_and_a_message(house)

    page = house.sign_in().see(f"/eingang/{number}/zuordnen?vorgang=+krm-2026-0001").text

    assert "Ist es dieser Vorgang?" in page
    assert "Anna Muster" in page
    assert "Mo, 23.11.2026" in page
    assert "kommt von jemand anderem" not in page
    assert texts_of(house) == ["Seit sechs Wochen antwortet niemand."]


def test_r9_a_strangers_case_is_shown_with_a_warning(house: House) -> None:
    """Nobody's mail may land unasked in a stranger's case."""
    number = a_case_and_a_message(house, sender="Berta <berta@citizen.example>")

    page = house.sign_in().see(f"/eingang/{number}/zuordnen?vorgang={CASE}").text

    assert "Achtung: Die Nachricht kommt von jemand anderem." in page


def test_r9_with_a_persons_word_the_text_enters_the_case_and_the_question_ends(
    house: House,
) -> None:
    """The message belongs to the case, its own limits and duties are over."""
    number = a_case_and_a_message(house)

    answer = attach(house, number)

    entry = house.entry(number)
    assert answer.status_code == 303
    assert texts_of(house)[1] == "Noch etwas dazu: Heute wieder."
    assert (entry.case_number, entry.answers_journal) == (CASE, 1)
    assert (entry.labels, entry.decided_by) == ((Label.COMPLAINT,), "officer")
    assert house.duties_of(number) == ()
    assert house.sent_for(number) == ()


def test_r9_a_case_opened_for_the_message_by_mistake_is_gone(house: House) -> None:
    """The program had opened a second one; the citizen has its number, so it stays as closed."""
    house.files(a_decision(Label.COMPLAINT))
    number = house.files(a_decision(Label.COMPLAINT), a_letter("Noch etwas dazu."))

    attach(house, number)

    with reading(house.engine) as tx:
        second = register.case(tx, "KRM-2026-0002")
    assert second
    assert (second.state, second.result, second.party_name) == ("closed", "not_krm", "")
    assert texts_of(house)[1] == "Noch etwas dazu."


def test_r9_a_closed_case_takes_what_belongs_to_it(house: House) -> None:
    """It stays closed."""
    number = a_case_and_a_message(house)
    with writing(house.engine) as tx:
        tx.execute(cases.update().values(state="closed", closed_at=house.now, result="justified"))

    assert attach(house, number).status_code == 303
    assert len(texts_of(house)) == 2


@pytest.mark.parametrize("wanted", ["KRM-2026-9999", "", "' OR 1=1 --", CASE + "x"])
def test_r9_a_number_that_is_none_adds_nothing(house: House, wanted: str) -> None:
    """The page says so."""
    number = a_case_and_a_message(house)

    answer = attach(house, number, wanted)

    assert answer.status_code == 400
    assert house.entry(number).case_number == ""


def test_r6_a_case_that_is_hidden_from_its_reader_is_not_there(house: House) -> None:
    """Neither proposed nor shown nor added to."""
    number = a_case_and_a_message(house)
    hidden = house.filing.keys.hash("name", FULL_NAMES[AccountRole.OFFICER])
    with writing(house.engine) as tx:
        line = journal_lines.update().where(journal_lines.c.number == 1)
        tx.execute(line.values(hidden_from=hidden))

    page = house.sign_in().see(f"/eingang/{number}/zuordnen?vorgang={CASE}").text

    assert "Diesen Vorgang gibt es nicht" in page
    assert attach(house, number).status_code == 400


def test_who_saw_an_older_state_adds_nothing(house: House) -> None:
    """The deputy decided meanwhile."""
    number = a_case_and_a_message(house)
    version = house.entry(number).row_version
    house.sign_in(AccountRole.DEPUTY).send(
        f"/eingang/{number}/entscheiden", label="praise", row_version=version
    )

    answer = house.sign_in().send(f"/eingang/{number}/zuordnen", vorgang=CASE, row_version=version)

    assert answer.status_code == 409
    assert house.entry(number).case_number != CASE


def test_adding_can_be_taken_back(house: House) -> None:
    """The text leaves the case, the question is open again."""
    number = a_case_and_a_message(house)
    attach(house, number)

    answer = house.sign_in().send(
        f"/eingang/{number}/zurueck", row_version=house.entry(number).row_version
    )

    assert answer.status_code == 303
    assert len(texts_of(house)) == 1
    assert house.entry(number).case_number == ""
    assert DutyKind.DECIDE in {duty.kind for duty in house.duties_of(number)}


def test_r33_it_is_logged_with_the_case(house: House) -> None:
    """Who, which message."""
    number = a_case_and_a_message(house)
    attach(house, number)

    assert ("officer", "attach", number) in house.accesses()


def test_the_head_of_a_message_is_shown_as_it_came(house: House) -> None:
    """With what one would not see written out, and nothing interpreted."""
    content = b"X-Trick: a\xe2\x80\xaeb <script>\r\nX-Broken: \xff\r\n" + a_letter()
    number = house.files(content=content)

    page = house.sign_in().see(f"/eingang/{number}/kopfzeilen").text

    assert "X-Trick: a\\u202eb &lt;script&gt;" in page
    assert "X-Broken: \\xff" in page
    assert "Seit sechs Wochen" not in page


def test_r9a_what_was_added_later_does_not_lead_the_case_though_it_arrived_before(
    house: House,
) -> None:
    """The papers came first and lay waiting; the complaint opened the case and names its party."""
    papers = house.files(UNSURE, a_letter("Anbei die Unterlagen."))
    complaint = house.files(a_decision(Label.COMPLAINT))
    attach(house, papers)

    house.sign_in().send(
        f"/eingang/{complaint}/person",
        name="Anna Muster-Neu",
        address="anna@citizen.example",
        row_version=house.entry(complaint).row_version,
    )

    with reading(house.engine) as tx:
        record = register.case(tx, CASE)
        assert register.first_journal(tx, CASE) == complaint
    assert record is not None
    assert record.party_name == "Anna Muster-Neu"


def test_r5_r8_of_what_was_handed_over_only_the_excerpt_enters_the_case(house: House) -> None:
    """SGG has the objection; its words are not recorded, and they are erased as before."""
    house.files(a_decision(Label.COMPLAINT))
    letter = a_letter("Ich widerspreche dem Bescheid. Und niemand ruft zurück.")
    number = house.files(a_decision(Label.OBJECTION), letter)
    house.delivers()

    attach(house, number)

    entry = house.entry(number)
    assert entry.case_number == CASE
    assert entry.retention is Retention.HANDED_OVER
    assert (entry.ways[Way.SGG], entry.ways[Way.REGISTER]) == ("do", "do")
    assert texts_of(house) == ["Seit sechs Wochen antwortet niemand."]
    assert {duty.kind for duty in house.duties_of(number)} == {DutyKind.MARK_EXCERPT}
    assert len(house.sent_for(number)) == 2
