"""What a content stream sets before it paints (ISO 32000-1, 8.4 and 8.6): matrix, colours, type, clips; and colours as red, green, blue.

Left out on purpose: line widths, dashes and blending, which no check asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, overload

import pikepdf

from kit.tagged.fonts import Font
from kit.tagged.marks import IDENTITY, Color, Matrix, Outline
from kit.tagged.values import dictionary, entry, number


class Operands(Protocol):
    """The operands of an instruction, as pikepdf lists them; a number may come as an int or a Decimal."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[pikepdf.Object]: ...

    @overload
    def __getitem__(self, place: slice, /) -> Operands: ...

    @overload
    def __getitem__(self, place: int, /) -> pikepdf.Object: ...


def rgb(values: Operands) -> Color:
    """The colour of one (gray), three or four (CMYK) components; None for any other, or what are no numbers."""
    try:
        numbers = [min(1.0, max(0.0, float(value))) for value in values]
    except (TypeError, ValueError):
        return None
    match numbers:
        case [gray]:
            return (gray, gray, gray)
        case [red, green, blue]:
            return (red, green, blue)
        case [cyan, magenta, yellow, black]:
            return (
                (1 - cyan) * (1 - black),
                (1 - magenta) * (1 - black),
                (1 - yellow) * (1 - black),
            )
        case _:
            return None


@dataclass(slots=True)
class GraphicsState:
    """What holds at one place of a stream; q and Q save and restore it whole."""

    ctm: Matrix = IDENTITY
    fill: Color = (0.0, 0.0, 0.0)
    stroke: Color = (0.0, 0.0, 0.0)
    fill_space: str = "DeviceGray"
    stroke_space: str = "DeviceGray"
    font: Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    clips: tuple[tuple[Outline, bool], ...] = ()


def colour_space(name: object, resources: pikepdf.Object) -> str:
    """The name of a colour space; for ICC-based ones the device space with as many components (8.6.5.5)."""
    label = str(name)
    source = entry(dictionary(resources, "/ColorSpace"), label) if isinstance(name, pikepdf.Name) else name
    if isinstance(source, pikepdf.Array) and len(source):
        label = str(source[0])
        if label == "/ICCBased" and len(source) > 1:
            return {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}.get(number(source[1], "/N") or 0, "unknown")
        if label in ("/CalGray", "/CalRGB"):
            return "Device" + label[4:]
    return label.lstrip("/")
