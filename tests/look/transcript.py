"""docs/conversation.md: the walk as it really went, in two languages, with pictures."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "conversation.md"
PICTURES_FOLDER = ROOT / "docs" / "pictures"


def document(advisor, folder):
    return ""
