"""The tables of the first release, frozen as they were; later steps change them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
STILL_OPEN = sa.text("done_at IS NULL")
metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sa.Table(
    "access_log",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", INSTANT, nullable=False, index=True),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("journal", sa.Integer),
    sa.Column("case_number", sa.String),
    sa.Column("reason", sa.String, nullable=False),
)
sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("full_name", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("password_hash", sa.String, nullable=False),
    sa.Column("is_locked", sa.Boolean, nullable=False),
    sa.Column("failed_logins", sa.Integer, nullable=False),
    sa.Column("locked_until", INSTANT),
    sa.Column("session_version", sa.Integer, nullable=False),
    sa.Column("created_at", INSTANT, nullable=False),
)
sa.Table(
    "case_numbers",
    metadata,
    sa.Column("number", sa.String, primary_key=True),
)
sa.Table(
    "cases",
    metadata,
    sa.Column("number", sa.String, primary_key=True),
    sa.Column("channel", sa.String, nullable=False),
    sa.Column("labels", sa.String, nullable=False),
    sa.Column("received_on", sa.Date, nullable=False, index=True),
    sa.Column("opened_at", INSTANT, nullable=False),
    sa.Column("party_name", sa.String, nullable=False),
    sa.Column("party_address", sa.String, nullable=False),
    sa.Column("party_hash", sa.String, nullable=False, index=True),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("result", sa.String, nullable=False),
    sa.Column("measure", sa.Text, nullable=False),
    sa.Column("closed_at", INSTANT),
    sa.Column("erased_at", INSTANT),
    sa.Column("row_version", sa.Integer, nullable=False),
)
sa.Table(
    "heartbeats",
    metadata,
    sa.Column("what", sa.String, primary_key=True),
    sa.Column("at", INSTANT, nullable=False),
    sa.Column("is_well", sa.Boolean, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
)
sa.Table(
    "mailbox_leases",
    metadata,
    sa.Column("mailbox", sa.String, primary_key=True),
    sa.Column("holder", sa.String, nullable=False),
    sa.Column("until", INSTANT, nullable=False),
)
sa.Table(
    "journal_lines",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("mailbox", sa.String, nullable=False),
    sa.Column("folder", sa.String, nullable=False),
    sa.Column("uid_validity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    sa.Column("received_at", INSTANT, nullable=False),
    sa.Column("taken_at", INSTANT, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("message_id_hash", sa.String, nullable=False, index=True),
    sa.Column("letter_hash", sa.String, nullable=False, index=True),
    sa.Column("sender_hash", sa.String, nullable=False, index=True),
    sa.Column("same_letter_as", sa.Integer, sa.ForeignKey("journal_lines.number")),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("decided_at", INSTANT, index=True),
    sa.Column("decided_by", sa.String, nullable=False),
    sa.Column("labels", sa.String, nullable=False),
    sa.Column("way_sgg", sa.String, nullable=False),
    sa.Column("way_director", sa.String, nullable=False),
    sa.Column("way_register", sa.String, nullable=False),
    sa.Column("other_kind", sa.String, nullable=False),
    sa.Column("confidence_percent", sa.Integer),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("model", sa.String, nullable=False),
    sa.Column(
        "case_number",
        sa.String,
        sa.ForeignKey("cases.number", deferrable=True, initially="DEFERRED"),
        index=True,
    ),
    sa.Column("answers_journal", sa.Integer, sa.ForeignKey("journal_lines.number")),
    sa.Column("hidden_from", sa.String, nullable=False),
    sa.Column("retention", sa.String, nullable=False),
    sa.Column("erasure_held", sa.Boolean, nullable=False),
    sa.Column("raw_erased_at", INSTANT),
    sa.Column("server_erased_at", INSTANT),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("lease_until", INSTANT),
    sa.Column("row_version", sa.Integer, nullable=False),
    sa.UniqueConstraint("mailbox", "folder", "uid_validity", "uid"),
    sqlite_autoincrement=True,
)
sa.Table(
    "case_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("case_number", sa.String, sa.ForeignKey("cases.number"), nullable=False, index=True),
    sa.Column("at", INSTANT, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("journal", sa.Integer, sa.ForeignKey("journal_lines.number")),
)
sa.Table(
    "case_texts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("case_number", sa.String, sa.ForeignKey("cases.number"), nullable=False, index=True),
    sa.Column("journal", sa.Integer, sa.ForeignKey("journal_lines.number")),
    sa.Column("entered_at", INSTANT, nullable=False),
    sa.Column("blank_page", sa.LargeBinary, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.UniqueConstraint("case_number", "journal"),
)
sa.Table(
    "deadlines",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("journal", sa.Integer, sa.ForeignKey("journal_lines.number"), nullable=False),
    sa.Column("case_number", sa.String, sa.ForeignKey("cases.number"), index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("rule", sa.String, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False, index=True),
    sa.Column("met_at", INSTANT),
    sa.UniqueConstraint("journal", "kind"),
)
sa.Table(
    "dispatches",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("message_id", sa.String, nullable=False, unique=True),
    sa.Column("once_key", sa.String, nullable=False, unique=True),
    sa.Column("journal", sa.Integer, sa.ForeignKey("journal_lines.number"), index=True),
    sa.Column("case_number", sa.String, sa.ForeignKey("cases.number"), index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("ways", sa.String, nullable=False),
    sa.Column("recipient_hash", sa.String, nullable=False, index=True),
    sa.Column("reply_token", sa.String, nullable=False, index=True),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("filed_at", INSTANT, nullable=False, index=True),
    sa.Column("not_before", INSTANT, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("lease_until", INSTANT),
    sa.Column("last_answer", sa.String, nullable=False),
    sa.Column("delivered_at", INSTANT),
    sa.Column("refused_at", INSTANT),
    sa.Column("bounced_at", INSTANT),
    sa.Column("erased_at", INSTANT),
    sa.Index("ix_dispatches_due", "state", "not_before"),
    sqlite_autoincrement=True,
)
sa.Table(
    "duties",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "journal", sa.Integer, sa.ForeignKey("journal_lines.number"), nullable=False, index=True
    ),
    sa.Column("case_number", sa.String, sa.ForeignKey("cases.number")),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("detail", sa.String, nullable=False),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("opened_at", INSTANT, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("done_at", INSTANT),
    sa.Column("done_by", sa.String, nullable=False),
    sa.Index("ix_duties_open", "done_at", "kind"),
    sa.Index(
        "uq_duties_open_once",
        "journal",
        "kind",
        unique=True,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    ),
)
sa.Table(
    "raw_mails",
    metadata,
    sa.Column("journal", sa.Integer, sa.ForeignKey("journal_lines.number"), primary_key=True),
    sa.Column("blank_page", sa.LargeBinary, nullable=False),
    sa.Column("message_id", sa.String, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
sa.Table(
    "reasons",
    metadata,
    sa.Column("journal", sa.Integer, sa.ForeignKey("journal_lines.number"), primary_key=True),
    sa.Column("blank_page", sa.LargeBinary, nullable=False),
    sa.Column("because", sa.Text, nullable=False),
    sa.Column("runner_up", sa.String, nullable=False),
)
sa.Table(
    "server_copies",
    metadata,
    sa.Column("journal", sa.Integer, sa.ForeignKey("journal_lines.number"), primary_key=True),
    sa.Column("folder", sa.String, nullable=False),
    sa.Column("uid_validity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger),
    sa.Column("is_filed", sa.Boolean, nullable=False),
)
sa.Table(
    "dispatch_wires",
    metadata,
    sa.Column("dispatch", sa.Integer, sa.ForeignKey("dispatches.id"), primary_key=True),
    sa.Column("blank_page", sa.LargeBinary, nullable=False),
    sa.Column("envelope_sender", sa.String, nullable=False),
    sa.Column("recipient", sa.String, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
sa.Table(
    "warnings",
    metadata,
    sa.Column("duty", sa.Integer, sa.ForeignKey("duties.id"), primary_key=True),
    sa.Column("role", sa.String, primary_key=True),
    sa.Column("after_working_days", sa.Integer, primary_key=True),
    sa.Column("sent_at", INSTANT, nullable=False),
)


def upgrade() -> None:
    metadata.create_all(op.get_bind(), checkfirst=False)
