"""The sources of an answer, in full and page by page: by a button, or `sources 2`."""

from __future__ import annotations

import re

from bot import wording
from bot.advisor import Advises
from bot.compose import source_messages
from bot.messages import Button, Message
from bot.store.answers import Answers, Given
from bot.turns import Feature, Messages, Turn, say

SOURCES_A_PAGE = 5
"""Sources that are shown at once: an answer may have twenty, each in two languages."""
_PAGE = re.compile(r"[0-9]{1,3}")
_TYPED = re.compile(r"sources\s+([0-9]{1,3})", re.IGNORECASE)


class Sourcing(Feature):
    """Shows who says what an answer rests on."""

    def __init__(self, advisor: Advises, answers: Answers) -> None:
        self._advisor = advisor
        self._answers = answers
        self.commands = {"sources": self._commanded}
        self.presses = {"sources": self._first, "page": self._later}

    def typed(self, turn: Turn) -> Messages:
        match = _TYPED.fullmatch(turn.incoming.text.strip())
        return self._last(turn, int(match[1])) if match else ()

    def _commanded(self, turn: Turn) -> Messages:
        return self._last(turn, _page(turn.incoming.text.strip()) or 1)

    def _first(self, turn: Turn, argument: str) -> Messages:
        return self._of(turn, argument, 1)

    def _later(self, turn: Turn, argument: str) -> Messages:
        id_, _, page = argument.partition(":")
        return self._of(turn, id_, _page(page)) if _page(page) else ()

    def _of(self, turn: Turn, id_: str, page: int) -> Messages:
        kept = self._answers.by_id(id_, turn.conversation)
        return self._shown(turn, kept, page) if kept and kept.citations else ()

    def _last(self, turn: Turn, page: int) -> Messages:
        kept = self._answers.last(turn.conversation, turn.person, cited=True)
        if kept is None:
            return (say(wording.text("sources-none", turn.language)),)
        return self._shown(turn, kept, page)

    def _shown(self, turn: Turn, kept: Given, page: int) -> Messages:
        """A page of an answer's sources, and how to come to the next; the last one where there are fewer pages."""
        language = turn.spoken_of(kept)
        citations, originals = self._advisor.cited(kept.citations, language)
        title, *sources = source_messages(citations, originals, language).paragraphs
        pages = max(1, -(-len(sources) // SOURCES_A_PAGE))
        page = min(page, pages)
        shown = (title, *sources[(page - 1) * SOURCES_A_PAGE : page * SOURCES_A_PAGE])
        if page == pages:
            return (Message(shown),)
        more = wording.text("sources-more", language, page=page, pages=pages, next=page + 1)
        button = Button(f"page:{kept.id}:{page + 1}", wording.text("button-more", language))
        return (Message((*shown, *say(more).paragraphs), ((button,),)),)


def _page(number: str) -> int:
    """The page that a person or a button names; 0 where it names none."""
    return int(number) if _PAGE.fullmatch(number) and int(number) else 0
