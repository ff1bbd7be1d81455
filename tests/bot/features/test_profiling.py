"""The profile: told by typing or tapping, shown, exported; what is wrong is refused and nothing is lost."""

from __future__ import annotations

import json

import pytest

from bot.store.database import Database
from bot.store.profiles import Profile, Profiles
from bot.wording import text
from knowledge.languages import Language
from tests.bot.features.someone import Someone

WHOLE = Profile(
    language="pl",
    role="shop",
    country="PL",
    name="Bäckerei Korn",
    phone="+44 20 7946 0018",
    site="korn.example",
    email="hello@korn.example",
    next_update="18:30",
    channels={"telegram": "@korn", "twitter": "@korn"},
)
TOLD = (
    "profile role shop",
    "profile country PL",
    "profile name Bäckerei Korn",
    "profile phone +44 20 7946 0018",
    "profile site korn.example",
    "profile email hello@korn.example",
    "profile next 18:30",
    "profile channels telegram @korn, x @korn",
    "profile language pl",
)


@pytest.fixture
def baker(database: Database) -> Someone:
    return Someone(database)


@pytest.fixture
def profiles(database: Database) -> Profiles:
    return Profiles(database)


def kept(profiles: Profiles) -> Profile:
    return profiles.of("test:4711")


def test_all_of_it_can_be_typed_with_or_without_a_slash(baker: Someone, profiles: Profiles) -> None:
    for line in TOLD:
        baker.says(line)
    assert kept(profiles) == WHOLE
    for line in TOLD:
        baker.says(f"/{line}", person="other")
    assert profiles.of("test:other") == WHOLE
    assert not baker.advisor.asked


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("téléphone", "phone"),
        ("Telefon:", "phone"),
        ("teléfono", "phone"),
        ("sito web", "site"),
        ("strona", "site"),
        ("courriel", "email"),
        ("correo electrónico", "email"),
        ("e-mail", "email"),
        ("nazwa", "name"),
        ("nächstes Update", "next_update"),
        ("próxima", "next_update"),
    ],
)
def test_fields_have_names_in_six_languages(baker: Someone, profiles: Profiles, typed: str, field: str) -> None:
    value = getattr(WHOLE, field)
    baker.says(f"profile {typed} {value}")
    assert kept(profiles) == Profile(**{field: value})


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("profile phone call me", "call me"),
        ("profile email korn", "korn"),
        ("profile site my bakery", "my bakery"),
        ("profile role pirate", "pirate"),
        ("profile country Atlantis", "Atlantis"),
        ("profile country ZZ", "ZZ"),
        ("profile language Klingon", "Klingon"),
        ("profile channels telegram @korn, smoke signs", "smoke signs"),
        ("profile name " + "x" * 201, "201"),
        ("profile channels telegram @" + "x" * 201, "202"),
    ],
)
def test_what_can_not_be_right_is_refused_in_one_line_and_nothing_is_lost(
    baker: Someone, profiles: Profiles, line: str, about: str
) -> None:
    for told in TOLD[:-1]:
        baker.says(told)
    before = kept(profiles)
    answer = baker.says(line)
    assert about in answer.text
    assert "\n" not in answer.text
    assert kept(profiles) == before


def test_a_dash_deletes_one_and_channels_are_added_to(baker: Someone, profiles: Profiles) -> None:
    for line in (*TOLD, "profile phone -", "profile channels telegram -, insta korn.bakery; Microsoft Teams korn"):
        baker.says(line)
    assert kept(profiles).phone == ""
    assert kept(profiles).channels == {"twitter": "@korn", "instagram": "korn.bakery", "teams": "korn"}
    baker.says("profile channels -")
    assert kept(profiles).channels == {}
    assert kept(profiles).name == WHOLE.name


@pytest.mark.parametrize("word", ["or", "and", "und", "oder", "et", "ou", "e", "o", "y", "i", "lub", "OR"])
def test_a_word_between_two_networks_parts_them(baker: Someone, profiles: Profiles, word: str) -> None:
    baker.says(f"profile channels telegram @korn {word} whatsapp +48123456 {word} signal, x Fish {word} Chips")
    told = {"telegram": "@korn", "whatsapp": "+48123456", "signal": "", "twitter": f"Fish {word} Chips"}
    assert kept(profiles).channels == told


def test_it_is_shown_as_people_write_it(baker: Someone) -> None:
    for line in TOLD[:-1]:
        baker.says(line)
    shown = baker.says("/profile").text
    for words in ("Shop, restaurant, trade", "Poland", "Bäckerei Korn", "Telegram @korn, X (Twitter) @korn", "18:30"):
        assert words in shown
    assert "Not filled in: Language." in shown


def test_a_name_is_one_line_without_anything_hidden_in_it(baker: Someone, profiles: Profiles) -> None:
    baker.says("profile name  Korn\u202e\n& \x00Co ")
    assert kept(profiles).name == "Korn & Co"


def test_buttons_choose_role_and_language(baker: Someone, profiles: Profiles) -> None:
    shown = baker.says("/profile")
    choice = baker.presses("Role")
    assert shown.board == choice.board != "", "one takes the place of the other"
    assert "PR, communication" in baker.presses("PR, communication").text
    baker.presses("Role")
    baker.presses("None of these")
    assert kept(profiles).role == ""
    baker.presses("Language")
    assert baker.presses("Polski").text == text("language-set", Language.PL)
    assert kept(profiles).language == "pl"


@pytest.mark.parametrize("forged", ["profile:", "profile:role:pirate", "profile:phone:666", "language:xx", "language: "])
def test_forged_buttons_change_nothing(baker: Someone, profiles: Profiles, forged: str) -> None:
    assert baker.presses(forged).text == text("press-stale", Language.EN)
    assert kept(profiles) == Profile()


def test_where_others_read_along_only_names_of_fields_are_shown(baker: Someone) -> None:
    room = {"private": False, "conversation": "room"}
    for line in TOLD[:-1]:
        baker.says(line)
    told = [
        baker.says("/profile", **room),
        baker.says("profile phone +44 20 7946 0099", **room),
        baker.presses("profile:export", **room),
    ]
    for message in told:
        assert message.hidden
        assert message.file is None
        assert not message.buttons
        assert not any(words in message.text for words in ("7946", "Korn", "korn", "18:30")), message.text
    assert "Phone" in told[0].text
    assert "7946 0099" in baker.says("/profile").text, "it was kept all the same"


def test_a_question_about_a_profile_elsewhere_is_a_question(baker: Someone) -> None:
    for line in ("profile name changed by facebook, why?", "profile picture does not load", "profile"):
        baker.says(line)
    assert [question.text for question in baker.advisor.asked] == [
        "profile name changed by facebook, why?",
        "profile picture does not load",
    ]


def test_it_says_what_there_is_to_tell(baker: Someone) -> None:
    assert "profile phone +44" in baker.says("/profile shoe size 42").text
    assert "profile site korn.example" in baker.says("/profile site").text


def test_all_that_is_kept_is_handed_over_as_json(baker: Someone, database: Database) -> None:
    for line in (*TOLD[:-1], "Facebook is down, what now?"):
        baker.says(line)
    baker.presses("👍")
    baker.says("Somebody else's question", person="other", conversation="other")
    baker.says("/checklist")
    baker.says("done 1")
    baker.says("/profile")
    file = baker.presses("Export").file
    assert file is not None
    assert file.name == "profile.json"
    whole = json.loads(file.content)
    assert whole["profile"]["phone"] == WHOLE.phone
    assert [answer["question"] for answer in whole["answers"]] == ["Facebook is down, what now?"]
    assert whole["answers"][0]["steps"][0]["text"] == "Do the first thing."
    assert [vote["verdict"] for vote in whole["feedback"]] == ["good"]
    assert whole["checklists"][0]["items"][0]["state"] == "done"
    assert "Bäckerei Korn".encode() in file.content, "for people to read"


def test_the_export_of_a_stranger_is_empty(baker: Someone) -> None:
    file = baker.presses("profile:export").file
    assert file is not None
    whole = json.loads(file.content)
    assert whole.pop("person") == "test:4711"
    assert not any(whole.values())
