"""Numbers with their units: which unit each number of a sentence belongs to, in any word order.

"2 to 3 minutes" gives both numbers minutes; "days 1 to 3" days; "the first 3 days" is 1 to 3. Left out on purpose:
arithmetic (24 hours are not one day: a translation keeps the English unit).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kit.checks.translation.facts.extract import Fact

_AFTER = 4
_BEFORE = 5
_BETWEEN = 7
_FIRST = 14
FIRST = "first"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, the unit it counts ("" if none stands near it) and the fact it was read from.

    `soft`: written as a word, or the 1 that "the first 3 days" starts from; it may answer a number and is never too much.
    `opening` is the "first" of such a 1.
    """

    value: str
    unit: str
    fact: Fact
    soft: bool = False
    opening: Fact | None = None


def quantities(facts: Sequence[Fact], units: Collection[str]) -> tuple[Quantity, ...]:
    """The quantities of a sentence in their order; the virtual 1 of "first 3 days" stands before its 3."""
    numbers = [fact for fact in facts if fact.number]
    if not numbers:
        return ()
    places = [(fact, unit) for fact in facts if (unit := next((kind for kind in fact.kinds if kind in units), ""))]
    bound = _shared(numbers, _nearest(numbers, places), places)
    made = [Quantity(fact.kinds[0], unit, fact, soft=fact.soft) for fact, unit in zip(numbers, bound, strict=True)]
    starts = [fact for fact in facts if FIRST in fact.kinds]
    out: list[Quantity] = []
    for quantity in made:
        if quantity.unit and quantity.value != "#1" and (start := _begun(quantity, starts, places)):
            out.append(replace(quantity, value="#1", soft=True, opening=start))
        out.append(quantity)
    return tuple(out)


def _nearest(numbers: Sequence[Fact], places: Sequence[tuple[Fact, str]]) -> list[str]:
    """The unit just after each number, or that it shares its words with (a dual)."""
    return [
        next((unit for fact, unit in places if fact.start == number.start or _follows(fact, number)), "") for number in numbers
    ]


def _follows(unit: Fact, number: Fact) -> bool:
    return 0 <= unit.start - number.end <= _AFTER


def _shared(numbers: Sequence[Fact], bound: list[str], places: Sequence[tuple[Fact, str]]) -> list[str]:
    """A range shares the unit after its last number, or the one before its first ("days 1 to 3") if that counts no number before it."""
    close = [later.start - earlier.end for earlier, later in itertools.pairwise(numbers)]
    for at in range(len(numbers) - 2, -1, -1):
        if not bound[at] and bound[at + 1] and close[at] <= _BETWEEN:
            bound[at] = bound[at + 1]
    free = [place for place in places if not any(_follows(place[0], number) for number in numbers)]
    for at, number in enumerate(numbers):
        if not bound[at]:
            bound[at] = next((unit for fact, unit in free if 0 <= number.start - fact.end <= _BEFORE), "")
        if not bound[at] and at and bound[at - 1] and close[at - 1] <= _BETWEEN:
            bound[at] = bound[at - 1]
    return bound


def _begun(quantity: Quantity, starts: Sequence[Fact], places: Sequence[tuple[Fact, str]]) -> Fact | None:
    """The "first" that stands beside a number and its unit: before both, or after both."""
    near = [quantity.fact, *(fact for fact, unit in places if unit == quantity.unit)]
    low = min(fact.start for fact in near if abs(fact.start - quantity.fact.start) <= _FIRST)
    high = max(fact.end for fact in near if abs(fact.end - quantity.fact.end) <= _FIRST)
    return next((fact for fact in starts if 0 <= low - fact.end <= _AFTER or 0 <= fact.start - high <= _AFTER), None)
