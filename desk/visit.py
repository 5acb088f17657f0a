"""One request of a signed-in person, and the table row that says which page answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from desk.access import Permission
from desk.sign_in.session import SignedIn
from desk.work import DeskTools
from intake.filing_tools import Order
from store.people import accounts


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

    @property
    def on_duty(self) -> str:
        """Return the name of today's contact person, for the head of every page (R11)."""
        return self.tools.filing.office_on_duty().contact_on(self.today).name

    def log(
        self,
        tx: Connection,
        what: str,
        *,
        journal: int | None = None,
        case_number: str | None = None,
        reason: str = "",
    ) -> None:
        """Write the access log, in the transaction that reads (R33)."""
        accounts.log_access(
            tx,
            who=self.name,
            what=what,
            journal=journal,
            case_number=case_number,
            reason=reason,
            at=self.now,
        )

    def page(self, template: str, **values: object) -> str:
        """Render a page for this person."""
        return render_template(template, visit=self, **values)


View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the desk: what it answers, with which function, and who may ask (R29).

    `takes_files`: its form may be as large as files are.
    """

    rule: str
    name: str
    view: View
    needs: Permission
    method: str = "GET"
    takes_files: bool = False


def order_of(visit: Visit, *, row_version: int, to_substitute: bool = False) -> Order:
    """Return the person's order; mail waits a moment, so that it can be taken back."""
    undo = timedelta(seconds=visit.tools.settings.undo_seconds)
    return Order(
        by=visit.name,
        row_version=row_version,
        to_substitute=to_substitute,
        not_before=visit.now + undo,
    )


def say(text: str, *, journal: int | None = None, undo_version: int | None = None) -> None:
    """Show a sentence on the next page; with a number it links to that message.

    `undo_version`, the message's row version after an order, offers to take the order back.
    """
    where = str(journal) if journal else "plain"
    flash(text, where if undo_version is None else f"{where} {undo_version}")


def go_to(endpoint: str, **values: str | int) -> ResponseReturnValue:
    """Send the browser on with GET, so that a reload never repeats a decision."""
    return redirect(
        url_for(endpoint, _anchor=None, _method=None, _scheme=None, _external=None, **values),
        code=303,
    )
