"""The slash commands: what is registered with Discord, and in which words.

Command names are the same everywhere; descriptions come from the dialogue, and what Discord alone has, a command's options and
the names of their choices, from the wording files.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal, get_args

import discord
from discord import app_commands

from bot import wording
from bot.messages import Dialogue
from knowledge.languages import Language

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

Interaction = discord.Interaction[Any]
Handler = Callable[[Interaction, str, Mapping[str, str], bool], Awaitable[None]]
"""Answers a command: the interaction, the command's name, its options, whether everyone may read the answer."""

Role = Literal["shop", "agency", "creator", "pr", "developer"]
Reply = Literal["private", "public"]

WITHOUT_TEXT = frozenset({"start", "help", "sources"})
"""Commands that nothing follows; every other takes one optional text."""


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


def commands(dialogue: Dialogue, handle: Handler) -> list[app_commands.Command[Any, ..., None]]:
    """One slash command for each of the dialogue's."""
    described = {language.value: dialogue.commands(language.value) for language in Language}
    made = []
    for name in described["en"]:
        texts = {language: _short(names[name]) for language, names in described.items() if names.get(name)}
        texts.setdefault("en", name)
        made.append(_command(name, app_commands.locale_str(texts["en"], texts=texts), handle))
    return made


def _command(name: str, description: app_commands.locale_str, handle: Handler) -> app_commands.Command[Any, ..., None]:
    makers = {"now": _now} | dict.fromkeys(WITHOUT_TEXT, _bare)
    callback = makers.get(name, _with_text)(name, handle)
    return app_commands.Command(name=name, description=description, callback=callback)


def _now(name: str, handle: Handler) -> Any:
    @app_commands.describe(**{option: _word(f"option-{option}") for option in ("role", "down", "question", "reply")})
    @app_commands.choices(role=_choices("role", Role), reply=_choices("reply", Reply))
    async def now(
        interaction: Interaction,
        role: str | None = None,
        down: str | None = None,
        question: str | None = None,
        reply: str | None = None,
    ) -> None:
        given = {"role": role, "down": down, "question": question}
        options = {option: value for option, value in given.items() if value}
        await handle(interaction, name, options, reply == "public")

    return now


def _with_text(name: str, handle: Handler) -> Any:
    @app_commands.describe(text=_word("option-text"))
    async def command(interaction: Interaction, text: str | None = None) -> None:
        await handle(interaction, name, {"text": text or ""}, False)

    return command


def _bare(name: str, handle: Handler) -> Any:
    async def command(interaction: Interaction) -> None:
        await handle(interaction, name, {}, False)

    return command


def _choices(kind: str, values: Any) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=_word(f"{kind}-{value}"), value=value) for value in get_args(values)]


def _word(key: str) -> app_commands.locale_str:
    texts = {language.value: _short(wording.text(key, language)) for language in Language}
    return app_commands.locale_str(texts["en"], texts=texts)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= DESCRIPTION_LIMIT else text[: DESCRIPTION_LIMIT - 1] + "…"
