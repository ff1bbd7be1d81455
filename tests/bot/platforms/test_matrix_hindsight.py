"""A number below a message is meant for what its person saw there."""

from __future__ import annotations

from bot.messages import Button
from bot.platforms.matrix_hindsight import READING, Hindsight
from bot.platforms.matrix_state import Shown

OLD = Shown("$board", "!room", buttons=(Button("i-tick:x:1", "☐ 1"), Button("i-tick:x:2", "☐ 2")))
NEW = Shown("$board", "!room", buttons=(Button("i-tick:x:11", "☐ 11"),), offered=2)


def test_who_taps_while_a_board_changes_means_what_was_there() -> None:
    hindsight = Hindsight()
    hindsight.edited(OLD, 100.0)
    assert hindsight.seen(NEW, 99.0).buttons == OLD.buttons
    assert hindsight.seen(NEW, 100.0 + READING / 2).buttons == OLD.buttons, "nobody has read it yet"
    assert hindsight.seen(NEW, 100.0 + READING) == NEW


def test_other_messages_mean_what_they_show() -> None:
    hindsight = Hindsight()
    hindsight.edited(OLD, 100.0)
    other = Shown("$other", "!room", buttons=NEW.buttons)
    assert hindsight.seen(other, 0.0) == other


def test_the_longest_unchanged_are_forgotten() -> None:
    hindsight = Hindsight()
    for number in range(2_000):
        hindsight.edited(Shown(f"${number}", "!room", buttons=OLD.buttons), 100.0)
    assert hindsight.seen(Shown("$0", "!room"), 99.0).buttons == ()
    assert hindsight.seen(Shown("$1999", "!room"), 99.0).buttons == OLD.buttons
