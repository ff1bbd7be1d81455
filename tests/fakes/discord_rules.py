"""What Discord's documentation asks of requests; whatever breaks it is a `Refusal` that names the rule.

Sections in brackets are those of the developer documentation (discord.com/developers/docs).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

EPHEMERAL = 1 << 6
SUPPRESS_EMBEDS = 1 << 2
SUPPRESS_NOTIFICATIONS = 1 << 12

MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
READ_MESSAGE_HISTORY = 1 << 16
SEND_MESSAGES_IN_THREADS = 1 << 38
PIN_MESSAGES = 1 << 51

_EUROPEAN = "da de en-GB en-US es-ES fr hr it lt hu nl no pl ro fi sv-SE cs el bg ru uk"
_OTHER = "id es-419 pt-BR vi tr hi th zh-CN ja zh-TW ko"
LOCALES = frozenset(f"{_EUROPEAN} {_OTHER}".split(" "))
STRING_OPTION, USER_OPTION = 3, 6
CHAT_INPUT, MESSAGE_MENU = 1, 3
ACTION_ROW, BUTTON = 1, 2
LINK_STYLE = 5
FILES, FILE_BYTES = 10, 10 << 20


class Refusal(Exception):  # noqa: N818 - what the fake does, not what it got wrong
    """An error response: HTTP status, Discord's code and message, and the rule that was broken."""

    def __init__(self, status: int, code: int, message: str, rule: str, **more: Any) -> None:
        super().__init__(f"{status} {code} {message}: {rule}")
        self.status, self.code, self.message, self.rule, self.more = status, code, message, rule, more
        self.headers: dict[str, str] = {}


def invalid(field: str, rule: str) -> Refusal:
    errors = {field: {"_errors": [{"code": "INVALID", "message": rule}]}}
    return Refusal(400, 50035, "Invalid Form Body", f"{field}: {rule}", errors=errors)


def expect(holds: object, field: str, rule: str) -> None:
    if not holds:
        raise invalid(field, rule)


def check_message(body: Mapping[str, Any], flags_allowed: int, files: Mapping[str, tuple[str, bytes]] | None = None) -> None:
    content = body.get("content") or ""
    expect(isinstance(content, str), "content", "a string [Message: Create Message]")
    expect(len(content) <= 2000, "content", "must be 2000 or fewer in length [Message: Create Message]")
    check_files(body, files or {})
    if not content.strip() and not files and not any(body.get(key) for key in ("embeds", "sticker_ids", "poll")):
        rule = "one of content, embeds, sticker_ids, poll or files; white space is trimmed [Message: Create Message]"
        raise Refusal(400, 50006, "Cannot send an empty message", rule)
    flags = body.get("flags") or 0
    expect(isinstance(flags, int) and not flags & ~flags_allowed, "flags", "only the flags listed may be set [Message: Flags]")
    check_mentions(body.get("allowed_mentions"))
    check_components(body.get("components") or [])


def check_files(body: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]) -> None:
    """What is uploaded, and what the body says of it [Reference: Uploading Files]."""
    listed = body.get("attachments") or []
    expect(len(files) <= FILES, "files", "at most 10 files [Message: Create Message]")
    for field, (name, content) in files.items():
        expect(re.fullmatch(r"files\[\d+\]", field), "files", "files are named files[n] [Reference: Uploading Files]")
        expect(name and content, "files", "a file has a name and content [Reference: Uploading Files]")
        expect(len(content) <= FILE_BYTES, "files", "at most 10 MiB a file [Reference: Uploading Files]")
    for one in listed:
        rule = "an attachment's id is the n of files[n] [Reference: Uploading Files]"
        expect(f"files[{one.get('id')}]" in files, "attachments", rule)


def check_suggestions(choices: Any) -> None:
    """The answer to a person who is typing an option [Interactions: Autocomplete]."""
    expect(isinstance(choices, list), "choices", "an array of choices [Interactions: Autocomplete]")
    check_choices(choices)


def check_mentions(mentions: Any) -> None:
    if mentions is None:
        return
    parse = mentions.get("parse", [])
    expect(set(parse) <= {"users", "roles", "everyone"}, "allowed_mentions", "parse takes users, roles, everyone")
    for kind in ("users", "roles"):
        listed = mentions.get(kind, [])
        expect(len(listed) <= 100, "allowed_mentions", f"at most 100 {kind} [Message: Allowed Mentions]")
        expect(not (listed and kind in parse), "allowed_mentions", f"{kind} in parse excludes a list of {kind}")


def check_components(rows: list[Any]) -> None:
    expect(len(rows) <= 5, "components", "at most 5 action rows [Components: Action Row]")
    for row in rows:
        expect(row.get("type") == ACTION_ROW, "components", "the top level holds action rows [Components: Action Row]")
        expect(1 <= len(row.get("components", [])) <= 5, "components", "an action row holds 1 to 5 buttons")
        for button in row["components"]:
            check_button(button)
    ids = [button["custom_id"] for row in rows for button in row["components"] if "custom_id" in button]
    expect(len(ids) == len(set(ids)), "components", "custom_id must be unique in a message [Components: Custom ID]")


def check_button(button: Mapping[str, Any]) -> None:
    expect(button.get("type") == BUTTON, "components", "this fake knows buttons only")
    expect(button.get("style") in range(1, 7), "components", "style is 1 to 6 [Components: Button Styles]")
    label = button.get("label") or ""
    expect(label or button.get("emoji"), "components", "a button has a label or an emoji [Components: Button]")
    expect(len(label) <= 80, "components", "a label has at most 80 characters [Components: Button]")
    if button["style"] < LINK_STYLE:
        expect(1 <= len(button.get("custom_id") or "") <= 100, "components", "custom_id has 1 to 100 characters")


def pinged(content: str, mentions: Mapping[str, Any] | None, replied: str | None) -> set[str]:
    """Whom a message notifies; without allowed_mentions, everyone it names [Message: Allowed Mentions]."""
    found = {
        "users": set(re.findall(r"<@!?(\d+)>", content)),
        "roles": set(re.findall(r"<@&(\d+)>", content)),
        "everyone": set(re.findall(r"@(?:everyone|here)", content)),
    }
    if mentions is None:
        return set().union(*found.values(), {replied} if replied else set())
    named = {kind: found[kind] & set(mentions.get(kind, [])) for kind in ("users", "roles")}
    parsed = {kind: found[kind] for kind in mentions.get("parse", [])}
    reply = {replied} if replied and mentions.get("replied_user") else set()
    return set().union(*named.values(), *parsed.values(), reply)


def check_commands(commands: list[Any]) -> None:
    kinds = Counter(command.get("type", CHAT_INPUT) for command in commands)
    expect(kinds[CHAT_INPUT] <= 100, "commands", "at most 100 chat commands [Application Commands: Registering]")
    expect(kinds[MESSAGE_MENU] <= 5, "commands", "at most 5 message commands [Application Commands: Registering]")
    named = Counter((command.get("type", CHAT_INPUT), command.get("name")) for command in commands)
    twice = [name for (_, name), times in named.items() if times > 1]
    expect(not twice, "commands", f"names must be unique in their kind, these are not: {twice}")
    for command in commands:
        if command.get("type", CHAT_INPUT) == MESSAGE_MENU:
            check_menu(command)
            continue
        check_described(command, "command")
        check_options(command.get("options") or [])
        rule = "name, description and values: at most 8000 characters in all [Application Commands: Structure]"
        expect(sum(map(len, texts(command))) <= 8000, "commands", rule)


def check_menu(command: Mapping[str, Any]) -> None:
    """An entry in the menu of messages [Application Commands: Message Commands]."""
    names = [command.get("name") or "", *(command.get("name_localizations") or {}).values()]
    expect(all(1 <= len(name) <= 32 for name in names), "commands", "a menu entry's name has 1 to 32 characters")
    expect(set(command.get("name_localizations") or {}) <= LOCALES, "commands", "known locales only")
    expect(not command.get("description"), "commands", "a menu entry has no description [Application Commands: Structure]")
    expect(not command.get("options"), "commands", "a menu entry has no options [Application Commands: Structure]")


def check_described(item: Mapping[str, Any], kind: str) -> None:
    name, description = item.get("name") or "", item.get("description") or ""
    rule = "name matches ^[-_'\\p{L}\\p{N}]{1,32}$ in lower case [Application Commands: Naming]"
    expect(re.fullmatch(r"[-_'\w]{1,32}", name) and name == name.lower(), kind, rule)
    expect(1 <= len(description) <= 100, kind, f"{name}: description has 1 to 100 characters")
    for locale, text in (item.get("description_localizations") or {}).items():
        expect(locale in LOCALES, kind, f"{locale} is no locale [Reference: Locales]")
        expect(1 <= len(text) <= 100, kind, f"{name}, {locale}: description has 1 to 100 characters")


def check_options(options: list[Any]) -> None:
    expect(len(options) <= 25, "options", "at most 25 options [Application Commands: Option Structure]")
    required = [bool(option.get("required")) for option in options]
    expect(required == sorted(required, reverse=True), "options", "required options stand before optional ones")
    names = [option.get("name") for option in options]
    expect(len(names) == len(set(names)), "options", "option names are unique in a command")
    for option in options:
        check_described(option, "option")
        expect(option.get("type") in range(1, 12), "options", "type is 1 to 11 [Application Commands: Option Type]")
        check_choices(option.get("choices") or [])
        rule = "autocomplete excludes choices [Application Commands: Option Structure]"
        expect(not (option.get("autocomplete") and option.get("choices")), "options", rule)


def check_choices(choices: list[Any]) -> None:
    expect(len(choices) <= 25, "choices", "at most 25 choices [Application Commands: Option Structure]")
    for choice in choices:
        names = [choice.get("name") or "", *(choice.get("name_localizations") or {}).values()]
        expect(all(1 <= len(name) <= 100 for name in names), "choices", "a choice's name has 1 to 100 characters")
        expect(set(choice.get("name_localizations") or {}) <= LOCALES, "choices", "known locales only")
        expect(len(str(choice.get("value", ""))) <= 100, "choices", "a choice's value has at most 100 characters")


def texts(item: Mapping[str, Any]) -> Iterable[str]:
    """What counts towards the 8000 characters: of a text and its localisations, the longest."""
    for key in ("name", "description"):
        yield max([item.get(key) or "", *(item.get(f"{key}_localizations") or {}).values()], key=len)
    yield str(item.get("value", ""))
    for inner in [*(item.get("options") or []), *(item.get("choices") or [])]:
        yield from texts(inner)


def check_given(command: Mapping[str, Any], options: Mapping[str, str]) -> None:
    """A client lets people send only what is registered; a test that does otherwise is wrong."""
    known = {option["name"]: option for option in command.get("options") or []}
    for name, value in options.items():
        if name not in known:
            raise AssertionError(f"/{command['name']} has no option {name}, it has {sorted(known)}")
        choices = [choice["value"] for choice in known[name].get("choices") or []]
        if choices and value not in choices:
            raise AssertionError(f"/{command['name']} {name}: {value!r} is none of {choices}")
    missing = [name for name, option in known.items() if option.get("required") and name not in options]
    if missing:
        raise AssertionError(f"/{command['name']} lacks {missing}")
