"""Items with pictograms, and lines of help, placed in columns on slides.

Left out on purpose: running text (`texts`), tables and charts (`exhibits`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.art import qr
from kit.document import address, fill
from kit.formats.deck import theme
from kit.formats.deck.fit import split
from kit.formats.deck.geometry import COLUMN_GAP, FULL, GAP, ICON_LARGE, ICON_SIDE, QR_SIDE, grid
from kit.formats.deck.pieces import Card, Cards, Pictures
from kit.formats.deck.room import Pane, Room, bar, headed
from kit.formats.deck.shapes import INDENT, Drawing, Frame, Para, Shape, Words, inch
from kit.formats.deck.strokes import strokes

_WRITE_IN, _LINE = inch(0.55), inch(0.02)
_FORK = inch(0.9)
_MOST = 8
"""Cells that the layout has."""

_Item = tuple[Para, str]
"""Words and the id of their pictogram."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How pictograms and words stand: in how many columns, words at which size in points, pictograms how wide in EMU."""

    columns: int
    size: int = theme.BODY_SIZE
    side: int = ICON_SIDE

    @property
    def width(self) -> int:
        """What is left for words beside a pictogram."""
        return (FULL - (self.columns - 1) * COLUMN_GAP) // self.columns - self.side - GAP


_SETTINGS = (_Setting(2), _Setting(1), _Setting(2, theme.LABEL_SIZE), _Setting(2, theme.CELL_SIZE))


def pictures(room: Room, piece: Pictures) -> Iterator[Pane]:
    """At most eight a slide, in the first of `_SETTINGS` that takes the fewest slides; few of them stand larger."""
    forked = branches(room, piece) if piece.branch else None
    if forked:
        yield forked
        return
    lead, rest = headed(room, piece.lead)
    setting, sheets = _sheets(room, piece, rest)
    roomier = dataclasses.replace(setting, side=ICON_LARGE)
    if all(_spacious(room, items, roomier, rest) for items in sheets):
        setting = roomier
    for items in sheets:
        shapes: list[Shape] = [*lead]
        for index, ((para, art), place) in enumerate(_placed(room, items, setting, rest), start=1):
            side = setting.side
            icon = Frame(place.x - side - GAP, place.y + (place.height - side) // 2, side, side)
            shapes.append(Drawing(frame=icon, art=room.document.art(art), color="accent1"))
            shapes.append(Words(slot=f"cell{index}", paras=(para,), frame=place))
        yield Pane(layout="pictures", shapes=tuple(shapes))
        lead, rest = (), room.body


def branches(room: Room, piece: Pictures) -> Pane | None:
    """Ways that part from the lead's pictogram: a line with an arrow to each item; None where they don't fit one slide."""
    if piece.lead is None:
        return None
    body = room.body
    side, fork = ICON_SIDE, ICON_SIDE // 2 + _FORK
    beside = body.width - side - GAP
    words = Frame(body.x + fork + side + GAP, body.y, body.width - fork - side - GAP, body.height)
    for size in (28, theme.BODY_SIZE, theme.LABEL_SIZE, theme.CELL_SIZE):
        lead = dataclasses.replace(piece.lead, size=size)
        paras = [dataclasses.replace(para, size=size) for para, _ in piece.items]
        heights = [max(side, room.ruler.heights([para], words.width)) for para in paras]
        top = max(side, room.ruler.heights([lead], beside))
        spare = body.height - top - sum(heights) - GAP * len(heights)
        narrow = room.ruler.widest_token(lead) > beside or any(room.ruler.widest_token(para) > words.width for para in paras)
        if spare >= 0 and not narrow:
            break
    else:
        return None
    gap = GAP + min(spare // (len(heights) + 1), inch(0.3))
    shapes: list[Shape] = [
        Drawing(frame=Frame(body.x, body.y, side, side), art=room.document.art(piece.branch), color="accent1"),
        Words(slot="body", paras=(lead,), frame=Frame(body.x + side + GAP, body.y + _down(room, lead, beside, top), beside, top)),
    ]
    y, last, ways = body.y + top + gap, 0, []
    icons: list[Shape] = []
    for index, ((_, art), para, height) in enumerate(zip(piece.items, paras, heights, strict=True), start=1):
        middle = y + height // 2
        down = middle - body.y - side
        ways.append(((0, last), (0, down), (_FORK - GAP // 2, down)))
        last = down
        icon = Frame(body.x + fork, middle - side // 2, side, side)
        icons.append(Drawing(frame=icon, art=room.document.art(art), color="accent1"))
        icons.append(Words(slot=f"cell{index}", paras=(para,), frame=words.with_rows(y, height)))
        y += height + gap
    frame = Frame(body.x + side // 2, body.y + side, _FORK, y - body.y - side)
    shapes.append(Drawing(frame=frame, art=strokes(frame, ways, arrows=True), color="accent1"))
    return Pane(layout="pictures", shapes=(*shapes, *icons))


def _down(room: Room, para: Para, width: int, height: int) -> int:
    """How far down words start that stand in the middle of a height."""
    return max(0, (height - room.ruler.heights([para], width)) // 2)


def _sheets(room: Room, piece: Pictures, rest: Frame) -> tuple[_Setting, list[tuple[_Item, ...]]]:
    """The setting that takes the fewest slides, and the items of each slide; the first of equals wins."""
    found: list[tuple[_Setting, list[tuple[_Item, ...]]]] = []
    for setting in _SETTINGS:
        items = [(dataclasses.replace(para, size=setting.size), art) for para, art in piece.items]
        cuts = _cuts(room, items, setting, rest) if _wide_enough(room, items, setting) else None
        if cuts:
            found.append((setting, cuts))
    if not found:
        raise room.too_long(piece.items[0][0])
    return min(found, key=lambda one: len(one[1]))


def _wide_enough(room: Room, items: Sequence[_Item], setting: _Setting) -> bool:
    return all(room.ruler.widest_token(para) + INDENT[para.mark] <= setting.width for para, _ in items)


def _spacious(room: Room, items: Sequence[_Item], setting: _Setting, rest: Frame) -> bool:
    """Whether the items leave room: at most two rows, and neither takes over its half."""
    if len(items) > 2 * setting.columns or not _wide_enough(room, items, setting):
        return False
    return max(_heights(room, items, setting)) <= rest.height // 2 - GAP


def _cuts(room: Room, items: Sequence[_Item], setting: _Setting, rest: Frame) -> list[tuple[_Item, ...]] | None:
    """Items as slides' worth, as few and as even as can be; None where an item alone is too tall."""
    for most in range(_MOST, 0, -1):
        cuts = [tuple(items[cut]) for cut in split([1] * len(items), most)]
        if all(_fit(room, cut, setting, room.body if at else rest) for at, cut in enumerate(cuts)):
            return cuts
    return None


def _heights(room: Room, items: Sequence[_Item], setting: _Setting) -> list[int]:
    """What each row needs: its own tallest words, or its pictogram."""
    tall = [max(setting.side, room.ruler.heights([para], setting.width)) for para, _ in items]
    return [max(tall[at : at + setting.columns]) for at in range(0, len(tall), setting.columns)]


def _fit(room: Room, items: Sequence[_Item], setting: _Setting, rest: Frame) -> bool:
    heights = _heights(room, items, setting)
    return sum(heights) + (len(heights) - 1) * GAP // 2 <= rest.height


def _placed(room: Room, items: Sequence[_Item], setting: _Setting, rest: Frame) -> Iterator[tuple[_Item, Frame]]:
    """Each item and the place of its words, row by row; rows share what height is left over, as if there were two at least."""
    heights = _heights(room, items, setting)
    gaps = (len(heights) - 1) * GAP // 2
    spare = (rest.height - gaps - sum(heights)) // max(2, len(heights))
    columns = grid(rest, setting.columns, 1, setting.side + GAP)
    y = rest.y
    for row, height in enumerate(heights):
        for column, item in zip(columns, items[row * setting.columns :], strict=False):
            yield item, column.with_rows(y, height + spare)
        y += height + spare + GAP // 2


def cards(room: Room, piece: Cards) -> Iterator[Pane]:
    """At most six a slide, in up to three columns; a code stands at the end side."""
    lead, rest = headed(room, piece.lead)
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
