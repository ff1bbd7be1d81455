"""How often the fake Discord may be asked.

Sections in brackets are those of the developer documentation (discord.com/developers/docs).
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

from tests.fakes.discord_rules import Refusal


@dataclass
class Limits:
    """Buckets of requests. Sizes are told in the headers and nowhere else [Reference: Rate Limits]."""

    size: int = 5
    window: float = 1.0
    total: int = 50
    next: list[tuple[float, str]] = field(default_factory=list)
    hit: list[tuple[str, float, float]] = field(default_factory=list)
    """Each 429: the path, when, and after how long to try again."""
    early: int = 0
    """Requests that came before they were to be tried again."""
    _used: dict[str, deque[float]] = field(default_factory=dict)
    _all: deque[float] = field(default_factory=deque)
    _closed: dict[str, tuple[float, str]] = field(default_factory=dict)

    def admit(self, bucket: str, path: str, *, message: bool, bound: bool) -> dict[str, str]:
        """The headers of an admitted request; a refusal otherwise. `bound`: the global limit counts it."""
        now = time.monotonic()
        until, scope = max(self._closed.get(bucket, (0.0, "")), self._closed.get("global", (0.0, "")) if bound else (0.0, ""))
        if until > now:
            self.early += 1
            raise self._refuse(path, until - now, scope)
        if message and self.next:
            retry_after, scope = self.next.pop(0)
            self._closed["global" if scope == "global" else bucket] = (now + retry_after, scope)
            raise self._refuse(path, retry_after, scope)
        used = self._drain(self._used.setdefault(bucket, deque()), now, self.window)
        everything = self._drain(self._all, now, 1.0)
        if bound and len(everything) >= self.total:
            raise self._refuse(path, everything[0] + 1.0 - now, "global")
        if len(used) >= self.size:
            raise self._refuse(path, used[0] + self.window - now, "user")
        used.append(now)
        everything.append(now)
        return self._headers(bucket, self.size - len(used), used[0] + self.window - now)

    def _headers(self, bucket: str, remaining: int, reset: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.size),
            "X-RateLimit-Remaining": str(remaining),
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": bucket.split(":", maxsplit=1)[0].encode().hex()[:32],
        }

    def _refuse(self, path: str, retry_after: float, scope: str) -> Refusal:
        self.hit.append((path, time.monotonic(), retry_after))
        rule = "wait for retry_after seconds, then try again [Reference: Rate Limits]"
        refusal = Refusal(429, 0, "You are being rate limited.", rule)
        refusal.more = {"retry_after": round(retry_after, 3), "global": scope == "global"}
        headers = {"Retry-After": str(max(1, round(retry_after))), "X-RateLimit-Scope": scope, "Via": "1.1 google"}
        refusal.headers = headers | ({"X-RateLimit-Global": "true"} if scope == "global" else {})
        return refusal

    @staticmethod
    def _drain(times: deque[float], now: float, window: float) -> deque[float]:
        while times and times[0] <= now - window:
            times.popleft()
        return times
