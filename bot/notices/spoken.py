"""Numbers and addresses written so that a voice, a person's or a machine's, reads them out to be noted down."""

from __future__ import annotations

import re

_TRUNK_ZERO = re.compile(r"(?<=\d)\s*\(0\)\s*")
_SPEAKABLE = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*\.[^\W\d_]{2,}")
_LONGEST_GROUP = 4
_LONGEST_ADDRESS, _MOST_HYPHENS = 40, 1


def digits(phone: str, plus: str) -> str:
    """The digits of `phone` one by one, a comma (a pause) between groups: the caller's own groups, or twos and threes where
    there are none. `plus` is the word for a leading +; the (0) that is only dialled without it is left out. What has no
    digits stays as it is."""
    if not any(map(str.isdigit, phone)):
        return phone
    if phone.lstrip().startswith("+"):
        phone = _TRUNK_ZERO.sub(" ", phone)
    groups: list[str] = []
    for run in re.findall(r"\d+|[^\W\d_]+", phone):
        groups += _groups(run) if run.isdigit() else [run]
    spoken = ", ".join(" ".join(group) if group.isdigit() else group for group in groups)
    return f"{plus} {spoken}" if phone.lstrip().startswith("+") else spoken


def address(site: str, dot: str, hyphen: str) -> str:
    """The site's address in words, or empty where it cannot be noted down by ear: a path, too long, too many hyphens."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", site.strip(), flags=re.IGNORECASE).rstrip("/").lower()
    if not _SPEAKABLE.fullmatch(bare) or len(bare) > _LONGEST_ADDRESS or bare.count("-") > _MOST_HYPHENS:
        return ""
    words = {".": dot, "-": hyphen}
    return " ".join(words.get(part, part) for part in re.split(r"([.-])", bare))


def _groups(run: str) -> list[str]:
    """A run of digits as people say it: threes where they come out even, else twos, with a three in front of an odd number."""
    if len(run) <= _LONGEST_GROUP:
        return [run]
    if len(run) % 3 == 0:
        return [run[at : at + 3] for at in range(0, len(run), 3)]
    head = len(run) % 2 * 3
    return [run[:head]] * bool(head) + [run[at : at + 2] for at in range(head, len(run), 2)]
