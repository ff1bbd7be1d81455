"""What a message asks: without the instructions in it, and completed with the question before where it goes on from that."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reading.followups import FollowUp, FollowUpReader
from bot.reading.instructions import InstructionFilter
from bot.reading.situation import SituationReader
from knowledge.detection import Detector
from knowledge.languages import Language
from knowledge.platforms import Platforms
from knowledge.retrieval import Retriever

LONGEST = 10_000
"""Characters of a question that are read; what is beyond adds nothing to understanding it."""
ANSWERED = 0.65
"""Below this confidence in the best topic a question is asked back or declined (docs/retrieval.md tells how it was set)."""
_OURS = 0.1
"""The score from which a message that goes on from another is not about something else altogether."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`text` is the question whole, `own` what the message says of it itself, nothing where it only speaks to the bot, and
    `added` what of that is new. `language` is the one that the answer shall be in, if it says so. `why` asks for reasons;
    `excludes` says that the networks that are named in what is added are not to be used."""

    text: str
    own: str
    added: str
    language: Language | None = None
    why: bool = False
    excludes: bool = False


class AskedReader:
    """Reads messages."""

    def __init__(self, retriever: Retriever, detector: Detector, situations: SituationReader, platforms: Platforms) -> None:
        self._retriever = retriever
        self._detector = detector
        self._situations = situations
        self._platforms = platforms
        self._follow_ups = FollowUpReader()
        self._instructions = InstructionFilter()

    def read(self, text: str, before: str) -> Asked:
        """What `text` asks of somebody whose question `before` was answered last (empty where there was none). Two who asked
        different questions before ask the same now, unless what they say goes on from those."""
        language, rest = self._follow_ups.language_asked(text[:LONGEST])
        own = self._instructions.without(rest) if rest else text
        follow = self._follow_ups.read(own if rest else "", before)
        whole = self._completed(follow, before) or text
        return Asked(whole, own, follow.added, language, follow.why, follow.excludes)

    def _completed(self, follow: FollowUp, before: str) -> str:
        """What a follow-up asks, as a question: "and for Instagram?" asks the one before with Instagram in it, "but I have no
        site" asks it under that condition. What is a question by itself, or about something else, is asked alone."""
        if not follow.added or (follow.added == follow.text and not follow.loose):
            return follow.text
        language = self._detector.detect(follow.added, Language.EN)
        condition = self._situations.read(follow.added, language)
        if follow.loose:
            return f"{before}\n{follow.added}" if condition.lacks or condition.since else follow.added
        named = self._platforms.named_in(follow.added)
        swaps = named and not follow.excludes and self._platforms.named_in(before)
        if swaps and not self._situations.says_down(follow.added, language):
            return self._platforms.renamed(before, named[0])
        ranked = self._retriever.topics(follow.added, language)
        score = ranked[0].score if ranked else 0.0
        goes_on = bool(named or condition.lacks or condition.since) or _OURS <= score < ANSWERED
        return follow.text if goes_on else follow.added
