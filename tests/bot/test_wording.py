"""The wording files: the same lines with the same blanks in all six languages, and every line that the code asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot import wording
from knowledge.languages import Language

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path for package in ("bot", "ingest", "knowledge") for path in (ROOT / package).rglob("*.py"))
LANGUAGES = pytest.mark.parametrize("language", list(Language))

WORDERS = {"text", "say", "_say", "PlanBError"}
"""Functions whose first argument, where it is a string, is the key of a line."""
DISCORD_LABEL, DISCORD_DESCRIPTION = 80, 100

PASSAGES = {
    Language.EN: ("0 passages", "1 passage", "2 passages", "5 passages", "22 passages"),
    Language.FR: ("0 passage", "1 passage", "2 passages", "5 passages", "22 passages"),
    Language.IT: ("0 brani", "1 brano", "2 brani", "5 brani", "22 brani"),
    Language.PL: ("0 fragmentów", "1 fragment", "2 fragmenty", "5 fragmentów", "22 fragmenty"),
    Language.ES: ("0 fragmentos", "1 fragmento", "2 fragmentos", "5 fragmentos", "22 fragmentos"),
    Language.DE: ("0 Abschnitte", "1 Abschnitt", "2 Abschnitte", "5 Abschnitte", "22 Abschnitte"),
}
MILLION = {
    Language.FR: r"de passages\.$",
    Language.IT: r"di brani\.$",
    Language.ES: r"de fragmentos\.$",
}


class _Blanks(Visitor):
    """The variables that a message uses."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library's naming
        self.names.add(node.id.name)


@cache
def entries(language: Language) -> tuple[ftl.EntryType, ...]:
    """Of every file but the notices', whose tests are in tests/bot/notices."""
    ending = f"{language.value}.ftl"
    paths = sorted((ROOT / "bot" / "wording").glob(f"*{ending}"), key=lambda path: path.name.removesuffix(ending))
    texts = [path.read_text("utf-8") for path in paths if not path.name.startswith("notices.")]
    return tuple(entry for text in texts for entry in FluentParser().parse(text).body)


@cache
def lines(language: Language) -> dict[str, ftl.Message]:
    return {entry.id.name: entry for entry in entries(language) if isinstance(entry, ftl.Message)}


def blanks(message: ftl.Message) -> set[str]:
    visitor = _Blanks()
    visitor.visit(message)
    return visitor.names


@LANGUAGES
def test_a_file_holds_nothing_but_lines_and_comments(language: Language) -> None:
    odd = [entry for entry in entries(language) if not isinstance(entry, ftl.Message | ftl.Comment)]
    assert not odd, [entry.span and entry.span.start for entry in odd]


@LANGUAGES
def test_no_line_stands_twice(language: Language) -> None:
    keys = [entry.id.name for entry in entries(language) if isinstance(entry, ftl.Message)]
    assert sorted(keys) == sorted(set(keys))


@LANGUAGES
def test_every_language_has_the_same_lines_in_the_same_order(language: Language) -> None:
    assert list(lines(language)) == list(lines(Language.EN))


@LANGUAGES
def test_every_line_has_the_same_blanks(language: Language) -> None:
    ours = {key: blanks(message) for key, message in lines(language).items()}
    assert ours == {key: blanks(message) for key, message in lines(Language.EN).items()}


@LANGUAGES
def test_every_line_can_be_worded(language: Language) -> None:
    for key, message in lines(language).items():
        worded = wording.text(key, language, **{name: f"«{name}»" for name in blanks(message) - {"passages"}}, passages=3)
        assert worded.strip() == worded
        assert worded
        assert all(f"«{name}»" in worded for name in blanks(message) - {"passages"})


@LANGUAGES
def test_only_the_line_for_other_languages_is_the_same_as_in_english(language: Language) -> None:
    assert wording.text("elsewhere", language) == wording.text("elsewhere", Language.EN)
    if language is not Language.EN:
        sentences = [key for key in lines(language) if not blanks(lines(language)[key]) and key != "elsewhere"]
        same = {key for key in sentences if wording.text(key, language) == wording.text(key, Language.EN)}
        assert not {key for key in same if " " in wording.text(key, Language.EN)}


@LANGUAGES
def test_plural_forms(language: Language) -> None:
    for key in ("ingest-added", "ingest-replaced"):
        for count, expected in zip((0, 1, 2, 5, 22), PASSAGES[language], strict=True):
            worded = wording.text(key, language, source="menu", passages=count)
            assert re.search(rf"(?<!\w){expected}\.$", worded), worded


@pytest.mark.parametrize(("language", "ending"), MILLION.items())
def test_a_million_takes_a_preposition_in_romance_languages(language: Language, ending: str) -> None:
    assert re.search(ending, wording.text("ingest-added", language, source="menu", passages=1_000_000))


@LANGUAGES
def test_the_first_line_starts_with_how_soon(language: Language) -> None:
    assert re.match(r"[^:]+ \(2 [Mm]in\.?\) ?: X$", wording.text("lead-now", language, text="X"))


@LANGUAGES
def test_labels_fit_where_they_are_shown(language: Language) -> None:
    """Discord cuts a button's label and refuses a command whose description is too long."""
    for key in lines(language):
        if key.startswith(("start-example-", "role-", "button-", "reply-")):
            assert len(wording.text(key, language)) <= DISCORD_LABEL
        if key.startswith(("command-", "option-")):
            assert len(wording.text(key, language)) <= DISCORD_DESCRIPTION


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """The calls that name a line, with the name of the function called."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name == "text" and not (isinstance(function, ast.Attribute) and ast.unparse(function.value) == "wording"):
                continue
            if name in WORDERS:
                yield name, node


def pattern(key: ast.expr) -> str | None:
    """A regular expression for the keys that an expression can stand for; none where it is a variable."""
    if isinstance(key, ast.Constant):
        return re.escape(key.value) if isinstance(key.value, str) else None
    if isinstance(key, ast.JoinedStr):
        return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]+" for part in key.values)
    return None


ASKED: list[Any] = [
    pytest.param(found, name, call, id=f"{path.relative_to(ROOT).as_posix()}:{call.lineno}")
    for path in MODULES
    for name, call in calls(path)
    if (found := pattern(call.args[0])) is not None
]


def test_the_code_is_seen_to_ask_for_lines() -> None:
    assert len(ASKED) > 30


@pytest.mark.parametrize(("asked", "name", "call"), ASKED)
def test_every_line_that_the_code_asks_for_exists_and_is_filled_in(asked: str, name: str, call: ast.Call) -> None:
    keys = [key for key in lines(Language.EN) if re.fullmatch(asked, key)]
    assert keys, f"no line is named {asked}"
    given = {keyword.arg for keyword in call.keywords}
    if name in ("text", "PlanBError") and None not in given:
        assert all(blanks(lines(Language.EN)[key]) <= given for key in keys)


def test_every_error_named_anywhere_exists() -> None:
    named = {
        node.value
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"error(-[a-z]+)+", node.value)
    }
    assert named
    assert named <= set(lines(Language.EN))
