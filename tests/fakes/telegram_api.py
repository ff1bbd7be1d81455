"""The methods of the Bot API that the project uses, with the limits their documentation states."""

from __future__ import annotations

import json
import math
import re
import time
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram_markup import Json, Refusal, bad, parse_caption, parse_keyboard, parse_text
from tests.fakes.telegram_world import BOT_ID, Chat, Sent, World, person

SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
)
DOCUMENT_BYTES = 50_000_000
_OWNER = {"is_anonymous": False}
_RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories"),
    *("can_edit_stories", "can_delete_stories"),
)
ACTIONS = {"typing", "upload_photo", "upload_document", "upload_video", "upload_voice", "choose_sticker", "find_location"}
GROUP_RATE, GROUP_PERIOD = 20, 60.0
PRIVATE_BURST, PRIVATE_PERIOD = 20, 20.0
OVERALL_RATE, OVERALL_PERIOD = 30, 1.0


@dataclass(frozen=True)
class Toast:
    """What whoever pressed a button saw in passing, or as an alert."""

    query: str
    text: str
    alert: bool


class BotApi:
    """Each public method takes the parameters of one request and returns its result, or raises a Refusal."""

    def __init__(self, world: World, *, flood: bool) -> None:
        self.world = world
        self.sent: list[Sent] = []
        self.edited: list[Sent] = []
        self.edits: list[tuple[int, str, float]] = []
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self.toasts: list[Toast] = []
        self.pins: list[tuple[int, int, bool]] = []
        self.actions: list[tuple[int, str]] = []
        self.webhook = ""
        self._flood = flood
        self._times: dict[int, deque[float]] = defaultdict(deque)

    def getme(self, params: Json) -> Json:
        return self.world.bot

    def deletewebhook(self, params: Json) -> bool:
        self.webhook = ""
        return True

    def setwebhook(self, params: Json) -> bool:
        url = str(params.get("url", ""))
        if url and not url.startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook", "setWebhook.url: HTTPS URL")
        self.webhook = url
        if (wanted := as_json(params, "allowed_updates", None)) is not None:
            self.world.allowed = set(wanted)
        return True

    def sendmessage(self, params: Json) -> Json:
        markup = parse_keyboard(found) if (found := as_json(params, "reply_markup", {})) else {}
        text = str(params.get("text", ""))
        parsed = parse_text(text, str(params.get("parse_mode", "")), as_json(params, "entities", []))
        chat = self.world.writable(self._chat_id(params))
        thread = as_int(params, "message_thread_id")
        self.world.check_thread(chat, thread)
        reply = self._reply_target(params, chat)
        self._count(chat)
        fields: Json = {"text": parsed.text, "entities": parsed.entities}
        fields |= {"message_thread_id": thread} if thread else {}
        fields |= {"reply_markup": markup} if markup else {}
        fields |= {"reply_to_message": self.world.messages[chat.id, reply]} if reply else {}
        message = self.world.write(chat, fields)
        preview = not as_json(params, "link_preview_options", {}).get("is_disabled", False)
        self.sent.append(
            Sent(
                chat.id,
                message["message_id"],
                parsed.text,
                text,
                parsed.entities,
                markup,
                thread,
                reply,
                preview,
                time.monotonic(),
            )
        )
        return message

    def senddocument(self, params: Json) -> Json:
        name, content = uploaded(params.get("document"))
        markup = parse_keyboard(found) if (found := as_json(params, "reply_markup", {})) else {}
        html = str(params.get("caption", ""))
        parsed = parse_caption(html, str(params.get("parse_mode", "")), as_json(params, "caption_entities", []))
        chat = self.world.writable(self._chat_id(params))
        thread = as_int(params, "message_thread_id")
        self.world.check_thread(chat, thread)
        reply = self._reply_target(params, chat)
        self._count(chat)
        fields: Json = {"document": {"file_id": "f", "file_unique_id": "u", "file_name": name}, "caption": parsed.text}
        fields |= {"message_thread_id": thread} if thread else {}
        fields |= {"reply_markup": markup} if markup else {}
        message = self.world.write(chat, fields)
        number, now = message["message_id"], time.monotonic()
        sent = Sent(chat.id, number, parsed.text, html, parsed.entities, markup, thread, reply, False, now, name, content)
        self.sent.append(sent)
        return message

    def getchatmember(self, params: Json) -> Json:
        chat, user = self.world.writable(self._chat_id(params)), as_int(params, "user_id")
        if user is None:
            raise bad("invalid user_id specified", "getChatMember.user_id: required")
        status = chat.members.get(user, "member")
        return {"user": person(user, ""), "status": status, **(_OWNER if status == "creator" else {}), **_rights(status)}

    def getchatadministrators(self, params: Json) -> list[Json]:
        """Those who are, other bots left out."""
        chat = self.world.writable(self._chat_id(params))
        if chat.private:
            raise bad("there are no administrators in the private chat", "getChatAdministrators.chat_id: of a group or channel")
        ranks = [(user, status) for user, status in chat.members.items() if status in {"creator", "administrator"}]
        return [
            {"user": person(user, ""), "status": status, **(_OWNER if status == "creator" else {}), **_rights(status)}
            for user, status in ranks
        ]

    def editmessagetext(self, params: Json) -> Json:
        message, record = self._own_message(params)
        if "document" in message:
            raise bad("there is no text in the message to edit", "editMessageText: of text messages")
        text = str(params.get("text", ""))
        parsed = parse_text(text, str(params.get("parse_mode", "")), as_json(params, "entities", []))
        return self._edit(message, record, params, {"text": parsed.text, "entities": parsed.entities, "html": text})

    def editmessagereplymarkup(self, params: Json) -> Json:
        message, record = self._own_message(params)
        return self._edit(message, record, params, {})

    def pinchatmessage(self, params: Json) -> bool:
        """Everybody sees a line about it, the bot too."""
        chat, number = self.world.writable(self._chat_id(params)), as_int(params, "message_id") or 0
        if not (chat.private or chat.can_pin):
            rule = "pinChatMessage: the bot must be an administrator with the right can_pin_messages"
            raise bad("not enough rights to manage pinned messages in the chat", rule)
        if (message := self.world.messages.get((chat.id, number))) is None:
            raise bad("message to pin not found", "pinChatMessage.message_id: a message of the chat")
        silent = str(params.get("disable_notification", "")).lower() == "true"
        self._count(chat)
        self.pins.append((chat.id, number, silent))
        self.world.deliver("message", self.world.write(chat, {"pinned_message": message}))
        return True

    def answercallbackquery(self, params: Json) -> bool:
        query = str(params.get("callback_query_id", ""))
        if self.world.queries.get(query, 0.0) < time.monotonic():
            raise bad(
                "query is too old and response timeout expired or query ID is invalid",
                "answerCallbackQuery.callback_query_id: a query that waits for its answer",
            )
        if len(str(params.get("text", ""))) > 200:
            raise bad("MESSAGE_TOO_LONG", "answerCallbackQuery.text: 0-200 characters")
        del self.world.queries[query]
        self.toasts.append(Toast(query, str(params.get("text", "")), str(params.get("show_alert", "")).lower() == "true"))
        return True

    def setmycommands(self, params: Json) -> bool:
        commands = as_json(params, "commands", None)
        if not isinstance(commands, list):
            raise bad("can't parse commands JSON object", "setMyCommands.commands: array of BotCommand")
        if len(commands) > 100:
            raise bad("BOT_COMMANDS_TOO_MUCH", "setMyCommands.commands: at most 100 commands")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
                raise bad("BOT_COMMAND_INVALID", "BotCommand.command: 1-32 of lowercase letters, digits and underscores")
            if not 1 <= len(str(command.get("description", ""))) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID", "BotCommand.description: 1-256 characters")
        language = str(params.get("language_code", ""))
        if not re.fullmatch(r"([a-z]{2})?", language):
            raise bad("LANG_CODE_INVALID", "setMyCommands.language_code: a two-letter ISO 639-1 code")
        self.menus[self._scope(params), language] = commands
        return True

    def getmycommands(self, params: Json) -> list[Json]:
        return self.menus.get((self._scope(params), str(params.get("language_code", ""))), [])

    def _scope(self, params: Json) -> str:
        scope = as_json(params, "scope", {"type": "default"})
        kind = str(scope.get("type", "")) if isinstance(scope, dict) else ""
        if kind not in SCOPES:
            raise bad("unsupported scope type specified", f"BotCommandScope.type: one of {', '.join(SCOPES)}")
        if kind.startswith("chat") and "chat_id" not in scope:
            raise bad("chat_id is empty", f"BotCommandScope {kind}: chat_id is required")
        return kind

    def sendchataction(self, params: Json) -> bool:
        chat = self.world.writable(self._chat_id(params))
        if (action := str(params.get("action", ""))) not in ACTIONS:
            raise bad("wrong parameter action in request", "sendChatAction.action: type of action to broadcast")
        self.world.check_thread(chat, as_int(params, "message_thread_id"))
        self.actions.append((chat.id, action))
        return True

    def _chat_id(self, params: Json) -> int:
        try:
            return int(params["chat_id"])
        except KeyError:
            raise bad("chat_id is empty", "chat_id: required") from None
        except ValueError:
            raise bad("chat not found", "chat_id: a number, or @name of a public chat") from None

    def _reply_target(self, params: Json, chat: Chat) -> int | None:
        reply = as_json(params, "reply_parameters", {})
        target = reply.get("message_id")
        if target is None or (chat.id, target) in self.world.messages:
            return target if target is None else int(target)
        if reply.get("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found", "ReplyParameters.message_id: a message of the chat")

    def _own_message(self, params: Json) -> tuple[Json, Sent]:
        chat = self.world.writable(self._chat_id(params))
        message = self.world.messages.get((chat.id, as_int(params, "message_id") or 0))
        if message is None:
            raise bad("message to edit not found", "editMessageText.message_id: a message of the chat")
        if message["from"]["id"] != BOT_ID:
            raise bad("message can't be edited", "editMessageText: bots edit their own messages")
        return message, next(one for one in self.sent if one.message_id == message["message_id"])

    def _edit(self, message: Json, record: Sent, params: Json, new: Json) -> Json:
        new |= {"reply_markup": parse_keyboard(found) if (found := as_json(params, "reply_markup", {})) else {}}
        if all(getattr(record, name) == value for name, value in new.items() if name != "html"):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same"
                " as a current content and reply markup of the message",
                "editMessageText: something must change",
            )
        for name, value in new.items():
            setattr(record, name, value)
        message |= {name: value for name, value in new.items() if name != "html"} | {"edit_date": int(time.time())}
        if not message["reply_markup"]:
            del message["reply_markup"]  # a message without buttons has no such field
        self.edited.append(record)
        self.edits.append((record.message_id, record.text, time.monotonic()))
        return message

    def _count(self, chat: Chat) -> None:
        """Broadcasting limits: one message a second in a chat (short bursts pass), 20 a minute in a group, 30 a second."""
        if not self._flood:
            return
        rate, period = (PRIVATE_BURST, PRIVATE_PERIOD) if chat.private else (GROUP_RATE, GROUP_PERIOD)
        now = time.monotonic()
        for key, most, window in ((chat.id, rate, period), (0, OVERALL_RATE, OVERALL_PERIOD)):
            times = self._times[key]
            while times and times[0] <= now - window:
                times.popleft()
            if len(times) >= most:
                raise too_many(math.ceil(times[0] + window - now), f"at most {most} messages in {window:g} s")
        self._times[chat.id].append(now)
        self._times[0].append(now)


def uploaded(file: Any) -> tuple[str, bytes]:
    """The name and content of an uploaded file; refused where it is none."""
    if not hasattr(file, "file"):
        raise bad("there is no document in the request", "sendDocument.document: a file uploaded as multipart/form-data")
    content = file.file.read()
    if not content:
        raise bad("file must be non-empty", "sending files: a file has content")
    if len(content) > DOCUMENT_BYTES:
        raise Refusal(413, "Request Entity Too Large", "sending files: at most 50 MB")
    return str(file.filename), content


def _rights(status: str) -> Json:
    """What the documentation says is always told of an administrator."""
    return dict.fromkeys(_RIGHTS, True) if status == "administrator" else {}


def too_many(seconds: int, rule: str) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", rule, {"retry_after": seconds})


def as_json(params: Json, name: str, default: Any) -> Any:
    """A structured parameter, which forms carry as JSON text."""
    value = params.get(name)
    if value is None or value == "":
        return default
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad(f"can't parse {name} JSON object", f"{name}: a JSON-serialized object") from None


def as_int(params: Json, name: str) -> int | None:
    value = params.get(name)
    try:
        return None if value in (None, "") else int(str(value))
    except ValueError:
        raise bad(f"invalid {name} specified", f"{name}: Integer") from None
