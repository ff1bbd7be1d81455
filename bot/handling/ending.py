"""The end of an incident: what to do after, what it cost, and the report."""

from __future__ import annotations

from datetime import datetime

from bot import wording
from bot.handling.board import figure, loss_lines, spoken
from bot.handling.desk import Desk, about, told, whispered
from bot.handling.report import Report, Reporter, cited_by, markdown, page
from bot.incidents import Incident, What, minutes_between
from bot.losses import told as loss_told
from bot.messages import File, Message, Paragraph, Run
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
        if not self._desk.decides(turn, incident):
            return (whispered("incident-refused", turn.language, lead=incident.lead_name),)
        items = self._desk.steps.after(about(incident))
        closed = self._desk.incidents.close(incident.id, turn.conversation, self._desk.doer(turn), items)
        if closed is None:
            return ()
        notes = (wording.text("incident-closed-now", language),)
        return self._desk.shown(closed, notes=notes, pin=True), self._next_question(closed)

    def reopen(self, turn: Turn, incident: Incident, _text: str) -> Messages:
        if not self._desk.decides(turn, incident):
            return (whispered("incident-refused", turn.language, lead=incident.lead_name),)
        again = self._desk.incidents.reopen(incident.id, turn.conversation, self._desk.doer(turn))
        return (self._desk.shown(again, pin=True),) if again else ()

    def loss(self, turn: Turn, incident: Incident, text: str) -> Messages:
        """What is told of the loss, and what to ask next; with the last number, the estimate and the report."""
        if not text.strip():
            return (self._next_question(incident),)
        loss = loss_told(incident.loss, text)
        if loss is None:
            return (whispered("incident-loss-unread", turn.language), self._next_question(incident))
        kept = self._desk.incidents.lose(incident.id, turn.conversation, self._desk.doer(turn), loss)
        if kept is None:
            return ()
        if kept.loss.missing:
            return (self._next_question(kept),)
        return (Message((Paragraph((Run(loss_lines(kept.loss, spoken(kept))),)),)), *self.report(turn, kept, ""))

    def report(self, _turn: Turn, incident: Incident, _text: str) -> Messages:
        """The report as two files."""
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
