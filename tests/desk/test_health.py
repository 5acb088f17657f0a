"""How the service does, in words and numbers, readable for the admin (R29)."""

from datetime import timedelta

from cases.decision import DecidedBy, Decision, Verdict
from cases.labels import Label, Way
from store import health
from store.engine import writing
from store.people.accounts import AccountRole
from tests.desk.builders import MONDAY_NINE, House, a_decision, a_letter


def test_r1_the_page_tells_since_when_the_mailbox_is_connected_and_that_nothing_is_left(
    house: House,
) -> None:
    """Connected for an hour, looked at just now."""
    with writing(house.engine) as tx:
        health.beat(tx, "mailbox", at=house.now - timedelta(hours=1), is_well=True, note="")
        health.beat(tx, "mailbox", at=house.now, is_well=True, note="")

    page = house.sign_in().see("/").text

    assert (
        "Postfach: verbunden seit Mo, 23.11.2026, 08:00 Uhr, zuletzt Mo, 23.11.2026, 09:00 Uhr."
    ) in page
    assert "Auf dem Mailserver liegt keine Nachricht, die nicht erfasst ist." in page


def test_the_last_message_taken_in_is_told(house: House) -> None:
    """By the time it was taken in, not by its receipt."""
    house.files(received_at=MONDAY_NINE - timedelta(days=2))

    page = house.sign_in().see("/").text

    assert "Letzte Nachricht erfasst: Mo, 23.11.2026, 09:00 Uhr." in page


def test_r13_limits_that_are_over_or_end_today_are_counted(house: House) -> None:
    """One first reaction and one case are over since long, one first reaction; a case is due."""
    for days in (35, 20, 0):
        received = MONDAY_NINE - timedelta(days=days)
        house.files(content=a_letter(f"Brief {days}"), received_at=received)

    page = house.sign_in().see("/").text

    assert "Fristen: 3 sind vorbei, 1 endet heute." in page
    assert "Etwas läuft nicht, wie es soll." in page


def test_no_limit_at_risk_is_told_too(house: House) -> None:
    """An office that is in time sees so."""
    assert "Fristen: keine ist vorbei, keine endet heute." in house.sign_in().see("/").text


def test_r36_the_model_that_decides_is_told(house: House) -> None:
    """By the last decision that a model made."""
    decision = Decision(
        labels=(Label.COMPLAINT,),
        ways={Way.SGG: Verdict.NO, Way.DIRECTOR: Verdict.NO, Way.REGISTER: Verdict.DO},
        decided_by=DecidedBy.MODEL,
        model="builtin 7",
    )
    house.files(decision)

    assert "Modell, das entscheidet: builtin 7." in house.sign_in().see("/").text


def test_r29_the_admin_reads_health_without_personal_data(house: House) -> None:
    """No citizen, no case, no message number."""
    house.files(a_decision(Label.OBJECTION), a_letter("Geheim", subject="Geheim"))
    case = house.entry(house.files()).case_number

    page = house.sign_in(AccountRole.ADMIN).see("/").text

    assert "Letzte Nachricht erfasst" in page
    assert "Ausgang: " in page
    for personal in ("Geheim", "Anna", "citizen.example", case, "/eingang/"):
        assert personal not in page
