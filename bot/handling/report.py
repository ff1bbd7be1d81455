"""What is left of an incident once it is over: what happened, who did what, on whose advice, what it cost and what would have
helped. As Markdown, and as one HTML file that can be printed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import wording
from bot.answer import MARKS, Citation
from bot.boards import GLYPHS
from bot.checklists import Action, Checklist, Item, State
from bot.handling.board import figure, loss_lines, names, spoken
from bot.incidents import Entry, Incident, What, minutes_between
from knowledge.languages import Language
from knowledge.platforms import Platforms

_SIGNS: Mapping[str, str] = {
    Action.TICK: "☑",
    Action.SKIP: "⏭",
    Action.TAKE: "🙋",
    Action.UNDO: "↩",
    What.NOTE: "📝",
    What.SENT: "📣",
    What.OPENED: "🚨",
    What.CLOSED: "✅",
    What.REOPENED: "🔁",
    What.ADDED: "➕",
    What.ASSIGNED: "👉",
    What.LEAD: "⭐",
    What.ROLE: "👥",
    What.DOWN: "🔻",
    What.LOSS: "💸",
    What.DUE: "⏰",
}
"""What is counted of people; that they came, or want to hear something later, is nothing done."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #ccc}
table{border-collapse:collapse;width:100%}
td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #e5e5e5}
li{margin:.2rem 0;overflow-wrap:anywhere}td{overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}tr,li{break-inside:avoid}}"""

Plan = Sequence[tuple[str, Sequence[Item]]]
"""Topics by their titles, each with what to do."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below: rows of a table, or lines of a list; those of `links` lead to an address."""

    heading: str
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The document, in one language."""

    title: str
    language: Language
    sections: tuple[Section, ...]


class Reporter:
    """Writes the report of one incident."""

    def __init__(
        self, incident: Incident, timeline: Sequence[Entry], cited: Mapping[str, Citation], platforms: Platforms
    ) -> None:
        self._incident = incident
        self._timeline = timeline
        self._platforms = platforms
        self._language = spoken(incident)
        self._cited = cited
        self._numbers: dict[tuple[str, str], int] = {}
        """Of the sources in the order in which they are named, by their lines and addresses."""

    def report(self, plan: Plan, now: datetime) -> Report:
        """The whole."""
        title = self._text("report-title", title=self._incident.title or self._text("incident-untitled"))
        sections = [self._summary(now), self._events(), self._people(), *map(self._steps, self._incident.checklists)]
        sections += [self._loss(), self._planned(plan)]
        sections.append(self._sources())
        return Report(title, self._language, tuple(one for one in sections if one.rows or one.lines))

    def _summary(self, now: datetime) -> Section:
        incident, ended = self._incident, self._incident.closed or now.isoformat()
        items = [item for checklist in incident.checklists for item in checklist.shown]
        facts = {
            "down": names(incident.down, self._platforms, self._language),
            "since": _moment(incident.since),
            "opened": _moment(incident.opened),
            "closed": _moment(incident.closed) if incident.closed else self._text("report-still-open"),
            "lasted": self._minutes(minutes_between(incident.since, ended)),
            "lead": "" if incident.checklist.private else incident.lead_name,
            "first-notice": self._first_notice(),
            "items": self._text("checklist-done", done=sum(i.state is State.DONE for i in items), all=len(items)),
        }
        rows = tuple((self._text(f"report-{name}"), value) for name, value in facts.items() if value)
        return Section(self._text("report-summary"), rows=rows)

    def _first_notice(self) -> str:
        first = next((entry.at for entry in self._timeline if entry.change == What.SENT), "")
        if not first:
            return self._text("report-no-notice")
        return self._minutes(minutes_between(self._incident.opened, first))

    def _events(self) -> Section:
        head = tuple(self._text(f"report-{name}") for name in ("when", "who", "what"))
        several, alone = len(self._incident.rooms) > 1, self._incident.checklist.private
        rows = [(*head, self._text("report-where")) if several else head]
        for entry in self._timeline:
            who = entry.name or self._text("checklist-someone")
            row = (_moment(entry.at), who, self._said(entry))
            rows.append((*row, entry.place.partition(":")[0]) if several else row)
        return Section(self._text("report-timeline"), rows=tuple((row[0], *row[2:]) if alone else row for row in rows))

    def _said(self, entry: Entry) -> str:
        """An entry in words."""
        if entry.change in list(Action):
            return f"{_SIGNS[entry.change]} {entry.position}. {self._item_text(entry)}"
        text = entry.text.rpartition("\n")[2] if entry.change in (What.ASSIGNED, What.LEAD, What.RULES) else entry.text
        if entry.change in (What.DUE, What.SINCE):
            text = _moment(text)
        if entry.change == What.DOWN:
            text = names(tuple(text.split(",")), self._platforms, self._language)
        if entry.change == What.LOSS:
            text = " · ".join(self._figure(number) for number in text.split(" · "))
        if entry.change == What.ROLE:
            text = self._text(f"role-{text}")
        if entry.change in (What.SNOOZED, What.DISMISSED):
            text = self._text(f"report-reminder-{text}", number=entry.position)
        return self._text(f"report-entry-{entry.change}", text=text, number=entry.position)

    def _item_text(self, entry: Entry) -> str:
        checklist = self._incident.of_checklist(entry.checklist)
        items = checklist.items if checklist else ()
        return next((item.text for item in items if item.position == entry.position), "")

    def _people(self) -> Section:
        """Who did what, counted."""
        if self._incident.checklist.private:
            return Section("")
        called = {entry.person: entry.name for entry in self._timeline if entry.name}
        counted: dict[str, dict[str, int]] = {person: {} for person in called if person}
        for entry in self._timeline:
            if (of_person := counted.get(entry.person)) is not None and entry.change in _SIGNS:
                of_person[entry.change] = of_person.get(entry.change, 0) + 1
        lines = (
            f"{called[person]}: " + " · ".join(f"{_SIGNS[what]} {n}" for what, n in did.items())
            for person, did in counted.items()
            if did
        )
        return Section(self._text("report-people"), lines=tuple(lines))

    def _figure(self, number: str) -> str:
        """A number as it was written down, as the language writes it."""
        try:
            return figure(float(number), self._language)
        except ValueError:
            return number

    def _steps(self, checklist: Checklist) -> Section:
        after = len(self._incident.checklists) > 1 and checklist is self._incident.checklists[-1]
        lines = tuple(
            f"{GLYPHS[item.state]} {item.position}. {item.text}{self._did(item)}{self._marks(item)}" for item in checklist.shown
        )
        return Section(self._text("report-after" if after else "report-during"), lines=lines)

    def _did(self, item: Item) -> str:
        name = (item.name if item.state is not State.OPEN else item.claimed_name) or ""
        return f" – {name}" if name and not self._incident.checklist.private else ""

    def _marks(self, item: Item) -> str:
        """The numbers of its sources; what was removed since has none."""
        sources = (_source(self._cited[id_]) for id_ in _shown(item) if id_ in self._cited)
        known = dict.fromkeys(self._numbers.setdefault(source, len(self._numbers) + 1) for source in sources)
        return f" ({', '.join(map(str, known))})" if known else ""

    def _loss(self) -> Section:
        loss = self._incident.loss
        lines = tuple(loss_lines(loss, self._language).splitlines()) if loss.total is not None else ()
        return Section(self._text("report-loss"), lines=lines)

    def _planned(self, plan: Plan) -> Section:
        lines = (f"{title}: {item.text}{self._marks(item)}" for title, items in plan for item in items)
        return Section(self._text("report-plan"), lines=tuple(lines))

    def _sources(self) -> Section:
        lines = tuple(f"{number}. {line}" for (line, _), number in self._numbers.items())
        return Section(self._text("report-sources"), lines=lines, links=tuple(link for _, link in self._numbers))

    def _minutes(self, minutes: int) -> str:
        return self._text("report-duration", hours=minutes // 60, minutes=minutes % 60)

    def _text(self, key: str, **facts: object) -> str:
        return wording.text(key, self._language, **facts)


def _source(cited: Citation) -> tuple[str, str]:
    """Its line and its address: two passages of one place are one source."""
    return f"{cited.publisher}: {cited.title}, {cited.published}, {cited.locator}", _web(cited.address)


def _shown(item: Item) -> tuple[str, ...]:
    """What its text would mark in an answer: more would bury it."""
    return item.citations[:MARKS]


def cited_by(incident: Incident, plan: Plan) -> tuple[str, ...]:
    """The passages that a report refers to."""
    items = [item for checklist in incident.checklists for item in checklist.shown]
    items += [item for _, some in plan for item in some]
    return tuple(dict.fromkeys(id_ for item in items for id_ in _shown(item)))


def markdown(report: Report) -> str:
    """The report as Markdown; nothing that people wrote is markup in it."""
    parts = [f"# {_plain(report.title)}"]
    for section in report.sections:
        parts.append(f"## {_plain(section.heading)}")
        if section.rows:
            parts.append("\n".join(_table(section.rows)))
        if section.lines:
            parts.append("\n".join(f"- {_linked(line, link)}" for line, link in _with_links(section)))
    return "\n\n".join(parts) + "\n"


def page(report: Report) -> str:
    """The report as one HTML file that needs nothing else."""
    body = [f"<h1>{html.escape(report.title)}</h1>"]
    for section in report.sections:
        body.append(f"<h2>{html.escape(section.heading)}</h2>")
        if section.rows:
            cells = ("".join(f"<td>{_escaped(cell)}</td>" for cell in row) for row in section.rows)
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
        if section.lines:
            body.append("<ul>" + "".join(f"<li>{_anchored(line, link)}</li>" for line, link in _with_links(section)) + "</ul>")
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{html.escape(report.title)}</title>'
    )
    inside = "\n".join(body)
    start = f'<!doctype html>\n<html lang="{report.language.value}"><head>{head}<style>{_STYLE}</style></head>'
    return f"{start}\n<body>\n{inside}\n</body></html>\n"


def _with_links(section: Section) -> Iterator[tuple[str, str]]:
    links = section.links or ("",) * len(section.lines)
    return zip(section.lines, links, strict=True)


def _table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    first, *rest = rows
    yield _row(first)
    yield "|" + " --- |" * len(first)
    yield from map(_row, rest)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_plain, cells)) + " |"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _linked(line: str, link: str) -> str:
    return f"[{_plain(line)}](<{link}>)" if link else _plain(line)


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _anchored(line: str, link: str) -> str:
    return f'<a href="{html.escape(link)}">{_escaped(line)}</a>' if link else _escaped(line)


def _web(address: str) -> str:
    """An address that others can open."""
    return address if address.startswith(("http://", "https://")) and not re.search(r"[<>\s]", address) else ""


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M} UTC"
