"""Reads when something is due ("3 17:30", "3 in 2 Std.", "3 1h30") and since when something has been so ("depuis 8h30"). The
words are in times.yaml. Hours of the day are taken as UTC: those who share a room may live anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

from bot.reading.phrases import any_of, one_of, read_table
from knowledge.text import clean, fold

LONGEST = 80
_LATEST_LENGTH = 6
"""`6h30` is how long, `7h30` is when, where nothing else says so."""
_NOON, _HOURS, _MINUTES = 12, 24, 60
_EITHER = frozenset({"da", "depuis", "ab", "od"})
"""After these a number alone may be of hours, or of anything."""
_GOES_ON = re.compile(r"[:.,/-]*\d")
_COUNTED = re.compile(r"\s*(?:[^\W\d_]|%)")
_ITEM = re.compile(r"#?(\d{1,4})(?!\d|[.,:h]\d)[\s:,;–-]*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Due:
    """When the item of that number is due: at an hour of the day, or so many minutes after the opening, or from now on."""

    position: int
    clock: time | None = None
    minutes: int = 0
    from_now: bool = False

    def moment(self, opened: datetime, now: datetime) -> datetime:
        """That moment; an hour of the day is the next one."""
        if self.clock is None:
            return (now if self.from_now else opened) + timedelta(minutes=self.minutes)
        today = _on_the_day_of(now, self.clock)
        return today if today > now else today + timedelta(days=1)


def due_in(text: str) -> Due | None:
    """The item and its time; None where either can't be read."""
    item = _ITEM.fullmatch(_folded(text))
    if item is None or len(text) > LONGEST:
        return None
    position, rest = int(item[1]), item[2].strip()
    words = _words()
    if (prefixed := words.at.match(rest)) and (clock := _clock(rest[prefixed.end() :], certain=True)) is not None:
        return Due(position, clock)
    if (clock := _clock(rest, certain=False)) is not None:
        return Due(position, clock)
    within = words.within.match(rest)
    start = within or words.at.match(rest)
    minutes = _length(rest[start.end() :] if start else rest)
    return None if minutes is None else Due(position, minutes=minutes, from_now=within is not None)


def since_in(text: str) -> time | None:
    """The hour of the day since when it has been so."""
    folded = _folded(text)
    for found in _words().since.finditer(folded):
        clock = _words().clock.match(folded, found.end())
        if clock is None or _GOES_ON.match(folded, clock.end()):
            continue
        counted = clock["hours"] or _COUNTED.match(folded, clock.end())
        how_long = found[0].strip() in _EITHER or (counted and not found[0].strip().endswith((" las", "dalle")))
        french = found[0].startswith("depuis") and clock["hours"] and int(clock["hour"]) > _LATEST_LENGTH
        if (read := _read_clock(clock, certain=bool(french or not how_long))) is not None:
            return read
    return None


def latest(clock: time, now: datetime) -> datetime:
    """The last time that it was that late."""
    today = _on_the_day_of(now, clock)
    return today if today <= now else today - timedelta(days=1)


def _on_the_day_of(now: datetime, clock: time) -> datetime:
    return now.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)


def _folded(text: str) -> str:
    return fold(clean(text)).replace("’", "'").strip().rstrip(" !.")


def _clock(text: str, *, certain: bool) -> time | None:
    match = _words().clock.fullmatch(text.strip())
    return _read_clock(match, certain=certain) if match else None


def _read_clock(match: re.Match[str], *, certain: bool) -> time | None:
    """The hour of the day; where nothing says that it is one, a number alone is none and `1h30` is how long."""
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    long = match["sign"] == "h" and hour <= _LATEST_LENGTH
    if not (certain or half or match["day"]) and (long or not match["minute"]):
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, minute) if hour < _HOURS and minute < _MINUTES else None


def _length(text: str) -> int | None:
    """Minutes."""
    words, text = _words(), text.strip()
    if (after := words.after.search(text)) and after.start():
        text = text[: after.start()].strip()
    for minutes, names in words.lengths.items():
        if names.fullmatch(text):
            return minutes
    match = words.length.fullmatch(text)
    if match is None:
        return None
    return round(float((match[1] or "0").replace(",", ".")) * 60) + int(match[2] or match[3] or 0)


@dataclass(frozen=True, slots=True)
class _Words:
    at: re.Pattern[str]
    within: re.Pattern[str]
    since: re.Pattern[str]
    after: re.Pattern[str]
    clock: re.Pattern[str]
    length: re.Pattern[str]
    lengths: dict[int, re.Pattern[str]]


@cache
def _words() -> _Words:
    table = read_table("times.yaml")
    hour, minute, utc = (one_of(table[name]) for name in ("hours", "minutes", "utc"))
    clock = (
        rf"(?P<hour>\d{{1,2}})(?:(?P<sign>[:.h]|\s?uhr\s)(?P<minute>\d{{2}})|\s*(?P<hours>{hour})(?![^\W\d_]))?"
        rf"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?P<day>{one_of(table['of_day'])})\b)?(?:\s*{utc}\b)?"
    )
    more = rf"(?:(\d{{1,2}})\s*(?:{minute}\b\.?)?)?"
    hours = rf"(\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*{hour}(?![^\W\d_])\.?\s*{more}"
    length = rf"(?:{hours}|(\d{{1,4}})\s*(?:{minute}\b\.?|')?)"
    return _Words(
        at=re.compile(any_of(table["at"]) + r"\s*"),
        within=re.compile(any_of(table["within"]) + r"\s*"),
        since=re.compile(any_of(table["since"]) + r"\s*"),
        after=re.compile(any_of(table["after"])),
        clock=re.compile(clock),
        length=re.compile(length),
        lengths={int(minutes): re.compile(any_of(names)) for minutes, names in table["lengths"].items()},
    )
