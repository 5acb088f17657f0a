"""Which matter a message answers (R9, R9b), asked of a real database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cases.labels import Label, Way
from cases.letter import Letter, LetterKind
from cases.mail import Address, Mail, MailKind, Place, RawMail
from cases.plan import CaseOpening, Retention
from cases.received import Matter
from correspondence.compose import compose
from correspondence.occasion import Occasion
from intake.fingerprint import fingerprint
from intake.follow_up import find_matter, is_returned, tokens_in
from store import dispatches, journal, register, schema
from store.dispatches import Outgoing
from store.engine import open_engine, reading, writing
from store.journal import Filed
from store.keys import Keys
from tests.builders import CITIZEN, COLLEAGUE, MONDAY_NINE, a_decision, a_mail, an_office

KEYS = Keys(key=b"k" * 32)
STRANGER = Address(address="stranger@kunde.example")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Give an empty database."""
    engine = open_engine(f"sqlite:///{tmp_path}/krm.db")
    schema.upgrade(engine)
    yield engine
    engine.dispose()


def known_matter(engine: Engine, label: Label, *, mail: Mail | None = None) -> Outgoing:
    """File a first mail of the citizen with this label, and return our letter about it."""
    way = {Label.OBJECTION: Way.SGG}.get(label)
    kind = LetterKind.HAND_OVER if way else LetterKind.ACKNOWLEDGEMENT
    to = "sgg@jobcenter.example" if way else CITIZEN.address
    occasion = Occasion(
        office=an_office(),
        sender="krm@jobcenter.example",
        keys=KEYS,
        received_at=MONDAY_NINE,
        sent_at=MONDAY_NINE,
        journal=1,
        case_number="" if way else "2026-000001",
        original=b"Subject: x\r\n\r\nText\r\n",
        fresh_id="0" * 32,
    )
    letter = compose(Letter(kind=kind, to=to, way=way, labels=(label,)), occasion)
    place = Place(mailbox="krm@mail.example", folder="INBOX", uid_validity=1, uid=1)
    raw = RawMail(content=b"x", place=place, received_at=MONDAY_NINE)
    case = "" if way else "2026-000001"
    filed = Filed(kind=MailKind.HUMAN, retention=Retention.CASE, case_number=case)
    with writing(engine) as tx:
        taken = journal.take(tx, raw, fingerprint(mail or a_mail(), KEYS), at=MONDAY_NINE)
        journal.mark_decided(tx, taken.number, a_decision(label), filed, at=MONDAY_NINE)
        if case:
            register.open_case(
                tx,
                case,
                CaseOpening(labels=(label,), party=CITIZEN),
                received_on=MONDAY_NINE.date(),
                party_hash=KEYS.hash("address", CITIZEN.address),
                at=MONDAY_NINE,
            )
        number, at = taken.number, MONDAY_NINE
        dispatches.file(tx, letter, journal=number, case_number=case, at=at, not_before=at)
    return letter


def matter_of(engine: Engine, mail: Mail) -> Matter | None:
    """Ask which matter a mail answers."""
    with reading(engine) as tx:
        return find_matter(tx, mail, KEYS, an_office())


def test_r9_a_reply_to_our_letter_by_the_party_is_its_case(engine: Engine) -> None:
    """In-Reply-To names our Message-ID, the sender is the citizen of the case."""
    ours = known_matter(engine, Label.COMPLAINT)

    assert matter_of(engine, a_mail(in_reply_to=ours.message_id)) == Matter(
        journal=1,
        case_number="2026-000001",
        labels=(Label.COMPLAINT,),
        sender_is_party=True,
    )


def test_r9_the_sign_in_the_letter_leads_to_the_case_where_headers_are_lost(
    engine: Engine,
) -> None:
    """The reply token in the quoted foot of our letter."""
    ours = known_matter(engine, Label.COMPLAINT)
    reply = a_mail(text=f"Danke.\n\n> Zeichen: {ours.reply_token}\n")

    matter = matter_of(engine, reply)

    assert matter is not None
    assert matter.case_number == "2026-000001"


def test_r9_a_reply_by_somebody_else_is_known_as_such(engine: Engine) -> None:
    """People forward our letters: the stranger is no party."""
    ours = known_matter(engine, Label.COMPLAINT)

    matter = matter_of(engine, a_mail(in_reply_to=ours.message_id, sender=STRANGER))

    assert matter is not None
    assert not matter.sender_is_party


def test_r9a_a_colleague_who_passes_on_another_citizens_letter_is_no_party(
    engine: Engine,
) -> None:
    """The colleague answers in an old thread of her own, with a new citizen's letter in it."""
    first = a_mail(sender=COLLEAGUE, text="siehe Anhang", forwarded=(a_mail(),))
    known_matter(engine, Label.COMPLAINT, mail=first)
    new = a_mail(sender=STRANGER, message_id="<new@kunde.example>")

    again = matter_of(engine, replace(first, in_reply_to=first.message_id))
    another = matter_of(engine, replace(first, in_reply_to=first.message_id, forwarded=(new,)))

    assert again is not None
    assert again.sender_is_party
    assert another is not None
    assert not another.sender_is_party


def test_r9_a_bare_case_number_never_decides(engine: Engine) -> None:
    """The number in the subject and in the text is no reference."""
    known_matter(engine, Label.COMPLAINT)

    assert matter_of(engine, a_mail(subject="[2026-000001]", text="Zu 2026-000001")) is None


def test_r9_a_token_that_nobody_gave_out_leads_nowhere(engine: Engine) -> None:
    """A guessed sign is unknown to the store."""
    known_matter(engine, Label.COMPLAINT)

    assert matter_of(engine, a_mail(text="Zeichen: aaaaaaaaaaaaaaaaaaaaaaaa")) is None


def test_r9b_what_sgg_sends_back_is_returned(engine: Engine) -> None:
    """SGG answers our hand-over; the same from a citizen is not a return."""
    ours = known_matter(engine, Label.OBJECTION)
    back = a_mail(in_reply_to=ours.message_id, sender=Address(address="sgg@jobcenter.example"))
    from_citizen = a_mail(in_reply_to=ours.message_id)

    assert is_returned(back, matter_of(engine, back), an_office())
    assert not is_returned(from_citizen, matter_of(engine, from_citizen), an_office())


def test_r9b_mail_of_sgg_without_a_reference_is_no_return() -> None:
    """Nothing says which hand-over it would be."""
    mail = a_mail(sender=Address(address="sgg@jobcenter.example"))

    assert not is_returned(mail, None, an_office())


def test_r9_an_id_of_ours_that_a_server_altered_still_leads_to_the_case(engine: Engine) -> None:
    """Some servers write ids in capitals, or put their own host behind them."""
    ours = known_matter(engine, Label.COMPLAINT)
    local = ours.message_id.strip("<>").partition("@")[0]

    matter = matter_of(engine, a_mail(in_reply_to=f"<{local.upper()}@relay.example>"))

    assert matter is not None
    assert matter.sender_is_party


def test_r9_our_letter_sent_back_as_an_attachment_leads_to_the_case(engine: Engine) -> None:
    """The citizen attaches our letter to a new mail, and asks about it."""
    ours = known_matter(engine, Label.COMPLAINT)
    enclosed = a_mail(message_id=ours.message_id, sender=Address(address="krm@jobcenter.example"))

    matter = matter_of(engine, a_mail(message_id="<new@kunde.example>", forwarded=(enclosed,)))

    assert matter is not None
    assert matter.case_number == "2026-000001"


def test_r9_an_older_letter_in_the_thread_is_enough(engine: Engine) -> None:
    """In-Reply-To names a mail that we never saw; References goes back to ours."""
    ours = known_matter(engine, Label.COMPLAINT)
    between = "<between@kunde.example>"

    matter = matter_of(engine, a_mail(in_reply_to=between, references=(ours.message_id, between)))

    assert matter is not None
    assert matter.sender_is_party


def test_r9b_the_director_and_the_substitute_return_what_they_got(engine: Engine) -> None:
    """Whoever of the receivers answers, it is a return; an office outside is none."""
    ours = known_matter(engine, Label.OBJECTION)

    def returns(address: str) -> bool:
        back = a_mail(in_reply_to=ours.message_id, sender=Address(address=address))
        return is_returned(back, matter_of(engine, back), an_office())

    assert returns("gf@jobcenter.example")
    assert returns("gfv@jobcenter.example")
    assert not returns("gf@elsewhere.example")


SIGN = "abcdefghijklmnopqrstuvw2"


@pytest.mark.parametrize(
    "text",
    [
        f"Zeichen: {SIGN}",
        f"> Zeichen: {SIGN}\n>> Zeichen:  {SIGN} \n",
        f"> Zeichen:\n> {SIGN}\n",
        f"| Zeichen: {SIGN} Am 3.5. schrieb",
        f"Sie können antworten. Zeichen: {SIGN}, so steht es da.",
    ],
)
def test_r9_signs_are_read_once_however_they_are_quoted(text: str) -> None:
    """Marked, wrapped, or run together with what follows."""
    assert tokens_in(text) == (SIGN,)


@pytest.mark.parametrize(
    "text", ["Zeichen:", "Zeichen: W 402/24", f"Zeichen: {SIGN}a", f"Ihr {SIGN}", "Zeichen: ABC"]
)
def test_r9_other_signs_are_none_of_ours(text: str) -> None:
    """Offices and insurers have signs, too."""
    assert tokens_in(text) == ()
