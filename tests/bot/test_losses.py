"""An estimated loss: its numbers as people type them, and what becomes of one that is told piece by piece."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from bot.losses import Loss, Number, told
from bot.reading.amounts import UnclearError, numbers_in


def read(said: str, fields: int = 3) -> list[float]:
    return [number.value for number in numbers_in(said, fields) or ()]


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("120", [120]),
        ("0", [0]),
        ("1,5", [1.5]),
        ("0.125", [0.125]),
        ("1.200,50 €", [1200.5]),
        ("$1,200.50", [1200.5]),
        ("1'200", [1200]),
        ("1.200,- €", [1200]),
        ("1 200", [1200]),
        ("1 200 €", [1200]),
        ("1 200,50", [1200.5]),
        ("1\u202f200 400 6", [1200, 400, 6]),
        ("1 200 40 2.5", [1200, 40, 2.5]),
        ("120 40 2.5", [120, 40, 2.5]),
        ("120,40,2.5", [120, 40, 2.5]),
        ("120, 40, 2.5", [120, 40, 2.5]),
        ("120; 40; 2,5", [120, 40, 2.5]),
        ("120/40/2.5", [120, 40, 2.5]),
        ("1.5k", [1500]),
        ("10 tys. zł", [10_000]),
        ("3 mila", [3000]),
        ("120 €/h", [120]),
        ("120 euros de l'heure", [120]),
        ("120 € pro Stunde", [120]),
        ("de 120 €", [120]),
        ("8 x 15", [120]),
        ("12×25", [300]),
        ("12 orders x 25 €", [300]),
        ("12 commandes x 25 €", [300]),
        ("12 ordini x 25 €", [300]),
        ("12 zamówień po 25 zł", [300]),
        ("12 pedidos de 25 €", [300]),
        ("12 Bestellungen à 25 €", [300]),
        ("12 x 1 200 €", [14_400]),
        ("90 min", [1.5]),
        ("2h30", [2.5]),
        ("2:30", [2.5]),
        ("1 godz. 30 min", [1.5]),
        ("2,5 Std.", [2.5]),
        ("120 40 90 min", [120, 40, 1.5]),
        *((said, []) for said in ("much", "", "-5", "120-150", "9" * 40, "3 clients", "de clients", "of revenue", "12 x")),
    ],
)
def test_numbers_as_people_write_them(said: str, numbers: list[float]) -> None:
    assert read(said) == numbers


def test_what_can_be_read_in_two_ways_is_asked() -> None:
    for said in ("120 400 6", "1 200 300"):
        with pytest.raises(UnclearError):
            numbers_in(said)
    assert read("1 200 6", 2) == [1200, 6], "where two are wanted it can only be these"


def test_they_are_told_in_the_order_in_which_they_are_asked() -> None:
    loss = Loss()
    for number, missing in ((120.0, "ads"), (40.0, "hours"), (1.5, "")):
        after = told(loss, [Number(number)])
        assert after
        loss = after
        assert loss.missing == missing
    assert loss == Loss(120.0, 40.0, 1.5)
    assert loss.total == 220


def test_too_many_or_hours_for_money_are_not_taken() -> None:
    assert told(Loss(120.0), [Number(1.0)] * 3) is None
    assert told(Loss(), [Number(2.5, hours=True)]) is None
    assert told(Loss(120.0, 40.0), [Number(2.5, hours=True)]) == Loss(120.0, 40.0, 2.5)
    assert told(Loss(), []) is None


def test_a_complete_one_holds_until_another_is_complete() -> None:
    before = Loss(120.0, 40.0, 1.5)
    begun = told(before, [Number(3.0)])
    assert begun
    assert (begun.total, begun.missing) == (220, "ads")
    kept = Loss(**json.loads(json.dumps(asdict(begun))))
    assert kept == begun
    assert told(kept, [Number(0.0), Number(2.0)]) == Loss(3.0, 0.0, 2.0)
    assert told(before, [Number(1.0), Number(2.0), Number(3.0)]) == Loss(1.0, 2.0, 3.0)
