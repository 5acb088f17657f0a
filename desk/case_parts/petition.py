"""On a case's page: where its petition stands, and the way to it (R24)."""

from sqlalchemy import Connection

from cases.labels import PARLIAMENT_MATTERS
from desk.case_parts.petition_view import PetitionView, view_of
from desk.visit import Visit
from desk.words.petitions import STATES
from store.case_records import petitions
from store.register import CaseRecord


def petition_part(
    tx: Connection, visit: Visit, record: CaseRecord
) -> tuple[PetitionView, str] | None:
    """Return the petition and its state in words; None for other cases."""
    if PARLIAMENT_MATTERS.isdisjoint(record.labels):
        return None
    view = view_of(tx, visit, petitions.of_case(tx, record))
    return view, STATES[view.state]
