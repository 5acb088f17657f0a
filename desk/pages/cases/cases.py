"""One case of the register (R3, R33)."""

from flask.typing import ResponseReturnValue

from desk.access import Permission
from desk.case_parts.page import case_page
from desk.visit import Page, Visit


def show_case(visit: Visit, number: str) -> ResponseReturnValue:
    """Show one case; reading it is logged (R33)."""
    return case_page(visit, number)


PAGES = (Page("/vorgang/<number>", "case", show_case, Permission.REGISTER),)
