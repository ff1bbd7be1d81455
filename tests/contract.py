"""What design.md promises of an answer as JSON, key by key. Whoever reads `planb ask --json` relies on exactly this."""

from __future__ import annotations

from typing import Any

LANGUAGES = {"fr", "it", "pl", "en", "es", "de"}
ROLES = {"shop", "agency", "creator", "pr", "developer"}
PHASES = {"now", "after", "before", "fact"}
STATUSES = {"answered", "clarify", "declined"}
MOST_STEPS, MOST_TOPICS = 7, 3

ANSWER = {
    "question": str,
    "language": str,
    "status": str,
    "topics": list,
    "situation": dict,
    "answer": str,
    "steps": list,
    "citations": list,
    "choices": list,
    "generator": str,
    "timings_ms": dict,
}
SITUATION = {
    "role": (str, type(None)),
    "down": list,
    "function": (str, type(None)),
    "since": (int, type(None)),
    "phase": (str, type(None)),
}
STEP = {"id": str, "topic": str, "text": str, "phase": str, "citations": list}
CITATION = {
    "id": str,
    "source": str,
    "title": str,
    "publisher": str,
    "language": str,
    "published": str,
    "locator": str,
    "text": str,
    "text_language": str,
    "score": (int, float),
}
CHOICE = {"id": str, "label": str}


def check_answer(answer: dict[str, Any]) -> None:
    """Every key, every type, and what the keys promise about each other."""
    _shape("answer", answer, ANSWER)
    _shape("situation", answer["situation"], SITUATION)
    for kind, shape in (("steps", STEP), ("citations", CITATION), ("choices", CHOICE)):
        for one in answer[kind]:
            _shape(kind, one, shape)
    assert answer["language"] in LANGUAGES
    assert answer["status"] in STATUSES
    assert answer["situation"]["role"] in ROLES | {None}
    assert answer["situation"]["phase"] in PHASES | {None}
    assert all(isinstance(name, str) for name in (*answer["topics"], *answer["situation"]["down"]))
    assert all(isinstance(took, int | float) and took >= 0 for took in answer["timings_ms"].values())
    assert answer["answer"].strip()
    assert len(answer["topics"]) <= MOST_TOPICS
    assert bool(answer["choices"]) == (answer["status"] == "clarify")
    _check_steps(answer)
    _check_citations(answer)
    if answer["status"] == "declined":
        assert not answer["topics"]
        assert not answer["steps"]
        assert not answer["citations"]
    if answer["status"] == "clarify":
        assert [choice["id"] for choice in answer["choices"]] == answer["topics"]


def _check_steps(answer: dict[str, Any]) -> None:
    steps = answer["steps"]
    assert len(steps) <= MOST_STEPS
    assert len({step["id"] for step in steps}) == len(steps)
    cited = {citation["id"] for citation in answer["citations"]}
    for step in steps:
        assert step["phase"] in PHASES
        assert step["text"].strip()
        assert step["text"] in answer["answer"]
        assert step["citations"], f"{step['id']} stands on nothing"
        assert set(step["citations"]) <= cited, f"{step['id']} cites what the answer does not carry"


def _check_citations(answer: dict[str, Any]) -> None:
    citations = answer["citations"]
    assert len({citation["id"] for citation in citations}) == len(citations)
    for citation in citations:
        source, _, number = citation["id"].partition("#")
        assert source == citation["source"]
        assert number.isdigit()
        assert citation["text"].strip()
        assert citation["locator"].strip()
        assert citation["publisher"].strip()
        assert citation["language"] in LANGUAGES
        assert citation["text_language"] in {answer["language"], citation["language"]}


def _shape(what: str, found: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert found.keys() == wanted.keys(), f"{what}: {sorted(found.keys() ^ wanted.keys())}"
    for key, kind in wanted.items():
        right = isinstance(found[key], kind) and not isinstance(found[key], bool)
        assert right, f"{what}.{key} is {found[key]!r}"
