"""How an SMS is counted: the alphabet, the parts, and the plain letters people use to fit one."""

from __future__ import annotations

import pytest

from bot.notices import sms


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "parts", "room"),
    [
        ("", "GSM-7", 0, 1, 160),
        ("a" * 160, "GSM-7", 160, 1, 160),
        ("a" * 161, "GSM-7", 161, 2, 306),
        ("a" * 306, "GSM-7", 306, 2, 306),
        ("a" * 307, "GSM-7", 307, 3, 459),
        ("€" * 80, "GSM-7", 160, 1, 160),
        ("[" + "a" * 158, "GSM-7", 160, 1, 160),
        ("[" + "a" * 159, "GSM-7", 161, 2, 306),
        ("ż" * 70, "UCS-2", 70, 1, 70),
        ("ż" * 71, "UCS-2", 71, 2, 134),
        ("ż" * 134, "UCS-2", 134, 2, 134),
        ("ż" * 135, "UCS-2", 135, 3, 201),
        ("🥐" * 35, "UCS-2", 70, 1, 70),
        ("🥐" * 36, "UCS-2", 72, 2, 134),
    ],
)
def test_size(text: str, alphabet: str, units: int, parts: int, room: int) -> None:
    assert sms.measure(text) == sms.Size(alphabet, units, parts)  # type: ignore[arg-type]
    assert sms.measure(text).room == room


def test_no_character_is_divided_between_two_parts() -> None:
    assert sms.measure("a" * 152 + "€" + "a" * 152).parts == 3  # 306 septets, but the escape and its character stay together
    assert sms.measure("a" * 152 + "ż" + "a" * 152).parts == 5
    assert sms.measure("ż" * 66 + "🥐" + "ż" * 66).parts == 3  # 134 units, but a pair stays together


def test_the_alphabet_has_the_standard_s_size() -> None:
    assert len(sms.BASIC) == 127  # 128 places, one of them the escape
    assert len(sms.EXTENSION) == 10  # with the form feed
    assert not sms.BASIC & sms.EXTENSION


@pytest.mark.parametrize("character", "àèéìòùäöüßñÑÇ¿¡€£@_§\n")
def test_letters_of_the_alphabet(character: str) -> None:
    assert sms.is_gsm(character)
    assert sms.plain(character) == character


@pytest.mark.parametrize("character", "áíóúçêëïôœłążńÀÈ’“–…«`\t")
def test_letters_outside_the_alphabet(character: str) -> None:
    assert not sms.is_gsm(character)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zażółć gęślą jaźń, Łódź", "Zazólc gesla jazn, Lódz".replace("ó", "o")),
        ("Ça s’arrête : « œuf » – déjà…", 'Ça s\'arrete : " oeuf " - déjà...'),
        ("Próximo aviso: ¿mañana?", "Proximo aviso: ¿mañana?"),
        ("15\u202fh\u00a0!", "15 h !"),
        ("Кафе 🥐", "Кафе 🥐"),
    ],
)
def test_plain_letters(text: str, expected: str) -> None:
    assert sms.plain(text) == expected


def test_addresses_keep_their_letters() -> None:
    assert sms.plain("Żółw: żółw.example, żółw", ["żółw.example", ""]) == "Zolw: żółw.example, zolw"
