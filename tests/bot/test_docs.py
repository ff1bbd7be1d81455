"""The documents tell what there is, all of it and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.app import App
from bot.assembly import conversation
from bot.settings import Settings
from bot.store.database import Database
from knowledge.library import packaged_files
from tests.end_to_end.program import planb

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")
TOPICS = (ROOT / "docs" / "topics.md").read_text("utf-8")
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def test_every_setting_is_documented_and_no_other() -> None:
    there_are = {f"PLANB_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"^\| `(PLANB_\w+)` \|", SETTINGS, re.MULTILINE)) == there_are
    mentioned = {name for path in DOCUMENTS for name in re.findall(r"PLANB_[A-Z_]*[A-Z]", path.read_text("utf-8"))}
    assert mentioned <= there_are


def test_the_defaults_documented_are_the_defaults() -> None:
    for name in ("telegram_url", "discord_url"):
        row = next(line for line in SETTINGS.splitlines() if line.startswith(f"| `PLANB_{name.upper()}`"))
        assert f"`{Settings.model_fields[name].default}`" in row
        assert f"`{name}`" in row


def test_every_command_of_the_command_line_is_documented_and_no_other(tmp_path: Path) -> None:
    shown = planb("--help", home=tmp_path)
    assert shown.status == 0
    there_are = set(re.findall(r"^    (\w+) ", shown.out, re.MULTILINE))
    assert {"ask", "chat", "serve", "ingest", "sources", "forget", "eval", "doctor"} <= there_are
    documented = {name for line in README.splitlines() for name in re.findall(r"^\| `planb (\w+)", line)}
    assert documented == there_are
    mentioned = {name for path in DOCUMENTS for name in re.findall(r"`(?:PLANB_\w+=\S+ )?planb (\w+)", path.read_text("utf-8"))}
    assert mentioned <= there_are


def test_every_option_is_documented(tmp_path: Path) -> None:
    for command in ("ask", "sources", "eval", "feedback"):
        options = set(re.findall(r"^  (--\w+)", planb(command, "--help", home=tmp_path).out, re.MULTILINE))
        row = next(line for line in README.splitlines() if line.startswith(f"| `planb {command}"))
        assert {option for option in options if option not in row} == set()


def test_every_command_of_a_chat_is_documented_and_no_other(app: App, tmp_path: Path) -> None:
    table = README[README.index("What you can say") : README.index("Your own documents")]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    there_are = set(conversation(app.advisor(), Database(tmp_path)).commands("en"))
    assert {name for row in rows for name in re.findall(r"`(\w+)", row)} == there_are


def test_every_topic_is_documented_and_has_a_playbook() -> None:
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", TOPICS, re.MULTILINE))
    assert {path.stem for path in packaged_files() if path.suffix == ".yaml"} == documented


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!<?https?://|#|mailto:)([^)#]+)", path.read_text("utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
