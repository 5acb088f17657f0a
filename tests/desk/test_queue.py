"""What waits, in which order, and how its limit is told (R10, R5a, R24)."""

import re
from datetime import timedelta

from cases.decision import OtherKind
from cases.duties import Duty, DutyKind, Role
from cases.labels import Label, Way
from store import dispatches, duties, health
from store.engine import writing
from store.people import accounts
from store.people.accounts import AccountRole
from tests.desk.builders import MONDAY_NINE, PASSWORD_HASH, House, a_decision, a_letter

ASK_SGG = a_decision(Label.OBJECTION, asks=frozenset({Way.SGG}))
ASK_REGISTER = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))


def reasons_in(page: str) -> list[str]:
    """Return why each line of the queue is there, from top to bottom."""
    cells = re.findall(r'<th scope="row">\s*(?:<a [^>]*>)?([^<]+)', page)
    return [cell.strip() for cell in cells]


def words_beside_headlines(page: str) -> list[str]:
    """Return what else waits about each message, as a screen reader says it."""
    cells = re.findall(r'<small class="also">(.*?)</small>', page, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", "", cell).split()) for cell in cells]


def test_r24_r5a_petitions_stand_first_then_suspicions_then_the_soonest_limit(house: House) -> None:
    """Filed in the wrong order on purpose; the complaint's limit is the soonest of all."""
    house.files(a_decision(Label.COMPLAINT))
    house.files(ASK_REGISTER, received_at=MONDAY_NINE - timedelta(days=9))
    house.files(ASK_SGG)
    house.files(a_decision(Label.PETITION))

    page = house.sign_in().see("/").text

    assert reasons_in(page) == [
        "Petition oder Eingabe",
        "Vielleicht ein Widerspruch",
        "Bitte entscheiden",
        "Offener Vorgang",
    ]


def test_r10_within_a_section_the_soonest_limit_stands_first(house: House) -> None:
    """The older complaint has the sooner limit, whenever it was filed."""
    newer = house.files(ASK_REGISTER)
    older = house.files(ASK_REGISTER, received_at=MONDAY_NINE - timedelta(days=3))

    page = house.sign_in().see("/").text

    assert page.index(f"Nr. {older}<") < page.index(f"Nr. {newer}<")


def test_r10_a_message_with_several_duties_stands_in_one_line(house: House) -> None:
    """The most urgent is the headline; the others stand behind it as small words."""
    number = house.files(
        a_decision(Label.OBJECTION, Label.COMPLAINT), b"Subject: x\r\n\r\nNiemand antwortet.\r\n"
    )

    page = house.sign_in().see("/").text

    assert len(house.duties_of(number)) == 3
    assert reasons_in(page) == ["Auszug für den Vorgang fehlt"]
    assert words_beside_headlines(page) == [
        (
            "außerdem: Bestätigung geht nicht von selbst hinaus Eingang 1, "
            "Offener Vorgang KRM-2026-0001"
        )
    ]


def test_the_count_is_of_messages(house: House) -> None:
    """Two messages with four duties are two; the browser's tab says so as well."""
    for _ in range(2):
        house.files(a_decision(Label.OBJECTION, Label.COMPLAINT))

    page = house.sign_in().see("/").text

    assert '<p class="count">2 Nachrichten</p>' in page
    assert "<title>(2) Was wartet" in page


def test_r24_a_message_stands_where_its_most_urgent_duty_stands(house: House) -> None:
    """The failed hand-over of a mixed message lifts all of it over a sooner decision."""
    house.files(ASK_REGISTER, received_at=MONDAY_NINE - timedelta(days=9))
    mixed = house.files(a_decision(Label.OBJECTION, Label.COMPLAINT))
    failed = Duty(kind=DutyKind.HAND_OVER_FAILED, due_on=house.now.date(), detail="refused")
    with writing(house.engine) as tx:
        duties.open_duty(tx, failed, journal=mixed, at=house.now)

    page = house.sign_in().see("/").text

    assert reasons_in(page) == ["Abgabe nicht zugestellt", "Bitte entscheiden"]
    assert words_beside_headlines(page) == [
        "außerdem: Auszug für den Vorgang fehlt Eingang 2, Offener Vorgang KRM-2026-0001"
    ]


def test_r10_a_limit_sooner_than_the_headlines_is_told_beside_it(house: House) -> None:
    """The petition stands first whatever its limit; the letter to print is due before it."""
    house.files(a_decision(Label.PETITION), b"Subject: x\r\n\r\nAn den Landtag.\r\n")

    page = house.sign_in().see("/").text

    assert reasons_in(page) == ["Petition oder Eingabe"]
    assert words_beside_headlines(page) == [
        "außerdem: Bestätigung geht nicht von selbst hinaus Eingang 1 (noch 7 Arbeitstage)"
    ]


def test_r29_the_director_sees_no_duty_of_others_beside_the_own(house: House) -> None:
    """The suspicion was handed up; that the case has no excerpt yet is the officer's."""
    number = house.files(ASK_SGG, a_letter("Frage"))
    with writing(house.engine) as tx:
        duties.hand_to(tx, house.duties_of(number)[0].id, Role.DIRECTOR)
        excerpt = Duty(kind=DutyKind.MARK_EXCERPT, due_on=house.duties_of(number)[0].due_on)
        duties.open_duty(tx, excerpt, journal=number, at=house.now)

    director = house.sign_in(AccountRole.DIRECTOR).see("/").text
    officer = house.sign_in().see("/").text

    assert reasons_in(director) == ["Vielleicht ein Widerspruch"]
    assert words_beside_headlines(director) == []
    assert words_beside_headlines(officer) == ["außerdem: Auszug für den Vorgang fehlt Eingang 1"]


def test_a_limit_is_told_in_words_and_working_days_not_by_colour_alone(house: House) -> None:
    """Received on Friday, a suspicion is due on Monday; on Tuesday it is a working day late."""
    house.files(ASK_SGG, received_at=MONDAY_NINE - timedelta(days=3))
    browser = house.sign_in()

    on_monday = browser.see("/").text
    house.pass_time(timedelta(days=1))
    browser = house.sign_in()
    on_tuesday = browser.see("/").text

    assert "heute" in on_monday
    assert "bis Mo, 23.11.2026" in on_monday
    assert "seit 1 Arbeitstag vorbei" in on_tuesday


def test_the_queue_holds_no_word_of_a_message(house: House) -> None:
    """Neither subject nor sender stands in the list; it needs no entry in the access log."""
    house.files(ASK_SGG, a_letter("Geheimer Inhalt", subject="Geheimer Betreff"))

    page = house.sign_in().see("/").text

    assert "Geheimer" not in page
    assert "citizen.example" not in page


def test_a_case_is_reached_under_its_number(house: House) -> None:
    """The line of an open case leads to the case, not to the message."""
    number = house.files()

    page = house.sign_in().see("/").text

    assert f'href="/vorgang/{house.entry(number).case_number}"' in page


def test_what_may_carry_a_term_says_so(house: House) -> None:
    """The hint of the line tells why the message must not lie around (R9c)."""
    house.files(a_decision(Label.OTHER, other_kind=OtherKind.MAY_CARRY_TERM))

    assert "daran kann eine Frist hängen" in house.sign_in().see("/").text


def test_an_empty_queue_says_that_nothing_waits(house: House) -> None:
    """An officer who has done all sees so at a glance."""
    assert "Nichts wartet" in house.sign_in().see("/").text


def test_r10_the_queue_renews_itself_every_minute_where_the_officer_wants_it(house: House) -> None:
    """Unasked it stays still, so that nobody loses the place while reading."""
    house.files(ASK_SGG)
    browser = house.sign_in()

    still, renewing = browser.see("/"), browser.see("/?takt=minute")

    assert "Refresh" not in still.headers
    assert 'href="/?takt=minute"' in still.text
    assert renewing.headers["Refresh"] == "60"
    assert "anhalten" in renewing.text
    assert "<title>(1) Was wartet" in renewing.text


def test_health_is_told_in_words(house: House) -> None:
    """Unjournalled mail, waiting letters and a broken round each have their sentence."""
    house.files()
    with writing(house.engine) as tx:
        health.beat(tx, "mailbox", at=house.now, is_well=False, note="3 missing", count=3)
        health.beat(tx, "post", at=house.now, is_well=False, note="no line")

    page = house.sign_in().see("/").text

    assert (
        "Postfach: verbunden Mo, 23.11.2026, 09:00 Uhr, aber 3 Nachrichten auf dem Server sind "
        "noch nicht erfasst."
    ) in page
    assert "Versand: Schreiben kommen gerade nicht hinaus, Mo, 23.11.2026, 09:00 Uhr." in page
    assert 'Für die Technik: <span lang="en">no line</span>' in page
    assert "Ausgang: 1 Schreiben wartet." in page
    assert "Etwas läuft nicht, wie es soll." in page


def test_health_tells_of_letters_that_do_not_arrive_and_mail_not_yet_read(house: House) -> None:
    """One refused, one that failed at the first try, one message that nobody has judged."""
    house.files(a_decision(Label.OBJECTION))
    house.arrives(a_letter("noch nicht gelesen"))
    later = house.now + timedelta(minutes=1)
    with writing(house.engine) as tx:
        refused = dispatches.lease_next(tx, now=later, lease=timedelta(minutes=5))
        late = dispatches.lease_next(tx, now=later, lease=timedelta(minutes=5))
        assert refused
        assert late
        dispatches.mark_refused(tx, refused.id, answer="550 5.1.1", at=later)
        dispatches.try_later(tx, late.id, answer="451", not_before=later)

    page = house.sign_in().see("/").text

    assert "Ausgang: 1 Schreiben wurde abgelehnt." in page
    assert "Ausgang: 1 Schreiben kam beim ersten Versuch nicht an." in page
    assert "1 Nachricht wird gerade gelesen." in page


def test_a_round_that_is_silent_for_long_counts_as_stopped(house: House) -> None:
    """Well at its last word does not mean well now."""
    with writing(house.engine) as tx:
        health.beat(tx, "mailbox", at=house.now, is_well=True, note="")
    well = house.sign_in().see("/").text

    house.pass_time(timedelta(minutes=16))
    stopped = house.sign_in().see("/").text

    assert "Alles läuft." in well
    assert "Postfach: steht seit Mo, 23.11.2026, 09:00 Uhr." in stopped


def test_r6_an_account_whose_name_the_settings_do_not_know_is_told(house: House) -> None:
    """By that name complaints are hidden; capital letters and blanks do not matter."""
    with writing(house.engine) as tx:
        for name, full_name in (("neu", "Nora Neu"), ("erika2", " erika  BEISPIEL ")):
            accounts.add(
                tx,
                name,
                full_name=full_name,
                role=AccountRole.DEPUTY,
                password_hash=PASSWORD_HASH,
                at=house.now,
            )

    page = house.sign_in().see("/").text

    assert "Konto „neu“: Sein voller Name steht nicht unter [contact]" in page
    assert page.count("Konto „") == 1
