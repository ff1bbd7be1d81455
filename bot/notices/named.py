"""Kinds of notice and languages by the names that people type: `e-mail`, `répondeur`, `polski`, `in german`.

The labels of the buttons are names as well. Small and capital letters, accents and hyphens make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot import wording
from bot.notices.layouts import Kind
from bot.notices.notice import label
from bot.reading.places import language_named
from knowledge.languages import Language
from knowledge.text import fold

_NAMES = {
    Kind.BANNER: "banner banners baner baneru bandeau bandeaux bannière bannières aviso",
    Kind.EMAIL: "email emails mail mails newsletter courriel mél mejl maila correo poczta posta correo-electrónico "
    "posta-elettronica",
    Kind.POST: "post posts tweet tuit wpis beitrag publication publicación message-court krótki-post",
    Kind.SMS: "sms text texto text-message textmessage messaggino esemes sms-a kurznachricht mensaje-de-texto",
    Kind.GOOGLE: "google google-post google-profile google-business fiche-google profilo-google profil-google perfil-google "
    "google-beitrag unternehmensprofil",
    Kind.CLIENTS: "clients client clienti klienci klientów clientes kunden agency agence agenzia agencja "
    "agencji agencia agentur",
    Kind.BRAND: "brand marque marca marka marki marke",
    Kind.ANSWERING: "answering answering-machine voicemail voice-mail répondeur segreteria segreteria-telefonica sekretarka "
    "automatyczna-sekretarka poczta-głosowa contestador buzón buzón-de-voz anrufbeantworter ansage mailbox",
}
"""Beside the labels, what a kind is called in the six languages; a hyphen stands for a space or for none."""
_ARTICLES = frozenset(
    ("a", "an", "the", "un", "une", "le", "la", "il", "el", "una", "uno", "ein", "eine", "einen", "den", "die", "das")
)
_BEFORE_A_LANGUAGE = frozenset(("in", "auf", "en", "po", "na"))
_ALSO = {
    "polsku": Language.PL,
    "niemiecku": Language.DE,
    "angielsku": Language.EN,
    "francusku": Language.FR,
    "wlosku": Language.IT,
    "hiszpansku": Language.ES,
    "castellano": Language.ES,
    "franzoesisch": Language.FR,
}
"""Of a language, what only stands after `po`, and what the lists of names lack."""
_LONGEST = 8
"""Words of a label."""


def kind_named(text: str, kinds: Sequence[Kind]) -> tuple[Kind | None, str]:
    """The kind that `text` begins with the name of, or with its number among `kinds`, and what follows."""
    parts = text.split()
    name = parts[0] if parts else ""
    if name.isascii() and name.isdigit():
        number = int(name[:3])
        return (kinds[number - 1] if 0 < number <= len(kinds) else None), _after(text, 1)
    for skipped in (0, 1) if fold(name) in _ARTICLES else (0,):
        for count in range(min(_LONGEST, len(parts)), skipped, -1):
            kind = _kinds().get(_bare("".join(parts[skipped:count])))
            if kind and _bare(parts[count - 1]):  # a comma after the name belongs to what follows
                return kind, _after(text, count)
    return None, text


def language_first(text: str, kind: Kind) -> tuple[Language | None, str]:
    """The language that `text`, which followed the kind, begins with, and what is left of it.

    A brand may be called De Beers or It Cosmetics: what it is about begins with a language only where that is in small letters.
    """
    name, _, rest = text.partition(" ")
    if kind is Kind.BRAND:
        known = name.isalpha() and name.islower()
        language = _language(name) if known else None
        return language, rest.strip() if language else text
    if fold(name) in _BEFORE_A_LANGUAGE and rest:
        text = rest
    bare = text.strip().rstrip(".!?")
    language = _language(bare) if bare.isalpha() else None
    return language, "" if language else text


def _language(name: str) -> Language | None:
    return language_named(name) or _ALSO.get(fold(name))


def _after(text: str, count: int) -> str:
    """What follows the first `count` words, as it was typed."""
    return (text.split(maxsplit=count) + [""] * (count + 1))[count].strip()


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Kind]:
    named = {_bare(name): kind for kind in Kind for name in (*_labels(kind), *_NAMES[kind].split(), kind)}
    return {name: kind for name, kind in named.items() if name}


def _labels(kind: Kind) -> Iterator[str]:
    """What a kind is called on its buttons, with and without what stands in brackets or after a colon."""
    for language in Language:
        yield wording.text(f"button-draft-{kind}", language)
        whole = label(kind, language)
        yield from (whole, whole.partition(" (")[0], whole.partition(":")[0])


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name)))
