"""Lines of help as cards in columns on slides, each in the largest type that there is room for.

Many ways to set the same few cards are tried, and between the decks of many clinics one of them differs; so what was measured of
a card is kept. Left out on purpose: items with pictograms (`grids`), and which lines there are (`pieces`).
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterator, Sequence

from kit.art import qr
from kit.caches import KeptValues
from kit.document import address, fill
from kit.formats.deck import theme
from kit.formats.deck.fit import Ruler, split
from kit.formats.deck.pieces import Card, Cards
from kit.formats.deck.room import Pane, Room, bar, headed
from kit.formats.deck.shapes import Frame, Shape, SlideDrawing, SlideWords, inch
from kit.formats.deck.stage import CELLS, GAP, grid

_QR = inch(3.4)
_WRITE_IN, _LINE = inch(0.6), inch(0.02)

_CARD_SIZES = ((28, 48, 24), (28, 40, 24), (28, 40, 18), (24, 36, 18), (24, 32, 18), (24, 28, 18))
"""Sizes tried for a line of help: its label, its number, all else."""
_SMALLEST = (18, 28, 18)
"""Sizes at which all lines of help may still stand on one slide, where they would take two else."""


def cards(room: Room, piece: Cards) -> Iterator[Pane]:
    """As many a slide as fit, in up to three columns, in the largest type for them; a code stands at the end side."""
    scale = _Scale(room, piece.cards)
    found = [list(_cards(room, scale, piece, size)) for size in (theme.LABEL_SIZE, theme.BODY_SIZE)]
    stacked = _stacked(room, scale, piece) if all(len(panes) > 1 for panes in found) else None
    yield from [stacked] if stacked else min(found, key=len)


class _SizedCard:
    """A card in some sizes, its height in each width that was tried (None where a word is wider), and itself with a larger number."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.heights: dict[int, int | None] = {}
        self.louder: dict[int, _SizedCard] = {}

    def height(self, room: Room, width: int) -> int | None:
        """How tall it is; None where a word is wider than that."""
        if width not in self.heights:
            stands = room.ruler.stand(self.card.paras, width)
            self.heights[width] = _card_height(room, self.card, width) if stands else None
        return self.heights[width]

    def loud(self, room: Room, width: int, height: int) -> Card:
        """The card with its number as large as there is room for."""
        at = next((at for at, para in enumerate(self.card.paras) if at and para.bold), None)
        for size in theme.SCALE if at is not None else ():
            if size not in self.louder:
                paras = tuple(
                    dataclasses.replace(para, size=max(size, para.size)) if n == at else para
                    for n, para in enumerate(self.card.paras)
                )
                self.louder[size] = _SizedCard(dataclasses.replace(self.card, paras=paras))
            grown = self.louder[size].height(room, width)
            if grown is not None and grown <= height:
                return self.louder[size].card
        return self.card


_KNOWN: KeptValues[tuple[Ruler, Card], dict[tuple[int, int, int], _SizedCard]] = KeptValues(256, turning=True)
"""Cards in sizes: many ways to set the same few are tried, and between the decks of many clinics one of them differs."""


class _Scale:
    """Some cards, in sizes of type."""

    def __init__(self, room: Room, cards: Sequence[Card]) -> None:
        self._sized: dict[int, dict[tuple[int, int, int], _SizedCard]] = {}
        """By a card's identity, which stays because the caller holds it."""
        for card in cards:
            key = (room.ruler, card)
            self._sized[id(card)] = _KNOWN.get(key) or _KNOWN.keep(key, {})

    def sized(self, card: Card, sizes: tuple[int, int, int]) -> _SizedCard:
        """The card in sizes of its label, its number and all else."""
        known = self._sized[id(card)]
        if sizes not in known:
            known[sizes] = _SizedCard(_sized(card, sizes))
        return known[sizes]


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


def _cards_that_fit(room: Room, scale: _Scale, cards: Sequence[Card], rest: Frame) -> tuple[list[_SizedCard], list[Frame]]:
    """The next cards that stand on one slide, in their type, and their columns: as many as can be, as large as can be."""
    for count in range(min(6, len(cards)), 0, -1):
        for sizes in _CARD_SIZES:
            sized = [scale.sized(card, sizes) for card in cards[:count]]
            for columns in range(min(2, count), 4):
                places = _columns(cards[:count], rest, columns)
                if _fits(room, sized, places, rest):
                    return sized, places
    raise room.too_long(cards[0].paras[0])


def _stacked(room: Room, scale: _Scale, piece: Cards) -> Pane | None:
    """All on one slide, each column filled from above before the next, in the largest type for them; None where none fits.

    Unlike rows, columns leave no room empty beside a tall card.
    """
    if len(piece.cards) > CELLS:
        return None
    for lead, sizes in itertools.product((theme.LABEL_SIZE, theme.BODY_SIZE), (*_CARD_SIZES, _SMALLEST)):
        said = None if piece.lead is None else dataclasses.replace(piece.lead, size=lead, bold=True, before=0)
        above, rest = headed(room, said)
        cards = [scale.sized(card, sizes) for card in piece.cards]
        for count in (2, 3):
            columns = _columns(piece.cards, rest, count)
            width = columns[0].width
            found = [card.height(room, width) for card in cards]
            heights = [height + GAP // 2 for height in found if height is not None]
            if len(heights) < len(cards):
                continue
            cuts = split(heights, rest.height + GAP // 2)
            if len(cuts) <= count and all(sum(heights[cut]) <= rest.height + GAP // 2 for cut in cuts):
                shapes = _set_stacks(room, [cards[cut] for cut in cuts], columns, rest)
                return Pane(layout="pictures", shapes=(*above, *shapes))
    return None


def _set_stacks(room: Room, stacks: Sequence[Sequence[_SizedCard]], columns: Sequence[Frame], rest: Frame) -> Iterator[Shape]:
    """Cards one under the other in their columns, numbers as large as their column has room for."""
    numbers = itertools.count(1)
    for stack, column in zip(stacks, columns, strict=False):
        y = rest.y
        heights = [_card_height(room, one.card, column.width) for one in stack]
        spare = (rest.height - sum(heights) - GAP // 2 * (len(stack) - 1)) // len(stack)
        for one, height in zip(stack, heights, strict=True):
            card = one.loud(room, column.width, height + spare)
            place = column.with_rows(y, room.ruler.heights(card.paras, column.width))
            yield SlideWords(slot=f"cell{next(numbers)}", paras=card.paras, frame=place, anchor="t")
            yield from _beside(room, card, place, rest)
            y += _card_height(room, card, column.width) + GAP // 2


def _sized(card: Card, sizes: tuple[int, int, int]) -> Card:
    label, number, small = sizes
    kinds = {theme.BODY_SIZE: label, theme.ITEM_SIZE: number, theme.SMALL_SIZE: small}
    return dataclasses.replace(card, paras=tuple(dataclasses.replace(para, size=kinds[para.size]) for para in card.paras))


def _fits(room: Room, cards: Sequence[_SizedCard], columns: list[Frame], rest: Frame) -> bool:
    found = [card.height(room, columns[0].width) for card in cards]
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


def _set_cards(room: Room, cards: Sequence[_SizedCard], columns: list[Frame], rest: Frame) -> Iterator[Shape]:
    """The cards row by row; rows share what height is left over."""
    count = len(columns)
    rows = [cards[at : at + count] for at in range(0, len(cards), count)]
    heights = [max(_card_height(room, one.card, columns[0].width) for one in row) for row in rows]
    spare = max(0, rest.height - sum(heights) - GAP // 2 * (len(rows) - 1)) // (len(rows) + 1)
    y = rest.y + spare // 2
    number = 0
    for row, height in zip(rows, heights, strict=True):
        for index, one in enumerate(row):
            card = one.loud(room, columns[index].width, height)
            number += 1
            place = columns[index].with_rows(y, room.ruler.heights(card.paras, columns[index].width))
            yield SlideWords(slot=f"cell{number}", paras=card.paras, frame=place, anchor="t")
            yield from _beside(room, card, place, rest)
        y += height + GAP // 2 + spare


def _beside(room: Room, card: Card, place: Frame, rest: Frame) -> Iterator[Shape]:
    """The line to write a number on, or the code of the address."""
    if card.blank:
        line = place.with_rows(place.bottom + _WRITE_IN - _LINE, _LINE)
        yield SlideDrawing(frame=line, art=bar("solid", line.height, line.width), color="accent5")
    if card.qr:
        square = Frame(rest.x + rest.width - _QR, rest.y + (rest.height - _QR) // 2, _QR, _QR)
        alt = fill(room.document.label("qr.alt"), address=address(card.qr))
        yield SlideDrawing(frame=square, art=qr(card.qr), color="tx1", alt=alt)
