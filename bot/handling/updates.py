"""What the public is told of an incident, when, and what reminds people of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import wording
from bot.boards import in_passing
from bot.checklists import Action, Outcome
from bot.handling.board import clock, spoken, update_message
from bot.handling.desk import Desk, told, whispered
from bot.incidents import Incident, What, settled
from bot.messages import Message
from bot.notices.facts import NoticeFacts, from_profile
from bot.notices.notice import Notice, ask, draft, kinds_for
from bot.reading.times import due_in
from bot.reminders import ASLEEP, PUBLIC, Kind, Reminder, dismissed, sent, snoozed
from bot.turns import Messages, Turn, say
from knowledge.model import Role


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
        """An item's own time: counted from the opening or from now on, or an hour of the day."""
        due = due_in(text)
        if due is None:
            return (whispered("incident-due-how", turn.language),)
        position, now = due.position, self._desk.clock()
        if not 0 < position <= len(incident.checklist.items):
            return (say(in_passing(incident.checklist, Action.TICK, Outcome.MISSING, position, None)),)
        at = due.moment(datetime.fromisoformat(incident.opened), now)
        self._desk.incidents.due(incident.id, turn.conversation, self._desk.doer(turn), position, at)
        return (told("incident-due", spoken(incident), number=position, time=clock(at, self._desk.clock())),)

    def snooze(self, turn: Turn, incident: Incident, _text: str) -> Messages:
        """Later: what was said last, as far as anyone can tell."""
        return self._all(turn, incident, What.SNOOZED)

    def dismiss(self, turn: Turn, incident: Incident, _text: str) -> Messages:
        return self._all(turn, incident, What.DISMISSED)

    def snooze_pressed(self, turn: Turn, argument: str) -> Messages:
        return self._pressed(turn, argument, What.SNOOZED)

    def dismiss_pressed(self, turn: Turn, argument: str) -> Messages:
        return self._pressed(turn, argument, What.DISMISSED)

    def _all(self, turn: Turn, incident: Incident, what: What) -> Messages:
        """Those that have been said; where none has, the next."""
        there = [one for one in incident.reminders if one.nags != ASLEEP and not settled(incident, one)]
        meant = [one for one in there if one.nags] or there[:1]
        done = [self._changed(turn, incident, one, what) for one in meant]
        return (told(f"incident-{what}" if any(done) else "incident-no-reminder", spoken(incident)),)

    def _pressed(self, turn: Turn, argument: str, what: What) -> Messages:
        """The one that the button is below, as long as it stands."""
        id_, _, rest = argument.partition(":")
        kind, _, position = rest.partition(":")
        incident = self._desk.incidents.by_id(id_, turn.conversation)
        if incident is None or kind not in list(Kind) or not (position.isascii() and position.isdigit()):
            return ()
        same = (one for one in incident.reminders if (one.kind, one.position) == (kind, int(position[:3])))
        said = next((one for one in same if one.nags > 0 and not settled(incident, one)), None)
        done = said and self._changed(turn, incident, said, what)
        return (Message((), toast=wording.text(f"incident-{what}" if done else "incident-no-reminder", spoken(incident))),)

    def _changed(self, turn: Turn, incident: Incident, reminder: Reminder, what: What) -> bool:
        """Whether it was still there."""
        now, opened = self._desk.clock(), datetime.fromisoformat(incident.opened)

        def changed(one: Reminder) -> Reminder | None:
            return snoozed(one, now) if what is What.SNOOZED else dismissed(one, opened, now)

        doer, room = self._desk.doer(turn), turn.conversation
        return self._desk.reminders.change(incident, reminder, changed, what=what, doer=doer, room=room)


def _facts(turn: Turn, incident: Incident, next_update: str) -> NoticeFacts:
    role = incident.role or turn.profile.role
    known = from_profile(turn.profile)
    return replace(known, next_update=next_update, down=incident.down, role=Role(role) if role in list(Role) else None)


def _blanks(notice: Notice, incident: Incident) -> str:
    """What is still to be filled in."""
    language = spoken(incident)
    lines = [f"• {ask(blank, language)}" for blank in notice.blanks]
    return "\n".join([wording.text("draft-blanks", language), *lines]) if lines else ""
