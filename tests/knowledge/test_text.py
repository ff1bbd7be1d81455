"""Text as people type it becomes comparable."""

from __future__ import annotations

import pytest

from knowledge.languages import Language
from knowledge.text import clean, fold, stems, words


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  what \t now  ", "what now"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("wh\u200bats\u200dapp\ufeff", "whatsapp"),
        ("\u202eevil\u202c \u2067x\u2069", "evil x"),
        ("bell\x07 and \x1b[31mred\x00", "bell and [31mred"),
        ("re\u0301seau", "réseau"),
        ("non\u00a0breaking\u202fspace", "non breaking space"),
        ("❤️", "❤"),
        ("\u200b\u200e \x00", ""),
        ("", ""),
        ("« Où ? » – ża„b”", "« Où ? » – ża„b”"),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
    assert clean(clean(raw)) == cleaned


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Été", "ete"),
        ("Żółw", "zolw"),
        ("Straße", "strasse"),
        ("cœur", "coeur"),
        ("ñandú", "nandu"),
        ("È GIÙ", "e giu"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_keep_accents_and_part_at_apostrophes() -> None:
    assert words("L'Été, c’est où ? _x_ 21h30") == ["l", "été", "c", "est", "où", "x", "21h30"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (Language.FR, "les commandes", "la commande"),
        (Language.IT, "gli ordini", "ordine"),
        (Language.PL, "klientami", "klientom"),
        (Language.EN, "orders", "ordering"),
        (Language.ES, "los pedidos", "pedido"),
        (Language.DE, "Bestellungen", "Bestellung"),
    ],
)
def test_inflected_words_share_a_stem(language: Language, one: str, other: str) -> None:
    assert stems(one, language)[-1] == stems(other, language)[-1]


def test_stems_need_no_accents() -> None:
    assert stems("réseaux", "fr") == [fold(stem) for stem in stems("réseaux", "fr")]
    assert stems("", "fr") == []
