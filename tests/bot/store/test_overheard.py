"""What is remembered of a room while an incident is open there, and of no other room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.store import overheard as module
from bot.store.overheard import Line, Overheard
from bot.store.persons import kept_of
from tests.bot.features.outage import Outage

SAID = Line("room", "bob", "Bob", "BobTheBaker", "7", "two called", "2021-10-04T16:01:00+00:00")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path)
    yield room
    room.database.close()


@pytest.fixture
def memory(room: Outage) -> Overheard:
    return Overheard(room.database, "test")


def test_it_is_kept_where_an_incident_is_open_and_as_long(room: Outage, memory: Overheard) -> None:
    memory.keep("room", SAID)
    assert memory.said("room", "7") is None
    assert not memory.listens("room")
    room.says("/incident open")
    assert memory.listens("room")
    memory.keep("room", SAID)
    memory.keep("elsewhere", replace(SAID, conversation="elsewhere"))
    assert memory.said("room", "7") == replace(SAID, handle="bobthebaker")
    assert memory.said("elsewhere", "7") is None
    assert Overheard(room.database, "other").said("room", "7") is None
    room.restart()
    assert Overheard(room.database, "test").said("room", "7")
    room.says("close")
    assert Overheard(room.database, "test").said("room", "7") is None


def test_the_newest_words_and_people_by_what_follows_an_at(room: Outage, memory: Overheard) -> None:
    room.says("/incident open")
    memory.keep("room", SAID)
    memory.keep("room", replace(SAID, text="three called"))
    memory.keep("room", Line("room", "zoe", "Zoe", "zoe_z", at="2021-10-04T16:02:00+00:00"))
    found = memory.said("room", "7")
    assert found
    assert found.text == "three called"
    for handle, person in (("@BOBTHEBAKER", "bob"), ("zoe_z", "zoe")):
        named = memory.named("room", handle)
        assert named
        assert named.person == person
    assert memory.named("room", "@") is None
    assert memory.named("elsewhere", "@zoe_z") is None
    memory.drop("room")
    assert memory.said("room", "7") is None


def test_only_the_last_ones_are_kept(room: Outage, memory: Overheard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    room.says("/incident open")
    for number in range(6):
        memory.keep("room", replace(SAID, message=str(number), at=f"2021-10-04T16:0{number}:00+00:00"))
    assert [number for number in range(6) if memory.said("room", str(number))] == [3, 4, 5]


def test_who_is_forgotten_is_forgotten_here_too(room: Outage, memory: Overheard) -> None:
    room.says("/incident open")
    memory.keep("room", replace(SAID, person="Bob"))
    assert kept_of(room.database, "test:Bob")["overheard"]
    room.says("/forget yes", "Bob")
    assert memory.said("room", "7") is None


def test_topics_are_listened_to_with_the_room_around_them(room: Outage, memory: Overheard) -> None:
    room.says("/incident open")
    other = replace(SAID, conversation="room/8", message="9")
    memory.keep("room", replace(SAID, conversation="room/7"))
    memory.keep("room", other)
    memory.keep("room", replace(SAID, conversation="roomier/7", message="10"))
    assert memory.said("room", "10") is None
    room.says("/incident open", room="room/8", around="room")
    room.says("close")
    assert memory.said("room", "7") is None
    assert memory.said("room", "9") == replace(other, handle="bobthebaker"), "a topic with an incident of its own"
    assert not memory.listens("room/7")
