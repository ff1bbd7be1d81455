"""What an answer that was given tells a notice: what is down now, as far as anybody said so.

A notice goes to hundreds of people: where they asked about another time, or whether something is down at all, it tells nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.notices.facts import NoticeFacts
from bot.store.answers import Given
from knowledge.model import Phase
from knowledge.platforms import Platforms
from knowledge.text import fold_in_place, words

_WHETHER = "confirm-outage"
"""The topic of who asks whether something is down; who says so in a few words is answered with it as well."""
_OF_A_STATEMENT = 5
"""Words beside the names in a message that states what is down: "WhatsApp has not worked for an hour"."""
_WHAT_NOW = re.compile(
    r"(?<!\w)(?:what now|now what|what (?:do|should|can) (?:i|we) do|what to do"
    r"|(?:que|quoi) faire|(?:je fais|on fait) quoi|que (?:dois|puis)-je faire|qu['’]est-ce (?:que je fais|qu['’]on fait)"
    r"|(?:che )?cosa (?:faccio|facciamo|fare|devo fare|dobbiamo fare|posso fare)|che (?:fare|faccio|si fa)|e (?:adesso|ora)"
    r"|co (?:robic|teraz|dalej|zrobic|mam robic|mamy robic)"
    r"|que (?:hago|hacemos|hacer|puedo hacer|debo hacer)|y ahora(?: que)?"
    r"|was (?:tun|jetzt|nun)|was (?:mache ich|machen wir|soll ich tun|sollen wir tun|kann ich tun)(?: jetzt)?"
    r")(?!\w)[\s?!¿]*"
)
"""What is asked beside a statement without putting it in doubt: folded."""


def with_outage(facts: NoticeFacts, kept: Given | None, platforms: Platforms) -> NoticeFacts:
    """The facts with what is down according to the answer that was given; as they are where it tells nothing of now."""
    if kept is None or not _is_of_now(kept) or not _is_said(kept, platforms):
        return facts
    situation = kept.situation
    down, works = tuple(situation.get("down") or ()), tuple(situation.get("works") or ())
    return replace(facts, down=down, works=works, partly=bool(down and situation.get("function")))


def _is_of_now(kept: Given) -> bool:
    """Whether neither the question nor the advice is about quiet days, another year or a network that is back."""
    asked = kept.situation.get("phase")
    return {asked, *(step.get("phase") for step in kept.steps[:1])} <= {None, Phase.NOW}


def _is_said(kept: Given, platforms: Platforms) -> bool:
    """Whether the answer's question says that something is down, rather than asking it."""
    if kept.topics[:1] != (_WHETHER,):
        return True
    asked = _without_what_now(kept.question).strip()
    if not asked or "?" in asked:
        return False
    states = platforms.only_named_in(asked.split()[0]) and len(words(platforms.nameless(asked))) <= _OF_A_STATEMENT
    return states or bool(kept.situation.get("partly"))


def _without_what_now(text: str) -> str:
    for match in reversed(list(_WHAT_NOW.finditer(fold_in_place(text)))):
        text = text[: match.start()].rstrip(" ¿") + text[match.end() :]
    return text
