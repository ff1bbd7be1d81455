"""What people type to a checklist, in six languages, and what is said back: understood, and with the right plurals."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reading.checklist_words import RequestReader
from bot.wording import text
from knowledge.languages import Language
from tests.bot.features.room import Advice, Room


@pytest.mark.parametrize(
    ("said", "verb", "numbers"),
    [
        ("done 3", "tick", (3,)),
        ("Done 1, 3 and 4!", "tick", (1, 3, 4)),
        ("done 2-4", "tick", (2, 3, 4)),
        ("done 0", "tick", (0,)),
        ("skip 3 300", "skip", (3, 300)),
        ("3 done", "tick", (3,)),
        ("1 erledigt", "tick", (1,)),
        ("2 fatto", "tick", (2,)),
        ("3 zrobione", "tick", (3,)),
        ("3 e 4 fatti", "tick", (3, 4)),
        ("Punkt 3 ist nicht erledigt", "undo", (3,)),
        ("3 i 4 biorę", "take", (3, 4)),
        ("why 3?", "why", (3,)),
        ("☑ 3", "tick", (3,)),
        ("fini 3", "tick", (3,)),
        ("fatto 3 e 4", "tick", (3, 4)),
        ("zrobione 3", "tick", (3,)),
        ("Hecho el 3.", "tick", (3,)),
        ("erledigt 3", "tick", (3,)),
        ("überspringe 3", "skip", (3,)),
        ("pomiń 3", "skip", (3,)),
        ("je m’en occupe 3", "take", (3,)),
        ("cofnij 3", "undo", (3,)),
        ("por qué 3", "why", (3,)),
        ("¿Qué queda?", "left", ()),
        ("Que reste-t-il ?", "left", ()),
        ("von vorn", "over", ()),
    ],
)
def test_words_in_every_language(said: str, verb: str, numbers: tuple[int, ...]) -> None:
    request = RequestReader().read(said)
    assert request
    assert (request.verb, request.numbers) == (verb, numbers)


@pytest.mark.parametrize(
    "said",
    [
        *("done", "done 3 people died", "3", "I have done 3", "done with facebook 3", "why", "sources 2"),
        *(
            "how long is left?",
            "done 3?",
            "3 done?",
            "start over?",
            "lista 3",
            "2021 done",
            "3 done, 4 people are still waiting",
        ),
    ],
)
def test_what_else_people_write_is_a_question(said: str) -> None:
    assert RequestReader().read(said) is None


@pytest.mark.parametrize("language", list(Language))
def test_the_hint_below_a_board_is_understood(language: Language) -> None:
    words = text("checklist-typed", language).partition(":")[2].split("·")
    read = [RequestReader().read(word) for word in words]
    assert [request.verb if request else word for request, word in zip(read, words, strict=True)] == [
        *("tick", "skip", "undo", "why", "left")
    ]


def test_plural_forms() -> None:
    def left(language: Language) -> list[str]:
        return [text("checklist-left", language, count=count) for count in (1, 2, 5, 22)]

    assert left(Language.PL) == ["Został 1 krok", "Zostały 2 kroki", "Zostało 5 kroków", "Zostały 22 kroki"]
    assert left(Language.FR)[:2] == ["Il reste 1 étape", "Il reste 2 étapes"]
    assert left(Language.IT)[:2] == ["Resta 1 passo", "Restano 2 passi"]
    assert left(Language.ES)[:2] == ["Queda 1 paso", "Quedan 2 pasos"]
    assert left(Language.DE)[:2] == ["Noch 1 Punkt offen", "Noch 2 Punkte offen"]
    assert left(Language.EN)[:2] == ["1 item left", "2 items left"]


def test_a_board_speaks_the_answers_language(tmp_path: Path) -> None:
    room = Room(tmp_path, Advice(language=Language.PL))
    room.say("Co teraz?")
    board = room.press("Lista zadań")
    assert board.text.startswith("0 kroków z 3 zrobionych")
    assert room.press("☐ 1").text.startswith("1 krok z 3 zrobiony")
    assert room.press("☐ 2").text.startswith("2 kroki z 3 zrobione")
