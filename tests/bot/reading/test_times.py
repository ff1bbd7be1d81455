"""When something is due and since when it has been so, as people type it in six languages."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from bot.reading.times import Due, due_in, latest, since_in

NOON = datetime(2021, 10, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("3 30", Due(3, minutes=30)),
        ("#3: 45 min", Due(3, minutes=45)),
        ("3 30 minutes after the opening", Due(3, minutes=30)),
        ("3 1h30", Due(3, minutes=90)),
        ("3 1,5 h", Due(3, minutes=90)),
        ("3 1 ora", Due(3, minutes=60)),
        ("3 2 Std.", Due(3, minutes=120)),
        ("3 2 godz.", Due(3, minutes=120)),
        ("3 un'ora e mezza", Due(3, minutes=90)),
        ("3 in 30 minutes", Due(3, minutes=30, from_now=True)),
        ("3 dans 1h30", Due(3, minutes=90, from_now=True)),
        ("3 entro 30 minuti", Due(3, minutes=30, from_now=True)),
        ("3 za 30 min", Due(3, minutes=30, from_now=True)),
        ("3 en media hora", Due(3, minutes=30, from_now=True)),
        ("3 in einer halben Stunde", Due(3, minutes=30, from_now=True)),
        ("3 17:30", Due(3, time(17, 30))),
        ("3 17:30 UTC", Due(3, time(17, 30))),
        ("3 at 18:00", Due(3, time(18))),
        ("3 at 6 pm", Due(3, time(18))),
        ("3 à 17h30", Due(3, time(17, 30))),
        ("3 17h30", Due(3, time(17, 30))),
        ("3 alle 18", Due(3, time(18))),
        ("3 o 18.30", Due(3, time(18, 30))),
        ("3 a las 18", Due(3, time(18))),
        ("3 um 18 Uhr", Due(3, time(18))),
        ("100 30", Due(100, minutes=30)),
        *((said, None) for said in ("3", "3 tomorrow", "3 25:00", "3 17:30:00", "12:30", "x", "", "3 " + "9" * 99)),
    ],
)
def test_when_an_item_is_due(said: str, due: Due | None) -> None:
    assert due_in(said) == due


def test_an_hour_of_the_day_is_the_next_one() -> None:
    opened = NOON.replace(hour=9)
    assert Due(3, time(17, 30)).moment(opened, NOON) == datetime(2021, 10, 4, 17, 30, tzinfo=UTC)
    assert Due(3, time(11, 30)).moment(opened, NOON) == datetime(2021, 10, 5, 11, 30, tzinfo=UTC)
    assert Due(3, minutes=30).moment(opened, NOON).hour == opened.hour
    assert Due(3, minutes=30, from_now=True).moment(opened, NOON).hour == NOON.hour


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("WhatsApp is down since 08:30", time(8, 30)),
        ("down since 9pm, shop too", time(21)),
        ("panne depuis 8h30 du matin", time(8, 30)),
        ("panne depuis 14 h", time(14)),
        ("giù dalle 9", time(9)),
        ("nie działa od 8:30", time(8, 30)),
        ("caído desde las 9 de la mañana", time(9)),
        ("geht seit 8 Uhr 15 nicht", time(8, 15)),
        *(
            (said, None)
            for said in (
                *("since 2 days", "since 2h", "since 2019", "since 20 min", "since yesterday", "since 3.5 h"),
                *("depuis 2h", "da 2 ore", "da 8 ore", "od 2 godzin", "desde hace 2h", "seit 3 Stunden", "no"),
            )
        ),
    ],
)
def test_since_when_it_has_been_so(said: str, since: time | None) -> None:
    assert since_in(said) == since


def test_the_last_time_that_it_was_that_late() -> None:
    assert latest(time(8, 30), NOON) == datetime(2021, 10, 4, 8, 30, tzinfo=UTC)
    assert latest(time(23), NOON) == datetime(2021, 10, 3, 23, 0, tzinfo=UTC)
