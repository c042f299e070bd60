"""What the pages of a PDF paint, in order: text, shapes and pictures, each with the marked content it lies in.

A page that another file had, in all its bytes, is not run again: the marks are taken, and the letters count as used here too.
Left out on purpose: what the operators of a page do, which is in `interpreter`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import pikepdf

from kit.budget import SpentError, since, taken
from kit.caches import KeptValues
from kit.tagged.closures import Closures
from kit.tagged.fonts import Font, Glyph
from kit.tagged.fonts_in_use import FontsInUse
from kit.tagged.interpreter import paint
from kit.tagged.marks import Box, Letters, PaintedPage
from kit.tagged.segments import Strip, paint_by_stretches
from kit.tagged.values import array, dictionary, entries, entry, floats

_LETTER = (0.0, 0.0, 612.0, 792.0)


_PAGES: KeptValues[bytes, PaintedPage] = KeptValues(128, turning=True)
"""What pages paint, whichever file they are in."""


def read_page(number: int, page: pikepdf.Page, fonts: FontsInUse) -> PaintedPage:
    """Everything that page `number` (from 1) paints. Of a page that another file had, in all its bytes, what is known is taken."""
    out, resources = _begun(number, page)
    digest = None if out.faults else _page_digest(out, page, resources, fonts.closures)
    if digest and (known := _PAGES.get(digest)) and (same := _take(known, resources, fonts)) is not None:
        return replace(known, source=page.obj, fonts=same)
    before, paid = fonts.budget.left(), fonts.paid
    try:
        again = digest is not None and _met((out.number, out.box))
        if not again or paint_by_stretches(out, fonts, page, resources) is None:
            paint(out, fonts, page, resources)
    except SpentError as error:
        out.spent = str(error)
    clean = not out.spent and not out.faults
    if digest and clean:
        out.letters = _letters(out, resources, fonts)
        out.cost = taken(since(before, fonts.budget), taken(fonts.paid, paid))
        if out.letters is not None:
            _PAGES.keep(digest, replace(out, source=pikepdf.Dictionary()))
    return out


def _begun(number: int, page: pikepdf.Page) -> tuple[PaintedPage, pikepdf.Object]:
    """A page of which nothing is painted yet, and its resources."""
    out = PaintedPage(number=number, source=page.obj, box=_LETTER)
    try:
        left, bottom, right, top = _box(page)
        out.box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        return out, page.obj.get("/Resources", pikepdf.Dictionary()) if "/Resources" in page.obj else page.resources
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        out.faults.append(("content", f"the page's size or resources can't be read ({error})"))
        return out, pikepdf.Dictionary()


def read_like(
    number: int, page: pikepdf.Page, fonts: FontsInUse, like: Sequence[Strip]
) -> tuple[PaintedPage, tuple[Strip, ...]] | None:
    """`read_page` of one that has the resources of another, whose stretches are `like` its own, and its own stretches.

    None where something about it is out of the ordinary, and nothing of it counts as read.
    """
    out, resources = _begun(number, page)
    before, paid = fonts.budget.left(), fonts.paid
    try:
        strips = None if out.faults else paint_by_stretches(out, fonts, page, resources, like)
    except SpentError:
        return None
    if strips is None or out.faults:
        return None
    out.letters = _gathered(strips, resources, fonts) or _letters(out, resources, fonts)
    out.cost = taken(since(before, fonts.budget), taken(fonts.paid, paid))
    return out, strips


def _gathered(strips: Sequence[Strip], resources: pikepdf.Object, fonts: FontsInUse) -> Letters | None:
    """`_letters`, from what is known of the stretches; None where they were painted with other fonts."""
    here = {name: font.key for name, source in entries(dictionary(resources, "/Font")) if (font := fonts.met(source))}
    found: Letters = {}
    for strip in strips:
        for name, (key, length, glyphs) in strip.known.letters.items():
            if here.get(f"/{name}") != key:
                return None
            if glyphs:
                found.setdefault(f"/{name}", (key, length, {}))[2].update(glyphs)
    return found


_MET: KeptValues[tuple[int, Box], bool] = KeptValues(512, turning=True)


def _met(place: tuple[int, Box]) -> bool:
    """Whether another page of this number and size was run: cutting one into stretches pays where more like it come."""
    known = _MET.get(place)
    if known is None:
        _MET.keep(place, True)
    return known is not None


def _page_digest(out: PaintedPage, page: pikepdf.Page, resources: pikepdf.Object, closures: Closures | None) -> bytes | None:
    """The digest of all that decides what a page paints but its fonts; None where it can't be told."""
    if closures is None:
        return None
    contents = page.obj.get("/Contents")
    parts = [closures.of(part) for part in (contents if isinstance(contents, pikepdf.Array) else [contents])]
    below = [(name, closures.of(found)) for name, found in entries(resources) if name != "/Font"]
    names = [name for name, _ in entries(dictionary(resources, "/Font"))]
    if None in parts or any(digest is None for _, digest in below):
        return None
    return hashlib.sha256(repr((out.number, out.box, parts, below, names)).encode()).digest()


def _letters(page: PaintedPage, resources: pikepdf.Object, fonts: FontsInUse) -> Letters | None:
    """The glyphs that a page shows of each font of its own resources; None if it shows some of another font."""
    met = [(name, font) for name, source in entries(dictionary(resources, "/Font")) if (font := fonts.met(source))]
    names = {font.key: (name, font.length) for name, font in met}
    if len(names) != len(met):  # two names of one font: in another file they may be names of two
        return None
    found: Letters = {}
    for mark in page.marks:
        if mark.font is None:
            continue
        if mark.font not in names:
            return None
        name, length = names[mark.font]
        _, _, glyphs = found.setdefault(name, (mark.font, length, {}))
        glyphs.update((glyph.code, glyph) for glyph in mark.glyphs)
    return found


def _take(known: PaintedPage, resources: pikepdf.Object, fonts: FontsInUse) -> dict[bytes, bytes] | None:
    """The keys of this file's fonts by those in a known page's marks, whose letters count as used; None if any letter differs."""
    if known.letters is None or not fonts.budget.holds(known.cost):
        return None
    here = dictionary(resources, "/Font")
    same: dict[bytes, bytes] = {}
    used: list[tuple[Font, dict[int, Glyph]]] = []
    for name, (key, length, glyphs) in known.letters.items():
        font = fonts.get(source) if (source := entry(here, name)) is not None else None
        if font is None or font.length != length or not font.shows(glyphs):
            return None
        same[key] = font.key
        used.append((font, glyphs))
    fonts.budget.pay(known.cost)
    for font, glyphs in used:
        font.use(glyphs)
    return same


def read_appearances(page: PaintedPage, fonts: FontsInUse) -> None:
    """Meet the fonts and letters that the page's annotations are drawn with (12.5.5); what they paint is nobody's content."""
    for annotation in array(page.source, "/Annots"):
        normal = entry(dictionary(annotation, "/AP"), "/N")
        states = [found for _, found in entries(normal)] if isinstance(normal, pikepdf.Dictionary) else [normal]
        for source in states:
            if not isinstance(source, pikepdf.Stream):
                continue
            aside = PaintedPage(number=page.number, source=page.source, box=page.box)
            try:
                paint(aside, fonts, source, dictionary(source, "/Resources"))
            except SpentError as error:
                page.spent = page.spent or str(error)


def _box(page: pikepdf.Page) -> list[float]:
    """The crop box, else the media box (14.11.2); ValueError where neither is a box."""
    boxes: tuple[object, ...] = (page.cropbox, page.mediabox)
    for found in boxes:
        corners = floats(found) if isinstance(found, pikepdf.Array) else []
        if len(corners) == 4:
            return corners
    raise ValueError("no CropBox or MediaBox of four numbers")
