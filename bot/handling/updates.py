"""What the public is told of an incident, when, and what reminds people of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot import wording
from bot.boards import in_passing
from bot.checklists import Action, Outcome
from bot.handling.board import clock, spoken, update_message
from bot.handling.desk import Desk, told, whispered
from bot.incidents import Incident
from bot.messages import Message
from bot.notices.facts import NoticeFacts, from_profile
from bot.notices.notice import Notice, ask, draft, kinds_for
from bot.reminders import PUBLIC, Kind, Reminder, dismissed, sent, snoozed
from bot.turns import Messages, Turn, say
from knowledge.model import Role

_DUE = re.compile(r"#?(\d{1,2})\D+(\d{1,4})\s*(h\b|hours?\b|heures?\b|ore\b|godz\w*|horas?\b|stunden?\b)?.*", re.IGNORECASE)


class Updates:
    """Drafts notices, and keeps time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def draft(self, turn: Turn, incident: Incident, _text: str) -> Messages:
        """The next public notice, naming when the one after it comes."""
        now, language = self._desk.clock(), spoken(incident)
        due = next((one for one in incident.reminders if one.kind in PUBLIC), None)
        following = sent(due, incident.id, datetime.fromisoformat(incident.opened), now)
        facts = _facts(turn, incident, clock(following.due, now))
        notice = draft(kinds_for(facts, self._desk.platforms)[0], facts, language, self._desk.platforms)
        return (update_message(incident, notice.text, _blanks(notice, incident)),)

    def sent(self, turn: Turn, incident: Incident, _text: str) -> Messages:
        """Something was published."""
        now, language = self._desk.clock(), spoken(incident)
        kept = self._desk.incidents.sent(incident.id, turn.conversation, self._desk.doer(turn))
        if kept is None:
            return ()
        due = kept.next_update
        return (told("incident-sent", language, time=clock(due, now)) if due else told("incident-is-closed-now", language),)

    def due(self, turn: Turn, incident: Incident, text: str) -> Messages:
        """An item's own time, counted from the opening."""
        match = _DUE.fullmatch(text.strip())
        if match is None:
            return (whispered("incident-due-how", turn.language),)
        position, minutes = int(match[1]), int(match[2]) * (60 if match[3] else 1)
        if not 0 < position <= len(incident.checklist.items):
            return (say(in_passing(incident.checklist, Action.TICK, Outcome.MISSING, position, None)),)
        at = datetime.fromisoformat(incident.opened) + timedelta(minutes=minutes)
        self._desk.incidents.due(incident.id, turn.conversation, self._desk.doer(turn), position, at)
        return (told("incident-due", spoken(incident), number=position, time=clock(at, self._desk.clock())),)

    def snooze(self, _turn: Turn, incident: Incident, _text: str) -> Messages:
        """Later: what was said last, as far as anyone can tell."""
        return self._all(incident, self._snoozed, "incident-snoozed")

    def dismiss(self, _turn: Turn, incident: Incident, _text: str) -> Messages:
        return self._all(incident, self._dismissed, "incident-dismissed")

    def snooze_pressed(self, turn: Turn, argument: str) -> Messages:
        return self._pressed(turn, argument, self._snoozed, "incident-snoozed")

    def dismiss_pressed(self, turn: Turn, argument: str) -> Messages:
        return self._pressed(turn, argument, self._dismissed, "incident-dismissed")

    def _all(self, incident: Incident, change: Callable[[Incident, Reminder], Reminder | None], key: str) -> Messages:
        """Those that have been said; where none has, the next."""
        said = [one for one in incident.reminders if one.nags] or list(incident.reminders[:1])
        for one in said:
            self._desk.reminders.change(incident.id, one.kind, one.position, partial(change, incident))
        return (told(key if said else "incident-no-reminder", spoken(incident)),)

    def _pressed(
        self, turn: Turn, argument: str, change: Callable[[Incident, Reminder], Reminder | None], key: str
    ) -> Messages:
        id_, _, rest = argument.partition(":")
        kind, _, position = rest.partition(":")
        incident = self._desk.incidents.by_id(id_, turn.conversation)
        if incident is None or kind not in list(Kind) or not (position.isascii() and position.isdigit()):
            return ()
        done = self._desk.reminders.change(id_, Kind(kind), int(position[:3]), partial(change, incident))
        line = wording.text(key if done else "incident-no-reminder", spoken(incident))
        return (Message((), toast=line),)

    def _snoozed(self, _incident: Incident, reminder: Reminder) -> Reminder:
        return snoozed(reminder, self._desk.clock())

    def _dismissed(self, incident: Incident, reminder: Reminder) -> Reminder | None:
        return dismissed(reminder, datetime.fromisoformat(incident.opened), self._desk.clock())


def _facts(turn: Turn, incident: Incident, next_update: str) -> NoticeFacts:
    role = incident.role or turn.profile.role
    known = from_profile(turn.profile)
    return replace(known, next_update=next_update, down=incident.down, role=Role(role) if role in list(Role) else None)


def _blanks(notice: Notice, incident: Incident) -> str:
    """What is still to be filled in."""
    language = spoken(incident)
    lines = [f"• {ask(blank, language)}" for blank in notice.blanks]
    return "\n".join([wording.text("draft-blanks", language), *lines]) if lines else ""
