"""docs/conversation.md and docs/incident.md say what the program says, and their pictures are there."""

from __future__ import annotations

import re

from bot.app import App
from tests.look.incident import documents
from tests.look.scenes import PICTURES
from tests.look.transcript import DOCUMENT, PICTURES_FOLDER, document

MOST_BYTES = 120_000


def test_the_page_is_what_the_program_says(app: App) -> None:
    assert document(app.advisor()) == DOCUMENT.read_text("utf-8"), "make it anew: python -m tests.look --text"


def test_the_story_of_an_incident_and_its_report_are_what_the_program_says(app: App) -> None:
    for path, text in documents(app.advisor()).items():
        assert text == path.read_text("utf-8"), "make it anew: python -m tests.look --text"


def test_its_pictures_are_there_and_light_and_no_others() -> None:
    named = set(re.findall(r'src="pictures/([^"]+)"', DOCUMENT.read_text("utf-8")))
    there = {path.name: path.stat().st_size for path in PICTURES_FOLDER.glob("*.png")}
    assert named == set(there) == {picture.name for picture in PICTURES}
    assert {name: size for name, size in there.items() if size > MOST_BYTES} == {}
