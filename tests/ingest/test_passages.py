"""What was read is cut into passages that are short enough to quote, and nothing is lost in between."""

from __future__ import annotations

import re

import pytest

from ingest.passages import LONGEST, split
from ingest.readers import Block, Reading
from knowledge.languages import Language


def pieces(*texts: str) -> list[str]:
    reading = Reading("t", tuple(Block(f"§ {number}", text) for number, text in enumerate(texts, 1)))
    return [passage.texts[Language.FR] for passage in split(reading, "plan", Language.FR)]


def test_passages_are_numbered_through_and_keep_their_blocks_locator() -> None:
    reading = Reading("t", (Block("A, § 1", "Un. " * 300), Block("B, § 1", "Deux.")))
    passages = split(reading, "plan", Language.FR)
    assert [passage.number for passage in passages] == list(range(1, len(passages) + 1))
    assert [passage.id for passage in passages][:2] == ["plan#1", "plan#2"]
    assert [passage.locator for passage in passages] == ["A, § 1"] * (len(passages) - 1) + ["B, § 1"]
    assert all(set(passage.texts) == {Language.FR} and not passage.notes for passage in passages)


def test_short_blocks_stay_whole_and_apart() -> None:
    assert pieces("Un. Deux ? Trois !", "Quatre.") == ["Un. Deux ? Trois !", "Quatre."]
    assert pieces("x" * LONGEST) == ["x" * LONGEST]


def test_a_long_block_is_cut_between_sentences() -> None:
    sentence = "Appelez la boulangerie avant midi, puis le fournisseur."
    found = pieces(" ".join([sentence] * 40))
    assert len(found) > 1
    for piece in found:
        assert len(piece) <= LONGEST
        assert set(re.split(r"(?<=\.) ", piece)) == {sentence}
    assert " ".join(found) == " ".join([sentence] * 40)


@pytest.mark.parametrize("count", [LONGEST - 1, LONGEST, LONGEST + 1, 5 * LONGEST + 3])
def test_a_long_word_is_cut_anywhere(count: int) -> None:
    text = "".join(chr(ord("a") + number % 26) for number in range(count))
    found = pieces(text)
    assert "".join(found) == text
    assert max(map(len, found)) <= LONGEST
    assert len(found) == -(-count // LONGEST)


def test_a_long_sentence_is_cut_at_spaces() -> None:
    text = " ".join(f"mot{number}" for number in range(500))
    found = pieces(text)
    assert " ".join(found) == text
    assert max(map(len, found)) <= LONGEST
    assert min(map(len, found[:-1])) > LONGEST - 10


def test_a_reading_of_nothing_has_no_passages() -> None:
    assert pieces() == []


def test_a_list_of_short_lines_stays_a_list() -> None:
    reading = Reading("Phones", (Block("§ 1", "Anna: 555 01\nBela: 555 02\nCem: 555 03"),))
    (passage,) = split(reading, "phones", Language.EN)
    assert passage.texts[Language.EN].splitlines() == ["Anna: 555 01", "Bela: 555 02", "Cem: 555 03"]


def test_wrapped_prose_becomes_one_line() -> None:
    wrapped = "This is a sentence that somebody wrapped by hand at some eighty\ncharacters, as one does in plain text."
    (passage,) = split(Reading("Plan", (Block("§ 1", wrapped),)), "plan", Language.EN)
    assert "\n" not in passage.texts[Language.EN]
