"""What the pages of a final answer show and check, read in one transaction (R19, R20, R23)."""

from dataclasses import dataclass

from sqlalchemy import Connection

from cases.answer import AnswerStanding, AnswerWay, Hindrance, hindrances
from cases.case import Deed, NoteKind, may
from correspondence.addresses import is_sendable
from desk.visit import Visit
from desk.words.marking import one_line
from store.case_records import case_letters, case_work
from store.case_records.case_letters import CaseLetter
from store.register import CaseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """A case with its final answers; `draft` is None where nobody has begun one."""

    record: CaseRecord
    draft: CaseLetter | None
    sent: tuple[CaseLetter, ...]
    standing: AnswerStanding

    @property
    def by_post(self) -> tuple[Hindrance, ...]:
        """What forbids a letter on paper."""
        return hindrances(self.standing, AnswerWay.POST)

    @property
    def by_mail(self) -> tuple[Hindrance, ...]:
        """What forbids a mail."""
        return hindrances(self.standing, AnswerWay.EMAIL)

    @property
    def only_mail(self) -> tuple[Hindrance, ...]:
        """What forbids a mail alone."""
        return tuple(each for each in self.by_mail if each not in self.by_post)


def view_of(tx: Connection, visit: Visit, record: CaseRecord) -> AnswerView:
    """Read the answer of a case."""
    letters = case_letters.of_case(tx, record.number)
    draft = next((each for each in letters if each.state == case_letters.DRAFT), None)
    noted = {note.kind for note in case_work.notes(tx, record.number)}
    office, address = visit.tools.office, record.party_address
    standing = AnswerStanding(
        is_open=may(Deed.ANSWER_FINALLY, record.state),
        subject=draft.subject if draft else "",
        text=draft.text if draft else "",
        is_agreed=NoteKind.AGREEMENT in noted,
        wish_met=draft.wish_met if draft else None,
        alternatives_noted=NoteKind.ALTERNATIVES in noted,
        has_consent=record.email_consent_on is not None,
        has_address=is_sendable(address),
        may_mail_to=not (office.replies.forbids(address) or office.is_own(address)),
    )
    return AnswerView(
        record=record,
        draft=draft,
        sent=tuple(each for each in letters if each.state == case_letters.SENT),
        standing=standing,
    )


def recipient_of(record: CaseRecord) -> tuple[str, ...]:
    """Return the lines of the address field; a name that is typed there, too, stands once."""
    name = one_line(record.party_name)
    lines = [one_line(line) for line in record.party_postal.splitlines()]
    if lines and lines[0].casefold() == name.casefold():
        del lines[0]
    return tuple(line for line in (name, *lines) if line)
