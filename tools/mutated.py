"""Damage files at random and look at each, as `kit check` does: nothing may end in an exception, or run over its time.

    python -m tools.mutated FILE... --count 20000 --seed 1

The same files, count and seed give the same damaged files. Text formats and what is stored unpacked are damaged where it matters;
the parts of a package are damaged and packed again. Left out on purpose: crafted traps, which the tests hold.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.judging.inspection import Limits, judged
from tools import damage

SECONDS = 20.0
"""What one file may take; the budget of a file is less."""
_SURPRISE = re.compile(r"\((\w+(?:Error|Exception|Exit))\)")


@dataclass
class Report:
    """What came of it: how many files, the slowest, exceptions by kind, and what was told as unreadable by surprise.

    `slowest` are seconds of the clock, `hardest` those of the processor, which a busy machine does not change, with the number of
    the file, by which it can be made again (`damaged_at`).
    """

    files: int = 0
    slowest: float = 0.0
    hardest: tuple[float, int] = (0.0, 0)
    late: list[int] = field(default_factory=list)
    raised: dict[int, str] = field(default_factory=dict)
    surprises: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """The figures in a few lines."""
        told = ", ".join(f"{count} {name}" for name, count in self.surprises.most_common()) or "none"
        hard, number = self.hardest
        lines = [f"{self.files} damaged files, slowest {self.slowest:.1f} s, {len(self.late)} over {SECONDS:g} s {self.late}"]
        lines += [f"hardest: number {number}, {hard:.1f} s of the processor"]
        lines += [f"{len(self.raised)} exceptions {sorted(set(self.raised.values()))}", f"told as unreadable by surprise: {told}"]
        return "\n".join(lines)


def look(bases: Mapping[str, bytes], count: int, seed: int, limits: Limits | None = None) -> Report:
    """Look at `count` damaged files, made from `bases` (by name) in turn."""
    report = Report()
    for at in range(count):
        name, data = damaged_at(bases, at, seed)
        start, worked = time.monotonic(), time.process_time()
        try:
            verdict = judged(Path(name), data, limits or Limits())
            found = [match[1] for finding in verdict.findings if (match := _SURPRISE.search(finding.message))]
            report.surprises.update(f"{kind} ({Path(name).suffix})" for kind in found)
        except Exception as error:  # noqa: BLE001 - that one is raised at all is what is looked for
            report.raised[at] = type(error).__name__
        spent = time.monotonic() - start
        report.slowest = max(report.slowest, spent)
        report.hardest = max(report.hardest, (time.process_time() - worked, at))
        if spent > SECONDS:
            report.late.append(at)
        report.files += 1
    return report


def damaged_at(bases: Mapping[str, bytes], at: int, seed: int) -> tuple[str, bytes]:
    """The damaged file of this number: its name and bytes."""
    name = sorted(bases)[at % len(bases)]
    return name, damaged(bases[name], random.Random(f"{seed}-{at}"))  # noqa: S311 - chance that can be had again


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The file with one to six changes; of a package, in one of its parts or in the package itself."""
    if data.startswith(b"PK") and dice.random() < 0.8:
        return damage.repacked(data, dice, lambda parts, name: parts.update({name: _changed(parts[name], dice)}))
    return _changed(data, dice)


def _changed(data: bytes, dice: random.Random) -> bytes:
    return damage.changed(data, dice, dice.randint(1, 6))


def main() -> None:
    """Read the arguments and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sys.stdout.write(f"{look({str(path): path.read_bytes() for path in given.files}, given.count, given.seed)}\n")


if __name__ == "__main__":
    main()
