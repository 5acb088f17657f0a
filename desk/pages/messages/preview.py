"""A look at an attachment without opening it: pages as pictures, or the words found in it (R36)."""

from dataclasses import dataclass, field

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from cases.mail import Attachment
from desk.access import Permission
from desk.messages.view import OpenedMessage, open_message
from desk.visit import Page, Visit
from desk.words.marking import marked
from intake.attachments.drawing import MOST_PAGES, Drawn, DrawnState, can_be_drawn
from intake.attachments.examine import File
from store import journal
from store.engine import writing

NO_PAGE = MOST_PAGES + 1
"""Asked for, it draws nothing and tells how many pages there are."""
WHY_NOT = {
    DrawnState.NO_PAGES: "Von dieser Art Datei gibt es kein Bild, nur den erkannten Text.",
    DrawnState.ENCRYPTED: "Die Datei ist verschlüsselt. Sie öffnet sich nur mit Passwort.",
    DrawnState.TOO_LARGE: "Die Datei ist zu groß für die Ansicht.",
    DrawnState.UNREADABLE: "Die Datei ist beschädigt und lässt sich nicht zeigen.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """An attachment with its bytes, opened by somebody who may read the message."""

    message: OpenedMessage
    attachment: Attachment
    content: bytes = field(repr=False)


def show_preview(visit: Visit, number: int, index: int) -> ResponseReturnValue:
    """Show one page of an attachment, or its words; reading it is logged (R33)."""
    opened = _opened(visit, number, index)
    drawn = _draw(visit, opened, NO_PAGE)
    page = min(max(1, request.args.get("seite", 1, type=int)), max(1, drawn.pages))
    with writing(visit.tools.engine) as tx:
        reasons = journal.reasons(tx, number)
    because = reasons.because if reasons else ()
    return visit.page(
        "preview.html",
        entry=opened.message.entry,
        attachment=opened.attachment,
        text=marked(opened.attachment.text, (each.text for each in because)),
        pages=drawn.pages,
        page=page,
        why_not=WHY_NOT.get(drawn.state, ""),
    )


def show_page(visit: Visit, number: int, index: int, page: int) -> ResponseReturnValue:
    """Give one page as a picture of dots; nothing else of the file leaves this house's hands."""
    drawn = _draw(visit, _opened(visit, number, index), page)
    if not drawn.picture:
        abort(404)
    return Response(drawn.picture, mimetype="image/png")


def _draw(visit: Visit, opened: OpenedFile, page: int) -> Drawn:
    file = File(
        content=opened.content,
        name=opened.attachment.name,
        content_type=opened.attachment.content_type,
    )
    is_drawable = can_be_drawn(file.content, name=file.name, content_type=file.content_type)
    return visit.tools.draw_page(file, page) if is_drawable else Drawn(state=DrawnState.NO_PAGES)


def _opened(visit: Visit, number: int, index: int) -> OpenedFile:
    with writing(visit.tools.engine) as tx:
        opened = open_message(tx, visit, number, what="preview_attachment")
    mail = opened.mail(visit)
    if mail is None or opened.content is None:
        abort(404)
    attachment = next((each for each in mail.attachments if each.index == index), None)
    if attachment is None:
        abort(404)
    content = visit.tools.attachment_bytes(opened.content, index)
    return OpenedFile(message=opened, attachment=attachment, content=content)


PAGES = (
    Page(
        "/eingang/<int:number>/anlage/<int:index>/ansicht",
        "preview",
        show_preview,
        Permission.OPEN_MESSAGE,
    ),
    Page(
        "/eingang/<int:number>/anlage/<int:index>/seite/<int:page>.png",
        "preview_page",
        show_page,
        Permission.OPEN_MESSAGE,
    ),
)
