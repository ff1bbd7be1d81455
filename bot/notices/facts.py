"""What a notice is made from, and which of it may be shown: nothing that is down is a way to reach anyone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.reading.situation import Situation
from bot.store.profiles import Profile
from knowledge.model import Role
from knowledge.platforms import Platforms
from knowledge.text import clean


class Blank(StrEnum):
    """A fact that a notice needs and that is not known: shown in brackets, to be asked for."""

    NAME = "name"
    PHONE = "phone"
    DOWN = "down"
    NEXT = "next"
    BRAND = "brand"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Channel:
    """A network on which the business can be reached: its id, and its name there (`@bakery`, an address), or empty."""

    platform: str
    handle: str = ""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What is known. All texts are shown as given, in the language of the notice; an empty one is not known.

    `down` and `works` are platform ids that the person named as such; with `partly`, only parts of what is down are known to
    fail. `next_update` is when to expect news (`3 pm`). `brand`, `post` (its title), `due` (when it was planned) and `new_date`
    (a new time to propose) are for a message to a brand.
    """

    name: str = ""
    phone: str = ""
    site: str = ""
    email: str = ""
    channels: tuple[Channel, ...] = ()
    next_update: str = ""
    down: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    partly: bool = False
    role: Role | None = None
    brand: str = ""
    post: str = ""
    due: str = ""
    new_date: str = ""


def from_profile(profile: Profile) -> NoticeFacts:
    """What people told of themselves."""
    return NoticeFacts(
        name=profile.name,
        phone=profile.phone,
        site=profile.site,
        email=profile.email,
        channels=tuple(Channel(platform, handle) for platform, handle in profile.channels.items()),
        next_update=profile.next_update,
    )


_HOSTS = {
    "facebook": ("facebook.com", "fb.com", "fb.me"),
    "instagram": ("instagram.com", "instagr.am", "ig.me"),
    "whatsapp": ("whatsapp.com", "wa.me"),
    "messenger": ("messenger.com", "m.me"),
    "threads": ("threads.net", "threads.com"),
    "twitter": ("twitter.com", "x.com", "t.co"),
    "telegram": ("telegram.org", "telegram.me", "t.me"),
    "tiktok": ("tiktok.com",),
    "discord": ("discord.com", "discord.gg"),
    "youtube": ("youtube.com", "youtu.be"),
    "linkedin": ("linkedin.com", "lnkd.in"),
    "snapchat": ("snapchat.com",),
    "signal": ("signal.me", "signal.group", "signal.org"),
    "viber": ("viber.com",),
    "slack": ("slack.com",),
    "teams": ("teams.microsoft.com", "teams.live.com"),
    "google": ("google.com", "goo.gl", "g.page", "business.site"),
    "gmail": ("gmail.com", "googlemail.com"),
    "pinterest": ("pinterest.com", "pin.it"),
    "bluesky": ("bsky.app",),
}
"""Where an address lives that is gone with its network."""
_HOST = re.compile(r"(?<![\w.-])(?:[\w-]+\.)+[a-z]{2,}(?!\w)")
_MARKS = re.compile(r"[\ue000-\uf8ff]")
_ASIDES = re.compile(r"\s*\([^()]*\)|\s*\[[^][]*\]|\s+[-–—|·]\s+(?:(?!\s[-–—|·]\s).)+")
"""What stands in a name in brackets, or after a dash."""


def unusable(facts: NoticeFacts, platforms: Platforms) -> frozenset[str]:
    """The platforms that no notice sends anyone to: `Situation.unusable`, and what is down whatever else is said of it."""
    return Situation(down=facts.down, works=facts.works).unusable(platforms) | frozenset(facts.down)


def usable(facts: NoticeFacts, platforms: Platforms) -> NoticeFacts:
    """The facts that a notice may show: cleaned to one line each, without what is down, unknown or twice there."""
    gone = unusable(facts, platforms)

    def kept(text: str) -> str:
        """`text`, or empty where it names what is down or holds an address there."""
        return "" if gone & set(platforms.named_in(text)) else _living(text, gone)

    ways = [Channel(channel.platform, _line(channel.handle)) for channel in facts.channels]
    mail = _line(facts.email) or next((channel.handle for channel in ways if channel.platform == "gmail"), "")
    usable_ways = (replace(way, handle=kept(way.handle)) for way in ways if _reaches(way, gone, platforms))
    return replace(
        facts,
        name=_ASIDES.sub(lambda aside: aside[0] if kept(aside[0]) else "", _line(facts.name)).strip(),
        phone=kept(_line(facts.phone)),
        site=_living(_line(facts.site), gone),
        email=_living(mail, gone),
        next_update=kept(_line(facts.next_update)),
        channels=tuple(dict.fromkeys(usable_ways)),
        down=tuple(id_ for id_ in dict.fromkeys(facts.down) if id_ in platforms.by_id),
        brand=_line(facts.brand),
        post=_line(facts.post),
        due=_line(facts.due),
        new_date=_line(facts.new_date),
    )


def _reaches(channel: Channel, gone: frozenset[str], platforms: Platforms) -> bool:
    id_ = channel.platform
    known = id_ in platforms.by_id and id_ not in ("gmail", "google")  # an e-mail address; a listing, which takes no messages
    return known and id_ not in gone and _living(channel.handle, gone) == channel.handle


def _living(text: str, gone: frozenset[str]) -> str:
    """`text`, or empty where it holds an address that is gone."""
    hosts = _HOST.findall(text.lower().replace("@", " "))
    ends = tuple(host for id_ in gone for host in _HOSTS.get(id_, ()))
    return "" if any(host == end or host.endswith(f".{end}") for host in hosts for end in ends) else text


def _line(text: str) -> str:
    """One line without controls, or private-use characters, which mark blanks."""
    return " ".join(_MARKS.sub("", clean(text)).split())
