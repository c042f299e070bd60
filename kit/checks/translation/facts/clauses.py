"""A placeable in its clause: "call {emergency_number} if ..., or see {clinic_name} for ..." tells whom to call for what.

A language may order its clauses as it likes, so places are not compared but company: a placeable has moved if its clause has none of the
facts beside which the English has it, and another clause has them. Left out on purpose: clauses that no mark and no "if" part, and
clauses without facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kit.checks.translation.facts.difference import Difference
from kit.checks.translation.facts.extract import Fact, Sentence

_MARKS = re.compile(r"\{[^{}]*\}|(?<!\d)[,،]|[,،](?!\d)|[;؛，；:：—–!?.؟。！？।۔](?=\D|$)")
_IF = "if"


def moved(mine: Sentence, theirs: Sentence) -> Iterator[Difference]:
    """The placeables of a sentence that stand in another clause of its translation."""
    ours, other = _clauses(mine), _clauses(theirs)
    if len(ours) < 2 or len(other) < 2:
        return
    for fact in (fact for fact in mine.facts if fact.placeable):
        here = next(clause for clause in ours if fact in clause)
        there = next((clause for clause in other if any(fact.kinds == each.kinds for each in clause)), None)
        if there is not None and (gone := _left(here, there, other)):
            says = "A number or name to fill in stands in another part of the sentence"
            why = "Each number to call belongs to its own danger."
            near = tuple(each for each in there if each.kinds == fact.kinds)
            yield Difference("placeables", f"clause {fact.kinds[0]}", says, why, 0, (fact, *gone), near)


def _clauses(sentence: Sentence) -> list[list[Fact]]:
    """The facts of a sentence by clauses, those without facts left out; a lone "if" begins one."""
    ends = {mark.start() for mark in _MARKS.finditer(sentence.text) if not mark.group().startswith("{")}
    ends |= {fact.start for fact in sentence.facts if fact.kinds == (_IF,)}
    found: dict[int, list[Fact]] = {}
    for fact in sentence.facts:
        found.setdefault(sum(end <= fact.start for end in ends), []).append(fact)
    return list(found.values())


def _left(here: Sequence[Fact], there: Sequence[Fact], other: Sequence[Sequence[Fact]]) -> tuple[Fact, ...]:
    """The facts beside the placeable in English that its clause in the translation lacks and another has; none if one is there."""
    company = tuple(fact for fact in here if not fact.placeable and fact.kinds != (_IF,))
    now = {kind for fact in there for kind in fact.kinds}
    if any(not now.isdisjoint(fact.kinds) for fact in company):
        return ()
    elsewhere = {kind for clause in other if clause is not there for fact in clause for kind in fact.kinds}
    return tuple(fact for fact in company if not elsewhere.isdisjoint(fact.kinds))
