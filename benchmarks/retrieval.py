"""General retrieval, through the path that an operator's documents take, against plain BM25 in the same run.

The public sets lie beside the checkout for some and are never part of it; without them the project's own labels are measured.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

import bm25s
import numpy as np

from benchmarks.contestants import plain_words
from benchmarks.figures import ROOT, Figure, _home
from ingest.passages import split
from ingest.readers import read_document
from knowledge import generations
from knowledge.cache import Home, IndexCache
from knowledge.documents import documents
from knowledge.embeddings import Embedder, builtin_embeddings
from knowledge.index import ChromaIndex
from knowledge.languages import Language
from knowledge.model import Library, Origin, Source
from knowledge.platforms import load_platforms
from knowledge.retrieval import Retriever

PUBLIC = ROOT.parent / "shared" / "eval" / "public"
LABELS = ROOT / "benchmarks" / "questions" / "passages.jsonl"
SEEDS = ("awaria", "bsm", "entrepreneur", "warketing", "webnovo")
SEEN = 15
Asked = list[tuple[str, int]]
"""Questions, each with the number of the text that answers it."""


def retrieval(folder: Path) -> Iterator[Figure]:
    """Answers found first and among five, a language at a time; labelled passages found among five."""
    embedder = builtin_embeddings()
    for name, least, sets in (("covid", 1.2, _covid()), ("xquad", 1.0, _xquad())):
        ratios: dict[str, list[float]] = {"passages": [], "own_passages": []}
        for language, (texts, asked) in sets.items():
            plain = _plain_ranks(texts, asked)
            yield from _recalls(f"{name} {language}, bm25 on words", plain)
            retriever = _operator(folder / f"{name}-{language}", texts, language, embedder)
            for method, found in ratios.items():
                ranks = _ranks(retriever, method, asked, language)
                found.append(_recall(ranks, 1) / _recall(plain, 1))
                yield from _recalls(f"{name} {language}, {method}", ranks)
        for method, found in ratios.items():
            if found:
                yield Figure(f"{name}, {method}: R@1 by that of bm25, mean", mean(found), "", least=least)
    yield from _labelled(folder, embedder)


def _labelled(folder: Path, embedder: Embedder) -> Iterator[Figure]:
    """The labels know the five sources alone; further public sources say much of the same and are told apart."""
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    cache = IndexCache(Home(Path(_home(folder)["PLANB_HOME"])), embedder, load_platforms())
    five = Library(tuple(source for source in cache.library().sources if source.id in SEEDS), ())
    generation = generations.build(folder / "five", documents(five), embedder, "benchmark")
    for name, retriever in (
        ("five sources", Retriever(ChromaIndex(folder / "five", generation), embedder)),
        ("all sources", cache.retriever(lambda _line: None)),
    ):
        right: dict[str, list[bool]] = {}
        for label in labels:
            hits = retriever.passages(label["question"], Language(label["lang"]), 5)
            found = any(hit.metadata["passage"] in label["passages"] for hit in hits)
            right.setdefault(label["lang"], []).append(found)
        for language, found in right.items():
            yield Figure(f"labels {language}, {name}: right among five", 100 * mean(found), "%")
        whole = [one for found in right.values() for one in found]
        yield Figure(f"labels, {name}: right among five", 100 * mean(whole), "%", least=90)


def _operator(folder: Path, texts: Sequence[str], language: str, embedder: Embedder) -> Retriever:
    """What an operator gets who ingests one document with a heading a text; nothing else is in its collection anyway."""
    folder.mkdir()
    document = folder / "handbook.md"
    entries = (f"## Entry {number}\n\n{' '.join(text.split())}" for number, text in enumerate(texts))
    document.write_text("\n\n".join(["# Handbook", *entries]), "utf-8")
    reading = read_document(document)
    source = Source(
        id="handbook",
        title=reading.title,
        publisher=reading.title,
        language=Language(language),
        published="undated",
        kind="page",
        origin=Origin.OWN,
        passages=split(reading, "handbook", Language(language)),
    )
    generation = generations.build(folder / "index", documents(Library((source,), ())), embedder, "benchmark")
    return Retriever(ChromaIndex(folder / "index", generation), embedder)


def _ranks(retriever: Retriever, method: str, asked: Asked, language: str) -> list[int]:
    """The place at which each question's text is found, or `SEEN`; a text counts by the best passage it was cut into."""
    ranks = []
    for question, right in asked:
        hits = getattr(retriever, method)(question, Language(language), SEEN)
        found = list(dict.fromkeys(hit.metadata["locator"].split(",")[0] for hit in hits))
        ranks.append(found.index(f"Entry {right}") if f"Entry {right}" in found else SEEN)
    return ranks


def _plain_ranks(texts: Sequence[str], asked: Asked) -> list[int]:
    index = bm25s.BM25()
    index.index([plain_words(text) or [""] for text in texts], show_progress=False)
    ranks = []
    for question, right in asked:
        known = [word for word in plain_words(question) if word in index.vocab_dict]
        scores = index.get_scores(known) if known else np.zeros(len(texts))
        ranks.append(int((scores > scores[right]).sum()) if scores[right] > 0 else SEEN)
    return ranks


def _recall(ranks: Sequence[int], k: int) -> float:
    return 100 * sum(rank < k for rank in ranks) / len(ranks)


def _recalls(name: str, ranks: Sequence[int]) -> Iterator[Figure]:
    for k in (1, 5):
        yield Figure(f"{name}: R@{k}", _recall(ranks, k), "%")


def _covid() -> dict[str, tuple[list[str], Asked]]:
    file = PUBLIC / "covid-faq.jsonl"
    if not file.exists():
        return {}
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    sets = {}
    for language in sorted({row["lang"] for row in rows}):
        of = [row for row in rows if row["lang"] == language]
        texts = list(dict.fromkeys(row["answer"] for row in of))
        sets[language] = (texts, [(row["question"], texts.index(row["answer"])) for row in of])
    return sets


def _xquad() -> dict[str, tuple[list[str], Asked]]:
    sets = {}
    for file in sorted(PUBLIC.glob("xquad.*.json")):
        paragraphs = [p for article in json.loads(file.read_text("utf-8"))["data"] for p in article["paragraphs"]]
        asked = [(qa["question"], number) for number, p in enumerate(paragraphs) for qa in p["qas"]]
        sets[file.name.split(".")[1]] = ([p["context"] for p in paragraphs], asked)
    return sets
