"""Facts to make notices from, and what the tests of notices share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.notices.notice import Channel, Kind, Notice, NoticeFacts, draft
from knowledge.languages import Language
from knowledge.model import Role
from knowledge.platforms import load_platforms

PLATFORMS = load_platforms()
KINDS = pytest.mark.parametrize("kind", list(Kind))
LANGUAGES = pytest.mark.parametrize("language", list(Language))

BAKERY = NoticeFacts(
    name="Brot & Salz",
    phone="030 1234567",
    site="brotundsalz.example",
    email="post@brotundsalz.example",
    channels=(Channel("telegram", "@brotundsalz"), Channel("instagram", "@salz.insta"), Channel("youtube", "@salzfilm")),
    next_update="15:00",
    down=("whatsapp",),
    role=Role.SHOP,
    brand="Grün",
    post="Herbst",
    due="18:00",
    new_date="20:00",
)
EVERYWHERE = replace(BAKERY, channels=tuple(Channel(platform.id, f"@on-{platform.id}") for platform in PLATFORMS.all))
SITUATIONS = {
    "shop": BAKERY,
    "no phone": replace(BAKERY, phone=""),
    "nothing known": NoticeFacts(),
    "all of Meta's": replace(EVERYWHERE, down=("facebook", "instagram", "whatsapp", "messenger", "threads")),
    "agency": replace(BAKERY, role=Role.AGENCY, down=("facebook", "instagram")),
    "creator": replace(BAKERY, role=Role.CREATOR, down=("instagram",)),
    "pr": replace(BAKERY, role=Role.PR, down=("facebook",)),
    "developer": replace(BAKERY, role=Role.DEVELOPER, down=("facebook",)),
    "telegram": replace(EVERYWHERE, down=("telegram",)),
    "telegram and google": replace(EVERYWHERE, down=("telegram", "google", "gmail")),
    "a part of it": replace(BAKERY, partly=True),
    "parts of them": replace(BAKERY, down=("facebook", "instagram"), partly=True, role=Role.AGENCY),
    "parts of many": replace(EVERYWHERE, down=("facebook", "instagram", "whatsapp", "messenger", "threads"), partly=True),
    "emoji": replace(BAKERY, name="Café 🥐"),
    "long name": replace(BAKERY, name="Landbäckerei und Konditorei Brot und Salz am Alten Markt"),
}
FACTS = pytest.mark.parametrize("facts", SITUATIONS.values(), ids=list(SITUATIONS))


def made(kind: Kind, facts: NoticeFacts, language: Language) -> Notice:
    return draft(kind, facts, language, PLATFORMS)


def whole(notice: Notice) -> str:
    return f"{notice.subject}\n{notice.text}"
