"""Where everything stands in a finished file, as readable text, for goldens; and small documents that fill each layout.

Places are points from the upper left corner, to a tenth: what nobody can see makes no difference, and what people can see does.
"""

from __future__ import annotations

import dataclasses
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pikepdf
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from kit.art import Art, Path
from kit.document import (
    Block,
    Bullets,
    Callout,
    Contact,
    Contacts,
    Diagram,
    Document,
    Exercise,
    Figure,
    ListItem,
    Meta,
    Notes,
    Paragraph,
    Pick,
    Selection,
    Session,
    SheetPlan,
    Spot,
    Steps,
    Table,
    Text,
    Worksheet,
    paired,
)
from kit.document.selections import select_session
from kit.formats.print.sections import Part
from kit.formats.print.sheet import Row
from kit.tagged.marks import Color, Mark, PaintedPage
from kit.tagged.source import read as read_pdf
from tests.sample import sample

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def on_paper(data: bytes) -> str:
    """Each page of a PDF: lines of words (start, baseline, end, size, colour), shapes and pictures, in painting order.

    Then how wide and dashed its lines are drawn, its links and fields; at the end what readers list and how printers turn it.
    """
    source = read_pdf(data)
    lines = [line for page in source.pages for line in (*_page(page), *_beside(page))]
    root = source.pdf.Root
    with source.pdf.open_outline() as outline:
        lines += [f"bookmark {line}" for line in _bookmarks(outline.root, "")]
    lines += [f"{key} {root[key]}" for key in ("/Lang", "/PageMode", "/PageLayout") if key in root]
    lines += [f"prefers {key} {value}" for key, value in sorted(root.get("/ViewerPreferences", {}).items())]
    return "".join(f"{line}\n" for line in lines)


def _beside(page: PaintedPage) -> Iterator[str]:
    drawn = ((str(code), values) for values, code in pikepdf.parse_content_stream(page.source))
    pens = [_pen(code, values) for code, values in drawn if code in ("w", "J", "j") or (code == "d" and len(values[0]))]
    yield "  pens " + ", ".join(f"{len(list(same))} x {pen}" for pen, same in itertools.groupby(pens))
    left, _, _, top = page.box
    for note in page.source.get("/Annots", []):
        x, y, end, high = (float(side) for side in note.Rect)
        said = [str(note[key]) for key in ("/Contents", "/TU", "/T", "/FT", "/DA", "/MaxLen", "/Ff") if key in note]
        place = f"{x - left:.1f} {top - high:.1f} {end - left:.1f} {top - y:.1f}"
        yield f"  {str(note.Subtype)[1:]} {place} {' | '.join(said)} {note.get('/A', {}).get('/URI', '')}".rstrip()


def _pen(code: str, values: Any) -> str:
    """How wide a line is drawn (`w`), or how it is dashed, ends and turns."""
    if code == "d":
        return f"dashes {' '.join(str(part) for part in values[0])}"
    return f"{code} {values[0]}"


def _bookmarks(items: Iterable[Any], level: str) -> Iterator[str]:
    for item in items:
        yield f"{level}{item.title}"
        yield from _bookmarks(item.children, level + "  ")


def _page(page: PaintedPage) -> Iterator[str]:
    left, _, right, top = page.box
    yield f"page {page.number}: {right - left:.1f} x {page.height:.1f}"
    for (kind, base, size, fill, _), group in itertools.groupby(page.marks, _look):
        marks = list(group)
        if kind == "text":
            ends = min(mark.box[0] for mark in marks) - left, max(mark.box[2] for mark in marks) - left
            words = "".join(mark.text for mark in marks)
            yield f"  {ends[0]:.1f} {top - base:.1f} {ends[1]:.1f} {size:.1f} {fill} {words}"
        else:
            for mark in marks:
                x, y, end, low = mark.box[0] - left, top - mark.box[3], mark.box[2] - left, top - mark.box[1]
                yield f"  {kind} {mark.operator} {x:.1f} {y:.1f} {end:.1f} {low:.1f} {fill} {_colour(mark.stroke)}"


def _look(mark: Mark) -> tuple[str, float, float, str, object]:
    return mark.kind, mark.base, mark.size, _colour(mark.fill), mark.owner


def _colour(colour: Color) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour) if colour else "-"


def in_rows(parts: Iterable[Part]) -> str:
    """Each part of a text before it is broken into pages: of each of its ways the rows, with all that decides where a page may end."""
    lines = []
    for number, part in enumerate(parts):
        for price, way in zip(part.piece.prices, part.piece.ways, strict=False):
            lines.append(f"part {number} for {price:g}")
            lines += [f"  {_row(row)}" for row in way]
    return "".join(f"{line}\n" for line in lines)


def _row(row: Row) -> str:
    box = f"in a box {row.frame.pad:.1f} " if row.frame else ""
    marks = " ".join(dict.fromkeys(type(mark).__name__ for mark in row.marks))
    pad = f"pad {row.pad[0]:.1f} {row.pad[1]:.1f} " if any(row.pad) else ""
    again = f"repeats {len(row.repeat)} " if row.repeat else ""
    return f"{row.height:.1f} after {row.before:.1f} costs {row.cost:g} {box}{pad}{again}{row.kind} {marks}".replace("  ", " ")


def on_slides(data: bytes) -> str:
    """Each layout and slide of a deck: its shapes with their places, and the sizes, colours and directions said in them.

    Of a chart all values in its part; of the notes their words, of the slide how it moves on. Of what it offers to several
    programs, into which python-pptx does not look, every form.
    """
    deck = Presentation(io.BytesIO(data))
    lines = [f"deck: {_points(deck.slide_width)} x {_points(deck.slide_height)}"]
    for layout in deck.slide_layouts:
        lines += [f"layout {layout.name}", *_shapes(layout.shapes)]
    for number, slide in enumerate(deck.slides, start=1):
        for offered in list(slide.shapes._spTree.iter("{*}Choice", "{*}Fallback")):
            for shape in list(offered):
                offered.getparent().addprevious(shape)
        lines += [f"slide {number} on {slide.slide_layout.name}", *_shapes(slide.shapes)]
        lines += [f"  motion {_values(node)}" for node in slide._element.iterchildren("{*}transition", "{*}timing")]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            lines += [f"  notes {line}" for line in slide.notes_slide.notes_text_frame.text.splitlines()]
    return "\n".join(lines) + "\n"


def _shapes(shapes: Iterable[Any]) -> Iterator[str]:
    for shape in shapes:
        own = shape._element.find(".//{*}xfrm/{*}off") is not None
        place = " ".join(_points(side) for side in (shape.left, shape.top, shape.width, shape.height)) if own else "as its layout"
        looks = " ".join(dict.fromkeys(_looks(shape._element)))
        words = " ".join(shape.text_frame.text.split()) if shape.has_text_frame else ""
        yield f"  {place} | {looks} | {words}"
        if getattr(shape, "has_table", False) and shape.has_table:
            table = shape.table
            yield f"    columns {' '.join(_points(one.width) for one in table.columns)}"
            yield f"    rows {' '.join(_points(one.height) for one in table.rows)}"
        if getattr(shape, "has_chart", False) and shape.has_chart:
            yield f"    chart {_values(shape.chart._chartSpace)}"


def _values(element: Any) -> str:
    """Every value below an element, in order: what its parts are called is left out, as their values tell them apart."""
    return " ".join(str(value) for node in element.iter() for key, value in node.attrib.items() if key != "id")


def _looks(element: Any) -> Iterator[str]:
    """Sizes of words, insets, spacing, directions and colours, as they are written."""
    for node in element.iter(f"{_A}rPr", f"{_A}defRPr", f"{_A}pPr", f"{_A}lvl1pPr", f"{_A}bodyPr", f"{_A}tcPr", f"{_A}ln"):
        yield from (f"{key}={value}" for key, value in node.attrib.items() if key not in ("lang", "altLang", "dirty"))
    for node in element.iter(f"{_A}srgbClr", f"{_A}schemeClr", f"{_A}spcPct", f"{_A}spcPts", f"{_A}buSzPct"):
        yield str(node.get("val"))


def _points(length: Any) -> str:
    return "-" if length is None else f"{length / Pt(1):.1f}"


def _of(document: Document, *kinds: type[Block]) -> tuple[Block, ...]:
    return tuple(block for kind in kinds for block in document.sections[0].blocks if isinstance(block, kind))


def _faces(document: Document, faces: Sequence[tuple[Block, ...]]) -> Document:
    """A selection with a section for each face, as sheets have them."""
    section = document.sections[0]
    sections = tuple(
        dataclasses.replace(section, id=f"face{number}", number=0, blocks=blocks) for number, blocks in enumerate(faces, start=1)
    )
    return dataclasses.replace(document, sections=sections, selection=Selection(kind="sheet", name="try"))


def sheet(tag: str) -> Document:
    """A sheet of two sides, with a table and lines to write on behind."""
    document = sample(tag)
    return _faces(document, (_of(document, Callout, Steps, Paragraph), _of(document, Table, Worksheet)))


def leaflet(tag: str) -> Document:
    """A leaflet with a block on each of its four faces."""
    document = sample(tag)
    return _faces(document, [_of(document, kind)[:1] for kind in (Callout, Steps, Bullets, Paragraph)])


def card(tag: str) -> Document:
    """A pocket card: the signs, and what to do."""
    document = sample(tag)
    return _faces(document, (_of(document, Callout), _of(document, Steps)))


def poster(tag: str) -> Document:
    """A poster with steps and a list in pictures."""
    document = sample(tag)
    return _faces(document, ((*_of(document, Steps), *_of(document, Bullets)[-1:]),))


def _words(name: str, words: str) -> Text:
    return Text(id=f"rich/{name}", source=words, text=words, lang="en")


def _items(name: str, *words: str, art: str = "") -> tuple[ListItem, ...]:
    return tuple(ListItem(text=_words(f"{name}.{number}", said), art=art) for number, said in enumerate(words))


def _table(name: str, columns: int, cell: str, many: int = 2) -> Table:
    """A table of so many rows, of which each cell but the first of a row says the same."""
    heads = tuple(_words(f"{name}.head.{at}", f"Column {at}") for at in range(columns))
    rows = tuple(
        (_words(f"{name}.{row}", f"Day {row}"), *(_words(f"{name}.{row}.{at}", cell) for at in range(1, columns)))
        for row in range(1, many + 1)
    )
    return Table(
        meta=Meta(id=name, title=_words(name, "Times")), summary=_words(f"{name}.alt", "Times."), columns=heads, rows=rows
    )


def _rest(document: Document, tall: int) -> tuple[Block, ...]:
    """What the sample has not: lists to tick and in a strip, tables too wide and too tall, a picture, all boxes, words that refer."""
    long = "Rest, drink water and eat a little, and ask somebody to stay with you until it is over. "
    call = document.help.entries[1]
    contacts = (dataclasses.replace(call, value=""), Contact(kind="clinic", label=call.label, url="https://example.org/help"))
    return (
        Paragraph(meta=Meta(id="r.refer"), text=_words("refer", "Read the signs of danger first: see part 2.")),
        Bullets(meta=Meta(id="r.check", title=_words("check", "Before you go")), items=_items("check", "Water", "Keys", "A phone"), checklist=True),
        Steps(meta=Meta(id="r.strip"), items=_items("strip", "Shout.", "Call.", "Stay.", art="mark"), strip=True),
        Bullets(meta=Meta(id="r.short"), items=_items("short", *(["Sleep", "Tea", "Walk", "Rest", "Talk", "Bath", "Food"]))),
        Steps(meta=Meta(id="r.pictured"), items=_items("pictured", "Open the box.", long * 2, art="mark")),
        _table("r.wide", 7, "Uncomfortable restlessness"),
        _table("r.tall", 2, long * tall),
        Figure(meta=Meta(id="r.figure"), art="figure", alt=_words("figure.alt", "A body."), caption=_words("figure", "Where it hurts.")),
        Diagram(meta=Meta(id="r.body"), art="figure", alt=_words("body.alt", "A body."), spots=(Spot(text=_words("head", long * 6), at=(15.0, 8.0)),) * 2),
        *(
            Callout(meta=Meta(id=f"r.{level}"), level=level, lead=_words(f"{level}.lead", "Look:"), items=_items(level, "One.", "Two."))
            for level in ("urgent", "calm", "safer")
        ),
        Contacts(meta=Meta(id="r.help"), kinds=("crisis",), entries=contacts),
        *(Exercise(meta=Meta(id=f"r.{kind}"), kind=kind, minutes=5, items=_items(kind, "What helps?")) for kind in ("activity", "teach_back")),
    )  # fmt: skip


def rich(tall: int = 30) -> Document:
    """A topic of two parts, the second with everything that the sample has not; `tall` sentences stand in a cell of a table."""
    document = sample("en")
    section = document.sections[0]
    second = dataclasses.replace(
        section, id="more", number=2, title=_words("title", "What else"), key=_words("key", "It passes."), content_note=None,
        blocks=_rest(document, tall), art="mark",
    )  # fmt: skip
    return dataclasses.replace(document, sections=(section, second))


def tabled() -> Document:
    """A part with tables of five rows: side by side, and too wide for that."""
    document = sample("en")
    blocks = (_table("t.three", 3, "Rest and drink", 5), _table("t.wide", 7, "Uncomfortable restlessness", 5))
    return dataclasses.replace(document, sections=(dataclasses.replace(document.sections[0], blocks=blocks),))


def session() -> Document:
    """A session of two parts: one with an opening, halves of a list and what may be left out, one that opens above a wide table."""
    document = rich(3)
    steps = next(block for block in document.sections[0].blocks if isinstance(block, Steps))
    first, *rest = (item.text.id.partition("/")[2] for item in steps.items)
    picks = (
        *(Pick(block="what.key", minutes=2), Pick(block="s.danger", minutes=3), Pick(block="s.list", minutes=2)),
        *(Pick(block="s.steps", items=(first,), minutes=1), Pick(block="s.steps", items=tuple(rest), minutes=2)),
        *(Pick(block="s.talk", minutes=4, optional=True), Pick(block="more.key", minutes=1), Pick(block="r.wide", minutes=2)),
        *(Pick(block="r.safer", minutes=5), Pick(block="r.activity", minutes=3, optional=True), Pick(block="r.teach_back", minutes=2)),
    )  # fmt: skip
    plan = Session(
        minutes=20,
        name=document.sessions[0].name,
        parts=(("what", 8), ("more", 10)),
        picks=picks,
        opening=1,
        closing=1,
        slides=30,
    )
    closing = dataclasses.replace(document.closing, notes=Notes(say=(_words("bye", "Thank you for coming."),)))
    more = dataclasses.replace(document.sections[1], art="")
    return select_session(dataclasses.replace(document, closing=closing, sections=(document.sections[0], more)), plan)


def chosen() -> Document:
    """A part of the topic, with short lines for what it lacks."""
    document = sample("en")
    lines = (Paragraph(meta=Meta(id="r.line", safety=("naloxone",)), text=_words("line", "Keep naloxone at home.")),)
    selection = Selection(kind="parts", name="1", strip=lines, strip_title=_words("lines", "Also know"), lines=lines)
    return dataclasses.replace(document, selection=selection)


def only(kind: type[Block]) -> Document:
    """The sample with its blocks of one kind, each twice."""
    document = sample("en")
    blocks = _of(document, kind)
    again = tuple(
        dataclasses.replace(block, meta=dataclasses.replace(block.meta, id=f"{block.meta.id}.again")) for block in blocks
    )
    return dataclasses.replace(document, sections=(dataclasses.replace(document.sections[0], blocks=(*blocks, *again)),))


def _square(side: float, color: str) -> Path:
    at = ((0.0, 0.0), (side, 0.0), (side, side))
    return Path(commands=(("M", at[0]), ("L", at[1]), ("L", at[2]), ("Z", ())), color=color)


def logo_in_colours() -> Art:
    """A logo of two colours, which is turned where text runs right to left."""
    return Art(id="logo", width=60, height=20, paths=(_square(20, "#aa0000"), _square(10, "#00aa00")), mirror=True)


def logo_in_pixels() -> bytes:
    """A logo as a PNG."""
    out = io.BytesIO()
    Image.new("RGB", (60, 20), (10, 60, 90)).save(out, "PNG")
    return out.getvalue()


def with_logo(logo: Art | bytes) -> Document:
    """The sample, in Arabic, of a clinic with a long name and this picture."""
    document = whole(sample("ar"))
    assert document.clinic
    return dataclasses.replace(document, clinic=dataclasses.replace(document.clinic, logo=logo, logo_size=(60.0, 20.0)))


def with_strip(tag: str) -> Document:
    """A sheet that says in a strip what its blocks lack."""
    made = sheet(tag)
    lines = _of(sample(tag), Paragraph) * 3
    selection = Selection(kind="sheet", name="try", strip=lines, strip_title=made.sections[0].title, lines=lines)
    return dataclasses.replace(made, selection=selection)


def bare(document: Document) -> Document:
    """The same without a clinic and with lines to write the numbers on."""
    return dataclasses.replace(document, clinic=None, help=sample(document.locale.tag, region=False).help)


def crowded(document: Document, times: int) -> Document:
    """The same with so many times the items in each list, so that words must stand closer, move, or go."""

    def longer(block: Block) -> Block:
        if not isinstance(block, Bullets | Callout | Steps):
            return block
        items = tuple(
            dataclasses.replace(item, text=dataclasses.replace(item.text, id=f"{item.text.id}.{again}"))
            for again in range(times)
            for item in block.items
        )
        return dataclasses.replace(block, items=items)

    sections = (dataclasses.replace(one, blocks=tuple(map(longer, one.blocks))) for one in document.sections)
    return dataclasses.replace(document, sections=tuple(sections))


def short_pairs(tag: str) -> Document:
    """A card of short lines, some longer than others, so that two stand beside each other."""
    document = sample(tag)
    texts = [text for text in document.labels if text.id.removeprefix("labels/") in _SHORT]
    lines = Bullets(meta=Meta(id="try.short"), items=tuple(ListItem(text=text) for text in texts))
    return _faces(document, ((lines,), _of(document, Steps)))


_SHORT = ("callout.urgent", "contact.emergency", "contact.crisis", "notes.say", "notes.ask", "table.label", "figure.label")


def whole(document: Document) -> Document:
    """The same with all that a clinic can say of itself, a picture of its own, and three notices."""
    assert document.clinic is not None
    clinic = dataclasses.replace(
        document.clinic, name="Harbor Street Community Health Center for Families", address="12 Harbor Street, Example Town",
        hours="Mon to Fri 8:00 to 17:30", logo=document.arts[1], logo_size=(48.0, 24.0), accent="#005a3c", languages=("es", "ar"),
    )  # fmt: skip
    notices = [
        text for text in document.labels if text.id.removeprefix("labels/") in ("status.draft", "page.writing", "notes.read")
    ]
    made = dataclasses.replace(document, clinic=clinic, notices=tuple(notices))
    if document.selection is None:
        return made
    title = document.title
    plan = SheetPlan(
        id="try", title=title, audience=title, handed_out=title, key=title, formats=("sheet",), faces=((),), art="mark"
    )
    return dataclasses.replace(made, selection=dataclasses.replace(document.selection, sheet=plan))


def called(tag: str) -> Document:
    """A sheet that says in its own words whom to call, with lines to write on that are short."""
    made = sheet(tag)
    call = Paragraph(meta=Meta(id="try.call"), text=sample(tag).main_message)
    assert made.selection
    return dataclasses.replace(made, selection=dataclasses.replace(made.selection, call=call))


def turned(make: Callable[[str], Document]) -> Document:
    """A selection in English with the same in Arabic behind it."""
    return dataclasses.replace(make("en"), bound=(make("ar"),))


def packet() -> Document:
    """A packet of two sheets."""
    return dataclasses.replace(sample("en"), sections=(), bound=(sheet("en"), poster("en")))


def to_point_to() -> Document:
    """The card to point to in Arabic, with English beside it: two sections of pictures."""
    both = paired(sample("ar"), sample("en"))
    section = both.sections[0]
    pictures = _of(both, Bullets)[-1]
    sections = tuple(dataclasses.replace(section, id=name, content_note=None, blocks=(pictures,)) for name in ("one", "two"))
    return dataclasses.replace(both, sheet="card", sections=sections)
