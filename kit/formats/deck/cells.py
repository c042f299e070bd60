"""Items with pictograms, and lines of help, placed in columns on slides.

Left out on purpose: running text (`texts`), tables and charts (`exhibits`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit.art import qr
from kit.document import address, fill
from kit.formats.deck.fit import split
from kit.formats.deck.geometry import COLUMN_GAP, FULL, GAP, ICON_LARGE, ICON_SIDE, QR_SIDE, grid
from kit.formats.deck.pieces import Card, Cards, Pictures
from kit.formats.deck.room import Pane, Room, bar
from kit.formats.deck.shapes import INDENT, Drawing, Frame, Para, Shape, Words, inch

_WRITE_IN, _LINE = inch(0.55), inch(0.02)


def _headed(room: Room, lead: Para | None) -> tuple[tuple[Shape, ...], Frame]:
    """A lead-in above cells, and the frame that is left for them."""
    body = room.body
    if lead is None:
        return (), body
    height = room.ruler.heights([lead], body.width) + inch(0.1)
    words = Words(slot="body", paras=(lead,), frame=body.with_rows(body.y, height))
    return (words,), body.with_rows(body.y + height, body.height - height)


def pictures(room: Room, piece: Pictures) -> Iterator[Pane]:
    """At most eight a slide, in two columns, or in one where a word needs it; few of them stand larger."""
    lead, rest = _headed(room, piece.lead)
    columns = 2 if _widest(room, piece) <= _cell(2, ICON_SIDE) else 1
    rows = _rows(room, piece, rest, columns)
    for cut in split([1] * len(piece.items), rows * columns):
        items = piece.items[cut]
        used = -(-len(items) // columns)
        large = used < 3 and _widest(room, piece) <= _cell(columns, ICON_LARGE)
        large = large and _tallest(room, piece, columns, ICON_LARGE) <= rest.height // 2 - GAP
        side = ICON_LARGE if large else ICON_SIDE
        places = grid(rest, columns, max(used, 2), side + GAP)
        shapes: list[Shape] = [*lead]
        for index, ((para, art), place) in enumerate(zip(items, places, strict=False), start=1):
            icon = Frame(place.x - side - GAP, place.y + (place.height - side) // 2, side, side)
            shapes.append(Drawing(frame=icon, art=room.document.art(art), color="accent1"))
            shapes.append(Words(slot=f"cell{index}", paras=(para,), frame=place))
        yield Pane(layout="pictures", shapes=tuple(shapes))
        lead, rest = (), room.body


def _rows(room: Room, piece: Pictures, rest: Frame, columns: int) -> int:
    """How many rows of pictograms and words fit."""
    tallest = max(_tallest(room, piece, columns, ICON_SIDE), ICON_SIDE)
    if tallest > rest.height:
        raise room.too_long(piece.items[0][0])
    return max(1, min(4, (rest.height + GAP // 2) // (tallest + GAP // 2)))


def _widest(room: Room, piece: Pictures) -> int:
    return max(room.ruler.widest_token(para) + INDENT[para.mark] for para, _ in piece.items)


def _tallest(room: Room, piece: Pictures, columns: int, side: int) -> int:
    return max(room.ruler.heights([para], _cell(columns, side)) for para, _ in piece.items)


def cards(room: Room, piece: Cards) -> Iterator[Pane]:
    """At most six a slide, in up to three columns; a code stands at the end side."""
    lead, rest = _headed(room, piece.lead)
    todo = list(piece.cards)
    if not todo and lead:
        yield Pane(layout="contacts", shapes=lead)
    while todo:
        taken, columns = _cards_that_fit(room, todo, rest)
        batch, todo = todo[:taken], todo[taken:]
        yield Pane(layout="contacts", shapes=(*lead, *_set_cards(room, batch, columns, rest)))
        lead, rest = (), room.body


def _cards_that_fit(room: Room, cards: Sequence[Card], rest: Frame) -> tuple[int, list[Frame]]:
    """How many of the next cards fit one slide, and their columns: as many as can be, as wide as can be."""
    for count in range(min(6, len(cards)), 0, -1):
        for columns in range(min(2, count), 4):
            places = _columns(cards[:count], rest, columns)
            if _fits(room, cards[:count], places, rest):
                return count, places
    raise room.too_long(cards[0].paras[0])


def _fits(room: Room, cards: Sequence[Card], columns: list[Frame], rest: Frame) -> bool:
    width = columns[0].width
    if any(room.ruler.widest_token(para) > width for card in cards for para in card.paras):
        return False
    heights = [_card_height(room, card, width) for card in cards]
    count = len(columns)
    total = sum(max(heights[at : at + count]) + GAP for at in range(0, len(cards), count)) - GAP
    return total <= rest.height


def _card_height(room: Room, card: Card, width: int) -> int:
    return room.ruler.heights(card.paras, width) + (_WRITE_IN if card.blank else 0)


def _columns(cards: Sequence[Card], rest: Frame, count: int) -> list[Frame]:
    side = QR_SIDE + GAP if any(card.qr for card in cards) else 0
    return grid(Frame(rest.x, rest.y, rest.width - side, rest.height), count, 1, 0)


def _set_cards(room: Room, cards: Sequence[Card], columns: list[Frame], rest: Frame) -> Iterator[Shape]:
    y = rest.y
    count = len(columns)
    for at in range(0, len(cards), count):
        row = cards[at : at + count]
        for index, card in enumerate(row):
            place = columns[index].with_rows(y, room.ruler.heights(card.paras, columns[index].width))
            yield Words(slot=f"cell{at + index + 1}", paras=card.paras, frame=place)
            yield from _beside(room, card, place, rest)
        y += max(_card_height(room, card, columns[0].width) for card in row) + GAP


def _beside(room: Room, card: Card, place: Frame, rest: Frame) -> Iterator[Shape]:
    """The line to write a number on, or the code of the address."""
    if card.blank:
        line = place.with_rows(place.bottom + _WRITE_IN - _LINE, _LINE)
        yield Drawing(frame=line, art=bar("solid", line.height, line.width), color="accent5")
    if card.qr:
        top = min(place.y, rest.bottom - QR_SIDE)
        square = Frame(rest.x + rest.width - QR_SIDE, top, QR_SIDE, QR_SIDE)
        alt = fill(room.document.label("qr.alt"), address=address(card.qr))
        yield Drawing(frame=square, art=qr(card.qr), color="tx1", alt=alt)


def _cell(columns: int, side: int) -> int:
    """The width that is left for words beside a pictogram of this side."""
    return (FULL - (columns - 1) * COLUMN_GAP) // columns - side - GAP
