"""What outlives a restart on Matrix."""

from __future__ import annotations

from pathlib import Path

from bot.messages import Button
from bot.platforms.matrix_state import MatrixState, Shown
from bot.store.database import Database

BUTTONS = (Button("pick:a", "Älpha"), Button("pick:b", "Beta"))


def state(home: Path, account: str = "@planb:a") -> MatrixState:
    return MatrixState(Database(home), account)


def test_it_is_there_after_a_restart_each_accounts_own(tmp_path: Path) -> None:
    state(tmp_path).put("since", "s1")
    state(tmp_path).put("since", "s2")
    assert state(tmp_path).get("since") == "s2"
    assert state(tmp_path, "@other:a").get("since") == ""
    state(tmp_path).put("since", "")
    assert state(tmp_path).get("since") == ""


def test_a_messages_buttons_are_there_after_a_restart_in_its_room_alone(tmp_path: Path) -> None:
    state(tmp_path).show(Shown("$1", "!r", "$t", BUTTONS, 1))
    assert state(tmp_path).shown("$1", "!r") == Shown("$1", "!r", "$t", BUTTONS, 1)
    assert state(tmp_path).shown("$1", "!other") is None
    state(tmp_path).offered("$1", 2)
    assert [one.offered for one in state(tmp_path).recent()] == [2]
    state(tmp_path).show(Shown("$1", "!r", "$t", BUTTONS[1:], 2))
    found = state(tmp_path).shown("$1", "!r")
    assert found
    assert found.buttons == BUTTONS[1:], "an edit changes what the numbers mean"


def test_the_last_message_of_a_conversation_is_known_also_where_it_has_no_buttons(tmp_path: Path) -> None:
    kept = state(tmp_path)
    kept.show(Shown("$1", "!r", "", BUTTONS))
    kept.show(Shown("$2", "!r", "$t", BUTTONS))
    kept.show(Shown("$3", "!r", "", ()))
    last = kept.last("!r", "")
    assert last
    assert (last.event, last.buttons) == ("$3", ())
    kept.show(Shown("$4", "!r", "", ()))
    assert kept.shown("$3", "!r") is None, "what has no buttons need not be kept for long"
    assert kept.shown("$1", "!r")
    assert kept.last("!none", "") is None


def test_a_room_that_was_left_is_forgotten(tmp_path: Path) -> None:
    kept = state(tmp_path)
    kept.show(Shown("$1", "!r", "", BUTTONS))
    kept.show(Shown("$2", "!other", "", BUTTONS))
    kept.put("unread !r", "said")
    kept.leave("!r")
    assert (kept.shown("$1", "!r"), kept.get("unread !r")) == (None, "")
    assert kept.shown("$2", "!other")
