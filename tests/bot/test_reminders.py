"""What a room is reminded of, on a clock of our own: in time, a bounded number of times, once each through restarts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.reminders import MOST_NAGS
from bot.store.mailbox import Mailbox
from bot.store.schema import OUTBOX
from bot.wording import text
from knowledge.languages import Language
from tests.bot.features.outage import START, Outage


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path)
    room.says("/incident open WhatsApp is down")
    room.says("take 1, 2 and 3")  # nothing urgent is left
    yield room
    room.database.close()


def every_minute(room: Outage, minutes: int) -> list[tuple[int, str]]:
    """When what was said until then, in minutes since the opening."""
    said = []
    for _ in range(minutes):
        said += [(round((room.now - START).total_seconds() / 60), posting.message.text) for posting in room.passes(1)]
    return said


def test_the_first_notice_then_its_scope_then_updates_further_apart(room: Outage) -> None:
    times = []
    for _ in range(12):
        while not room.passes(1):
            pass
        times.append(round((room.now - START).total_seconds() / 60))
        room.says("sent")
    assert times == [5, 10, 30, 50, 70, 90, 110, 130, 190, 250, 310, 370]


def test_each_names_the_next(room: Outage) -> None:
    (notice,) = room.passes(5)
    assert (notice.platform, notice.conversation) == ("test", "room")
    assert "the first public notice is due now" in notice.message.text
    assert "The next one: 16:10 UTC." in notice.message.text
    assert "Next update: 16:10 UTC" in room.says("sent")


def test_nobody_is_nagged_for_ever(room: Outage) -> None:
    said = every_minute(room, 7 * 24 * 60 // 10)
    first = [text_ for _, text_ in said if "first public notice" in text_]
    updates = [text_ for _, text_ in said if "an update is due" in text_]
    assert (len(first), len(updates), len(said)) == (MOST_NAGS, MOST_NAGS, 2 * MOST_NAGS)
    assert text("incident-last-reminder", Language.EN) in updates[-1]
    assert text("incident-last-reminder", Language.EN) not in updates[-2]
    room.says("sent")
    assert "Next public update" in room.says("/incident board")


def test_urgent_items_that_nobody_has(tmp_path: Path) -> None:
    room = Outage(tmp_path)
    room.says("/incident open WhatsApp is down")
    room.says("sent")
    room.says("take 2")
    said = [text_ for _, text_ in every_minute(room, 10) if "nobody's" in text_]
    assert said == ["⏰ Urgent and nobody's: 1, 3. Write “take 1”."]
    room.says("take 1, 3")
    assert not [text_ for _, text_ in every_minute(room, 60) if "nobody's" in text_]


def test_an_item_with_a_time_of_its_own(room: Outage) -> None:
    room.says("sent")
    assert "16:03 UTC" in room.says("due 2 3")
    (said,) = room.passes(3)
    assert "2 is due: first-steps anyone whatsapp 2. (Ann)" in said.message.text
    room.says("done 2")
    assert not [text_ for _, text_ in every_minute(room, 60) if "2 is due" in text_]


def test_said_once_through_restarts_and_by_two_processes(room: Outage) -> None:
    room.restart()
    assert len(room.passes(8)) == 1
    room.restart()
    assert room.passes(0) == ()
    letters = Mailbox(room.database, "test").unsent()
    assert [letter.conversation for letter in letters] == ["room"], "what was claimed is in the outbox, until it is sent"


def test_what_was_due_while_nobody_could_say_it_is_said_once(room: Outage) -> None:
    room.restart()
    assert len(room.passes(10 * 60)) == 1
    assert room.passes(1) == ()


def test_a_crash_between_claiming_and_saying_loses_nothing(room: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("bot.store.reminders.pack_messages", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            room.passes(5)
    assert len(room.passes(0)) == 1


def test_snoozing_and_dismissing(room: Outage) -> None:
    (notice,) = room.passes(5)
    (passing,) = room.press("⏰ In 10 min", on=notice.message)
    assert (passing.toast, passing.paragraphs) == (text("incident-snoozed", Language.EN), ())
    assert [minute for minute, _ in every_minute(room, 12)] == [15]
    assert room.says("snooze") == text("incident-snoozed", Language.EN)
    assert every_minute(room, 9) == []
    (again,) = room.passes(1)
    room.press("🔕 Stop this one", on=again.message)
    said = every_minute(room, 60)
    assert said
    assert not [text_ for _, text_ in said if "first public notice" in text_]
    late = room.press("🔕 Stop this one", on=again.message)[0]
    assert late.toast == text("incident-no-reminder", Language.EN)


def test_quiet_after_the_end_and_where_a_room_wants_it(room: Outage) -> None:
    room.says("/incident settings reminders off", admin=True)
    assert room.passes(5) == ()
    room.says("/incident settings reminders on", admin=True)
    assert room.passes(5)
    room.says("close")
    assert every_minute(room, 200) == []
    room.says("reopen")
    room.says("close")
    room.says("reopen")
    assert ["an update is due" in text_ for _, text_ in every_minute(room, 21)] == [True], "nothing is left from before"


def test_closed_before_anything_was_due(room: Outage) -> None:
    room.says("close")
    room.says("reopen")
    assert every_minute(room, 19) == []


def test_a_clock_that_is_set_back_doubles_nothing(room: Outage) -> None:
    assert len(room.passes(5)) == 1
    assert room.passes(-60) == ()
    said = every_minute(room, 64)
    assert said == []


def test_what_is_due_costs_no_write(room: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.database, "write", lambda _: pytest.fail("nothing is due"))
    assert room.passes(1) == ()
    rows = room.database.read(lambda connection: connection.execute(select(OUTBOX.c.id)).all())
    assert rows == []
