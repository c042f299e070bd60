"""The sheet: a leaf of two sides (or four) with one message, whom to call, a few blocks, and a strip for the safety facts they lack.

One column, because weak readers skip what stands apart; the emergency number is the largest thing on it. Each side takes the blocks
its author gave it; where words run longer, pictures get smaller, and then blocks flow over to the next side; where lines are tall, as
in Nastaliq, each side may become two. What fits no side stops the build with what could go: type never shrinks. Left out on purpose:
leaflets and cards (`panels`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kit.caches import KeptOf, KeptValues
from kit.document import Block, Document, Options, Steps, Table, Text, Worksheet, address, brief, plain, site_of, without
from kit.document.reading import Twin, once
from kit.errors import KitError
from kit.formats.print.blocks import Composer
from kit.formats.print.contacts import in_line
from kit.formats.print.flow import closest, dearer, measured, paginate_pieces
from kit.formats.print.furniture import HEAD, WIDEST, closing_foot, set_feet, standing_foot, tall
from kit.formats.print.numbers import number_rows
from kit.formats.print.overlong import overlong
from kit.formats.print.panels import all_closed_up
from kit.formats.print.sections import Part
from kit.formats.print.sheet import AVOID, FORCED, NEVER, OPENING, Anchor, Layout, Page, Piece, Placed, Row, Shape, lower, spaced
from kit.formats.print.strip import clear_of_code, strip_and_code, strip_rows
from kit.formats.print.theme import MM, PLAIN_BOX, Theme, theme
from kit.pdf.structure import Element, StructureTree
from kit.text.metrics import line_height

_SIDES = 2
_GAP = 1.6 * MM  # between the text and the rule above the foot
_UNDER = (
    2 * MM
)  # between the running title of a further side and what it begins with; the first side's title starts that much higher
_NUMBER, _NUMBER_CLOSE = 30.0, 26.0  # points of the emergency number, also on a full side; in large print 36
_LARGE = 3  # sides of large print for each side of the standard sheet
_TALL = 2  # sides for each, where a script's lines are so tall (Nastaliq: 2.5 em) that half as many stand on a side
_TALL_LINE = 2.0  # em from which a line is tall
_PRICES = (0.0, 1.0, 2.0, 4.0)  # of a block in each of its ways (`_looks`)
_CLOSED = (0.0, 0.0, 1.3, 1.25)  # em: how close lines that don't touch may stand in each of them (0: as their script asks)


def fit_sheet(document: Document, options: Options) -> Document:
    """The sheet without the blocks for which its sides have no room, if there are any; first one may change sides.

    Blocks stand in the order of their weight: of those that are enough by themselves the last goes, else the last of all, then
    the next. What a sheet is for goes at the very end: its first block and what is to be filled in; pictured steps stay. KitError
    if that is too much. `Options.site` stands on it where it pushes nothing off and takes no further side.
    """
    set_before = _Set(document, options, shared=True)
    chosen, sides = _shortened(document, options, set_before)
    if options.site and chosen.selection:
        selection = replace(chosen.selection, site=site_of(options.site, document.locale.tag))
        coded = replace(chosen, selection=selection)
        tried = _sides(coded, options, set_before)
        if tried.fits and len(tried.pages) <= len(sides.pages):
            chosen, sides = coded, tried
    _fitting.keep(sides, chosen, options)
    return chosen


def _shortened(document: Document, options: Options, set_before: _Set) -> tuple[Document, _Sides]:
    """The document without the blocks that have no room, and its sides."""
    chosen = document
    while not (sides := _sides(chosen, options, set_before)).fits:
        if filled := _filled(chosen, options, set_before):
            return filled
        blocks = [block for section in chosen.sections for block in section.blocks]
        spare = [block for block in blocks[1:] if not _needed(block)]
        if len(spare) < 2:
            spare = [block for block in blocks if not _pictured(block)]
        if len(blocks) < 2 or not spare:
            raise _too_long(document, options)
        shorter = [without(chosen, block) for block in reversed(spare)]
        chosen = next((tried for tried in shorter if _sides(tried, options, set_before).fits), shorter[0])
    return chosen, sides


def _filled(document: Document, options: Options, blocks: _Set) -> tuple[Document, _Sides] | None:
    """The sheet, and its sides, with a block of its second side at the end of the first, where that has room, if so everything fits."""
    if len(document.sections) != _SIDES or options.edition == "large-print":
        return None
    front, back = document.sections
    for block in reversed(back.blocks[1:]):
        rest = tuple(own for own in back.blocks if own is not block)
        sections = (replace(front, blocks=(*front.blocks, block)), replace(back, blocks=rest))
        tried = replace(document, sections=sections)
        if (sides := _sides(tried, options, blocks)).fits:
            return tried, sides
    return None


_Key = tuple[str, str, str, Options, float]
_blocks: KeptValues[_Key, tuple[Twin[Block, Part], ...]] = KeptValues(512)
_deeper: KeptValues[str, tuple[Twin[Theme, float], ...]] = KeptValues(64)
_TWINS = 4  # of one block: with other words of a clinic


class _Set:
    """The blocks of a sheet in all ways, each set once, however often the sheet is tried without some of them.

    `shared` ones are those of other clinics' sheets too: nobody may change them. In a file of several sheets each has its own.
    """

    def __init__(self, document: Document, options: Options, *, shared: bool) -> None:
        self.document, self.options, self.shared = document, options, shared
        self._made: dict[tuple[str, float], Part] = {}

    def part(self, block: Block, cost: float) -> Part:
        """A block in each way; `cost` is the price of a page break before it."""
        options, known = self.options, self._made.get((block.meta.id, cost))
        if known is not None:
            return known
        if self.shared:
            key = (self.document.locale.tag, self.document.topic, block.meta.id, options, cost)
            made = once(_blocks, key, self.document, block, lambda seen: _set_block(seen, block, options, cost), twins=_TWINS)
        else:
            made = _set_block(self.document, block, options, cost)
        return self._made.setdefault((block.meta.id, cost), made)


def _set_block(document: Document, block: Block, options: Options, cost: float) -> Part:
    tree = StructureTree(document.locale.tag, options.pdfua)
    composers = [_composer(document, look, tree) for look in _looks(options)]
    made = [_block(composer, block) for composer in composers]
    ways = _closed([rows for rows, _ in made], composers, table=isinstance(block, Table))
    if min(map(closest, ways)) <= _room(composers[0]).height:  # then it is not parted in its fuller ways either
        for rows in ways:
            dearer(rows, math.inf, composers[0].parting(block))
    for rows in ways:
        rows[0].cost = cost
    return Part(Piece(tuple(map(tuple, ways)), _PRICES), tuple(own for _, own in made))


def _needed(block: Block) -> bool:
    """Whether a block is what its sheet is for: pictured steps, and lines to fill in."""
    return isinstance(block, Worksheet) or _pictured(block)


def _pictured(block: Block) -> bool:
    return isinstance(block, Steps) and any(item.art for item in block.items)


def lay_out_sheet(document: Document, options: Options) -> Layout:
    """The sides of a sheet. KitError says by how many lines its words don't fit, and which blocks could go."""
    made = _finished(document, options, _fitted(document, options))
    tree = StructureTree(document.locale.tag, options.pdfua)
    tree.root.kids += made.elements
    set_feet(made.composer, made.pages, made.foot, made.bottom, made.last)
    return Layout(tree=tree, pages=made.pages, size=made.composer.theme.page, duplex="DuplexFlipLongEdge")


class SetSheet(NamedTuple):
    """A sheet that was set: its elements in reading order, its pages without feet, their foot, and where feet end.

    `last` is the foot of the page that says the review status itself: `telling`, the last one.
    """

    composer: Composer
    elements: tuple[Element, ...]
    pages: tuple[Page, ...]
    foot: Sequence[Row]
    last: Sequence[Row]
    bottom: float
    telling: int = -1


def set_sheet(document: Document, options: Options) -> SetSheet:
    """The sides of a sheet, not yet in a file, which is its own to change. KitError as for `lay_out_sheet`."""
    return _finished(document, options, _sides(document, options, _Set(document, options, shared=False)))


def _fitted(document: Document, options: Options) -> _Sides:
    """The sides of a sheet by itself: those with which it was found to fit, which are handed on once, or set anew."""
    return _fitting.take(document, options) or _sides(document, options, _Set(document, options, shared=True))


def _finished(document: Document, options: Options, sides: _Sides) -> SetSheet:
    if not sides.fits:
        raise _too_long(document, options)
    composer = _composer(document, sides.look, StructureTree(document.locale.tag, options.pdfua))
    elements = tuple(element for part, way in zip(sides.parts, sides.ways, strict=True) for element in part.elements[way])
    for page in sides.pages[1:]:
        page.rows[0] = _unparted(page.rows[0])
        page.head.append(_small_title(composer, document.title))
    last, notices = closing_foot(composer, WIDEST)
    return SetSheet(
        composer, (*elements, *notices), tuple(sides.pages), sides.foot, last, composer.theme.page[1] - composer.theme.bottom
    )


class _Sides(NamedTuple):
    """A sheet as it was laid out: its pages and what they are made of, and whether they are no more than it may have."""

    look: Theme
    parts: Sequence[Part]
    ways: tuple[int, ...]
    pages: list[Page]
    foot: Sequence[Row]
    height: float
    fits: bool


_fitting: KeptOf[Document, _Sides] = KeptOf(4)


def _sides(document: Document, options: Options, blocks: _Set) -> _Sides:
    """The sheet with its blocks on the sides their author chose or, where that does not fit, on any.

    In large print a box that fits a side is parted only where the sheet would else take more sides than it may have.
    """
    look = sheet_look(options)
    composer = _composer(document, look, StructureTree(document.locale.tag, options.pdfua))
    foot, top, height = _room(composer)
    bottom = top + height + _GAP
    planned, most = (len(document.sections) * count for count in (_LARGE if look.large else 1, _each(document, look)))
    sides: _Sides | None = None
    tries = dict.fromkeys(((True, planned), (False, planned), (False, most)))
    for spare, (keep_faces, count) in itertools.product((True, False) if look.large else (False,), tries):
        parts = _parts(document, options, blocks, keep_faces=keep_faces)
        pieces = [part.piece for part in parts]
        pages, ways = paginate_pieces(pieces, top=top, height=height, whole=True, even=look.large, spare=spare)
        fits = len(pages) <= count and all(page.rows[-1].y + page.rows[-1].row.height <= bottom - _GAP + 1 for page in pages)
        sides = _Sides(look, parts, ways, pages, foot, height, fits)
        if fits:
            break
    assert sides is not None
    return sides


class _Room(NamedTuple):
    """The foot of a side, and where above it the text begins and how tall it may be."""

    foot: Sequence[Row]
    top: float
    height: float


def _room(composer: Composer) -> _Room:
    look, foot = composer.theme, standing_foot(composer, WIDEST)
    top = look.top + (0.0 if look.large else _UNDER)
    return _Room(foot, top, look.page[1] - look.bottom - tall(foot) - _GAP - top)


def _each(document: Document, look: Theme) -> int:
    """How many sides each side of the author's plan may take: in large print, and where lines are tall, more than one."""
    tall = _TALL if line_height(document.locale.script, 1.0, 0.0) > _TALL_LINE else 1
    return max(tall, _LARGE + tall - 1 if look.large else 1)


def _taken(document: Document, options: Options, blocks: _Set) -> float:
    """The height of the sheet's words, set as close as they can be."""
    rows = [row for part in _parts(document, options, blocks, keep_faces=True) for row in part.piece.ways[-1]]
    return measured(rows)[0]


def sheet_look(options: Options) -> Theme:
    """The handout's look, with chunk titles as the only headings and no running head over the first side."""
    look = theme(options)
    if look.large:
        return replace(look, emergency=36.0, bottom=9 * MM, beyond=max(0.0, look.end - look.start))
    chunk = replace(look.chunk, before=4 * MM, after=1.2 * MM)
    body = replace(look.body, leading=1.35, after=2 * MM)
    side = 16 * MM
    small = replace(look.small, leading=1.27)
    return replace(
        look, start=side, end=side, top=12.2 * MM, bottom=7 * MM, head=6.6 * MM, pad=3 * MM,
        chunk=chunk, emergency=_NUMBER, body=body, small=small,
    )  # fmt: skip


def _closer(look: Theme) -> Theme:
    """The look of a side that must hold more: closer lines, never smaller letters."""
    if look.large:
        return look.closer()
    close = look.closer()
    body = replace(look.body, leading=1.26, after=1.2 * MM)
    return replace(close, body=body, cell=1.8 * MM, pad=2.2 * MM, emergency=_NUMBER_CLOSE, unit=2.5 * MM)


def _looks(options: Options) -> tuple[Theme, ...]:
    """The looks of a side: in full, close, close with lines closed up, and for one that would lose a block else, closest."""
    look = sheet_look(options)
    close = _closer(look)
    return look, close, close, _closest(look)


def _closest(look: Theme) -> Theme:
    """The look of a side that must hold as much as it can: less air around blocks, short items beside each other, smaller pictures."""
    close = _closer(look)
    if look.large:
        body = replace(close.body, after=close.body.size * 0.35)
        chunk = replace(close.chunk, before=5 * MM, after=1.6 * MM)
        picture, gutter = 11 * MM, 2.5 * MM
        return replace(
            close, body=body, chunk=chunk, unit=2.5 * MM, pad=2 * MM, cell=1.8 * MM, pictogram=picture, write_line=9 * MM,
            air=0.35, gutter=gutter, numbering=1.3, hung=picture + gutter,
        )  # fmt: skip
    chunk = replace(close.chunk, before=3 * MM, after=0.8 * MM)
    body = replace(close.body, after=0.8 * MM)
    return replace(close, body=body, chunk=chunk, pairs=True, pictogram=10.5 * MM, cell=1.3 * MM, pad=1.6 * MM, unit=2 * MM)


def _closed(ways: Sequence[list[Row]], composers: Sequence[Composer], *, table: bool = False) -> list[list[Row]]:
    """The rows of each way, in the closer ones as low as their letters allow: scripts reserve room for rare marks.

    Rows with lines to write on and boxes to tick stay as they are.
    """
    for rows, close, composer in zip(ways, _CLOSED, composers, strict=True):
        look = composer.theme
        least = max(close, look.body.leading if look.large else 0.0)
        if close:
            all_closed_up(rows, least, table=table)
    return list(ways)


def _composer(document: Document, look: Theme, tree: StructureTree) -> Composer:
    composer = Composer(document, look, tree)
    composer.chunk_tag = "H2"
    composer.charts_alone = composer.sides = True
    return composer


def _parts(document: Document, options: Options, blocks: _Set, *, keep_faces: bool) -> list[Part]:
    """The opening, each block in a group of its own, and the end, in reading order."""
    look = sheet_look(options)
    tree = StructureTree(document.locale.tag, options.pdfua)
    composers = [_composer(document, own, tree) for own in _looks(options)]
    parts = [_ways(composers, _opening)]
    for number, section in enumerate(document.sections):
        for at, block in enumerate(section.blocks):
            parts.append(blocks.part(block, AVOID if at else (FORCED if keep_faces else 0.0) if number else AVOID))
    end = _ways(composers, _ending)
    for way in end.piece.ways:
        clear_of_code(way)
    for rows in (
        end.piece.ways if look.large else ()
    ):  # a strip of such type may be taller than a side: it may break between its lines
        title = tuple(row for row in rows[:1] if row.kind == "heading")
        for row in rows[2:]:
            if row.before:
                row.cost, row.repeat = AVOID, title
    return [*parts, end] if end.piece.ways[0] else parts


def _ways(composers: Sequence[Composer], made: Callable[[Composer, Element], list[Row]]) -> Part:
    """The opening or the end in each way."""
    holders = [Element("Document") for _ in composers]
    ways = [made(composer, holder) for composer, holder in zip(composers, holders, strict=True)]
    return Part(Piece(tuple(map(tuple, _closed(ways, composers))), _PRICES), tuple(map(_kids, holders)))


def _block(composer: Composer, block: Block) -> tuple[list[Row], tuple[Element, ...]]:
    group = Element("Sect")
    rows = composer.block(block, group)
    for row in rows[1:]:
        if not composer.theme.large:
            row.cost = NEVER
        elif not row.before:  # within a sentence: who turns the leaf has lost its beginning
            row.cost = max(row.cost, OPENING)
    return rows, (group,)


def _kids(holder: Element) -> tuple[Element, ...]:
    return tuple(kid for kid in holder.kids if isinstance(kid, Element))


def _opening(composer: Composer, holder: Element) -> list[Row]:
    """Title, main message with the sheet's picture, and whom to call."""
    document, look = composer.document, composer.theme
    title = holder.add("H1")
    rows = composer.rows(composer.leaf(title, document.title), look.title, balance=True)
    rows[0].marks.insert(0, Anchor(element=title, title=plain(document.title.text), level=0))
    if not look.large:
        lower(rows[0].marks, -_UNDER)
        rows[0].height -= _UNDER
    chosen = document.selection
    art = composer.picture(chosen.sheet.art) if chosen and chosen.sheet else None
    call = chosen.call if chosen else None
    rows += spaced(composer.boxed(holder.add("P"), document.main_message, composer.frame(PLAIN_BOX), art=art), 1.5 * MM)
    rows += spaced(
        number_rows(composer, brief(document.help), holder.add("Sect"), instead=call.text if call else None),
        (2 if look.close else 3) * MM,
    )
    for row in rows[1:]:
        row.cost = NEVER
    return rows


def _ending(composer: Composer, holder: Element) -> list[Row]:
    """The safety strip and the clinic; room for the review status, where that takes more of the last foot than it takes of others."""
    document, look = composer.document, composer.theme
    site = document.selection.site if document.selection else ""
    rows = strip_and_code(composer, holder, site) if site else strip_rows(composer, holder)
    if document.clinic:
        clinic = document.clinic
        words = [text for text in (clinic.address, clinic.hours) if text]
        leaves = [(composer.leaf(holder.add("P"), composer.own(text)), look.small) for text in words]
        if clinic.web:
            leaves.append((composer.link(holder.add("P"), composer.own(address(clinic.web)), clinic.web), look.small))
        if leaves:
            marks, height = in_line(composer, leaves, 0, look.width, 0)
            rows.append(Row(height=height, marks=marks, before=2 * MM, cost=NEVER))
    deeper = once(_deeper, document.locale.tag, document, look, lambda seen: _closing_deeper(seen, look), twins=2 * _TWINS)
    if deeper > 0:
        rows.append(Row(height=deeper, marks=[], cost=NEVER))
    return rows


def _closing_deeper(document: Document, look: Theme) -> float:
    """How much more the last side's foot takes than others."""
    setter = _composer(document, look, StructureTree(document.locale.tag, 1))
    return tall(closing_foot(setter, WIDEST)[0]) - tall(standing_foot(setter, WIDEST))


def _unparted(first: Placed) -> Placed:
    """The first row of a side without a rule over it, which parts nothing there and would run through the small title."""
    parting = [mark for mark in first.row.marks if isinstance(mark, Shape) and mark.stroke and _lowest(mark) <= 0]
    marks = [mark for mark in first.row.marks if mark not in parting]
    return first._replace(row=replace(first.row, marks=marks)) if parting else first


def _lowest(shape: Shape) -> float:
    return max(value for _, values in shape.commands for value in values[1::2])


def _small_title(composer: Composer, title: Text) -> Placed:
    """The sheet's title again over each further side, as sides get copied alone; where lines are tall, higher up."""
    look = composer.theme
    leaf = composer.artifact(title, HEAD)
    parts = composer.lines(leaf, look.foot, look.width)
    row = Row(height=composer.leading(look.foot), marks=[composer.words(leaf, look.foot, parts[0], 0, look.width)])
    return Placed(row, min(look.head, look.top - row.height))


def _too_long(document: Document, options: Options) -> KitError:
    """By how many lines the closest setting is too long, and the blocks that could go, the least important first."""
    blocks = _Set(document, options, shared=True)
    sides = _sides(document, options, blocks)
    room = sides.height * len(document.sections) * _each(document, sides.look)
    over = round((_taken(document, options, blocks) - room) / (sides.look.body.size * sides.look.body.leading))
    names = [block.meta.id for section in reversed(document.sections) for block in reversed(section.blocks)]
    return KitError(
        overlong("sheet", document, over),
        f"Take a block off it, such as {' or '.join(names[:2])}, or say the same in fewer words.",
    )
