"""What a message says and whom it names, read off the event."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

_ANNOTATIONS = ("m.text", "m.emote", "m.notice")
_PILL = re.compile(r"<a\s[^>]*href=[\"']https://matrix\.to/#/([^\"'?/]+)[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_ID = re.compile(r"@[\w.=/+-]{1,200}:[\w.-]+(?::\d+)?", re.ASCII)
_LONGEST_HTML = 20_000
"""Characters of a formatted text in which people are looked for."""
QUOTED = re.compile(r"\A(?:> [^\n]*\n)+\n?")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a message names, and how; nothing where it does not show."""

    person: str
    said: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What somebody said, when, and in which thread."""

    person: str
    text: str
    at: str
    thread: str = ""


def excerpt(event: Mapping[str, Any]) -> Excerpt | None:
    """What that message says in its newest words; None where it is none."""
    try:
        content, sender = event["content"], event["sender"]
        if event["type"] != "m.room.message":
            return None
        relation = mapping(content.get("m.relates_to"))
        newer = mapping(mapping(mapping(event.get("unsigned")).get("m.relations")).get("m.replace"))
        said = mapping(mapping(newer.get("content")).get("m.new_content")) or content
        body = said["body"] if said["msgtype"] in _ANNOTATIONS else caption(said)
        thread = relation.get("event_id", "") if relation.get("rel_type") == "m.thread" else ""
        at = datetime.fromtimestamp(event["origin_server_ts"] / 1000, UTC).isoformat()
        return Excerpt(str(sender), QUOTED.sub("", str(body)).strip(), at, thread if isinstance(thread, str) else "")
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError):  # anybody can send events of any form
        return None


def named_in(body: str, content: Mapping[str, Any], me: str) -> tuple[Named, ...]:
    """Whom a message names: by a pill, by an id, or by telling that they are meant. It names `me` in other ways."""
    found: dict[str, str] = {}
    formatted = content.get("formatted_body")
    for person, said in (*_pills(formatted if isinstance(formatted, str) else ""), *((id_, id_) for id_ in _ID.findall(body))):
        found.setdefault(person, said)
    for person in mapping(content.get("m.mentions")).get("user_ids") or ():
        if isinstance(person, str):
            found.setdefault(person, "")
    found.pop(me, None)
    return tuple(Named(person, said) for person, said in found.items())


def _pills(formatted: str) -> Iterator[tuple[str, str]]:
    for address, label in _PILL.findall(formatted[:_LONGEST_HTML]):
        person = unquote(address)
        if person.startswith("@"):
            yield person, html.unescape(re.sub(r"<[^>]*>", "", label)).strip()


def caption(content: Mapping[str, Any]) -> str:
    """What is written under a picture or file; its name alone is none."""
    name, body = content.get("filename"), content.get("body")
    return body if isinstance(name, str) and isinstance(body, str) and body != name else ""


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
