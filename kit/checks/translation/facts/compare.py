"""The facts of a translation against those of its English, sentence by sentence: what is missing, what stands instead.

A difference is not yet a fault: new wording that the lexicon does not know gives one too. Left out on purpose: sense,
style and scope, which no lexicon sees.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.checks.translation.facts.clauses import moved
from kit.checks.translation.facts.difference import Compared, Difference, Kind
from kit.checks.translation.facts.extract import Fact, Sentence, facts
from kit.checks.translation.facts.lexicon import Lexicon
from kit.checks.translation.facts.numbers import number_differences, without_openings
from kit.checks.translation.facts.opposites import unexplained
from kit.checks.translation.facts.settle import Settled, settle
from kit.content import HIDDEN, FactGroup

_SEVERAL = 2
NOT, ECHO, REPEAT, OR = "not", "nor", "and-not", "or"


def compare(english: str, words: str, source: Lexicon, target: Lexicon) -> Compared:
    """Compare a translation with its English by the facts of both."""
    mine, theirs = facts(english, source), facts(words, target)
    found: list[Difference] = []
    if len(mine) != len(theirs):
        if parted := _parted(mine, theirs, source, target):
            return Compared(*parted, ())
        found.append(_counted(mine, theirs))
    mine, theirs = _paired(mine, theirs, english, words)
    for at, (ours, other) in enumerate(zip(mine, theirs, strict=True)):
        found += [replace(difference, at=at) for difference in _sentence(ours, other, source, target)]
    return Compared(mine, theirs, tuple(found))


def unlike(
    english: str, words: str, source: Lexicon, target: Lexicon
) -> Iterator[tuple[Counter[str], Counter[str], Counter[str]]]:
    """For each sentence the facts of the English, those the translation lacks, and those it has too many."""
    mine, theirs = _paired(facts(english, source), facts(words, target), english, words)
    for ours, other in zip(mine, theirs, strict=True):
        settled = settle(*without_openings(ours.facts, other.facts, source))
        yield settled.wanted, *settled.differing()


def _paired(
    mine: tuple[Sentence, ...], theirs: tuple[Sentence, ...], english: str, words: str
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Sentence by sentence where both have as many, else the whole texts."""
    return (mine, theirs) if len(mine) == len(theirs) else ((_whole(english, mine),), (_whole(words, theirs),))


def _whole(text: str, parts: Sequence[Sentence]) -> Sentence:
    moved = (replace(fact, start=fact.start + part.start, end=fact.end + part.start) for part in parts for fact in part.facts)
    return Sentence(unicodedata.normalize("NFC", text), 0, tuple(moved))


def _counted(mine: Sequence[Sentence], theirs: Sequence[Sentence]) -> Difference:
    """That a text has other sentences than its English, with those of either that nothing answers."""
    ours, other = len(mine), len(theirs)
    says = f"The English has {ours} sentence{'' if ours == 1 else 's'}, the translation {other}"
    why = "A lost sentence is lost advice." if other < ours else "Split sentences are harder to compare."
    kind: Kind = "sentences" if other < ours else "split"
    return Difference(kind, f"sentences {ours}>{other}", says, why, 0, _unanswered(mine, theirs), _unanswered(theirs, mine))


def _parted(
    mine: tuple[Sentence, ...], theirs: tuple[Sentence, ...], source: Lexicon, target: Lexicon
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]] | None:
    """Both texts with sentences of the longer one taken together so that every fact agrees and each sentence states one; or None.

    Then sentences were split or joined, and nothing was lost or added.
    """
    if not (mine and theirs and source.complete and target.complete):
        return None
    if not all(_states(sentence, source.groups) for sentence in (*mine, *theirs)):
        return None
    if not _agree(_run(mine), _run(theirs), source, target):
        return None
    for ours in _joinings(mine, min(len(mine), len(theirs))):
        for other in _joinings(theirs, len(ours)):
            if all(_agree(*pair, source, target) for pair in zip(ours, other, strict=True)):
                return ours, other
    return None


def _states(sentence: Sentence, groups: Sequence[FactGroup]) -> bool:
    """Whether a sentence surely states a fact of weight, which would be missed without it."""
    light = {HIDDEN, *(fact for group in groups if group.level == "warning" for fact in group.facts)}
    return any(light.isdisjoint(fact.kinds) and not fact.soft for fact in sentence.facts)


_MOST_JOININGS = 60


def _joinings(parts: tuple[Sentence, ...], count: int) -> Iterator[tuple[Sentence, ...]]:
    """The sentences taken together in this number of runs, in every way; the first ways only, where there are very many."""
    cuts = itertools.combinations(range(1, len(parts)), count - 1)
    for chosen in itertools.islice(cuts, _MOST_JOININGS):
        edges = (0, *chosen, len(parts))
        yield tuple(_run(parts[start:end]) for start, end in itertools.pairwise(edges))


def _run(parts: Sequence[Sentence]) -> Sentence:
    first = parts[0]
    text = "".join(part.text.ljust(after.start - part.start) for part, after in itertools.pairwise(parts)) + parts[-1].text
    shifted = (
        replace(fact, start=fact.start + part.start - first.start, end=fact.end + part.start - first.start)
        for part in parts
        for fact in part.facts
    )
    return Sentence(text, first.start, tuple(shifted))


def _agree(ours: Sentence, other: Sentence, source: Lexicon, target: Lexicon) -> bool:
    """Whether two sentences state the same facts, none more and none less."""
    settled = settle(*without_openings(ours.facts, other.facts, source))
    counted = {fact for group in source.groups if group.compare == "count" for fact in group.facts}
    missing, extra, _ = unexplained(settled, source.groups, *map(len, _negated(ours.facts, other.facts)))
    return (missing.keys() | extra.keys()) <= counted and not any(_sentence(ours, other, source, target))


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
    settled = settle(*without_openings(mine, theirs, source))
    missing, extra, turned = unexplained(settled, source.groups, *map(len, _negated(mine, theirs)))
    found = False
    for group in source.groups:
        if group.compare == "count":
            yield from _counts(group, mine, theirs, turned)
        elif difference := _group(group, settled, missing, extra, target) or _order(group, settled, target):
            found = True
            yield difference
    if not found and (difference := _omission(source, settled, missing)):
        yield difference


def _placeables(mine: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[Difference]:
    ours, other = (tuple(fact for fact in side if fact.placeable) for side in (mine, theirs))
    wanted, found = ([fact.kinds[0] for fact in side] for side in (ours, other))
    if wanted != found:
        says = "Numbers and names to fill in stand in other sentences, or in another order"
        why = "Each number to call belongs to its own danger."
        yield Difference("placeables", f"{' '.join(wanted)}>{' '.join(found)}", says, why, 0, ours, other)


def _counts(group: FactGroup, mine: Sequence[Fact], theirs: Sequence[Fact], turned: int) -> Iterator[Difference]:
    ours, other = _negated(mine, theirs)
    either = _has_or(mine)
    spare = len(other) - len({fact.said for fact in other}) if either else 0
    more = len(other) + turned - len(ours)
    if not 0 <= more <= spare or (either and other and other[0].kinds[0] == REPEAT):
        yield Difference("negation", f"{group.name} {len(ours)}>{len(other)}", group.says, group.why, 0, ours, other)


def _may_negate(fact: Fact) -> bool:
    """Whether words negate only sometimes, such as "absent" or "doubt"."""
    return NOT in fact.kinds and HIDDEN in fact.kinds


def _has_or(mine: Sequence[Fact]) -> bool:
    return any(OR in fact.kinds for fact in mine)


def _negated(mine: Sequence[Fact], theirs: Sequence[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The words that negate in both sentences; those that sometimes do, as far as the English negates.

    Where the English says "or", a repeated one may stand for it; each further one counts.
    """
    ours, other = _negations(mine, repeats=True), _negations(theirs, repeats=not _has_or(mine))
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


def _group(group: FactGroup, settled: Settled, lost: Counter[str], more: Counter[str], target: Lexicon) -> Difference | None:
    if group.members.isdisjoint(lost) and group.members.isdisjoint(more):
        return None
    spare = tuple(fact for fact in settled.spare if not group.members.isdisjoint(fact.kinds))
    missing, extra = ({kind: count for kind, count in side.items() if kind in group.members} for side in (lost, more))
    wrong = bool(missing and (extra or spare)) or (group.compare == "all")
    needed = any((fact in group.need and not settled.found[fact]) or fact in target.words.need for fact in missing)
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


def _omission(source: Lexicon, settled: Settled, missing: Counter[str]) -> Difference | None:
    """Several facts that nothing stands for: none is proof, together they are a lost clause."""
    counted = {fact for group in source.groups if group.compare == "count" for fact in group.facts}
    lost = missing.keys() - counted
    if len(lost) < _SEVERAL:
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
