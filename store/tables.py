"""Every table, and what in it is content that must be erasable (R7)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
)

from store.column_types import UtcDateTime, blank_page

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

# One line for every message, without content (R1). Hashes are keyed (HMAC-SHA-256, hex).
journal_lines = Table(
    "journal_lines",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("mailbox", String, nullable=False),
    Column("folder", String, nullable=False),
    Column("uid_validity", BigInteger, nullable=False),  # up to 2**32 - 1 (RFC 3501)
    Column("uid", BigInteger, nullable=False),
    Column("received_at", UtcDateTime, nullable=False, index=True),
    Column("received_on", Date),  # first day in the house, confirmed by the officer (R14)
    Column("taken_at", UtcDateTime, nullable=False),
    Column("size", Integer, nullable=False),
    Column("message_id_hash", String, nullable=False, default="", index=True),
    Column("letter_hash", String, nullable=False, default="", index=True),
    Column("sender_hash", String, nullable=False, default="", index=True),
    Column("same_letter_as", ForeignKey("journal_lines.number")),
    Column("kind", String, nullable=False, default=""),
    Column("decided_at", UtcDateTime, index=True),
    Column("decided_by", String, nullable=False, default=""),
    Column("labels", String, nullable=False, default=""),  # separated by blanks, primary first
    Column("way_sgg", String, nullable=False, default=""),
    Column("way_director", String, nullable=False, default=""),
    Column("way_register", String, nullable=False, default=""),
    Column("other_kind", String, nullable=False, default=""),
    Column("confidence_percent", Integer),
    Column("language", String, nullable=False, default=""),
    Column("model", String, nullable=False, default=""),
    Column(
        "case_number",
        ForeignKey("cases.number", deferrable=True, initially="DEFERRED"),
        index=True,
    ),
    Column("answers_journal", ForeignKey("journal_lines.number")),  # the matter it follows (R9)
    Column("hidden_from", String, nullable=False, default=""),  # keyed hashes of names (R6)
    Column("retention", String, nullable=False, default=""),
    Column("erasure_held", Boolean, nullable=False, default=False),  # R9b
    Column("raw_erased_at", UtcDateTime),
    Column("server_erased_at", UtcDateTime),
    Column("attempts", Integer, nullable=False, default=0),
    Column("lease_until", UtcDateTime),
    Column("row_version", Integer, nullable=False, default=1),
    UniqueConstraint("mailbox", "folder", "uid_validity", "uid"),
    sqlite_autoincrement=True,  # no number comes twice, even after old lines are deleted
)

IS_HIDDEN_FROM_SOMEBODY = journal_lines.c.hidden_from != literal_column("''")
"""As the index says it: a bound value would keep SQLite from using that."""
Index(
    "ix_journal_lines_hidden_from",
    journal_lines.c.hidden_from,
    sqlite_where=IS_HIDDEN_FROM_SOMEBODY,
    postgresql_where=IS_HIDDEN_FROM_SOMEBODY,
)

# A message that a process is about to read; a row that outlives its process cost it its life.
in_hand = Table(
    "in_hand",
    metadata,
    Column("mailbox", String, primary_key=True),
    Column("folder", String, primary_key=True),
    Column("uid_validity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", BigInteger, primary_key=True, autoincrement=False),
    Column("deaths", Integer, nullable=False, default=0),
)

# Content: the bytes as the server gave them, the message id in clear; erased under R7.
raw_mails = Table(
    "raw_mails",
    metadata,
    Column("journal", ForeignKey("journal_lines.number"), primary_key=True),
    blank_page(),
    Column("message_id", String, nullable=False, default=""),
    Column("content", LargeBinary, nullable=False),
)

# Content: the words that decided; erased together with the raw mail.
reasons = Table(
    "reasons",
    metadata,
    Column("journal", ForeignKey("journal_lines.number"), primary_key=True),
    blank_page(),
    Column("because", Text, nullable=False),  # JSON: [{source, label, text, weight}]
    Column("runner_up", String, nullable=False, default=""),
)

# Content, masked: what the classifier may learn from the officer's decision. It goes with the
# message, and with the next decision about it.
training_examples = Table(
    "training_examples",
    metadata,
    Column("journal", ForeignKey("journal_lines.number"), primary_key=True),
    blank_page(),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("subject", String, nullable=False),
    Column("text", Text, nullable=False),
)

# Content: what stands in the attachments; erased together with the raw mail.
attached_texts = Table(
    "attached_texts",
    metadata,
    Column("journal", ForeignKey("journal_lines.number"), primary_key=True),
    blank_page(),
    Column("texts", Text, nullable=False),  # JSON: {sha256: {state, text, contains, is_cut}}
)

# Where the message lies on the mail server now; the row goes when the copy is erased.
server_copies = Table(
    "server_copies",
    metadata,
    Column("journal", ForeignKey("journal_lines.number"), primary_key=True),
    Column("folder", String, nullable=False),
    Column("uid_validity", BigInteger, nullable=False),
    Column("uid", BigInteger),  # None while the server has not told where it went
    Column("is_filed", Boolean, nullable=False, default=False),
)

# The register (R3). Nothing here names an employee; free text stands in case_texts alone (R35).
cases = Table(
    "cases",
    metadata,
    Column("number", String, primary_key=True),
    Column("channel", String, nullable=False, default="email"),
    Column("labels", String, nullable=False),
    Column("received_on", Date, nullable=False, index=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("party_name", String, nullable=False, default=""),
    Column("party_address", String, nullable=False, default=""),
    Column("party_hash", String, nullable=False, default="", index=True),
    Column("unit", String, nullable=False, default=""),
    Column("state", String, nullable=False, default="open"),
    Column("result", String, nullable=False, default=""),
    Column("measure", Text, nullable=False, default=""),
    Column("escalation_step", Integer),  # 1 employee, 2 team leader, 3 officer or director (R4)
    Column("party_phone", String, nullable=False, default="", server_default=""),
    Column("party_postal", String, nullable=False, default="", server_default=""),
    Column("email_consent_on", Date),  # the customer agreed to an answer by e-mail (R23)
    Column("closed_at", UtcDateTime),
    Column("erased_at", UtcDateTime),  # party and texts are gone (R33)
    Column("row_version", Integer, nullable=False, default=1),
)

Index("ix_cases_closed", cases.c.state, cases.c.closed_at)

# What the customer wrote, as far as it belongs to the case (R8).
case_texts = Table(
    "case_texts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", ForeignKey("cases.number"), nullable=False, index=True),
    Column("journal", ForeignKey("journal_lines.number")),
    Column("entered_at", UtcDateTime, nullable=False),
    blank_page(),
    Column("subject", String, nullable=False, default=""),
    Column("text", Text, nullable=False),
    UniqueConstraint("case_number", "journal"),
)

# What happened to a case, for its timeline. `what` is a short code, `by` an account name.
case_events = Table(
    "case_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", ForeignKey("cases.number"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("what", String, nullable=False),
    Column("by", String, nullable=False, default=""),
    Column("journal", ForeignKey("journal_lines.number")),
)

# Numbers drawn so far; gaps are allowed, none is drawn twice.
case_numbers = Table("case_numbers", metadata, Column("number", String, primary_key=True))

deadlines = Table(
    "deadlines",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("journal", ForeignKey("journal_lines.number"), nullable=False),
    Column("case_number", ForeignKey("cases.number"), index=True),
    Column("kind", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("due_on", Date, nullable=False, index=True),
    Column("met_at", UtcDateTime),
    UniqueConstraint("journal", "kind"),
)

Index(
    "ix_deadlines_open",
    deadlines.c.case_number,
    deadlines.c.kind,
    deadlines.c.due_on,
    sqlite_where=deadlines.c.met_at.is_(None),
    postgresql_where=deadlines.c.met_at.is_(None),
)

duties = Table(
    "duties",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("journal", ForeignKey("journal_lines.number"), nullable=False, index=True),
    Column("case_number", ForeignKey("cases.number")),
    Column("kind", String, nullable=False),
    Column("detail", String, nullable=False, default=""),
    Column("owner", String, nullable=False, default="officer"),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("done_at", UtcDateTime),
    Column("done_by", String, nullable=False, default=""),
)
Index("ix_duties_open", duties.c.done_at, duties.c.kind)
Index(
    "uq_duties_open_once",
    duties.c.journal,
    duties.c.kind,
    unique=True,
    sqlite_where=duties.c.done_at.is_(None),
    postgresql_where=duties.c.done_at.is_(None),
)

# One row a message that leaves the house; the legal proof (R1, R7). No clear address here.
dispatches = Table(
    "dispatches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("message_id", String, nullable=False, unique=True),  # ours, random, no personal data
    Column("once_key", String, nullable=False, unique=True),  # a second filing is a no-op
    Column("journal", ForeignKey("journal_lines.number"), index=True),
    Column("case_number", ForeignKey("cases.number"), index=True),
    Column("kind", String, nullable=False),
    Column("ways", String, nullable=False, default=""),  # hand-overs done or spoken of
    Column("recipient_hash", String, nullable=False, index=True),
    Column("reply_token", String, nullable=False, default="", index=True),
    Column("sha256", String, nullable=False, default=""),  # of the original handed over (R5)
    Column("filed_at", UtcDateTime, nullable=False, index=True),
    Column("not_before", UtcDateTime, nullable=False),
    Column("state", String, nullable=False, default="waiting"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("lease_until", UtcDateTime),
    Column("last_answer", String, nullable=False, default=""),  # SMTP codes only, no text
    Column("delivered_at", UtcDateTime),
    Column("refused_at", UtcDateTime),
    Column("bounced_at", UtcDateTime),
    Column("erased_at", UtcDateTime),
    sqlite_autoincrement=True,
)
Index("ix_dispatches_due", dispatches.c.state, dispatches.c.not_before)

# Content: address and bytes of an outgoing message; erased on our terms.
dispatch_wires = Table(
    "dispatch_wires",
    metadata,
    Column("dispatch", ForeignKey("dispatches.id"), primary_key=True),
    blank_page(),
    Column("envelope_sender", String, nullable=False),
    Column("recipient", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# A warning is sent once for each duty, role and step.
warnings = Table(
    "warnings",
    metadata,
    Column("duty", ForeignKey("duties.id"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("after_working_days", Integer, primary_key=True),
    Column("sent_at", UtcDateTime, nullable=False),
)

# One process polls a mailbox at a time.
mailbox_leases = Table(
    "mailbox_leases",
    metadata,
    Column("mailbox", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

# What the last rounds saw, for the desk's health line.
heartbeats = Table(
    "heartbeats",
    metadata,
    Column("what", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("is_well", Boolean, nullable=False),
    Column("since", UtcDateTime),  # when it last became well, or ill
    Column("note", String, nullable=False, default=""),  # a plain sentence without personal data
    Column("count", Integer, nullable=False, default=0),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String, primary_key=True),
    Column("full_name", String, nullable=False, default=""),
    Column("role", String, nullable=False),
    Column("password_hash", String, nullable=False),
    Column("is_locked", Boolean, nullable=False, default=False),
    Column("failed_logins", Integer, nullable=False, default=0),
    Column("locked_until", UtcDateTime),
    Column("session_version", Integer, nullable=False, default=1),
    Column("created_at", UtcDateTime, nullable=False),
    Column("must_change_password", Boolean, nullable=False, default=False, server_default=false()),
    Column("totp_sealed", String, nullable=False, default="", server_default=""),
    Column("totp_step", BigInteger, nullable=False, default=0, server_default="0"),  # last used
    Column("external_subject", String, nullable=False, default="", server_default=""),  # OIDC
)

access_log = Table(
    "access_log",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("journal", Integer),
    Column("case_number", String),
    Column("reason", String, nullable=False, default=""),
)
