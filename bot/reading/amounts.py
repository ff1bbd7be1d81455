"""Reads the numbers of an estimated loss as people type them: "1 200 €", "12 orders x 25 €", "1.5k", "2h30", "120 €/h". The
words are in amounts.yaml; one that is none of them makes it no list of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.losses import ASKED, Number
from bot.reading.phrases import one_of, read_table
from knowledge.text import fold

MOST = 1e12
LONGEST = 200
_HARD = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f’'](?=\d{3}(?!\d))")
_SPACED = re.compile(r"(?<![\d.,'])[1-9]\d{0,2}(?: \d{3})+(?![\d'])(?![.,]\d{3})")
_THOUSANDS = (re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?"), re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?"))
_DECIMAL = re.compile(r"\d{1,30}(?:[.,]\d{1,30})?")
_DIGITS = r"(\d(?:[\d.,']*\d)?)"


class UnclearError(ValueError):
    """Numbers that can be read in two ways."""


def numbers_in(text: str, fields: int = len(ASKED)) -> tuple[Number, ...] | None:
    """The numbers of `text`, of which up to `fields` are wanted; None where it says anything else. Raises `UnclearError` for
    "120 400 6" where three are wanted: it may be that many, or a number of six digits and another."""
    if len(text) > LONGEST:
        return None
    plain = fold(_HARD.sub("'", text.strip().rstrip("!. "))).replace("×", "x")
    apart = _scanned(plain)
    if (together := _SPACED.sub(lambda match: match[0].replace(" ", "'"), plain)) == plain:
        return apart
    if apart is not None and len(apart) == fields == len(ASKED):
        raise UnclearError
    return _scanned(together)


def _scanned(text: str) -> tuple[Number, ...] | None:
    """The numbers one after the other, with nothing between them but what says nothing."""
    found: list[Number] = []
    at = 0
    while at < len(text):
        if passed := _noise().match(text, at):
            at = passed.end()
            continue
        number = next(_readings(text, at), None)
        if number is None:
            return None
        values, at = number
        found += values
    return tuple(found) if found and all(number.value <= MOST for number in found) else None


def _readings(text: str, at: int) -> Iterator[tuple[list[Number], int]]:
    """What the number that begins there may be, the likeliest first, and where it ends."""
    times, products, amount = _patterns()
    if time := times.match(text, at):
        hours, more, minutes, clock_hours, clock_minutes = time.groups(default="")
        whole = _one(hours or clock_hours or "0")
        if whole is not None:
            part = float(more or minutes.replace(",", ".") or clock_minutes or 0)
            yield [Number(whole + part / 60, hours=True)], time.end()
    if product := products.match(text, at):
        first, second = _one(product[1]), _one(product[2])
        if first is not None and second is not None:
            yield [Number(first * second)], product.end()
    if plain := amount.match(text, at):
        values = _values(plain[1])
        if values and (not plain[2] or len(values) == 1):
            yield [Number(value * (1_000 if plain[2] else 1)) for value in values], plain.end()


def _values(digits: str) -> list[float] | None:
    """The number, or those that commas part: "120,40,2.5"."""
    if (one := _one(digits)) is not None:
        return [one]
    parts = [_one(part) for part in digits.split(",")]
    return None if len(parts) < len(ASKED) or None in parts else [part for part in parts if part is not None]


def _one(digits: str) -> float | None:
    digits = digits.replace("'", "")
    for grouped in _THOUSANDS:
        if match := grouped.fullmatch(digits):
            return float(re.sub(r"[.,]", "", match[1]) + "." + (match[2] or "0"))
    return float(digits.replace(",", ".")) if _DECIMAL.fullmatch(digits) else None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A time, a product, and a number that may be of thousands."""
    words = read_table("amounts.yaml")
    hour, minute, money = (one_of(words[name]) for name in ("hours", "minutes", "currencies"))
    noun = rf"(?!{money}(?!\w))[^\W\d]+\.?\s+"
    time = rf"(\d{{1,4}}(?:[.,]\d{{1,2}})?)\s*{hour}\b\.?(?:\s*(\d{{1,2}})(?![\d.,:])(?:\s*{minute}\b\.?)?)?"
    time = rf"(?:{time}|(\d{{1,5}}(?:[.,]\d{{1,2}})?)\s*{minute}\b\.?|(\d{{1,3}})[:h](\d\d)(?![\d:]))(?!\w)"
    each, each_of_them = one_of(words["each"]), one_of(words["each_of_them"])
    each = rf"(?:\s*(?:{money}\s*)?(?:{noun}){{0,3}}{each}|\s+(?:{noun}){{1,2}}{each_of_them}(?=\s))"
    product = rf"{_DIGITS}{each}\s*(?:{money}\s*)?{_DIGITS}"
    amount = rf"{_DIGITS}(?:\s?({one_of(words['thousands'])})(?![^\W_])\.?)?"
    return re.compile(time), re.compile(product), re.compile(amount)


@cache
def _noise() -> re.Pattern[str]:
    words = read_table("amounts.yaml")
    per = rf"/\s*{one_of(words['hours'])}(?!\w)\.?"
    known = one_of((*words["an_hour"], *words["currencies"], *words["about"]))
    return re.compile(rf"[\s;|~≈:]+|,(?!\d)[-–—]?|{per}|/(?=\s*\D?\s*\d)|{known}(?![^\W\d_])\.?")
