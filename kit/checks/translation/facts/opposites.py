"""What a "not" and an opposite say together: "not safe" is "dangerous", "keep shouting" is "do not stop shouting".

Where the translation has the opposite of a fact and one "not" fewer, or one more, than the English, nothing differs. So where both
sentences negate, "not until" is "not before". Which facts are opposites is in content/facts.yaml. Left out on purpose: what a "not"
belongs to in its sentence, which no lexicon sees.
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
    free = Counter(kind for fact in settled.spare for kind in fact.kinds)
    for group in (each for each in groups if each.opposites or each.alike or each.negative):
        for one, opposite in itertools.chain(group.opposites, (pair[::-1] for pair in group.opposites)):
            while gap and missing[one] > 0 and _taken(one, opposite, missing, extra, free):
                gap -= 1 if gap > 0 else -1
        for one, alike in itertools.chain(group.alike, (pair[::-1] for pair in group.alike)):
            while ours and other and missing[one] > 0 and _taken(one, alike, missing, extra, free):
                pass
        for fact in group.negative:
            while gap < 0 and missing[fact] > 0:
                missing[fact], gap = missing[fact] - 1, gap + 1
    for group in (each for each in groups if any(missing[one] > 0 for one, _ in each.near)):
        _put_near(group, missing, extra, free)
    return Left(+missing, +extra, ours - other - gap)


def _taken(one: str, instead: str, missing: Counter[str], extra: Counter[str], free: Counter[str]) -> bool:
    """Take a missing fact and what stands in its place off what differs, if that is there."""
    there = next((side for side in (extra, free) if side[instead] > 0), None)
    if there is None:
        return False
    missing[one] -= 1
    there[instead] -= 1
    return True


def _put_near(group: FactGroup, missing: Counter[str], extra: Counter[str], free: Counter[str]) -> None:
    """Take off what differs in a group where a near fact stands for each one that is missing, and nothing else of the group differs."""
    lacking, more, spare = (Counter(side) for side in (missing, extra, free))
    for one, near in group.near:
        while lacking[one] > 0 and _taken(one, near, lacking, more, spare):
            pass
    if not any((+side).keys() & group.members for side in (lacking, more)):
        for side, left in ((missing, lacking), (extra, more), (free, spare)):
            side.clear()
            side.update(+left)
