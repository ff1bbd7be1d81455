"""Discord's markdown and limits, without Discord."""

from __future__ import annotations

import pytest

from bot.messages import Button, File, Message, Paragraph, Run
from bot.platforms.discord_render import CONTENT_LIMIT, escape, markdown, parts


def message(*paragraphs: str | tuple[Run, ...], buttons: tuple[tuple[Button, ...], ...] = ()) -> Message:
    runs = [(Run(one),) if isinstance(one, str) else one for one in paragraphs]
    return Message(tuple(Paragraph(one) for one in runs), buttons)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, è già tutto!", "plain, è già tutto!"),
        ("*a* _b_ ~~c~~ `d` ||e||", r"\*a\* \_b\_ \~\~c\~\~ \`d\` \|\|e\|\|"),
        ("# title\n> quote\n- item\n-# small", "\\# title\n\\> quote\n\\- item\n\\-# small"),
        ("1. first\n12. twelfth, 3.5 h", "1\\. first\n12\\. twelfth, 3.5 h"),
        ("a - b # c > d", "a - b # c > d"),
        (r"back\slash", r"back\\slash"),
        ("[click](https://evil.example)", r"\[click\](https://evil.example)"),
        ("<@1> <#2> <#x> <t:3> <:a:4>", r"\<@1> <#2> \<#x> \<t:3> \<:a:4>"),
        ("see https://a.example/x_y_z*1* and *this*", r"see https://a.example/x_y_z*1* and \*this\*"),
    ],
)
def test_what_a_text_contains_is_no_markup(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ((Run("bold", "bold"), Run(" "), Run("italic", "italic")), "**bold** *italic*"),
        ((Run("one ", "bold"), Run("two", "bold"), Run("!")), "**one two**!"),
        ((Run("bold", "bold"), Run("italic", "italic")), "**bold**_italic_"),
        ((Run("¹ A *b*", "note"),), r"-# ¹ A \*b\*"),
        ((Run("After", "bold"), Run("one\ntwo", "note")), "**After**\n-# one\n-# two"),
        ((Run("« Allô ? »"), Run("« a »", "copy")), "«\u00a0Allô\u00a0?\u00a0»\n```\n« a »\n```"),
        ((Run(" room "), Run(" tight ", "bold")), " room  **tight** "),
        ((Run("  ", "bold"),), "  "),
        ((Run("BSM (2021)", link="https://a.example/b c"),), "[BSM (2021)](<https://a.example/b%20c>)"),
        ((Run("x]y", "bold", "https://a.example"),), r"**[x\]y](<https://a.example>)**"),
        ((Run("https://a.example", link="https://a.example"),), "<https://a.example>"),
        ((Run("call", link="tel:+33123"),), "call (tel:+33123)"),
        ((Run("long", link="https://a.example/" + "x" * 3000),), "long"),
    ],
)
def test_styles_and_links(runs: tuple[Run, ...], shown: str) -> None:
    assert markdown(runs) == shown


def test_paragraphs_stay_whole_where_they_fit() -> None:
    made = parts(message("a" * 1200, "b" * 700, "c" * 700))
    assert [part.content for part in made] == ["a" * 1200 + "\n\n" + "b" * 700, "c" * 700]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("a" * 1500 + "\n" + "b c " * 300, "a" * 1500),
        ("word " * 600, ("word " * 400).strip()),
        ("x" * 4500, "x" * 2000),
        ("*" * 1500, r"\*" * 1000),
        ("😀" * 1500, "😀" * 1000),
    ],
)
def test_a_paragraph_too_long_is_cut_at_a_line_a_word_or_anywhere(text: str, first: str) -> None:
    made = parts(message(text))
    assert made[0].content == first
    assert all(0 < len(part.content.encode("utf-16-le")) / 2 <= CONTENT_LIMIT for part in made)
    kept = "".join(part.content for part in made).replace("\\", "")
    assert "".join(kept.split()) == "".join(text.split())


def test_marks_are_closed_in_each_part() -> None:
    made = parts(message((Run("intro "), Run("bold " * 900, "bold"), Run(" end"))))
    assert len(made) == 3
    assert all(part.content.count("**") == 2 for part in made)
    assert all(len(part.content) <= CONTENT_LIMIT for part in made)


def test_nothing_is_no_message() -> None:
    assert parts(message()) == []
    assert parts(message("", " \n ")) == []


def test_buttons_alone_still_have_a_message_to_stand_below() -> None:
    [part] = parts(message(buttons=((Button("a", "A"),),)))
    assert part.content == "\u200b"
    assert part.rows == ((Button("a", "A"),),)


def test_buttons_fit_five_rows_of_five() -> None:
    row = tuple(Button(f"a:{number}", f"{number}") for number in range(7))
    [part] = parts(message("x", buttons=(row,)))
    assert [len(one) for one in part.rows] == [5, 2]
    rows = tuple((Button(f"b:{number}", f"{number}"), Button(f"c:{number}", "c")) for number in range(14))
    made = parts(message("x", buttons=rows))
    assert [len(part.rows) for part in made] == [5, 5, 4], "28 buttons are more than a message holds: none is lost"
    rows = tuple((Button(f"b:{number}", f"{number}"), Button(f"c:{number}", "c")) for number in range(12))
    [part] = parts(message("x", buttons=rows))
    assert [len(one) for one in part.rows] == [5, 5, 5, 5, 4]


def test_a_button_has_one_id_and_a_short_label() -> None:
    twice = (Button("a", "first"), Button("a", "second")), (Button("b", "x" * 200), Button("c", " "))
    [part] = parts(message("x", buttons=twice))
    assert part.rows[0] == (Button("a", "first"),)
    assert len(part.rows[1][0].label) <= 80
    assert part.rows[1][1].label == "c"


def test_what_is_to_be_copied_stands_in_a_block_of_its_own() -> None:
    runs = (Run("Banner:"), Run("*down*", "copy"), Run("or "), Run("one", "copy"), Run("two", "copy"))
    assert markdown(runs) == "Banner:\n```\n*down*\n```or \n```\none\n```\n```\ntwo\n```"


def test_backticks_do_not_end_a_block() -> None:
    shown = markdown((Run("a ``` @everyone ```` b", "copy"),))
    assert shown.count("```") == 2
    assert shown.replace("\u200b", "") == "```\na ``` @everyone ```` b\n```"


def test_a_long_text_to_copy_is_a_block_in_each_part() -> None:
    made = parts(message((Run("word " * 700, "copy"),)))
    assert [(part.content.startswith("```\n"), part.content.endswith("\n```")) for part in made] == [(True, True)] * 2


def test_a_file_needs_no_text() -> None:
    [part] = parts(Message((), file=File("a.json", b"{}")))
    assert (part.content, part.file) == ("", File("a.json", b"{}"))
