"""The officer says who the citizen is: before deciding, or on the case that is there (R9a)."""

from cases.mail import Address
from intake.filing_tools import FilingTools, Order
from store.engine import writing
from store.journal import JournalEntry
from store.messages import parties


def correct_party(entry: JournalEntry, tools: FilingTools, *, party: Address, order: Order) -> bool:
    """Keep name and address by the officer's word; an empty address: none is known.

    Return False if somebody else was first.
    """
    at = tools.now()
    party_hash = tools.keys.hash("address", party.address) if party.address else ""
    with writing(tools.engine) as tx:
        if not parties.touch(tx, entry.number, row_version=order.row_version):
            return False
        parties.keep(tx, entry.number, party, by=order.by, at=at)
        if entry.case_number:
            parties.correct_case(
                tx,
                entry.case_number,
                entry.number,
                party,
                party_hash=party_hash,
                at=at,
                by=order.by,
            )
    return True
