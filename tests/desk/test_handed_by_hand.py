"""A hand-over that failed by mail and was made by other means is proven by that (R5, R6, R7)."""

from datetime import timedelta

import pytest

from cases.duties import Duty, DutyKind
from cases.labels import Label
from store import dispatches, duties
from store.engine import writing
from store.erasing.erasure import erase_due
from store.settings import RetentionSettings
from tests.desk.builders import House, a_decision
from tests.desk.case_work import opened

FAILED = {DutyKind.HAND_OVER_FAILED}


def a_failed_hand_over(house: House, label: Label = Label.OBJECTION) -> int:
    """File a hand-over that the mail server refuses, everything else arrives."""
    number = house.files(a_decision(label))
    with writing(house.engine) as tx:
        first = dispatches.of_journal(tx, number)[0]
        dispatches.mark_refused(tx, first.id, answer="550 5.1.1", at=house.now)
        duty = Duty(kind=DutyKind.HAND_OVER_FAILED, due_on=house.now.date(), detail="refused")
        duties.open_duty(tx, duty, journal=number, at=house.now)
    house.delivers()
    return number


def erased(house: House) -> tuple[int, ...]:
    """Erase what is due now."""
    with writing(house.engine) as tx:
        return erase_due(tx, now=house.now, retention=RetentionSettings())


def test_r7_handed_over_by_other_means_it_is_erased_after_the_grace_time(house: House) -> None:
    """How, when and to whom is the proof; the citizen's question can be answered."""
    number = a_failed_hand_over(house)
    page = f"/eingang/{number}"

    form = opened(house.sign_in(), page, f"{page}/uebergeben")
    answer = form.send(how="personal", handed_on="2026-11-23")
    house.pass_time(timedelta(days=13))
    before = erased(house)
    house.pass_time(timedelta(days=2))

    browser = house.sign_in()
    assert answer.status_code == 303
    assert {duty.kind for duty in house.duties_of(number)}.isdisjoint(FAILED)
    assert "persönlich übergeben am Mo, 23.11.2026" in browser.see("/abgaben").text
    assert (before, erased(house)) == ((), (number,))


def test_r7_without_a_proof_it_is_never_erased(house: House) -> None:
    """Whatever time goes by."""
    a_failed_hand_over(house)

    house.pass_time(timedelta(days=400))

    assert erased(house) == ()


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"how": "", "handed_on": "2026-11-23"}, "wie das Original übergeben wurde"),
        ({"how": "taube", "handed_on": "2026-11-23"}, "wie das Original übergeben wurde"),
        ({"how": "fax", "handed_on": ""}, "an welchem Tag"),
        ({"how": "fax", "handed_on": "2026-11-24"}, "in der Zukunft"),
        ({"how": "fax", "handed_on": "2025-11-23"}, "noch nicht hier"),
        ({"how": "fax", "handed_on": "0001-01-01"}, "noch nicht hier"),
    ],
)
def test_r7_a_proof_says_how_and_when(house: House, fields: dict[str, str], complaint: str) -> None:
    """The duty stays until it does."""
    number = a_failed_hand_over(house)
    page = f"/eingang/{number}"

    answer = opened(house.sign_in(), page, f"{page}/uebergeben").send(**fields)

    assert answer.status_code == 400
    assert complaint in answer.text
    assert not {duty.kind for duty in house.duties_of(number)}.isdisjoint(FAILED)


def test_r7_the_duty_cannot_just_be_called_done(house: House) -> None:
    """That left the original for ever, without a proof."""
    number = a_failed_hand_over(house)
    duty = next(each for each in house.duties_of(number) if each.kind in FAILED)

    answer = house.sign_in().send(f"/eingang/{number}/erledigt", duty=duty.id)

    assert answer.status_code == 409


def test_r6_what_the_substitute_got_by_hand_is_kept_so(house: House) -> None:
    """The director learns nothing of it."""
    number = a_failed_hand_over(house, Label.SUPERVISORY_COMPLAINT)
    page = f"/eingang/{number}"

    opened(house.sign_in(), page, f"{page}/uebergeben").send(
        how="personal", handed_on="2026-11-23", to="substitute"
    )

    to_substitute = house.filing.keys.hash("address", "gfv@jobcenter.example")
    assert house.recipient_hashes(number)[-1] == to_substitute
