"""The terminal has all that a chat platform has, typed."""

from __future__ import annotations

import io
from collections.abc import Mapping

from bot.messages import Button, File, Incoming, Message, Paragraph, Run
from bot.platforms.console import ConsolePlatform
from knowledge.languages import Language

MENU = ((Button("tick:a:1", "Tick 1"), Button("tick:a:2", "Tick 2")), (Button("draft:a", "Ready-made message"),))


def said(*runs: Run, buttons: tuple[tuple[Button, ...], ...] = (), file: File | None = None, toast: str = "") -> Message:
    return Message((Paragraph(runs),) if runs else (), buttons, file=file, toast=toast)


class Script:
    """A dialogue whose lines are given by what is heard."""

    def __init__(self, **answers: tuple[Message, ...]) -> None:
        self.answers = answers
        self.heard: list[Incoming] = []

    async def reply(self, incoming: Incoming) -> tuple[Message, ...]:
        self.heard.append(incoming)
        return self.answers.get(incoming.press or incoming.command or incoming.text, (said(Run("echo")),))

    def commands(self, language: str) -> Mapping[str, str]:
        return {"now": language}


def typed(script: Script, *lines: str) -> str:
    output = io.StringIO()
    ConsolePlatform(script, Language.EN, output).run(iter(lines), interactive=False)
    return output.getvalue()


def test_buttons_are_numbered_and_pressed_by_number_or_label() -> None:
    script = Script(list=(said(Run("a list"), buttons=MENU[:1]), said(Run("more"), buttons=MENU[1:])))
    shown = typed(script, "list", "2", "list", "3", "ready-made MESSAGE", "list", "4", "07")
    assert "[1] Tick 1  [2] Tick 2\n" in shown
    assert "[3] Ready-made message\n" in shown
    assert [one.press or one.text for one in script.heard] == [
        *("list", "tick:a:2", "list", "draft:a", "draft:a"),
        *("list", "4", "07"),
    ]


def test_numbers_are_those_of_the_last_messages_and_labels_those_of_all() -> None:
    script = Script(list=(said(Run("a list"), buttons=MENU),))
    typed(script, "list", "hello", "2", "tick 2")
    assert [one.press or one.text for one in script.heard] == ["list", "hello", "2", "tick:a:2"]


def test_what_is_to_be_copied_stands_between_lines_and_unwrapped() -> None:
    notice = "We are down. " * 30
    shown = typed(
        Script(
            draft=(
                said(
                    Run("Banner:"),
                    Run(notice, "copy"),
                    Run("Edit it"),
                ),
            )
        ),
        "/draft",
    )
    line = "─" * 12
    assert f"Banner:\n{line}\n{notice}\n{line}\nEdit it\n" in shown


def test_files_and_words_in_passing_are_printed() -> None:
    script = Script(export=(said(Run("Here:"), file=File("profile.json", b'{"a": 1}')),), good=(said(toast="Thanks"),))
    shown = typed(script, "export", "good")
    assert '──── profile.json \n{"a": 1}\n────' in shown
    assert shown.endswith("Thanks\n\n")
