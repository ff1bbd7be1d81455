"""What Discord proposes while a person types an option of a command, and what was meant by what they typed instead."""

from __future__ import annotations

from bot import wording
from bot.reading.roles import RoleReader
from knowledge.languages import Language
from knowledge.model import Role
from knowledge.platforms import Platforms, load_platforms
from knowledge.text import fold

MOST = 25
"""Proposals that Discord shows."""

Proposal = tuple[str, str]
"""What is shown, and what is sent for it."""


class Options:
    """Knows roles and platforms by the names that people give them."""

    def __init__(self, platforms: Platforms | None = None) -> None:
        self._platforms = platforms or load_platforms()
        self._roles = RoleReader()

    def roles(self, typed: str, language: Language) -> list[Proposal]:
        """Those roles that the text may be the beginning of; all of them where it is none's: one has to be chosen."""
        labels = {wording.text(f"role-{role}", language): role.value for role in Role}
        found = [(label, role) for label, role in labels.items() if fold(typed.strip()) in fold(label)]
        return found or list(labels.items())

    def platforms(self, typed: str) -> list[Proposal]:
        """What is down, one more or another at the end of a list."""
        *before, last = typed.split(",")
        named = [name for one in before for name in self._platforms.named_in(one)]
        folded = fold(last.strip())
        starts = [one for one in self._platforms.all if fold(one.name).startswith(folded) or one.id.startswith(folded)]
        known = [*starts, *(self._platforms.by_id[id_] for id_ in self._platforms.named_in(last))]
        proposed = {one.id: [*named, one.id] for one in known if one.id not in named}
        return [self._listed(ids) for ids in proposed.values()][:MOST]

    def role_meant(self, typed: str, language: Language) -> str:
        """The role of that name, in any of the six languages, or of that trade; what was typed where it is none."""
        folded = fold(typed.strip())
        for spoken in Language:
            for role in Role:
                if folded in (role.value, fold(wording.text(f"role-{role}", spoken))):
                    return role.value
        read = self._roles.role(folded, language)
        return str(read.value) if read else typed

    def down_meant(self, typed: str) -> str:
        """The ids of the platforms that the text names; what was typed where it names none."""
        return ",".join(self._platforms.named_in(typed)) or typed

    def _listed(self, ids: list[str]) -> Proposal:
        return ", ".join(self._platforms.by_id[id_].name for id_ in ids)[:100], ",".join(ids)[:100]
