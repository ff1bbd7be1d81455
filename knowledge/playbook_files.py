"""Reads a playbook: YAML that a marketing person can edit, as docs/content.md describes. Refuses a malformed one with file and
line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from knowledge.errors import ContentError
from knowledge.languages import Language
from knowledge.model import Need, Phase, Playbook, Role, Step
from knowledge.platforms import braces

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Citation = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+#[0-9]+$")]
Title = Annotated[str, StringConstraints(min_length=2, max_length=28)]
StepText = Annotated[str, StringConstraints(min_length=5, max_length=170)]
WhyText = Annotated[str, StringConstraints(min_length=5, max_length=200)]
Ask = Annotated[str, StringConstraints(min_length=2, max_length=400)]
_MOST_IN_BRACES = 4


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _StepEntry(_Entry):
    id: Identifier
    text: dict[Language, StepText]
    why: dict[Language, WhyText]
    cites: tuple[Citation, ...] = Field(min_length=1)
    roles: tuple[Role, ...] = ()
    platforms: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    sends_to: tuple[str, ...] = ()


class _PlaybookEntry(_Entry):
    topic: Identifier
    phase: Phase
    title: dict[Language, Title]
    asks: dict[Language, Annotated[tuple[Ask, ...], Field(min_length=10)]]
    steps: tuple[_StepEntry, ...] = Field(min_length=1)


def read_playbook(path: Path) -> Playbook:
    """The playbook in `path`. Raises `ContentError` where it is not as docs/content.md says."""
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise ContentError(path, error.problem_mark.line + 1 if error.problem_mark else 1, str(error.problem)) from error
    except yaml.YAMLError as error:  # a character that YAML does not allow: no mark
        raise ContentError(path, 1, str(error)) from error
    lines = dict(_lines(root, ())) if root else {}
    for place, line in _doubled(root, ()) if root else ():
        raise ContentError(path, line, f"a second {_where(place)}")
    try:
        entry = _PlaybookEntry.model_validate(_plain(root) if root else {})
    except ValidationError as error:
        first = error.errors()[0]
        raise ContentError(path, _line(lines, first["loc"]), f"{_where(first['loc'])}: {first['msg']}") from error
    _check(path, entry, lines)
    return _playbook(entry)


def _check(path: Path, entry: _PlaybookEntry, lines: dict[tuple[str | int, ...], int]) -> None:
    if entry.topic != path.stem:
        raise ContentError(path, _line(lines, ("topic",)), f"topic {entry.topic} is not the file's name")
    texts: list[tuple[tuple[str | int, ...], dict[Language, object]]] = [
        (("title",), dict(entry.title)),
        (("asks",), dict(entry.asks)),
    ]
    seen: set[str] = set()
    for number, step in enumerate(entry.steps):
        if step.id in seen:
            raise ContentError(path, _line(lines, ("steps", number, "id")), f"a second step {step.id}")
        seen.add(step.id)
        for language, text in step.text.items():
            if any(len(ids) > _MOST_IN_BRACES for ids in braces(text)):
                raise ContentError(
                    path, _line(lines, ("steps", number, "text", language)), f"more than {_MOST_IN_BRACES} networks in braces"
                )
        texts += [(("steps", number, "text"), dict(step.text)), (("steps", number, "why"), dict(step.why))]
    for place, found in texts:
        missing = [language for language in Language if not found.get(language)]
        if missing:
            raise ContentError(path, _line(lines, place), f"{_where(place)} is missing in {', '.join(missing)}")


def _playbook(entry: _PlaybookEntry) -> Playbook:
    steps = tuple(
        Step(topic=entry.topic, phase=entry.phase, position=position, **dict(step)) for position, step in enumerate(entry.steps)
    )
    return Playbook(entry.topic, entry.phase, entry.title, entry.asks, steps)


def _plain(node: yaml.Node) -> object:
    """The node as mappings, lists and strings: nothing is turned into a number, a date or a truth value."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return str(node.value)


def _lines(node: yaml.Node, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*place, str(key.value)))
            yield (*place, str(key.value)), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _lines(item, (*place, number))


def _doubled(node: yaml.Node, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Keys that stand twice in one mapping: YAML would silently keep the last."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield (*place, str(key.value)), key.start_mark.line + 1
            seen.add(key.value)
            yield from _doubled(value, (*place, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _doubled(item, (*place, number))


def _line(lines: dict[tuple[str | int, ...], int], place: tuple[str | int, ...]) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _where(place: tuple[str | int, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place) or "the file"
