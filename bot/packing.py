"""Messages as text that can be kept, and back. What a later version added is left out; halves of characters pass through."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.messages import Button, File, Incoming, Mentioned, Message, Paragraph, Quoted, Run

Place = Mapping[str, Any]
"""Where an answer goes, in a platform's own terms: what JSON can hold."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a person did, and where its answer goes."""

    incoming: Incoming
    place: Place


def pack_heard(heard: Heard) -> str:
    return json.dumps({"incoming": heard.incoming, "place": dict(heard.place)}, default=_plain)


def unpack_heard(packed: str) -> Heard:
    """Raises `ValueError`, `TypeError` or `KeyError` for what was not packed here."""
    data = json.loads(packed)
    return Heard(_incoming(data["incoming"]), data["place"])


def pack_messages(messages: Iterable[Message]) -> str:
    return json.dumps(list(messages), default=_plain)


def unpack_messages(packed: str) -> tuple[Message, ...]:
    """Raises as `unpack_heard` does."""
    return tuple(map(_message, json.loads(packed)))


def _incoming(packed: Mapping[str, Any]) -> Incoming:
    data = _known(Incoming, packed)
    mentions = tuple(Mentioned(**_known(Mentioned, one)) for one in data.pop("mentions", ()))
    quoted = data.pop("marked", None)
    return Incoming(**data, mentions=mentions, marked=Quoted(**_known(Quoted, quoted)) if quoted else None)


def _message(packed: Mapping[str, Any]) -> Message:
    data = _known(Message, packed)
    paragraphs = (Paragraph(tuple(Run(**_known(Run, run)) for run in one["runs"])) for one in data.pop("paragraphs"))
    buttons = (tuple(Button(**_known(Button, button)) for button in row) for row in data.pop("buttons", ()))
    file = data.pop("file", None)
    handed = File(file["name"], base64.b64decode(file["content"])) if file else None
    return Message(tuple(paragraphs), tuple(buttons), file=handed, **data)


def _known(kind: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name in kind.__dataclass_fields__}


def _plain(value: Any) -> Any:
    """What JSON can hold of bytes, or of a dataclass, which may hold others."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
