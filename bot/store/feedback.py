"""What people think of answers: one verdict a person for each answer, which they may change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select

from bot.store.answers import DECLINED
from bot.store.database import Database
from bot.store.schema import ANSWERS, FEEDBACK

GOOD, BAD = "good", "bad"


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer that was declined, or judged by people, without them: `verdict` is `declined`, `bad` (somebody said so) or
    `good`; `reasons` are those given, newest first; `at` is when it was declined or judged last."""

    id: str
    language: str
    question: str
    topics: tuple[str, ...]
    status: str
    verdict: str
    reasons: tuple[str, ...]
    at: str


class Feedback:
    """Keeps verdicts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, answer: str, person: str, verdict: str, reason: str = "") -> None:
        """Keep that person's verdict on an answer, in place of the one before. The same again keeps its reason."""
        vote = (FEEDBACK.c.answer == answer) & (FEEDBACK.c.person == person)

        def kept(connection: Connection) -> int:
            before = connection.execute(select(FEEDBACK.c.verdict, FEEDBACK.c.reason).where(vote)).first()
            known = before.reason if before and before.verdict == verdict else ""
            row = {"answer": answer, "person": person, "verdict": verdict, "reason": reason or known, "at": _now()}
            connection.execute(delete(FEEDBACK).where(vote))
            return connection.execute(insert(FEEDBACK).values(row)).rowcount

        self._database.write(kept)

    def forget(self, person: str) -> None:
        """Delete all that a person said of answers, wherever it is kept."""

        def deleted(connection: Connection) -> None:
            connection.execute(delete(FEEDBACK).where(FEEDBACK.c.person == person))

        self._database.write(deleted)

    def judged(self, *, liked: bool = False) -> tuple[Judged, ...]:
        """What was declined or disliked, newest first; with `liked`, also what people found good and nobody bad."""
        votes = ANSWERS.outerjoin(FEEDBACK, ANSWERS.c.id == FEEDBACK.c.answer)
        wanted = (ANSWERS.c.status == DECLINED) | FEEDBACK.c.verdict.is_not(None)
        query = select(ANSWERS, FEEDBACK.c.verdict, FEEDBACK.c.reason, FEEDBACK.c.at).select_from(votes).where(wanted)

        def found(connection: Connection) -> tuple[Judged, ...]:
            rows: dict[str, list[RowMapping]] = {}
            for row in connection.execute(query.order_by(FEEDBACK.c.at.desc())).mappings():
                rows.setdefault(row["id"], []).append(row)
            return tuple(map(_judged, rows.values()))

        every = self._database.read(found) or ()
        shown = [judged for judged in every if liked or judged.verdict != GOOD]
        return tuple(sorted(shown, key=lambda judged: (judged.at, judged.id), reverse=True))


def _judged(votes: list[RowMapping]) -> Judged:
    """An answer, from its votes, newest first; one that was declined may have none."""
    row = votes[0]
    disliked = any(vote["verdict"] == BAD for vote in votes)
    return Judged(
        **{name: row[name] for name in ("id", "language", "question", "status")},
        topics=_topics(row["topics"]),
        verdict=DECLINED if row["status"] == DECLINED else BAD if disliked else GOOD,
        reasons=tuple(dict.fromkeys(vote["reason"] for vote in votes if vote["reason"])),
        at=max(row["given"], row["at"] or ""),
    )


def _topics(listed: str) -> tuple[str, ...]:
    """None where the row is damaged: the others are still worth listing."""
    try:
        topics = json.loads(listed)
    except ValueError:
        return ()
    return tuple(map(str, topics)) if isinstance(topics, list) else ()


def _now() -> str:
    return datetime.now(UTC).isoformat()
