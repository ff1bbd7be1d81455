"""Fixtures of the knowledge tests: the platforms, the embedders, and the full index, made once for each worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import generations
from knowledge.embeddings import Embedder
from knowledge.index import ChromaIndex
from knowledge.platforms import Platforms, load_platforms
from tests.knowledge.world import SMALL, TinyEmbedder, builtin_embedder


@pytest.fixture(scope="session")
def platforms() -> Platforms:
    return load_platforms()


@pytest.fixture(scope="session")
def tiny() -> Embedder:
    return TinyEmbedder()


@pytest.fixture(scope="session")
def builtin() -> Embedder:
    return builtin_embedder()


@pytest.fixture
def folder(tmp_path: Path, tiny: Embedder) -> Path:
    """An index folder with one generation of the small documents."""
    generations.build(tmp_path / "index", SMALL, tiny, "first")
    return tmp_path / "index"


@pytest.fixture
def index(folder: Path) -> Iterator[ChromaIndex]:
    """The index in `folder`, opened."""
    generation = generations.current(folder)
    assert generation is not None
    opened = ChromaIndex(folder, generation)
    yield opened
    opened.close()
