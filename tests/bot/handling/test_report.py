"""The report of an incident: complete, in the room's language, and safe with whatever people wrote."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.answer import Citation
from bot.checklists import Doer
from bot.losses import Number
from knowledge.languages import Language
from tests.bot.answers import citation
from tests.bot.features.outage import Advice, Outage
from tests.end_to_end.program import planb

NASTY = "<script>alert(1)</script> | [x](http://x) *b* @everyone\n# no heading"


@pytest.fixture
def over(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path / "home")
    room.says("/incident open WhatsApp and Instagram are down")
    room.says("take 1", "Bob")
    room.passes(12)
    room.says("sent", "Bob")
    room.says("done 1", "Bob")
    room.says(f"note {NASTY}", "Cem")
    room.passes(78)
    room.says("close")
    room.says("done 1")
    room.says("loss 120 40 1.5")
    yield room
    room.database.close()


def files(room: Outage) -> dict[str, str]:
    room.says("report")
    return {one.file.name.rpartition(".")[2]: one.file.content.decode() for one in room.shown if one.file}


def test_it_tells_everything(over: Outage) -> None:
    report = files(over)["md"]
    for part in (
        "# Incident report: WhatsApp and Instagram are down",
        "| First public notice after | 0 h 12 min |",
        "| Lasted | 1 h 30 min |",
        "| Lead | Ann |",
        "| 2021-10-04 16:12 UTC | Bob | Notice published |",
        "| 2021-10-04 17:30 UTC | Ann | Incident closed |",
        "- Bob: 🙋 1 · 📣 1 · ☑ 1",
        "- ☑ 1. first-steps anyone whatsapp,instagram 1. – Bob (1)",
        "## After recovery",
        "Estimated loss: 220",
        "Title of crisis-plan: crisis-plan",
        "1. First-steps: Title of first-steps, 2021-10-05, § 1",
    ):
        assert part in report, part


def test_who_did_what_is_told_of_everybody(tmp_path: Path) -> None:
    room = Outage(tmp_path)
    room.says("/incident open WhatsApp is down")
    room.says("done 1", "b1", name="Bob")
    room.says("done 2", "b2", name="Bob")
    room.says("note two called", "b2", name="Bob the second")
    room.says("add call the printer")
    room.says("assign 11 me")
    room.says("join", "Zoe")
    room.says("close")
    people = files(room)["md"].partition("## Who did what")[2].partition("##")[0].strip().splitlines()
    assert people == ["- Ann: 🚨 1 · ➕ 1 · 👉 1 · ✅ 1", "- Bob: ☑ 1", "- Bob the second: ☑ 1 · 📝 1"]
    room.database.close()


def test_numbers_are_written_as_the_language_writes_them(tmp_path: Path) -> None:
    room = Outage(tmp_path, language=Language.DE)
    room.says("/incident open WhatsApp ist ausgefallen")
    incident = room.incidents.current("test:room")
    assert incident
    numbers = [Number(1_234_567.5), Number(40), Number(2.5)]
    room.incidents.lose(incident.id, "test:room", Doer("test:Ann", "Ann", room.now.isoformat()), numbers)
    assert "Schätzung des Verlusts: 1.234.567,5 · 40 · 2,5 |" in files(room)["md"]
    room.database.close()


def test_passages_of_one_place_are_one_source(tmp_path: Path) -> None:
    class SamePage(Advice):
        def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]:
            found = {id_: citation(id_, locator="page 3", publisher="Press") for id_ in passages}
            return list(found.values()), found

    room = Outage(tmp_path, advice=SamePage())
    room.says("/incident open WhatsApp is down")
    report = files(room)["md"]
    sources = report.partition("## Sources")[2].split("\n- ")[1:]
    assert len(sources) == len({line.partition(". ")[2] for line in sources}) > 1
    assert {f"{number}. " for number in range(1, len(sources) + 1)} == {line[: line.index(" ") + 1] for line in sources}
    room.database.close()


def test_what_people_wrote_is_no_markup(over: Outage) -> None:
    found = files(over)
    assert r"\<script\>alert(1)\</script\> \| \[x\](http://x) \*b\* @everyone \# no heading" in found["md"]
    tags: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    reader.feed(found["html"])
    assert "script" not in tags
    assert "&lt;script&gt;" in found["html"]


def test_the_page_needs_nothing_else(over: Outage) -> None:
    page = files(over)["html"]
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert "@media print" in page
    assert not [part for part in ("src=", "<link", "@import", "url(") if part in page]


def test_it_can_be_had_while_it_is_open_and_without_a_loss(tmp_path: Path) -> None:
    room = Outage(tmp_path, language=Language.DE)
    room.says("/incident open WhatsApp ist ausgefallen")
    report = files(room)["md"]
    assert "noch offen" in report
    assert "keine" in report
    assert "Geschätzter Verlust" not in report
    room.database.close()


def test_on_the_command_line(over: Outage) -> None:
    over.database.close()
    shown = planb("incident", "list", home=over.home)
    assert shown.status == 0
    assert "WhatsApp and Instagram are down" in shown.out
    id_ = shown.out.split()[1]
    report = planb("incident", "report", id_, home=over.home)
    assert "# Incident report: WhatsApp and Instagram are down" in report.out
    assert planb("incident", "report", id_, "--html", home=over.home).out.startswith("<!doctype html>")
    missing = planb("incident", "report", "nosuch", home=over.home)
    assert (missing.status, "nosuch" in missing.err) == (1, True)
