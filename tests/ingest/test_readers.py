"""Files are read into blocks with locators; what can't be read is refused by name."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from ingest.passages import LONGEST, split
from ingest.readers import LARGEST, READERS, read_document
from knowledge.errors import PlanBError
from knowledge.languages import Language


def read(folder: Path, name: str, content: str | bytes) -> tuple[str, list[tuple[str, str]]]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    reading = read_document(path)
    return reading.title, [(block.locator, block.text) for block in reading.blocks]


def refusal(path: Path) -> tuple[str, object]:
    with pytest.raises(PlanBError) as caught:
        read_document(path)
    return caught.value.key, caught.value.facts["path"]


MARKDOWN = """# Our crisis plan

Before any heading.

## Phone list

Anna: 555 01.
Bob: 555 02.

Second paragraph.

### Suppliers ###
Directly below.

## Phone list of the shop
* one
* two
"""


def test_markdown_is_located_by_its_headings(tmp_path: Path) -> None:
    title, blocks = read(tmp_path, "plan.md", MARKDOWN)
    assert title == "Our crisis plan"
    assert blocks == [
        ("§ 1", "Before any heading."),
        ("Phone list, § 1", "Anna: 555 01.\nBob: 555 02."),
        ("Phone list, § 2", "Second paragraph."),
        ("Suppliers, § 1", "Directly below."),
        ("Phone list of the shop, § 1", "* one\n* two"),
    ]


def test_markdown_without_headings_is_titled_by_its_name(tmp_path: Path) -> None:
    assert read(tmp_path, "notes.markdown", "One.\n\nTwo.") == ("notes", [("§ 1", "One."), ("§ 2", "Two.")])


def test_what_only_looks_like_a_heading_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, "a.md", "#hashtag\n\n####### seven") == ("a", [("§ 1", "#hashtag"), ("§ 2", "####### seven")])


def test_plain_text_is_located_by_paragraph(tmp_path: Path) -> None:
    title, blocks = read(tmp_path, "list.txt", "\n\nFirst.\nStill first.\n \t \n\n\nSecond.\n# Not a heading\n")
    assert title == "list"
    assert blocks == [("§ 1", "First.\nStill first."), ("§ 2", "Second.\n# Not a heading")]


@pytest.mark.parametrize("name", ["plan.md", "plan.txt"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path, name: str) -> None:
    plain = read(tmp_path, name, MARKDOWN)
    assert read(tmp_path, name, b"\xef\xbb\xbf" + MARKDOWN.replace("\n", "\r\n").encode()) == plain
    assert read(tmp_path, name, MARKDOWN.replace("\n", "\r")) == plain


def test_hidden_characters_are_left_behind(tmp_path: Path) -> None:
    title, blocks = read(tmp_path, "a.md", "# The\u202e plan\u200b\n\nCall\x07 \u2066now\u2069.\n\n## Lo\u200bcal\n\nHere.")
    assert (title, blocks) == ("The plan", [("§ 1", "Call now."), ("Local, § 1", "Here.")])


def test_the_ending_is_read_in_any_case(tmp_path: Path) -> None:
    assert read(tmp_path, "LIST.TXT", "Text.") == ("LIST", [("§ 1", "Text.")])


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "plan", ".md", "plan.md.bak"])
def test_an_unknown_format_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Text.")
    assert refusal(tmp_path / name) == ("error-unknown-format", str(tmp_path / name))


@pytest.mark.parametrize("content", [b"\xff\xfeT\x00", b"caf\xe9 noir", bytes(range(256))])
def test_what_is_not_utf_8_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert refusal(tmp_path / "a.txt") == ("error-unreadable", str(tmp_path / "a.txt"))


@pytest.mark.parametrize("ending", sorted(READERS))
@pytest.mark.parametrize("content", ["", "\n \n\t\n", "\ufeff", "\u200b\n\n\x00"])
def test_a_document_without_text_is_refused(tmp_path: Path, ending: str, content: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text(content, "utf-8")
    assert refusal(path) == ("error-empty-document", str(path))


def test_headings_alone_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Title\n\n## Heading\n")
    assert refusal(tmp_path / "a.md")[0] == "error-empty-document"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.md")[0] == "error-unreadable"


def test_a_file_that_is_too_large_is_refused_and_says_how_much_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    os.truncate(path, 100_000_000)
    assert refusal(path)[0] == "error-too-large"
    path.write_text("word " * (LARGEST * 1_000_000 // 5))
    assert read_document(path).blocks


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert refusal(tmp_path / "a.txt")[0] == "error-unreadable"


@pytest.mark.parametrize("piece", ["word ", "x", "# ", "#", " ", "\n ", "a. ", "\n\n", "# a\n"])
@pytest.mark.parametrize("ending", [".md", ".txt"])
def test_the_largest_file_is_read_in_seconds_whatever_is_in_it(tmp_path: Path, piece: str, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text("# Title" + piece * ((LARGEST * 1_000_000 - 20) // len(piece)) + "end")
    started = time.monotonic()
    reading = read_document(path)
    passages = split(reading, "a", Language.EN)
    assert time.monotonic() - started < 30
    assert max(len(passage.texts[Language.EN]) for passage in passages) <= LONGEST
