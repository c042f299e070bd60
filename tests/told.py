"""What planted faults are told as, kept as readable text beside the tests: ids, severities, places, numbers and words.

A test of a table asks for `told` and gives it a fault's name and what was found. `--rewrite-goldens` writes the entry anew.
"""

from __future__ import annotations

import functools
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kit.errors import Finding

Told = Callable[[str, str, Iterable[Finding]], None]
"""Compare what was found (of a table and a fault's name) with tests/golden/findings/<table>.txt."""

_FOLDER = Path(__file__).parent / "golden" / "findings"
_MOST = 4
_ELSEWHERE = re.compile(r"/\S*/(?=content/)| Words known for it: .*?\.(?= |$)")
"""Where a test's own folder is, and what a language's lexicon holds: neither is what a check says."""


def _entries(text: str) -> dict[str, str]:
    """A table's entries by name: a line with the name, then a line for each finding, indented."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("  "):
            found[name] += f"{line}\n"
        else:
            name = line
            found[name] = ""
    return found


@functools.cache
def _kept(table: str) -> dict[str, str]:
    path = _FOLDER / f"{table}.txt"
    return _entries(path.read_text(encoding="utf-8")) if path.exists() else {}


def _lines(findings: Iterable[Finding]) -> str:
    """A line for each finding: of one id the first few, and how many more there are."""
    told: Counter[str] = Counter()
    lines = []
    for finding in findings:
        told[finding.id] += 1
        if told[finding.id] <= _MOST:
            said = f"{finding.severity} {finding.id} ({finding.clause}) {finding.where}: {finding.message}"
            lines.append("  " + _ELSEWHERE.sub("", " ".join(said.split())))
    lines += [f"  {found - _MOST} more of {name}" for name, found in told.items() if found > _MOST]
    return "".join(f"{line}\n" for line in lines)


def _rewrite(table: str, name: str, lines: str) -> None:
    """One entry in its place in the table."""
    assert "PYTEST_XDIST_WORKER" not in os.environ, "entries of one file are written by one process: add -n 0"
    path = _FOLDER / f"{table}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = {**(_entries(path.read_text(encoding="utf-8")) if path.exists() else {}), name: lines}
    text = "".join(f"{entry}\n{found}" for entry, found in sorted(entries.items()))
    path.write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Told:
    """Holds findings against those kept in a table under tests/golden/findings/."""

    def compare(table: str, name: str, findings: Iterable[Finding]) -> None:
        lines = _lines(findings)
        if request.config.getoption("--rewrite-goldens"):
            _rewrite(table, name, lines)
        else:
            assert lines == _kept(table).get(name), (
                f"{table}: “{name}” is told otherwise; if it should, run with --rewrite-goldens"
            )

    return compare
