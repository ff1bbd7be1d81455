"""What people do with an answer, over real sockets: a shared checklist through a crash, a notice, the profile, server rules."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.wording import text
from knowledge.languages import Language
from tests.end_to_end.serving import PATIENCE, Serving, serving
from tests.fakes.discord_payloads import Sent
from tests.fakes.telegram import BOT_NAME

ANNA, BRUNO, GROUP = 1001, 1002, -1001000000001
GUILD, CHANNEL = 50, 51
BAKERY = "WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?"
CHECKLIST, DRAFT = text("button-checklist", Language.FR), text("button-draft", Language.FR)
SMS = text("button-draft-sms", Language.FR)
DONE = text("checklist-done", Language.FR, done="|", all="|").partition("|")[0]


@pytest.fixture
async def world(home: Path) -> AsyncIterator[Serving]:
    async with serving(home) as world:
        await world.started()
        yield world
        again = [one for one in world.telegram.refusals if "not modified" not in one.description]
        assert again == [], "what a crash made uncertain may be shown once more"
        assert world.discord.refusals == []
        assert "Traceback" not in world.said


def ticks(buttons: dict[str, str], ids: bool) -> list[str]:
    """The ids of the buttons that tick an item; `ids` where the mapping is by id and not by label."""
    return [one for one in (buttons if ids else buttons.values()) if one.startswith("tick:")]


async def test_a_group_on_telegram_ticks_off_a_checklist_through_a_crash(world: Serving) -> None:
    fake = world.telegram
    fake.user_says(f"@{BOT_NAME} {BAKERY}", chat=GROUP, user=ANNA)
    (answer,) = await world.until_telegram_sent(1)
    fake.press(answer.message_id, CHECKLIST, user=ANNA)
    board = (await world.until_telegram_sent(2))[1]
    first, second, third, *_ = ticks(board.buttons, ids=False)
    fake.press(board.message_id, first, user=ANNA)
    fake.press(board.message_id, second, user=BRUNO)
    await world.until_telegram(lambda: "Person 1001" in board.text and "Person 1002" in board.text, "two ticks")
    await world.killed()
    await world.started()
    fake.press(board.message_id, third, user=BRUNO)
    await world.until_telegram(lambda: board.text.count("Person 1002") == 2, "one more tick")
    assert len(fake.sent) == 2, "all of it in one message"
    fake.user_says("done 4", chat=GROUP, user=ANNA, reply_to=board.message_id)
    typed = (await world.until_telegram_sent(3))[2]
    assert typed.text.count("Person 1001") == 2


async def test_a_notice_is_copied_and_a_verdict_given_in_passing(world: Serving) -> None:
    fake = world.telegram
    fake.user_says(BAKERY, chat=ANNA)
    (answer,) = await world.until_telegram_sent(1)
    fake.press(answer.message_id, DRAFT)
    kinds = (await world.until_telegram_sent(2))[1]
    fake.press(kinds.message_id, SMS)
    notice = (await world.until_telegram_sent(3))[2]
    assert "pre" in {entity["type"] for entity in notice.entities}
    fake.press(answer.message_id, "👍")
    thanks = text("feedback-thanks", Language.FR)
    await world.until_telegram(lambda: thanks in [toast.text for toast in fake.toasts], "thanks")
    assert len(fake.sent) == 3, "said in passing, not in a message"


async def test_a_profile_is_handed_over_and_forgotten(world: Serving) -> None:
    fake = world.telegram
    fake.user_says("/profile phone 01 23 45 67 89", chat=ANNA)
    fake.user_says("/profile", chat=ANNA)
    profile = (await world.until_telegram_sent(2))[1]
    fake.press(profile.message_id, text("button-export", Language.FR))
    export = (await world.until_telegram_sent(3))[2]
    assert export.file == "profile.json"
    assert b"01 23 45 67 89" in export.content.replace(b"\\u00a0", b" ")


async def test_a_channel_on_discord_ticks_off_a_checklist_through_a_crash(world: Serving) -> None:
    fake = world.discord
    await fake.user_says(BAKERY, guild=GUILD, channel=CHANNEL, mention=True, user=7)
    (answer,) = await world.until_discord_sent()
    await fake.press(answer, CHECKLIST, user=7, locale="fr")
    board = (await world.until_discord_sent(2))[1]
    assert not board.ephemeral, "it belongs to the channel"
    first, second, *_ = ticks(board.buttons, ids=True)
    await fake.press(board, first, user=7, locale="fr")
    await fake.until(lambda: "user-7" in board.content, PATIENCE)
    await world.killed()
    fake.gateway.sessions.clear()
    await world.started()
    await fake.press(board, second, user=8, locale="fr")
    await fake.until(lambda: "user-8" in board.content, PATIENCE)
    assert "user-7" in board.content
    assert len(fake.sent) == 2
    assert all(ack.elapsed < 3 for ack in fake.acks)


async def test_the_admins_of_a_server_decide_for_it(world: Serving) -> None:
    fake = world.discord
    fake.admins.add(9)
    await fake.user_says("server language it", guild=GUILD, channel=CHANNEL, mention=True, user=8)
    (refused,) = await world.until_discord_sent()
    assert (refused.channel, refused.content) == (85, text("server-refused", Language.EN)), "in private"
    decided = {"language": "it", "replies": "public", "channels": f"<#{CHANNEL}>"}
    await fake.slash("server", decided, guild=GUILD, channel=CHANNEL, user=9, locale="de")
    shown = (await world.until_discord_sent(2))[1]
    assert shown.ephemeral
    assert shown.content.startswith(f"**{text('server-changed', Language.DE)}")
    await world.killed()
    fake.gateway.sessions.clear()
    await world.started()
    await fake.user_says("help", guild=GUILD, channel=99, mention=True, user=8)
    await fake.user_says("help", guild=GUILD, channel=CHANNEL, mention=True, user=8)

    def fresh() -> list[Sent]:
        """What was sent since: the answer that was on its way when the program was killed may come again."""
        return [sent for sent in fake.sent[2:] if sent.content != shown.content]

    await fake.until(lambda: len(fresh()) == 1, PATIENCE)
    await fake.slash("help", guild=GUILD, channel=CHANNEL, user=8, locale="pl")
    await fake.until(lambda: len(fresh()) == 2, PATIENCE)
    helped, commanded = fresh()
    assert text("command-now", Language.IT) in helped.content
    assert (helped.channel, commanded.ephemeral) == (CHANNEL, False)
    assert await asyncio.wait_for(fake.types("now", "down", "insta", guild=GUILD), PATIENCE)
