"""The REST half of the fake Discord: who may ask what, how often, and what the answers look like.

Sections in brackets are those of the developer documentation (discord.com/developers/docs).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes import discord_rules as rules
from tests.fakes.discord_payloads import (
    APPLICATION,
    AUTOCOMPLETE,
    BOT_ID,
    COMMAND,
    COMPONENT,
    DM_CHANNEL,
    THREAD,
    Ack,
    Channel,
    Interaction,
    Sent,
    member_payload,
    message_payload,
    user_payload,
)
from tests.fakes.discord_rules import Refusal

if TYPE_CHECKING:
    from tests.fakes.discord import FakeDiscord

ROOT = "/api/v10"
TRUE = {"1", "true", "True"}
ACKNOWLEDGE_WITHIN = 3.0
TOKEN_LIFE = 15 * 60.0
CHANNEL_FLAGS = rules.SUPPRESS_EMBEDS | rules.SUPPRESS_NOTIFICATIONS
INTERACTION_FLAGS = CHANNEL_FLAGS | rules.EPHEMERAL
ANSWER, DEFER_ANSWER, DEFER_UPDATE, UPDATE, SUGGEST = 4, 5, 6, 7, 8
SUPPRESS_ONLY = rules.SUPPRESS_EMBEDS
GATEWAY_MESSAGE_CONTENT_LIMITED = 1 << 19
"""That an application's owner has switched on the message content intent [Application: Flags]."""
MOST_PINS = 250
KINDS = {
    COMMAND: {ANSWER, DEFER_ANSWER},
    COMPONENT: {ANSWER, DEFER_ANSWER, DEFER_UPDATE, UPDATE},
    AUTOCOMPLETE: {SUGGEST},
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Rest:
    def __init__(self, fake: FakeDiscord) -> None:
        self.fake = fake
        self._by_nonce: dict[str, Sent] = {}

    def application(self) -> web.Application:
        application = web.Application(middlewares=[self._guard])
        application.add_routes(
            [
                web.get("/gateway", self.fake.gateway.handle),
                web.get(ROOT + "/gateway", self.gateway),
                web.get(ROOT + "/gateway/bot", self.gateway_bot),
                web.get(ROOT + "/users/@me", self.me),
                web.get(ROOT + "/oauth2/applications/@me", self.application_info),
                web.get(ROOT + "/applications/@me", self.application_info),
                web.put(ROOT + "/applications/{application}/commands", self.register),
                web.put(ROOT + "/applications/{application}/guilds/{guild}/commands", self.register),
                web.post(ROOT + "/users/@me/channels", self.open_direct),
                web.post(ROOT + "/channels/{channel}/messages", self.create_message),
                web.get(ROOT + "/channels/{channel}/messages/{message}", self.get_message),
                web.get(ROOT + "/guilds/{guild}/members/{user}", self.get_member),
                web.post(ROOT + "/channels/{channel}/typing", self.typing),
                web.put(ROOT + "/channels/{channel}/messages/pins/{message}", self.pin),
                web.post(ROOT + "/interactions/{interaction}/{token}/callback", self.acknowledge),
                web.post(ROOT + "/webhooks/{application}/{token}", self.follow_up),
                web.patch(ROOT + "/webhooks/{application}/{token}/messages/@original", self.edit_original),
                web.delete(ROOT + "/webhooks/{application}/{token}/messages/@original", self.delete_original),
                web.route("*", "/{path:.*}", self.unknown),
            ]
        )
        return application

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path == "/gateway":
            return await handler(request)
        try:
            self._authorize(request)
            headers = self._admit(request)
            response = await handler(request)
            response.headers.update(headers)
            return response
        except Refusal as refusal:
            self.fake.refusals.append(refusal)
            body = {"message": refusal.message, "code": refusal.code, "rule": refusal.rule, **refusal.more}
            return reply(body, refusal.status, refusal.headers)
        finally:
            self.fake.changed()

    def _authorize(self, request: web.Request) -> None:
        """Interactions and their webhooks carry a token of their own [Interactions: Receiving and Responding]."""
        if request.path.startswith((ROOT + "/interactions/", ROOT + "/webhooks/")) or request.path == ROOT + "/gateway":
            return
        if request.headers.get("Authorization") != f"Bot {self.fake.token}":
            raise Refusal(401, 0, "401: Unauthorized", "Authorization: Bot and the bot's token [Reference: Authentication]")
        if not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
            rule = "User-Agent: DiscordBot ($url, $version) [Reference: User Agent]"
            raise Refusal(403, 40333, "internal network error", rule)

    def _admit(self, request: web.Request) -> dict[str, str]:
        resource = request.match_info.route.resource
        route = resource.canonical if resource else request.path
        major = request.match_info.get("channel") or request.match_info.get("token") or request.match_info.get("guild", "")
        message = request.method == "POST" and (route.endswith("/messages") or "/webhooks/" in route)
        bound = not request.path.startswith((ROOT + "/interactions/", ROOT + "/webhooks/"))
        return self.fake.limits.admit(f"{request.method} {route}:{major}", request.path, message=message, bound=bound)

    async def unknown(self, request: web.Request) -> web.Response:
        raise Refusal(404, 0, "404: Not Found", f"{request.method} {request.path} is not an endpoint this fake knows")

    async def gateway(self, request: web.Request) -> web.Response:
        return reply({"url": self.fake.gateway_url})

    async def gateway_bot(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return reply({"url": self.fake.gateway_url, "shards": 1, "session_start_limit": limit})

    async def me(self, request: web.Request) -> web.Response:
        return reply(user_payload(BOT_ID))

    async def application_info(self, request: web.Request) -> web.Response:
        info = {"name": "bot", "description": "", "icon": None, "bot_public": True, "bot_require_code_grant": False}
        flags = GATEWAY_MESSAGE_CONTENT_LIMITED if self.fake.reads_content else 0
        keys = {"verify_key": "00", "flags": flags, "owner": user_payload(BOT_ID), "team": None}
        return reply({"id": str(APPLICATION), **info, **keys})

    async def register(self, request: web.Request) -> web.Response:
        if request.match_info["application"] != str(APPLICATION):
            raise Refusal(403, 20012, "You are not authorized to perform this action on this application", "your own only")
        scope = request.match_info.get("guild")
        guild = int(scope) if scope else None
        if guild is not None and guild not in self.fake.permissions:
            rule = "guild commands need the applications.commands scope in that guild [Application Commands]"
            raise Refusal(403, 50001, "Missing Access", rule)
        commands = await body(request)
        rules.check_commands(commands)
        common = {
            "application_id": str(APPLICATION),
            "version": "1",
            "nsfw": False,
        }
        defaults = {"type": 1, "description": "", "default_member_permissions": None}
        self.fake.commands[guild] = [{**defaults, **one, "id": str(next(self.fake.ids)), **common} for one in commands]
        return reply(self.fake.commands[guild])

    async def create_message(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        payload, files = await body_and_files(request)
        rules.check_message(payload, CHANNEL_FLAGS, files)
        reference = self._reference(channel, payload.get("message_reference"))
        nonce = str(payload.get("nonce") or "")
        rules.expect(len(nonce) <= 25, "nonce", "at most 25 characters [Message: Create Message]")
        if sent := self._by_nonce.get(nonce):
            return reply(message_payload(sent))  # made already; a repetition makes no second [Message: enforce_nonce]
        sent = self._send(channel, payload, payload.get("flags") or 0, reference=reference, files=files)
        if nonce and payload.get("enforce_nonce"):
            self._by_nonce[nonce] = sent
        return reply(message_payload(sent))

    async def get_message(self, request: web.Request) -> web.Response:
        """Without the message content intent, the text only of what concerns the bot [Gateway: Message Content Intent]."""
        channel, number = self._channel(request), int(request.match_info["message"])
        if channel.guild:
            self._permit(channel, rules.READ_MESSAGE_HISTORY, 50001, "Missing Access", "READ_MESSAGE_HISTORY")
        ours = next((sent for sent in self.fake.sent if sent.id == number and not sent.deleted), None)
        found = ours or self.fake.said.get(number)
        if found is None or found.channel != channel.id:
            raise Refusal(404, 10008, "Unknown Message", "a message of the channel [Message: Get Channel Message]")
        shown = message_payload(found)
        concerns = ours or channel.kind == DM_CHANNEL or self.fake.reads_content or f"<@{BOT_ID}>" in found.content
        return reply(shown if concerns else shown | {"content": "", "components": [], "attachments": []})

    async def get_member(self, request: web.Request) -> web.Response:
        guild, user = int(request.match_info["guild"]), int(request.match_info["user"])
        if guild not in self.fake.permissions:
            raise Refusal(403, 50001, "Missing Access", "a guild that the bot is in [Guild: Get Guild Member]")
        if user in self.fake.gone:
            raise Refusal(404, 10007, "Unknown Member", "who is in the guild [Guild: Get Guild Member]")
        return reply(member_payload(admin=user in self.fake.admins) | {"user": user_payload(user)})

    async def open_direct(self, request: web.Request) -> web.Response:
        """The channel of a person and the bot, made where there is none [User: Create DM]."""
        recipient = str((await body(request)).get("recipient_id", ""))
        rules.expect(recipient.isdigit(), "recipient_id", "the id of a person [User: Create DM]")
        number = int(recipient) * 10 + 5
        channel = self.fake.channels.setdefault(number, Channel(number, DM_CHANNEL, recipient=int(recipient)))
        return reply(channel.payload())

    async def typing(self, request: web.Request) -> web.Response:
        self._channel(request)
        return web.Response(status=204)

    async def pin(self, request: web.Request) -> web.Response:
        """Everybody sees a line about it, by the bot."""
        channel, number = self._channel(request), int(request.match_info["message"])
        if channel.guild:
            self._permit(channel, rules.PIN_MESSAGES, 50013, "Missing Permissions", "PIN_MESSAGES")
        found = next((one for one in self.fake.sent if one.id == number and one.channel == channel.id), None)
        if found is None or found.deleted or found.ephemeral:
            raise Refusal(404, 10008, "Unknown Message", "a message of the channel that all see [Message: Pin Message]")
        pinned = self.fake.pinned.setdefault(channel.id, [])
        if number not in pinned and len(pinned) >= MOST_PINS:
            text = f"Maximum number of pins reached for the channel ({MOST_PINS})"
            raise Refusal(400, 30003, text, "at most 250 in a channel [Opcodes and Status Codes: JSON]")
        if number not in pinned:
            pinned.insert(0, number)
        await self.fake.tell_pinned(channel)
        return web.Response(status=204)

    async def acknowledge(self, request: web.Request) -> web.Response:
        interaction = self.fake.interactions.get(request.match_info["token"])
        elapsed = self.fake.now() - interaction.created if interaction else 0.0
        if interaction is None or str(interaction.id) != request.match_info["interaction"] or elapsed > ACKNOWLEDGE_WITHIN:
            rule = "acknowledge within 3 seconds [Interactions: Interaction Callback]"
            raise Refusal(404, 10062, "Unknown interaction", rule)
        if interaction.acknowledged:
            rule = "acknowledge once [Interactions: Interaction Callback]"
            raise Refusal(400, 40060, "Interaction has already been acknowledged.", rule)
        payload = await body(request)
        kind, data = payload.get("type"), payload.get("data") or {}
        known = KINDS[interaction.kind]
        rules.expect(kind in known, "type", "a callback type for this interaction [Interactions: Interaction Callback Type]")
        self._acknowledged(interaction, kind, data, elapsed)
        if request.query.get("with_response") not in TRUE:
            return web.Response(status=204)
        return reply(self._callback(interaction, kind))

    def _acknowledged(self, interaction: Interaction, kind: int, data: Mapping[str, Any], elapsed: float) -> None:
        flags = data.get("flags") or 0
        if kind == ANSWER:
            rules.check_message(data, INTERACTION_FLAGS)
        if kind == SUGGEST:
            rules.check_suggestions(data.get("choices"))
            interaction.suggestions = data["choices"]
        rules.expect(not flags & ~INTERACTION_FLAGS, "flags", "only the flags listed may be set [Message: Flags]")
        interaction.acknowledged = kind
        interaction.ephemeral = bool(flags & rules.EPHEMERAL)
        interaction.thinking = kind == DEFER_ANSWER
        self.fake.acks.append(Ack(interaction, kind, elapsed, flags))
        if kind == ANSWER:
            interaction.original = self._send(interaction.channel, data, flags, interaction=interaction)

    def _callback(self, interaction: Interaction, kind: int) -> dict[str, Any]:
        shown = {
            "id": str(interaction.id),
            "type": interaction.kind,
            "response_message_id": str(next(self.fake.ids)),
            "response_message_loading": interaction.thinking,
            "response_message_ephemeral": interaction.ephemeral,
        }
        if interaction.original is None:
            return {"interaction": shown}
        return {"interaction": shown, "resource": {"type": kind, "message": message_payload(interaction.original)}}

    async def follow_up(self, request: web.Request) -> web.Response:
        """The first after a deferred answer takes its place, and is hidden or not as that was."""
        interaction = self._interaction(request)
        payload, files = await body_and_files(request)
        rules.check_message(payload, INTERACTION_FLAGS, files)
        flags = payload.get("flags") or 0
        if interaction.thinking:
            flags = flags | rules.EPHEMERAL if interaction.ephemeral else flags & ~rules.EPHEMERAL
        sent = self._send(interaction.channel, payload, flags, interaction=interaction, files=files)
        if interaction.thinking:
            interaction.thinking, interaction.original = False, sent
        return reply(message_payload(sent)) if request.query.get("wait") in TRUE else web.Response(status=204)

    async def edit_original(self, request: web.Request) -> web.Response:
        """Of a press that was acknowledged as such, the original is the message pressed [Interactions: Callback Type]."""
        interaction = self._interaction(request)
        payload, files = await body_and_files(request)
        if interaction.acknowledged in {DEFER_UPDATE, UPDATE} and interaction.message:
            return reply(message_payload(self._edited(interaction.message, payload)))
        rules.check_message(payload, INTERACTION_FLAGS, files)
        flags = (payload.get("flags") or 0) | (rules.EPHEMERAL if interaction.ephemeral else 0)
        interaction.thinking = False
        interaction.original = self._send(interaction.channel, payload, flags, interaction=interaction)
        return reply(message_payload(interaction.original))

    def _edited(self, sent: Sent, payload: Mapping[str, Any]) -> Sent:
        """What the body does not name stays as it is [Message: Edit Message]."""
        if sent.deleted:
            raise Refusal(404, 10008, "Unknown Message", "the message to edit exists [Opcodes and Status Codes: JSON]")
        merged = {"content": sent.content, "components": sent.components} | dict(payload)
        rules.check_message(merged | {"attachments": None}, SUPPRESS_ONLY)
        sent.content, sent.components = (merged["content"] or "").strip(), list(merged["components"] or [])
        sent.allowed_mentions = payload.get("allowed_mentions")
        self.fake.edits.append((sent.id, sent.content, self.fake.now()))
        return sent

    async def delete_original(self, request: web.Request) -> web.Response:
        interaction = self._interaction(request)
        interaction.thinking, interaction.deleted = False, True
        return web.Response(status=204)

    def _interaction(self, request: web.Request) -> Interaction:
        interaction = self.fake.interactions.get(request.match_info["token"])
        if interaction is None or not interaction.acknowledged:
            raise Refusal(404, 10015, "Unknown Webhook", "follow up what was acknowledged [Interactions: Followup Messages]")
        if self.fake.now() - interaction.created > TOKEN_LIFE:
            rule = "an interaction's token is valid for 15 minutes [Interactions: Followup Messages]"
            raise Refusal(401, 50027, "Invalid Webhook Token", rule)
        return interaction

    def _channel(self, request: web.Request) -> Channel:
        channel = self.fake.channels.get(int(request.match_info["channel"]))
        if channel is None:
            raise Refusal(404, 10003, "Unknown Channel", "the channel exists [Opcodes and Status Codes: JSON]")
        if channel.kind == DM_CHANNEL:
            if channel.recipient in self.fake.blocked:
                rule = "who blocked the bot or takes no direct messages gets none [Opcodes and Status Codes: JSON]"
                raise Refusal(403, 50007, "Cannot send messages to this user", rule)
            return channel
        self._permit(channel, rules.VIEW_CHANNEL, 50001, "Missing Access", "VIEW_CHANNEL")
        name = "SEND_MESSAGES_IN_THREADS" if channel.kind == THREAD else "SEND_MESSAGES"
        self._permit(channel, getattr(rules, name), 50013, "Missing Permissions", name)
        return channel

    def _permit(self, channel: Channel, permission: int, code: int, message: str, name: str) -> None:
        if not self.fake.permissions[channel.guild or 0] & permission:
            raise Refusal(403, code, message, f"needs the permission {name} [Message: Create Message]")

    def _reference(self, channel: Channel, reference: Mapping[str, Any] | None) -> int | None:
        if not reference:
            return None
        if channel.guild:
            message = "You cannot reply without permission to read message history"
            self._permit(channel, rules.READ_MESSAGE_HISTORY, 160002, message, "READ_MESSAGE_HISTORY")
        replied = int(reference["message_id"])
        ours = next((sent for sent in self.fake.sent if sent.id == replied), None)
        found = ours or self.fake.said.get(replied)
        if found is None or found.channel != channel.id:
            rule = "the message replied to exists in the channel [Message: Message Reference]"
            rules.expect(reference.get("fail_if_not_exists", True) is False, "message_reference", rule)
            return None
        return replied

    def _send(
        self,
        channel: Channel,
        payload: Mapping[str, Any],
        flags: int,
        *,
        reference: int | None = None,
        interaction: Interaction | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Sent:
        said = self.fake.said.get(reference or 0)
        content, mentions = (payload.get("content") or "").strip(), payload.get("allowed_mentions")
        pings = rules.pinged(content, mentions, str(said.user) if said else None)
        components = list(payload.get("components") or [])
        return self.fake.record(
            channel,
            content=content,
            flags=flags,
            components=components,
            allowed_mentions=mentions,
            reference=reference,
            pings=pings,
            interaction=interaction,
            files=dict((files or {}).values()),
        )


async def body_and_files(request: web.Request) -> tuple[Any, dict[str, tuple[str, bytes]]]:
    """JSON, or a form of payload_json and files[n] [Reference: Uploading Files]."""
    if request.content_type != "multipart/form-data":
        return await body(request), {}
    form = await request.post()
    rules.expect(isinstance(form.get("payload_json"), str), "payload_json", "the body of a form [Reference: Uploading Files]")
    uploaded = {name: one for name, one in form.items() if isinstance(one, web.FileField)}
    files = {name: (one.filename, one.file.read()) for name, one in uploaded.items()}
    return json.loads(str(form["payload_json"])), files


async def body(request: web.Request) -> Any:
    if request.content_type != "application/json":
        raise rules.invalid("Content-Type", "application/json; with files, multipart/form-data")
    try:
        return json.loads(await request.text())
    except ValueError:
        rule = "a body is JSON where the content type says so [Reference: API]"
        raise Refusal(400, 50109, "The request body contains invalid JSON.", rule) from None


def reply(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Discord's content type carries no character set."""
    response = web.Response(body=json.dumps(data).encode(), status=status, headers=headers)
    response.headers["Content-Type"] = "application/json"
    return response
