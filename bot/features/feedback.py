"""What people think of an answer: 👍 and 👎 below it and, after a 👎, the reason; or `good`, `bad 2` typed after it."""

from __future__ import annotations

import re

from bot import wording
from bot.messages import Button, Message, Paragraph, Run
from bot.store.answers import Answers
from bot.store.feedback import BAD, GOOD, Feedback
from bot.turns import Feature, Messages, Turn, say

REASONS = ("topic", "useless", "wrong", "unclear", "other")
_TYPED = re.compile(r"(good|bad|👍|👎)[\U0001f3fb-\U0001f3ff]?(?:\s+([1-5]))?", re.IGNORECASE)


class Judging(Feature):
    """Takes verdicts on answers; in a group anybody may have one."""

    def __init__(self, answers: Answers, feedback: Feedback) -> None:
        self._answers = answers
        self._feedback = feedback
        self.presses = {"good": self._liked, "bad": self._disliked, "reason": self._explained}

    def typed(self, turn: Turn) -> Messages:
        match = _TYPED.fullmatch(turn.incoming.text.strip())
        if match is None or turn.before is None:
            return ()
        id_ = turn.before.id
        if match[1].lower() in (GOOD, "👍"):
            return () if match[2] else self._said(turn, id_, GOOD)
        return self._said(turn, id_, BAD, REASONS[int(match[2]) - 1]) if match[2] else self._disliked(turn, id_)

    def forget(self, turn: Turn) -> None:
        self._feedback.forget(turn.person)

    def _liked(self, turn: Turn, argument: str) -> Messages:
        if not self._is_here(turn, argument):
            return ()
        self._feedback.keep(argument, turn.person, GOOD)
        return (Message((), toast=wording.text("feedback-thanks", turn.language)),)

    def _disliked(self, turn: Turn, argument: str) -> Messages:
        """The verdict is kept at once; its reason is asked for, of that person alone where that can be."""
        if not self._is_here(turn, argument):
            return ()
        self._feedback.keep(argument, turn.person, BAD)
        labels = {reason: wording.text(f"button-reason-{reason}", turn.language) for reason in REASONS}
        listed = "\n".join(f"{number}. {label}" for number, label in enumerate(labels.values(), 1))
        return (
            Message(
                (
                    Paragraph((Run(wording.text("feedback-why", turn.language), "bold"),)),
                    Paragraph((Run(listed),)),
                    Paragraph((Run(wording.text("feedback-typed", turn.language), "italic"),)),
                ),
                tuple((Button(f"reason:{argument}:{reason}", label),) for reason, label in labels.items()),
                board=_board(argument),
                hidden=True,
                toast=wording.text("feedback-thanks", turn.language),
            ),
        )

    def _explained(self, turn: Turn, argument: str) -> Messages:
        id_, _, reason = argument.partition(":")
        if reason not in REASONS or not self._is_here(turn, id_):
            return ()
        return self._said(turn, id_, BAD, reason)

    def _said(self, turn: Turn, id_: str, verdict: str, reason: str = "") -> Messages:
        """The verdict kept, and said so in place of the question for it."""
        self._feedback.keep(id_, turn.person, verdict, reason)
        thanks = wording.text("feedback-thanks", turn.language)
        label = wording.text(f"button-reason-{reason}", turn.language) if reason else ""
        noted = wording.text("feedback-noted", turn.language, reason=label) if label else thanks
        return (Message(say(noted).paragraphs, board=_board(id_), hidden=True, toast=thanks),)

    def _is_here(self, turn: Turn, id_: str) -> bool:
        return self._answers.by_id(id_, turn.conversation) is not None


def _board(id_: str) -> str:
    return f"reason:{id_}"
