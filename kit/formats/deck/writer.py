"""The thin step: slides -> a PowerPoint file (ISO/IEC 29500), through python-pptx's parts and relations, as bytes.

python-pptx opens the template (ours, made in code, or an agency's) and holds every part; what it has no words for is put into
its parts as elements of our own. Slides are added by their parts, in linear time: its own call searches all names each time.
Pure: the same document gives the same bytes, whatever was written before. Left out on purpose: what stands where (`plan`), and
what a slide's shapes are made of (`sheet`).
"""

from __future__ import annotations

import datetime
import io
import uuid
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import PartFactory
from pptx.opc.packuri import PackURI
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.parts.slide import NotesSlidePart, SlidePart

from kit.document import Document, Options, heading, plain
from kit.formats.deck.chart import chart, workbook
from kit.formats.deck.elements import NS, Look, Pen, add, name, root
from kit.formats.deck.language import Language
from kit.formats.deck.packing import packed
from kit.formats.deck.plan import AGENDA, OPENING, foot, our_stage, part, plan
from kit.formats.deck.shapes import Plot, Slide
from kit.formats.deck.sheet import Sheet
from kit.formats.deck.template import NOTES_BODY, NOTES_PICTURE, NOTES_WIDTH, Layouts, Names, ours
from kit.outline import normal

_FIRST_ID = 256  # the least that a slide's id may be (19.7.13)
_NOTES_LOOK = Look(size=0, before=3)
_SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def write(document: Document, options: Options) -> bytes:  # noqa: ARG001 - a deck has one edition and no paper
    """The document as a deck; KitError with the text's id where something can't be set without shrinking or cutting."""
    ground = our_stage(document)
    found = plan(document, ground)
    names = _names(document, found)
    accent = document.clinic.accent.lstrip("#").upper() if document.clinic else ""
    deck = Presentation(io.BytesIO(ours(document.locale, ground, names, accent)))
    parts = dict(zip((layout for layout, _ in names.layouts), (one.part for one in deck.slide_layouts), strict=True))
    book = Book(document=document, deck=deck, pen=Pen(Language(document.locale), ground.width), layouts=Layouts(parts=parts))
    return book.written(found)


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
    """A deck being written into an opened template."""

    document: Document
    deck: Any
    pen: Pen
    layouts: Layouts
    parts: dict[str, Any] = field(default_factory=dict)

    def written(self, found: tuple[Slide, ...]) -> bytes:
        """The file with these slides."""
        package = self.deck.part.package
        for number, slide in enumerate(found, start=1):  # all parts first, because slides may point to later ones
            uri = PackURI(f"/ppt/slides/slide{number}.xml")
            self.parts[slide.key] = SlidePart(uri, CT.PML_SLIDE, package, root("p:sld"))
        rels = [self._slide(number, slide) for number, slide in enumerate(found, start=1)]
        self._listed(found, rels)
        self._properties()
        return packed(package, self.document.date)

    def _slide(self, number: int, slide: Slide) -> str:
        """Fill a slide's part and its notes; returns the deck's relation to it."""
        part_ = self.parts[slide.key]
        part_.relate_to(self.layouts.parts[slide.layout], RT.SLIDE_LAYOUT)
        rel: str = self.deck.part.rels._add_relationship(RT.SLIDE, part_)
        sheet = Sheet(
            document=self.document,
            slide=slide,
            number=number,
            pen=self.pen,
            layouts=self.layouts,
            relations=_Points(self, part_, number),
            foot=foot(self.document, slide.marker),
            part=part(self.document, slide.marker).text if slide.marker else "",
            agenda=AGENDA if AGENDA in self.parts else "",
        )
        part_._element = sheet.element()
        notes = NotesSlidePart(
            PackURI(f"/ppt/notesSlides/notesSlide{number}.xml"), CT.PML_NOTES_SLIDE, part_.package, self._notes(slide)
        )
        notes.relate_to(self.deck.part.notes_master_part, RT.NOTES_MASTER)
        notes.relate_to(part_, RT.SLIDE)
        part_.relate_to(notes, RT.NOTES_SLIDE)
        return rel

    def _notes(self, slide: Slide) -> Any:
        """A page of notes: sizes on its runs and places on its shapes, because LibreOffice takes neither from the master."""
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
            locks = {"noGrp": "1"} | ({"noRot": "1", "noChangeAspect": "1"} if kind == "sldImg" else {})
            add(add(about, "p:cNvSpPr"), "a:spLocks", locks)
            add(add(about, "p:nvPr"), "p:ph", {"type": kind} | ({"idx": "1"} if kind == "body" else {}))
            pen.place(add(shape, "p:spPr"), frame)
            if kind == "body":
                body = add(shape, "p:txBody")
                add(body, "a:bodyPr")
                for para in slide.notes:
                    pen.paragraph(body, para, _NOTES_LOOK)
        return notes

    def _listed(self, found: tuple[Slide, ...], rels: list[str]) -> None:
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

    def _shows(self, found: tuple[Slide, ...], rels: list[str]) -> Any:
        """A custom show for each session plan: the opening, the slides of its blocks (or of its parts), the closing."""
        node = root("p:custShowLst")
        for number, session in enumerate(self.document.sessions):
            show = add(node, "p:custShow", {"name": normal(plain(session.name.text)), "id": str(number)})
            shown = add(show, "p:sldLst")
            parts = {OPENING, self.document.closing.id} | ({one for one, _ in session.parts} if not session.picks else set())
            blocks = {pick.block.removesuffix(".key") for pick in session.picks}
            for slide, rel in zip(found, rels, strict=True):
                if slide.section in parts or slide.key.partition("/")[0] in blocks:
                    add(shown, "p:sld", {f"{{{NS['r']}}}id": rel})
        return node

    def _sections(self, extension: Any, found: tuple[Slide, ...], ids: list[str]) -> None:
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
            for slide, ident in zip(found, ids, strict=True):
                if slide.section == key:
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


@dataclass(frozen=True, slots=True)
class _Points:
    """What one slide points to."""

    book: Book
    part: Any
    number: int

    def address(self, url: str) -> str:
        """A web address."""
        return str(self.part.relate_to(url, RT.HYPERLINK, is_external=True))

    def slide(self, key: str) -> str:
        """The slide with this key."""
        return str(self.part.relate_to(self.book.parts[key], RT.SLIDE))

    def picture(self, png: bytes) -> str:
        """A picture of pixels."""
        return str(self.part.get_or_add_image_part(io.BytesIO(png))[1])

    def chart(self, plot: Plot) -> str:
        """A chart with its workbook."""
        package, language = self.part.package, self.book.pen.language
        uri = PackURI(f"/ppt/charts/chart{self.number}.xml")
        made = PartFactory(uri, CT.DML_CHART, package, chart(plot.timeline, language))
        book = workbook(plot.timeline, language, self.book.document.date)
        embedded = EmbeddedXlsxPart(PackURI(f"/ppt/embeddings/workbook{self.number}.xlsx"), CT.SML_SHEET, package, book)
        made.relate_to(embedded, RT.PACKAGE)
        return str(self.part.relate_to(made, RT.CHART))
