"""Room for case work: notes, measures, statements, letters, petitions, and what accounts need.

Starts empty; existing accounts and cases keep what they have.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 (a list of tables)
    op.create_table(
        "duty_rota",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duty_rota"),
    )
    op.create_table(
        "template_versions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("is_standard", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_template_versions"),
        sa.UniqueConstraint("name", "version", name="uq_template_versions_name_version"),
    )

    op.create_table(
        "calendar_feeds",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_calendar_feeds_account"),
        sa.PrimaryKeyConstraint("account", name="pk_calendar_feeds"),
        sa.UniqueConstraint("token_hash", name="uq_calendar_feeds_token_hash"),
    )
    op.create_table(
        "case_notes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("blank_page", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name="fk_case_notes_case_number"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_notes"),
    )
    op.create_index("ix_case_notes_case_number", "case_notes", ["case_number"])

    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("owner_unit", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["cases.number"], name="fk_measures_case_number"),
        sa.PrimaryKeyConstraint("id", name="pk_measures"),
    )
    op.create_index("ix_measures_case_number", "measures", ["case_number"])
    op.create_index("ix_measures_due_on", "measures", ["due_on"])

    op.create_table(
        "petition_steps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name="fk_petition_steps_case_number"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_petition_steps"),
    )
    op.create_index("ix_petition_steps_case_number", "petition_steps", ["case_number"])

    op.create_table(
        "petitions",
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("competence", sa.String(), nullable=False),
        sa.Column("committee_on", sa.Date(), nullable=True),
        sa.Column("is_own_copy", sa.Boolean(), nullable=False),
        sa.Column("copy_started_close", sa.Boolean(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("form_edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_edited_by", sa.String(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("blank_page", sa.LargeBinary(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["cases.number"], name="fk_petitions_case_number"),
        sa.PrimaryKeyConstraint("case_number", name="pk_petitions"),
    )
    op.create_table(
        "praise_ways",
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name="fk_praise_ways_case_number"
        ),
        sa.PrimaryKeyConstraint("case_number", name="pk_praise_ways"),
    )
    op.create_table(
        "protection_notes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("party_hash", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("measure_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("measure_by", sa.String(), nullable=False),
        sa.Column("blank_page", sa.LargeBinary(), nullable=False),
        sa.Column("employee", sa.String(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name="fk_protection_notes_case_number"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_protection_notes"),
    )
    op.create_index("ix_protection_notes_case_number", "protection_notes", ["case_number"])
    op.create_index("ix_protection_notes_party_hash", "protection_notes", ["party_hash"])

    op.create_table(
        "saved_views",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_saved_views_account"),
        sa.PrimaryKeyConstraint("account", "name", name="pk_saved_views"),
    )
    op.create_table(
        "statement_requests",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_way", sa.String(), nullable=False),
        sa.Column("answer_journal", sa.Integer(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_late_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("link_seed", sa.String(), nullable=False),
        sa.Column("blank_page", sa.LargeBinary(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name="fk_statement_requests_case_number"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statement_requests"),
        sa.UniqueConstraint("token_hash", name="uq_statement_requests_token_hash"),
    )
    op.create_index("ix_statement_requests_case_number", "statement_requests", ["case_number"])
    op.create_index("ix_statement_requests_due_on", "statement_requests", ["due_on"])
    op.create_index(
        "uq_statement_requests_waiting_once",
        "statement_requests",
        ["case_number", "unit"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )

    op.create_table(
        "case_files",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("journal", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("blank_page", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name="fk_case_files_case_number"
        ),
        sa.ForeignKeyConstraint(
            ["journal"], ["journal_lines.number"], name="fk_case_files_journal"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_files"),
    )
    op.create_index("ix_case_files_case_number", "case_files", ["case_number"])
    op.create_index("ix_case_files_journal", "case_files", ["journal"])

    op.create_table(
        "authorisations",
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("sponsor", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name="fk_authorisations_case_number"
        ),
        sa.ForeignKeyConstraint(["document"], ["case_files.id"], name="fk_authorisations_document"),
        sa.PrimaryKeyConstraint("case_number", "sponsor", name="pk_authorisations"),
    )
    op.create_table(
        "case_letters",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("dispatch", sa.Integer(), nullable=True),
        sa.Column("wish_met", sa.Boolean()),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("blank_page", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name="fk_case_letters_case_number"
        ),
        sa.ForeignKeyConstraint(["dispatch"], ["dispatches.id"], name="fk_case_letters_dispatch"),
        sa.PrimaryKeyConstraint("id", name="pk_case_letters"),
    )
    op.create_index("ix_case_letters_case_number", "case_letters", ["case_number"])

    op.add_column(
        "accounts",
        sa.Column("must_change_password", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    for name in ("totp_sealed", "external_subject"):
        op.add_column("accounts", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.add_column(
        "accounts", sa.Column("totp_step", sa.BigInteger, nullable=False, server_default="0")
    )
    op.create_table(
        "confirmed_parties",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("blank_page", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal"], ["journal_lines.number"], name="fk_confirmed_parties_journal"
        ),
        sa.PrimaryKeyConstraint("journal", name="pk_confirmed_parties"),
    )
    op.create_table(
        "undo_points",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_hash", sa.String(), nullable=False),
        sa.Column("blank_page", sa.LargeBinary(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal"], ["journal_lines.number"], name="fk_undo_points_journal"
        ),
        sa.PrimaryKeyConstraint("journal", name="pk_undo_points"),
    )
    op.create_index("ix_undo_points_until", "undo_points", ["until"])
    op.add_column("journal_lines", sa.Column("received_on", sa.Date))
    op.add_column("cases", sa.Column("escalation_step", sa.Integer))
    for column in ("party_phone", "party_postal"):
        op.add_column("cases", sa.Column(column, sa.String, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("email_consent_on", sa.Date))
    op.add_column("heartbeats", sa.Column("since", sa.DateTime(timezone=True)))
    op.create_index("ix_cases_closed", "cases", ["state", "closed_at"])
    op.create_index(
        "ix_deadlines_open",
        "deadlines",
        ["case_number", "kind", "due_on"],
        sqlite_where=sa.text("met_at IS NULL"),
        postgresql_where=sa.text("met_at IS NULL"),
    )
    op.create_index("ix_journal_lines_received_at", "journal_lines", ["received_at"])
    op.create_index(
        "ix_journal_lines_hidden_from",
        "journal_lines",
        ["hidden_from"],
        sqlite_where=sa.text("hidden_from != ''"),
        postgresql_where=sa.text("hidden_from != ''"),
    )
