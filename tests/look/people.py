"""The people of the pictures and of the walk, and what they say in each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from knowledge.languages import Language
from tests.look.chat import Person

NUMBERS = ("471100", "471200")


@dataclass(frozen=True)
class Cast:
    """Two people who run a shop, and what they say."""

    first: Person
    second: Person
    shop: str
    phone: str
    orders: str
    facts: str
    unclear: str
    elsewhere: str


@cache
def cast(language: Language) -> Cast:
    words = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))[language.value]
    first, second = (Person(number, name) for number, name in zip(NUMBERS, words.pop("people"), strict=True))
    return Cast(first, second, **words)
