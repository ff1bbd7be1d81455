"""All packaged content loads and is upheld; a source that is forgotten takes with it exactly what it alone supported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.languages import Language
from knowledge.library import load_library, packaged_files, read_own, write_own
from knowledge.model import Library, Origin, Step
from knowledge.platforms import Platforms
from knowledge.support import unsupported
from tests.knowledge.world import own_source

FIVE = ("awaria", "bsm", "entrepreneur", "warketing", "webnovo")


@pytest.fixture(scope="module")
def library(platforms: Platforms) -> Library:
    return load_library(platforms)


def steps(library: Library) -> dict[tuple[str, str], Step]:
    return {(step.topic, step.id): step for playbook in library.playbooks for step in playbook.steps}


def without_citations(step: Step) -> tuple[object, ...]:
    return (step.id, step.topic, step.phase, step.position, step.text, step.why, step.roles, step.platforms, step.needs)


def test_all_packaged_content_loads(library: Library) -> None:
    seeds = [source.id for source in library.sources if source.origin is Origin.SEED]
    assert tuple(seeds) == FIVE
    assert len(library.sources) + len(library.playbooks) == len(packaged_files())
    assert len({source.id for source in library.sources}) == len(library.sources)
    assert all(source.passages for source in library.sources)


def test_every_passage_and_every_step_is_there_in_all_six_languages(library: Library) -> None:
    for passage in library.passages().values():
        assert set(passage.texts) == set(Language), passage.id
    for step in steps(library).values():
        assert set(step.text) == set(step.why) == set(Language), step.id


def test_every_step_is_upheld_by_what_it_cites(library: Library, platforms: Platforms) -> None:
    passages = library.passages()
    for step in steps(library).values():
        assert unsupported(step, [passages[cited] for cited in step.cites], platforms) == [], (step.topic, step.id)


@pytest.mark.parametrize("forgotten", [{"bsm"}, {"awaria"}, set(FIVE)], ids=["bsm", "awaria", "all-five"])
def test_forgetting_drops_exactly_what_the_source_alone_supported(
    library: Library, platforms: Platforms, forgotten: set[str]
) -> None:
    left = load_library(platforms, forgotten=forgotten)
    assert {source.id for source in left.sources} == {source.id for source in library.sources} - forgotten
    passages = left.passages()
    assert not any(id_.split("#")[0] in forgotten for id_ in passages)

    before, after = steps(library), steps(left)
    assert set(after) < set(before)
    for key, step in before.items():
        kept = tuple(cited for cited in step.cites if cited.split("#")[0] not in forgotten)
        if key in after:
            assert after[key].cites == kept
            assert without_citations(after[key]) == without_citations(step)
            assert unsupported(step, [passages[cited] for cited in kept], platforms) == []
        else:
            assert kept != step.cites
            assert unsupported(step, [passages[cited] for cited in kept], platforms) != []


def test_forgetting_what_no_step_cites_drops_none(library: Library, platforms: Platforms) -> None:
    own = own_source("plan", "Call 555.")
    assert steps(load_library(platforms, [own], {"plan"})) == steps(library)


def test_an_operators_document_joins_the_sources(platforms: Platforms) -> None:
    own = own_source("plan", "Call the shop.")
    assert own in load_library(platforms, [own]).sources
    assert own not in load_library(platforms, [own], {"plan"}).sources


def test_an_operators_document_is_read_as_it_was_written(tmp_path: Path) -> None:
    source = own_source("plan", "Zadzwoń – « où » 👍", "Zwei", title="Plan “B”", language=Language.PL)
    write_own(tmp_path / "documents", source)
    assert read_own(tmp_path / "documents") == [source]
    shorter = own_source("plan", "Nur eins", language=Language.DE)
    write_own(tmp_path / "documents", shorter)
    assert read_own(tmp_path / "documents") == [shorter]
    assert [path.name for path in (tmp_path / "documents").iterdir()] == ["plan.json"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "3", '"text"', "[]", "{}", '{"passages": 1}', '{"passages": [1]}', "\x00"],
)
def test_a_kept_document_that_is_not_one_is_left_out_and_named(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    good = own_source("good", "Text.")
    write_own(tmp_path, good)
    (tmp_path / "bad.json").write_text(content, "utf-8")
    assert read_own(tmp_path) == [good]
    assert str(tmp_path / "bad.json") in caplog.text


@pytest.mark.parametrize("change", [{"surprise": 1}, {"id": 1}, {"title": ["a"]}])
def test_a_kept_document_from_elsewhere_is_left_out_and_named(
    tmp_path: Path, change: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    write_own(tmp_path, own_source("plan", "Text."))
    fields = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    (tmp_path / "plan.json").write_text(json.dumps({**fields, **change}), "utf-8")
    assert read_own(tmp_path) == []
    assert str(tmp_path / "plan.json") in caplog.text
