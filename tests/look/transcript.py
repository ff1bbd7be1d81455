"""docs/conversation.md: the walk as it really goes, in two languages, with the pictures."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.advisor import Advises
from bot.messages import Button, Message, Run
from knowledge.languages import Language
from tests.look import walk
from tests.look.chat import Beat, Chat
from tests.look.people import cast
from tests.look.scenes import GROUP, PICTURES

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "conversation.md"
PICTURES_FOLDER = ROOT / "docs" / "pictures"
LANGUAGES = {Language.FR: "In French", Language.PL: "In Polish"}
MOST_SOURCES = 2
"""Of the first page; the rest of the sources would fill the document."""
_MARKUP = re.compile(r"[\\`*_<>#|\[\]]")
_INTRODUCTION = """\
# A conversation

What the bot says and how it looks, made by the program itself: `python -m tests.look`. A test says when it is out of date. The
pictures show what is sent to each platform in a style sheet of our own; your client will look a little different.
"""
_CAPTIONS = {
    "answer": "An answer: one thing to do at once, the rest in order, the sources folded up.",
    "checklist": "A checklist that two people share.",
    "incident": "An incident that a team deals with; [the whole story](incident.md).",
    "incident-late": "What somebody reads who comes late.",
    "incident-over": "The end: what to do after, and what it cost.",
    "guided": "`/now`, the second of two taps.",
    "why": "Why, and who says so.",
    "notice": "A notice to copy, with what it still lacks.",
    "facts": "Sources that disagree, side by side.",
    "asked-back": "What it can't help with, and what it asks back.",
    "sources": "The sources, in the reader's language and in the original's.",
    "profile": "A profile, and what is missing in it.",
    "feedback": "A 👎 asks for the reason.",
    "start": "Three examples to tap.",
}
_WALK = """\
Two people of a shop, in a group with the bot. One has told the shop's name and number before, in private. A line in
brackets is a button; where a board changes in place, only the lines that change are shown.
"""


def document(advisor: Advises) -> str:
    """The page."""
    parts = [_INTRODUCTION, "## How it looks\n", *_gallery(), "## The walk\n", _WALK]
    for language, title in LANGUAGES.items():
        parts += [f"### {title}\n", *_told(walked(advisor, language))]
    return "\n".join(parts)


def walked(advisor: Advises, language: Language) -> list[Beat]:
    """What happens from the first question to the last trace."""
    people = cast(language)
    with tempfile.TemporaryDirectory(prefix="look-") as folder:
        chat = Chat(advisor, Path(folder), language, room=GROUP)
        try:
            walk.introduced(chat, people)
            chat.beats.clear()
            for act in (walk.asked, walk.ticked_by_two, walk.ticked_after_a_restart, walk.drafted, walk.looked_up, walk.judged):
                act(chat, people)
            walk.forgotten(chat, people.first)
            return chat.beats
        finally:
            chat.close()


def _gallery() -> Iterator[str]:
    for picture in PICTURES:
        where = f"{picture.platform.title()}, {picture.language.value}"
        yield f'{_CAPTIONS[picture.scene]} ({where})\n\n<img src="pictures/{picture.name}" width="390" alt="{picture.scene}">\n'


def _told(beats: Iterable[Beat]) -> Iterator[str]:
    shown: dict[str, Message] = {}
    later_pages = 0
    for beat in beats:
        if beat.press and any(button.id.startswith("page:") for button in _pressed(beat, shown)):
            later_pages += 1
            continue
        if later_pages:
            yield f"*{later_pages} more such pages.*\n"
            later_pages = 0
        yield _did(beat)
        for reply in beat.replies:
            yield quoted(reply, shown.get(reply.board) if beat.replaced else None)
            shown[reply.board or "last"] = reply


def _pressed(beat: Beat, shown: dict[str, Message]) -> Iterator[Button]:
    for message in shown.values():
        yield from (button for row in message.buttons for button in row if button.label == beat.press)


def _did(beat: Beat) -> str:
    if beat.person is None:
        return "*The program ends, and starts again.*\n"
    return f"**{beat.person.name}**: {escaped(beat.text) if beat.text else f'`[{beat.press}]`'}\n"


def quoted(message: Message, before: Message | None) -> str:
    """The message as a block quote; of what replaces another, the lines that are new."""
    paragraphs, buttons = message.paragraphs, message.buttons
    sources = [paragraph for paragraph in paragraphs if re.match("[¹²³⁴-⁹]", paragraph.text) and "\n" in paragraph.text]
    paragraphs = tuple(one for one in paragraphs if one not in sources[MOST_SOURCES:])
    blocks = ["".join(map(styled, paragraph.runs)) for paragraph in paragraphs]
    if before:
        known = {line for paragraph in before.paragraphs for line in paragraph.text.split("\n")}
        lines = [line for paragraph in paragraphs for line in paragraph.text.split("\n") if line not in known]
        blocks, buttons = [escaped("\n".join(lines))], ()
    blocks += ["\n".join(" ".join(f"`[{button.label}]`" for button in row) for row in buttons)] if buttons else []
    if not any(blocks) and message.toast:
        blocks = [escaped(message.toast)]
    return "\n>\n".join("\\\n".join(f"> {line}" for line in block.split("\n")) for block in blocks) + "\n"


def styled(run: Run) -> str:
    if run.style == "copy":
        return f"`{run.text}`"
    core = run.text.strip()
    if not core:
        return run.text
    before, after = run.text.split(core, 1)
    shown = escaped(core)
    mark = {"bold": "**", "italic": "*", "note": "*"}.get(run.style, "")
    shown = "\n".join(f"{mark}{line}{mark}" if line else "" for line in shown.split("\n")) if mark else shown
    return before + (f"[{shown}]({run.link})" if run.link else shown) + after


def escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
