"""Notices: every kind in every language within its limits, with its blanks, and never a way that is down."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot import wording
from bot.notices import short_post, sms
from bot.notices.facts import unusable, usable
from bot.notices.layouts import SUBJECT
from bot.notices.notice import Blank, Channel, Kind, NoticeFacts, ask, kinds_for, label, size_line
from knowledge.languages import Language
from knowledge.model import Role
from tests.bot.notices.samples import BAKERY, FACTS, KINDS, LANGUAGES, PLATFORMS, SITUATIONS, made, whole


@KINDS
@LANGUAGES
@FACTS
def test_every_notice_keeps_its_limits(kind: Kind, language: Language, facts: NoticeFacts) -> None:
    notice = made(kind, facts, language)
    assert notice.fits
    assert len(notice.subject) <= SUBJECT
    assert bool(notice.subject) == (kind is Kind.EMAIL)
    if kind is Kind.SMS:
        assert notice.sms == sms.measure(notice.text)
        assert (notice.length, notice.limit) == (notice.sms.units, notice.sms.room)
        assert notice.length <= notice.limit
    if kind is Kind.POST:
        assert short_post.weight(notice.text) == notice.length <= 280
    if kind is Kind.GOOGLE:
        assert len(notice.text) <= 1500
    assert label(kind, language)
    assert size_line(notice, language)


@LANGUAGES
def test_a_usual_sms_is_one_in_gsm_letters(language: Language) -> None:
    for name in ("shop", "no phone", "agency", "creator", "pr", "developer", "nothing known", "a part of it"):
        notice = made(Kind.SMS, SITUATIONS[name], language)
        assert notice.sms is not None
        assert (notice.sms.alphabet, notice.sms.parts) == ("GSM-7", 1), notice.text


@KINDS
@LANGUAGES
@FACTS
def test_nothing_down_is_a_way_to_reach_anyone(kind: Kind, language: Language, facts: NoticeFacts) -> None:
    notice = made(kind, facts, language)
    gone = unusable(facts, PLATFORMS)
    text = whole(notice)
    assert gone & set(PLATFORMS.named_in(text)) <= set(facts.down)  # named only as what is down, sisters not at all
    for channel in facts.channels:
        if channel.platform in gone:
            assert channel.handle.removeprefix("@") not in text
            on = wording.text("notice-on", language, platform=channel.platform, name=PLATFORMS.by_id[channel.platform].name)
            assert on not in text.replace(_sign_in(language), "")


def _sign_in(language: Language) -> str:
    return wording.text("notice-sign-in", language)


@KINDS
@LANGUAGES
@FACTS
def test_there_is_a_way_or_a_blank_for_one(kind: Kind, language: Language, facts: NoticeFacts) -> None:
    notice = made(kind, facts, language)
    shown = usable(facts, PLATFORMS)
    said = [shown.phone, shown.email, *(channel.handle for channel in shown.channels)]
    if kind is Kind.ANSWERING:
        said = [re.sub(r"\D", "", shown.phone), "Telegram"]
        text = re.sub(r"(?<=\d),? (?=\d)", "", notice.text)
    else:
        text = notice.text
    if kind is Kind.GOOGLE and shown.phone:
        said.append(wording.text("notice-way-phone-listed", language))
    assert Blank.PHONE in notice.blanks or any(way and way.removeprefix("@") in text for way in said)


@KINDS
@LANGUAGES
def test_blanks_are_shown_and_listed(kind: Kind, language: Language) -> None:
    notice = made(kind, NoticeFacts(), language)
    shown = [f"[{wording.text(f'notice-blank-{blank}', language)}]" for blank in notice.blanks]
    assert all(bracket in whole(notice) for bracket in shown)
    assert {Blank.PHONE, Blank.DOWN, Blank.NEXT} <= set(notice.blanks)
    assert set(re.findall(r"\[[^\]]+\]", whole(notice))) <= {sms.plain(bracket) for bracket in shown} | set(shown)
    assert not made(kind, BAKERY, language).blanks
    assert all(ask(blank, language).endswith("?") for blank in notice.blanks)


@KINDS
@LANGUAGES
@FACTS
def test_a_notice_reads_as_text(kind: Kind, language: Language, facts: NoticeFacts) -> None:
    text = whole(made(kind, facts, language))
    assert not re.search(r"[{}\ue000-\uf8ff]|\$\w|  | [,.]|\(\)|[^.]\.\.(?!\.)", text), text
    assert "None" not in text


@KINDS
@LANGUAGES
def test_markup_in_facts_is_inert(kind: Kind, language: Language) -> None:
    name = "<b>*A*</b> { $phone } [name] @everyone"
    facts = replace(BAKERY, name=name, brand=name, post=name)
    notice = made(kind, facts, language)
    assert notice.blanks == ()
    if BAKERY.name in whole(made(kind, BAKERY, language)):
        assert name in whole(notice)


def test_controls_and_marks_in_facts_are_taken_out() -> None:
    facts = replace(BAKERY, name="A\u202eB\r\nBcc: x\ue000phone\ue001")
    notice = made(Kind.EMAIL, facts, Language.EN)
    assert "AB Bcc: xphone" in notice.subject
    assert notice.subject.isprintable()
    assert not notice.blanks


@pytest.mark.parametrize("site", ["https://www.facebook.com/salz", "m.me/salz", "wa.me/4930123", "business.facebook.com/x"])
def test_an_address_on_what_is_down_is_no_address(site: str) -> None:
    facts = replace(BAKERY, site=site, phone=site, email="", channels=(Channel("telegram", site),))
    notice = made(Kind.EMAIL, facts, Language.EN)
    assert site not in notice.text
    assert notice.blanks == (Blank.PHONE,)


def test_what_names_a_network_that_is_down_is_asked_for_again() -> None:
    facts = replace(BAKERY, phone="030 1234567 (WhatsApp)", channels=(), email="", next_update="15:00 on our Facebook page")
    assert made(Kind.BANNER, facts, Language.EN).blanks == (Blank.PHONE, Blank.NEXT)


@KINDS
def test_no_handle_names_a_network_that_is_down(kind: Kind) -> None:
    channels = (Channel("telegram", "@korn or whatsapp +48123456"), Channel("signal", "+48 99"))
    facts = replace(BAKERY, channels=channels, phone="", email="")
    text = made(kind, facts, Language.EN).text
    assert "48123456" not in text
    assert "Telegram" in text, "it is a way all the same"
    assert "or whatsapp" in made(Kind.EMAIL, replace(facts, down=("tiktok",)), Language.EN).text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Korn (insta @korn.insta)", "Korn"),
        ("Korn [Instagram: korn]", "Korn"),
        ("Korn – Instagram @korn – Hauptstraße", "Korn – Hauptstraße"),
        ("Korn - ig.me/korn", "Korn"),
        ("Korn (Berlin) | fb.me/korn", "Korn (Berlin)"),
        ("Korn (Berlin) - seit 1920", "Korn (Berlin) - seit 1920"),
        ("Korn-Insta", "Korn-Insta"),
        ("(Instagram)", ""),
    ],
)
def test_a_name_s_aside_names_nothing_that_is_down(name: str, shown: str) -> None:
    facts = replace(BAKERY, name=name, down=("facebook", "instagram"))
    assert usable(facts, PLATFORMS).name == shown
    assert usable(replace(facts, down=("tiktok",)), PLATFORMS).name == name


def test_gmail_down_takes_its_addresses_with_it() -> None:
    facts = replace(BAKERY, email="salz@gmail.com", down=("gmail",))
    assert "gmail.com" not in made(Kind.EMAIL, facts, Language.EN).text
    assert "gmail.com" in made(Kind.EMAIL, replace(facts, down=("whatsapp",)), Language.EN).text


def test_what_is_said_to_work_is_a_way() -> None:
    facts = replace(BAKERY, down=("whatsapp",), works=("instagram",))
    assert "@salz.insta" in made(Kind.EMAIL, facts, Language.EN).text


def test_what_is_said_to_work_and_to_be_down_is_down() -> None:
    facts = replace(BAKERY, down=("telegram",), works=("telegram",))
    assert "Telegram (" not in made(Kind.EMAIL, facts, Language.EN).text


def test_networks_that_nobody_knows_are_left_out() -> None:
    facts = replace(BAKERY, down=("whatsapp", "gone"), channels=(Channel("gone", "@x"),))
    assert made(Kind.SMS, facts, Language.EN).text.startswith("Brot & Salz: WhatsApp isn't working.")


@LANGUAGES
@FACTS
def test_no_phone_number_stands_in_a_google_post(language: Language, facts: NoticeFacts) -> None:
    """Google turns such posts down."""
    assert "1234567" not in made(Kind.GOOGLE, facts, language).text


@LANGUAGES
def test_a_short_post_names_nobody_else_s_account(language: Language) -> None:
    text = made(Kind.POST, replace(BAKERY, email=""), language).text
    assert "@" not in text


@LANGUAGES
@FACTS
def test_nothing_unspeakable_is_read_out(language: Language, facts: NoticeFacts) -> None:
    text = made(Kind.ANSWERING, facts, language).text
    assert "@" not in text
    assert "example." not in text.replace(" example.", "")
    assert "http" not in text
    assert not re.search(r"\d{3}", text)


@LANGUAGES
def test_optional_sentences_give_way_before_words_do(language: Language) -> None:
    """A longer name costs sentences; every sentence that is left is whole."""
    for words in range(0, 60, 4):
        notice = made(Kind.POST, replace(BAKERY, phone="0" * words or "0"), language)
        assert notice.text[-1] in ".!?)" or notice.text.endswith(BAKERY.site)
    too_long = made(Kind.POST, replace(BAKERY, phone="0" * 300), language)
    assert not too_long.fits
    assert wording.text("notice-too-long", language) in size_line(too_long, language)
    assert not made(Kind.SMS, replace(BAKERY, name="a" * 500), language).fits


def test_sentences_are_dropped_in_their_order() -> None:
    def said(length: int) -> str:
        return made(Kind.SMS, replace(BAKERY, name="a" * length), Language.EN).text

    assert all(part in said(10) for part in ("Not just", "Confirmed", "Next"))
    assert "Confirmed" not in said(50)
    assert "Not just" in said(50)
    assert "Next" in said(75)
    assert "Not just" not in said(75)
    assert "Next" not in said(95)


@pytest.mark.parametrize("role", [None, *Role])
def test_every_kind_is_offered_once_and_none_needs_what_is_down(role: Role | None) -> None:
    facts = replace(BAKERY, role=role)
    assert sorted(kinds_for(facts, PLATFORMS)) == sorted(Kind)
    assert set(Kind) - set(kinds_for(replace(facts, down=("google",)), PLATFORMS)) == {Kind.GOOGLE}
