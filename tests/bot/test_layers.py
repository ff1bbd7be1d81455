"""The arrows go down: who may know whom is read off the imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "ingest", "knowledge")
BELOW = {"bot": {"bot", "ingest", "knowledge"}, "ingest": {"ingest", "knowledge"}, "knowledge": {"knowledge"}}
KNOWN_TO = {
    "telegram": "bot/platforms/",
    "discord": "bot/platforms/",
    "nio": "bot/platforms/",
    "chromadb": "knowledge/",
    "langchain_chroma": "knowledge/",
    "langchain_core": "knowledge/",
    "langchain": "knowledge/",
    "sqlalchemy": "bot/",
}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and module of everything that `path` imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno} says where it is instead of what it needs"
            yield node.lineno, str(node.module)


def every_import() -> Iterator[tuple[str, int, str]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for line, module in imports(path):
                yield path.relative_to(ROOT).as_posix(), line, module


def test_the_contracts_of_pyproject_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


def test_packages_import_only_what_is_below_them() -> None:
    wrong = [
        (path, line, module)
        for path, line, module in every_import()
        if (top := module.partition(".")[0]) in PACKAGES and top not in BELOW[path.partition("/")[0]]
    ]
    assert wrong == []


@pytest.mark.parametrize("library", KNOWN_TO)
def test_a_library_is_known_in_one_place(library: str) -> None:
    users = {path for path, _, module in every_import() if module.partition(".")[0] == library}
    assert {path for path in users if not path.startswith(KNOWN_TO[library])} == set()


def test_nothing_of_ours_imports_the_tests() -> None:
    assert [path for path, _, module in every_import() if module.partition(".")[0] in ("tests", "benchmarks")] == []
