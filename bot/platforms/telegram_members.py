"""Who is in a group, and who administers it, asked of Telegram and remembered for a minute."""

from __future__ import annotations

import time
from dataclasses import dataclass

import telegram
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, TelegramError

KEPT = 60.0
MOST = 1000
"""Answers that are remembered at once."""
_ADMINISTRATORS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
_AWAY = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
_UNKNOWN = ("user not found", "member not found", "participant_id_invalid", "user_not_participant")
"""How Telegram says that somebody has never been there."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is in a group."""

    admin: bool = False
    member: bool = True


class Members:
    """Asks `bot` who people are."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot
        self._known: dict[tuple[int, int], tuple[Standing, float]] = {}

    async def standing(self, chat: int, person: int) -> Standing:
        """A member and no administrator where Telegram does not say: to a bot that is none itself it need not tell all."""
        known, until = self._known.get((chat, person), (Standing(), 0.0))
        if time.monotonic() < until:
            return known
        try:
            standing = _standing(await self._bot.get_chat_member(chat, person))
        except BadRequest as refusal:
            if not any(one in refusal.message.lower() for one in _UNKNOWN):
                return known
            standing = Standing(member=False)
        except TelegramError:
            return known
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[chat, person] = (standing, time.monotonic() + KEPT)
        return standing

    async def named(self, chat: int, handle: str) -> telegram.User | None:
        """The administrator of that handle: of others Telegram does not tell who has it."""
        try:
            admins = await self._bot.get_chat_administrators(chat)
        except TelegramError:
            return None
        return next((one.user for one in admins if (one.user.username or "").lower() == handle.lower().lstrip("@")), None)

    def forget(self, chat: int, person: int) -> None:
        """Somebody came, left or was made something else."""
        self._known.pop((chat, person), None)


def _standing(member: telegram.ChatMember) -> Standing:
    away = member.status in _AWAY or (isinstance(member, telegram.ChatMemberRestricted) and not member.is_member)
    return Standing(member.status in _ADMINISTRATORS, not away)
