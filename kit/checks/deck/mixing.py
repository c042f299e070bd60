"""The colours that DrawingML mixes: lighter, darker and see-through ones (ISO/IEC 29500-1, 20.1.2.3).

PowerPoint's palette of “lighter 40 %” and “darker 25 %” is the theme's colour with lumMod and lumOff. Left out on purpose: what
programs seldom write (gamma, complement, red, green and blue by parts); such a colour is not known.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping

from lxml import etree

from kit import colour
from kit.checks.deck.xml import Element

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_WHOLE = 100_000
_PRESETS = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "green": "008000",
    "blue": "0000FF",
    "yellow": "FFFF00",
    "gray": "808080",
    "dkGray": "A9A9A9",
    "ltGray": "D3D3D3",
    "navy": "000080",
    "orange": "FFA500",
}
_CLEAR = frozenset(("satMod", "satOff", "hueMod", "hueOff", "hue", "sat", "lum", "lumMod", "lumOff", "tint", "shade", "alpha"))


def mixed(element: Element, colors: Mapping[str, str]) -> str:
    """The colour of an element such as schemeClr: six hexadecimal digits, two more for how opaque it is; "" if not known."""
    if not isinstance(element.tag, str):
        return ""
    value = str(element.get("lastClr") or element.get("val") or "")
    match etree.QName(element).localname:
        case "schemeClr":
            value = colors.get(value, "")
        case "prstClr":
            value = _PRESETS.get(value, "")
        case _:
            pass
    return _changed(value, element) if _HEX.fullmatch(value) else ""


def _changed(value: str, element: Element) -> str:
    if not len(element):
        return value.upper()
    color, opaque = colour.rgb(value), 1.0
    for change in element:
        if not isinstance(change.tag, str):
            return ""
        name, amount = etree.QName(change).localname, _amount(change)
        if name not in _CLEAR or amount is None:
            return ""
        if name == "alpha":
            opaque *= amount
        elif name in ("tint", "shade"):
            color = _toward(color, amount, 1.0 if name == "tint" else 0.0)
        else:
            color = _of_hue(color, name, amount)
    code = "".join(f"{round(255 * min(1.0, max(0.0, part))):02X}" for part in color)
    return code if opaque >= 1 else f"{code}{round(255 * max(0.0, opaque)):02X}"


def _amount(change: Element) -> float | None:
    """A change's share of one: in thousandths of a percent, or with the sign as the strict form writes it."""
    said = change.get("val", "")
    try:
        return float(said[:-1]) / 100 if said.endswith("%") else int(said) / _WHOLE
    except ValueError:
        return None


def _toward(color: colour.Rgb, amount: float, end: float) -> colour.Rgb:
    """So much of the colour, the rest of white or black, in linear light as PowerPoint does."""
    red, green, blue = (_coded(amount * _linear(part) + (1 - amount) * end) for part in color)
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _coded(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _of_hue(color: colour.Rgb, name: str, amount: float) -> colour.Rgb:
    hue, light, rich = colorsys.rgb_to_hls(*color)
    match name:
        case "lumMod":
            light *= amount
        case "lumOff":
            light += amount
        case "lum":
            light = amount
        case "satMod":
            rich *= amount
        case "satOff":
            rich += amount
        case "sat":
            rich = amount
        case "hueMod":
            hue *= amount
        case _:
            return color  # a turn of the hue; it changes the contrast little
    return colorsys.hls_to_rgb(hue % 1, min(1.0, max(0.0, light)), min(1.0, max(0.0, rich)))


def over(ink: str, ground: str) -> str:
    """A colour as it looks on a ground: a see-through one is mixed with it."""
    if len(ink) == 6:
        return ink
    share = int(ink[6:], 16) / 255
    parts = zip(colour.rgb(ink[:6]), colour.rgb(ground), strict=True)
    return "".join(f"{round(255 * (share * one + (1 - share) * other)):02X}" for one, other in parts)
