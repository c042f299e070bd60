"""What commands print: lines, findings, tables, and a progress bar where a person is watching."""

from __future__ import annotations

import contextlib
import csv
import json
import sys
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


@contextlib.contextmanager
def progress(total: int, quiet: bool) -> Iterator[Callable[[Finished], None]]:
    """A progress bar on a terminal; nothing in a pipe or with --plain."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _: None
        return

    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True) as bar:
        task = bar.add_task("Making files", total=total)

        def step(result: Finished) -> None:
            bar.update(task, advance=1, description=result.path)

        yield step
