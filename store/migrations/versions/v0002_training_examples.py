"""Masked letters to learn from (R7, R36); nothing is carried over."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_examples",
        sa.Column("journal", sa.Integer, nullable=False),
        sa.Column("blank_page", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("journal", name="pk_training_examples"),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journal_lines.number"],
            name="fk_training_examples_journal",
        ),
    )
