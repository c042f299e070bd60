"""Look at many files of others, as `kit check` does, and tell what each cost: exceptions, seconds and memory.

    python -m tools.strangers FOLDER --out verdicts.jsonl

Each file is looked at by a process of its own, so that its memory can be told from that of others; one that takes too long is
ended. A line of `--out` is a verdict: the file, the part of ISO 14289 by which a PDF is judged, what was found, seconds and the
most memory in use. `tools.agreement` holds the lines against veraPDF. Left out on purpose: where to have files from; those of
others are never part of this project.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import pikepdf

from kit.judging.inspection import Limits, inspect

SECONDS = 20.0
"""What one file may take at the most; the checker's own budget is less."""
MEMORY = 500_000_000
"""Bytes of memory that one file may take."""
ENDINGS = frozenset((".pdf", ".pptx", ".pptm", ".potx", ".ppsx", ".ppsm", ".html", ".htm", ".xhtml"))
_GRACE = 10.0
_SURPRISE = re.compile(r"\((\w+(?:Error|Exception|Exit))\)")
_PART = re.compile(rb"pdfuaid:part\W{1,4}2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What came of one file; `found` has (id, severity, clause, message) of each finding, `died` how its process ended, if it did.

    `seconds` are those of the clock, `work` those of the processor, which a busy machine does not change.
    """

    file: str
    part: str = ""
    seconds: float = 0.0
    work: float = 0.0
    memory: int = 0
    looked: bool = True
    found: list[tuple[str, str, str, str]] = field(default_factory=list)
    died: str = ""

    @property
    def surprises(self) -> list[str]:
        """The exceptions that ended a check or the whole look."""
        said = [match[1] for _, _, _, message in self.found if (match := _SURPRISE.search(message))]
        return [*said, *([self.died] if self.died else [])]

    @property
    def kind(self) -> str:
        """The ending of its name."""
        return Path(self.file).suffix.lower()


def looks(paths: Iterable[Path], limits: Limits | None = None) -> Iterator[Look]:
    """Each file's look, in order; one process a file."""
    context = multiprocessing.get_context("forkserver")  # a fork of this process would count its memory too
    context.set_forkserver_preload([inspect.__module__])
    for path in paths:
        ours, theirs = context.Pipe()
        process = context.Process(target=_look, args=(path, limits or Limits(), theirs))
        process.start()
        theirs.close()
        try:
            yield ours.recv() if ours.poll(SECONDS + _GRACE) else Look(file=str(path), died="too long", looked=False)
        except EOFError:
            yield Look(file=str(path), died="process ended", looked=False)
        process.kill()
        process.join()


def _look(path: Path, limits: Limits, pipe: Connection) -> None:
    start, worked = time.monotonic(), time.process_time()
    try:
        verdict = inspect(path, limits)
        look = Look(
            file=str(path),
            part=part(path) if verdict.looked and path.suffix.lower() == ".pdf" else "",
            seconds=round(time.monotonic() - start, 2),
            work=round(time.process_time() - worked, 2),
            memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            looked=verdict.looked,
            found=[(one.id, str(one.severity), one.clause, one.message) for one in verdict.findings],
        )
    except BaseException as error:  # noqa: BLE001 - that one is raised at all is what is looked for
        look = Look(file=str(path), died=type(error).__name__, looked=False)
    pipe.send(look)


def part(path: Path) -> str:
    """The part of ISO 14289 that a PDF names; 1 where it names none, as the checker judges it."""
    try:
        with pikepdf.open(path) as file:
            return "2" if _PART.search(bytes(file.Root.Metadata.read_bytes())) else "1"
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, ValueError, TypeError):
        return "1"


def read(path: Path) -> list[Look]:
    """The looks that an earlier run wrote."""
    return [Look(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def summary(found: list[Look]) -> str:
    """The figures of all files in a few lines, with the names of those that cost too much."""
    lines = []
    for kind in sorted({look.kind for look in found}):
        mine = [look for look in found if look.kind == kind]
        barred = sum(any(severity == "error" for _, severity, _, _ in look.found) for look in mine if look.looked)
        times, works = sorted(look.seconds for look in mine), sorted(look.work for look in mine)
        lines.append(
            f"{kind}: {len(mine)} files, {sum(look.looked for look in mine)} looked at, {barred} with barriers; "
            f"median {times[len(times) // 2]:.2f} s (processor {works[len(works) // 2]:.2f}), most {times[-1]:.1f} s "
            f"(processor {works[-1]:.1f}), {max(look.memory for look in mine) // 1_000_000} MB"
        )
    for look in found:
        if look.surprises or look.seconds > SECONDS or look.memory > MEMORY:
            names = ", ".join(dict.fromkeys(look.surprises))
            lines.append(f"  {look.file}: {look.seconds:.1f} s, {look.memory // 1_000_000} MB {names}".rstrip())
    return "\n".join(lines)


def main() -> None:
    """Read the arguments, look at the files, write the lines and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    under = (path for folder in given.folder for path in (folder.rglob("*") if folder.is_dir() else [folder]))
    paths = sorted(path for path in under if path.is_file() and path.suffix.lower() in ENDINGS)
    found = []
    with given.out.open("w", encoding="utf-8") as out:
        for look in looks(paths):
            found.append(look)
            out.write(json.dumps(asdict(look)) + "\n")
            out.flush()
    sys.stdout.write(summary(found) + "\n")


if __name__ == "__main__":
    main()
