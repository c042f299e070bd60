"""What a slide holds, as elements of DrawingML and PresentationML (ISO/IEC 29500-1, 19 and 21).

Sizes, weights and bullets stand in the list style of each placeholder and not on runs, so that a line that a person adds looks
like its neighbours. Frames are mirrored here and nowhere else. Left out on purpose: parts and relations (`writer`).
"""

from __future__ import annotations

import copy
import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from kit.art import Art
from kit.document import address
from kit.formats.deck.language import Language
from kit.formats.deck.outlines import GRID, LARGE, MIDDLE, SMALL, outline
from kit.formats.deck.shapes import BEFORE, Frame, Para, inch, indent

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
R_ID, R_EMBED = f"{{{NS['r']}}}id", f"{{{NS['r']}}}embed"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_STEPS = ((inch(1), SMALL), (inch(1.6), MIDDLE), (inch(2.4), LARGE))
"""Sides of pictures up to which so many steps are fine enough."""
JUMP = "ppaction://hlinksldjump"

Node = etree._Element


@functools.lru_cache(maxsize=256)
def name(tag: str) -> str:
    """A prefixed name such as "a:p" as lxml writes it."""
    prefix, _, local = tag.partition(":")
    return f"{{{NS[prefix]}}}{local}"


def add(parent: Node, tag: str, attributes: dict[str, str] | None = None, text: str | None = None) -> Node:
    """A new child of an element."""
    node = etree.SubElement(parent, name(tag), attributes)
    if text is not None:
        node.text = text
    return node


def root(tag: str, prefixes: str = "arp") -> Node:
    """A part's root element, with the prefixes that its parts use."""
    return etree.Element(name(tag), nsmap={prefix: NS[prefix] for prefix in prefixes})


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a placeholder sets its paragraphs where they say nothing: size in points, weight, mark, points above."""

    size: int
    bold: bool = False
    mark: str = "none"
    before: float = BEFORE

    @classmethod
    def of(cls, paras: Sequence[Para]) -> Look:
        """The look that most of some paragraphs have, of equals the last one's: what a new line after them should have."""
        counted = Counter(cls.of_one(para) for para in paras)
        most = max(counted.values())
        return next(look for para in reversed(paras) if counted[look := cls.of_one(para)] == most)

    @classmethod
    def of_one(cls, para: Para) -> Look:
        """A paragraph's own look."""
        return cls(size=para.size, bold=para.bold, mark=para.mark, before=para.before)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes elements in one language on slides of one width; right-to-left ones mirrored.

    `tones` says which colour of the theme stands in for another that could not be read in somebody's template.
    """

    language: Language
    width: int
    tones: tuple[tuple[str, str], ...] = ()

    def tone(self, color: str) -> str:
        """The colour of the theme that is used for one."""
        return dict(self.tones).get(color, color) if self.tones else color

    def place(self, parent: Node, frame: Frame, tag: str = "a:xfrm", *, flip: bool = False) -> None:
        """A frame, mirrored where text runs right to left."""
        node = add(parent, tag, {"flipH": "1"} if flip else None)
        x = self.width - frame.x - frame.width if self.language.rtl else frame.x
        add(node, "a:off", {"x": str(x), "y": str(frame.y)})
        add(node, "a:ext", {"cx": str(frame.width), "cy": str(frame.height)})

    def paragraph(self, parent: Node, para: Para, look: Look, *, link: tuple[str, str] | None = None) -> None:
        """An `a:p` (21.1.2.2.6) in a place of this look. `link` is a relation's id and the tip it shows, "" for a slide."""
        node = add(parent, "a:p")
        self._properties(node, para, look)
        for words, lang, other, bold in self.language.runs(para):
            if not words:
                add(add(node, "a:br"), "a:rPr", {"lang": self.language.office})
                continue
            run = add(node, "a:r")
            properties = add(run, "a:rPr", {"lang": lang})
            if other:
                properties.set("altLang", other)
            if para.size != look.size:
                properties.set("sz", str(para.size * 100))
            if bold != look.bold:
                properties.set("b", "1" if bold else "0")
            if para.color:
                fill(properties, self.tone(para.color))
            if link and (not para.linked or words == self.language.bare(para.linked)):
                _linked(properties, link)
            add(run, "a:t", text=words)

    def _properties(self, node: Node, para: Para, look: Look) -> None:
        attributes = {}
        marked = para.mark != look.mark or (para.mark != "none" and para.size != look.size)
        numbered = para.mark == "number"
        if marked:
            space = indent(para.mark, para.size)
            attributes = {"marL": str(space), "indent": str(-space)}
        if para.centered:
            attributes["algn"] = "ctr"
        elif self.language.rtl:
            attributes["algn"] = "r"
        if self.language.rtl:
            attributes["rtl"] = "1"
        above = para.before != look.before
        if not (attributes or above or numbered):
            return
        properties = add(node, "a:pPr", attributes)
        if above:
            add(add(properties, "a:spcBef"), "a:spcPts", {"val": str(round(para.before * 100))})
        if marked or numbered:
            bullet(properties, para.mark, para.number)

    def style(self, parent: Node, look: Look, given: Look) -> None:
        """A placeholder's own list style: what a paragraph in it has without saying so, where its layout gives another look."""
        attributes = {}
        if look.mark != given.mark or (look.mark != "none" and look.size != given.size):
            space = indent(look.mark, look.size)  # type: ignore[arg-type]  # marked paragraphs only
            attributes = {"marL": str(space), "indent": str(-space)}
        level = add(parent, "a:lvl1pPr", attributes)
        if look.before != given.before:
            add(add(level, "a:spcBef"), "a:spcPts", {"val": str(round(look.before * 100))})
        if look.mark != given.mark:
            bullet(level, look.mark, 1)
        set_in = {"sz": str(look.size * 100)} if look.size != given.size else {}
        weight = {"b": "1" if look.bold else "0"} if look.bold != given.bold else {}
        if set_in or weight:
            add(level, "a:defRPr", set_in | weight)


def _linked(properties: Node, link: tuple[str, str]) -> None:
    rel, tip = link
    node = add(properties, "a:hlinkClick", {R_ID: rel})
    if tip:
        node.set("tooltip", address(tip))
    else:
        node.set("action", JUMP)


def bullet(properties: Node, mark: str, number: int) -> None:
    """The mark before a paragraph, in the colour of bars and discs."""
    if mark == "none":
        add(properties, "a:buNone")
        return
    add(add(properties, "a:buClr"), "a:schemeClr", {"val": "accent6"})
    match mark:
        case "bullet":
            add(properties, "a:buFont", {"typeface": "Arial"})
            add(properties, "a:buChar", {"char": "•"})
        case "box":
            add(properties, "a:buFont", {"typeface": "Wingdings"})
            add(properties, "a:buChar", {"char": "o"})
        case _:
            add(properties, "a:buFont", {"typeface": "+mj-lt"})
            node = add(properties, "a:buAutoNum", {"type": "arabicPeriod"})
            if number > 1:
                node.set("startAt", str(number))


def fill(parent: Node, color: str) -> None:
    """A solid fill in one of the theme's colours, or one given as RRGGBB."""
    known = len(color) != 6 or not all(letter in "0123456789ABCDEF" for letter in color)
    add(add(parent, "a:solidFill"), "a:schemeClr" if known else "a:srgbClr", {"val": color})


def described(parent: Node, ident: int, label: str, alt: str) -> None:
    """Id, name and description; without a description it is marked as decoration, so that no reader stops at it."""
    node = add(parent, "p:cNvPr", {"id": str(ident), "name": label})
    if alt:
        node.set("descr", alt)
        return
    mark = add(add(node, "a:extLst"), "a:ext", {"uri": _DECORATIVE_URI})
    etree.SubElement(mark, f"{{{_DECORATIVE}}}decorative", {"val": "1"}, nsmap={"adec": _DECORATIVE})


def shape(parent: Node, tag: str, head: str) -> tuple[Node, Node]:
    """A shape of a kind ("p:sp") with its non-visual properties ("p:nvSpPr"); both elements."""
    node = add(parent, tag)
    return node, add(node, head)


def geometry(properties: Node, preset: str = "rect") -> None:
    """A preset outline."""
    add(add(properties, "a:prstGeom", {"prst": preset}), "a:avLst")


def drawn(properties: Node, art: Art, frame: Frame) -> None:
    """A picture's paths as the outline of a shape, of a small one on a coarser grid."""
    node = add(properties, "a:custGeom")
    node.append(copy.deepcopy(_paths(art, _steps(max(frame.width, frame.height)))))


def _steps(side: int) -> int:
    """Steps of the grid for a picture whose longer side has so many EMU: one is at most half a point, a pixel of a projector."""
    return next((steps for most, steps in _STEPS if side <= most), GRID)


@functools.lru_cache(maxsize=256)
def _paths(art: Art, steps: int) -> Node:
    """The list of a picture's paths: never put into a tree itself, only copies of it."""
    return etree.fromstring(f'<a:pathLst xmlns:a="{NS["a"]}">{outline(art, steps)}</a:pathLst>')


def border(parent: Node, side: str, width: int, color: str) -> None:
    """One side of a table's cell."""
    node = add(parent, f"a:{side}", {"w": str(width)})
    if color:
        fill(node, color)
    else:
        add(node, "a:noFill")


def serialized(node: Node) -> bytes:
    """A part's bytes."""
    return etree.tostring(node, encoding="UTF-8", standalone=True)
