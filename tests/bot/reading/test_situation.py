"""What is read off a question about who asks and what is down."""

from __future__ import annotations

import pytest

from bot.reading.situation import Situation, SituationReader, with_options
from knowledge.languages import Language
from knowledge.model import Need, Phase, Role
from knowledge.platforms import Platforms, load_platforms

FR, IT, PL, EN, ES, DE = (Language(code) for code in ("fr", "it", "pl", "en", "es", "de"))


@pytest.fixture(scope="module")
def platforms() -> Platforms:
    return load_platforms()


@pytest.fixture(scope="module")
def reader(platforms: Platforms) -> SituationReader:
    return SituationReader(platforms)


@pytest.mark.parametrize(
    ("language", "text", "down", "works"),
    [
        (FR, "wa en panne depuis 1h", ("whatsapp",), ()),
        (FR, "Instagram est en panne mais WhatsApp marche", ("instagram",), ("whatsapp",)),
        (IT, "Facebook è giù, Instagram funziona", ("facebook",), ("instagram",)),
        (PL, "Facebook nie działa, a WhatsApp działa", ("facebook",), ("whatsapp",)),
        (EN, "twitter is down, Facebook works fine", ("twitter",), ("facebook",)),
        (EN, "Instagram doesn't work", ("instagram",), ()),
        (ES, "Se ha caído insta pero Telegram funciona", ("instagram",), ("telegram",)),
        (DE, "Telegram ist tot", ("telegram",), ()),
        (DE, "WhatsApp geht nicht, Facebook geht", ("whatsapp",), ("facebook",)),
        (EN, "how do I sell on Facebook?", ("facebook",), ()),
        (EN, "I post on TikTok every day", (), ()),
    ],
)
def test_what_is_down_and_what_works(
    reader: SituationReader, language: Language, text: str, down: tuple[str, ...], works: tuple[str, ...]
) -> None:
    situation = reader.read(text, language)
    assert (situation.down, situation.works) == (down, works)


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        (FR, "en panne depuis 1h", 60),
        (FR, "wa en panne depuis 1h, je fais quoi", 60),
        (EN, "down for 45min now", 45),
        (FR, "depuis 20 minutes", 20),
        (FR, "depuis deux heures", 120),
        (IT, "è giù da mezz'ora", 30),
        (PL, "nie działa od godziny", 60),
        (EN, "down for 1.5 hours", 90),
        (EN, "for three days now", 4320),
        (ES, "desde hace 2 horas", 120),
        (DE, "seit einer Stunde", 60),
        (EN, "I have 20 customers", None),
        (EN, "it is down", None),
    ],
)
def test_for_how_long(reader: SituationReader, language: Language, text: str, minutes: int | None) -> None:
    assert reader.read(text, language).since == minutes


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        (FR, "Je tiens une boulangerie", Role.SHOP),
        (FR, "Notre agence gère neuf comptes", Role.AGENCY),
        (IT, "sono una influencer", Role.CREATOR),
        (PL, "jestem rzecznikiem urzędu", Role.PR),
        (EN, "our app uses OAuth", Role.DEVELOPER),
        (ES, "tengo una panadería", Role.SHOP),
        (DE, "ich führe eine Bäckerei", Role.SHOP),
        (EN, "what now?", None),
    ],
)
def test_who_asks(reader: SituationReader, language: Language, text: str, role: Role | None) -> None:
    assert reader.read(text, language).role is role


@pytest.mark.parametrize(
    ("language", "text", "lacks"),
    [
        (FR, "je n'ai pas de site", {Need.SITE}),
        (FR, "j'ai un site", set()),
        (IT, "senza sito e senza telefono", {Need.SITE, Need.PHONE}),
        (PL, "nie mam strony", {Need.SITE}),
        (EN, "no website, no email list", {Need.SITE, Need.ADDRESSES}),
        (ES, "no tengo página web", {Need.SITE}),
        (DE, "wir haben keine Webseite", {Need.SITE}),
    ],
)
def test_what_they_lack(reader: SituationReader, language: Language, text: str, lacks: set[Need]) -> None:
    assert reader.read(text, language).lacks == lacks


@pytest.mark.parametrize(
    ("language", "text", "function"),
    [(FR, "les photos ne chargent pas", "media"), (DE, "Anmeldung geht nicht", "login"), (EN, "my ads stopped", "ads")],
)
def test_which_part_of_it(reader: SituationReader, language: Language, text: str, function: str) -> None:
    assert reader.read(text, language).function == function


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (FR, "Facebook est revenu"),
        (IT, "è tornato online"),
        (PL, "już działa"),
        (EN, "it's back"),
        (ES, "ya funciona"),
        (DE, "läuft wieder"),
    ],
)
def test_that_it_is_over(reader: SituationReader, language: Language, text: str) -> None:
    assert reader.read(text, language).phase is Phase.AFTER


def test_one_of_metas_down_makes_the_others_suspect_unless_they_are_said_to_work(platforms: Platforms) -> None:
    meta = {"facebook", "instagram", "whatsapp", "messenger", "threads"}
    assert Situation(down=("whatsapp",)).unusable(platforms) == meta
    assert Situation(down=("whatsapp",), works=("instagram",)).unusable(platforms) == meta - {"instagram"}
    assert Situation().unusable(platforms) == meta, "nothing named: what this is all about"
    assert Situation(down=("telegram",)).unusable(platforms) == {"telegram"}


def test_what_is_said_outright_adds_to_what_was_read() -> None:
    read = Situation(role=Role.SHOP, down=("whatsapp",), since=5)
    assert with_options(read, Role.PR, ("telegram",)) == Situation(role=Role.PR, down=("telegram", "whatsapp"), since=5)
    assert with_options(read, None, ()) == read


def test_nothing_is_guessed_from_noise(reader: SituationReader) -> None:
    for language in Language:
        assert reader.read("😀 ... 12345 ((( \n\n", language) == Situation()


@pytest.mark.parametrize(
    ("text", "language", "down"),
    [
        ("Telegram, Discord and Instagram are down. Where do I post?", Language.EN, {"telegram", "discord", "instagram"}),
        ("WhatsApp, Telegram, X : tout est en panne", Language.FR, {"whatsapp", "telegram", "twitter"}),
        ("Facebook is down, Telegram too", Language.EN, {"facebook", "telegram"}),
        ("Instagram ist tot, Telegram auch", Language.DE, {"instagram", "telegram"}),
        ("WhatsApp nie działa, Messenger też", Language.PL, {"whatsapp", "messenger"}),
        ("Instagram is down. Telegram won't open.", Language.EN, {"instagram", "telegram"}),
        ("Telegram isn't loading, how do my customers reach me?", Language.EN, {"telegram"}),
        ("na Telegramie nic nie przechodzi", Language.PL, {"telegram"}),
        ("x and insta are down", Language.EN, {"twitter", "instagram"}),
        ("WhatsApp barely works", Language.EN, {"whatsapp"}),
        ("Wann geht WhatsApp wieder?", Language.DE, {"whatsapp"}),
        ("Quand est-ce que WhatsApp remarche ?", Language.FR, {"whatsapp"}),
    ],
)
def test_what_is_down_is_read_however_it_is_said(
    reader: SituationReader, text: str, language: Language, down: set[str]
) -> None:
    situation = reader.read(text, language)
    assert set(situation.down) == down
    assert situation.works == ()
    assert situation.phase in (None, Phase.NOW)


def test_what_is_said_to_work_stays_usable_beside_a_list(reader: SituationReader) -> None:
    situation = reader.read("Instagram ist tot, Facebook auch, Telegram geht noch", Language.DE)
    assert (set(situation.down), situation.works) == ({"instagram", "facebook"}, ("telegram",))


@pytest.mark.parametrize(
    ("text", "usual", "role"),
    [
        ("Facebook is down, what now?", Role.PR, Role.PR),
        ("Facebook is down and my customers can't order", Role.AGENCY, Role.AGENCY),
        ("Facebook is down, I run a bakery", Role.AGENCY, Role.SHOP),
        ("our agency: Facebook is down", Role.SHOP, Role.AGENCY),
        ("Facebook is down and my customers can't order", None, Role.SHOP),
    ],
)
def test_the_usual_role_counts_unless_the_text_says_another(
    reader: SituationReader, text: str, usual: Role | None, role: Role
) -> None:
    """What somebody deals with is only a hint: an agency has customers as well."""
    assert reader.read(text, EN, usual).role is role
