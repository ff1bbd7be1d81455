"""What the Bot API's documentation says of texts, markup and keyboards, as checks that name the rule they encode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
COPY_TEXT = 256
ENTITIES = 100
DATA_BYTES = 64

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-spoiler": "spoiler", "a": "text_link",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "blockquote": {"expandable"}, "code": {"class"}}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>[^<>]*)>|&(?P<entity>#?\w+);")
_ATTRIBUTE = re.compile(r"""\s+([a-z-]+)(?:=("[^"]*"|'[^']*'))?""")


class Refusal(Exception):  # noqa: N818 - an answer, not a fault of ours
    """An error answer of the Bot API, with the documented rule behind it."""

    def __init__(self, status: int, description: str, rule: str, parameters: Json | None = None) -> None:
        super().__init__(f"{status} {description} ({rule})")
        self.status = status
        self.description = description
        self.rule = rule
        self.parameters = parameters


def bad(description: str, rule: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}", rule)


@dataclass(frozen=True)
class Parsed:
    """A text as people see it, and what is marked in it. Offsets count UTF-16 units."""

    text: str
    entities: list[Json]


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_caption(text: str, mode: str, entities: list[Json]) -> Parsed:
    """A caption may be missing, and is shorter."""
    if not text:
        return Parsed("", [])
    parsed = parse_text(text, mode, entities)
    if units(parsed.text) > CAPTION_UNITS:
        raise bad("message caption is too long", "sendDocument.caption: 0-1024 characters after entities parsing")
    return parsed


def parse_text(text: str, mode: str, entities: list[Json]) -> Parsed:
    """The text after entities parsing, refused where it is empty or too long."""
    if mode.lower() == "html":
        parsed = _parse_html(text)
    elif mode:
        raise bad(f"unsupported parse_mode: {mode}", "this fake knows HTML only; formatting options: HTML, MarkdownV2")
    else:
        parsed = Parsed(text, _given_entities(text, entities))
    parsed = _trimmed(parsed)
    if not parsed.text:
        raise bad("message text is empty", "sendMessage.text: 1-4096 characters after entities parsing")
    if units(parsed.text) > MESSAGE_UNITS:
        raise bad("message is too long", "sendMessage.text: 1-4096 characters after entities parsing")
    found = [*parsed.entities, *(one for one in auto_entities(parsed.text) if not _is_code(one, parsed.entities))]
    return Parsed(parsed.text, sorted(found, key=lambda one: one["offset"])[:ENTITIES])


def _is_code(entity: Json, marked: list[Json]) -> bool:
    """In code and pre nothing is marked by itself: they can't contain other entities."""
    blocks = [one for one in marked if one["type"] in ("code", "pre")]
    return any(one["offset"] <= entity["offset"] < one["offset"] + one["length"] for one in blocks)


def auto_entities(text: str) -> list[Json]:
    """What Telegram marks by itself: commands, handles (which notify whoever has them), addresses."""
    patterns = {
        "bot_command": r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])",
        "mention": r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}\b",
        "url": r"https?://\S+",
    }
    found = [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())}
        for kind, pattern in patterns.items()
        for match in re.finditer(pattern, text)
    ]
    return sorted(found, key=lambda one: one["offset"])


def parse_keyboard(markup: Json) -> Json:
    """An inline keyboard whose buttons each do exactly one thing."""
    rule = "InlineKeyboardMarkup.inline_keyboard: array of button rows, each an array of InlineKeyboardButton"
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("object expected as reply markup", rule)
    for button in (button for row in rows for button in row):
        _check_button(button)
    return markup


def _check_button(button: Json) -> None:
    if not str(button.get("text", "")).strip():
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String', "InlineKeyboardButton.text")
    actions = set(button) & {"callback_data", "url", "switch_inline_query", "copy_text", "web_app", "login_url", "pay"}
    if len(actions) != 1:
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            "InlineKeyboardButton: exactly one of the fields other than text must be used",
        )
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID", "InlineKeyboardButton.callback_data: 1-64 bytes")
    if "copy_text" in button and not 1 <= units(str((button["copy_text"] or {}).get("text", ""))) <= COPY_TEXT:
        raise bad("BUTTON_COPY_TEXT_INVALID", "CopyTextButton.text: 1-256 characters")


def _parse_html(source: str) -> Parsed:
    text, at, position = "", 0, 0
    stack: list[tuple[str, Json]] = []
    done: list[Json] = []
    for match in _TOKEN.finditer(source):
        text += _literal(source, at, match.start())
        at, position = match.end(), units(text)
        if entity := match["entity"]:
            text += _character(entity, match.start())
        elif match["close"]:
            _close(stack, done, match, position)
        else:
            stack.append((match["tag"].lower(), _open(match, position)))
    text += _literal(source, at, len(source))
    if stack:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{stack[-1][0]}"', "tags must be closed")
    return Parsed(text, [entity for entity in done if entity["length"]])


def _literal(source: str, start: int, end: int) -> str:
    """Text between tags, in which the three characters of the markup may not stand bare."""
    plain = source[start:end]
    if found := re.search("[<>&]", plain):
        place = len(source[: start + found.start()].encode())
        raise _unparsable(
            f"Unsupported start tag or character at byte offset {place}",
            "HTML style: all <, > and & symbols that are not part of a tag or an entity must be replaced",
        )
    return plain


def _character(entity: str, at: int) -> str:
    if entity in _NAMED:
        return _NAMED[entity]
    if number := re.fullmatch(r"#(?:x([0-9a-fA-F]+)|(\d+))", entity):
        return chr(int(number[1], 16) if number[1] else int(number[2]))
    raise _unparsable(f"Unknown entity at {at}", "HTML style: only &lt; &gt; &amp; &quot; and numerical entities")


def _open(match: re.Match[str], position: int) -> Json:
    tag, attributes = match["tag"].lower(), match["attributes"]
    given = dict(_ATTRIBUTE.findall(attributes))
    if tag == "span" and given.get("class", "").strip("\"'") == "tg-spoiler":
        return {"type": "spoiler", "offset": position}
    if tag not in _TAGS:
        raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {match.start()}', "HTML style: the supported tags")
    if _ATTRIBUTE.sub("", attributes).strip() or set(given) - _ATTRIBUTES.get(tag, set()):
        raise _unparsable(f'Unexpected attribute in tag "{tag}"', "HTML style: the supported attributes")
    entity: Json = {"type": _TAGS[tag], "offset": position}
    if tag == "a":
        entity["url"] = re.sub(r"&(#?\w+);", lambda one: _character(one[1], match.start()), given.get("href", "").strip("\"'"))
    return entity


def _close(stack: list[tuple[str, Json]], done: list[Json], match: re.Match[str], position: int) -> None:
    tag = match["tag"].lower()
    if not stack or stack[-1][0] != tag:
        raise _unparsable(f'Unexpected end tag "{tag}" at byte offset {match.start()}', "tags must be nested")
    _, entity = stack.pop()
    done.append(entity | {"length": position - entity["offset"]})


def _unparsable(detail: str, rule: str) -> Refusal:
    return bad(f"can't parse entities: {detail}", rule)


def _given_entities(text: str, entities: list[Json]) -> list[Json]:
    for entity in entities:
        if entity.get("length", 0) < 1 or entity.get("offset", -1) < 0 or entity["offset"] + entity["length"] > units(text):
            raise bad("entity is out of the text", "MessageEntity: offset and length in UTF-16 code units")
    return entities


def _trimmed(parsed: Parsed) -> Parsed:
    """Telegram cuts white space at both ends."""
    left = units(parsed.text) - units(parsed.text.lstrip())
    text = parsed.text.strip()
    end = units(text)
    entities = []
    for entity in parsed.entities:
        start = max(0, entity["offset"] - left)
        stop = min(end, entity["offset"] + entity["length"] - left)
        if stop > start:
            entities.append(entity | {"offset": start, "length": stop - start})
    return Parsed(text, entities)
