"""docs/incident.md: the story of an incident as a room sees it, and the report that it leaves, made by the program itself."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from bot.advisor import Advises
from bot.checklists import Action
from bot.messages import Message
from knowledge.languages import Language
from tests.end_to_end.story import FIRST, LAST, LATE, LEAD, LEFT, LOSS, SECOND, TITLE, Deed
from tests.look import walk
from tests.look.chat import Beat, Chat, Person
from tests.look.people import Cast, cast
from tests.look.transcript import ROOT, escaped, quoted

DOCUMENT = ROOT / "docs" / "incident.md"
REPORTS = {".md": ROOT / "docs" / "incident-report.md", ".html": ROOT / "docs" / "incident-report.html"}
GROUP = "the team"
OTHERS = ("Bea", "Cyril", "Dina", "Emil", "Femi", "Greta", "Hana", "Ivo", "Jonas")
NEWCOMER = Person("471212", "Kasia")
SECONDS = timedelta(seconds=7)
KILLED_AFTER = 5
_ITEM = re.compile(r"([☐☑⏭]) (\d+)\. .*?( 🙋 .*| – .*)?")
_AS_BEFORE = ("Since ", "Next public update")
"""Lines of a board that change with the time alone."""
_INTRODUCTION = f"""\
# An incident

What a team sees while it deals with an outage, made by the program itself: `python -m tests.look`. A test says when it is out
of date. Eleven people of a room work at once, the program is killed twice while they do (`kill -9`), and nothing that was
acknowledged to anyone is lost, or there twice; the tests tell the same story over sockets, on Telegram, Discord and Matrix.
What follows is Telegram's; the people and their shop are made up. A line in brackets is a button; where the board stands
already, only what changed in it is shown.

<img src="pictures/incident-en-telegram.png" width="390" alt="the board on Telegram">
<img src="pictures/incident-en-discord.png" width="390" alt="the board on Discord">
<img src="pictures/incident-late-en-telegram.png" width="390" alt="the brief for who comes late">
<img src="pictures/incident-over-en-telegram.png" width="390" alt="the end and the estimate of the loss">

What is left of it is the report, [as Markdown]({REPORTS[".md"].name}) and [to print]({REPORTS[".html"].name}).
"""


def documents(advisor: Advises) -> dict[Path, str]:
    """What stands in each of the files."""
    beats = told(advisor)
    files = [message.file for beat in beats for message in beat.replies if message.file]
    made = {REPORTS[Path(file.name).suffix]: file.content.decode() for file in files}
    return {DOCUMENT: "\n".join([_INTRODUCTION, *_shown(beats)]), **made}


def told(advisor: Advises) -> list[Beat]:
    """The whole story."""
    people = cast(Language.EN)
    with tempfile.TemporaryDirectory(prefix="look-") as folder:
        chat = Chat(advisor, Path(folder), Language.EN, room=GROUP)
        try:
            walk.introduced(chat, people)
            chat.beats.clear()
            _play(chat, people)
            return chat.beats
        finally:
            chat.close()


def _play(chat: Chat, people: Cast) -> None:
    chat.pace = SECONDS
    lead = _person(people, LEAD)
    chat.says(lead, f"/incident open {TITLE}")
    for deeds, minutes in ((FIRST, 5.0), (SECOND, 5.5)):
        for number, deed in enumerate(deeds):
            _do(chat, people, deed)
            if number == KILLED_AFTER:
                chat.restart()
        chat.passes(minutes)
    chat.says(NEWCOMER, "/incident brief")
    _do(chat, people, Deed(LATE, Action.TICK, LEFT))
    chat.says(lead, "/incident update")
    chat.presses(lead, chat.word("button-incident-sent"))
    chat.now += timedelta(hours=2)
    chat.says(lead, "/incident close")
    chat.presses(_person(people, LAST), "☐ 1")
    for words in LOSS.removeprefix("loss ").split():
        chat.says(lead, f"/incident loss {words}")


def _do(chat: Chat, people: Cast, deed: Deed) -> None:
    person = _person(people, deed.person)
    if deed.action == Action.TICK and _shows(chat, f"☐ {deed.item}"):
        chat.presses(person, f"☐ {deed.item}")
    else:
        typed = {Action.TICK: f"done {deed.item}", Action.TAKE: f"take {deed.item}"}
        chat.says(person, f"/incident {typed.get(Action(deed.action)) if deed.item else f'note {deed.note}'}")


def _shows(chat: Chat, label: str) -> bool:
    boards = [reply for beat in chat.beats for reply in beat.replies if reply.board]
    return any(button.label == label for row in boards[-1].buttons for button in row)


def _person(people: Cast, number: int) -> Person:
    """Two run the shop, the others help."""
    if number <= 2:
        return (people.first, people.second)[number - 1]
    return Person(f"4712{number:02}", OTHERS[number - 3])


def _shown(beats: Iterable[Beat]) -> Iterator[str]:
    boards: dict[str, _Board] = {}
    for beat in beats:
        yield _did(beat)
        for reply in beat.replies:
            if reply.file:
                yield f"> {escaped(reply.text)} `incident-….{reply.file.name.rpartition('.')[2]}`\n"
            elif reply.board in boards:
                yield _quote(boards[reply.board].news(reply) or [reply.toast])
            else:
                yield quoted(reply, None)
            if reply.board:
                boards.setdefault(reply.board, _Board()).news(reply)


class _Board:
    """What a board has shown until now."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[str | None, ...]] = {}
        self._lines: set[str] = set()

    def news(self, message: Message) -> list[str]:
        """The lines that tell something new: texts alone may be cut in another place."""
        return [line for line in message.text.split("\n") if self._is_new(line)]

    def _is_new(self, line: str) -> bool:
        if item := _ITEM.fullmatch(line):
            sign, number, who = item.groups()
            known = self._items.get(number, ())
            self._items[number] = (sign, who)
            return known != (sign, who)
        known_line = line in self._lines or not line or line.startswith(_AS_BEFORE)
        self._lines.add(line)
        return not known_line


def _did(beat: Beat) -> str:
    if beat.restart:
        return "*The program is killed, and starts again.*\n"
    if beat.person is None:
        return "*Some minutes pass.*\n"
    return f"**{beat.person.name}**: {escaped(beat.text) if beat.text else f'`[{beat.press}]`'}\n"


def _quote(lines: Iterable[str]) -> str:
    return "\\\n".join(f"> {escaped(line)}" for line in lines) + "\n"
