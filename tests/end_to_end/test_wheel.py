"""The wheel alone: what somebody gets who installs it, away from this checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.languages import Language
from knowledge.library import packaged_files
from tests.contract import check_answer
from tests.end_to_end.program import ROOT, planb

WHERE = "import bot, ingest, knowledge; print(*(module.__file__ for module in (bot, ingest, knowledge)), sep='\\n')"


@dataclass(frozen=True)
class Installed:
    wheel: Path
    environment: Path

    @property
    def python(self) -> str:
        return str(self.environment / "bin" / "python")

    @property
    def planb(self) -> str:
        return str(self.environment / "bin" / "planb")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A new environment with the wheel in it. The dependencies are those of the tests' own: the network stays out of it."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist"), cwd=ROOT)
    (wheel,) = (folder / "dist").glob("*.whl")
    venv.create(folder / "environment", symlinks=True, with_pip=False)
    (packages,) = (folder / "environment" / "lib").glob("python*/site-packages")
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        str(folder / "environment" / "bin" / "python"),
    )
    _run(*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel), cwd=folder)
    # A plain line of a .pth file is a folder to look in; it is not read for .pth files of its own, so that the editable
    # installation of this checkout stays out.
    (packages / "dependencies.pth").write_text(str(Path(pytest.__file__).parents[1]) + "\n")
    return Installed(wheel, folder / "environment")


pytestmark = pytest.mark.xdist_group("wheel")


def test_it_does_not_know_this_checkout(installed: Installed, tmp_path: Path) -> None:
    modules = _run(installed.python, "-c", WHERE, cwd=tmp_path).splitlines()
    assert all(Path(module).is_relative_to(installed.environment) for module in modules), modules


def test_a_question_from_another_folder(installed: Installed, tmp_path: Path) -> None:
    question = "WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?"
    done = planb("ask", question, "--json", home=tmp_path / "home", command=(installed.planb,), cwd=tmp_path)
    check_answer(done.json)
    assert (done.status, done.json["status"], done.json["language"]) == (0, "answered", "fr")
    assert [path.name for path in tmp_path.iterdir()] == ["home"], "it writes into its data folder alone"
    sources = planb("sources", "--json", home=tmp_path / "home", command=(installed.planb,), cwd=tmp_path).json
    assert {row["id"] for row in sources} == {path.stem for path in packaged_files() if path.suffix == ".md"}


def test_all_content_is_inside(installed: Installed) -> None:
    names = set(zipfile.ZipFile(installed.wheel).namelist())
    content = {f"knowledge/{path.parent.name}/{path.name}" for path in packaged_files()}
    wording = {f"bot/wording/{language}.ftl" for language in Language}
    assert len(content) > 40
    assert content | wording <= names
    folders = ("bot/reading", "knowledge")
    tables = {f"{folder}/{path.name}" for folder in folders for path in (ROOT / folder).glob("*.yaml")}
    assert len(tables) >= 2
    assert tables <= names
    assert not {name for name in names if name.startswith(("tests/", "benchmarks/", "docs/", "seeds/"))}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def _run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
