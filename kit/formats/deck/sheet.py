"""One slide's tree of shapes: the pure step's shapes put into placeholders, frames and drawings, each with its name.

Names say what a shape is ("Text: Call for help"), because screen readers and the selection pane read them out; no two on a slide
are the same. Left out on purpose: the deck around the slide (`writer`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from kit.art import Art
from kit.document import Document, plain
from kit.formats.deck import theme
from kit.formats.deck.elements import (
    JUMP,
    NS,
    R_EMBED,
    R_ID,
    Look,
    Node,
    Pen,
    add,
    border,
    described,
    drawn,
    fill,
    geometry,
    name,
    root,
    shape,
)
from kit.formats.deck.fit import CELL_MARGIN
from kit.formats.deck.outlines import colors
from kit.formats.deck.shapes import Frame, Grid, Para, Photo, Plot, Shape, Slide, SlideDrawing, SlideWords
from kit.formats.deck.template import TABLE_STYLE, Layouts
from kit.formats.deck.turned import both_ways
from kit.outline import normal

_NAMED = 40
"""Letters of its words that a shape's name holds."""


class Relations(Protocol):
    """What a slide may point to; each call gives the id of the relation."""

    def address(self, url: str) -> str:
        """A web address."""

    def slide(self, key: str) -> str:
        """The slide with this key."""

    def picture(self, png: bytes) -> str:
        """A picture of pixels."""

    def chart(self, plot: Plot) -> str:
        """A chart with its workbook."""


@dataclass(slots=True)
class Sheet:
    """A slide being written, the deck's `number`th; `label` gives the interface's words, `foot` what stands at its foot."""

    document: Document
    slide: Slide
    number: int
    pen: Pen
    layouts: Layouts
    relations: Relations
    foot: Para
    part: str = ""
    agenda: str = ""
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(2))
    names: set[str] = field(default_factory=set)
    tree: Node = field(init=False)

    def element(self) -> Node:
        """The whole slide (`p:sld`): title, content, foot, number, in reading order."""
        slide = root("p:sld")
        self.tree = add(add(slide, "p:cSld"), "p:spTree")
        head = add(self.tree, "p:nvGrpSpPr")
        add(head, "p:cNvPr", {"id": "1", "name": ""})
        add(head, "p:cNvGrpSpPr")
        add(head, "p:nvPr")
        add(self.tree, "p:grpSpPr")
        self._title()
        for one in self.slide.shapes:
            self._shape(one)
        self._foot()
        self._number()
        return slide

    def furnish(self, tree: Node, *, foot: bool, numbered: bool) -> None:
        """Put a foot, a number or both on a slide that is there."""
        self.tree = tree
        if foot:
            self._foot()
        if numbered:
            self._number()

    def _word(self, label: str) -> str:
        return plain(self.document.label(label).text)

    def _name(self, word: str, said: str = "") -> str:
        """A name that no other shape of the slide has."""
        said = normal(said)
        short = said if len(said) <= _NAMED else said[:_NAMED].rsplit(" ", 1)[0] + "…"
        base = f"{word}: {short}" if short else word
        found = next(one for one in self._numbered(base) if one not in self.names)
        self.names.add(found)
        return found

    @staticmethod
    def _numbered(base: str) -> Iterator[str]:
        yield base
        yield from (f"{base} {count}" for count in itertools.count(2))

    def _title(self) -> None:
        title = self.layouts.title(self.slide.layout)
        words = SlideWords(slot="title", paras=(self.slide.title,), frame=self.slide.title_frame)
        self._placeholder(words, title.kind, title.idx, title.look, self._word("placeholder.title"))

    def _shape(self, one: Shape) -> None:
        match one:
            case SlideWords():
                slot = self.layouts.slot(self.slide.layout, one.slot)
                self._placeholder(one, slot.kind, slot.idx, slot.look, self._word("placeholder.text"))
            case SlideDrawing():
                self._drawing(one)
            case Photo():
                self._photo(one)
            case Grid():
                self._grid(one)
            case Plot():
                self._plot(one)

    def _placeholder(self, words: SlideWords, kind: str, idx: str, given: Look, word: str) -> None:
        said = " ".join(plain(para.text.text) for para in words.paras)
        node, head = shape(self.tree, "p:sp", "p:nvSpPr")
        add(head, "p:cNvPr", {"id": str(next(self.ids)), "name": self._name(word, said)})
        add(add(head, "p:cNvSpPr"), "a:spLocks", {"noGrp": "1"})
        hold(add(head, "p:nvPr"), kind, idx)
        properties = add(node, "p:spPr")
        if words.frame:
            self.pen.place(properties, words.frame)
        if words.ground:
            geometry(properties)
            fill(properties, self.pen.tone(words.ground))
        body = add(node, "p:txBody")
        inner = add(body, "a:bodyPr")
        if words.inset or not given.size:  # a layout that is not ours has insets of its own
            for side in ("lIns", "tIns", "rIns", "bIns"):
                inner.set(side, str(words.inset if side[0] in "lr" else words.inset // 3))
        if words.anchor:
            inner.set("anchor", words.anchor)
        look = Look.of(words.paras)
        if look != given:  # an empty style is as much as none (21.1.2.4.12 is optional), and stands on every slide
            self.pen.style(add(body, "a:lstStyle"), look, given)
        for para in words.paras:
            self.pen.paragraph(body, para, look, link=self._link(para))

    def _link(self, para: Para) -> tuple[str, str] | None:
        if para.link:
            return self.relations.address(para.link), para.link
        return (self.relations.slide(para.goal), "") if para.goal else None

    def _drawing(self, drawing: SlideDrawing) -> None:
        """One shape; a logo of several colours becomes a group, described as one."""
        art, rtl = drawing.art, self.pen.language.rtl
        flip = art.mirror and rtl
        parts = colors(art.paths)
        alt = normal(plain(drawing.alt.text)) if drawing.alt else ""
        label = self._name(self._word("figure.label"))
        if len(parts) == 1:
            self._outline(self.tree, art, next(iter(parts)) or drawing.color, drawing.frame, label, alt, flip=flip)
            return
        node, head = shape(self.tree, "p:grpSp", "p:nvGrpSpPr")
        described(head, next(self.ids), label, alt)
        add(add(head, "p:cNvGrpSpPr"), "a:grpSpLocks", {"noChangeAspect": "1"})
        add(head, "p:nvPr")
        place = add(add(node, "p:grpSpPr"), "a:xfrm")
        frame = drawing.frame
        x = self.pen.width - frame.x - frame.width if rtl else frame.x
        for off, ext in (("a:off", "a:ext"), ("a:chOff", "a:chExt")):
            add(place, off, {"x": str(x), "y": str(frame.y)})
            add(place, ext, {"cx": str(frame.width), "cy": str(frame.height)})
        for rgb, paths in parts.items():
            layer = Art(id=art.id, width=art.width, height=art.height, paths=paths)
            self._outline(node, layer, rgb or drawing.color, frame, self._name(self._word("figure.label")), "", flip=flip)

    def _outline(self, parent: Node, art: Art, color: str, frame: Frame, label: str, alt: str, *, flip: bool) -> None:
        node, head = shape(parent, "p:sp", "p:nvSpPr")
        described(head, next(self.ids), label, alt)
        add(add(head, "p:cNvSpPr"), "a:spLocks", {"noChangeAspect": "1"})
        add(head, "p:nvPr")
        properties = add(node, "p:spPr")
        self.pen.place(properties, frame, flip=flip)
        drawn(properties, art, frame)
        fill(properties, self.pen.tone(color))

    def _photo(self, photo: Photo) -> None:
        node, head = shape(self.tree, "p:pic", "p:nvPicPr")
        described(head, next(self.ids), self._name(self._word("figure.label")), normal(plain(photo.alt.text)))
        add(add(head, "p:cNvPicPr"), "a:picLocks", {"noChangeAspect": "1"})
        add(head, "p:nvPr")
        blip = add(node, "p:blipFill")
        add(blip, "a:blip", {R_EMBED: self.relations.picture(photo.png)})
        add(add(blip, "a:stretch"), "a:fillRect")
        properties = add(node, "p:spPr")
        self.pen.place(properties, photo.frame)
        geometry(properties)

    def _frame(self, frame: Frame, slot: str, word: str, alt: str) -> Node:
        """A graphic frame in its placeholder; returns where its graphic goes."""
        found = self.layouts.slot(self.slide.layout, slot)
        node, head = shape(self.tree, "p:graphicFrame", "p:nvGraphicFramePr")
        described(head, next(self.ids), self._name(word, normal(plain(self.slide.title.text.text))), normal(alt))
        add(add(head, "p:cNvGraphicFramePr"), "a:graphicFrameLocks", {"noGrp": "1"})
        hold(add(head, "p:nvPr"), found.kind, found.idx)
        self.pen.place(node, frame, "p:xfrm")
        return add(node, "a:graphic")

    def _plot(self, plot: Plot) -> None:
        graphic = self._frame(plot.frame, plot.slot, self._word("figure.label"), plain(plot.timeline.alt.text))
        data = add(graphic, "a:graphicData", {"uri": "http://schemas.openxmlformats.org/drawingml/2006/chart"})
        # the prefix is said here: else it is lxml's own choice, which other libraries in the process change
        etree.SubElement(data, name("c:chart"), {R_ID: self.relations.chart(plot)}, nsmap={"c": NS["c"]})

    def _grid(self, grid: Grid) -> None:
        graphic = self._frame(grid.frame, grid.slot, self._word("table.label"), plain(grid.alt.text))
        data = add(graphic, "a:graphicData", {"uri": "http://schemas.openxmlformats.org/drawingml/2006/table"})
        table = add(data, "a:tbl")
        flags = {"rtl": "1"} if self.pen.language.rtl else {}
        properties = add(table, "a:tblPr", flags | {"firstRow": "1", "firstCol": "1"})
        add(properties, "a:tableStyleId", text=TABLE_STYLE)
        columns = add(table, "a:tblGrid")
        for width in grid.widths:
            add(columns, "a:gridCol", {"w": str(width)})
        for at, (row, height) in enumerate(zip(grid.rows, grid.heights, strict=True)):
            line = add(table, "a:tr", {"h": str(height)})
            for para in row:
                self._cell(line, para, head=at == 0)
        if self.pen.language.rtl:
            both_ways(self.tree[-1])

    def _cell(self, row: Node, para: Para, *, head: bool) -> None:
        cell = add(row, "a:tc")
        body = add(cell, "a:txBody")
        add(body, "a:bodyPr")
        self.pen.paragraph(body, para, Look(size=theme.FLOOR, before=0))
        margins = {side: str(CELL_MARGIN) for side in ("marL", "marR", "marT", "marB")}
        properties = add(cell, "a:tcPr", margins | {"anchor": "b" if head else "ctr"})
        for side in ("lnL", "lnR", "lnT"):
            border(properties, side, 0, "")
        border(properties, "lnB", 19050 if head else 6350, self.pen.tone("tx2") if head else "accent5")
        fill(properties, self.pen.tone("bg2") if head else "bg1")

    def _foot(self) -> None:
        found = self.layouts.furniture(self.slide.layout, "ftr")
        if found is None:
            return
        body = self._furniture("ftr", found.idx, "placeholder.text")
        node = add(body, "a:p")
        self._direct(node)
        for words, linked in self._foot_words():
            run = add(node, "a:r")
            properties = add(run, "a:rPr", {"lang": self.pen.language.office} | self._foot_size("ftr"))
            self._foot_color(properties, "ftr")
            if linked:
                add(properties, "a:hlinkClick", {R_ID: self.relations.slide(self.agenda), "action": JUMP})
            add(run, "a:t", text=self.pen.language.bare(words))

    def _foot_words(self) -> Iterator[tuple[str, bool]]:
        """The foot's words; the part's name, which comes first, leads back to the agenda.

        From right to left without its number, as on the agenda: LibreOffice draws a link with one torn apart, over the foot's edge.
        """
        words = self.foot.text.text
        if self.slide.layout == "message" and self.part and self.agenda:
            name_, numbered, _ = self.part.partition(self.slide.marker)
            linked = name_.rstrip() if self.pen.language.rtl and numbered and name_.strip() else self.part
            yield linked, True
            words = words[len(linked) :]
        else:  # in two runs: LibreOffice draws a foot of one run in the style of its own pages
            cut = words.find(" ") + 1
            yield words[:cut], False
            words = words[cut:]
        yield words, False

    def _number(self) -> None:
        found = self.layouts.furniture(self.slide.layout, "sldNum")
        if found is None:
            return
        node = add(self._furniture("sldNum", found.idx, "placeholder.text"), "a:p")
        if self.pen.language.rtl:
            add(node, "a:pPr", {"algn": "l", "rtl": "1"})
        shown = add(node, "a:fld", {"id": "{00000000-1111-1111-1111-000000000000}", "type": "slidenum"})
        properties = add(shown, "a:rPr", {"lang": self.pen.language.office} | self._foot_size("sldNum"))
        self._foot_color(properties, "sldNum")
        add(shown, "a:t", text=str(self.number))

    def _foot_size(self, kind: str) -> dict[str, str]:
        """The size of foot and number where the layout is not ours and may set them too small."""
        return {"sz": str(theme.FLOOR * 100)} if kind in self.layouts.foot_frames else {}

    def _foot_color(self, properties: Node, kind: str) -> None:
        """The colour of words for foot and number where the layout is not ours: many templates, Office's own too, set them too pale."""
        if self._foot_size(kind):
            fill(properties, self.pen.tone("tx1"))

    def _direct(self, node: Node) -> None:
        if self.pen.language.rtl:
            add(node, "a:pPr", {"algn": "r", "rtl": "1"})

    def _furniture(self, kind: str, idx: str, word: str) -> Node:
        node, head = shape(self.tree, "p:sp", "p:nvSpPr")
        add(head, "p:cNvPr", {"id": str(next(self.ids)), "name": self._name(self._word(word))})
        add(add(head, "p:cNvSpPr"), "a:spLocks", {"noGrp": "1"})
        hold(add(head, "p:nvPr"), kind, idx)
        properties = add(node, "p:spPr")
        body = add(node, "p:txBody")
        inner = add(body, "a:bodyPr")
        if self._foot_size(kind):
            self.pen.place(properties, self.layouts.foot_frames[kind])
            for side in ("lIns", "tIns", "rIns", "bIns"):
                inner.set(side, "0")
        return body


def hold(properties: Node, kind: str, idx: str) -> None:
    """Say which placeholder of the layout a shape is."""
    node = add(properties, "p:ph")
    if kind:
        node.set("type", kind)
    if idx:
        node.set("idx", idx)
