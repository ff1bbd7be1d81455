"""The story of an incident on Discord, over sockets."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end import shifted
from tests.end_to_end.serving import Serving, serving
from tests.end_to_end.story import Pressing, Shown, Story
from tests.fakes.discord_payloads import LEAST_PERMISSIONS
from tests.fakes.discord_rules import PIN_MESSAGES

GUILD, CHANNEL = 50, 51


class Discord(Pressing):
    """A channel of a server, where the bot reads what mentions it."""

    def __init__(self, world: Serving) -> None:
        self.home = world.home
        self._world = world
        self._fake = world.discord
        self._fake.add_guild(GUILD, LEAST_PERMISSIONS | PIN_MESSAGES)

    async def start(self) -> None:
        self._fake.gateway.sessions.clear()  # of what happens while it is away, Discord delivers nothing to a new process
        await self._world.started()

    async def kill(self) -> None:
        await self._world.killed()

    async def end(self) -> int:
        status, _ = await self._world.terminated()
        return status

    def name(self, person: int) -> str:
        return f"user-{_id(person)}"

    async def chats(self, person: int, words: str) -> str:
        return str((await self._fake.user_says(words, guild=GUILD, channel=CHANNEL, user=_id(person))).id)

    async def says(self, person: int, words: str) -> str:
        told = await self._fake.user_says(f"incident {words}", guild=GUILD, channel=CHANNEL, user=_id(person), mention=True)
        return str(told.id)

    async def presses(self, person: int, message: Shown, button: str) -> str:
        sent = next(sent for sent in self._fake.sent if str(sent.id) == message.id)
        interaction = await self._fake.press(sent, button, user=_id(person))
        return str(interaction.id)

    async def pinned(self) -> list[str]:
        return [str(message) for message in self._fake.pinned[CHANNEL]]

    async def shown(self) -> list[Shown]:
        said: dict[int, list[str]] = {}
        for message, words, _ in self._fake.edits:
            said.setdefault(message, []).append(words)
        return [
            Shown(
                str(sent.id),
                sent.content,
                tuple(sent.buttons),
                str(sent.reference or ""),
                sent.files,
                tuple(said.get(sent.id, ())),
            )
            for sent in self._fake.sent
            if sent.channel == CHANNEL
        ]


def _id(person: int) -> int:
    return 1000 + person


async def test_the_story(home: Path) -> None:
    async with serving(home, shifted.COMMAND) as world:
        await Story(Discord(world)).tell()
        assert [one for one in world.discord.refusals if one.status != 429] == []
        assert "Traceback" not in world.said
