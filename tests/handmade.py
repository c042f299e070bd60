"""A tagged PDF made by hand with pikepdf: small, right, and independent of the kit's own writer.

The verifier and the reader are tried on it, so that a mistake that writer and reader share can't hide. A node is
(tag, attributes, kids); a kid is a node, words, `Reversed` words (as right-to-left text is stored), or `BOX`, a drawing.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, String

Node = tuple[str, dict[str, Any], list[Any]]
BOX = object()
CHARACTERS = [chr(code) for code in (*range(0x20, 0x7F), *range(0x5D0, 0x5EB))]
_CODES = {char: code for code, char in enumerate(CHARACTERS, start=1)}


class Reversed(str):
    """Words that are stored back to front inside ReversedChars, one show string."""

    __slots__ = ()


@functools.lru_cache
def font_file() -> bytes:
    """A TrueType font of plain boxes for `CHARACTERS`, glyph 1 onwards."""
    names = [".notdef", *(f"g{code}" for code in _CODES.values())]
    pen = TTGlyphPen(None)
    for x, y, draw in ((50, 0, pen.moveTo), (450, 0, pen.lineTo), (450, 700, pen.lineTo), (50, 700, pen.lineTo)):
        draw((x, y))
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"g{code}" for char, code in _CODES.items()})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(out)
    return out.getvalue()


def font_descriptor(flags: int) -> Dictionary:
    """The descriptor of the font of boxes (ISO 32000-1, 9.8), without its program."""
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/KITTST+Boxes"),
        Flags=flags,
        FontBBox=Array([50, 0, 450, 700]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        StemV=80,
    )


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    lines = [f"<{code:04X}> <{ord(char):04X}>" for char, code in _CODES.items()]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def /CMapName /Boxes-UCS def\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    descriptor = font_descriptor(4)
    descriptor.FontFile2 = pdf.make_stream(font_file())
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/KITTST+Boxes"),
        DW=500,
        CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/KITTST+Boxes"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]),
        ToUnicode=pdf.make_stream(cmap.encode()),
    )
    return pdf.make_indirect(font)


@dataclass
class _Page:
    pdf: pikepdf.Pdf
    object: pikepdf.Object
    code: list[str] = field(default_factory=list)
    owners: list[pikepdf.Object] = field(default_factory=list)
    annotations: list[tuple[pikepdf.Object, pikepdf.Object]] = field(default_factory=list)
    y: float = 770.0

    def write(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        """The structure element of a node; its words and drawings go onto the page on the way."""
        tag, attributes, kids = node
        element = self.pdf.make_indirect(Dictionary(S=Name("/" + tag), P=parent, Pg=self.object))
        url = attributes.get("url")
        for key, value in attributes.items():
            if key != "url":
                element["/" + key] = value
        out = []
        for kid in kids:
            if isinstance(kid, tuple):
                out.append(self.write(kid, element))
                continue
            out.append(len(self.owners))
            self.owners.append(element)
            self.paint(tag, kid, out[-1])
        if url:
            out.append(self.link(element, url))
        element.K = Array(out)
        return element

    def paint(self, tag: str, kid: Any, mcid: int) -> None:
        self.y -= 24
        if kid is BOX:
            drawing = f"100 {self.y:g} 50 14 re f"
        else:
            turned = isinstance(kid, Reversed)
            codes = "".join(f"{_CODES[char]:04X}" for char in (reversed(kid) if turned else kid))
            drawing = f"BT /F1 14 Tf 1 0 0 1 72 {self.y:g} Tm <{codes}> Tj ET"
            drawing = f"/ReversedChars BMC {drawing} EMC" if turned else drawing
        self.code.append(f"/{tag} <</MCID {mcid}>> BDC 0 g {drawing} EMC")

    def link(self, element: pikepdf.Object, url: str) -> pikepdf.Object:
        annotation = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                F=4,
                Rect=Array([72, self.y, 300, self.y + 14]),
                Border=Array([0, 0, 0]),
                Contents=String(url),
                StructParent=1 + len(self.annotations),
                A=Dictionary(S=Name.URI, URI=String(url)),
            )
        )
        self.annotations.append((annotation, element))
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.object)


def build(node: Node, *, lang: str = "en", title: str = "A small sheet", extra: str = "") -> bytes:
    """One A4 page holding the tree of `node`; `extra` is raw content-stream code painted at the end."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page = _Page(pdf, pdf.pages[0].obj)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([page.write(node, root)])
    numbers: list[Any] = [0, pdf.make_indirect(Array(page.owners))]
    for at, (_, element) in enumerate(page.annotations, start=1):
        numbers += [at, element]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(page.annotations) + 1
    page.object.Resources = Dictionary(Font=Dictionary(F1=_font(pdf)))
    page.object.StructParents = 0
    page.object.Tabs = Name.S
    page.object.Contents = pdf.make_stream(("\n".join(page.code) + "\n" + extra).encode())
    if page.annotations:
        page.object.Annots = Array([annotation for annotation, _ in page.annotations])
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["pdfuaid:part"] = "1"
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, min_version="1.7")
    return out.getvalue()


def _list_item(words: str) -> Node:
    return ("LI", {}, [("Lbl", {}, ["-"]), ("LBody", {}, [words])])


def _cell(tag: str, words: str, scope: str = "") -> Node:
    return (tag, {"A": Dictionary(O=Name.Table, Scope=Name("/" + scope))} if scope else {}, [words])


SHEET: Node = (
    "Document",
    {},
    [
        ("H1", {}, ["A small sheet"]),
        ("P", {}, ["It is hard, and it passes."]),
        ("H2", {}, ["What to do"]),
        ("P", {}, ["Say ", ("Span", {"Lang": String("es")}, ["hola"]), " to a friend."]),
        ("L", {"A": Dictionary(O=Name.List, ListNumbering=Name.Disc)}, [_list_item("Rest."), _list_item("Drink.")]),
        (
            "Table",
            {"A": Dictionary(O=Name.Table, Summary=String("When it comes."))},
            [
                ("TR", {}, [_cell("TH", "Day", "Column"), _cell("TH", "Sign", "Column")]),
                ("TR", {}, [_cell("TH", "One", "Row"), _cell("TD", "Yawning")]),
            ],
        ),
        (
            "Figure",
            {"Alt": String("A box that is black."), "A": Dictionary(O=Name.Layout, BBox=Array([100, 400, 150, 500]))},
            [BOX],
        ),
        ("P", {}, [("Link", {"url": "https://example.org/help"}, ["example.org/help"])]),
    ],
)


def sheet() -> bytes:
    """A right file: title, headings, a foreign word, list, table, figure and link."""
    return build(SHEET)
