"""`python -m tests.look` makes docs/conversation.md, docs/incident.md with its report, and docs/pictures anew; `--all FOLDER`
draws every scene in every language on both platforms into a folder, to look through, and names the buttons that are too narrow
for their labels."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.advisor import Advisor
from bot.app import App
from bot.settings import Settings
from knowledge.languages import Language
from tests.look.incident import documents
from tests.look.page import page
from tests.look.people import cast
from tests.look.scenes import PICTURES, SCENES, Picture, played
from tests.look.shots import browser, shoot
from tests.look.transcript import DOCUMENT, PICTURES_FOLDER, document

AT_ONCE = 3


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="look-") as folder:
        advisor = App(Settings(home=Path(folder) / "home"), lambda key, **_facts: print(key, file=sys.stderr)).advisor()
        if not options.all:
            for path, text in {DOCUMENT: document(advisor), **documents(advisor)}.items():
                path.write_text(text, "utf-8")
                print(path)
        chromium = browser()
        if options.text:
            return 0
        if chromium is None:
            print("There is no Chromium here: no pictures were made.", file=sys.stderr)
            return 1
        wanted = [one for one in _everything() if not options.scene or one.scene in options.scene] if options.all else PICTURES
        target = options.all or PICTURES_FOLDER
        target.mkdir(parents=True, exist_ok=True)
        return _draw(wanted, advisor, Path(folder), target, chromium)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.look", description=__doc__)
    parser.add_argument("--text", action="store_true", help="the pages alone, without pictures")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every scene, language and platform, into this folder")
    parser.add_argument("scene", nargs="*", help="with --all: these scenes alone")
    return parser.parse_args()


def _everything() -> Iterator[Picture]:
    for number, scene in enumerate(SCENES):
        for language in Language:
            for platform in ("telegram", "discord"):
                yield Picture(scene, language, platform, dark=(number + list(Language).index(language)) % 2 == 0)


def _draw(pictures: list[Picture] | tuple[Picture, ...], advisor: Advisor, folder: Path, target: Path, chromium: str) -> int:
    def draw(picture: Picture) -> str:
        home = Path(tempfile.mkdtemp(dir=folder))
        beats = played(picture.scene, advisor, home, picture.language, picture.platform)
        drawn = page(beats, picture.platform, dark=picture.dark, viewer=cast(picture.language).first)
        shot = shoot(drawn, target / picture.name, chromium)
        clipped = f"  too narrow: {', '.join(shot.clipped)}" if shot.clipped else ""
        return f"{shot.path}  {shot.height} px, {shot.path.stat().st_size // 1000} kB{clipped}"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for line in pool.map(draw, pictures):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
