"""Which known matter a message may answer (R9)."""

from sqlalchemy import Engine

from cases.decision import Verdict
from cases.labels import Label, Way
from cases.letter import LetterKind
from cases.plan import Retention
from store import dispatches, journal, register
from store.engine import writing
from store.journal import KnownMatter, known_matters
from tests.store.builders import (
    NOW,
    a_case,
    a_decision,
    a_handed_over_mail,
    a_sent_dispatch,
    a_taken_mail,
    an_outgoing,
    filed,
)

COMPLAINT = a_decision(Label.COMPLAINT, ways={Way.REGISTER: Verdict.DO})
ADDS_ONLY = a_decision(Label.OTHER, ways={})


def test_r9_our_message_id_leads_to_the_case(engine: Engine) -> None:
    """Writer and party are told apart: a colleague may have passed the letter on (R9a)."""
    with writing(engine) as tx:
        number = a_taken_mail(tx, sender_hash="colleague")
        case = a_case(tx, party_hash="citizen")
        journal.mark_decided(tx, number, COMPLAINT, filed(Retention.CASE, case_number=case), at=NOW)
        outgoing = an_outgoing("ack", kind=LetterKind.ACKNOWLEDGEMENT, ways=())
        dispatches.file(tx, outgoing, journal=number, at=NOW, not_before=NOW)
        found = known_matters(tx, own_message_ids=["<ack@krm.example>"])

    assert found == (
        KnownMatter(
            journal=number,
            case_number=case,
            labels=(Label.COMPLAINT,),
            handed_over=(),
            sender_hash="colleague",
            party_hash="citizen",
        ),
    )


def test_r9_a_reply_token_leads_to_a_hand_over(engine: Engine) -> None:
    """The ways that it went are told, in the order of the ways; an empty token leads nowhere."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)
        for way in (Way.DIRECTOR, Way.SGG):
            a_sent_dispatch(tx, number, way, at=NOW, ways=(way,), reply_token="")
        a_sent_dispatch(
            tx, number, "n", at=NOW, kind=LetterKind.TRANSFER_NOTICE, reply_token="token"
        )
        (found,) = known_matters(tx, tokens=["token"])
        nothing = known_matters(tx, tokens=[""], message_id_hashes=[""], own_message_ids=[""])

    assert (found.journal, found.handed_over) == (number, (Way.SGG, Way.DIRECTOR))
    assert (found.case_number, found.party_hash) == ("", "")
    assert nothing == ()


def test_r9_a_citizens_earlier_mail_is_found_by_its_hash(engine: Engine) -> None:
    """References name the writer's own first letter when ours was not answered."""
    with writing(engine) as tx:
        number = a_taken_mail(tx, message_id_hash="first")
        a_taken_mail(tx, 2, message_id_hash="another")
        found = known_matters(tx, message_id_hashes=["first", "unknown"])

    assert [matter.journal for matter in found] == [number]


def test_r9_the_surest_reference_comes_first_and_each_matter_once(engine: Engine) -> None:
    """Our Message-ID, then our token, then the citizen's own references."""
    with writing(engine) as tx:
        by_hash, by_token, by_id = (
            a_taken_mail(tx, uid, message_id_hash=f"hash-{uid}") for uid in (1, 2, 3)
        )
        a_sent_dispatch(tx, by_token, "t", at=NOW, reply_token="token")
        a_sent_dispatch(tx, by_id, "i", at=NOW)
        found = known_matters(
            tx,
            message_id_hashes=["hash-1", "hash-3"],
            tokens=["token"],
            own_message_ids=["<i@krm.example>"],
        )

    assert [matter.journal for matter in found] == [by_id, by_token, by_hash]


def test_r9_what_merely_followed_a_hand_over_leads_to_that_hand_over(engine: Engine) -> None:
    """A third letter refers to the second, which was sent on; the matter is the first."""
    with writing(engine) as tx:
        first = a_handed_over_mail(tx, 1)
        second = a_taken_mail(tx, 2, message_id_hash="second")
        journal.mark_decided(tx, second, ADDS_ONLY, filed(answers_journal=first), at=NOW)
        (found,) = known_matters(tx, message_id_hashes=["second"])

    assert (found.journal, found.labels) == (first, (Label.OBJECTION,))
    assert found.handed_over == (Way.SGG,)


def test_r9_a_new_concern_in_an_old_thread_is_a_matter_of_its_own(engine: Engine) -> None:
    """Who answers the notice about an objection does not write to the complaint before it."""
    with writing(engine) as tx:
        case = a_case(tx)
        first = a_taken_mail(tx, 1)
        journal.mark_decided(tx, first, COMPLAINT, filed(Retention.CASE, case_number=case), at=NOW)
        second = a_taken_mail(tx, 2, message_id_hash="second")
        journal.mark_decided(tx, second, a_decision(), filed(answers_journal=first), at=NOW)
        (found,) = known_matters(tx, message_id_hashes=["second"])

    assert (found.journal, found.case_number) == (second, "")


def test_r9_an_attached_letter_brings_the_labels_of_its_case(engine: Engine) -> None:
    """So that a petition's second letter is not taken for a new petition."""
    with writing(engine) as tx:
        case = a_case(tx)
        number = a_taken_mail(tx, message_id_hash="second")
        journal.mark_decided(
            tx, number, a_decision(Label.PRAISE, ways={}), filed(Retention.CASE), at=NOW
        )
        register.attach(tx, case, number, at=NOW)
        (found,) = known_matters(tx, message_id_hashes=["second"])

    assert found.labels == (Label.PRAISE, Label.COMPLAINT)


def test_r9_a_hand_over_that_failed_is_not_told_as_handed_over(engine: Engine) -> None:
    """Refused or come back: the next letter must not follow it into nothing."""
    with writing(engine) as tx:
        number = a_taken_mail(tx, message_id_hash="first")
        journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)
        bounced = a_sent_dispatch(tx, number, "a", at=NOW)
        dispatches.mark_bounced(tx, bounced, at=NOW)
        refused = dispatches.file(tx, an_outgoing("b"), journal=number, at=NOW, not_before=NOW)
        assert refused is not None
        dispatches.mark_refused(tx, refused, answer="550", at=NOW)
        (found,) = known_matters(tx, message_id_hashes=["first"])

    assert found.handed_over == ()


def test_r6_a_matter_tells_whom_its_hand_over_reached_and_from_whom_it_is_hidden(
    engine: Engine,
) -> None:
    """So that what follows it goes neither to the director nor before the officer's eyes."""
    with writing(engine) as tx:
        number = a_taken_mail(tx, message_id_hash="first")
        hidden = filed(hidden_from=("officer", "deputy"))
        journal.mark_decided(tx, number, a_decision(), hidden, at=NOW)
        a_sent_dispatch(tx, number, "a", at=NOW, ways=(Way.SGG,), recipient_hash="sgg")
        a_sent_dispatch(tx, number, "b", at=NOW, ways=(Way.DIRECTOR,), recipient_hash="gfv")
        (found,) = known_matters(tx, message_id_hashes=["first"])

    assert found.director_hash == "gfv"
    assert found.hidden_from == ("officer", "deputy")


def test_warnings_without_a_journal_line_lead_nowhere(engine: Engine) -> None:
    """An officer's answer to a warning belongs to no matter."""
    with writing(engine) as tx:
        outgoing = an_outgoing("w", kind=LetterKind.WARNING)
        dispatches.file(tx, outgoing, journal=None, at=NOW, not_before=NOW)
        found = known_matters(tx, own_message_ids=["<w@krm.example>"])

    assert found == ()
