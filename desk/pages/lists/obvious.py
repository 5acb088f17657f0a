"""File several obvious messages at once, after a look at their subjects and senders (R9c)."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.decision import DecidedBy, Decision, OtherKind, Verdict
from cases.labels import Label, Way
from cases.mail import Mail
from desk.access import Permission
from desk.lists.queue import is_obvious
from desk.messages.who_was_first import who_was_first
from desk.reading_right import may_open, reader_of
from desk.visit import Page, Visit, go_to, order_of, say
from store import duties, journal
from store.engine import reading, writing
from store.journal import JournalEntry
from store.lists import listed, queue_lines

MOST = 50
"""As many as a page of the queue shows."""
KIND_WORDS = {OtherKind.ADVERTISING: "Werbung", OtherKind.EMPTY: "leer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A message that may be filed unanswered, with what a look at it takes."""

    entry: JournalEntry
    mail: Mail
    wording: str


def show_ticked(visit: Visit) -> ResponseReturnValue:
    """Show subject and sender of what was ticked; that is a reading, so it is logged (R33)."""
    asked = tuple(dict.fromkeys(request.args.getlist("nr", type=int)))[:MOST]
    with writing(visit.tools.engine) as tx:
        waiting = queue_lines.lines_of(tx, reader_of(visit), asked)
        numbers = [on_it[0].journal for on_it in waiting if is_obvious(on_it)]
        found = listed.of_numbers(tx, numbers)
        for number in found:
            visit.log(tx, "read_in_list", journal=number)
    proposals = tuple(_proposal(visit, found[number]) for number in numbers if number in found)
    return visit.page("obvious.html", proposals=proposals, missing=len(asked) - len(proposals))


def file_ticked(visit: Visit) -> ResponseReturnValue:
    """File each message in a transaction of its own; tell which went, and who was first."""
    chosen = tuple(_chosen(request.form.getlist("message")))[:MOST]
    if not chosen:
        say("Es war nichts ausgewählt.")
        return go_to("queue")
    went = [number for number, version in chosen if _file(visit, number, version)]
    count = len(went)
    say(f"{count} {'Nachricht' if count == 1 else 'Nachrichten'} ohne Antwort abgelegt.")
    for number, _ in chosen:
        if number not in went:
            say(_why_not(visit, number))
    return go_to("queue")


def _proposal(visit: Visit, message: listed.ListedMessage) -> Proposal:
    kind = message.entry.other_kind or OtherKind.ADVERTISING
    mail = visit.tools.read_mail(message.content)
    return Proposal(entry=message.entry, mail=mail, wording=KIND_WORDS[kind])


def _chosen(values: Iterable[str]) -> Iterable[tuple[int, int]]:
    """Read `number:version` of each ticked line; what is not so was not ticked."""
    for value in values:
        number, _, version = value.partition(":")
        if all(part.isascii() and part.isdecimal() for part in (number, version)):
            yield int(number), int(version)


def _file(visit: Visit, number: int, version: int) -> bool:
    """File one message as what the program took it for; False if it is no longer so."""
    with writing(visit.tools.engine) as tx:
        entry = _obvious_entry(tx, visit, number)
        content = journal.content(tx, number) if entry else None
        if entry is None or content is None:
            return False
        visit.log(tx, "decide", journal=number)
    decision = Decision(
        labels=(Label.OTHER,),
        ways=dict.fromkeys(Way, Verdict.NO),
        decided_by=DecidedBy.OFFICER,
        language=entry.language or "de",
        other_kind=entry.other_kind,
    )
    mail, order = visit.tools.read_mail(content), order_of(visit, row_version=version)
    return visit.tools.work.file_decision(decision, entry, mail, order=order) is not None


def _obvious_entry(tx: Connection, visit: Visit, number: int) -> JournalEntry | None:
    waiting = queue_lines.lines_of(tx, reader_of(visit), (number,))
    return journal.entry(tx, number) if waiting and is_obvious(waiting[0]) else None


def _why_not(visit: Visit, number: int) -> str:
    """Say what became of a message meanwhile, to whom may know of it (R6)."""
    with reading(visit.tools.engine) as tx:
        entry = journal.entry(tx, number)
        on_it = duties.of_journal(tx, number)
        if entry is None or not may_open(entry, on_it, visit.who, visit.tools.keys):
            return f"Eingang {number} war nicht mehr da."
        return f"Eingang {number} wurde nicht abgelegt. {who_was_first(tx, visit, number)}"


PAGES = (
    Page("/werbung", "obvious", show_ticked, Permission.WORK),
    Page("/werbung", "file_obvious", file_ticked, Permission.WORK, method="POST"),
)
