"""Which sentences of a translation say which of the English: one for one, or two or more of the one side in one of the other.

Languages join and part sentences ("Slow breath? Give breaths." is "If breath is slow, give breaths."). Of all ways to pair them in
their order, the one with the least difference counts; an English sentence of which nothing is found, in a pair that joins it to
others, is lost, and so one of the translation is added. Left out on purpose: sentences in another order, which is another text.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kit.checks.translation.facts.extract import Sentence
from kit.checks.translation.facts.negation import NOT, OR, POLARITY
from kit.content import HIDDEN

_MOST = 12
"""Sentences of a text beyond which they are not paired: a paragraph has fewer."""
_JOINED = 4
"""The most sentences that one may say."""
_COST_OF_JOINING = 0.4
_PLAIN_PART, _STATED_PART = 0.45, 0.7
"""What part of its own length a joined sentence must at least add, without facts and with facts of which none was found."""


class SentenceRun(NamedTuple):
    """A stretch of sentences of one side, from a place on, up to another (not included)."""

    start: int
    end: int


class Paired(NamedTuple):
    """Sentences of the English with those of the translation that say them; one of the two is a single sentence."""

    ours: SentenceRun
    other: SentenceRun


def pairs(ours: int, other: int, differ: Callable[[SentenceRun, SentenceRun], float]) -> tuple[Paired, ...]:
    """The way to pair so many sentences with so many that differs least, each in its order; none if there is no way."""
    if not ours or not other or max(ours, other) > _MOST:
        return ()
    best: dict[tuple[int, int], tuple[float, tuple[Paired, ...]]] = {(0, 0): (0.0, ())}
    for at, to in itertools.product(range(ours + 1), range(other + 1)):
        ways = []
        for many, few in _steps(at, to):
            if before := best.get((at - many, to - few)):
                pair = Paired(SentenceRun(at - many, at), SentenceRun(to - few, to))
                cost = differ(*pair) + _COST_OF_JOINING * (max(many, few) - 1)
                ways.append((before[0] + cost, (*before[1], pair)))
        if ways:
            best[at, to] = min(ways)
    found = best.get((ours, other))
    return found[1] if found else ()


def _steps(at: int, to: int) -> Iterator[tuple[int, int]]:
    if at and to:
        yield 1, 1
        yield from ((many, 1) for many in range(2, min(at, _JOINED) + 1))
        yield from ((1, few) for few in range(2, min(to, _JOINED) + 1))


def run(parts: Sequence[Sentence]) -> Sentence:
    """Sentences taken together as one."""
    first = parts[0]
    if len(parts) == 1:
        return first
    text = "".join(part.text.ljust(after.start - part.start) for part, after in itertools.pairwise(parts)) + parts[-1].text
    shifted = (
        replace(fact, start=fact.start + part.start - first.start, end=fact.end + part.start - first.start)
        for part in parts
        for fact in part.facts
    )
    return Sentence(text, first.start, tuple(shifted))


def unheard(parts: Sequence[Sentence], lacking: Counter[str], room: float, *, told: bool = False) -> tuple[Sentence, ...]:
    """Those of some joined sentences that the other side's one sentence does not say, as far as can be told.

    One is heard if it states a fact that is not among `lacking`, what the other side lacks of all; or if the other side has room for
    it: `room` is its length, in letters of these. With `told` room is not enough for a sentence that states facts.
    """
    if len(parts) < 2:
        return ()
    whole = sum(len(part.text) for part in parts)
    out = []
    for part in parts:
        stated = kinds_of(part)
        if stated and any(lacking[kind] < count for kind, count in stated.items()):
            continue
        least = _STATED_PART if stated else _PLAIN_PART
        if (told and stated) or room < whole - (1 - least) * len(part.text):
            out.append(part)
    return tuple(out)


def kinds_of(sentence: Sentence) -> Counter[str]:
    """What a sentence surely states: no word that may be nothing, no number written as a word, one "not" at the most."""
    kinds = [fact.kinds[0] for fact in sentence.facts if HIDDEN not in fact.kinds and not fact.soft]
    counted = Counter(kind for kind in kinds if kind not in POLARITY)
    if any(kind in POLARITY and kind != OR for kind in kinds):
        counted[NOT] = 1
    return counted
