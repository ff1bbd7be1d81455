"""The story of an incident on Telegram, over sockets."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end import shifted
from tests.end_to_end.serving import Serving, serving
from tests.end_to_end.story import Pressing, Shown, Story

GROUP = -1001000000001


class Telegram(Pressing):
    """A group, which the bot may read."""

    def __init__(self, world: Serving) -> None:
        self.home = world.home
        self._world = world
        self._fake = world.telegram
        self._fake.may_pin(GROUP)

    async def start(self) -> None:
        self._world.discord.gateway.sessions.clear()
        await self._world.started()

    async def kill(self) -> None:
        await self._world.killed()

    async def end(self) -> int:
        status, _ = await self._world.terminated()
        return status

    def name(self, person: int) -> str:
        return f"Person {_id(person)}"

    async def chats(self, person: int, words: str) -> str:
        return str(self._fake.user_says(words, chat=GROUP, user=_id(person), language="en"))

    async def says(self, person: int, words: str) -> str:
        return str(self._fake.user_says(f"/incident {words}", chat=GROUP, user=_id(person), language="en"))

    async def presses(self, person: int, message: Shown, button: str) -> str:
        return self._fake.press(int(message.id), button, user=_id(person), language="en")

    async def passing(self, press: str) -> str:
        return next((toast.text for toast in list(self._fake.toasts) if toast.query == press), "")

    async def pinned(self) -> list[str]:
        return [str(message) for _, message, _ in self._fake.pins]

    async def shown(self) -> list[Shown]:
        said: dict[int, list[str]] = {}
        for message, words, _ in list(self._fake.edits):
            said.setdefault(message, []).append(words)
        return [
            Shown(
                str(sent.message_id),
                sent.text,
                tuple(sent.buttons.values()),
                str(sent.reply_to or ""),
                {sent.file: sent.content} if sent.file else {},
                tuple(said.get(sent.message_id, ())),
            )
            for sent in list(self._fake.sent)
            if sent.chat_id == GROUP
        ]


def _id(person: int) -> int:
    return 1000 + person


async def test_the_story(home: Path) -> None:
    async with serving(home, shifted.COMMAND) as world:
        await Story(Telegram(world)).tell()
        assert [one for one in world.telegram.refusals if one.status != 429 and not _is_harmless(one.description)] == []
        assert "Traceback" not in world.said


def _is_harmless(refusal: str) -> bool:
    """Of what a kill makes be done again: the same state shown twice, a word in passing to who does not wait any more."""
    return "not modified" in refusal or "query is too old" in refusal
