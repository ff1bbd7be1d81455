"""Letters know whom they answer, so that what is forgotten takes them along; room for the ids of every platform."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_WIDER: dict[int, dict[str, tuple[str, ...]]] = {
    300: {
        "answers": ("person",),
        "profiles": ("person",),
        "checklists": ("person",),
        "items": ("step", "state_by", "claimed_by"),
        "changes": ("person",),
        "feedback": ("person",),
        "inbox": ("key",),
        "outbox": ("cause",),
        "servers": ("server",),
        "incidents": ("opened_by", "lead"),
    },
    600: {
        "answers": ("conversation",),
        "checklists": ("conversation",),
        "changes": ("place",),
        "outbox": ("conversation",),
        "matrix_state": ("name",),
        "rooms": ("conversation",),
        "room_rules": ("conversation",),
    },
}


def upgrade() -> None:
    """Add the column. SQLite minds no lengths."""
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("person", sa.String(300), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        return
    for longest, tables in _WIDER.items():
        for table, columns in tables.items():
            for column in columns:
                op.alter_column(table, column, type_=sa.String(longest))
