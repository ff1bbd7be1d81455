"""`/now`: at most two taps, who asks and what is down, then the first steps of exactly that situation; a question skips them.

What was tapped so far is in the buttons themselves. Only which list was shown last is remembered, and not for long, so that a
number typed after it means something.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot import wording
from bot.advisor import FIRST_STEPS
from bot.features.asking import Asking, role_named
from bot.messages import Button, Message, Paragraph, Run
from bot.reading.profile_facts import FactReader
from bot.store.profiles import Profiles
from bot.turns import Feature, Messages, Turn
from knowledge.model import Role
from knowledge.platforms import Platforms
from knowledge.text import clean, fold

NOBODY, META, PAIR = "skip", "meta", "pair"
_FIRST = ("facebook", "instagram", "whatsapp", "messenger")
_OTHERS = ("threads", "twitter", "tiktok", "youtube", "telegram", "discord", "linkedin", "google")
_TOGETHER = {PAIR: _FIRST[:2], META: _FIRST}
"""What often fails together."""
_DOWN = (*_FIRST, *_TOGETHER, *_OTHERS)
_ROLES = (*Role, NOBODY)
_BOARD = "now"
_ROWS = (2, 2, 1, 1, 3, 3, 2)
"""Networks side by side, so that a phone shows their names whole."""
_REMEMBERED = 1_000
_OPTION = re.compile(r"(?<!\S)(role|down):(\S+)")
"""An option as it is typed where a platform has no fields for it: `/now role:shop down:whatsapp`."""


class Guiding(Feature):
    """Guides to the first steps."""

    def __init__(self, asking: Asking, profiles: Profiles, facts: FactReader, platforms: Platforms) -> None:
        self._asking = asking
        self._profiles = profiles
        self._facts = facts
        self._platforms = platforms
        self._lists = _Lists()
        self.commands = {"now": self._now}
        self.presses = {"now": self._pressed}

    def typed(self, turn: Turn) -> Messages:
        """What answers the list that was shown last: a number of it, a role, networks."""
        shown = self._lists.last(turn)
        return () if shown is None else self._chosen(turn, shown, turn.incoming.text)

    def forget(self, turn: Turn) -> None:
        self._lists.forget(turn)

    def _now(self, turn: Turn) -> Messages:
        turn, text = _with_typed_options(turn)
        options = turn.incoming.options
        if text.strip():
            told = not options and self._chosen(turn, _shown_first(turn), text)
            return told or self._asking.ask(turn, text)
        if options.get("down"):
            return self._asking.ask(turn, options["down"], topic=FIRST_STEPS, forced=turn.language)
        if role := role_named(options.get("role", "")):
            words = [wording.text(key, turn.language) for key in (f"role-{role}", "command-now")]  # a follow-up goes on from it
            return self._asking.ask(turn, ". ".join(words), topic=FIRST_STEPS, forced=turn.language)
        return self._asked(turn, _shown_first(turn))

    def _pressed(self, turn: Turn, argument: str) -> Messages:
        role, _, down = argument.partition(":")
        if role not in _ROLES or down not in ("", *_DOWN):
            return ()
        return self._taken(turn, role, down)

    def _chosen(self, turn: Turn, shown: str, text: str) -> Messages:
        """What `text` chooses of the list `shown`; nothing where it chooses nothing."""
        offered = self._offered(shown, turn)
        number = text.strip().rstrip(".)")
        if number.isascii() and number.isdigit() and 0 < int(number[:6]) <= len(offered):
            return self._taken(turn, *_situation(list(offered)[int(number) - 1]))
        for choice, label in offered.items():
            if fold(clean(text)) == fold(label):
                return self._taken(turn, *_situation(choice))
        ids = self._platforms.named_in(text)
        if ids and self._platforms.only_named_in(text):
            return self._answered(turn, shown.partition(":")[0], ids)
        role = self._facts.role(self._platforms.nameless(text), turn.language)
        if role is None:
            return ()
        return self._answered(turn, self._kept(turn, role), ids) if ids else self._taken(turn, role, "")

    def _taken(self, turn: Turn, role: str, down: str) -> Messages:
        """What follows from a role, and what is down where that is known too. The role is kept: it is not asked for again."""
        if not down:
            return self._asked(turn, f"{self._kept(turn, role)}:")
        return self._answered(turn, role, _TOGETHER.get(down, (down,)))

    def _kept(self, turn: Turn, role: str) -> str:
        if role not in (NOBODY, turn.profile.role):
            self._profiles.change(turn.person, role=role)
        return str(role)

    def _answered(self, turn: Turn, role: str, ids: tuple[str, ...]) -> Messages:
        self._lists.forget(turn)
        names = ", ".join(self._platforms.by_id[id_].name for id_ in ids)
        options = {"role": role if role in list(Role) else "", "down": ",".join(ids)}
        turn = replace(turn, incoming=replace(turn.incoming, options=options))
        question = wording.text("now-question", turn.language, down=names)
        return self._asking.ask(turn, question, topic=FIRST_STEPS, forced=turn.language)

    def _asked(self, turn: Turn, shown: str) -> Messages:
        """The list `shown`: of roles where it is empty, else of networks, for the role before its colon."""
        self._lists.show(turn, shown)
        offered = self._offered(shown, turn)
        question = "now-down" if shown else "now-who"
        listed = "\n".join(f"{number}. {label}" for number, label in enumerate(offered.values(), 1))
        buttons = [Button(f"now:{choice}", label) for choice, label in offered.items()]
        return (
            Message(
                (
                    Paragraph((Run(wording.text(question, turn.language), "bold"),)),
                    Paragraph((Run(listed),)),
                    Paragraph((Run(wording.text("now-typed", turn.language), "italic"),)),
                ),
                tuple(_rows(buttons) if shown else ((button,) for button in buttons)),
                board=_BOARD if turn.incoming.private else "",  # in a group others answer the same question for themselves
            ),
        )

    def _offered(self, shown: str, turn: Turn) -> dict[str, str]:
        """The choices of a list, `role` or `role:down`, and their labels."""
        if not shown:
            roles = {str(role): wording.text(f"role-{role}", turn.language) for role in Role}
            return {**roles, NOBODY: wording.text("now-skip", turn.language)}
        names = {id_: one.name for id_, one in self._platforms.by_id.items()}
        names |= {PAIR: " + ".join(names[id_] for id_ in _TOGETHER[PAIR]), META: wording.text("now-meta", turn.language)}
        return {f"{shown.partition(':')[0]}:{choice}": names[choice] for choice in _DOWN}


class _Lists:
    """Which list was shown last to whom and where. It counts until something else is answered there."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str], tuple[str, str]] = {}
        self._lock = threading.Lock()

    def show(self, turn: Turn, shown: str) -> None:
        with self._lock:
            self._shown.pop(_place(turn), None)
            self._shown[_place(turn)] = (shown, _before(turn))
            while len(self._shown) > _REMEMBERED:
                del self._shown[next(iter(self._shown))]

    def last(self, turn: Turn) -> str | None:
        """The list; none where none was shown since the last answer."""
        shown, before = self._shown.get(_place(turn), ("", None))
        return shown if before == _before(turn) else None

    def forget(self, turn: Turn) -> None:
        with self._lock:
            self._shown.pop(_place(turn), None)


def _rows(buttons: Sequence[Button]) -> Iterator[tuple[Button, ...]]:
    start = 0
    for size in _ROWS:
        yield tuple(buttons[start : start + size])
        start += size


def _place(turn: Turn) -> tuple[str, str]:
    return turn.conversation, turn.person


def _before(turn: Turn) -> str:
    return turn.before.id if turn.before else ""


def _shown_first(turn: Turn) -> str:
    """The list that `/now` begins with: of roles, or of networks where the role is known."""
    return f"{turn.profile.role}:" if turn.profile.role in list(Role) else ""


def _situation(choice: str) -> tuple[str, str]:
    role, _, down = choice.partition(":")
    return role, down


def _with_typed_options(turn: Turn) -> tuple[Turn, str]:
    """The turn with the options that were typed among its text, and the text that is left."""
    incoming = turn.incoming
    text = incoming.options.get("question", "") or incoming.text
    options = {**dict(_OPTION.findall(text)), **incoming.options}
    return replace(turn, incoming=replace(incoming, options=options)), _OPTION.sub("", text).strip()
