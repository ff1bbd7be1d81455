"""A session with a homeserver: logging in, and what its replies mean."""

from __future__ import annotations

import asyncio
import logging
import secrets
import string
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import nio
from nio.crypto import ENCRYPTION_ENABLED

from bot.platforms.matrix_state import MatrixState

DEVICE = "Plan B"
_DEVICE_ID = "device"
_SHUT_OUT = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED")
_SERVER_ERRORS = 500
UNREACHABLE = (aiohttp.ClientError, TimeoutError, asyncio.TimeoutError, OSError)
"""What is raised where a homeserver can't be reached."""
_PAUSE = 5.0

log = logging.getLogger(__name__)

R = TypeVar("R", bound=nio.Response)


class SignInRefused(Exception):  # noqa: N818 - its name is shown to people
    """The homeserver does not take the user, the password or the token."""


class Unreachable(Exception):  # noqa: N818
    """The homeserver can't be reached or does not work. `after` are the seconds that it asks for."""

    def __init__(self, reason: object, after: float = 0.0) -> None:
        super().__init__(str(reason))
        self.after = after


class Refused(Exception):  # noqa: N818
    """The homeserver refuses this one request; `code` is Matrix's name for the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Account:
    """Whom to sign in as, and where; by a password or by an access token."""

    homeserver: str
    user: str
    password: str = ""
    token: str = ""


@asynccontextmanager
async def signed_in(account: Account, state: MatrixState, keys: Path | None) -> AsyncIterator[nio.AsyncClient]:
    """A client that is signed in. `keys` is the folder for encryption keys, used where encryption is installed.

    Raises `SignInRefused`, or `Unreachable` where nobody answers.
    """
    logging.getLogger("nio").setLevel(logging.ERROR)  # below that it tells of events that it does not know, and each retry
    logging.getLogger("peewee").setLevel(logging.ERROR)
    client = _client(account, keys)
    try:
        await (_by_token(client, account) if account.token else _by_password(client, account, state))
        if client.should_upload_keys:
            await asked(client.keys_upload())
        yield client
    finally:
        await client.close()


async def asked(request: Any) -> Any:
    """The reply to a request; what the homeserver or the network says against it is raised."""
    try:
        reply = await request
    except UNREACHABLE as failure:
        raise Unreachable(str(failure) or type(failure).__name__) from None  # its context may hold the request, token and all
    return checked(reply)


def checked(reply: Any) -> Any:
    """The reply, where it is none of an error."""
    if not isinstance(reply, nio.ErrorResponse):
        return reply
    transport = reply.transport_response
    status = transport.status if transport is not None else 0
    code = str(reply.status_code or f"HTTP {status}")
    if code in _SHUT_OUT:
        raise SignInRefused("the homeserver has ended our session")
    if code == "M_LIMIT_EXCEEDED" or status == 429:  # noqa: PLR2004
        raise Unreachable("the homeserver limits our rate", (reply.retry_after_ms or 1000) / 1000)
    if status >= _SERVER_ERRORS or not reply.status_code:
        raise Unreachable(f"HTTP {status}")
    raise Refused(code)


def encrypts(client: nio.AsyncClient) -> bool:
    """Whether encrypted rooms can be read and written."""
    return client.olm is not None


async def sent(client: nio.AsyncClient, room: str, kind: str, content: Mapping[str, Any], transaction: str) -> str:
    """Send an event, encrypted where the room is; its id. Raises as `asked` does."""
    if encrypts(client) and room not in client.rooms:  # the library can't know how to send it
        raise Refused("M_NOT_FOUND")
    reply = await asked(client.room_send(room, kind, dict(content), transaction, ignore_unverified_devices=True))
    event: str = reply.event_id
    return event


def _client(account: Account, keys: Path | None) -> nio.AsyncClient:
    store = ""
    if ENCRYPTION_ENABLED and keys:
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = str(keys)
    config = nio.AsyncClientConfig(
        max_limit_exceeded=0,  # we wait ourselves, so that a room's limit holds up no other
        max_timeouts=0,
        request_timeout=30,
        encryption_enabled=bool(store),
        pickle_key="planb",
    )
    return nio.AsyncClient(account.homeserver, account.user, store_path=store or None, config=config)


async def _by_token(client: nio.AsyncClient, account: Account) -> None:
    client.access_token = account.token
    try:
        who = await asked(client.whoami())
    except (SignInRefused, Refused):
        raise SignInRefused("the homeserver refused the access token: check PLANB_MATRIX_TOKEN") from None
    client.restore_login(who.user_id, who.device_id or "", account.token)


async def _by_password(client: nio.AsyncClient, account: Account, state: MatrixState) -> None:
    """Always as the same device: what is encrypted is encrypted for a device, and a homeserver drops doubles of a device's."""
    device = await asyncio.to_thread(state.get, _DEVICE_ID)
    if not device:
        device = "PLANB" + "".join(secrets.choice(string.ascii_uppercase) for _ in range(8))
        await asyncio.to_thread(state.put, _DEVICE_ID, device)
    client.device_id = device
    while True:
        try:
            await asked(client.login(account.password, device_name=DEVICE))
        except Unreachable as busy:
            if not busy.after:
                raise
            await asyncio.sleep(max(busy.after, _PAUSE))  # after wrong passwords a homeserver wants to be left alone
        except (SignInRefused, Refused):
            check = "check PLANB_MATRIX_USER and PLANB_MATRIX_PASSWORD"
            raise SignInRefused(f"the homeserver refused the user or the password: {check}") from None
        else:
            return
