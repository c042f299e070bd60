"""A layout of our placeholders built on a template's nearest: its pictures, its master and its place in the file stay.

Left out on purpose: which kinds of slide need one (`roles`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, PartFactory
from pptx.opc.packuri import PackURI
from pptx.slide import SlideLayout

from kit.formats.deck import theme
from kit.formats.deck.brand import Brand
from kit.formats.deck.elements import NS, Look, Node, Pen, add, bullet, described, fill, geometry, name
from kit.formats.deck.layouts import lined, placeholders
from kit.formats.deck.shapes import Frame, Layout, inch, indent
from kit.formats.deck.stage import SLOTS, TALK, Stage
from kit.formats.deck.template import FOOT_IDX, NUMBER_IDX, look

_R = f"{{{NS['r']}}}id"


def built(made: Brand, kind: Layout, near: SlideLayout, label: str, rtl: bool, covered: bool) -> Part:
    """A copy of a layout with our placeholders in place of its own, on the same master."""
    deck, stage = made.deck, made.stage
    package = deck.part.package
    number = sum(1 for part in package.iter_parts() if "/slideLayouts/" in str(part.partname)) + 1
    part = PartFactory(PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml"), CT.PML_SLIDE_LAYOUT, package, near.part.blob)
    for ident, rel in near.part.rels.items():
        part.rels._rels[ident] = rel
    root = part._element
    for key in ("type", "matchingName"):
        root.attrib.pop(key, None)
    root.set("userDrawn", "1")
    space = root.find(name("p:cSld"))
    space.set("name", label)
    for turned in list(root.iter(name("a:overrideClrMapping"))):
        above = turned.getparent()
        if above is not None:
            above.replace(turned, etree.Element(name("a:masterClrMapping")))
    tree = space.find(name("p:spTree"))
    for _, _, shape in list(placeholders(root)):
        tree.remove(shape)
    pen = Pen(_Plain(rtl), stage.width)  # type: ignore[arg-type]  # a layout's placeholders hold no words
    ids = iter(range(900, 1000))
    elsewhere = made.banner and stage.heading(kind) != stage.title
    crossed = stage.heading(kind) != stage.title and lined(near, stage.heading(kind))
    grounds = [*_grounds(kind, stage, covered or elsewhere), *([(stage.heading(kind), "bg1")] if crossed else [])]
    for one in grounds:
        _panel(tree, pen, one, next(ids), made)
    _prompt(tree, pen, "ctrTitle" if kind == "title" else "title", "", stage.heading(kind), None, next(ids), made)
    if elsewhere:  # a title that does not stand on the template's band can't keep the band's colour of words
        _paint(tree[-1])
    for slot, type_, idx in SLOTS[kind]:
        _prompt(tree, pen, type_, str(idx), stage.slots(kind)[slot], look(kind, slot), next(ids), made)
    _prompt(tree, pen, "ftr", str(FOOT_IDX), stage.foot, (Look(size=theme.SMALL_SIZE, before=0), "ctr", "tx1"), next(ids), made)
    _prompt(
        tree, pen, "sldNum", str(NUMBER_IDX), stage.number, (Look(size=theme.SMALL_SIZE, before=0), "ctr", "tx1"), next(ids), made
    )
    master = near.slide_master
    rel = master.part.relate_to(part, RT.SLIDE_LAYOUT)
    listed = master._element.find(name("p:sldLayoutIdLst"))
    highest = max(
        int(one.get("id", "0"))
        for holder in (deck.part._element, *(one._element for one in deck.slide_masters))
        for one in holder.iter(name("p:sldLayoutId"), name("p:sldMasterId"))
    )
    add(listed, "p:sldLayoutId", {"id": str(highest + 1), _R: rel})
    return part


def _paint(title: Node) -> None:
    """Let a title's words be in the text colour, on no fill of the master's."""
    properties = title.find(name("p:spPr"))
    if properties is not None and properties.find(name("a:noFill")) is None:
        add(properties, "a:noFill")
    style = title.find(f"{name('p:txBody')}/{name('a:lstStyle')}")
    if style is not None:
        fill(add(add(style, "a:lvl1pPr"), "a:defRPr"), "tx1")


@dataclass(frozen=True, slots=True)
class _Plain:
    rtl: bool


def _grounds(kind: Layout, stage: Stage, covered: bool) -> Iterator[tuple[Frame, str]]:
    full = stage.full
    if covered:
        yield (
            Frame(
                max(0, full.x - inch(0.15)),
                max(0, full.y - inch(0.1)),
                full.width + inch(0.3),
                stage.height - max(0, full.y - inch(0.1)),
            ),
            "bg1",
        )
    if kind == "activity":
        yield Frame(full.x, full.y, TALK, full.height), "bg2"


def _panel(tree: Node, pen: Pen, ground: tuple[Frame, str], ident: int, made: Brand) -> None:
    node = add(tree, "p:sp")
    head = add(node, "p:nvSpPr")
    described(head, ident, f"{ident}", "")
    add(head, "p:cNvSpPr")
    add(head, "p:nvPr", {"userDrawn": "1"})
    properties = add(node, "p:spPr")
    pen.place(properties, ground[0])
    geometry(properties)
    fill(properties, dict(made.tones).get(ground[1], ground[1]))
    add(add(properties, "a:ln"), "a:noFill")


def _prompt(
    tree: Node, pen: Pen, kind: str, idx: str, frame: Frame, style: tuple[Look, str, str] | None, ident: int, made: Brand
) -> None:
    """An empty placeholder of a layout."""
    node = add(tree, "p:sp")
    head = add(node, "p:nvSpPr")
    add(head, "p:cNvPr", {"id": str(ident), "name": f"{kind} {ident}"})
    add(add(head, "p:cNvSpPr"), "a:spLocks", {"noGrp": "1"})
    held = add(add(head, "p:nvPr"), "p:ph", {"type": kind})
    if idx:
        held.set("idx", idx)
    properties = add(node, "p:spPr")
    pen.place(properties, frame)
    geometry(properties)
    if kind == "ctrTitle":  # its words have a colour of their own, which a master's fill may not suit
        add(properties, "a:noFill")
    elif kind in ("ftr", "sldNum") and made.banded:
        fill(properties, "bg1")
    body = add(node, "p:txBody")
    anchor = style[1] if style else "b"
    inner = add(body, "a:bodyPr", {"lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0", "anchor": anchor})
    add(inner, "a:normAutofit")
    styled = add(body, "a:lstStyle")
    if style and kind not in ("chart", "tbl"):
        found, _, color = style
        space = indent(found.mark, found.size)  # type: ignore[arg-type]  # a role names its kind
        level = add(
            styled,
            "a:lvl1pPr",
            {"marL": str(space), "indent": str(-space), "algn": "r" if pen.language.rtl else "l"}
            | ({"rtl": "1"} if pen.language.rtl else {}),
        )
        add(add(level, "a:spcBef"), "a:spcPts", {"val": str(round(found.before * 100))})
        bullet(level, found.mark, 1)
        properties = add(level, "a:defRPr", {"sz": str(found.size * 100), "b": "1" if found.bold else "0"})
        fill(properties, dict(made.tones).get(color, color))
    add(body, "a:p")
