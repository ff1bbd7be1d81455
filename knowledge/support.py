"""Whether what a step says stands in the passages it cites: its numbers, addresses and the networks it names in braces.

The principle is "no advice without support"; this is the part of it that a machine can check, and it is checked again whenever
a source is hidden, so that no step outlives its support.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.model import Passage, Step
from knowledge.platforms import Platforms, braces

_THOUSANDS = re.compile(r"(?<!\d)(\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+)(?!\d)")
_NUMBER = re.compile(r"\d+")
_ADDRESS = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|eu|fr|it|pl|es|de)\b", re.IGNORECASE)


def numbers(text: str) -> set[str]:
    """The numbers in `text` in whatever language's notation: thousands joined, decimals and times as their parts."""
    joined = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[1]), text)
    return {number.lstrip("0") or "0" for number in _NUMBER.findall(joined)}


def unsupported(step: Step, passages: Iterable[Passage], platforms: Platforms) -> list[str]:
    """What `step` says that none of `passages` says; empty where it is upheld."""
    cited = [text for passage in passages for text in (*passage.texts.values(), *passage.notes.values())]
    if not cited:
        return ["everything"]
    known_numbers = set().union(*map(numbers, cited))
    known_names = {name for text in cited for name in platforms.named_in(text)}
    everything = "\n".join(cited).lower()
    missing = [number for text in _texts(step) for number in sorted(numbers(text) - known_numbers)]
    missing += [name for text in _texts(step) for ids in braces(text) for name in ids if name not in known_names]
    missing += [a for text in _texts(step) for a in _ADDRESS.findall(text) if a.lower() not in everything]
    return list(dict.fromkeys(missing))


def _texts(step: Step) -> Iterator[str]:
    yield from step.text.values()
    yield from step.why.values()
