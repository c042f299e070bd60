"""Rules on a deck's colours: words, pictures and chart lines can be told from what lies behind them.

Microsoft's checker compares words with the fill of their own box only; here the ground is the nearest thing behind them: the
box's fill as inherited, a filled shape under it, else the background of slide, layout or master. What lies on pictures and
gradients can't be known from the XML; of strangers' files it is said that a person must look.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kit import colour
from kit.checks.deck.cells import styled, table_styles
from kit.checks.deck.inherit import Heir, InheritedBox, Templates, templates_of
from kit.checks.deck.known import by_slide
from kit.checks.deck.mixing import mixed, over
from kit.checks.deck.xml import (
    A,
    C,
    Element,
    P,
    about,
    charts,
    decorative,
    kind,
    name,
    named,
    number,
    placeholder,
    shapes,
    theme_part,
    words,
)
from kit.checks.finding import error, quote, warning
from kit.errors import Finding
from kit.opc import Package

TEXT, GRAPHIC, THEME_TEXT = 4.5, 3.0, 7.0
"""Least contrasts: of words, of what is not words, and of the theme's own text colours (projectors lift black)."""
_EMOJI = 0x1F000
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_FILLS = frozenset(("solidFill", "noFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_UNKNOWN, _PICTURE = "?", "??"
"""What stands for a ground that is not known, and for one of many colours."""
_MANY = frozenset(("gradFill", "blipFill", "pattFill"))
_Layer = tuple[InheritedBox, str]
_NONE = 1.05
"""The ratio below which words have the colour of their ground: nobody is meant to see them (WCAG 2.2, 1.4.3, “Incidental”)."""
_TOUCHED = 0.1
"""How much of the place of words a thing behind a part of them must cover for their ground to be no longer known."""


@dataclass(frozen=True, slots=True)
class _Paint:
    """What the shapes of a slide are painted with: its colours, its own ground, and whether the theme's first fill is one colour."""

    colors: dict[str, str]
    ground: str
    plain: bool


def theme(package: Package) -> Iterator[Finding]:
    """The theme's own colours can be told from its ground."""
    colors = scheme(package)
    ground = colors.get("lt1", "FFFFFF")
    for slot, ink in colors.items():
        link = slot.lower().endswith("link")
        if slot in ("dk1", "dk2") and colour.contrast(ink, ground) < THEME_TEXT:
            message = f"The theme's text colour {ink} has a contrast of {colour.contrast(ink, ground):.1f} : 1; {THEME_TEXT:g} is the least."
            yield error("deck-contrast-text", "theme", message, "WCAG 2.2 SC 1.4.6")
        elif (link or slot.startswith("accent")) and colour.contrast(ink, ground) < (TEXT if link else GRAPHIC):
            message = f"The theme's {slot} ({ink}) has a contrast of {colour.contrast(ink, ground):.1f} : 1 on the ground."
            yield error("deck-contrast-theme", "theme", message, "WCAG 2.2 SC 1.4.3, 1.4.11")


def seen(package: Package) -> Iterator[Finding]:
    """The words and pictures of each slide can be told from what lies behind them; pictures take the theme's colours."""
    templates = templates_of(package)
    themes: dict[str, dict[str, str]] = {}

    def on_slide(where: str, part: str, _root: Element) -> Iterator[Finding]:
        master = templates.above(part)[1]
        if master not in themes:
            themes[master] = scheme(package, master)
        colors = _overridden(package, (part, templates.above(part)[0]), themes[master])
        styles = table_styles(package)
        ground = _background(package, templates, part, colors)
        paint = _Paint(colors, ground, _plain_fill(package, master))
        layers = list(_painted(package, templates, part, paint))
        for shape, heir in templates.heirs(part):
            package.budget.spend("comparisons", len(layers))
            behind = _behind(heir, layers, ground)
            yield from _words_seen(shape, heir, behind, paint, where)
            yield from _cells_seen(shape, heir, colors, where, styles)
            if kind(shape) == "sp" and not words(shape) and not placeholder(shape):
                yield from _drawing_seen(shape, behind if heir.box else _UNKNOWN, colors, where)
            layers += _layer(shape, heir, paint)
        yield from _lines_seen(package, part, colors, where)

    yield from by_slide(package, "seen", on_slide)


def _words_seen(shape: Element, heir: Heir, ground: str, paint: _Paint, where: str) -> Iterator[Finding]:
    fill = next((found for holder in heir.line if (found := _paint_of(holder, paint)) is not None), "")
    ground = fill or ground
    styled_ink = shape.find(f"{P}style/{A}fontRef")
    given = mixed(styled_ink[0], paint.colors) if styled_ink is not None and len(styled_ink) else ""
    for ink, said, large in _inks(shape.iterfind(f"{P}txBody/{A}p"), heir, paint.colors, given):
        if _poor(ink, ground, _NONE):
            message = f"{quote(said)} has the colour of what lies behind it: nobody sees it, or a picture is behind it."
            yield error("deck-contrast-none", where, message, "WCAG 2.2 SC 1.4.3")
            return
        if _poor(ink, ground, TEXT):
            message = f"{quote(said)} is {ink} on {ground}, a contrast of {_ratio(ink, ground)} : 1."
            kind_ = "deck-contrast-run" if not large or _poor(ink, ground, GRAPHIC) else "deck-contrast-large"
            yield error(kind_, where, message, "WCAG 2.2 SC 1.4.3")
            return
        if ground == _PICTURE:
            message = f"{quote(said)} lies on a picture or gradient: a person must look whether it can be read all over."
            yield warning("deck-contrast-unknown", where, message, "WCAG 2.2 SC 1.4.3")
            return


def _cells_seen(shape: Element, heir: Heir, colors: dict[str, str], where: str, styles: dict[str, Element]) -> Iterator[Finding]:
    for cell, style in styled(shape, styles):
        ground = color(cell.find(f"{A}tcPr"), colors) or ("" if _filled(cell, f"{A}tcPr") else style.ground(colors))
        for ink, said, large in _inks(cell.iterfind(f"{A}txBody/{A}p"), heir, colors, style.ink(colors)) if ground else ():
            if _poor(ink, ground, TEXT):
                message = f"The table cell {quote(said)} has {ink} on {ground}, a contrast of {_ratio(ink, ground)} : 1."
                kind_ = "deck-contrast-cell" if not large or _poor(ink, ground, GRAPHIC) else "deck-contrast-large"
                yield error(kind_, where, message, "WCAG 2.2 SC 1.4.3")


def _inks(paragraphs: Iterator[Element], heir: Heir, colors: dict[str, str], given: str = "") -> Iterator[tuple[str, str, bool]]:
    """The colour and the words of each run, and whether they are large; `given` is the colour that a table's style gives."""
    levels: dict[int, tuple[list[Element], str]] = {}
    for paragraph in paragraphs:
        own = paragraph.find(f"{A}pPr")
        level = number(None if own is None else own.get("lvl")) + 1
        if level not in levels:
            found_ = [found for style in heir.styles(level) if (found := style.find(f"{A}defRPr")) is not None]
            levels[level] = found_, next((ink for ink in (color(found, colors) for found in found_) if ink), "")
        defaults, plain = levels[level]
        for run in paragraph.iter(f"{A}r", f"{A}fld"):
            properties = run.find(f"{A}rPr")
            link = properties is not None and properties.find(f"{A}hlinkClick") is not None
            ink = colors.get("hlink", "") if link else color(properties, colors) or given or plain
            said = run.findtext(f"{A}t") or ""
            if said.strip() and not _pictures(said) and not _dressed(properties):
                yield ink, said, _large([*([properties] if properties is not None else []), *defaults])


def _dressed(properties: Element | None) -> bool:
    """Whether words have an outline, a shadow or a glow, by which they are seen whatever their own colour."""
    edge = properties.find(f"{A}ln") if properties is not None else None
    effects = properties.find(f"{A}effectLst") if properties is not None else None
    outlined = edge is not None and edge.find(f"{A}noFill") is None and len(edge) > 0
    return outlined or (effects is not None and len(effects) > 0)


def _large(properties: list[Element]) -> bool:
    """Whether words are large by WCAG 2.2: 18 points, or 14 in bold; what gives no size is 18 (ISO/IEC 29500-1, 21.1.2.3.9)."""
    size = next((number(found.get("sz")) for found in properties if found.get("sz")), 1800)
    bold = next((found.get("b") in ("1", "true") for found in properties if found.get("b")), False)
    return size >= (1400 if bold else 1800)


def _pictures(said: str) -> bool:
    """Whether all is emoji, which have colours of their own."""
    return all(char.isspace() or ord(char) >= _EMOJI or unicodedata.category(char) in ("Cf", "Mn") for char in said)


def _drawing_seen(shape: Element, ground: str, colors: dict[str, str], where: str) -> Iterator[Finding]:
    properties = shape.find(f"{P}spPr")
    ink = color(properties, colors)
    found = about(shape)
    if _poor(ink, ground, GRAPHIC) and found is not None and not decorative(found):
        message = f"The drawing “{name(shape)}” is {ink} on {ground}, a contrast of {_ratio(ink, ground)} : 1."
        yield error("deck-contrast-graphic", where, message, "WCAG 2.2 SC 1.4.11")
    if properties is not None and properties.find(f"{A}custGeom") is not None:
        fixed = properties.find(f"{A}solidFill/{A}srgbClr")
        if fixed is not None:
            message = f"The drawing “{name(shape)}” has a colour of its own, so it does not follow the theme."
            yield warning("deck-fixed-colour", where, message, "ISO/IEC 29500-1, 20.1.2.3.29 (schemeClr)")


def _lines_seen(package: Package, slide: str, colors: dict[str, str], where: str) -> Iterator[Finding]:
    ground = colors.get("lt1", "FFFFFF")
    for _, chart in charts(package, slide):
        for series in chart.iter(f"{C}ser"):
            line = series.find(f"{C}spPr/{A}ln")
            ink = color(line, colors) or color(series.find(f"{C}spPr"), colors)
            if _poor(ink, ground, GRAPHIC):
                message = f"A line of the chart is {ink} on {ground}, a contrast of {_ratio(ink, ground)} : 1."
                yield error("deck-contrast-graphic", where, message, "WCAG 2.2 SC 1.4.11")


def _ratio(ink: str, ground: str) -> str:
    return f"{math.floor(colour.contrast(over(ink, ground), ground) * 10) / 10:.1f}"


def _poor(ink: str, ground: str, least: float) -> bool:
    known = bool(_HEX.fullmatch(ink[:6]) and _HEX.fullmatch(ground))
    return known and colour.contrast(over(ink, ground), ground) < least


def _painted(package: Package, templates: Templates, slide: str, paint: _Paint) -> Iterator[_Layer]:
    """What master and layout paint under the slide, lowest first; a slide or layout may leave out what is above it."""
    layout, master = templates.above(slide)
    shown = [layout, master] if _shows_above(package, slide) else []
    shown = shown[:1] if layout and not _shows_above(package, layout) else shown
    for part in reversed(shown):
        for shape in shapes(package.xml(part)) if part else ():
            if not placeholder(shape):
                yield from _layer(shape, Heir((shape,), ()), paint)


def _shows_above(package: Package, part: str) -> bool:
    return package.xml(part).get("showMasterSp") not in ("0", "false")


def _layer(shape: Element, heir: Heir, paint: _Paint) -> list[_Layer]:
    """What a shape covers for those above it; of a drawing of any form, only that it is there is known."""
    match kind(shape):
        case "pic":
            fill = _PICTURE
        case "sp":
            fill = _paint_of(shape, paint) or ""
            free = shape.find(f"{P}spPr/{A}custGeom") is not None or heir.box is None
            fill = _UNKNOWN if fill and fill != _PICTURE and free else fill
        case "grpSp" | "graphicFrame":
            fill = _UNKNOWN
        case _:
            return []
    box = heir.box or _reach(shape)
    return [(box, fill)] if box and fill else []


def _reach(shape: Element) -> InheritedBox | None:
    """How far a group, or a shape on its side, reaches at the most."""
    frame = shape.find(f"{P}grpSpPr/{A}xfrm") if kind(shape) == "grpSp" else shape.find(f"{P}spPr/{A}xfrm")
    place, size = (None, None) if frame is None else (frame.find(f"{A}off"), frame.find(f"{A}ext"))
    if frame is None or place is None or size is None:
        return None
    box = InheritedBox(number(place.get("x")), number(place.get("y")), number(size.get("cx")), number(size.get("cy")))
    if not number(frame.get("rot")):
        return box
    half = int(math.hypot(box.width, box.height) / 2)
    return InheritedBox(box.x + box.width // 2 - half, box.y + box.height // 2 - half, 2 * half, 2 * half)


def _behind(heir: Heir, layers: list[_Layer], ground: str) -> str:
    """The fill of the nearest thing behind words; not known where it lies behind a part of them only."""
    box = heir.inner
    if box is None:
        return _UNKNOWN if layers else ground
    for under, fill in reversed(layers):
        if under.x <= box.x and under.y <= box.y and under.right >= box.right and under.bottom >= box.bottom:
            return fill
        wide = min(under.right, box.right) - max(under.x, box.x)
        high = min(under.bottom, box.bottom) - max(under.y, box.y)
        if wide > 0 and high > 0 and wide * high >= _TOUCHED * box.width * box.height:
            return _UNKNOWN
    return ground


def _plain_fill(package: Package, master: str) -> bool:
    """Whether the first fill of a master's theme, which shapes take by their style, is the colour that the style names, unmixed."""
    own = package.target(master, "theme") if master else ""
    fills = package.xml(own).find(f"{A}themeElements/{A}fmtScheme/{A}fillStyleLst") if own in package.names else None
    first = fills[0].find(f"{A}schemeClr") if fills is not None and len(fills) and fills[0].tag == f"{A}solidFill" else None
    return first is not None and first.get("val") == "phClr" and not len(first)


def _paint_of(shape: Element, paint: _Paint) -> str | None:
    """The fill of a shape as `_fill` gives it, its own, that of the slide's ground or that of its style; None where nothing says it."""
    if _filled(shape):
        return _fill(shape.find(f"{P}spPr"), paint.colors)
    if shape.get("useBgFill") in ("1", "true"):
        return paint.ground
    styled_fill = shape.find(f"{P}style/{A}fillRef")
    if styled_fill is None or (at := number(styled_fill.get("idx"))) in (0, _FIRST_GROUND - 1):
        return None
    known = paint.plain and at == 1 and len(styled_fill) > 0
    found = mixed(styled_fill[0], paint.colors) if known else ""
    return found if len(found) == 6 else _UNKNOWN


def _background(package: Package, templates: Templates, slide: str, colors: dict[str, str]) -> str:
    for part in (slide, *templates.above(slide)):
        ground = package.xml(part).find(f"{P}cSld/{P}bg") if part else None
        if ground is not None and len(ground):
            if kind(ground[0]) == "bgPr":
                return _fill(ground[0], colors) or _UNKNOWN
            plain = ground[0].get("idx") == str(_FIRST_GROUND)
            return (mixed(ground[0][0], colors)[:6] if plain and len(ground[0]) else "") or _UNKNOWN
    return colors.get("lt1", "FFFFFF")


_FIRST_GROUND = 1001
"""The first of the theme's grounds, the one of a single colour (ISO/IEC 29500-1, 19.3.1.3)."""


def _filled(holder: Element, where: str = f"{P}spPr") -> bool:
    properties = holder.find(where)
    return properties is not None and any(named(one) and kind(one) in _FILLS for one in properties)


def _fill(properties: Element | None, colors: dict[str, str]) -> str:
    """The fill of a shape: six hexadecimal digits, "" for none, "?" where it is no single known colour."""
    for one in properties if properties is not None else ():
        if named(one) and kind(one) in _FILLS:
            if kind(one) in _MANY:
                return _PICTURE
            found = "" if kind(one) == "noFill" else color(properties, colors) or _UNKNOWN
            return found if len(found) <= 6 else _UNKNOWN
    return ""


def scheme(package: Package, master: str = "") -> dict[str, str]:
    """The colours of a master's theme by name as six hexadecimal digits; those that slides name otherwise (tx1, bg1 ...) too."""
    own = package.target(master, "theme") if master else ""
    part = own if own in package.names else theme_part(package)
    holders = package.xml(part).iterfind(f"{A}themeElements/{A}clrScheme/*") if part else ()
    found = {kind(one): mixed(one[0], {}) for one in holders if len(one)}
    master = master or package.target(package.presentation, "slideMaster")
    aliases = package.xml(master).find(f"{P}clrMap") if master in package.names else None
    for alias, slot in () if aliases is None else aliases.attrib.items():
        if str(slot) in found:
            found.setdefault(str(alias), found[str(slot)])
    return {slot: ink for slot, ink in found.items() if ink}


def color(holder: Element | None, colors: dict[str, str]) -> str:
    """The solid fill of an element, as `mixed` gives it; "" where it has none."""
    fill = holder.find(f"{A}solidFill") if holder is not None else None
    return "" if fill is None or not len(fill) else mixed(fill[0], colors)


def _overridden(package: Package, parts: tuple[str, str], colors: dict[str, str]) -> dict[str, str]:
    """The colours by the names that a slide or its layout gives them, where it does not take the master's."""
    for part in parts:
        changed = package.xml(part).find(f"{P}clrMapOvr/{A}overrideClrMapping") if part else None
        if changed is not None:
            return colors | {str(alias): colors[str(slot)] for alias, slot in changed.attrib.items() if str(slot) in colors}
    return colors


__all__ = ["color", "scheme"]
