"""The words that negate in a sentence and in its translation, and how many there must be.

Languages repeat a "not" ("no ... nadie"), say "or" by "and not", and have words that negate only sometimes ("absent"). Left out on
purpose: what a "not" belongs to in its sentence, which no lexicon sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit.checks.translation.facts.difference import Difference
from kit.checks.translation.facts.extract import Fact
from kit.content import HIDDEN, FactGroup

NOT, ECHO, REPEAT, OR = "not", "nor", "and-not", "or"
POLARITY = (NOT, ECHO, REPEAT, OR)


def count_differences(group: FactGroup, mine: Sequence[Fact], theirs: Sequence[Fact], turned: int) -> Iterator[Difference]:
    """What differs in the number of words that negate; `turned` of them opposites make up for."""
    ours, other = negated(mine, theirs)
    either = _has_or(mine)
    spare = len(other) - len({fact.said for fact in other}) if either else 0
    more = len(other) + turned - len(ours)
    if not 0 <= more <= spare or (either and other and other[0].kinds[0] == REPEAT):
        yield Difference("negation", f"{group.name} {len(ours)}>{len(other)}", group.says, group.why, 0, ours, other)


def _said_otherwise(ours: tuple[Fact, ...], theirs: Sequence[Fact], most: int) -> tuple[Fact, ...]:
    """The English negations without those, `most` at the most, that a fact of the translation says: "no breath", "the breath stopped"."""
    there = {kind for fact in theirs for kind in fact.kinds} - {*POLARITY, HIDDEN}
    said = [fact for fact in ours if not there.isdisjoint(fact.kinds)][:most]
    return tuple(fact for fact in ours if fact not in said)


def _may_negate(fact: Fact) -> bool:
    """Whether words negate only sometimes, such as "absent" or "doubt"."""
    return NOT in fact.kinds and HIDDEN in fact.kinds


def _has_or(mine: Sequence[Fact]) -> bool:
    return any(OR in fact.kinds for fact in mine)


def negated(mine: Sequence[Fact], theirs: Sequence[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The words that negate in both sentences; those that sometimes do, as far as the English negates.

    Where the English says "or", a repeated one may stand for it; each further one counts.
    """
    ours, other = _negations(mine, repeats=True), _negations(theirs, repeats=not _has_or(mine))
    ours = (*ours, *[fact for fact in mine if _may_negate(fact)][: max(0, len(other) - len(ours))])
    ours = _said_otherwise(ours, theirs, max(0, len(ours) - len(other)))
    other = (*other, *[fact for fact in theirs if _may_negate(fact)][: max(0, len(ours) - len(other))])
    if len(other) >= len(ours) or not _has_or(mine):
        return ours, other
    every = _negations(theirs, repeats=True)
    further = len(every) - len(other) - sum(OR in fact.kinds for fact in mine)
    return ours, every[: len(other) + max(0, min(further, len(ours) - len(other)))] if further > 0 else other


def _negations(side: Sequence[Fact], *, repeats: bool) -> tuple[Fact, ...]:
    """The words that negate. One that echoes ("no ... nadie") counts where none stands before it.

    One that repeats ("and not", or the same word again) may stand for the English "or": "do not hit or slap". If it is then
    the first one, the negation before it is lost.
    """
    out: list[Fact] = []
    for fact in side:
        kind = fact.kinds[0]
        if (
            (NOT in fact.kinds and not _may_negate(fact))
            or (kind == REPEAT and (repeats or not out))
            or (kind == ECHO and not out)
        ):
            out.append(fact)
    return tuple(out)
