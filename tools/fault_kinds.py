"""What is done to builds: processes killed at any moment, disks that are full, files damaged, input changed, clocks that are wrong.

Each kind does one thing to a trial by the dice that it is given, holds what the hurt command itself must do, and says in words what
it did. Left out on purpose: what must be true afterwards, which is the same for all of them (`faults`).
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kit.files import replacing
from tools import damage
from tools.trial_builds import DAY, PATIENCE, ROOT, Build, HangingError, Trial

ENDS = 10.0
"""Seconds in which the last process of a stopped command must be gone. The kit's own promise is 2, which a busy machine may not keep."""
STOPPED = 130
REFUSED = 2


class MissedError(Exception):
    """The build had ended before anything could be done to it: this case does not count."""


class BrokenError(Exception):
    """The hurt command itself did what it must not."""


@dataclass(slots=True, kw_only=True)
class Harm:
    """One case: the trial, its dice, the output of a clean build of it, and what was seen on the way."""

    trial: Trial
    dice: random.Random
    clean: Path
    cluster: Cluster
    torn: bool = False
    longest: float = 0.0
    undo: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def finished(self) -> None:
        """The output folder as a build left it that nothing happened to."""
        shutil.copytree(self.clean, self.trial.out)

    def begun(self, *more: str, jobs: int = 2) -> Build:
        """A build at some moment between its start and its last file."""
        build = self.trial.build(*more, jobs=jobs)
        self.wait_in(build)
        return build

    def wait_in(self, build: Build) -> None:
        """Wait until a build has published some files, or has started workers, and a little longer."""
        products = [str(line["path"]) for line in lines_of(self.clean)]
        wanted = self.dice.randrange(len(products))
        until = time.monotonic() + PATIENCE
        while build.running() and not self._is_at(build, products, wanted):
            if time.monotonic() > until:
                raise HangingError("no file was made")
            time.sleep(0.002)
        time.sleep(self.dice.choice((0.0, 0.0, 0.01, 0.05, 0.2)))
        if not build.running():
            raise MissedError

    def _is_at(self, build: Build, products: list[str], wanted: int) -> bool:
        if wanted == 0:
            return bool(build.workers()) or build.said() != ""
        return sum((self.trial.out / path).exists() for path in products) >= wanted

    def ended(self, build: Build) -> int:
        """A stopped command's exit code; BrokenError if it printed a traceback, or a process of it lives on."""
        code = build.wait()
        alive = build.outlived()
        self.longest = max(self.longest, alive)
        expect(alive < ENDS, f"a process lived {alive:.1f} seconds longer than the command")
        expect("Traceback" not in build.said(), f"it printed a traceback: {build.said()[-2_000:]}")
        return code


def expect(holds: bool, words: str) -> None:
    """BrokenError where something does not hold."""
    if not holds:
        raise BrokenError(words)


def lines_of(out: Path) -> list[dict[str, object]]:
    """The lines of an output folder's accounts that are JSON objects with a path, read by this program's own few lines."""
    found = []
    for path in sorted(out.glob("manifest*.jsonl")):
        for line in path.read_bytes().splitlines():
            with contextlib.suppress(ValueError):
                entry = json.loads(line)
                if isinstance(entry, dict) and isinstance(entry.get("path"), str):
                    found.append(entry)
    return found


class Cluster:
    """Two workers of Dask, started when first asked for; those that were killed are replaced before the next case."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self) -> str:
        """Its address."""
        if self._process is None:
            command = [sys.executable, "-m", "tools.small_cluster"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            self._process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)  # noqa: S603 - a module of ours
            assert self._process.stdout is not None
            self.address = self._process.stdout.readline().strip()
        self.workers("whole")
        return self.address

    def workers(self, when: str = "") -> list[int]:
        """The process ids of its workers now, or when the cluster is whole."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{when}\n")
        self._process.stdin.flush()
        return [int(pid) for pid in self._process.stdout.readline().split()]

    def end(self) -> None:
        """End it."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            self._process.wait()


def a_worker_is_killed(harm: Harm) -> str:
    """Kill -9 of one worker, or of two one after the other: the build makes every file all the same."""
    build = harm.begun()
    times = harm.dice.choice((1, 1, 2))
    for _ in range(times):
        workers = build.workers()
        if not workers:
            raise MissedError
        with contextlib.suppress(ProcessLookupError):
            os.kill(harm.dice.choice(workers), signal.SIGKILL)
        time.sleep(harm.dice.random() / 10)
    code = harm.ended(build)
    lost = "was ended twice" in build.said()  # both kills met the same file: it is told, and made by the next build
    expect(code == (1 if lost else 0), f"exit code {code}: {build.said()[-2_000:]}")
    return f"killed {times}{', one file was reported lost' if lost else ''}"


def the_parent_is_killed(harm: Harm) -> str:
    """Kill -9 of the command itself: its workers end too, and nothing is locked."""
    build = harm.begun()
    build.send(signal.SIGKILL)
    harm.ended(build)
    return "kill -9"


def it_is_interrupted(harm: Harm) -> str:
    """Ctrl+C, or a signal that asks a program to end: it says what was finished."""
    build = harm.begun(jobs=harm.dice.choice((1, 2)))
    sign = harm.dice.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    everybody = sign == signal.SIGINT and harm.dice.random() < 0.5
    build.send(sign, everybody=everybody)
    code = harm.ended(build)
    if code == 0:
        raise MissedError
    expect(code == STOPPED or (code == -sign and not harm.trial.out.exists()), f"exit code {code} after {sign.name}")
    expect(code < 0 or "topped" in build.said(), "it did not say that it was stopped")
    return f"{sign.name}{' to all' if everybody else ''}"


def a_cluster_worker_is_killed(harm: Harm) -> str:
    """Kill -9 of a worker of the cluster: its file goes to another."""
    address = harm.cluster.start()
    build = harm.begun("--cluster", address)
    with contextlib.suppress(ProcessLookupError, IndexError):
        os.kill(harm.dice.choice(harm.cluster.workers()), signal.SIGKILL)
    code = harm.ended(build)
    expect(code == 0, f"exit code {code}: {build.said()[-2_000:]}")
    return "kill -9"


def the_parent_of_a_cluster_build_is_killed(harm: Harm) -> str:
    """Kill -9 or Ctrl+C of the command whose files a cluster makes."""
    build = harm.begun("--cluster", harm.cluster.start())
    sign = harm.dice.choice((signal.SIGKILL, signal.SIGINT))
    build.send(sign)
    code = harm.ended(build)
    expect(code in (-signal.SIGKILL, STOPPED, 0), f"exit code {code}: {build.said()[-2_000:]}")
    return sign.name


def the_disk_is_full(harm: Harm) -> str:
    """A disk that has room for some of the files (a small tmpfs, or where that needs rights a limit on files): words, then room."""
    total = sum(path.stat().st_size for path in harm.trial.files(harm.clean).values())
    out, jobs = harm.trial.out, harm.dice.choice((1, 2))
    out.mkdir()
    room = harm.dice.randrange(4_096, total)
    mounted = _mount("-t", "tmpfs", "-o", f"size={room}", "none", str(out))
    if mounted:
        harm.undo.callback(subprocess.run, ["umount", "-l", str(out)], check=False)
        build = harm.trial.build(jobs=jobs)
    else:
        room = harm.dice.randrange(1_024, max(path.stat().st_size for path in harm.trial.files(harm.clean).values()))
        build = harm.trial.build(jobs=jobs, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    code = harm.ended(build)
    if code == 0:
        raise MissedError
    expect(code == REFUSED, f"exit code {code}: {build.said()[-2_000:]}")
    expect("could not write" in build.said(), f"it did not say so: {build.said()[-500:]}")
    if mounted:
        _mount("-o", "remount,size=100m", str(out))
    return f"room for {room // 1_024} of {total // 1_024} kB"


def _mount(*arguments: str) -> bool:
    """Whether the system mounts that; it takes the rights of an administrator."""
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0  # noqa: S603, S607 - the system's own


def files_are_damaged(harm: Harm) -> str:
    """Finished files changed, cut, emptied, deleted, or with another's bytes."""
    harm.finished()
    harm.torn = True
    names = sorted(str(line["path"]) for line in lines_of(harm.clean))
    chosen = harm.dice.sample(names, harm.dice.choice((1, 1, 2, 5)))
    for name in chosen:
        path = harm.trial.out / name
        data = path.read_bytes()
        match harm.dice.randrange(5):
            case 0:
                path.unlink()
            case 1:
                path.write_bytes(b"")
            case 2:
                path.write_bytes(data[: harm.dice.randrange(len(data))])
            case 3:
                path.write_bytes((harm.trial.out / harm.dice.choice(names)).read_bytes())
            case _:
                path.write_bytes(damage.changed(data, harm.dice, 3))
    return f"{len(chosen)} files"


def the_account_is_damaged(harm: Harm) -> str:
    """The manifest cut, changed, doubled or deleted; other files of the kit's own deleted; left-overs of a killed build."""
    harm.finished()
    manifest = harm.trial.out / "manifest.jsonl"
    data = manifest.read_bytes()
    match kind := harm.dice.choice(("cut", "changed", "deleted", "doubled", "own files deleted", "left-overs")):
        case "cut":
            manifest.write_bytes(data[: harm.dice.randrange(len(data))])
        case "changed":
            manifest.write_bytes(damage.changed(data, harm.dice, 5))
        case "deleted":
            manifest.unlink()
        case "doubled":
            manifest.write_bytes(data + data[::-1] + data)
        case "own files deleted":
            for path in harm.trial.out.glob("*.html"):
                path.unlink()
            shutil.rmtree(harm.trial.out / "review")
        case "left-overs":
            for name in (str(harm.dice.choice(lines_of(harm.clean))["path"]), *harm.dice.sample(_PAGES, 3)):
                _half(harm.trial.out / name, harm.dice)
            (harm.trial.out / "manifest.unfinished-1-of-1.jsonl").write_bytes(data[: harm.dice.randrange(len(data))])
    return kind


_PAGES = (
    "index.html",
    "coverage.html",
    "manifest.jsonl",
    "receipts/a.html",
    "harbor/index.html",
    "mill/receipts/b.html",
    "review/c.pdf",
)


def _half(path: Path, dice: random.Random) -> None:
    """What a process leaves that is killed while it writes a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not (pid := os.fork()):
        with replacing(path) as file:
            file.write(b"half"[: dice.randrange(5)])
            file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)


def _changes(harm: Harm) -> list[tuple[str, Callable[[], object]]]:
    trial = harm.trial
    section, region = trial.content / "tea/sections/01-sleep.yaml", trial.content / "regions/US.yaml"

    def put(path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, (path, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    return [
        ("a phone", lambda: trial.clinics.__setitem__(1, ("Mill", "202-555-0199"))),
        ("an Arabic word", lambda: put(trial.catalog, "الماء يساعد.", "الماء مفيد.")),
        ("an English word", lambda: put(section, "Tannin makes tea bitter and dry.", "Tannin makes a tea bitter and dry.")),
        ("a comment", lambda: put(trial.catalog, "msgctxt", "# A comment.\nmsgctxt")),
        ("the order of the clinics", lambda: trial.clinics.reverse()),
        ("one more clinic", lambda: trial.clinics.insert(0, ("Quay", "202-555-0146"))),
        ("a number of the region", lambda: put(region, "911", "933")),
    ]


def input_is_changed(harm: Harm) -> str:
    """A word, a phone, a number changed between two builds, or a list in another order."""
    harm.finished()
    words, change = harm.dice.choice(_changes(harm))
    change()
    return words


def input_is_changed_midway(harm: Harm) -> str:
    """The same while files are made: what each file says it was made from is what it was made from."""
    build = harm.begun()
    words, change = harm.dice.choice(_changes(harm))
    change()
    code = harm.ended(build)
    expect(code == 0, f"exit code {code}: {build.said()[-2_000:]}")
    return words


def the_clock_is_wrong(harm: Harm) -> str:
    """A build on another day, before the numbers were checked or after they expired, or by a clock that is none."""
    if harm.dice.random() < 0.5:
        harm.finished()
    harm.torn = True  # files of another day are other files
    day = 86_400
    clock = harm.dice.choice(
        ("0", "-5", "1e9", "x", "99999999999999", "4102444800", *(str(int(DAY) + n * day) for n in (-900, -3, 1, 400)))
    )
    code = harm.ended(harm.trial.build(day=clock))
    expect(code in (0, REFUSED), f"exit code {code} by the clock {clock}")
    return f"SOURCE_DATE_EPOCH={clock}"


def two_builds_at_once(harm: Harm) -> str:
    """Two builds into one folder: one makes the files, the other is told so; killed, the first leaves nothing locked."""
    first, second = harm.trial.build(), harm.trial.build()
    killed = harm.dice.random() < 0.5
    if killed:
        harm.wait_in(first)
        first.send(signal.SIGKILL)
    codes = {harm.ended(first), harm.ended(second)}
    allowed = ({0}, {0, REFUSED}, {-signal.SIGKILL, 0}, {-signal.SIGKILL, REFUSED})
    expect(codes in allowed, f"exit codes {codes}: {first.said()[-500:]} {second.said()[-500:]}")
    for build in (first, second):
        expect(build.code != REFUSED or "another build is writing" in build.said(), build.said()[-500:])
    return f"exit codes {sorted(codes)}"


def two_shards_at_once(harm: Harm) -> str:
    """Two parts of a build into one folder at the same time, of which one may be killed."""
    shards = [harm.trial.build("--shard", f"{part}/2") for part in (1, 2)]
    killed = harm.dice.random() < 0.5
    if killed:
        harm.wait_in(shards[0])
        shards[0].send(signal.SIGKILL)
    codes = [harm.ended(build) for build in shards]
    expect(codes[1] == 0 and codes[0] in (0, -signal.SIGKILL), f"exit codes {codes}: {shards[1].said()[-500:]}")
    return "one killed" if killed else "both ended"


KINDS: dict[str, Callable[[Harm], str]] = {
    "kill -9 of a worker": a_worker_is_killed,
    "kill -9 of the command": the_parent_is_killed,
    "interrupt": it_is_interrupted,
    "kill -9 of a cluster's worker": a_cluster_worker_is_killed,
    "end of the command that asked a cluster": the_parent_of_a_cluster_build_is_killed,
    "full disk": the_disk_is_full,
    "damaged files": files_are_damaged,
    "damaged account": the_account_is_damaged,
    "changed input": input_is_changed,
    "input changed midway": input_is_changed_midway,
    "odd clock": the_clock_is_wrong,
    "two builds at once": two_builds_at_once,
    "two shards at once": two_shards_at_once,
}


@contextlib.contextmanager
def undone(harm: Harm) -> Iterator[None]:
    """Whatever was started or mounted is ended with the case."""
    try:
        yield
    finally:
        harm.trial.end()
        harm.undo.close()
