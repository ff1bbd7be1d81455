"""Takes an operator's files into the data folder and brings the index up to date: ingestion is synchronisation.

A document is kept whole and first; the index is built from it after that, so that nothing acknowledged depends on a cache.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlparse
from urllib.request import url2pathname

from filelock import Timeout

from ingest.passages import split
from ingest.readers import READERS, read_document
from knowledge.cache import Home, IndexCache, Say
from knowledge.detection import Detector
from knowledge.errors import PlanBError
from knowledge.generations import unwritable_errors
from knowledge.languages import Language
from knowledge.library import packaged_files, read_own, write_own
from knowledge.model import Origin, Source
from knowledge.text import fold

Change = Literal["added", "replaced", "unchanged"]

Kept = MutableMapping[str, Source]
"""The operator's documents in the data folder by id, read once: a folder may hold a thousand."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: a change to a source, or an error that left everything as it was."""

    path: Path
    source: str = ""
    passages: int = 0
    change: Change | None = None
    error: PlanBError | None = None


def ingest(
    paths: list[Path],
    home: Home,
    cache: IndexCache,
    detector: Detector,
    fallback: Language,
    *,
    told: Callable[[Result], None] = lambda _result: None,
    say: Say = lambda _key: None,
) -> list[Result]:
    """Take each file, and each readable file of each folder, into the data folder; `told` hears of each when it is taken, `say`
    when the index is brought up to date.

    Raises `PlanBError` where another process is writing or the list of hidden sources is damaged, and nothing has changed; or
    where the data folder can't be written, and what it already took in is kept.
    """
    results = []
    with _writing(home):
        home.forgotten()
        kept = {known.id: known for known in _own(home)}
        for path in paths:
            for result in _ingest_path(path, home, kept, detector, fallback):
                told(result)
                results.append(result)
        if any(result.change in ("added", "replaced") for result in results):
            say("index-outdated")
            cache.rebuild()
    return results


def forget(source: str, home: Home, cache: IndexCache) -> None:
    """Delete an operator's document, or hide a packaged source, and take it out of the index.

    Raises `PlanBError` where there is no such source, or the data folder can't be written.
    """
    with _writing(home):
        kept = (home.documents / f"{source}.json").exists()
        if not kept and source not in {known.id for known in cache.library().sources}:
            raise PlanBError("error-unknown-source", name=source)
        home.forget(source)
        cache.rebuild()


def restore(source: str, home: Home, cache: IndexCache) -> None:
    """Show a packaged source again that was hidden.

    Raises `PlanBError` where none of that id is hidden, or the data folder can't be written.
    """
    with _writing(home):
        if source not in home.forgotten():
            raise PlanBError("error-unknown-source", name=source)
        home.restore(source)
        cache.rebuild()


class _writing:  # noqa: N801 - used as a statement: `with _writing(home):`
    """Holds the writers' lock; what goes wrong with the folder inside is one of our own errors."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = home.writing()

    def __enter__(self) -> None:
        try:
            self._home.folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            raise PlanBError("error-busy", folder=str(self._home.folder)) from None
        except OSError as error:
            raise self._not_writable(error) from error

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._lock.release()
        if isinstance(error, Exception) and not isinstance(error, PlanBError) and isinstance(error, unwritable_errors()):
            raise self._not_writable(error) from error

    def _not_writable(self, error: Exception) -> PlanBError:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        return PlanBError("error-not-writable", folder=str(self._home.folder), reason=reason)


def _ingest_path(path: Path, home: Home, kept: Kept, detector: Detector, fallback: Language) -> Iterator[Result]:
    if not path.exists():
        yield Result(path, error=PlanBError("error-no-file", path=str(path)))
    elif path.is_dir():
        files = [file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix.lower() in READERS]
        if not files:
            yield Result(path, error=PlanBError("error-nothing-to-ingest", path=str(path)))
        for file in files:
            yield _ingest_file(file, home, kept, detector, fallback)
    else:
        yield _ingest_file(path, home, kept, detector, fallback)


def _ingest_file(path: Path, home: Home, kept: Kept, detector: Detector, fallback: Language) -> Result:
    try:
        source = _source(path, _id(path, kept), detector, fallback)
    except PlanBError as error:
        return Result(path, error=error)
    before = kept.get(source.id)
    if before is not None and before.passages == source.passages and before.title == source.title:
        return Result(path, source.id, len(source.passages), "unchanged")
    write_own(home.documents, source)
    kept[source.id] = source
    return Result(path, source.id, len(source.passages), "replaced" if before else "added")


def _source(path: Path, id_: str, detector: Detector, fallback: Language) -> Source:
    reading = read_document(path)
    language = detector.detect(" ".join(block.text for block in reading.blocks)[:5_000], fallback)
    return Source(
        id=id_,
        title=reading.title,
        publisher=reading.title,
        language=language,
        published=datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat(),
        kind="page",
        origin=Origin.OWN,
        passages=split(reading, id_, language),
        address=path.resolve().as_uri(),
    )


def _id(path: Path, kept: Kept) -> str:
    """An id from the file's name that nothing else has: `crisis-plan` for `Crisis plan.md`, `crisis-plan-2` for another one.

    A file that is gone from where a document was read gives its id to one of the same name: it was moved.
    """
    name = re.sub(r"[^a-z0-9]+", "-", fold(path.stem)).strip("-") or "document"
    packaged = {file.stem for file in packaged_files() if file.suffix == ".md"}
    for id_ in (f"{name}-{number}" if number > 1 else name for number in itertools.count(1)):
        before = kept.get(id_)
        if id_ not in packaged and (before is None or _same_file(before.address, path)):
            return id_
    raise AssertionError("counting does not end")


def _same_file(address: str, path: Path) -> bool:
    before = Path(url2pathname(urlparse(address).path))
    return not address or before == path.resolve() or not before.exists()


def _own(home: Home) -> list[Source]:
    return read_own(home.documents) if home.documents.is_dir() else []
