"""Fixtures of the ingest tests: a data folder that is quick to index, and what the pipeline needs beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import Result, ingest
from knowledge.cache import Home, IndexCache
from knowledge.detection import Detector
from knowledge.embeddings import Embedder
from knowledge.languages import Language
from knowledge.platforms import load_platforms
from tests.knowledge.world import TinyEmbedder, bare_home, plain_detector


class Desk:
    """An operator's desk: a data folder, and what they do with it."""

    def __init__(self, folder: Path, detector: Detector, embedder: Embedder) -> None:
        self.files = folder / "files"
        self.files.mkdir()
        self.home = bare_home(folder / "home")
        self.embedder = embedder
        self.platforms = load_platforms()
        self.cache = IndexCache(self.home, embedder, self.platforms)
        self.detector = detector

    def move(self, folder: Path) -> None:
        """From now on the data folder is `folder`."""
        self.home = Home(folder)
        self.cache = IndexCache(self.home, self.embedder, self.platforms)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def ingest(self, *paths: Path) -> list[Result]:
        return ingest(list(paths), self.home, self.cache, self.detector, Language.EN)

    def kept(self) -> dict[str, bytes]:
        """The documents in the data folder as they are."""
        return {path.name: path.read_bytes() for path in self.home.documents.glob("*")}


@pytest.fixture(scope="session")
def detector() -> Detector:
    return plain_detector()


@pytest.fixture
def desk(tmp_path: Path, detector: Detector) -> Desk:
    return Desk(tmp_path, detector, TinyEmbedder())
