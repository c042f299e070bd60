"""What commands print: lines, findings, tables, and a progress bar where a person is watching."""

from __future__ import annotations

import contextlib
import csv
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from kit.errors import EXIT_CHECKS_FAILED, EXIT_OK, Finding


class Finished(Protocol):
    """One file done, as the progress bar names it."""

    @property
    def path(self) -> str:
        """Its path in the output folder."""


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


def report(findings: tuple[Finding, ...], as_json: bool, name: str = "") -> int:
    """Print findings and give the exit code: 1 if any is an error."""
    if as_json:
        fields = ("id", "severity", "where", "message", "clause")
        rows = [{key: getattr(finding, key) for key in fields} for finding in findings]
        say(json.dumps({"file": name, "findings": rows}, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            clause = f" [{finding.clause}]" if finding.clause else ""
            say(f"{name + ': ' if name else ''}{finding.severity}: {finding.where}: {finding.message} ({finding.id}){clause}")
    return EXIT_CHECKS_FAILED if any(finding.severity == "error" for finding in findings) else EXIT_OK


def table(rows: Iterable[Iterable[object]]) -> None:
    """Print rows with tabs between their cells, as spreadsheets take them."""
    csv.writer(sys.stdout, delimiter="\t", lineterminator="\n").writerows(rows)


QUIET = 30.0
"""Seconds between two lines on progress where no bar can be drawn."""


@contextlib.contextmanager
def progress(total: int, quiet: bool, clock: Callable[[], float] = time.monotonic) -> Iterator[Callable[[Finished], None]]:
    """A progress bar on a terminal; in a pipe a line now and then, on the error stream; nothing with `quiet`.

    Both say how many files a second are made, and how long the rest will take.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if quiet:
        yield lambda _: None
        return
    if not console.is_terminal:
        yield _Lines(total, clock).step
        return

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Making files", total=total, rate="")
        begun = clock()

        def step(result: Finished) -> None:
            done = bar.tasks[0].completed + 1
            bar.update(task, advance=1, description=result.path, rate=f"{done / max(clock() - begun, 0.001):.1f} a second")

        yield step


class _Lines:
    """Progress for a log: a line at most every 30 seconds, so that a short build prints none."""

    def __init__(self, total: int, clock: Callable[[], float]) -> None:
        self.total, self.clock = total, clock
        self.begun = self.told = clock()
        self.done = 0

    def step(self, _: Finished) -> None:
        """A file is done."""
        self.done += 1
        now = self.clock()
        if now - self.told < QUIET or self.done == self.total:
            return
        self.told = now
        rate = self.done / (now - self.begun)
        left = _duration((self.total - self.done) / rate)
        sys.stderr.write(f"{self.done:,} of {self.total:,} files, {rate:.1f} a second, about {left} left\n")
        sys.stderr.flush()


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5_400 else f"{seconds / 3_600:.1f} hours"
