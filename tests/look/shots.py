"""Pictures of pages, taken by Chromium without a window."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

WIDTH = 390
SHARP = 1.5
COLOURS = 96
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--force-device-scale-factor={SHARP}")


@dataclass(frozen=True)
class Shot:
    """A picture that was taken, and the labels of buttons that were too narrow for them."""

    path: Path
    height: int
    clipped: tuple[str, ...]


def browser() -> str | None:
    """The path of a Chromium, where there is one."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def shoot(page: str, path: Path, chromium: str) -> Shot:
    """Take a picture of the whole page."""
    with tempfile.TemporaryDirectory(prefix="look-") as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, "utf-8")
        run = [chromium, *_FLAGS, f"--user-data-dir={folder}/profile"]
        drawn = _run([*run, f"--window-size={WIDTH},2000", "--dump-dom", file.as_uri()])
        height = int(_told(drawn, "height"))
        _run([*run, f"--window-size={WIDTH},{height}", f"--screenshot={path}", file.as_uri()])
    _made_small(path)
    return Shot(path, height, tuple(filter(None, _told(drawn, "clipped").split("|"))))


def _run(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def _told(drawn: str, name: str) -> str:
    match = re.search(rf'data-{name}="([^"]*)"', drawn)
    assert match, f"the page did not say its {name}"
    return html.unescape(match[1])


def _made_small(path: Path) -> None:
    """With few colours, where Pillow is installed; it is no dependency."""
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
