"""Injects faults into small real builds and holds what must be true after the next one: `python -m tools.faults 200 --seed 1`.

Each case hurts a build, or what a build left (`fault_kinds`), and then runs the same command again. After that there must be exactly
the files of a clean build, each equal to it byte by byte, the manifest and the download page too; no file may have been made again
whose account was right and which was whole; and no process may be left. Each case is printed with its number and what was done; the
exit code is 1 if any was not stood. `--only NUMBER` repeats one case with its dice (what processes do meanwhile is no dice's), `--kind` takes one kind,
`--no-cluster` leaves out those that need Dask. Linux; a full disk is a small tmpfs where one may mount it, else a limit on files.
Left out on purpose: faults of a machine that loses power, which no process of it can play.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import random
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from kit.build.program import kit_digest
from tools.fault_kinds import KINDS, BrokenError, Cluster, Harm, MissedError, expect, lines_of, undone
from tools.trial_builds import HangingError, Trial

FORMATS = ("page", "page", "page,handout")
TRIES = 20
"""So often a case is tried whose build ends before anything is done to it."""


@dataclass(slots=True, kw_only=True)
class Counts:
    """What was seen, by kind."""

    cases: collections.Counter[str] = field(default_factory=collections.Counter)
    missed: collections.Counter[str] = field(default_factory=collections.Counter)
    kept: collections.Counter[str] = field(default_factory=collections.Counter)
    made: collections.Counter[str] = field(default_factory=collections.Counter)
    unlisted: collections.Counter[str] = field(default_factory=collections.Counter)
    failed: collections.Counter[str] = field(default_factory=collections.Counter)
    longest: float = 0.0


class Cleans:
    """The output of clean builds, one for each state of a project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: dict[str, Path] = {}

    def of(self, trial: Trial) -> Path:
        """Where the output of a clean build of a trial's project, as it is now, lies."""
        state = hashlib.sha256(repr((trial.clinics, trial.formats)).encode())
        for path in sorted(trial.root.rglob("*.*")):
            state.update(path.relative_to(trial.root).as_posix().encode() + path.read_bytes())
        key = state.hexdigest()
        if key not in self._made:
            out = self.folder / f"clean-{len(self._made)}"
            build = trial.build(out=out)
            expect(build.wait() == 0, f"a clean build failed: {build.said()}")
            for lock in out.glob(".lock*"):
                lock.unlink()
            self._made[key] = out
        return self._made[key]


def case(number: int, seed: int, kind: str, cleans: Cleans, cluster: Cluster, counts: Counts) -> str:
    """Play a case until its fault met the build; what was done, in words. BrokenError and HangingError: it was not stood."""
    for attempt in range(TRIES):
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            dice = random.Random(f"{seed}:{number}:{attempt}")  # noqa: S311 - repeatable, no secret
            trial = Trial(folder=Path(folder), formats=dice.choice(FORMATS))
            harm = Harm(trial=trial, dice=dice, clean=cleans.of(trial), cluster=cluster)
            with undone(harm):
                try:
                    did = KINDS[kind](harm)
                except MissedError:
                    counts.missed[kind] += 1
                    continue
                finally:
                    counts.longest = max(counts.longest, harm.longest)
                judge(harm, cleans, kind, counts)
                return did
    raise BrokenError(f"the build ended {TRIES} times before anything could be done to it")


def judge(harm: Harm, cleans: Cleans, kind: str, counts: Counts) -> None:
    """Build again, and hold what must be true; BrokenError says what is not."""
    trial = harm.trial
    clean = cleans.of(trial)
    right = {name: path.read_bytes() for name, path in trial.files(clean).items()}
    lines = {str(line["path"]): line for line in lines_of(clean)}
    before = {str(line["path"]): trial.files(harm.clean).get(str(line["path"])) for line in lines_of(harm.clean)}
    told: dict[str, list[dict[str, object]]] = collections.defaultdict(list)
    for line in lines_of(trial.out):
        told[str(line["path"])].append(line)
    there = {name: path for name, path in trial.files().items() if name in lines}
    marks = {name: (path.stat().st_ino, path.stat().st_mtime_ns) for name, path in there.items()}
    whole = {name for name, path in there.items() if path.read_bytes() == right[name]}
    for name in there.keys() - whole:
        old = before.get(name)
        expect(harm.torn or (old is not None and there[name].read_bytes() == old.read_bytes()), f"{name} is half a file")
    sound = {name for name in whole if lines[name] in told[name]}
    build = trial.build()
    expect(build.wait() == 0, f"the next build ended with {build.code}: {build.said()[-2_000:]}")
    expect(build.outlived() < 1, "a process outlived the next build")
    after = {name: path.read_bytes() for name, path in trial.files().items()}
    expect(after.keys() == right.keys(), f"not the right files: {sorted(after.keys() ^ right.keys())}")
    wrong = sorted(name for name in right if after[name] != right[name])
    expect(not wrong, f"other bytes than a clean build's: {wrong}")
    made = {name for name in lines if marks.get(name) != _mark(trial.out / name)}
    expect(not made & sound, f"made again though nothing was wrong: {sorted(made & sound)}")
    counts.kept[kind] += len(lines) - len(made)
    counts.made[kind] += len(made)
    counts.unlisted[kind] += len((made & whole) - told.keys())


def _mark(path: Path) -> tuple[int, int]:
    return path.stat().st_ino, path.stat().st_mtime_ns


def main() -> int:
    """Play the cases, print what failed and the counts; 1 if anything failed."""
    parser = argparse.ArgumentParser(description="Inject faults into small builds.")
    parser.add_argument("count", type=int, nargs="?", default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="", help=f"only one of: {', '.join(KINDS)}")
    parser.add_argument("--only", type=int, help="one case by its number")
    parser.add_argument("--no-cluster", action="store_true", help="leave out what needs Dask")
    asked = parser.parse_args()
    kinds = [kind for kind in KINDS if asked.kind in ("", kind) and not (asked.no_cluster and "cluster" in kind)]
    counts, cluster = Counts(), Cluster()
    kit_digest()  # once, for all builds that are forked from here
    with tempfile.TemporaryDirectory(prefix="faults-clean-") as folder:
        cleans = Cleans(Path(folder))
        try:
            for number in range(asked.count) if asked.only is None else [asked.only]:
                kind = kinds[number % len(kinds)]
                counts.cases[kind] += 1
                try:
                    did = case(number, asked.seed, kind, cleans, cluster, counts)
                except (BrokenError, HangingError) as error:
                    counts.failed[kind] += 1
                    sys.stdout.write(f"{number} {kind}: NOT STOOD: {error}\n")
                else:
                    sys.stdout.write(f"{number} {kind}: {did}\n")
                sys.stdout.flush()
        finally:
            cluster.end()
    for kind in kinds:
        sys.stdout.write(
            f"{kind}: {counts.cases[kind]} injected, {counts.failed[kind]} not stood; then {counts.kept[kind]} files kept and "
            f"{counts.made[kind]} made, {counts.unlisted[kind]} of them whole but not yet in the account "
            f"({counts.missed[kind]} tries came too late)\n"
        )
    sys.stdout.write(
        f"together: {counts.cases.total()} faults, {counts.failed.total()} not stood; "
        f"the last process of a hurt command lived {counts.longest:.2f} seconds longer than it\n"
    )
    return 1 if counts.failed else 0


if __name__ == "__main__":
    sys.exit(main())
