"""An estimate of what an outage cost: what comes in an hour, times the hours, and the ads that ran in vain."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

MOST = 1e12
_NUMBER = re.compile(r"\d[\d\s.,'’\u00a0\u202f]*")
_GROUPED = re.compile(r"[.,]\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class Loss:
    """What is known of it: revenue per hour, ad spend in vain, hours. None is not told yet."""

    revenue: float | None = None
    ads: float | None = None
    hours: float | None = None

    @property
    def missing(self) -> str:
        """What to ask next; nothing where all is told."""
        return next((name for name in ("revenue", "ads", "hours") if getattr(self, name) is None), "")

    @property
    def total(self) -> float | None:
        if self.revenue is None or self.ads is None or self.hours is None:
            return None
        return self.revenue * self.hours + self.ads


def told(loss: Loss, text: str) -> Loss | None:
    """The estimate with the numbers of `text` in the order in which they are asked; the first begins anew where all was told
    before. `12 x 25` are orders and what one brings. None where a number can't be read."""
    known = loss if loss.missing else Loss()
    parts = re.split(r"[;/]|\s+(?=\d)", re.sub(r"(\d)\s*[x×*]\s*(\d)", r"\1x\2", text.strip().lower()))
    numbers = [_number(part) for part in parts if part.strip()]
    if not numbers or len(numbers) > sum(getattr(known, name) is None for name in Loss.__dataclass_fields__):
        return None
    for number in numbers:
        if number is None:
            return None
        known = replace(known, **{known.missing: number})
    return known


def _number(text: str) -> float | None:
    """A number as people write it, with a currency around it; a product where it is one."""
    product = 1.0
    for factor in text.split("x"):
        match = _NUMBER.search(factor)
        if match is None or "-" in factor:
            return None
        product *= _plain(match[0])
    return product if math.isfinite(product) and product <= MOST else None


def _plain(digits: str) -> float:
    digits = re.sub(r"[\s'’\u00a0\u202f]", "", digits).strip(".,")
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0 and not _GROUPED.fullmatch(digits[last:]):
        whole, part = digits[:last], digits[last + 1 :]
        return float(re.sub(r"[.,]", "", whole or "0") + "." + part)
    return float(re.sub(r"[.,]", "", digits))
