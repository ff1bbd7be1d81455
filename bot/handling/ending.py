"""The end of an incident: what to do after, what it cost, and the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import wording
from bot.handling.board import figure, loss_lines, spoken
from bot.handling.desk import Desk, about, told, whispered
from bot.handling.report import Report, Reporter, cited_by, markdown, page
from bot.incidents import Incident, What, minutes_between
from bot.losses import Number
from bot.losses import told as loss_told
from bot.messages import File, Message, Paragraph, Run
from bot.reading.amounts import UnclearError, numbers_in
from bot.turns import Messages, Turn
from knowledge.languages import Language

LATE = 10
"""Minutes after which a first notice came late."""


class Ending:
    """Closes and reopens incidents, and reports on them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def close(self, turn: Turn, incident: Incident, _text: str) -> Messages:
        language = spoken(incident)
        if refused := self._desk.refused(turn, incident, "closing"):
            return refused
        items = self._desk.steps.after(about(incident))
        closed = self._desk.incidents.close(incident.id, turn.conversation, self._desk.doer(turn), items)
        if closed is None:
            return ()
        notes = (wording.text("incident-closed-now", language),)
        return self._desk.shown(closed, notes=notes, pin=True), self._next_question(closed)

    def reopen(self, turn: Turn, incident: Incident, _text: str) -> Messages:
        if refused := self._desk.refused(turn, incident, "closing"):
            return refused
        again = self._desk.incidents.reopen(incident.id, turn.conversation, self._desk.doer(turn))
        return (self._desk.shown(again, pin=True),) if again else ()

    def loss(self, turn: Turn, incident: Incident, text: str) -> Messages:
        """What is told of the loss, and what to ask next; with the last number, the estimate and the report."""
        if not text.strip():
            return (self._next_question(incident),)
        unread = "incident-loss-unread"
        try:
            numbers = numbers_in(text, len(incident.loss.left))
        except UnclearError:
            numbers, unread = None, "incident-loss-unclear"
        if numbers is None or loss_told(incident.loss, numbers) is None:
            return (whispered(unread, turn.language), self._next_question(incident))
        return self._lost(turn, incident, numbers)

    def _lost(self, turn: Turn, incident: Incident, numbers: Sequence[Number]) -> Messages:
        """What follows when these numbers were told. Where somebody else just told the same, it is what is asked now."""
        kept = self._desk.incidents.lose(incident.id, turn.conversation, self._desk.doer(turn), numbers)
        if kept is None:
            return ()
        after, new = kept
        if not after.loss.missing:
            lines = Message((Paragraph((Run(loss_lines(after.loss, spoken(after))),)),))
            return (lines, *self.report(turn, after, "")) if new else (lines,)
        question = self._next_question(after)
        if not (new and after.loss.anew and len(after.loss.anew) == len(numbers)):
            return (question,)
        total = figure(after.loss.total or 0.0, spoken(after))
        return told("incident-loss-anew", spoken(after), total=total), question

    def report(self, turn: Turn, incident: Incident, text: str) -> Messages:
        """The report as two files; with the id of another incident of this room, that one's."""
        if id_ := text.strip().strip("#.!").lower():
            found = self._desk.incidents.by_id(id_, turn.conversation)
            if found is None:
                return (whispered("incident-report-how", turn.language),)
            incident = found
        report = report_of(self._desk, incident)
        name, language = f"incident-{incident.id}", spoken(incident)
        files = (File(f"{name}.md", markdown(report).encode()), File(f"{name}.html", page(report).encode()))
        keys = ("incident-report", "incident-report-print")
        return tuple(Message(told(key, language).paragraphs, file=file) for key, file in zip(keys, files, strict=True))

    def _next_question(self, incident: Incident) -> Message:
        language, missing = spoken(incident), incident.loss.missing or "revenue"
        hours = minutes_between(incident.since, incident.closed or self._desk.clock().isoformat()) / 60
        return told(f"incident-ask-{missing}", language, hours=figure(max(0.1, round(hours, 1)), language))


def report_of(desk: Desk, incident: Incident) -> Report:
    """The report, with a plan for the next time."""
    timeline = desk.incidents.timeline(incident.id)
    first = next((entry.at for entry in timeline if entry.change == What.SENT), "")
    late = not first or minutes_between(incident.opened, first) > LATE
    missed = ["crisis-plan"] if late else []
    missed += ["platform-dependence"] if len(incident.down) > 1 else []
    plan = desk.steps.before(about(incident), missed)
    language: Language = spoken(incident)
    found, _ = desk.advisor.cited(cited_by(incident, plan), language)
    cited = {citation.id: citation for citation in found}
    now: datetime = desk.clock()
    return Reporter(incident, timeline, cited, desk.platforms).report(plan, now)
