"""Reads a digest: a source or a note in Markdown, as docs/content.md describes. Refuses a malformed one with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import yaml

from knowledge.errors import ContentError
from knowledge.languages import Language
from knowledge.model import Origin, Passage, Source

_HEADING = re.compile(r"## (\d+) · (\S.*)")
_TEXT = re.compile(r"- (note )?([a-z]{2}): (\S.*)")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_PUBLISHED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|undated")
_REQUIRED = ("id", "title", "publisher", "language", "published", "kind", "outage")
_OPTIONAL = ("author", "address", "grade", "sha256")
_KINDS = {"article", "video", "post", "documentation", "study", "page"}


def read_digest(path: Path, origin: Origin) -> Source:
    """The source in `path`. Raises `ContentError` where it is not as docs/content.md says."""
    lines = path.read_text("utf-8").splitlines()
    meta, start = _front_matter(path, lines)
    _check_meta(path, meta, origin, lines[:start])
    return Source(
        passages=tuple(_passages(path, meta["id"], lines, start)),
        origin=origin,
        **{**meta, "language": Language(meta["language"])},  # type: ignore[arg-type]
    )


def _front_matter(path: Path, lines: list[str]) -> tuple[dict[str, str], int]:
    if not lines or lines[0] != "---" or "---" not in lines[1:]:
        raise ContentError(path, 1, "starts with front matter between two lines of ---")
    end = lines.index("---", 1)
    try:
        meta = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)  # noqa: S506 - every value stays a string
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ContentError(path, line, f"front matter: {error.problem}") from error
    except yaml.YAMLError as error:  # a character that YAML does not allow: no mark
        raise ContentError(path, 1, f"front matter: {error}") from error
    if not isinstance(meta, dict):
        raise ContentError(path, 2, "front matter holds no fields")
    return meta, end + 1


def _check_meta(path: Path, meta: dict[str, str], origin: Origin, lines: list[str]) -> None:
    def line_of(name: str) -> int:
        return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{name}:")), 1)

    _check_fields(path, meta, origin, line_of)
    if meta["language"] not in list(Language):
        raise ContentError(path, line_of("language"), f"unknown language {meta['language']}")
    if meta["id"] != path.stem or not _ID.fullmatch(meta["id"]):
        raise ContentError(path, line_of("id"), f"id {meta['id']} is not the file's name")
    if not _PUBLISHED.fullmatch(meta["published"]):
        raise ContentError(
            path, line_of("published"), f"published is a date, a year and month, or undated, not {meta['published']}"
        )
    if meta["kind"] not in _KINDS:
        raise ContentError(path, line_of("kind"), f"kind is one of {', '.join(sorted(_KINDS))}, not {meta['kind']}")


def _check_fields(path: Path, meta: dict[str, str], origin: Origin, line_of: Callable[[str], int]) -> None:
    required = (*_REQUIRED, *(("address", "grade") if origin is Origin.NOTE else ("sha256",)))
    for name in required:
        if not meta.get(name):
            raise ContentError(path, 1, f"front matter lacks {name}")
    for name, value in meta.items():
        if name not in (*_REQUIRED, *_OPTIONAL):
            raise ContentError(path, line_of(name), f"front matter has an unknown field {name}")
        if not isinstance(value, str):
            raise ContentError(path, line_of(name), f"{name} is one line of text")


def _passages(path: Path, source: str, lines: list[str], start: int) -> list[Passage]:
    passages: list[Passage] = []
    head: tuple[int, str, int] | None = None
    texts: dict[Language, str] = {}
    notes: dict[Language, str] = {}
    for number, line in enumerate(lines[start:], start + 1):
        if heading := _HEADING.fullmatch(line):
            if head:
                passages.append(_passage(path, source, head, texts, notes))
                texts, notes = {}, {}
            head = (int(heading[1]), heading[2], number)
            if head[0] != len(passages) + 1:
                raise ContentError(path, number, f"passage {head[0]} where {len(passages) + 1} is due")
        elif line.strip():
            _read_text(path, number, line, texts, notes)
            if not head:
                raise ContentError(path, number, "stands before the first '## NUMBER · LOCATOR'")
    if not head:
        raise ContentError(path, len(lines), "holds no passage")
    return [*passages, _passage(path, source, head, texts, notes)]


def _read_text(path: Path, number: int, line: str, texts: dict[Language, str], notes: dict[Language, str]) -> None:
    match = _TEXT.fullmatch(line.rstrip())
    if not match:
        raise ContentError(path, number, "is neither '## NUMBER · LOCATOR' nor '- xx: text' nor '- note xx: text'")
    note, code, text = match.groups()
    if code not in list(Language):
        raise ContentError(path, number, f"unknown language {code}")
    target = notes if note else texts
    if Language(code) in target:
        raise ContentError(path, number, f"a second {note or ''}{code} for the same passage")
    target[Language(code)] = text


def _passage(
    path: Path, source: str, head: tuple[int, str, int], texts: dict[Language, str], notes: dict[Language, str]
) -> Passage:
    number, locator, line = head
    for what, found in (("translation", texts), ("note", notes)):
        missing = [language for language in Language if language not in found]
        if missing and (found or what == "translation"):
            raise ContentError(path, line, f"passage {number} has no {what} into {', '.join(missing)}")
    return Passage(source, number, locator, texts, notes)
