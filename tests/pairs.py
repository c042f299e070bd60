"""Some combinations in place of all: rows that between them show every two values of different columns together.

Most faults need one value, nearly all others two that meet; the whole product grows with every language, this with the two
longest columns (NIST SP 800-142, Practical Combinatorial Testing, clause 2). Left out on purpose: which columns there are.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

Row = tuple[Hashable, ...]

_SWEEPS = 10
"""How often each row may think again after the others chose; two or three do."""


def pairs(row: Row) -> set[tuple[int, Hashable, int, Hashable]]:
    """Every two values of a row, each with its column."""
    return {(i, row[i], j, row[j]) for i, j in itertools.combinations(range(len(row)), 2)}


def covering(rows: Iterable[Row], *others: Sequence[Hashable]) -> tuple[Row, ...]:
    """Each row once, with a value of every other column, chosen so that every pair of the whole product is shown, and evenly.

    The same rows give the same answer. AssertionError where the rows are too few for that.
    """
    rest = tuple(itertools.product(*others))
    out = [(*row, *rest[0]) for row in rows]
    wanted = {pair for row in out for more in rest for pair in pairs((*row[: len(row) - len(others)], *more))}
    shown = Counter(pair for row in out for pair in pairs(row))

    def worth(row: Row) -> tuple[int, int]:
        counts = [shown[pair] for pair in pairs(row)]
        return counts.count(0), -sum(counts)

    for _ in range(_SWEEPS):
        for at, old in enumerate(out):
            shown.subtract(pairs(old))
            out[at] = max(((*old[: len(old) - len(others)], *more) for more in rest), key=worth)  # the first of the best
            shown.update(pairs(out[at]))
    missing = {pair for pair in wanted if not shown[pair]}
    assert not missing, f"too few rows for every pair: {sorted(map(str, missing))[:5]}"
    return tuple(out)
