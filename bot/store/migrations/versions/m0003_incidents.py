"""Incidents: their rooms, rules and reminders; checklists and their changes may belong to one."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.store.schema import CHANGES, CHECKLISTS, INCIDENTS, REMINDERS, ROOM_RULES, ROOMS

revision = "0003"
down_revision = "0002"

_ADDED: dict[sa.Table, list[tuple[str, Any]]] = {
    CHECKLISTS: [("incident", sa.String(16))],
    CHANGES: [("incident", sa.String(16)), ("text", sa.Text), ("place", sa.String(200))],
}
_INDEXED = {CHECKLISTS: "checklists_of_incident", CHANGES: "changes_of_incident"}


def upgrade() -> None:
    """Make the tables, and add the columns where the tables are older than those of today."""
    connection = op.get_bind()
    for table, columns in _ADDED.items():
        there = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
        with op.batch_alter_table(table.name) as altered:
            for name, kind in columns:
                if name not in there:
                    altered.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        for index in table.indexes:
            if index.name == _INDEXED[table]:
                index.create(connection, checkfirst=True)
    for table in (INCIDENTS, ROOMS, ROOM_RULES, REMINDERS):
        table.create(connection)
