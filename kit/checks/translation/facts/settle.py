"""Facts with alternatives decided: a word that may be either is what the other text wants, if the other text wants it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kit.checks.translation.facts.extract import Fact
from kit.content import HIDDEN


@dataclass(frozen=True, slots=True)
class Settled:
    """The facts of both texts, each with the one kind it was taken for; `spare` are ambiguous ones that nothing wanted.

    `hidden` are the English ones that may be nothing and that the translation does not have.
    """

    english: tuple[tuple[Fact, str], ...]
    words: tuple[tuple[Fact, str], ...]
    wanted: Counter[str]
    found: Counter[str]
    spare: tuple[Fact, ...] = ()
    hidden: tuple[Fact, ...] = ()

    def differing(self) -> tuple[Counter[str], Counter[str]]:
        """Facts of the English that the translation lacks, and facts it has too many."""
        return self.wanted - self.found, self.found - self.wanted

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
    hidden = []
    for fact in ours:
        kind = fact.kinds[0]
        if len(fact.kinds) > 1:
            kind = next((kind for kind in fact.kinds if sure[kind] + maybe[kind] > wanted[kind]), _else(fact.kinds))
            if kind == HIDDEN:
                hidden.append(fact)
                continue
            wanted[kind] += 1
        english.append((fact, kind))
    left = wanted - sure
    words: list[tuple[Fact, str]] = []
    spare = []
    for fact in other:
        if len(fact.kinds) == 1:
            words.append((fact, fact.kinds[0]))
        elif kind := next((kind for kind in fact.kinds if left[kind] > 0), ""):
            left[kind] -= 1
            words.append((fact, kind))
        else:
            spare.append(fact)
    return Settled(tuple(english), tuple(words), wanted, Counter(kind for _, kind in words), tuple(spare), tuple(hidden))


def _else(kinds: tuple[str, ...]) -> str:
    """What an ambiguous word is if nothing answers it: nothing, where it may be that."""
    return HIDDEN if HIDDEN in kinds else kinds[0]
