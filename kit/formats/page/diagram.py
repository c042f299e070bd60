"""A diagram's geometry: the lines from the words to their places in the drawing, in the units of the drawing.

The words stay HTML beside the drawing, in rows of equal height. Left out on purpose: words and colours; and right-to-left
order, in which the whole picture is turned round.
"""

from __future__ import annotations

from dataclasses import dataclass

from kit.art import Art
from kit.document import Diagram

_LINES = 0.26  # width of the lines' room as a part of the drawing's height
_LEVEL = 0.4  # part of that room, at the words' side, in which a line is level
_GAP = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The picture's width with the lines, the lines as path data, and the places where they end."""

    width: float
    lines: str
    places: tuple[tuple[float, float], ...]


def layout(block: Diagram, art: Art) -> Ways:
    """The lines of a diagram whose words stand at the end side of the drawing."""
    room = art.height * _LINES
    width = art.width + room
    lines = []
    for index, spot in enumerate(block.spots):
        middle = art.height * (index + 0.5) / len(block.spots)
        lines.append(f"M{width - _GAP:g} {middle:.1f}H{width - room * _LEVEL:.1f}L{spot.at[0]:g} {spot.at[1]:g}")
    return Ways(width=width, lines="".join(lines), places=tuple(spot.at for spot in block.spots))
