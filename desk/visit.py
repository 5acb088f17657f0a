"""One request of a signed-in person, and the table row that says which page answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from desk.access import Permission
from desk.session import SignedIn
from desk.work import DeskTools
from intake.filing_tools import Order
from store import accounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who asks, when, and what the page works with."""

    tools: DeskTools
    who: SignedIn
    now: datetime

    @property
    def today(self) -> date:
        """Return the office's day."""
        return self.tools.office.calendar.day_of(self.now)

    @property
    def name(self) -> str:
        """Return the account's name, as logs and duties keep it."""
        return self.who.account.name

    def may(self, permission: str) -> bool:
        """Say whether the person may; templates ask by the permission's name."""
        return self.who.may(Permission(permission))

    def log(
        self,
        tx: Connection,
        what: str,
        *,
        journal: int | None = None,
        case_number: str | None = None,
    ) -> None:
        """Write the access log, in the transaction that reads (R33)."""
        accounts.log_access(
            tx, who=self.name, what=what, journal=journal, case_number=case_number, at=self.now
        )

    def page(self, template: str, **values: object) -> str:
        """Render a page for this person."""
        return render_template(template, visit=self, **values)


View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the desk: what it answers, with which function, and who may ask (R29)."""

    rule: str
    name: str
    view: View
    needs: Permission
    method: str = "GET"


def order_of(visit: Visit, *, row_version: int, to_substitute: bool = False) -> Order:
    """Return the person's order; mail waits a moment, so that it can be taken back."""
    undo = timedelta(seconds=visit.tools.settings.undo_seconds)
    return Order(
        by=visit.name,
        row_version=row_version,
        to_substitute=to_substitute,
        not_before=visit.now + undo,
    )


def say(text: str, *, journal: int | None = None, can_undo: bool = False) -> None:
    """Show a sentence on the next page; with a number it links to that message.

    `can_undo` offers the way to decide anew beside it.
    """
    where = str(journal) if journal else "plain"
    flash(text, f"{where} undo" if can_undo else where)


def go_to(endpoint: str, **values: str | int) -> ResponseReturnValue:
    """Send the browser on with GET, so that a reload never repeats a decision."""
    return redirect(
        url_for(endpoint, _anchor=None, _method=None, _scheme=None, _external=None, **values),
        code=303,
    )
