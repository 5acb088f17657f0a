"""Who the citizen is by the officer's word: name and address, content (R9a)."""

from datetime import datetime

from sqlalchemy import Connection, case, select, update

from cases.case import CaseEventKind
from cases.mail import Address
from store import register
from store.case_records import protection
from store.case_tables import confirmed_parties
from store.engine import insert_or_replace
from store.tables import cases, journal_lines


def of_journal(tx: Connection, journal: int) -> Address | None:
    """Return the confirmed party; an empty address means that none is known. None: nobody said."""
    party = confirmed_parties.c
    row = tx.execute(select(party.name, party.address).where(party.journal == journal)).first()
    return Address(name=row.name, address=row.address) if row else None


def keep(tx: Connection, journal: int, party: Address, *, by: str, at: datetime) -> None:
    """Keep who the citizen is, in place of what was known before."""
    insert_or_replace(
        tx,
        confirmed_parties,
        journal=journal,
        confirmed_at=at,
        confirmed_by=by,
        name=party.name,
        address=party.address,
    )


def touch(tx: Connection, journal: int, *, row_version: int) -> bool:
    """Count a change of a message; False if it was changed or erased since the officer saw it."""
    line = journal_lines.c
    change = update(journal_lines).where(
        line.number == journal, line.row_version == row_version, line.raw_erased_at.is_(None)
    )
    return tx.execute(change.values(row_version=row_version + 1)).rowcount == 1


def correct_case(
    tx: Connection,
    case_number: str,
    journal: int,
    party: Address,
    *,
    party_hash: str,
    at: datetime,
    by: str,
) -> bool:
    """Name the party of a case anew, if this message opened it; return whether we did."""
    if register.first_journal(tx, case_number) != journal:
        return False
    change = update(cases).where(cases.c.number == case_number, cases.c.erased_at.is_(None))
    values = {
        "party_name": party.name,
        "party_address": party.address,
        "party_hash": party_hash,
        # Consent was given for an address, not for whoever it may be (R23).
        "email_consent_on": case(
            (cases.c.party_hash == party_hash, cases.c.email_consent_on), else_=None
        ),
        "row_version": cases.c.row_version + 1,
    }
    if tx.execute(change.values(values)).rowcount != 1:
        return False
    protection.follow_party(tx, case_number, party_hash)
    what = CaseEventKind.PARTY_CORRECTED
    register.note_event(tx, case_number, what, at=at, by=by, journal=journal)
    return True
