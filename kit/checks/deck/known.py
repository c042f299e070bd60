"""The verdict on a slide, kept for every deck that has the same slide: the same parts below it, at the same place, in the same language.

What a slide's verdict depends on is what its relations lead to (layout, master, theme, notes, charts), and what the whole deck sets:
sizes, default styles, table styles. Of pictures the checksum counts: no rule looks into them. Left out on purpose: rules that compare
slides with each other, or look at the file as a whole; they run on every deck.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar, cast

from lxml import etree

from kit.caches import KeptValues
from kit.checks.deck.xml import language
from kit.errors import KitError
from kit.opc import Package

T = TypeVar("T")

_OF_THE_DECK = frozenset(("slideMaster", "theme", "tableStyles", "notesMaster"))
_VERDICTS: KeptValues[tuple[str, bytes], dict[str, tuple[object, ...]]] = KeptValues(1024, turning=True)
"""Of a slide at a place what each rule gave, by the rule's name."""


_ALONE: KeptValues[tuple[str, bytes], tuple[object, ...]] = KeptValues(1024, turning=True)
"""What a rule gave for a part that it looks at alone, by the rule's name and the part's digest."""


def by_itself(package: Package, name: str, part: str, judge: Callable[[etree._Element], Iterable[T]]) -> tuple[T, ...]:
    """What `judge(root)` gives for a part: it may look at nothing else, not even at what the part is called. KitError as `xml`."""
    key = (name, package.digest(part))
    known = _ALONE.get(key)
    if known is None:
        known = _ALONE.keep(key, tuple(judge(package.xml(part))))
    return cast("tuple[T, ...]", known)  # what this rule gave


def by_slide(package: Package, name: str, judge: Callable[[str, str, etree._Element], Iterable[T]]) -> Iterator[T]:
    """What `judge(where, part, root)` gives for each slide, mostly findings; `name` is that of the rule.

    The judge may look at the slide's part and at what its relations lead to, and at nothing else of the deck but what is said above.
    """
    for where, part, verdicts in _slides(package):
        known = verdicts.get(name) if verdicts is not None else None
        if known is not None:
            yield from cast("tuple[T, ...]", known)  # what this rule gave
            continue
        found: list[T] = []
        for one in judge(where, part, package.xml(part)):
            found.append(one)
            yield one
        if verdicts is not None:
            verdicts[name] = tuple(found)


@functools.lru_cache(maxsize=1)  # each rule asks for it
def _slides(package: Package) -> tuple[tuple[str, str, dict[str, tuple[object, ...]] | None], ...]:
    """Each slide: where it is, its part, and what rules gave for the same slide; None where a part below it can't be read."""
    common = _common(package)
    out = []
    for number, part in enumerate(package.slides, start=1):
        where = f"slide {number}"
        below = _below(package, part, common) if common else None
        key = (where, below) if below else None
        kept = None if key is None else _VERDICTS.get(key)
        out.append((where, part, _VERDICTS.keep(key, {}) if key and kept is None else kept))
    return tuple(out)


def _common(package: Package) -> bytes | None:
    """The digest of what the deck sets for all its slides; None where a part can't be read."""
    found = hashlib.sha256(repr((language(package), package.presentation)).encode())
    try:
        found.update(package.digest(package.presentation))
        for relation in package.relations(package.presentation):
            if relation.kind in _OF_THE_DECK and not relation.external:
                found.update(repr(relation).encode())
                found.update(package.closure(relation.target))
    except KitError:
        return None
    return found.digest()


def _below(package: Package, part: str, common: bytes) -> bytes | None:
    try:
        return common + package.closure(part)
    except KitError:
        return None
