"""Change the code a little, many times, and count which changes the tests see: `python -m tools.mutants kit/digest.py --sample 20`.

Without paths it samples the whole of kit/. The changes are mutmut's (all but words in strings); each is made in a copy of the
project and judged by the tests that mirror its module, then by those at the borders. Survivors are printed with their line:
each is a rule that no test states, or code that nothing needs.
"""

from __future__ import annotations

import argparse
import functools
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from mutmut.mutation.file_mutation import Mutation, create_mutations, deep_replace

ROOT = Path(__file__).resolve().parent.parent
_COPIED = ("kit", "tests", "tools", "content", "locales", "run.py", "pyproject.toml", "README.md", "conftest.py")
_PATIENCE = 60  # seconds beyond three times what the tests take; an endless loop is a change that was seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of a module (its path is relative to the project); the changed text is made when it is asked for."""

    path: Path
    module: cst.Module
    change: Mutation

    def code(self) -> str:
        """The module's text with the change."""
        return deep_replace(self.module, self.change.original_node, self.change.mutated_node).code

    def said(self) -> str:
        """The change in words."""
        before, after = (self.module.code_for_node(node) for node in (self.change.original_node, self.change.mutated_node))
        return " ".join(f"{before} -> {after}".split())


def mutants(path: Path) -> Iterator[Mutant]:
    """Every change of a module, in order."""
    module, found, _, _ = create_mutations(str(path), (ROOT / path).read_text(encoding="utf-8"))
    return (Mutant(path=path, module=module, change=one) for one in found if not isinstance(one.original_node, cst.BaseString))


def tests_of(path: Path) -> list[str]:
    """The tests that mirror a module, else those of its room, and those at the borders."""
    parts = path.with_suffix("").parts[1:]
    wanted = [
        Path("tests", *parts[:-1], f"test_{parts[-1]}.py"),
        Path("tests", f"test_{parts[-1]}.py"),
        *(Path("tests", *parts[:end]) for end in range(2, 0, -1)),
    ]
    near = next((str(one) for one in wanted if (ROOT / one).exists()), "")
    beside = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "tests").glob(f"test_{parts[0]}*.py"))]
    return [*([near] if near else beside), "tests/test_boundaries.py"]


def _fails(tests: tuple[str, ...], copy: Path, patience: float | None) -> bool:
    marks = "not slow and not validator"
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", marks, *tests]
    try:
        return subprocess.run(command, cwd=copy, capture_output=True, timeout=patience, check=False).returncode != 0  # noqa: S603
    except subprocess.TimeoutExpired:
        return True


@functools.cache
def taken(tests: tuple[str, ...], copy: Path) -> float:
    """Seconds that the tests take without a change. RuntimeError where one fails then: it would see every change."""
    begun = time.monotonic()
    if _fails(tests, copy, None):
        raise RuntimeError(f"a test fails without any change: {' '.join(tests)}")
    return time.monotonic() - begun


def seen(mutant: Mutant, copy: Path) -> bool:
    """Whether a test fails with this change."""
    tests = tuple(tests_of(mutant.path))
    patience = 3 * taken(tests, copy) + _PATIENCE
    target = copy / mutant.path
    whole = target.read_text(encoding="utf-8")
    target.write_text(mutant.code(), encoding="utf-8")
    try:
        return _fails(tests, copy, patience)
    finally:
        target.write_text(whole, encoding="utf-8")


def main() -> None:
    """Sample, judge and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="modules, such as kit/digest.py; all of kit/ if none is given")
    parser.add_argument("--sample", type=int, default=200, help="how many changes")
    parser.add_argument("--seed", type=int, default=1, help="another number takes another sample")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long")
    given = parser.parse_args()
    paths = given.paths or sorted(path.relative_to(ROOT) for path in (ROOT / "kit").rglob("*.py"))
    pool = [mutant for path in paths for mutant in mutants(path)]
    chosen = random.Random(given.seed).sample(pool, min(given.sample, len(pool)))  # noqa: S311 - a sample, no secret
    end = time.monotonic() + 60 * given.minutes
    done = killed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, copy / name)
        for mutant in chosen:
            if time.monotonic() > end:
                break
            done += 1
            if seen(mutant, copy):
                killed += 1
            else:
                sys.stdout.write(f"survived: {mutant.path}: {mutant.said()}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{killed} of {done} changes seen ({killed / max(done, 1):.0%}), of {len(pool)} there are\n")


if __name__ == "__main__":
    main()
