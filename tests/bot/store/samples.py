"""What is kept, as tests make it."""

from __future__ import annotations

from typing import Any

from bot.store.answers import Given

STEP = {"id": "how-long/1", "topic": "how-long", "text": "Six hours.", "why": "", "phase": "fact", "citations": ["bsm#1"]}


def given(conversation: str = "chat", person: str = "ann", **other: Any) -> Given:
    """An answer as the dialogue keeps it."""
    fields: dict[str, Any] = {
        "question": "Why?",
        "language": "en",
        "topics": ("how-long",),
        "citations": ("bsm#1",),
        "steps": (STEP,),
        "situation": {"role": "shop", "down": ["whatsapp"]},
    }
    return Given(conversation, person, **fields | other)
