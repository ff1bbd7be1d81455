"""What of an answer is said in passing by whoever waits for a press, and what is shown as messages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import Message, Paragraph, Run


@dataclass(frozen=True, slots=True)
class Passing:
    """`words` are said in passing, as an `alert` where they want to be closed; `shown` are the messages. `instead` is shown as
    well where nobody saw the words: empty where they were an extra to what is shown anyway."""

    words: str
    alert: bool
    shown: tuple[Message, ...]
    instead: tuple[Message, ...] = ()


def in_passing(messages: tuple[Message, ...], *, alerts: bool, longest: int) -> Passing:
    """Parts the messages. With `alerts`, what is hidden and no longer than `longest` needs no message at all."""
    for message in messages:
        if alerts and message.hidden and _is_words(message) and len(message.text) <= longest:
            rest = tuple(other for other in messages if other is not message and not _is_toast(other))
            return Passing(message.text, alert=True, shown=rest, instead=(message,))
    shown = tuple(message for message in messages if not _is_toast(message))
    words = next((message.toast for message in messages if message.toast), "")
    instead = () if shown or not words else (Message((Paragraph((Run(words),)),), hidden=True),)
    return Passing(words, alert=False, shown=shown, instead=instead)


def _is_words(message: Message) -> bool:
    """Whether it is nothing but text to read, and takes no other message's place."""
    copied = any(run.style == "copy" for paragraph in message.paragraphs for run in paragraph.runs)
    return bool(message.text.strip()) and not (message.buttons or message.file or message.board or copied)


def _is_toast(message: Message) -> bool:
    return not message.paragraphs and not message.file
