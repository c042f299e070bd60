"""A deck as a person left it: each slide's paragraphs, notes and chart values, read from its XML alone.

Written against OOXML, not against our writer, so that a deck saved by PowerPoint, LibreOffice or python-pptx reads alike. Left
out on purpose: places, sizes and colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kit.formats.deck.reader import A, P
from kit.opc import Package
from kit.outline import normal

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_FURNITURE = frozenset(("ftr", "sldNum", "dt", "hdr"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One slide of a deck: id in its list, part, title, paragraphs with their shape's id, notes, chart values."""

    id: str
    part: str
    title: str
    said: tuple[tuple[int, str], ...]
    notes: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    added: tuple[int, ...] = ()

    def within(self, most: int) -> tuple[str, ...]:
        """The paragraphs of shapes whose id is at most this: the others a person added; 0 is all."""
        return tuple(words for ident, words in self.said if not most or ident <= most)


def read_slides(package: Package) -> tuple[Found, ...]:
    """The slides of a deck in the order they are shown."""
    ids = [one.get("id", "") for one in package.xml(package.presentation).iterfind("{*}sldIdLst/{*}sldId")]
    return tuple(_slide(package, part, ident) for part, ident in zip(package.slides, ids, strict=False))


def _slide(package: Package, part: str, ident: str) -> Found:
    root = package.xml(part)
    said: list[tuple[int, str]] = []
    title = ""
    for shape in root.iterfind(f"{P}cSld/{P}spTree/*"):
        kind = _kind(shape)
        if kind in _FURNITURE:
            continue
        about = shape.find(f"./*/{P}cNvPr")
        number = int(about.get("id", "0")) if about is not None and about.get("id", "").isdigit() else 0
        found = [words for words in map(_words, _paragraphs(shape)) if words]
        said += [(number, words) for words in found]
        if kind in ("title", "ctrTitle"):
            title = " ".join(found)
    return Found(
        id=ident,
        part=part,
        title=title,
        said=tuple(said),
        notes=tuple(_notes(package, part)),
        values=tuple(_values(package, part)),
        added=tuple(_ids(root)),
    )


def _paragraphs(shape: etree._Element) -> Iterator[etree._Element]:
    """A shape's paragraphs as they are read: the columns of a table from the right that is not marked as one (`turned`) stand as seen."""
    for row in list(shape.iter(f"{A}tr")):
        cells = row.findall(f"{A}tc")
        marked = shape.find(f".//{A}tblPr[@rtl='1']") is not None
        turned = any(one.get("rtl") == "1" for one in row.iter(f"{A}pPr"))
        for cell in cells if marked or not turned else reversed(cells):
            yield from cell.iter(f"{A}p")
    if shape.find(f".//{A}tbl") is None:
        yield from shape.iter(f"{A}p")


def _ids(root: etree._Element) -> Iterator[int]:
    for shape in root.iterfind(f"{P}cSld/{P}spTree/*"):
        about = shape.find(f"./*/{P}cNvPr")
        if about is not None and about.get("id", "").isdigit():
            yield int(about.get("id", ""))


def _kind(shape: etree._Element) -> str:
    found = shape.find(f"./*/{P}nvPr/{P}ph")
    return "" if found is None else str(found.get("type", "body"))


def _words(paragraph: etree._Element) -> str:
    """A paragraph's words; a line ended by hand is no more than the space before it."""
    out = []
    for piece in paragraph:
        name = str(piece.tag).removeprefix(A)  # a comment has a function for a tag
        if name in ("r", "fld"):
            out.append(piece.findtext(f"{A}t") or "")
        elif name == "br":
            out.append(" ")
    return normal("".join(out))


def _notes(package: Package, part: str) -> Iterator[str]:
    target = package.target(part, "notesSlide")
    if target in package.names:
        for shape in package.xml(target).iter(f"{P}sp"):
            if _kind(shape) == "body":
                yield from (words for words in map(_words, shape.iter(f"{A}p")) if words)


def _values(package: Package, part: str) -> Iterator[tuple[float, ...]]:
    for relation in package.relations(part):
        if relation.kind == "chart" and relation.target in package.names:
            for series in package.xml(relation.target).iter(f"{C}ser"):
                points = series.findall(f"{C}yVal//{C}v") or series.findall(f"{C}val//{C}v")
                yield tuple(float(point.text or 0) for point in points)
