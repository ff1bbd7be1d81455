"""Messages to send now, as a chat shows them: filled from the profile, blanks and all, and no way that is down."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.answer import Status
from bot.app import App
from bot.assembly import conversation
from bot.messages import Incoming, Message
from bot.notices.layouts import Kind
from bot.reading.situation import Situation
from bot.store.database import Database
from bot.store.profiles import Profiles
from bot.wording import text
from knowledge.languages import Language
from knowledge.model import Phase, Role
from tests.bot.answers import answer, step
from tests.bot.features.talk import Talk, ids

EN = Language.EN
KINDS = pytest.mark.parametrize("kind", list(Kind))
LANGUAGES = pytest.mark.parametrize("language", list(Language))
DOWN = answer(step("first", "bsm#1"), situation=Situation(down=("whatsapp",), role=Role.SHOP))
OWN = {
    "name": "Korn & Co",
    "phone": "030 1234567",
    "site": "korn.example",
    "email": "hello@korn.example",
    "next_update": "18:30",
    "channels": {"whatsapp": "+49 171 7654321", "instagram": "@kornbilder", "telegram": "@korntelegramm"},
}


def told(database: Database, person: str = "ann", **facts: object) -> None:
    Profiles(database).change(f"test:{person}", **facts)


def copied(*messages: Message) -> list[str]:
    """What one tap copies."""
    return [
        run.text for message in messages for paragraph in message.paragraphs for run in paragraph.runs if run.style == "copy"
    ]


def asked(talk: Talk) -> str:
    """A question answered; the answer's id."""
    (message,) = talk.say("WhatsApp is down, what now?")
    return next(id_ for id_ in ids(message).values() if id_.startswith("draft:")).partition(":")[2]


@KINDS
@LANGUAGES
def test_nothing_that_is_down_is_a_way_to_reach_anyone(database: Database, kind: Kind, language: Language) -> None:
    told(database, **OWN)
    talk = Talk(database, DOWN, language=language)
    (notice,) = talk.press(f"notice:{asked(talk)}:{kind}:{language}")
    sent = "\n".join(copied(notice))
    assert "WhatsApp" in sent, "it says what is down"
    assert not re.search("kornbilder|7654321|Instagram|Messenger", sent), "nor what falls together with it"
    assert text("draft-read", language) in notice.text
    assert text("draft-blanks", language) not in notice.text or kind is Kind.BRAND
    assert "{" not in notice.text


def test_what_is_said_to_work_is_a_way(database: Database) -> None:
    told(database, **OWN)
    situation = Situation(down=("whatsapp",), works=("instagram",))
    talk = Talk(database, answer(step("first", "bsm#1"), situation=situation))
    asked(talk)
    assert "@kornbilder" in copied(*talk.say("draft email"))[1]


@LANGUAGES
def test_it_comes_in_the_other_five_languages_and_the_other_kinds(database: Database, language: Language) -> None:
    talk = Talk(database, DOWN, language=language)
    asked(talk)
    (notice,) = talk.say("draft sms")
    offered = ids(notice)
    assert len(offered) == 5 + 7
    other = Language.PL if language is not Language.PL else Language.IT
    (translated,) = talk.press(offered[text("draft-language", other)])
    assert copied(translated) != copied(notice)
    assert text("draft-read", language) in translated.text, "what is to be done is said to whoever sends it"
    (mail,) = talk.press(offered[text("button-draft-email", language)])
    subject, body = copied(mail)
    assert "\n" not in subject
    assert "\n\n" in body
    assert [paragraph.text for paragraph in mail.paragraphs][1].startswith(text("draft-subject", language))


def test_how_long_it_is_is_said_first(database: Database) -> None:
    told(database, **OWN)
    talk = Talk(database, DOWN)
    asked(talk)
    (notice,) = talk.say("draft sms")
    size = len(copied(notice)[0])
    assert notice.text.splitlines()[1] == f"1 text message, {size} of 160 characters (GSM-7)"


def test_blanks_say_how_to_fill_them_for_good(database: Database) -> None:
    talk = Talk(database, DOWN)
    asked(talk)
    (notice,) = talk.say("draft brand")
    assert "[phone number]" in copied(notice)[0]
    assert "On what phone number can people reach you? → profile phone …" in notice.text
    assert "What is the brand called?\n" in notice.text, "which no profile knows"
    assert text("draft-fill-brand", EN) in notice.text
    told(database, **OWN)
    (notice,) = talk.say("draft brand")
    assert "030 1234567" in copied(notice)[0]
    assert "→" not in notice.text
    assert "→" not in talk.say("draft sms")[0].text


@pytest.mark.parametrize(
    ("typed", "said", "blanks"),
    [
        ("Aurora, spring Reel, 18:00", "Hello Aurora, The post “spring Reel” (planned for 18:00)", ""),
        ("Aurora; spring Reel; tonight", "Hello Aurora, The post “spring Reel” (planned for tonight)", ""),
        ("Aurora Reel 18:00", "Hello Aurora, The post “Reel” (planned for 18:00)", ""),
        ("Aurora spring Reel 6 pm", "Hello Aurora, The post “spring Reel” (planned for 6 pm)", ""),
        ("Bread & Co, Reel", "Hello Bread & Co, The post “Reel” can", ""),
        ("Aurora", "Hello Aurora, The post “[post]” can", "post"),
        ("Aurora, , 18:00", "Hello Aurora, The post “[post]” (planned for 18:00)", "post"),
        (", Reel", "Hello [brand], The post “Reel” can", "brand"),
        ("Aurora,\nReel, 18:00", "Hello Aurora, The post “Reel” (planned for 18:00)", ""),
    ],
)
def test_what_a_message_to_a_brand_is_about_can_be_said(database: Database, typed: str, said: str, blanks: str) -> None:
    told(database, **OWN)
    talk = Talk(database, DOWN)
    asked(talk)
    for notice in (*talk.say(f"draft brand {typed}"), *talk.command("draft", f"brand {typed}")):
        assert " ".join(copied(notice)[0].split()).startswith(said)
        assert (text("draft-fill-brand", EN) in notice.text) == bool(blanks)
        assert [name for name in ("brand", "post") if f"[{name}]" in notice.text] == [name for name in [blanks] if name]


def test_it_can_be_said_in_another_language_and_is_lost_by_no_button(database: Database) -> None:
    talk = Talk(database, DOWN)
    asked(talk)
    (notice,) = talk.say("draft brand de Aurora, Frühlings-Reel, 18 Uhr")
    assert copied(notice)[0].startswith("Hallo Aurora,")
    assert "Frühlings-Reel" in copied(notice)[0]
    assert text("draft-language", Language.FR) not in ids(notice)
    assert len(copied(*talk.say(f"draft brand {'x' * 3_000}, y, z"))[0]) < 1_000


@pytest.mark.parametrize("brand", ["De Beers", "It Cosmetics", "DE Fabrik", "Polski Bus", "It-Girl"])
def test_a_brand_s_name_is_no_language(database: Database, brand: str) -> None:
    talk = Talk(database, DOWN)
    asked(talk)
    (notice,) = talk.say(f"draft brand {brand}, spring Reel, 6 pm")
    assert copied(notice)[0].startswith(f"Hello {brand},")


def test_of_other_kinds_nothing_more_can_be_said(database: Database) -> None:
    talk = Talk(database, answer(status=Status.DECLINED))
    assert talk.say("draft sms Aurora")[0].text.startswith(text("draft-which", EN))
    assert talk.say("draft sms Aurora is what I lost")[0].text == text("declined", EN)


def test_the_kinds_are_buttons_and_not_a_list_as_well(database: Database) -> None:
    talk = Talk(database)
    (offer,) = talk.command("draft")
    assert offer.text == f"{text('draft-which', EN)}\n\n{text('draft-typed', EN)}"
    assert len(ids(offer)) == len(Kind)


def test_before_anything_was_asked_it_asks_what_is_down(database: Database) -> None:
    told(database, **OWN)
    talk = Talk(database)
    (offer,) = talk.command("draft")
    (notice,) = talk.press(ids(offer)["SMS"])
    assert copied(notice)[0].startswith("Korn & Co: [service]")
    assert text("draft-fill-down", EN) in notice.text
    assert "kornbilder" not in talk.press("notice:0:email:en")[0].text


@pytest.mark.parametrize("told_in", ["steps", "question"])
@pytest.mark.parametrize("phase", list(Phase))
def test_an_answer_about_another_time_tells_nothing_of_today(database: Database, phase: Phase, told_in: str) -> None:
    steps, asked_about = (phase, None) if told_in == "steps" else (Phase.NOW, phase)
    situation = Situation(down=("facebook",), works=("instagram",), phase=asked_about, role=Role.CREATOR)
    talk = Talk(database, answer(step("then", "bsm#1", phase=steps), situation=situation))
    talk.say("What do we do in case Facebook fails?")
    (notice,) = talk.say("draft sms")
    assert ("Facebook" in copied(notice)[0]) == (phase is Phase.NOW)
    assert (text("draft-fill-down", EN) in notice.text) == (phase is not Phase.NOW)
    assert next(iter(ids(*talk.command("draft")))) == "To a brand", "who they are is told at any time"


@pytest.mark.parametrize("phase", list(Phase))
def test_below_an_answer_about_the_past_or_the_recovery_there_is_none(database: Database, phase: Phase) -> None:
    (message,) = Talk(database, answer(step("then", "bsm#1", phase=phase))).say("And now?")
    assert (text("button-draft", EN) in ids(message)) == (phase in (Phase.NOW, Phase.BEFORE))


@pytest.mark.parametrize(
    ("question", "partly", "said"),
    [
        ("is whatsapp down or is it just me?", False, False),
        ("is whatsapp down or is it just me", False, False),
        ("WhatsApp down?", False, False),
        ("How do I know whether WhatsApp is down", False, False),
        ("WhatsApp is down", False, True),
        ("WhatsApp ne marche pas", False, True),
        ("WhatsApp funktioniert nicht", False, True),
        ("WhatsApp is down, what should I do?", False, True),
        ("WhatsApp est en panne, que faire ?", False, True),
        ("WhatsApp non funziona, cosa faccio?", False, True),
        ("WhatsApp nie działa, co robić?", False, True),
        ("WhatsApp no funciona, ¿qué hago?", False, True),
        ("X, WhatsApp ausgefallen! Was jetzt?", False, True),
        ("WhatsApp down? What now?", False, False),
        ("WhatsApp nie działa, czy tylko u mnie? Co robić?", False, False),
        ("What now?", False, False),
        ("pictures don't load on WhatsApp but text works", True, True),
        ("Are pictures on WhatsApp down for everyone? Text works.", True, False),
    ],
)
def test_who_asks_whether_it_is_down_has_not_said_that_it_is(
    database: Database, question: str, partly: bool, said: bool
) -> None:
    situation = Situation(down=("whatsapp",), function="media" if partly else "", partly=partly, phase=Phase.NOW)
    talk = Talk(database, answer(step("look", "bsm#1"), situation=situation, topics=("confirm-outage", "how-long")))
    talk.say(question)
    (notice,) = talk.say("draft sms")
    assert ("WhatsApp" in copied(notice)[0]) == said


def test_who_asks_about_one_year_is_told_of_no_other(database: Database, app: App) -> None:
    """The whole way, with the answers that people get."""
    dialogue = conversation(app.advisor(), database)

    def written(question: str) -> str:
        for words in (question, "draft sms"):
            messages = asyncio.run(dialogue.reply(Incoming("test", "chat", "ann", text=words)))
        return copied(*messages)[0]

    for question in (
        "How do I prepare before WhatsApp goes down one day?",
        "que faire si WhatsApp tombe un jour",
        "Was tun wir, falls Instagram irgendwann ausfällt?",
        "is whatsapp down or is it just me?",
        "WhatsApp is back, what should I do now?",
    ):
        assert not re.search("WhatsApp|Instagram", written(question)), question
    for question in ("WhatsApp", "WhatsApp, Instagram", "WhatsApp is down", "Instagram is down, what now?"):
        assert re.search("(WhatsApp|Instagram) (isn't|aren't) working", written(question)), question
    assert "parts of WhatsApp aren't working" in written("pictures don't load on WhatsApp but text works")


@LANGUAGES
def test_where_only_a_part_fails_nothing_says_that_all_of_it_does(database: Database, language: Language) -> None:
    situation = Situation(down=("whatsapp",), function="media", partly=True)
    whole, part = Talk(database, DOWN, language=language), answer(step("first", "bsm#1"), situation=situation)
    partial = Talk(database, part, language=language)
    for kind in Kind:
        notices = [copied(*talk.press(f"notice:{asked(talk)}:{kind}:{language}")) for talk in (whole, partial)]
        assert notices[0] != notices[1]


@pytest.mark.parametrize(
    ("role", "first"), [("", "SMS"), ("agency", "To clients"), ("creator", "To a brand"), ("developer", "Banner")]
)
def test_what_suits_the_role_comes_first(database: Database, role: str, first: str) -> None:
    told(database, role=role)
    talk = Talk(database)
    (offer,) = talk.command("draft")
    assert next(iter(ids(offer))) == first
    by_number, by_name = talk.say("draft 1"), talk.press(ids(offer)[first])
    assert copied(*by_number) == copied(*by_name)


def test_what_needs_a_service_that_is_down_is_not_offered(database: Database) -> None:
    talk = Talk(database, answer(step("first", "bsm#1"), situation=Situation(down=("google",))))
    id_ = asked(talk)
    (offer,) = talk.press(f"draft:{id_}")
    assert "Google post" not in ids(offer)
    assert talk.press(f"notice:{id_}:google:en")[0].text == text("press-stale", EN)


@pytest.mark.parametrize("typed", ["draft sms de", "DRAFT SMS de", "/draft sms de"])
def test_it_can_be_typed(database: Database, typed: str) -> None:
    talk = Talk(database, DOWN)
    asked(talk)
    (notice,) = talk.command("draft", "sms de") if typed.startswith("/") else talk.say(typed)
    assert "WhatsApp funktioniert" in copied(notice)[0]
    assert text("draft-read", EN) in notice.text


@pytest.mark.parametrize(
    ("typed", "kind", "language"),
    [
        ("e-mail", Kind.EMAIL, EN),
        ("E-Mail an Kunden", Kind.EMAIL, EN),
        ("correo", Kind.EMAIL, EN),
        ("sms polski", Kind.SMS, Language.PL),
        ("sms po polsku", Kind.SMS, Language.PL),
        ("sms german", Kind.SMS, Language.DE),
        ("an sms in german", Kind.SMS, Language.DE),
        ("SMS auf Deutsch!", Kind.SMS, Language.DE),
        ("text message español", Kind.SMS, Language.ES),
        ("répondeur", Kind.ANSWERING, EN),
        ("repondeur français", Kind.ANSWERING, Language.FR),
        ("Anrufbeantworter", Kind.ANSWERING, EN),
        ("bannière it", Kind.BANNER, Language.IT),
        ("Short post", Kind.POST, EN),
        ("Post Google", Kind.GOOGLE, EN),
        ("Do klientów", Kind.CLIENTS, EN),
    ],
)
def test_kinds_and_languages_go_by_the_names_that_people_give_them(
    database: Database, typed: str, kind: Kind, language: Language
) -> None:
    talk = Talk(database, DOWN)
    id_ = asked(talk)
    meant = talk.press(f"notice:{id_}:{kind}:{language}")
    assert copied(*talk.say(f"draft {typed}")) == copied(*talk.command("draft", typed)) == copied(*meant)


@LANGUAGES
@KINDS
def test_every_button_can_be_typed(database: Database, kind: Kind, language: Language) -> None:
    talk = Talk(database, DOWN)
    id_ = asked(talk)
    for label in (text(f"button-draft-{kind}", language), text(f"notice-label-{kind}", language)):
        meant = talk.press(f"notice:{id_}:{kind}:en")
        assert copied(*talk.say(f"draft {label}")) == copied(*meant)


def test_what_it_does_not_know_it_offers_on_command_and_where_it_is_short(database: Database) -> None:
    talk = Talk(database, answer(status=Status.DECLINED))
    for typed in ("sonnet", "sms klingon", "99", "0", "-1", "²", "it-support"):
        for offer in (*talk.command("draft", typed), *talk.say(f"draft {typed}")):
            assert offer.text.startswith(text("draft-which", EN))
    for typed in ("of my post is gone since this morning", "sms lost?", "sms that I wrote is lost"):
        assert talk.say(f"draft {typed}")[0].text == text("declined", EN)


def test_it_is_in_the_language_that_the_person_chose(database: Database) -> None:
    talk = Talk(database, DOWN)
    id_ = asked(talk)
    told(database, language="de")
    (notice,) = talk.say("draft sms")
    assert "WhatsApp funktioniert" in copied(notice)[0]
    assert text("draft-read", Language.DE) in notice.text
    told(database, "bob", language="fr")
    assert text("draft-which", Language.FR) in talk.press(f"draft:{id_}", person="bob")[0].text
    other = Talk(database, DOWN, language=Language.IT)
    assert text("draft-which", Language.IT) in other.press(f"draft:{id_}", person="eve")[0].text, "the answer is not theirs"


@pytest.mark.parametrize(
    "forged",
    [
        "notice:0:sms",
        "notice:0:sms:xx",
        "notice:0:poem:en",
        "notice::sms:en",
        "notice:abc:sms:en",
        "notice:",
        "draft:",
        "draft:abc",
    ],
)
def test_forged_buttons_are_stale(database: Database, forged: str) -> None:
    talk = Talk(database, DOWN)
    asked(talk)
    assert talk.press(forged)[0].text == text("press-stale", EN)


def test_another_chat_s_answer_is_none_of_theirs(database: Database) -> None:
    talk = Talk(database, DOWN)
    id_ = asked(talk)
    assert talk.press(f"draft:{id_}", chat="another")[0].text == text("press-stale", EN)
    assert talk.press(f"notice:{id_}:sms:en", chat="another")[0].text == text("press-stale", EN)


def test_in_a_group_each_gets_a_message_of_their_own(database: Database) -> None:
    told(database, **OWN)
    told(database, "bob", name="Bob's Bikes")
    talk = Talk(database, DOWN)
    id_ = asked(talk)
    assert copied(*talk.press(f"notice:{id_}:sms:en", person="bob"))[0].startswith("Bob's Bikes: WhatsApp")
    assert copied(*talk.press(f"notice:{id_}:sms:en"))[0].startswith("Korn & Co: WhatsApp")


def test_buttons_fit_every_platform(database: Database) -> None:
    talk = Talk(database, DOWN)
    asked(talk)
    for message in (*talk.command("draft"), *(talk.say(f"draft {kind}")[0] for kind in Kind)):
        assert len(message.buttons) <= 5
        assert all(len(row) <= 5 for row in message.buttons)
        assert all(len(id_) <= 64 and id_.isascii() for id_ in ids(message).values())
