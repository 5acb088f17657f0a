"""Letters, calls and visits entered by hand (R3, R4, R5, R12, R14)."""

import re
from base64 import b64encode
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from cases.duties import DutyKind
from cases.labels import Label
from cases.letter import LetterKind
from cases.mail import MailKind
from intake.reading.mail import read_mail
from store import deadlines, journal, register
from store.engine import reading, writing
from store.erasing import erasure
from store.people.accounts import AccountRole
from store.settings import RetentionSettings
from store.tables import cases, dispatch_wires, journal_lines, server_copies
from tests.desk.builders import House
from tests.desk.entering import PDF, enter, typed


def upload(house: House, content: bytes) -> TestResponse:
    """Send the form with a large scan; the test's own client puts it into no file either."""
    browser = house.sign_in()
    values = {
        **typed(text=""),
        "csrf_token": browser.token("/erfassen"),
        "scan": FileStorage(BytesIO(content), "brief.pdf"),
    }
    boundary, form = encode_multipart(values)
    content_type = f"multipart/form-data; boundary={boundary}"
    return browser.client.post("/erfassen", data=form, content_type=content_type)


def lines(house: House) -> list[int]:
    """Return the numbers in the journal."""
    with reading(house.engine) as tx:
        return list(tx.execute(select(journal_lines.c.number)).scalars())


def test_r4_a_letter_becomes_a_case_with_channel_step_unit_and_party(house: House) -> None:
    """The register knows how it came and how far it had come."""
    answer = enter(house, unit="Leistung 1", step="2")

    assert answer.status_code == 303
    with reading(house.engine) as tx:
        row = tx.execute(select(cases)).one()
        (text,) = register.texts(tx, row.number)
    assert (row.channel, row.escalation_step, row.unit) == ("letter", 2, "Leistung 1")
    assert (row.party_name, row.party_address) == ("Anna Muster", "")
    assert row.received_on == date(2026, 11, 20)
    assert "Das Telefon ist nie besetzt." in text.text
    assert "Hauptstraße 1, 76726 Musterstadt" in text.text


def test_r23_the_case_knows_where_to_write_to_without_typing_it_again(house: House) -> None:
    """Each line of the address by itself, as on an envelope."""
    enter(house, postal="Hauptstraße 1\r\n 76726 Musterstadt \r\n")

    with reading(house.engine) as tx:
        row = tx.execute(select(cases)).one()
        (text,) = register.texts(tx, row.number)
    assert row.party_postal == "Hauptstraße 1\n76726 Musterstadt"
    assert row.party_phone == "07274 12345"
    assert "Anschrift: Hauptstraße 1, 76726 Musterstadt" in text.text


def test_r4_its_page_names_the_person_and_no_mailbox(house: House) -> None:
    """It had no sender and no address that it went to."""
    enter(house)

    page = house.sign_in().see("/eingang/1").text

    assert re.search(r"<dt>Von</dt><dd>\s*<bdi>Anna Muster</bdi>", page)
    assert "<dt>An</dt>" not in page


def test_r1_it_has_a_journal_line_of_its_own_with_the_place_desk(house: House) -> None:
    """No copy on the mail server is looked for, moved or erased."""
    enter(house)

    (number,) = lines(house)
    entry = house.entry(number)
    with reading(house.engine) as tx:
        copies = tx.execute(select(server_copies)).all()
        on_server = erasure.server_copies_to_erase(
            tx, mailbox="desk", now=house.now, retention=RetentionSettings()
        )
    assert (entry.place.mailbox, entry.place.folder) == ("desk", "letter")
    assert entry.place.uid_validity == 0
    assert entry.kind is MailKind.HUMAN
    assert (copies, on_server) == ([], ())


def test_r14_limits_count_from_the_day_of_the_stamp(house: House) -> None:
    """Received on Friday, entered on Monday."""
    enter(house)

    with reading(house.engine) as tx:
        limits = {each.kind: each.due_on for each in deadlines.open_of(tx, 1)}
    assert limits == {"first_reaction": date(2026, 12, 1), "close": date(2026, 12, 10)}


def test_r12_the_notice_lies_ready_to_print(house: House) -> None:
    """Nothing goes by mail to somebody who wrote on paper, even where an address is known."""
    answer = enter(house, address="anna@citizen.example")

    (number,) = lines(house)
    (duty,) = (d for d in house.duties_of(number) if d.kind is DutyKind.NOTICE_BY_HAND)
    browser = house.sign_in()
    assert answer.status_code == 303
    assert duty.detail == "by_hand"
    assert house.sent_for(number) == ()
    assert "20.11.2026" in browser.see(f"/eingang/{number}/bestaetigung").text
    assert "anna@citizen.example" in browser.see(f"/eingang/{number}/bestaetigung").text


def test_r5_an_objection_on_paper_goes_to_sgg_with_the_scan_and_opens_no_case(
    house: House,
) -> None:
    """The original that SGG gets holds what was typed and what was scanned."""
    scan = (BytesIO(PDF), "../../Widerspruch.exe.PDF")
    enter(house, label="objection", text="Widerspruch gegen den Bescheid", scan=scan)

    (number,) = lines(house)
    with reading(house.engine) as tx:
        records = register.cases(tx)
        content = journal.content(tx, number)
        wire = tx.execute(select(dispatch_wires.c.content)).scalar_one()
    assert content
    (attachment,) = read_mail(content).attachments
    assert records == ()
    assert [line.kind for line in house.sent_for(number)] == [LetterKind.HAND_OVER]
    assert attachment.content_type == "application/pdf"
    assert attachment.name == "_.._Widerspruch.exe.pdf"
    assert b64encode(PDF)[:36] in wire


def test_r6_a_supervisory_complaint_about_the_director_goes_to_the_substitute(
    house: House,
) -> None:
    """As with mail."""
    enter(house, label="supervisory_complaint", director="substitute")

    hashes = house.recipient_hashes(1)
    assert hashes == (house.filing.keys.hash("address", "gfv@jobcenter.example"),)


def test_r8_a_letter_with_two_concerns_takes_both_ways(house: House) -> None:
    """The hand-over goes at once, the case waits for its excerpt."""
    enter(house, label="complaint", also=["objection"])

    assert [line.kind for line in house.sent_for(1)] == [LetterKind.HAND_OVER]
    assert DutyKind.MARK_EXCERPT in {duty.kind for duty in house.duties_of(1)}
    assert house.entry(1).labels == (Label.COMPLAINT, Label.OBJECTION)


@pytest.mark.parametrize(
    ("channel", "step", "code"),
    [
        ("personal", "1", 303),
        ("personal", "3", 303),
        ("telephone", "1", 303),
        ("telephone", "3", 400),
        ("letter", "1", 400),
    ],
)
def test_r4_what_was_settled_on_the_spot_is_not_recorded(
    house: House, channel: str, step: str, code: int
) -> None:
    """Nothing is stored; a letter, or a call that reached KRM itself, always is."""
    answer = enter(house, channel=channel, step=step, settled="yes")

    assert answer.status_code == code
    assert lines(house) == []
    assert house.accesses() == [("officer", "signed_in", None)] or code == 400


def test_r1_a_form_sent_twice_is_entered_once(house: House) -> None:
    """A double click, or a reload."""
    browser = house.sign_in()
    for _ in range(2):
        answer = browser.send("/erfassen", page="/erfassen", **typed())

    assert answer.status_code == 303
    assert len(lines(house)) == 1
    assert "Das ist schon erfasst: Eingang 1." in browser.see("/").text


def test_two_calls_with_the_same_words_are_two(house: House) -> None:
    """Nothing joins them."""
    enter(house, channel="telephone")
    enter(house, channel="telephone", form_id="form-2")

    with reading(house.engine) as tx:
        assert len(register.cases(tx)) == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("received_on", "2026-11-24", "Der Eingangstag kann nicht in der Zukunft liegen."),
        ("received_on", "2025-11-01", "Der Eingangstag liegt mehr als ein Jahr zurück."),
        ("received_on", "gestern", "Bitte geben Sie ein Datum an, zum Beispiel 23.11.2026."),
        ("label", "", "Bitte wählen Sie aus, worum es geht."),
        ("text", " ", "Bitte schreiben Sie, worum es geht, oder laden Sie den Brief hoch."),
        ("address", "anna@", "Diese E-Mail-Adresse ist nicht vollständig."),
        ("unit", "Keller", "Diese Stelle gibt es nicht."),
    ],
)
def test_r14_what_does_not_hold_together_is_told_and_not_lost(
    house: House, field: str, value: str, sentence: str
) -> None:
    """The form stands there again with all that was typed."""
    answer = enter(house, **{field: value})

    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Hauptstraße 1, 76726 Musterstadt" in answer.text
    assert lines(house) == []


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<html><script>", b"GIF89a"])
def test_a_file_that_is_no_scan_is_refused_whatever_its_name(house: House, content: bytes) -> None:
    """Its bytes decide, not its name."""
    answer = enter(house, scan=(BytesIO(content), "brief.pdf"))

    assert answer.status_code == 400
    assert "Bitte nur PDF, JPEG, PNG oder TIFF." in answer.text
    assert "Bitte wählen Sie die Dateien noch einmal aus" in answer.text


def test_a_scan_larger_than_a_form_is_taken(house: House) -> None:
    """Two megabytes of a picture."""
    answer = upload(house, PDF + b" " * 2_000_000)

    assert answer.status_code == 303
    assert house.entry(1).size > 2_000_000


def test_a_scan_that_no_mail_server_would_take_is_refused(house: House) -> None:
    """Before it lies in the outbox."""
    answer = upload(house, PDF + b" " * 15_000_001)

    assert answer.status_code == 400
    assert "Die Dateien sind zusammen größer als 15 MB." in answer.text


def test_r7_an_objection_on_paper_is_erased_like_any_other(house: House) -> None:
    """Once delivery is proven and the grace time is over, with its party."""
    enter(house, label="objection")
    with writing(house.engine) as tx:
        tx.execute(journal_lines.update().values(decided_at=house.now))
    browser = house.sign_in()
    browser.send("/eingang/1/bestaetigung/brief", row_version=house.entry(1).row_version)
    house.delivers()

    house.clock[0] = house.now.replace(month=12, day=20)
    with writing(house.engine) as tx:
        erased = erasure.erase_due(tx, now=house.now, retention=RetentionSettings())

    assert erased == (1,)
    assert "Anna Muster" not in browser.see("/eingang/1").text


def test_r29_only_officers_enter(house: House) -> None:
    """The director works no mail."""
    assert house.sign_in(AccountRole.DIRECTOR).see("/erfassen").status_code == 403


def test_r33_entering_is_logged(house: House) -> None:
    """With the number of the line."""
    enter(house)

    assert ("officer", "enter_by_hand", 1) in house.accesses()


def test_the_program_decides_nothing_about_what_is_being_entered(house: House) -> None:
    """The line is reserved for the officer's decision."""
    enter(house)

    assert house.entry(1).decided_by == "officer"
    assert house.entry(1).lease_until is None
