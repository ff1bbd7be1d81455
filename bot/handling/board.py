"""How an incident looks in a room: its board, what late-comers are told, and what reminds people of something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from babel.numbers import format_decimal

from bot import wording
from bot.boards import WHY, View, items_of, lines, modes, numbers, page_of, pages, progress, shortened, switch, time, turning
from bot.checklists import State
from bot.incidents import OFFERED, Entry, Incident, Rules, What, minutes_between, people_of, unclaimed
from bot.losses import Loss
from bot.messages import Button, Message, Paragraph, Run
from bot.reminders import PUBLIC, URGENT_ITEMS, Kind, Reminder
from knowledge.languages import Language, language_of
from knowledge.model import Role
from knowledge.platforms import Platforms

MARK = "i-"
"""What the verbs of an incident's buttons begin with."""
ITEMS = 1_050
"""Characters of a page's items: the head of the board takes the rest of a message."""
_TITLE = 80
_NOTES = 5
_BRIEFED = 8
"""Items of each kind that a brief names."""
_ITEM = 80
_NAMES = 40
_IN_HOURS = 120
"""Minutes from which a duration is told in hours."""


def spoken(incident: Incident) -> Language:
    return language_of(incident.language) or Language.EN


def first_open(incident: Incident) -> View:
    """The page where there is something to do."""
    left = incident.checklist.left
    return View(page_of(left[0].position) if left else 1, mark=MARK)


def board(
    incident: Incident,
    view: View,
    now: datetime,
    platforms: Platforms,
    *,
    notes: Iterable[str] = (),
    toast: str = "",
    pin: bool = False,
) -> Message:
    """What is down, since when, who leads, how far it is, when the next update is due, and the items of a page."""
    checklist = incident.checklist
    view = View(min(view.page, pages(checklist)), view.mode, mark=MARK)
    shown = items_of(checklist, view.page)
    head = (
        Run(f"{_sign(incident)} {shortened(_titled(incident), _TITLE)}", "bold"),
        Run("\n" + _state(incident, now, platforms)),
    )
    paragraphs = (
        [Paragraph(head), Paragraph((Run("\n".join(lines(checklist, shown, now, ITEMS))),))] if shown else [Paragraph(head)]
    )
    paragraphs += [Paragraph((Run(note, "bold"),)) for note in notes]
    rows = (*numbers(checklist, shown, view), (*modes(checklist, view), switch(checklist, view, WHY)), *_doing(incident, view))
    return Message(
        tuple(paragraphs), tuple(row for row in rows if row), board=incident.seen or checklist.id, toast=toast, pin=pin
    )


def _state(incident: Incident, now: datetime, platforms: Platforms) -> str:
    language = spoken(incident)
    facts = [wording.text("incident-down", language, down=names(incident.down, platforms, language))]
    since = time(incident.since, now)
    facts.append(wording.text("incident-since", language, time=since, lasted=_lasted(incident, now)))
    if not incident.checklist.private:
        someone = wording.text("checklist-someone", language)
        facts.append(wording.text("incident-lead", language, name=shortened(incident.lead_name or someone, _NAMES)))
    facts.append(progress(incident.checklist))
    if incident.closed:
        facts.append(wording.text("incident-is-closed", language, time=time(incident.closed, now)))
    elif incident.next_update:
        facts.append(wording.text("incident-next", language, time=clock(incident.next_update, now)))
    return "\n".join(facts)


def _lasted(incident: Incident, now: datetime) -> str:
    """Minutes at first, then hours too."""
    minutes = minutes_between(incident.since, _ending(incident, now))
    if minutes < _IN_HOURS:
        return wording.text("incident-minutes", spoken(incident), minutes=minutes)
    return wording.text("report-duration", spoken(incident), hours=minutes // 60, minutes=minutes % 60)


def _ending(incident: Incident, now: datetime) -> str:
    return incident.closed or now.isoformat()


def _sign(incident: Incident) -> str:
    return "✅" if incident.closed else "🚨"


def _titled(incident: Incident) -> str:
    return incident.title or wording.text("incident-untitled", spoken(incident))


def names(down: Sequence[str], platforms: Platforms, language: Language) -> str:
    """What is down, by name."""
    known = [platforms.by_id[id_].name for id_ in down if id_ in platforms.by_id]
    return ", ".join(known) or wording.text("incident-unsaid", language)


def clock(moment: datetime, now: datetime) -> str:
    return time(moment.astimezone(UTC).isoformat(), now)


def _doing(incident: Incident, view: View) -> tuple[tuple[Button, ...], ...]:
    """What can be done with the whole; then who the team is, as long as nobody said: what goes away moves nothing."""
    language, id_ = spoken(incident), incident.checklist.id
    roles = tuple(Button(f"{MARK}role:{id_}:{role}", wording.text(f"button-incident-{role}", language)) for role in Role)
    verbs = ("brief", "report") if incident.closed else ("brief", "update", "join")
    doing = [Button(f"{MARK}{verb}:{id_}", wording.text(f"button-incident-{verb}", language)) for verb in verbs]
    always = (*doing, *turning(incident.checklist, view))
    return (always,) if incident.role or incident.closed else (always, roles)


def brief(incident: Incident, timeline: Sequence[Entry], now: datetime, platforms: Platforms) -> Message:
    """What happened, what is done, what is left: for who comes late."""
    language = spoken(incident)
    items = incident.checklist.items
    done = [f"☑ {i.position}. {shortened(i.text, _ITEM)}{_by(i.name)}" for i in items if i.state is State.DONE]
    left = [f"☐ {i.position}. {shortened(i.text, _ITEM)}{_taken(i.claimed_name)}" for i in items if i.state is State.OPEN]
    notes = [f"• {time(e.at, now)} {e.name}: {shortened(e.text, 2 * _ITEM)}" for e in timeline if e.change == What.NOTE]
    sent = [entry for entry in timeline if entry.change == What.SENT]
    told = wording.text("incident-told", language, count=len(sent)) if sent else wording.text("incident-untold", language)
    paragraphs = [
        Paragraph((Run(f"{_sign(incident)} {_titled(incident)}", "bold"), Run(f"\n{_state(incident, now, platforms)}\n{told}")))
    ]
    for key, found in (
        ("incident-done", _last(done, _BRIEFED)),
        ("incident-left", _first(left, _BRIEFED)),
        ("incident-notes", _last(notes, _NOTES)),
    ):
        if found:
            paragraphs.append(Paragraph((Run(wording.text(key, language), "bold"), Run("\n" + "\n".join(found)))))
    return Message(tuple(paragraphs), hidden=True)


def _first(lines_: list[str], most: int) -> list[str]:
    """The first ones, and how many others there are."""
    return [*lines_[:most], *_others(lines_, most)]


def _last(lines_: list[str], most: int) -> list[str]:
    return [*_others(lines_, most), *lines_[-most:]]


def _others(lines_: list[str], most: int) -> list[str]:
    return [f"… +{len(lines_) - most}"] if len(lines_) > most else []


def _by(name: str) -> str:
    return f" – {name}" if name else ""


def _taken(name: str) -> str:
    return f" 🙋 {name}" if name else ""


def reminder_message(incident: Incident, reminder: Reminder, next_: Reminder | None, now: datetime) -> Message:
    """What a reminder says that is not settled. The last of its kind offers no later and no never."""
    language = spoken(incident)
    verbs = ("snooze", "dismiss") if next_ and next_.kind is reminder.kind else ()
    buttons = tuple(Button(_reminding(verb, reminder), wording.text(f"button-incident-{verb}", language)) for verb in verbs)
    if reminder.kind in PUBLIC:
        key = f"incident-remind-{reminder.kind}"
        text = wording.text(key, language, minutes=minutes_between(incident.opened, now.isoformat()))
        late = reminder.kind is Kind.NOTICE and reminder.nags  # by then its scope would be due too
        scope = wording.text("incident-remind-late", language) if late else ""
        after = wording.text("incident-then", language, time=clock(next_.due, now)) if next_ else ""
        return _reminder((text, scope, after), (_publishing(incident), buttons))
    text = _urgent(incident) if reminder.kind is Kind.URGENT else _item_due(incident, reminder.position)
    return _reminder((text, "" if next_ else wording.text("incident-last-reminder", language)), (buttons,))


def silence_message(incident: Incident) -> Message:
    """The last reminder where nobody does anything."""
    return _reminder((wording.text("incident-silence", spoken(incident)),), (_publishing(incident),))


def _publishing(incident: Incident) -> tuple[Button, ...]:
    drafted = Button(f"{MARK}update:{incident.checklist.id}", wording.text("button-incident-update", spoken(incident)))
    return drafted, _sent(incident)


def _urgent(incident: Incident) -> str:
    open_ = unclaimed(incident, URGENT_ITEMS)
    return wording.text("incident-remind-urgent", spoken(incident), numbers=", ".join(map(str, open_)), first=open_[0])


def _item_due(incident: Incident, position: int) -> str:
    item = next(item for item in incident.checklist.items if item.position == position)
    name = item.claimed_name or wording.text("incident-nobody", spoken(incident))
    text = shortened(item.text, 2 * _ITEM)
    return wording.text("incident-remind-item", spoken(incident), number=position, text=text, name=name)


def _sent(incident: Incident) -> Button:
    return Button(f"{MARK}sent:{incident.checklist.id}", wording.text("button-incident-sent", spoken(incident)))


def _reminding(verb: str, reminder: Reminder) -> str:
    return f"{MARK}{verb}:{reminder.incident}:{reminder.kind}:{reminder.position}"


def _reminder(texts: Sequence[str], rows: tuple[tuple[Button, ...], ...]) -> Message:
    first, *rest = filter(None, texts)
    paragraphs = (Paragraph((Run(f"⏰ {first}", "bold"),)), *(Paragraph((Run(text),)) for text in rest))
    return Message(paragraphs, tuple(row for row in rows if row))


def update_message(incident: Incident, notice: str, blanks: str) -> Message:
    """A notice to publish, and what follows once it is published."""
    language = spoken(incident)
    paragraphs = [Paragraph((Run(wording.text("incident-update", language), "bold"),)), Paragraph((Run(notice, "copy"),))]
    paragraphs += [Paragraph((Run(blanks),))] if blanks else []
    paragraphs.append(Paragraph((Run(wording.text("incident-sent-how", language), "italic"),)))
    return Message(tuple(paragraphs), ((_sent(incident),),))


def listed(found: Sequence[Incident], language: Language, now: datetime) -> str:
    """A line an incident."""
    return "\n".join(
        f"{_sign(one)} {one.id} · {time(one.opened, now)} · {shortened(_titled(one), _TITLE)} · "
        f"{one.checklist.count(State.DONE)}/{len(one.checklist.shown)}"
        for one in found
    ) or wording.text("incident-none-yet", language)


def loss_lines(loss: Loss, language: Language) -> str:
    """The formula with its numbers and the result, called an estimate."""
    figures = {name: figure(getattr(loss, name) or 0.0, language) for name in ("revenue", "hours", "ads")}
    return wording.text("incident-loss", language, total=figure(loss.total or 0.0, language), **figures)


def figure(number: float, language: Language) -> str:
    return str(format_decimal(round(number, 2), locale=language.value))


def rules_lines(rules: Rules, language: Language) -> str:
    return "\n".join(f"• {rule_line(name, rule_value(getattr(rules, name), language), language)}" for name in OFFERED)


def rule_line(name: str, value: str, language: Language) -> str:
    return wording.text(f"incident-rule-{name}", language, value=value)


def rule_value(rule: str, language: Language) -> str:
    """Who may, in words: people by their names."""
    someone = wording.text("checklist-someone", language)
    people = [one.name or someone for one in people_of(rule)]
    return ", ".join(people) or wording.text(f"incident-value-{rule}", language)
