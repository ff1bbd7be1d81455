"""Documents carry what an answer needs, and are who they are by what they hold."""

from __future__ import annotations

from dataclasses import replace

from knowledge.documents import ASKS, OWN, PASSAGES, STEPS, Document, documents
from knowledge.languages import Language
from knowledge.model import Library, Origin, Phase, Playbook, Source, Step
from tests.knowledge.world import own_source

PLAYBOOK = Playbook(
    "show-number",
    Phase.NOW,
    dict.fromkeys(Language, "Title"),
    {Language.FR: ("on fait quoi", "on fait quoi"), Language.EN: ("what now",)},
    (
        Step(
            "first",
            "show-number",
            Phase.NOW,
            0,
            {language: f"Do it {language}" for language in Language},
            dict.fromkeys(Language, "Because"),
            ("a#1", "b#2"),
        ),
    ),
)


def packaged(source: Source) -> Source:
    return replace(source, origin=Origin.SEED)


def of(found: list[Document], collection: str) -> list[Document]:
    return [document for document in found if document.collection == collection]


def test_the_same_text_twice_is_one_document() -> None:
    found = documents(Library((), (PLAYBOOK,)))
    assert [document.text for document in of(found, ASKS)] == ["on fait quoi", "what now"]
    assert len({document.id for document in found}) == len(found)


def test_an_id_is_a_hash_of_all_that_a_document_holds() -> None:
    one = Document(PASSAGES, "text", {"a": "1", "b": 2})
    assert one.id == Document(PASSAGES, "text", {"b": 2, "a": "1"}).id
    others = [
        Document(OWN, "text", {"a": "1", "b": 2}),
        Document(PASSAGES, "text.", {"a": "1", "b": 2}),
        Document(PASSAGES, "text", {"a": "1", "b": 3}),
        Document(PASSAGES, "text", {"a": "1"}),
    ]
    assert len({one.id, *(other.id for other in others)}) == 5


def test_a_passage_says_where_it_stands_and_who_wrote_it() -> None:
    source = own_source("plan", "Call the shop.", "Then the office.", title="Our plan")
    first, second = documents(Library((source,), ()))
    assert (first.collection, first.text) == (OWN, "Call the shop.")
    assert first.metadata["passage"] == "plan#1"
    assert second.metadata["locator"] == "§ 2"
    assert second.metadata["title"] == "Our plan"
    assert second.metadata["language"] == second.metadata["original"] == "en"


def test_an_operators_documents_are_kept_apart() -> None:
    found = documents(Library((packaged(own_source("bsm", "A")), own_source("plan", "B")), ()))
    assert [document.text for document in of(found, PASSAGES)] == ["A"]
    assert [document.text for document in of(found, OWN)] == ["B"]


def test_a_step_is_there_in_every_language_with_its_citations() -> None:
    found = of(documents(Library((), (PLAYBOOK,))), STEPS)
    assert sorted(str(document.metadata["language"]) for document in found) == sorted(Language)
    assert {document.metadata["cites"] for document in found} == {"a#1 b#2"}


def test_nobody_is_led_to_a_playbook_without_steps() -> None:
    assert documents(Library((), (replace(PLAYBOOK, steps=()),))) == []
