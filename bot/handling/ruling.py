"""What a room has decided of its incidents: who may open, close and give things to others, and whether it is reminded."""

from __future__ import annotations

import re

from bot import wording
from bot.boards import shortened
from bot.checklists import shown_name
from bot.handling.board import rule_line, rules_lines, spoken
from bot.handling.desk import Desk, whispered
from bot.incidents import OFFERED, Incident, Member, Rules, as_rule, member_named, named, people_of
from bot.reading.incident_rules import RuleReader
from bot.turns import Messages, Turn
from knowledge.text import fold, fold_in_place

MOST_NAMED = 20
_NAME = 40
_BETWEEN = re.compile(r"[,;&@]+|(?<!\w)(?:and|et|e|i|y|und)(?!\w)", re.IGNORECASE)


class Ruling:
    """Shows a room's rules, and changes them for its admins."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reader = RuleReader()

    def settings(self, turn: Turn, text: str) -> Messages:
        """The room's rules; those named with one of their values, or with people, are changed."""
        asked = [(rule, value, said) for rule, value, said in self._reader.read(text) if said]
        if asked and not (turn.incoming.private or turn.incoming.admin):
            return (whispered("incident-refused-settings", turn.language),)
        incident, decided = self._desk.incidents.current(turn.conversation), dict[str, str]()
        for rule, value, said in asked:
            if value in OFFERED[rule]:
                decided[rule] = value
            elif "lead" in OFFERED[rule]:
                people = self._people(turn, incident, said)
                if people is None:
                    return (whispered("incident-no-member", turn.language, name=shortened(said, _NAME)),)
                decided[rule] = as_rule(people)
        rules = self._decided(turn, incident, decided) if decided else self._desk.rules(turn)
        return (whispered("incident-settings", turn.language, rules=rules_lines(rules, turn.language)),)

    def _decided(self, turn: Turn, incident: Incident | None, decided: dict[str, str]) -> Rules:
        before = self._desk.rules(turn)
        new = {rule: value for rule, value in decided.items() if getattr(before, rule) != value}
        told = [line for rule, value in new.items() for line in _entries(rule, value, incident)] if incident else []
        return self._desk.incidents.rule(turn.conversation, self._desk.doer(turn), told, before, **new)

    def _people(self, turn: Turn, incident: Incident | None, said: str) -> tuple[Member, ...] | None:
        """Whom the text names: by mention, or by the names of who did something there. None where one of them is nobody."""
        rest, found = fold_in_place(said), list[Member | None]()
        for one in sorted(turn.incoming.mentions, key=lambda one: -len(one.said)):
            name = fold(one.said).strip().strip("<>").lstrip("@!")
            rest, times = re.subn(rf"<?@?!?(?<!\w){re.escape(name)}(?!\w)>?", ",", rest) if name else (rest, 0)
            known = Member(f"{turn.incoming.platform}:{one.person}", shown_name(one.name)) if one.there else None
            found += [known] if times else []
        members, me = self._desk.members(incident) if incident else (), self._desk.doer(turn)
        for part in filter(None, (part.strip() for part in _BETWEEN.split(rest))):
            whole = member_named(part, members, me)
            found += [whole] if whole else [member_named(word, members, me) for word in part.split()]
        people = tuple({one.person: one for one in found if one}.values())
        return people if people and None not in found and len(people) <= MOST_NAMED else None


def _entries(rule: str, value: str, incident: Incident) -> list[str]:
    """What the timeline tells of a change: a line for each person who is named, so that each can be forgotten."""
    language = spoken(incident)
    if people := people_of(value):
        return [named(Member(one.person, rule_line(rule, one.name, language))) for one in people]
    return [rule_line(rule, wording.text(f"incident-value-{value}", language), language)]
