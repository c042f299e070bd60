"""What a check of one text looks at: the text and its translation; and the record of such a check."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kit.checks.finding import quote
from kit.checks.record import Check
from kit.checks.translation import facts
from kit.checks.translation.vocabulary import Preferred
from kit.content import Avoid
from kit.errors import Finding, Severity
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


Look = Callable[[Pair], Iterable[str]]


def check_of(
    name: str, question: str, why: str, clause: str, advice: str, look: Look, *, severity: Severity = "error", shown: bool = False
) -> Check[Pair]:
    """A check whose finding shows both texts; `shown` says that what it finds shows them already, with the difference marked."""
    full = f"translation.{name}"

    def find(pair: Pair) -> Iterator[Finding]:
        for fault in look(pair):
            texts = "" if shown else f" English: {quote(pair.english)} Translation: {quote(pair.words)}"
            said = f"{fault.rstrip('.')}.{texts}"
            message = said if said.endswith(why) else f"{said} {why}"
            yield Finding(id=full, severity=severity, where=pair.where, message=message, clause=clause)

    return Check(id=full, question=question, why=why, clause=clause, advice=advice, find=find, severity=severity)
