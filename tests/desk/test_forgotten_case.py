"""A case whose data are erased takes no new ones: nobody would ever erase them (R33)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cases.labels import Label
from store import register
from store.case_tables import case_notes, measures, protection_notes
from store.engine import reading, writing
from store.erasing.old_records import forget_old_records
from store.settings import RetentionSettings
from store.tables import case_texts
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.case_work import a_case, record_of

YEARS = timedelta(days=800)
CONTENT = (case_notes, measures, protection_notes, case_texts)


def forgets(house: House, case: str) -> None:
    """Close the case, end what lies on it, and let its time be over."""
    browser = house.sign_in()
    form = {"page": f"/vorgang/{case}", "row_version": record_of(house, case).row_version}
    closed = browser.send(f"/vorgang/{case}/abschliessen", result="justified", **form)
    assert closed.status_code == 303
    house.pass_time(YEARS)
    with writing(house.engine) as tx:
        forgotten = forget_old_records(tx, now=house.now, retention=RetentionSettings())
    assert forgotten.cases == (case,)


def written(house: House, case: str) -> int:
    """Count what is written on a case."""
    with reading(house.engine) as tx:
        return sum(
            tx.execute(select(func.count()).where(each.c.case_number == case)).scalar_one()
            for each in CONTENT
        )


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("notiz", {"kind": "note", "note_text": "Anna Muster rief an"}),
        ("schutz", {"protect_employee": "Frau X", "protect_wish": "zu zweit"}),
        (
            "massnahme",
            {
                "new_measure": "x",
                "new_measure_unit": "Leistung 1",
                "new_measure_due": "2029-03-01",
            },
        ),
    ],
)
def test_r33_nothing_is_written_on_a_forgotten_case(
    house: House, path: str, fields: dict[str, str]
) -> None:
    """Neither by a form left open nor by one that the page would still show."""
    case = a_case(house)
    forgets(house, case)
    version = record_of(house, case).row_version
    browser = house.sign_in()

    answer = browser.send(f"/vorgang/{case}/{path}", row_version=version, **fields)

    assert answer.status_code == 409
    assert written(house, case) == 0
    assert f"/vorgang/{case}/{path}" not in browser.see(f"/vorgang/{case}").text


def test_r33_a_message_decided_anew_opens_another_case_than_the_forgotten_one(
    house: House,
) -> None:
    """Its mail was kept longer than its case."""
    journal = house.files(a_decision(Label.COMPLAINT), a_letter())
    case = house.entry(journal).case_number
    forgets(house, case)

    version = house.entry(journal).row_version
    page = f"/eingang/{journal}"
    answer = house.sign_in().send(
        f"{page}/entscheiden", page=page, row_version=version, label="suggestion"
    )

    assert answer.status_code == 303
    assert house.entry(journal).case_number not in {"", case}
    assert written(house, case) == 0


def test_r33_a_later_mail_does_not_join_a_forgotten_case(house: House) -> None:
    """It refers to the first one and is of the same writer; it is a matter of its own."""
    first = a_letter()
    case = house.entry(house.files(a_decision(), first)).case_number
    forgets(house, case)
    message_id = first.partition(b"Message-ID: ")[2].partition(b"\n")[0].strip()

    later = house.files(
        a_decision(), b"In-Reply-To: " + message_id + b"\n" + a_letter("Noch eine Beschwerde.")
    )

    assert house.entry(later).case_number not in {"", case}
    assert written(house, case) == 0


def test_r8_a_case_is_not_forgotten_while_its_excerpt_is_to_be_marked(house: House) -> None:
    """What the officer marks then would stay for ever."""
    journal = house.files(a_decision(Label.OBJECTION, Label.COMPLAINT))
    house.delivers()
    case = house.entry(journal).case_number
    house.closes(case)
    house.pass_time(YEARS)

    with writing(house.engine) as tx:
        forgotten = forget_old_records(tx, now=house.now, retention=RetentionSettings())
        record = register.case(tx, case)

    assert forgotten.cases == ()
    assert record is not None
    assert record.erased_at is None
