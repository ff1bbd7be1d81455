"""Conversations in six languages, as tables in tests/dialogues: they say, we answer. The README there tells how to add one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.advisor import Advisor, Question
from bot.answer import Answer, Citation
from bot.app import App
from bot.assembly import conversation
from bot.dialogue import Conversation
from bot.messages import Incoming, Message
from bot.store.database import Database
from bot.wording import text
from knowledge.languages import Language

TABLES = sorted((Path(__file__).parents[1] / "dialogues").glob("*.yaml"))
ACTIONS = {"they", "press", "forge"}
WORDS = ACTIONS | {"chat", "status", "topic", "language", "says", "never", "absent", "line", "facts", "buttons", "choice"}
NOW = {
    *("first-steps", "confirm-outage", "how-long", "account-blocked", "announce-elsewhere", "fallback-contact"),
    *("ads-during-outage", "sponsored-commitments", "login-fallback", "scheduled-posts", "live-sales"),
    *("team-communication", "client-communication", "rumours-and-phishing"),
}
FACTS = {"outage-2021-what-happened", "outage-2021-duration", "outage-2021-cost", "outage-2021-impact"}


@dataclass
class Overheard:
    """The advisor, and what it answered last: what the conversation shows does not tell status and topics."""

    advisor: Advisor
    last: Answer | None = None

    def advise(self, question: Question) -> Answer:
        self.last = self.advisor.advise(question)
        return self.last

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]:
        return self.advisor.cited(passages, language)


@dataclass
class Talk:
    """One person's side of a conversation, and what came back."""

    client: str
    overheard: Overheard
    conversation: Conversation
    chat: str = "chat"
    shown: list[Message] = field(default_factory=list)

    def exchange(self, wanted: dict[str, Any]) -> None:
        self.chat = wanted.get("chat", self.chat)
        offered = self.overheard.last.choices if self.overheard.last else ()
        self.overheard.last = None
        incoming = Incoming("test", self.chat, f"person in {self.chat}", language=self.client, **self._said(wanted))
        reply = asyncio.run(self.conversation.reply(incoming))
        self.shown += reply
        answer = self.overheard.last
        check(wanted, reply, answer, Language(wanted.get("language", self.client)))
        if "choice" in wanted:
            assert answer is not None
            assert answer.topics[0] == offered[wanted["choice"] - 1].id, "what was chosen is answered"

    def _said(self, wanted: dict[str, Any]) -> dict[str, str]:
        if "forge" in wanted:
            return {"press": wanted["forge"]}
        if isinstance(wanted.get("press"), int):
            return {"press": list(labelled(self.shown[-1:]).values())[wanted["press"] - 1]}
        if "press" in wanted:
            return {"press": labelled(self.shown)[wanted["press"]]}
        if wanted["they"].startswith("/"):
            command, _, rest = wanted["they"][1:].partition(" ")
            return {"command": command, "text": rest}
        return {"text": wanted["they"]}


def check(wanted: dict[str, Any], reply: tuple[Message, ...], answer: Answer | None, language: Language) -> None:
    """What the entry says of our answer."""
    said = "\n\n".join(message.text for message in reply)
    if "status" in wanted or "topic" in wanted:
        assert answer is not None, said
        topics = f"{answer.status}: {', '.join(answer.topics)}"
        assert answer.status == wanted.get("status", "answered"), topics
        assert [wanted.get("topic", "")] == list(answer.topics[:1]) or "topic" not in wanted, topics
        assert len(answer.steps) <= 7
        assert answer.language == language or wanted.get("line") == "elsewhere", answer.language
    if "line" in wanted:
        assert said == text(wanted["line"], language, name=wanted.get("they", "")[1:], **wanted.get("facts", {}))
    for words in wanted.get("says", []):
        assert words.lower() in said.lower(), said
    for words in wanted.get("absent", []):
        assert words.lower() not in said.lower(), said
    advice = " ".join(step.text for step in answer.steps) if answer else said
    for word in wanted.get("never", []):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", advice), advice
    for label in wanted.get("buttons", []):
        assert label in labelled(reply)


def labelled(messages: list[Message] | tuple[Message, ...]) -> dict[str, str]:
    """The ids of all buttons by their labels, those of the last message winning."""
    return {button.label: button.id for message in messages for row in message.buttons for button in row}


def entries() -> Iterator[Any]:
    for path in TABLES:
        table = yaml.safe_load(path.read_text("utf-8"))
        for number, entry in enumerate(table["dialogues"], 1):
            talk = entry.get("talk", [entry])
            first = " ".join(str(talk[0].get(action, "")) for action in ("they", "press", "forge")).strip()
            yield pytest.param(table["client"], talk, id=f"{path.stem}-{number}-{first[:50]}")


@pytest.mark.parametrize(("client", "talk"), list(entries()))
def test_they_say_we_answer(conversing: Conversation, overheard: Overheard, client: str, talk: list[dict[str, Any]]) -> None:
    person = Talk(client, overheard, conversing)
    for wanted in talk:
        person.exchange(wanted)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_the_tables_cover_every_topic_of_now_and_are_well_formed(path: Path) -> None:
    table = yaml.safe_load(path.read_text("utf-8"))
    exchanges = [one for entry in table["dialogues"] for one in entry.get("talk", [entry])]
    assert table["client"] == path.stem
    for one in exchanges:
        assert one.keys() <= WORDS, one
        assert len(one.keys() & ACTIONS) == 1, one
    assert {one["topic"] for one in exchanges if "topic" in one} >= NOW | FACTS


def test_there_is_a_table_a_language() -> None:
    assert {path.stem for path in TABLES} == set(Language)


@pytest.fixture(scope="session")
def talking(app: App) -> Overheard:
    return Overheard(app.advisor())


@pytest.fixture
def overheard(talking: Overheard) -> Overheard:
    talking.last = None
    return talking


@pytest.fixture
def conversing(overheard: Overheard, tmp_path: Path) -> Iterator[Conversation]:
    """A conversation that has just begun: nobody has said anything before."""
    store = Database(tmp_path / "home")
    yield conversation(overheard, store)
    store.close()
