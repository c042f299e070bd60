"""Throw spoiled files at everything that reads them: `python -m tools.hostile 1000 --seed 7`.

Each case is a right file of some kind (a clinic, a list of clinics, a logo, content, a catalog, people and reviews, a manifest), spoiled
(`hostile_inputs`) and read as a command would read it. It must be read or refused in words (KitError): any other
error, more than 10 seconds or more than 500 MB is printed with its number, and the exit code is 1. The seconds are those that this
process works; a case that waits is given a minute, for the machine may be busy. `--only NUMBER` repeats one case,
`--keep FOLDER` writes what failed. Left out on purpose: decks, PDFs and pages of strangers, which `kit check` reads with limits.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from kit import build, content, review
from kit.content import logo
from kit.errors import KitError
from kit.locale import find
from kit.translate import po
from tools.hostile_inputs import PEOPLE, ROOT, seeds, spoiled

SECONDS = 10
WAITS = 60
MEMORY = 500_000_000
LONGEST = 500_000


class TooLongError(BaseException):
    """The time of a case is over; no reader may catch it."""


class Readers:
    """A project in a folder of its own, and for each kind of file how a command reads it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.out = folder / "output"
        (self.out / "en").mkdir(parents=True)
        (self.out / "en/point-to-card-handout.draft.pdf").write_bytes(b"hello world\n")
        shutil.copytree(ROOT / "content", folder / "content")
        shutil.copyfile(folder / "content/clinics/example-logo.svg", folder / "logo.svg")
        (folder / "people.toml").write_bytes(PEOPLE)
        self.spanish = find("es", ROOT / "locales")

    def read(self, kind: str, data: bytes) -> None:
        """Read a file of a kind with these bytes; KitError if it is refused."""
        topic = self.root / "content/point-to-card"
        places: dict[str, tuple[Path, Callable[[Path], object]]] = {
            "clinic.toml": (self.root / kind, content.clinic),
            "clinics.csv": (self.root / kind, lambda path: content.clinics(path, "cp1252")),
            "clinics.xlsx": (self.root / kind, content.clinics),
            "logo.svg": (self.root / "other.svg", logo.read),
            "logo.png": (self.root / kind, logo.read),
            "logo.jpg": (self.root / kind, logo.read),
            "region.yaml": (self.root / "content/regions/US.yaml", lambda _: content.region(self.root / "content", "US")),
            "section.yaml": (topic / "sections/02-took.yaml", lambda _: content.load(self.root / "content", "point-to-card")),
            "topic.yaml": (topic / "topic.yaml", lambda _: content.load(self.root / "content", "point-to-card")),
            "catalog.po": (self.root / kind, lambda path: po.render(po.read(path, self.spanish))),
            "people.toml": (self.root / kind, lambda path: review.ledger(path.parent)),
            "review.tsv": (self.root / kind, lambda path: review.ledger(path.parent)),
            "manifest.jsonl": (self.out / kind, lambda path: self._listed(path.parent)),
        }
        path, reader = places[kind]
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(data)
        try:
            reader(path)
        finally:
            path.unlink() if before is None else path.write_bytes(before)

    def _listed(self, out: Path) -> None:
        """A manifest must not name any file but the one that is there."""
        named = [entry["path"] for entry in build.entries(out)]
        if named not in ([], ["en/point-to-card-handout.draft.pdf"]):
            raise AssertionError(f"lists {named}")


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """While one case is read: alarms after the seconds that it may work and wait (not on Windows, where time is only measured)."""

    def stop(*_: object) -> None:
        raise TooLongError

    if not hasattr(signal, "setitimer"):
        yield
        return
    clocks = ((signal.SIGPROF, signal.ITIMER_PROF, SECONDS), (signal.SIGALRM, signal.ITIMER_REAL, WAITS))
    for sign, clock, seconds in clocks:
        signal.signal(sign, stop)
        signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        for _, clock, _ in clocks:
            signal.setitimer(clock, 0)


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """While one case is read: so much memory beyond what is in use now (not on Windows and macOS). Making a case has no limit."""
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        before = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, before[1]))
    except (ImportError, OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def outcome(readers: Readers, kind: str, data: bytes) -> str:
    """What came of a case: "read", "refused", or what failed and where."""
    begun = time.process_time()
    try:
        with limited(), bounded():
            readers.read(kind, data)
        said = "read"
    except KitError as error:
        said = "refused" if len(str(error)) < LONGEST else f"a message of more than {LONGEST} characters"
    except TooLongError:
        return f"more than {SECONDS} seconds"
    except MemoryError:
        return f"more than {MEMORY // 1_000_000} MB"
    except Exception as error:  # noqa: BLE001 - finding these is what this program is for
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/kit/" in frame.filename] or [None]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames[-1] else "?"
        return f"{type(error).__name__} in {place}: {str(error)[:100]!r}"
    return said if time.process_time() - begun < SECONDS else f"more than {SECONDS} seconds"


def main() -> int:
    """Throw them, print what failed and how many were read and refused; 1 if anything failed."""
    parser = argparse.ArgumentParser(description="Throw spoiled files at everything that reads them.")
    parser.add_argument("count", type=int, nargs="?", default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="", help="only files of this kind, such as clinic.toml")
    parser.add_argument("--only", type=int, help="one case by its number")
    parser.add_argument("--keep", type=Path, help="a folder for the files that failed")
    asked = parser.parse_args()
    right = {kind: data for kind, data in seeds().items() if asked.kind in ("", kind)}
    told: collections.Counter[tuple[str, str]] = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        readers = Readers(Path(folder))
        for kind, data in right.items():
            if outcome(readers, kind, data) != "read":
                sys.stdout.write(f"the right {kind} is not read: {outcome(readers, kind, data)}\n")
                return 1
        for number in range(asked.count) if asked.only is None else [asked.only]:
            kind = list(right)[number % len(right)]
            data = spoiled(kind, right[kind], random.Random(f"{asked.seed}:{number}"))  # noqa: S311 - repeatable, no secret
            said = outcome(readers, kind, data)
            told[kind, said if said in ("read", "refused") else "failed"] += 1
            if said not in ("read", "refused"):
                sys.stdout.write(f"{number} {kind}: {said}\n")
                if asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    (asked.keep / f"{asked.seed}-{number}-{kind}").write_bytes(data)
    for kind in right:
        sys.stdout.write(f"{kind}: " + ", ".join(f"{told[kind, end]} {end}" for end in ("read", "refused", "failed")) + "\n")
    return 1 if any(end == "failed" for _, end in told) else 0


if __name__ == "__main__":
    sys.exit(main())
