"""`/now`: two taps at most, one where the role is known, none for who writes what is going on."""

from __future__ import annotations

import pytest

from bot.features.guiding import FIRST_STEPS
from bot.messages import Message
from bot.store.database import Database
from bot.wording import text
from knowledge.languages import Language
from knowledge.model import Role
from tests.bot.features.someone import Someone

META = ("facebook", "instagram", "whatsapp", "messenger")


@pytest.fixture
def baker(database: Database) -> Someone:
    return Someone(database)


def title(message: Message) -> str:
    return message.paragraphs[0].text


def asked(baker: Someone) -> tuple[str, Role | None, tuple[str, ...]]:
    last = baker.advisor.asked[-1]
    return last.topic, last.role, last.down


@pytest.mark.parametrize("role", list(Role))
def test_two_taps_lead_to_the_first_steps_of_that_situation(baker: Someone, role: Role) -> None:
    assert title(baker.says("/now")) == "Who are you?"
    assert title(baker.presses(text(f"role-{role}", Language.EN))) == "What is down?"
    baker.presses("WhatsApp")
    assert asked(baker) == (FIRST_STEPS, role, ("whatsapp",))


def test_who_one_is_is_asked_once(baker: Someone, database: Database) -> None:
    baker.says("/now")
    baker.presses("Creator")
    again = Someone(database)  # the bot was started anew
    assert title(again.says("/now")) == "What is down?"
    again.presses("All of Meta")
    assert asked(again) == (FIRST_STEPS, Role.CREATOR, META)


def test_skipping_keeps_no_role(baker: Someone) -> None:
    baker.says("/now")
    baker.presses("Skip")
    baker.presses("Facebook")
    assert asked(baker) == (FIRST_STEPS, None, ("facebook",))
    assert title(baker.says("/now")) == "Who are you?"


@pytest.mark.parametrize(
    ("label", "down"),
    [("TikTok", ("tiktok",)), ("Facebook + Instagram", ("facebook", "instagram")), ("X (Twitter)", ("twitter",))],
)
def test_every_network_takes_two_taps(baker: Someone, label: str, down: tuple[str, ...]) -> None:
    baker.says("/now")
    baker.presses("Skip")
    baker.presses(label)
    assert asked(baker)[2] == down


def test_networks_can_be_typed(baker: Someone) -> None:
    baker.says("/now shop")
    baker.says("Telegram and Discord")
    assert asked(baker)[2] == (), "a sentence is a question"
    baker.says("/now")
    baker.says("Telegram, Discord")
    assert asked(baker) == (FIRST_STEPS, Role.SHOP, ("telegram", "discord"))


def test_everything_can_be_typed(baker: Someone) -> None:
    baker.says("/now")
    assert title(baker.says("2")) == "What is down?"
    baker.says("3.")
    assert asked(baker) == (FIRST_STEPS, Role.AGENCY, ("whatsapp",))
    baker.says("/now 7")
    assert asked(baker)[2] == ("threads",)
    baker.says("/now developer facebook")
    assert asked(baker) == (FIRST_STEPS, Role.DEVELOPER, ("facebook",))
    baker.says("/now")
    baker.says("all of meta")
    assert asked(baker) == (FIRST_STEPS, Role.DEVELOPER, META)


@pytest.mark.parametrize("said", ["my bakery", "shop", "Restaurant"])
def test_a_role_is_known_by_a_word(baker: Someone, said: str) -> None:
    baker.says("/now")
    assert title(baker.says(said)) == "What is down?"
    baker.says("1")
    assert asked(baker)[1] is Role.SHOP


def test_a_question_skips_the_taps(baker: Someone) -> None:
    baker.says("/now my customers order by whatsapp and it is down, what do I do?")
    (question,) = baker.advisor.asked
    assert (question.topic, question.text) == ("", "my customers order by whatsapp and it is down, what do I do?")
    baker.says("/now")
    baker.says("WhatsApp is down and my customers wait")
    assert baker.advisor.asked[-1].text == "WhatsApp is down and my customers wait"


def test_options_skip_the_taps(baker: Someone) -> None:
    baker.says("/now role:pr down:instagram")
    assert asked(baker) == (FIRST_STEPS, Role.PR, ("instagram",))
    baker.does(command="now", options={"role": "shop", "down": "x"})
    assert asked(baker) == (FIRST_STEPS, Role.SHOP, ("x",))


def test_a_number_means_the_list_shown_last_and_nothing_after_an_answer(baker: Someone) -> None:
    baker.says("1")
    assert baker.advisor.asked[-1].text == "1", "no list was shown"
    baker.says("/now")
    baker.says("How long was Facebook down in 2021?")
    baker.says("1")
    assert baker.advisor.asked[-1].text == "1"
    assert title(baker.says("/now")) == "Who are you?", "nothing was taken for a role"


def test_lists_are_each_persons_own(baker: Someone) -> None:
    baker.says("/now", private=False, conversation="room")
    baker.says("1", private=False, conversation="room", person="4712")
    assert baker.advisor.asked[-1].text == "1"
    assert title(baker.says("1", private=False, conversation="room")) == "What is down?"


def test_in_private_a_list_takes_the_place_of_the_one_before(baker: Someone) -> None:
    first = baker.says("/now")
    assert first.board == baker.presses("Skip").board != ""
    assert baker.presses("WhatsApp").board == "", "the answer stands by itself"
    assert baker.says("/now", private=False).board == "", "in a group others answer the list too"


@pytest.mark.parametrize(
    "forged",
    ["now:", "now:pirate", "now:shop:klingon", "now:shop:facebook:x", "now::", "now:skip:", "now: ", "now:" + "x" * 60],
)
def test_forged_buttons_are_stale_and_keep_nothing(baker: Someone, forged: str) -> None:
    message = baker.presses(forged)
    assert title(message) in (text("press-stale", Language.EN), "What is down?" if forged == "now:skip:" else "")
    assert not baker.advisor.asked
    assert title(baker.says("/now")) == "Who are you?"


@pytest.mark.parametrize("language", list(Language))
def test_buttons_fit_every_platform(database: Database, language: Language) -> None:
    baker = Someone(database, language=language.value)
    baker.says("/now")
    baker.presses(text("now-skip", language))
    rows = baker.shown[-1].buttons
    ids = [button.id for row in rows for button in row]
    assert (len(ids), len(set(ids))) == (14, 14)
    assert all(len(id_.encode("ascii")) <= 64 for id_ in ids)


def test_the_profiles_role_is_used_for_later_questions(baker: Someone) -> None:
    baker.says("profile role pr")
    baker.says("What do I do when Facebook is down?")
    last = baker.advisor.asked[-1]
    assert (last.role, last.usual) == (None, Role.PR), "the text may say another"
