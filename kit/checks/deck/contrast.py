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

from kit import colour
from kit.checks.deck.cells import styled, table_styles
from kit.checks.deck.inherit import Heir, InheritedBox, Templates
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
    templates = Templates(package)
    themes: dict[str, dict[str, str]] = {}

    def on_slide(where: str, part: str, root: Element) -> Iterator[Finding]:
        master = templates.above(part)[1]
        if master not in themes:
            themes[master] = scheme(package, master)
        colors = _overridden(package, (part, templates.above(part)[0]), themes[master])
        styles = table_styles(package)
        layers = list(_painted(package, templates, part, colors))
        ground = _background(package, templates, part, colors)
        for shape in shapes(root):
            heir = templates.heir(part, shape)
            package.budget.spend("comparisons", len(layers))
            behind = _behind(heir, layers, ground)
            yield from _words_seen(shape, heir, behind, colors, where)
            yield from _cells_seen(shape, heir, colors, where, styles)
            if kind(shape) == "sp" and not words(shape) and not placeholder(shape):
                yield from _drawing_seen(shape, behind if heir.box else _UNKNOWN, colors, where)
            layers += _layer(shape, heir.box, colors)
        yield from _lines_seen(package, part, colors, where)

    yield from by_slide(package, "seen", on_slide)


def _words_seen(shape: Element, heir: Heir, ground: str, colors: dict[str, str], where: str) -> Iterator[Finding]:
    fill = next((_fill(holder.find(f"{P}spPr"), colors) for holder in heir.line if _filled(holder)), None)
    ground = ground if fill in (None, "") else str(fill)
    for ink, said, large in _inks(shape.iterfind(f"{P}txBody/{A}p"), heir, colors):
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
    for paragraph in paragraphs:
        own = paragraph.find(f"{A}pPr")
        styles = list(heir.styles(number(None if own is None else own.get("lvl")) + 1))
        defaults = [found for style in styles if (found := style.find(f"{A}defRPr")) is not None]
        plain = next((ink for ink in (color(found, colors) for found in defaults) if ink), "")
        for run in paragraph.iter(f"{A}r", f"{A}fld"):
            properties = run.find(f"{A}rPr")
            link = properties is not None and properties.find(f"{A}hlinkClick") is not None
            ink = colors.get("hlink", "") if link else color(properties, colors) or given or plain
            said = run.findtext(f"{A}t") or ""
            if said.strip() and not _pictures(said):
                yield ink, said, _large([*([properties] if properties is not None else []), *defaults])


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


def _painted(package: Package, templates: Templates, slide: str, colors: dict[str, str]) -> Iterator[_Layer]:
    """What master and layout paint under the slide, lowest first."""
    for part in reversed(templates.above(slide)):
        for shape in shapes(package.xml(part)) if part else ():
            if not placeholder(shape):
                yield from _layer(shape, Heir((shape,), ()).box, colors)


def _layer(shape: Element, box: InheritedBox | None, colors: dict[str, str]) -> list[_Layer]:
    """What a shape covers for those above it."""
    if box is None or kind(shape) not in ("sp", "pic"):
        return []
    fill = _PICTURE if kind(shape) == "pic" else _fill(shape.find(f"{P}spPr"), colors)
    geometry = shape.find(f"{P}spPr/{A}custGeom")
    return [(box, fill)] if fill and (geometry is None or fill in (_UNKNOWN, _PICTURE)) else []


def _behind(heir: Heir, layers: list[_Layer], ground: str) -> str:
    box = heir.inner
    for under, fill in reversed(layers) if box else ():
        if box and under.x <= box.x and under.y <= box.y and under.right >= box.right and under.bottom >= box.bottom:
            return fill
    return ground


def _background(package: Package, templates: Templates, slide: str, colors: dict[str, str]) -> str:
    for part in (slide, *templates.above(slide)):
        ground = package.xml(part).find(f"{P}cSld/{P}bg") if part else None
        if ground is not None and len(ground):
            if kind(ground[0]) == "bgPr":
                return _fill(ground[0], colors) or _UNKNOWN
            plain = ground[0].get("idx") == _PLAIN_GROUND
            return (mixed(ground[0][0], colors)[:6] if plain and len(ground[0]) else "") or _UNKNOWN
    return colors.get("lt1", "FFFFFF")


_PLAIN_GROUND = "1001"
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
