"""An estimate of what an outage cost: what comes in an hour, times the hours, and the ads that ran in vain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

ASKED = ("revenue", "ads", "hours")
"""What is asked, in that order."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What is known of it: revenue per hour, ad spend in vain, hours; None is not told yet. `anew` is the beginning of another
    estimate: the one that there is holds until that is told completely."""

    revenue: float | None = None
    ads: float | None = None
    hours: float | None = None
    anew: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "anew", tuple(self.anew))  # it is kept as a list

    @property
    def missing(self) -> str:
        """What to ask next; nothing where all is told."""
        return ASKED[len(self.known)] if len(self.known) < len(ASKED) else ""

    @property
    def known(self) -> tuple[float, ...]:
        """The numbers of the estimate that is being told."""
        return self.anew or tuple(number for name in ASKED if (number := getattr(self, name)) is not None)

    @property
    def left(self) -> tuple[str, ...]:
        """What the next numbers can be: after a complete estimate, all of another."""
        return ASKED[len(self.known) :] or ASKED

    @property
    def total(self) -> float | None:
        if self.revenue is None or self.ads is None or self.hours is None:
            return None
        return self.revenue * self.hours + self.ads


@dataclass(frozen=True, slots=True)
class Number:
    """A number that somebody typed; `hours` where it can be nothing but a time."""

    value: float
    hours: bool = False


def told(loss: Loss, numbers: Sequence[Number]) -> Loss | None:
    """The estimate with `numbers` in the order in which they are asked; after a complete one they begin another. None where
    they are too many, or where hours stand for money."""
    before = loss.known if loss.missing else ()
    known = (*before, *(number.value for number in numbers))
    if not numbers or len(known) > len(ASKED):
        return None
    if any(number.hours and ASKED[at] != "hours" for at, number in enumerate(numbers, len(before))):
        return None
    if loss.total is not None and len(known) < len(ASKED):
        return replace(loss, anew=known)
    revenue, ads, hours = (*known, None, None)[: len(ASKED)]
    return Loss(revenue, ads, hours)
