"""What each kind of notice says, sentence by sentence, and which sentences go first where there is no room for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.notices import short_post
from knowledge.model import Role


class Kind(StrEnum):
    """A kind of notice."""

    BANNER = "banner"
    EMAIL = "email"
    POST = "post"
    SMS = "sms"
    GOOGLE = "google"
    CLIENTS = "clients"
    BRAND = "brand"
    ANSWERING = "answering"


LIMITS: Mapping[Kind, int] = {
    Kind.BANNER: 300,  # ours: more no one reads above a page
    Kind.POST: short_post.LIMIT,
    Kind.GOOGLE: 1_500,  # what a Business Profile update holds
    Kind.ANSWERING: 700,  # ours: about three quarters of a minute
}
"""In characters, a post's as X counts them; an SMS is measured by `bot.notices.sms`, and mail has no limit."""
MOST_SMS_PARTS = 3
SUBJECT = 78
"""RFC 5322, § 2.1.1: the line length that mail should stay within."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of wording in a notice.

    `needs` names a fact without which it is left out. Where room is short, the sentence with the lowest `drop` goes first; one
    without stays. `breaks` starts a new paragraph.
    """

    key: str
    needs: str = ""
    drop: int = 0
    breaks: bool = False


LAYOUTS: Mapping[Kind, tuple[Sentence, ...]] = {
    Kind.BANNER: (
        Sentence("notice-down"),
        Sentence("notice-reach-first"),
        Sentence("notice-more", "more", drop=2),
        Sentence("notice-sign-in", "sign-in", drop=3),
        Sentence("notice-orders", "orders", drop=1),
        Sentence("notice-next", drop=4),
    ),
    Kind.EMAIL: (
        Sentence("notice-hello"),
        Sentence("notice-down-mail", breaks=True),
        Sentence("notice-reach"),
        Sentence("notice-sign-in", "sign-in"),
        Sentence("notice-orders-long", "orders", breaks=True),
        Sentence("notice-next", breaks=True),
        Sentence("notice-site", "news"),
        Sentence("notice-thanks", breaks=True),
        Sentence("notice-sign", breaks=True),
    ),
    Kind.POST: (
        Sentence("notice-down"),
        Sentence("notice-reach-first"),
        Sentence("notice-more", "more", drop=2),
        Sentence("notice-orders", "orders", drop=1),
        Sentence("notice-next", drop=4),
        Sentence("notice-site", "news", drop=3),
    ),
    Kind.SMS: (
        Sentence("notice-sms-down"),
        Sentence("notice-sms-only", drop=2),
        Sentence("notice-sms-reach"),
        Sentence("notice-orders", "orders", drop=1),
        Sentence("notice-next", drop=3),
    ),
    Kind.GOOGLE: (
        Sentence("notice-down"),
        Sentence("notice-reach"),
        Sentence("notice-sign-in", "sign-in", drop=4),
        Sentence("notice-orders-long", "orders", drop=3, breaks=True),
        Sentence("notice-next", drop=5, breaks=True),
        Sentence("notice-site", "news", drop=2),
        Sentence("notice-thanks", drop=1, breaks=True),
    ),
    Kind.CLIENTS: (
        Sentence("notice-hello"),
        Sentence("notice-clients-down", breaks=True),
        Sentence("notice-clients-calm"),
        Sentence("notice-clients-posts", breaks=True),
        Sentence("notice-clients-reach", breaks=True),
        Sentence("notice-next"),
        Sentence("notice-sign", breaks=True),
    ),
    Kind.BRAND: (
        Sentence("notice-brand-hello"),
        Sentence("notice-brand-post", breaks=True),
        Sentence("notice-brand-plan"),
        Sentence("notice-brand-date", "date"),
        Sentence("notice-brand-reach", breaks=True),
        Sentence("notice-next"),
        Sentence("notice-brand-sorry", breaks=True),
        Sentence("notice-sign", breaks=True),
    ),
    Kind.ANSWERING: (
        Sentence("notice-answer-hello"),
        Sentence("notice-down"),
        Sentence("notice-answer-leave"),
        Sentence("notice-answer-phone", "spoken-phone"),
        Sentence("notice-answer-ways", "spoken-ways", drop=3),
        Sentence("notice-orders", "orders", drop=2),
        Sentence("notice-next", drop=5),
        Sentence("notice-answer-site", "spoken-site", drop=4),
        Sentence("notice-thanks", drop=1),
    ),
}
SUBJECTS = (Sentence("notice-subject-name", "known-name"), Sentence("notice-subject"), Sentence("notice-subject-plain"))
"""The first that keeps the line is a mail's subject."""
FIRST: Mapping[Role, tuple[Kind, ...]] = {
    Role.SHOP: (Kind.SMS, Kind.ANSWERING, Kind.BANNER, Kind.GOOGLE),
    Role.AGENCY: (Kind.CLIENTS, Kind.BRAND, Kind.POST, Kind.EMAIL),
    Role.CREATOR: (Kind.BRAND, Kind.POST, Kind.EMAIL),
    Role.PR: (Kind.BANNER, Kind.POST, Kind.EMAIL, Kind.ANSWERING),
    Role.DEVELOPER: (Kind.BANNER, Kind.EMAIL, Kind.POST),
}
"""The kinds that a role sends first; the others follow in their own order."""
