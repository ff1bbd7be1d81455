"""What Telegram delivers, as the core's `Incoming` and the place to answer in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import telegram
from telegram.constants import ChatType, MessageEntityType

from bot.messages import Incoming, Mentioned, Quoted
from bot.platforms.boards import shows
from bot.platforms.people import called
from bot.platforms.telegram_topics import PRESS_BYTES, untagged
from bot.reading.incident_words import is_note
from bot.store.overheard import Line

MARK = "👌"
"""The sign that notes what somebody said; Telegram offers no pin."""
_COMMAND = re.compile(r"/((?:\w[\u0300-\u036f]?){1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_KINDS = {
    "photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "sticker": "sticker",
    "animation": "sticker",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a chat, its topic, and in a group the message it replies to; who asked, and for a press the message
    pressed with the ids of its buttons. Made of plain values, so that it can be kept."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None
    person: int | None = None
    pressed: int | None = None
    buttons: tuple[str, ...] = ()

    @property
    def conversation(self) -> str:
        return f"{self.chat}/{self.topic}" if self.topic else str(self.chat)

    @property
    def private(self) -> bool:
        """Chats of two have their person's number, all others a negative one."""
        return self.chat > 0

    def shows(self, board: str) -> bool:
        """Whether what was pressed shows that board, so that its new state belongs there."""
        return self.pressed is not None and shows(board, self.buttons)


@dataclass(frozen=True, slots=True)
class Addressed:
    """Something meant for this bot."""

    incoming: Incoming
    place: Place
    handles: tuple[str, ...] = ()
    """Names after an @ in it: Telegram does not say whose they are."""


def read(update: telegram.Update, me: telegram.User) -> Addressed | None:
    """What the update asks of this bot; None where it is not meant for it or nothing can be answered."""
    if update.message:
        return _read_message(update.message, me)
    if update.edited_message:
        return _read_edited(update.edited_message, me)
    return _read_press(update.callback_query) if update.callback_query else None


def _read_message(message: telegram.Message, me: telegram.User) -> Addressed | None:
    if message.chat.type == ChatType.CHANNEL or not _from_person(message):
        return None
    private = message.chat.type == ChatType.PRIVATE
    raw, unreadable = message.text or message.caption or "", _unreadable(message)
    if not raw and (not unreadable or (unreadable == "sticker" and not private)):
        return None  # a service message, or a sticker among people
    text, mentioned = _without_mention(message, raw, me)
    command, other, text = _command(text, me)
    if not other and (noted := _noted(message, me)) and is_note(f"{command} {text}".strip()):
        asked = bool(private or mentioned or command)
        return _addressed(message, message.from_user, _asked(message), marked=noted, command="incident" if asked else "")
    if other or not (private or mentioned or command or _replies_to(message, me)):
        return None
    said: dict[str, Any] = {"text": text, "command": command, "unreadable": unreadable, "mentions": _people(message, me)}
    addressed = _addressed(message, message.from_user, _asked(message), **said)
    return replace(addressed, handles=_handles(message, me))


def _read_edited(message: telegram.Message, me: telegram.User) -> Addressed | None:
    """A question put in other words. Among people it stays as it was answered; and a live location moves all the time."""
    if message.chat.type != ChatType.PRIVATE or not (message.text or message.caption) or not _from_person(message):
        return None
    command, _, text = _command(message.text or message.caption or "", me)
    unreadable = _unreadable(message)
    return _addressed(
        message, message.from_user, _asked(message), text=text, command=command, unreadable=unreadable, edited=True
    )


def read_mark(reaction: telegram.MessageReactionUpdated, line: Line) -> Addressed:
    """Somebody has put our sign below what `line` says."""
    topic = int(line.conversation.partition("/")[2] or 0) or None
    place = Place(reaction.chat.id, topic, reaction.message_id, reaction.user.id if reaction.user else None)
    incoming = _incoming(place, reaction.user, marked=Quoted(line.text, line.person, line.name, line.at))
    return Addressed(incoming, place)


def marks(reaction: telegram.MessageReactionUpdated) -> bool:
    """Whether somebody whom we may know has just put our sign there, in a group."""
    before, now = (
        {one.emoji for one in kinds if isinstance(one, telegram.ReactionTypeEmoji)}
        for kinds in (reaction.old_reaction, reaction.new_reaction)
    )
    person = reaction.user
    return MARK in now - before and person is not None and not person.is_bot and reaction.chat.type != ChatType.PRIVATE


def line_of(update: telegram.Update) -> Line | None:
    """What a person said in a group, or that they were there, for who is asked about it later."""
    query, message = update.callback_query, update.message or update.edited_message
    if query and query.message and query.message.chat.id < 0:
        return _line(_place_pressed(query, query.message), query.from_user, at=_iso(datetime.now(UTC)))
    if message is None or message.chat.id > 0 or not _from_person(message):
        return None
    text = message.text or message.caption or ""
    line = _line(_place(message), message.from_user, text=text, message=str(message.message_id), at=_iso(message.date))
    return replace(line, name=_called(message, message.from_user))


def _line(place: Place, user: telegram.User | None, **said: str) -> Line:
    person, name, handle = (str(user.id), user.full_name, user.username or "") if user else ("", "", "")
    return Line(place.conversation, person, called(name), handle, **said)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _noted(message: telegram.Message, me: telegram.User) -> Quoted | None:
    """What somebody else said, that this message answers."""
    to = message.reply_to_message
    if to is None or to.forum_topic_created or to.from_user is None or to.from_user.id == me.id:
        return None
    return Quoted(to.text or to.caption or "", str(to.from_user.id), _called(to, to.from_user), _iso(to.date))


def _people(message: telegram.Message, me: telegram.User) -> tuple[Mentioned, ...]:
    """People without a name to write after an @ are named by what Telegram knows them as."""
    named = message.parse_entities([MessageEntityType.TEXT_MENTION]) if message.text else {}
    users = [(one.user, said) for one, said in named.items() if one.user and one.user.id != me.id]
    return tuple(Mentioned(said, str(user.id), called(user.full_name)) for user, said in users)


def _handles(message: telegram.Message, me: telegram.User) -> tuple[str, ...]:
    named = message.parse_entities([MessageEntityType.MENTION]) if message.text else {}
    return tuple(said for said in named.values() if said.lower() != f"@{me.username}".lower())


def _read_press(query: telegram.CallbackQuery) -> Addressed | None:
    data = query.data
    if not query.message or not isinstance(data, str) or len(data.encode()) > PRESS_BYTES:
        return None
    pressed, _ = untagged(data)
    buttons = (*_buttons(query.message), pressed)
    place = _place_pressed(query, query.message)
    place = replace(place, person=query.from_user.id, pressed=query.message.message_id, buttons=buttons)
    return _addressed(query.message, query.from_user, place, press=pressed)


def _addressed(message: telegram.MaybeInaccessibleMessage, user: telegram.User | None, place: Place, **said: Any) -> Addressed:
    if said.get("press"):
        return Addressed(_incoming(place, user, **said), place)
    return Addressed(_incoming(place, user, name=_called(message, user), admin=_is_anonymous(message), **said), place)


def _incoming(place: Place, user: telegram.User | None, **said: Any) -> Incoming:
    return Incoming(
        platform="telegram",
        conversation=place.conversation,
        around=str(place.chat) if place.topic else "",
        person=str(user.id) if user else "",
        private=place.private,
        language=(user.language_code or "") if user else "",
        **{"name": called(user.full_name if user else ""), **said},
    )


def _is_anonymous(message: telegram.MaybeInaccessibleMessage) -> bool:
    """Whether an administrator wrote it in the name of the group."""
    sender = getattr(message, "sender_chat", None)
    return bool(sender and sender.id == message.chat.id)


def _called(message: telegram.MaybeInaccessibleMessage, user: telegram.User | None) -> str:
    """Whom others see as its author."""
    sender = getattr(message, "sender_chat", None)
    return called((sender.title or "") if sender and _is_anonymous(message) else (user.full_name if user else ""))


def _unreadable(message: telegram.Message) -> str:
    """What came in place of text."""
    kinds = [kind for name, kind in _KINDS.items() if getattr(message, name)]
    return kinds[0] if kinds else "file" if message.effective_attachment else ""


def _from_person(message: telegram.Message) -> bool:
    """Not another bot, with which a conversation would not end, nor a channel's post forwarded into its group.

    An administrator who stays anonymous writes as a bot, on behalf of the group.
    """
    sender = message.from_user
    return bool(sender and (not sender.is_bot or message.sender_chat) and not message.is_automatic_forward)


def _place(message: telegram.MaybeInaccessibleMessage, person: int | None = None) -> Place:
    # Replies outside forums carry a thread id too, which sendMessage then refuses: only a topic's counts.
    topic = message.message_thread_id if isinstance(message, telegram.Message) and message.is_topic_message else None
    reply_to = None if message.chat.type == ChatType.PRIVATE else message.message_id
    return Place(message.chat.id, topic, reply_to, person)


def _place_pressed(query: telegram.CallbackQuery, message: telegram.MaybeInaccessibleMessage) -> Place:
    """Of a message that Telegram no longer gives out, the button alone tells the topic."""
    place = _place(message)
    if message.is_accessible or not isinstance(query.data, str):
        return place
    return replace(place, topic=untagged(query.data)[1])


def _asked(message: telegram.Message) -> Place:
    return _place(message, person=message.from_user.id if message.from_user else None)


def _buttons(message: telegram.MaybeInaccessibleMessage) -> tuple[str, ...]:
    """The ids of the buttons below a message; none where it is too old to be looked at."""
    markup = message.reply_markup if isinstance(message, telegram.Message) else None
    rows = markup.inline_keyboard if markup else ()
    return tuple(untagged(button.callback_data)[0] for row in rows for button in row if isinstance(button.callback_data, str))


def _replies_to(message: telegram.Message, me: telegram.User) -> bool:
    # In a topic, what replies to nothing is delivered as a reply to the notice that opened the topic.
    target = message.reply_to_message
    return bool(target and target.from_user and target.from_user.id == me.id and not target.forum_topic_created)


def _without_mention(message: telegram.Message, raw: str, me: telegram.User) -> tuple[str, bool]:
    """The text without the bot's name, and whether that name was in it. Offsets count UTF-16 units."""
    units = raw.encode("utf-16-le", "surrogatepass")
    mentions = [one for one in message.entities or message.caption_entities if _is_mention(one, units, me)]
    for one in sorted(mentions, key=lambda entity: entity.offset, reverse=True):
        units = units[: 2 * one.offset] + units[2 * (one.offset + one.length) :]
    text = units.decode("utf-16-le", "replace")
    return (re.sub(r"[ \t]{2,}", " ", text) if mentions else text).strip(), bool(mentions)


def _is_mention(entity: telegram.MessageEntity, units: bytes, me: telegram.User) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    name = units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")
    return entity.type == MessageEntityType.MENTION and name.lower() == f"@{me.username}".lower()


def _command(text: str, me: telegram.User) -> tuple[str, bool, str]:
    """The command's name or nothing, whether it is another bot's, and what else was written."""
    match = _COMMAND.fullmatch(text)
    if not match:
        return "", False, text
    name, bot, rest = match.groups(default="")
    return name.lower(), bool(bot) and bot.lower() != (me.username or "").lower(), rest.strip()
