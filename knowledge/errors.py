"""The project's own errors: what a person did or a machine lacks. Anything else is a bug and stays loud."""

from __future__ import annotations

from pathlib import Path


class PlanBError(Exception):
    """`key` names a line of the wording files; `facts` fill it in. The one catch boundary of each platform words it."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key}: " + ", ".join(f"{name}={value}" for name, value in facts.items()))
        self.key = key
        self.facts = facts


class ContentError(PlanBError):
    """A source, note or playbook is malformed: which file, which line (1-based), what is wrong."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__("error-content", file=file.name, line=line, reason=reason)
