"""The thin step: slides -> a PowerPoint file (ISO/IEC 29500), through python-pptx's parts and relations, as bytes.

python-pptx opens the template (ours, made in code, or an agency's) and holds every part; what it has no words for is put into
its parts as elements of our own. Slides are added by their parts, in linear time: its own call searches all names each time.
Pure: the same document gives the same bytes, whatever was written before. Left out on purpose: what stands where (`plan`), and
what a slide's shapes are made of (`sheet`).
"""

from __future__ import annotations

import datetime
import io
import itertools
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, PartFactory
from pptx.opc.packuri import PackURI
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.parts.slide import NotesSlidePart, SlidePart
from pptx.presentation import Presentation as Deck

from kit.document import Document, Options, heading, plain
from kit.document.reading import once
from kit.errors import KitError
from kit.formats.deck.chart import chart, workbook
from kit.formats.deck.elements import NS, Look, Node, Pen, add, name, root
from kit.formats.deck.finished import FINISHED, TWINS, FinishedSlide, SlideMadeOf, deck_on
from kit.formats.deck.fit import Ruler
from kit.formats.deck.found import Found
from kit.formats.deck.kept import as_xml, origin, properties_xml
from kit.formats.deck.language import Language
from kit.formats.deck.own import Carrier
from kit.formats.deck.packing import PackedPart, packed, packed_part
from kit.formats.deck.plan import AGENDA, OPENING, foot, our_stage, part, plan
from kit.formats.deck.roles import brand, serve, widen
from kit.formats.deck.shapes import Grid, Para, Photo, Plot, Slide, SlideWords
from kit.formats.deck.sheet import Sheet
from kit.formats.deck.stage import Stage
from kit.formats.deck.template import NOTES_BODY, NOTES_HEIGHT, NOTES_PICTURE, NOTES_WIDTH, Layouts, Names, ours
from kit.outline import normal

_FIRST_ID = 256  # the least that a slide's id may be (19.7.13)
_NOTES_LOOK = Look(size=0, before=3)
_SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def write(document: Document, options: Options) -> bytes:
    """The document as a deck; KitError with the text's id where something can't be set without shrinking or cutting."""
    if options.template:
        return branded(document, options.template)[0]
    ground = our_stage(document)
    found = plan(document, ground)
    return open_book(document, found, ground).written(found, found)


def branded(document: Document, template: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document as a deck on an agency's template; and in plain words what serves what, and what is hard to read in it."""
    longest = max((str(section.number) for section in document.sections), key=len, default="")
    made = brand(template, document.locale, lambda width: Ruler(document.locale).lines(foot(document, longest), width))
    try:
        found = plan(document, made.stage)
    except KitError:
        widen(made)
        found = plan(document, made.stage)
    labels = dict(_names(document, found).layouts)
    led = any(slide.layout == "table" and any(isinstance(one, SlideWords) for one in slide.shapes) for slide in found)
    serve(made, labels, rtl=document.locale.rtl, led=led)
    pen = Pen(Language(document.locale), made.stage.width, made.tones)
    book = Book(document=document, deck=made.deck, pen=pen, layouts=made.layouts)
    sizes = made.deck.part._element.find(name("p:notesSz"))
    for key, value in zip(("cx", "cy"), (NOTES_WIDTH, NOTES_HEIGHT), strict=True):
        sizes.set(key, str(value))
    return book.written(found, found), tuple(made.report)


def open_book(document: Document, found: tuple[Slide, ...], ground: Stage) -> Book:
    """Our template, opened for slides of these layouts."""
    names = _names(document, found)
    accent = document.clinic.accent.lstrip("#").upper() if document.clinic else ""
    deck, known = deck_on(ours(document.locale, ground, names, accent))
    parts = dict(zip((layout for layout, _ in names.layouts), (one.part for one in deck.slide_layouts), strict=True))
    pen = Pen(Language(document.locale), ground.width)
    return Book(document=document, deck=deck, pen=pen, layouts=Layouts(parts=parts), known=known, ours=True)


def _names(document: Document, found: tuple[Slide, ...]) -> Names:
    """The words of the template, and those layouts that the deck uses."""
    used = dict.fromkeys(slide.layout for slide in found)
    return Names(
        title=document.label("placeholder.title").text,
        text=document.label("placeholder.text").text,
        picture=document.label("figure.label").text,
        layouts=tuple((layout, plain(document.label(f"layout.{layout}").text)) for layout in used),
    )


@dataclass(slots=True)
class Book:
    """A deck being written into an opened template: `ours`, on which slides come out the same again, or an agency's.

    `known` are parts that are packed already. `feet` are the words at the foot of slides, by their part's number.
    """

    document: Document
    deck: Deck
    pen: Pen
    layouts: Layouts
    known: dict[Part, PackedPart] = field(default_factory=dict)
    ours: bool = False
    parts: dict[str, SlidePart] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)
    feet: dict[str, tuple[Para, str]] = field(default_factory=dict)

    def written(
        self,
        found: Sequence[Slide | Found],
        kit: Sequence[Slide],
        *,
        source: Deck | None = None,
        extras: Mapping[str, Found] = MappingProxyType({}),
        highest: Mapping[str, int] = MappingProxyType({}),
    ) -> bytes:
        """The file with these slides: ours, or a person's own as found in `source`, an opened deck.

        `kit` are the slides as the kit makes them, whose texts are kept as the base of the next comparison. `extras` are the
        slides of ours to which a person added shapes, whose ids are over `highest`.
        """
        package = self.deck.part.package
        carrier = Carrier(source, package)
        for number, slide in enumerate(found, start=1):  # all parts first, because slides may point to later ones
            if isinstance(slide, Slide):
                uri = PackURI(f"/ppt/slides/slide{number}.xml")
                self.parts[slide.key] = SlidePart(uri, CT.PML_SLIDE, package, root("p:sld"))
        rels = []
        for number, slide in enumerate(found, start=1):
            if isinstance(slide, Slide):
                rels.append(self._slide(number, slide, alone=slide.key not in extras))
                if slide.key in extras:
                    carrier.copy_shapes(extras[slide.key].part, highest.get(slide.key, 0), self.parts[slide.key])
                    self.highest[slide.key] = _highest(self.parts[slide.key])
            else:
                rels.append(self._own(number, slide, carrier))
        self._listed(found, rels)
        self._properties()
        self._keep(found, kit)
        return packed(package, self.document.date, self.known)

    def _own(self, number: int, slide: Found, carrier: Carrier) -> str:
        """A person's own slide; returns the deck's relation to it."""
        layouts = {part_.name: part_ for part_ in self.layouts.parts.values()}
        fallback = self.layouts.parts.get("text") or next(iter(self.layouts.parts.values()))
        new = carrier.copy_slide(slide.part, PackURI(f"/ppt/slides/slide{number}.xml"), layouts, fallback)
        self._furnish(new, number)
        rel: str = self.deck.part.rels._add_relationship(RT.SLIDE, new)
        carrier.copy_notes(slide.part, _notes_uri(number), new, self.deck.part.notes_master_part)
        return rel

    def _furnish(self, own: SlidePart, number: int) -> None:
        """Give a person's own slide the foot and the number that its neighbours have, where it has none."""
        tree = own._element.find(f"{name('p:cSld')}/{name('p:spTree')}")
        above = own.part_related_by(RT.SLIDE_LAYOUT)
        layout = next((kind for kind, one in self.layouts.parts.items() if one is above), None)
        if layout is None:
            return
        held = {one.get("type") for one in tree.iter(name("p:ph"))}
        about = list(tree.iter(name("p:cNvPr")))
        sheet = Sheet(
            document=self.document,
            slide=Slide(key="", layout=layout, title=Para(text=self.document.title), shapes=(), notes=(), section=""),
            number=number,
            pen=self.pen,
            layouts=self.layouts,
            relations=_Points(self, own, number),
            foot=foot(self.document),
            ids=itertools.count(max((int(one.get("id")) for one in about), default=1) + 1),
            names={one.get("name") for one in about},
        )
        sheet.furnish(tree, foot="ftr" not in held, numbered="sldNum" not in held)

    def _keep(self, found: Sequence[Slide | Found], kit: Sequence[Slide]) -> None:
        """Put in the texts that the deck was made from, as a custom XML part."""
        ids = {slide.key: str(_FIRST_ID + at) for at, slide in enumerate(found, start=1) if isinstance(slide, Slide)}
        made, package = origin(self.document, kit, ids, self.highest), self.deck.part.package
        part_ = PartFactory(PackURI("/customXml/item1.xml"), "application/xml", package, as_xml(made))
        properties = PartFactory(
            PackURI("/customXml/itemProps1.xml"), CT.OFC_CUSTOM_XML_PROPERTIES, package, properties_xml(made)
        )
        part_.relate_to(properties, RT.CUSTOM_XML_PROPS)
        self.deck.part.relate_to(part_, RT.CUSTOM_XML)

    def _slide(self, number: int, slide: Slide, *, alone: bool) -> str:
        """Fill a slide's part and its notes, as they were filled before where they are `alone` on it; returns the deck's relation to it."""
        part_ = self.parts[slide.key]
        rel: str = self.deck.part.rels._add_relationship(RT.SLIDE, part_)
        if self.ours and alone and not any(isinstance(one, Plot | Photo) for one in slide.shapes):
            self._put(number, slide, part_)
        else:
            self._fill(number, slide, part_, self.document)
            self.highest[slide.key] = _highest(part_)
        return rel

    def _put(self, number: int, slide: Slide, part_: SlidePart) -> None:
        """Put in a slide that has no parts of its own but its notes: written now, or in a deck before in which it was the same."""
        words, tag = self._foot(slide.marker)
        made_of = SlideMadeOf(
            slide=slide,
            number=number,
            locale=self.document.locale,
            width=self.pen.width,
            foot=words.text.text,
            part=tag,
            agenda=self.parts[AGENDA].partname if AGENDA in self.parts else "",
            layout=self.layouts.parts[slide.layout].partname,
            goals=tuple(self.goal(para.goal).partname for para in _paras(slide) if para.goal),
        )
        key = (self.document.locale.tag, slide.key, number)
        found = once(FINISHED, key, self.document, made_of, lambda seen: self._finished(made_of, seen), twins=TWINS)
        notes = Part(_notes_uri(number), CT.PML_NOTES_SLIDE, part_.package)
        part_.relate_to(notes, RT.NOTES_SLIDE)  # so that the notes are found; how it is written stands in its bytes
        self.known[part_], self.known[notes] = found.slide, found.notes
        self.highest[slide.key] = found.highest

    def _finished(self, made_of: SlideMadeOf, document: Document) -> FinishedSlide:
        """A slide and its notes, packed."""
        uri = self.parts[made_of.slide.key].partname
        part_ = SlidePart(uri, CT.PML_SLIDE, self.deck.part.package, root("p:sld"))
        notes = self._fill(made_of.number, made_of.slide, part_, document)
        return FinishedSlide(packed_part(part_), packed_part(notes), _highest(part_))

    def _fill(self, number: int, slide: Slide, part_: SlidePart, document: Document) -> NotesSlidePart:
        """Write a slide into its part, with its relations; returns its notes."""
        part_.relate_to(self.layouts.parts[slide.layout], RT.SLIDE_LAYOUT)
        words, tag = self._foot(slide.marker)
        sheet = Sheet(
            document=document,
            slide=slide,
            number=number,
            pen=self.pen,
            layouts=self.layouts,
            relations=_Points(self, part_, number),
            foot=words,
            part=tag,
            agenda=AGENDA if AGENDA in self.parts else "",
        )
        part_._element = sheet.element()
        notes = NotesSlidePart(_notes_uri(number), CT.PML_NOTES_SLIDE, part_.package, self._notes(slide))
        notes.relate_to(self.deck.part.notes_master_part, RT.NOTES_MASTER)
        notes.relate_to(part_, RT.SLIDE)
        part_.relate_to(notes, RT.NOTES_SLIDE)
        return notes

    def goal(self, key: str) -> SlidePart:
        """The slide with this key; the first where a person may have taken it out."""
        return self.parts.get(key) or next(iter(self.parts.values()))

    def _foot(self, marker: str) -> tuple[Para, str]:
        """What stands at the foot of a part's slides, and those of its words that name the part."""
        if marker not in self.feet:
            self.feet[marker] = foot(self.document, marker), part(self.document, marker).text if marker else ""
        return self.feet[marker]

    def _notes(self, slide: Slide) -> Node:
        """A page of notes: sizes on its runs, because LibreOffice does not take them from the master; places from ours."""
        notes = root("p:notes", "ap")
        tree = add(add(notes, "p:cSld"), "p:spTree")
        head = add(tree, "p:nvGrpSpPr")
        add(head, "p:cNvPr", {"id": "1", "name": ""})
        add(head, "p:cNvGrpSpPr")
        add(head, "p:nvPr")
        add(tree, "p:grpSpPr")
        pen = Pen(self.pen.language, NOTES_WIDTH)
        for ident, kind, frame in ((2, "sldImg", NOTES_PICTURE), (3, "body", NOTES_BODY)):
            shape = add(tree, "p:sp")
            about = add(shape, "p:nvSpPr")
            add(about, "p:cNvPr", {"id": str(ident), "name": str(ident)})
            add(about, "p:cNvSpPr")
            add(add(about, "p:nvPr"), "p:ph", {"type": kind} | ({"idx": "1"} if kind == "body" else {}))
            place = add(shape, "p:spPr")
            if not self.ours:
                pen.place(place, frame)
            if kind == "body":
                body = add(shape, "p:txBody")
                add(body, "a:bodyPr")
                for para in slide.notes:
                    pen.paragraph(body, para, _NOTES_LOOK)
        return notes

    def _listed(self, found: Sequence[Slide | Found], rels: list[str]) -> None:
        """The deck's list of slides, its custom shows and its sections."""
        deck = self.deck.part._element
        listed = deck.get_or_add_sldIdLst()
        ids = [str(_FIRST_ID + number) for number in range(1, len(found) + 1)]
        for ident, rel in zip(ids, rels, strict=True):
            add(listed, "p:sldId", {"id": ident, f"{{{NS['r']}}}id": rel})
        if self.document.sessions:
            deck.insert(deck.index(deck.find(name("p:notesSz"))) + 1, self._shows(found, rels))
        extensions = deck.find(name("p:extLst"))
        extensions = add(deck, "p:extLst") if extensions is None else extensions
        self._sections(add(extensions, "p:ext", {"uri": _SECTIONS_URI}), found, ids)

    def _shows(self, found: Sequence[Slide | Found], rels: list[str]) -> Node:
        """A custom show for each session plan: the opening, the slides of its blocks (or of its parts), the closing."""
        node = root("p:custShowLst")
        for number, session in enumerate(self.document.sessions):
            show = add(node, "p:custShow", {"name": normal(plain(session.name.text)), "id": str(number)})
            shown = add(show, "p:sldLst")
            parts = {OPENING, self.document.closing.id} | ({one for one, _ in session.parts} if not session.picks else set())
            blocks = {pick.block.removesuffix(".key") for pick in session.picks}
            for slide, rel in zip(found, rels, strict=True):
                if isinstance(slide, Slide) and (slide.section in parts or slide.key.partition("/")[0] in blocks):
                    add(shown, "p:sld", {f"{{{NS['r']}}}id": rel})
        return node

    def _sections(self, extension: Node, found: Sequence[Slide | Found], ids: list[str]) -> None:
        """The named sections of the slide list: the opening, and one for each part of the document."""
        document = self.document
        names = {OPENING: plain(document.title.text)}
        names |= {section.id: heading(section) for section in (*document.sections, document.closing)}
        p14 = NS["p14"]
        listed = etree.SubElement(extension, f"{{{p14}}}sectionLst", nsmap={"p14": p14})
        for key, words in names.items():
            guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{document.topic}/{key}")).upper()
            node = add(listed, "p14:section", {"name": normal(words), "id": f"{{{guid}}}"})
            inside = add(node, "p14:sldIdLst")
            for where, ident in zip(_sections_of(found), ids, strict=True):
                if where == key:
                    add(inside, "p14:sldId", {"id": ident})

    def _properties(self) -> None:
        """Title, subject, language, and the review status among the keywords; never who or what machine made the file."""
        document, core = self.document, self.deck.core_properties
        core.title = normal(plain(document.title.text))
        core.subject = normal(plain(document.audience.text))
        core.author = core.last_modified_by = normal(document.clinic.name if document.clinic else document.label("creator").text)
        core.keywords = normal(foot(document).text.text)
        core.language = document.locale.tag
        core.revision = 1
        core.created = core.modified = datetime.datetime.fromisoformat(document.date)


def _notes_uri(number: int) -> PackURI:
    return PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")


def _highest(slide: SlidePart) -> int:
    """The highest id of a shape on a slide."""
    return max(int(one.get("id")) for one in slide._element.iter(name("p:cNvPr")))


def _paras(slide: Slide) -> Iterator[Para]:
    """The paragraphs of a slide."""
    yield slide.title
    for shape in slide.shapes:
        if isinstance(shape, SlideWords):
            yield from shape.paras
        elif isinstance(shape, Grid):
            for row in shape.rows:
                yield from row


def _sections_of(found: Sequence[Slide | Found]) -> Iterator[str]:
    """The section of each slide; a person's own slide is in that of the slide before it."""
    last = OPENING
    for slide in found:
        last = slide.section if isinstance(slide, Slide) else last
        yield last


@dataclass(frozen=True, slots=True)
class _Points:
    """What one slide points to."""

    book: Book
    part: SlidePart
    number: int

    def address(self, url: str) -> str:
        """A web address."""
        return str(self.part.relate_to(url, RT.HYPERLINK, is_external=True))

    def slide(self, key: str) -> str:
        """The slide with this key."""
        return str(self.part.relate_to(self.book.goal(key), RT.SLIDE))

    def picture(self, png: bytes) -> str:
        """A picture of pixels."""
        return str(self.part.get_or_add_image_part(io.BytesIO(png))[1])

    def chart(self, plot: Plot) -> str:
        """A chart with its workbook."""
        package, language = self.part.package, self.book.pen.language
        uri = PackURI(f"/ppt/charts/chart{self.number}.xml")
        made = PartFactory(uri, CT.DML_CHART, package, chart(plot.timeline, language, self.book.pen.tone))
        book = workbook(plot.timeline, language, self.book.document.date)
        embedded = EmbeddedXlsxPart(PackURI(f"/ppt/embeddings/workbook{self.number}.xlsx"), CT.SML_SHEET, package, book)
        made.relate_to(embedded, RT.PACKAGE)
        return str(self.part.relate_to(made, RT.CHART))
