"""Measures the advisor on labelled questions: what `planb eval` prints. The gold is never shown to the advisor."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.advisor import Advisor, Question
from bot.answer import Answer, Status, as_json
from bot.compose import compose
from knowledge.errors import PlanBError
from knowledge.languages import Language


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled question. `also` are acceptable topics that need not come first; `refuse` says it is out of scope."""

    id: str
    lang: Language
    question: str
    topics: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    refuse: bool = False
    must_not_recommend: tuple[str, ...] = ()
    line: int = 0


@dataclass(slots=True)
class Tally:
    """Counts over the questions of one language, or of all."""

    in_scope: int = 0
    first_right: int = 0
    three_right: int = 0
    out_of_scope: int = 0
    declined_rightly: int = 0
    declined_wrongly: int = 0
    citations: int = 0
    citations_resolved: int = 0
    recommended_what_is_down: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def rates(self) -> dict[str, float | int | None]:
        """Shares between 0 and 1 (none where there is nothing to count), and latency percentiles in milliseconds."""
        return {
            "questions": self.in_scope + self.out_of_scope,
            "first_topic_right": _share(self.first_right, self.in_scope),
            "right_in_three": _share(self.three_right, self.in_scope),
            "out_of_scope_declined": _share(self.declined_rightly, self.out_of_scope),
            "in_scope_declined": _share(self.declined_wrongly, self.in_scope),
            "citations_resolve": _share(self.citations_resolved, self.citations),
            "recommended_what_is_down": self.recommended_what_is_down,
            "latency_p50_ms": _percentile(self.milliseconds, 0.5),
            "latency_p95_ms": _percentile(self.milliseconds, 0.95),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One question's outcome."""

    gold: Gold
    answer: Answer
    milliseconds: float

    def as_json(self) -> dict[str, Any]:
        whole = as_json(self.answer, compose(self.answer).text)
        kept = {name: whole[name] for name in ("status", "language", "topics", "steps", "citations", "answer")}
        return {"id": self.gold.id, **kept, "ms": round(self.milliseconds, 2)}


def read_gold(path: Path) -> list[Gold]:
    """The questions in `path`, JSON lines. Raises `PlanBError` with file and line where one is malformed."""
    if path.is_dir():
        raise PlanBError("error-is-folder", path=str(path))
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError as error:
        raise PlanBError("error-no-file", path=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PlanBError("error-unreadable", path=str(path)) from error
    return [_gold(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def evaluate(
    advisor: Advisor, questions: Sequence[Gold], skipped: Callable[[Gold, PlanBError], None] = lambda _gold, _error: None
) -> Iterator[Row]:
    """Ask each question, in order. One that is none (it is empty) stops nothing: `skipped` is told of it."""
    advisor.warm()
    for gold in questions:
        started = time.perf_counter()
        try:
            answer = advisor.advise(Question(gold.question))
        except PlanBError as error:
            skipped(gold, error)
        else:
            yield Row(gold, answer, (time.perf_counter() - started) * 1000)


def unknown_topics(questions: Sequence[Gold], known: Collection[str]) -> Iterator[tuple[Gold, str]]:
    """Topics that questions name and that there are not: misspelt, or not written yet."""
    for gold in questions:
        yield from ((gold, topic) for topic in (*gold.topics, *gold.also) if topic not in known)


def tally(rows: Sequence[Row], resolves: Callable[[str], bool]) -> dict[str, Tally]:
    """Counts by language and under `all`; `resolves` says whether a citation's id names a passage."""
    counts: dict[str, Tally] = {"all": Tally()}
    for row in rows:
        for name in (row.gold.lang.value, "all"):
            _count(counts.setdefault(name, Tally()), row, resolves)
    return counts


def confusions(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """Pairs of (right topic, topic given first) that occurred, most frequent first."""
    pairs: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.gold.topics and not (row.answer.topics and row.answer.topics[0] in row.gold.topics):
            given = row.answer.topics[0] if row.answer.topics else str(row.answer.status)
            pairs[row.gold.topics[0], given] = pairs.get((row.gold.topics[0], given), 0) + 1
    return sorted(((right, given, count) for (right, given), count in pairs.items()), key=lambda pair: (-pair[2], pair))


def _count(counts: Tally, row: Row, resolves: Callable[[str], bool]) -> None:
    answer, gold = row.answer, row.gold
    counts.milliseconds.append(row.milliseconds)
    cited = [id_ for step in answer.steps for id_ in step.citations] + [citation.id for citation in answer.citations]
    counts.citations += len(cited)
    counts.citations_resolved += sum(map(resolves, cited))
    text = " ".join(step.text for step in answer.steps)
    counts.recommended_what_is_down += any(_names(text, word) for word in gold.must_not_recommend)
    declined = answer.status is Status.DECLINED
    if gold.refuse:
        counts.out_of_scope += 1
        counts.declined_rightly += declined
        return
    counts.in_scope += 1
    counts.declined_wrongly += declined
    counts.first_right += bool(answer.status is Status.ANSWERED and answer.topics and answer.topics[0] in gold.topics)
    counts.three_right += any(topic in gold.topics for topic in answer.topics[:3])


def _names(text: str, word: str) -> bool:
    return word in text.replace("(", " ").replace(")", " ").replace(",", " ").replace(".", " ").split()


def _gold(path: Path, number: int, line: str) -> Gold:
    try:
        fields = json.loads(line)
        if not isinstance(fields, dict):
            raise ValueError("is no JSON object, {…}")
        return Gold(
            id=str(fields["id"]),
            lang=_spoken(fields["lang"]),
            question=_text(fields["question"]),
            topics=_texts(fields, "topics"),
            also=_texts(fields, "also"),
            refuse=bool(fields.get("refuse", False)),
            must_not_recommend=_texts(fields, "must_not_recommend"),
            line=number,
        )
    except KeyError as error:
        raise PlanBError("error-eval-file", file=path.name, line=number, reason=f"lacks {error.args[0]}") from error
    except json.JSONDecodeError as error:
        raise PlanBError("error-eval-file", file=path.name, line=number, reason=f"is no JSON: {error}") from error
    except (ValueError, RecursionError) as error:
        raise PlanBError("error-eval-file", file=path.name, line=number, reason=str(error)) from error


def _spoken(code: object) -> Language:
    if not isinstance(code, str) or code not in list(Language):
        raise ValueError(f"lang is {code!r}, none of {' '.join(Language)}")
    return Language(code)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("question is no text")
    return value


def _texts(fields: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = fields.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"{name} is no list of texts")
    return tuple(values)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _percentile(values: Sequence[float], share: float) -> float | None:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2) if ordered else None
