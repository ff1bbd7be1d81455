"""The neutral messages that the core and the platforms exchange.

A platform turns what it receives into an `Incoming`, hands it to a `Dialogue` and renders each `Message` that comes back in
its own markup and within its own limits. The core knows no platform; a platform knows nothing else of the core.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Style = Literal["plain", "bold", "italic", "copy", "note"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `link` is an address to open, or empty. What is `copy` stands in a block of its own that
    is copied with one tap; what is `note` is small print, on lines of its own, which a platform may fold up."""

    text: str
    style: Style = "plain"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What stands together and is only split where it alone exceeds a platform's limit. Runs may contain line breaks."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Button:
    """`id` is `verb:argument`, at most 64 bytes of ASCII, checked by the core when pressed; `label` is what a person reads."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """One message to show. Paragraphs are separated by an empty line; `buttons` are rows, shown below the last part.

    `board` is the id of what it shows the state of, a checklist say: a message that answers a press on the same board takes the
    place of the one pressed, and later states of it may take each other's place. `hidden` is for the person alone where a
    platform can do that. `toast` is said in passing by whoever was waiting for a press, where a platform has such a thing; a
    message without paragraphs is nothing but its toast. `pin` asks that it be pinned where we may.
    """

    paragraphs: tuple[Paragraph, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    board: str = ""
    hidden: bool = False
    toast: str = ""
    file: File | None = None
    pin: bool = False

    @property
    def text(self) -> str:
        """The message as plain text."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody said in a conversation: its text, who said it, under which name, and when, as an ISO time. Without a text
    it can't be read."""

    text: str
    person: str
    name: str
    at: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Somebody whom a text names as the platform names people: `said` is how, in that text. Who is not `there` is not in the
    conversation, or not any more."""

    said: str
    person: str
    name: str
    there: bool = True


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person did: typed free text, gave a command or pressed a button.

    `text` is free text, or what followed the command's name, with the bot's mention taken out. `command` is the name without
    its sign (`now`). `press` is the id of the button pressed. `options` are a command's typed options (`role`, `down`,
    `question`). `conversation` and `person` are the platform's own ids, stable through a restart; a thread or forum topic is a
    conversation of its own. `language` is what the platform tells of the person's client, a BCP 47 tag, or empty.

    `name` is what the person is called there, for others to read. `unreadable` is what came in place of text: `photo`, `voice`,
    `sticker` or `file`. `server` is what the conversation belongs to where a platform has such a thing (a Discord server), and
    `admin` says that the person may decide for it, or for the group; without `member` they are not there any more. `edited`
    says that it was sent before in other words. `mentions` are the people whom the text names, where the platform knows who is
    meant. `aside` says that nobody else there sees this and what answers it.

    `received` is when it was heard first, as an ISO time, where the program ended before it had noted that it was handled.

    `around` is the conversation of the room that a thread or topic is in, empty for a room. A topic is like a room; a `branch`
    is not, but a side conversation of that room.

    `marked` is what somebody said there, where the person did nothing but mark it for others: by a sign below it, or by
    answering it with the word for a note. Where they said so to the bot itself, that is the command `incident`.
    """

    platform: str
    conversation: str
    person: str
    text: str = ""
    command: str = ""
    press: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    private: bool = True
    language: str = ""
    name: str = ""
    unreadable: str = ""
    server: str = ""
    admin: bool = False
    edited: bool = False
    member: bool = True
    mentions: tuple[Mentioned, ...] = ()
    marked: Quoted | None = None
    aside: bool = False
    received: str = ""
    around: str = ""
    branch: bool = False


class Dialogue(Protocol):
    """What a platform needs of the core."""

    async def reply(self, incoming: Incoming) -> tuple[Message, ...]:
        """The messages that answer, in order; none where there is nothing to say. Never raises for what a person did."""
        ...

    def commands(self, language: str) -> Mapping[str, str]:
        """Each command's name and its description in `language`, in the order of a menu."""
        ...
