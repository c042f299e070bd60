"""Note which lines of kit/ each test runs, and how long it takes: a plugin of pytest (`-p tools.who_runs`), asked for by `tools.mutants`.

The folder to write to stands in the environment (`WHO_RUNS`); each process of the tests writes its own files. Left out on purpose: what
other processes run that a test starts, and what a module runs when it is imported, which belongs to no test.
"""

from __future__ import annotations

import ast
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

ENV = "WHO_RUNS"
_LINES, _TIMES = "lines", "times"


class _Notes:
    """What one process of the tests notes."""

    def __init__(self, folder: Path, name: str) -> None:
        self.times: defaultdict[str, float] = defaultdict(float)
        self._kept = folder / f"{_TIMES}.{name}.json"
        self._lines = coverage.Coverage(data_file=str(folder / f"{_LINES}.{name}"), source=["kit"], config_file=False)
        self._lines.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._lines.switch_context(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.times[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        self._lines.stop()
        self._lines.save()
        self._kept.write_text(json.dumps(self.times), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Take notes in the processes that run tests: the workers, or the only one there is."""
    worker: dict[str, str] = getattr(config, "workerinput", {})
    if worker or not config.getoption("numprocesses", None):
        config.pluginmanager.register(_Notes(Path(os.environ[ENV]), worker.get("workerid", "alone")))


class Runs:
    """What the processes noted in a folder, read back."""

    def __init__(self, folder: Path) -> None:
        self._data = []
        for path in sorted(folder.glob(f"{_LINES}.*")):
            self._data.append(coverage.CoverageData(basename=str(path)))
            self._data[-1].read()
        self.times: dict[str, float] = {}
        for path in sorted(folder.glob(f"{_TIMES}.*.json")):
            self.times |= json.loads(path.read_text(encoding="utf-8"))

    def tests(self, path: Path, line: int) -> list[str]:
        """The tests that run a line of a module, the quickest first.

        A line that is run when the module is imported (a constant, a default) belongs to those that run its function, or the module.
        """
        found: dict[int, set[str]] = defaultdict(set)
        for data in self._data:
            for number, tests in data.contexts_by_lineno(str(path)).items():
                found[number].update(test for test in tests if test in self.times)
        spans = ((line, line), *_around(path, line), (1, max(found, default=0)))
        near = ({test for number in range(first, last + 1) for test in found[number]} for first, last in spans)
        return sorted(next(filter(None, near), ()), key=lambda test: (self.times[test], test))


def _around(path: Path, line: int) -> Iterator[tuple[int, int]]:
    """The first and last lines of the functions and classes that a line stands in, from the inside out."""
    kinds = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    spans = [(node.lineno, node.end_lineno or node.lineno) for node in tree if isinstance(node, kinds)]
    return iter(sorted((span for span in spans if span[0] <= line <= span[1]), reverse=True))
