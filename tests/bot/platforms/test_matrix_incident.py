"""What people do in an incident's room on Matrix: signs below messages, notes that answer them, pills. On a real homeserver."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.wording import text
from knowledge.languages import Language
from tests.bot.features.outage import Outage
from tests.bot.platforms.matrix_script import World, world
from tests.synapse.people import Person
from tests.synapse.server import Synapse

pytestmark = pytest.mark.xdist_group("synapse")

NOTED = text("incident-noted", Language.EN)


@pytest.fixture(autouse=True)
def no_error_unseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert not [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]


@dataclass
class Team:
    """A room with the bot, where Anna has opened an incident."""

    world: World
    outage: Outage
    room: str
    anna: Person
    ben: Person
    cem: Person

    async def hears(self, count: int) -> dict[str, Any]:
        """The last of so many messages of the bot's."""
        answers = await self.anna.answers(self.room, self.world.bot, count)
        assert len(answers) == count
        return answers[-1]

    @property
    def notes(self) -> list[tuple[str, str]]:
        timeline = self.outage.timeline(f"matrix:{self.room}")
        return [(name, said) for what, name, said in timeline if what == "note"]


@pytest.fixture
async def team(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Team]:
    outage = Outage(tmp_path / "incidents")
    async with world(synapse, tmp_path) as there:
        there.script = outage.dialogue  # type: ignore[assignment]
        async with there.running():
            anna, ben, cem = [await there.person(name) for name in ("anna", "ben", "cem")]
            room = await anna.room(there.bot, ben.id, cem.id)
            for other in (ben, cem):
                await other.join(room)
            await anna.until(room, there.bot, bool, "m.room.member")
            await anna.say(room, "!incident open WhatsApp is down")
            await anna.answers(room, there.bot)
            yield Team(there, outage, room, anna, ben, cem)
    outage.database.close()


async def test_a_pin_notes_what_somebody_said_with_its_author_once(team: Team) -> None:
    said = await team.ben.say(team.room, "*Two* clients called @room")
    await team.anna.react(team.room, said, "📌")
    noted = await team.hears(2)
    assert noted["content"]["body"] == NOTED
    assert noted["content"]["m.relates_to"]["m.in_reply_to"]["event_id"] == said
    assert noted["content"]["m.mentions"].get("user_ids", []) in ([], [team.anna.id])
    mine = await team.cem.react(team.room, said, "📌")
    await team.cem.redact(team.room, mine)
    await team.cem.react(team.room, said, "📌\ufe0f")
    await team.cem.react(team.room, said, "🎉")
    await team.cem.react(team.room, noted["event_id"], "📌")
    await team.anna.say(team.room, "!incident brief")
    brief = await team.hears(3)
    assert "Ben: *Two* clients called" in brief["content"]["body"]
    assert team.notes == [("Ben", "*Two* clients called @room")]


async def test_a_note_that_answers_somebody_notes_their_newest_words(team: Team) -> None:
    said = await team.ben.say(team.room, "Two clientz called")
    newer = {"msgtype": "m.text", "body": "Two clients called"}
    relation = {"rel_type": "m.replace", "event_id": said}
    await team.ben.say(team.room, "* Two clients called", **{"m.new_content": newer, "m.relates_to": relation})
    await team.anna.say(team.room, "Notiz", to=said)
    await team.hears(2)
    await team.anna.say(team.room, "!note", to=said)
    assert (await team.hears(3))["content"]["body"] == NOTED, "who asks the bot gets an answer, also the second time"
    assert team.notes == [("Ben", "Two clients called")]


async def test_people_are_meant_by_pills_and_ids_also_who_said_nothing_yet(team: Team) -> None:
    pill = f'!assign 1 <a href="https://matrix.to/#/{team.ben.id}">Ben</a>'
    html = {"format": "org.matrix.custom.html", "formatted_body": pill}
    await team.anna.say(team.room, "!assign 1 Ben", mentions=team.ben.id, **html)
    assert "🙋 Ben" in (await team.hears(2))["content"]["body"].replace("\xa0", " ")
    await team.anna.say(team.room, f"!assign 2 {team.cem.id}")
    board = await team.hears(3)
    assert "🙋 Cem" in board["content"]["body"].replace("\xa0", " ")
    assert set(board["content"]["m.mentions"].get("user_ids", [])) <= {team.anna.id}, "nobody is pinged"
    await team.cem.ask("POST", f"rooms/{team.room}/leave", {})
    await team.anna.say(team.room, f"!lead {team.cem.id}")
    assert "nobody called" in (await team.hears(4))["content"]["body"], "who left leads nothing"
    zoe = await team.world.person("zoe")
    await team.anna.say(team.room, f"!assign 3 {zoe.id}")
    assert "nobody called" in (await team.hears(5))["content"]["body"]


async def test_without_an_incident_a_mark_is_theirs(team: Team) -> None:
    await team.anna.say(team.room, "!incident close")
    await team.anna.until(team.room, team.world.bot, lambda found: len(found) >= 3)
    before = len(await team.anna.events(team.room, team.world.bot))
    said = await team.ben.say(team.room, "Two clients called")
    await team.anna.react(team.room, said, "📌")
    await team.anna.say(team.room, "note", to=said)
    await team.anna.say(team.room, "!incident list")
    found = await team.anna.until(team.room, team.world.bot, lambda found: len(found) > before)
    assert "WhatsApp" in found[-1]["content"]["body"]
    assert team.notes == []


async def test_signs_of_who_left_meanwhile_change_nothing(synapse: Synapse, tmp_path: Path) -> None:
    outage = Outage(tmp_path / "incidents")
    async with world(synapse, tmp_path) as there:
        there.script = outage.dialogue  # type: ignore[assignment]
        anna, ben, cem = [await there.person(name) for name in ("anna", "ben", "cem")]
        async with there.running():
            room = await anna.room(there.bot, ben.id, cem.id)
            for other in (ben, cem):
                await other.join(room)
            await anna.until(room, there.bot, bool, "m.room.member")
            said = await cem.say(room, "Two clients called")
            await anna.say(room, "!incident open WhatsApp is down")
            [board] = await anna.answers(room, there.bot)
            await anna.until(room, there.bot, lambda found: len(found) >= 3, "m.reaction")
        await ben.react(room, board["event_id"], "1️⃣")
        await ben.react(room, said, "📌")
        await ben.ask("POST", f"rooms/{room}/leave", {})
        await anna.react(room, board["event_id"], "2️⃣")
        async with there.running():
            await anna.until(room, there.bot, lambda found: len(found) >= 2)
            await anna.say(room, "!incident list")
            await anna.answers(room, there.bot, 2)
        assert [(what, name) for what, name, _ in outage.timeline(f"matrix:{room}")] == [("opened", "Anna"), ("tick", "Anna")]
    outage.database.close()


async def test_in_a_thread_the_rooms_incident_is_meant_and_answers_come_there(team: Team) -> None:
    root = await team.ben.say(team.room, "What do we tell the clients?")
    await team.cem.say(team.room, "!note they call us", thread=root)
    noted = await team.hears(2)
    assert noted["content"]["body"] == NOTED
    assert noted["content"]["m.relates_to"]["event_id"] == root, "in the thread"
    said = await team.ben.say(team.room, "Two clients called", thread=root)
    await team.anna.react(team.room, said, "📌")
    marked = await team.hears(3)
    assert (marked["content"]["body"], marked["content"]["m.relates_to"]["event_id"]) == (NOTED, root)
    await team.ben.say(team.room, "!incident done 1", thread=root)
    board = await team.hears(4)
    assert "☑ 1." in board["content"]["body"].replace("\xa0", " ")
    assert team.notes == [("Cem", "they call us"), ("Ben", "Two clients called")]
    incident = team.outage.incidents.current(f"matrix:{team.room}")
    assert incident
    places = [entry.place for entry in team.outage.incidents.timeline(incident.id)]
    assert places[1:] == [f"matrix:{team.room}/{root}"] * 3


async def test_one_that_was_opened_before_others_came_is_everybodys_once_they_act(synapse: Synapse, tmp_path: Path) -> None:
    outage = Outage(tmp_path / "incidents")
    async with world(synapse, tmp_path) as there:
        there.script = outage.dialogue  # type: ignore[assignment]
        async with there.running():
            anna, ben = [await there.person(name) for name in ("anna", "ben")]
            room = await anna.room(there.bot)
            await anna.until(room, there.bot, bool, "m.room.member")
            await anna.say(room, "!incident open WhatsApp is down")
            [board] = await anna.answers(room, there.bot)
            assert "Lead" not in board["content"]["body"]
            await anna.invite(room, ben.id)
            await ben.join(room)
            await ben.say(room, "!take 2")
            taken = (await anna.answers(room, there.bot, 2))[-1]["content"]["body"].replace("\xa0", " ")
            assert "Lead: Anna" in taken
            assert "🙋 Ben" in taken
            await anna.say(room, "!forget yes")
            await anna.answers(room, there.bot, 3)
            await ben.say(room, "!incident board")
            assert "🙋 Ben" in (await anna.answers(room, there.bot, 4))[-1]["content"]["body"].replace("\xa0", " ")
    outage.database.close()
