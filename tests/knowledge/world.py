"""What the tests of knowledge and ingest share: a tiny embedder, documents and sources of their own, and other processes."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from knowledge.cache import Home
from knowledge.detection import Detector
from knowledge.documents import ASKS, OWN, PASSAGES, STEPS, Document
from knowledge.embeddings import Embedder, builtin_embeddings
from knowledge.hits import Searchable
from knowledge.languages import Language
from knowledge.library import packaged_files, write_own
from knowledge.model import Origin, Passage, Source
from knowledge.platforms import load_platforms
from knowledge.text import words

ROOT = Path(__file__).parents[2]


class TinyEmbedder(Embedder):
    """Counts of hashed words: the same text has the same vector, texts that share words are near. Not of length one."""

    identity = "tiny-1"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = np.zeros(64)
        for word in words(text):
            vector[zlib.crc32(word.encode()) % 64] += 1.0
        return [float(value) for value in vector]


def builtin_embedder() -> Embedder:
    """The embedder that is used where nothing is set."""
    return builtin_embeddings()


class OtherEmbedder(TinyEmbedder):
    """An embedder that is not the one before."""

    identity = "other-1"


class FailingEmbedder(TinyEmbedder):
    """Breaks off in the middle of a build: the first collection is embedded, the second is not."""

    def __init__(self) -> None:
        self._calls = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self._calls += 1
        if self._calls > 1:
            raise RuntimeError("broke off")
        return super().embed_documents(texts)


def passage(text: str, number: int = 1, *, source: str = "s", language: str = "en", collection: str = PASSAGES) -> Document:
    metadata: dict[str, str | int] = {"passage": f"{source}#{number}", "source": source, "number": number, "language": language}
    return Document(collection, text, metadata)


def step(text: str, topic: str, position: int, language: str = "en") -> Document:
    return Document(STEPS, text, {"step": f"{topic}-{position}", "topic": topic, "position": position, "language": language})


def ask(text: str, topic: str, language: str = "en") -> Document:
    return Document(ASKS, text, {"topic": topic, "language": language, "phase": "now"})


SMALL = (
    passage("put the bakery phone number in the shop window", 1),
    passage("write to customers by email or text message", 2),
    passage("engineers withdrew the routes and the servers went silent", 3),
    passage("affichez le numéro de la boulangerie dans la vitrine", 1, language="fr"),
    passage("écrivez aux clients par courriel", 2, language="fr"),
    step("answer the phone", "fallback-contact", 0),
    step("tell the team", "fallback-contact", 1),
    step("décrochez le téléphone", "fallback-contact", 0, "fr"),
    step("pause the campaigns", "ads-during-outage", 0),
    ask("customers order by chat what now", "fallback-contact"),
    ask("are my ads still running", "ads-during-outage"),
)


def own_source(id_: str, *texts: str, title: str = "", language: Language = Language.EN) -> Source:
    """An operator's document as the pipeline keeps it."""
    passages = tuple(Passage(id_, number, f"§ {number}", {language: text}, {}) for number, text in enumerate(texts, 1))
    return Source(id_, title or id_, title or id_, language, "2024-05-01", "page", Origin.OWN, passages)


def bare_home(folder: Path, *own: Source) -> Home:
    """A data folder in which every packaged source is forgotten: quick to index, and nothing but `own` to find."""
    folder.mkdir(parents=True, exist_ok=True)
    packaged = [path.stem for path in packaged_files() if path.suffix == ".md"]
    (folder / "forgotten.json").write_text(json.dumps(packaged), "utf-8")
    home = Home(folder)
    for source in own:
        write_own(home.documents, source)
    return home


def nearest_texts(index: Searchable, embedder: Embedder, text: str, collection: str = OWN, k: int = 1) -> list[str]:
    return [hit.text for hit in index.nearest(collection, embedder.query_vector(text), k)]


def run_python(code: str, *arguments: object) -> str:
    """What `code` prints when it runs to its end in a process of its own, with `arguments` in sys.argv."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def other_process(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Runs `code` in a process of its own until it has printed a line; lets it go on when its standard input is closed."""
    command: Sequence[str] = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        try:
            yield process
        finally:
            process.stdin.close()
            assert process.wait(60) == 0


HOLD_THE_LOCK = """
import sys
from pathlib import Path
from knowledge.cache import Home
with Home(Path(sys.argv[1])).writing():
    print("ready", flush=True)
    sys.stdin.read()
"""


def plain_detector() -> Detector:
    """A detector that knows nothing but what the identifier says: quick to make."""
    return Detector(load_platforms(), lambda _text: None)
