"""Delivery under load, in this process, with the real dialogue: a crowd, presses while others are at work, and a long run."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, asks
from bot.app import App
from bot.commands import share_memory
from bot.delivery import Delivery, Heard, Letter, Mailbox, Place
from bot.messages import Dialogue, Incoming
from bot.platforms.telegram import TelegramPlatform
from bot.settings import Settings
from bot.store.database import Database
from bot.store.files import FILE
from tests.fakes.telegram import FakeTelegram

ASKS = (
    "WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?",
    "Instagram non funziona, ho un post pagato da pubblicare stasera",
    "Facebook nie działa, mamy zaplanowane posty klientów",
    "Facebook is down, what do I tell my customers?",
    "Instagram está caído, ¿qué hago con mis pedidos?",
    "WhatsApp ist ausgefallen, wie erreichen mich meine Kunden?",
)
USERS = 1_000
ALLOWED = 30
"""Messages that Telegram takes in a second."""
CHATS, PRESSES, A_SECOND = 200, 300, 15
DIFFERENT = 5
"""Ways of asking a topic and language where no two questions are alike: 1,110."""
MESSAGES, LONGEST = 100_000, 1_200.0
"""Messages of the long run, and the seconds after which it ends anyway; how many it were is printed."""
PATIENCE = 120.0


def delivery(folder: Path) -> Iterator[Figure]:
    """All that is promised of delivery."""
    share_memory()  # as `planb serve` does
    app = App(Settings(home=folder / "delivery"), lambda key, **_: print(key, file=sys.stderr))
    database = app.database()
    dialogue = app.conversation(database)
    asyncio.run(_warmed(dialogue))
    for measure in (_crowd, _mixed_crowd, _presses, _long_run):
        mail = Database(folder / measure.__name__)  # each its own: fakes number their updates alike
        yield from asyncio.run(measure(dialogue, mail, folder / measure.__name__ / FILE))
        mail.close()
    database.close()


async def _warmed(dialogue: Dialogue) -> None:
    """A crowd meets a bot that has been running for a while."""
    for number in range(100):
        await dialogue.reply(_said(number).incoming)


@asynccontextmanager
async def _serving(fake: FakeTelegram, dialogue: Dialogue, database: Database) -> Any:
    platform = TelegramPlatform(fake.token, dialogue, Mailbox(database, "telegram"), url=fake.url)
    task = asyncio.create_task(platform.run())
    try:
        await fake.until_called("setMyCommands", 7)
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _crowd(dialogue: Dialogue, database: Database, file: Path) -> list[Figure]:
    """Everybody asks in the same moment, as people do when a network fails: when their answers are safe, and how fast they are
    delivered."""
    seen = await _asked_at_once(ASKS, dialogue, database, file)
    return [
        Figure(f"{USERS} users at once: exactly one answer each", seen.once, "", least=USERS),
        Figure("… answers beyond those", seen.beyond, "", most=0),
        Figure("… in the outbox, p99", seen.safe, "s", 5),
        Figure("… delivered, of the rate that the platform allows", 100 * seen.rate / ALLOWED, "%", least=90),
        Figure("… refused for being too fast", seen.refused, ""),
    ]


async def _mixed_crowd(dialogue: Dialogue, database: Database, file: Path) -> list[Figure]:
    """The same where no two of them ask in the same words."""
    seen = await _asked_at_once(asks(DIFFERENT)[:USERS], dialogue, database, file)
    return [Figure(f"{USERS} users at once, no two alike: in the outbox, p99", seen.safe, "s")]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What became of a crowd: `safe` is the p99 until an answer was in the outbox, in seconds; `rate` in messages a second."""

    once: int
    beyond: int
    safe: float
    rate: float
    refused: int


async def _asked_at_once(texts: Sequence[str], dialogue: Dialogue, database: Database, file: Path) -> _Seen:
    with FakeTelegram() as fake:
        async with _serving(fake, dialogue, database):
            asked = datetime.now(UTC)
            for user in range(USERS):
                fake.user_says(texts[user % len(texts)], chat=10_000 + user)
            await asyncio.to_thread(fake.wait_for_sent, USERS, PATIENCE)
        times = [sent.at for sent in fake.sent]
        refused = len([call for call in fake.calls if call.status == 429])
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT cause, min(created), count(*) FROM outbox GROUP BY cause").fetchall()
    waits = sorted((datetime.fromisoformat(created) - asked).total_seconds() for _, created, _ in rows)
    once = sum(count == 1 for _, _, count in rows)
    rate = (len(times) - 1) / (max(times) - min(times))
    return _Seen(once, len(times) - USERS, waits[int(len(waits) * 0.99)], rate, refused)


async def _presses(dialogue: Dialogue, database: Database, _file: Path) -> list[Figure]:
    """Items ticked in many chats, at moments that nobody chose."""
    with FakeTelegram(flood=False) as fake:
        async with _serving(fake, dialogue, database):
            chats = range(50_000, 50_000 + CHATS)
            for chat in chats:
                fake.user_says(ASKS[0], chat=chat)
            await asyncio.to_thread(fake.wait_for_sent, CHATS, PATIENCE)
            for answer in list(fake.sent):
                fake.press(answer.message_id, next(id_ for id_ in answer.buttons.values() if id_.startswith("check:")))
            await asyncio.to_thread(fake.wait_for_sent, 2 * CHATS, PATIENCE)
            await asyncio.sleep(1)
            boards, presses = fake.sent[CHATS:], list[tuple[float, str, int]]()
            chance = random.Random(4)
            for number in range(PRESSES):
                board = boards[number % CHATS]
                button = next(id_ for id_ in board.buttons.values() if id_.startswith("tick:"))
                presses.append((time.monotonic(), fake.press(board.message_id, button), board.message_id))
                await asyncio.sleep(chance.expovariate(A_SECOND))
            await asyncio.sleep(5)
        times = sorted(_seconds(fake, *press) for press in presses)
    return [
        Figure(f"press in {CHATS} chats, {A_SECOND} a second, p50", 1000 * statistics.median(times), "ms"),
        Figure("… answered and shown, p95", 1000 * times[int(len(times) * 0.95)], "ms", 300),
    ]


def _seconds(fake: FakeTelegram, pressed: float, query: str, board: int) -> float:
    """Until the press was acknowledged and the board edited; both have to be."""
    acknowledged = [call.at for call in fake.calls_of("answerCallbackQuery") if call.params["callback_query_id"] == query]
    edits = (call.at for call in fake.calls_of("editMessageText") if call.params["message_id"] == str(board))
    edited = [at for at in edits if at >= pressed]
    return max(acknowledged[0], edited[0]) - pressed if acknowledged and edited else PATIENCE


class _Nowhere:
    """A carrier that drops what it is given."""

    name = "nowhere"

    def __init__(self) -> None:
        self._dropped = 0
        self._more = asyncio.Condition()

    async def until(self, count: int) -> None:
        async with self._more:
            await self._more.wait_for(lambda: self._dropped >= count)

    async def deliver(self, letter: Letter) -> None:
        letter.done = len(letter.messages)
        self._dropped += 1
        async with self._more:
            self._more.notify_all()

    async def nothing(self, live: Any) -> None: ...

    async def typing(self, place: Place) -> None: ...


async def _long_run(dialogue: Dialogue, database: Database, _file: Path) -> list[Figure]:
    """Message after message: what memory the process needs, and whether that grows."""
    began, done, sizes, texts = time.monotonic(), 0, list[tuple[int, float]](), asks(DIFFERENT)
    carrier = _Nowhere()
    async with Delivery(Mailbox(database, "nowhere"), dialogue, carrier) as delivery:
        while done < MESSAGES and time.monotonic() - began < LONGEST:
            batch = range(done, done + 200)
            await asyncio.gather(*(delivery.take(str(number), _said(number, texts)) for number in batch))
            done += len(batch)
            await carrier.until(done)  # each is answered with one letter
            sizes.append((done, _resident()))
    settled = next(size for count, size in sizes if count >= done // 4)
    return [
        Figure("long run: messages", done, ""),
        Figure("… memory at most", max(size for _, size in sizes), "MiB", 400),
        Figure("… growth after the first quarter", sizes[-1][1] - settled, "MiB", 15),
    ]


def _said(number: int, texts: Sequence[str] = ASKS) -> Heard:
    chat = str(number % 500)
    return Heard(Incoming("nowhere", chat, f"person {chat}", texts[number % len(texts)]), {"chat": chat})


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
