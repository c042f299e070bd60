"""A deck read back from its package (ISO/IEC 29500): what a screen reader hears on each slide, then in each slide's notes.

Written against OOXML with zip and XML alone, not against our writer. Reading order is the order of the shape tree; a shape
without text is a picture unless it is marked decorative; foot, number and date are furniture.
Left out on purpose: where things stand and how they look (`checks.deck` judges those).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kit.caches import KeptValues
from kit.errors import KitError
from kit.locale import language_of
from kit.opc import Package, open_presentation
from kit.outline import Item, Outline, Role, normal

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
DC = "{http://purl.org/dc/elements/1.1/}"
_TITLES = frozenset(("title", "ctrTitle"))
_FURNITURE = frozenset(("ftr", "sldNum", "dt", "hdr"))


_Heard = tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]
_HEARD: KeptValues[tuple[int, str, bytes], _Heard] = KeptValues(1024, turning=True)


def read(data: bytes) -> Outline:
    """The outline of a deck: slides' items in order, then notes, each with its slide's number as `page`.

    KitError if the bytes are no presentation package.
    """
    return _Deck(open_presentation(data)).outline()


class _Deck:
    def __init__(self, package: Package) -> None:
        self.package = package
        core = package.target("", "core-properties")
        properties = package.xml(core) if core else None
        self.title = "" if properties is None else (properties.findtext(f"{DC}title") or "").strip()
        self.lang = "" if properties is None else (properties.findtext(f"{DC}language") or "").strip()

    def outline(self) -> Outline:
        items: list[Item] = []
        notes: list[Item] = []
        furniture: list[Item] = []
        for number, part in enumerate(self.package.slides, start=1):
            for out, found in zip((items, furniture, notes), self.heard(part, number), strict=True):
                out += found
        return Outline(
            title=normal(self.title),
            lang=self.lang,
            items=(*items, *notes),
            furniture=tuple(furniture),
            pages=len(self.package.slides),
        )

    def heard(self, part: str, number: int) -> _Heard:
        """What is heard of a slide, now or before in a deck that has the same slide there."""
        try:
            key = (number, self.lang, self.package.closure(part))
        except KitError:  # of something that it leads to, which may be nothing to hear
            return self.slide(part, number)
        return _HEARD.get(key) or _HEARD.keep(key, self.slide(part, number))

    def slide(self, part: str, number: int) -> _Heard:
        """What is heard of a slide, in its furniture and in its notes."""
        items: list[Item] = []
        furniture: list[Item] = []
        for shape in self.package.xml(part).iterfind(f"{P}cSld/{P}spTree/*"):
            kind = _placeholder(shape)
            found = tuple(self.shape(shape, kind, number))
            if kind in _FURNITURE:
                furniture += found
            else:
                items += found
        return tuple(items), tuple(furniture), tuple(self.notes(part, number))

    def notes(self, part: str, number: int) -> Iterator[Item]:
        target = self.package.target(part, "notesSlide")
        if target in self.package.names:
            for shape in self.package.xml(target).iter(f"{P}sp"):
                if _placeholder(shape) == "body":
                    yield from self.paragraphs(shape, "note", number)

    def shape(self, shape: etree._Element, kind: str, number: int) -> Iterator[Item]:
        """What one shape of a slide's tree says; a group says what is in it, or its own description."""
        match etree.QName(shape).localname:
            case "sp":
                role: Role = "title" if kind in _TITLES else "paragraph"
                found = tuple(self.paragraphs(shape, role, number))
                if not found and not kind:
                    yield from self.picture(shape, number)
                yield from found
            case "pic" | "cxnSp":
                yield from self.picture(shape, number)
            case "grpSp":
                described = tuple(self.picture(shape, number))
                yield from described
                if not described:
                    for part in shape.iterchildren(tag=etree.Element):
                        yield from self.shape(part, _placeholder(part), number)
            case "graphicFrame":
                yield from self.frame(shape, number)
            case _:
                return

    def frame(self, shape: etree._Element, number: int) -> Iterator[Item]:
        table = shape.find(f".//{A}tbl")
        if table is None:
            yield from self.picture(shape, number)
            return
        about = _about(shape)
        alt = "" if about is None else about.get("descr", "")
        yield Item(role="table", lang=self.lang, alt=normal(alt), page=number)
        flags = table.find(f"{A}tblPr")
        first_row = flags is not None and flags.get("firstRow") == "1"
        first_column = flags is not None and flags.get("firstCol") == "1"
        for row, cells in enumerate(table.iterfind(f"{A}tr")):
            for column, cell in enumerate(cells.iterfind(f"{A}tc")):
                head = (first_row and row == 0) or (first_column and column == 0)
                yield from self.paragraphs(cell, "header" if head else "cell", number)

    def picture(self, shape: etree._Element, number: int) -> Iterator[Item]:
        about = _about(shape)
        if about is not None and about.get("descr", "").strip() and about.find(f".//{DECORATIVE}[@val='1']") is None:
            yield Item(role="figure", lang=self.lang, alt=normal(about.get("descr", "")), page=number)

    def paragraphs(self, holder: etree._Element, role: Role, number: int) -> Iterator[Item]:
        for paragraph in holder.iter(f"{A}p"):
            runs = [(self.language(run), "".join(map(str, run.itertext(f"{A}t")))) for run in paragraph.iter(f"{A}r", f"{A}fld")]
            text = normal("".join(words for _, words in runs))
            if not text:
                continue
            tags = [tag for tag, words in runs if normal(words)]
            lang = self.lang if self.lang in tags else tags[0]
            foreign = tuple((tag, normal(words)) for tag, words in runs if tag != lang and normal(words))
            yield Item(role=role, text=text, lang=lang, foreign=foreign, page=number)

    def language(self, run: etree._Element) -> str:
        """The run's language as the document names it: "es-US" is "es" in a deck whose language is "es"."""
        properties = run.find(f"{A}rPr")
        tag: str = properties.get("lang", "") if properties is not None else ""
        primary = language_of(tag)
        return self.lang if primary == language_of(self.lang) else primary


def _placeholder(shape: etree._Element) -> str:
    """The kind of placeholder a shape is: "" for none, "body" where none is named (19.7.10)."""
    found = shape.find(f"./*/{P}nvPr/{P}ph")
    return "" if found is None else found.get("type", "body")


def _about(shape: etree._Element) -> etree._Element | None:
    return shape.find(f"./*/{P}cNvPr")
