"""The commands that Telegram's clients propose: in each language, all in private, in groups those that concern a group."""

from __future__ import annotations

import logging

import telegram
from telegram.error import TelegramError

from bot.messages import Dialogue
from knowledge.languages import Language

log = logging.getLogger(__name__)

DEFAULT_LANGUAGE = Language.EN
DESCRIPTION = 256
PERSONAL = frozenset({"start", "profile", "forget"})
"""Commands about one person: they work in a group too, but it is not invited to use them."""
ELSEWHERE = frozenset({"server"})
"""Commands about what Telegram does not have."""


async def set_menu(bot: telegram.Bot, dialogue: Dialogue) -> None:
    """Set the menus; a bot without them still answers."""
    try:
        for language in (None, *Language):
            texts = dialogue.commands(language or DEFAULT_LANGUAGE)
            menu = {
                name: telegram.BotCommand(name, text[:DESCRIPTION]) for name, text in texts.items() if name not in ELSEWHERE
            }
            shared = [command for name, command in menu.items() if name not in PERSONAL]
            code = language.value if language else None
            await bot.set_my_commands([*menu.values()], telegram.BotCommandScopeAllPrivateChats(), language_code=code)
            await bot.set_my_commands(shared, telegram.BotCommandScopeAllGroupChats(), language_code=code)
    except TelegramError as failure:
        log.warning("Telegram: the menu of commands could not be set (%s)", failure)
    except Exception:
        log.exception("Telegram: the menu of commands could not be made")
