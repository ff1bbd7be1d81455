"""What breaks under a running conversation breaks nothing for who writes: the store, an old button, a forged one."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.assembly import conversation
from bot.features.sourcing import SOURCES_A_PAGE
from bot.messages import Incoming, Message
from bot.store.database import Database
from bot.store.files import FILE
from bot.wording import text
from knowledge.languages import Language

QUESTION = "WhatsApp is down and my customers order there, what do I do?"
OURS = text("error-internal", Language.EN)
STALE = text("press-stale", Language.EN)


class Chat:
    """A conversation on a data folder of its own."""

    def __init__(self, app: App, home: Path) -> None:
        self.home = home
        self.store = Database(home)
        self._conversation = conversation(app.advisor(), self.store)

    def __call__(self, words: str = "", *, chat: str = "chat", **said: Any) -> Message:
        (message,) = asyncio.run(self._conversation.reply(Incoming("test", chat, "ann", words, language="en", **said)))
        return message

    def buttons(self, words: str, **said: Any) -> list[str]:
        """Those that show the sources of what answers `words`."""
        return [one.id for row in self(words, **said).buttons for one in row if one.id.startswith("sources:")]


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that failed is tried again at once, so that each use meets the fault."""
    monkeypatch.setattr("bot.store.database.PAUSE", 0.0)


@pytest.fixture
def chat(app: App, tmp_path: Path) -> Iterator[Chat]:
    chat = Chat(app, tmp_path / "home")
    yield chat
    chat.store.close()


def deleted(home: Path) -> None:
    for path in home.iterdir():
        path.unlink()


def garbage(home: Path) -> None:
    (home / FILE).write_bytes(b"garbage " * 1_000)


def truncated(home: Path) -> None:
    os.truncate(home / FILE, 5_000)


def nonsense(home: Path) -> None:
    with closing(sqlite3.connect(home / FILE)) as connection, connection:
        connection.execute("UPDATE answers SET topics = '3', language = 'xx', citations = 'x'")


def other_tables(home: Path) -> None:
    with closing(sqlite3.connect(home / FILE)) as connection, connection:
        connection.execute("DROP TABLE answers")
        connection.execute("DROP TABLE profiles")


def in_the_way(home: Path) -> None:
    home.rename(home.with_name("moved"))
    home.write_text("a file where the folder was")


@pytest.mark.parametrize("happens", [deleted, garbage, truncated, nonsense, other_tables, in_the_way])
def test_whatever_happens_to_the_store_everything_is_answered(chat: Chat, happens: Callable[[Path], None]) -> None:
    (button,) = chat.buttons(QUESTION)
    happens(chat.home)
    replies = [
        chat(press=button),
        chat(command="sources"),
        chat("en", command="language"),
        chat("1"),
        chat(QUESTION),
    ]
    assert OURS not in [reply.text for reply in replies]
    assert replies[2].text == text("language-set", Language.EN)
    assert replies[-1].text.startswith("☐ 1. Right now")
    (again,) = chat.buttons(QUESTION)
    assert chat(press=again).text.startswith(text("sources-title", Language.EN)), (
        "what is answered from then on has its sources"
    )


@pytest.mark.parametrize("words", [f"\udcff{QUESTION}\ud83d", "\udcff\udcfe", "\x00"])
def test_halves_of_characters_are_left_out(chat: Chat, words: str) -> None:
    said = chat(words).text
    assert said != OURS
    assert said.startswith("☐ 1. Right now") == (QUESTION in words)


def test_a_locked_store_is_answered_past(chat: Chat) -> None:
    (button,) = chat.buttons(QUESTION)
    chat.store.close()
    with closing(sqlite3.connect(chat.home / FILE, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert chat(press=button).text == STALE
    assert chat(press=button).text.startswith(text("sources-title", Language.EN)), "and used again once it is free"


@pytest.mark.parametrize(
    "press",
    [
        *(
            "sources:",
            "sources:000000000000",
            "topic:000000000000:how-long",
            "topic:{id}:how-long",
            "topic:{id}:",
            "topic:{id}",
        ),
        *("page:{id}:0", "page:{id}:-1", "page:{id}:x", "page:{id}", "sources:{id}:2", "delete:{id}", "{id}", ":", "x" * 64),
        *("example:error-internal", "example:", "' OR 1=1 --:", "sources:{id}\u0000"),
    ],
)
def test_a_forged_or_stale_press_is_told_what_to_do(chat: Chat, press: str) -> None:
    (button,) = chat.buttons(QUESTION)
    id_ = button.partition(":")[2]
    assert chat(press=press.replace("{id}", id_)).text == STALE


def test_another_chats_button_shows_nothing_of_it(chat: Chat) -> None:
    (button,) = chat.buttons(QUESTION)
    assert chat(press=button, chat="another").text == STALE


def test_it_is_said_in_the_persons_language(chat: Chat) -> None:
    chat("Combien de temps a duré la panne de Facebook en 2021 ?")
    assert chat(press="sources:000000000000").text == text("press-stale", Language.FR)


def test_sources_come_a_page_at_a_time_and_all_of_them(chat: Chat) -> None:
    pages: list[Message] = []
    (button,) = chat.buttons(QUESTION)
    while button:
        pages.append(chat(press=button))
        (button,) = [one.id for row in pages[-1].buttons for one in row] or ("",)
    assert len(pages) > 1
    sources = [paragraph.text for page in pages for paragraph in page.paragraphs if re.match("[⁰¹²³⁴⁵⁶⁷⁸⁹]", paragraph.text)]
    assert len(sources) == len(set(sources)) > SOURCES_A_PAGE * (len(pages) - 1)
    assert [chat(f"sources {number}").text for number in range(1, len(pages) + 1)] == [page.text for page in pages]
    assert f"sources {len(pages)}" in pages[-2].text, "it says how to get the next"
    assert chat(command="sources").text == pages[0].text


@pytest.mark.parametrize("language", list(Language))
def test_a_role_alone_gets_first_steps(chat: Chat, language: Language) -> None:
    chat(language.value, command="language")
    chosen = chat(command="now", options={"role": "shop"})
    assert chosen.text == chat("role:shop", command="now").text, "chosen or typed"
    assert not chosen.text.startswith(text("now-who", language))
    assert chosen.text.startswith("☐ 1. " + text("lead-now", language, text="")[:6])
