"""The facts of a notice as its sentences use them: names listed, ways to reach people, blanks where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

from bot import wording
from bot.notices import spoken
from bot.notices.facts import Blank, Channel, NoticeFacts
from bot.notices.layouts import Kind
from knowledge.languages import Language
from knowledge.model import Role
from knowledge.platforms import Platforms

_SHOWN_ONLY = frozenset({"youtube", "pinterest"})
"""Networks where people read news but can't write to a business."""
_MOST_NETWORKS = 2
_NO_ORDERS = (Role.PR, Role.DEVELOPER)
_SIGN_IN = "facebook"
_Contact = Channel | str
"""A network; a phone number or a mail address."""


def blank(which: Blank) -> str:
    """The mark of a blank, put into words once the whole text stands; no cleaned fact holds such characters."""
    return f"\ue000{which}\ue001"


class Words:
    """`facts` are what the wording's sentences take. The facts given must be `usable` ones."""

    def __init__(self, kind: Kind, given: NoticeFacts, language: Language, platforms: Platforms) -> None:
        self.language = language
        self._kind, self._given, self._platforms = kind, given, platforms
        mine = given.role is Role.CREATOR or (kind is Kind.BRAND and given.role is None)
        self._voice = "me" if mine else "us"

    @property
    def addresses(self) -> tuple[str, ...]:
        """What must be shown letter by letter."""
        given = self._given
        return (given.phone, given.site, given.email, *(self._handle(channel) for channel in given.channels))

    @cached_property
    def facts(self) -> dict[str, object]:
        given, contacts = self._given, self._contacts
        role = "shop" if given.role in (None, Role.SHOP) else "creator" if given.role is Role.CREATOR else "other"
        facts: dict[str, object] = {
            "role": role,
            "voice": self._voice,
            "name": given.name or blank(Blank.NAME),
            "known-name": given.name,
            "down": self._listed("and", [self._name(id_) for id_ in given.down], given.down) or blank(Blank.DOWN),
            "downs": max(1, len(given.down)),
            "partly": "yes" if given.partly else "no",
            "ways": self._listed("or", self._ways(contacts)),
            "way": self._listed("or", self._ways(contacts[:1])),
            "more": self._listed("or", self._ways(contacts[1:])),
            "news": self._news(),
            "next": given.next_update.rstrip(".") or blank(Blank.NEXT),
            "orders": "" if given.role in _NO_ORDERS else "yes",
            "sign-in": "yes" if given.role is Role.DEVELOPER and _SIGN_IN in given.down else "",
            "brand": given.brand or blank(Blank.BRAND),
            "post": given.post or blank(Blank.POST),
            "due": given.due,
            "has-due": "yes" if given.due else "no",
            "date": given.new_date.rstrip("."),  # its sentence has a stop of its own
        }
        return facts | (self._spoken() if self._kind is Kind.ANSWERING else {})

    def _ways(self, contacts: Sequence[_Contact]) -> list[str]:
        """The contacts as things to do: networks side by side share one."""
        ways = []
        for channels, group in groupby(contacts, lambda contact: isinstance(contact, Channel)):
            if channels:
                networks = [self._network(contact) for contact in group if isinstance(contact, Channel)]
                listed = self._listed("or", networks)
                said = self._word("notice-way-channels", networks=listed, voice=self._voice)
                ways += networks if said == listed else [said]  # without a verb to share they stand on their own
            else:
                ways += [self._way(contact) for contact in group if isinstance(contact, str)]
        return ways

    @cached_property
    def _contacts(self) -> list[_Contact]:
        """Best first: the phone, two networks, mail. Where there is none of them, a number to fill in."""
        given = self._given
        contacts: list[_Contact] = [given.phone, *self._written, given.email]
        return [contact for contact in contacts if contact] or [blank(Blank.PHONE)]

    def _way(self, contact: str) -> str:
        """Google turns down posts that hold a phone number, so there the number of the profile is pointed to."""
        if contact == self._given.email:
            return self._word("notice-way-email", email=contact)
        if self._kind is Kind.GOOGLE and self._given.phone:
            return self._word("notice-way-phone-listed")
        return self._word("notice-way-phone", phone=contact)

    @cached_property
    def _written(self) -> list[Channel]:
        return [channel for channel in self._given.channels if channel.platform not in _SHOWN_ONLY][:_MOST_NETWORKS]

    def _network(self, channel: Channel) -> str:
        return self._with_handle(self._on(channel), channel)

    def _on(self, channel: Channel) -> str:
        name = self._name(channel.platform).partition(" (")[0]  # the name it once had, in brackets, is for what is down
        return self._word("notice-on", platform=channel.platform, name=name)

    def _with_handle(self, name: str, channel: Channel) -> str:
        handle = self._handle(channel)
        return self._word("notice-with-handle", name=name, handle=handle) if handle else name

    def _handle(self, channel: Channel) -> str:
        """The name there; in a short post without its @, which would name somebody else on the network it is posted on."""
        return channel.handle.removeprefix("@") if self._kind is Kind.POST else channel.handle

    def _news(self) -> str:
        shown = [channel for channel in self._given.channels if channel.platform in _SHOWN_ONLY]
        news = [self._given.site] if self._given.site else []
        news += [self._with_handle(self._name(channel.platform), channel) for channel in shown]
        return ", ".join(news)

    def _spoken(self) -> dict[str, object]:
        """What a voice can say: digits one by one, networks without the name there, an address in words or not at all."""
        given = self._given
        plus, dot, hyphen = (self._word(f"notice-{sign}") for sign in ("plus", "dot", "hyphen"))
        ways = self._listed("or", [self._on(channel) for channel in self._written])
        known = spoken.digits(given.phone, plus) if given.phone else ""
        return {
            "spoken-phone": known or ("" if ways else blank(Blank.PHONE)),
            "spoken-ways": ways,
            "spoken-site": spoken.address(given.site, dot, hyphen),
        }

    def _name(self, id_: str) -> str:
        return self._platforms.by_id[id_].name

    def _listed(self, last: str, names: list[str], ids: tuple[str, ...] = ()) -> str:
        if len(names) <= 1:
            return "".join(names)
        last_id = ids[-1] if ids else ""
        return self._word(f"notice-{last}", **{"first": ", ".join(names[:-1]), "last": names[-1], "last-id": last_id})

    def _word(self, key: str, **facts: object) -> str:
        return wording.text(key, self.language, **facts)
