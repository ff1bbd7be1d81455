"""A playbook is read whole, and a malformed one is refused with file, line and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import ContentError
from knowledge.languages import Language
from knowledge.model import Need, Phase, Role
from knowledge.playbook_files import read_playbook

CODES = [language.value for language in Language]


def each(indent: int, text: str) -> str:
    return "".join(f"{' ' * indent}{code}: {text} {code}\n" for code in CODES)


ASKS = "".join(f"  {code}:\n" + "".join(f"    - question {n} {code}\n" for n in range(10)) for code in CODES)
GOOD = (
    "topic: show-number\nphase: now\ntitle:\n"
    + each(2, "Title")
    + "asks:\n"
    + ASKS
    + "steps:\n  - id: first\n    roles: [shop, agency]\n    needs: [phone]\n    platforms: [whatsapp]\n    text:\n"
    + each(6, "Post on {twitter, telegram} no. 2021-10-04")
    + "    why:\n"
    + each(6, "Because")
    + "    cites: [bsm#12, awaria#22]\n  - id: second\n    text:\n"
    + each(6, "Second step")
    + "    why:\n"
    + each(6, "No reason")
    + "    cites: [bsm#1]\n"
)


def written(folder: Path, text: str, name: str = "show-number.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def refusal(path: Path) -> tuple[str, int, str]:
    with pytest.raises(ContentError) as caught:
        read_playbook(path)
    facts = caught.value.facts
    return str(facts["file"]), int(str(facts["line"])), str(facts["reason"])


def test_a_good_playbook_is_read_whole(tmp_path: Path) -> None:
    playbook = read_playbook(written(tmp_path, GOOD))
    assert (playbook.topic, playbook.phase) == ("show-number", Phase.NOW)
    assert playbook.title[Language.PL] == "Title pl"
    assert playbook.asks[Language.DE][9] == "question 9 de"
    first, second = playbook.steps
    assert (first.id, first.topic, first.phase, first.position) == ("first", "show-number", Phase.NOW, 0)
    assert (first.roles, first.needs, first.platforms) == ((Role.SHOP, Role.AGENCY), (Need.PHONE,), ("whatsapp",))
    assert first.cites == ("bsm#12", "awaria#22")
    assert first.text[Language.FR] == "Post on {twitter, telegram} no. 2021-10-04 fr"
    assert (second.position, second.roles, second.platforms) == (1, (), ())


def test_nothing_is_taken_for_a_number_a_date_or_a_truth_value(tmp_path: Path) -> None:
    text = changed("title:\n  fr: Title fr\n", "title:\n  fr: 2021-10-04\n").replace("  it: Title it\n", "  it: 007\n")
    playbook = read_playbook(written(tmp_path, text.replace("  en: Title en\n", "  en: no\n")))
    assert [playbook.title[code] for code in (Language.FR, Language.IT, Language.EN)] == ["2021-10-04", "007", "no"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        pytest.param(changed("phase: now\n", "phase: now\ncolour: red\n"), "colour: red", "colour", id="key"),
        pytest.param(
            changed("    needs: [phone]\n", "    nedes: [phone]\n"), "    nedes: [phone]", "steps.1.nedes", id="step-key"
        ),
        pytest.param(changed("    needs: [phone]\n", "    needs: [boat]\n"), "    needs: [boat]", "steps.1.needs.1", id="need"),
        pytest.param(
            changed("    roles: [shop, agency]\n", "    roles: shop\n"), "    roles: shop", "steps.1.roles", id="not-a-list"
        ),
        pytest.param(changed("phase: now", "phase: later"), "phase: later", "phase", id="phase"),
        pytest.param(changed("  it: Title it\n", ""), "title:", "title is missing in it", id="title-language"),
        pytest.param(changed("  it: Title it\n", "  xx: Title\n"), "  xx: Title", "title.xx", id="unknown-language"),
        pytest.param(changed("  it: Title it\n", "  fr: Again\n"), "  fr: Again", "a second title.fr", id="language-twice"),
        pytest.param(
            changed("      it: Second step it\n", ""), "    text:", "steps.2.text is missing in it", id="step-language"
        ),
        pytest.param(changed("      it: No reason it\n", ""), "    why:", "steps.2.why is missing in it", id="why-language"),
        pytest.param(changed("Second step en", "x" * 171), f"      en: {'x' * 171}", "steps.2.text.en", id="long-text"),
        pytest.param(changed("No reason en", "x" * 201), f"      en: {'x' * 201}", "steps.2.why.en", id="long-why"),
        pytest.param(changed("Title en", "x" * 29), f"  en: {'x' * 29}", "title.en", id="long-title"),
        pytest.param(changed("    - question 3 pl\n", ""), "  pl:", "asks.pl", id="few-asks"),
        pytest.param(changed("id: second", "id: first"), "  - id: first", "a second step first", id="step-twice"),
        pytest.param(changed("id: second", "id: Second!"), "  - id: Second!", "steps.2.id", id="step-id"),
        pytest.param(changed("topic: show-number", "topic: other"), "topic: other", "topic other", id="topic"),
        pytest.param(changed("cites: [bsm#1]", "cites: []"), "    cites: []", "steps.2.cites", id="no-citation"),
        pytest.param(changed("cites: [bsm#1]", "cites: [bsm]"), "    cites: [bsm]", "steps.2.cites.1", id="citation"),
        pytest.param(changed("phase: now", "phase: [now"), "title:", "", id="yaml-syntax"),
        pytest.param(changed("phase: now", "phase:\tnow\n\tx: y"), "\tx: y", "", id="yaml-tab"),
        pytest.param(
            changed("Second step en", "To {tiktok, discord, signal, viber, gmail}"),
            "      en: To {tiktok, discord, signal, viber, gmail}",
            "more than 4",
            id="five-in-braces",
        ),
    ],
)
def test_a_malformed_playbook_is_refused_with_file_and_line(tmp_path: Path, text: str, line: str, reason: str) -> None:
    file, number, why = refusal(written(tmp_path, text))
    assert file == "show-number.yaml"
    assert reason in why
    assert why
    places = [place for place, found in enumerate(text.splitlines(), 1) if found == line]
    assert number == places[-1]  # the faults above stand in the last of lines that are alike


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", "# only a remark\n"])
def test_a_file_that_is_no_playbook_at_all_is_refused(tmp_path: Path, text: str) -> None:
    file, line, reason = refusal(written(tmp_path, text))
    assert (file, line) == ("show-number.yaml", 1)
    assert reason


def test_a_step_without_text_is_refused_where_the_step_begins(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("  - id: second")] + "  - id: second\n    cites: [bsm#1]\n"
    _, line, reason = refusal(written(tmp_path, text))
    assert line == text.splitlines().index("  - id: second") + 1
    assert "steps.2.text" in reason


def test_a_character_that_yaml_forbids_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, changed("Title en", "Ti\x07tle")))[0] == "show-number.yaml"
