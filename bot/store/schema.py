"""The tables. A change of them is a migration too (migrations/versions/)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

METADATA = MetaData()
HEAD = "0005"
"""The migration that makes these tables."""
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""For numbers that are never given twice, also where rows come from memory (memory.py)."""
_ID, _PLACE = String(300), String(600)
"""Enough for any platform's ids: PostgreSQL refuses what is longer. A Matrix one has up to 255 characters, a thread is two."""

ANSWERS = Table(
    "answers",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("conversation", _PLACE, nullable=False),
    Column("person", _ID, nullable=False),
    Column("given", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("status", String(10), nullable=False, server_default="answered"),
    Column("topics", Text, nullable=False),
    Column("citations", Text, nullable=False),
    Column("steps", Text, nullable=False, server_default="[]"),
    Column("situation", Text, nullable=False, server_default="{}"),
    Index("answers_of_person", "conversation", "person", "given"),
)
PROFILES = Table(
    "profiles",
    METADATA,
    Column("person", _ID, primary_key=True),
    Column("facts", Text, nullable=False),
)
CHECKLISTS = Table(
    "checklists",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("conversation", _PLACE, nullable=False),
    Column("person", _ID, nullable=False),
    Column("private", Integer, nullable=False),
    Column("answer", String(16), nullable=False),
    Column("topic", String(60), nullable=False),
    Column("title", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("started", String(32), nullable=False),
    Column("incident", String(16), nullable=False, server_default=""),
    Index("checklists_of_conversation", "conversation", "started"),
    Index("checklists_of_incident", "incident"),
)
ITEMS = Table(
    "items",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("checklist", String(16), nullable=False),
    Column("position", Integer, nullable=False),
    Column("step", _ID, nullable=False),
    Column("text", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("citations", Text, nullable=False),
    Column("state", String(10), nullable=False, server_default="open"),
    Column("state_by", _ID, nullable=False, server_default=""),
    Column("state_name", Text, nullable=False, server_default=""),
    Column("state_at", String(32), nullable=False, server_default=""),
    Column("claimed_by", _ID, nullable=False, server_default=""),
    Column("claimed_name", Text, nullable=False, server_default=""),
    UniqueConstraint("checklist", "position", name="item_of_checklist"),
    sqlite_autoincrement=True,
)
CHANGES = Table(
    "changes",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("checklist", String(16), nullable=False),
    Column("position", Integer, nullable=False),
    Column("person", _ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("change", String(12), nullable=False),
    Column("at", String(32), nullable=False),
    Column("incident", String(16), nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    Column("place", _PLACE, nullable=False, server_default=""),
    Index("changes_of_checklist", "checklist", "id"),
    Index("changes_of_incident", "incident", "id"),
    sqlite_autoincrement=True,
)
FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("answer", String(16), primary_key=True),
    Column("person", _ID, primary_key=True),
    Column("verdict", String(8), nullable=False),
    Column("reason", String(40), nullable=False, server_default=""),
    Column("at", String(32), nullable=False),
)
INBOX = Table(
    "inbox",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("platform", String(20), nullable=False),
    Column("key", _ID, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("received", String(32), nullable=False),
    Column("handled", String(32), nullable=False, server_default=""),
    UniqueConstraint("platform", "key", name="update_once"),
    Index("inbox_waiting", "platform", "handled", "id"),
    sqlite_autoincrement=True,
)
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("platform", String(20), nullable=False),
    Column("conversation", _PLACE, nullable=False),
    Column("person", _ID, nullable=False, server_default=""),
    Column("cause", _ID, nullable=False),
    Column("board", String(40), nullable=False, server_default=""),
    Column("place", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("created", String(32), nullable=False),
    Column("sent", String(32), nullable=False, server_default=""),
    Index("outbox_waiting", "platform", "sent", "id"),
    sqlite_autoincrement=True,
)
SERVERS = Table(
    "servers",
    METADATA,
    Column("server", _ID, primary_key=True),
    Column("rules", Text, nullable=False),
)
MATRIX_STATE = Table(
    "matrix_state",
    METADATA,
    Column("name", _PLACE, primary_key=True),
    Column("value", Text, nullable=False),
)
MATRIX_PRESSES = Table(
    "matrix_presses",
    METADATA,
    Column("event", String(255), primary_key=True),
    Column("room", String(255), nullable=False),
    Column("thread", String(255), nullable=False, server_default=""),
    Column("presses", Text, nullable=False),
    Column("offered", Integer, nullable=False, server_default="0"),
    Column("at", String(32), nullable=False),
    Index("matrix_presses_of_conversation", "room", "thread", "at"),
)
INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("title", Text, nullable=False),
    Column("down", Text, nullable=False, server_default="[]"),
    Column("language", String(2), nullable=False),
    Column("role", String(16), nullable=False, server_default=""),
    Column("opened", String(32), nullable=False),
    Column("since", String(32), nullable=False),
    Column("opened_by", _ID, nullable=False),
    Column("lead", _ID, nullable=False),
    Column("lead_name", Text, nullable=False),
    Column("closed", String(32), nullable=False, server_default=""),
    Column("loss", Text, nullable=False, server_default="{}"),
)
ROOMS = Table(
    "rooms",
    METADATA,
    Column("incident", String(16), primary_key=True),
    Column("conversation", _PLACE, primary_key=True),
    Index("rooms_of_conversation", "conversation"),
)
ROOM_RULES = Table(
    "room_rules",
    METADATA,
    Column("conversation", _PLACE, primary_key=True),
    Column("rules", Text, nullable=False),
)
REMINDERS = Table(
    "reminders",
    METADATA,
    Column("incident", String(16), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("due", String(32), nullable=False),
    Column("nags", Integer, nullable=False, server_default="0"),
    Index("reminders_due", "due"),
)
OVERHEARD = Table(
    "overheard",
    METADATA,
    Column("chat", _ID, primary_key=True),
    Column("message", String(40), primary_key=True),
    Column("conversation", _PLACE, nullable=False),
    Column("person", _ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("handle", String(80), nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    Column("at", String(32), nullable=False),
    Index("overheard_in", "conversation", "at"),
    Index("overheard_of", "person"),
)
