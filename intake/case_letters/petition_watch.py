"""What the sweep does for petitions: a statement that did not arrive is due again (R15, R24)."""

from intake.filing_tools import FilingTools
from store.case_records import petition_sending
from store.case_records.petition_work import Entered
from store.engine import reading, writing

BY_ITSELF = ""
"""Nobody: the program itself enters it."""


def watch_petitions(tools: FilingTools) -> int:
    """Let the limits run again where the mail was refused or came back; return how many did.

    Warnings before the limit and on its day are those of every duty (`cases.duties`).
    """
    with reading(tools.engine) as tx:
        numbers = petition_sending.failed(tx)
    return sum(_reopen(number, tools) for number in numbers)


def _reopen(number: str, tools: FilingTools) -> bool:
    entered = Entered(by=BY_ITSELF, at=tools.now())
    with writing(tools.engine) as tx:
        return petition_sending.reopen_failed(tx, number, office=tools.office, entered=entered)
