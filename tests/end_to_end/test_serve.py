"""`planb serve` over real sockets: both platforms at once, as people meet them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.wording import text
from knowledge.languages import Language
from tests.end_to_end.serving import PATIENCE, Serving, serving
from tests.fakes.discord_rules import CHAT_INPUT
from tests.fakes.telegram import BOT_NAME

PERSON, OTHER, GROUP = 1001, 1002, -1001000000001
GUILD, CHANNEL = 50, 51
BAKERY = "WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?"
NOW = "Tout de suite"
SOURCES = text("sources-title", Language.FR)
FLOOD = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 2", "parameters": {"retry_after": 2}}


@pytest.fixture
async def world(home: Path) -> AsyncIterator[Serving]:
    """Both platforms connected; nothing may be refused by them, and no token printed."""
    async with serving(home) as world:
        await world.started()
        yield world
        assert world.telegram.refusals == []
        assert [one for one in world.discord.refusals if one.status != 429] == []
        assert world.telegram.token not in world.said
        assert world.discord.token not in world.said
        assert "Traceback" not in world.said


async def test_a_question_in_private(world: Serving) -> None:
    world.telegram.user_says(BAKERY, chat=PERSON)
    said = await world.discord.user_says(BAKERY, user=7)
    (on_telegram,) = await world.until_telegram_sent(1)
    (on_discord,) = await world.until_discord_sent()
    assert on_telegram.text.startswith(f"☐ 1. {NOW}")
    assert (on_telegram.chat_id, on_telegram.preview) == (PERSON, False)
    assert {entity["type"] for entity in on_telegram.entities} >= {"bold"}
    assert on_discord.content.startswith(f"☐ 1. **{NOW}")
    assert on_discord.channel == said.channel


async def test_in_a_group_only_who_is_meant_answers(world: Serving) -> None:
    world.telegram.user_says(BAKERY, chat=GROUP)
    await world.discord.user_says(BAKERY, guild=GUILD, channel=CHANNEL)
    asked = world.telegram.user_says(f"@{BOT_NAME} {BAKERY}", chat=GROUP)
    said = await world.discord.user_says(BAKERY, guild=GUILD, channel=CHANNEL, mention=True)
    (on_telegram,) = await world.until_telegram_sent(1)
    (on_discord,) = await world.until_discord_sent()
    await world.until_telegram(lambda: not world.telegram.world.updates, "confirmation of both updates")
    assert (on_telegram.chat_id, on_telegram.reply_to) == (GROUP, asked)
    assert (on_discord.channel, on_discord.reference, on_discord.pings) == (CHANNEL, said.id, set())
    assert (len(world.telegram.sent), len(world.discord.sent)) == (1, 1)


async def test_a_slash_command_is_acknowledged_in_time_and_answered_in_private_or_not(world: Serving) -> None:
    hidden = await world.discord.slash("now", {"question": BAKERY, "role": "shop"}, guild=GUILD, channel=CHANNEL, locale="fr")
    await world.until_discord_sent(1)
    await world.discord.slash("now", {"question": BAKERY, "reply": "public"}, guild=GUILD, channel=CHANNEL, locale="fr")
    first, second = await world.until_discord_sent(2)
    assert [ack.elapsed < 3 for ack in world.discord.acks] == [True, True]
    assert (first.interaction, first.ephemeral, second.ephemeral) == (hidden, True, False)
    assert NOW in first.content
    assert NOW in second.content


async def test_commands_are_the_same_everywhere(world: Serving) -> None:
    menu = {command["name"] for command in world.discord.commands[None] if command["type"] == CHAT_INPUT}
    await asyncio.to_thread(world.telegram.wait_for_call, "setMyCommands", 14, PATIENCE)
    for language in ("", "fr", "it", "pl", "en", "es", "de"):
        assert {command["command"] for command in world.telegram.commands[language]} == menu - {"server"}
        assert {command["command"] for command in world.telegram.group_commands[language]} < menu
    assert menu >= {"start", "help", "now", "sources", "language"}
    world.telegram.user_says("/help", chat=PERSON, language="pl")
    (sent,) = await world.until_telegram_sent(1)
    assert text("command-now", Language.PL) in sent.text


async def test_a_429_is_obeyed(world: Serving) -> None:
    world.telegram.fail_next(429, FLOOD)
    world.discord.rate_limit_next(1.0)
    world.telegram.user_says(BAKERY, chat=PERSON)
    await world.discord.user_says(BAKERY, user=7)
    (sent,) = await world.until_discord_sent()
    await world.until_telegram_sent(1)
    refused, accepted = world.telegram.calls_of("sendMessage")
    assert (refused.status, accepted.status) == (429, 200)
    assert accepted.at - refused.at >= 2.0
    ((_, refused_at, retry_after),) = world.discord.limits.hit
    assert sent.at - refused_at >= retry_after
    assert world.discord.limits.early == 0


async def test_sources_behind_a_button_a_page_at_a_time_split_where_they_are_long(world: Serving) -> None:
    world.telegram.user_says(BAKERY, chat=PERSON)
    await world.discord.user_says(BAKERY, user=7)
    (on_telegram,) = await world.until_telegram_sent(1)
    (on_discord,) = await world.until_discord_sent()
    label, more = text("button-sources", Language.FR), text("button-more", Language.FR)
    world.telegram.press(on_telegram.message_id, label)
    await world.discord.press(on_discord, label, user=7)
    first = (await world.until_telegram_sent(2))[1]
    world.telegram.press(first.message_id, more)
    pages = [first.text, (await world.until_telegram_sent(3))[2].text]
    assert all(page.startswith(SOURCES) for page in pages)
    assert all(len(page.encode("utf-16-le")) // 2 <= 4096 for page in pages)
    assert "BSM" in "".join(pages)
    parts = [sent.content for sent in await world.until_discord_sent(3)][1:]
    assert SOURCES in parts[0]
    assert SOURCES not in parts[1], "what is too long for one message goes on in the next"
    assert all(len(part) <= 2000 for part in parts)


async def test_a_restart_loses_no_question_and_answers_none_twice(world: Serving) -> None:
    world.telegram.user_says(BAKERY, chat=PERSON)
    await world.discord.user_says(BAKERY, user=7)
    (answered,) = await world.until_telegram_sent(1)
    (on_discord,) = await world.until_discord_sent()
    await world.until_telegram(lambda: not world.telegram.world.updates, "confirmation of the first question")
    sent = len(world.telegram.calls_of("sendMessage"))
    world.telegram.fail_next(502, times=2)
    world.telegram.user_says("Instagram ne marche plus depuis une heure", chat=OTHER)
    await asyncio.to_thread(world.telegram.wait_for_call, "sendMessage", sent + 2, PATIENCE)
    await world.killed()
    assert len(world.telegram.sent) == 1, "killed between two tries to send the answer"
    world.telegram.user_says("Asked while nobody was there: Facebook is down, what do I do?", chat=PERSON, language="en")
    world.discord.gateway.sessions.clear()

    await world.started()
    _, *answers = await world.until_telegram_sent(3)
    assert {sent.chat_id for sent in answers} == {PERSON, OTHER}
    await world.until_telegram(lambda: not world.telegram.world.updates, "confirmation of all questions")
    world.telegram.press(answered.message_id, text("button-sources", Language.FR))
    await world.discord.press(on_discord, text("button-sources", Language.FR), user=7)
    assert (await world.until_telegram_sent(4))[3].text.startswith(SOURCES)
    assert SOURCES in (await world.until_discord_sent(2))[1].content
    assert [sent.chat_id for sent in world.telegram.sent].count(OTHER) == 1


async def test_it_ends_when_told_to(world: Serving) -> None:
    status, took = await world.terminated()
    assert status == 0
    assert took < 5
    assert not world.discord.gateway.sessions, "it said good-bye"


@pytest.mark.parametrize("token", ["7000001:AAwrong-token_that-nobody-may-see", "no-token-at-all"])
async def test_a_wrong_token_for_one_does_not_stop_the_other(home: Path, token: str) -> None:
    async with serving(home, telegram_token=token) as world:
        await world.start()
        await world.discord.wait_connected(PATIENCE)
        await world.discord.wait_commands(within=PATIENCE)
        well_formed = ":" in token
        if well_formed:
            await world.until_telegram(lambda: len(world.telegram.calls) >= 2, "a second try")
        await world.discord.user_says(BAKERY, user=7)
        (sent,) = await world.until_discord_sent()
        assert NOW in sent.content
        assert world.err.count("refused the token" if well_formed else "PLANB_TELEGRAM_TOKEN") == 1
        assert well_formed or not world.telegram.calls, "what can be no token is not sent"
        assert token not in world.said
        status, took = await world.terminated()
        assert status == 0
        assert took < 5


async def test_a_network_gone_for_one_does_not_stop_the_other_and_comes_back(home: Path) -> None:
    async with serving(home) as world:
        world.telegram.go_offline()
        await world.start()
        await world.discord.wait_connected(PATIENCE)
        await world.until_telegram(lambda: len(world.telegram.calls) >= 2, "a second try")
        await world.discord.user_says(BAKERY, user=7)
        (sent,) = await world.until_discord_sent()
        assert NOW in sent.content
        world.telegram.go_online()
        world.telegram.user_says(BAKERY, chat=PERSON)
        (sent_later,) = await world.until_telegram_sent(1)
        assert sent_later.text.startswith(f"☐ 1. {NOW}")
        failed = text("serve-failed", Language.EN, platform="telegram", reason="|").partition("|")[0]
        assert world.err.count(failed) == 1
        assert "Traceback" not in world.said
        status, _ = await world.terminated()
        assert status == 0
