"""Reads what Telegram delivers. What the library can't make sense of is passed over and told in the log, without its content:
else one message would come again for ever, and nobody behind it would be heard."""

from __future__ import annotations

import json
import logging
import traceback
from http import HTTPStatus
from typing import Any

import telegram
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

log = logging.getLogger(__name__)


class Unreadable(Exception):  # noqa: N818 - it tells of an update, and ends nothing
    """An update that the library can't make sense of."""


def read_update(raw: dict[str, Any], bot: telegram.Bot | None = None) -> telegram.Update:
    """The update that was delivered with a number. Raises `Unreadable`."""
    try:
        return telegram.Update.de_json(raw, bot)
    except Exception as failure:
        raise Unreadable from failure


def number_of(raw: object) -> int | None:
    """The number of what was delivered; None where it is no update."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None


def report(raw: dict[str, Any], unreadable: Unreadable) -> None:
    """One entry, with names of fields and places in the code alone: texts of errors may quote what people wrote."""
    failure = unreadable.__cause__ or unreadable
    log.error(
        "Telegram: update %s is passed over, the library can't read it: %s. It has %s.\n%s",
        raw["update_id"],
        type(failure).__name__,
        "; ".join(_fields(name, value) for name, value in raw.items() if name != "update_id"),
        "".join(traceback.format_tb(failure.__traceback__)).rstrip(),
    )


def _fields(name: str, value: object) -> str:
    return f"{name} ({', '.join(value)})" if isinstance(value, dict) else name


class UpdatesRequest(HTTPXRequest):
    """Fetches updates. Of one that can't be read the number alone is passed on: it keeps its place, asks nothing, and is
    confirmed as the others are."""

    def __init__(self) -> None:
        super().__init__()
        self._told: set[int] = set()
        """Those of the last answer: they come again until all before them are confirmed."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        code, payload = await super().do_request(*args, **kwargs)
        return code, self._readable(payload) if code == HTTPStatus.OK else payload

    def _readable(self, payload: bytes) -> bytes:
        try:
            updates = json.loads(payload.decode("utf-8", "replace"))["result"]
            numbers = [raw["update_id"] for raw in updates]
        except (ValueError, KeyError, TypeError):  # the library's own complaint would quote it
            raise NetworkError("an answer that is no list of updates") from None
        unreadable = {raw["update_id"]: (raw, failure) for raw in updates if (failure := _failure(raw))}
        for number in unreadable.keys() - self._told:
            report(*unreadable[number])
        self._told = set(unreadable)
        if not unreadable:
            return payload
        kept = [{"update_id": n} if n in unreadable else raw for n, raw in zip(numbers, updates, strict=True)]
        return json.dumps({"ok": True, "result": kept}).encode()


def _failure(raw: dict[str, Any]) -> Unreadable | None:
    try:
        read_update(raw)
    except Unreadable as failure:
        return failure
    return None
