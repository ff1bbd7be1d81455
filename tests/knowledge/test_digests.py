"""A digest is read whole, and a malformed one is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.digests import read_digest
from knowledge.errors import ContentError
from knowledge.languages import Language
from knowledge.model import Origin

GOOD = """---
id: example
title: "A title: with a colon"
publisher: The publisher
language: fr
published: 2021-10
kind: article
outage: 2021-10-04
address: https://example.org/x
grade: B
---

## 1 · § 1

- fr: Le premier passage.
- en: The first passage.
- it: Il primo passo.
- pl: Pierwszy fragment.
- es: El primer pasaje.
- de: Der erste Abschnitt.

## 2 · 2:24

- fr: Le deuxième – avec un deux-points : et « guillemets ».
- en: The second.
- it: Il secondo.
- pl: Drugi.
- es: El segundo.
- de: Der zweite.
- note fr: Une erreur.
- note en: A mistake.
- note it: Un errore.
- note pl: Pomyłka.
- note es: Un error.
- note de: Ein Fehler.
"""


def written(folder: Path, text: str, name: str = "example.md") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def line_of(text: str, line: str) -> int:
    return text.splitlines().index(line) + 1


def refusal(path: Path, origin: Origin = Origin.NOTE) -> tuple[str, int, str]:
    with pytest.raises(ContentError) as caught:
        read_digest(path, origin)
    assert caught.value.key == "error-content"
    facts = caught.value.facts
    return str(facts["file"]), int(str(facts["line"])), str(facts["reason"])


def test_a_good_digest_is_read_whole(tmp_path: Path) -> None:
    source = read_digest(written(tmp_path, GOOD), Origin.NOTE)
    assert (source.id, source.title, source.publisher) == ("example", "A title: with a colon", "The publisher")
    assert (source.language, source.published, source.kind) == (Language.FR, "2021-10", "article")
    assert (source.outage, source.address, source.grade) == ("2021-10-04", "https://example.org/x", "B")
    assert source.origin is Origin.NOTE
    assert [passage.id for passage in source.passages] == ["example#1", "example#2"]
    assert [passage.locator for passage in source.passages] == ["§ 1", "2:24"]
    first, second = source.passages
    assert first.texts[Language.PL] == "Pierwszy fragment."
    assert set(first.texts) == set(Language)
    assert dict(first.notes) == {}
    assert second.texts[Language.FR] == "Le deuxième – avec un deux-points : et « guillemets »."
    assert second.notes[Language.DE] == "Ein Fehler."


def test_windows_line_ends_read_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    plain = read_digest(path, Origin.NOTE)
    path.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert read_digest(path, Origin.NOTE) == plain


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        pytest.param(changed("- it: Il primo passo.\n", ""), "## 1 · § 1", "no translation into it", id="translation"),
        pytest.param(changed("- it: Il secondo.\n", ""), "## 2 · 2:24", "no translation into it", id="last-translation"),
        pytest.param(changed("- note es: Un error.\n", ""), "## 2 · 2:24", "no note into es", id="note-translation"),
        pytest.param(changed("## 2 · 2:24", "## 1 · 2:24"), "## 1 · 2:24", "passage 1 where 2 is due", id="duplicate"),
        pytest.param(changed("## 2 · 2:24", "## 3 · 2:24"), "## 3 · 2:24", "passage 3 where 2 is due", id="skipped"),
        pytest.param(changed("## 1 · § 1", "## 0 · end"), "## 0 · end", "passage 0 where 1 is due", id="from-zero"),
        pytest.param(
            changed("- es: El segundo.", "- pt: O segundo."), "- pt: O segundo.", "unknown language pt", id="language"
        ),
        pytest.param(changed("- es: El segundo.", "- en: Again."), "- en: Again.", "a second en", id="language-twice"),
        pytest.param(
            changed("- note es: Un error.", "- note en: Again."), "- note en: Again.", "a second note en", id="note-twice"
        ),
        pytest.param(changed("- es: El segundo.", "- es:"), "- es:", "is neither", id="empty-text"),
        pytest.param(changed("## 2 · 2:24", "## 2 2:24"), "## 2 2:24", "is neither", id="heading-without-locator"),
        pytest.param(changed("- pl: Drugi.", "Drugi."), "Drugi.", "is neither", id="loose-text"),
        pytest.param(changed("## 1 · § 1\n", ""), "- fr: Le premier passage.", "stands before the first", id="no-heading"),
        pytest.param(changed("kind: article", "kind: rumour"), "kind: rumour", "not rumour", id="kind"),
        pytest.param(changed("language: fr", "language: pt"), "language: pt", "unknown language pt", id="source-language"),
        pytest.param(changed("id: example", "id: other"), "id: other", "not the file's name", id="other-name"),
        pytest.param(changed("published: 2021-10", "published: October"), "published: October", "not October", id="published"),
        pytest.param(changed("grade: B", "grade: B\ncolour: red"), "colour: red", "unknown field colour", id="field"),
        pytest.param(changed("publisher: The publisher", "publisher: [a]"), "publisher: [a]", "one line of text", id="list"),
        pytest.param(changed("grade: B", 'grade: "B'), 'grade: "B', "front matter", id="front-matter-syntax"),
        pytest.param(changed("address: https://example.org/x\n", ""), "---", "lacks address", id="no-address"),
        pytest.param(changed("outage: 2021-10-04\n", ""), "---", "lacks outage", id="no-outage"),
        pytest.param(GOOD.replace("---\n", ""), "id: example", "starts with front matter", id="no-front-matter"),
        pytest.param("", None, "starts with front matter", id="empty-file"),
        pytest.param("---\n- a\n---\n", "- a", "holds no fields", id="front-matter-is-a-list"),
        pytest.param(GOOD[: GOOD.index("## 1")], "---", "holds no passage", id="no-passage"),
    ],
)
def test_a_malformed_digest_is_refused_with_file_and_line(tmp_path: Path, text: str, line: str | None, reason: str) -> None:
    file, number, why = refusal(written(tmp_path, text))
    assert file == "example.md"
    assert reason in why
    if reason == "holds no passage":
        assert number == len(text.splitlines())
    elif reason == "front matter" and line:  # YAML notices an open quote at the end of the front matter
        assert line_of(text, line) <= number <= text.splitlines().index("---", 1) + 1
    else:
        assert number == (line_of(text, line) if line else 1)


def test_a_seed_needs_the_hash_of_its_original(tmp_path: Path) -> None:
    assert "lacks sha256" in refusal(written(tmp_path, GOOD), Origin.SEED)[2]
    with_hash = changed("grade: B", "sha256: 00ff")
    assert read_digest(written(tmp_path, with_hash), Origin.SEED).sha256 == "00ff"


def test_a_character_that_yaml_forbids_is_refused(tmp_path: Path) -> None:
    file, line, reason = refusal(written(tmp_path, changed("publisher: The publisher", "publisher: The\x07publisher")))
    assert (file, line) == ("example.md", 1)
    assert "front matter" in reason
