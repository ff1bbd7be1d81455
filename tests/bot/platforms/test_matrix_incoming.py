"""What Matrix events mean: who is addressed, what is said, which button a word names."""

from __future__ import annotations

from typing import Any

import pytest

from bot.messages import Button
from bot.platforms.matrix_excerpts import Excerpt, Named, excerpt
from bot.platforms.matrix_incoming import Marked, Me, Said, Sealed, Tapped, Who, age, heard, marked, pressed, read, typed
from bot.platforms.matrix_state import Shown

ME = Me("@planb:a.example", "Plan B")
ANNA = "@anna:a.example"
CHECKLIST = (*(Button(f"tick:x:{number}", f"☐ {number}") for number in range(11, 21)), Button("left:x", "What's left?"))


def event(body: Any = "hello", kind: str = "m.room.message", sender: str = ANNA, **content: Any) -> dict[str, Any]:
    said = {"msgtype": "m.text", "body": body} | content if kind == "m.room.message" else content
    return {"type": kind, "sender": sender, "event_id": "$1", "content": said}


def said(body: str = "hello", **content: Any) -> Said:
    found = read(event(body, **content), ME)
    assert isinstance(found, Said)
    return found


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"type": "m.room.message"},
        event(None),
        event(3),
        event(sender=ME.id),
        event(msgtype="m.notice"),
        event(msgtype=3),
        event(msgtype="m.new"),
        event(**{"m.relates_to": {"rel_type": "m.replace"}}),
        event(kind="m.reaction"),
        event(kind="m.reaction", **{"m.relates_to": 3}),
        event(kind="m.reaction", **{"m.relates_to": {"key": "1️⃣", "event_id": 3}}),
        event(kind="m.reaction", **{"m.relates_to": {"key": None, "event_id": "$2"}}),
        event(kind="m.room.topic", topic="x"),
        {"type": "m.room.message", "sender": ANNA, "event_id": "$1", "content": []},
        {"type": "m.room.redaction", "sender": ANNA, "event_id": "$1", "content": {}, "redacts": "$2"},
    ],
)
def test_what_is_no_ones_words_or_of_no_known_form_is_nothing(odd: dict[str, Any]) -> None:
    assert read(odd, ME) is None


@pytest.mark.parametrize(
    ("body", "text", "named"),
    [
        ("Plan B: is it down?", "is it down?", True),
        ("plan b, is it down?", "is it down?", True),
        ("@Plan B is it down?", "is it down?", True),
        ("@planb:a.example is it down?", "is it down?", True),
        ("@planb is it down?", "is it down?", True),
        ("Plan B is to call them", "Plan B is to call them", False),
        ("Plan Berlin: we meet", "Plan Berlin: we meet", False),
        ("@planb:other.example look", "@planb:other.example look", False),
        ("@planbee look", "@planbee look", False),
        ("is it down?", "is it down?", False),
    ],
)
def test_our_name_at_the_beginning_means_us(body: str, text: str, named: bool) -> None:
    found = said(body)
    assert (found.text, found.mentioned) == (text, named)


def test_an_intentional_mention_means_us_wherever_it_stands() -> None:
    found = said("is it down, Plan B ?", **{"m.mentions": {"user_ids": [ME.id]}})
    assert (found.text, found.mentioned) == ("is it down, ?", True)
    assert not said("Anna says so", **{"m.mentions": {"user_ids": [ANNA], "room": True}}).mentioned


@pytest.mark.parametrize(
    ("body", "command", "text"),
    [
        ("!now it is down", "now", "it is down"),
        ("!NOW", "now", ""),
        ("Plan B: !now\nit is\ndown", "now", "it is\ndown"),
        ("!!now", "", "!!now"),
        ("! now", "", "! now"),
        ("/now", "", "/now"),
    ],
)
def test_a_command_begins_with_an_exclamation_mark(body: str, command: str, text: str) -> None:
    found = said(body)
    assert (found.command, found.text) == (command, text)


def test_a_reply_is_what_is_said_without_what_it_quotes() -> None:
    relation = {"m.relates_to": {"m.in_reply_to": {"event_id": "$q"}}}
    found = said("> <@planb:a.example> Which?\n> One or two\n\nthe second", **relation)
    assert (found.text, found.to) == ("the second", "$q")
    assert said("> a quotation of mine").text == "> a quotation of mine"


def test_a_thread_is_known_and_its_fallback_is_no_reply() -> None:
    relation = {"rel_type": "m.thread", "event_id": "$root", "is_falling_back": True, "m.in_reply_to": {"event_id": "$last"}}
    found = said(**{"m.relates_to": relation})
    assert (found.thread, found.to) == ("$root", "")
    relation["is_falling_back"] = False
    assert said(**{"m.relates_to": relation}).to == "$last"


def test_an_edit_is_its_new_words() -> None:
    new = {"msgtype": "m.text", "body": "now so"}
    found = said("* now so", **{"m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}})
    assert (found.text, found.edited) == ("now so", True)


def test_what_came_in_place_of_text_and_what_is_written_below() -> None:
    assert (said("cat.jpg", msgtype="m.image").unreadable, said("cat.jpg", msgtype="m.image").text) == ("photo", "")
    captioned = said("what is this?", msgtype="m.image", filename="cat.jpg")
    assert (captioned.unreadable, captioned.text) == ("photo", "what is this?")
    assert said("a", msgtype="m.audio").unreadable == "voice"
    assert read(event(kind="m.sticker", body="x"), ME) == Said("$1", ANNA, unreadable="sticker")
    assert read(event(kind="m.room.encrypted", algorithm="m.megolm.v1.aes-sha2"), ME) == Sealed(ANNA)


def test_a_message_becomes_what_the_core_takes() -> None:
    incoming, place = heard(
        said("!now x", **{"m.relates_to": {"rel_type": "m.thread", "event_id": "$t"}}), Who("Anna", True, False), "!r"
    )
    assert (incoming.platform, incoming.conversation, incoming.person, incoming.name) == ("matrix", "!r/$t", ANNA, "Anna")
    assert (incoming.command, incoming.text, incoming.admin, incoming.private) == ("now", "x", True, False)
    assert (place.room, place.thread, place.event) == ("!r", "$t", "$1")


def test_a_tap_presses_the_button_of_that_number_and_no_other() -> None:
    shown = Shown("$board", "!r", "$t", CHECKLIST)
    found = pressed(Tapped("$2", ANNA, "$board", 2), Who("Anna", False, True), shown, 2)
    assert found
    assert (found[0].press, found[0].conversation, found[1].pressed) == ("tick:x:12", "!r/$t", "$board")
    assert found[1].shows("x")
    assert pressed(Tapped("$2", ANNA, "$board", 9), Who("Anna", False, True), Shown("$board", "!r"), 9) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("11", 1),
        ("☐ 12", 2),
        ("whats left", 0),
        ("What's left", 11),
        ("WHAT'S LEFT?", 11),
        ("0", 0),
        ("99", 0),
        ("one", 0),
        ("²", 0),
    ],
)
def test_a_label_or_a_number_can_be_typed_and_a_label_comes_first(text: str, number: int) -> None:
    assert typed(text, Shown("$board", "!r", "", CHECKLIST)) == number


def test_a_pin_below_a_message_marks_it() -> None:
    for key in ("📌", "📌\ufe0f", " 📌 "):
        reaction = event(kind="m.reaction", **{"m.relates_to": {"key": key, "event_id": "$2"}})
        assert read(reaction, ME) == Marked("$1", ANNA, "$2")
    incoming, place = marked(
        Marked("$1", ANNA, "$2"), Who("Anna", False, False), "!r", Excerpt("@b:x", "hi", "then", "$t"), "Ben"
    )
    assert (incoming.conversation, incoming.command, place.event, place.thread) == ("!r/$t", "", "$2", "$t")
    assert incoming.marked
    assert (incoming.marked.text, incoming.marked.person, incoming.marked.name) == ("hi", "@b:x", "Ben")
    incoming, _ = marked(said("!note"), Who("Anna", False, False), "!r", Excerpt("@b:x", "hi", "then"), "Ben")
    assert incoming.command == "incident", "they said so to us"


def test_people_are_named_by_pills_ids_and_mentions() -> None:
    html = '<a href="https://matrix.to/#/%40ben:a.example">Ben &amp; <b>Co</b></a> <a href="https://matrix.to/#/!room:a">x</a>'
    told = {"m.mentions": {"user_ids": ["@cem:a.example", ME.id, 3]}, "formatted_body": html}
    found = said("assign 1 Ben & Co or @zoe:b.example:8448", **told)
    assert found.named == (
        Named("@ben:a.example", "Ben & Co"),
        Named("@zoe:b.example:8448", "@zoe:b.example:8448"),
        Named("@cem:a.example", ""),
    )
    assert said("x", formatted_body=3, **{"m.mentions": {"user_ids": None}}).named == ()


def test_what_is_quoted_is_the_newest_words_without_what_they_quote() -> None:
    message = event("> <@x:y> old\n\nnew", sender=ANNA) | {"origin_server_ts": 1_633_363_080_000}
    assert excerpt(message) == Excerpt(ANNA, "new", "2021-10-04T15:58:00+00:00")
    newer = {"content": {"m.new_content": {"msgtype": "m.text", "body": "newest"}}}
    assert excerpt(message | {"unsigned": {"m.relations": {"m.replace": newer}}}) == Excerpt(
        ANNA, "newest", "2021-10-04T15:58:00+00:00"
    )
    for odd in ({}, message | {"content": {}}, message | {"type": "m.reaction"}, message | {"origin_server_ts": 1e300}):
        assert excerpt(odd) is None


def test_an_event_of_70_kb_is_read_like_any_other() -> None:
    long = "!note " + "x " * 35_000
    pills = '<a href="https://matrix.to/#/@ben:a.example">' * 2_000
    found = said(long, formatted_body=pills)
    assert (found.command, len(found.text)) == ("note", 69_999)


def test_nothing_is_typed_where_no_button_is() -> None:
    assert typed("1", Shown("$1", "!r")) == 0


def test_age_is_what_the_homeserver_says() -> None:
    assert age({"unsigned": {"age": 2_000}, "origin_server_ts": 0}) == 2
    assert age({"origin_server_ts": 0}) > 1e9
