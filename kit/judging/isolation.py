"""Looking at files of strangers in a process of its own, so that what one file does to it can't touch the next.

The child has limits of memory and of time; where it dies or runs over them, the verdict says so. Left out on purpose: a
sandbox against code in files, of which nothing is ever run.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from kit.errors import Finding
from kit.judging.inspection import Limits, Verdict, inspect
from kit.processes import deaf, end_with_parent

MEMORY = 2_000_000_000
"""Bytes of address space that the child may use; fonts and libraries alone map some hundred million."""
GRACE = 5.0
"""Seconds that the child gets beyond a file's own, to stop by itself and say what it left out."""


def inspect_apart(paths: Iterable[Path], limits: Limits) -> Iterator[Verdict]:
    """A verdict for each file, in order, from a child process that is made anew whenever one has to be ended."""
    child: _Child | None = None
    try:
        for path in paths:
            child = child if child and child.process.is_alive() else _start(limits)
            verdict = child.ask(path, limits.seconds + GRACE)
            if verdict is None:
                child.end()
                verdict = _given_up(path)
            yield verdict
    finally:
        if child:
            child.end()


@dataclass(slots=True)
class _Child:
    process: multiprocessing.process.BaseProcess
    pipe: Connection

    def ask(self, path: Path, seconds: float) -> Verdict | None:
        """The child's verdict; None where it died, or did not answer in time."""
        try:
            self.pipe.send(path)
            if self.pipe.poll(seconds):
                found = self.pipe.recv()
                return found if isinstance(found, Verdict) else None
        except (EOFError, OSError):
            return None
        return None

    def end(self) -> None:
        """End the process, at once."""
        if self.process.pid is not None:  # it was started
            self.process.kill()
            self.process.join()
        self.pipe.close()


def _start(limits: Limits) -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, limits), daemon=True)
    with deaf(), contextlib.suppress(OSError):  # it could not be started, or ended at once: nothing answers in its pipe
        process.start()
    theirs.close()
    return _Child(process=process, pipe=ours)


def _serve(pipe: Connection, limits: Limits) -> None:
    """What the child does: a verdict for each path that comes, until nobody asks any more."""
    end_with_parent()
    with contextlib.suppress(ImportError, OSError, ValueError):  # not on Windows; there only time is bounded
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(EOFError, OSError):
        while True:
            path = pipe.recv()
            try:
                verdict = inspect(path, limits)
            except MemoryError:
                verdict = _given_up(path)
            pipe.send(verdict)


def _given_up(path: Path) -> Verdict:
    message = (
        "Looking at the file took more time or memory than one file may take: it was left. "
        "Open it in the program that made it, save it again, or split it; then check it again."
    )
    finding = Finding(id="not-read", severity="error", where="file", message=message, clause="kit: nothing passes unseen")
    return Verdict(file=str(path), findings=(finding,), looked=False)
