"""Small builds to be hurt: a project of one small topic with a list of clinics, and real `kit build` commands on it.

Each command is a process forked from this one, so that hundreds of them need not load the libraries hundreds of times; the workers
that it starts are started as always. Each has a process group of its own, which tells who is left of it. For Linux (/proc).
Left out on purpose: what is done to the builds (`fault_kinds`), and whether they stood it (`faults`).
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import kit.__main__
from kit import cli
from tests.small_topic import content_in, make_whole

ROOT = Path(__file__).resolve().parent.parent
DAY = "1795824000"
"""The day of the builds, 2026-11-28, as SOURCE_DATE_EPOCH has it."""
PATIENCE = 300.0
"""Seconds after which a command that has not ended is said to hang; no limit of the kit's own is measured by it."""
CLINICS = (("Harbor", "202-555-0143"), ("Mill", "202-555-0144"), ("مستوصف", "202-555-0145"))
_PAUSE = 0.002


class HangingError(Exception):
    """A command did not end."""


@dataclass(slots=True, kw_only=True)
class Build:
    """A command that runs, or has ended: `code` is its exit code, or less than 0 for the signal that ended it."""

    pid: int
    words: Path
    code: int | None = None

    def running(self) -> bool:
        """Whether it has not ended."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code is None

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        until = time.monotonic() + PATIENCE
        while self.running():
            if time.monotonic() > until:
                self.kill()
                raise HangingError(f"the command did not end in {PATIENCE:.0f} seconds")
            time.sleep(_PAUSE)
        assert self.code is not None
        return self.code

    def said(self) -> str:
        """What it printed until now, on both streams."""
        return self.words.read_text(encoding="utf-8", errors="replace") if self.words.exists() else ""

    def send(self, sign: signal.Signals, *, everybody: bool = False) -> None:
        """A signal to the command, or to each process of its group, as a terminal sends Ctrl+C."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, sign) if everybody else os.kill(self.pid, sign)

    def workers(self) -> list[int]:
        """The processes that make its files."""
        with contextlib.suppress(OSError):
            children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
            return [int(child) for child in children if b"spawn_main" in _command(child)]
        return []

    def outlived(self) -> float:
        """How many seconds after now its last process ended; they are ended by force where they have not after all patience."""
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            try:
                os.killpg(self.pid, 0)
            except ProcessLookupError:
                return time.monotonic() - begun
            time.sleep(_PAUSE)
        self.kill()
        return PATIENCE

    def kill(self) -> None:
        """End whatever is left of it."""
        self.send(signal.SIGKILL, everybody=True)
        while self.running():
            time.sleep(_PAUSE)


def _command(pid: str) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@dataclass(slots=True, kw_only=True)
class Trial:
    """A project in a folder of its own, which a case may change as it likes."""

    folder: Path
    clinics: list[tuple[str, str]] = field(default_factory=lambda: list(CLINICS))
    formats: str = "page,handout"
    content: Path = field(init=False)
    root: Path = field(init=False)
    catalog: Path = field(init=False)
    out: Path = field(init=False)
    _started: list[Build] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.content = content_in(self.folder / "project")
        self.root = make_whole(self.content, ROOT)
        self.catalog = self.root / "locales/ar/tea.po"
        self.out = self.folder / "out"

    def command(self, out: Path, *more: str) -> list[str]:
        """The command that makes everything, with the clinics as they are now."""
        path = self.folder / "clinics.csv"
        path.write_text("\n".join(("name,phone", *map(",".join, self.clinics), "")), encoding="utf-8")
        what = ["--allow-partial", "--format", self.formats, "--region", "US", "--clinics", str(path)]
        return ["kit", "build", "--root", str(self.root), "--out", str(out), "--plain", *what, *more]

    def build(
        self, *more: str, jobs: int = 1, out: Path | None = None, day: str = DAY, before: Callable[[], None] = lambda: None
    ) -> Build:
        """Start it, on that day; `before` is called in its process first."""
        words = self.folder / f"said-{len(self._started)}.txt"
        arguments = self.command(out or self.out, "--jobs", str(jobs), *more)
        sys.stdout.flush()
        pid = os.fork()
        if not pid:
            _become(arguments, words, day, before)
        made = Build(pid=pid, words=words)
        self._started.append(made)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpgid(pid, pid)
        return made

    def end(self) -> None:
        """End what still runs."""
        for build in self._started:
            build.kill()

    def files(self, out: Path | None = None) -> dict[str, Path]:
        """Every file of an output folder by its path there, without locks."""
        base = out or self.out
        found = {path.relative_to(base).as_posix(): path for path in base.rglob("*") if path.is_file()}
        return {name: path for name, path in found.items() if not name.startswith(".lock")}


def _become(arguments: list[str], words: Path, day: str, before: Callable[[], None]) -> None:
    """In a forked child: be the command, and end with it."""
    code = 1
    try:
        os.setpgid(0, 0)
        stream = os.open(words, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(stream, 1)
        os.dup2(stream, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ["SOURCE_DATE_EPOCH"] = day
        before()
        sys.argv = arguments
        sys.modules["__main__"] = kit.__main__  # so that a worker loads no more than that of the command does
        cli.main()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    finally:
        for stream_ in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream_.flush()
        os._exit(code)
