"""Numbers against numbers: the same values, each with the same unit, in the same order among those of one unit.

A digit of the English may be answered by a number word, a dual ("two weeks" in one word), a bare "a week" where the
language has it, or "the first 3 days" for "days 1 to 3". Number words never make a number too much.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.checks.translation.facts.difference import Difference
from kit.checks.translation.facts.extract import Fact
from kit.checks.translation.facts.lexicon import Lexicon
from kit.checks.translation.facts.quantity import FIRST, Quantity, quantities

UNIT_GROUPS = ("units", "measures")
_NEXT = 2
"""The most signs between a unit and the "first" that counts it."""
_WHY = "A wrong dose or time can kill."


@functools.lru_cache(maxsize=64)
def units_of(lexicon: Lexicon) -> frozenset[str]:
    """Every unit the lexicon knows."""
    return frozenset(fact for group in lexicon.groups if group.name in UNIT_GROUPS for fact in group.facts) or _UNITS


_UNITS = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "mg", "ml", "liter", "percent"))


def number_differences(mine: Sequence[Fact], theirs: Sequence[Fact], source: Lexicon, target: Lexicon) -> Iterator[Difference]:
    """What differs in the numbers of a sentence: values first; if they agree, their units, then their order."""
    if not any(fact.number and not fact.soft for fact in (*mine, *theirs)):
        return
    units = units_of(source)
    ours = quantities(mine, units)
    other = quantities(_read_like(theirs, {quantity.value for quantity in ours}), units)
    missing, extra = _values(ours, other)
    missing -= _bare(ours, theirs, target) + _firsts(ours, theirs)
    extra -= _bare(other, mine, source)
    if missing or extra:
        yield _difference("Numbers differ", f"numbers{_named(missing, '-')}{_named(extra, '+')}", ours, other)
    elif wrong := _units(ours, other):
        yield _difference("A number has another unit", f"quantity {wrong}", ours, other)
    elif wrong := _order(ours, other):
        yield _difference("Numbers stand in another order", f"order {wrong}", ours, other)


def _difference(says: str, key: str, ours: Sequence[Quantity], other: Sequence[Quantity]) -> Difference:
    mine, theirs = (tuple(dict.fromkeys(quantity.fact for quantity in side)) for side in (ours, other))
    return Difference("numbers", key, says, _WHY, 0, mine, theirs)


def _read_like(facts: Sequence[Fact], values: set[str]) -> tuple[Fact, ...]:
    """Numbers that can be read in two ways (1.500) read as the English has them."""
    return tuple(
        replace(fact, kinds=tuple(sorted(fact.kinds, key=lambda kind: kind not in values))) if fact.number else fact
        for fact in facts
    )


def _values(ours: Sequence[Quantity], other: Sequence[Quantity]) -> tuple[Counter[str], Counter[str]]:
    """Values missing and too many, after number words answered what they can."""
    hard, soft = (
        [Counter(quantity.value for quantity in side if quantity.soft is kind) for side in (ours, other)]
        for kind in (False, True)
    )
    return hard[0] - hard[1] - soft[1], hard[1] - hard[0] - soft[0]


def _bare(side: Sequence[Quantity], against: Sequence[Fact], lexicon: Lexicon) -> Counter[str]:
    """How many ones of a side the other may say by the bare unit ("a week")."""
    if not lexicon.words.bare_one:
        return Counter()
    stand = Counter(kind for fact in against if len(fact.kinds) == 1 for kind in fact.kinds)
    return Counter("#1" for quantity in side if quantity.value == "#1" and quantity.unit and stand[quantity.unit])


def _firsts(ours: Sequence[Quantity], theirs: Sequence[Fact]) -> Counter[str]:
    """The ones that the translation counts instead: "the first day" for "day 1"."""
    firsts = [fact for fact in theirs if FIRST in fact.kinds]
    return Counter(
        "#1"
        for quantity in ours
        if quantity.value == "#1" and any(quantity.unit in fact.kinds and _beside(fact, firsts) for fact in theirs)
    )


def _beside(unit: Fact, firsts: Sequence[Fact]) -> bool:
    return any(-_NEXT <= fact.end - unit.start <= 0 or 0 <= fact.start - unit.end <= _NEXT for fact in firsts)


def _named(values: Counter[str], sign: str) -> str:
    return "".join(f" {sign}{value[1:]}" for value in sorted(values.elements()))


def _units(ours: Sequence[Quantity], other: Sequence[Quantity]) -> str:
    """Numbers whose unit is another one ("5 minute>second"), and units that went to another number ("second 5>1").

    The second is "every second 5 breaths" for "1 breath every 5 seconds": both numbers are there, and each unit.
    """
    wanted = Counter((quantity.value, quantity.unit) for quantity in ours if not quantity.soft)
    found = Counter((quantity.value, quantity.unit) for quantity in other)
    hard = Counter((quantity.value, quantity.unit) for quantity in other if not quantity.soft)
    lost, instead = wanted - found, found - wanted
    said = [f"{value[1:]} {unit}>{seen}" for value, unit in lost for same, seen in instead if value == same and unit and seen]
    gone = [
        (value, unit, seen) for value, unit in lost for seen, same in hard - wanted if unit and same == unit and seen != value
    ]
    said += [f"{unit} {value[1:]}>{seen[1:]}" for value, unit, seen in gone]
    return ", ".join(sorted(said))


def _order(ours: Sequence[Quantity], other: Sequence[Quantity]) -> str:
    """Numbers of one unit in another order, such as "minute 2 3>3 2"; languages differ in the order across units."""
    said = []
    for unit in sorted({quantity.unit for quantity in ours}):
        mine, theirs = ([q.value[1:] for q in side if q.unit == unit and not q.soft] for side in (ours, other))
        if mine != theirs and sorted(mine) == sorted(theirs):
            said.append(f"{unit or 'number'} {' '.join(mine)}>{' '.join(theirs)}")
    return ", ".join(said)


def without_openings(mine: Sequence[Fact], theirs: Sequence[Fact], source: Lexicon) -> tuple[Sequence[Fact], Sequence[Fact]]:
    """Both sides without a "first" that only says from which day on ("the first 3 days" for "days 1 to 3")."""
    units = units_of(source)
    ours, other = quantities(mine, units), quantities(theirs, units)
    return _without(mine, ours, other), _without(theirs, other, ours)


def _without(facts: Sequence[Fact], own: Sequence[Quantity], against: Sequence[Quantity]) -> Sequence[Fact]:
    ones = {quantity.unit for quantity in against if quantity.value == "#1" and quantity.opening is None}
    drop = [quantity.opening for quantity in own if quantity.opening and quantity.unit in ones]
    return [fact for fact in facts if fact not in drop] if drop else facts
