"""Pass a praise on for information, in the customer's words and without contact data (R22)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from cases.case import CaseEventKind
from cases.duties import Duty, DutyKind
from cases.letter import LetterKind
from cases.limits import due_on
from cases.office import Office, Unit
from correspondence.case_texts import praise_text
from correspondence.written import Written
from intake.case_letters.case_mail import CaseMail, compose_about, file_about, occasion_about
from intake.filing_tools import FilingTools
from store import duties, register
from store.case_records import case_work, praise
from store.case_records.case_work import Turn
from triage.text.own_words import own_words

PRAISE = frozenset({DutyKind.PRAISE})
_ADDRESS = re.compile(r"[^\s<>@,;:]+@[^\s<>@,;:]+\.\w+")
_NUMBER = re.compile(r"(?<!\w)\+?\d[\d ()/.-]{5,}\d(?!\w)")
LEFT_OUT = "[…]"
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedPraise:
    """What goes to whom: a unit's manager, else its leader. `writer` is empty unless told."""

    case_number: str
    unit: Unit
    words: str = field(repr=False)
    writer: str = field(default="", repr=False)

    @property
    def to(self) -> str:
        """The address of the manager responsible."""
        return self.unit.manager or self.unit.leader


def words_of(texts: Iterable[str], names: Iterable[str]) -> str:
    """Return the customer's own words without signature, addresses, numbers and own name."""
    text = "\n\n".join(own_words(each).deciding.strip() for each in texts)
    text = _NUMBER.sub(LEFT_OUT, _ADDRESS.sub(LEFT_OUT, text))
    for part in _parts(names):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)
    return text.strip()


def compose(passed: PassedPraise, tools: FilingTools, *, version: int) -> CaseMail:
    """Return the finished mail; NoJournalLineError for a forgotten case."""
    occasion = occasion_about(passed.case_number, tools)
    text = praise_text(passed.words, unit=passed.unit.name, writer=passed.writer, occasion=occasion)
    written = Written(
        kind=LetterKind.PRAISE,
        to=passed.to,
        subject="Lob zur Kenntnis",
        text=text,
        key=f"{passed.case_number} {version}",
    )
    (mail,) = compose_about(passed.case_number, [written], tools)
    return mail


def pass_on(
    tx: Connection, turn: Turn, passed: PassedPraise, mail: CaseMail, *, not_before: datetime
) -> bool:
    """File the mail, note the way, end the duty; False if somebody was first, or none waits."""
    waiting = {duty.case_number for duty in duties.open_duties(tx, kinds=PRAISE)}
    if turn.case_number not in waiting:
        return False
    if not case_work.take(tx, turn, CaseEventKind.PRAISE_PASSED_ON):
        return False
    file_about(tx, mail, at=turn.at, not_before=not_before)
    praise.keep_way(tx, turn, unit=passed.unit.name)
    duties.end_of_case(tx, turn.case_number, PRAISE, by=turn.by, at=turn.at)
    return True


def after_taking_back(tx: Connection, turn: Turn, office: Office) -> None:
    """Lay the praise before the director again; the mail was withdrawn before."""
    praise.forget_way(tx, turn.case_number)
    journal = register.first_journal(tx, turn.case_number)
    if journal is None:
        return
    today = office.calendar.day_of(turn.at)
    due = due_on(today, office.terms.acknowledge, office.calendar)
    duty = Duty(kind=DutyKind.PRAISE, due_on=due)
    duties.open_duty(tx, duty, journal=journal, case_number=turn.case_number, at=turn.at)


def _parts(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        yield from (part for part in re.split(r"[\s,]+", name) if len(part) >= SHORTEST_NAME)
