"""Messages as Matrix events: escaped, split where they are long, their buttons as a numbered list."""

from __future__ import annotations

import json

import pytest

from bot.messages import Button, File, Message, Paragraph, Run
from bot.platforms.matrix_render import LIMIT, edited, keycap, number_of, render

EVENT = 65_536


def message(*runs: Run, buttons: tuple[tuple[Button, ...], ...] = ()) -> Message:
    return Message((Paragraph(runs),), buttons)


def shown(*runs: Run) -> tuple[str, str]:
    [part] = render(message(*runs))
    return part.content["body"], part.content["formatted_body"]


def test_only_text_that_is_escaped_and_tags_of_ours() -> None:
    plain, marked = shown(Run("<b>1 & 2</b>", "bold"), Run("\n'quoted'", "italic"))
    assert plain == "<b>1 & 2</b>\n'quoted'"
    assert marked == "<p><strong>&lt;b&gt;1 &amp; 2&lt;/b&gt;</strong><em><br/>&#x27;quoted&#x27;</em></p>"


def test_paragraphs_stand_apart() -> None:
    [part] = render(Message((Paragraph((Run("one"),)), Paragraph((Run("  "),)), Paragraph((Run("two"),)))))
    assert (part.content["body"], part.content["formatted_body"]) == ("one\n\ntwo", "<p>one</p><p>two</p>")


def test_a_link_opens_only_where_it_is_one() -> None:
    assert shown(Run("here", link='https://a.example/?q="x"')) == (
        'here (https://a.example/?q="x")',
        '<p><a href="https://a.example/?q=&quot;x&quot;">here</a></p>',
    )
    assert shown(Run("here", link="javascript:alert(1)")) == ("here", "<p>here</p>")


def test_what_is_to_be_copied_stands_in_a_block_of_its_own() -> None:
    plain, marked = shown(Run("Copy:\n"), Run("Dear all,\n<3", "copy"), Run("\nand send"))
    assert plain == "Copy:\nDear all,\n<3\nand send"
    assert marked == "<p>Copy:</p><pre><code>Dear all,\n&lt;3</code></pre><p>and send</p>"


def test_buttons_are_a_numbered_list_each_once_beyond_nine_in_brackets() -> None:
    row = tuple(Button(f"a:{number}", f"B{number}") for number in range(1, 11))
    [part] = render(message(Run("Which?"), buttons=(row[:2], row[1:9], (row[9],))))
    lines = part.content["body"].splitlines()
    assert lines[2] == "1️⃣ B1 · 2️⃣ B2"
    assert lines[3].startswith("3️⃣ B3")
    assert lines[4] == "(10) B10"
    assert part.buttons == row


def test_only_buttons_is_a_list() -> None:
    [part] = render(Message((), ((Button("a:1", "A"),),)))
    assert part.content["body"] == "1️⃣ A"


def test_a_file_comes_before_the_text_with_the_buttons() -> None:
    file = File("a.md", b"x")
    parts = render(Message((Paragraph((Run("text"),)),), ((Button("a:1", "A"),),), file=file))
    assert [(part.file, len(part.buttons)) for part in parts] == [(file, 0), (None, 1)]


@pytest.mark.parametrize(
    "text", ["word " * 30_000, "&" * 40_000, "😀" * 30_000, '"\\\n' * 20_000, "\x07\x00a" * 30_000, "\ud800b" * 20_000]
)
def test_what_is_long_is_split_so_that_even_an_encrypted_edit_fits_and_nothing_is_lost(text: str) -> None:
    parts = render(message(Run(text, "bold"), buttons=((Button("a:1", "A"),),)))
    assert len(parts) > 1
    for part in parts:
        size = len(json.dumps(edited(part.content, "$" + "e" * 43), ensure_ascii=False).encode())
        assert size * 4 / 3 < EVENT - 2_000
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]
    kept = "".join(char for char in text.encode("utf-8", "replace").decode() if char >= " " or char == "\n")
    whole = "".join(part.content["body"] for part in parts).replace("1️⃣ A", "")
    assert "".join(whole.split()) == "".join(kept.split())


def test_a_paragraph_is_not_torn_where_it_fits_alone() -> None:
    half = "x" * (LIMIT // 3)
    parts = render(Message(tuple(Paragraph((Run(half),)) for _ in range(3))))
    assert [part.content["body"] for part in parts] == [half] * 3


def test_an_edit_shows_its_new_text_and_a_star_where_edits_are_unknown() -> None:
    [part] = render(message(Run("2 done")))
    edit = edited(part.content, "$board")
    assert edit["m.new_content"] == part.content
    assert edit["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$board"}
    assert edit["body"] == "* 2 done"


@pytest.mark.parametrize(("key", "number"), [("1️⃣", 1), ("9\u20e3", 9), (keycap(3), 3), ("0️⃣", 0), ("👍", 0), ("1", 0), ("", 0)])
def test_reactions_are_numbers_whichever_way_a_client_writes_them(key: str, number: int) -> None:
    assert number_of(key) == number
