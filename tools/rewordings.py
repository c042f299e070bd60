"""Count alarms on right rewordings, and slips seen, of sets made by people who had not read the words for facts: `python -m tools.rewordings`.

The sets lie in tests/judging/unseen/, one file a set and language, in the form of `locales/<tag>/faults.tsv`. A set is unseen only
until somebody mends a lexicon or a check by it: the figure that counts is that of a set's first run, and a further set is
numbered on. `--tell` prints each rewording that raised an alarm and each slip that raised none. Left out on purpose: faults that are seeded
(`translate score`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from kit import build
from kit.judging.translation import by_hand, faults

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "tests/judging/unseen"


def lines(paths: list[Path], *, tell: bool) -> Iterator[str]:
    """A line for each set and language, and with `tell` one for each row that went wrong."""
    documents = build.sources(ROOT)
    for path in paths:
        number, _, tag = path.stem.partition("-")
        slips, rewordings, wrong = by_hand(ROOT, documents, tag, faults(path))
        yield (
            f"set {number}, {tag}: {rewordings.hit} of {rewordings.of} right rewordings raise an alarm, {slips.hit} of {slips.of} slips are seen"
        )
        for row in wrong if tell else ():
            yield f"  {row.kind} {row.ctx}: {row.words}"


def main() -> None:
    """Print all sets, or those given as files."""
    parser = argparse.ArgumentParser(prog="python -m tools.rewordings")
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--tell", action="store_true")
    given = parser.parse_args()
    for line in lines(given.sets or sorted(SETS.glob("*.tsv")), tell=given.tell):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
