"""The wheel: all that a kit needs is inside, the same bytes each time, installed as the container's steps do, used from any folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from kit.cli import project
from kit.errors import KitError

ROOT = Path(__file__).parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def _run(*command: str, cwd: Path, **environment: str) -> str:
    """A command's output; its errors are the test's."""
    plain = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env={**plain, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (command, done.stdout[-2_000:], done.stderr[-2_000:])
    return done.stdout


def _built(folder: Path, source: Path = ROOT, *kinds: str) -> list[Path]:
    _run(sys.executable, "-m", "hatchling", "build", "-d", str(folder), *kinds, cwd=source)
    return sorted(folder.iterdir())


@pytest.mark.slow
def test_the_wheel_holds_words_pictures_and_licence_and_is_the_same_each_time(tmp_path: Path) -> None:
    """Every file of content/ and locales/ is in it; the source package gives the same wheel, byte for byte."""
    archive, wheel = (path for path in reversed(_built(tmp_path / "dist")))
    archive, wheel = sorted((archive, wheel), key=lambda path: path.suffix == ".whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("content", "locales"):
        tracked = _run("git", "ls-files", folder, cwd=ROOT).splitlines()
        assert {f"kit/project/{name}" for name in tracked} <= names
    assert "kit/project/LICENSE" in names
    assert f"health_kit-{VERSION}.dist-info/licenses/LICENSE" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests", "output"))]
    with tarfile.open(archive) as package:
        package.extractall(tmp_path, filter="data")
    (again,) = _built(tmp_path / "again", tmp_path / f"health_kit-{VERSION}", "-t", "wheel")
    assert again.read_bytes() == wheel.read_bytes()


def _steps() -> list[str]:
    """What the Containerfile runs as root to install the kit, without the steps that make a user."""
    text = (ROOT / "packaging" / "Containerfile").read_text(encoding="utf-8")
    return [step for step in re.findall(r"^RUN (.*)$", text, re.MULTILINE) if "useradd" not in step]


@pytest.mark.slow
@pytest.mark.skipif(
    os.name == "nt" or not (shutil.which("uv") or os.environ.get("CI")),
    reason="steps of POSIX; without uv, as in the container, pip downloads 100 MB: in CI alone",
)
def test_installed_by_the_containers_steps_the_kit_works_in_any_folder(tmp_path: Path) -> None:
    """In a clean environment the steps install the kit, which makes a sheet in another folder and starts the desk on a copy of its own."""
    build, home, elsewhere = tmp_path / "build", tmp_path / "home", tmp_path / "elsewhere"
    for folder in (build / "packaging", home, elsewhere):
        folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "requirements-run.lock", build / "requirements-run.lock")
    shutil.copyfile(ROOT / "packaging" / "install.sh", build / "packaging" / "install.sh")
    _built(build / "dist", ROOT, "-t", "wheel")
    clean = {"PATH": f"{tmp_path}/venv/bin:{os.environ['PATH']}", "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    if shutil.which("uv"):
        _run("uv", "venv", "--quiet", "--python", sys.executable, str(tmp_path / "venv"), cwd=tmp_path)
    else:
        _run(sys.executable, "-m", "venv", str(tmp_path / "venv"), cwd=tmp_path)
    clean |= {
        "PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR", str(Path.home() / ".cache" / "pip")),
        "UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(Path.home() / ".cache" / "uv")),
        "UV_OFFLINE": os.environ.get("UV_OFFLINE", "1"),
    }
    for step in _steps():
        _run("sh", "-c", step.replace("/build", str(build)), cwd=tmp_path, **clean)
    assert not build.exists()
    kit = str(tmp_path / "venv" / "bin" / "kit")
    _run(
        kit,
        "build",
        "--locale",
        "en",
        "--format",
        "sheet",
        "--sheet",
        "overdose",
        "--topic",
        "heroin-withdrawal",
        "--plain",
        cwd=elsewhere,
        **clean,
    )
    assert list(elsewhere.glob("output/en/*-sheet-overdose.draft.pdf"))
    assert not (home / "data").exists()
    with subprocess.Popen(
        [kit, "desk", "--no-browser", "--port", "0"],
        cwd=elsewhere,
        env={**os.environ, **clean, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline().startswith("The desk is at http://127.0.0.1:")
        desk.terminate()
    assert (home / "data" / "health-kit" / "project" / "content" / "labels.yaml").is_file()


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed program with a project inside, started in an empty folder by a user who has nothing yet."""
    inside = tmp_path / "site-packages" / "kit" / "project"
    for name in ("content/labels.yaml", "content/clinics/example.toml", "locales/es/labels.po"):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text("new", encoding="utf-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(project, "PACKED", inside)
    monkeypatch.setattr(project, "CHECKOUT", inside.parent.parent)
    monkeypatch.setattr(project, "own_folder", lambda: tmp_path / "data" / "project")
    return inside


def test_what_only_reads_uses_the_words_inside_the_program(packed: Path, tmp_path: Path) -> None:
    """No copy is made for a build, and its files go to the present folder."""
    assert project.project(None) == packed
    assert project.output_of(packed, None) == tmp_path / "here" / "output"
    assert not (tmp_path / "data").exists()


def test_what_writes_words_gets_a_copy_that_is_the_project_from_then_on(packed: Path, tmp_path: Path) -> None:
    """The program's own words are never changed; the copy is used by every command after."""
    own = project.project(None, writes=True)
    assert own == tmp_path / "data" / "project"
    assert project.project(None) == own
    assert project.output_of(own, None) == tmp_path / "here" / "output"


def test_an_upgrade_brings_new_words_and_keeps_the_clinics(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade the copy has the new words and one's own clinics, and the older copy stands beside it."""
    own = project.project(None, writes=True)
    (own / "content/labels.yaml").write_text("mine", encoding="utf-8")
    (own / "content/clinics/mine.toml").write_text("mine", encoding="utf-8")
    monkeypatch.setattr(project, "version", lambda _: "99")
    assert project.project(None) == own
    assert (own / "content/labels.yaml").read_text(encoding="utf-8") == "new"
    assert (own / "content/clinics/mine.toml").is_file()
    assert (own.with_name(f"project-{VERSION}") / "content/labels.yaml").read_text(encoding="utf-8") == "mine"


def test_a_project_that_is_named_or_present_goes_before_all(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--root wins, then the present folder; a folder that is no project is told, never silently passed over."""
    mine = tmp_path / "mine"
    shutil.copytree(packed, mine)
    assert project.project(mine) == mine
    assert project.output_of(mine, None) == mine / "output"
    monkeypatch.chdir(mine)
    assert project.project(None) == mine
    with pytest.raises(KitError, match="there is no content/ folder in it"):
        project.project(tmp_path)


def test_the_version_stands_in_one_place() -> None:
    """No file of the program repeats the version, and what is installed says the same as pyproject.toml."""
    from importlib.metadata import version

    assert version("health-kit") == VERSION
    assert not [path for path in (ROOT / "kit").rglob("*.py") if f'"{VERSION}"' in path.read_text(encoding="utf-8")]
