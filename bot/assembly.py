"""Puts the features together: the dialogue that every platform talks to."""

from __future__ import annotations

from bot.dialogue import Conversation
from bot.features.asking import Advises, Asking
from bot.features.sourcing import Sourcing
from bot.features.welcome import Welcome
from bot.store.answers import Answers
from bot.store.database import Database
from bot.store.profiles import Profiles
from bot.turns import Feature


def conversation(advisor: Advises, database: Database) -> Conversation:
    """The dialogue, keeping what it must in `database`. The order of the features is that of the menu and of who takes typed
    words first."""
    answers, profiles = Answers(database), Profiles(database)
    asking = Asking(advisor, answers)
    features: list[Feature] = [asking, Sourcing(advisor, answers)]
    features.append(Welcome(asking, profiles, tuple(features)))
    return Conversation(answers, profiles, asking.question, features)
