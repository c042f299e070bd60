"""What a rule looks at: one text and its translation, with what else it may need to know; and the rule itself."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kit.checks.translation import facts
from kit.checks.translation.vocabulary import Preferred
from kit.content import Avoid
from kit.errors import Severity
from kit.locale import Locale


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One text and its translation. `source` and `target` are the lexicons of both languages."""

    ctx: str
    english: str
    words: str
    locale: Locale
    source: facts.Lexicon
    target: facts.Lexicon
    avoid: tuple[Avoid, ...] = ()
    glossary: tuple[Preferred, ...] = ()
    keep: frozenset[str] = frozenset()

    @functools.cached_property
    def compared(self) -> facts.Compared:
        """Both texts by facts, and how they differ."""
        return facts.compare(self.english, self.words, self.source, self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its id, how bad a breach is, why, where the rule comes from, and what finds the breaches of a pair."""

    id: str
    severity: Severity
    why: str
    clause: str
    find: Callable[[Pair], Iterable[str]]
