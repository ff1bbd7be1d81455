"""Loads all content: the packaged sources, notes and playbooks, and an operator's own documents; hides what was forgotten."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path

from knowledge.digests import read_digest
from knowledge.errors import ContentError, PlanBError
from knowledge.languages import Language
from knowledge.model import Library, Origin, Passage, Playbook, Source, Step
from knowledge.platforms import Platforms, braces
from knowledge.playbook_files import read_playbook
from knowledge.support import unsupported

log = logging.getLogger(__name__)


def packaged_files() -> list[Path]:
    """Every packaged content file, in a stable order."""
    package = Path(str(files("knowledge")))
    seeds = package / "seeds"
    if not seeds.is_dir():  # a source tree: the wheel carries the sources inside the package
        seeds = package.parent / "seeds"
    return [
        *sorted(seeds.glob("*.md")),
        *sorted((package / "notes").glob("*.md")),
        *sorted((package / "playbooks").glob("*.yaml")),
    ]


def load_library(platforms: Platforms, own: Iterable[Source] = (), forgotten: Collection[str] = ()) -> Library:
    """All content without the `forgotten` sources and without the steps that nothing left supports.

    Raises `ContentError` where a packaged file is malformed or a packaged step is not upheld by what it cites.
    """
    sources, playbooks = [], []
    for path in packaged_files():
        if path.suffix == ".yaml":
            playbooks.append((path, read_playbook(path)))
        else:
            sources.append(read_digest(path, Origin.NOTE if path.parent.name == "notes" else Origin.SEED))
    everything = Library(tuple(sources), tuple(playbook for _, playbook in playbooks)).passages()
    for path, playbook in playbooks:
        _check_support(path, playbook, everything, platforms)
    kept = tuple(source for source in (*sources, *own) if source.id not in forgotten)
    left = Library(kept, ()).passages()
    return Library(kept, tuple(_upheld(playbook, left, platforms) for _, playbook in playbooks))


def _check_support(path: Path, playbook: Playbook, passages: dict[str, Passage], platforms: Platforms) -> None:
    for step in playbook.steps:
        named = {name for text in step.text.values() for ids in braces(text) for name in ids}
        for name in (*step.platforms, *step.sends_to, *named):
            if name != "meta" and name not in platforms.by_id:
                raise ContentError(path, _line_of(path, step), f"step {step.id} names an unknown platform {name}")
        for cited in step.cites:
            if cited not in passages:
                raise ContentError(path, _line_of(path, step), f"step {step.id} cites {cited}, which does not exist")
        if missing := unsupported(step, [passages[cited] for cited in step.cites], platforms):
            raise ContentError(path, _line_of(path, step), f"step {step.id}: no cited passage says {', '.join(missing)}")


def _line_of(path: Path, step: Step) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.strip().lstrip("- ") == f"id: {step.id}"), 1)


def _upheld(playbook: Playbook, left: dict[str, Passage], platforms: Platforms) -> Playbook:
    return replace(playbook, steps=tuple(_upheld_steps(playbook.steps, left, platforms)))


def _upheld_steps(steps: Iterable[Step], left: dict[str, Passage], platforms: Platforms) -> Iterator[Step]:
    for step in steps:
        cites = tuple(cited for cited in step.cites if cited in left)
        if len(cites) == len(step.cites) or (cites and not unsupported(step, [left[c] for c in cites], platforms)):
            yield replace(step, cites=cites)


def write_own(folder: Path, source: Source) -> None:
    """Keep an operator's document in the data folder, whole or not at all. Raises `OSError` where it can't be written."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / f"{source.id}.json"
    partial = whole.with_suffix(".partial")
    try:
        partial.write_text(json.dumps(asdict(source), ensure_ascii=False, indent=1), "utf-8")
        partial.replace(whole)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def read_own(folder: Path) -> list[Source]:
    """The operator's documents; one that can't be read is left out, with a warning that names it."""
    sources = []
    for path in sorted(folder.glob("*.json")):
        try:
            sources.append(_read_own(path))
        except PlanBError as error:
            log.warning("left out: %s", error)
    return sources


def _read_own(path: Path) -> Source:
    try:
        fields = json.loads(path.read_text("utf-8"))
        passages = tuple(
            Passage(p["source"], p["number"], p["locator"], _texts(p["texts"]), _texts(p["notes"]))
            for p in fields.pop("passages")
        )
        origin, language = Origin(fields.pop("origin")), Language(fields.pop("language"))
        if not all(isinstance(value, str) for value in fields.values()):
            raise TypeError("a field is no text")
        return Source(passages=passages, origin=origin, language=language, **fields)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PlanBError("error-own-document", file=str(path)) from error


def _texts(texts: dict[str, str]) -> dict[Language, str]:
    return {Language(code): text for code, text in texts.items()}
