"""The facts of a translation against those of its English, sentence by sentence: what is missing, what stands instead.

A difference is not yet a fault: new wording that the lexicon does not know gives one too. Left out on purpose: sense,
style and scope, which no lexicon sees.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kit.checks.translation.facts.clauses import moved
from kit.checks.translation.facts.difference import Compared, Difference, Kind
from kit.checks.translation.facts.extract import Fact, Sentence, facts
from kit.checks.translation.facts.lexicon import Lexicon
from kit.checks.translation.facts.negation import NOT, POLARITY, count_differences, negated
from kit.checks.translation.facts.numbers import number_differences, without_openings
from kit.checks.translation.facts.opposites import Left, unexplained
from kit.checks.translation.facts.pairing import SentenceRun, pairs, run, unheard
from kit.checks.translation.facts.settle import Settled, settle
from kit.content import FactGroup

_SEVERAL, _MANY = 2, 3
_SHORT, _LONG = 0.65, 1.0
_IF, _QUESTIONS = "if", "?？؟"
_PHRASE = 40
"""Up to so many letters a sentence may become much shorter ("Lay them on their side", "Póngala de lado")."""
_FEWEST = 3
"""Fewer sentences than this, as many on both sides, can be paired in one way only."""
_UNHEARD = 3
"""How many facts that differ a sentence that the other side does not say is worth, where sentences are paired."""


def compare(english: str, words: str, source: Lexicon, target: Lexicon) -> Compared:
    """Compare a translation with its English by the facts of both."""
    mine, theirs = facts(english, source), facts(words, target)
    placed = tuple(_all(mine, theirs, source, target)) if len(mine) == len(theirs) else None
    if placed == () or (placed and len(mine) < _FEWEST):
        return Compared(mine, theirs, placed)
    joined = _joined(mine, theirs, source, target)
    if joined is not None and (placed is None or len(joined.differences) < len(placed)):
        return joined
    if placed is not None:
        return Compared(mine, theirs, placed)
    whole = (_whole(english, mine),), (_whole(words, theirs),)
    return Compared(*whole, (_counted(mine, theirs), *_all(*whole, source, target)))


def unlike(
    english: str, words: str, source: Lexicon, target: Lexicon
) -> Iterator[tuple[Counter[str], Counter[str], Counter[str]]]:
    """For each sentence the facts of the English, those the translation lacks, and those it has too many."""
    compared = compare(english, words, source, target)
    for ours, other in zip(compared.english, compared.words, strict=True):
        settled = settle(*without_openings(ours.facts, other.facts, source))
        yield settled.wanted, *settled.differing()


def _whole(text: str, parts: Sequence[Sentence]) -> Sentence:
    moved = (replace(fact, start=fact.start + part.start, end=fact.end + part.start) for part in parts for fact in part.facts)
    return Sentence(unicodedata.normalize("NFC", text), 0, tuple(moved))


def _all(mine: Sequence[Sentence], theirs: Sequence[Sentence], source: Lexicon, target: Lexicon) -> Iterator[Difference]:
    """All that differs between as many sentences of both."""
    for at, (ours, other) in enumerate(zip(mine, theirs, strict=True)):
        yield from (replace(difference, at=at) for difference in _sentence(ours, other, source, target))


def _joined(mine: Sequence[Sentence], theirs: Sequence[Sentence], source: Lexicon, target: Lexicon) -> Compared | None:
    """Both texts with those sentences taken together that the other side says in one, and what then differs.

    None if there is no such way, or if a sentence of either is not said on the other side at all.
    """
    if not (source.complete and target.complete):
        return None

    def left(ours: SentenceRun, other: SentenceRun) -> _Left:
        return _left(tuple(mine[slice(*ours)]), tuple(theirs[slice(*other)]), source, target)

    def distance(ours: SentenceRun, other: SentenceRun) -> float:
        between = left(ours, other)
        return between.differing + _UNHEARD * between.unheard

    found = pairs(len(mine), len(theirs), distance)
    if not found or any(left(*pair).unheard for pair in found):
        return None
    ours = tuple(run(mine[slice(*pair.ours)]) for pair in found)
    other = tuple(run(theirs[slice(*pair.other)]) for pair in found)
    return Compared(ours, other, tuple(_all(ours, other, source, target)))


class _Left(NamedTuple):
    """How many facts of two stretches of sentences differ, and how many of the sentences the other side does not say."""

    differing: int
    unheard: int


@functools.lru_cache(maxsize=16384)
def _left(mine: tuple[Sentence, ...], theirs: tuple[Sentence, ...], source: Lexicon, target: Lexicon) -> _Left:
    ours, other = run(mine), run(theirs)
    _, (lacking, more, turned) = _unsaid(ours, other, source)
    sides = negated(ours.facts, other.facts)
    gap = len(sides[0]) - len(sides[1]) - turned
    for side, number in ((lacking, gap), (more, -gap)):
        for kind in POLARITY:
            del side[kind]
        side[NOT] = max(number, 0)
    hard, every = (
        [
            Counter(fact.kinds[0] for fact in side.facts if (fact.number and not (sure and fact.soft)) or fact.placeable)
            for side in (ours, other)
        ]
        for sure in (True, False)
    )
    lacking, more = lacking + (hard[0] - every[1]), more + (hard[1] - every[0])
    scale = target.words.length
    lost = unheard(mine, lacking, len(other.text) / scale)
    added = unheard(theirs, more, len(ours.text) * scale, told=True)
    return _Left(lacking.total() + more.total(), len(lost) + len(added))


def _unsaid(ours: Sentence, other: Sentence, source: Lexicon) -> tuple[Settled, Left]:
    """The facts of two sentences decided, and what differs that neither an opposite nor a question explains."""
    settled = settle(*without_openings(ours.facts, other.facts, source))
    left = unexplained(settled, source.groups, *map(len, negated(ours.facts, other.facts)))
    _ask(ours, other, left, source)
    return settled, left


def _ask(ours: Sentence, other: Sentence, left: Left, source: Lexicon) -> None:
    """Take off an "if" that one side says by a question: "No one comes? Shout." is "If no one comes, shout.".

    Not where it may stand in the place of another fact of its group ("or if gasps?" for "or only gasps?"), or one of them in its.
    """
    asks, asked = (any(mark in side.text for mark in _QUESTIONS) for side in (ours, other))
    if not (asks or asked):
        return
    beside = next((group.members for group in source.groups if _IF in group.members), frozenset()) - {_IF}
    if asks and beside.isdisjoint(left.missing):
        del left.extra[_IF]
    if asked and not asks and beside.isdisjoint(left.extra):
        del left.missing[_IF]


def _counted(mine: Sequence[Sentence], theirs: Sequence[Sentence]) -> Difference:
    """That a text has other sentences than its English, with those of either that nothing answers."""
    ours, other = len(mine), len(theirs)
    says = f"The English has {ours} sentence{'' if ours == 1 else 's'}, the translation {other}"
    why = "A lost sentence is lost advice." if other < ours else "Split sentences are harder to compare."
    kind: Kind = "sentences" if other < ours else "split"
    return Difference(kind, f"sentences {ours}>{other}", says, why, 0, _unanswered(mine, theirs), _unanswered(theirs, mine))


def _unanswered(sentences: Sequence[Sentence], others: Sequence[Sentence]) -> tuple[Fact, ...]:
    """The sentences that are too many against fewer others, in order: those whose facts the others have least; of equals the last."""
    more, fewer = len(sentences), len(others)
    if more <= fewer:
        return ()
    best: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {(0, 0): (0, ())}
    for at, taken in itertools.product(range(more + 1), range(fewer + 1)):
        ways = []
        if at and taken and (before := best.get((at - 1, taken - 1))):
            ways.append((before[0] + _shared(sentences[at - 1], others[taken - 1]), before[1]))
        if at > taken and (before := best.get((at - 1, taken))):
            ways.append((before[0], (*before[1], at - 1)))
        if ways:
            best[at, taken] = max(ways)
    alone = (sentences[at] for at in best[more, fewer][1])
    return tuple(Fact(("sentence",), each.start, each.start + len(each.text), each.text) for each in alone)


def _shared(one: Sentence, other: Sentence) -> int:
    mine, theirs = (Counter(kind for fact in each.facts for kind in fact.kinds) for each in (one, other))
    return sum((mine & theirs).values())


def _sentence(ours: Sentence, other: Sentence, source: Lexicon, target: Lexicon) -> Iterator[Difference]:
    mine, theirs = ours.facts, other.facts
    yield from list(_placeables(mine, theirs)) or moved(ours, other)
    yield from number_differences(mine, theirs, source, target)
    if not (source.complete and target.complete):
        return
    settled, (missing, extra, turned) = _unsaid(ours, other, source)
    found = False
    for group in source.groups:
        if group.compare == "count":
            yield from count_differences(group, mine, theirs, turned)
        elif difference := _group(group, settled, missing, extra, target) or _order(group, settled, target):
            found = True
            yield difference
    part = max(len(other.text) / max(len(ours.text), 1) / target.words.length, 0 if len(ours.text) > _PHRASE else _SHORT)
    if not found and (difference := _omission(source, settled, missing, part)):
        yield difference


def _placeables(mine: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[Difference]:
    ours, other = (tuple(fact for fact in side if fact.placeable) for side in (mine, theirs))
    wanted, found = ([fact.kinds[0] for fact in side] for side in (ours, other))
    if wanted != found:
        says = "Numbers and names to fill in stand in other sentences, or in another order"
        why = "Each number to call belongs to its own danger."
        yield Difference("placeables", f"{' '.join(wanted)}>{' '.join(found)}", says, why, 0, ours, other)


def _group(group: FactGroup, settled: Settled, lost: Counter[str], more: Counter[str], target: Lexicon) -> Difference | None:
    if group.members.isdisjoint(lost) and group.members.isdisjoint(more):
        return None
    spare = tuple(fact for fact in settled.spare if not group.members.isdisjoint(fact.kinds))
    missing, extra = ({kind: count for kind, count in side.items() if kind in group.members} for side in (lost, more))
    wrong = bool(missing and (extra or spare)) or (group.compare == "all")
    needed = any((fact in group.need or fact in target.words.need) and not settled.found[fact] for fact in missing)
    added = any((fact in group.add or fact in target.words.add) and not settled.wanted[fact] for fact in extra)
    if not (wrong or needed or added):
        return None
    named = [f"-{fact}" for fact in sorted(missing)] + [f"+{fact}" for fact in sorted(extra)]
    return Difference(
        "facts" if group.level == "error" else "wording",
        f"{group.name} {' '.join(named)}",
        group.says,
        group.why,
        0,
        settled.of_english(missing),
        (*settled.of_words(extra), *(spare if missing else ())),
    )


def _omission(source: Lexicon, settled: Settled, missing: Counter[str], part: float) -> Difference | None:
    """Several facts that nothing stands for: none is proof, together they are a lost clause.

    `part`: how long the translation is beside the usual one. In a very short one a single fact is enough, in a long one it takes more.
    """
    counted = {fact for group in source.groups if group.compare == "count" for fact in group.facts}
    lost = missing.keys() - counted
    if len(lost) < (1 if part < _SHORT else _SEVERAL if part < _LONG else _MANY):
        return None
    key = f"omission {' '.join(f'-{fact}' for fact in sorted(lost))}"
    says, why = "Several facts of the English were not found", "A lost clause is lost advice."
    return Difference("omission", key, says, why, 0, settled.of_english(lost))


def _order(group: FactGroup, settled: Settled, target: Lexicon) -> Difference | None:
    if not group.order or group.name not in target.words.order:
        return None
    wanted = [(fact, kind) for fact, kind in settled.english if kind in group.members]
    if len(wanted) < 2:
        return None
    found = [(fact, kind) for fact, kind in settled.words if kind in group.members]
    kinds, other = [kind for _, kind in wanted], [kind for _, kind in found]
    if kinds == other or Counter(kinds) != Counter(other):
        return None
    key = f"{group.name} {' '.join(kinds)}>{' '.join(other)}"
    ours, theirs = tuple(fact for fact, _ in wanted), tuple(fact for fact, _ in found)
    return Difference("facts", key, f"{group.says}: they stand in another order", group.why, 0, ours, theirs)
