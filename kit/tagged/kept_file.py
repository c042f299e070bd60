"""What is known of a file that was read before, for the next one of which most objects have the same bytes.

Between the files of two clinics mostly the drawing instructions of some pages differ, and now and then a font. What was read of an object
and of all below it holds wherever their bytes are the same (`pieces`), under the same numbers. Only a file without a fault is kept.
Left out on purpose: reading anything anew (`source`, `content`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar, cast

import pikepdf

from kit.budget import Budget
from kit.caches import KeptValues
from kit.tagged.closures import reach
from kit.tagged.content import read_like, read_page
from kit.tagged.fonts import Font, FontTables, Glyph
from kit.tagged.fonts_in_use import FontsInUse
from kit.tagged.kept_tree import has_tree
from kit.tagged.marks import PaintedPage
from kit.tagged.pieces import Pieces, differing, unlike
from kit.tagged.segments import Strip
from kit.tagged.tree import Tree
from kit.tagged.values import Key, dictionary, entry, identity

_T = TypeVar("_T")
_DIRECT = (0, 0)


@dataclass(slots=True, eq=False, weakref_slot=True)
class Skeleton:
    """All of a file but what its pages paint, its fonts and its replacement texts: the very same for all files in which all of this has the same bytes.

    An element has a replacement text that is not empty in all of them, or in none.
    """

    known: dict[object, object] = field(default_factory=dict)

    def once(self, key: Hashable, work: Callable[[], _T]) -> _T:
        """What was worked out of the skeleton under this key, now or for another file that has it."""
        if key not in self.known:
            self.known[key] = work()
        return cast("_T", self.known[key])  # what this work made


class KeptFont(NamedTuple):
    """What is known of a font, and the numbers of all objects that it is read from."""

    key: bytes
    tables: FontTables
    seen: dict[int, Glyph]
    length: int
    needs: frozenset[int]


class KeptPage(NamedTuple):
    """A page, its object, the numbers of all that it is read from but its fonts, and by the number of a font the letters that it shows of it."""

    page: PaintedPage
    key: Key
    needs: frozenset[int]
    letters: dict[Key, dict[int, Glyph]]


class KeptFile(NamedTuple):
    """A file that was read. Numbers of objects: `listing` say which pages there are, `below` are what pages draw with but fonts, `framing` its skeleton."""

    pieces: Pieces
    pages: tuple[KeptPage, ...]
    fonts: dict[Key, KeptFont]
    digests: dict[Key, bytes]
    tree: Tree | None
    skeleton: Skeleton
    listing: frozenset[int]
    below: frozenset[int]
    framing: frozenset[int]
    strips: dict[int, tuple[Strip, ...]]
    """By the number of a page: the stretches of the last that was read in the place of the kept one."""


_FILES: KeptValues[bytes, tuple[KeptFile, ...]] = KeptValues(8)
_ALIKE = 6
"""Files of one form that are kept: the name of a clinic is set in one script or another, and each has its own letters and tags."""


class Recalled(NamedTuple):
    """A kept file, and the numbers of the objects that may mean something else in the file at hand."""

    file: KeptFile
    changed: frozenset[int]

    def skeleton(self, replaced: Collection[Key]) -> Skeleton:
        """The kept file's skeleton, if that has the same bytes here but for elements with another replacement text; else a new one."""
        framing = self.changed & self.file.framing
        return self.file.skeleton if framing <= {number for number, _ in replaced} else Skeleton()

    def pages(self, pdf: pikepdf.Pdf, fonts: FontsInUse) -> Iterable[PaintedPage]:
        """The pages of the file at hand: those that are known, and the others read."""
        for number, kept in self.file.fonts.items():
            if self.changed.isdisjoint(kept.needs):
                fonts.expect(number, kept.key, kept.tables, kept.seen)
        still = self.changed.isdisjoint(self.file.below)
        if fonts.closures and still:
            fonts.closures.trust(self.file.digests)
        alike: dict[Key, bool] = {}
        for page in self.file.pages:
            yield self._again(page, pdf, fonts, alike) or self._read(
                page, pikepdf.Page(pdf.get_object(page.key)), fonts, still=still
            )

    def _read(self, kept: KeptPage, page: pikepdf.Page, fonts: FontsInUse, *, still: bool) -> PaintedPage:
        """A page that was changed, stretch by stretch where what it draws with is `still` the same."""
        number, strips = kept.page.number, self.file.strips
        found = read_like(number, page, fonts, strips.get(number, ())) if still else None
        if found is None:
            return read_page(number, page, fonts)
        strips[number] = found[1]
        return found[0]

    def _again(self, kept: KeptPage, pdf: pikepdf.Pdf, fonts: FontsInUse, alike: dict[Key, bool]) -> PaintedPage | None:
        if not self.changed.isdisjoint(kept.needs) or not fonts.budget.holds(kept.page.cost):
            return None
        same: dict[bytes, bytes] = {}
        used: list[tuple[Key, Font, dict[int, Glyph]]] = []
        for number, glyphs in kept.letters.items():
            font, before = fonts.get(pdf.get_object(number)), self.file.fonts[number]
            if font is None:
                return None
            if number not in alike:
                alike[number] = font.tables is before.tables or (font.length == before.length and font.shows(before.seen))
            if not alike[number] and (font.length != before.length or not font.shows(glyphs)):
                return None
            same[before.key] = font.key
            used.append((number, font, glyphs))
        fonts.budget.pay(kept.page.cost)
        for number, font, glyphs in used:
            if font.tables is self.file.fonts[number].tables:
                font.used.update(glyphs)  # its very glyphs
            else:
                font.use(glyphs)
        return replace(kept.page, source=pdf.get_object(kept.key), fonts=same)


def recall(cut: Pieces, pdf: pikepdf.Pdf) -> Recalled | None:
    """The most similar of the files of this form that were kept, whose pages are the objects that they are here; first one with the same tree."""
    found: Recalled | None = None
    for kept in sorted(_FILES.get(cut.form) or (), key=lambda one: unlike(cut, one.pieces)):
        changed = differing(cut, kept.pieces)
        if not changed.isdisjoint(kept.listing):
            continue
        if kept.tree and has_tree(pdf, {page.key: page.page.number for page in kept.pages}, kept.tree, changed):
            return Recalled(kept, changed)
        found = found or Recalled(kept, changed)
    return found


def remember(
    cut: Pieces, pdf: pikepdf.Pdf, pages: Sequence[PaintedPage], fonts: FontsInUse, tree: Tree | None, skeleton: Skeleton
) -> None:
    """Keep a file that was read, if nothing about it is out of the ordinary."""
    numbers = {identity(font.source): font for font in fonts.all}
    contents = [identity(entry(page.source, "/Contents")) for page in pages]
    if _DIRECT in (*numbers, *contents) or any(page.letters is None for page in pages) or not _plain(cut, pdf, fonts.budget):
        return
    stop = {number for number, _ in (*numbers, *contents)}
    root, info = pdf.Root, dictionary(pdf.trailer, "/Info")
    listing = reach(pdf, [dictionary(root, "/Pages")], {identity(page.source)[0] for page in pages})
    framing = reach(pdf, [root, info], stop)
    below = [_drawn_with(pdf, page, stop) for page in pages]
    wanted = [reach(pdf, [font.source]) for font in numbers.values()]
    if (
        listing is None
        or framing is None
        or None in below
        or None in wanted
        or any(framing[number] != 1 for number, _ in contents)
    ):
        return
    roots = {identity(root)[0], identity(info)[0], identity(dictionary(root, "/Pages"))[0]}
    made = [
        _page(page, frozenset((*(found or ()), content[0])) - {number for number, _ in numbers}, numbers)
        for page, found, content in zip(pages, below, contents, strict=True)
    ]
    if any(number not in numbers for page in made for number in page.letters):
        return
    drawn = frozenset(number for found in below for number in found or ())
    _FILES.keep(
        cut.form,
        (
            KeptFile(
                pieces=cut,
                pages=tuple(made),
                fonts={
                    number: KeptFont(font.key, font.tables, font.seen, font.length, frozenset((number[0], *(found or ()))))
                    for (number, font), found in zip(numbers.items(), wanted, strict=True)
                },
                digests=fonts.closures.known_of(drawn - stop) if fonts.closures else {},
                tree=tree,
                skeleton=skeleton,
                listing=frozenset((*listing, *roots)) - {identity(page.source)[0] for page in pages},
                below=drawn - stop,
                framing=frozenset((*framing, *roots)) - stop,
                strips={},
            ),
            *(_FILES.get(cut.form) or ())[: _ALIKE - 1],
        ),
    )


def _plain(cut: Pieces, pdf: pikepdf.Pdf, budget: Budget) -> bool:
    """Whether a file was read without a warning and at little cost, and all that stands by itself in it is a stream that ends where the next begins."""
    amounts = zip(budget.left(), Budget().left(), strict=True)
    if pdf.get_warnings() or pdf.is_encrypted or any(2 * left < most for left, most in amounts):
        return False
    return all(_whole(pdf.get_object((number, 0)), data) for number, data in cut.objects.items())


def _whole(value: object, data: bytes) -> bool:
    return isinstance(value, pikepdf.Stream) and data.endswith(b">>stream\n" + value.read_raw_bytes() + b"\nendstream\nendobj\n")


def _drawn_with(pdf: pikepdf.Pdf, page: PaintedPage, stop: set[int]) -> Counter[int] | None:
    """All that a page may draw with, by its own dictionary or by one above it."""
    found: list[pikepdf.Object] = [dictionary(page.source, "/Resources")]
    return reach(pdf, found, stop)


def _page(page: PaintedPage, needs: frozenset[int], fonts: Mapping[Key, Font]) -> KeptPage:
    """A page to keep, with the glyphs of this file's fonts: of a page that was known those of another file may have other numbers."""
    named = dictionary(dictionary(page.source, "/Resources"), "/Font")
    letters: dict[Key, dict[int, Glyph]] = {}
    for name, (_, _, glyphs) in (page.letters or {}).items():
        number = identity(entry(named, name))
        font = fonts.get(number)
        letters[number] = {code: font.used[code] for code in glyphs} if font else {}
    kept = replace(page, source=pikepdf.Dictionary())
    return KeptPage(
        kept,
        identity(page.source),
        needs | {identity(page.source)[0], identity(dictionary(page.source, "/Resources"))[0]},
        letters,
    )
