"""What people told of themselves is kept, changed and forgotten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.files import FILE
from bot.store.profiles import Profile, Profiles


@pytest.fixture
def profiles(database: Database) -> Profiles:
    return Profiles(database)


def test_of_a_stranger_nothing_is_known(profiles: Profiles) -> None:
    assert profiles.of("ann") == Profile()


def test_one_fact_is_changed_and_the_others_stay(profiles: Profiles) -> None:
    profiles.change("ann", language="pl", role="shop", channels={"telegram": "@bakery"})
    assert profiles.change("ann", language="de") == profiles.of("ann")
    assert profiles.of("ann") == Profile(language="de", role="shop", channels={"telegram": "@bakery"})
    assert profiles.of("bob") == Profile()


def test_it_survives_a_restart(tmp_path: Path) -> None:
    before = Database(tmp_path)
    Profiles(before).change("ann", name="Zoë’s bakery 🥐")
    before.close()
    after = Database(tmp_path)
    assert Profiles(after).of("ann").name == "Zoë’s bakery 🥐"
    after.close()


def test_to_forget_a_person_leaves_the_others(profiles: Profiles) -> None:
    profiles.change("ann", role="shop")
    profiles.change("bob", role="agency")
    profiles.forget("ann")
    assert (profiles.of("ann"), profiles.of("bob").role) == (Profile(), "agency")


def test_facts_of_a_later_version_are_left_alone(profiles: Profiles, tmp_path: Path) -> None:
    profiles.change("ann", role="shop")
    with closing(sqlite3.connect(tmp_path / "home" / FILE)) as connection, connection:
        connection.execute("""UPDATE profiles SET facts = '{"role": "pr", "shoe_size": 41}'""")
    assert profiles.of("ann") == Profile(role="pr")
