"""Names and small questions of PresentationML and DrawingML that every rule on decks needs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kit.opc import Package

Element = etree._Element
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_ABOUT, _HELD, _PH = f"{P}cNvPr", f"{P}nvPr", f"{P}ph"
SHAPES = frozenset(("sp", "pic", "graphicFrame", "grpSp", "cxnSp"))
FURNITURE = frozenset(("ftr", "sldNum", "dt", "hdr"))
TITLES = frozenset(("title", "ctrTitle"))


def named(element: Element) -> bool:
    """Whether it is an element, not a comment or an instruction, whose tag is a function."""
    tag: object = element.tag
    return isinstance(tag, str)


def kind(element: Element) -> str:
    """An element's name without its namespace."""
    return str(etree.QName(element).localname)


def slides(package: Package) -> Iterator[tuple[str, str, Element]]:
    """Each slide as (where, part name, root)."""
    for number, part in enumerate(package.slides, start=1):
        yield f"slide {number}", part, package.xml(part)


def shapes(root: Element) -> list[Element]:
    """The shapes of a slide's tree, in reading order; those in groups are inside their group."""
    tree = root.find(f"{P}cSld/{P}spTree")
    return [] if tree is None else [shape for shape in tree if named(shape) and kind(shape) in SHAPES]


def about(shape: Element) -> Element | None:
    """The shape's non-visual properties (name, description), or None."""
    return next((found for head in shape for found in head.iterchildren(_ABOUT)), None)


def name(shape: Element) -> str:
    """The shape's name as PowerPoint's selection pane shows it."""
    found = about(shape)
    return "" if found is None else str(found.get("name", ""))


def placeholder(shape: Element) -> str:
    """The kind of placeholder a shape is: "" for none, "obj" where none is named (ISO/IEC 29500-1, 19.3.1.36)."""
    found = holding(shape)
    return "" if found is None else str(found.get("type", "obj"))


def holding(shape: Element) -> Element | None:
    """What says which placeholder a shape is, or None."""
    return next((found for head in shape for held in head.iterchildren(_HELD) for found in held.iterchildren(_PH)), None)


def decorative(found: Element) -> bool:
    """Whether a shape's non-visual properties mark it as decoration, with the URI that PowerPoint heeds."""
    marks = [(mark, mark.getparent()) for mark in found.iter(DECORATIVE)]
    return any(
        mark.get("val") in ("1", "true") and above is not None and above.get("uri") == DECORATIVE_URI for mark, above in marks
    )


def words(holder: Element) -> str:
    """All text below an element."""
    return " ".join("".join(text.text or "" for text in paragraph.iter(f"{A}t")) for paragraph in holder.iter(f"{A}p")).strip()


def runs(root: Element) -> Iterator[Element]:
    """Every run and field with text below an element."""
    for run in root.iter(f"{A}r", f"{A}fld"):
        if (run.findtext(f"{A}t") or "").strip():
            yield run


def language(package: Package) -> str:
    """The deck's language from its properties, or ""."""
    core = package.target("", "core-properties")
    return "" if not core else (package.xml(core).findtext(f"{DC}language") or "").strip()


def theme_part(package: Package) -> str:
    """The name of the slide master's theme, or ""."""
    master = package.target(package.presentation, "slideMaster")
    part = package.target(master, "theme") if master else ""
    return part if part in package.names else ""


def charts(package: Package, slide: str) -> Iterator[tuple[str, Element]]:
    """The charts of a slide as (part name, root)."""
    for relation in package.relations(slide):
        if relation.kind == "chart" and not relation.external and relation.target in package.names:
            yield relation.target, package.xml(relation.target)


def notes(package: Package, slide: str) -> Element | None:
    """The root of a slide's notes, or None."""
    target = package.target(slide, "notesSlide")
    return package.xml(target) if target in package.names else None


def spoken(package: Package, slide: str) -> str:
    """The text of a slide's notes."""
    root = notes(package, slide)
    if root is None:
        return ""
    bodies = [shape for shape in root.iter(f"{P}sp") if placeholder(shape) == "body"]
    return " ".join(words(shape) for shape in bodies).strip()


def number(text: str | None, default: int = 0) -> int:
    """A whole number as written in an attribute, or the default where there is none or it is something else."""
    try:
        return default if text is None else int(text)
    except ValueError:
        return default
