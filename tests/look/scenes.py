"""Every kind of message, each in a scene of its own: who says what, and what of it is on the screen in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.advisor import Advises
from knowledge.languages import Language
from tests.look import walk
from tests.look.chat import Beat, Chat
from tests.look.people import Cast, cast

Scene = Callable[[Chat, Cast], object]
GROUP = "the shop"


def answer(chat: Chat, people: Cast) -> None:
    chat.says(people.first, people.orders)


def asked_back(chat: Chat, people: Cast) -> None:
    chat.says(people.first, people.elsewhere)
    chat.says(people.first, people.unclear)


def facts(chat: Chat, people: Cast) -> None:
    chat.says(people.first, people.facts)


def start(chat: Chat, people: Cast) -> None:
    chat.says(people.first, "/start")


def guided(chat: Chat, people: Cast) -> None:
    """Shown after the first of the two taps."""
    chat.says(people.first, "/now")
    chat.presses(people.first, chat.word("role-shop"))


def roles(chat: Chat, people: Cast) -> None:
    chat.says(people.first, "/now")


def help_(chat: Chat, people: Cast) -> None:
    chat.says(people.first, "/help")


def checklist(chat: Chat, people: Cast) -> None:
    chat.room = GROUP
    chat.says(people.first, people.orders)
    chat.presses(people.first, chat.word("button-checklist"))
    chat.beats.clear()  # seen after a while: the question is far above
    board = chat.says(people.second, "/checklist")
    for number, person in ((1, people.first), (2, people.second)):
        chat.presses(person, f"☐ {number}", on=board)
    chat.says(people.second, chat.typed("take", 4))
    del chat.beats[:3]


def incident(chat: Chat, people: Cast) -> None:
    """A team's board in its first minutes."""
    chat.room = GROUP
    board = chat.says(people.first, f"/incident open {people.orders}")
    for number, person in ((4, people.second), (1, people.first)):
        chat.presses(person, f"☐ {number}", on=board)
    chat.beats.clear()
    chat.says(people.second, f"/incident {chat.typed('take', 2)}")


def incident_late(chat: Chat, people: Cast) -> None:
    """What somebody reads who comes late."""
    incident(chat, people)
    chat.says(people.second, f"/incident note {people.phone}")
    chat.beats.clear()
    chat.says(people.second, "/incident brief")


def incident_over(chat: Chat, people: Cast) -> None:
    """The end: what to do after, and what it cost."""
    incident(chat, people)
    chat.beats.clear()
    chat.says(people.first, "/incident close")
    for words in ("120", "40", "2.5"):
        chat.says(people.first, f"/incident loss {words}")
    del chat.beats[1:-1]


def checklist_alone(chat: Chat, people: Cast) -> None:
    walk.asked(chat, people)
    chat.presses(people.first, "☐ 1")
    chat.presses(people.first, chat.word("button-mode-skip"))
    chat.presses(people.first, "⏭ 5")
    del chat.beats[:1]


def why(chat: Chat, people: Cast) -> None:
    walk.asked(chat, people)
    chat.presses(people.first, chat.word("button-mode-why"))
    chat.presses(people.first, "❔ 4")
    del chat.beats[:-1]


def left(chat: Chat, people: Cast) -> None:
    walk.asked(chat, people)
    for number in range(1, 6):
        chat.presses(people.first, f"☐ {number}")
    chat.presses(people.first, chat.word("button-left"))
    del chat.beats[:-1]


def start_over(chat: Chat, people: Cast) -> None:
    walk.asked(chat, people)
    chat.presses(people.first, chat.word("button-over"))
    del chat.beats[:1]


def kinds(chat: Chat, people: Cast) -> None:
    walk.asked(chat, people)
    chat.says(people.first, "/draft")
    del chat.beats[:-1]


def notice(chat: Chat, people: Cast) -> None:
    walk.introduced(chat, people)
    walk.asked(chat, people)
    walk.drafted(chat, people)
    del chat.beats[:-1]


def notice_by_mail(chat: Chat, people: Cast) -> None:
    walk.introduced(chat, people)
    walk.asked(chat, people)
    chat.presses(people.first, chat.word("button-draft"))
    chat.presses(people.first, chat.word("button-draft-email"))
    del chat.beats[:-1]


def profile(chat: Chat, people: Cast) -> None:
    walk.introduced(chat, people)
    chat.says(people.first, "/profile")
    del chat.beats[:1]


def profile_empty(chat: Chat, people: Cast) -> None:
    chat.says(people.first, "/profile")
    chat.presses(people.first, chat.word("button-export"))


def sources(chat: Chat, people: Cast) -> None:
    chat.says(people.first, people.orders)
    chat.presses(people.first, chat.word("button-sources"))
    del chat.beats[:1]


def feedback(chat: Chat, people: Cast) -> None:
    chat.says(people.first, people.orders)
    chat.presses(people.first, "👎")
    del chat.beats[:1]


def forget(chat: Chat, people: Cast) -> None:
    chat.says(people.first, "/forget")


def troubles(chat: Chat, people: Cast) -> None:
    """What can't be understood: told in one line, with what to do."""
    chat.says(people.first, "profile phone abc")
    chat.says(people.first, "/language xx")


SCENES: dict[str, Scene] = {
    scene.__name__.strip("_").replace("_", "-"): scene
    for scene in (
        *(answer, asked_back, facts, start, roles, guided, help_, why, left, start_over),
        *(checklist, checklist_alone, incident, incident_late, incident_over),
        *(kinds, notice, notice_by_mail, profile, profile_empty, sources, feedback, forget, troubles),
    )
}


@dataclass(frozen=True)
class Picture:
    """A scene as it is shown in docs/pictures."""

    scene: str
    language: Language
    platform: str
    dark: bool = False

    @property
    def name(self) -> str:
        return f"{self.scene}-{self.language.value}-{self.platform}.png"


PICTURES = (
    Picture("answer", Language.FR, "telegram"),
    Picture("checklist", Language.EN, "discord", dark=True),
    Picture("guided", Language.DE, "telegram", dark=True),
    Picture("checklist", Language.PL, "telegram"),
    Picture("why", Language.IT, "telegram", dark=True),
    Picture("notice", Language.ES, "telegram"),
    Picture("incident", Language.EN, "telegram"),
    Picture("incident", Language.EN, "discord", dark=True),
    Picture("incident-late", Language.EN, "telegram", dark=True),
    Picture("incident-over", Language.EN, "telegram"),
    Picture("facts", Language.EN, "telegram"),
    Picture("asked-back", Language.FR, "discord"),
    Picture("sources", Language.DE, "discord", dark=True),
    Picture("profile", Language.IT, "telegram"),
    Picture("feedback", Language.PL, "telegram", dark=True),
    Picture("start", Language.ES, "discord", dark=True),
)


def played(scene: str, advisor: Advises, home: Path, language: Language, platform: str) -> tuple[Beat, ...]:
    """What happened in a scene."""
    chat = Chat(advisor, home, language, platform)
    try:
        SCENES[scene](chat, cast(language))
        return tuple(chat.beats)
    finally:
        chat.close()
