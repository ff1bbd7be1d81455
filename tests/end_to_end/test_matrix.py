"""`planb serve` in Matrix rooms, on a real homeserver, as people meet it."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from bot.wording import text
from knowledge.languages import Language
from tests.end_to_end.program import COMMAND, ROOT, environment, planb
from tests.synapse.people import PATIENCE, Person, newest
from tests.synapse.server import SERVER, Synapse

pytestmark = pytest.mark.xdist_group("synapse")

BAKERY = "WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?"
NOW = "Tout de suite"
SOURCES = text("sources-title", Language.FR)


@dataclass
class Bot:
    """The program, and the account that it is given."""

    id: str
    settings: dict[str, str]
    home: Path
    command: Sequence[str] = COMMAND
    starts: int = 0
    process: asyncio.subprocess.Process | None = None
    others: dict[str, str] = field(default_factory=dict)
    """What else is in its environment."""

    async def start(self) -> None:
        self.starts += 1
        with self._log.open("wb") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                "serve",
                cwd=ROOT,
                env=environment(self.home, self.settings, **self.others),
                stdout=log,
                stderr=log,
            )

    async def end(self, how: signal.Signals) -> int:
        assert self.process
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), PATIENCE)

    async def until_said(self, words: str) -> None:
        give_up = time.monotonic() + PATIENCE
        while words not in self.said:
            assert time.monotonic() < give_up, self.said
            await asyncio.sleep(0.1)

    @property
    def said(self) -> str:
        """What the latest start has printed."""
        if not self.starts:
            return ""
        return self._log.read_text("utf-8")

    @property
    def _log(self) -> Path:
        return self.home.parent / f"matrix-{self.starts}.log"


@dataclass
class World:
    server: Synapse
    bot: Bot
    anna: Person
    ben: Person


@asynccontextmanager
async def made(synapse: Synapse, home: Path, command: Sequence[str] = COMMAND, **settings: str) -> AsyncIterator[World]:
    """People, and a program that is not started yet; whatever happens, it is gone afterwards."""
    unique = home.parent.name.replace("_", "-").lower()
    async with aiohttp.ClientSession() as session:

        async def person(name: str) -> Person:
            id_, _, token = await asyncio.to_thread(synapse.register, f"{name}.{unique}", displayed=name.capitalize())
            return Person(synapse.url, id_, token, session)

        id_, password, _ = await asyncio.to_thread(synapse.register, f"planb.{unique}", displayed="Plan B")
        account = {"matrix_homeserver": synapse.url, "matrix_user": id_, "matrix_password": password}
        bot = Bot(id_, {**account, "matrix_allowed": f"*:{SERVER}", **settings}, home, command)
        try:
            yield World(synapse, bot, await person("anna"), await person("ben"))
        finally:
            if bot.process:
                await bot.end(signal.SIGKILL)
            assert password not in bot.said
            assert "Traceback" not in bot.said


@pytest.fixture
async def world(synapse: Synapse, home: Path) -> AsyncIterator[World]:
    async with made(synapse, home) as world:
        await world.bot.start()
        yield world


async def test_a_question_a_button_and_a_checklist_in_a_direct_room(world: World) -> None:
    anna, bot = world.anna, world.bot.id
    room = await anna.room(bot, direct=True)
    await anna.say(room, BAKERY)
    [answer] = await anna.answers(room, bot)
    body = answer["content"]["body"]
    assert body.startswith(f"☐ 1. {NOW}")
    assert answer["content"]["formatted_body"].startswith(f"<p>☐ 1. <strong>{NOW}")
    label = text("button-checklist", Language.FR)
    assert f"1️⃣ {label}" in body
    await anna.until(room, bot, bool, "m.reaction")
    await anna.react(room, answer["event_id"], "1️⃣")
    board = (await anna.answers(room, bot, 2))[1]
    await anna.react(room, board["event_id"], "1️⃣")
    await anna.until(room, bot, lambda found: "☑ 1." in newest(found, board["event_id"])["body"])
    await anna.say(room, text("button-sources", Language.FR))
    await anna.say(room, "!sources")
    assert SOURCES in (await anna.answers(room, bot, 3))[2]["content"]["body"]


async def test_in_a_team_room_only_who_is_meant_answers_in_the_thread_it_was_asked_in(world: World) -> None:
    anna, ben, bot = world.anna, world.ben, world.bot.id
    room = await anna.room(bot, ben.id)
    await ben.join(room)
    await anna.until(room, bot, bool, "m.room.member")
    root = await ben.say(room, BAKERY)
    await anna.say(room, f"Plan B: {BAKERY}", mentions=bot, thread=root)
    [answer] = await anna.answers(room, bot)
    assert NOW in answer["content"]["body"]
    assert answer["content"]["m.relates_to"]["event_id"] == root
    assert answer["content"]["m.mentions"] == {"user_ids": [anna.id]}
    await ben.say(room, "!now Instagram est en panne")
    assert len(await anna.answers(room, bot, 2)) == 2


async def test_killed_twice_it_answers_each_once(world: World) -> None:
    anna, bot = world.anna, world.bot
    room = await anna.room(bot.id, direct=True)
    await anna.say(room, BAKERY)
    [first] = await anna.answers(room, bot.id)
    await bot.end(signal.SIGKILL)
    await anna.say(room, "Instagram ne marche plus depuis une heure, je fais quoi ?")
    await bot.start()
    await anna.answers(room, bot.id, 2)
    await bot.end(signal.SIGKILL)
    await bot.start()
    await anna.react(room, first["event_id"], "1️⃣")
    answers = await anna.answers(room, bot.id, 3)
    assert ["☐ 1." in one["content"]["body"] for one in answers] == [True, True, True]
    assert len(answers) == 3
    assert await bot.end(signal.SIGTERM) == 0
    assert len(await anna.answers(room, bot.id)) == 3


async def test_the_homeserver_gone_for_a_while(synapse: Synapse, home: Path, tmp_path: Path) -> None:
    from tests.synapse.server import synapse as another

    folder = tmp_path / "hs"
    folder.mkdir()
    with another(folder) as server:
        async with made(server, home) as world:
            await world.bot.start()
            room = await world.anna.room(world.bot.id, direct=True)
            await world.anna.say(room, BAKERY)
            await world.anna.answers(room, world.bot.id)
            await asyncio.to_thread(server.stop)
            await world.bot.until_said("can't be reached")
            await asyncio.to_thread(server.start)
            await world.anna.say(room, "Instagram est en panne, je fais quoi ?")
            assert len(await world.anna.answers(room, world.bot.id, 2)) == 2


async def test_a_wrong_password_is_said_once_and_the_doctor_says_it_too(synapse: Synapse, home: Path) -> None:
    async with made(synapse, home, matrix_password="wrong-and-secret") as world:
        checked = planb("doctor", home=home, settings=world.bot.settings)
        assert "PLANB_MATRIX_PASSWORD" in checked.out
        await world.bot.start()
        await world.bot.until_said("PLANB_MATRIX_PASSWORD")
        assert await world.bot.end(signal.SIGTERM) == 0
        assert world.bot.said.count("PLANB_MATRIX_PASSWORD") == 1
        assert "wrong-and-secret" not in world.bot.said + checked.out + checked.err


async def test_the_doctor_signs_in_and_out_again(synapse: Synapse, home: Path) -> None:
    async with made(synapse, home) as world:
        checked = planb("doctor", home=home, settings=world.bot.settings)
        assert text("doctor-matrix", Language.EN, name=world.bot.id) in checked.out
