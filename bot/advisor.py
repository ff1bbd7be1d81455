"""From a question to an answer: language, situation, retrieval, and the choice of steps. Returns data; shows nothing.

An answer is made of what the index returned: a topic's steps and the passages they cite, or passages that no topic covers (an
operator's own documents). What the documents do not cover is declined.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from bot.answer import MARKS, Answer, AnswerStep, Choice, Citation, Status
from bot.choosing import StepChooser
from bot.reading.asked import ANSWERED, Asked, AskedReader
from bot.reading.situation import SituationReader, with_options
from bot.reading.timeframe import Timeframe, TimeframeReader, is_dated
from knowledge.detection import Detector
from knowledge.errors import PlanBError
from knowledge.hits import Hit
from knowledge.languages import Language
from knowledge.model import Origin, Phase, Role
from knowledge.platforms import Platforms
from knowledge.retrieval import Ranked, Retriever
from knowledge.text import clean, words

MOST_TOPICS = 3
ASKED_BACK = 0.35
CHOSEN = 0.3
"""Below this share of the best topic nobody is told what to do: of held-out questions it was right on a third."""
FIRST_STEPS = "first-steps"
_IN_PANIC = (FIRST_STEPS, "confirm-outage", "how-long")
"""What "everything is down" may be about: asked back."""
_TOO_LITTLE = 3
_CHOICES = 2
_OWN_FITS = 0.35
_OWN_SHOWN = 3
_OWN_SEEN = 40
"""Own passages that are looked through at once: all that a plan and a phone list have."""
_HEARD = 0.01
"""The score below which even three words of panic are about something else: a fridge, say."""
_REMEMBERED = 128
"""Answers that are given again without being thought of again."""
_SEARCHED = 24
_STATEMENTS = 3
"""Passages that an answer about another year's outage is made of."""
_NEARLY_LATELY = 0.1
_NEARLY = 0.3
"""The share, relative to the best topic's, from which one for now goes before one for quiet days."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `forced` is the answer's language outright; `fallback` the chat's or client's, for short texts.

    `role` is who asks outright, `usual` who they are where the text says nothing else. `before` is the question that the person
    asked before, for messages that go on from it.
    """

    text: str
    fallback: Language = Language.EN
    forced: Language | None = None
    role: Role | None = None
    down: tuple[str, ...] = ()
    topic: str = ""
    before: str = ""
    usual: Role | None = None


class Advises(Protocol):
    """What the dialogue needs of the advisor."""

    def advise(self, question: Question) -> Answer: ...

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]: ...

    def titles(self, topics: Sequence[str], language: Language) -> dict[str, str]: ...

    def own_passages(self, text: str, language: Language) -> list[Citation]: ...


class Advisor:
    """Answers questions from a retriever's documents."""

    def __init__(self, retriever: Retriever, detector: Detector, platforms: Platforms) -> None:
        self._retriever = retriever
        self._detector = detector
        self._platforms = platforms
        self._situations = SituationReader(platforms)
        self._asked = AskedReader(retriever, detector, self._situations, platforms)
        self._timeframes = TimeframeReader()
        self._chooser = StepChooser(retriever, platforms)
        # when a network fails, a crowd types the same few words
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._answered)

    def warm(self) -> None:
        """Get ready for many questions: some seconds' work, for whoever answers more than one. What reads a language is put
        together at its first question, and a word taken apart when it is first seen: that is done here with known questions."""
        self._retriever.warm()
        for language in Language:
            for text in self._retriever.known_questions([FIRST_STEPS], language):
                self.advise(Question(text, fallback=language))

    def advise(self, question: Question) -> Answer:
        """The answer. Raises `PlanBError` for an empty question or an unknown platform."""
        text = clean(question.text)
        if not text:
            raise PlanBError("error-empty-question")
        asked = self._asked.read(text, question.before)
        state = self._retriever.state()
        answered = self._remembered if state else self._answered
        return answered(replace(question, before=""), asked, state)

    def _answered(self, question: Question, asked: Asked, _state: str) -> Answer:
        question = replace(question, down=tuple(map(self._platform_named, question.down)))
        started = time.perf_counter()
        if not question.topic:
            self._retriever.expect(asked.text)
        spoken = self._detector.detect(asked.text, question.fallback)
        written = spoken if asked.added == asked.text else self._detector.detect(asked.added, question.fallback)
        language = question.forced or asked.language or written
        excluded = self._platforms.named_in(asked.added) if asked.excludes else ()
        situation = self._situations.read(asked.text, spoken, question.usual)
        situation = with_options(situation, question.role, (*question.down, *excluded))
        draft = Answer(question.text, language, Status.DECLINED, situation, asked=asked.text, reasons=asked.why)
        understood = time.perf_counter()
        if not question.topic and (not asked.own or not any(c.isalpha() for c in asked.text)):
            return draft
        if not question.topic and self._detector.elsewhere(asked.text):
            return replace(draft, elsewhere=True, language=question.forced or Language.EN)
        answer = self._answer(draft, asked.text, spoken, question.topic)
        timings = {"understand": understood - started, "retrieve_and_choose": time.perf_counter() - understood}
        return replace(answer, timings_ms={name: round(seconds * 1000, 2) for name, seconds in timings.items()})

    def _platform_named(self, name: str) -> str:
        if name in self._platforms.by_id:
            return name
        for id_ in (*self._platforms.named_in(name), *self._platforms.named_in(name.upper())):
            return id_
        raise PlanBError("error-unknown-platform", name=name)

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]:
        """The passages of those ids that still exist, in `language`; and each in its source's own language, by id."""
        originals = self._retriever.original(passages)
        return self._citations(passages, language), {id_: _citation(hit) for id_, hit in originals.items()}

    def titles(self, topics: Sequence[str], language: Language) -> dict[str, str]:
        """What those topics are called, of those that there are."""
        return {choice.id: choice.label for choice in self._choices(topics, language)}

    def own_passages(self, text: str, language: Language) -> list[Citation]:
        """Passages of the operator's own documents, those that are likest to `text` first, however little that is: who asks
        has other reasons to choose."""
        return [_citation(hit, hit.score) for hit in self._retriever.own_passages(text, language, _OWN_SEEN)]

    def _answer(self, draft: Answer, text: str, spoken: Language, topic: str) -> Answer:
        time_ = self._timeframes.read(text, spoken)
        ranked = self._ranked(draft, text, spoken, topic, time_)
        if not topic and time_.elsewhen and self._about_an_outage_then(text, spoken):
            return self._recorded(draft, text, spoken, time_, ranked)
        own = self._own(text, draft.language)
        if not ranked or ranked[0].score < ASKED_BACK:
            return self._from_passages(draft, own) if own else draft
        if ranked[0].score < ANSWERED or ranked[0].share < CHOSEN:
            return self._from_passages(draft, own) if own else self._asked_back(draft, ranked)
        topics = tuple(one.topic for one in ranked[:MOST_TOPICS])
        steps = self._chooser.steps(topics, draft.situation, draft.language)
        if not steps:
            return self._from_passages(draft, own) if own else draft
        topics = tuple(dict.fromkeys((*(step.topic for step in steps), *topics)))
        citations = [*own, *self._citations(_first_of_each(steps), draft.language, ranked[0].score)]
        situation = replace(draft.situation, phase=draft.situation.phase or steps[0].phase)
        unique = tuple({citation.id: citation for citation in citations}.values())
        return replace(draft, status=Status.ANSWERED, situation=situation, topics=topics, steps=steps, citations=unique)

    def _ranked(self, draft: Answer, text: str, spoken: Language, topic: str, time_: Timeframe) -> list[Ranked]:
        """The topics, best first.

        Nothing but a network's name, or too little beside an option that says what is down, asks for the first steps.
        """
        if topic:
            return [Ranked(topic, 1.0)]
        only_named = self._platforms.only_named_in(text)
        ranked = [] if only_named else self._retriever.topics(text, spoken, time_.fits)
        little = len(words(text)) <= _TOO_LITTLE
        declined = not ranked or ranked[0].score < ASKED_BACK
        if declined and (only_named or (little and draft.situation.down)):
            return [Ranked(FIRST_STEPS, 1.0)]
        says_down = self._situations.says_down(text, spoken)
        if declined and little and ranked and ranked[0].score >= _HEARD and says_down:
            return [Ranked(topic, ASKED_BACK) for topic in _IN_PANIC]
        if time_.past or not says_down:
            return ranked
        lately = time_.lately or draft.situation.since is not None
        named_only = draft.situation.lacks or (draft.situation.function and ranked and is_dated(ranked[0].topic))
        return self._for_now(ranked, draft.language, 0.0 if named_only else _NEARLY_LATELY if lately else _NEARLY)

    def _for_now(self, ranked: list[Ranked], language: Language, nearly: float) -> list[Ranked]:
        """Advice for quiet days after what can be done now, where that is nearly as probable. In any case where the person
        lacks something or tells which part of a network fails: they name it without asking for it."""
        steps = self._retriever.steps([one.topic for one in ranked], language)
        phases = {step.metadata["topic"]: step.metadata["phase"] for step in steps}
        quiet = {Phase.BEFORE, Phase.FACT} if not nearly else {Phase.BEFORE}
        if not ranked or phases.get(ranked[0].topic) not in quiet:
            return ranked
        best = ranked[0]
        now = [r for r in ranked if phases.get(r.topic) == Phase.NOW and r.share >= nearly * best.share][:1]
        return [*(replace(r, score=best.score, share=best.share) for r in now), *(r for r in ranked if r not in now)]

    def _about_an_outage_then(self, text: str, spoken: Language) -> bool:
        """Whether, but for the year it names, a question would be about an outage of the past."""
        ranked = self._retriever.topics(text, spoken)
        return bool(ranked) and ranked[0].score >= ASKED_BACK and is_dated(ranked[0].topic)

    def _recorded(self, draft: Answer, text: str, spoken: Language, time_: Timeframe, ranked: list[Ranked]) -> Answer:
        """What the sources state of the year that was named; declined where they state nothing."""
        asked = set(self._platforms.named_in(text))
        hits = [hit for hit in self._retriever.passages(text, spoken, _SEARCHED) if time_.names(hit.text)]
        named = [hit for hit in hits if not asked or asked & set(self._platforms.named_in(hit.text))]
        named.sort(key=lambda hit: not time_.is_of(hit.metadata["outage"]))  # what is about it before what mentions it
        citations = self._citations((hit.metadata["passage"] for hit in named[:_STATEMENTS]), draft.language)
        if not citations:
            return draft
        topics = tuple(one.topic for one in ranked[:1])
        steps = (AnswerStep(c.id, "".join(topics), c.text, "", Phase.FACT, (c.id,)) for c in citations)
        situation = replace(draft.situation, phase=Phase.FACT)
        return replace(
            draft, status=Status.ANSWERED, situation=situation, topics=topics, steps=tuple(steps), citations=tuple(citations)
        )

    def _asked_back(self, draft: Answer, ranked: Sequence[Ranked]) -> Answer:
        """The topics offered as choices, three at most; declined where there are not two to choose from."""
        choices = self._choices([one.topic for one in ranked], draft.language)[:MOST_TOPICS]
        if len(choices) < _CHOICES:
            return draft
        return replace(draft, status=Status.CLARIFY, topics=tuple(choice.id for choice in choices), choices=choices)

    def _choices(self, topics: Sequence[str], language: Language) -> tuple[Choice, ...]:
        titles = {hit.metadata["topic"]: hit.metadata["title"] for hit in self._retriever.steps(topics, language)}
        return tuple(Choice(topic, titles[topic]) for topic in topics if topic in titles)

    def _own(self, text: str, language: Language) -> list[Citation]:
        """Passages of the operator's own documents that answer `text`."""
        hits = self._retriever.own_passages(text, language, _OWN_SHOWN)
        return [_citation(hit, hit.score) for hit in hits if hit.score >= _OWN_FITS]

    def _from_passages(self, draft: Answer, own: Sequence[Citation]) -> Answer:
        return replace(draft, status=Status.ANSWERED, citations=tuple(own))

    def _citations(self, ids: Iterable[str], language: Language, score: float = 0.0) -> list[Citation]:
        ordered = list(dict.fromkeys(ids))
        found = self._retriever.cited(ordered, language)
        return [_citation(found[id_], score) for id_ in ordered if id_ in found]


def _first_of_each(steps: Sequence[AnswerStep]) -> Iterator[str]:
    """What the steps cite: the first ones of each, which its text marks, before the rest, so that numbers match everywhere."""
    yield from (id_ for step in steps for id_ in step.citations[:MARKS])
    yield from (id_ for step in steps for id_ in step.citations[MARKS:])


def _citation(hit: Hit, score: float = 0.0) -> Citation:
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
        score=score,
        note=meta["note"],
        address=meta["address"],
        origin=Origin(meta["origin"]),
    )
