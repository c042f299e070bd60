"""What a check of one text looks at: the text and its translation, with what else a check may need to know."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from kit.checks.translation import facts
from kit.checks.translation.vocabulary import Preferred
from kit.content import Avoid
from kit.locale import Locale


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One text and its translation. `where` is its place, `source` and `target` are the lexicons of both languages."""

    ctx: str
    english: str
    words: str
    locale: Locale
    source: facts.Lexicon
    target: facts.Lexicon
    where: str = ""
    avoid: tuple[Avoid, ...] = ()
    glossary: tuple[Preferred, ...] = ()
    keep: frozenset[str] = frozenset()

    @functools.cached_property
    def compared(self) -> facts.Compared:
        """Both texts by facts, and how they differ."""
        return facts.compare(self.english, self.words, self.source, self.target)
