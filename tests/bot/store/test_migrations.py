"""A database of an older version is brought up to date and keeps everything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from bot.store.answers import Answers
from bot.store.database import Database, migrate
from bot.store.files import FILE
from bot.store.migrations import versions
from bot.store.profiles import Profiles
from bot.store.schema import HEAD, METADATA

FIRST_VERSION = """
CREATE TABLE answers (id TEXT PRIMARY KEY, conversation TEXT NOT NULL, person TEXT NOT NULL, given TEXT NOT NULL,
    question TEXT NOT NULL, language TEXT NOT NULL, topics TEXT NOT NULL, citations TEXT NOT NULL);
CREATE INDEX answers_of_person ON answers (conversation, person, given);
CREATE TABLE languages (person TEXT PRIMARY KEY, language TEXT NOT NULL);
INSERT INTO answers VALUES ('0123456789ab', 'telegram:7', 'telegram:7', '2026-01-01T10:00:00+00:00', 'Pourquoi ?', 'fr',
    '["how-long"]', '["bsm#1", "awaria#2"]');
INSERT INTO languages VALUES ('telegram:7', 'pl');
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The data folder of the first version, which kept no version number."""
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.executescript(FIRST_VERSION)
    return tmp_path


def test_everything_is_kept(old: Path) -> None:
    database = Database(old)
    found = Answers(database).by_id("0123456789ab", "telegram:7")
    assert found
    assert (found.question, found.language, found.topics, found.citations) == (
        "Pourquoi ?",
        "fr",
        ("how-long",),
        ("bsm#1", "awaria#2"),
    )
    assert (found.status, found.steps, found.situation) == ("answered", (), {})
    assert Answers(database).last("telegram:7", "telegram:7")
    assert Profiles(database).of("telegram:7").language == "pl"
    database.close()


def shape(folder: Path) -> dict[str, object]:
    """Columns, indices and keys by table, as the database itself tells."""
    engine = create_engine(f"sqlite:///{folder / FILE}")
    seen = inspect(engine)
    tables: dict[str, object] = {
        name: (
            sorted(column["name"] for column in seen.get_columns(name)),
            sorted(str(index["name"]) for index in seen.get_indexes(name)),
            sorted(str(one["name"]) for one in seen.get_unique_constraints(name)),
            seen.get_pk_constraint(name)["constrained_columns"],
        )
        for name in METADATA.tables
    }
    engine.dispose()
    return tables


def test_a_database_brought_up_to_date_is_as_a_new_one(old: Path, tmp_path: Path) -> None:
    Database(old).open()
    Database(tmp_path / "new").open()
    assert shape(old) == shape(tmp_path / "new")


def other_kind(_context: object, _found: object, _column: object, there: Any, meant: Any) -> bool:
    """SQLite minds no lengths, so migrations leave them as they were."""
    return there._type_affinity is not meant._type_affinity


def other_default(*compared: Any) -> bool:
    there, _, meant = compared[-3:]
    return (there or "").strip("'()") != (meant or "").strip("'()")


def test_migrations_alone_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / FILE}")
    with engine.connect() as connection:
        migrate(connection)
        compared = {"compare_type": other_kind, "compare_server_default": other_default}
        context = MigrationContext.configure(connection, opts=compared)
        assert compare_metadata(context, METADATA) == []
        numbered = {
            name for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"))
        }
    assert numbered == {table.name for table in METADATA.tables.values() if table.dialect_options["sqlite"]["autoincrement"]}
    engine.dispose()


def test_a_migration_stays_as_it_was_whatever_becomes_of_the_schema() -> None:
    for file in Path(versions.__path__[0]).glob("m*.py"):
        assert "bot." not in file.read_text(), f"{file.name} uses what may change"


def test_a_database_of_a_later_version_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Database(tmp_path).open()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    database = Database(tmp_path)
    assert Profiles(database).change("ann", language="fr").language == "fr", "kept in memory"
    assert "a later version of Plan B" in caplog.text
    database.close()


def test_it_is_done_once(old: Path) -> None:
    for _ in range(2):
        database = Database(old)
        database.open()
        database.close()
    with closing(sqlite3.connect(old / FILE)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (1,)


def test_a_migration_that_fails_half_way_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(old / FILE)) as connection:
        connection.execute("CREATE TABLE servers (in_the_way TEXT)")
    database = Database(old)
    assert Profiles(database).of("telegram:7").language == "", "answered from memory meanwhile"
    database.close()
    with closing(sqlite3.connect(old / FILE)) as connection:
        assert connection.execute("SELECT language FROM languages").fetchall() == [("pl",)]
        assert "status" not in {row[1] for row in connection.execute("PRAGMA table_info(answers)")}
