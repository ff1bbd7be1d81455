"""What all that answers about incidents needs: the stores, the clock, who does something, and how it is shown or refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot import wording
from bot.advisor import Advises
from bot.boards import View
from bot.checklists import Doer, shown_name
from bot.clock import Clock, now
from bot.handling.board import board, first_open, rule_value, spoken
from bot.handling.steps import About, StepFinder
from bot.incidents import Incident, Member, Rules, may, people_of
from bot.messages import Message
from bot.store.incidents import Incidents
from bot.store.reminders import Reminders
from bot.turns import Messages, Turn, say
from knowledge.languages import Language
from knowledge.model import Role
from knowledge.platforms import Platforms


@dataclass(frozen=True)
class Desk:
    """Where incidents are dealt with."""

    advisor: Advises
    incidents: Incidents
    reminders: Reminders
    platforms: Platforms
    clock: Clock = now
    steps: StepFinder = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", StepFinder(self.advisor, self.platforms))

    def doer(self, turn: Turn) -> Doer:
        place = here(turn)
        name, now, elsewhere = shown_name(turn.incoming.name), self.clock().isoformat(), place != turn.conversation
        return Doer(turn.person, name, now, place if elsewhere else "", turn.incoming.received)

    def meant(self, turn: Turn) -> Turn:
        """The turn in the room whose incident is meant. A thread or topic without one of its own means that of the room around
        it; an open one goes before one that is over."""
        rooms = _rooms(turn)
        if len(rooms) == 1:
            return turn
        found = [(room, self.incidents.current(room)) for room in rooms]
        open_ = [room for room, incident in found if incident and not incident.closed]
        any_ = [room for room, incident in found if incident and not (turn.incoming.branch and room == here(turn))]
        return replace(turn, conversation=next(iter((*open_, *any_)), home(turn).conversation))

    def pressed(self, turn: Turn, id_: str) -> Turn:
        """The turn in the room whose incident, or whose checklist of one, has that id."""
        rooms, find = _rooms(turn), self.incidents
        has = (room for room in rooms if len(rooms) > 1 and (find.of_checklist(id_, room) or find.by_id(id_, room)))
        return replace(turn, conversation=next(has, turn.conversation))

    def rules(self, turn: Turn) -> Rules:
        """What the room has decided; a topic that decided nothing has the rules of the room around it."""
        found = (self.incidents.rules(room) for room in dict.fromkeys((turn.conversation, _rooms(turn)[-1])))
        return next((rules for rules in found if rules != Rules()), Rules())

    def refused(self, turn: Turn, incident: Incident, name: str) -> Messages:
        """What is said to who may not close, or give things to others; nothing to who may."""
        incoming, rule = turn.incoming, getattr(self.rules(turn), name)
        nobody_leads = rule == "lead" and not incident.lead
        if incoming.private or nobody_leads or may(rule, turn.person, admin=incoming.admin, lead=incident.lead):
            return ()
        if rule == "lead":
            return (whispered("incident-refused", turn.language, lead=incident.lead_name),)
        if people_of(rule):
            return (whispered("incident-refused-named", turn.language, names=rule_value(rule, turn.language)),)
        return (whispered("incident-refused-admins", turn.language),)

    def refused_opening(self, turn: Turn, before: Incident | None) -> Messages:
        """The same of opening an incident, where `before` is the last one."""
        incoming, rule = turn.incoming, self.rules(turn).opening
        if incoming.private or may(rule, turn.person, admin=incoming.admin, lead=before.lead if before else ""):
            return ()
        led = before.lead_name if before and rule == "lead" else ""
        names = rule_value(rule, turn.language) if people_of(rule) else led
        key = "incident-refused-opening-named" if names else "incident-refused-opening"
        return (whispered(key, turn.language, names=names),)

    def members(self, incident: Incident) -> tuple[Member, ...]:
        return self.incidents.members(incident.id)

    def shown(
        self, incident: Incident, view: View | None = None, *, notes: tuple[str, ...] = (), toast: str = "", pin: bool = False
    ) -> Message:
        """The board."""
        return board(incident, view or first_open(incident), self.clock(), self.platforms, notes=notes, toast=toast, pin=pin)


def here(turn: Turn) -> str:
    """The conversation in which something is said."""
    return f"{turn.incoming.platform}:{turn.incoming.conversation}"


def home(turn: Turn) -> Turn:
    """The turn in the room where a new incident would be: a topic is like a room, a mere branch of one is not."""
    return replace(turn, conversation=_rooms(turn)[-1] if turn.incoming.branch else here(turn))


def _rooms(turn: Turn) -> tuple[str, ...]:
    """Where the incident may be that is meant: there, then in the room around."""
    around = turn.incoming.around
    return (here(turn), f"{turn.incoming.platform}:{around}") if around else (here(turn),)


def about(incident: Incident) -> About:
    """What steps are looked for."""
    return About(incident.title, spoken(incident), Role(incident.role) if incident.role in list(Role) else None, incident.down)


def told(key: str, language: Language, **facts: object) -> Message:
    """A line for everybody."""
    return say(wording.text(key, language, **facts))


def whispered(key: str, language: Language, **facts: object) -> Message:
    """A line for the person alone."""
    return Message(told(key, language, **facts).paragraphs, hidden=True)
