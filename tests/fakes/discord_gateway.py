"""The gateway half of the fake Discord: sessions over a websocket, closed with the documented codes when a rule is broken.

Sections in brackets are those of the developer documentation (discord.com/developers/docs).
"""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 0, 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 8, 9, 10, 11

GUILDS, GUILD_MEMBERS, PRESENCES, GUILD_MESSAGES = 1 << 0, 1 << 1, 1 << 8, 1 << 9
GUILD_REACTIONS, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 10, 1 << 12, 1 << 15
ALL_INTENTS = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT

CLOSINGS = {
    4001: "an opcode that does not exist or may not be sent [Gateway: Opcodes]",
    4002: "a payload is JSON with op and d, at most 4096 bytes [Gateway: Sending Events]",
    4003: "identify before sending anything else [Gateway: Identifying]",
    4004: "identify with the token of the bot [Gateway: Identifying]",
    4005: "identify once a connection [Gateway: Identifying]",
    4007: "resume with a sequence that was received [Gateway: Resuming]",
    4008: "at most 120 events in 60 seconds [Gateway: Rate Limiting]",
    4009: "heartbeat within the interval of the hello event [Gateway: Sending Heartbeats]",
    4012: "connect with a version of the gateway that exists [Gateway: Connecting]",
    4013: "intents is a sum of existing bits [Gateway: Intents]",
    4014: "privileged intents must be switched on for the application [Gateway: Privileged Intents]",
}


class Closing(Exception):  # noqa: N818 - what the fake does, not what it got wrong
    def __init__(self, code: int) -> None:
        super().__init__(f"{code}: {CLOSINGS[code]}")
        self.code = code


@dataclass
class Session:
    """What survives a lost connection: the events since, to be replayed on resume."""

    id: str
    intents: int
    events: list[dict[str, Any]] = field(default_factory=list)
    connection: Connection | None = None

    async def dispatch(self, name: str, data: Any) -> None:
        event = {"op": DISPATCH, "t": name, "s": len(self.events) + 1, "d": data}
        self.events.append(event)
        if self.connection:
            await self.connection.send(event)


@dataclass
class Gateway:
    """`ready` makes the READY payload, `opened` sends what follows it, `changed` is called when anything happens."""

    token: str
    ready: Callable[[Session], dict[str, Any]]
    guilds: Callable[[], list[dict[str, Any]]]
    changed: Callable[[], None]
    heartbeat_interval: float = 41.25
    identify_interval: float = 0.0
    privileged: int = 0
    sessions: dict[str, Session] = field(default_factory=dict)
    connections: list[Connection] = field(default_factory=list)
    closings: list[tuple[int, str]] = field(default_factory=list)
    identifies: list[Mapping[str, Any]] = field(default_factory=list)
    resumes: int = 0
    heartbeats: int = 0
    out_of_order: int = 0
    """How many connections are refused before one is accepted again."""
    identified_at: float = float("-inf")

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        if self.out_of_order:
            self.out_of_order -= 1
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(self, socket, request.transport, request.query.get("compress", ""))
        self.connections.append(connection)
        try:
            if request.query.get("v") not in {"9", "10"} or request.query.get("encoding") != "json":
                raise Closing(4012)
            await connection.converse()
        except Closing as closing:
            self.closings.append((closing.code, CLOSINGS[closing.code]))
            await socket.close(code=closing.code, message=CLOSINGS[closing.code].encode()[:120])
        finally:
            self.connections.remove(connection)
            connection.leave()
            self.changed()
        return socket

    async def dispatch(self, name: str, data: Any, *, intent: int = 0, hide_content: bool = False) -> None:
        """To every session that asked for it; without the content where it may not see it [Message Content Intent]."""
        for session in list(self.sessions.values()):
            if intent and not session.intents & intent:
                continue
            hidden = hide_content and not session.intents & MESSAGE_CONTENT
            await session.dispatch(name, data | {"content": "", "components": []} if hidden else data)


class Connection:
    def __init__(
        self, gateway: Gateway, socket: web.WebSocketResponse, transport: asyncio.Transport | None, compress: str
    ) -> None:
        self.gateway, self.socket, self.transport = gateway, socket, transport
        self.session: Session | None = None
        self._encode = encoder(compress)
        self._received: deque[float] = deque(maxlen=120)
        self._beaten = time.monotonic()
        self._farewell = 0

    async def send(self, payload: Mapping[str, Any]) -> None:
        if self.socket.closed:
            return
        data = self._encode(json.dumps(payload))
        try:
            await (self.socket.send_bytes(data) if isinstance(data, bytes) else self.socket.send_str(data))
        except ConnectionError:
            self.leave()

    async def converse(self) -> None:
        await self.send(
            {"op": HELLO, "s": None, "t": None, "d": {"heartbeat_interval": int(self.gateway.heartbeat_interval * 1000)}}
        )
        while not self.socket.closed:
            text = await self._receive()
            if text is None:
                return
            await self._obey(text)
            self.gateway.changed()

    async def _receive(self) -> str | None:
        patience = self._beaten + self.gateway.heartbeat_interval * 1.5 - time.monotonic()
        try:
            message = await self.socket.receive(timeout=max(patience, 0.01))
        except TimeoutError:
            raise Closing(4009) from None
        if message.type is WSMsgType.BINARY:
            raise Closing(4002)
        if message.type is WSMsgType.CLOSE:
            self._farewell = message.data
        return message.data if message.type is WSMsgType.TEXT else None

    async def _obey(self, text: str) -> None:
        now = time.monotonic()
        if len(self._received) == 120 and now - self._received[0] < 60:
            raise Closing(4008)
        self._received.append(now)
        op, data = decoded(text)
        if op == HEARTBEAT:
            self._beaten = now
            self.gateway.heartbeats += 1
            await self.send({"op": HEARTBEAT_ACK, "d": None, "s": None, "t": None})
        elif op == IDENTIFY:
            await self._identify(data)
        elif op == RESUME:
            await self._resume(data)
        elif op not in {PRESENCE, VOICE, REQUEST_MEMBERS}:
            raise Closing(4001)
        elif self.session is None:
            raise Closing(4003)

    async def _identify(self, data: Any) -> None:
        gateway = self.gateway
        if self.session:
            raise Closing(4005)
        gateway.identifies.append(data)
        if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
            raise Closing(4002)
        if data.get("token") != gateway.token:
            raise Closing(4004)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~ALL_INTENTS:
            raise Closing(4013)
        if intents & PRIVILEGED & ~gateway.privileged:
            raise Closing(4014)
        if time.monotonic() - gateway.identified_at < gateway.identify_interval:
            await self.send(
                {"op": INVALID_SESSION, "d": False, "s": None, "t": None}
            )  # [Gateway: Rate Limiting, max_concurrency]
            return
        gateway.identified_at = time.monotonic()
        await self._open(intents)

    async def _open(self, intents: int) -> None:
        session = Session(f"session{len(self.gateway.identifies)}", intents)
        session.connection, self.session = self, session
        await session.dispatch("READY", self.gateway.ready(session))
        self.gateway.sessions[session.id] = session
        if intents & GUILDS:
            for guild in self.gateway.guilds():
                await session.dispatch("GUILD_CREATE", guild)

    async def _resume(self, data: Any) -> None:
        if self.session:
            raise Closing(4005)
        if data.get("token") != self.gateway.token:
            raise Closing(4004)
        session = self.gateway.sessions.get(data.get("session_id"))
        if session is None:
            await self.send({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        if not isinstance(data.get("seq"), int) or data["seq"] > len(session.events):
            raise Closing(4007)
        seen = data["seq"]
        while seen < len(session.events):
            await self.send(session.events[seen])
            seen += 1
        session.connection, self.session = self, session
        await session.dispatch("RESUMED", {})
        self.gateway.resumes += 1

    def leave(self) -> None:
        """A close by the client with 1000 or 1001 ends the session; any other can be resumed [Gateway: Disconnecting]."""
        session = self.session
        if session is None or session.connection is not self:
            return
        session.connection = None
        if self._farewell in {1000, 1001}:
            self.gateway.sessions.pop(session.id, None)


def decoded(text: str) -> tuple[Any, Any]:
    if len(text.encode()) > 4096:
        raise Closing(4002)
    try:
        payload = json.loads(text)
        return payload["op"], payload.get("d")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Closing(4002) from None


def encoder(compress: str) -> Callable[[str], str | bytes]:
    """Transport compression: one stream a connection, flushed after each payload [Gateway: Transport Compression]."""
    if not compress:
        return str
    if compress == "zlib-stream":
        stream = zlib.compressobj()
        return lambda text: stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)
    if compress == "zstd-stream":
        import zstandard

        frames = zstandard.ZstdCompressor().compressobj()
        return lambda text: frames.compress(text.encode()) + frames.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    raise Closing(4012)
