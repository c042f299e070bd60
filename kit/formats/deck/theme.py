"""Tokens of the deck: colours with their contrast asserted, sizes in points, and the fonts of each script.

The colours are those of the whole kit; the fonts are ones that stock Windows and macOS have, because a deck is edited on the
reader's own machine. Left out on purpose: geometry (`template`) and metrics (`kit.text`, which measures with Noto faces).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from kit import colour
from kit.document import Level
from kit.text.lines import line_height

Color = Literal["tx1", "tx2", "bg1", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink"]

# Slots of the theme's colour scheme (ECMA-376 Part 1, 20.1.6.2) -> sRGB.


def _digits(name: str) -> str:
    return colour.LIGHT[name].removeprefix("#")


PALETTE: dict[str, str] = {
    "dk1": _digits("ink"),  # ink: all text
    "lt1": _digits("paper"),
    "dk2": _digits("deep"),  # deep: titles, section number
    "lt2": _digits("mist"),  # mist: table heads
    "accent1": _digits("calm"),  # calm: "you can do this", pictograms
    "accent2": _digits("care"),  # care: "get care soon"
    "accent3": _digits("urgent"),  # urgent: "emergency"
    "accent4": _digits("violet"),  # violet: a third line in a chart
    "accent5": _digits("rule"),  # rule: lines and axes, never text
    "accent6": _digits("deep"),  # bars, discs and panels: the clinic's own colour where it has one
    "hlink": _digits("link"),
    "folHlink": _digits("violet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalloutStyle:
    """How a callout shows its level: colour and bar besides its word, and the pictogram where the topic has it."""

    color: Color
    bar: Literal["solid", "double", "dashed"]
    art: str


LEVEL: dict[Level, CalloutStyle] = {
    "emergency": CalloutStyle(color="accent3", bar="solid", art="emergency"),
    "urgent": CalloutStyle(color="accent2", bar="double", art="doctor-nurse"),
    "calm": CalloutStyle(color="accent1", bar="dashed", art="support"),
    "safer": CalloutStyle(color="accent2", bar="dashed", art="danger"),
}

_TEXT_SLOTS = ("dk1", "dk2", "accent1", "accent2", "accent3", "accent4", "hlink", "folHlink")
_GROUNDS = ("lt1", "lt2")

SCALE = (60, 48, 40, 36, 32, 28, 24)
"""The sizes of words on slides, in points; the foot alone is smaller, and what no size of these can hold is split."""
NUMBER_SIZE, MESSAGE_SIZE, LARGE_SIZE, TITLE_SIZE, ITEM_SIZE, LABEL_SIZE, BODY_SIZE = SCALE
COVER_SIZE, SMALL_SIZE = 48, 18
FLOOR = 18  # nothing on a slide is smaller
NOTES_SIZE = 14
LINE_FACTOR = 1.21  # single spacing of Tahoma; of Arial 1.15, and LibreOffice draws 1.2

# Fonts by script as the theme lists them (20.1.4.1.16): all of them stock on Windows 10 and 11.
SCRIPT_FONTS: dict[str, str] = {
    "Jpan": "Yu Gothic",
    "Hang": "Malgun Gothic",
    "Hans": "Microsoft YaHei",
    "Hant": "Microsoft JhengHei",
    "Arab": "Tahoma",
    "Hebr": "Arial",
    "Thai": "Leelawadee UI",
    "Ethi": "Ebrima",
    "Beng": "Nirmala UI",
    "Gujr": "Nirmala UI",
    "Khmr": "Leelawadee UI",
    "Knda": "Nirmala UI",
    "Guru": "Nirmala UI",
    "Cans": "Gadugi",
    "Cher": "Gadugi",
    "Yiii": "Microsoft Yi Baiti",
    "Tibt": "Microsoft Himalaya",
    "Thaa": "MV Boli",
    "Deva": "Nirmala UI",
    "Telu": "Nirmala UI",
    "Taml": "Nirmala UI",
    "Syrc": "Segoe UI Historic",
    "Orya": "Nirmala UI",
    "Mlym": "Nirmala UI",
    "Laoo": "Leelawadee UI",
    "Sinh": "Nirmala UI",
    "Mong": "Mongolian Baiti",
    "Viet": "Arial",
    "Uigh": "Arial",
    "Geor": "Segoe UI",
    "Armn": "Segoe UI",
    "Mymr": "Myanmar Text",
    "Nkoo": "Ebrima",
    "Olck": "Nirmala UI",
    "Tfng": "Ebrima",
}

_EAST_ASIAN = {"Hans": "Hans", "Hant": "Hant", "Jpan": "Jpan", "Kore": "Hang"}
_LATIN_SLOT = {"Ethi"}  # by code point these letters take the Latin slot (ISO/IEC 29500-1, 21.1.2.3.7)
_UNIVERSAL = "Arial"  # the one name that Windows, macOS and the web editors all have


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The theme's three font slots; which slot a letter takes is decided by its code point."""

    latin: str = _UNIVERSAL
    east_asian: str = _UNIVERSAL
    complex_script: str = _UNIVERSAL


def fonts(script: str) -> Fonts:
    """The fonts of a deck in this script (ISO 15924)."""
    if script in _EAST_ASIAN:
        return Fonts(east_asian=SCRIPT_FONTS[_EAST_ASIAN[script]])
    if script in _LATIN_SLOT:
        return Fonts(latin=SCRIPT_FONTS[script], complex_script=SCRIPT_FONTS[script])
    return Fonts(complex_script=SCRIPT_FONTS.get(script, _UNIVERSAL))


# Single spacing by the fonts named above and those that stand in for them (Noto CJK: 1.45; Nirmala and Leelawadee UI: 1.33).
# Arabic is in Tahoma and not in Arial, because the free twin of Arial has no Arabic letters: LibreOffice then takes two fonts
# in one word and draws marks over letters.
_SINGLE = dict.fromkeys(("Latn", "Cyrl", "Grek", "Arab", "Hebr"), LINE_FACTOR)
_SINGLE |= dict.fromkeys(("Hans", "Hant", "Jpan", "Kore"), 1.45) | {"Mymr": 1.87}
_OTHER = 1.36


@functools.lru_cache(maxsize=64)
def line(script: str) -> float:
    """The height of a line as a multiple of its size: single spacing of the deck's fonts, or as tall as the letters measured."""
    return _SINGLE.get(script) or max(_OTHER, line_height(script, 100, LINE_FACTOR) / 100)


def assert_contrast() -> None:
    """Text reads at 7:1 on every ground it may stand on (WCAG 2.2, 1.4.6), lines and marks at 3:1 (1.4.11)."""
    for ground in _GROUNDS:
        for slot in _TEXT_SLOTS:
            assert colour.contrast(PALETTE[slot], PALETTE[ground]) >= 7, (slot, ground)
        assert colour.contrast(PALETTE["accent5"], PALETTE[ground]) >= 4.5, ground


assert_contrast()
