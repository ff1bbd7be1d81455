"""Builds the vector index aside, as a generation of its own, and switches to it at once.

A generation is a folder: Chroma's files, the lexical index, and a manifest that says what it was made from and by which
embedder, how many documents it holds, and the hash of every file that reading leaves alone. `current` names the one in use.
The index is a cache: it can be thrown away and built again from the documents at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.chroma import add_documents, open_client
from knowledge.documents import COLLECTIONS, Document
from knowledge.embedders import Chosen, embedder_of
from knowledge.embeddings import Embedder
from knowledge.lexical import Lexical

SCHEMA = 4
"""Raised whenever a generation's layout or a document's metadata changes: older ones are then built anew."""
_MANIFEST = "manifest.json"
_CURRENT = "current"
_VECTORS = "vectors.npz"
_DISTRUSTED = "distrusted"
_NAME = re.compile(r"generation-[0-9a-f]+")
_SQLITE = "chroma.sqlite3"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is: `counts` of documents by collection, `files` with the hash of each."""

    schema: int
    embedder: str
    fingerprint: str
    counts: dict[str, int]
    files: dict[str, str]


def fingerprint(paths: Iterable[Path], *further: str) -> str:
    """A hash of the files' names and contents and of `further` values: the same input gives the same hash."""
    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for value in further:
        digest.update(value.encode() + b"\0")
    return digest.hexdigest()


def mark(folder: Path) -> tuple[int, int]:
    """What changes whenever another generation comes into use: cheaper to look at than which one it is."""
    try:
        pointer = os.stat(folder / _CURRENT)  # noqa: PTH116 - a third of the time that Path.stat takes, in every search
    except OSError:
        return (0, 0)
    return (pointer.st_ino, pointer.st_mtime_ns)


def current(folder: Path) -> Path | None:
    """The generation in use, or none."""
    try:
        name = (folder / _CURRENT).read_text("utf-8").strip()
        return folder / name if _NAME.fullmatch(name) and (folder / name).is_dir() else None
    except (OSError, ValueError):
        return None


def fault(generation: Path, embedder: str) -> str:
    """Why `generation` can't be served from (`damaged`, `foreign`), or nothing. Never opens Chroma: damage could kill us."""
    try:
        manifest = read_manifest(generation)
    except (OSError, ValueError, TypeError):
        return "damaged"
    if manifest.schema != SCHEMA or manifest.embedder != embedder:
        return "foreign"
    try:
        sound = _hashes(generation) == manifest.files and _sqlite_sound(generation, sum(manifest.counts.values()))
    except (OSError, TypeError, AttributeError):
        return "damaged"
    return "" if sound else "damaged"


def distrust(generation: Path) -> None:
    """Have `generation` built anew at the next opening: a file more in it than its manifest names makes it damaged.

    The manifest stays: it tells whose vectors are kept beside the index, which need not be asked for again.
    """
    with suppress(OSError):
        (generation / _DISTRUSTED).touch()


def read_manifest(generation: Path) -> Manifest:
    """Raises `OSError`, `ValueError` or `TypeError` where there is no sound one."""
    return Manifest(**json.loads((generation / _MANIFEST).read_text("utf-8")))


def build(folder: Path, documents: Sequence[Document], embedder: Embedder, made_from: str) -> Path:
    """Build a generation of `documents` in `folder` and make it the current one; the one before it is kept for who reads it.

    Raises `OSError` where it can't be written; then nothing has changed. The caller holds the writers' lock.
    """
    aside = folder / f"building-{uuid.uuid4().hex[:12]}"
    try:
        aside.mkdir(parents=True)
        _recall(folder, embedder)
        counts = _fill(aside, documents, embedder)
        manifest = Manifest(SCHEMA, embedder.identity, made_from, counts, _hashes(aside))
        (aside / _MANIFEST).write_text(json.dumps(asdict(manifest)), "utf-8")
        generation = aside.rename(folder / f"generation-{uuid.uuid4().hex[:12]}")
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    _switch(folder, generation)
    return generation


def _fill(generation: Path, documents: Sequence[Document], embedder: Embedder) -> dict[str, int]:
    of = {name: [document for document in documents if document.collection == name] for name in COLLECTIONS}
    with closing(open_client(generation)) as client:
        for name, members in of.items():
            add_documents(client, name, members, embedder_of(name, embedder))
    for name, members in of.items():
        lexical = generation / "lexical" / name
        lexical.mkdir(parents=True)
        Lexical.build(members).save(lexical)
    if isinstance(embedder, Chosen):
        embedder.remember(generation / _VECTORS)
    return {name: len(members) for name, members in of.items()}


def _recall(folder: Path, embedder: Embedder) -> None:
    """Tell a slow embedder what it found for the generation before."""
    before = current(folder)
    if before is not None and isinstance(embedder, Chosen):
        with suppress(OSError, ValueError, TypeError):
            embedder.recall(before / _VECTORS, read_manifest(before).embedder)


def _switch(folder: Path, generation: Path) -> None:
    before = current(folder)
    pointer = folder / f"{_CURRENT}.partial"
    pointer.write_text(generation.name, "utf-8")
    pointer.replace(folder / _CURRENT)
    for other in folder.iterdir():
        if other.is_dir() and other not in (generation, before):
            shutil.rmtree(other, ignore_errors=True)


def _hashes(generation: Path) -> dict[str, str]:
    """The hash of each file that reading leaves as it is; SQLite's file has a check of its own."""
    return {
        path.relative_to(generation).as_posix(): hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
        for path in sorted(generation.rglob("*"))
        if path.is_file() and not path.name.startswith(_SQLITE) and path.name != _MANIFEST and not _scratch(path)
    }


def _scratch(path: Path) -> bool:
    """Whether `path` belongs to a collection of under a thousand rows, which Chroma has not yet written to its files.

    Each opening overwrites them with whatever memory held (two generations of the same documents differ), and damage there was
    found harmless: the vectors are read from SQLite.
    """
    return path.suffix == ".bin" and not (path.parent / "index_metadata.pickle").exists()


def _sqlite_sound(generation: Path, count: int) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{generation / _SQLITE}?mode=ro", uri=True)) as connection:
            sound: bool = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            return sound and connection.execute("SELECT count(*) FROM embeddings").fetchone() == (count,)
    except sqlite3.Error:
        return False


def unwritable_errors() -> tuple[type[Exception], ...]:
    """What is raised where files can't be written: by the system, by SQLite, by Chroma."""
    from chromadb.errors import ChromaError  # noqa: PLC0415 - slow to import

    return (OSError, sqlite3.Error, ChromaError)


def unreadable_errors() -> tuple[type[Exception], ...]:
    """What is raised where an index can't be opened: the same, and what its files give when they hold something else."""
    return (*unwritable_errors(), ValueError, TypeError, KeyError)
