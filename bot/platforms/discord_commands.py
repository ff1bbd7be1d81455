"""The slash commands: what is registered with Discord, and in which words.

Command names are the same everywhere; descriptions come from the dialogue, and what Discord alone has, a command's options and
the names of their choices, from the wording files. An option that a command shares with what is typed elsewhere becomes the
text that would be typed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot import wording
from bot.messages import Dialogue
from bot.notices.layouts import Kind
from bot.platforms.discord_incoming import Interaction
from bot.platforms.discord_options import Options
from bot.reading.places import language_name
from bot.store.servers import PRIVATE, PUBLIC
from knowledge.languages import Language, language_of

DESCRIPTION_LIMIT = 100

LANGUAGES = {
    discord.Locale.french: "fr",
    discord.Locale.italian: "it",
    discord.Locale.polish: "pl",
    discord.Locale.american_english: "en",
    discord.Locale.british_english: "en",
    discord.Locale.spain_spanish: "es",
    discord.Locale.latin_american_spanish: "es",
    discord.Locale.german: "de",
}

Handler = Callable[[Interaction, str, Mapping[str, str], str], Awaitable[None]]
"""Answers a command: the interaction, the command's name, its options, who may read the answer (or nothing)."""
Noter = Callable[[Interaction, discord.Message], Awaitable[None]]
"""Notes a message that was chosen by its menu."""
Choices = list[app_commands.Choice[str]]
Command = app_commands.Command[Any, ..., None] | app_commands.ContextMenu

PERSONAL = frozenset({"profile", "forget", "language", "server"})
"""Commands whose answer concerns only who gave them."""
SHARED = frozenset({"incident"})
"""Commands about what a room does together: everybody reads the answer."""
WITHOUT_TEXT = frozenset({"start", "help", "sources", "forget"})
"""Commands that nothing follows; every other takes one optional text."""
ACTIONS = {"tick": "done", "skip": "skip", "take": "take", "undo": "undo", "why": "why", "left": "left", "over": "start over"}
"""What may be done with a checklist, and how that is typed."""
INCIDENT = (
    *(
        "open",
        "board",
        "brief",
        "update",
        "sent",
        "take",
        "done",
        "skip",
        "undo",
        "add",
        "note",
        "assign",
        "lead",
        "due",
        "role",
    ),
    *("down", "join", "close", "reopen", "loss", "report", "list", "settings"),
)
"""What may be done with an incident, as it is typed."""
WITH_MEMBER = ("assign", "lead")
FIELDS = ("role", "language", "country", "name", "phone", "site", "email", "next", "channels")


class Words(app_commands.Translator):
    """Hands Discord each text in the languages that there are; it shows English to everyone else."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the library's signature
    ) -> str | None:
        texts: Mapping[str, str] = string.extras.get("texts", {})
        return texts.get(LANGUAGES.get(locale, ""))


def commands(dialogue: Dialogue, handle: Handler, note: Noter) -> list[Command]:
    """One slash command for each of the dialogue's, and an entry in the menu of messages where there are incidents."""
    described = {language.value: dialogue.commands(language.value) for language in Language}
    made: list[Command] = []
    for name in described["en"]:
        texts = {language: _short(names[name]) for language, names in described.items() if names.get(name)}
        texts.setdefault("en", name)
        made.append(_command(name, app_commands.locale_str(texts["en"], texts=texts), handle))
    return [*made, _menu(note)] if "incident" in described["en"] else made


def _menu(note: Noter) -> app_commands.ContextMenu:
    async def marked(interaction: Interaction, message: discord.Message) -> None:
        await note(interaction, message)

    return app_commands.ContextMenu(name=_word("incident-mark"), callback=marked)


def _command(name: str, description: app_commands.locale_str, handle: Handler) -> app_commands.Command[Any, ..., None]:
    makers = {
        "now": _now,
        "language": _language,
        "draft": _draft,
        "checklist": _checklist,
        "incident": _incident,
        "profile": _profile,
        "server": _server,
    }
    makers |= dict.fromkeys(WITHOUT_TEXT, _bare)
    callback = makers.get(name, _with_text)(name, handle)
    return app_commands.Command(name=name, description=description, callback=callback)


def _now(name: str, handle: Handler) -> Any:
    known = Options()

    async def roles(interaction: Interaction, typed: str) -> Choices:
        return _proposed(known.roles(typed, _spoken(interaction)))

    async def platforms(_: Interaction, typed: str) -> Choices:
        return _proposed(known.platforms(typed))

    @_described("role", "down", "question", "reply")
    @app_commands.choices(reply=_choices((f"reply-{one}", one) for one in (PRIVATE, PUBLIC)))
    @app_commands.autocomplete(role=roles, down=platforms)
    async def now(
        interaction: Interaction,
        role: str | None = None,
        down: str | None = None,
        question: str | None = None,
        reply: str | None = None,
    ) -> None:
        meant = known.role_meant(role, _spoken(interaction)) if role else None
        given = {"role": meant, "down": known.down_meant(down) if down else None, "question": question}
        await handle(interaction, name, {option: value for option, value in given.items() if value}, reply or "")

    return now


def _language(name: str, handle: Handler) -> Any:
    @_described("language")
    @app_commands.choices(language=_languages())
    async def command(interaction: Interaction, language: str | None = None) -> None:
        await handle(interaction, name, {"text": language or ""}, "")

    return command


def _draft(name: str, handle: Handler) -> Any:
    @_described("kind", "language", "about", "reply")
    @app_commands.choices(
        kind=_choices((f"notice-label-{kind}", kind.value) for kind in Kind),
        language=_languages(),
        reply=_choices((f"reply-{one}", one) for one in (PRIVATE, PUBLIC)),
    )
    async def command(
        interaction: Interaction,
        kind: str | None = None,
        language: str | None = None,
        about: str | None = None,
        reply: str | None = None,
    ) -> None:
        await handle(interaction, name, {"text": _typed_draft(kind or "", language or "", about or "")}, reply or "")

    return command


def _typed_draft(kind: str, language: str, about: str) -> str:
    """The options as they would be typed after the command. What a message is about, only one to a brand is told."""
    kind = kind or (Kind.BRAND.value if about else "")
    told = (kind, language, about if kind == Kind.BRAND else "") if kind else ()
    return " ".join(filter(None, told))


def _checklist(name: str, handle: Handler) -> Any:
    @_described("action", "items", "reply")
    @app_commands.choices(
        action=_choices((f"action-{action}", typed) for action, typed in (*ACTIONS.items(), ("new", "new"))),
        reply=_choices((f"reply-{one}", one) for one in (PRIVATE, PUBLIC)),
    )
    async def command(
        interaction: Interaction, action: str | None = None, items: str | None = None, reply: str | None = None
    ) -> None:
        text = f"{action or ('done' if items else '')} {items or ''}".strip()
        await handle(interaction, name, {"text": text}, reply or "")

    return command


def _incident(name: str, handle: Handler) -> Any:
    known = Options()

    async def platforms(_: Interaction, typed: str) -> Choices:
        return _proposed(known.platforms(typed))

    @app_commands.describe(
        action=_word("option-action"),
        title=_word("option-incident-title"),
        down=_word("option-down"),
        text=_word("option-incident-text"),
        member=_word("option-incident-member"),
    )
    @app_commands.choices(action=_choices((_label(typed), typed) for typed in INCIDENT))
    @app_commands.autocomplete(down=platforms)
    async def command(  # noqa: PLR0917 - the options, in the order in which they are shown
        interaction: Interaction,
        action: str | None = None,
        title: str | None = None,
        down: str | None = None,
        text: str | None = None,
        member: discord.User | None = None,
    ) -> None:
        meant = known.down_meant(down) if down else ""
        given = {"title": title or "", "down": meant, "text": typed_incident(action or "", text or "", meant, member)}
        await handle(interaction, name, {option: value for option, value in given.items() if value}, "")

    return command


def _label(typed: str) -> str:
    """The key of what an incident's action is called; those on items are called as on any checklist."""
    same = next((action for action, word in ACTIONS.items() if word == typed), "")
    return f"action-{same}" if same else f"incident-action-{typed}"


def typed_incident(action: str, text: str, down: str, member: discord.User | discord.Member | None) -> str:
    """The options as they would be typed after the command."""
    action = action or (WITH_MEMBER[0] if member and text else WITH_MEMBER[1] if member else "")
    who = f"<@{member.id}>" if member and action in WITH_MEMBER else ""
    what = down if action == "down" and not text else text
    return " ".join(part for part in (action, what, who) if part)


def _profile(name: str, handle: Handler) -> Any:
    @_described("field", "value")
    @app_commands.choices(field=_choices((f"profile-field-{field}", field) for field in FIELDS))
    async def command(interaction: Interaction, field: str | None = None, value: str | None = None) -> None:
        await handle(interaction, name, {"text": f"{field or ''} {value or ''}".strip()}, "")

    return command


def _server(name: str, handle: Handler) -> Any:
    @app_commands.describe(**{one: _word(f"option-server-{one}") for one in ("language", "channels", "replies")})
    @app_commands.choices(language=_languages(), replies=_choices((f"reply-{one}", one) for one in (PRIVATE, PUBLIC)))
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def command(
        interaction: Interaction, language: str | None = None, channels: str | None = None, replies: str | None = None
    ) -> None:
        given = {"language": language, "channels": channels, "replies": replies}
        await handle(interaction, name, {option: value for option, value in given.items() if value}, "")

    return command


def _with_text(name: str, handle: Handler) -> Any:
    @_described("text")
    async def command(interaction: Interaction, text: str | None = None) -> None:
        await handle(interaction, name, {"text": text or ""}, "")

    return command


def _bare(name: str, handle: Handler) -> Any:
    async def command(interaction: Interaction) -> None:
        await handle(interaction, name, {}, "")

    return command


def _described(*options: str) -> Callable[[Any], Any]:
    return app_commands.describe(**{option: _word(f"option-{option}") for option in options})


def _choices(labelled: Iterable[tuple[str, str]]) -> Choices:
    """Choices by the key of what a person reads, and what is sent."""
    return [app_commands.Choice(name=_word(key), value=value) for key, value in labelled]


def _languages() -> Choices:
    return [app_commands.Choice(name=language_name(language), value=language.value) for language in Language]


def _proposed(proposals: Iterable[tuple[str, str]]) -> Choices:
    return [app_commands.Choice(name=shown, value=sent) for shown, sent in proposals]


def _spoken(interaction: Interaction) -> Language:
    return language_of(str(interaction.locale)) or Language.EN


def _word(key: str) -> app_commands.locale_str:
    texts = {language.value: _short(wording.text(key, language)) for language in Language}
    return app_commands.locale_str(texts["en"], texts=texts)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= DESCRIPTION_LIMIT else text[: DESCRIPTION_LIMIT - 1] + "…"
