"""What one more clinic's file costs, all checks included: CPU in milliseconds by step, beside the first file of its kind.

    python -m tests.bench.clinics                     English, thirty clinics a product, with names in six scripts
    python -m tests.bench.clinics --locale ar --clinics 40
    python -m tests.bench.clinics --names 1           all clinics' names in one script, as few lists have them
    python -m tests.bench.clinics --memory 2000       one sheet for each of 2,000 clinics: memory as it goes

Products take turns clinic by clinic, and a fixed loop is timed between them: `pace` is how long it took beside its quickest run, so
that a figure from a busy machine can be divided by it. Nothing is published. Left out on purpose: processes and the disk.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kit import build, caches, content
from kit.build.job import Job
from kit.formats import FORMATS
from tools.load import NAMES

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 28)
STEPS = ("words", "room", "write", "read", "check")
GOALS = {"handout": 12, "sheet": 5, "deck": 20}
"""Milliseconds of a quiet machine that a further clinic's file may cost."""
_PRODUCTS: dict[str, dict[str, tuple[object, ...]]] = {
    "handout": {},
    "sheet": {"sheets": ("overdose",)},
    "deck": {"sessions": (20,)},
}
_LOOP = 200_000


def jobs(product: str, locale: str, clinics: int, names: int = len(NAMES)) -> tuple[Job, ...]:
    """One job for each clinic, which differ in name, its script and number as real ones do."""
    example = content.clinic(ROOT / "content/clinics/example.toml")
    cards = tuple(
        dataclasses.replace(example, id=f"clinic-{at}", name=f"{NAMES[at % names]} {at}", phone=f"555-01{at % 100:02}")
        for at in range(clinics)
    )
    request = build.Request(
        root=ROOT,
        out=ROOT / "output",
        locales=(locale,),
        formats=(product,),
        editions=("standard",),
        region="US",
        clinics=cards,
        today=TODAY,
    )
    return build.plan(dataclasses.replace(request, **_PRODUCTS[product]))  # type: ignore[arg-type]  # fields by name


def steps(job: Job) -> Iterator[float]:
    """The CPU milliseconds of each step of making one file."""
    form, before = FORMATS[job.format], time.process_time()

    def passed() -> float:
        nonlocal before
        spent, before = time.process_time() - before, time.process_time()
        return 1000 * spent

    document = build.ready(job)
    yield passed()
    document = form.fit(document, job.options)
    yield passed()
    data = form.write(document, job.options)
    yield passed()
    outline = form.read(data)
    yield passed()
    faults = [found for found in form.judge(document, job.options, data, outline) if found.severity == "error"]
    assert not faults, faults
    caches.settle()
    yield passed()


def pace() -> float:
    """The CPU milliseconds of the fixed loop."""
    before = time.process_time()
    sum(at * at for at in range(_LOOP))
    return 1000 * (time.process_time() - before)


def table(locale: str, clinics: int, names: int) -> None:
    """A row for each product: the first file, the mean of the later half by step, and what the first costs beside them.

    Of the first half each is the first with its name's script, or one of those at which the process puts its memory in order.
    """
    queues = {product: iter(jobs(product, locale, clinics, names)) for product in _PRODUCTS}
    spent: dict[str, list[list[float]]] = {product: [] for product in _PRODUCTS}
    loops: list[float] = []
    for _ in range(clinics):
        for product, queue in queues.items():
            loops.append(pace())
            spent[product].append(list(steps(next(queue))))
    busy = statistics.median(loops) / min(loops)
    print(f"{locale}, {clinics} clinics, pace {busy:.2f}")
    print(f"{'product':9}{'first':>8}{'further':>9}{'ratio':>7}{'goal':>6}   " + "".join(f"{step:>8}" for step in STEPS))
    for product, rows in spent.items():
        first, later = sum(rows[0]), [statistics.mean(column) for column in zip(*rows[clinics // 2 :], strict=True)]
        cells = "".join(f"{value:8.1f}" for value in later)
        print(f"{product:9}{first:8.0f}{sum(later):9.1f}{sum(later) / first:7.2f}{GOALS[product]:6}   {cells}")


def memory(locale: str, files: int) -> None:
    """The process's memory in MB after 50 files of a sheet and at the end, and its peak."""
    before = 0.0
    for at, job in enumerate(jobs("sheet", locale, files), start=1):
        list(steps(job))
        before = _resident() if at == 50 else before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{files} sheets: {before:.0f} MB after 50, {_resident():.0f} MB at the end, {peak:.0f} MB at the most")


def _resident() -> float:
    """MB that the process holds now, as Linux counts it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """The table, or the memory."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.clinics")
    parser.add_argument("--locale", default="en")
    parser.add_argument("--clinics", type=int, default=30)
    parser.add_argument("--names", type=int, default=len(NAMES))
    parser.add_argument("--memory", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.memory:
        memory(arguments.locale, arguments.memory)
    else:
        table(arguments.locale, arguments.clinics, arguments.names)


if __name__ == "__main__":
    sys.exit(main())
