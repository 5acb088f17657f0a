"""One message as text, with its reasons and what happened afterwards; its files to take along."""

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

from flask import abort, request, send_file
from flask.typing import ResponseReturnValue

from cases.labels import Label
from desk.access import Permission
from desk.forms.decision import Choice
from desk.messages.unit_proposal import propose_unit
from desk.messages.view import MessageView, open_message, view_message
from desk.visit import Page, Visit
from desk.words.core import DONE_ELSEWHERE, DONE_WORDS, LABEL_HINTS
from desk.words.hand_overs import HOW_WORDS
from desk.words.marking import one_line
from store.engine import writing

NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})
REACTIONS = tuple(label for label in Label if label is not Label.OTHER)


def show_message(visit: Visit, number: int) -> ResponseReturnValue:
    """Show one message; reading it is logged (R33)."""
    return message_page(visit, view_message(visit, number))


def message_page(
    visit: Visit,
    view: MessageView,
    *,
    lost: Choice | None = None,
    complaint: str = "",
    excerpt: str = "",
    typed: Mapping[str, str] = NOTHING_TYPED,
) -> str:
    """Render the page; `lost` is a choice that was not filed and stands in the form again."""
    return visit.page(
        "message.html",
        view=view,
        labels=REACTIONS,
        likely_first=dict.fromkeys(
            label for label in (*view.likely, *REACTIONS) if label in REACTIONS
        ),
        hints=LABEL_HINTS,
        lost=lost,
        complaint=complaint,
        excerpt=excerpt,
        typed=typed,
        done_words=DONE_WORDS,
        hand_over_hows=HOW_WORDS,
        done_elsewhere=DONE_ELSEWHERE,
        anew="neu" in request.args,
        units=visit.tools.office.units,
        proposed=propose_unit(view.mail, visit.tools.office.units) if view.mail else None,
        has_substitute=bool(visit.tools.office.routing.director_substitute),
    )


def download_message(visit: Visit, number: int) -> ResponseReturnValue:
    """Give the original, byte for byte, as a file that no browser opens by itself."""
    with writing(visit.tools.engine) as tx:
        content = open_message(tx, visit, number, what="download_message").content
    if content is None:
        abort(404)
    return _as_file(content, f"eingang-{number}.eml")


def download_attachment(visit: Visit, number: int, index: int) -> ResponseReturnValue:
    """Give one attachment as a file, under its own name without tricks."""
    with writing(visit.tools.engine) as tx:
        content = open_message(tx, visit, number, what="download_attachment").content
    if content is None:
        abort(404)
    names = {each.index: each.name for each in visit.tools.read_mail(content).attachments}
    if index not in names:
        abort(404)
    return _as_file(visit.tools.attachment_bytes(content, index), _file_name(names[index], index))


def _as_file(content: bytes, name: str) -> ResponseReturnValue:
    return send_file(
        BytesIO(content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=name,
        max_age=0,
        etag=False,
    )


def _file_name(name: str, index: int) -> str:
    safe = one_line(name).replace("/", "_").replace("\\", "_").lstrip(".")
    return safe or f"anlage-{index}"


PAGES = (
    Page("/eingang/<int:number>", "message", show_message, Permission.OPEN_MESSAGE),
    Page("/eingang/<int:number>/original", "original", download_message, Permission.OPEN_MESSAGE),
    Page(
        "/eingang/<int:number>/anlage/<int:index>",
        "attachment",
        download_attachment,
        Permission.OPEN_MESSAGE,
    ),
)
