"""From a question to an answer: language, situation, retrieval, and the choice of steps. Returns data; shows nothing.

An answer is made of what the index returned: a topic's steps and the passages they cite, or passages that no topic covers (an
operator's own documents). What the documents do not cover is declined.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import MARKS, Answer, AnswerStep, Choice, Citation, Status
from bot.followups import FollowUp, FollowUpReader
from bot.situation import Situation, SituationReader, with_options
from knowledge.detection import Detector
from knowledge.errors import PlanBError
from knowledge.hits import Hit
from knowledge.languages import Language
from knowledge.model import Origin, Phase, Role
from knowledge.platforms import Platforms, fill_braces, outside_braces
from knowledge.retrieval import Ranked, Retriever
from knowledge.text import clean, words

MOST_STEPS = 7
ENOUGH_STEPS = 5
MOST_TOPICS = 3
LONGEST = 10_000
"""Characters of a question that are read; what is beyond adds nothing to understanding it."""
ANSWERED = 0.60
"""Below this confidence in the best topic a question is asked back or declined (docs/retrieval.md tells how it was set)."""
ASKED_BACK = 0.35
FIRST_STEPS = "first-steps"
_TOO_LITTLE = 3
_CHOICES = 2
_OWN_FITS = 0.35
_OWN_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `forced` is the answer's language outright; `fallback` the chat's or client's, for short texts.

    `before` is the question that the person asked before, for messages that go on from it.
    """

    text: str
    fallback: Language = Language.EN
    forced: Language | None = None
    role: Role | None = None
    down: tuple[str, ...] = ()
    topic: str = ""
    before: str = ""


class Advisor:
    """Answers questions from a retriever's documents."""

    def __init__(self, retriever: Retriever, detector: Detector, platforms: Platforms) -> None:
        self._retriever = retriever
        self._detector = detector
        self._platforms = platforms
        self._situations = SituationReader(platforms)
        self._follow_ups = FollowUpReader()

    def advise(self, question: Question) -> Answer:
        """The answer. Raises `PlanBError` for an empty question or an unknown platform."""
        text = clean(question.text)
        if not text:
            raise PlanBError("error-empty-question")
        question = replace(question, down=tuple(map(self._platform_named, question.down)))
        started = time.perf_counter()
        follow = self._follow_ups.read(text[:LONGEST], question.before)
        text = self._completed(follow, question.before)
        spoken = self._detector.detect(text, question.fallback)
        written = self._detector.detect(follow.added, question.fallback)
        language = question.forced or follow.language or written
        situation = with_options(self._situations.read(text, spoken), question.role, question.down)
        draft = Answer(question.text, language, Status.DECLINED, situation, asked=text, reasons=follow.why)
        understood = time.perf_counter()
        if not question.topic and (not words(text) or self._detector.elsewhere(text)):
            return replace(draft, elsewhere=bool(words(text)), language=language if not words(text) else Language.EN)
        answer = self._answer(draft, text, spoken, question.topic)
        timings = {"understand": understood - started, "retrieve_and_choose": time.perf_counter() - understood}
        return replace(answer, timings_ms={name: round(seconds * 1000, 2) for name, seconds in timings.items()})

    def _platform_named(self, name: str) -> str:
        if name in self._platforms.by_id:
            return name
        for id_ in (*self._platforms.named_in(name), *self._platforms.named_in(name.upper())):
            return id_
        raise PlanBError("error-unknown-platform", name=name)

    def _completed(self, follow: FollowUp, before: str) -> str:
        """What a follow-up asks, as a question: "and for Instagram?" asks the one before with Instagram in it."""
        if follow.added in (follow.text, ""):
            return follow.text
        language = self._detector.detect(follow.added, Language.EN)
        named = self._platforms.named_in(follow.added)
        if named and self._platforms.named_in(before) and not self._situations.says_down(follow.added, language):
            return self._platforms.renamed(before, named[0])
        ranked = self._retriever.topics(follow.added, language)
        score = ranked[0].score if ranked else 0.0
        goes_on = bool(named) or ASKED_BACK <= score < ANSWERED
        return follow.text if goes_on else follow.added

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]:
        """The passages of those ids that still exist, in `language`; and each in its source's own language, by id."""
        originals = self._retriever.original(passages)
        return self._citations(passages, language), {id_: _citation(hit) for id_, hit in originals.items()}

    def _answer(self, draft: Answer, text: str, spoken: Language, topic: str) -> Answer:
        ranked = self._ranked(draft, text, spoken, topic)
        own = self._own(text, draft.language)
        if not ranked or ranked[0].score < ASKED_BACK:
            return self._from_passages(draft, own) if own else draft
        topics = tuple(one.topic for one in ranked[:MOST_TOPICS])
        if ranked[0].score < ANSWERED and not own:
            return self._asked_back(draft, topics)
        steps = self._steps(topics, draft)
        if not steps:
            return self._from_passages(draft, own) if own else draft
        topics = tuple(dict.fromkeys((*(step.topic for step in steps), *topics)))
        supporting = self._citations(_first_of_each(steps), draft.language)
        citations = [*own, *(replace(citation, score=ranked[0].score) for citation in supporting)]
        situation = replace(draft.situation, phase=draft.situation.phase or steps[0].phase)
        unique = tuple({citation.id: citation for citation in citations}.values())
        return replace(draft, status=Status.ANSWERED, situation=situation, topics=topics, steps=steps, citations=unique)

    def _ranked(self, draft: Answer, text: str, spoken: Language, topic: str) -> list[Ranked]:
        """The topics, best first.

        Nothing but a network's name, or too little beside an option that says what is down, asks for the first steps.
        """
        if topic:
            return [Ranked(topic, 1.0)]
        ranked = [] if self._platforms.only_named_in(text) else self._retriever.topics(text, spoken)
        says_down = self._platforms.only_named_in(text) or (bool(draft.situation.down) and len(words(text)) <= _TOO_LITTLE)
        if says_down and (not ranked or ranked[0].score < ASKED_BACK):
            return [Ranked(FIRST_STEPS, 1.0)]
        return ranked

    def _asked_back(self, draft: Answer, topics: tuple[str, ...]) -> Answer:
        """The topics offered as choices; declined where there are not two to choose from."""
        choices = self._choices(topics, draft.language)
        if len(choices) < _CHOICES:
            return draft
        return replace(draft, status=Status.CLARIFY, topics=tuple(choice.id for choice in choices), choices=choices)

    def _steps(self, topics: Sequence[str], draft: Answer) -> tuple[AnswerStep, ...]:
        """The steps that suit of the first topic that has any, at most seven, in their playbook's order.

        Where there are more, those meant for the asker's role stay; where the role is unknown, those meant for some role only
        fill up to five.
        """
        role = draft.situation.role
        for topic in topics:
            hits = self._retriever.steps([topic], draft.language)
            suitable = list(self._suitable(hits, draft))
            meant = {f"{topic}/{hit.metadata['step']}" for hit in hits if hit.metadata["roles"]}
            first = [step for step in suitable if (step.id in meant) == (role is not None)]
            rest = [step for step in suitable if step not in first]
            kept = [*first, *(rest if role else rest[: max(0, ENOUGH_STEPS - len(first))])][:MOST_STEPS]
            if kept:
                return tuple(step for step in suitable if step in kept)
        return ()

    def _suitable(self, hits: Iterable[Hit], draft: Answer) -> Iterator[AnswerStep]:
        situation = draft.situation
        for hit in hits:
            meta = hit.metadata
            phase = Phase(meta["phase"])
            down = situation.unusable(self._platforms)
            if phase is not Phase.NOW:  # what of Meta's is named then is not what is down
                down = frozenset(situation.down) - self._platforms.meta
            if phase is Phase.FACT:
                text: str | None = hit.text
            elif not self._fits(hit, situation, down):
                continue
            else:
                text = fill_braces(hit.text, self._platforms, down, draft.language)
            if text is not None:
                cites = tuple(meta["cites"].split())
                yield AnswerStep(f"{meta['topic']}/{meta['step']}", meta["topic"], text, meta["why"], phase, cites)

    def _fits(self, hit: Hit, situation: Situation, down: frozenset[str]) -> bool:
        meta = hit.metadata
        roles, needs = meta["roles"].split(), set(meta["needs"].split())
        if situation.role and roles and situation.role not in roles:
            return False
        if needs & situation.lacks or set(meta["sends_to"].split()) & down:
            return False
        named = set(self._platforms.named_in(outside_braces(hit.text)))
        if (named - self._platforms.meta) & down:
            return False
        return self._concerns(meta["platforms"].split(), situation)

    def _concerns(self, platforms: list[str], situation: Situation) -> bool:
        if not platforms or not situation.down:
            return True
        down = set(situation.down) | ({"meta"} if set(situation.down) & self._platforms.meta else set())
        return bool(down & set(platforms))

    def _choices(self, topics: Iterable[str], language: Language) -> tuple[Choice, ...]:
        titles = {hit.metadata["topic"]: hit.metadata["title"] for hit in self._retriever.steps(list(topics), language)}
        return tuple(Choice(topic, titles[topic]) for topic in topics if topic in titles)

    def _own(self, text: str, language: Language) -> list[Citation]:
        """Passages of the operator's own documents that answer `text`."""
        hits = self._retriever.own_passages(text, language, _OWN_SHOWN)
        return [_citation(hit) for hit in hits if hit.score >= _OWN_FITS]

    def _from_passages(self, draft: Answer, own: Sequence[Citation]) -> Answer:
        return replace(draft, status=Status.ANSWERED, citations=tuple(own))

    def _citations(self, ids: Iterable[str], language: Language) -> list[Citation]:
        ordered = list(dict.fromkeys(ids))
        found = self._retriever.cited(ordered, language)
        return [_citation(found[id_]) for id_ in ordered if id_ in found]


def _first_of_each(steps: Sequence[AnswerStep]) -> Iterator[str]:
    """What the steps cite: the first ones of each, which its text marks, before the rest, so that numbers match everywhere."""
    yield from (id_ for step in steps for id_ in step.citations[:MARKS])
    yield from (id_ for step in steps for id_ in step.citations[MARKS:])


def _citation(hit: Hit) -> Citation:
    meta = hit.metadata
    return Citation(
        id=meta["passage"],
        source=meta["source"],
        title=meta["title"],
        publisher=meta["publisher"],
        language=Language(meta["original"]),
        published=meta["published"],
        locator=meta["locator"],
        text=hit.text,
        text_language=Language(meta["language"]),
        score=hit.score,
        note=meta["note"],
        address=meta["address"],
        origin=Origin(meta["origin"]),
    )
