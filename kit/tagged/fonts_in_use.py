"""The fonts of one file, each read once, also where many files have the same one.

Left out on purpose: what a font says of its letters, which is in `fonts`.
"""

from __future__ import annotations

import pikepdf

from kit.budget import Amounts, Budget, added, since
from kit.caches import KeptValues
from kit.tagged.closures import Closures
from kit.tagged.fonts import Font, FontTables, Glyph
from kit.tagged.values import Key, identity

_Expected = tuple[bytes, FontTables, dict[int, Glyph]]


class FontsInUse:
    """The fonts of a file, each read once; `all` holds every font met, in order. `paid` is what reading them has cost.

    With the file's `closures`, what is known of a font from another file is not read again.
    """

    def __init__(self, budget: Budget | None = None, closures: Closures | None = None) -> None:
        self.budget = budget or Budget()
        self.closures = closures
        self.paid: Amounts = (0, 0, 0, 0)
        self._by_id: dict[Key, Font] = {}
        self._by_key: dict[bytes, Font] = {}
        self._expected: dict[Key, _Expected] = {}
        self.all: list[Font] = []

    def get(self, source: object) -> Font | None:
        """The font of a resource; None where the resource is no font at all."""
        if not isinstance(source, pikepdf.Object):
            return None
        ident = identity(source)
        if ident != (0, 0) and ident in self._by_id:
            return self._by_id[ident]
        expected = self._expected.get(ident)
        digest = expected[0] if expected else self.closures.of(source) if self.closures else None
        font = self._by_key.get(digest) if digest else None
        if font is None:
            before = self.budget.left()
            try:
                font = self._read(source, digest, expected)
            except (KeyError, TypeError, ValueError, IndexError, AttributeError, pikepdf.PdfError):
                return None
            self.paid = added(self.paid, since(before, self.budget))
            self.all.append(font)
            self._by_key[font.key] = font
        if ident != (0, 0):
            self._by_id[ident] = font
        return font

    def expect(self, number: Key, key: bytes, tables: FontTables, seen: dict[int, Glyph]) -> None:
        """Say what is known of a font before it is met: another file has it in all its bytes. `seen` are glyphs that were looked up."""
        self._expected[number] = (key, tables, seen)

    def met(self, source: object) -> Font | None:
        """The font of a resource, if it was met."""
        return self._by_id.get(identity(source))

    def _read(self, source: pikepdf.Object, digest: bytes | None, expected: _Expected | None = None) -> Font:
        if expected and self.budget.holds(expected[1].cost):
            self.budget.pay(expected[1].cost)
            return Font(source, self.budget, key=expected[0], tables=expected[1], seen=expected[2])
        tables = _TABLES.get(digest) if digest else None
        if tables and self.budget.holds(tables.cost):
            self.budget.pay(tables.cost)
            return Font(source, self.budget, key=digest or b"", tables=tables)
        font = Font(source, self.budget, key=digest or b"%d" % len(self.all))
        if digest:
            _TABLES.keep(digest, font.tables)
        return font


_TABLES: KeptValues[bytes, FontTables] = KeptValues(64)
