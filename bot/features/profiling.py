"""`/profile`: what people told of themselves, shown, changed by typing or tapping, and handed over as a file.

Where others read along, only the names of what is known are shown: not every platform can show it to the person alone.
"""

from __future__ import annotations

import json
import re

from bot import wording
from bot.messages import Button, File, Message, Paragraph, Run
from bot.reading.places import country_name, language_name
from bot.reading.profile_facts import FactReader
from bot.store.database import Database
from bot.store.persons import kept_of
from bot.store.profiles import Profile, Profiles
from bot.turns import Feature, Messages, Turn, say
from knowledge.languages import Language, language_of
from knowledge.model import Role
from knowledge.platforms import Platforms

FILE = "profile.json"
_BOARD = "profile"
_NO_ROLE = "none"
_TYPED = re.compile(r"profile\s+(.*[^?\s])\s*", re.IGNORECASE | re.DOTALL)
"""A question about a profile elsewhere is none of ours."""
_CONTACTS = ("phone", "name", "site", "email", "next_update", "channels")
"""What is told by typing alone, the most useful first."""
_FIELD_KEYS = {"next_update": "next"}


class Profiling(Feature):
    """Keeps what people tell of themselves."""

    def __init__(self, profiles: Profiles, database: Database, facts: FactReader, platforms: Platforms) -> None:
        self._profiles = profiles
        self._database = database
        self._facts = facts
        self._platforms = platforms
        self.commands = {"profile": self._commanded}
        self.presses = {"profile": self._pressed}

    def typed(self, turn: Turn) -> Messages:
        match = _TYPED.fullmatch(turn.incoming.text.strip())
        field, said = self._facts.told(match[1]) if match else ("", "")
        return self._told(turn, field, said) if field and said else ()

    def forget(self, turn: Turn) -> None:
        self._profiles.forget(turn.person)

    def _commanded(self, turn: Turn) -> Messages:
        text = (turn.incoming.text or turn.incoming.options.get("text", "")).strip()
        field, said = self._facts.told(text)
        if field:
            return self._told(turn, field, said)
        return (self._unknown(turn) if text else self._shown(turn, turn.profile),)

    def _pressed(self, turn: Turn, argument: str) -> Messages:
        what, _, chosen = argument.partition(":")
        if what == "export":
            return (self._exported(turn),)
        if what != "role" or chosen not in ("", _NO_ROLE, *Role):
            return ()
        if not chosen:
            return (self._roles(turn),)
        profile = self._profiles.change(turn.person, role="" if chosen == _NO_ROLE else chosen)
        return (self._shown(turn, profile),)

    def _told(self, turn: Turn, field: str, said: str) -> Messages:
        """The fact kept, and said so; how to tell it where nothing was said of it."""
        language, named = turn.language, self._named(field, turn.language)
        if not said:
            line = wording.text("profile-example", language, field=named, example=self._example(field))
            return (Message(say(line).paragraphs, hidden=not turn.incoming.private),)
        value = self._facts.value(field, said, turn.profile.channels, language)
        profile = self._profiles.change(turn.person, **{field: value})
        language = language_of(profile.language) or language if field == "language" else language
        named = self._named(field, language)
        if not value:
            line = wording.text("profile-deleted", language, field=named)
        elif turn.incoming.private:
            line = wording.text("profile-kept", language, field=named, value=self._worded(field, profile, language))
        else:
            line = wording.text("profile-kept-unsaid", language, field=named)
        return (Message(say(line).paragraphs, hidden=not turn.incoming.private),)

    def _unknown(self, turn: Turn) -> Message:
        fields = ", ".join(_key(field) for field in self._facts.fields)
        example = self._example("phone")
        line = wording.text("profile-unknown", turn.language, fields=fields, example=example)
        return Message(say(line).paragraphs, hidden=not turn.incoming.private)

    def _shown(self, turn: Turn, profile: Profile) -> Message:
        language = turn.language
        title = Paragraph((Run(wording.text("profile-title", language), "bold"),))
        known = [field for field in self._facts.fields if getattr(profile, field)]
        missing = [self._named(field, language) for field in self._facts.fields if field not in known]
        if not turn.incoming.private:
            names = ", ".join(self._named(field, language) for field in known) or "–"
            lines = say(wording.text("profile-known", language, fields=names), wording.text("profile-private", language))
            return Message((title, *lines.paragraphs), hidden=True)
        facts = [f"{self._named(field, language)}: {self._worded(field, profile, language)}" for field in known]
        empty = [wording.text("profile-missing", language, fields=", ".join(missing))] if missing else []
        telling = next((field for field in _CONTACTS if field not in known), "phone")
        example = {"example": self._example(telling), "delete": f"profile {_key(telling)} -"}
        how = wording.text("profile-how", language, **example)
        paragraphs = say(*filter(None, ("\n".join(facts), *empty))).paragraphs
        return Message((title, *paragraphs, Paragraph((Run(how, "italic"),))), _buttons(language), board=_BOARD)

    def _roles(self, turn: Turn) -> Message:
        language = turn.language
        labels = {str(role): wording.text(f"role-{role}", language) for role in Role}
        labels[_NO_ROLE] = wording.text("profile-no-role", language)
        buttons = tuple((Button(f"profile:role:{role}", label),) for role, label in labels.items())
        question = Paragraph((Run(wording.text("now-who", language), "bold"),))
        example = Paragraph((Run(f"profile role {', '.join(Role)}", "italic"),))
        private = turn.incoming.private
        return Message((question, example), buttons, board=_BOARD if private else "", hidden=not private)

    def _exported(self, turn: Turn) -> Message:
        if not turn.incoming.private:
            return Message(say(wording.text("profile-private", turn.language)).paragraphs, hidden=True)
        kept = json.dumps(kept_of(self._database, turn.person), ensure_ascii=False, indent=2)
        line = wording.text("profile-exported", turn.language, file=FILE)
        return Message(say(line).paragraphs, file=File(FILE, kept.encode("utf-8", "replace")))

    def _named(self, field: str, language: Language) -> str:
        return wording.text(f"profile-field-{_key(field)}", language)

    def _worded(self, field: str, profile: Profile, language: Language) -> str:
        """A fact as the person reads it."""
        kept = getattr(profile, field)
        if field == "role" and kept in list(Role):
            return wording.text(f"role-{kept}", language)
        if field == "country":
            return country_name(kept, language)
        if field == "language" and (spoken := language_of(kept)):
            return language_name(spoken)
        if field == "channels":
            known = ((self._platforms.by_id[id_].name, handle) for id_, handle in kept.items() if id_ in self._platforms.by_id)
            return ", ".join(f"{name} {handle}".strip() for name, handle in known)
        return str(kept)

    def _example(self, field: str) -> str:
        return f"profile {_key(field)} {self._facts.examples[field]}"


def _buttons(language: Language) -> tuple[tuple[Button, ...], ...]:
    """What a profile offers; the choice of a language and the deletion are other features'."""
    labels = (("profile:role", "button-role"), ("language:", "button-language"))
    more = (("profile:export", "button-export"), ("forget:", "button-forget"))
    return tuple(tuple(Button(id_, wording.text(key, language)) for id_, key in row) for row in (labels, more))


def _key(field: str) -> str:
    """The field as it is typed, and in the keys of its wording."""
    return _FIELD_KEYS.get(field, field)
