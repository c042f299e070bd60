"""What people double-click to start the desk: each starter finds Python and the project, or says in words what is missing.

Those of Linux and macOS are run by the shells that are here. That of Windows can only be read here, against what cmd does.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SCRIPTS = ("desk-linux.sh", "desk-mac.command")
SHELLS = [name for name in ("dash", "bash", "zsh", "ksh", "busybox") if shutil.which(name)]
FAKE = '#!/bin/sh\nif [ "$1" = -c ]; then exit {old}; fi\necho "$PWD: $*"\nexit {code}\n'
TOOLS = ("sh", "dirname", "readlink")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A project of the starters and run.py alone, in a folder whose name needs care."""
    folder = tmp_path / "My kit & 'files' $HOME é"
    folder.mkdir()
    for name in (*SCRIPTS, "desk-linux.desktop", "run.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def programs(folder: Path, **pythons: str) -> Path:
    """A folder for PATH with the few tools of the system and these Pythons."""
    folder.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    for name, text in pythons.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
        (folder / name.replace("_", ".")).chmod(0o755)
    return folder


def run(command: list[str], path: Path, cwd: Path, **more: str) -> tuple[int, str]:
    """A command's exit code and all it says, with this PATH and no terminal."""
    env = {"PATH": str(path), "HOME": str(cwd), **more}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def shell(name: str) -> list[str]:
    """How a shell of that name is called."""
    found = shutil.which(name)
    assert found
    return [found, "sh"] if name == "busybox" else [found]


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("name", SHELLS)
def test_starts_the_desk_from_anywhere(home: Path, tmp_path: Path, name: str, script: str) -> None:
    """From another folder, by a link, with a misleading CDPATH: run.py of its own folder is run, with what was given to it."""
    path = programs(tmp_path / "bin", python3=FAKE.format(old=0, code=0))
    (tmp_path / "elsewhere" / home.name).mkdir(parents=True)
    link = tmp_path / "link"
    link.symlink_to(home / script)
    wanted = (0, f"{home}: run.py desk --port 0\n")
    for called, cwd in ((home / script, tmp_path), (script, home), (f"./{home.name}/{script}", tmp_path), (link, Path("/"))):
        assert run([*shell(name), str(called), "--port", "0"], path, cwd, CDPATH=str(tmp_path / "elsewhere")) == wanted


@pytest.mark.parametrize("script", SCRIPTS)
def test_is_a_program(home: Path, tmp_path: Path, script: str) -> None:
    """It can be run by itself: executable, with its own interpreter in the first line, and known to git as such."""
    path = programs(tmp_path / "bin", python3=FAKE.format(old=0, code=3))
    assert run([str(home / script)], path, tmp_path) == (3, f"{home}: run.py desk\n")
    listed = subprocess.run(["git", "ls-files", "-s", script], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert not listed or listed.startswith("100755")


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("name", SHELLS)
def test_takes_a_python_that_is_new_enough(home: Path, tmp_path: Path, name: str, script: str) -> None:
    """An old `python3` is passed over for a newer one beside it; where there is none, or only an old one, it says where to get one."""
    old, new = FAKE.format(old=1, code=0), FAKE.format(old=0, code=0)
    both = programs(tmp_path / "both", python3=old, python3_12=new)
    assert run([*shell(name), str(home / script)], both, tmp_path) == (0, f"{home}: run.py desk\n")
    for path in (programs(tmp_path / "none"), programs(tmp_path / "old", python3=old)):
        code, said = run([*shell(name), str(home / script)], path, tmp_path)
        assert code == 1
        assert "needs Python 3.11 or newer" in said
        assert "https://www.python.org/downloads/" in said


def test_both_scripts_do_the_same() -> None:
    """They differ in what they say and in nothing they do."""
    linux, mac = (
        [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "echo" not in line] for name in SCRIPTS
    )
    assert linux[2:] == mac[2:]


def test_desktop_entry_runs_the_script_beside_it(home: Path, tmp_path: Path) -> None:
    """Its command, unquoted as the Desktop Entry Specification has it, with its own place for %k, runs the script there."""
    path = programs(tmp_path / "bin", python3=FAKE.format(old=0, code=0))
    entry = home / "desk-linux.desktop"
    lines = dict(line.split("=", 1) for line in entry.read_text(encoding="utf-8").splitlines() if "=" in line)
    assert (lines["Type"], lines["Terminal"]) == ("Application", "true")
    value = lines["Exec"].replace("\\\\", "\\")  # values of type string first lose one backslash
    quoted = re.compile(r'"((?:[^"\\`$]|\\["`$\\])*)"|([^\s"\'\\><~|&;$*?#()`]+)')
    words = [re.sub(r'\\(["`$\\])', r"\1", found[1]) if found[1] is not None else found[2] for found in quoted.finditer(value)]
    assert shlex.join(words).count("%k") == 1
    assert not quoted.sub("", value).strip()
    for place in (str(entry), f"file://{entry}"):
        command = [place if word == "%k" else word for word in words]
        assert run(command, path, Path("/")) == (0, f"{home}: run.py desk\n")


@pytest.mark.slow
def test_without_network_it_says_so(home: Path, tmp_path: Path) -> None:
    """The first start where nothing can be downloaded ends in a sentence that says what to do, and the next one begins anew."""
    for name in ("pyproject.toml", "requirements.lock", "requirements-run.lock"):
        shutil.copy(ROOT / name, home / name)
    path = programs(tmp_path / "bin")
    (path / "python3").symlink_to(Path(sys.executable).resolve())
    cut_off = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    for _ in range(2):
        code, said = run([*shell("dash"), str(home / "desk-linux.sh")], path, tmp_path, **cut_off)
        assert code == 2
        assert said.startswith("Setting up (only the first time; about a minute) ...\n")
        assert "Connect this computer to the internet and run the same command again." in said
        assert "Traceback" not in said


BAT = (ROOT / "desk-windows.bat").read_bytes()


def test_windows_starter_is_what_cmd_reads() -> None:
    """Plain ASCII with Windows line ends: cmd may miss a label after other line ends, and reads other letters by the console's code page."""
    assert BAT.isascii()
    assert BAT.count(b"\n") == BAT.count(b"\r\n") == len(BAT.splitlines())


def test_windows_starter_goes_where_it_stands() -> None:
    """By `pushd`, in quotes, for names with spaces and signs and for folders on the network, where `cd` fails; and it comes back."""
    lines = BAT.decode("ascii").splitlines()
    assert 'pushd "%~dp0"' in lines
    assert not any(line.strip().lower().startswith("cd ") for line in lines)
    assert lines[-1] == "popd"


def test_windows_starter_keeps_its_window_open_when_something_is_wrong() -> None:
    """Before each way out but the good one the words stay until a key is pressed; every label that is jumped to is there."""
    lines = [line.strip() for line in BAT.decode("ascii").splitlines()]
    ways_out = [at for at, line in enumerate(lines) if line == "exit /b 1"]
    assert len(ways_out) == 3
    assert all("pause" in lines[at - 2 : at] for at in ways_out)
    assert {line.removeprefix("goto ") for line in lines if line.startswith("goto ")} == {
        line[1:] for line in lines if line.startswith(":")
    }


def test_windows_starter_tries_a_python_before_it_relies_on_it() -> None:
    """`py` without a Python, and the shop's `python`, which is none, end with a code: each is asked first, and quietly."""
    text = BAT.decode("ascii")
    for program in ("py -3", "python"):
        asked = text.index(f'{program} -c "import sys" >nul 2>nul\r\nif not errorlevel 1 (')
        assert asked < text.index(f"{program} run.py desk %*")
    assert "https://www.python.org/downloads/" in text


def test_starters_are_in_the_source_package() -> None:
    """Whoever gets the source as an archive gets them too."""
    assert '"/desk-*"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert {path.name for path in ROOT.glob("desk-*")} == {*SCRIPTS, "desk-linux.desktop", "desk-windows.bat"}
    assert os.access(ROOT / "run.py", os.R_OK)
