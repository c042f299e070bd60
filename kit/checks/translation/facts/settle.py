"""Facts with alternatives decided: a word that may be either is what the other text wants, if the other text wants it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kit.checks.translation.facts.extract import Fact


@dataclass(frozen=True, slots=True)
class Settled:
    """The facts of both texts, each with the one kind it was taken for; an unwanted ambiguous one is left out."""

    english: tuple[tuple[Fact, str], ...]
    words: tuple[tuple[Fact, str], ...]
    wanted: Counter[str]
    found: Counter[str]

    def missing(self, kinds: Collection[str]) -> Counter[str]:
        """Facts of the English that the translation lacks."""
        return Counter({kind: lack for kind in kinds if (lack := self.wanted[kind] - self.found[kind]) > 0})

    def extra(self, kinds: Collection[str]) -> Counter[str]:
        """Facts of the translation that the English lacks."""
        return Counter({kind: more for kind in kinds if (more := self.found[kind] - self.wanted[kind]) > 0})

    def of_english(self, kinds: Collection[str]) -> tuple[Fact, ...]:
        """The English facts of these kinds."""
        return tuple(fact for fact, kind in self.english if kind in kinds)

    def of_words(self, kinds: Collection[str]) -> tuple[Fact, ...]:
        """The translation's facts of these kinds."""
        return tuple(fact for fact, kind in self.words if kind in kinds)


def settle(mine: Sequence[Fact], theirs: Sequence[Fact]) -> Settled:
    """Decide for each fact of two sentences, numbers and placeables left out."""
    ours = [fact for fact in mine if not fact.number and not fact.placeable]
    other = [fact for fact in theirs if not fact.number and not fact.placeable]
    sure = Counter(fact.kinds[0] for fact in other if len(fact.kinds) == 1)
    maybe = Counter(kind for fact in other if len(fact.kinds) > 1 for kind in fact.kinds)
    wanted = Counter(fact.kinds[0] for fact in ours if len(fact.kinds) == 1)
    english = []
    for fact in ours:
        kind = fact.kinds[0]
        if len(fact.kinds) > 1:
            kind = next((kind for kind in fact.kinds if sure[kind] + maybe[kind] > wanted[kind]), kind)
            wanted[kind] += 1
        english.append((fact, kind))
    left = wanted - sure
    words = []
    for fact in other:
        if len(fact.kinds) == 1:
            words.append((fact, fact.kinds[0]))
        elif (kind := next((kind for kind in fact.kinds if left[kind] > 0), "")):
            left[kind] -= 1
            words.append((fact, kind))
    return Settled(tuple(english), tuple(words), wanted, Counter(kind for _, kind in words))
