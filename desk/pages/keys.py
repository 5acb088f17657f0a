"""The page that lists the shortcuts of the keyboard and switches them off."""

from flask.typing import ResponseReturnValue

from desk.access import Permission
from desk.keys import groups
from desk.visit import Page, Visit


def show_keys(visit: Visit) -> ResponseReturnValue:
    """List the shortcuts; the switch works in the browser, which alone knows of them."""
    return visit.page("keys.html", groups=groups())


PAGES = (Page("/tasten", "keys", show_keys, Permission.FIRST_PAGE),)
