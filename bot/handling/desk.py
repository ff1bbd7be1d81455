"""What all that answers about incidents needs: the stores, the clock, who does something, and how it is shown or refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot import wording
from bot.advisor import Advises
from bot.boards import View
from bot.checklists import Doer, shown_name
from bot.clock import Clock, now
from bot.handling.board import board, first_open, spoken
from bot.handling.steps import About, StepFinder
from bot.incidents import Incident, Member, may_decide
from bot.messages import Message
from bot.store.incidents import Incidents
from bot.store.reminders import Reminders
from bot.turns import Turn, say
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
        object.__setattr__(self, "steps", StepFinder(self.advisor))

    def doer(self, turn: Turn) -> Doer:
        return Doer(turn.person, shown_name(turn.incoming.name), self.clock().isoformat())

    def decides(self, turn: Turn, incident: Incident) -> bool:
        incoming = turn.incoming
        return incoming.private or not incident.lead or may_decide(incident, turn.person, admin=incoming.admin)

    def members(self, incident: Incident) -> tuple[Member, ...]:
        return self.incidents.members(incident.id)

    def shown(
        self, incident: Incident, view: View | None = None, *, notes: tuple[str, ...] = (), toast: str = "", pin: bool = False
    ) -> Message:
        """The board."""
        return board(incident, view or first_open(incident), self.clock(), self.platforms, notes=notes, toast=toast, pin=pin)


def about(incident: Incident) -> About:
    """What steps are looked for."""
    return About(incident.title, spoken(incident), Role(incident.role) if incident.role in list(Role) else None, incident.down)


def told(key: str, language: Language, **facts: object) -> Message:
    """A line for everybody."""
    return say(wording.text(key, language, **facts))


def whispered(key: str, language: Language, **facts: object) -> Message:
    """A line for the person alone."""
    return Message(told(key, language, **facts).paragraphs, hidden=True)
