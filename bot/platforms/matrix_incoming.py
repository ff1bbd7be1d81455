"""What happens in a room, as the core's `Incoming` and the place to answer in."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.messages import Incoming, Mentioned, Quoted
from bot.platforms.boards import shows
from bot.platforms.matrix_excerpts import QUOTED, Excerpt, Named, caption, mapping, named_in
from bot.platforms.matrix_render import number_of
from bot.platforms.matrix_state import Shown
from bot.platforms.people import called
from knowledge.text import fold

COMMAND = "!"
MARK = "📌"
"""The sign that notes what somebody said."""
ADMIN = 50
"""The power level of who may decide for a room."""
TYPED = 80
"""Characters that a typed label may have."""
_COMMAND = re.compile(r"!((?:[^\W\d_][\u0300-\u036f]?){1,32})(?:\s+(.*))?", re.DOTALL)
_KINDS = {"m.image": "photo", "m.audio": "voice", "m.video": "file", "m.file": "file", "m.location": "file"}
_TEXTS = ("m.text", "m.emote")


@dataclass(frozen=True, slots=True)
class Me:
    """Who we are there."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a room, its thread, and the message that it replies to; who asked, and for a press the message
    pressed with the ids of its buttons, and whether it was tapped. Made of plain values, so that it can be kept."""

    room: str
    thread: str = ""
    event: str = ""
    person: str = ""
    private: bool = True
    pressed: str = ""
    buttons: tuple[str, ...] = ()
    tapped: bool = False

    @property
    def conversation(self) -> str:
        return f"{self.room}/{self.thread}" if self.thread else self.room

    def shows(self, board: str) -> bool:
        """Whether what was pressed shows that board, so that its new state belongs there."""
        return bool(self.pressed) and shows(board, self.buttons)


@dataclass(frozen=True, slots=True)
class Who:
    """Who did something, and in what kind of room; `member` says that they are there."""

    name: str
    admin: bool
    private: bool
    member: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a person. `to` is the message that it replies to."""

    event: str
    person: str
    text: str = ""
    command: str = ""
    mentioned: bool = False
    unreadable: str = ""
    thread: str = ""
    to: str = ""
    edited: bool = False
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Tapped:
    """A numbered reaction of a person to a message."""

    event: str
    person: str
    to: str
    number: int


@dataclass(frozen=True, slots=True)
class Marked:
    """Our sign, put below a message by a person."""

    event: str
    person: str
    to: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted message that we have no key for."""

    person: str


def read(event: Mapping[str, Any], me: Me) -> Said | Tapped | Marked | Sealed | None:
    """What a person did with that event; None where it was we, a bot's notice, or nothing that could be answered."""
    try:
        if event["sender"] == me.id:
            return None
        if event["type"] == "m.reaction":
            return _reacted(event)
        if event["type"] == "m.room.encrypted":
            return Sealed(event["sender"])
        if event["type"] == "m.sticker":
            return Said(event["event_id"], event["sender"], unreadable="sticker")
        return _said(event, me) if event["type"] == "m.room.message" else None
    except (KeyError, TypeError, AttributeError, ValueError):  # anybody can send events of any form
        return None


def age(event: Mapping[str, Any]) -> float:
    """Seconds since it was sent, as the homeserver counts them, else by our clock."""
    told = mapping(event.get("unsigned")).get("age")
    return told / 1000 if isinstance(told, int) else time.time() - event.get("origin_server_ts", 0) / 1000


def heard(said: Said, who: Who, room: str, mentions: tuple[Mentioned, ...] = ()) -> tuple[Incoming, Place]:
    """A message that is meant for us."""
    place = Place(room, said.thread, said.event, said.person, who.private)
    words = {"text": said.text, "command": said.command, "unreadable": said.unreadable}
    return _incoming(place, who, **words, edited=said.edited, mentions=mentions), place


def marked(by: Said | Marked, who: Who, room: str, what: Excerpt, author: str) -> tuple[Incoming, Place]:
    """What somebody said, marked by a sign or by a note that answers it; `author` is what they are called."""
    asked = isinstance(by, Said) and bool(who.private or by.mentioned or by.command)
    about = what.thread if isinstance(by, Marked) else by.thread
    place = Place(room, about, by.to if isinstance(by, Marked) else by.event, by.person, who.private)
    quoted = Quoted(what.text, what.person, author, what.at)
    return _incoming(place, who, marked=quoted, command="incident" if asked else ""), place


def pressed(by: Said | Tapped, who: Who, shown: Shown, number: int) -> tuple[Incoming, Place] | None:
    """The press of a button, tapped or typed; None where the message has none of that number."""
    if not 0 < number <= len(shown.buttons):
        return None
    tapped = isinstance(by, Tapped)
    ids = tuple(button.id for button in shown.buttons)
    about = shown.event if tapped else by.event
    place = Place(shown.room, shown.thread, about, by.person, who.private, shown.event, ids, tapped)
    return _incoming(place, who, press=ids[number - 1]), place


def typed(text: str, shown: Shown) -> int:
    """The number of the button that a text names, by its label or its number; 0 where it is none."""
    if len(text) > TYPED or not shown.buttons:
        return 0
    words = _words(text)
    labels = [_words(button.label) for button in shown.buttons]
    if words and labels.count(words) == 1:
        return labels.index(words) + 1
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= len(labels) else 0


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _incoming(place: Place, who: Who, **did: Any) -> Incoming:
    return Incoming(
        platform="matrix",
        conversation=place.conversation,
        around=place.room if place.thread else "",
        branch=bool(place.thread),
        person=place.person,
        private=who.private,
        name=who.name,
        admin=who.admin,
        member=who.member,
        **did,
    )


def _reacted(event: Mapping[str, Any]) -> Tapped | Marked | None:
    relation = event["content"]["m.relates_to"]
    key, to = relation["key"], relation["event_id"]
    if not isinstance(to, str):
        return None
    if key.strip().rstrip("\ufe0e\ufe0f") == MARK:
        return Marked(event["event_id"], event["sender"], to)
    number = number_of(key)
    return Tapped(event["event_id"], event["sender"], to, number) if number else None


def _said(event: Mapping[str, Any], me: Me) -> Said | None:
    content = event["content"]
    relation = mapping(content.get("m.relates_to"))
    edited = relation.get("rel_type") == "m.replace"
    if edited:
        content = content["m.new_content"]
    kind = content["msgtype"]
    if kind not in _TEXTS and kind not in _KINDS:
        return None  # a notice is another bot's, and what we don't know is no question
    thread = relation.get("event_id", "") if relation.get("rel_type") == "m.thread" else ""
    replied = "" if relation.get("is_falling_back") else mapping(relation.get("m.in_reply_to")).get("event_id", "")
    body = content["body"] if kind in _TEXTS else caption(content)
    text, named = without_mention(QUOTED.sub("", body) if replied else body, content, me)
    command = _COMMAND.fullmatch(text)
    return Said(
        event["event_id"],
        event["sender"],
        text=(command[2] or "").strip() if command else text,
        command=command[1].lower() if command else "",
        mentioned=named,
        unreadable=_KINDS.get(kind, ""),
        thread=thread if isinstance(thread, str) else "",
        to=replied if isinstance(replied, str) else "",
        edited=edited,
        named=named_in(body, content, me.id),
    )


def without_mention(body: str, content: Mapping[str, Any], me: Me) -> tuple[str, bool]:
    """The text without our name, and whether we are meant: by an intentional mention, or by our name at the beginning."""
    mentioned = me.id in (mapping(content.get("m.mentions")).get("user_ids") or ())
    ids = [re.escape(me.id), rf"@{re.escape(me.id[1:].partition(':')[0])}(?![\w:])"]
    name = re.escape(me.name) if me.name else "(?!)"
    forms = [*ids, rf"@{name}(?!\w)", rf"{name}(?=\s*[:,])", *([rf"{name}(?!\w)"] if mentioned else ())]
    called_on = re.compile(rf"\s*(?:{'|'.join(forms)})\s*[:,]?\s*", re.IGNORECASE)
    first = called_on.match(body)
    text = body[first.end() :] if first else body
    if mentioned:
        text = re.sub("|".join([*ids, rf"@?{name}(?!\w)"]), " ", text, flags=re.IGNORECASE)
    return re.sub(r"[ \t]{2,}", " ", text).strip(), mentioned or first is not None


def display_name(name: object, person: str) -> str:
    """What a person is called in a room."""
    return called(name if isinstance(name, str) and name.strip() else person)
