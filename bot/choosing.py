"""Which steps of a topic suit a situation: the asker's role, what is down, what they lack; and how many of them fit a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.answer import AnswerStep
from bot.reading.situation import Situation
from knowledge.hits import Hit
from knowledge.languages import Language
from knowledge.model import Phase
from knowledge.platforms import Platforms, fill_braces, outside_braces
from knowledge.retrieval import Retriever

MOST_STEPS = 7
ENOUGH_STEPS = 5


class StepChooser:
    """Chooses among a retriever's steps."""

    def __init__(self, retriever: Retriever, platforms: Platforms) -> None:
        self._retriever = retriever
        self._platforms = platforms

    def steps(self, topics: Sequence[str], situation: Situation, language: Language) -> tuple[AnswerStep, ...]:
        """The steps that suit of the first topic that has any, at most seven, in their playbook's order.

        Where there are more, those meant for the asker's role stay; where the role is unknown, those meant for some role only
        fill up to five.
        """
        role = situation.role
        for topic in topics:
            hits = self._retriever.steps([topic], language)
            suitable = list(self._suitable(hits, situation, language))
            meant = {f"{topic}/{hit.metadata['step']}" for hit in hits if hit.metadata["roles"]}
            first = [step.id for step in suitable if (step.id in meant) == (role is not None)]
            rest = [step.id for step in suitable if (step.id in meant) != (role is not None)]
            kept = [*first, *(rest if role else rest[: max(0, ENOUGH_STEPS - len(first))])][:MOST_STEPS]
            if kept:
                return tuple(step for step in suitable if step.id in kept)
        return ()

    def _suitable(self, hits: Iterable[Hit], situation: Situation, language: Language) -> Iterator[AnswerStep]:
        unusable = situation.unusable(self._platforms)
        for hit in hits:
            meta = hit.metadata
            phase = Phase(meta["phase"])
            # in quiet days what of Meta's is named is not what is down
            down = unusable if phase is Phase.NOW else frozenset(situation.down) - self._platforms.meta
            if phase is Phase.FACT:
                text: str | None = hit.text
            elif not self._fits(hit, situation, down):
                continue
            else:
                text = fill_braces(hit.text, self._platforms, down, language)
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
