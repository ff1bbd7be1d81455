"""Messages to send now: `/draft`, the button "Ready-made message" below an answer, `draft sms de`, `draft 2`.

Each is written anew from the person's profile and from what the answer that it belongs to knew: nothing of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot import wording
from bot.features.asking import role_named
from bot.messages import Button, Message, Paragraph, Run
from bot.notices.brand import about
from bot.notices.facts import Blank, NoticeFacts, from_profile
from bot.notices.layouts import Kind
from bot.notices.named import kind_named, language_first
from bot.notices.notice import Notice, ask, draft, kinds_for, label, size_line
from bot.notices.told import with_outage
from bot.store.answers import Answers, Given
from bot.turns import Feature, Messages, Turn
from knowledge.languages import Language
from knowledge.platforms import Platforms

NO_ANSWER = "0"
"""Stands in a button for an answer, where nothing was asked yet."""
KEPT_AS = {Blank.NAME: "name", Blank.PHONE: "phone", Blank.NEXT: "next"}
"""What of a profile fills a blank for good; the others change from one message to the next."""
_TYPED = re.compile(r"draft\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_SHORT = 3
"""Words after "draft" that ask for a message, whatever they name; more of them, or a question mark, ask a question."""
_ABOUT = frozenset({Blank.BRAND, Blank.POST})
_OFFERED_A_ROW, _OTHERS_A_ROW = 2, 3
"""Buttons side by side: their labels fit a phone, and their rows what a platform shows."""


class Drafting(Feature):
    """Writes notices."""

    def __init__(self, answers: Answers, platforms: Platforms) -> None:
        self._answers = answers
        self._platforms = platforms
        self.commands = {"draft": self._commanded}
        self.presses = {"draft": self._offered_for, "notice": self._pressed}

    def typed(self, turn: Turn) -> Messages:
        match = _TYPED.fullmatch(turn.incoming.text.strip())
        if not match:
            return ()
        short = len(match[1].split()) <= _SHORT and "?" not in match[1]
        return self._named(turn, match[1]) or (self._offered(turn, turn.before) if short else ())

    def _commanded(self, turn: Turn) -> Messages:
        """The notice that the text names; the kinds to choose from where it names none."""
        return self._named(turn, turn.incoming.text) or self._offered(turn, turn.before)

    def _named(self, turn: Turn, text: str) -> Messages:
        """The notice that `text` names; after its name may stand a language, and what a message to a brand is about."""
        kind, rest = kind_named(text, kinds_for(self._facts(turn, turn.before), self._platforms))
        if kind is None:
            return ()
        language, said = language_first(rest, kind)
        if said and kind is not Kind.BRAND:
            return ()
        return self._written(turn, turn.before, kind, language or turn.spoken_of(turn.before), said)

    def _offered_for(self, turn: Turn, argument: str) -> Messages:
        kept = self._answers.by_id(argument, turn.conversation)
        return self._offered(turn, kept) if kept else ()

    def _pressed(self, turn: Turn, argument: str) -> Messages:
        id_, _, rest = argument.partition(":")
        name, _, code = rest.partition(":")
        kept = self._answers.by_id(id_, turn.conversation)
        if name not in list(Kind) or code not in list(Language) or (kept is None and id_ != NO_ANSWER):
            return ()
        return self._written(turn, kept, Kind(name), Language(code))

    def _offered(self, turn: Turn, kept: Given | None) -> Messages:
        """The kinds that suit, as buttons; each can be typed as well."""
        language = turn.spoken_of(kept)
        kinds = kinds_for(self._facts(turn, kept), self._platforms)
        buttons = [_button(kept, kind, language, _short(kind, language)) for kind in kinds]
        return (
            Message(
                (
                    Paragraph((Run(wording.text("draft-which", language), "bold"),)),
                    Paragraph((Run(wording.text("draft-typed", language), "italic"),)),
                ),
                tuple(_rows(buttons, _OFFERED_A_ROW)),
            ),
        )

    def _written(self, turn: Turn, kept: Given | None, kind: Kind, language: Language, said: str = "") -> Messages:
        """A notice, what it still lacks, and the ways to another one; nothing where its kind needs what is down. A button can't
        hold what was said of it: in another language it has to be said again."""
        facts, reader = about(self._facts(turn, kept), said), turn.spoken_of(kept)
        kinds = kinds_for(facts, self._platforms)
        if kind not in kinds:
            return ()
        notice = draft(kind, facts, language, self._platforms)
        languages = [_button(kept, kind, one, _own_name(one)) for one in Language if one is not language and not said]
        others = [_button(kept, other, language, _short(other, reader)) for other in kinds if other is not kind]
        rows = (*_rows(languages, _OTHERS_A_ROW), *_rows(others, _OTHERS_A_ROW))
        return (Message(tuple(_shown(notice, reader)), rows),)

    def _facts(self, turn: Turn, kept: Given | None) -> NoticeFacts:
        """What the profile and the answer tell."""
        role = (kept.situation.get("role") if kept else "") or turn.profile.role
        return replace(with_outage(from_profile(turn.profile), kept, self._platforms), role=role_named(role))


def _shown(notice: Notice, reader: Language) -> Iterator[Paragraph]:
    """The notice between what it is and what is left to do, in the language of who sends it."""
    about = f" · {_own_name(notice.language)}\n{size_line(notice, reader)}"
    yield Paragraph((Run(label(notice.kind, reader), "bold"), Run(about)))
    if notice.subject:
        yield Paragraph((Run(wording.text("draft-subject", reader) + "\n"), Run(notice.subject, "copy")))
    yield Paragraph((Run(notice.text, "copy"),))
    if notice.blanks:
        yield Paragraph((Run("\n".join(_blanks(notice.blanks, reader))),))
    yield Paragraph((Run(wording.text("draft-read", reader), "italic"),))


def _blanks(blanks: Sequence[Blank], reader: Language) -> Iterator[str]:
    """What is still to be filled in: by hand, by telling what is down, or for good by a word for the profile."""
    yield wording.text("draft-blanks", reader)
    for blank in blanks:
        question = f"• {ask(blank, reader)}"
        if blank is Blank.DOWN:
            yield f"{question} {wording.text('draft-fill-down', reader)}"
        else:
            yield f"{question} → profile {KEPT_AS[blank]} …" if blank in KEPT_AS else question
    if _ABOUT & set(blanks):
        yield wording.text("draft-fill-brand", reader)
    if KEPT_AS.keys() & set(blanks):
        yield wording.text("draft-kept", reader)


def _button(kept: Given | None, kind: Kind, language: Language, text: str) -> Button:
    return Button(f"notice:{kept.id if kept else NO_ANSWER}:{kind}:{language}", text)


def _rows(buttons: Sequence[Button], wide: int) -> Iterator[tuple[Button, ...]]:
    return (tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide))


def _short(kind: Kind, language: Language) -> str:
    return wording.text(f"button-draft-{kind}", language)


def _own_name(language: Language) -> str:
    """What a language calls itself."""
    return wording.text("draft-language", language)
