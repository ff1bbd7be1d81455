"""Profiles, checklists, feedback, inbox and outbox, servers' rules; answers keep their steps and situation."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables; a chosen language becomes part of its person's profile."""
    with op.batch_alter_table("answers") as answers:
        answers.add_column(sa.Column("status", sa.String(10), nullable=False, server_default="answered"))
        answers.add_column(sa.Column("steps", sa.Text, nullable=False, server_default="[]"))
        answers.add_column(sa.Column("situation", sa.Text, nullable=False, server_default="{}"))
    op.create_table("profiles", sa.Column("person", sa.String(120), primary_key=True), _text("facts"))
    _make_checklists()
    _make_mail()
    op.create_table("servers", sa.Column("server", sa.String(120), primary_key=True), _text("rules"))
    _make_matrix()
    connection = op.get_bind()
    languages = sa.table("languages", sa.column("person"), sa.column("language"))
    profiles = sa.table("profiles", sa.column("person"), sa.column("facts"))
    for person, language in connection.execute(sa.select(languages.c.person, languages.c.language)).all():
        connection.execute(sa.insert(profiles).values(person=person, facts=json.dumps({"language": language})))
    op.drop_table("languages")


def _make_checklists() -> None:
    op.create_table(
        "checklists",
        sa.Column("id", sa.String(16), primary_key=True),
        _string("conversation", 200),
        _string("person", 120),
        sa.Column("private", sa.Integer, nullable=False),
        _string("answer", 16),
        _string("topic", 60),
        _text("title"),
        _string("language", 2),
        _string("started", 32),
    )
    op.create_index("checklists_of_conversation", "checklists", ["conversation", "started"])
    op.create_table(
        "items",
        _numbered(),
        _string("checklist", 16),
        sa.Column("position", sa.Integer, nullable=False),
        _string("step", 120),
        _text("text"),
        _text("why"),
        _text("citations"),
        _string("state", 10, "open"),
        _string("state_by", 120, ""),
        _text("state_name", ""),
        _string("state_at", 32, ""),
        _string("claimed_by", 120, ""),
        _text("claimed_name", ""),
        sa.UniqueConstraint("checklist", "position", name="item_of_checklist"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "changes",
        _numbered(),
        _string("checklist", 16),
        sa.Column("position", sa.Integer, nullable=False),
        _string("person", 120),
        _text("name"),
        _string("change", 12),
        _string("at", 32),
        sqlite_autoincrement=True,
    )
    op.create_index("changes_of_checklist", "changes", ["checklist", "id"])
    op.create_table(
        "feedback",
        sa.Column("answer", sa.String(16), primary_key=True),
        sa.Column("person", sa.String(120), primary_key=True),
        _string("verdict", 8),
        _string("reason", 40, ""),
        _string("at", 32),
    )


def _make_mail() -> None:
    op.create_table(
        "inbox",
        _numbered(),
        _string("platform", 20),
        _string("key", 80),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        _string("received", 32),
        _string("handled", 32, ""),
        sa.UniqueConstraint("platform", "key", name="update_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("inbox_waiting", "inbox", ["platform", "handled", "id"])
    op.create_table(
        "outbox",
        _numbered(),
        _string("platform", 20),
        _string("conversation", 200),
        _string("cause", 80),
        _string("board", 40, ""),
        _text("place"),
        _text("message"),
        _string("created", 32),
        _string("sent", 32, ""),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_waiting", "outbox", ["platform", "sent", "id"])


def _make_matrix() -> None:
    op.create_table("matrix_state", sa.Column("name", sa.String(300), primary_key=True), _text("value"))
    op.create_table(
        "matrix_presses",
        sa.Column("event", sa.String(255), primary_key=True),
        _string("room", 255),
        _string("thread", 255, ""),
        _text("presses"),
        sa.Column("offered", sa.Integer, nullable=False, server_default="0"),
        _string("at", 32),
    )
    op.create_index("matrix_presses_of_conversation", "matrix_presses", ["room", "thread", "at"])


def _numbered() -> sa.Column[int]:
    return sa.Column("id", _NUMBER, primary_key=True, autoincrement=True)


def _string(name: str, longest: int, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(longest), nullable=False, server_default=default)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)
