"""`planb` as a person or a script calls it: what it answers, what it says on which stream, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.wording import text
from knowledge.languages import Language
from tests.contract import check_answer
from tests.end_to_end.program import Done, planb

BAKERY = "WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?"
SEARCH = "seo pour une petite entreprise par quoi commencer"
CREPES = "Donne-moi une recette de crêpes s'il te plaît"
PLAN = """# The crisis plan of our bakery

## Telephones

When WhatsApp is down, the bakery takes cake orders by landline on extension 4711,
and Rosalinde writes them in the green notebook.

## Keys

The spare keys lie in the drawer below the till.
"""


class TestAsk:
    def test_text(self, reading_home: Path) -> None:
        done = planb("ask", BAKERY, home=reading_home)
        first, *_, last = done.out.strip().split("\n\n")
        assert (done.status, done.err) == (0, "")
        assert first.startswith("☐ 1. Tout de suite")
        assert "☐ 2. " in done.out
        assert last.startswith("¹\u00a0")

    def test_json_with_the_words_quoted_or_not(self, reading_home: Path) -> None:
        done = planb("ask", BAKERY, "--json", home=reading_home)
        answer = done.json
        check_answer(answer)
        assert (done.status, done.err) == (0, "")
        assert (answer["question"], answer["language"], answer["status"]) == (BAKERY, "fr", "answered")
        assert answer["situation"]["down"] == ["whatsapp"]
        assert answer["situation"]["role"] == "shop"
        assert answer["generator"] == "builtin"
        assert answer["steps"][0]["phase"] == "now"
        again = planb("ask", *BAKERY.split(), "--json", home=reading_home).json
        assert answer | {"timings_ms": None} == again | {"timings_ms": None}, "the same question has the same answer"

    def test_language_role_and_what_is_down_can_be_said_outright(self, reading_home: Path) -> None:
        question = "Instagram est en panne, que faire ?"
        options = ("--lang", "de", "--role", "agency", "--down", "Telegram, instagram")
        answer = planb("ask", question, *options, "--json", home=reading_home).json
        check_answer(answer)
        assert answer["language"] == "de"
        assert answer["situation"]["role"] == "agency"
        assert answer["situation"]["down"] == ["telegram", "instagram"]
        assert "Telegram" not in " ".join(step["text"] for step in answer["steps"])

    def test_declining_is_no_failure_and_the_terminals_language_helps(self, reading_home: Path) -> None:
        done = planb("ask", "😱🔥📵", "--json", home=reading_home, LANG="pl_PL.UTF-8")
        check_answer(done.json)
        assert (done.status, done.err) == (0, "")
        assert (done.json["status"], done.json["answer"]) == ("declined", text("declined", Language.PL))


class TestWrongUsage:
    @pytest.mark.parametrize("question", ["", "   ", "\n\t", "\u200b\u200e\ufeff"])
    def test_an_empty_question(self, reading_home: Path, question: str) -> None:
        done = planb("ask", question, home=reading_home)
        assert (done.status, done.out) == (2, "")
        assert "empty" in done.complaint

    @pytest.mark.parametrize(
        ("arguments", "named"),
        [
            (("dance",), "dance"),
            (("ask",), "question"),
            (("ask", "WhatsApp is down", "--lang", "xx"), "xx"),
            (("ask", "WhatsApp is down", "--role", "pirate"), "pirate"),
            (("ask", "WhatsApp is down", "--down", "myspace"), "myspace"),
            (("ask", "WhatsApp is down", "--loud"), "--loud"),
            ((), "COMMAND"),
        ],
    )
    def test_what_is_unknown_is_named(self, reading_home: Path, arguments: tuple[str, ...], named: str) -> None:
        done = planb(*arguments, home=reading_home)
        assert (done.status, done.out) == (2, "")
        assert named in done.complaint

    def test_it_is_said_in_the_terminals_language(self, reading_home: Path) -> None:
        done = planb("ask", "  ", home=reading_home, LANG="fr_FR.UTF-8")
        assert done.complaint.startswith("La question est vide")


class TestFailure:
    @pytest.mark.parametrize(
        ("arguments", "named"),
        [
            (("forget", "nobody-knows-it"), "nobody-knows-it"),
            (("ingest", "/nowhere/plan.md"), "/nowhere/plan.md"),
            (("eval", "/nowhere/questions.jsonl"), "/nowhere/questions.jsonl"),
            (("serve",), "PLANB_TELEGRAM_TOKEN"),
            (("ingest", "https://example.org/plan.html"), "https://example.org/plan.html"),
            (("ingest", "ftp://example.org/plan.md"), "ftp://example.org/plan.md"),
        ],
    )
    def test_one_line_and_status_1(self, reading_home: Path, arguments: tuple[str, ...], named: str) -> None:
        done = planb(*arguments, home=reading_home)
        assert (done.status, done.out) == (1, "")
        assert named in done.complaint

    @pytest.mark.parametrize("name", ["telegram_token", "discord_token"])
    def test_a_malformed_token_is_named_and_not_shown(self, reading_home: Path, name: str) -> None:
        settings = {name: "7000001:two words"}
        done = planb("serve", home=reading_home, settings=settings)
        assert (done.status, done.out) == (1, "")
        assert f"PLANB_{name.upper()}" in done.complaint
        assert "two words" not in done.err
        asked = planb("ask", BAKERY, home=reading_home, settings=settings)
        assert (asked.status, asked.err) == (0, ""), "who asks in the terminal needs no token"

    def test_with_both_malformed_each_is_named(self, reading_home: Path) -> None:
        settings = {"telegram_token": "two words", "discord_token": "a token", "discord_url": "nowhere"}
        done = planb("start", home=reading_home, settings=settings)
        assert (done.status, done.out) == (1, "")
        telegram, discord = done.err.splitlines()
        assert "PLANB_TELEGRAM_TOKEN" in telegram
        assert "PLANB_DISCORD_TOKEN" in discord

    def test_an_unknown_setting_is_named_with_its_file(self, home: Path) -> None:
        (home / "planb.toml").write_text("colour = 1\n")
        done = planb("ask", BAKERY, home=home)
        assert (done.status, done.out) == (1, "")
        assert "colour" in done.complaint
        assert str(home / "planb.toml") in done.complaint


class TestStrangeQuestions:
    @pytest.mark.parametrize(
        "question",
        [
            f"{BAKERY} " * 1_350,
            f"{BAKERY} ".encode() + b"\xff\xfe",
        ],
        ids=["100,000 characters", "not UTF-8"],
    )
    def test_the_question_in_it_is_answered(self, reading_home: Path, question: str | bytes) -> None:
        done = planb("ask", question, "--json", home=reading_home)
        assert (done.status, done.err) == (0, "")
        check_answer(done.json)
        assert (done.json["status"], done.json["language"]) == ("answered", "fr")
        assert done.json["situation"]["down"] == ["whatsapp"]


class TestChat:
    def test_piped_it_answers_each_line_and_ends(self, reading_home: Path) -> None:
        lines = (BAKERY, "sources", "", "help", "/dance", f"\udcff{SEARCH}")
        stdin = "\n".join(lines).encode("utf-8", "surrogateescape")
        done = planb("chat", home=reading_home, stdin=stdin)
        said = done.out
        wanted = (
            "Tout de suite",
            text("sources-title", Language.FR),
            text("error-empty-question", Language.EN)[:40],
            text("command-language", Language.FR),  # the language of the answer before
            text("unknown-command", Language.FR, name="dance"),
            text("lead-before", Language.FR, text=""),
        )
        places = [said.find(words) for words in wanted]
        assert -1 not in places, dict(zip(wanted, places, strict=True))
        assert places == sorted(places)
        assert done.status == 0
        assert "UTF-8" in done.complaint

    def test_without_input_it_ends(self, reading_home: Path) -> None:
        done = planb("chat", home=reading_home)
        assert (done.status, done.out, done.err) == (0, "", "")


class TestDocuments:
    def test_sources(self, reading_home: Path) -> None:
        done = planb("sources", "--json", home=reading_home)
        rows = {row["id"]: row for row in done.json}
        assert {"bsm", "warketing", "entrepreneur", "awaria", "webnovo"} <= set(rows)
        assert rows["bsm"]["language"] == "fr"
        assert all(row["title"] and row["passages"] > 0 for row in rows.values())
        listed = planb("sources", home=reading_home).out
        assert [line.split()[0] for line in listed.splitlines()] == list(rows)

    @pytest.mark.xdist_group("ingest")
    def test_a_document_of_ones_own_is_quoted_with_its_place(self, home: Path, tmp_path: Path) -> None:
        (tmp_path / "plan.md").write_text(PLAN, "utf-8")
        added = planb("ingest", "https://example.org", str(tmp_path / "plan.md"), home=home)
        assert added.status == 1, "the address was not read, the file was"
        assert added.err.splitlines()[1:] == [text("index-outdated", Language.EN)]
        assert "plan" in added.out
        assert "2 passages" in added.out
        again = planb("ingest", str(tmp_path), home=home)
        assert (again.status, again.out.strip()) == (0, text("ingest-unchanged", Language.EN, source="plan", passages=2))

        answer = planb("ask", "Who takes the cake orders by landline when WhatsApp is down?", "--json", home=home).json
        check_answer(answer)
        quoted = answer["citations"][0]
        assert (quoted["source"], quoted["locator"]) == ("plan", "Telephones, § 1")
        assert "Rosalinde" in quoted["text"]
        assert "extension 4711" in answer["answer"]
        assert "Telephones, § 1" in answer["answer"]
        assert "plan" in {row["id"] for row in planb("sources", "--json", home=home).json}

    @pytest.mark.xdist_group("forget")
    def test_a_forgotten_source_supports_nothing_any_more(self, home: Path) -> None:
        asked = ("ask", SEARCH, "--json")
        before = _support(planb(*asked, home=home))
        done = planb("forget", "bsm", home=home)
        after = _support(planb(*asked, home=home))
        assert done.status == 0
        assert "bsm" in done.out
        alone = {step for step, sources in before.items() if sources == {"bsm"}}
        assert alone, "the question is to be one that bsm alone supports steps of"
        assert not alone & set(after)
        assert "bsm" not in {source for sources in after.values() for source in sources}
        assert "bsm" not in {row["id"] for row in planb("sources", "--json", home=home).json}
        assert planb("forget", "bsm", home=home).status == 1


class TestMeasures:
    def test_eval(self, reading_home: Path, tmp_path: Path) -> None:
        gold = [
            {"id": "1", "lang": "fr", "question": BAKERY, "topics": ["fallback-contact"], "also": ["first-steps"]},
            {"id": "2", "lang": "fr", "question": CREPES, "topics": [], "refuse": True},
        ]
        file = tmp_path / "gold.jsonl"
        file.write_text("\n".join(json.dumps(row) for row in gold), "utf-8")
        done = planb("eval", str(file), "--json", home=reading_home)
        *rows, last = (json.loads(line) for line in done.out.splitlines())
        assert [row["id"] for row in rows] == ["1", "2"]
        for row in rows:
            assert row.keys() == {"id", "status", "language", "topics", "steps", "citations", "answer", "ms"}
        assert last["summary"]["all"]["questions"] == 2
        assert last["summary"]["all"]["citations_resolve"] == 1.0
        table = planb("eval", str(file), home=reading_home)
        assert table.status == 0
        assert "fr" in table.out.splitlines()[0]
        assert "100.0%" in table.out

    def test_eval_says_where_a_line_is_wrong(self, reading_home: Path, tmp_path: Path) -> None:
        (tmp_path / "gold.jsonl").write_text('{"id": "1", "lang": "fr", "question": "?"}\n{"id": "2"}\n', "utf-8")
        done = planb("eval", str(tmp_path / "gold.jsonl"), home=reading_home)
        assert (done.status, done.out) == (1, "")
        assert "line 2" in done.complaint

    def test_eval_leaves_out_an_empty_question_and_goes_on(self, reading_home: Path, tmp_path: Path) -> None:
        rows = [
            {"id": "1", "lang": "fr", "question": BAKERY, "topics": ["fallback-contact"]},
            {"id": "2", "lang": "fr", "question": " \u200b ", "topics": ["fallback-contact"]},
            {"id": "3", "lang": "fr", "question": CREPES, "topics": ["no-such-topic"]},
        ]
        (tmp_path / "gold.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        done = planb("eval", str(tmp_path / "gold.jsonl"), "--json", home=reading_home)
        assert done.status == 0
        assert [json.loads(line).get("id") for line in done.out.splitlines()] == ["1", "3", None]
        unknown, left_out = done.err.splitlines()
        assert "line 3" in unknown
        assert "no-such-topic" in unknown
        assert "line 2" in left_out

    def test_eval_of_a_folder(self, reading_home: Path, tmp_path: Path) -> None:
        done = planb("eval", str(tmp_path), home=reading_home)
        assert (done.status, done.complaint) == (1, text("error-is-folder", Language.EN, path=str(tmp_path)))

    def test_doctor(self, reading_home: Path) -> None:
        done = planb("doctor", home=reading_home)
        assert (done.status, done.err) == (0, "")
        assert all(line.startswith("✓") for line in done.out.splitlines())


def _support(done: Done) -> dict[str, set[str]]:
    """What sources each step of an answer cites."""
    check_answer(done.json)
    return {step["id"]: {id_.partition("#")[0] for id_ in step["citations"]} for step in done.json["steps"]}
