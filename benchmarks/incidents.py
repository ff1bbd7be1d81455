"""Incidents under load: `planb serve` as a process of its own, with the platforms' limits on, and people who tick."""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import chain, count
from pathlib import Path

from benchmarks.figures import Figure, _home
from benchmarks.serving import Served, served
from bot.checklists import Action, Doer, State
from bot.store.database import Database
from bot.store.incidents import Incidents
from tests.fakes.discord_payloads import Sent as DiscordSent
from tests.fakes.telegram import Sent as TelegramSent

TITLES = (
    "WhatsApp and Instagram are down, customers order by WhatsApp",
    "Instagram est en panne, un live prévu à 18 h",
    "WhatsApp non funziona, gli ordini arrivano lì",
    "Facebook nie działa, mamy zaplanowane posty klientów",
    "Instagram está caído, tengo una campaña en marcha",
    "Facebook ist ausgefallen, die Anmeldung unserer App auch",
)
INCIDENTS, ITEMS, PEOPLE = 50, 40, 30
PAGE = 10
ROOMS, TICKS, QUIET = 12, 5, 4.0
"""Where boards are quiet: rooms of each platform, ticks in each, seconds between two of them."""
FLURRIES, FLURRY = 6, 3.0
"""Rooms of each platform that have a flurry, one after the other, and the seconds in which each of thirty people ticks once."""
A_SECOND, AGAIN = 0.5, 0.3
"""Presses in a second in each of the fifty rooms, and the part of ticks that a second person makes as well."""
PATIENCE = 120.0
GUILD = 50
_NUMBERS = count()


def incidents(folder: Path) -> Iterator[Figure]:
    """All that is promised of incidents."""
    measured = _measured(_home(folder))
    with asyncio.Runner() as runner, suppress(StopAsyncIteration):
        while True:
            yield runner.run(_next(measured))


async def _next(figures: AsyncIterator[Figure]) -> Figure:
    return await anext(figures)


async def _measured(env: Mapping[str, str]) -> AsyncIterator[Figure]:
    async with served(env) as world:
        telegram: list[Room] = [Telegram(world) for _ in range(ROOMS)]
        discord: list[Room] = [Discord(world) for _ in range(ROOMS)]
        for part in (
            _opened([*telegram, *discord]),
            _quiet(telegram),
            _quiet(discord),
            _flurry(telegram),
            _flurry(discord),
            _many(world, Path(env["PLANB_HOME"])),
        ):
            for figure in await part:
                yield figure


class Room:
    """A room with an incident, on some platform. The board that stands in it is the only one."""

    platform = ""

    def __init__(self, world: Served) -> None:
        self.world = world
        self.number = next(_NUMBERS)

    async def says(self, text: str) -> None:
        raise NotImplementedError

    def board(self) -> TelegramSent | DiscordSent | None:
        """The message that is the board, once there is one."""
        raise NotImplementedError

    def shown(self) -> list[tuple[str, float]]:
        """What the board has said since it was sent, with the moments."""
        raise NotImplementedError

    def ids(self) -> list[str]:
        """The ids of its buttons."""
        raise NotImplementedError

    async def presses(self, button: str, person: int) -> None:
        raise NotImplementedError

    async def opens(self) -> float:
        """Open an incident; the seconds until its board stands there."""
        began = time.monotonic()
        await self.says(f"incident open {TITLES[self.number % len(TITLES)]}")
        await until(self.board, "a board")
        board = self.board()
        assert board
        return board.at - began

    def button(self, verb: str, ending: str) -> str:
        return next(id_ for id_ in self.ids() if re.fullmatch(rf"i-{verb}:\w+:{ending}", id_))

    async def ticks(self, item: int, person: int) -> float:
        """Press; the moment in which that was."""
        now = time.monotonic()
        await self.presses(self.button("tick", str(item)), person)
        return now

    async def until_ticked(self, item: int, since: float) -> float:
        """The seconds after `since` at which the board showed the item as done."""

        def shown() -> float:
            done = (at for text, at in self.shown() if at >= since and re.search(rf"^☑ {item}\b", text, re.MULTILINE))
            return next(done, 0.0)

        return await until(shown, f"item {item} ticked") - since


class Telegram(Room):
    """A supergroup. `pressed` are the buttons by the numbers of their presses."""

    platform = "Telegram"

    def __init__(self, world: Served) -> None:
        super().__init__(world)
        self.pressed: dict[str, str] = {}

    @property
    def chat(self) -> int:
        return -1001000000000 - self.number

    async def says(self, text: str) -> None:
        self.world.telegram.user_says(f"/{text}", chat=self.chat, user=1001, language="en")

    def board(self) -> TelegramSent | None:
        return next((sent for sent in list(self.world.telegram.sent) if sent.chat_id == self.chat), None)

    def shown(self) -> list[tuple[str, float]]:
        board = self.board()
        return [(text, at) for id_, text, at in list(self.world.telegram.edits) if board and id_ == board.message_id]

    def ids(self) -> list[str]:
        board = self.board()
        return list(board.buttons.values()) if board else []

    async def presses(self, button: str, person: int) -> None:
        board = self.board()
        assert board
        query = self.world.telegram.press(board.message_id, button, user=1001 + person, language="en")
        self.pressed[query] = button


class Discord(Room):
    """A channel."""

    platform = "Discord"

    @property
    def channel(self) -> int:
        return 10_000 + self.number

    async def says(self, text: str) -> None:
        await self.world.discord.user_says(text, guild=GUILD, channel=self.channel, user=1001, mention=True)

    def board(self) -> DiscordSent | None:
        return next((sent for sent in self.world.discord.sent if sent.channel == self.channel), None)

    def shown(self) -> list[tuple[str, float]]:
        board = self.board()
        return [(text, at) for id_, text, at in self.world.discord.edits if board and id_ == board.id]

    def ids(self) -> list[str]:
        board = self.board()
        return list(board.buttons) if board else []

    async def presses(self, button: str, person: int) -> None:
        board = self.board()
        assert board
        await self.world.discord.press(board, button, user=1001 + person)


async def until(found: Callable[[], object], what: str, within: float = PATIENCE) -> float:
    """What is found, looked for often: as a number, where it is one."""
    give_up = time.monotonic() + within
    while not (it := found()):
        if time.monotonic() > give_up:
            raise TimeoutError(f"no {what} within {within:g} s")
        await asyncio.sleep(0.01)
    return it if isinstance(it, float) else 0.0


async def _opened(rooms: Sequence[Room]) -> list[Figure]:
    """One after the other, as outages begin."""
    times = sorted([await room.opens() for room in rooms])
    return [
        Figure(f"opening a board, {len(rooms)} rooms, p50", statistics.median(times), "s"),
        Figure("… the slowest", times[-1], "s", 1),
    ]


async def _quiet(rooms: Sequence[Room]) -> list[Figure]:
    """Now and then a tick."""

    async def one(room: Room) -> list[float]:
        times = []
        await asyncio.sleep(random.uniform(0, QUIET))
        for item in range(1, 1 + TICKS):
            since = await room.ticks(item, item)
            times.append(await room.until_ticked(item, since))
            await asyncio.sleep(QUIET)
        return times

    times = sorted(chain.from_iterable(await asyncio.gather(*map(one, rooms))))
    name = f"{rooms[0].platform}: a tick on a quiet board, {len(times)} of them"
    return [
        Figure(f"{name}, p50", statistics.median(times), "s"),
        Figure(f"… p95 of {len(times)}", times[int(len(times) * 0.95)], "s", 1),
    ]


async def _flurry(rooms: Sequence[Room]) -> list[Figure]:
    """Thirty people at once in a room, most of them too late for what another has ticked; the last tick is a new one."""

    async def one(room: Room) -> float:
        left = list(range(TICKS + 1, PAGE))
        chosen = [*left, *random.choices(left, k=PEOPLE - len(left) - 1)]
        random.shuffle(chosen)
        for person, item in enumerate(chosen):
            await room.ticks(item, person)
            await asyncio.sleep(random.uniform(0, 2 * FLURRY / PEOPLE))
        since = await room.ticks(PAGE, PEOPLE)
        return await room.until_ticked(PAGE, since)

    times = [await one(room) for room in rooms[:FLURRIES]]
    return [
        Figure(f"{rooms[0].platform}: {PEOPLE} ticks in {FLURRY:g} s, final state, p50", statistics.median(times), "s"),
        Figure(f"… the slowest of {FLURRIES}", max(times), "s", 5),
    ]


async def _many(world: Served, folder: Path) -> list[Figure]:
    """Fifty incidents of forty items, thirty people in each: what was acknowledged against what is kept."""
    rooms = [Telegram(world) for _ in range(INCIDENTS)]
    toasts, began = len(world.telegram.toasts), time.monotonic()
    for room in rooms:
        await room.opens()
    database = Database(folder)
    kept = Incidents(database)
    ids = {room: _filled(kept, f"telegram:{room.chat}") for room in rooms}
    presses = sum(await asyncio.gather(*map(_all_ticked, rooms)))
    await until(lambda: not world.telegram.world.updates, "end of what arrives")
    words = {toast.query: toast.text for toast in world.telegram.toasts[toasts:]}
    told = {(room, button) for room in rooms for query, button in room.pressed.items() if words.get(query, "").startswith("☑")}
    acknowledged = {(ids[room], int(button.rpartition(":")[2])) for room, button in told}
    done, entries = 0, Counter[tuple[str, int]]()
    for room, id_ in ids.items():
        incident = kept.by_id(id_, f"telegram:{room.chat}")
        done += incident.checklist.count(State.DONE) if incident else 0
        entries.update((id_, entry.position) for entry in kept.timeline(id_) if entry.change == Action.TICK)
    database.close()
    return [
        Figure(f"{INCIDENTS} incidents of {ITEMS} items, {PEOPLE} people: presses", presses, ""),
        Figure("… in", time.monotonic() - began, "s"),
        Figure("… ticks that were acknowledged in passing", len(acknowledged), ""),
        Figure("… of these lost", len(acknowledged - entries.keys()), "", most=0),
        Figure("… ticks doubled", entries.total() - len(entries), "", most=0),
        Figure("… items done", done, "", least=INCIDENTS * ITEMS),
        Figure("… memory at most", world.resident("VmHWM") / 2**20, "MiB", 400),
    ]


def _filled(kept: Incidents, room: str) -> str:
    """The id of the room's incident, once it has as many items as it should."""
    incident = kept.current(room)
    assert incident
    doer = Doer("telegram:1001", "Person 1001", datetime.now(UTC).isoformat())
    for number in range(len(incident.checklist.items) + 1, ITEMS + 1):
        kept.add(incident.id, room, doer, f"Call customer number {number} and offer them another way to order")
    return incident.id


async def _all_ticked(room: Telegram) -> int:
    """Everything ticked, page after page, by whoever is there; the number of presses."""
    presses = 0
    for first in range(1, ITEMS, PAGE):
        if first > 1:
            await room.presses(room.button("mode", f"tick:{first // PAGE + 1}"), 0)
            await until(partial(_has, room, first), "the next page")
        items = [*range(first, first + PAGE), *(item for item in range(first, first + PAGE) if random.random() < AGAIN)]
        random.shuffle(items)
        for item in items:
            await room.ticks(item, random.randrange(PEOPLE))
            presses += 1
            await asyncio.sleep(random.uniform(0, 2 / A_SECOND))
        await until(partial(_is_done, room, first), "a page that is done")
    return presses


def _has(room: Room, item: int) -> bool:
    return any(re.fullmatch(rf"i-tick:\w+:{item}", id_) for id_ in room.ids())


def _is_done(room: Telegram, first: int) -> bool:
    board = room.board()
    return board is not None and all(f"\n☑ {item}. " in board.text for item in range(first, first + PAGE))
