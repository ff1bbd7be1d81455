"""What of an update is meant for us, with what Telegram leaves out: what a message says that somebody put a sign below, and who
is meant by a name after an @."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

import telegram

from bot.messages import Mentioned
from bot.platforms.people import called
from bot.platforms.telegram_incoming import Addressed, line_of, marks, read, read_mark
from bot.platforms.telegram_members import Members
from bot.store.overheard import Overheard

MOST = 5
"""Names of a message that are looked up."""

log = logging.getLogger(__name__)


class Hearing:
    """Listens as `me`. What is said while an incident is open is kept as `overheard`."""

    def __init__(self, me: telegram.User, overheard: Overheard, members: Members) -> None:
        self._me = me
        self._overheard = overheard
        self._members = members
        self._in_order = asyncio.Lock()
        """A sign comes after what it is put below."""

    async def hear(self, update: telegram.Update) -> Addressed | None:
        """What the update asks of this bot."""
        self._note_members(update)
        async with self._in_order:
            if update.message_reaction:
                return await self._marked(update.message_reaction)
            await self._keep(update)
        addressed = read(update, self._me)
        return await self._with_people(addressed) if addressed and addressed.handles else addressed

    def _note_members(self, update: telegram.Update) -> None:
        if changed := update.chat_member:
            self._members.forget(changed.chat.id, changed.new_chat_member.user.id)
        elif message := update.message:
            for user in (*message.new_chat_members, *filter(None, [message.left_chat_member])):
                self._members.forget(message.chat.id, user.id)

    async def _keep(self, update: telegram.Update) -> None:
        line, chat = line_of(update), update.effective_chat
        if line is None or chat is None:
            return
        try:
            await asyncio.to_thread(self._overheard.keep, str(chat.id), line)
        except Exception:  # what is asked is answered all the same
            log.exception("Telegram: what is said in a room can't be kept")

    async def _marked(self, reaction: telegram.MessageReactionUpdated) -> Addressed | None:
        """Of what we never saw, or said ourselves, there is nothing to note."""
        if not marks(reaction):
            return None
        line = await asyncio.to_thread(self._overheard.said, str(reaction.chat.id), str(reaction.message_id))
        return read_mark(reaction, line) if line else None

    async def _with_people(self, addressed: Addressed) -> Addressed:
        chat = addressed.place.chat
        if not await asyncio.to_thread(self._overheard.listens, addressed.place.conversation):
            return addressed
        found = [await self._named(chat, said) for said in addressed.handles[:MOST]]
        mentions = (*addressed.incoming.mentions, *filter(None, found))
        return replace(addressed, incoming=replace(addressed.incoming, mentions=mentions))

    async def _named(self, chat: int, said: str) -> Mentioned | None:
        """Whoever has that name, and whether they are there."""
        line = await asyncio.to_thread(self._overheard.named, str(chat), said)
        if line:
            person, name = line.person, line.name
        elif chat < 0 and (user := await self._members.named(chat, said)):
            person, name = str(user.id), called(user.full_name)
        else:
            return None
        standing = await self._members.standing(chat, int(person))
        return Mentioned(said, person, name, standing.member)
