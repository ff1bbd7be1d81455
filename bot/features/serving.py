"""`/server`: what the admins of a server decide for it, shown and changed; by options of the command, or typed."""

from __future__ import annotations

import re
from typing import Any

from bot import wording
from bot.messages import Message, Paragraph, Run
from bot.reading.places import language_name
from bot.store.servers import PRIVATE, PUBLIC, Rules, Servers
from bot.turns import Feature, Messages, Turn, say
from knowledge.languages import Language, language_of

EVERYWHERE = "all"
MOST_CHANNELS = 50
_SETTINGS = ("language", "channels", "replies")
_TYPED = re.compile(rf"(?:server\s+)?({'|'.join(_SETTINGS)})\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_CHANNEL = re.compile(r"<?#?\d{1,20}>?")
"""A channel as platforms write it. A bare name says nothing: two may share it."""


class Serving(Feature):
    """Keeps what is decided for servers."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self.commands = {"server": self._commanded}

    def typed(self, turn: Turn) -> Messages:
        text = turn.incoming.text.strip()
        return self._commanded(turn) if text.lower().startswith("server ") and _TYPED.fullmatch(text) else ()

    def _commanded(self, turn: Turn) -> Messages:
        incoming = turn.incoming
        if not incoming.server:
            return (_whispered(wording.text("server-none", turn.language)),)
        if not incoming.admin:
            return (_whispered(wording.text("server-refused", turn.language)),)
        server = f"{incoming.platform}:{incoming.server}"
        asked = {name: value for name in _SETTINGS if (value := incoming.options.get(name, "").strip())}
        match = _TYPED.fullmatch(incoming.text.strip())
        asked |= {match[1].lower(): match[2].strip()} if match else {}
        decided = {name: _decided(name, value) for name, value in asked.items()}
        for name, value in decided.items():
            if value is None:
                return (_whispered(wording.text(f"server-{name}-unknown", turn.language)),)
        rules = self._servers.change(server, **decided) if decided else self._servers.of(server)
        return (_shown(rules, turn.language, changed=bool(decided)),)


def _decided(name: str, value: str) -> Any:
    """What was decided, as it is kept; None where it can't be understood."""
    if name == "language":
        language = language_of(value)
        return language.value if language else None
    if name == "replies":
        return value.lower() if value.lower() in (PRIVATE, PUBLIC) else None
    if value.lower() == EVERYWHERE:
        return ()
    channels = tuple(dict.fromkeys(value.replace(",", " ").replace("><", "> <").split()))
    return channels if all(map(_CHANNEL.fullmatch, channels)) and len(channels) <= MOST_CHANNELS else None


def _shown(rules: Rules, language: Language, *, changed: bool) -> Message:
    spoken = language_of(rules.language)
    values = {
        "language": language_name(spoken) if spoken else wording.text("server-language-any", language),
        "channels": " ".join(rules.channels) or wording.text("server-channels-all", language),
        "replies": wording.text(f"reply-{rules.replies}", language),
    }
    lines = "\n".join(f"• {wording.text(f'server-{name}', language, value=value)}" for name, value in values.items())
    title = wording.text("server-changed" if changed else "server-title", language)
    how = wording.text("server-how", language)
    paragraphs = (Paragraph((Run(title, "bold"),)), Paragraph((Run(lines),)), Paragraph((Run(how, "italic"),)))
    return Message(paragraphs, hidden=True)


def _whispered(line: str) -> Message:
    return Message(say(line).paragraphs, hidden=True)
