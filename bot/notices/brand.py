"""What a message to a brand is about, as people type it: `Aurora, spring Reel, 18:00`, or `Aurora Reel 18:00`."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.notices.facts import NoticeFacts

LONGEST = 100
_COMMA = re.compile(r"[,;]")
_TIME = re.compile(r"\s(\d{1,2}(?:[:.h]\d{2}|\s?(?:h|am|pm|uhr)))$", re.IGNORECASE)


def about(facts: NoticeFacts, text: str) -> NoticeFacts:
    """The facts with those that `text` says: brand, post and time, between commas; without any, the brand is the first word
    and a time may stand at the end."""
    brand, *rest = (part.strip() for part in _COMMA.split(text))
    due = rest.pop() if len(rest) > 1 else ""
    if not rest:
        time = _TIME.search(brand)
        due = time[1] if time else ""
        brand, _, post = (brand[: time.start()] if time else brand).partition(" ")
        rest = [post]
    return replace(facts, brand=brand[:LONGEST], post=", ".join(rest)[:LONGEST].strip(), due=due[:LONGEST])
