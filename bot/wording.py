"""The words around an answer, in six languages: Fluent files in bot/wording/, `<language>.ftl`, and `<feature>.<language>.ftl`.

Fluent chooses plural forms itself (Polish has three); a language is added by a file, without code.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from knowledge.errors import PlanBError
from knowledge.languages import Language


def text(key: str, language: Language, **facts: object) -> str:
    """The line `key` in `language`, filled in with `facts`. Raises `KeyError` where there is no such line."""
    bundle = _bundle(language)
    message = bundle.get_message(key)
    if message.value is None:
        raise KeyError(key)
    worded, errors = bundle.format_pattern(message.value, facts)
    if errors:
        raise errors[0]
    return str(worded)


def error_text(error: PlanBError, language: Language) -> str:
    """What is wrong and what to do, in one line."""
    return text(error.key, language, **error.facts)


@lru_cache(maxsize=len(Language))
def _bundle(language: Language) -> FluentBundle:
    bundle = FluentBundle([language.value], use_isolating=False)  # isolation marks would show as noise in terminals
    for file in sorted(files("bot").joinpath("wording").iterdir(), key=lambda file: file.name):
        if file.name == f"{language.value}.ftl" or file.name.endswith(f".{language.value}.ftl"):
            bundle.add_resource(FluentResource(file.read_text("utf-8")))
    return bundle
