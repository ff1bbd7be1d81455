"""Who administers a group, asked of Telegram and remembered for a minute."""

from __future__ import annotations

import time

import telegram
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

KEPT = 60.0
MOST = 1000
"""Answers that are remembered at once."""
_ADMINISTRATORS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class Members:
    """Asks `bot` who people are."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot
        self._known: dict[tuple[int, int], tuple[bool, float]] = {}

    async def administers(self, chat: int, person: int) -> bool:
        """Whether the person is one of the group's administrators; not where Telegram does not say."""
        known, until = self._known.get((chat, person), (False, 0.0))
        if time.monotonic() < until:
            return known
        try:
            member = await self._bot.get_chat_member(chat, person)
        except TelegramError:
            return known
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[chat, person] = (member.status in _ADMINISTRATORS, time.monotonic() + KEPT)
        return self._known[chat, person][0]
