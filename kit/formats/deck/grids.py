"""Items with pictograms, and steps, placed in rows and columns on slides.

Left out on purpose: running text (`place`), lines of help (`cards`), tables and charts (`exhibits`).
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.formats.deck import theme
from kit.formats.deck.fit import split
from kit.formats.deck.pieces import Pictures
from kit.formats.deck.room import Pane, Room, headed
from kit.formats.deck.shapes import Frame, Para, Shape, SlideDrawing, SlideWords, inch
from kit.formats.deck.stage import CELLS, COLUMN_GAP, GAP, grid
from kit.formats.deck.strokes import strokes

_SIDES = (inch(3.6), inch(2.2), inch(1.6), inch(1.25), inch(0.95), inch(0.78))
"""Pictograms are at most as large as the first of these and at least as the last."""
_NEAR, _SMALL = inch(0.03), inch(0.6)
"""How near two rows may stand, and how small their pictograms may be, where that lets safety words be larger."""
_STEPS = 4
_FORK = inch(0.9)

_Item = tuple[Para, str]
"""Words and the id of their pictogram."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How pictograms and words stand: in how many columns, words at which size in points, pictograms how wide and rows how far apart in EMU."""

    columns: int
    size: int
    side: int
    gap: int = GAP // 2

    def width(self, rest: Frame) -> int:
        """What is left for words beside a pictogram."""
        return (rest.width - (self.columns - 1) * COLUMN_GAP) // self.columns - self.side - GAP


def pictures(room: Room, piece: Pictures) -> Iterator[Pane]:
    """As many a slide as stand in the largest type, at most eight, of steps four, in the fewest slides."""
    forked = branches(room, piece) if piece.branch and not (piece.parted or piece.near) else None
    if forked:
        yield forked
        return
    lead = None if piece.lead is None else dataclasses.replace(piece.lead, size=theme.LABEL_SIZE, bold=True, color="tx2")
    above, rest = headed(room, lead)
    most = _STEPS if piece.steps else CELLS
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
        items = [(dataclasses.replace(para, size=size, before=0), art) for para, art in piece.items]
        for setting in _settings(size, (1,) if piece.steps or piece.parted else (1, 2), near=piece.steps or piece.near):
            cuts = _cuts(room, items, setting, rest, most)
            if cuts:
                found.append((setting, cuts))
    if not found:
        raise room.too_long(piece.items[0][0])
    found = [one for one in found if len(one[1]) == 2] or found if piece.parted else found
    return min(
        found,
        key=lambda one: (
            len(one[1]),
            -min(one[0].size, 32),
            one[0].columns * (len(piece.items) > 4),
            -one[0].gap,
            -one[0].side,
        ),
    )


def _settings(size: int, columns: Sequence[int], *, near: bool) -> Iterator[_Setting]:
    """The ways to set words of a size in so many columns, the roomiest first; `near` allows the tightest."""
    for count, side in itertools.product(columns, _SIDES):
        yield _Setting(count, size, side)
    for side in (_SIDES[-1], _SMALL) if near else ():
        yield _Setting(1, size, side, _NEAR)


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
    return sum(heights) + (len(heights) - 1) * setting.gap <= rest.height


def _placed(room: Room, items: Sequence[_Item], setting: _Setting, rest: Frame) -> Iterator[tuple[_Item, Frame]]:
    """Each item and the place of its words, row by row; rows share what height is left over."""
    heights = _heights(room, items, setting, rest)
    gaps = (len(heights) - 1) * setting.gap
    spare = (rest.height - gaps - sum(heights)) // len(heights)
    columns = grid(rest, setting.columns, 1, setting.side + GAP)
    y = rest.y
    for row, height in enumerate(heights):
        for column, item in zip(columns, items[row * setting.columns :], strict=False):
            yield item, column.with_rows(y, height + spare)
        y += height + spare + setting.gap


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
