"""`planb feedback`: what people disliked leaves the house without them, and comes back as questions to measure with."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.store.answers import Answers, Given
from bot.store.database import Database
from bot.store.feedback import BAD, GOOD, Feedback
from bot.store.files import FILE
from tests.end_to_end.program import planb

ASKED = "WhatsApp is down and my customers order there (until now by 030 1234567), what do I do?"
FIELDS = ["id", "lang", "question", "topics", "verdict", "reason", "status", "at"]


def kept(home: Path) -> list[str]:
    """Three answers judged, and one that nobody said anything of; the ids, oldest first."""
    database = Database(home)
    answers, feedback = Answers(database), Feedback(database)
    given = [
        Given(
            "telegram:4711",
            "telegram:4711",
            ASKED,
            "en",
            ("fallback-contact",),
            ("a#1",),
        ),
        Given("telegram:4711", "telegram:4711", "Une recette pour @kornbilder ?", "fr", (), (), status="declined"),
        Given("discord:42", "discord:1", "How long?", "en", ("how-long",), ("a#1",)),
        Given("discord:42", "discord:1", "And why?", "en", ("how-long",), ("a#1",)),
    ]
    ids = [answers.keep(one) for one in given]
    feedback.keep(ids[2], "discord:1", GOOD)
    feedback.keep(ids[0], "telegram:4711", BAD, "topic")
    feedback.keep(ids[0], "telegram:99", BAD, "unclear")
    feedback.keep(ids[0], "telegram:98", GOOD)
    database.close()
    return ids


def listed(home: Path, *options: str) -> list[dict[str, Any]]:
    done = planb("feedback", *options, home=home)
    assert (done.status, done.err) == (0, "")
    assert not any(secret in done.out for secret in ("4711", "discord", "kornbilder", "1234567", "telegram"))
    return [json.loads(line) for line in done.out.splitlines()]


def test_what_was_declined_or_disliked_newest_first_without_who_asked(tmp_path: Path) -> None:
    ids = kept(tmp_path)
    disliked, declined = listed(tmp_path)
    assert list(disliked) == list(declined) == FIELDS
    assert (disliked["id"], disliked["verdict"], disliked["topics"]) == (ids[0], "bad", ["fallback-contact"])
    assert disliked["reason"] == "unclear, topic"
    assert (declined["id"], declined["verdict"], declined["topics"], declined["lang"]) == (ids[1], "declined", [], "fr")
    assert disliked["at"] > declined["at"]


def test_with_all_what_was_liked_as_well(tmp_path: Path) -> None:
    ids = kept(tmp_path)
    assert [(row["id"], row["verdict"]) for row in listed(tmp_path, "--all")] == [
        (ids[0], "bad"),
        (ids[2], "good"),
        (ids[1], "declined"),
    ]


def test_eval_reads_it_once_its_topics_are_corrected(tmp_path: Path) -> None:
    kept(tmp_path)
    rows = listed(tmp_path)
    rows[0]["topics"], rows[1]["refuse"] = ["fallback-contact"], True
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = planb("eval", str(gold), "--json", home=tmp_path)
    assert done.status == 0, done.err
    summary = json.loads(done.out.splitlines()[-1])["summary"]["all"]
    assert (summary["first_topic_right"], summary["out_of_scope_declined"]) == (1, 1)


def test_without_a_database_there_is_nothing_and_none_is_made(tmp_path: Path) -> None:
    home = tmp_path / "none"
    assert listed(home) == []
    assert not home.exists()
    Database(tmp_path).open()
    assert listed(tmp_path) == []


def test_a_row_that_holds_nonsense_hides_no_other(tmp_path: Path) -> None:
    ids = kept(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE answers SET topics = ? WHERE id = ?", ("{", ids[0]))
    assert [(row["id"], row["topics"]) for row in listed(tmp_path)] == [(ids[0], []), (ids[1], [])]


def test_a_database_that_can_t_be_read_is_an_error_in_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    done = planb("feedback", home=tmp_path)
    assert (done.status, done.out) == (1, "")
    assert FILE in done.err
    assert len(done.err.splitlines()) == 1
