"""Ready-to-send notices: what to tell customers, clients or a brand while a network is down.

`draft` makes one of each kind in each language from what is known. What is not known is shown as a blank and listed; what is
down is never named as a way to reach anyone; limits are kept by leaving out whole sentences. No notice says why something is
down or when it will work again. The sentences are in bot/wording/notices.<language>.ftl.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot import wording
from bot.notices import short_post, sms
from bot.notices.facts import Blank, Channel, NoticeFacts, unusable, usable
from bot.notices.layouts import FIRST, LAYOUTS, LIMITS, MOST_SMS_PARTS, SUBJECT, SUBJECTS, Kind, Sentence
from bot.notices.words import Words
from knowledge.languages import Language
from knowledge.model import Role
from knowledge.platforms import Platforms

__all__ = ["Blank", "Channel", "Kind", "Notice", "NoticeFacts", "ask", "draft", "kinds_for", "label", "size_line"]

_BLANK = re.compile("\ue000([a-z]+)\ue001")
_DOUBLED = re.compile(r"(?<=[.!?…])\.$")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, plain text throughout. `subject` is a mail's. `blanks` are the facts shown as blanks, in order of appearance.

    `length` is counted as the kind is (`short_post`, `sms`) and `limit` is none for mail; `fits` says whether it is kept. `sms`
    is the size of an SMS.
    """

    kind: Kind
    language: Language
    text: str
    subject: str
    blanks: tuple[Blank, ...]
    length: int
    limit: int | None
    fits: bool
    sms: sms.Size | None = None


def draft(kind: Kind, facts: NoticeFacts, language: Language, platforms: Platforms) -> Notice:
    """The notice of `kind` in `language`."""
    words = Words(kind, usable(facts, platforms), language, platforms)
    if kind is Kind.SMS:
        text, blanks, size = _sms(words)
        return Notice(kind, language, text, "", blanks, size.units, size.room, size.parts <= MOST_SMS_PARTS, size)
    subject, subject_blanks = _subject(words) if kind is Kind.EMAIL else ("", ())
    limit = LIMITS.get(kind)
    count: Callable[[str], int] = short_post.weight if kind is Kind.POST else len
    text, blanks = _fullest(LAYOUTS[kind], words, lambda text: limit is None or count(text) <= limit)
    length = count(text)
    fits = limit is None or length <= limit
    return Notice(kind, language, text, subject, tuple(dict.fromkeys(subject_blanks + blanks)), length, limit, fits)


def kinds_for(facts: NoticeFacts, platforms: Platforms) -> tuple[Kind, ...]:
    """The kinds to offer, those that suit the role first. None needs what is down."""
    first = FIRST[facts.role or Role.SHOP]
    gone = {Kind.GOOGLE} if "google" in unusable(facts, platforms) else set()
    return tuple(kind for kind in dict.fromkeys((*first, *Kind)) if kind not in gone)


def label(kind: Kind, language: Language) -> str:
    """What a person reads on the button for `kind`."""
    return _line(f"notice-label-{kind}", language)


def ask(blank: Blank, language: Language) -> str:
    """The question that fills `blank`."""
    return _line(f"notice-ask-{blank}", language)


def size_line(notice: Notice, language: Language) -> str:
    """How long the notice is, for an SMS in which alphabet and how many parts, and whether it is too long; in the language of
    who is about to send it, which may be another than the notice's."""
    if notice.sms:
        size = notice.sms
        facts = {"parts": size.parts, "units": size.units, "room": size.room, "alphabet": size.alphabet}
        line = _line("notice-size-sms", language, **facts)
    elif notice.limit:
        line = _line("notice-size", language, length=notice.length, limit=notice.limit)
    else:
        line = _line("notice-size-free", language, length=notice.length)
    return line if notice.fits else f"{line}. {_line('notice-too-long', language)}"


def _subject(words: Words) -> tuple[str, tuple[Blank, ...]]:
    said = [sentence for sentence in SUBJECTS if not sentence.needs or words.facts.get(sentence.needs)]
    versions = [_worded([sentence], words) for sentence in said]
    return next(version for version in versions if len(version[0]) <= SUBJECT or version is versions[-1])


def _sms(words: Words) -> tuple[str, tuple[Blank, ...], sms.Size]:
    """The fullest SMS that takes no more parts than the shortest must; in plain letters where that saves a part."""
    layout = LAYOUTS[Kind.SMS]
    shortest, _ = _worded([sentence for sentence in layout if not sentence.drop], words)
    fewest = sms.measure(_lightest(shortest, words)).parts
    text, blanks = _fullest(layout, words, lambda text: sms.measure(_lightest(text, words)).parts <= fewest)
    light = _lightest(text, words)
    return light, blanks, sms.measure(light)


def _lightest(text: str, words: Words) -> str:
    """`text`, or the same in plain letters where only those fit GSM-7 and so take fewer parts."""
    light = sms.plain(text, words.addresses)
    return light if sms.measure(light).parts < sms.measure(text).parts else text


def _fullest(layout: tuple[Sentence, ...], words: Words, fits: Callable[[str], bool]) -> tuple[str, tuple[Blank, ...]]:
    """The sentences that must stand, and of the others, the last to be dropped first, each that there is still room for."""
    said = [sentence for sentence in layout if not sentence.needs or words.facts.get(sentence.needs)]
    kept = {sentence for sentence in said if not sentence.drop}
    for sentence in sorted(set(said) - kept, key=lambda sentence: -sentence.drop):
        wider = kept | {sentence}
        if fits(_worded([sentence for sentence in said if sentence in wider], words)[0]):
            kept = wider
    return _worded([sentence for sentence in said if sentence in kept], words)


def _worded(sentences: list[Sentence], words: Words) -> tuple[str, tuple[Blank, ...]]:
    """The sentences in words, blanks in brackets, and which blanks there are."""
    text = ""
    for sentence in sentences:
        text += (("\n\n" if sentence.breaks else " ") if text else "") + _said(sentence.key, words)
    blanks = tuple(dict.fromkeys(Blank(match) for match in _BLANK.findall(text)))
    return _BLANK.sub(lambda match: f"[{_blank(Blank(match[1]), words.language)}]", text), blanks


def _said(key: str, words: Words) -> str:
    """A sentence; where a name ends it with a stop of its own, that one is enough."""
    return _DOUBLED.sub("", wording.text(key, words.language, **words.facts))


def _line(key: str, language: Language, **facts: object) -> str:
    return wording.text(key, language, **facts)


def _blank(blank: Blank, language: Language) -> str:
    return _line(f"notice-blank-{blank}", language)
