"""The beginning of an incident, and what more is said of it later: who the team is, what is down."""

from __future__ import annotations

import json

from bot import wording
from bot.boards import shortened
from bot.handling.beginning import began
from bot.handling.board import spoken
from bot.handling.desk import Desk, about, whispered
from bot.handling.steps import About
from bot.incidents import LONGEST_TITLE, Incident, What, one_line
from bot.reading.profile_facts import FactReader
from bot.reading.situation import Situation
from bot.turns import Messages, Turn


class Opening:
    """Opens incidents."""

    def __init__(self, desk: Desk, facts: FactReader) -> None:
        self._desk = desk
        self._facts = facts

    def open(self, turn: Turn, text: str) -> Messages:
        """A new incident with its board; where one is open there, that one's."""
        room, desk = turn.conversation, self._desk
        there = desk.incidents.current(room)
        if there and not there.closed:
            return (desk.shown(there, notes=(_already(there),)),)
        if refused := desk.refused_opening(turn, there):
            return refused
        incident = self._begun(turn, text)
        items = desk.steps.during(about(incident))
        opened, new = desk.incidents.open(incident, room, items, desk.doer(turn), private=turn.incoming.private)
        note = wording.text("incident-opened", spoken(opened)) if new else _already(opened)
        return (desk.shown(opened, notes=(note,), pin=new),)

    def role(self, turn: Turn, incident: Incident, text: str) -> Messages:
        """Who the team is: the steps that such a team needs."""
        role = self._facts.role(text, turn.language)
        if role is None:
            return (whispered("incident-role-how", turn.language),)
        asked = about(incident)
        items = self._desk.steps.during(About(asked.title, asked.language, role, asked.down))
        doer = self._desk.doer(turn)
        other = self._desk.incidents.retake(
            incident.id, turn.conversation, doer, What.ROLE, items, text=role.value, role=role.value
        )
        return (self._desk.shown(other.looking_at(incident.seen)),) if other else ()

    def down(self, turn: Turn, incident: Incident, text: str) -> Messages:
        """What is down: no step sends anyone there."""
        down = self._desk.platforms.named_in(text)
        if not down:
            return (whispered("incident-down-how", turn.language),)
        asked = about(incident)
        items = self._desk.steps.during(About(asked.title, asked.language, asked.role, down))
        doer = self._desk.doer(turn)
        other = self._desk.incidents.retake(
            incident.id, turn.conversation, doer, What.DOWN, items, text=",".join(down), down=json.dumps(down)
        )
        return (self._desk.shown(other),) if other else ()

    def _begun(self, turn: Turn, text: str) -> Incident:
        """A new incident, from what was said of it and what is known of who says it."""
        doer, options, now = self._desk.doer(turn), turn.incoming.options, self._desk.clock()
        said = one_line(" ".join(filter(None, (text, options.get("title", "")))))
        situation, language = self._desk.steps.understood(said, turn.language) if said else (Situation(), turn.language)
        outright = self._desk.platforms.named_in(options.get("down", ""))
        down = situation.down or tuple(id_ for id_ in self._desk.platforms.named_in(said) if id_ not in situation.works)
        return Incident(
            id="",
            title=shortened(said, LONGEST_TITLE),
            language=language.value,
            opened=doer.at,
            since=began(said, situation.since, now).isoformat(),
            opened_by=doer.person,
            lead=doer.person,
            lead_name=doer.name,
            down=tuple(dict.fromkeys((*outright, *down))),
            role=str(situation.role or turn.profile.role),
        )


def _already(incident: Incident) -> str:
    return wording.text("incident-already", spoken(incident), title=incident.title or incident.id)
