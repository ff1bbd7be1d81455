"""What `planb eval` counts, and that it tells where a line of gold is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer import Answer, Status
from bot.evaluation import Gold, Row, confusions, read_gold, tally, unknown_topics
from knowledge.errors import PlanBError
from knowledge.languages import Language
from tests.bot.answers import answer, step


def gold(name: str = "1", lang: str = "fr", **other: object) -> Gold:
    return Gold(name, Language(lang), "?", **other)  # type: ignore[arg-type]


def rates(*rows: tuple[Gold, Answer], missing: str = "") -> dict[str, dict[str, float | int | None]]:
    counts = tally([Row(asked, given, 10.0) for asked, given in rows], lambda id_: id_ != missing)
    return {name: counted.rates() for name, counted in counts.items()}


def given(*topics: str, status: Status = Status.ANSWERED, text: str = "") -> Answer:
    return answer(step("first", "a#1", text=text), topics=topics, status=status)


DECLINED = answer(status=Status.DECLINED, topics=())


def test_the_first_topic_counts_and_the_first_three() -> None:
    asked = gold(topics=("how-long", "confirm-outage"), also=("first-steps",))
    found = rates(
        (asked, given("confirm-outage", "x")),
        (asked, given("x", "y", "how-long")),
        (asked, given("first-steps")),
        (asked, given("how-long", "x", status=Status.CLARIFY)),
    )["all"]
    assert found["first_topic_right"] == 0.25, "asking back is no answer"
    assert found["right_in_three"] == 0.75
    assert found["questions"] == 4


def test_declining_is_right_where_the_gold_says_so() -> None:
    found = rates(
        (gold(refuse=True), DECLINED),
        (gold(refuse=True), given("how-long")),
        (gold(topics=("how-long",)), DECLINED),
        (gold(topics=("how-long",)), given("how-long")),
    )["all"]
    assert (found["out_of_scope_declined"], found["in_scope_declined"]) == (0.5, 0.5)


def test_each_language_is_counted_and_all_together() -> None:
    found = rates((gold(lang="fr", topics=("a",)), given("a")), (gold(lang="de", topics=("a",)), given("b")))
    assert {name: counted["first_topic_right"] for name, counted in found.items()} == {"all": 0.5, "fr": 1.0, "de": 0.0}
    assert found["fr"]["out_of_scope_declined"] is None, "there was nothing to decline"


def test_citations_that_lead_nowhere_are_seen() -> None:
    row = (gold(topics=("a",)), given("a"))
    assert rates(row)["all"]["citations_resolve"] == 1.0
    assert rates(row, missing="a#1")["all"]["citations_resolve"] == 0.0


@pytest.mark.parametrize(
    ("text", "recommends"),
    [("Post on X, today.", 1), ("Write (X) down.", 1), ("Explain it on Xing.", 0), ("Call them.", 0)],
)
def test_what_must_not_be_recommended_is_looked_for_as_a_whole_word(text: str, recommends: int) -> None:
    asked = gold(topics=("a",), must_not_recommend=("X",))
    assert rates((asked, given("a", text=text)))["all"]["recommended_what_is_down"] == recommends


def test_latency() -> None:
    counts = tally([Row(gold(topics=("a",)), given("a"), float(ms)) for ms in range(1, 101)], lambda _id: True)
    assert counts["all"].rates()["latency_p50_ms"] == pytest.approx(50, abs=1)
    assert counts["all"].rates()["latency_p95_ms"] == pytest.approx(95, abs=1)


def test_confusions_come_most_frequent_first() -> None:
    wrong, other = (gold(topics=("a",)), given("b")), (gold(topics=("c",)), DECLINED)
    rows = [Row(asked, said, 1.0) for asked, said in (other, wrong, wrong, (gold(topics=("a",)), given("a")))]
    assert confusions(rows) == [("a", "b", 2), ("c", "declined", 1)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "2", "lang": "fr"}', "lacks question"),
        ('{"lang": "fr", "question": "?"}', "lacks id"),
        ('{"id": "2", "lang": "nl", "question": "?"}', "nl"),
        ('{"id": "2", "lang": ["fr"], "question": "?"}', "lang"),
        ('{"id": "2", "lang": "fr", "question": 7}', "question is no text"),
        ('{"id": "2", "lang": "fr", "question": "?", "topics": "how-long"}', "topics is no list"),
        ('{"id": "2", "lang": "fr", "question": "?", "also": [1]}', "also is no list"),
        ("not json", "is no JSON:"),
        ("[1, 2]", "is no JSON object"),
        ('"text"', "is no JSON object"),
        ("[" * 100_000, ""),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1", "lang": "fr", "question": "?", "style": "typo"}\n\n' + line + "\n", "utf-8")
    with pytest.raises(PlanBError) as error:
        read_gold(path)
    assert (error.value.key, error.value.facts["file"], error.value.facts["line"]) == ("error-eval-file", "gold.jsonl", 3)
    assert reason in str(error.value.facts["reason"])


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name, key in (("nothing", "error-no-file"), ("binary", "error-unreadable"), (".", "error-is-folder")):
        with pytest.raises(PlanBError) as error:
            read_gold(tmp_path / name)
        assert error.value.key == key


def test_a_topic_that_there_is_not_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('\n{"id": "1", "lang": "fr", "question": "?", "topics": ["a", "b"], "also": ["c"]}\n', "utf-8")
    assert [(asked.line, name) for asked, name in unknown_topics(read_gold(path), {"a"})] == [(2, "b"), (2, "c")]
