"""The verdict on a slide, kept for every deck that has the same slide: the same parts below it, at the same place, in the same language.

What a slide's verdict depends on is what its relations lead to (layout, master, theme, notes, charts), and what the whole deck sets:
sizes, default styles, table styles. Of pictures the checksum counts: no rule looks into them. Left out on purpose: rules that compare
slides with each other, or look at the file as a whole; they run on every deck.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from kit.caches import KeptValues
from kit.checks.deck.xml import language, slides
from kit.errors import Finding, KitError
from kit.opc import Package

_OF_THE_DECK = frozenset(("slideMaster", "theme", "tableStyles", "notesMaster"))
_VERDICTS: KeptValues[tuple[str, str, bytes], tuple[Finding, ...]] = KeptValues(4096)


def by_slide(package: Package, name: str, judge: Callable[[str, str, etree._Element], Iterable[Finding]]) -> Iterator[Finding]:
    """The findings of `judge(where, part, root)` on each slide; `name` is that of the rule.

    The judge may look at the slide's part and at what its relations lead to, and at nothing else of the deck but what is said above.
    """
    common = _common(package)
    for where, part, root in slides(package):
        below = _below(package, part, common) if common else None
        known = _VERDICTS.get((name, where, below)) if below else None
        if known is None:
            known = tuple(judge(where, part, root))
            if below:
                _VERDICTS.keep((name, where, below), known)
        yield from known


def _common(package: Package) -> bytes | None:
    """The digest of what the deck sets for all its slides; None where a part can't be read."""
    found = hashlib.sha256(repr((language(package), package.presentation)).encode())
    try:
        found.update(package.digest(package.presentation))
        for relation in package.relations(package.presentation):
            if relation.kind in _OF_THE_DECK and not relation.external:
                found.update(repr(relation).encode())
                found.update(_walk(package, relation.target, frozenset(package.slides)))
    except KitError:
        return None
    return found.digest()


def _below(package: Package, part: str, common: bytes) -> bytes | None:
    try:
        return hashlib.sha256(common + _walk(package, part, frozenset(package.slides) - {part})).digest()
    except KitError:
        return None


def _walk(package: Package, start: str, shut: frozenset[str]) -> bytes:
    """The digest of a part with all that it leads to, by name; of other slides only their names."""
    found = hashlib.sha256()
    waiting, seen = [start], {start}
    while waiting:
        part = waiting.pop()
        found.update(part.encode())
        if part not in package.names or part in shut:
            continue
        found.update(package.digest(part))
        for relation in package.relations(part):
            found.update(repr(relation).encode())
            if not relation.external and relation.target not in seen:
                seen.add(relation.target)
                waiting.append(relation.target)
    return found.digest()
