"""The template of a deck, made in code for its locale: theme, master, layouts, notes master, table style.

16:9, mirrored where text runs right to left, layouts named in the locale's language, only those that the deck uses.
Left out on purpose: slides (`writer`). Parts that repeat from deck to deck are kept (bounded), as text, never as objects.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from kit.formats.deck import theme
from kit.formats.deck.geometry import BAR_WIDTH, HEIGHT, SLOTS, Geometry
from kit.formats.deck.ooxml import Language, render
from kit.formats.deck.package import Package
from kit.formats.deck.shapes import INDENT, Frame, Layout, inch
from kit.locale import Locale

TABLE_STYLE = "{8A7C6B5D-1234-4F5E-9A0B-C1D2E3F4A5B6}"
MASTER, NOTES_MASTER = "ppt/slideMasters/slideMaster1.xml", "ppt/notesMasters/notesMaster1.xml"

_ML = "application/vnd.openxmlformats-officedocument.presentationml."
_SIZES = {
    "cover": theme.COVER_SIZE,
    "title": theme.TITLE_SIZE,
    "body": theme.BODY_SIZE,
    "cell": theme.CELL_SIZE,
    "small": theme.SMALL_SIZE,
    "notes": theme.NOTES_SIZE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Words for the person who edits: prompts and names of shapes, and the names of the layouts in the order given."""

    title: str
    text: str
    picture: str
    table: str
    layouts: tuple[tuple[Layout, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a layout gives a slot: its size in points, its weight, whether it has bullets of its own, where words stand."""

    size: int = theme.BODY_SIZE
    bold: bool = False
    plain: bool = False
    anchor: str = "t"


def place(layout: Layout, slot: str) -> Place:
    """The look of a layout's placeholder."""
    match layout, slot:
        case ("title", "clinic"):
            return Place(bold=True, plain=True, anchor="ctr")
        case ("title", _):
            return Place(plain=True)
        case ("message", _):
            return Place(size=theme.MESSAGE_SIZE, bold=True, plain=True)
        case ("pictures", "body") | ("contacts", "body"):
            return Place(plain=True)
        case ("pictures", _):
            return Place(plain=True, anchor="ctr")
        case ("contacts", _) | (_, "caption"):
            return Place(size=theme.SMALL_SIZE, plain=True)
        case _:
            return Place()


def start(locale: Locale, geometry: Geometry, names: Names) -> Package:
    """A package with everything but slides and the presentation part."""
    package = Package()
    for number, (layout, _) in enumerate(names.layouts, start=1):
        name = layout_part(number)
        package.add(name, f"{_ML}slideLayout+xml", _layout(locale, geometry, names, layout))
        package.relate(MASTER, "slideLayout", name)
        package.relate(name, "slideMaster", MASTER)
    package.add(MASTER, f"{_ML}slideMaster+xml", _master(locale, geometry, names))
    package.add(NOTES_MASTER, f"{_ML}notesMaster+xml", _notes_master(locale, names))
    for number, owner in enumerate((MASTER, NOTES_MASTER), start=1):
        part = f"ppt/theme/theme{number}.xml"
        package.add(part, "application/vnd.openxmlformats-officedocument.theme+xml", _theme(locale.script))
        package.relate(owner, "theme", part)
    package.add("ppt/tableStyles.xml", f"{_ML}tableStyles+xml", _table_styles())
    return package


def layout_part(number: int) -> str:
    """The name of the part of the layout that comes `number`th (from 1)."""
    return f"ppt/slideLayouts/slideLayout{number}.xml"


@functools.lru_cache(maxsize=32)
def _theme(script: str) -> str:
    return render("theme", palette=theme.PALETTE, fonts=theme.fonts(script), script_fonts=theme.SCRIPT_FONTS)


@functools.cache
def _table_styles() -> str:
    return render("table_styles", style=TABLE_STYLE)


@functools.lru_cache(maxsize=64)
def _master(locale: Locale, geometry: Geometry, names: Names) -> str:
    return render(
        "master",
        l=Language(locale),
        geometry=geometry,
        names=names,
        sizes=_SIZES,
        count=len(names.layouts),
        indent=INDENT["bullet"],
        bar=Frame(0, 0, BAR_WIDTH, HEIGHT),
    )


@functools.lru_cache(maxsize=64)
def _notes_master(locale: Locale, names: Names) -> str:
    return render("notes_master", l=Language(locale), names=names, sizes=_SIZES)


@functools.lru_cache(maxsize=512)
def _layout(locale: Locale, geometry: Geometry, names: Names, layout: Layout) -> str:
    frames = geometry.slots(layout)
    slots = []
    for slot, kind, idx in SLOTS[layout]:
        look = place(layout, slot)
        slots.append(
            {
                "kind": kind,
                "idx": idx,
                "frame": frames[slot],
                "size": look.size,
                "bold": look.bold,
                "plain": look.plain,
                "anchor": look.anchor,
            }
        )
    return render(
        "layout",
        l=Language(locale),
        layout=layout,
        name=dict(names.layouts)[layout],
        names=names,
        geometry=geometry,
        slots=slots,
        sizes=_SIZES,
        cover_bar=Frame(0, 0, inch(0.6), HEIGHT),
    )
