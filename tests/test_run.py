"""run.py: one plain sentence for each thing that can be missing, and an environment made only when it must be."""

from __future__ import annotations

import builtins
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

RUN = Path(__file__).parent.parent / "run.py"


@pytest.fixture
def run(tmp_path: Path) -> ModuleType:
    """run.py as a module, with its project folder in an empty place."""
    spec = importlib.util.spec_from_file_location("run_script", RUN)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "requirements.lock", "requirements-run.lock"):
        (tmp_path / name).write_text(name)
    module.ROOT = str(tmp_path)
    module.ENVIRONMENT = str(tmp_path / ".venv")
    module.STAMP = str(tmp_path / ".venv" / "kit-stamp")
    return module


def _message(capsys: pytest.CaptureFixture[str], call: Any, *arguments: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        call(*arguments)
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_a_python_that_is_too_old_is_named(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With Python 3.9 the message says which Python is needed and which this is."""
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2, "final", 0))
    said = _message(capsys, run.main)
    assert "needs Python 3.11 or newer; this one is 3.9" in said
    assert "Traceback" not in said


def test_a_missing_venv_module_is_named(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the venv module the message says what to install."""
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name in ("ensurepip", "venv"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "sudo apt install python3-venv" in _message(capsys, run.with_pip, run.FEW)


def test_no_network_is_named(run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """When nothing can be downloaded the message says to connect to the internet."""
    import venv

    class Empty:
        def __init__(self, **_: Any) -> None: ...

        def create(self, _: str) -> None: ...

    monkeypatch.setattr(venv, "EnvBuilder", Empty)
    monkeypatch.setattr(run, "quietly", lambda _: (1, "NewConnectionError: Temporary failure in name resolution"))
    assert "Connect this computer to the internet" in _message(capsys, run.with_pip, run.FEW)


def test_an_unwritable_folder_is_named(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When the environment can't be written the message names the folder."""
    import venv

    class Refusing:
        def __init__(self, **_: Any) -> None: ...

        def create(self, _: str) -> None:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(venv, "EnvBuilder", Refusing)
    said = _message(capsys, run.with_pip, run.FEW)
    assert run.ENVIRONMENT in said
    assert "disk is not full" in said


def test_the_environment_is_made_once(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second start makes nothing, a changed lock makes it again, and the tests' tools come when they are needed, once."""
    made: list[str] = []

    def make(lock: str) -> None:
        made.append(lock)
        program = Path(run.python_of(run.ENVIRONMENT))
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch()

    monkeypatch.setattr(run, "with_pip", make)
    monkeypatch.setattr(run.shutil, "which", lambda _: None)
    for arguments in (["build"], ["desk"], ["test", "-x"], ["build"], ["lint"]):
        run.prepare(run.lock_of(arguments))
    assert made == [run.FEW, run.ALL]
    (Path(run.ROOT) / "requirements.lock").write_text("changed")
    run.prepare(run.lock_of(["test"]))
    assert made == [run.FEW, run.ALL, run.ALL]


def test_more_is_added_to_an_environment_that_is_there(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """With uv the tools of the tests are installed beside what is there, which is not made again."""
    ran: list[list[str]] = []
    monkeypatch.setattr(run, "quietly", lambda command: ran.append(command) or (0, ""))
    assert run.with_uv("uv", run.ALL, True)
    assert not any("venv" in command[1] for command in ran)
    assert run.with_uv("uv", run.FEW, False)
    assert sum("venv" in command[1] for command in ran) == 1


def test_the_lock_for_making_files_is_a_part_of_the_whole() -> None:
    """requirements-run.lock has what a build needs and no tool of the tests, each line as requirements.lock has it."""
    from tools import lock

    assert lock.PART.read_text(encoding="utf-8") == lock.part(), "run python3 -m tools.lock"
    names = set(lock.pins(lock.part()))
    assert {"reportlab", "python-pptx", "flask", "pikepdf", "hatchling"} <= names
    assert not {"pytest", "mypy", "playwright", "hypothesis", "distributed", "ruff"} & names


def test_arguments_reach_the_kit(run: ModuleType) -> None:
    """`run.py build --x` runs `kit build --x`, no argument builds, and `test` runs the tests."""
    assert run.commands("py", ["check", "a.pdf"]) == [["py", "-m", "kit", "check", "a.pdf"]]
    assert run.commands("py", []) == [["py", "-m", "kit", "build"]]
    assert run.commands("py", ["test", "-x", "-p", "no:xdist"]) == [["py", "-m", "pytest", "-x", "-p", "no:xdist"]]


def test_tests_run_side_by_side_unless_told_otherwise(run: ModuleType) -> None:
    """`run.py test` uses a process a core; what a person writes comes after it, so that `-n 0` or a path wins."""
    ((*before, last),) = run.commands("py", ["test", "-x"])
    assert before == ["py", "-m", "pytest", *run.SIDE_BY_SIDE]
    assert last == "-x"


_AS_COMMAND = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("run_script", sys.argv.pop(1))
run = importlib.util.module_from_spec(spec)
spec.loader.exec_module(run)
run.prepare = lambda lock: sys.executable
run.commands = lambda python, arguments: [[python, "-c", "import sys; sys.exit(0)"], [python, "-c", "import os; print(os.getpid())"]]
sys.exit(run.main())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no exec")
def test_no_process_stands_between_a_signal_and_the_command() -> None:
    """The last command has the process id of run.py itself: whatever ends the one ends the other."""
    with subprocess.Popen([sys.executable, "-c", _AS_COMMAND, str(RUN), "build"], stdout=subprocess.PIPE, text=True) as started:
        assert started.communicate()[0].strip() == str(started.pid)
    assert started.returncode == 0


def test_the_first_command_that_fails_ends_the_rest(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several commands, none runs after one that failed, and its exit code is that of all."""
    monkeypatch.setattr(run, "prepare", lambda lock: sys.executable)
    monkeypatch.setattr(run.os, "chdir", lambda _: None)
    monkeypatch.setattr(run, "commands", lambda *_: [[sys.executable, "-c", "import sys; sys.exit(3)"], ["never"]])
    assert run.main() == 3


def test_run_py_needs_only_the_standard_library() -> None:
    """Every import of run.py is in the standard library."""
    names = {line.split()[1] for line in RUN.read_text(encoding="utf-8").splitlines() if line.strip().startswith("import ")}
    assert names <= sys.stdlib_module_names
