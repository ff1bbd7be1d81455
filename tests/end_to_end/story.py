"""The story of an incident, the same on every platform: eleven people of a room of thirty work at once, the program is killed
twice while they do, and what was acknowledged to anyone is there once, up to the report.

A kill may cost what nobody was told is done: then people do it again, as people do.
"""

from __future__ import annotations

import asyncio
import html
import re
import sqlite3
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

from bot.checklists import Action
from bot.incidents import Entry, Incident, What
from bot.store.database import Database
from bot.store.files import FILE
from bot.store.incidents import Incidents
from bot.wording import text
from knowledge.languages import Language
from tests.end_to_end import shifted
from tests.end_to_end.program import planb

T = TypeVar("T")

PATIENCE, AGAIN = 40.0, 6.0
"""Seconds until something counts as lost, and until people do again what nobody acknowledged."""
TITLE = "WhatsApp and Instagram are down, customers order by WhatsApp"
ROOM, TEAM = range(1, 31), range(1, 12)
LEAD, LATE, LAST = 1, 2, 3
"""Who opens it; who does what had been left; who does the first thing after it."""
ENOUGH = 3
"""Deeds that are acknowledged when the program is killed: some are, some are not."""
LEFT, AFTER = 3, 1
"""The item that nobody takes until a reminder says so, and one for the time after the outage."""
LOSS = "loss 120 60 2.5"
TOTAL = "360"
PAGE = 10
SIGNS: Mapping[str, str] = {Action.TICK: "☑", Action.TAKE: "🙋"}


@dataclass(frozen=True)
class Deed:
    """What somebody does: something to an item, or a note."""

    person: int
    action: Action | What
    item: int = 0
    note: str = ""


def ticks(person: int, item: int) -> Deed:
    return Deed(person, Action.TICK, item)


def takes(person: int, item: int) -> Deed:
    return Deed(person, Action.TAKE, item)


def notes(person: int, note: str) -> Deed:
    return Deed(person, What.NOTE, note=note)


FIRST = (
    *(ticks(person, item) for person, item in ((1, 4), (9, 4), (2, 5), (3, 6), (4, 7), (5, 8))),
    *(takes(person, item) for person, item in ((6, 9), (7, 9), (8, 10))),
    notes(10, "Two customers rang about their cakes, both will collect by car"),
    notes(11, "The courier still answers by SMS"),
)
"""Two tick the same, two take the same."""
SECOND = (
    *(takes(person, item) for person, item in ((4, 11), (5, 11), (6, 12), (7, 13), (10, 14))),
    *(ticks(person, item) for person, item in ((2, 2), (11, 2), (9, 9), (3, 10), (8, 1))),
    notes(1, "The mill rings us back at five"),
)
AWAY = (6.0, 12.0)
"""Minutes after the opening at which the program is back. The first notice was due at 5, again 5 after that was said, and at 10
that somebody take the urgent items."""


@dataclass(frozen=True)
class Shown:
    """A message of the program's as it stands in the room: the ids of its buttons, what it answers, what it said before."""

    id: str
    text: str
    buttons: tuple[str, ...] = ()
    to: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    before: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", plain(self.text))
        object.__setattr__(self, "before", tuple(map(plain, self.before)))

    def button(self, action: str, item: int) -> str:
        """The id of the button that does that to an item; empty where there is none."""
        return next((id_ for id_ in self.buttons if re.fullmatch(rf"i-{action}:\w+:{item}", id_)), "")


def plain(words: str) -> str:
    """With spaces that are nothing but spaces."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


class Stage(ABC):
    """A room of thirty on a platform, with the program in it. People are numbers."""

    home: Path

    @abstractmethod
    async def start(self) -> None:
        """Start the program; it is connected then."""

    @abstractmethod
    async def kill(self) -> None:
        """Without a chance to say good-bye."""

    @abstractmethod
    async def end(self) -> int:
        """Tell it to end; its status."""

    @abstractmethod
    def name(self, person: int) -> str:
        """What others call that person."""

    @abstractmethod
    async def chats(self, person: int, words: str) -> str:
        """Says something that is not for the program; the message's id."""

    @abstractmethod
    async def says(self, person: int, words: str) -> str:
        """Tells the program something about the incident; by what id an answer refers to it."""

    @abstractmethod
    async def presses(self, person: int, message: Shown, button: str) -> str:
        """Presses a button of that id; by what id a word in passing refers to it."""

    @abstractmethod
    async def shown(self) -> list[Shown]:
        """What stands in the room now, by the program."""

    @abstractmethod
    async def pinned(self) -> list[str]:
        """The ids of the messages that were pinned."""

    async def passing(self, press: str) -> str:
        """What was said in passing to who pressed, where a platform has such a thing."""
        return ""

    @abstractmethod
    async def prepare(self, page: int) -> None:
        """Whatever people need so that they can take items of that page."""

    async def does(self, deed: Deed, *, again: bool) -> str:
        """Does it, on the first board; again where nobody acknowledged it."""
        if deed.action == What.NOTE:
            return await self.says(deed.person, f"note {deed.note}")
        board = next(one for one in await self.shown() if one.button("tick", 1))
        button = board.button(deed.action, deed.item)
        return await self.presses(deed.person, board, button) if button else ""

    async def until(self, found: Callable[[list[Shown]], T | None], what: str) -> T:
        """What is found in the room, sooner or later."""
        give_up = time.monotonic() + PATIENCE
        while not (it := found(await self.shown())):
            assert time.monotonic() < give_up, (what, [one.text for one in await self.shown()])
            await asyncio.sleep(0.05)
        return it


class Pressing(Stage):
    """Where there are buttons: a second board for those who take things, so that nobody changes what the others are about to
    press."""

    taking = ""

    async def prepare(self, page: int) -> None:
        if not self.taking:
            known = {one.id for one in await self.shown()}
            await self.says(LEAD, "board")
            self.taking = (await self.until(lambda shown: _new(shown, known), "a second board")).id
            await self._turn("take", 1)
        if page > 1:
            await self._turn("take", page)

    async def does(self, deed: Deed, *, again: bool) -> str:
        if deed.action != Action.TAKE:
            return await super().does(deed, again=again)
        board = next(one for one in await self.shown() if one.id == self.taking)
        button = board.button("take", deed.item)
        return await self.presses(deed.person, board, button) if button else ""

    async def _turn(self, mode: str, page: int) -> None:
        """The second board shows that page, for that."""
        ends = f":{mode}:{page}"
        board = await self.until(lambda shown: _with(shown, self.taking, lambda id_: id_.endswith(ends)), "a way to turn it")
        await self.presses(LEAD, board, next(id_ for id_ in board.buttons if id_.endswith(ends)))
        first = re.compile(rf"i-{mode}:\w+:({'|'.join(map(str, range((page - 1) * PAGE + 1, page * PAGE + 1)))})")
        await self.until(lambda shown: _with(shown, self.taking, lambda id_: bool(first.fullmatch(id_))), "its other page")


def _new(shown: list[Shown], known: set[str]) -> Shown | None:
    return next((one for one in shown if one.id not in known and one.buttons), None)


def _with(shown: list[Shown], id_: str, holds: Callable[[str], bool]) -> Shown | None:
    return next((one for one in shown if one.id == id_ and any(map(holds, one.buttons))), None)


class Story:
    """What happens on a stage, and what is known of it. `done` is what was acknowledged."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._did: dict[Deed, list[str]] = {}
        self._chatter: set[str] = set()
        self.done: set[Deed] = set()

    async def tell(self) -> None:
        """The whole story, to the program's end."""
        await self._stage.start()
        await self._opened()
        await self._stage.prepare(1)
        await self._flurry(FIRST, AWAY[0])
        await self._stage.until(lambda shown: len(_reminders(shown)) == 1 or None, "the first reminder")
        await self._settled("reminder:%")  # it was sent and is marked so: from here on no kill can double it
        await self._stage.prepare(2)
        await self._flurry(SECOND, AWAY[1])
        await self._stage.until(lambda shown: len(_reminders(shown)) == 3 or None, "two more reminders")
        await self._finished()
        await self._closed()
        files = await self._stage.until(_files, "both files of the report")
        await self._settled()
        self._check_timeline()
        await self._check_room()
        self._check_report(files)
        await self._check_terminal(files)
        assert await self._stage.end() == 0

    async def _opened(self) -> None:
        for person in ROOM:
            self._chatter.add(await self._stage.chats(person, f"Number {person} here, my phone shows nothing, and yours?"))
        await self._stage.says(LEAD, f"open {TITLE}")
        board = await self._stage.until(lambda shown: shown[0] if shown else None, "a board")
        assert TITLE in board.text
        assert f"Lead: {self._stage.name(LEAD)}" in board.text
        assert "☐ 1" in board.text

    async def _flurry(self, deeds: Iterable[Deed], minutes: float) -> None:
        """All at once; killed in the midst of it, back `minutes` after the opening; what is not acknowledged is done again."""
        deeds = tuple(deeds)
        await self._do(deeds)
        await self._acknowledged(deeds, ENOUGH)
        await self._stage.kill()
        await self._look()  # what people still saw before the end
        self._check_timeline()
        shifted.shift(self._stage.home, minutes)
        await self._stage.start()
        await self._insisted(deeds)

    async def _finished(self) -> None:
        """What was left, and the first notice."""
        await self._insisted([ticks(LATE, LEFT)])
        await self._stage.says(LEAD, "update")
        draft = await self._stage.until(lambda shown: _saying(shown, _word("incident-update")), "a notice")
        assert "WhatsApp" in draft.text
        await self._stage.says(LEAD, "sent")
        await self._stage.until(lambda shown: _saying(shown, _word("incident-sent", time="|").partition("|")[0]), "thanks")

    async def _closed(self) -> None:
        await self._stage.says(LEAD, "close")
        await self._stage.until(lambda shown: _saying(shown, _word("incident-ask-revenue").partition(":")[0]), "a question")
        board = await self._stage.until(lambda shown: _saying(shown, _word("incident-closed-now")), "the last board")
        await self._stage.presses(LAST, board, board.button("tick", AFTER))
        did = re.compile(rf"^☑ {AFTER}\b.* – {self._stage.name(LAST)},", re.MULTILINE)
        await self._stage.until(lambda shown: any(map(did.search, _said(shown))) or None, "the first thing after it")
        await self._stage.says(LEAD, LOSS)

    async def _do(self, deeds: Iterable[Deed]) -> None:
        async def do(deed: Deed) -> None:
            handle = await self._stage.does(deed, again=deed in self._did)
            self._did.setdefault(deed, []).append(handle)

        await asyncio.gather(*map(do, deeds))

    async def _insisted(self, deeds: Iterable[Deed]) -> None:
        """What is not acknowledged is done again, now and whenever that takes long."""
        give_up, left = time.monotonic() + PATIENCE, set(deeds) - self.done
        while left:
            await self._do(left)
            again = time.monotonic() + AGAIN
            while left and time.monotonic() < again:
                await asyncio.sleep(0.05)
                await self._look()
                left -= self.done
            assert not left or time.monotonic() < give_up, left

    async def _acknowledged(self, deeds: Iterable[Deed], count: int) -> None:
        """Until so many of these were acknowledged."""
        give_up = time.monotonic() + PATIENCE
        while len(self.done.intersection(deeds)) < count:
            assert time.monotonic() < give_up, (deeds, self.done)
            await asyncio.sleep(0.02)
            await self._look()

    async def _look(self) -> None:
        """What was acknowledged to who did it, or shown to all."""
        shown = await self._stage.shown()
        for deed, handles in self._did.items():
            if deed not in self.done and (
                self._is_shown(deed, shown) or any([await self._is_told(deed, one) for one in handles])
            ):
                self.done.add(deed)

    def _is_shown(self, deed: Deed, shown: list[Shown]) -> bool:
        if deed.action == What.NOTE:
            return any(one.to in self._did.get(deed, ()) and _word("incident-noted") in one.text for one in shown)
        names = "|".join(self._stage.name(person) for person in _rivals(deed))
        line = rf"^☑ {deed.item}\b.* – ({names})," if deed.action == Action.TICK else rf"^☐ {deed.item}\b.* 🙋 ({names})$"
        return any(re.search(line, said, re.MULTILINE) for said in _said(shown))

    async def _is_told(self, deed: Deed, handle: str) -> bool:
        words = plain(await self._stage.passing(handle)) if handle else ""
        return words == f"{SIGNS.get(deed.action)} {deed.item}" or words.startswith(f"{deed.item}: ")

    async def _settled(self, cause: str = "%") -> None:
        """Nothing of that cause is on its way to anyone."""
        query = "SELECT count(*) FROM outbox WHERE sent = '' AND cause LIKE ?"

        def left() -> int:
            with closing(sqlite3.connect(self._stage.home / FILE)) as connection:
                (count,) = connection.execute(query, (cause,)).fetchone()
            return int(count)

        await self._stage.until(lambda _: left() == 0 or None, "an empty outbox")

    def _check_timeline(self) -> None:
        """What was acknowledged is written down once, and nothing twice."""
        incident, entries = kept(self._stage.home)
        for deed in self._did:
            found = [entry for entry in entries if _is_of(entry, deed) and entry.checklist == incident.checklists[0].id]
            assert len(found) <= 1, f"doubled: {deed} as {found}"
            assert found or deed not in self.done, f"missing: {deed} in {entries}"
            assert not found or found[0].name in {self._stage.name(person) for person in _rivals(deed)}
        assert [entry.id for entry in entries] == sorted(entry.id for entry in entries)

    async def _check_room(self) -> None:
        """Each reminder once (only a kill between sending one and marking it as sent says it twice, and none fell there), each
        file once, both checklists pinned, and nobody answered who did not ask."""
        shown, pinned = await self._stage.shown(), await self._stage.pinned()
        assert Counter(_reminders(shown)) == {"notice": 2, "urgent": 1}
        assert sorted(name.rpartition(".")[2] for one in shown for name in one.files) == ["html", "md"]
        (last,) = [one for one in shown if f"✅ {TITLE}" in one.text]
        assert sorted(pinned) == sorted([shown[0].id, last.id])
        assert not {one.to for one in shown} & self._chatter

    def _check_report(self, files: Mapping[str, bytes]) -> None:
        """All of it, in both forms."""
        incident, entries = kept(self._stage.home)
        for name, content in files.items():
            said = content.decode() if name.endswith("md") else html.unescape(content.decode())
            rows = _rows(said)
            assert len(rows) == len(entries), "the timeline, whole"
            for deed in [*FIRST, *SECOND, ticks(LATE, LEFT)]:
                words = _told(deed, incident)
                (row,) = [row for row in rows if words in row]
                assert any(self._stage.name(person) in row for person in _rivals(deed)), (deed, row)
            for person in TEAM:
                assert re.search(rf"\b{self._stage.name(person)}: \S", said), "who did what"
            assert re.search(r"\b0 h 1[2-5] min", said), "time to the first notice"
            assert TOTAL in said
            assert TITLE in said
            for checklist in incident.checklists:
                assert all(plain(item.text) in _unescaped(said) for item in checklist.items)
            for heading in ("report-plan", "report-sources", "report-during", "report-after", "report-loss"):
                assert _word(heading) in said
        assert len(incident.checklists) == 2

    async def _check_terminal(self, files: Mapping[str, bytes]) -> None:
        """Whoever runs the program reads the same."""
        home, (incident, _) = self._stage.home, kept(self._stage.home)
        wanted = [["list"], ["report", incident.id], ["report", incident.id, "--html"]]
        listed, *reports = await asyncio.gather(*(asyncio.to_thread(planb, "incident", *words, home=home) for words in wanted))
        assert incident.id in listed.out
        assert {f"incident-{incident.id}.{kind}" for kind in ("md", "html")} == set(files)
        assert sorted(one.out for one in reports) == sorted(content.decode() for content in files.values())


def kept(home: Path) -> tuple[Incident, tuple[Entry, ...]]:
    """The one incident of a data folder with its timeline, as its database has them."""
    database = Database(home)
    try:
        incidents = Incidents(database)
        (incident,) = incidents.listed()
        return incident, incidents.timeline(incident.id)
    finally:
        database.close()


def _rivals(deed: Deed) -> set[int]:
    """Who wants to do the same: one of them has done it in the end."""
    everything = (*FIRST, *SECOND, deed)
    return {one.person for one in everything if (one.action, one.item, one.note) == (deed.action, deed.item, deed.note)}


def _is_of(entry: Entry, deed: Deed) -> bool:
    return (entry.change, entry.position, entry.text) == (deed.action, deed.item, deed.note)


def _told(deed: Deed, incident: Incident) -> str:
    """How a report tells that somebody did that."""
    if deed.action == What.NOTE:
        return deed.note
    return plain(f"{SIGNS[deed.action]} {deed.item}. {incident.checklists[0].items[deed.item - 1].text}")


def _rows(report: str) -> list[str]:
    """The rows of its timeline, without its head."""
    _, _, rest = report.partition(_word("report-timeline"))
    part, _, _ = rest.partition(_word("report-people"))
    rows = re.findall(r"^\| \d{4}-.*$|<tr><td>\d{4}-.*?</tr>", part, re.MULTILINE)
    return [_unescaped(row) for row in rows]


def _unescaped(markdown: str) -> str:
    return plain(re.sub(r"\\(.)", r"\1", markdown))


def _word(key: str, **facts: object) -> str:
    return plain(text(key, Language.EN, **facts))


def _said(shown: Iterable[Shown]) -> list[str]:
    """All that was to be read at some time."""
    return list(chain.from_iterable((one.text, *one.before) for one in shown))


def _saying(shown: Iterable[Shown], words: str) -> Shown | None:
    return next((one for one in shown if words in one.text), None)


def _reminders(shown: Iterable[Shown]) -> list[str]:
    """What people were reminded of, each time."""
    kinds = {kind: _word(f"incident-remind-{kind}", minutes="|", numbers="|", first="|") for kind in ("notice", "urgent")}
    told = [one.text for one in shown if "⏰" in one.text]
    longest = {kind: max(words.split("|"), key=len) for kind, words in kinds.items()}
    return [next((kind for kind, words in longest.items() if words in said), said) for said in told]


def _files(shown: Iterable[Shown]) -> dict[str, bytes] | None:
    files = {name: content for one in shown for name, content in one.files.items()}
    return files if len(files) == 2 else None
