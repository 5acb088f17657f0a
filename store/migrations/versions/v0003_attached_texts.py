"""Room for what stands in attachments, erased together with the raw mail."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attached_texts",
        sa.Column("journal", sa.Integer, nullable=False),
        sa.Column("blank_page", sa.LargeBinary, nullable=False),
        sa.Column("texts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("journal", name="pk_attached_texts"),
        sa.ForeignKeyConstraint(
            ["journal"], ["journal_lines.number"], name="fk_attached_texts_journal"
        ),
    )
