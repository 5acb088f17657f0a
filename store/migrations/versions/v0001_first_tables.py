"""The tables of the first release, frozen as they were; later steps change them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
metadata = sa.MetaData()

sa.Table(
    "access_log",
    metadata,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("at", INSTANT, nullable=False),
    sa.Column("who", sa.String(), nullable=False),
    sa.Column("what", sa.String(), nullable=False),
    sa.Column("journal", sa.Integer()),
    sa.Column("case_number", sa.String()),
    sa.Column("reason", sa.String(), nullable=False),
    sa.PrimaryKeyConstraint("id", name="pk_access_log"),
)
sa.Index("ix_access_log_at", metadata.tables["access_log"].c.at)
sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("full_name", sa.String(), nullable=False),
    sa.Column("role", sa.String(), nullable=False),
    sa.Column("password_hash", sa.String(), nullable=False),
    sa.Column("is_locked", sa.Boolean(), nullable=False),
    sa.Column("failed_logins", sa.Integer(), nullable=False),
    sa.Column("locked_until", INSTANT),
    sa.Column("session_version", sa.Integer(), nullable=False),
    sa.Column("created_at", INSTANT, nullable=False),
    sa.PrimaryKeyConstraint("name", name="pk_accounts"),
)
sa.Table(
    "case_numbers",
    metadata,
    sa.Column("number", sa.String(), nullable=False),
    sa.PrimaryKeyConstraint("number", name="pk_case_numbers"),
)
sa.Table(
    "cases",
    metadata,
    sa.Column("number", sa.String(), nullable=False),
    sa.Column("channel", sa.String(), nullable=False),
    sa.Column("labels", sa.String(), nullable=False),
    sa.Column("received_on", sa.Date(), nullable=False),
    sa.Column("opened_at", INSTANT, nullable=False),
    sa.Column("party_name", sa.String(), nullable=False),
    sa.Column("party_address", sa.String(), nullable=False),
    sa.Column("party_hash", sa.String(), nullable=False),
    sa.Column("unit", sa.String(), nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("result", sa.String(), nullable=False),
    sa.Column("measure", sa.Text(), nullable=False),
    sa.Column("closed_at", INSTANT),
    sa.Column("row_version", sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint("number", name="pk_cases"),
)
sa.Index("ix_cases_party_hash", metadata.tables["cases"].c.party_hash)
sa.Index("ix_cases_received_on", metadata.tables["cases"].c.received_on)
sa.Table(
    "heartbeats",
    metadata,
    sa.Column("what", sa.String(), nullable=False),
    sa.Column("at", INSTANT, nullable=False),
    sa.Column("is_well", sa.Boolean(), nullable=False),
    sa.Column("note", sa.String(), nullable=False),
    sa.Column("count", sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint("what", name="pk_heartbeats"),
)
sa.Table(
    "mailbox_leases",
    metadata,
    sa.Column("mailbox", sa.String(), nullable=False),
    sa.Column("holder", sa.String(), nullable=False),
    sa.Column("until", INSTANT, nullable=False),
    sa.PrimaryKeyConstraint("mailbox", name="pk_mailbox_leases"),
)
sa.Table(
    "journal_lines",
    metadata,
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("mailbox", sa.String(), nullable=False),
    sa.Column("folder", sa.String(), nullable=False),
    sa.Column("uid_validity", sa.BigInteger(), nullable=False),
    sa.Column("uid", sa.BigInteger(), nullable=False),
    sa.Column("received_at", INSTANT, nullable=False),
    sa.Column("taken_at", INSTANT, nullable=False),
    sa.Column("size", sa.Integer(), nullable=False),
    sa.Column("message_id_hash", sa.String(), nullable=False),
    sa.Column("letter_hash", sa.String(), nullable=False),
    sa.Column("sender_hash", sa.String(), nullable=False),
    sa.Column("same_letter_as", sa.Integer()),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("decided_at", INSTANT),
    sa.Column("decided_by", sa.String(), nullable=False),
    sa.Column("labels", sa.String(), nullable=False),
    sa.Column("way_sgg", sa.String(), nullable=False),
    sa.Column("way_director", sa.String(), nullable=False),
    sa.Column("way_register", sa.String(), nullable=False),
    sa.Column("other_kind", sa.String(), nullable=False),
    sa.Column("confidence_percent", sa.Integer()),
    sa.Column("language", sa.String(), nullable=False),
    sa.Column("model", sa.String(), nullable=False),
    sa.Column("case_number", sa.String()),
    sa.Column("answers_journal", sa.Integer()),
    sa.Column("hidden_from", sa.String(), nullable=False),
    sa.Column("retention", sa.String(), nullable=False),
    sa.Column("erasure_held", sa.Boolean(), nullable=False),
    sa.Column("raw_erased_at", INSTANT),
    sa.Column("server_erased_at", INSTANT),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("lease_until", INSTANT),
    sa.Column("row_version", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(
        ["answers_journal"], ["journal_lines.number"], name="fk_journal_lines_answers_journal"
    ),
    sa.ForeignKeyConstraint(
        ["case_number"],
        ["cases.number"],
        name="fk_journal_lines_case_number",
        initially="DEFERRED",
        deferrable=True,
    ),
    sa.ForeignKeyConstraint(
        ["same_letter_as"], ["journal_lines.number"], name="fk_journal_lines_same_letter_as"
    ),
    sa.PrimaryKeyConstraint("number", name="pk_journal_lines"),
    sa.UniqueConstraint(
        "mailbox",
        "folder",
        "uid_validity",
        "uid",
        name="uq_journal_lines_mailbox_folder_uid_validity_uid",
    ),
    sqlite_autoincrement=True,
)
sa.Index("ix_journal_lines_case_number", metadata.tables["journal_lines"].c.case_number)
sa.Index("ix_journal_lines_decided_at", metadata.tables["journal_lines"].c.decided_at)
sa.Index("ix_journal_lines_letter_hash", metadata.tables["journal_lines"].c.letter_hash)
sa.Index("ix_journal_lines_message_id_hash", metadata.tables["journal_lines"].c.message_id_hash)
sa.Index("ix_journal_lines_sender_hash", metadata.tables["journal_lines"].c.sender_hash)
sa.Table(
    "case_events",
    metadata,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("case_number", sa.String(), nullable=False),
    sa.Column("at", INSTANT, nullable=False),
    sa.Column("what", sa.String(), nullable=False),
    sa.Column("by", sa.String(), nullable=False),
    sa.Column("journal", sa.Integer()),
    sa.ForeignKeyConstraint(["case_number"], ["cases.number"], name="fk_case_events_case_number"),
    sa.ForeignKeyConstraint(["journal"], ["journal_lines.number"], name="fk_case_events_journal"),
    sa.PrimaryKeyConstraint("id", name="pk_case_events"),
)
sa.Index("ix_case_events_case_number", metadata.tables["case_events"].c.case_number)
sa.Table(
    "case_texts",
    metadata,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("case_number", sa.String(), nullable=False),
    sa.Column("journal", sa.Integer()),
    sa.Column("entered_at", INSTANT, nullable=False),
    sa.Column("blank_page", sa.LargeBinary(), nullable=False),
    sa.Column("subject", sa.String(), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(["case_number"], ["cases.number"], name="fk_case_texts_case_number"),
    sa.ForeignKeyConstraint(["journal"], ["journal_lines.number"], name="fk_case_texts_journal"),
    sa.PrimaryKeyConstraint("id", name="pk_case_texts"),
    sa.UniqueConstraint("case_number", "journal", name="uq_case_texts_case_number_journal"),
)
sa.Index("ix_case_texts_case_number", metadata.tables["case_texts"].c.case_number)
sa.Table(
    "deadlines",
    metadata,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("journal", sa.Integer(), nullable=False),
    sa.Column("case_number", sa.String()),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("rule", sa.String(), nullable=False),
    sa.Column("due_on", sa.Date(), nullable=False),
    sa.Column("met_at", INSTANT),
    sa.ForeignKeyConstraint(["case_number"], ["cases.number"], name="fk_deadlines_case_number"),
    sa.ForeignKeyConstraint(["journal"], ["journal_lines.number"], name="fk_deadlines_journal"),
    sa.PrimaryKeyConstraint("id", name="pk_deadlines"),
    sa.UniqueConstraint("journal", "kind", name="uq_deadlines_journal_kind"),
)
sa.Index("ix_deadlines_case_number", metadata.tables["deadlines"].c.case_number)
sa.Index("ix_deadlines_due_on", metadata.tables["deadlines"].c.due_on)
sa.Table(
    "dispatches",
    metadata,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("message_id", sa.String(), nullable=False),
    sa.Column("once_key", sa.String(), nullable=False),
    sa.Column("journal", sa.Integer()),
    sa.Column("case_number", sa.String()),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("ways", sa.String(), nullable=False),
    sa.Column("recipient_hash", sa.String(), nullable=False),
    sa.Column("reply_token", sa.String(), nullable=False),
    sa.Column("sha256", sa.String(), nullable=False),
    sa.Column("filed_at", INSTANT, nullable=False),
    sa.Column("not_before", INSTANT, nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("lease_until", INSTANT),
    sa.Column("last_answer", sa.String(), nullable=False),
    sa.Column("delivered_at", INSTANT),
    sa.Column("refused_at", INSTANT),
    sa.Column("bounced_at", INSTANT),
    sa.Column("erased_at", INSTANT),
    sa.ForeignKeyConstraint(["case_number"], ["cases.number"], name="fk_dispatches_case_number"),
    sa.ForeignKeyConstraint(["journal"], ["journal_lines.number"], name="fk_dispatches_journal"),
    sa.PrimaryKeyConstraint("id", name="pk_dispatches"),
    sa.UniqueConstraint("message_id", name="uq_dispatches_message_id"),
    sa.UniqueConstraint("once_key", name="uq_dispatches_once_key"),
    sqlite_autoincrement=True,
)
sa.Index("ix_dispatches_case_number", metadata.tables["dispatches"].c.case_number)
sa.Index(
    "ix_dispatches_due",
    metadata.tables["dispatches"].c.state,
    metadata.tables["dispatches"].c.not_before,
)
sa.Index("ix_dispatches_filed_at", metadata.tables["dispatches"].c.filed_at)
sa.Index("ix_dispatches_journal", metadata.tables["dispatches"].c.journal)
sa.Index("ix_dispatches_recipient_hash", metadata.tables["dispatches"].c.recipient_hash)
sa.Index("ix_dispatches_reply_token", metadata.tables["dispatches"].c.reply_token)
sa.Table(
    "duties",
    metadata,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("journal", sa.Integer(), nullable=False),
    sa.Column("case_number", sa.String()),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("detail", sa.String(), nullable=False),
    sa.Column("owner", sa.String(), nullable=False),
    sa.Column("opened_at", INSTANT, nullable=False),
    sa.Column("due_on", sa.Date(), nullable=False),
    sa.Column("done_at", INSTANT),
    sa.Column("done_by", sa.String(), nullable=False),
    sa.ForeignKeyConstraint(["case_number"], ["cases.number"], name="fk_duties_case_number"),
    sa.ForeignKeyConstraint(["journal"], ["journal_lines.number"], name="fk_duties_journal"),
    sa.PrimaryKeyConstraint("id", name="pk_duties"),
)
sa.Index("ix_duties_journal", metadata.tables["duties"].c.journal)
sa.Index("ix_duties_open", metadata.tables["duties"].c.done_at, metadata.tables["duties"].c.kind)
sa.Index(
    "uq_duties_open_once",
    metadata.tables["duties"].c.journal,
    metadata.tables["duties"].c.kind,
    unique=True,
    sqlite_where=sa.text("done_at IS NULL"),
    postgresql_where=sa.text("done_at IS NULL"),
)
sa.Table(
    "raw_mails",
    metadata,
    sa.Column("journal", sa.Integer(), nullable=False),
    sa.Column("blank_page", sa.LargeBinary(), nullable=False),
    sa.Column("message_id", sa.String(), nullable=False),
    sa.Column("content", sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(["journal"], ["journal_lines.number"], name="fk_raw_mails_journal"),
    sa.PrimaryKeyConstraint("journal", name="pk_raw_mails"),
)
sa.Table(
    "reasons",
    metadata,
    sa.Column("journal", sa.Integer(), nullable=False),
    sa.Column("blank_page", sa.LargeBinary(), nullable=False),
    sa.Column("because", sa.Text(), nullable=False),
    sa.Column("runner_up", sa.String(), nullable=False),
    sa.ForeignKeyConstraint(["journal"], ["journal_lines.number"], name="fk_reasons_journal"),
    sa.PrimaryKeyConstraint("journal", name="pk_reasons"),
)
sa.Table(
    "server_copies",
    metadata,
    sa.Column("journal", sa.Integer(), nullable=False),
    sa.Column("folder", sa.String(), nullable=False),
    sa.Column("uid_validity", sa.BigInteger(), nullable=False),
    sa.Column("uid", sa.BigInteger()),
    sa.Column("is_filed", sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(["journal"], ["journal_lines.number"], name="fk_server_copies_journal"),
    sa.PrimaryKeyConstraint("journal", name="pk_server_copies"),
)
sa.Table(
    "dispatch_wires",
    metadata,
    sa.Column("dispatch", sa.Integer(), nullable=False),
    sa.Column("blank_page", sa.LargeBinary(), nullable=False),
    sa.Column("envelope_sender", sa.String(), nullable=False),
    sa.Column("recipient", sa.String(), nullable=False),
    sa.Column("content", sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(["dispatch"], ["dispatches.id"], name="fk_dispatch_wires_dispatch"),
    sa.PrimaryKeyConstraint("dispatch", name="pk_dispatch_wires"),
)
sa.Table(
    "warnings",
    metadata,
    sa.Column("duty", sa.Integer(), nullable=False),
    sa.Column("role", sa.String(), nullable=False),
    sa.Column("after_working_days", sa.Integer(), nullable=False),
    sa.Column("sent_at", INSTANT, nullable=False),
    sa.ForeignKeyConstraint(["duty"], ["duties.id"], name="fk_warnings_duty"),
    sa.PrimaryKeyConstraint("duty", "role", "after_working_days", name="pk_warnings"),
)


def upgrade() -> None:
    metadata.create_all(op.get_bind(), checkfirst=False)
