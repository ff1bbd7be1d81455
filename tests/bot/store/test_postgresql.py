"""The same on PostgreSQL: what is kept, what is kept from others meanwhile, and what happens while the server is away."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from bot.app import App
from bot.checklists import Action, Checklist, Doer, Item, Outcome, State
from bot.clock import now
from bot.doctor import Finding, examine
from bot.incidents import Incident
from bot.messages import Incoming
from bot.packing import Heard
from bot.settings import Settings
from bot.store import address
from bot.store.answers import Answers
from bot.store.checklists import Checklists
from bot.store.database import NOT_KEPT, Database, migrate
from bot.store.feedback import Feedback
from bot.store.incidents import Incidents
from bot.store.mailbox import Answered, Arrival, Mailbox
from bot.store.profiles import Profiles
from bot.store.schema import METADATA
from bot.turns import say
from knowledge.languages import Language
from tests.bot.store import postgresql
from tests.bot.store.postgresql import PASSWORD, Server
from tests.bot.store.samples import given
from tests.bot.store.test_database import found, kept

pytestmark = pytest.mark.xdist_group("PostgreSQL")
ANN, BOB = (Doer(f"test:{name.lower()}", name, "2021-10-04T16:00:00+00:00") for name in ("Ann", "Bob"))
LONG = "@" + "x" * 254
"""As long as a Matrix id may be."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgresql.server() as server:
        yield server


@pytest.fixture
def url(server: Server) -> str:
    return server.database()


@pytest.fixture
def database(url: str, tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "home", url)
    database.open()
    yield database
    database.close()
    assert not (tmp_path / "home").exists(), "nothing but the database is used"


def checklist() -> Checklist:
    items = tuple(Item(position, f"Do {position}.") for position in range(1, 4))
    return Checklist("", "test:room", ANN.person, False, "0123456789ab", "", "What now?", "en", items)


def lasting(database: Database) -> bool:
    return database.write(database.outlives)


def test_migrations_make_what_a_new_one_has(url: str) -> None:
    engine = create_engine(address.read(url, Path()).url)
    with engine.connect() as connection:
        migrate(connection)
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_server_default": True}), METADATA) == []
    engine.dispose()


def test_others_tables_are_left_alone(url: str, tmp_path: Path) -> None:
    engine = create_engine(address.read(url, Path()).url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_elses (x INTEGER)"))
    engine.dispose()
    database = Database(tmp_path, url)
    assert found(database, kept(database))
    assert lasting(database)
    database.close()


def test_everything_is_kept(database: Database, url: str, tmp_path: Path) -> None:
    id_ = Answers(database).keep(given(f"matrix:{LONG}/{LONG}", LONG, question="Why\0?"))
    Profiles(database).change(LONG, name="A\0nn", channels={"telegram": "@a\0"})
    assert Profiles(database).change(LONG, language="pl").name == "A\0nn", "JSON can hold it"
    Feedback(database).keep(id_, LONG, "bad", "wrong")
    mailbox = Mailbox(database, "test")
    heard = Heard(Incoming("test", "room", "ann", "done 1"), {"chat": 1})
    assert [one.lasting for one in mailbox.receive([Arrival("1", heard), Arrival("2", heard), Arrival("1", heard)])] == [
        True
    ] * 3
    assert [arrival.key for arrival in mailbox.waiting()] == ["1", "2"]
    first, second = mailbox.answer([Answered("1", heard, (say("☑ 1"),)), Answered("2", heard, (say("☑ 2"),))])
    assert first.letter
    mailbox.settle([first.letter.id])
    assert second.letter
    assert [letter.id for letter in mailbox.unsent()] == [second.letter.id]
    at = now().isoformat()
    begun = Incident("", "WhatsApp", "en", at, at, LONG, LONG, "Ann", down=("whatsapp",))
    incident, new = Incidents(database).open(begun, "test:room", (), ANN, private=False)
    assert new
    assert lasting(database)
    again = Database(tmp_path / "home", url)
    last = Answers(again).last(f"matrix:{LONG}/{LONG}", LONG)
    assert last
    assert (last.id, last.question) == (id_, "Why?")
    assert [judged.id for judged in Feedback(again).judged()] == [id_]
    assert [one.id for one in Incidents(again).listed("test:room")] == [incident.id]
    assert len(Incidents(again).timeline(incident.id)) == 1
    again.close()


def test_who_ticks_at_once_finds_that_somebody_did(url: str, tmp_path: Path) -> None:
    databases = [Database(tmp_path, url) for _ in range(4)]
    kept = Checklists(databases[0]).start(checklist())
    outcomes: list[Outcome] = []
    start = threading.Barrier(len(databases))

    def tick(database: Database) -> None:
        start.wait()
        for position in range(1, 4):
            marked = Checklists(database).mark(kept.id, "test:room", BOB, Action.TICK, [position])
            assert marked
            outcomes.extend(outcome for _, outcome, _ in marked.outcomes)

    threads = [threading.Thread(target=tick, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(Outcome.CHANGED) == 3
    assert outcomes.count(Outcome.ALREADY_DONE) == 9
    assert len(Checklists(databases[0]).changes(kept.id)) == 3
    assert all(map(lasting, databases)), "nobody had to give up"
    for database in databases:
        database.close()


def test_an_incident_that_several_open_at_once_is_one(url: str, tmp_path: Path) -> None:
    databases = [Database(tmp_path, url) for _ in range(4)]
    for database in databases:
        database.open()
    start = threading.Barrier(len(databases))
    new: list[bool] = []

    def begin(database: Database) -> None:
        at = now().isoformat()
        for room in range(5):
            start.wait()
            begun = Incident("", "WhatsApp", "en", at, at, ANN.person, ANN.person, "Ann")
            new.append(Incidents(database).open(begun, f"test:{room}", (), ANN, private=False)[1])

    threads = [threading.Thread(target=begin, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (new.count(True), new.count(False)) == (5, 15)
    for database in databases:
        database.close()


@pytest.mark.usefixtures("no_rest")
def test_while_the_server_is_away_it_goes_on_in_memory(
    server: Server, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    checklists = Checklists(database)
    id_ = checklists.start(checklist()).id
    assert checklists.mark(id_, "test:room", ANN, Action.TICK, [1])
    server.stop()
    try:
        meanwhile = kept(database)
        assert found(database, meanwhile)
        other = checklists.start(checklist()).id
        assert checklists.mark(other, "test:room", ANN, Action.TICK, [2])
        assert not lasting(database)
        assert [record.levelno for record in caplog.records].count(logging.WARNING) == 1, "said once"
        assert PASSWORD not in caplog.text
    finally:
        server.start()
    assert found(database, meanwhile)
    assert lasting(database)
    assert checklists.mark(other, "test:room", BOB, Action.TICK, [3])
    assert checklists.mark(id_, "test:room", BOB, Action.TICK, [2])
    newest = checklists.by_id(other, "test:room", ANN.person)
    assert newest
    assert [item.state for item in newest.items] == [State.OPEN, State.DONE, State.DONE]
    assert [change.position for change in checklists.changes(other)] == [2, 3], "in the order in which it was done"


def doctors(home: Path, url: str) -> list[Finding]:
    app = App(Settings(home=home, database_url=url), lambda _key, **_facts: None)
    found = [finding for finding in examine(app, Language.EN) if "postgresql://" in finding.text]
    assert all(PASSWORD not in finding.text and "\n" not in finding.text for finding in found)
    return found


def test_the_doctor_asks_it(server: Server, url: str, tmp_path: Path) -> None:
    shown = f"postgresql://127.0.0.1:{server.port}/"
    (sound,) = doctors(tmp_path, url)
    assert sound.sound
    assert shown in sound.text
    wrong = [url.replace(PASSWORD, "another"), f"{url}-not-there", url.replace(str(server.port), "1")]
    for one in wrong:
        (finding,) = doctors(tmp_path, one)
        assert not finding.sound
        assert "PLANB_DATABASE_URL" in finding.text


def test_a_wrong_password_is_one_line_and_not_in_it(url: str, tmp_path: Path) -> None:
    said: list[str] = []
    settings = Settings(home=tmp_path, database_url=url.replace(PASSWORD, "anothers"))
    database = App(settings, lambda key, **facts: said.append(f"{key} {facts}")).database()
    assert [line.partition(" ")[0] for line in said] == ["store-away"]
    assert "anothers" not in said[0]
    with pytest.raises(NOT_KEPT):
        database.open()
    database.close()
