"""A strict stand-in for api.telegram.org on loopback, with a driver for what people do.

    with FakeTelegram() as fake:
        ...start a bot with fake.url and fake.token...
        fake.user_says(chat=1001, text="WhatsApp est en panne")
        fake.wait_for_sent(1, timeout=5)
        assert "téléphone" in fake.sent[0].text
        assert fake.refusals == []

It runs in a thread of its own, so tests with and without an event loop can use it. It knows nothing of the bot that is
tested: each refusal encodes a rule that the Bot API documents, and names it in `refusals`.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.fakes.telegram_api import BotApi, Toast, as_int, as_json, too_many
from tests.fakes.telegram_markup import Json, Refusal
from tests.fakes.telegram_world import BOT_ID, BOT_NAME, Sent, World, person

__all__ = ["BOT_ID", "BOT_NAME", "FakeTelegram", "Sent"]

TOKEN = "7000001:AAFake-Token_for-tests_0123456789abcdef"
LONGEST_POLL = 50


@dataclass(frozen=True)
class Call:
    """One request that reached the server."""

    method: str
    params: Json
    status: int
    at: float


@dataclass
class _Failure:
    method: str
    status: int
    body: Any


class FakeTelegram:
    """`privacy` is the bot's privacy mode, on for a new bot; `flood` switches the limits on how much a bot may send."""

    def __init__(self, *, token: str = TOKEN, privacy: bool = True, flood: bool = True) -> None:
        self.token = token
        self.world = World(privacy)
        self.calls: list[Call] = []
        self.refusals: list[Refusal] = []
        self._api = BotApi(self.world, flood=flood)
        self._failures: list[_Failure] = []
        self._quiet_until: dict[str, float] = {}
        self._offline = False
        self._poll = 0
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._bell = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake telegram", daemon=True)
        self._runner = web.AppRunner(self._application(), handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        self.url = ""

    # What tests look at.

    @property
    def sent(self) -> list[Sent]:
        """What the bot wrote, in order."""
        return self._api.sent

    @property
    def edited(self) -> list[Sent]:
        return self._api.edited

    @property
    def commands(self) -> dict[str, list[Json]]:
        """The menus that people see in private, by language code; "" is the one for every other language."""
        return self._menus("all_private_chats")

    @property
    def group_commands(self) -> dict[str, list[Json]]:
        return self._menus("all_group_chats")

    def _menus(self, scope: str) -> dict[str, list[Json]]:
        menus = self._api.menus
        default = {language: menu for (of, language), menu in menus.items() if of == "default"}
        return default | {language: menu for (of, language), menu in menus.items() if of == scope}

    @property
    def edits(self) -> list[tuple[int, str, float]]:
        """Each edit: the message, its text from then on, and when."""
        return self._api.edits

    @property
    def pins(self) -> list[tuple[int, int, bool]]:
        """What the bot has pinned, each time: the chat, the message, and whether without a sound."""
        return self._api.pins

    def may_pin(self, chat: int) -> None:
        """The bot is made an administrator who may pin."""
        with self._happening():
            self.world.chat(chat).can_pin = True

    @property
    def toasts(self) -> list[Toast]:
        """How presses were answered."""
        return self._api.toasts

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method.lower()]

    def wait(self, condition: Callable[[], bool], timeout: float = 5.0, what: str = "condition") -> None:
        """Blocks until it holds; for tests without an event loop."""
        with self._changed:
            if not self._changed.wait_for(condition, timeout):
                raise TimeoutError(f"no {what} within {timeout:g} s; sent {self.sent}; refused {self.refusals}")

    def wait_for_sent(self, count: int, timeout: float = 5.0) -> list[Sent]:
        self.wait(lambda: len(self.sent) >= count, timeout, f"message number {count}")
        return self.sent

    def wait_for_call(self, method: str, count: int = 1, timeout: float = 5.0) -> list[Call]:
        self.wait(lambda: len(self.calls_of(method)) >= count, timeout, f"call number {count} of {method}")
        return self.calls_of(method)

    def wait_until_confirmed(self, timeout: float = 5.0) -> None:
        """Until the bot has told that it needs no update again."""
        self.wait(lambda: not self.world.updates, timeout, "confirmation of the updates")

    def wait_until_polled(self, timeout: float = 5.0) -> None:
        self.wait(lambda: self._poll > 0, timeout, "getUpdates")

    async def until_sent(self, count: int) -> list[Sent]:
        """The same for tests with an event loop, as are the next three."""
        return await asyncio.to_thread(self.wait_for_sent, count)

    async def until_called(self, method: str, count: int = 1) -> list[Call]:
        return await asyncio.to_thread(self.wait_for_call, method, count)

    async def until_confirmed(self) -> None:
        await asyncio.to_thread(self.wait_until_confirmed)

    async def until_polled(self) -> None:
        await asyncio.to_thread(self.wait_until_polled)

    # What people and circumstances do.

    def user_says(
        self,
        text: str = "",
        *,
        chat: int,
        user: int | None = None,
        language: str = "fr",
        thread: int | None = None,
        reply_to: int | None = None,
        media: str = "",
        extra: Json | None = None,
    ) -> int:
        """Someone writes; chats below zero are groups (-100… supergroups), private chats have their person's number.

        `media` is sticker, photo or voice, with the text as its caption; `extra` goes into the message as it is.
        """
        with self._happening():
            sender = person(user or (chat if chat > 0 else 1001), language)
            message = self.world.say(
                self.world.chat(chat), text, sender, thread=thread, reply_to=reply_to, media=media, extra=extra or {}
            )
            return int(message["message_id"])

    def press(self, message_id: int, button: str, *, user: int | None = None, language: str = "fr") -> str:
        """Someone presses a button, named by its label or its data; the id of the query."""
        with self._happening():
            record = next(one for one in self.sent if one.message_id == message_id)
            data = record.buttons.get(button, button)
            if data not in record.buttons.values():
                raise LookupError(f"no button {button!r} among {record.buttons}")
            sender = person(user or (record.chat_id if record.chat_id > 0 else 1001), language)
            return self.world.press(record.chat_id, message_id, data, sender)

    def user_edits(self, chat: int, message_id: int, text: str) -> None:
        with self._happening():
            message = self.world.messages[chat, message_id] | {"text": text, "edit_date": int(time.time())}
            self.world.messages[chat, message_id] = message
            self.world.deliver("edited_message", message)

    def user_reacts(
        self, chat: int, message_id: int, *signs: str, user: int, before: tuple[str, ...] = (), anonymous: bool = False
    ) -> None:
        """Someone changes which signs they have put below a message, from those `before`."""
        with self._happening():
            there = self.world.chat(chat)
            self.world.react(there, message_id, person(user, "fr"), [*before], [*signs], anonymous=anonymous)

    def user_leaves(self, chat: int, user: int) -> None:
        """Someone leaves a group; in a public one they can still read, and press."""
        with self._happening():
            self.world.leave(self.world.chat(chat), person(user, ""))

    def user_blocks(self, chat: int) -> None:
        with self._happening():
            self.world.chat(chat).blocked = True

    def user_returns(self, chat: int) -> None:
        """The bot may write there again."""
        with self._happening():
            self.world.chat(chat).blocked = False

    def upgrade(self, group: int, supergroup: int) -> None:
        """A group becomes a supergroup, which has another number; who writes to the old one is told."""
        with self._happening():
            self.world.chat(supergroup)
            old = self.world.chat(group)
            old.moved_to = supergroup

    def delete(self, chat: int, message_id: int) -> None:
        """Phones may go on showing it, and its buttons, for a while."""
        with self._happening():
            del self.world.messages[chat, message_id]

    def withhold(self, chat: int, message_id: int) -> None:
        """From now on a press on the message comes without what the message says; it can still be edited."""
        with self._happening():
            self.world.withheld.add((chat, message_id))

    def expire_queries(self) -> None:
        """Presses made until now can no longer be acknowledged."""
        with self._happening():
            self.world.queries.clear()

    def fail_next(self, status: int, body: Any = None, *, method: str = "sendMessage", times: int = 1) -> None:
        """The next calls of `method` fail so. A 429 with retry_after is also held against who does not wait."""
        with self._changed:
            body = {"ok": False, "error_code": status, "description": "made to fail"} if body is None else body
            self._failures += [_Failure(method.lower(), status, body)] * times

    def go_offline(self) -> None:
        """Connections break, as without a network."""
        with self._happening():
            self._offline = True

    def go_online(self) -> None:
        self._offline = False

    def revoke_token(self) -> None:
        with self._happening():
            self.token = "7000001:another-token-made-at-BotFather"

    # The server.

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(5)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _listen(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _close(self) -> None:
        """Leaves no task behind, whose end asyncio would complain of in some later test."""
        await self._runner.cleanup()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def _application(self) -> web.Application:
        application = web.Application()
        application.router.add_route("*", "/bot{token}/{method}", self._handle)
        return application

    def _happening(self) -> _Happening:
        return _Happening(self)

    def announce(self) -> None:
        """Wakes whoever waits: tests on the condition, long polls on the bell."""
        with self._changed:
            self._changed.notify_all()
        if self._loop.is_running():
            self._loop.call_soon_threadsafe(self._ring)

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        params = await _params(request)
        status, body = await self._answer(request, request.match_info["token"], method, params)
        if self._offline and request.transport:
            request.transport.abort()
        with self._changed:
            self.calls.append(Call(method, params, status, time.monotonic()))
        self.announce()
        text = body if isinstance(body, str) else json.dumps(body)
        return web.Response(status=status, text=text, content_type="application/json")

    async def _answer(self, request: web.Request, token: str, method: str, params: Json) -> tuple[int, Any]:
        try:
            self._check_token(token)
            if self._offline:
                return 502, {}
            if failure := self._next_failure(method):
                return failure.status, failure.body
            return 200, {"ok": True, "result": await self._call(token, method, params)}
        except Refusal as refusal:
            if request.transport and not request.transport.is_closing():
                self.refusals.append(refusal)
            parameters = {"parameters": refusal.parameters} if refusal.parameters else {}
            body = {"ok": False, "error_code": refusal.status, "description": refusal.description, **parameters}
            return refusal.status, body

    def _check_token(self, token: str) -> None:
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
            raise Refusal(404, "Not Found", "making requests: /bot<token>/METHOD_NAME, a token is <number>:<characters>")
        if token != self.token:
            raise Refusal(401, "Unauthorized", "authorizing your bot: each bot has a unique token")

    def _next_failure(self, method: str) -> _Failure | None:
        if (rest := self._quiet_until.get(method, 0.0) - time.monotonic()) > 0:
            raise too_many(int(rest) + 1, "ResponseParameters.retry_after: seconds to wait before the request is repeated")
        failure = next((one for one in self._failures if one.method == method), None)
        if failure:
            self._failures.remove(failure)
            wait = failure.body.get("parameters", {}).get("retry_after", 0) if isinstance(failure.body, dict) else 0
            self._quiet_until[method] = time.monotonic() + wait
        return failure

    async def _call(self, token: str, method: str, params: Json) -> Any:
        if method == "getupdates":
            return await self._get_updates(token, params)
        handler = getattr(self._api, method, None)
        if not callable(handler) or method.startswith("_"):
            raise Refusal(404, "Not Found", f"making requests: no method {method} here")
        with self._changed:
            return handler(params)

    async def _get_updates(self, token: str, params: Json) -> list[Json]:
        if self._api.webhook:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
                "getUpdates: will not work if an outgoing webhook is set up",
            )
        offset, limit = as_int(params, "offset") or 0, as_int(params, "limit") or 100
        if not 1 <= limit <= 100:
            raise Refusal(400, "Bad Request: limit is out of range", "getUpdates.limit: 1-100")
        if (wanted := as_json(params, "allowed_updates", None)) is not None:
            self.world.allowed = set(wanted)
        deadline = time.monotonic() + min(as_int(params, "timeout") or 0, LONGEST_POLL)
        self._poll += 1
        mine = self._poll
        self._ring()
        while True:
            bell = self._bell
            with self._changed:
                updates = self.world.pending(offset, limit)
                self._changed.notify_all()  # the offset may have confirmed something
            rest = deadline - time.monotonic()
            if updates or rest <= 0 or self._offline:
                return updates
            self._check_still_alone(token, mine)
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), rest)

    def _check_still_alone(self, token: str, mine: int) -> None:
        self._check_token(token)
        if mine != self._poll:
            raise Refusal(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                "getUpdates: one at a time",
            )


class _Happening:
    """Something changes in the world: under the lock, and everyone who waits is told."""

    def __init__(self, fake: FakeTelegram) -> None:
        self._fake = fake

    def __enter__(self) -> None:
        self._fake._changed.acquire()

    def __exit__(self, *_: object) -> None:
        self._fake._changed.release()
        self._fake.announce()


async def _params(request: web.Request) -> Json:
    """Parameters come in the address, as a form or as JSON."""
    params: Json = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        params |= await request.json()
    elif request.can_read_body:
        params |= dict(await request.post())
    return params
