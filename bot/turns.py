"""One turn of a conversation, and what a feature of the bot is: commands, buttons and typed words that it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.messages import Incoming, Message, Paragraph, Run
from bot.store.answers import Given
from bot.store.profiles import Profile
from knowledge.languages import Language, language_of


@dataclass(frozen=True, slots=True)
class Turn:
    """An incoming message with what is known of who sent it: keys for the store (`platform:id`), the language to fall back on,
    the answer given to them before in this conversation, and their profile."""

    incoming: Incoming
    conversation: str
    person: str
    language: Language = Language.EN
    before: Given | None = None
    profile: Profile = field(default_factory=Profile)

    def spoken_of(self, given: Given | None) -> Language:
        """The language in which to show the person something of an answer: the one that they chose, else the one that they
        asked it in, else theirs."""
        chosen = language_of(self.profile.language)
        asked = language_of(given.language) if given and given.person == self.person else None
        return chosen or asked or self.language


Messages = tuple[Message, ...]
Handler = Callable[[Turn], Messages]
"""Answers a command; what followed its name is the turn's text. Runs on a thread, and may block."""
Press = Callable[[Turn, str], Messages]
"""Answers a button; given what follows its verb. Its id comes from outside: it may be forged, another chat's, or older than
what is kept; nothing is answered with that, and the dialogue says that the button is stale."""


class Feature:
    """Something the bot can do. What it can't do, it leaves to the others."""

    commands: Mapping[str, Handler] = {}
    """By name, in the order of a menu. Each has a line `command-<name>` of wording that describes it."""
    presses: Mapping[str, Press] = {}
    """By the verb of the button's id, before the first colon."""

    def typed(self, turn: Turn) -> Messages:
        """What answers bare text that means something to this feature ("done 3"); nothing where it means nothing to it."""
        del turn
        return ()

    def acts(self, turn: Turn) -> bool:
        """Whether what is said, typed or as a command, would do something on what a room shares. That is done once, however
        often its words are changed afterwards, and only by who is there."""
        del turn
        return False

    def marked(self, turn: Turn) -> Messages:
        """What answers the mark on what somebody said (`Incoming.marked`)."""
        del turn
        return ()

    def forget(self, turn: Turn) -> None:
        """Delete at once and completely what is kept of who asks for it."""


def say(*paragraphs: str) -> Message:
    """A message of plain paragraphs."""
    return Message(tuple(Paragraph((Run(text),)) for text in paragraphs))
