"""Puts the features together: the dialogue that every platform talks to."""

from __future__ import annotations

from bot.advisor import Advises
from bot.clock import Clock, now
from bot.dialogue import Conversation
from bot.features.asking import Asking
from bot.features.checking import Checking
from bot.features.drafting import Drafting
from bot.features.feedback import Judging
from bot.features.forgetting import Forgetting
from bot.features.guiding import Guiding
from bot.features.incident import Handling
from bot.features.profiling import Profiling
from bot.features.serving import Serving
from bot.features.sourcing import Sourcing
from bot.features.welcome import Welcome
from bot.reading.profile_facts import FactReader
from bot.store.answers import Answers
from bot.store.checklists import Checklists
from bot.store.database import Database
from bot.store.feedback import Feedback
from bot.store.profiles import Profiles
from bot.store.servers import Servers
from bot.turns import Feature
from knowledge.platforms import load_platforms


def conversation(advisor: Advises, database: Database, clock: Clock = now) -> Conversation:
    """The dialogue, keeping what it must in `database`. The order of the features is that of the menu and of who takes typed
    words first."""
    answers, profiles = Answers(database), Profiles(database)
    asking = Asking(advisor, answers)
    platforms = load_platforms()
    facts = FactReader(platforms)
    features: list[Feature] = [Guiding(asking, profiles, facts, platforms), asking]
    handling = Handling(advisor, database, facts, platforms, clock)
    features.append(handling)  # before checklists: an incident's is meant first
    features += [Checking(advisor, answers, Checklists(database), clock, handling.checklist), Sourcing(advisor, answers)]
    features += [Drafting(answers, platforms), Judging(answers, Feedback(database))]
    features.append(Profiling(profiles, database, facts, platforms))
    features.append(Serving(Servers(database)))
    features.append(Forgetting(database, tuple(features)))
    features.append(Welcome(asking, profiles, tuple(features)))
    return Conversation(answers, profiles, asking.question, features)
