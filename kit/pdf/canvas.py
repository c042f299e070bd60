"""Draws on a reportlab canvas so that every mark is tagged: content of the structure tree or artifact, one sequence at a time.

`use` names what the following marks belong to; sequences open and close by themselves, so they can't nest or stay open. The
reportlab canvas is held, not inherited: there is no way to draw but the methods here, and each of them refuses to draw before
`use`. Text is drawn from shaped runs with embedded fonts (`kit.pdf.fonts`). Pages, annotations,
outlines and catalog are written by `finish`. Left out on purpose: layout, reportlab's own text, fonts and links (its shaping
puts private-use characters into ToUnicode), encryption, scripts, media, embedded files and optional content.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from kit.art import Art
from kit.pdf.fonts import EmbeddedFont
from kit.pdf.forms import FormField, InteractiveForm
from kit.pdf.metadata import PRODUCER, Metadata, xmp
from kit.pdf.objects import Objects, array, number, operands, reference, text_string
from kit.pdf.outlines import OutlineItem, write_outline
from kit.pdf.resources import write_drawing, write_font, write_image, write_intent
from kit.pdf.structure import Content, Element, StructureTree
from kit.text.faces import Face
from kit.text.lines import Run
from kit.text.shape import Cluster

Color = tuple[float, float, float]


class Artifact(NamedTuple):
    """Marks that are no content (14.8.2.2): `kind` is Pagination, Layout or Background; `subtype` Header or Footer."""

    kind: str
    subtype: str = ""


class _Heading(NamedTuple):
    title: str
    level: int
    element: Element


_Deed = Callable[["TaggedCanvas", "Drawn"], None]


@dataclass(slots=True)
class Drawn:
    """What drawing a page did: its operators, and all else, which `repeat` does in another file. Nobody may change one.

    `places` are those of the tree that were marked, in order; `faces` the clusters shown of each face, in order, and its name;
    `drawings` and `pictures` what was drawn, with its name in the file; `deeds` all that is counted across pages, in order.
    """

    code: str = ""
    places: list[Content] = field(default_factory=list)
    faces: dict[str, tuple[Face, dict[Cluster, str]]] = field(default_factory=dict)
    drawings: dict[str, Art] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    deeds: list[_Deed] = field(default_factory=list)


def _ink(color: Color, gray: str, rgb: str) -> str:
    return f"{number(color[0])} {gray}" if color[0] == color[1] == color[2] else f"{operands(color)} {rgb}"


class TaggedCanvas:
    """Draws the pages of one document onto its structure tree. Coordinates are points from the page's lower left corner."""

    def __init__(self, tree: StructureTree, metadata: Metadata, size: tuple[float, float]) -> None:
        self._held = Canvas(io.BytesIO(), pagesize=size, invariant=1)
        # A page's operators: reportlab has no public way to write marked content (ISO 32000-1, 14.6).
        self._code: list[str] = self._held._code  # type: ignore[attr-defined]  # private, so its stubs leave it out
        self.tree, self.metadata, self.size = tree, metadata, size
        self.trim: tuple[float, float, float, float] = (0.0, 0.0, *size)
        self.labels: tuple[str, ...] = ()  # what the pages are called, where that is not their number
        self.objects = Objects()
        self.form = InteractiveForm(self.objects)
        self._pages: list[int] = []
        self._at = 0
        self._left: dict[int, tuple[str, list[int]]] = {}
        self._fonts: dict[str, tuple[str, EmbeddedFont]] = {}
        self._pictures: dict[bytes, str] = {}
        self._drawings: dict[int, str] = {}
        self._images: dict[str, int] = {}
        self._headings: list[_Heading] = []
        self._annotations: list[int] = []
        self._destinations_wanted: list[tuple[int, bytes, Element]] = []
        self._places: dict[int, tuple[int, float, float]] = {}
        self._open: Content | Artifact | None = None
        self._ink: tuple[Color | None, Color | None] = (None, None)
        self._drawn: Drawn | None = None

    def _write(self, code: str) -> None:
        """Operators that paint nothing: marks and colours. The only place that touches the page's content."""
        self._code.append(code)

    def _paint(self, code: str) -> None:
        """Operators that paint; ValueError where nobody has said what they belong to."""
        if self._open is None:
            raise ValueError("drawing outside marked content: say with use() what it belongs to")
        self._write(code)

    # --- marked content ---------------------------------------------------------------------------------------------

    def use(self, target: Content | Artifact) -> None:
        """Let the marks that follow belong to a place of the tree or to an artifact."""
        if target is self._open:
            return
        if self._open is not None:
            self._write("EMC")
        if isinstance(target, Content):
            mcid = self.tree.mark(target, self._at)
            if self._drawn:
                if not mcid:
                    self._drawn.deeds.append(_mark_all)
                self._drawn.places.append(target)
            self._write(f"/{target.element.tag}<</MCID {mcid}>>BDC")
        else:
            subtype = f"/Subtype/{target.subtype}" if target.subtype else ""
            self._write(f"/Artifact<</Type/{target.kind}{subtype}>>BDC")
        self._open = target

    def _close(self) -> None:
        if self._open is not None:
            self._write("EMC")
            self._open = None

    # --- drawing ----------------------------------------------------------------------------------------------------

    def ink(self, *, fill: Color | None = None, stroke: Color | None = None) -> None:
        """Set colours, sRGB from 0 to 1, where they differ from those in use; black, white and greys are DeviceGray, one ink."""
        old_fill, old_stroke = self._ink
        if fill is not None and fill != old_fill:
            self._write(_ink(fill, "g", "rg"))
            old_fill = fill
        if stroke is not None and stroke != old_stroke:
            self._write(_ink(stroke, "G", "RG"))
            old_stroke = stroke
        self._ink = (old_fill, old_stroke)

    def path(
        self,
        operators: str,
        top: float,
        *,
        fill: Color | None = None,
        stroke: Color | None = None,
        width: float = 1.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Fill or stroke a path (`resources.operators`) whose y counts downwards from `top`; width and dash in points."""
        self.ink(fill=fill, stroke=stroke)
        pen = "" if stroke is None else f"{number(width)} w [{operands(dash)}] 0 d "
        paint = "f" if stroke is None else "S" if fill is None else "B"
        self._paint(f"q 1 0 0 -1 0 {top:.2f} cm {pen}{operators} {paint} Q")

    def drawing(self, art: Art, x: float, y: float, width: float, height: float, *, color: Color, mirrored: bool = False) -> None:
        """Draw a vector picture into a rectangle (lower left corner, size); one form XObject for each picture in the file."""
        name = self._drawing(art)
        self.ink(fill=color)
        scale_x, scale_y = width / art.width, height / art.height
        if mirrored:
            x, scale_x = x + width, -scale_x
        self._paint(f"q {scale_x:.5f} 0 0 {-scale_y:.5f} {number(x)} {number(y + height)} cm/{name} Do Q")

    def _drawing(self, art: Art) -> str:
        """The name of a vector picture, which is written when it is drawn for the first time."""
        name = self._drawings.get(id(art))
        if name is None:
            name = self._drawings[id(art)] = f"D{len(self._drawings)}"
            self._images[name] = write_drawing(self.objects, art)
        if self._drawn and name not in self._drawn.drawings:
            self._drawn.drawings[name] = art
            self._drawn.deeds.append(lambda canvas, _: _named(canvas._drawing(art)))
        return name

    def show(self, runs: Iterable[Run], x: float, y: float, size: float) -> None:
        """Draw shaped runs of a line whose left edge is x and whose baseline is y, in the fill colour.

        Right-to-left words are strings of their own, in reading order, each turned round: /ReversedChars says so (14.8.2.3.3).
        """
        code = ["BT"]
        face, font, name = None, None, ""
        turned, left, down = False, 0.0, f"{y:.2f}"
        for run in runs:
            if font is None or run.face is not face:
                face = run.face
                name, font = self._font(face)
                code.append(f"/{name} {number(size)} Tf")
            if run.rtl is not turned:
                turned = run.rtl
                code.append("/ReversedChars BMC" if turned else "EMC")
            here = round(x + run.x, 2)
            clusters = run.clusters[::-1] if turned else run.clusters
            code.append(f"{here - left:.2f} {down} Td{font.show(clusters)}TJ")
            if self._drawn:
                self._drawn.faces.setdefault(name, (face, {}))[1].update(zip(clusters, map(font.shown, clusters), strict=True))
            left, down = here, "0"
        code.append("EMC ET" if turned else "ET")
        self._paint(" ".join(code))

    def _font(self, face: Face) -> tuple[str, EmbeddedFont]:
        found = self._fonts.get(face.key)
        if found is None:
            found = self._fonts[face.key] = (f"F{len(self._fonts)}", EmbeddedFont(face))
        return found

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw a raster image (PNG or JPEG bytes) into a rectangle; the same bytes are embedded once."""
        name = self._picture(data)
        self._paint(f"q {number(width)} 0 0 {number(height)} {number(x)} {number(y)} cm/{name} Do Q")

    def _picture(self, data: bytes) -> str:
        """The name of a raster image, which is written when it is drawn for the first time."""
        name = self._pictures.get(data)
        if name is None:
            name = self._pictures[data] = f"I{len(self._pictures)}"
            self._images[name] = write_image(self.objects, data)
        if self._drawn and name not in self._drawn.pictures:
            self._drawn.pictures[name] = data
            self._drawn.deeds.append(lambda canvas, _: _named(canvas._picture(data)))
        return name

    # --- annotations and outlines -----------------------------------------------------------------------------------

    def link(self, element: Element, rectangle: tuple[float, float, float, float], target: str | Element, contents: str) -> None:
        """A link annotation over a rectangle (left, bottom, right, top), to a web address or to an element of this document.

        It becomes a child of its Link element (ISO 14289-1, 7.18.5); `contents` is its description.
        """
        if self._drawn:
            self._drawn.deeds.append(lambda canvas, _: canvas.link(element, rectangle, target, contents))
        annotation = self.objects.reserve()
        key = self.tree.annotate(element, self._at, annotation)
        entries = b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect%s/StructParent %d/Contents%s" % (
            array(rectangle),
            key,
            text_string(contents),
        )
        if isinstance(target, str):
            self.objects.put(annotation, entries + b"/A<</S/URI/URI" + text_string(target) + b">>>>")
        else:
            self._destinations_wanted.append((annotation, entries, target))
        self._annotations.append(annotation)

    def field(self, element: Element, rectangle: tuple[float, float, float, float], field: FormField) -> None:
        """A field to fill in over a rectangle (left, bottom, right, top); it becomes a child of its Form element (7.18.4)."""
        if self._drawn:
            self._drawn.deeds.append(lambda canvas, _: canvas.field(element, rectangle, field))
        annotation = self.objects.reserve()
        self.form.widget(annotation, field, rectangle, self.tree.annotate(element, self._at, annotation))
        self._annotations.append(annotation)

    def place(self, element: Element, x: float, y: float) -> None:
        """Say where an element begins on this page (the upper left corner), so that links can lead to it."""
        if self._drawn:
            self._drawn.deeds.append(lambda canvas, _: canvas.place(element, x, y))
        self._places[id(element)] = (self._at, x, y)

    def outline(self, title: str, level: int, element: Element, x: float, y: float) -> None:
        """An outline item (level from 0) that leads to an element whose upper left corner is here."""
        self.place(element, x, y)
        if self._drawn:
            self._drawn.deeds.append(lambda canvas, _: canvas._headings.append(_Heading(title, level, element)))
        self._headings.append(_Heading(title, level, element))

    def bound(self, element: Element, box: tuple[float, float, float, float]) -> None:
        """Say where on its page a figure is: left, bottom, right, top in points."""
        if self._drawn:
            self._drawn.deeds.append(lambda canvas, _: canvas.bound(element, box))
        self.tree.bound(element, box)

    # --- pages drawn before ------------------------------------------------------------------------------------------

    def record(self) -> None:
        """Note all that is done from here on, until `recorded`."""
        self._drawn = Drawn() if self._fresh() else None

    def recorded(self) -> Drawn | None:
        """What was done since `record`, to `repeat` it; None where the page held something before."""
        self._close()
        drawn, self._drawn = self._drawn, None
        if drawn:
            drawn.code = "\n".join(self._code)
        return drawn

    def repeat(self, drawn: Drawn) -> bool:
        """Do again what was done on a page of another file; False, and nothing is done, where anything would come out otherwise.

        What comes out depends on the pages before alone: names and codes are given out in order of first use.
        """
        if not self._fresh() or not self._same_letters(drawn) or not self._same_pictures(drawn):
            return False
        for deed in drawn.deeds:
            deed(self, drawn)
        self._code.append(drawn.code)
        return True

    def _fresh(self) -> bool:
        return not self._code and not self._annotations and self.tree.page_key(self._at) is None

    def _same_letters(self, drawn: Drawn) -> bool:
        """Whether each letter has the code here that it has there; those that were not used yet get theirs, as drawing would give it."""
        for name, (face, shown) in drawn.faces.items():
            here, font = self._font(face)
            if here != name or list(map(font.shown, shown)) != list(shown.values()):
                return False
        return True

    def _same_pictures(self, drawn: Drawn) -> bool:
        known, count = self._drawings, len(self._drawings)
        for name, art in drawn.drawings.items():
            if known.get(id(art), f"D{count}") != name:
                return False
            count += id(art) not in known
        count = len(self._pictures)
        for name, data in drawn.pictures.items():
            if self._pictures.get(data, f"I{count}") != name:
                return False
            count += data not in self._pictures
        return True

    # --- pages and file ---------------------------------------------------------------------------------------------

    def turn_to(self, page: int) -> None:
        """Go on drawing on another page, from 0: on paper that holds several pages, reading order is not the order of the paper.

        What lies on a page then is ended page by page, from the first on.
        """
        self._close()
        if self._code or self._annotations:
            self._left[self._at] = ("\n".join(self._code), self._annotations)
        code, self._annotations = self._left.pop(page, ("", []))
        self._code.clear()
        if code:
            self._write(code)
        self._at, self._ink = page, (None, None)

    def end_page(self) -> None:
        """End the page; the next mark is on a new one."""
        self._close()
        page = self.objects.reserve()
        if self._at != len(self._pages):
            raise ValueError(f"page {self._at} ended before page {len(self._pages)}")
        contents = self.objects.add_stream("\n".join(self._code).encode("latin-1"))
        key = self.tree.page_key(self._at)
        annotations = b"".join(b" %d 0 R" % item for item in self._annotations)
        self.objects.put(
            page,
            b"<</Type/Page/MediaBox%s/TrimBox%s/Contents %d 0 R/Tabs/S%s%s"
            % (
                array((0, 0, *self.size)),
                array(self.trim),
                contents,
                b"" if key is None else b"/StructParents %d" % key,
                b"/Annots[" + annotations + b"]" if annotations else b"",
            ),
        )
        self._pages.append(page)
        self._at += 1
        self._annotations = []
        self._code.clear()
        self._held.init_graphics_state()
        self._ink = (None, None)

    def finish(self) -> bytes:
        """The whole file. ValueError names what would make its structure invalid."""
        objects = self.objects
        self.tree.number_elements(objects)
        faults = self.tree.faults()
        if faults:
            raise ValueError("; ".join(faults))
        self._write_pages()
        for annotation, entries, element in self._destinations_wanted:
            objects.put(annotation, entries + self._go_to(element) + b">>")
        catalog = [b"<</Type/Catalog/Pages %d 0 R" % self._page_tree()]
        catalog.append(b"/StructTreeRoot %d 0 R" % self.tree.write(objects, self._pages))
        catalog.append(b"/MarkInfo<</Marked true>>/Lang" + text_string(self.metadata.lang))
        # No /Direction/R2L: it only orders facing pages, but makes pdfium copy Latin lines and phone numbers back to front.
        duplex = b"/Duplex/" + self.metadata.duplex.encode("ascii") if self.metadata.duplex else b""
        catalog.append(b"/ViewerPreferences<</DisplayDocTitle true%s>>" % duplex)
        catalog.append(b"/OutputIntents[%s]" % write_intent(objects))
        packet = xmp(self.metadata, self.tree.part)
        catalog.append(b"/Metadata %d 0 R" % objects.add_stream(packet, b"/Type/Metadata/Subtype/XML", compress=False))
        catalog.append(self.form.entry())
        named = b"".join(b"%d<</P%s>>" % (at, text_string(name)) for at, name in enumerate(self.labels))
        catalog.append(b"/PageLabels<</Nums[%s]>>" % (named or b"0<</S/D>>"))
        if self._headings:
            items = [OutlineItem(heading.title, heading.level, self._lead_to(heading.element)) for heading in self._headings]
            catalog.append(b"/Outlines %d 0 R/PageMode/UseOutlines" % write_outline(objects, items))
        root = objects.add(b"".join(catalog) + b">>")
        return objects.file(root=root, info=self._information(), version="2.0" if self.tree.part == 2 else "1.7")

    def _information(self) -> int:
        """The information dictionary; in PDF 2.0 the title and the rest live in the XMP packet only."""
        date = text_string(f"D:{self.metadata.date.replace('-', '')}000000Z")
        entries = b"/CreationDate" + date + b"/ModDate" + date
        if self.tree.part == 1:
            entries += b"/Title" + text_string(self.metadata.title) + b"/Producer" + text_string(PRODUCER)
            entries += b"/Subject" + text_string(self.metadata.subject)
        return self.objects.add(b"<<" + entries + b">>")

    def _write_pages(self) -> None:
        fonts = b"".join(
            b"/%s %d 0 R" % (name.encode(), write_font(self.objects, font.objects())) for name, font in self._fonts.values()
        )
        images = b"".join(b"/%s %d 0 R" % (name.encode(), target) for name, target in self._images.items())
        entries = b"/Font<<" + fonts + b">>" if fonts else b""
        entries += b"/XObject<<" + images + b">>" if images else b""
        self._resources = self.objects.add(b"<<" + entries + b">>")

    def _page_tree(self) -> int:
        tree = self.objects.reserve()
        for page in self._pages:
            self.objects.put(page, self.objects.body(page) + b"/Parent %d 0 R/Resources %d 0 R>>" % (tree, self._resources))
        kids = b" ".join(map(reference, self._pages))
        self.objects.put(tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._pages), kids))
        return tree

    def _go_to(self, element: Element) -> bytes:
        """The entry of an action that leads to an element: its place on a page, and for PDF 2.0 also the element itself (ISO 32000-2, 12.6.4.2)."""
        page, x, y = self._places[id(element)]
        where = f"/XYZ {number(x)} {number(y)} null".encode("ascii")
        action = b"/A<</S/GoTo/D[%d 0 R%s]" % (self._pages[page], where)
        if self.tree.part == 2:
            action += b"/SD[%d 0 R%s]" % (self.tree.number(element), where)
        return action + b">>"

    def _lead_to(self, element: Element) -> bytes:
        """The entries of an outline item that leads to an element."""
        entries = self._go_to(element)
        return entries + b"/SE %d 0 R" % self.tree.number(element) if self.tree.part == 2 else entries


def _mark_all(canvas: TaggedCanvas, drawn: Drawn) -> None:
    """The marks of a page, all at the place of the first: their numbers are those of the page."""
    canvas.tree.mark_all(drawn.places, canvas._at)


def _named(_name: str) -> None:
    """A picture was written if it had not been; its name is known."""
