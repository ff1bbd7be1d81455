"""Incidents: their rooms, rules and reminders; checklists and their changes may belong to one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns and make the tables."""
    with op.batch_alter_table("checklists") as checklists:
        checklists.add_column(sa.Column("incident", sa.String(16), nullable=False, server_default=""))
    op.create_index("checklists_of_incident", "checklists", ["incident"])
    with op.batch_alter_table("changes") as changes:
        changes.add_column(sa.Column("incident", sa.String(16), nullable=False, server_default=""))
        changes.add_column(sa.Column("text", sa.Text, nullable=False, server_default=""))
        changes.add_column(sa.Column("place", sa.String(200), nullable=False, server_default=""))
    op.create_index("changes_of_incident", "changes", ["incident", "id"])
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("down", sa.Text, nullable=False, server_default="[]"),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("role", sa.String(16), nullable=False, server_default=""),
        sa.Column("opened", sa.String(32), nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("opened_by", sa.String(120), nullable=False),
        sa.Column("lead", sa.String(120), nullable=False),
        sa.Column("lead_name", sa.Text, nullable=False),
        sa.Column("closed", sa.String(32), nullable=False, server_default=""),
        sa.Column("loss", sa.Text, nullable=False, server_default="{}"),
    )
    op.create_table(
        "rooms",
        sa.Column("incident", sa.String(16), primary_key=True),
        sa.Column("conversation", sa.String(200), primary_key=True),
    )
    op.create_index("rooms_of_conversation", "rooms", ["conversation"])
    op.create_table(
        "room_rules",
        sa.Column("conversation", sa.String(200), primary_key=True),
        sa.Column("rules", sa.Text, nullable=False),
    )
    op.create_table(
        "reminders",
        sa.Column("incident", sa.String(16), primary_key=True),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("due", sa.String(32), nullable=False),
        sa.Column("nags", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("reminders_due", "reminders", ["due"])
