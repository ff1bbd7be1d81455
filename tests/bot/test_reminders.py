"""What a room is reminded of, on a clock of our own: in time, a bounded number of times, once each through restarts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
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


def every_minute(room: Outage, minutes: int, step: int = 1) -> list[tuple[int, str]]:
    """When what was said until then, in minutes since the opening."""
    said = []
    for _ in range(0, minutes, step):
        said += [(round((room.now - START).total_seconds() / 60), posting.message.text) for posting in room.passes(step)]
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


def test_each_update_is_a_thing_of_its_own_and_names_the_next(room: Outage) -> None:
    said = every_minute(room, 10 * 60, 5)
    assert [minute for minute, text_ in said if "first public notice" in text_] == [5, 10, 15, 20, 25]
    assert ["what is affected and what still works" in text_ for _, text_ in said[:MOST_NAGS]] == [False, *[True] * 4]
    updates = [minute for minute, text_ in said if "an update is due" in text_]
    assert updates == [45, 65, 85, 105, 125, *range(185, 600, 60)]
    assert len(said) == MOST_NAGS + len(updates)
    assert all("The next one: " in text_ for _, text_ in said)
    assert "Next public update: 02:05 UTC" in room.says("/incident board")


def test_where_nobody_does_anything_for_a_day_it_is_quiet_until_somebody_does(room: Outage) -> None:
    silence = text("incident-silence", Language.EN)
    said = [*every_minute(room, 25 * 60, 5), *every_minute(room, 6 * 24 * 60, 60)]
    last, text_ = said[-1]
    assert (last, text_) == (24 * 60 + 5, f"⏰ {silence}")
    assert len(said) < 35
    assert "Next public update" not in room.says("/incident board")
    assert room.says("snooze") == text("incident-no-reminder", Language.EN), "it begins nothing"
    assert every_minute(room, 120, 60) == []
    room.says("done 1")
    assert [text_ for _, text_ in every_minute(room, 120, 5) if "an update is due" in text_]
    assert room.says("/incident board").count("Next public update") == 1
    again = [minute for minute, text_ in every_minute(room, 48 * 60, 60) if silence in text_]
    assert len(again) == 1


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


def test_a_snoozed_update_comes_again_and_the_schedule_goes_on(room: Outage) -> None:
    room.passes(5)
    room.says("sent")
    room.passes(5)
    room.says("sent")
    (update,) = room.passes(20)
    (passing,) = room.press("⏰ In 10 min", on=update.message)
    assert passing.toast == text("incident-snoozed", Language.EN)
    assert [minute for minute, _ in every_minute(room, 80)] == [40, 60, 80, 100]
    while room.now < START + timedelta(hours=5):
        room.passes(1)
    room.says("sent")
    (update,) = room.passes(60)
    room.press("⏰ In 10 min", on=update.message)
    room.says("snooze")  # from now on again: no second one
    assert [minute for minute, _ in every_minute(room, 75)] == [370, 430]


def test_a_button_is_about_what_was_said_as_long_as_that_stands(room: Outage) -> None:
    none = text("incident-no-reminder", Language.EN)
    room.says("due 2 3")
    (item,) = room.passes(3)
    room.says("done 2")
    assert room.press("⏰ In 10 min", on=item.message)[0].toast == none
    room.passes(2)
    room.says("sent")
    room.passes(5)
    room.says("sent")
    (update,) = room.passes(20)
    room.says("sent")
    for label in ("⏰ In 10 min", "🔕 Stop this one"):
        assert room.press(label, on=update.message)[0].toast == none
    assert [minute for minute, _ in every_minute(room, 20)] == [50]


def test_who_snoozes_and_dismisses_is_on_the_timeline(room: Outage) -> None:
    (notice,) = room.passes(5)
    room.press("⏰ In 10 min", "Bea", on=notice.message)
    room.says("due 2 3")
    room.passes(0)
    room.says("dismiss", "Cleo")
    assert room.timeline()[-4:] == [
        ("snoozed", "Bea", "notice"),
        ("due", "Ann", "2021-10-04T16:03:00+00:00"),
        ("dismissed", "Cleo", "item"),
        ("dismissed", "Cleo", "notice"),
    ]
    room.press("🔕 Stop this one", "Bea", on=notice.message)
    assert len(room.timeline()) == 8, "what changes nothing is no entry"


def test_the_report_says_in_words_what_was_put_off(room: Outage) -> None:
    room.passes(5)
    room.says("snooze")
    room.says("due 2 3")
    room.passes(0)
    room.says("dismiss")
    room.says("close")
    report = room.does(command="incident", text="report")[0].file
    assert report
    for line in ("Reminder put off: first notice", "Reminder stopped: item 2"):
        assert line in report.content.decode()


def test_two_who_say_at_once_that_it_is_published_mean_the_same(room: Outage) -> None:
    room.passes(5)
    assert "Next update: 16:10 UTC" in room.says("sent")
    room.passes(3 / 60)
    assert "Next update: 16:10 UTC" in room.says("sent", "Bea")
    assert [change for change, _, _ in room.timeline()].count("sent") == 1
    room.passes(1)
    assert "Next update: 16:26 UTC" in room.says("sent", "Bea")


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
    said = every_minute(room, 5)
    assert ["first public notice is due" in text_ for _, text_ in said] == [True], "nothing is left from before"


def test_switched_off_uses_up_nothing_and_misses_nothing_twice(room: Outage) -> None:
    room.says("/incident settings reminders off", admin=True)
    room.says("due 2 30")
    assert every_minute(room, 180) == []
    room.says("/incident settings reminders on", admin=True)
    said = every_minute(room, 60)
    assert len([text_ for _, text_ in said if "first public notice" in text_]) == MOST_NAGS
    assert len([text_ for _, text_ in said if "2 is due" in text_]) == MOST_NAGS
    assert max(Counter(minute for minute, _ in said).values()) <= 2
    room.says("sent")
    room.says("/incident settings reminders off", admin=True)
    assert every_minute(room, 180) == []
    room.says("/incident settings reminders on", admin=True)
    room.passes(1)
    room.says("sent")
    assert [minute for minute, _ in every_minute(room, 60)] == [481], "by schedule, and none of those that were missed"


def test_what_is_undone_is_reminded_of_again(room: Outage) -> None:
    room.says("sent")
    room.says("due 5 15")
    room.says("done 5")
    room.passes(11)
    room.says("undo 1, 2 and 3")
    assert [text_ for _, text_ in every_minute(room, 5) if "Urgent and nobody's: 1, 2, 3" in text_]
    room.says("undo 5")
    assert [text_ for _, text_ in every_minute(room, 5) if "5 is due" in text_]


def test_what_was_due_comes_back_with_an_incident_that_is_opened_again(room: Outage) -> None:
    for said in ("due 4 20", "due 5 30", "due 6 40"):
        room.says(said)
    room.passes(20)
    room.says("dismiss")  # of the notice and of 4
    room.says("close")
    assert every_minute(room, 3) == []
    room.says("reopen")
    again = every_minute(room, 30)
    items = {(minute, text_[2:10]) for minute, text_ in again if "is due:" in text_ and minute <= 40}
    assert items == {(30, "5 is due"), (40, "5 is due"), (40, "6 is due")}
    assert not [text_ for _, text_ in again if "4 is due" in text_ or "first public notice" in text_]


@pytest.mark.parametrize(
    ("published", "next_"), [(0, "first public notice"), (1, "say now what is affected"), (2, "an update is due")]
)
def test_one_that_is_opened_again_goes_on_where_it_was(room: Outage, published: int, next_: str) -> None:
    for _ in range(published):
        room.passes(2)
        room.says("sent")
    room.says("close")
    room.passes(5)
    room.says("reopen")
    _, first = every_minute(room, 20)[0]
    assert next_ in first


def test_closed_before_anything_was_due(room: Outage) -> None:
    room.says("close")
    room.says("reopen")
    assert every_minute(room, 4) == []


def test_a_clock_that_is_set_back_loses_and_doubles_nothing(room: Outage) -> None:
    room.says("due 5 8")
    assert len(room.passes(5)) == 1
    assert room.passes(-60) == ()
    said = [(minute + 60, text_[:20]) for minute, text_ in every_minute(room, 6)]
    assert [minute for minute, _ in said] == [8, 10]
    room.restart()
    assert [minute + 60 for minute, _ in every_minute(room, 5)] == [15]
    assert "Next public update: 15:20 UTC" in room.says("/incident board")


def test_a_clock_that_is_put_right_again_doubles_nothing(room: Outage) -> None:
    assert len(room.passes(5)) == 1
    for minutes in (-60, 60):
        assert room.passes(minutes) == ()
    assert [minute for minute, _ in every_minute(room, 5)] == [10]


def test_what_is_due_costs_no_write(room: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
    room.passes(0)
    monkeypatch.setattr(room.database, "write", lambda _: pytest.fail("nothing is due"))
    assert room.passes(0.9) == ()
    rows = room.database.read(lambda connection: connection.execute(select(OUTBOX.c.id)).all())
    assert rows == []


def test_where_there_is_nothing_to_remind_of_no_look_is_kept(room: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
    room.says("close")
    monkeypatch.setattr(room.database, "write", lambda _: pytest.fail("nothing is kept"))
    assert room.passes(60) == room.passes(-60) == ()
