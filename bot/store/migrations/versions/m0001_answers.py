"""Answers and chosen languages, as the first version kept them; a database of that version has both already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make what is not there yet."""
    there = sa.inspect(op.get_bind()).get_table_names()
    if "answers" not in there:
        op.create_table(
            "answers",
            sa.Column("id", sa.String(16), primary_key=True),
            sa.Column("conversation", sa.String(200), nullable=False),
            sa.Column("person", sa.String(100), nullable=False),
            sa.Column("given", sa.String(32), nullable=False),
            sa.Column("question", sa.Text, nullable=False),
            sa.Column("language", sa.String(2), nullable=False),
            sa.Column("topics", sa.Text, nullable=False),
            sa.Column("citations", sa.Text, nullable=False),
        )
        op.create_index("answers_of_person", "answers", ["conversation", "person", "given"])
    if "languages" not in there:
        op.create_table(
            "languages",
            sa.Column("person", sa.String(120), primary_key=True),
            sa.Column("language", sa.String(2), nullable=False),
        )
