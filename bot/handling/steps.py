"""The items of an incident's checklists: steps that are retrieved and cited as in any answer, own documents first.

Which topics a team needs during an outage, after it and before the next one is said here; what they advise is in the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot import wording
from bot.advisor import FIRST_STEPS, Advises, Question
from bot.answer import Answer, Citation, Status
from bot.boards import shortened
from bot.checklists import Item
from bot.handling.own import chosen
from bot.reading.situation import Situation
from knowledge.languages import Language
from knowledge.model import Phase, Role
from knowledge.platforms import Platforms

MOST = 14
"""Steps that a new incident has: what nobody reads helps nobody."""
_OF_OTHERS = 3
"""Steps of a topic beside the first one's."""
_QUOTE = 160
DURING: Mapping[Role | None, tuple[str, ...]] = {
    None: (FIRST_STEPS, "announce-elsewhere", "team-communication", "rumours-and-phishing"),
    Role.SHOP: (FIRST_STEPS, "fallback-contact", "announce-elsewhere", "ads-during-outage", "rumours-and-phishing"),
    Role.AGENCY: (FIRST_STEPS, "client-communication", "scheduled-posts", "ads-during-outage", "team-communication"),
    Role.CREATOR: (FIRST_STEPS, "announce-elsewhere", "sponsored-commitments", "scheduled-posts"),
    Role.PR: (FIRST_STEPS, "announce-elsewhere", "rumours-and-phishing", "client-communication", "team-communication"),
    Role.DEVELOPER: (FIRST_STEPS, "login-fallback", "team-communication", "confirm-outage"),
}
_SETTLED = frozenset({"confirm-outage", "how-long"})
AFTER = ("after-recovery", "measure-loss")
BEFORE: Mapping[Role | None, tuple[str, ...]] = {
    None: ("crisis-plan", "mailing-list", "own-website"),
    Role.SHOP: ("crisis-plan", "google-business-profile", "mailing-list"),
    Role.AGENCY: ("crisis-plan", "platform-dependence", "diversify-ads"),
    Role.CREATOR: ("crisis-plan", "mailing-list", "diversify-revenue"),
    Role.PR: ("crisis-plan", "mailing-list", "other-networks"),
    Role.DEVELOPER: ("crisis-plan", "platform-dependence", "own-website"),
}
_PLANNED = 2
"""Steps of each topic in a plan for the next time."""


@dataclass(frozen=True, slots=True)
class About:
    """What an incident is about."""

    title: str
    language: Language
    role: Role | None = None
    down: tuple[str, ...] = ()


class StepFinder:
    """Has steps retrieved."""

    def __init__(self, advisor: Advises, platforms: Platforms) -> None:
        self._advisor = advisor
        self._platforms = platforms

    def understood(self, title: str, fallback: Language) -> tuple[Situation, Language]:
        """What a title tells of the situation, and the language that it is in."""
        answer = self._advisor.advise(Question(title, fallback=fallback))
        return answer.situation, fallback if answer.elsewhere else answer.language

    def during(self, about: About) -> tuple[Item, ...]:
        """What to do now: first what helps everybody, then what the title asks for, then what such a team needs."""
        first, *others = (self._asked(about, topic) for topic in DURING[about.role])
        titled = [self._asked(about, "")] if about.title else []
        answers = [first, *(answer for answer in titled if _adds(answer)), *others]
        return tuple(_numbered(self._own(about), _steps(answers, Phase.NOW)))[:MOST]

    def after(self, about: About) -> tuple[Item, ...]:
        """What to do once it works again, in this order."""
        answers = [self._asked(about, topic) for topic in AFTER]
        return tuple(_numbered((), _steps(answers, Phase.AFTER, others=len(answers) * MOST)))

    def before(self, about: About, missed: Sequence[str] = ()) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """What would have helped most: topics by their titles, `missed` ones first, each with its first steps."""
        topics = tuple(dict.fromkeys((*missed, *BEFORE[about.role])))
        titles = self._advisor.titles(topics, about.language)
        found = ((topic, _first(self._asked(about, topic))) for topic in topics)
        return tuple((titles.get(topic, topic), items) for topic, items in found if items)

    def _own(self, about: About) -> Iterator[Item]:
        """What the operator's own documents say of this."""
        text = f"{about.title} {wording.text('incident-own-sought', about.language)}".strip()
        found = self._advisor.own_passages(about.title or text, about.language)
        seen = {one.id for one in found}
        found += [replace(one, score=0.0) for one in self._advisor.own_passages(text, about.language) if one.id not in seen]
        for one in chosen(found, about.down, self._platforms):
            yield Item(0, _quoted(one, about.language), "", (one.id,), f"own/{one.id}"[:120])

    def _asked(self, about: About, topic: str) -> Answer:
        text = f"{about.title}. {wording.text('incident-question', about.language)}" if topic else about.title
        question = Question(text, about.language, about.language, about.role, down=about.down, topic=topic)
        return self._advisor.advise(question)


def _adds(answer: Answer) -> bool:
    """Whether it tells something that a team wants to know which has seen for itself that there is an outage."""
    return answer.status is Status.ANSWERED and not set(answer.topics[:1]) & _SETTLED


def _first(answer: Answer) -> tuple[Item, ...]:
    return tuple(_numbered((), list(_steps([answer], Phase.BEFORE))[:_PLANNED]))


def _quoted(citation: Citation, language: Language) -> str:
    facts = {"title": citation.title, "locator": citation.locator, "text": shortened(citation.text, _QUOTE)}
    return wording.text("incident-own", language, **facts)


def _steps(answers: Sequence[Answer], phase: Phase, others: int = _OF_OTHERS) -> Iterator[Item]:
    """The steps of that phase, each once: all of the first answer's, of the others the first few."""
    seen = set[str]()
    for number, answer in enumerate(answers):
        new = [step for step in answer.steps if step.phase is phase and step.id not in seen]
        for step in new if number == 0 else new[:others]:
            seen.add(step.id)
            yield Item(0, step.text, step.why, step.citations, step.id)


def _numbered(*items: Iterable[Item]) -> Iterator[Item]:
    every = (item for some in items for item in some)
    return (Item(number, one.text, one.why, one.citations, one.step) for number, one in enumerate(every, 1))
