"""What people type to an incident, in six languages; and that every word that we propose to type is understood."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

import pytest

from bot import wording
from bot.reading.amounts import numbers_in
from bot.reading.incident_words import ITEMS, WishReader, is_note
from bot.reading.phrases import read_table
from bot.reading.profile_facts import FactReader
from bot.reading.times import due_in, since_in
from knowledge.languages import Language
from knowledge.model import Role
from knowledge.platforms import load_platforms
from tests.bot.test_wording import blanks, lines

LANGUAGES = pytest.mark.parametrize("language", list(Language))
QUOTED = re.compile(r"[“„«]\s?([^“”„«»]+?)\s?[”“»]")
PRESSED = {"checklist-none", "incident-own", "incident-own-sought"}
"""What is quoted there is a title, a button, or the name of a command."""
HOW = [
    *("take", "tick", "skip", "add", "note", "assign", "lead", "due", "since", "brief", "update", "sent", "close", "reopen"),
    *("report", "list", "settings"),
]


@cache
def reader() -> WishReader:
    return WishReader()


@cache
def roles() -> FactReader:
    return FactReader(load_platforms())


def worded(key: str, language: Language) -> str:
    known = dict.fromkeys(blanks(lines(language)[key]), "2") | {"id": "0123456789ab"}
    return wording.text(key, language, **known)


def verb(said: str, *, meant: bool = False) -> str:
    wish = reader().read(said, meant=meant)
    return wish.verb if wish else ""


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("schließen", "close"),
        ("Schließe!", "close"),
        ("publié", "sent"),
        ("re\u0301sume\u0301", "brief"),
        ("résumé", "brief"),
        ("opublikowane", "sent"),
        ("riepilogo", "brief"),
        ("avviso", "update"),
        ("aviso", "update"),
        ("annonce", "update"),
        ("komunikat", "update"),
        ("wieder öffnen", "reopen"),
        ("otwórz ponownie", "reopen"),
        ("füge hinzu Drucker anrufen", "add"),
        ("biorę 3", "take"),
        ("übernehme 4", "take"),
        ("3 zrobione", "tick"),
        ("done 100", "tick"),
        ("list", "list"),
        ("settings", "settings"),
        ("więcej", ""),
        ("due #3 17:30", "due"),
        ("since 08:30", "since"),
        ("od 8:30", "since"),
        ("loss 12 orders x 25 €", "loss"),
        ("report 0123456789ab", "report"),
        ("What happened?", "brief"),
        ("who leads?", "lead"),
    ],
)
def test_what_people_type(said: str, meaning: str) -> None:
    assert verb(said) == meaning


@pytest.mark.parametrize(
    "said",
    [
        *("close?", "sent?", "schließen ?", "update?", "join?", "done 3?", "3 done?", "report?", "loss 120?"),
        *("report to meta", "report it", "perte de clients", "loss of revenue", "since 2 days", "since yesterday"),
        *("da 3 ore non va", "give me advice", "settings are wrong on my side"),
    ],
)
def test_what_only_begins_like_one_of_our_words(said: str) -> None:
    assert verb(said) == ""


def test_what_follows_is_kept_as_it_was_typed() -> None:
    for said in ("note Größe der Straße", "ergänze: Größe der Straße", "erga\u0308nze Größe der Straße"):
        wish = reader().read(said, meant=False)
        assert wish
        assert wish.text == "Größe der Straße"
    assert is_note("Notiz:")


@LANGUAGES
def test_what_is_proposed_in_quotes_is_understood(language: Language) -> None:
    proposed = []
    for key in lines(language):
        if key.startswith(("incident-", "checklist-")) and key not in PRESSED:
            proposed += [(key, words) for words in QUOTED.findall(worded(key, language)) if words != "👋"]
    assert len(proposed) > 20
    for key, quoted in proposed:
        words = quoted.replace("… ", "incident settings ")
        named = words.startswith("incident ")
        wish = reader().read(words.removeprefix("incident "), meant=named)
        if wish is None:
            assert is_note(words), f"{key}: {words}"
            continue
        assert wish.verb != "due" or due_in(wish.text), words
        assert wish.verb != "since" or since_in(f"since {wish.text}"), words
        assert wish.verb != "loss" or numbers_in(wish.text), words
        assert wish.verb != "role" or roles().role(wish.text, language), words


@LANGUAGES
def test_what_is_proposed_in_a_row_is_understood(language: Language) -> None:
    rows = {"incident-how": HOW, "incident-opened": ["take", "tick", "note", "brief"]}
    for key, meanings in rows.items():
        words = worded(key, language).rpartition(":" if key == "incident-opened" else "”“»"[0])[2]
        words = worded(key, language).rpartition(", ")[2] if key == "incident-how" else words
        said = [
            part.strip().rstrip(".").removesuffix("…") for part in words.partition(": ")[2 if ": " in words else 0].split("·")
        ]
        read = [verb(one + " x" if meaning in ("add", "note") else one) for one, meaning in zip(said, meanings, strict=True)]
        assert read == meanings


@LANGUAGES
def test_the_language_is_ones_own(language: Language) -> None:
    if language is Language.EN:
        return
    english = {words for key in ("incident-how", "incident-opened") for words in worded(key, Language.EN).split(" · ")}
    ours = set(chain.from_iterable(worded(key, language).split(" · ") for key in ("incident-how", "incident-opened")))
    assert not (english & ours) - {"note …"}, "note is French too"


@LANGUAGES
def test_the_roles_that_are_proposed_are_understood(language: Language) -> None:
    said = worded("incident-role-how", language)
    listed = said.rpartition(":")[2].removesuffix(".").split(",")
    assert [roles().role(words.strip(), language) for words in listed] == list(Role)


@LANGUAGES
@pytest.mark.parametrize("button", ["brief", "update", "join", "report", "sent"])
def test_what_stands_on_a_button_can_be_typed(language: Language, button: str) -> None:
    label = wording.text(f"button-incident-{button}", language).partition(" ")[2]
    assert verb(label) == button


def test_nothing_is_meant_by_two_words_for_different_things() -> None:
    table = read_table("incident_words.yaml")
    every = [words for kind in table.values() for listed in kind.values() for words in listed]
    assert sorted(every) == sorted(set(every))
    assert not ITEMS & set(every) - {"skip", "take", "undo"}
