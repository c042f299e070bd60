"""Change the code a little, many times, and count which changes the tests see: `python -m tools.mutants kit/digest.py --sample 20`.

Without paths it samples the whole of kit/. The changes are mutmut's (all but words in strings); each is made in a copy of the
project and judged first by the tests that run the changed line, the quickest first (which they are is noted once, by the whole suite:
`--notes` keeps it for another time). Where none of them sees it, those are asked that may run it in a process of their own, or share what
another made: the tests that mirror its module, those at the borders, of its room, those that name it, and those of the rooms that stand on
its own (`_USERS`). Survivors are printed with their line: each is a rule that no test states, or code that nothing needs. Left out on
purpose: tests marked slow, those that start outside programs, and those that fail in the copy without any change, which are named.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from mutmut.mutation.file_mutation import Mutation, create_mutations, deep_replace

from tools import who_runs

ROOT = Path(__file__).resolve().parent.parent
_LEFT = (".git", ".venv", "output", "dist", "__pycache__", ".*cache", ".hypothesis")  # what tests of the code do not ask for
_BORDERS = (Path("tests/test_boundaries.py"), Path("tests/test_defaults.py"), Path("tests/test_golden.py"))
_USERS = {  # rooms that others' tests use hardest
    "kit/build": ("tests/test_incremental.py", "tests/test_offering.py", "tests/test_many_machines.py", "tests/test_pack.py"),
    "kit/checks": ("tests/checks/test_records.py",),
    "kit/checks/outline": ("tests/formats",),
    "kit/content": ("tests/checks/source", "tests/test_hostile.py"),
    "kit/document": ("tests/test_selections.py",),
    "kit/formats/deck": ("tests/checks/deck/test_deck.py", "tests/test_cli_deck.py"),
    "kit/pdf": ("tests/formats/print",),
    "kit/tagged": ("tests/checks/pdf", "tests/formats/print"),
    "kit/text": ("tests/formats/print",),
    "kit/translate": ("tests/test_cli_translate.py", "tests/test_new_language.py"),
}
_QUICK = (10.0, 60.0)
"""Seconds of tests that are asked at once, first and then: most changes are seen by the first few."""
_MARKS = ("-m", "not slow and not validator", "-p", "no:cacheprovider", "--hypothesis-seed=1")
_PATIENCE = 900  # seconds that a test may take, also on a busy machine; an endless loop is a change that was seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of a module (its path is relative to the project); the changed text is made when it is asked for."""

    path: Path
    module: cst.Module
    change: Mutation

    def code(self) -> str:
        """The module's text with the change."""
        return deep_replace(self.module, self.change.original_node, self.change.mutated_node).code

    def line(self) -> int:
        """The line where the changed text begins to differ."""
        pairs = itertools.zip_longest(self.module.code.splitlines(), self.code().splitlines())
        return next((number for number, (before, after) in enumerate(pairs, start=1) if before != after), 0)

    def said(self) -> str:
        """The change in words."""
        before, after = (self.module.code_for_node(node) for node in (self.change.original_node, self.change.mutated_node))
        return " ".join(f"{before} -> {after}".split())


def mutants(path: Path) -> Iterator[Mutant]:
    """Every change of a module, in order."""
    module, found, _, _ = create_mutations(str(path), (ROOT / path).read_text(encoding="utf-8"))
    return (Mutant(path=path, module=module, change=one) for one in found if not isinstance(one.original_node, cst.BaseString))


def tests_of(path: Path) -> list[tuple[str, ...]]:
    """Groups of tests in the order in which they are asked: the module's own, those at the borders, its room's, its users'."""
    parts = path.with_suffix("").parts[1:]
    own = [Path("tests", *parts[:-1], f"test_{parts[-1]}.py"), Path("tests", f"test_{parts[-1]}.py")]
    rooms = [Path("tests", *parts[:end]) for end in range(len(parts) - 1, 0, -1)]
    beside = [found.relative_to(ROOT) for found in sorted((ROOT / "tests").glob(f"test_{parts[0]}*.py"))]
    room, _, name = ".".join(path.with_suffix("").parts).removesuffix(".__init__").rpartition(".")
    module = re.compile(rf"\b{re.escape(room)}\.{name}\b|from {re.escape(room)} import (?:\([^)]*|[^\n(]*)\b{name}\b")
    naming = [
        found.relative_to(ROOT)
        for found in sorted((ROOT / "tests").rglob("test_*.py"))
        if module.search(found.read_text(encoding="utf-8"))
    ]
    groups = (
        [found for found in own if (ROOT / found).is_file()][:1],
        _BORDERS,
        [*[found for found in rooms if (ROOT / found).is_dir()][:1], *beside],
        naming,
        [Path(test) for room, tests in _USERS.items() if path.is_relative_to(room) for test in tests],
    )
    asked: set[Path] = set()
    found = []
    for group in groups:
        new = [one for one in dict.fromkeys(group) if one not in asked and not asked & set(one.parents)]
        asked |= set(new)
        found.append(tuple(one.as_posix() for one in new))
    return [group for group in found if group]


def _fails(tests: Iterable[str], copy: Path, *more: str) -> tuple[bool, str]:
    """Whether a test fails, and the name of the first that does ("" if none came to its end)."""
    patience = ("-o", f"faulthandler_timeout={_PATIENCE}", "-o", "faulthandler_exit_on_timeout=true")
    command = [sys.executable, "-m", "pytest", "-q", *_MARKS, "-x", "-rfE", "--tb=no", *patience, *more, *tests]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)  # noqa: S603
    name = re.search(r"^(?:FAILED|ERROR) (\S+\.py(?:::.*?)?)(?: - .*)?$", done.stdout, re.MULTILINE)
    return done.returncode not in {0, 5}, name[1] if name else ""  # 5: no test is left


class Judge:
    """Asks the tests of a copy of the project, and leaves out those that fail there without any change."""

    def __init__(self, copy: Path, runs: who_runs.Runs) -> None:
        self.copy, self.runs = copy, runs
        self.sound: dict[str, bool] = {}

    def sees(self, mutant: Mutant) -> bool:
        """Whether a test fails with this change that does not fail without it."""
        return any(self._group_sees(mutant, tests) for tests in (*self._running(mutant), *tests_of(mutant.path)))

    def _running(self, mutant: Mutant) -> Iterator[tuple[str, ...]]:
        """The tests that run the changed line, in groups that take so long together."""
        tests, spent, groups = self.runs.tests(ROOT / mutant.path, mutant.line()), 0.0, len(_QUICK) + 1
        made: list[list[str]] = [[] for _ in range(groups)]
        for test in tests:
            spent += self.runs.times[test]
            made[sum(spent > limit for limit in _QUICK)].append(test)
        yield from (tuple(group) for group in made if group)

    def _group_sees(self, mutant: Mutant, tests: tuple[str, ...]) -> bool:
        while True:
            failed, name = self._changed(mutant, tests)
            if not failed or not name or self._is_sound(name):
                return failed

    def _changed(self, mutant: Mutant, tests: tuple[str, ...]) -> tuple[bool, str]:
        target = self.copy / mutant.path
        whole = target.read_text(encoding="utf-8")
        target.write_text(mutant.code(), encoding="utf-8")
        try:
            return _fails(tests, self.copy, *(f"--deselect={name}" for name, sound in self.sound.items() if not sound))
        finally:
            target.write_text(whole, encoding="utf-8")

    def _is_sound(self, name: str) -> bool:
        if name not in self.sound:
            self.sound[name] = not _fails((name,), self.copy)[0]
            if not self.sound[name]:
                _say(f"left out, because it fails without any change: {name}")
        return self.sound[name]


def noted(folder: Path) -> who_runs.Runs:
    """Which tests run which lines: as noted in this folder, or noted there now by running them all."""
    if not any(folder.glob("*")):
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", *_MARKS, "-p", "tools.who_runs", "--tb=no"]
        subprocess.run(command, cwd=ROOT, env=os.environ | {who_runs.ENV: str(folder)}, capture_output=True, check=False)  # noqa: S603
    return who_runs.Runs(folder)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    """Sample, judge and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="modules, such as kit/digest.py; all of kit/ if none is given")
    parser.add_argument("--sample", type=int, default=200, help="how many changes")
    parser.add_argument("--seed", type=int, default=1, help="another number takes another sample")
    parser.add_argument("--part", default="1/1", help="a part of the sample: 2/4 is the second quarter")
    parser.add_argument("--notes", type=Path, help="a folder for which tests run which lines, to be kept; else noted anew")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long")
    given = parser.parse_args()
    paths = given.paths or sorted(path.relative_to(ROOT) for path in (ROOT / "kit").rglob("*.py"))
    pool = [mutant for path in paths for mutant in mutants(path)]
    chosen = random.Random(given.seed).sample(pool, min(given.sample, len(pool)))  # noqa: S311 - a sample, no secret
    part, of = map(int, given.part.split("/"))
    end = time.monotonic() + 60 * given.minutes
    done = killed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "project")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_LEFT))
        judge = Judge(copy, noted(given.notes or Path(folder, "notes")))
        with contextlib.suppress(KeyboardInterrupt):
            for mutant in chosen[part - 1 :: of]:
                if time.monotonic() > end:
                    break
                seen = judge.sees(mutant)
                done += 1
                killed += seen
                if not seen:
                    _say(f"survived: {mutant.path}:{mutant.line()}: {mutant.said()}")
    _say(f"{killed} of {done} changes seen ({killed / max(done, 1):.0%}), of {len(pool)} there are")


if __name__ == "__main__":
    main()
