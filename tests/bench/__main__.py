"""Runs the comparison and prints a table; ratios are to Typst's ua-1 (warm) and cold to the same."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.workload import LOCALES
from tests.bench.writers import WRITERS

BASE = "typst"
_WARMING = 3


def main() -> None:
    """The table, one locale after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--locales", default=",".join(LOCALES))
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--writers", default=",".join(WRITERS))
    parser.add_argument("--warm-only", action="store_true")
    arguments = parser.parse_args()
    names = [name for name in arguments.writers.split(",") if importlib.util.find_spec(name)]
    print(
        f"{'locale':8} {'writer':11} {'warm ms':>8} {'ratio':>6} {'min..max':>12} {'kB':>6} {'MB':>5} {'cold ms':>8} {'ratio':>6}"
    )
    for locale in arguments.locales.split(","):
        warm = _warm(names, locale, arguments.rounds)
        cold = {} if arguments.warm_only else _cold(names, locale, max(3, arguments.rounds // 3))
        for name in names:
            print(_row(locale, name, warm, cold), flush=True)


def _row(locale: str, name: str, warm: dict[str, tuple[list[float], int, float]], cold: dict[str, list[float]]) -> str:
    times, size, memory = warm[name]
    row = f"{locale:8} {name:11} {statistics.median(times) * 1000:8.1f} "
    if BASE in warm:
        ratios = [mine / base for mine, base in zip(times, warm[BASE][0], strict=True)]
        row += f"{statistics.median(ratios):6.2f} {f'{min(ratios):.2f}..{max(ratios):.2f}':>12} "
    row += f"{size / 1000:6.1f} {memory:5.0f} "
    if name in cold:
        ratios = [mine / base for mine, base in zip(cold[name], cold.get(BASE, cold[name]), strict=True)]
        row += f"{statistics.median(cold[name]) * 1000:8.0f} {statistics.median(ratios):6.2f}"
    return row


def _command(name: str, locale: str) -> list[str]:
    return [sys.executable, "-m", "tests.bench.worker", name, locale]


def _warm(names: list[str], locale: str, rounds: int) -> dict[str, tuple[list[float], int, float]]:
    """For each writer: CPU seconds of each round, bytes of the last file, peak memory."""
    workers = {
        name: subprocess.Popen(_command(name, locale), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for name in names
    }
    times: dict[str, list[float]] = {name: [] for name in names}
    sizes: dict[str, int] = {}
    for number in range(_WARMING + rounds):
        for name, worker in workers.items():
            assert worker.stdin
            assert worker.stdout
            worker.stdin.write(f"{number}\n")
            worker.stdin.flush()
            seconds, sizes[name] = json.loads(worker.stdout.readline())
            if number >= _WARMING:
                times[name].append(seconds)
    out = {}
    for name, worker in workers.items():
        last, _ = worker.communicate()
        out[name] = (times[name], sizes[name], float(last))
    return out


def _cold(names: list[str], locale: str, rounds: int) -> dict[str, list[float]]:
    """For each writer: CPU seconds of a process that writes one document, start included."""
    times: dict[str, list[float]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name in names:
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                target = Path(folder) / "one.pdf"
                subprocess.run([*_command(name, locale), "--out", os.fspath(target)], check=True)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                times[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return times


if __name__ == "__main__":
    main()
