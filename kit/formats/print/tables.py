"""Tables as rows: column widths from the words in them, cells side by side, heads repeated where a page breaks.

In large print, and where a column would be narrower than its longest word or leave its cells a word or two a line, each row's cells stand below one
another instead, each after its column's head; the tree stays a table either way. Left out on purpose: spans of cells, which the document does not have.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from kit.document import Table, Text, plain
from kit.formats.print.flow import dearer
from kit.formats.print.setting import Leaf, Typesetter, bold
from kit.formats.print.shapes import line, rectangle
from kit.formats.print.sheet import ITEM, LINE, NEVER, OPENING, PARTED, SPLIT, Mark, Row, Shape
from kit.formats.print.theme import DEEP, MIST, RULE, Style
from kit.pdf.canvas import Artifact
from kit.pdf.structure import Element
from kit.text.breaks import break_offsets
from kit.text.faces import MissingGlyph
from kit.text.lines import Line, measure
from kit.text.span import Span

_REPEATED = Artifact("Pagination")
_TALL = 0.4  # a row taller than this part of the page may be broken between its lines
_BESIDE = 2  # columns that large print sets beside each other; cells of more would be columns of single words
_LINES = 5  # a cell of more lines than that is read as text
_FEW = 7.0  # em, about two words: no column of such a cell may be narrower
_CANDIDATES = 3  # how many of a cell's longest words are measured


_Words = tuple[tuple[Span, ...], str, str, bool]
"""A text to measure: spans, language, script, and whether it runs right to left."""


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a column's text stands: its distance from the table's start side, and its width."""

    start: float
    width: float


def table_rows(setter: Typesetter, table: Table, parent: Element, *, start: float, width: float) -> list[Row]:
    """The table as rows between `start` and `start + width` points from the column's start."""
    element = parent.add("Table")
    element.attributes["Table"] = {"Summary": plain(table.summary.text)}
    if table.summary.lang != setter.locale.tag:
        element.lang = table.summary.lang
    head = element.add("THead").add("TR")
    heads = [_header(setter, head, text, "Column") for text in table.columns]
    body = element.add("TBody")
    rows = []
    for texts in table.rows:
        row = body.add("TR")
        rows.append([_header(setter, row, texts[0], "Row"), *(setter.leaf(row.add("TD"), text) for text in texts[1:])])
    listed = setter.theme.large and len(table.columns) > _BESIDE
    columns = None if listed else _columns(setter, [heads, *rows], start, width)
    if columns is None or not _readable(setter, rows, columns):
        return _Stacked(setter, start, width).rows(table, heads, rows)
    return _SideBySide(setter, start, width).rows(heads, rows, columns)


def _header(setter: Typesetter, row: Element, text: Text, scope: str) -> Leaf:
    cell = row.add("TH")
    cell.attributes["Table"] = {"Scope": scope}
    return setter.leaf(cell, text)


def _columns(setter: Typesetter, rows: Sequence[Sequence[Leaf]], start: float, width: float) -> list[_Column] | None:
    """Columns that hold their longest words, the rest shared out by how much text each has; None if they can't."""
    pad = setter.theme.cell
    texts = tuple([tuple([(leaf.spans, leaf.lang, leaf.script, leaf.rtl) for leaf in row]) for row in rows])
    try:
        inner = _widths(texts, setter.theme.table.size, width - 2 * pad * len(rows[0]))
    except MissingGlyph:
        for leaf in (leaf for row in rows for leaf in row):
            setter.width(leaf, setter.theme.table)  # raises again for the text at fault, and names it
        raise
    if inner is None:
        return None
    columns, x = [], start
    for wide in inner:
        columns.append(_Column(x + pad, wide))
        x += wide + 2 * pad
    return columns


def _readable(setter: Typesetter, rows: Sequence[Sequence[Leaf]], columns: Sequence[_Column]) -> bool:
    """Whether no column makes a cell of text into a tower of one or two words a line."""
    style = setter.theme.table
    narrow = [(index, column.width) for index, column in enumerate(columns) if column.width < _FEW * style.size]
    return all(
        len(setter.lines(row[index], _style(setter, head=index == 0), width)) <= _LINES for row in rows for index, width in narrow
    )


@functools.lru_cache(maxsize=512)
def _widths(rows: tuple[tuple[_Words, ...], ...], size: float, room: float) -> tuple[float, ...] | None:
    """The widths of columns that share `room` points; None if their longest words need more."""
    least, wanted = [0.0] * len(rows[0]), [0.0] * len(rows[0])
    for number, row in enumerate(rows):
        for index, (spans, lang, script, rtl) in enumerate(row):
            strong = tuple(map(bold, spans)) if number == 0 or index == 0 else spans
            longest = _longest_word(strong, lang)
            least[index] = max([least[index], *(_measure(word, lang, script, rtl, size) for word in longest)])
            wanted[index] = max(wanted[index], _measure(strong, lang, script, rtl, size))
    names = max(_measure(tuple(map(bold, row[0][0])), *row[0][1:], size) for row in rows[1:])
    if names <= room / 4 and fsum(least) - least[0] + names <= room:  # a name stays whole where words may be parted, too
        least[0] = max(least[0], names)
        wanted[0] = max(wanted[0], names)
    free = room - fsum(least)
    if free < 0:
        return None
    if fsum(wanted) - fsum(least) <= free:
        free -= fsum(wanted) - fsum(least)
        least, wishes = wanted, [1.0] * len(wanted)
    else:
        wishes = [(full - low) ** 0.75 for full, low in zip(wanted, least, strict=True)]
    total = fsum(wishes)
    return tuple(low + free * wish / total for low, wish in zip(least, wishes, strict=True))


def _measure(spans: tuple[Span, ...], lang: str, script: str, rtl: bool, size: float) -> float:
    return measure(spans, script=script, lang=lang, rtl=rtl, size=size)


def _longest_word(spans: tuple[Span, ...], lang: str) -> list[tuple[Span]]:
    """The few longest words of a text, each in bold if any of the text is."""
    text = "".join(part.text for part in spans)
    stops = break_offsets(text, lang)
    words = {text[begin:end].strip() for begin, end in zip([0, *stops], stops, strict=False)}
    strong = any(part.bold for part in spans)
    longest = sorted(words, key=lambda word: (-len(word), word))[:_CANDIDATES]
    return [(Span(text=word, lang=lang, bold=strong),) for word in longest]


def _style(setter: Typesetter, *, head: bool) -> Style:
    style = setter.theme.table
    return style.variant(bold=True) if head else style


@dataclass(frozen=True, slots=True)
class _SideBySide:
    """The usual table: one row of the page for each row of the table."""

    setter: Typesetter
    start: float
    width: float

    def rows(self, heads: Sequence[Leaf], rows: Sequence[Sequence[Leaf]], columns: Sequence[_Column]) -> list[Row]:
        top = self._row(heads, columns, head=True)
        out = top
        repeat = tuple(top)
        for number, row in enumerate(rows):
            made = self._row(row, columns, head=False)
            alone = number == 1 or number == len(rows) - 1  # a page break here would leave one row alone
            made[0].cost = NEVER if number == 0 else OPENING if alone else ITEM
            for piece in made:
                piece.repeat = repeat
            out = out + made
        return out

    def _row(self, leaves: Sequence[Leaf], columns: Sequence[_Column], *, head: bool) -> list[Row]:
        setter, pad = self.setter, self.setter.theme.cell
        cells = []
        for index, (leaf, column) in enumerate(zip(leaves, columns, strict=True)):
            style = _style(setter, head=head or index == 0)
            cells.append((leaf, style, column, setter.lines(leaf, style, column.width)))
        leading = setter.leading(setter.theme.table)
        count = max(len(lines) for *_, lines in cells)
        height = count * leading + 2 * pad
        if head or height <= _TALL * setter.theme.page[1]:
            row = Row(height=height, marks=self._ground(height, head=head), pad=(pad, pad))
            for leaf, style, column, lines in cells:
                row.marks += self._cell(leaf, style, column, lines, pad)
            return [row]
        return self._slices(cells, count, leading)

    def _cell(self, leaf: Leaf, style: Style, column: _Column, lines: Sequence[Line], y: float) -> list[Mark]:
        leading = self.setter.leading(style)
        return [
            self.setter.words(leaf, style, line, column.start, column.width, y=y + index * leading)
            for index, line in enumerate(lines)
        ]

    def _slices(self, cells: Sequence[tuple[Leaf, Style, _Column, tuple[Line, ...]]], count: int, leading: float) -> list[Row]:
        """A tall row, cut between its lines."""
        pad = self.setter.theme.cell
        out = []
        for index in range(count):
            first, last = index == 0, index == count - 1
            row = Row(height=leading + pad * (first + last), cost=NEVER if index in (1, count - 1) else LINE)
            row.pad = (pad * first, pad * last)
            if last:
                row.marks += self._ground(row.height, head=False)
            for leaf, style, column, lines in cells:
                row.marks += self._cell(leaf, style, column, lines[index : index + 1], pad if first else 0.0)
            out.append(row)
        return out

    def _ground(self, height: float, *, head: bool) -> list[Mark]:
        left = self.setter.left(self.start, self.width)
        rule = line(left, height, left + self.width, height)
        if head:
            return [
                Shape(commands=rectangle(left, 0, self.width, height), fill=MIST),
                Shape(commands=rule, stroke=DEEP, width=1),
            ]
        return [Shape(commands=rule, stroke=RULE, width=0.5)]


@dataclass(frozen=True, slots=True)
class _Stacked:
    """A table too wide for its page: the cells of a row below one another, each after its column's head."""

    setter: Typesetter
    start: float
    width: float

    def rows(self, table: Table, heads: Sequence[Leaf], rows: Sequence[Sequence[Leaf]]) -> list[Row]:
        """The heads that the first row has are those of the tree; the others repeat them, as artifacts."""
        table_style, name_style = _style(self.setter, head=False), self.setter.theme.chunk.variant(bold=False)
        out: list[Row] = []
        for number, (texts, row) in enumerate(zip(table.rows, rows, strict=True)):
            said = heads if number == 0 else [self.setter.artifact(text, _REPEATED) for text in table.columns]
            name = self._lines(_run_in(said[0], _strong(row[0])), name_style)
            name[0].before = 0.0
            parts = [self._lines(_run_in(_strong(head), leaf), table_style) for head, leaf in zip(said[1:], row[1:], strict=True)]
            again = _run_in(self.setter.artifact(table.columns[0], _REPEATED), _strong(self.setter.artifact(texts[0], _REPEATED)))
            out += self._group([name, *parts], self._lines(again, name_style))
        return out

    def _lines(self, leaf: Leaf, style: Style) -> list[Row]:
        pad = self.setter.theme.cell
        return self.setter.rows(leaf, style, start=self.start + pad, width=self.width - 2 * pad)

    def _group(self, parts: Sequence[list[Row]], repeat: Sequence[Row]) -> list[Row]:
        """One row of the table; a tall one may be parted between its cells, and its name stands again on the next page."""
        rows = [row for part in parts for row in part]
        pad = self.setter.theme.cell
        for part in parts[:-1]:
            part[-1].height += pad / 2
        for row, after in pairwise(rows):
            after.cost = max(after.cost, NEVER if row is rows[0] else LINE)
            after.repeat = tuple(repeat)
        for part in parts[2:]:
            part[0].cost = ITEM + SPLIT
        dearer(rows, _TALL * self.setter.theme.page[1], PARTED)
        rows[-1].height += pad
        rows[-1].pad = (0.0, pad)
        left = self.setter.left(self.start, self.width)
        rows[-1].marks.append(
            Shape(commands=line(left, rows[-1].height, left + self.width, rows[-1].height), stroke=RULE, width=0.5)
        )
        rows[0].before = pad
        rows[0].cost = ITEM
        return rows


def _strong(leaf: Leaf) -> Leaf:
    return leaf._replace(spans=tuple(map(bold, leaf.spans)))


def _run_in(head: Leaf, cell: Leaf) -> Leaf:
    """A cell after the head of its column on the same line, each in its own place."""
    shift = len(head.spans) + 1
    return cell._replace(
        spans=(*head.spans, Span(text="  ", lang=cell.lang), *cell.spans),
        places=(*head.places, _REPEATED, *cell.places),
        underlined=head.underlined | frozenset(index + shift for index in cell.underlined),
    )
