"""Who is there, who leads, and who does what."""

from __future__ import annotations

import re

from bot import wording
from bot.boards import View, in_passing, page_of, shortened
from bot.checklists import Action, Outcome, State, judged, shown_name
from bot.handling.board import MARK, spoken
from bot.handling.desk import Desk, told, whispered
from bot.incidents import Incident, Member, What, member_named, named
from bot.messages import Mentioned
from bot.turns import Messages, Turn, say
from knowledge.text import fold

_NAME = 40
_NUMBER_AND_NAME = re.compile(
    r"#?(\d{1,4})\s*(?:(?:to|à|a|al|ad|per|do|dla|para|pour|an|für|zu)\s+)?(\S.*)", re.IGNORECASE | re.DOTALL
)


class Team:
    """Gives items and the lead to people."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def assign(self, turn: Turn, incident: Incident, text: str) -> Messages:
        """Give an item to somebody; oneself anybody may, others only who decides."""
        match = _NUMBER_AND_NAME.fullmatch(text.strip())
        if match is None:
            return (whispered("incident-assign-how", turn.language),)
        doer, position = self._desk.doer(turn), int(match[1])
        if not 0 < position <= len(incident.checklist.items):
            return (say(in_passing(incident.checklist, Action.TAKE, Outcome.MISSING, position, None)),)
        member = self._meant(turn, incident, match[2])
        if member is None:
            return (whispered("incident-no-member", turn.language, name=shortened(match[2], _NAME)),)
        if refused := self._desk.refused(turn, incident, "assigning"):
            return refused
        item = incident.checklist.items[position - 1]
        outcome = judged(item, Action.TAKE, member.person) if item.state is not State.OPEN else Outcome.CHANGED
        notes = () if outcome is Outcome.CHANGED else (in_passing(incident.checklist, Action.TAKE, outcome, position, item),)
        given = self._desk.incidents.assign(incident.id, turn.conversation, doer, position, member)
        return (self._desk.shown(given, View(page_of(position), mark=MARK), notes=notes),) if given else ()

    def lead(self, turn: Turn, incident: Incident, text: str) -> Messages:
        """Who leads; with a name, who leads from now on."""
        if not text.strip():
            return (told("incident-lead", spoken(incident), name=incident.lead_name or _someone(incident)),)
        if refused := self._desk.refused(turn, incident, "assigning"):
            return refused
        doer = self._desk.doer(turn)
        member = self._meant(turn, incident, text)
        if member is None:
            return (whispered("incident-no-member", turn.language, name=shortened(text, _NAME)),)
        leads = {"lead": member.person, "lead_name": member.name}
        led = self._desk.incidents.note(incident.id, turn.conversation, doer, What.LEAD, named(member), **leads)
        return (self._desk.shown(led),) if led else ()

    def _meant(self, turn: Turn, incident: Incident, said: str) -> Member | None:
        """Whom the text means: whoever is mentioned in it, as the platform knows people; else who did something there."""
        mentioned = {one.person: one for one in turn.incoming.mentions if names(said, one)}
        if mentioned:
            first = next(iter(mentioned.values()))
            known = len(mentioned) == 1 and first.there
            return Member(f"{turn.incoming.platform}:{first.person}", shown_name(first.name)) if known else None
        return member_named(said, self._desk.members(incident), self._desk.doer(turn))

    def join(self, turn: Turn, incident: Incident, _text: str) -> Messages:
        """Say that one is there: who did nothing yet can be given something from then on."""
        doer = self._desk.doer(turn)
        if all(member.person != turn.person for member in self._desk.members(incident)):
            self._desk.incidents.note(incident.id, turn.conversation, doer, What.JOINED)
        line = wording.text("incident-joined", spoken(incident), name=doer.name or _someone(incident))
        return (self._desk.shown(incident, notes=() if turn.incoming.press else (line,), toast=line),)


def names(said: str, mentioned: Mentioned) -> bool:
    """Whether these words are that mention, with or without its @, or begin with it ("@bob please")."""
    words, name = (fold(text).strip().strip("<>").lstrip("@!") for text in (said, mentioned.said))
    return bool(name) and re.match(rf"{re.escape(name)}(?!\w)", words) is not None


def _someone(incident: Incident) -> str:
    return wording.text("checklist-someone", spoken(incident))
