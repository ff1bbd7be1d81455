"""Messages become HTML that Telegram takes, in parts that fit."""

from __future__ import annotations

import pytest

from bot.messages import Button, Message, Paragraph, Run
from bot.platforms.telegram_render import LIMIT, Part, render, units
from tests.fakes.telegram_markup import parse_text


def message(*texts: str) -> Message:
    return Message(tuple(Paragraph((Run(text),)) for text in texts))


def shown(parts: list[Part]) -> list[str]:
    """What people see, by the rules of the fake: it refuses what is malformed, empty or too long."""
    return [parse_text(part.html, "HTML", []).text for part in parts]


def test_styles_links_and_special_characters() -> None:
    runs = (Run("a <b> & c", "bold"), Run(" then "), Run('"d"', "italic", 'https://example.org/?q="1"&r=2'))
    (part,) = render(Message((Paragraph(runs), Paragraph((Run("e > f"),)))))
    assert part.html == (
        '<b>a &lt;b&gt; &amp; c</b> then <a href="https://example.org/?q=&quot;1&quot;&amp;r=2"><i>"d"</i></a>\n\ne &gt; f'
    )
    assert shown([part]) == ['a <b> & c then "d"\n\ne > f']


def test_small_print_is_folded_up() -> None:
    (part,) = render(Message((Paragraph((Run("Do it."),)), Paragraph((Run("¹ A & B", "note"),)))))
    assert part.html == "Do it.\n\n<blockquote expandable>¹ A &amp; B</blockquote>"
    assert parse_text(part.html, "HTML", []).entities[0]["type"] == "blockquote"


def test_no_line_begins_with_a_sign_but_what_is_copied_stays_as_it_is() -> None:
    (part,) = render(Message((Paragraph((Run("« Allô ? » 🙋 Anna, 09:12 UTC : oui\n"), Run("« Allô ? »", "copy"))),)))
    assert part.html == "«\u00a0Allô\u00a0?\u00a0» 🙋\u00a0Anna, 09:12\u00a0UTC\u00a0: oui\n<pre>« Allô ? »</pre>"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "tg://user?id=1", "file:///etc/passwd", "example"])
def test_a_link_that_must_not_be_one_is_text(link: str) -> None:
    assert render(Message((Paragraph((Run("here", link=link),)),)))[0].html == "here"


def test_an_empty_message_has_no_parts() -> None:
    assert render(message()) == []
    assert render(message("", " \n ")) == []
    assert shown(render(message("", "a", "  "))) == ["a"]


def test_parts_break_between_paragraphs() -> None:
    texts = [letter * 1500 for letter in "abcde"]
    assert shown(render(message(*texts))) == [f"{texts[0]}\n\n{texts[1]}", f"{texts[2]}\n\n{texts[3]}", texts[4]]


@pytest.mark.parametrize(("spare", "parts"), [(0, 1), (1, 2)])
def test_a_part_may_be_full_to_the_last_unit(spare: int, parts: int) -> None:
    assert len(render(message("a" * (LIMIT - 12 + spare), "b" * 10))) == parts


def test_a_long_paragraph_breaks_at_lines_then_spaces() -> None:
    lines = ["x" * 3000, "y" * 3000, "z z " * 1100]
    parts = shown(render(message("before", "\n".join(lines), "after")))
    assert parts[:3] == ["before", lines[0], lines[1]]
    assert parts[3] == ("z z " * 1024).strip()
    assert parts[4] == "z z " * 76 + "\n\nafter"


def test_emoji_are_never_halved() -> None:
    parts = shown(render(message("a" + "😀" * 5000)))
    assert "".join(parts) == "a" + "😀" * 5000
    assert [units(part) for part in parts] == [LIMIT - 1, LIMIT, 10_001 - 2 * LIMIT + 1]


def test_styles_go_on_after_a_break() -> None:
    parts = render(Message((Paragraph((Run("x" * 4000), Run("y" * 200, "bold"))),)))
    assert [part.html[-12:] for part in parts] == ["y" * 8 + "</b>"] * 2
    assert parts[1].html.startswith("<b>")


def test_spaces_at_a_break_leave_no_empty_part() -> None:
    assert shown(render(message("x" * LIMIT + " " * 9))) == ["x" * LIMIT]
    assert shown(render(message(" " * 5000 + "x"))) == ["x"]


def test_buttons_stand_below_the_last_part() -> None:
    buttons = ((Button("tick:1", "One"), Button("tick:2", "Two")), (Button("more:1", "More"),))
    *others, last = render(Message(message("a" * 4000, "b" * 4000).paragraphs, buttons))
    assert [part.keyboard for part in others] == [None]
    assert last.keyboard
    rows = [[(button.text, button.callback_data) for button in row] for row in last.keyboard.inline_keyboard]
    assert rows == [[("One", "tick:1"), ("Two", "tick:2")], [("More", "more:1")]]


def test_rows_whose_words_a_phone_would_cut_off_become_two() -> None:
    def rows(*labels: str) -> list[list[str]]:
        buttons = tuple(Button(f"verb:{number}", label) for number, label in enumerate(labels))
        (part,) = render(Message((Paragraph((Run("board"),)),), (buttons,)))
        assert part.keyboard
        return [[button.text for button in row] for row in part.keyboard.inline_keyboard]

    numbers = [f"☐ {number}" for number in range(6, 11)]
    assert rows(*numbers) == [numbers]
    assert rows("cocher", "passer", "prendre", "annuler", "Pourquoi") == [
        ["cocher", "passer", "prendre"],
        ["annuler", "Pourquoi"],
    ]
    assert rows("📋 Brief", "📣 Notice", "👋 I'm here", "▶ 2/4") == [["📋 Brief", "📣 Notice"], ["👋 I'm here", "▶ 2/4"]]
    assert rows("Nehme ich", "Nehme ich nicht", "Warum / Quellen") == [["Nehme ich", "Nehme ich nicht", "Warum / Quellen"]]


def test_quoted_handles_do_not_ping_where_they_must_not() -> None:
    quoted = message("ask @someone_else or write to someone@example.org")
    assert "mention" in kinds(render(quoted))
    assert kinds(render(quoted, pings=False)) == []
    assert "someone@example.org" in render(quoted, pings=False)[0].html


def kinds(parts: list[Part]) -> list[str]:
    return [entity["type"] for part in parts for entity in parse_text(part.html, "HTML", []).entities]


def test_half_an_emoji_does_not_prevent_an_answer() -> None:
    assert shown(render(message("a\ud83db"))) == ["a?b"]
