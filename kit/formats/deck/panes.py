"""From pieces to panes: a slide's worth of shapes each, placed, measured and split so that nothing overflows.

Left out on purpose: titles, notes and order (`slides`), and how each kind of piece is placed (`texts`, `cells`, `exhibits`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kit.document import Diagram, Figure, Table, Timeline
from kit.formats.deck import cells, exhibits, texts
from kit.formats.deck.fit import CELL_MARGIN
from kit.formats.deck.pieces import Cards, Flow, Pictures, Piece
from kit.formats.deck.room import Pane, Room
from kit.formats.deck.shapes import Grid, Shape, Words


def panes(room: Room, pieces: Sequence[Piece]) -> list[Pane]:
    """Slides' worth of shapes for pieces that stand under one title, in order."""
    out: list[Pane] = []
    for piece in _joined(pieces):
        both = texts.under(room, out[-1], piece) if isinstance(piece, Flow) and piece.level and out else None
        if both:
            out[-1] = both
        else:
            out += _place(room, piece)
    return [Pane(layout=pane.layout, shapes=tuple(_settled(room, shape) for shape in pane.shapes)) for pane in out]


def _place(room: Room, piece: Piece) -> list[Pane]:
    match piece:
        case Flow():
            return list(texts.box(room, piece, piece.level) if piece.level else texts.flow(room, piece))
        case Pictures():
            return list(cells.pictures(room, piece))
        case Cards():
            return list(cells.cards(room, piece))
        case Table():
            return list(exhibits.table(room, piece))
        case Timeline():
            return exhibits.timeline(room, piece)
        case Figure():
            return [exhibits.figure(room, piece)]
        case Diagram():
            return exhibits.diagram(room, piece)


def _settled(room: Room, shape: Shape) -> Shape:
    """The shape with its lines ended by hand where a number would be parted otherwise."""
    if isinstance(shape, Words) and shape.frame:
        width = shape.frame.width
        return dataclasses.replace(shape, paras=tuple(room.ruler.settled(para, width) for para in shape.paras))
    if isinstance(shape, Grid):
        inner = [width - 2 * CELL_MARGIN for width in shape.widths]
        rows = (tuple(map(room.ruler.settled, row, inner)) for row in shape.rows)
        return dataclasses.replace(shape, rows=tuple(rows))
    return shape


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring runs of text as one, so that they share a slide."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if isinstance(piece, Flow) and isinstance(last, Flow) and piece.level is None and last.level is None:
            out[-1] = dataclasses.replace(last, paras=last.paras + piece.paras)
        else:
            out.append(piece)
    return out
