"""What reading and judging one file may cost, so that no file of any kind hangs the kit or eats the machine.

A reader spends from the budget as it goes; where it is spent, it stops, and what was not looked at becomes a finding. The
amounts are far above what people's files need. Left out on purpose: memory as the system counts it, which only a process of
its own can bound.
"""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass, field

KINDS = {
    "bytes": "more data than may be unpacked",
    "operators": "more drawing instructions than may be followed",
    "glyphs": "more letters than may be read",
    "nodes": "more elements than may be walked",
    "comparisons": "more places to compare than may be compared",
    "seconds": "more time than may be spent",
}
"""What can run out, and how a message says it."""

DEEPEST = 200
"""How deep anything may be nested; a person's document never comes near it."""


Amounts = tuple[int, int, int, int]
"""Bytes, operators, glyphs and nodes."""
_COUNTS = ("bytes", "operators", "glyphs", "nodes")


class SpentError(Exception):
    """The budget of a file is used up; `kind` is one of `KINDS`."""

    def __init__(self, kind: str) -> None:
        super().__init__(KINDS[kind])
        self.kind = kind


@dataclass(slots=True, kw_only=True, eq=False)
class Budget:
    """The amounts left for one file: bytes after unpacking, and counts. `seconds` is None where no clock may be asked.

    A build leaves `seconds` at None, so that the same file gives the same findings on any machine.
    """

    bytes: int = 256_000_000
    operators: int = 1_500_000
    glyphs: int = 8_000_000
    nodes: int = 1_000_000
    comparisons: int = 20_000_000
    seconds: float | None = None
    _until: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        if self.seconds is not None:
            self._until = time.monotonic() + self.seconds

    def spend(self, kind: str, amount: int = 1) -> None:
        """Take `amount` of `kind` away; SpentError where less than that is left, or the time is over."""
        left: int = getattr(self, kind) - amount
        setattr(self, kind, max(left, 0))
        if left < 0:
            raise SpentError(kind)
        if self._until is not None and time.monotonic() > self._until:
            raise SpentError("seconds")

    def left(self) -> Amounts:
        """What is left of each count."""
        return (self.bytes, self.operators, self.glyphs, self.nodes)

    def holds(self, amounts: Amounts) -> bool:
        """Whether that much of each count is left."""
        return all(left >= amount for left, amount in zip(self.left(), amounts, strict=True))

    def pay(self, amounts: Amounts) -> None:
        """Spend for something that is known already as much as reading it did."""
        for kind, amount in zip(_COUNTS, amounts, strict=True):
            self.spend(kind, amount)


def since(before: Amounts, budget: Budget) -> Amounts:
    """What was spent of a budget since `left` was asked."""
    return taken(before, budget.left())


def added(one: Amounts, other: Amounts) -> Amounts:
    """Both together."""
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])


def taken(one: Amounts, other: Amounts) -> Amounts:
    """The one without the other."""
    return (one[0] - other[0], one[1] - other[1], one[2] - other[2], one[3] - other[3])


def inflate(data: bytes, most: int) -> bytes | None:
    """The data of a zlib stream (RFC 1950), damaged or cut off ones as far as they go; None where it is more than `most` bytes."""
    unpacker = zlib.decompressobj()
    try:
        out = unpacker.decompress(data, most + 1)
    except zlib.error:
        return b""
    return None if len(out) > most else out
