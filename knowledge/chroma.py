"""The one module that touches Chroma and LangChain's store: how a client is opened, filled and queried.

Pitfalls decided here: telemetry off; cosine set explicitly (the default, L2, scores unnormalised vectors at -228); vectors are
always passed, so that Chroma never downloads a model of its own; ids are content hashes; a batch holds at most 5,461.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.documents import Document
from knowledge.embeddings import Vector

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

_BATCH = 2_000
_SEARCHED = 40
"""Candidates that a search keeps at hand (ef; Chroma's default is 100): 96 of 100 nearest are found, a quarter sooner."""


def open_client(folder: Path) -> Client:
    """A client on the Chroma files in `folder`, made where there are none. Close it when done: one a process."""
    import chromadb  # noqa: PLC0415 - 0.7 s: loaded by what searches, not by `planb --help`
    from chromadb.config import Settings  # noqa: PLC0415

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))  # type: ignore[return-value]


def open_store(client: Client, name: str) -> Chroma:
    """LangChain's view of a collection that exists. Raises Chroma's `NotFoundError` where it does not."""
    from langchain_chroma import Chroma  # noqa: PLC0415

    return Chroma(client=client, collection_name=name, create_collection_if_not_exists=False)


def open_collection(client: Client, name: str) -> Collection:
    """Chroma's own view of a collection that exists. Raises Chroma's `NotFoundError` where it does not."""
    return client.get_collection(name, embedding_function=None)


def add_documents(client: Client, name: str, documents: Sequence[Document], embeddings: Embeddings) -> None:
    """Make the collection `name` and put `documents` into it with the vectors that `embeddings` gives them."""
    from langchain_chroma import Chroma  # noqa: PLC0415
    from langchain_core.documents import Document as LangChainDocument  # noqa: PLC0415

    store = Chroma(
        client=client,
        collection_name=name,
        embedding_function=embeddings,
        collection_configuration={"hnsw": {"space": "cosine", "ef_search": _SEARCHED}},
    )
    for start in range(0, len(documents), _BATCH):
        batch = documents[start : start + _BATCH]
        store.add_documents(
            [LangChainDocument(page_content=document.text, metadata=dict(document.metadata)) for document in batch],
            ids=[document.id for document in batch],
        )


def nearest(collection: Collection, vector: Vector, k: int) -> list[tuple[str, float]]:
    """The ids of the `k` nearest documents of a collection and their cosine similarity, nearest first.

    Asked of Chroma itself: LangChain's store has its texts and metadata fetched each time, which takes longer than the search.
    """
    found = collection.query(query_embeddings=[vector.tolist()], n_results=k, include=["distances"])
    distances = (found["distances"] or [[]])[0]
    return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], distances, strict=True)]


def wrong_size() -> type[Exception]:
    """What `nearest` raises for a vector of another length than the collection's."""
    from chromadb.errors import InvalidArgumentError  # noqa: PLC0415

    return InvalidArgumentError


def by_ids(store: Chroma, ids: Sequence[str]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Text and metadata by id, of those that exist."""
    found = store.get(ids=list(ids))
    return dict(zip(found["ids"], zip(found["documents"], found["metadatas"], strict=True), strict=True))


def page(store: Chroma, start: int, size: int) -> list[tuple[str, str, dict[str, Any]]]:
    """Id, text and metadata of the `size` documents from `start` on. A few hundred at a time: Chroma takes ten times their
    memory to give them."""
    found = store.get(limit=size, offset=start)
    return list(zip(found["ids"], found["documents"], found["metadatas"], strict=True))


def where(store: Chroma, condition: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Text and metadata of all documents that meet a Chroma metadata condition."""
    found = store.get(where=condition)
    return list(zip(found["documents"], found["metadatas"], strict=True))
