"""What attachments add to a decision: letters in them are never lost, papers decide nothing."""

from dataclasses import replace

import pytest

from cases.decision import DecidedBy, Decision, OtherKind, Verdict
from cases.labels import Label, Way
from cases.mail import Address, Attachment, AttachmentState, Mail
from tests.triage.papers import (
    DECISION,
    LETTER,
    OBJECTION_DECISION,
    STATEMENT_OF_ACCOUNT,
    SUPERVISORY,
)
from triage.attached_letters import attached_letters, with_attachments
from triage.chain import judge_mail
from triage.model.artefact import builtin

POINTS = "Siehe Anhang"
COMPLAINT = (
    "Sehr geehrte Damen und Herren,\n\nseit sechs Wochen versuche ich, jemanden zu erreichen. "
    "Niemand geht ans Telefon, meine Mails bleiben liegen. Das ist unzumutbar, ich beschwere "
    "mich darüber.\n\nMit freundlichen Grüßen\nAnna Beispiel"
)
PAPERS = "Guten Tag,\n\nich sende Ihnen die Unterlagen für meinen Antrag.\n\nAnna Beispiel"
DO, ASK, NO = Verdict.DO, Verdict.ASK, Verdict.NO


def a_file(
    text: str = "", state: AttachmentState = AttachmentState.TEXT, *, name: str = "scan.pdf"
) -> Attachment:
    """Return an attached PDF in which this text was found."""
    return Attachment(
        index=0,
        name=name,
        content_type="application/pdf",
        size=9,
        sha256=name,
        text=text,
        state=state,
    )


def judged(text: str, *files: Attachment, subject: str = "Schreiben") -> Decision:
    """Return the decision about a mail with these files."""
    mail = Mail(
        sender=Address(address="anna@kunde.example"),
        subject=subject,
        text=text,
        attachments=files,
    )
    return judge_mail(mail, classifier=builtin())


OBJECTION = Decision(
    labels=(Label.OBJECTION,),
    ways={Way.SGG: DO, Way.DIRECTOR: NO, Way.REGISTER: NO},
    decided_by=DecidedBy.RULE,
)
DOUBTFUL = replace(OBJECTION, ways={Way.SGG: ASK, Way.DIRECTOR: NO, Way.REGISTER: NO})
ACCUSATION = replace(
    OBJECTION,
    labels=(Label.SUPERVISORY_COMPLAINT,),
    ways={Way.SGG: NO, Way.DIRECTOR: DO, Way.REGISTER: NO},
)


def test_r5_a_letter_that_is_sure_by_itself_decides_where_the_mail_only_points_to_it() -> None:
    """To say that there is an attachment makes the judge doubt, but is no part of the letter."""
    mail = Mail(text=POINTS, attachments=(a_file(LETTER),))

    assert with_attachments(DOUBTFUL, mail, lambda _: OBJECTION) == OBJECTION


def test_r5a_what_the_whole_mail_asks_about_is_not_forgotten_for_a_surer_letter() -> None:
    """The subject may name an objection while the attached letter accuses a person."""
    mail = Mail(text=POINTS, attachments=(a_file(SUPERVISORY),))

    decision = with_attachments(DOUBTFUL, mail, lambda _: ACCUSATION)

    assert decision.ways == {Way.SGG: ASK, Way.DIRECTOR: ASK, Way.REGISTER: NO}


@pytest.mark.parametrize(
    "files",
    [
        (a_file(LETTER),),
        (a_file(DECISION, name="bescheid.pdf"), a_file(LETTER)),
        (a_file(f"{DECISION}\f{LETTER}"),),
        (a_file("\f".join(["Kontoauszug 10/2026\n" * 300] * 12 + [LETTER])),),
    ],
    ids=["alone", "beside the decision", "in one scan with it", "behind fifty pages"],
)
def test_r5_an_objection_in_an_attachment_is_not_lost(files: tuple[Attachment, ...]) -> None:
    """However it was put there, SGG's way is taken or asked about."""
    assert judged(POINTS, *files).verdict(Way.SGG) is not NO
    assert judged(PAPERS, *files).verdict(Way.SGG) is ASK


@pytest.mark.parametrize("text", [COMPLAINT, PAPERS])
def test_r5a_an_objection_attached_beside_own_words_is_asked_about(text: str) -> None:
    """It is not lost; the case of the complaint waits for the officer."""
    decision = judged(text, a_file(LETTER))

    assert decision.verdict(Way.SGG) is ASK
    assert decision.verdict(Way.REGISTER) is not DO
    assert "lege ich Widerspruch ein" in " ".join(each.text for each in decision.because)


def test_r6_an_accusation_attached_beside_own_words_is_asked_about() -> None:
    """The director's way is in question, nothing else."""
    decision = judged(PAPERS, a_file(SUPERVISORY))

    assert decision.ways == {Way.SGG: NO, Way.DIRECTOR: ASK, Way.REGISTER: NO}


@pytest.mark.parametrize("paper", [DECISION, OBJECTION_DECISION, STATEMENT_OF_ACCOUNT])
def test_rule_8_papers_attached_as_proof_make_no_objection_of_a_complaint(paper: str) -> None:
    """The office's notice of appeal decides nothing: the complaint is recorded at once."""
    decision = judged(COMPLAINT, a_file(paper))

    assert decision.labels == (Label.COMPLAINT,)
    assert decision.ways == {Way.SGG: NO, Way.DIRECTOR: NO, Way.REGISTER: DO}


def test_a_complaint_attached_to_a_few_words_is_asked_about() -> None:
    """R3: written reactions are recorded, wherever they stand."""
    assert judged(PAPERS, a_file(COMPLAINT)).verdict(Way.REGISTER) is ASK


@pytest.mark.parametrize(
    "state",
    [
        AttachmentState.NO_WORDS,
        AttachmentState.LISTED,
        AttachmentState.ENCRYPTED,
        AttachmentState.NEEDS_OCR,
        AttachmentState.TOO_LARGE,
        AttachmentState.UNREADABLE,
    ],
)
def test_r9c_a_mail_whose_only_letter_could_not_be_read_is_never_filed_unanswered(
    state: AttachmentState,
) -> None:
    """Nobody has read what it says: a person has to, and a limit runs."""
    decision = judged("", a_file(state=state), subject="")

    assert not decision.is_sure
    assert decision.other_kind is not OtherKind.EMPTY


def test_r9c_what_was_read_in_part_only_is_asked_about() -> None:
    """The letter may lie behind the pages that were read."""
    read = a_file(STATEMENT_OF_ACCOUNT)

    assert judged(POINTS, replace(read, is_cut=True)).verdict(Way.REGISTER) is ASK


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("Widerspruch_Beispiel.pdf", Way.SGG),
        ("Klageschrift.pdf", Way.SGG),
        ("Dienstaufsichtsbeschwerde.docx", Way.DIRECTOR),
    ],
)
def test_r5a_the_name_of_a_file_that_nobody_could_read_is_heeded(name: str, way: Way) -> None:
    """Encrypted, but called what it is."""
    locked = a_file(state=AttachmentState.ENCRYPTED, name=name)

    assert judged(PAPERS, locked).verdict(way) is ASK


def test_r5a_the_subject_is_heeded_where_the_letter_could_not_be_read() -> None:
    """People send a photo of the letter and write one word above it."""
    photo = a_file(state=AttachmentState.NEEDS_OCR, name="IMG_2031.jpg")

    assert judged("", photo, subject="Widerspruch").verdict(Way.SGG) is ASK


def test_a_logo_beside_own_words_changes_nothing() -> None:
    """Nor does a photo that could not be read: the mail says what it wants."""
    logo = a_file(state=AttachmentState.NOT_TEXT, name="logo.png")
    photo = a_file(state=AttachmentState.NEEDS_OCR, name="IMG_2031.jpg")

    assert judged(COMPLAINT, logo, photo) == judged(COMPLAINT)


def test_r9a_letters_attached_to_attached_messages_are_read_too() -> None:
    """A colleague passes on a mail whose letter is a PDF."""
    inner = Mail(subject="Brief", text=POINTS, attachments=(a_file(LETTER),))
    mail = Mail(
        sender=Address(address="kollege@jobcenter.example"),
        subject="WG: Brief",
        text="Zuständigkeitshalber.",
        forwarded=(inner,),
    )

    decision = judge_mail(mail, classifier=builtin())

    assert attached_letters(mail) == (LETTER,)
    assert decision.verdict(Way.SGG) is not NO


def test_r5a_an_objection_in_a_fax_that_a_machine_sent_is_asked_about() -> None:
    """Fax gateways write like machines; the letter is in the file."""
    mail = Mail(
        sender=Address(address="fax@gateway.example"),
        subject="Fax von 07274 1234",
        text="Sie haben ein neues Fax erhalten.",
        headers=(("auto-submitted", "auto-generated"),),
        attachments=(a_file(LETTER, AttachmentState.SCANNED, name="fax.tif"),),
    )

    assert judge_mail(mail, classifier=builtin()).verdict(Way.SGG) is ASK
