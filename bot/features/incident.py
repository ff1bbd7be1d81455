"""Incidents: a room deals with an outage together. One is open in a room at a time; all that a button does can be typed, in six
languages, bare while one is open and after `incident` at any time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot import wording
from bot.advisor import Advises
from bot.boards import MODES, View, in_passing, page_of, pages, what_is_left, why
from bot.checklists import Action, Doer, Outcome, shown_name
from bot.clock import Clock, now
from bot.compose import source_messages
from bot.handling.beginning import Beginning
from bot.handling.board import MARK, brief, listed, spoken
from bot.handling.desk import Desk, here, home, told, whispered
from bot.handling.ending import Ending
from bot.handling.opening import Opening
from bot.handling.ruling import Ruling
from bot.handling.team import Team
from bot.handling.updates import Updates
from bot.incidents import LONGEST_ITEM, LONGEST_NOTE, MOST_ITEMS, Incident, What, cut, one_line
from bot.reading.amounts import UnclearError, numbers_in
from bot.reading.incident_words import ITEMS, Wish, WishReader
from bot.reading.profile_facts import FactReader
from bot.store.checklists import Checklists
from bot.store.database import Database
from bot.store.incidents import Incidents
from bot.store.reminders import Reminders
from bot.turns import Feature, Messages, Press, Turn, say
from knowledge.model import Role
from knowledge.platforms import Platforms

MOST_SOURCES = 3
"""Sources that are shown with an item."""
_MOST_NOTES = 3
_MOST_WHY = 3
_LISTED = 10
_LONG = 12
_ID = re.compile(r"[0-9a-f]{12}")
_ARGUMENT = re.compile(r"([0-9a-f]{12}):(?:([a-z]+))?:?([0-9]{1,3})?")
_NAMED = re.compile(r"incident[eio]?\b[\s:]*", re.IGNORECASE)
_ALWAYS = frozenset({"open", "list", "settings"})
"""What needs no incident. A bare word opens none: many a talk begins so."""
_WHEN_CLOSED = frozenset({"note", "brief", "report", "loss", "reopen", "board"}) | ITEMS
_STALE = timedelta(days=7)
"""After that, bare words are not meant for an incident that is closed."""

Act = Callable[[Turn, Incident, str], Messages]


class Handling(Feature):
    """Leads a room through an outage."""

    def __init__(
        self, advisor: Advises, database: Database, facts: FactReader, platforms: Platforms, clock: Clock = now
    ) -> None:
        self._desk = Desk(advisor, Incidents(database), Reminders(database), platforms, clock)
        self._checklists = Checklists(database)
        self._reader = WishReader()
        self._opening, self._ruling = Opening(self._desk, facts), Ruling(self._desk)
        ending, updates, team = Ending(self._desk), Updates(self._desk), Team(self._desk)
        self._acts: Mapping[str, Act] = {
            "board": self._board,
            "brief": self._brief,
            "note": self._note,
            "add": self._add,
            "assign": team.assign,
            "lead": team.lead,
            "join": team.join,
            "role": self._opening.role,
            "down": self._opening.down,
            "since": Beginning(self._desk).since,
            "update": updates.draft,
            "sent": updates.sent,
            "due": updates.due,
            "snooze": updates.snooze,
            "dismiss": updates.dismiss,
            "close": ending.close,
            "reopen": ending.reopen,
            "loss": ending.loss,
            "report": ending.report,
        }
        self.commands = {"incident": self._commanded}
        self.presses = {
            **{f"{MARK}{action}": self._pressing(action) for action in Action},
            **{f"{MARK}{verb}": self._doing(verb) for verb in ("brief", "update", "join", "sent", "report")},
            f"{MARK}why": self._why_pressed,
            f"{MARK}mode": self._turned,
            f"{MARK}role": self._role_pressed,
            f"{MARK}snooze": updates.snooze_pressed,
            f"{MARK}dismiss": updates.dismiss_pressed,
        }
        self.presses = {verb: self._in_its_room(press) for verb, press in self.presses.items()}

    def typed(self, turn: Turn) -> Messages:
        meant = self._meant(turn, turn.incoming.text.strip())
        return self._done(self._desk.meant(turn), *meant) if meant else ()

    def acts(self, turn: Turn) -> bool:
        name, text = turn.incoming.command.lower(), turn.incoming.text.strip()
        return name in self.commands or self._meant(turn, f"{name} {text}".strip()) is not None

    def marked(self, turn: Turn) -> Messages:
        """What somebody said, noted with its author and its time; once, however many mark it. Who did not speak to us hears
        nothing where there is nothing to note."""
        turn = self._desk.meant(turn)
        quoted, asked = turn.incoming.marked, bool(turn.incoming.command)
        incident = self._desk.incidents.current(turn.conversation)
        if quoted is None or incident is None or incident.closed:
            return (whispered("incident-none", turn.language),) if asked else ()
        if not quoted.text.strip():
            return (whispered("incident-unread", turn.language),)
        author = Doer(
            f"{turn.incoming.platform}:{quoted.person}", shown_name(quoted.name), quoted.at or self._desk.clock().isoformat()
        )
        author = replace(author, place=self._desk.doer(turn).place)
        text = cut(quoted.text.strip(), LONGEST_NOTE)
        new = self._desk.incidents.quote(incident.id, turn.conversation, author, text)
        return (told("incident-noted", spoken(incident)),) if new or asked else ()

    def checklist(self, turn: Turn) -> Messages:
        """What answers `/checklist`, and what follows it, where an incident is open."""
        turn = self._desk.meant(turn)
        incident = self._desk.incidents.current(turn.conversation)
        if incident is None or incident.closed or self._has_its_own(turn, incident):
            return ()
        text = turn.incoming.text.strip() or turn.incoming.options.get("text", "").strip()
        wish = self._reader.read(text, meant=False)
        return self._done(turn, incident, wish if wish and wish.verb in ITEMS else Wish("board"))

    def _meant(self, turn: Turn, text: str) -> tuple[Incident | None, Wish] | None:
        """What bare words wish, and of which incident; none where they are not for one."""
        named = _NAMED.match(text)
        wish = self._reader.read(text[named.end() :] if named else text, meant=bool(named))
        if wish is None or not (named or _is_plain(turn, wish)):
            return None
        turn = self._desk.meant(turn)
        incident = self._desk.incidents.current(turn.conversation)
        if named:
            return incident, wish
        return (incident, wish) if incident and self._is_meant(turn, incident, wish) else None

    def forget(self, turn: Turn) -> None:
        self._desk.incidents.forget(turn.person)

    def _is_meant(self, turn: Turn, incident: Incident, wish: Wish) -> bool:
        """Whether bare words are for it: for an open one always, for a closed one for some time, and a number only where no
        newer checklist may be meant."""
        if wish.verb in _ALWAYS and turn.incoming.command:
            return True
        if not incident.closed:
            return wish.verb not in ITEMS or not self._has_its_own(turn, incident)
        if wish.verb not in _WHEN_CLOSED or self._desk.clock() - datetime.fromisoformat(incident.closed) > _STALE:
            return False
        return wish.verb not in ITEMS or not self._has_newer(turn, incident)

    def _has_its_own(self, turn: Turn, incident: Incident) -> bool:
        """Whether a thread has a checklist, newer than the incident of the room around it."""
        return turn.conversation != here(turn) and self._has_newer(turn, incident)

    def _has_newer(self, turn: Turn, incident: Incident) -> bool:
        alone = turn.incoming.private or turn.incoming.aside
        newest = self._checklists.newest(here(turn), turn.person, shared=not alone)
        return newest is not None and newest.started >= incident.checklist.started

    def _commanded(self, turn: Turn) -> Messages:
        options = turn.incoming.options
        return self._wished(turn, turn.incoming.text.strip() or options.get("text", "").strip())

    def _wished(self, turn: Turn, text: str) -> Messages:
        """What follows the command; where nothing does, the board, or how to begin; a title where it is no word of ours."""
        turn = self._desk.meant(turn)
        incident = self._desk.incidents.current(turn.conversation)
        wish = self._reader.read(text, meant=True)
        options, open_ = turn.incoming.options, incident is not None and not incident.closed
        if wish is None and text.endswith("?") and self._reader.read(text.rstrip(" ?"), meant=False):
            return (whispered("incident-how", turn.language),)  # a question that is only one of our words
        if wish is None and not open_ and (text or options.get("title") or options.get("down")):
            wish = Wish("open", text)
        if wish is None and open_ and not text and options.get("title"):
            return self._opening.open(turn, "")  # which says that one is open
        if wish is None and open_ and not text and options.get("down"):
            wish = Wish("down", options["down"])
        if wish is None:
            return (self._desk.shown(incident),) if incident and not text else (whispered("incident-how", turn.language),)
        return self._done(turn, incident, wish)

    def _done(self, turn: Turn, incident: Incident | None, wish: Wish) -> Messages:
        if wish.verb in _ALWAYS:
            acts = {"open": self._opening.open, "list": self._list, "settings": self._ruling.settings}
            return acts[wish.verb](home(turn) if wish.verb == "open" else turn, wish.text)
        if incident is None:
            return (whispered("incident-none", turn.language),)
        if incident.closed and wish.verb not in _WHEN_CLOSED:
            return (whispered("incident-is-closed-now", turn.language),)
        if wish.verb in ITEMS:
            return self._on_items(turn, incident, wish)
        return self._acts[wish.verb](turn, incident, wish.text)

    def _list(self, turn: Turn, _text: str) -> Messages:
        found = self._desk.incidents.listed(turn.conversation, _LISTED + 1)
        lines, language = [listed(found[:_LISTED], turn.language, self._desk.clock())], turn.language
        lines += [wording.text("incident-list-more", language, most=_LISTED)] if len(found) > _LISTED else []
        lines += [wording.text("incident-list-how", language, id=found[0].id)] if found else []
        return (say(*lines),)

    def _board(self, _turn: Turn, incident: Incident, _text: str) -> Messages:
        return (self._desk.shown(incident),)

    def _brief(self, _turn: Turn, incident: Incident, _text: str) -> Messages:
        timeline = self._desk.incidents.timeline(incident.id)
        return (brief(incident, timeline, self._desk.clock(), self._desk.platforms),)

    def _note(self, turn: Turn, incident: Incident, text: str) -> Messages:
        text = text.strip()
        if not 0 < len(text) <= LONGEST_NOTE:
            return (whispered("incident-too-long", turn.language, most=LONGEST_NOTE, length=len(text)),)
        self._desk.incidents.note(incident.id, turn.conversation, self._desk.doer(turn), What.NOTE, text)
        return (told("incident-noted", spoken(incident)),)

    def _add(self, turn: Turn, incident: Incident, text: str) -> Messages:
        text = one_line(text)
        if not 0 < len(text) <= LONGEST_ITEM:
            return (whispered("incident-too-long", turn.language, most=LONGEST_ITEM, length=len(text)),)
        if len(incident.checklist.items) >= MOST_ITEMS:
            return (whispered("incident-full", turn.language, most=MOST_ITEMS),)
        added = self._desk.incidents.add(incident.id, turn.conversation, self._desk.doer(turn), text)
        return (self._desk.shown(added, View(pages(added.checklist), mark=MARK)),) if added else ()

    def _on_items(self, turn: Turn, incident: Incident, wish: Wish) -> Messages:
        if wish.verb == "left":
            return (what_is_left(incident.checklist),)
        if wish.verb == "why":
            return self._why(incident, wish.numbers)
        action, doer = Action(wish.verb), self._desk.doer(turn)
        done = self._desk.incidents.mark(incident.checklist.id, turn.conversation, doer, action, wish.numbers)
        if done is None:
            return ()
        notes = [
            in_passing(done.marked.checklist, action, outcome, number, item)
            for number, outcome, item in done.marked.outcomes
            if outcome is not Outcome.CHANGED
        ]
        view = View(max(1, min(page_of(wish.numbers[0]), pages(incident.checklist))), mark=MARK)
        return (self._desk.shown(done.incident, view, notes=tuple(notes[:_MOST_NOTES])),)

    def _why(self, incident: Incident, numbers: tuple[int, ...]) -> Messages:
        """Why items are to be done, and who says so."""
        items, language = {item.position: item for item in incident.checklist.items}, spoken(incident)
        shown = []
        for number in numbers[:_MOST_WHY]:
            if item := items.get(number):
                citations, originals = self._desk.advisor.cited(item.citations[:MOST_SOURCES], language)
                sources = source_messages(citations, originals, language).paragraphs[1:]
                shown.append(why(incident.checklist, item, sources))
            else:
                shown.append(say(in_passing(incident.checklist, Action.TICK, Outcome.MISSING, number, None)))
        return tuple(shown)

    def _pressing(self, action: Action) -> Press:
        def pressed(turn: Turn, argument: str) -> Messages:
            id_, _, position = _read(argument)
            doer = self._desk.doer(turn)
            done = self._desk.incidents.mark(id_, turn.conversation, doer, action, (position,)) if position else None
            if done is None:
                return ()
            number, outcome, item = done.marked.outcomes[0]
            if item is None:  # it was put aside with the list that the board shows: there is another one
                old = done.incident.of_checklist(id_) is None
                return (self._desk.shown(done.incident.looking_at(id_)),) if old else ()
            toast = in_passing(done.marked.checklist, action, outcome, number, item)
            view = View(page_of(number), action, mark=MARK)
            return (self._desk.shown(done.incident.looking_at(id_), view, toast=toast),)

        return pressed

    def _in_its_room(self, press: Press) -> Press:
        """What a button does where it is pressed, which may be in a thread of the room that it is about."""
        return lambda turn, argument: press(self._desk.pressed(turn, argument[:_LONG]), argument)

    def _doing(self, verb: str) -> Press:
        def pressed(turn: Turn, argument: str) -> Messages:
            incident = self._seen(turn, argument)
            return self._done(turn, incident, Wish(verb)) if incident else ()

        return pressed

    def _why_pressed(self, turn: Turn, argument: str) -> Messages:
        id_, _, position = _read(argument)
        incident = self._seen(turn, id_)
        if incident and incident.of_checklist(id_) is None:
            return (self._desk.shown(incident),)
        return self._why(incident, (position,)) if incident and 0 < position <= len(incident.checklist.items) else ()

    def _turned(self, turn: Turn, argument: str) -> Messages:
        id_, mode, page = _read(argument)
        incident = self._seen(turn, id_)
        if incident is None or mode not in MODES or not 1 <= page <= pages(incident.checklist):
            return ()
        return (self._desk.shown(incident, View(page, mode, mark=MARK)),)

    def _role_pressed(self, turn: Turn, argument: str) -> Messages:
        id_, role, _ = _read(argument)
        incident = self._seen(turn, id_)
        return self._done(turn, incident, Wish("role", role)) if incident and role in list(Role) else ()

    def _seen(self, turn: Turn, checklist: str) -> Incident | None:
        """The incident of that checklist, as the board that was pressed shows it."""
        incident = self._desk.incidents.of_checklist(checklist, turn.conversation) if _ID.fullmatch(checklist) else None
        return incident.looking_at(checklist) if incident else None


def _is_plain(turn: Turn, wish: Wish) -> bool:
    """Whether that can be meant though nobody said that an incident is. People talk of losses, too."""
    if wish.verb in _ALWAYS:
        return wish.verb != "open" and (bool(turn.incoming.command) or not wish.text)
    if wish.verb == "loss" and wish.text and not wish.text[0].isdigit():
        try:
            return numbers_in(wish.text) is not None
        except UnclearError:
            return True
    return True


def _read(argument: str) -> tuple[str, str, int]:
    """The checklist, the word and the number of a button's argument; empty where it is none that we made."""
    match = _ARGUMENT.fullmatch(argument)
    return (match[1], match[2] or "", int(match[3] or 0)) if match else ("", "", 0)
