"""Rules of a server: its admins show and change them, by options or typed; everyone else is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.features.serving import Serving
from bot.messages import Incoming, Message
from bot.store.database import Database
from bot.store.servers import Rules, Servers
from bot.turns import Turn
from bot.wording import text
from knowledge.languages import Language

SERVER = "discord:50"


@pytest.fixture
def servers(tmp_path: Path) -> Servers:
    return Servers(Database(tmp_path))


def turn(*, admin: bool = True, server: str = "50", language: Language = Language.EN, **said: Any) -> Turn:
    incoming = Incoming("discord", "51", "7", private=False, server=server, admin=admin, **said)
    return Turn(incoming, "discord:51", "discord:7", language)


def commanded(servers: Servers, **said: Any) -> Message:
    (message,) = Serving(servers).commands["server"](turn(**said))
    assert message.hidden
    return message


def test_what_an_admin_decides_is_kept(servers: Servers, tmp_path: Path) -> None:
    commanded(servers, options={"language": "fr", "replies": "public", "channels": "<#51> <#52>"})
    assert Servers(Database(tmp_path)).of(SERVER) == Rules("fr", ("<#51>", "<#52>"), "public")
    assert servers.of("discord:99") == Rules()


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        ("server language pl", Rules(language="pl")),
        ("Server Channels <#51>, <#52><#53>", Rules(channels=("<#51>", "<#52>", "<#53>"))),
        ("server replies public", Rules(replies="public")),
        ("server language Klingon", Rules()),
        ("server channels #general", Rules()),
        ("server replies loud", Rules()),
    ],
)
def test_typed(servers: Servers, typed: str, rules: Rules) -> None:
    (message,) = Serving(servers).typed(turn(text=typed))
    assert servers.of(SERVER) == rules
    assert (message.text.startswith(text("server-changed", Language.EN))) is (rules != Rules())


def test_all_channels_again(servers: Servers) -> None:
    commanded(servers, text="channels <#51>")
    assert "<#51>" in commanded(servers).text
    commanded(servers, text="channels all")
    assert servers.of(SERVER).channels == ()


@pytest.mark.parametrize("words", ["the server is down", "server down?", "my server language is fr, what now?", "language fr"])
def test_other_words_are_none_of_it(servers: Servers, words: str) -> None:
    assert Serving(servers).typed(turn(text=words)) == ()


def test_others_are_refused_and_change_nothing(servers: Servers) -> None:
    for language in Language:
        refused = commanded(servers, admin=False, language=language, options={"language": "fr"})
        assert refused.text == text("server-refused", language)
    assert servers.of(SERVER) == Rules()


def test_where_there_is_no_server(servers: Servers) -> None:
    assert commanded(servers, server="").text == text("server-none", Language.EN)


@pytest.mark.parametrize("language", list(Language))
def test_the_rules_are_shown_in_words(servers: Servers, language: Language) -> None:
    servers.change(SERVER, language="de", replies="public")
    shown = commanded(servers, language=language).text
    assert "Deutsch" in shown
    assert text("reply-public", language) in shown
    assert text("server-channels-all", language) in shown
