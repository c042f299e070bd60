"""Items with pictograms, steps, and lines of help, placed in rows and columns on slides.

Left out on purpose: running text (`place`), tables and charts (`exhibits`).
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.art import qr
from kit.document import address, fill
from kit.formats.deck import theme
from kit.formats.deck.fit import split
from kit.formats.deck.pieces import Card, Cards, Pictures
from kit.formats.deck.room import Pane, Room, bar, headed
from kit.formats.deck.shapes import Frame, Para, Shape, SlideDrawing, SlideWords, inch
from kit.formats.deck.stage import COLUMN_GAP, GAP, grid
from kit.formats.deck.strokes import strokes

_SIDES = (inch(3.6), inch(2.2), inch(1.6), inch(1.25), inch(0.95), inch(0.78))
"""Pictograms are at most as large as the first of these and at least as the last."""
_STEPS = 4
_CELLS = 8
"""Cells that the layout has."""
_QR = inch(3.4)
_WRITE_IN, _LINE = inch(0.6), inch(0.02)
_FORK = inch(0.9)

_Item = tuple[Para, str]
"""Words and the id of their pictogram."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How pictograms and words stand: in how many columns, words at which size in points, pictograms how wide in EMU."""

    columns: int
    size: int
    side: int

    def width(self, rest: Frame) -> int:
        """What is left for words beside a pictogram."""
        return (rest.width - (self.columns - 1) * COLUMN_GAP) // self.columns - self.side - GAP


def pictures(room: Room, piece: Pictures) -> Iterator[Pane]:
    """As many a slide as stand in the largest type, at most eight, of steps four, in the fewest slides."""
    forked = branches(room, piece) if piece.branch else None
    if forked:
        yield forked
        return
    lead = None if piece.lead is None else dataclasses.replace(piece.lead, size=theme.LABEL_SIZE, bold=True, color="tx2")
    above, rest = headed(room, lead)
    most = _STEPS if piece.steps else _CELLS
    setting, sheets = _sheets(room, piece, rest, most)
    for items in sheets:
        shapes: list[Shape] = [*above]
        for index, ((para, art), place) in enumerate(_placed(room, items, setting, rest), start=1):
            side = setting.side
            icon = Frame(place.x - side - GAP, place.y + (place.height - side) // 2, side, side)
            shapes.append(SlideDrawing(frame=icon, art=room.document.art(art), color="accent1"))
            shapes.append(SlideWords(slot=f"cell{index}", paras=(para,), frame=place))
        yield Pane(layout="pictures", shapes=tuple(shapes))
        above, rest = (), room.body


def _sheets(room: Room, piece: Pictures, rest: Frame, most: int) -> tuple[_Setting, list[tuple[_Item, ...]]]:
    """The setting with the largest type of those that take the fewest slides, and the items of each slide."""
    found: list[tuple[_Setting, list[tuple[_Item, ...]]]] = []
    alone = (48,) if piece.steps and len(piece.items) == 1 else ()  # what saves a life is the largest thing of the deck
    for size in room.sizes((*alone, 40, 36, 32, 28, 24)):
        items = [(dataclasses.replace(para, size=size), art) for para, art in piece.items]
        for columns in (1,) if piece.steps else (1, 2):
            for side in _SIDES:
                setting = _Setting(columns, size, side)
                cuts = _cuts(room, items, setting, rest, most)
                if cuts:
                    found.append((setting, cuts))
    if not found:
        raise room.too_long(piece.items[0][0])
    return min(found, key=lambda one: (len(one[1]), -min(one[0].size, 32), one[0].columns * (len(piece.items) > 4), -one[0].side))


def _cuts(room: Room, items: Sequence[_Item], setting: _Setting, rest: Frame, most: int) -> list[tuple[_Item, ...]] | None:
    """Items as slides' worth, as few and as even as can be; None where an item alone is too tall or too wide."""
    width = setting.width(rest)
    if width < inch(2) or not room.ruler.stand([para for para, _ in items], width):
        return None
    least = math.ceil(len(items) / most)
    for count in range(least, len(items) + 1):
        cuts = [tuple(items[cut]) for cut in split([1] * len(items), math.ceil(len(items) / count))]
        if all(_fit(room, cut, setting, room.body if at else rest) for at, cut in enumerate(cuts)):
            return cuts
        if count > least + 2:
            return None
    return None


def _heights(room: Room, items: Sequence[_Item], setting: _Setting, rest: Frame) -> list[int]:
    """What each row needs: its own tallest words, or its pictogram."""
    width = setting.width(rest)
    tall = [max(setting.side, room.ruler.heights([para], width)) for para, _ in items]
    return [max(tall[at : at + setting.columns]) for at in range(0, len(tall), setting.columns)]


def _fit(room: Room, items: Sequence[_Item], setting: _Setting, rest: Frame) -> bool:
    heights = _heights(room, items, setting, rest)
    return sum(heights) + (len(heights) - 1) * GAP // 2 <= rest.height


def _placed(room: Room, items: Sequence[_Item], setting: _Setting, rest: Frame) -> Iterator[tuple[_Item, Frame]]:
    """Each item and the place of its words, row by row; rows share what height is left over."""
    heights = _heights(room, items, setting, rest)
    gaps = (len(heights) - 1) * GAP // 2
    spare = (rest.height - gaps - sum(heights)) // len(heights)
    columns = grid(rest, setting.columns, 1, setting.side + GAP)
    y = rest.y
    for row, height in enumerate(heights):
        for column, item in zip(columns, items[row * setting.columns :], strict=False):
            yield item, column.with_rows(y, height + spare)
        y += height + spare + GAP // 2


def branches(room: Room, piece: Pictures) -> Pane | None:
    """Ways that part from the lead's pictogram: a line with an arrow to each item; None where they don't fit one slide."""
    if piece.lead is None:
        return None
    body = room.body
    side = inch(0.95)
    fork = side // 2 + _FORK
    beside = body.width - side - GAP
    words = Frame(body.x + fork + side + GAP, body.y, body.width - fork - side - GAP, body.height)
    for size in room.sizes((36, 32, 28, 24)):
        lead = dataclasses.replace(piece.lead, size=size)
        paras = [dataclasses.replace(para, size=size) for para, _ in piece.items]
        if not (room.ruler.stand([lead], beside) and room.ruler.stand(paras, words.width)):
            continue
        heights = [max(side, room.ruler.heights([para], words.width)) for para in paras]
        top = max(side, room.ruler.heights([lead], beside))
        spare = body.height - top - sum(heights) - GAP * len(heights)
        if spare >= 0:
            break
    else:
        return None
    gap = GAP + min(spare // (len(heights) + 1), inch(0.3))
    shapes: list[Shape] = [
        SlideDrawing(frame=Frame(body.x, body.y, side, side), art=room.document.art(piece.branch), color="accent1"),
        SlideWords(slot="body", paras=(lead,), frame=Frame(body.x + side + GAP, body.y, beside, top), anchor="ctr"),
    ]
    y, last, ways = body.y + top + gap, 0, []
    icons: list[Shape] = []
    for index, ((_, art), para, height) in enumerate(zip(piece.items, paras, heights, strict=True), start=1):
        middle = y + height // 2
        down = middle - body.y - side
        ways.append(((0, last), (0, down), (_FORK - GAP // 2, down)))
        last = down
        icon = Frame(body.x + fork, middle - side // 2, side, side)
        icons.append(SlideDrawing(frame=icon, art=room.document.art(art), color="accent1"))
        icons.append(SlideWords(slot=f"cell{index}", paras=(para,), frame=words.with_rows(y, height)))
        y += height + gap
    frame = Frame(body.x + side // 2, body.y + side, _FORK, y - body.y - side)
    shapes.append(SlideDrawing(frame=frame, art=strokes(frame, ways, arrows=True), color="accent1"))
    return Pane(layout="pictures", shapes=(*shapes, *icons))


# --- lines of help --------------------------------------------------------------------------------------------------

_CARD_SIZES = ((28, 48, 24), (28, 40, 24), (28, 40, 18), (24, 36, 18), (24, 32, 18), (24, 28, 18))
"""Sizes tried for a line of help: its label, its number, all else."""
_SMALLEST = (18, 28, 18)
"""Sizes at which all lines of help may still stand on one slide, where they would take two else."""


def cards(room: Room, piece: Cards) -> Iterator[Pane]:
    """As many a slide as fit, in up to three columns, in the largest type for them; a code stands at the end side."""
    scale = _Scale(room)
    found = [list(_cards(room, scale, piece, size)) for size in (theme.LABEL_SIZE, theme.BODY_SIZE)]
    stacked = _stacked(room, scale, piece) if all(len(panes) > 1 for panes in found) else None
    yield from [stacked] if stacked else min(found, key=len)


class _Scale:
    """Cards in sizes of type, and their heights in widths, each found once: many ways to set the same few cards are tried."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._sized: dict[tuple[int, tuple[int, int, int]], tuple[Card, Card]] = {}
        """By a card's identity; it is held, so that no other can have it."""
        self._heights: dict[tuple[int, int], int | None] = {}

    def sized(self, card: Card, sizes: tuple[int, int, int]) -> Card:
        """The card in sizes of its label, its number and all else."""
        key = (id(card), sizes)
        if key not in self._sized:
            self._sized[key] = card, _sized(card, sizes)
        return self._sized[key][1]

    def height(self, card: Card, width: int) -> int | None:
        """How tall a card that `sized` gave is in a width; None where a word is wider."""
        key = (id(card), width)
        if key not in self._heights:
            stands = self._room.ruler.stand(card.paras, width)
            self._heights[key] = _card_height(self._room, card, width) if stands else None
        return self._heights[key]


def _cards(room: Room, scale: _Scale, piece: Cards, size: int) -> Iterator[Pane]:
    """The same under a lead-in of a size."""
    lead = None if piece.lead is None else dataclasses.replace(piece.lead, size=size, bold=True)
    above, rest = headed(room, lead)
    todo = list(piece.cards)
    if not todo and above:
        yield Pane(layout="pictures", shapes=above)
    while todo:
        most = len(_cards_that_fit(room, scale, todo, rest)[0])
        count = math.ceil(len(todo) / math.ceil(len(todo) / most))  # as even as can be: no number stands alone on a last slide
        batch, columns = _cards_that_fit(room, scale, todo[:count], rest)
        todo = todo[len(batch) :]
        yield Pane(layout="pictures", shapes=(*above, *_set_cards(room, batch, columns, rest)))
        above, rest = (), room.body


def _cards_that_fit(room: Room, scale: _Scale, cards: Sequence[Card], rest: Frame) -> tuple[list[Card], list[Frame]]:
    """The next cards that stand on one slide, in their type, and their columns: as many as can be, as large as can be."""
    for count in range(min(6, len(cards)), 0, -1):
        for sizes in _CARD_SIZES:
            sized = [scale.sized(card, sizes) for card in cards[:count]]
            for columns in range(min(2, count), 4):
                places = _columns(sized, rest, columns)
                if _fits(scale, sized, places, rest):
                    return sized, places
    raise room.too_long(cards[0].paras[0])


def _stacked(room: Room, scale: _Scale, piece: Cards) -> Pane | None:
    """All on one slide, each column filled from above before the next, in the largest type for them; None where none fits.

    Unlike rows, columns leave no room empty beside a tall card.
    """
    if len(piece.cards) > _CELLS:
        return None
    for lead, sizes in itertools.product((theme.LABEL_SIZE, theme.BODY_SIZE), (*_CARD_SIZES, _SMALLEST)):
        said = None if piece.lead is None else dataclasses.replace(piece.lead, size=lead, bold=True, before=0)
        above, rest = headed(room, said)
        cards = [scale.sized(card, sizes) for card in piece.cards]
        for count in (2, 3):
            columns = _columns(cards, rest, count)
            width = columns[0].width
            found = [scale.height(card, width) for card in cards]
            heights = [height + GAP // 2 for height in found if height is not None]
            if len(heights) < len(cards):
                continue
            cuts = split(heights, rest.height + GAP // 2)
            if len(cuts) <= count and all(sum(heights[cut]) <= rest.height + GAP // 2 for cut in cuts):
                shapes = _set_stacks(room, [cards[cut] for cut in cuts], columns, rest)
                return Pane(layout="pictures", shapes=(*above, *shapes))
    return None


def _set_stacks(room: Room, stacks: Sequence[Sequence[Card]], columns: Sequence[Frame], rest: Frame) -> Iterator[Shape]:
    """Cards one under the other in their columns, numbers as large as their column has room for."""
    numbers = itertools.count(1)
    for stack, column in zip(stacks, columns, strict=False):
        y = rest.y
        heights = [_card_height(room, card, column.width) for card in stack]
        spare = (rest.height - sum(heights) - GAP // 2 * (len(stack) - 1)) // len(stack)
        for one, height in zip(stack, heights, strict=True):
            card = _louder(room, one, column.width, height + spare)
            place = column.with_rows(y, room.ruler.heights(card.paras, column.width))
            yield SlideWords(slot=f"cell{next(numbers)}", paras=card.paras, frame=place, anchor="t")
            yield from _beside(room, card, place, rest)
            y += _card_height(room, card, column.width) + GAP // 2


def _sized(card: Card, sizes: tuple[int, int, int]) -> Card:
    label, number, small = sizes
    kinds = {theme.BODY_SIZE: label, theme.ITEM_SIZE: number, theme.SMALL_SIZE: small}
    return dataclasses.replace(card, paras=tuple(dataclasses.replace(para, size=kinds[para.size]) for para in card.paras))


def _fits(scale: _Scale, cards: Sequence[Card], columns: list[Frame], rest: Frame) -> bool:
    found = [scale.height(card, columns[0].width) for card in cards]
    heights = [height for height in found if height is not None]
    if len(heights) < len(cards):
        return False
    count = len(columns)
    total = sum(max(heights[at : at + count]) + GAP // 2 for at in range(0, len(cards), count)) - GAP // 2
    return total <= rest.height


def _card_height(room: Room, card: Card, width: int) -> int:
    return room.ruler.heights(card.paras, width) + (_WRITE_IN if card.blank else 0)


def _columns(cards: Sequence[Card], rest: Frame, count: int) -> list[Frame]:
    side = _QR + GAP if any(card.qr for card in cards) else 0
    return grid(Frame(rest.x, rest.y, rest.width - side, rest.height), count, 1, 0)


def _set_cards(room: Room, cards: Sequence[Card], columns: list[Frame], rest: Frame) -> Iterator[Shape]:
    """The cards row by row; rows share what height is left over."""
    count = len(columns)
    rows = [cards[at : at + count] for at in range(0, len(cards), count)]
    heights = [max(_card_height(room, card, columns[0].width) for card in row) for row in rows]
    spare = max(0, rest.height - sum(heights) - GAP // 2 * (len(rows) - 1)) // (len(rows) + 1)
    y = rest.y + spare // 2
    number = 0
    for row, height in zip(rows, heights, strict=True):
        for index, one in enumerate(row):
            card = _louder(room, one, columns[index].width, height)
            number += 1
            place = columns[index].with_rows(y, room.ruler.heights(card.paras, columns[index].width))
            yield SlideWords(slot=f"cell{number}", paras=card.paras, frame=place, anchor="t")
            yield from _beside(room, card, place, rest)
        y += height + GAP // 2 + spare


def _louder(room: Room, card: Card, width: int, height: int) -> Card:
    """The card with its number as large as the row has room for."""
    at = next((at for at, para in enumerate(card.paras) if at and para.bold), None)
    for size in theme.SCALE if at is not None else ():
        paras = tuple(
            dataclasses.replace(para, size=max(size, para.size)) if n == at else para for n, para in enumerate(card.paras)
        )
        grown = dataclasses.replace(card, paras=paras)
        if room.ruler.stand(paras, width) and _card_height(room, grown, width) <= height:
            return grown
    return card


def _beside(room: Room, card: Card, place: Frame, rest: Frame) -> Iterator[Shape]:
    """The line to write a number on, or the code of the address."""
    if card.blank:
        line = place.with_rows(place.bottom + _WRITE_IN - _LINE, _LINE)
        yield SlideDrawing(frame=line, art=bar("solid", line.height, line.width), color="accent5")
    if card.qr:
        square = Frame(rest.x + rest.width - _QR, rest.y + (rest.height - _QR) // 2, _QR, _QR)
        alt = fill(room.document.label("qr.alt"), address=address(card.qr))
        yield SlideDrawing(frame=square, art=qr(card.qr), color="tx1", alt=alt)
