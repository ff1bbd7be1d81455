"""The people, chats and messages of a pretended Telegram, and which of them a bot gets to see."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram_markup import Json, Refusal, auto_entities, bad

BOT_ID = 7000001
BOT_NAME = "planb_test_bot"
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}

QUERY_LIFE = 15.0
"""Seconds in which a press can be answered; the documentation speaks of a timeout and gives no number."""
_FILE = {"file_id": "file-1", "file_unique_id": "unique-1"}
_MEDIA: dict[str, Any] = {
    "sticker": _FILE | {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    "photo": [_FILE | {"width": 90, "height": 90}],
    "voice": _FILE | {"duration": 3},
    "video": _FILE | {"duration": 3, "width": 90, "height": 90},
    "document": _FILE | {"file_name": "plan.pdf"},
    "location": {"latitude": 50.0, "longitude": 19.9},
}


@dataclass
class Chat:
    """`topics` are message ids of the notices that opened them. `answers_to` is the bot that wrote last in a group."""

    id: int
    title: str = ""
    forum: bool = False
    members: dict[int, str] = field(default_factory=dict)
    """The status of people who are more than members."""
    moved_to: int = 0
    """The supergroup that the group has become."""
    topics: dict[int, Json] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    admin: bool = False
    can_pin: bool = False
    """The bot is an administrator with the right to pin; in private it needs none."""
    started: bool = False
    blocked: bool = False
    answers_to: int = BOT_ID

    @property
    def private(self) -> bool:
        return self.id > 0

    def json(self) -> Json:
        if self.private:
            return {"id": self.id, "type": "private", "first_name": f"Person {self.id}"}
        kind = "supergroup" if str(self.id).startswith("-100") else "group"
        return {"id": self.id, "type": kind, "title": self.title or f"Group {self.id}"} | (
            {"is_forum": True} if self.forum else {}
        )


@dataclass
class Sent:
    """What the bot wrote: `text` as people see it, `html` as it was sent."""

    chat_id: int
    message_id: int
    text: str
    html: str
    entities: list[Json]
    reply_markup: Json
    thread: int | None
    reply_to: int | None
    preview: bool
    at: float
    file: str = ""
    content: bytes = b""

    @property
    def buttons(self) -> dict[str, str]:
        """Labels and what their press sends."""
        rows = self.reply_markup.get("inline_keyboard", [])
        return {button["text"]: button.get("callback_data", "") for row in rows for button in row if "copy_text" not in button}

    @property
    def copies(self) -> list[str]:
        """What its buttons copy."""
        rows = self.reply_markup.get("inline_keyboard", [])
        return [button["copy_text"]["text"] for row in rows for button in row if "copy_text" in button]


class World:
    """State alone: no network, no threads."""

    def __init__(self, privacy: bool) -> None:
        self.privacy = privacy
        self.bot: Json = {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "Plan B",
            "username": BOT_NAME,
            "can_join_groups": True,
            "can_read_all_group_messages": not privacy,
            "supports_inline_queries": False,
        }
        self.chats: dict[int, Chat] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.withheld: set[tuple[int, int]] = set()
        self.updates: list[Json] = []
        self.allowed: set[str] | None = None
        self.queries: dict[str, float] = {}  # until when those that wait can be answered
        self._message_ids = itertools.count(11)
        self._update_ids = itertools.count(500_001)
        self._query_ids = itertools.count(900_000_001)

    def chat(self, chat_id: int) -> Chat:
        return self.chats.setdefault(chat_id, Chat(chat_id))

    def topic(self, chat_id: int, thread: int, *, by_bot: bool = False) -> None:
        """A topic exists; its notice is what the messages in it formally reply to."""
        chat = self.chat(chat_id)
        chat.forum = True
        opened = {"name": f"Topic {thread}", "icon_color": 7322096}
        extra = {"message_thread_id": thread, "is_topic_message": True, "forum_topic_created": opened}
        author = _public(self.bot) if by_bot else person(1001, "")
        chat.topics[thread] = self.keep({"message_id": thread, "from": author, **extra}, chat)

    def say(
        self, chat: Chat, text: str, sender: Json, *, thread: int | None, reply_to: int | None, media: str, extra: Json
    ) -> Json:
        """Something a person wrote; delivered to the bot if it may see it."""
        if chat.private:
            chat.started, chat.blocked = True, False
        message: Json = {"message_id": next(self._message_ids), "from": sender, **self._thread(chat, thread, reply_to)}
        key, marks = ("caption", "caption_entities") if media else ("text", "entities")
        message |= {key: text} if text else {}
        message |= {marks: found} if (found := auto_entities(text)) else {}
        message |= {media: _MEDIA[media]} if media else {}
        message = self.keep(message | extra, chat)
        if self.sees(chat, message):
            self.deliver("message", message)
        return message

    def _thread(self, chat: Chat, thread: int | None, reply_to: int | None) -> Json:
        fields: Json = {}
        if reply_to is not None:
            target = self.messages[chat.id, reply_to]
            fields["reply_to_message"] = {key: value for key, value in target.items() if key != "reply_to_message"}
            if target.get("is_topic_message"):
                thread = target["message_thread_id"]
            elif not chat.private:
                fields["message_thread_id"] = target.get("message_thread_id", reply_to)  # a thread, yet not a topic
        if thread is not None:
            if thread not in chat.topics:
                self.topic(chat.id, thread)
            fields |= {"message_thread_id": thread, "is_topic_message": True}
            fields.setdefault("reply_to_message", chat.topics[thread])
        return fields

    def keep(self, message: Json, chat: Chat) -> Json:
        message = {**message, "date": int(time.time()), "chat": chat.json()}
        self.messages[chat.id, message["message_id"]] = message
        return message

    def sees(self, chat: Chat, message: Json) -> bool:
        """Privacy mode: of a group, a bot gets commands and replies meant for it. A mention alone does not reach it."""
        if chat.private or not self.privacy or chat.admin:
            return True
        reply = message.get("reply_to_message", {})
        if reply.get("from", {}).get("id") == BOT_ID:
            return True
        commands = [one for one in message.get("entities", []) if one["type"] == "bot_command"]
        for one in commands:
            units = message["text"].encode("utf-16-le")
            command = units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
            _, _, name = command.partition("@")
            if name.lower() == BOT_NAME.lower() or (not name and chat.answers_to == BOT_ID):
                return True
        return False

    def react(self, chat: Chat, message: int, sender: Json, before: list[str], now: list[str], *, anonymous: bool) -> None:
        """Update.message_reaction: the bot must be an administrator there; nothing of the message but its number is told."""
        kinds = {name: [{"type": "emoji", "emoji": one} for one in signs] for name, signs in (("old", before), ("new", now))}
        actor = {"actor_chat": chat.json()} if anonymous else {"user": sender}
        told = {f"{name}_reaction": signs for name, signs in kinds.items()}
        if chat.admin:
            content = {"chat": chat.json(), "message_id": message, "date": int(time.time()), **actor, **told}
            self.deliver("message_reaction", content)

    def leave(self, chat: Chat, sender: Json) -> None:
        """Somebody leaves: a service message, and Update.chat_member where the bot is an administrator."""
        was = chat.members.get(sender["id"], "member")
        chat.members[sender["id"]] = "left"
        gone = {"message_id": next(self._message_ids), "from": sender, "left_chat_member": sender}
        self.deliver("message", self.keep(gone, chat))
        if chat.admin:
            states = {f"{name}_chat_member": {"user": sender, "status": one} for name, one in (("old", was), ("new", "left"))}
            self.deliver("chat_member", {"chat": chat.json(), "from": sender, "date": int(time.time()), **states})

    def deliver(self, kind: str, content: Json) -> None:
        if kind in (self.allowed or ()) or (not self.allowed and kind not in _NOT_BY_DEFAULT):
            self.updates.append({"update_id": next(self._update_ids), kind: content})

    def press(self, chat: int, number: int, data: str, sender: Json) -> str:
        """CallbackQuery.message: of a message that is not given out, InaccessibleMessage has the chat and the number alone."""
        message = self.messages.get((chat, number))
        if message is None or (chat, number) in self.withheld:
            message = {"chat": self.chat(chat).json(), "message_id": number, "date": 0}
        query = str(next(self._query_ids))
        self.queries[query] = time.monotonic() + QUERY_LIFE
        self.deliver(
            "callback_query",
            {"id": query, "from": sender, "message": message, "chat_instance": str(message["chat"]["id"]), "data": data},
        )
        return query

    def pending(self, offset: int, limit: int) -> list[Json]:
        """The first updates not confirmed; an offset confirms all before it, a negative one all but the last."""
        if offset < 0:
            self.updates = self.updates[offset:]
        elif offset:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
        return self.updates[:limit]

    def writable(self, chat_id: int) -> Chat:
        """The chat, if the bot may write there."""
        chat = self.chats.get(chat_id)
        if chat is None and chat_id < 0:
            raise bad("chat not found", "chat_id: unique identifier of a chat that the bot knows")
        if chat is None or (chat.private and not chat.started):
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user", "bots can't start conversations")
        if chat.moved_to:
            rule = "ResponseParameters.migrate_to_chat_id: the group has become a supergroup with this number"
            parameters = {"migrate_to_chat_id": chat.moved_to}
            raise Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", rule, parameters)
        if chat.blocked:
            text = "bot was blocked by the user" if chat.private else "bot was kicked from the supergroup chat"
            raise Refusal(403, f"Forbidden: {text}", "who blocks a bot gets nothing from it")
        return chat

    def check_thread(self, chat: Chat, thread: int | None) -> None:
        if thread is None:
            return
        if thread not in chat.topics:
            raise bad("message thread not found", "message_thread_id: of a topic; for forum supergroups only")
        if thread in chat.closed_topics:
            raise bad("TOPIC_CLOSED", "closeForumTopic: in a closed topic only administrators write")

    def write(self, chat: Chat, fields: Json) -> Json:
        """A message by the bot."""
        chat.answers_to = BOT_ID
        message = {"message_id": next(self._message_ids), "from": _public(self.bot), **fields}
        if thread := fields.get("message_thread_id"):
            message |= {"is_topic_message": True}
            message.setdefault("reply_to_message", chat.topics[thread])
        return self.keep(message, chat)


def person(user: int, language: str) -> Json:
    tag = {"language_code": language} if language else {}
    return {"id": user, "is_bot": False, "first_name": f"Person {user}", "username": f"Person_{user}", **tag}


def _public(bot: Json) -> Json:
    return {key: bot[key] for key in ("id", "is_bot", "first_name", "username")}
