"""Keeps the index in step with the documents: unchanged input means no work; anything wrong with it means building it anew.

Whoever asks is answered in any case. Where the data folder is read-only, full or being written by another process, the index
on disk is used as it is or, where there is none, one in memory; that one also answers when the index on disk fails while it is
served from, until it is built anew.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge import generations
from knowledge.documents import Document, documents
from knowledge.embedders import Chosen, EmbedderFailedError, builtin_of, reopened
from knowledge.embeddings import Embedder
from knowledge.errors import PlanBError
from knowledge.healing import HealingIndex
from knowledge.hits import Searchable
from knowledge.index import ChromaIndex
from knowledge.library import load_library, packaged_files, read_own
from knowledge.memory import MemoryIndex
from knowledge.model import Library, Source
from knowledge.platforms import Platforms
from knowledge.retrieval import Retriever

Say = Callable[[str], None]
"""Takes the key of a line of the wording files that tells a person what is going on."""


Opened = tuple[Searchable, Embedder]
"""An index and the embedder that made it: the one without the other finds nothing."""

RETRY = 300.0
"""Seconds until an index that could not be built aside is tried again."""


def _nothing(_key: str) -> None:
    """Says nothing."""


class Home:
    """The data folder: an operator's documents, what was forgotten, and the index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents = folder / "documents"
        self.index = folder / "index"
        self._forgotten = folder / "forgotten.json"

    def forgotten(self) -> set[str]:
        """The ids of packaged sources that are hidden. Raises `PlanBError` where the list of them is damaged."""
        try:
            names = json.loads(self._forgotten.read_text("utf-8"))
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                raise TypeError("not a list of names")
            return set(names)
        except (FileNotFoundError, NotADirectoryError):
            return set()
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise PlanBError("error-forgotten", file=str(self._forgotten)) from error

    def forget(self, source: str) -> None:
        """Delete an operator's document, or hide a packaged source. Raises `OSError` where that can't be written."""
        own = self.documents / f"{source}.json"
        if own.exists():
            own.unlink()
            return
        self._write_forgotten(self.forgotten() | {source})

    def restore(self, source: str) -> None:
        """Show a packaged source again. Raises `OSError` where that can't be written."""
        self._write_forgotten(self.forgotten() - {source})

    def _write_forgotten(self, sources: set[str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self._forgotten.with_suffix(".partial")
        partial.write_text(json.dumps(sorted(sources)), "utf-8")
        partial.replace(self._forgotten)

    def writing(self) -> FileLock:
        """The lock of the one process that may write here."""
        return FileLock(self.folder / "writing.lock", timeout=0)


class IndexCache:
    """Opens the index of a data folder, built anew where it does not fit the documents."""

    def __init__(self, home: Home, embedder: Embedder, platforms: Platforms) -> None:
        self._home = home
        self._embedder = embedder
        self._platforms = platforms

    def library(self) -> Library:
        """All content as it is now. Raises `PlanBError` where the list of what was forgotten is damaged."""
        return load_library(self._platforms, self._own(), self._home.forgotten())

    def open(self, say: Say) -> Searchable:
        """An index that fits the documents as nearly as the machine allows. Never fails for the state of the data folder."""
        return self._open(say)[0]

    def retriever(self, say: Say, *, aside: bool = False) -> Retriever:
        """A retriever on that index, with the embedder that made it.

        With `aside`, an index that another embedder made answers meanwhile, and where there is none, one by the builtin
        embedder; the one that is wanted is built on a thread and switched to.
        """
        meanwhile = self._meanwhile(say) if aside else None
        if meanwhile is None:
            return self._healing(self._open(say), say)
        retriever = self._healing(meanwhile, say)
        self._build_aside(retriever, say, "index-switched")
        return retriever

    def rebuild(self) -> None:
        """Bring the index up to date after the documents changed. The caller holds the lock. Raises `OSError`."""
        try:
            self._build(self._made_from())
        except EmbedderFailedError:
            self._with_builtin().rebuild()

    def _open(self, say: Say) -> Opened:
        list_damaged = self._hidden(say) is None  # then an index made when it was whole hides what it should
        made_from = self._made_from()
        generation = generations.current(self._home.index)
        fault = generations.fault(generation, self._embedder.identity) if generation else "missing"
        if generation and not fault and (list_damaged or _fits(generation, made_from)):
            return self._opened(generation, say)
        try:
            if isinstance(self._embedder, Chosen):
                self._embedder.wake()
            with self._lock():
                say(f"index-{fault or 'outdated'}")
                return self._opened(self._build(made_from), say)
        except EmbedderFailedError:  # it has said so itself
            return self._with_builtin()._open(say)
        except Timeout:
            say("index-being-written")
        except generations.unwritable_errors():
            say("home-not-writable")
            say = _nothing  # said once is enough
        if generation and not fault:
            return self._opened(generation, say)
        return self._foreign(say) or self._in_memory()

    def _meanwhile(self, say: Say) -> Opened | None:
        """What answers while an index by our embedder is built aside; none where that is not needed or not worth it."""
        generation = generations.current(self._home.index)
        if generation and not generations.fault(generation, self._embedder.identity):
            return None
        if opened := self._foreign(say):
            say("index-aside")
            return opened
        if not isinstance(self._embedder, Chosen):
            return None
        say("index-aside")
        return self._with_builtin()._open(say)

    def _foreign(self, say: Say) -> Opened | None:
        """The index on disk with the other embedder that made it, where both are sound."""
        generation = generations.current(self._home.index)
        if generation is None:
            return None
        try:
            made_by = generations.read_manifest(generation).embedder
        except (OSError, ValueError, TypeError):
            return None
        embedder = reopened(made_by, builtin_of(self._embedder), say)
        if embedder is None or embedder.identity == self._embedder.identity or generations.fault(generation, made_by):
            return None
        return IndexCache(self._home, embedder, self._platforms)._opened(generation, say)

    def _healing(self, opened: Opened, say: Say) -> Retriever:
        """A retriever that goes on answering where the index fails under it."""
        index, embedder = opened
        if not isinstance(index, ChromaIndex):
            return Retriever(index, embedder)
        retriever = Retriever(index, embedder)
        healing = HealingIndex(index, lambda: self._lost(index, retriever, say))
        retriever.switch(healing, embedder)
        return retriever

    def _lost(self, index: ChromaIndex, retriever: Retriever, say: Say) -> Searchable:
        """What answers instead of `index`, which has failed; it is built anew on a thread and switched to."""
        say("index-lost")
        index.distrust()
        meanwhile = self._in_memory()
        retriever.switch(*meanwhile)
        self._build_aside(retriever, say, instead_of=index)
        return meanwhile[0]

    def _build_aside(self, retriever: Retriever, say: Say, when_done: str = "", instead_of: ChromaIndex | None = None) -> None:
        work = partial(self._switch_when_built, retriever, say, when_done, instead_of)
        threading.Thread(target=work, daemon=True, name="building").start()

    def _switch_when_built(self, retriever: Retriever, say: Say, when_done: str, instead_of: ChromaIndex | None) -> None:
        """Tries until it is there: what hinders (a full disk, a network gone) passes, and somebody else may have built it."""
        if instead_of:
            with suppress(Exception):  # it may hang as its searches did
                instead_of.close()
        while True:
            try:
                with self._lock():
                    generation = self._sound() or self._build(self._made_from())
                index = ChromaIndex(self._home.index, generation)
                break
            except (EmbedderFailedError, PlanBError, Timeout):
                pass
            except generations.unreadable_errors():
                say("home-not-writable")
            time.sleep(RETRY)
        retriever.switch(HealingIndex(index, lambda: self._lost(index, retriever, say)), self._embedder)
        if when_done:
            say(when_done)

    def _sound(self) -> Path | None:
        """The generation in use, where it is by our embedder and fits the documents."""
        generation = generations.current(self._home.index)
        if generation is None or generations.fault(generation, self._embedder.identity):
            return None
        return generation if _fits(generation, self._made_from()) else None

    def _with_builtin(self) -> IndexCache:
        return IndexCache(self._home, builtin_of(self._embedder), self._platforms)

    def _lock(self) -> FileLock:
        self._home.folder.mkdir(parents=True, exist_ok=True)
        return self._home.writing()

    def _build(self, made_from: str) -> Path:
        return generations.build(self._home.index, self._documents(), self._embedder, made_from)

    def _opened(self, generation: Path, say: Say) -> Opened:
        with suppress(*generations.unreadable_errors()):
            return ChromaIndex(self._home.index, generation), self._embedder
        say("home-not-writable")  # Chroma writes to its files even to read them
        return self._in_memory()

    def _in_memory(self) -> Opened:
        """By the builtin embedder: one of the operator's choice may take minutes, and nothing of it would last."""
        embedder = builtin_of(self._embedder)
        return MemoryIndex(self._documents(), embedder), embedder

    def _documents(self) -> list[Document]:
        return documents(load_library(self._platforms, self._own(), self._hidden(_nothing) or set()))

    def _own(self) -> list[Source]:
        return read_own(self._home.documents) if self._home.documents.is_dir() else []

    def _hidden(self, say: Say) -> set[str] | None:
        """What was forgotten; none where the list of it is damaged, and that is said: whoever asks is answered all the same."""
        try:
            return self._home.forgotten()
        except PlanBError:
            say("forgotten-damaged")
            return None

    def _made_from(self) -> str:
        own = sorted(self._home.documents.glob("*.json")) if self._home.documents.is_dir() else []
        return generations.fingerprint([*packaged_files(), *own], *sorted(self._hidden(_nothing) or ()))


def _fits(generation: Path, made_from: str) -> bool:
    """Whether a sound generation was made from the documents as they are."""
    return generations.read_manifest(generation).fingerprint == made_from
