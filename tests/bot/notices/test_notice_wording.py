"""How notices read: grammar in six languages, samples in full, and wording files that hold what the code asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot import wording
from bot.notices import sms
from bot.notices.layouts import LAYOUTS, SUBJECTS
from bot.notices.notice import Blank, Kind
from knowledge.languages import Language
from knowledge.model import Role
from tests.bot.notices.samples import BAKERY, LANGUAGES, PLATFORMS, made, whole

ROOT = Path(__file__).resolve().parents[3]


@LANGUAGES
def test_verbs_agree_with_how_many_are_down(language: Language) -> None:
    forms = {
        Language.EN: ("isn't", "aren't"),
        Language.FR: ("fonctionne ", "fonctionnent "),
        Language.IT: ("funziona,", "funzionano,"),
        Language.PL: ("działa ", "działają "),
        Language.ES: ("funciona ", "funcionan "),
        Language.DE: ("funktioniert ", "funktionieren "),
    }
    one, more = forms[language]
    assert one in made(Kind.BANNER, BAKERY, language).text
    for down in (("facebook", "instagram"), ("facebook", "instagram", "whatsapp", "messenger", "threads")):
        assert more in made(Kind.BANNER, replace(BAKERY, down=down), language).text


@LANGUAGES
def test_a_part_that_fails_is_called_one(language: Language) -> None:
    parts = {
        Language.EN: "arts of WhatsApp aren't working",
        Language.FR: "WhatsApp est partiellement en panne",
        Language.IT: "lcune parti di WhatsApp non funzionano",
        Language.PL: "nie działa część funkcji serwisu WhatsApp",
        Language.ES: "lgunas funciones de WhatsApp fallan",
        Language.DE: "eile von WhatsApp funktionieren",
    }
    for kind in Kind:
        said = made(kind, replace(BAKERY, partly=True), language).text
        assert parts[language] in said or sms.plain(parts[language]) in said, kind
    subject = made(Kind.EMAIL, replace(BAKERY, partly=True), language).subject
    assert subject != made(Kind.EMAIL, BAKERY, language).subject
    assert "WhatsApp" in subject


def test_lists_of_names() -> None:
    facts = replace(BAKERY, down=("facebook", "instagram"))
    assert made(Kind.BANNER, facts, Language.ES).text.startswith("Facebook e Instagram no")
    facts = replace(BAKERY, down=("facebook", "instagram", "whatsapp"))
    assert made(Kind.BANNER, facts, Language.ES).text.startswith("Facebook, Instagram y WhatsApp no")
    assert "Facebook, Instagram i WhatsApp," in made(Kind.BANNER, facts, Language.PL).text


def test_polish_declines_every_network() -> None:
    bare = {"threads", "bluesky"}  # which Polish leaves as they are
    for platform in PLATFORMS.all:
        on = wording.text("notice-on", Language.PL, platform=platform.id, name=platform.name)
        assert (on == f"na {platform.name}") == (platform.id in bare), on


@pytest.mark.parametrize(("count", "form"), [(1, "1 znak"), (2, "2 znaki"), (5, "5 znaków"), (22, "22 znaki")])
def test_polish_plurals(count: int, form: str) -> None:
    assert wording.text("notice-size-free", Language.PL, length=count) == form


GOLDEN = {
    (
        Kind.SMS,
        Language.FR,
    ): "Brot & Salz : WhatsApp ne fonctionne pas. Pas seulement chez nous. Pour commander, appelez le 030 1234567. "
    "Prochain point : 15:00.",
    (
        Kind.SMS,
        Language.PL,
    ): "Brot & Salz: nie dziala WhatsApp. I to nie tylko u nas. Zamowienia przyjmujemy pod numerem 030 1234567. "
    "Kolejna informacja: 15:00.",
    (
        Kind.BANNER,
        Language.DE,
    ): "WhatsApp funktioniert gerade nicht, und das nicht nur bei uns. Für Bestellungen und Fragen erreichen Sie "
    "uns telefonisch unter 030 1234567. Auch über Telegram (@brotundsalz) oder per E-Mail an post@brotundsalz.example. "
    "Bestätigte Bestellungen gelten weiter. Nächste Info: 15:00.",
    (
        Kind.POST,
        Language.IT,
    ): "In questo momento WhatsApp non funziona, e non solo per noi. Per ordinare o farci una domanda, chiamate il "
    "numero 030 1234567. Gli ordini confermati restano validi. Prossimo aggiornamento: 15:00. "
    "Ultime notizie: brotundsalz.example, YouTube (salzfilm)",
    (
        Kind.ANSWERING,
        Language.ES,
    ): "Hola, ha llamado a Brot & Salz. WhatsApp no funciona en este momento, y no nos pasa solo a nosotros. "
    "Deje su nombre, su número y su pedido o consulta después de la señal. Le devolveremos la llamada. "
    "Para volver a llamar: 0 3 0, 1 2 3, 4 5, 6 7. También puede escribirnos por Telegram. "
    "Los pedidos confirmados siguen en pie. Próximo aviso: 15:00. "
    "Las últimas noticias están en brotundsalz punto example. Gracias por su paciencia.",
    (
        Kind.BRAND,
        Language.EN,
    ): "Hello Grün,\n\nThe post “Herbst” (planned for 18:00) can't go out as planned: WhatsApp isn't working right "
    "now, and not just for us. As soon as things work again, we'll publish it and send you the link. "
    "We suggest a new date: 20:00. Would that suit you?\n\nUntil then, call 030 1234567, message us on Telegram "
    "(@brotundsalz) or e-mail post@brotundsalz.example. Next update: 15:00.\n\n"
    "Sorry for the delay, and thank you for your understanding.\n\n"
    "Best wishes,\nBrot & Salz",
}


@pytest.mark.parametrize(("kind", "language"), GOLDEN)
def test_golden_notices(kind: Kind, language: Language) -> None:
    assert made(kind, BAKERY, language).text == GOLDEN[kind, language]


def test_a_creator_speaks_for_one() -> None:
    facts = replace(BAKERY, role=Role.CREATOR)
    for language, ours in (
        (Language.EN, r"\b(us|we(?!'ve agreed))\b"),
        (Language.DE, r"\b(uns|wir)\b"),
        (Language.FR, r"\bnous\b"),
    ):
        for kind in (Kind.POST, Kind.EMAIL, Kind.BRAND, Kind.SMS):
            assert not re.search(ours, whole(made(kind, facts, language))), (kind, language)


@cache
def _keys(language: Language) -> list[str]:
    text = (ROOT / "bot" / "wording" / f"notices.{language}.ftl").read_text("utf-8")
    return [entry.id.name for entry in FluentParser().parse(text).body if isinstance(entry, ftl.Message)]


@LANGUAGES
def test_every_language_has_the_same_lines_in_the_same_order(language: Language) -> None:
    assert _keys(language) == _keys(Language.EN)
    assert len(set(_keys(language))) == len(_keys(language))


def test_every_line_is_asked_for() -> None:
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "bot" / "notices").glob("*.py")))
    made_up = {f"notice-{part}-{name}" for part, names in (("label", Kind), ("ask", Blank), ("blank", Blank)) for name in names}
    made_up |= {"notice-and", "notice-or", "notice-plus", "notice-dot", "notice-hyphen", "notice-too-long"}
    assert [key for key in _keys(Language.EN) if f'"{key}"' not in code and key not in made_up] == []
    said = {sentence.key for layout in (*LAYOUTS.values(), SUBJECTS) for sentence in layout}
    assert said <= set(_keys(Language.EN))
