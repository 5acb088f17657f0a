"""The head of a message as it came, line by line, for whoever must know its way (R36)."""

import re

from flask import abort
from flask.typing import ResponseReturnValue

from desk.access import Permission
from desk.messages.view import open_message
from desk.visit import Page, Visit
from desk.words.marking import visible
from store.engine import writing

MOST_BYTES = 100_000
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


def show_headers(visit: Visit, number: int) -> ResponseReturnValue:
    """Show the header section unaltered; what would not be seen is written out."""
    with writing(visit.tools.engine) as tx:
        opened = open_message(tx, visit, number, what="read_headers")
    if opened.content is None:
        abort(404)
    head = END_OF_HEAD.split(opened.content[: MOST_BYTES + 1], maxsplit=1)[0]
    text = head[:MOST_BYTES].decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    return visit.page(
        "headers.html", entry=opened.entry, text=visible(text), is_cut=len(head) > MOST_BYTES
    )


PAGES = (
    Page("/eingang/<int:number>/kopfzeilen", "headers", show_headers, Permission.OPEN_MESSAGE),
)
