"""What is said in a room during an incident, where a platform tells of a sign below a message but not what the message says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "overheard",
        sa.Column("chat", sa.String(300), primary_key=True),
        sa.Column("message", sa.String(40), primary_key=True),
        sa.Column("conversation", sa.String(600), nullable=False),
        sa.Column("person", sa.String(300), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("handle", sa.String(80), nullable=False, server_default=""),
        sa.Column("text", sa.Text, nullable=False, server_default=""),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("overheard_in", "overheard", ["conversation", "at"])
    op.create_index("overheard_of", "overheard", ["person"])
