"""The fake Discord refuses what Discord's documentation forbids: raw requests and frames, and no bot."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes import discord_gateway as gateway
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_payloads import APPLICATION, BOT_ID, Interaction, Said
from tests.fakes.discord_rest import MOST_PINS
from tests.fakes.discord_rules import EPHEMERAL, PIN_MESSAGES, SUPPRESS_EMBEDS, VIEW_CHANNEL

GUILD, CHANNEL, DM, USER = 50, 51, 15, 1
BUTTON = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
LEAST_INTENTS = gateway.GUILDS | gateway.GUILD_MESSAGES | gateway.DIRECT_MESSAGES

Json = dict[str, Any]


class Raw:
    """A client that does what it is told."""

    def __init__(self, fake: FakeDiscord, session: aiohttp.ClientSession) -> None:
        self.fake, self.session = fake, session
        self.headers = {"Authorization": f"Bot {fake.token}", "User-Agent": "DiscordBot (https://example.org, 1)"}

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, Any]:
        data = body if body is None or isinstance(body, str) else json.dumps(body)
        sent = self.headers | {"Content-Type": "application/json"} | {key.replace("_", "-"): headers[key] for key in headers}
        async with self.session.request(method, self.fake.url + path, data=data, headers=sent) as response:
            text = await response.text()
            return response.status, json.loads(text) if text else None, response.headers

    async def say(self, body: Json, channel: int = CHANNEL) -> tuple[int, Any]:
        status, answer, _ = await self.call("POST", f"/channels/{channel}/messages", body)
        return status, answer

    async def acknowledge(self, interaction: Interaction, body: Json) -> tuple[int, Any]:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback?with_response=1"
        status, answer, _ = await self.call("POST", path, body)
        return status, answer

    async def follow_up(self, interaction: Interaction, body: Json) -> tuple[int, Any]:
        path = f"/webhooks/{APPLICATION}/{interaction.token}?wait=true"
        status, answer, _ = await self.call("POST", path, body)
        return status, answer

    async def register(self, *commands: Json) -> tuple[int, Any]:
        status, answer, _ = await self.call("PUT", f"/applications/{APPLICATION}/commands", list(commands))
        return status, answer


class Socket:
    """A client of the gateway; `events` are what it was sent."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def next(self) -> Json:
        async with asyncio.timeout(5):
            return json.loads(await self.socket.receive_str())

    async def until(self, name: str) -> Json:
        while (payload := await self.next())["t"] != name:
            pass
        return payload

    async def send(self, op: int, data: Any = None) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def closed(self) -> int | None:
        async with asyncio.timeout(5):
            while (await self.socket.receive()).type not in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}:
                pass
        return self.socket.close_code

    async def identify(self, token: str, intents: int = LEAST_INTENTS) -> None:
        await self.send(gateway.IDENTIFY, {"token": token, "intents": intents, "properties": {}})


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        fake.add_guild(GUILD)
        fake.add_thread(61, parent=CHANNEL, guild=GUILD)
        yield fake


@pytest.fixture
async def raw(fake: FakeDiscord) -> AsyncIterator[Raw]:
    async with aiohttp.ClientSession() as session:
        yield Raw(fake, session)


@pytest.fixture
async def socket(raw: Raw) -> AsyncIterator[Socket]:
    async with raw.session.ws_connect(raw.fake.gateway_url + "?v=10&encoding=json") as socket:
        yield Socket(socket)


@pytest.fixture
async def online(fake: FakeDiscord, socket: Socket) -> Socket:
    await socket.identify(fake.token)
    await socket.until("GUILD_CREATE")
    return socket


class TestRequests:
    async def test_authorization(self, raw: Raw) -> None:
        status, body, _ = await raw.call("GET", "/users/@me", Authorization="Bot wrong")
        assert (status, body["message"]) == (401, "401: Unauthorized")
        status, body, _ = await raw.call("GET", "/users/@me", User_Agent="curl")
        assert (status, "User-Agent" in body["rule"]) == (403, True)

    async def test_the_content_type_is_exactly_json(self, raw: Raw) -> None:
        status, body, headers = await raw.call("GET", "/users/@me")
        assert (status, body["id"], headers["Content-Type"]) == (200, str(BOT_ID), "application/json")

    async def test_unknown_paths_and_bodies(self, raw: Raw) -> None:
        assert (await raw.call("GET", "/nothing"))[0] == 404
        assert (await raw.call("POST", f"/channels/{CHANNEL}/messages", "{"))[1]["code"] == 50109
        assert (await raw.call("POST", f"/channels/{CHANNEL}/messages", "x", Content_Type="text/plain"))[1]["code"] == 50035

    @pytest.mark.parametrize("scope", ["user", "global"])
    async def test_a_429_says_how_long_and_is_meant(self, raw: Raw, fake: FakeDiscord, scope: str) -> None:
        fake.rate_limit_next(30, scope=scope)
        status, body, headers = await raw.call("POST", f"/channels/{CHANNEL}/messages", {"content": "x"})
        assert (status, body["retry_after"], body["global"]) == (429, 30, scope == "global")
        assert (headers["Retry-After"], headers["X-RateLimit-Scope"], "Via" in headers) == ("30", scope, True)
        assert (await raw.say({"content": "x"}))[0] == 429
        assert fake.limits.early == 1
        assert (await raw.call("GET", "/users/@me"))[0] == (429 if scope == "global" else 200)

    async def test_a_bucket_runs_empty(self, raw: Raw, fake: FakeDiscord) -> None:
        fake.limits.size, fake.limits.window = 2, 60
        left = [(await raw.call("GET", "/users/@me"))[2]["X-RateLimit-Remaining"] for _ in range(2)]
        status, body, _ = await raw.call("GET", "/users/@me")
        assert (left, status, body["global"]) == (["1", "0"], 429, False)

    async def test_all_buckets_together(self, raw: Raw, fake: FakeDiscord) -> None:
        fake.limits.total = 1
        await raw.call("GET", "/users/@me")
        status, body, _ = await raw.call("GET", "/gateway/bot")
        assert (status, body["global"]) == (429, True)


class TestMessages:
    @pytest.mark.parametrize(
        ("body", "code", "rule"),
        [
            ({"content": "x" * 2001}, 50035, "2000"),
            ({"content": " \n "}, 50006, "trimmed"),
            ({"content": "x", "flags": EPHEMERAL}, 50035, "flags"),
            ({"content": "x", "nonce": "n" * 26}, 50035, "nonce"),
            ({"content": "x", "allowed_mentions": {"parse": ["all"]}}, 50035, "parse"),
            ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, 50035, "excludes"),
            ({"content": "x", "message_reference": {"message_id": "1"}}, 50035, "replied to"),
            ({"content": "x", "components": [{"type": 1, "components": [BUTTON]}] * 6}, 50035, "5 action rows"),
            ({"content": "x", "components": [{"type": 1, "components": []}]}, 50035, "1 to 5"),
            ({"content": "x", "components": [{"type": 1, "components": [BUTTON] * 6}]}, 50035, "1 to 5"),
            ({"content": "x", "components": [{"type": 1, "components": [BUTTON] * 2}]}, 50035, "unique"),
            ({"content": "x", "components": [BUTTON]}, 50035, "top level"),
            ({"content": "x", "components": [{"type": 1, "components": [BUTTON | {"label": ""}]}]}, 50035, "label"),
            ({"content": "x", "components": [{"type": 1, "components": [BUTTON | {"label": "x" * 81}]}]}, 50035, "80"),
            ({"content": "x", "components": [{"type": 1, "components": [BUTTON | {"custom_id": ""}]}]}, 50035, "custom_id"),
            ({"content": "x", "components": [{"type": 1, "components": [BUTTON | {"custom_id": "x" * 101}]}]}, 50035, "100"),
        ],
    )
    async def test_refused(self, raw: Raw, fake: FakeDiscord, body: Json, code: int, rule: str) -> None:
        status, answer = await raw.say(body)
        assert (status, answer["code"]) == (400, code)
        assert rule in answer["rule"]
        assert not fake.sent

    async def test_accepted(self, raw: Raw, fake: FakeDiscord) -> None:
        rows = [{"type": 1, "components": [BUTTON | {"custom_id": f"{row}{n}"} for n in range(5)]} for row in range(5)]
        status, _ = await raw.say({"content": "x" * 2000, "components": rows, "flags": SUPPRESS_EMBEDS})
        assert (status, len(fake.sent[0].buttons)) == (200, 25)

    async def test_whom_a_message_notifies(self, raw: Raw, fake: FakeDiscord) -> None:
        content = "@everyone <@1> <@&2>"
        await raw.say({"content": content})
        await raw.say({"content": content, "allowed_mentions": {"parse": ["roles"], "users": ["1"]}})
        await raw.say({"content": content, "allowed_mentions": {"parse": []}})
        assert [sent.pings for sent in fake.sent] == [{"@everyone", "1", "2"}, {"1", "2"}, set()]

    async def test_a_repeated_nonce_makes_no_second_message(self, raw: Raw, fake: FakeDiscord) -> None:
        for _ in range(2):
            await raw.say({"content": "x", "nonce": "1", "enforce_nonce": True})
        assert len(fake.sent) == 1

    async def test_permissions(self, raw: Raw, fake: FakeDiscord, online: Socket) -> None:
        said = await fake.user_says("hello", guild=GUILD, channel=CHANNEL)
        reply = {"content": "x", "message_reference": {"message_id": str(said.id)}}
        codes = [(await raw.say({"content": "x"}, 999))[1]["code"]]
        fake.permissions[GUILD] = 0
        codes.append((await raw.say({"content": "x"}))[1]["code"])
        fake.permissions[GUILD] = VIEW_CHANNEL
        codes += [(await raw.say({"content": "x"}, channel))[1]["code"] for channel in (CHANNEL, 61)]
        fake.permissions[GUILD] = VIEW_CHANNEL | 1 << 11
        codes.append((await raw.say(reply))[1]["code"])
        assert codes == [10003, 50001, 50013, 50013, 160002]
        assert "SEND_MESSAGES_IN_THREADS" in fake.refusals[3].rule

    async def test_pinning_needs_a_right_and_room(self, raw: Raw, fake: FakeDiscord, online: Socket) -> None:
        (_, first), (_, second) = await raw.say({"content": "a"}), await raw.say({"content": "b"})
        path = f"/channels/{CHANNEL}/messages/pins/{first['id']}"
        status, answer, _ = await raw.call("PUT", path)
        assert (status, answer["code"]) == (403, 50013)
        fake.permissions[GUILD] |= PIN_MESSAGES
        assert [(await raw.call("PUT", path))[0] for _ in range(2)] == [204, 204]
        assert fake.pinned == {CHANNEL: [int(first["id"])]}
        status, answer, _ = await raw.call("PUT", f"/channels/{CHANNEL}/messages/pins/1")
        assert (status, answer["code"]) == (404, 10008)
        fake.pinned[CHANNEL] += range(MOST_PINS - 1)
        status, answer, _ = await raw.call("PUT", f"/channels/{CHANNEL}/messages/pins/{second['id']}")
        assert (status, answer["code"]) == (400, 30003)
        await fake.user_says("hello", user=USER)
        _, direct = await raw.say({"content": "a"}, channel=DM)
        assert (await raw.call("PUT", f"/channels/{DM}/messages/pins/{direct['id']}"))[0] == 204

    async def test_who_takes_no_direct_messages(self, raw: Raw, fake: FakeDiscord, online: Socket) -> None:
        await fake.user_says("hello", user=USER)
        assert (await raw.say({"content": "x"}, DM))[0] == 200
        fake.blocked.add(USER)
        status, answer = await raw.say({"content": "x"}, DM)
        assert (status, answer["code"]) == (403, 50007)


class TestCommands:
    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ({"name": "Now"}, "lower case"),
            ({"name": "two words"}, "lower case"),
            ({"name": "x" * 33}, "lower case"),
            ({"description": ""}, "1 to 100"),
            ({"description": "x" * 101}, "1 to 100"),
            ({"description_localizations": {"fr": "x" * 101}}, "1 to 100"),
            ({"description_localizations": {"fr-FR": "x"}}, "locale"),
            ({"options": [{"type": 3, "name": f"o{n}", "description": "x"} for n in range(26)]}, "25 options"),
            ({"options": [{"type": 3, "name": "o", "description": "x"}] * 2}, "unique"),
            ({"options": [{"type": 99, "name": "o", "description": "x"}]}, "type"),
            (
                {
                    "options": [
                        {"type": 3, "name": "a", "description": "x"},
                        {"type": 3, "name": "b", "description": "x", "required": True},
                    ]
                },
                "before optional",
            ),
            (
                {"options": [{"type": 3, "name": "o", "description": "x", "choices": [{"name": "n", "value": "v"}] * 26}]},
                "25 choices",
            ),
            ({"options": [{"type": 3, "name": "o", "description": "x", "choices": [{"name": "", "value": "v"}]}]}, "name"),
        ],
    )
    async def test_refused(self, raw: Raw, fake: FakeDiscord, change: Json, rule: str) -> None:
        status, answer = await raw.register({"name": "now", "description": "What to do"} | change)
        assert (status, answer["code"]) == (400, 50035)
        assert rule in answer["rule"]
        assert not fake.commands

    async def test_names_are_unique_and_a_hundred_at_most(self, raw: Raw) -> None:
        command = {"name": "now", "description": "x"}
        assert "unique" in (await raw.register(command, command))[1]["rule"]
        many = [{"name": f"c{number}", "description": "x"} for number in range(101)]
        assert "100" in (await raw.register(*many))[1]["rule"]

    async def test_only_in_a_guild_that_it_is_in(self, raw: Raw) -> None:
        status, answer, _ = await raw.call("PUT", f"/applications/{APPLICATION}/guilds/404/commands", [])
        assert (status, answer["code"]) == (403, 50001)

    async def test_people_send_only_what_is_registered(self, raw: Raw, fake: FakeDiscord, online: Socket) -> None:
        choices = [{"name": "Shop", "value": "shop"}]
        option = {"type": 3, "name": "role", "description": "x", "choices": choices, "required": True}
        await raw.register({"name": "now", "description": "x", "options": [option]})
        for name, options in [("other", {}), ("now", {"x": "y"}), ("now", {"role": "king"}), ("now", {})]:
            with pytest.raises(AssertionError):
                await fake.slash(name, options)


class TestInteractions:
    @pytest.fixture
    async def asked(self, raw: Raw, fake: FakeDiscord, online: Socket) -> Interaction:
        await raw.register({"name": "now", "description": "x"})
        return await fake.slash("now", guild=GUILD, channel=CHANNEL)

    async def test_three_seconds(self, raw: Raw, fake: FakeDiscord, asked: Interaction) -> None:
        fake.advance(3.1)
        status, answer = await raw.acknowledge(asked, {"type": 5})
        assert (status, answer["code"], "3 seconds" in answer["rule"]) == (404, 10062, True)

    async def test_once(self, raw: Raw, fake: FakeDiscord, asked: Interaction) -> None:
        assert (await raw.acknowledge(asked, {"type": 5}))[0] == 200
        status, answer = await raw.acknowledge(asked, {"type": 4, "data": {"content": "x"}})
        assert (status, answer["code"]) == (400, 40060)
        assert len(fake.acks) == 1

    async def test_a_command_has_no_message_to_update(self, raw: Raw, asked: Interaction) -> None:
        assert (await raw.acknowledge(asked, {"type": 6}))[1]["code"] == 50035

    async def test_an_answer_at_once_is_checked_like_any(self, raw: Raw, fake: FakeDiscord, asked: Interaction) -> None:
        assert (await raw.acknowledge(asked, {"type": 4, "data": {"content": "x" * 2001}}))[1]["code"] == 50035
        data = {"content": "x", "flags": EPHEMERAL}
        status, answer = await raw.acknowledge(asked, {"type": 4, "data": data})
        assert (status, answer["resource"]["message"]["content"]) == (200, "x")
        assert fake.sent[0].ephemeral

    async def test_the_first_follow_up_is_as_hidden_as_the_acknowledgement(
        self, raw: Raw, fake: FakeDiscord, asked: Interaction
    ) -> None:
        await raw.acknowledge(asked, {"type": 5, "data": {"flags": EPHEMERAL}})
        for _ in range(2):
            await raw.follow_up(asked, {"content": "x"})
        assert [sent.ephemeral for sent in fake.sent] == [True, False]

    async def test_follow_ups_need_an_acknowledgement_and_end_after_15_minutes(
        self, raw: Raw, fake: FakeDiscord, asked: Interaction
    ) -> None:
        assert (await raw.follow_up(asked, {"content": "x"}))[1]["code"] == 10015
        await raw.acknowledge(asked, {"type": 5})
        fake.advance(15 * 60 + 1)
        status, answer = await raw.follow_up(asked, {"content": "x"})
        assert (status, answer["code"]) == (401, 50027)

    async def test_a_press_tells_the_custom_id(self, raw: Raw, fake: FakeDiscord, online: Socket) -> None:
        await raw.say({"content": "x", "components": [{"type": 1, "components": [BUTTON]}]})
        pressed = await fake.press(fake.sent[0], "Go")
        event = await online.until("INTERACTION_CREATE")
        assert (event["d"]["type"], event["d"]["data"]["custom_id"]) == (3, "go")
        assert (await raw.acknowledge(pressed, {"type": 6}))[0] == 200
        with pytest.raises(AssertionError):
            await fake.press(fake.sent[0], "Stop")


class TestPresses:
    @pytest.fixture
    async def pressed(self, raw: Raw, fake: FakeDiscord, online: Socket) -> Interaction:
        await raw.say({"content": "0 done", "components": [{"type": 1, "components": [BUTTON]}]})
        return await fake.press(fake.sent[0], "Go")

    async def edit(self, raw: Raw, interaction: Interaction, body: Json) -> tuple[int, Any]:
        path = f"/webhooks/{APPLICATION}/{interaction.token}/messages/@original"
        status, answer, _ = await raw.call("PATCH", path, body)
        return status, answer

    async def test_the_original_is_the_message_pressed(self, raw: Raw, fake: FakeDiscord, pressed: Interaction) -> None:
        assert (await self.edit(raw, pressed, {"content": "1 done"}))[1]["code"] == 10015, "not yet acknowledged"
        await raw.acknowledge(pressed, {"type": 6})
        assert (await self.edit(raw, pressed, {"content": "1 done"}))[0] == 200
        assert (fake.sent[0].content, len(fake.sent[0].buttons), len(fake.sent)) == ("1 done", 1, 1)
        await self.edit(raw, pressed, {"content": "2 done", "components": []})
        assert [(text, fake.sent[0].buttons) for _, text, _ in fake.edits[1:]] == [("2 done", {})]
        for body, rule in (({"content": "x" * 2001}, "2000"), ({"content": ""}, "trimmed")):
            assert rule in (await self.edit(raw, pressed, body))[1]["rule"]

    async def test_what_was_deleted_cannot_be_edited(self, raw: Raw, fake: FakeDiscord, pressed: Interaction) -> None:
        await raw.acknowledge(pressed, {"type": 6})
        fake.sent[0].deleted = True
        assert (await self.edit(raw, pressed, {"content": "x"}))[1]["code"] == 10008

    async def test_an_edit_ends_after_15_minutes(self, raw: Raw, fake: FakeDiscord, pressed: Interaction) -> None:
        await raw.acknowledge(pressed, {"type": 6})
        fake.advance(15 * 60 + 1)
        assert (await self.edit(raw, pressed, {"content": "x"}))[1]["code"] == 50027

    async def test_proposals(self, raw: Raw, fake: FakeDiscord, online: Socket) -> None:
        option = {"type": 3, "name": "down", "description": "x", "autocomplete": True}
        await raw.register({"name": "now", "description": "x", "options": [option]})
        typing = asyncio.create_task(fake.types("now", "down", "wh"))
        event = (await online.until("INTERACTION_CREATE"))["d"]
        interaction = fake.interactions[event["token"]]
        assert (event["type"], event["data"]["options"][0]["focused"]) == (4, True)
        many = [{"name": "n", "value": "v"}] * 26
        assert "25" in (await raw.acknowledge(interaction, {"type": 8, "data": {"choices": many}}))[1]["rule"]
        assert (await raw.acknowledge(interaction, {"type": 5}))[1]["code"] == 50035
        interaction.acknowledged = 0
        await raw.acknowledge(interaction, {"type": 8, "data": {"choices": many[:25]}})
        assert len(await typing) == 25
        assert (
            "excludes"
            in (await raw.register({"name": "x", "description": "x", "options": [option | {"choices": many[:1]}]}))[1]["rule"]
        )


class TestFiles:
    async def upload(self, raw: Raw, body: Json, *files: tuple[str, str, bytes]) -> tuple[int, Any]:
        form = aiohttp.FormData()
        form.add_field("payload_json", json.dumps(body))
        for field, name, content in files:
            form.add_field(field, content, filename=name)
        url = f"{raw.fake.url}/channels/{CHANNEL}/messages"
        async with raw.session.post(url, data=form, headers=raw.headers) as response:
            return response.status, await response.json()

    async def test_a_file_is_a_message(self, raw: Raw, fake: FakeDiscord) -> None:
        body = {"attachments": [{"id": 0, "filename": "a.json"}]}
        assert (await self.upload(raw, body, ("files[0]", "a.json", b"{}")))[0] == 200
        assert fake.sent[0].files == {"a.json": b"{}"}

    async def test_refused(self, raw: Raw) -> None:
        body = {"content": "x", "attachments": [{"id": 1}]}
        assert "files[n]" in (await self.upload(raw, body, ("files[0]", "a.json", b"{}")))[1]["rule"]
        assert "files[n]" in (await self.upload(raw, {"content": "x"}, ("file", "a.json", b"{}")))[1]["rule"]
        many = [(f"files[{number}]", "a", b"x") for number in range(11)]
        assert "10 files" in (await self.upload(raw, {"content": "x"}, *many))[1]["rule"]


async def test_a_direct_channel_is_opened(raw: Raw, fake: FakeDiscord, online: Socket) -> None:
    status, channel, _ = await raw.call("POST", "/users/@me/channels", {"recipient_id": "7"})
    assert (status, channel["id"]) == (200, "75")
    assert (await raw.say({"content": "x"}, 75))[0] == 200
    fake.blocked.add(7)
    assert (await raw.say({"content": "x"}, 75))[1]["code"] == 50007


class TestGateway:
    async def test_hello_and_heartbeats(self, fake: FakeDiscord, socket: Socket) -> None:
        hello = await socket.next()
        assert (hello["op"], hello["d"]) == (gateway.HELLO, {"heartbeat_interval": 41250})
        await socket.send(gateway.HEARTBEAT)
        assert (await socket.next())["op"] == gateway.HEARTBEAT_ACK

    async def test_no_heartbeat_is_the_end(self, fake: FakeDiscord, raw: Raw) -> None:
        fake.gateway.heartbeat_interval = 0.1
        async with raw.session.ws_connect(fake.gateway_url + "?v=10&encoding=json") as socket:
            assert await Socket(socket).closed() == 4009
        assert "heartbeat" in fake.gateway.closings[0][1]

    @pytest.mark.parametrize(
        ("frame", "code"),
        [
            ("no json", 4002),
            ('{"d": 1}', 4002),
            (json.dumps({"op": 1, "d": "x" * 5000}), 4002),
            ('{"op": 3, "d": {}}', 4003),
            ('{"op": 77, "d": {}}', 4001),
            ('{"op": 2, "d": {"token": "wrong", "intents": 0, "properties": {}}}', 4004),
            ('{"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}', 4004),
        ],
    )
    async def test_closed(self, fake: FakeDiscord, socket: Socket, frame: str, code: int) -> None:
        await socket.socket.send_str(frame)
        assert await socket.closed() == code
        assert fake.gateway.closings == [(code, gateway.CLOSINGS[code])]

    @pytest.mark.parametrize(("intents", "code"), [(1 << 60, 4013), (gateway.MESSAGE_CONTENT, 4014)])
    async def test_intents(self, fake: FakeDiscord, socket: Socket, intents: int, code: int) -> None:
        await socket.identify(fake.token, intents)
        assert await socket.closed() == code

    async def test_identified_once(self, fake: FakeDiscord, online: Socket) -> None:
        await online.identify(fake.token)
        assert await online.closed() == 4005

    async def test_two_identifies_in_a_row(self, fake: FakeDiscord, raw: Raw, online: Socket) -> None:
        fake.gateway.identify_interval = 5
        async with raw.session.ws_connect(fake.gateway_url + "?v=10&encoding=json") as connection:
            socket = Socket(connection)
            await socket.identify(fake.token)
            assert [(await socket.next())["op"] for _ in range(2)] == [gateway.HELLO, gateway.INVALID_SESSION]

    async def test_too_many_events(self, socket: Socket) -> None:
        for _ in range(121):
            await socket.send(gateway.HEARTBEAT)
        assert await socket.closed() == 4008

    async def test_a_version_that_does_not_exist(self, raw: Raw, fake: FakeDiscord) -> None:
        async with raw.session.ws_connect(fake.gateway_url + "?v=3&encoding=json") as socket:
            assert await Socket(socket).closed() == 4012

    async def test_the_content_of_a_message(self, fake: FakeDiscord, online: Socket) -> None:
        """Without the privileged intent: of direct messages, mentions, and replies that mention."""
        first = await fake.user_says("first", guild=GUILD, channel=CHANNEL, mention=True)
        await fake.user_says("hidden", guild=GUILD, channel=CHANNEL)
        await fake.user_says("direct")
        await fake.user_says("to a person", guild=GUILD, channel=CHANNEL, reply_to=first)
        contents = [(await online.until("MESSAGE_CREATE"))["d"]["content"] for _ in range(4)]
        assert contents == [f"<@{BOT_ID}> first", "", "direct", ""]

    async def test_a_reply_mentions_unless_that_is_switched_off(self, raw: Raw, fake: FakeDiscord, online: Socket) -> None:
        await raw.say({"content": "ours"})
        for ping in (True, False):
            await fake.user_says("reply", guild=GUILD, channel=CHANNEL, reply_to=fake.sent[0], ping=ping)
        events = [(await online.until("MESSAGE_CREATE"))["d"] for _ in range(2)]
        assert [(len(one["mentions"]), one["content"]) for one in events] == [(1, "reply"), (0, "")]

    async def test_only_what_was_asked_for(self, fake: FakeDiscord, socket: Socket) -> None:
        await socket.identify(fake.token, gateway.DIRECT_MESSAGES)
        await socket.until("READY")
        await fake.user_says("in a guild", guild=GUILD, channel=CHANNEL, mention=True)
        await fake.user_says("direct")
        assert (await socket.next())["d"]["content"] == "direct"

    async def test_a_lost_connection_is_resumed(self, fake: FakeDiscord, raw: Raw, online: Socket) -> None:
        await fake.close_gateway(4000)
        assert await online.closed() == 4000
        await fake.user_says("missed")
        async with raw.session.ws_connect(fake.gateway_url + "?v=10&encoding=json") as connection:
            socket = Socket(connection)
            await socket.send(gateway.RESUME, {"token": fake.token, "session_id": "session1", "seq": 2})
            assert (await socket.until("MESSAGE_CREATE"))["d"]["content"] == "missed"
            await socket.until("RESUMED")
        assert fake.gateway.resumes == 1

    async def test_a_session_that_was_closed_cannot_be_resumed(self, fake: FakeDiscord, raw: Raw, online: Socket) -> None:
        await online.socket.close(code=1000)
        await fake.until(lambda: not fake.gateway.sessions)
        async with raw.session.ws_connect(fake.gateway_url + "?v=10&encoding=json") as connection:
            socket = Socket(connection)
            await socket.next()
            await socket.send(gateway.RESUME, {"token": fake.token, "session_id": "session1", "seq": 2})
            assert (await socket.next())["op"] == gateway.INVALID_SESSION

    async def test_a_sequence_that_never_was(self, fake: FakeDiscord, raw: Raw, online: Socket) -> None:
        await fake.close_gateway(4000)
        async with raw.session.ws_connect(fake.gateway_url + "?v=10&encoding=json") as connection:
            await Socket(connection).send(gateway.RESUME, {"token": fake.token, "session_id": "session1", "seq": 99})
            assert await Socket(connection).closed() == 4007

    async def test_it_asks_to_reconnect(self, fake: FakeDiscord, online: Socket) -> None:
        await fake.ask_to_reconnect()
        assert (await online.next())["op"] == gateway.RECONNECT

    async def test_transport_compression(self, fake: FakeDiscord, raw: Raw) -> None:
        async with raw.session.ws_connect(fake.gateway_url + "?v=10&encoding=json&compress=zlib-stream") as socket:
            stream = zlib.decompressobj()
            await socket.send_json({"op": gateway.HEARTBEAT, "d": None})
            frames = [await socket.receive_bytes() for _ in range(2)]
        assert all(frame.endswith(b"\x00\x00\xff\xff") for frame in frames)
        assert [json.loads(stream.decompress(frame))["op"] for frame in frames] == [gateway.HELLO, gateway.HEARTBEAT_ACK]


async def test_without_the_intent_a_bot_reads_only_what_concerns_it(raw: Raw, fake: FakeDiscord, online: Socket) -> None:
    async def text(said: Said) -> str:
        _, message, _ = await raw.call("GET", f"/channels/{CHANNEL}/messages/{said.id}")
        return str(message["content"])

    theirs = await fake.user_says("lunch?", guild=GUILD, channel=CHANNEL)
    ours = await fake.user_says("is it down?", guild=GUILD, channel=CHANNEL, mention=True)
    assert (await text(theirs), await text(ours)) == ("", "<@900> is it down?")
    fake.read_content()
    assert await text(theirs) == "lunch?"
    assert (await raw.call("GET", f"/channels/{CHANNEL}/messages/1"))[1]["code"] == 10008
    _, application, _ = await raw.call("GET", "/oauth2/applications/@me")
    assert application["flags"] == 1 << 19


async def test_who_is_in_a_guild(raw: Raw, fake: FakeDiscord) -> None:
    assert (await raw.call("GET", f"/guilds/{GUILD}/members/7"))[1]["user"]["id"] == "7"
    fake.gone.add(7)
    assert (await raw.call("GET", f"/guilds/{GUILD}/members/7"))[1]["code"] == 10007
    assert (await raw.call("GET", "/guilds/1/members/7"))[1]["code"] == 50001


@pytest.mark.parametrize(
    "odd", [{"name": ""}, {"name": "x" * 33}, {"name": "Note", "description": "x"}, {"name": "Note", "options": [{}]}]
)
async def test_an_entry_of_the_menu_of_messages(raw: Raw, fake: FakeDiscord, odd: Json) -> None:
    path = f"/applications/{APPLICATION}/commands"
    status, _, _ = await raw.call("PUT", path, [{"type": 3, "name": "Add to the timeline"}])
    assert status == 200
    status, _, _ = await raw.call("PUT", path, [{"type": 3} | odd])
    assert status == 400


async def test_a_sign_tells_who_and_where_and_no_text(fake: FakeDiscord, socket: Socket) -> None:
    await socket.identify(fake.token, LEAST_INTENTS | gateway.GUILD_REACTIONS)
    await socket.until("READY")
    said = await fake.user_says("lunch?", guild=GUILD, channel=CHANNEL, user=7)
    await fake.user_reacts(said, "📌", user=8)
    told = (await socket.until("MESSAGE_REACTION_ADD"))["d"]
    assert (told["user_id"], told["message_id"], told["message_author_id"]) == ("8", str(said.id), "7")
    assert told["emoji"] == {"id": None, "name": "📌"}
    assert "content" not in told
