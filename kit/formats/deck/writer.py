"""The thin step: slides -> a PowerPoint file (ISO/IEC 29500) of real placeholders, as bytes.

Pure: the same document gives the same bytes, whatever was written before. Left out on purpose: what stands where (`slides`),
and what a slide's shapes are made of (`sheet`).
"""

from __future__ import annotations

import uuid
from typing import Any

from markupsafe import Markup

from kit.document import Document, Options, heading, plain
from kit.formats.deck import theme
from kit.formats.deck.ooxml import Language, render
from kit.formats.deck.package import CORE_PROPERTIES, Package
from kit.formats.deck.shapes import Slide
from kit.formats.deck.sheet import Sheet
from kit.formats.deck.slides import OPENING, foot, geometry, slides
from kit.formats.deck.template import MASTER, NOTES_MASTER, Names, layout_part, start
from kit.outline import normal

_ML = "application/vnd.openxmlformats-officedocument.presentationml."
_PRESENTATION = "ppt/presentation.xml"
_FIRST_ID = 256  # the least that a slide's id may be (19.7.13)


def write(document: Document, options: Options) -> bytes:  # noqa: ARG001 - a deck has one edition and no paper
    """The document as a deck; KitError with the text's id where something can't be set without shrinking or cutting."""
    found = slides(document)
    names = _names(document, found)
    package = start(document.locale, geometry(document), names)
    package.add(_PRESENTATION, f"{_ML}presentation.main+xml", b"")
    master = package.relate(_PRESENTATION, "slideMaster", MASTER)
    notes_master = package.relate(_PRESENTATION, "notesMaster", NOTES_MASTER)
    layouts = [layout for layout, _ in names.layouts]
    listed = []
    said_at_foot = foot(document)
    for number, slide in enumerate(found, start=1):
        package.relate(slide_part(number), "slideLayout", layout_part(layouts.index(slide.layout) + 1))
        part = _slide(Sheet(document, names, package, slide_part(number), number, slide, said_at_foot))
        listed.append({"id": _FIRST_ID + number, "rel": package.relate(_PRESENTATION, "slide", part), "section": slide.section})
    for kind, part in (("theme", "ppt/theme/theme1.xml"), ("tableStyles", "ppt/tableStyles.xml")):
        package.relate(_PRESENTATION, kind, part)
    package.parts[_PRESENTATION] = render(
        "presentation",
        l=Language(document.locale),
        sizes={"small": theme.SMALL_SIZE},
        master=master,
        notes_master=notes_master,
        slides=listed,
        shows=_shows(document, listed),
        sections=_sections(document, listed),
    ).encode()
    _properties(document, package)
    return package.zipped(document.date)


def _names(document: Document, found: tuple[Slide, ...]) -> Names:
    """The words of the template, and those layouts that the deck uses."""
    used = dict.fromkeys(slide.layout for slide in found)
    return Names(
        title=document.label("placeholder.title").text,
        text=document.label("placeholder.text").text,
        picture=document.label("figure.label").text,
        table=document.label("table.label").text,
        layouts=tuple((layout, plain(document.label(f"layout.{layout}").text)) for layout in used),
    )


def slide_part(number: int) -> str:
    """The name of the part of the slide that comes `number`th (from 1)."""
    return f"ppt/slides/slide{number}.xml"


def _slide(sheet: Sheet) -> str:
    """Add a slide and its notes; returns the slide part's name."""
    package, part, language = sheet.package, sheet.part, sheet.language
    notes = f"ppt/notesSlides/notesSlide{sheet.number}.xml"
    package.relate(part, "notesSlide", notes)
    shapes = sheet.shapes()
    related = len(package.relations[part]) > 2  # more than its layout and its notes: links, pictures or a chart
    package.add(part, f"{_ML}slide+xml", render("slide", l=language, shapes=shapes, related=related))
    said = Markup("").join(language.paragraph(para, size=theme.NOTES_SIZE, before=3, plain=True) for para in sheet.slide.notes)
    package.add(notes, f"{_ML}notesSlide+xml", render("notes", l=language, paras=said))
    package.relate(notes, "notesMaster", NOTES_MASTER)
    package.relate(notes, "slide", part)
    return part


def _sections(document: Document, listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The named sections of the slide list: the opening, and one for each part of the document."""
    names = {OPENING: plain(document.title.text)}
    names |= {section.id: heading(section) for section in (*document.sections, document.closing)}
    out = []
    for key, name in names.items():
        guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{document.topic}/{key}")).upper()
        ids = [slide["id"] for slide in listed if slide["section"] == key]
        out.append({"name": normal(name), "guid": f"{{{guid}}}", "slides": ids})
    return out


def _shows(document: Document, listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A custom show for each session plan: the opening, its parts in their order, the closing."""
    out = []
    for session in document.sessions:
        parts = [OPENING, *(part for part, _ in session.parts), document.closing.id]
        rels = [slide["rel"] for part in dict.fromkeys(parts) for slide in listed if slide["section"] == part]
        out.append({"name": normal(plain(session.name.text)), "slides": rels})
    return out


def _properties(document: Document, package: Package) -> None:
    """Title, subject, language, and the review status among the keywords; never who or what machine made the file."""
    creator = document.clinic.name if document.clinic else document.label("creator").text
    core = render(
        "core",
        title=normal(plain(document.title.text)),
        subject=normal(plain(document.audience.text)),
        creator=normal(creator),
        keywords=normal(foot(document).text.text),
        lang=document.locale.tag,
        date=document.date,
    )
    package.add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core)
    package.relate("", "officeDocument", _PRESENTATION)
    package.relate("", CORE_PROPERTIES, "docProps/core.xml")
