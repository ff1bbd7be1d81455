"""Profiles, checklists, feedback, inbox and outbox, servers' rules; answers keep their steps and situation."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from bot.store.schema import (
    CHANGES,
    CHECKLISTS,
    FEEDBACK,
    INBOX,
    ITEMS,
    MATRIX_PRESSES,
    MATRIX_STATE,
    OUTBOX,
    PROFILES,
    SERVERS,
)

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; a chosen language becomes part of its person's profile."""
    with op.batch_alter_table("answers") as answers:
        answers.add_column(sa.Column("status", sa.String(10), nullable=False, server_default="answered"))
        answers.add_column(sa.Column("steps", sa.Text, nullable=False, server_default="[]"))
        answers.add_column(sa.Column("situation", sa.Text, nullable=False, server_default="{}"))
    connection = op.get_bind()
    tables = (PROFILES, CHECKLISTS, ITEMS, CHANGES, FEEDBACK, INBOX, OUTBOX, SERVERS, MATRIX_STATE, MATRIX_PRESSES)
    for table in tables:
        table.create(connection)
    languages = sa.table("languages", sa.column("person"), sa.column("language"))
    for person, language in connection.execute(sa.select(languages.c.person, languages.c.language)).all():
        connection.execute(sa.insert(PROFILES).values(person=person, facts=json.dumps({"language": language})))
    op.drop_table("languages")
