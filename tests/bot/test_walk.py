"""The walk in six languages, through the dialogue, with the advisor and a data folder as people have them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.advisor import Advisor
from bot.app import App
from bot.messages import Message
from bot.store.checklists import Checklists
from bot.store.database import Database
from bot.store.schema import METADATA
from bot.wording import text
from knowledge.languages import Language
from tests.look import walk
from tests.look.chat import Chat
from tests.look.people import Cast, cast

DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@pytest.fixture(scope="module")
def advisor(app: App) -> Advisor:
    return app.advisor()


@pytest.fixture(params=list(Language))
def chat(request: pytest.FixtureRequest, advisor: Advisor, tmp_path: Path) -> Iterator[Chat]:
    chat = Chat(advisor, tmp_path / "home", request.param, room="the shop")
    yield chat
    chat.close()


def test_the_walk(chat: Chat) -> None:
    people = cast(chat.language)
    walk.introduced(chat, people)
    checklist = a_checklist_of_an_answer(chat, people)
    three_ticks_by_two(chat, people, checklist)
    one_more_after_a_restart(chat, people, checklist)
    a_notice(chat, people)
    every_source(chat, people)
    a_verdict(chat, people)
    one_is_forgotten_and_then_the_other(chat, people)


def a_checklist_of_an_answer(chat: Chat, people: Cast) -> str:
    walk.asked(chat, people)
    answer, board = (beat.replies[-1] for beat in chat.beats[-2:])
    steps = re.findall(r"^☐ (\d)\. (.+?)[\u00a0¹²³⁴-⁹⁰]*$", answer.text, re.MULTILINE)
    items = dict(re.findall(r"^☐ (\d)\. (.+)$", board.text, re.MULTILINE))
    assert len(steps) in range(4, 8), answer.text
    assert [number for number, text in steps if not text.endswith(items[number])] == [], "both have the same numbers"
    assert counted(chat, board, 0)
    return board.board


def three_ticks_by_two(chat: Chat, people: Cast, checklist: str) -> None:
    walk.ticked_by_two(chat, people)
    assert [beat.replies[-1].board for beat in chat.beats[-3:]] == [checklist] * 3, "the board changes in place"
    board = chat.beats[-1].replies[-1]
    assert counted(chat, board, 3)
    assert doers(board) == [people.first.name, people.second.name, people.first.name]


def one_more_after_a_restart(chat: Chat, people: Cast, checklist: str) -> None:
    walk.ticked_after_a_restart(chat, people)
    board = chat.beats[-1].replies[-1]
    assert (board.board, counted(chat, board, 4)) == (checklist, True)
    assert doers(board) == [people.first.name, people.second.name, people.first.name, people.second.name]
    changes = Checklists(chat.database).changes(checklist)
    numbers = [people.first.number, people.second.number] * 2
    assert [(one.position, one.person) for one in changes] == [(at, f"telegram:{one}") for at, one in enumerate(numbers, 1)]


def a_notice(chat: Chat, people: Cast) -> None:
    walk.drafted(chat, people)
    (copied,) = [
        run.text for paragraph in chat.beats[-1].replies[-1].paragraphs for run in paragraph.runs if run.style == "copy"
    ]
    assert people.phone in copied
    assert "WhatsApp" in copied
    assert not {"Messenger", "Instagram", "Facebook"} & set(copied.split()), "nothing that is down is a way to reach them"


def every_source(chat: Chat, people: Cast) -> None:
    before = len(chat.beats)
    walk.looked_up(chat, people)
    pages = [beat.replies[-1].text for beat in chat.beats[before:]]
    marks = [int(mark.translate(DIGITS)) for page in pages for mark in re.findall(r"^([¹²³⁴-⁹⁰]+) ", page, re.MULTILINE)]
    assert marks == list(range(1, len(marks) + 1)), "each once, numbered as in the answer"
    assert len(marks) >= len(set(re.findall(r"[¹²³⁴-⁹⁰]+", footnotes(chat))))


def a_verdict(chat: Chat, people: Cast) -> None:
    walk.judged(chat, people)
    reason = chat.word("button-reason-unclear")
    assert chat.beats[-1].replies[-1].text == text("feedback-noted", chat.language, reason=reason)


def one_is_forgotten_and_then_the_other(chat: Chat, people: Cast) -> None:
    traces = {people.first: [people.shop, people.phone, people.orders], people.second: []}
    for person, told in traces.items():
        traces_of_them = [person.number, person.name, *told]
        before = everything(chat.database)
        assert all(trace in before for trace in traces_of_them), "else it would prove nothing"
        walk.forgotten(chat, person)
        assert chat.beats[-1].replies[-1].text == chat.word("forget-done")
        left = everything(chat.database)
        assert not [trace for trace in traces_of_them if re.search(rf"\b{re.escape(trace)}\b", left)], left
        if person is people.first:
            board = chat.says(people.second, "/checklist")
            assert counted(chat, board, 4), "what others need of a shared list stays"
            assert doers(board) == [chat.word("checklist-someone"), people.second.name] * 2


def counted(chat: Chat, board: Message, done: int) -> bool:
    """Whether the board says how many items are done, in so many words and in as many signs."""
    items = len(re.findall(r"^[☐☑] \d", board.text, re.MULTILINE))
    said = text("checklist-done", chat.language, all=items, done=done)
    return board.text.startswith(said) and board.text.count("\n☑ ") == done


def doers(board: Message) -> list[str]:
    """Who did the items that are done, in the items' order."""
    return re.findall(r"^☑ .* – (.+), \d\d:\d\d UTC$", board.text, re.MULTILINE)


def footnotes(chat: Chat) -> str:
    """What the answer says at its end of whom it quotes."""
    answer = next(beat.replies[-1] for beat in chat.beats if beat.text and beat.room and not beat.text.startswith("/"))
    return answer.paragraphs[-1].text


def everything(database: Database) -> str:
    """All rows of all tables, as text; what is kept as JSON is read, so that no letter hides behind an escape."""

    def shown(value: object) -> str:
        return str(json.loads(value) if isinstance(value, str) and value[:1] in ("{", "[") else value)

    def read(connection: Connection) -> str:
        rows = [map(shown, row) for table in METADATA.sorted_tables for row in connection.execute(select(table))]
        return "\n".join(map(" | ".join, rows)) or "nothing"

    return database.read(read)
