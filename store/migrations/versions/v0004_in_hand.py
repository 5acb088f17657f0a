"""Room to note which message is being read, so that one that kills is known; starts empty."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "in_hand",
        sa.Column("mailbox", sa.String, nullable=False),
        sa.Column("folder", sa.String, nullable=False),
        sa.Column("uid_validity", sa.BigInteger, nullable=False),
        sa.Column("uid", sa.BigInteger, nullable=False),
        sa.Column("deaths", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder", "uid_validity", "uid", name="pk_in_hand"),
    )
