"""What stands around the text of each page: the running head and the foot. All artifacts, and all said in the body too.

On the last side of a sheet or poster the review notices stand once: in the foot, as text.

Left out on purpose: the text itself, and which page has which number.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from kit.caches import KeptOf, KeptValues
from kit.document import Document, Section, Text, fill, plain, versioned
from kit.document.reading import Twin, once
from kit.formats.print.contacts import in_line
from kit.formats.print.setting import Leaf, Typesetter
from kit.formats.print.shapes import line
from kit.formats.print.sheet import Mark, Page, Placed, Row, Shape, Words
from kit.formats.print.theme import DEEP, MM, RULE, Theme
from kit.locale import isolate, isolate_first_strong
from kit.pdf.canvas import Artifact
from kit.pdf.structure import Element

HEAD, FOOT = Artifact("Pagination", "Header"), Artifact("Pagination", "Footer")
WIDEST = 88  # stands for the page numbers of sheets: they are bound together, and in large print one takes ten sides


_heads: KeptValues[tuple[str, str], tuple[Twin[tuple[Text, int, Theme], Placed], ...]] = KeptValues(256)
_feet: KeptValues[tuple[str, int], tuple[Twin[Theme, tuple[Row, ...]], ...]] = KeptValues(32)
_last: KeptOf[Row, Row] = KeptOf(512)
_TWINS = 4


def run_head(setter: Typesetter, section: Section) -> Placed:
    """`_run_head`, kept for other documents: nobody may change it."""

    def again(seen: Document) -> Placed:
        return _run_head(Typesetter(seen, setter.theme, setter.tree), section)

    of = (section.title, section.number, setter.theme)
    return once(_heads, (setter.locale.tag, section.id), setter.document, of, again, twins=_TWINS)


def standing_foot(setter: Typesetter, widest: int) -> tuple[Row, ...]:
    """`foot_rows` with all that a foot says, kept for other documents: nobody may change them."""

    def again(seen: Document) -> tuple[Row, ...]:
        return tuple(foot_rows(Typesetter(seen, setter.theme, setter.tree), widest))

    return once(_feet, (setter.locale.tag, widest), setter.document, setter.theme, again, twins=_TWINS)


def _run_head(setter: Typesetter, section: Section) -> Placed:
    """The head of a page that begins in this section: its title at the start side, its number large where a thumb turns the page."""
    look = setter.theme
    title = setter.artifact(section.title, HEAD)
    style = look.foot
    number = look.foot.variant(bold=True, color=DEEP)
    marks: list[Mark] = []
    room = look.width
    if section.number:
        said = setter.artifact(Text(id="head", source="", text=str(section.number), lang=setter.locale.tag), HEAD)
        wide = setter.width(said, number) + 1
        marks.append(setter.words(said, number, setter.lines(said, number, look.width)[0], look.width - wide, wide, align="end"))
        room -= wide + 6 * MM
    parts = setter.lines(title, style, room)
    if len(parts) == 1:
        marks.append(setter.words(title, style, parts[0], 0, room))
    return Placed(Row(height=setter.leading(style), marks=marks), look.head)


def set_feet(setter: Typesetter, pages: Sequence[Page], foot: Sequence[Row], bottom: float, last: Sequence[Row] = ()) -> None:
    """Give each page its foot, with its number, down to `bottom`; the last page another one, where there is a `last`."""
    for number, page in enumerate(pages, start=1):
        set_foot(setter, page, last if last and number == len(pages) else foot, bottom, number, len(pages))


def set_foot(setter: Typesetter, page: Page, foot: Sequence[Row], bottom: float, number: int, count: int) -> None:
    """Give a page its foot, which ends at `bottom`, with its number."""
    y = bottom - tall(foot)
    for row in foot:
        page.foot.append(Placed(row, y))
        y += row.height
    page.foot[-1] = Placed(_numbered(setter, foot[-1], number, count), y - foot[-1].height)


def _numbered(setter: Typesetter, row: Row, number: int, count: int) -> Row:
    """The last row of a foot with a page's number, made once for all documents with this very row."""
    known = _last.get(row, number, count)
    if known:
        return known
    made = Row(height=row.height, marks=[*row.marks, *_number(setter, number, count)])
    return _last.keep(made, row, number, count)


def _foot_width(look: Theme) -> float:
    """How wide a foot is: it may reach further than the column."""
    return look.width + look.beyond


def foot_rows(setter: Typesetter, widest: int, *, status: bool = True) -> list[Row]:
    """A rule; the review notices; code, version and date. The last row leaves room for the page number, of which `widest` stands for all (0: there is none).

    Without `status` the notices are left to the page's text.
    """
    document, look = setter.document, setter.theme
    style, wide = look.foot, _foot_width(look)
    left = setter.left(0, wide)
    rule = Shape(commands=line(left, 0, left + wide, 0), stroke=RULE, width=0.5, place=FOOT)
    rows = [Row(height=1.5 * MM, marks=[rule])]
    notices = document.notices or (document.label(f"status.{document.status}"),)
    said = _joined(notices, "notices", " ")
    room = wide - (setter.width(_page_of(setter, widest, widest), style) + 4 * MM if widest else 0.0)
    leading = setter.leading(style)
    about = _about(setter, room)
    for text, width in ((said, wide), *about)[0 if status else 1 :]:
        leaf = setter.artifact(text, FOOT)
        start = wide - width if look.page_number_first else 0.0
        for part in setter.lines(leaf, style, width):
            align = "end" if look.page_number_first and text is not said else "start"
            rows.append(Row(height=leading, marks=[setter.words(leaf, style, part, start, width, align=align)]))
    if about[-1][1] > room:
        rows.append(Row(height=leading))  # for the page number alone
    return rows


def _about(setter: Typesetter, room: float) -> list[tuple[Text, float]]:
    """Code, version and date, and the width of each; the last stands beside the page number and leaves it `room`, or goes over all.

    None of them is parted as long as that takes no further line: who looks for the date looks for a date.
    """
    document, look, wide = setter.document, setter.theme, _foot_width(setter.theme)
    code, version = fill(document.label("footer.code"), code=isolate(document.code)), versioned(document)
    whole = _joined((code, version), "footer", " \u00b7 ")
    apart = [_joined((text,), "footer", "") for text in (code, version)]

    def lines(text: Text, width: float) -> int:
        return len(setter.lines(setter.artifact(text, FOOT), look.foot, width))

    most = lines(whole, room)
    if most > 1 and lines(apart[0], wide) == lines(apart[1], room) == 1:
        return [(apart[0], wide), (apart[1], room)]
    if most > 1 and room < wide and lines(whole, wide) == 1:
        return [(whole, wide)]
    return [(whole, room)]


def closing_foot(setter: Typesetter, widest: int) -> tuple[list[Row], list[Element]]:
    """The foot of a last side, whose review notices are no repetition but the text itself; and their elements, the last in reading order."""
    document, look = setter.document, setter.theme
    rows = foot_rows(setter, widest, status=not document.notices)
    if not document.notices:
        return rows, []
    texts = [text for notice in document.notices for text in (notice, notice.beside) if text]
    elements = [Element("P") for _ in texts]
    leaves = [(setter.leaf(element, text), look.small) for element, text in zip(elements, texts, strict=True)]
    marks, height = in_line(setter, leaves, 0, look.width, 0, dots=False)
    return [rows[0], Row(height=height, marks=marks), *rows[1:]], elements


def tall(rows: Sequence[Row]) -> float:
    """The height of a foot, in points."""
    return fsum(row.height for row in rows)


def _page_of(setter: Typesetter, number: int, count: int) -> Leaf:
    text = fill(setter.document.label("page_of"), page=str(number), pages=str(count))
    return setter.artifact(text, FOOT)


def _number(setter: Typesetter, number: int, count: int) -> list[Words]:
    """The page number, at the end side of the foot or, where a guideline asks for it, at the start side."""
    look, leaf = setter.theme, _page_of(setter, number, count)
    align = "start" if look.page_number_first else "end"
    wide = _foot_width(look)
    lines = setter.lines(leaf, look.foot, wide)
    return [setter.words(leaf, look.foot, part, 0, wide, align=align) for part in lines[:1]]


def _joined(texts: tuple[Text, ...], name: str, joiner: str) -> Text:
    """Texts as one line of the foot, each keeping its own direction."""
    words = joiner.join(isolate_first_strong(plain(text.text)) for text in texts if text.text)
    return Text(id=name, source=words, text=words, lang=texts[0].lang)
