"""What is read off questions as people write them, in six languages: the cases are in situations/<language>.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.reading.situation import Situation, SituationReader
from knowledge.languages import Language
from knowledge.model import Need, Phase, Role
from knowledge.platforms import load_platforms

FOLDER = Path(__file__).parent / "situations"
CASES = {language: yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8")) for language in Language}

FAILS = {
    "fr": "{} ne marche plus",
    "it": "{} non va più",
    "pl": "{} nie działa",
    "en": "{} won't open",
    "es": "{} no abre",
    "de": "{} geht nicht",
}
EVERYWHERE = {
    "facebook": "facebook FB fb facebok faecbook facebbok facbook",
    "instagram": "Instagram insta ig IG instgram istagram instagarm",
    "whatsapp": "WhatsApp wa watsap whatsap whatsaap watsapp wathsapp",
    "messenger": "Messenger mesenger messanger messnger",
    "telegram": "Telegram telegramm telegrm",
    "twitter": "X x Twitter twiter x.com",
    "youtube": "YouTube yt youtub",
    "tiktok": "TikTok tik-tok tictok",
}
SOMEWHERE = {
    "pl": {"facebook": "fejs fejsik fejsbuk", "instagram": "insta", "whatsapp": "łocap wacap", "messenger": "mesendżer msg"},
    "de": {"instagram": "Instas", "facebook": "Facebooks"},
    "es": {"facebook": "face feis", "whatsapp": "wasap guasap", "twitter": "tuiter"},
    "it": {"whatsapp": "uozzap", "facebook": "feisbuk"},
    "fr": {"whatsapp": "ouatsap", "facebook": "facebouc"},
    "en": {"facebook": "facey"},
}
WRITTEN = [
    (language, name, form)
    for language in Language
    for forms in (EVERYWHERE, SOMEWHERE[language])
    for name, written in forms.items()
    for form in written.split()
]


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(language, text, *expected, id=f"{language}: {text}")
        for language, kinds in CASES.items()
        for text, *expected in kinds[kind]
    ]


@pytest.fixture(scope="module")
def reader() -> SituationReader:
    return SituationReader(load_platforms())


@pytest.mark.parametrize(("language", "text", "down", "works"), cases("down"))
def test_what_is_down_and_what_works(reader: SituationReader, language: Language, text: str, down: str, works: str) -> None:
    found = reader.read(text, language)
    assert (set(found.down), set(found.works)) == (set(down.split()), set(works.split()))


@pytest.mark.parametrize(("language", "text", "minutes"), cases("since"))
def test_for_how_long(reader: SituationReader, language: Language, text: str, minutes: int | None) -> None:
    assert reader.read(text, language).since == minutes


@pytest.mark.parametrize(("language", "text", "role"), cases("role"))
def test_who_asks(reader: SituationReader, language: Language, text: str, role: str | None) -> None:
    assert reader.read(text, language).role == (Role(role) if role else None)


@pytest.mark.parametrize(("language", "text", "lacks"), cases("lacks"))
def test_what_they_lack(reader: SituationReader, language: Language, text: str, lacks: str) -> None:
    assert reader.read(text, language).lacks == {Need(need) for need in lacks.split()}


@pytest.mark.parametrize(("language", "text", "phase"), cases("phase"))
def test_when_it_is(reader: SituationReader, language: Language, text: str, phase: str | None) -> None:
    assert reader.read(text, language).phase == (Phase(phase) if phase else None)


@pytest.mark.parametrize(("language", "text", "function"), cases("function"))
def test_which_part_of_it_fails(reader: SituationReader, language: Language, text: str, function: str) -> None:
    assert reader.read(text, language).function == function


@pytest.mark.parametrize(("language", "text", "says"), cases("says"))
def test_whether_something_is_said_to_be_down_now(reader: SituationReader, language: Language, text: str, says: bool) -> None:
    assert reader.says_down(text, language) is says


@pytest.mark.parametrize("kind", ["down", "since", "role", "lacks", "phase"])
def test_every_language_has_its_cases(kind: str) -> None:
    for language, kinds in CASES.items():
        assert len(kinds[kind]) >= 12, f"{language}: {kind}"


def test_where_only_pictures_fail_the_network_is_good_for_text() -> None:
    platforms = load_platforms()
    reader = SituationReader(platforms)
    for language, kinds in CASES.items():
        found = reader.read(kinds["function"][0][0], language)
        assert found.down == ("whatsapp",)
        assert found.unusable(platforms) == platforms.meta - {"whatsapp"}
    whole = Situation(down=("whatsapp",), function="media")
    assert "whatsapp" in whole.unusable(platforms), "unless they say that the rest works"


@pytest.mark.parametrize("language", list(Language))
def test_each_network_is_known_by_its_name_alone(reader: SituationReader, language: Language) -> None:
    for platform in load_platforms().all:
        assert reader.read(f"{platform.name.removesuffix(' (Twitter)')} ?", language).down == (platform.id,)


@pytest.mark.parametrize(("language", "name", "form"), WRITTEN)
def test_what_is_said_to_be_down_is_never_missed(reader: SituationReader, language: Language, name: str, form: str) -> None:
    found = reader.read(FAILS[language].format(form), language)
    assert name in found.down
    assert name in found.unusable(load_platforms())
