"""The pictures of a card to point to: boxes beside each other, each with a picture and its words, in one language or in two.

The second language is smaller than the first: the person in withdrawal finds their own words at a glance, and the pictures have
the room. Left out on purpose: how large the pictures are (`card_pages`), and all that stands around the boxes (`card`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, zip_longest
from math import fsum
from typing import NamedTuple

from kit.document import ListItem, Text
from kit.formats.print.blocks import Composer
from kit.formats.print.panels import reach
from kit.formats.print.setting import Leaf
from kit.formats.print.shapes import rectangle
from kit.formats.print.sheet import ITEM, Drawing, Mark, Row, Shape, Words
from kit.formats.print.theme import DEEP, MM, RULE, Style, Theme
from kit.pdf.structure import Element
from kit.text.metrics import ascent, line_height

CLOSE = 1.25
"""Leading of the few words under a picture in the standard edition: less than that of running text."""
_COLUMNS = (4, 3, 2, 1)
"""Boxes beside each other: as many as leave each word whole."""
_GAP, _PAD, _UNDER = 1.6 * MM, 1.2 * MM, 1 * MM  # between boxes, inside them, and between a picture and its words
_STEP, _WIDER = 0.5 * MM, 8 * MM  # by which steps, and how much, a box with a long word may be wider than an equal part
_SECOND = 0.75  # the second language beside the first, where that is larger than small text


class _Column(NamedTuple):
    """Where a box begins, in points from the column's start, and how wide it is."""

    start: float
    width: float


class _Line(NamedTuple):
    """A line of words, and how far it must reach above and below its baseline, in points."""

    words: Words
    above: float
    below: float


def second(theme: Theme, style: Style) -> Style:
    """The look of the second language after a text in this one: regular, and smaller, but in large print of one size."""
    plain = style.variant(bold=False)
    return plain if theme.large else replace(plain, size=max(theme.small.size, min(style.size * _SECOND, theme.body.size)))


def grid(composer: Composer, items: Sequence[ListItem], parent: Element, side: float) -> list[Row]:
    """A list of pictures of this side, in points, in boxes of equal height in each row."""
    element = parent.add_list()
    columns = _columns(composer, items)
    rows: list[Row] = []
    for at in range(0, len(items), len(columns)):
        beside = list(zip(columns, items[at : at + len(columns)], strict=False))
        drawn = [mark for column, item in beside for mark in _picture(composer, item, column, side)]
        said = [_lines(composer, item, element, column) for column, item in beside]
        words, height = _in_step(said, _PAD + (side + _UNDER if drawn else 0.0))
        boxes = [_box(composer, column, height + _PAD) for column, _ in beside]
        rows.append(Row(height=height + _PAD, marks=[*boxes, *drawn, *words], before=_GAP, cost=ITEM))
    return rows


def _columns(composer: Composer, items: Sequence[ListItem]) -> list[_Column]:
    """The boxes beside each other: as many as leave every word whole, of one width, or one with a long word somewhat wider."""
    widths = next((found for count in _COLUMNS if (found := _widths(composer, items, count))), [composer.theme.width])
    starts = accumulate((width + _GAP for width in widths[:-1]), initial=0.0)
    return [_Column(start, width) for start, width in zip(starts, widths, strict=True)]


def _widths(composer: Composer, items: Sequence[ListItem], count: int) -> list[float]:
    """The widths of this many boxes beside each other; none if a word would be parted."""
    equal = (composer.theme.width - (count - 1) * _GAP) / count
    parts = [items[at::count] for at in range(count)]
    widths = [_needed(composer, part, equal) for part in parts]
    rest = len([width for width in widths if width == equal])
    if 0 < rest < count:
        narrow = equal - fsum(width - equal for width in widths) / rest
        widths = [narrow if width == equal else width for width in widths]
    whole = rest and all(_whole(composer, part, width) for part, width in zip(parts, widths, strict=True))
    return widths if whole else []


def _needed(composer: Composer, items: Sequence[ListItem], equal: float) -> float:
    """The width of a box that holds each of these words whole: an equal part, or as much wider as it must be and may."""
    tries = (equal + step * _STEP for step in range(int(_WIDER / _STEP) + 1))
    return next((width for width in tries if _whole(composer, items, width)), equal)


def _whole(composer: Composer, items: Sequence[ListItem], width: float) -> bool:
    said = (pair for item in items for pair in _words(composer, item.text))
    return all(composer.whole(composer.measured(text), style, width - 2 * _PAD) for text, style in said)


def _box(composer: Composer, column: _Column, height: float) -> Shape:
    left = composer.left(column.start, column.width)
    return Shape(commands=rectangle(left, 0, column.width, height), stroke=RULE, width=0.75)


def _picture(composer: Composer, item: ListItem, column: _Column, side: float) -> list[Mark]:
    """The picture in the middle of its box, no wider than that."""
    art = composer.picture(item.art)
    if not art:
        return []
    side = min(side, column.width - 2 * _PAD)
    left = composer.left(column.start + (column.width - side) / 2, side)
    return [Drawing(art=art, x=left, y=_PAD, width=side, height=side, color=DEEP, mirrored=composer.rtl and art.mirror)]


def _lines(composer: Composer, item: ListItem, parent: Element, column: _Column) -> list[_Line]:
    """The words under a picture, line by line; their height is not yet set."""
    room = column.width - 2 * _PAD
    lines = []
    for leaf, style in _leaves(composer, item, parent.add("LI").add("LBody")):
        above = ascent(leaf.script, style.size, style.leading)
        below = line_height(leaf.script, style.size, style.leading) - above
        for part in composer.lines(leaf, style, room, balance=True):
            words = composer.words(leaf, style, part, column.start + _PAD, room, align="center")
            lines.append(_Line(words, above, below) if composer.theme.large else _Line(words, *reach([words], CLOSE)))
    return lines


def _in_step(cells: Sequence[Sequence[_Line]], y: float) -> tuple[list[Words], float]:
    """The words of boxes beside each other on common baselines from y down, cell by cell; and where they end."""
    bases: list[float] = []
    for beside in zip_longest(*cells):
        lines = [line for line in beside if line]
        bases.append(y + max(line.above for line in lines))
        y = bases[-1] + max(line.below for line in lines)
    for cell in cells:
        for line, base in zip(cell, bases, strict=False):
            line.words.y = base
    return [line.words for cell in cells for line in cell], y


def _leaves(composer: Composer, item: ListItem, body: Element) -> Iterator[tuple[Leaf, Style]]:
    """The words of a box, made leaves: a paragraph for each language where there are two."""
    for text, style in _words(composer, item.text):
        yield composer.leaf(body.add("P") if item.text.beside else body, text), style


def _words(composer: Composer, text: Text) -> Iterator[tuple[Text, Style]]:
    """What stands in a box, and how: with a second language the first is bold."""
    theme = composer.theme
    style = theme.body if theme.large else replace(theme.body, leading=CLOSE)
    yield text, style.variant(bold=True) if text.beside and theme.emphasis == "bold" else style
    if text.beside:
        yield text.beside, second(theme, style)
