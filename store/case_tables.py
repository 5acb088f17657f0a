"""The tables of case work (R17 to R28, R32); free text stands behind a blank page (R7, R35)."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from store.column_types import UtcDateTime, blank_page
from store.tables import metadata

# Content: who the citizen is by the officer's word; an empty address means that none is known.
confirmed_parties = Table(
    "confirmed_parties",
    metadata,
    Column("journal", ForeignKey("journal_lines.number"), primary_key=True),
    Column("confirmed_at", UtcDateTime, nullable=False),
    Column("confirmed_by", String, nullable=False),
    blank_page(),
    Column("name", String, nullable=False, default=""),
    Column("address", String, nullable=False, default=""),
)

# Content: a message's state before an order of the officer, for the moment of `desk.undo_seconds`.
undo_points = Table(
    "undo_points",
    metadata,
    Column("journal", ForeignKey("journal_lines.number"), primary_key=True),
    Column("by", String, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
    Column("after_hash", String, nullable=False),  # SHA-256 of the state that the order left
    blank_page(),
    Column("before", Text, nullable=False),  # JSON: rows by table
)

# What the officer writes down on a case. `kind`: note, employee, agreement, alternatives, ...
# Never searched, filtered, counted or exported (R35). `on_day`: when it was, where that matters.
case_notes = Table(
    "case_notes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", ForeignKey("cases.number"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("on_day", Date),
    blank_page(),
    Column("text", Text, nullable=False),
)

# What follows from a case, until it is done (R21).
measures = Table(
    "measures",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", ForeignKey("cases.number"), nullable=False, index=True),
    Column("owner_unit", String, nullable=False),
    Column("due_on", Date, nullable=False, index=True),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("done_at", UtcDateTime),
    Column("done_by", String, nullable=False, default=""),
    Column("text", Text, nullable=False),
)

# One request to a unit's leader (R18, R29). The link's token is kept as a keyed hash only; from
# `link_seed` nobody without the office's key makes it, and it goes when the link ends.
statement_requests = Table(
    "statement_requests",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", ForeignKey("cases.number"), nullable=False, index=True),
    Column("unit", String, nullable=False),
    Column("token_hash", String, nullable=False, unique=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("due_on", Date, nullable=False, index=True),
    Column("closes_on", Date, nullable=False),  # the last day on which the link opens
    Column("state", String, nullable=False, default="waiting"),  # waiting, answered, withdrawn
    Column("answered_at", UtcDateTime),
    Column("answered_by_way", String, nullable=False, default=""),  # link, mail, officer
    Column("answer_journal", Integer),  # the line of the mail that brought it
    Column("reminded_at", UtcDateTime),
    Column("reminded_late_at", UtcDateTime),
    Column("escalated_at", UtcDateTime),
    Column("row_version", Integer, nullable=False, default=1),
    Column("link_seed", String, nullable=False, default=""),
    blank_page(),
    Column("recipient", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("excerpt", Text, nullable=False),
    Column("answer", Text, nullable=False, default=""),
    Column("answered_by", String, nullable=False, default=""),
)
# A unit is asked anew once it has answered, or once the first request is withdrawn.
Index(
    "uq_statement_requests_waiting_once",
    statement_requests.c.case_number,
    statement_requests.c.unit,
    unique=True,
    sqlite_where=statement_requests.c.state == "waiting",
    postgresql_where=statement_requests.c.state == "waiting",
)

# Letters that a person writes on a case: interim notice, final answer, petition statement (R23).
case_letters = Table(
    "case_letters",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", ForeignKey("cases.number"), nullable=False, index=True),
    Column("kind", String, nullable=False),  # a LetterKind
    Column("state", String, nullable=False, default="draft"),  # draft, sent, discarded
    Column("way", String, nullable=False, default=""),  # email, post
    Column("edited_at", UtcDateTime, nullable=False),
    Column("edited_by", String, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("sent_by", String, nullable=False, default=""),
    Column("dispatch", ForeignKey("dispatches.id")),
    Column("wish_met", Boolean),  # as the officer ticked it; None: not yet (R20)
    Column("row_version", Integer, nullable=False, default=1),
    blank_page(),
    Column("subject", String, nullable=False, default=""),
    Column("text", Text, nullable=False),
)

# Files on a case or on an entry by hand: scans, documents, what was printed.
case_files = Table(
    "case_files",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", ForeignKey("cases.number"), index=True),
    Column("journal", ForeignKey("journal_lines.number"), index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String, nullable=False),
    Column("kind", String, nullable=False),  # scan, statement, letter, authorisation
    Column("content_type", String, nullable=False),
    Column("sha256", String, nullable=False),
    blank_page(),
    Column("name", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# What a petition or submission needs beyond a case (R24 to R28).
petitions = Table(
    "petitions",
    metadata,
    Column("case_number", ForeignKey("cases.number"), primary_key=True),
    Column("received_on", Date),  # confirmed by the officer (R26)
    Column("confirmed_by", String, nullable=False, default=""),
    Column("confirmed_at", UtcDateTime),
    Column("competence", String, nullable=False, default=""),  # agency, county, board
    Column("committee_on", Date),  # R28
    Column("is_own_copy", Boolean, nullable=False, default=False),  # R25
    Column("copy_started_close", Boolean, nullable=False, default=False),  # its limit of R13
    Column("form_version", Integer, nullable=False, default=0),  # the text's own, for two editors
    Column("form_edited_at", UtcDateTime),
    Column("form_edited_by", String, nullable=False, default=""),
    Column("row_version", Integer, nullable=False, default=1),
    blank_page(),
    Column("form", Text, nullable=False, default=""),  # JSON: the statement's fields
)

# The way of a statement through AA and RD (R26, R27), a line a step.
petition_steps = Table(
    "petition_steps",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", ForeignKey("cases.number"), nullable=False, index=True),
    Column("step", String, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String, nullable=False),
)

# Two different persons authorise, one for each sponsor (R28).
authorisations = Table(
    "authorisations",
    metadata,
    Column("case_number", ForeignKey("cases.number"), primary_key=True),
    Column("sponsor", String, primary_key=True),  # agency, county
    Column("name", String, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("way", String, nullable=False),
    Column("document", ForeignKey("case_files.id")),
    Column("entered_by", String, nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
)

# The one place that names employees, entered on purpose, read only in the director's view (R32).
protection_notes = Table(
    "protection_notes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", ForeignKey("cases.number"), nullable=False, index=True),
    Column("party_hash", String, nullable=False, index=True),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("measure_at", UtcDateTime),
    Column("measure_by", String, nullable=False, default=""),
    blank_page(),
    Column("employee", String, nullable=False),
    Column("wish", Text, nullable=False),
    Column("measure", Text, nullable=False, default=""),
)

# Praise on its way through the director to the manager in charge (R22).
praise_ways = Table(
    "praise_ways",
    metadata,
    Column("case_number", ForeignKey("cases.number"), primary_key=True),
    Column("unit", String, nullable=False, default=""),
    Column("sent_at", UtcDateTime),
    Column("sent_by", String, nullable=False, default=""),
    Column("row_version", Integer, nullable=False, default=1),
)

# Each saved text of a letter template; the latest of a name is in force.
template_versions = Table(
    "template_versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False),
    Column("version", Integer, nullable=False),  # counted for each name: of two editors one wins
    Column("saved_at", UtcDateTime, nullable=False),
    Column("saved_by", String, nullable=False),
    Column("is_standard", Boolean, nullable=False, default=False),  # back to the delivered text
    Column("text", Text, nullable=False),
    UniqueConstraint("name", "version"),
)

# An account's own views of the queue; `query` holds filters, never words of a letter (R35).
saved_views = Table(
    "saved_views",
    metadata,
    Column("account", ForeignKey("accounts.name"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("query", String, nullable=False),
)

# The calendar feed of an account; its token is kept as a keyed hash.
calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    Column("account", ForeignKey("accounts.name"), primary_key=True),
    Column("token_hash", String, nullable=False, unique=True),
    Column("made_at", UtcDateTime, nullable=False),
)

# Who is on duty, as switched at the desk; the latest entry that covers a day counts (R11).
duty_rota = Table(
    "duty_rota",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date, nullable=False),
    Column("set_by", String, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
)
