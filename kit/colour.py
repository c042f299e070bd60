"""The colours of the kit, one set of names for deck, print, page and desk, and how well two colours are told apart.

Each use is allowed by contrast, which tests hold: inks on grounds at 7:1, lines at 4.5:1. Left out on purpose: what each format
makes of a name (theme slots, numbers from 0 to 1, CSS), and a clinic's own colour.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

Rgb = tuple[float, float, float]
"""Red, green and blue of sRGB, each from 0 to 1."""

LIGHT: Mapping[str, str] = {
    "paper": "#FFFFFF",
    "black": "#000000",
    "ink": "#1A1D21",
    "deep": "#0F3D5C",
    "calm": "#0A5556",
    "care": "#7A3E00",
    "urgent": "#8C1D2F",
    "violet": "#4B2E83",
    "link": "#0A4B8F",
    "rule": "#5B6B7A",
    "mist": "#F1F5F8",
    "sand": "#FFF6E6",
    "rose": "#FDF1F3",
    "sea": "#EEF7F5",
}
"""On paper, on slides, and on a screen by day: text (ink; on paper black, which a press prints with one plate), titles (deep), four meanings, lines (rule) and five grounds."""

DARK: Mapping[str, str] = {
    "paper": "#14181C",
    "ink": "#ECEFF2",
    "deep": "#A9CDEB",
    "calm": "#8FD6CF",
    "care": "#F2C48D",
    "urgent": "#FFB3BC",
    "link": "#9CC7FF",
    "rule": "#8B98A5",
    "mist": "#1E262D",
    "sand": "#2A2318",
    "rose": "#2D1C20",
    "sea": "#172725",
}
"""On a screen by night."""

INKS = ("ink", "deep", "calm", "care", "urgent", "link")
LINES = ("rule",)
GROUNDS = ("paper", "mist", "sand", "rose", "sea")

_HEX = re.compile(r"#?([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")


def rgb(code: str) -> Rgb:
    """The colour that `#RRGGBB` or `RRGGBB` writes; ValueError where it writes none."""
    found = _HEX.fullmatch(code)
    if found is None:
        raise ValueError(f"not a colour: {code}")
    red, green, blue = (int(part, 16) / 255 for part in found.groups())
    return red, green, blue


def luminance(color: Rgb) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@functools.lru_cache(maxsize=1024)
def contrast(one: Rgb | str, other: Rgb | str) -> float:
    """Contrast ratio of two colours, given as numbers or as `rgb` reads them, 1 to 21 (WCAG 2.2, definition)."""
    dark, light = sorted(luminance(rgb(color) if isinstance(color, str) else color) for color in (one, other))
    return (light + 0.05) / (dark + 0.05)
