"""What a "not" and an opposite say together: "not safe" is "dangerous", "keep shouting" is "do not stop shouting".

Where the translation has the opposite of a fact and one "not" fewer, or one more, than the English, nothing differs. So where both
sentences negate, "not until" is "not before"; and a fact that holds a "not" in itself ("private": "tell no one") may be said by one.
Which facts these are is in content/facts.yaml. Left out on purpose: what a "not" belongs to in its sentence, which no lexicon sees.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kit.checks.translation.facts.settle import Settled
from kit.content import FactGroup


class Left(NamedTuple):
    """The facts that the translation lacks and those it has too many, and how many of its negations opposites make up for."""

    missing: Counter[str]
    extra: Counter[str]
    turned: int


def unexplained(settled: Settled, groups: Sequence[FactGroup], ours: int, other: int) -> Left:
    """What differs that no opposite explains; the English has `ours` negations, the translation `other`."""
    missing, extra = settled.differing()
    gap = ours - other
    if not missing and not gap:
        return Left(missing, extra, 0)
    free, hidden = (Counter(kind for fact in side for kind in fact.kinds) for side in (settled.spare, settled.hidden))
    lacking, more = (missing, hidden), (extra, free)
    for group in (each for each in groups if each.opposites or each.alike or each.negative):
        for one, opposite in itertools.chain(group.opposites, (pair[::-1] for pair in group.opposites)):
            while gap and _instead(one, opposite, lacking, more):
                gap -= 1 if gap > 0 else -1
        for one, alike in itertools.chain(group.alike, (pair[::-1] for pair in group.alike)):
            while ours and other and _instead(one, alike, (missing,), more):
                pass
        for fact in group.negative:
            while gap < 0 and _taken(fact, (missing,)):
                gap += 1
    for group in (each for each in groups if any(missing[one] > 0 for one, _ in each.near)):
        _put_near(group, missing, extra, free)
    return Left(+missing, +extra, ours - other - gap)


def _taken(fact: str, sides: Sequence[Counter[str]]) -> bool:
    """Take a fact off the first of these that has it."""
    there = next((side for side in sides if side[fact] > 0), None)
    if there is not None:
        there[fact] -= 1
    return there is not None


def _instead(one: str, other: str, lacking: Sequence[Counter[str]], more: Sequence[Counter[str]]) -> bool:
    """Take a fact that is missing and what stands in its place off what differs, if both are there."""
    return any(side[one] > 0 for side in lacking) and _taken(other, more) and _taken(one, lacking)


def _put_near(group: FactGroup, missing: Counter[str], extra: Counter[str], free: Counter[str]) -> None:
    """Take off what differs in a group where a near fact stands for each one that is missing, and nothing else of the group differs."""
    lacking, more, spare = (Counter(side) for side in (missing, extra, free))
    for one, near in group.near:
        while _instead(one, near, (lacking,), (more, spare)):
            pass
    if not any((+side).keys() & group.members for side in (lacking, more)):
        for side, left in ((missing, lacking), (extra, more), (free, spare)):
            side.clear()
            side.update(+left)
