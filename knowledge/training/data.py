"""What the model learns from: utterances, the playbooks' own ways of asking, and (with less weight) the playbooks' steps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.languages import Language

OUT_OF_SCOPE = "out-of-scope"
UTTERANCES = Path(__file__).parents[1] / "utterances"
PLAYBOOKS = Path(__file__).parents[1] / "playbooks"
CONCEPTS = Path(__file__).with_name("concepts.txt")
_CODE = (Path(__file__).parents[1] / "features.py", *sorted(Path(__file__).parent.glob("*.py")))
STEP_WEIGHT = 0.25
ASKED, ADVISED = "asked", "advised"


@dataclass(frozen=True, slots=True)
class Row:
    """A text with its topic. `kind` is `ASKED`, or `ADVISED` for what we answer: those teach a little and test nothing."""

    text: str
    topic: str
    language: Language
    kind: str
    origin: str

    @property
    def weight(self) -> float:
        return 1.0 if self.kind == ASKED else STEP_WEIGHT


class BadUtteranceError(Exception):
    """A file has a line that can't be learnt from; the message names file, line and reason."""


def fingerprint() -> str:
    """A hash of all that the model is made from."""
    digest = hashlib.blake2b(digest_size=16)
    for path in (*sorted(UTTERANCES.glob("*.jsonl")), *sorted(PLAYBOOKS.glob("*.yaml")), CONCEPTS, *_CODE):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def load_rows() -> list[Row]:
    """All there is to learn from, in a stable order, none twice."""
    playbooks = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(PLAYBOOKS.glob("*.yaml"))]
    topics = {playbook["topic"] for playbook in playbooks} | {OUT_OF_SCOPE}
    rows = [row for path in sorted(UTTERANCES.glob("*.jsonl")) for row in read_utterances(path, topics)]
    rows += [row for playbook in playbooks for row in _playbook(playbook)]
    return list({(row.text, row.topic): row for row in rows}.values())


def read_utterances(path: Path, topics: Iterable[str]) -> list[Row]:
    """The rows of a file named `<language>.jsonl` or `<anything>.<language>.jsonl`. Raises `BadUtteranceError`."""
    language, known = Language(path.stem.rpartition(".")[2]), set(topics)
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            entry = json.loads(line)
            text, topic = str(entry["text"]), str(entry["topic"])
        except (ValueError, KeyError, TypeError) as error:
            raise BadUtteranceError(f"{path.name}, line {number}: not an object with text and topic ({error})") from error
        if topic not in known or not text.strip():
            raise BadUtteranceError(f"{path.name}, line {number}: unknown topic {topic!r} or empty text")
        rows.append(Row(text, topic, language, ASKED, path.stem))
    return rows


def _playbook(playbook: dict[str, Any]) -> Iterable[Row]:
    topic = playbook["topic"]
    for language in Language:
        for ask in playbook["asks"].get(language.value, ()):
            yield Row(ask, topic, language, ASKED, "playbooks")
        for step in playbook["steps"]:
            for text in (step["text"][language.value], step["why"][language.value]):
                yield Row(text, topic, language, ADVISED, "playbooks")
