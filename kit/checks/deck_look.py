"""Rules on how a deck can be seen: type sizes, shrinking, contrast, and fonts that a clinic's computer has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kit.checks.deck_xml import A, P, charts, kind, slides
from kit.checks.finding import error, warning
from kit.errors import Finding
from kit.opc import Package

FLOOR = 1800
"""Hundredths of a point below which nothing on a slide may be set (Microsoft: 18 pt)."""
BODY = 2400
TEXT_CONTRAST, GRAPHIC_CONTRAST, OWN_TEXT_CONTRAST = 4.5, 3.0, 7.0
SCRIPTS = 25
STOCK = frozenset(
    (
        "Arial",
        "Calibri",
        "Ebrima",
        "Gadugi",
        "Georgia",
        "Leelawadee UI",
        "Malgun Gothic",
        "Microsoft JhengHei",
        "Microsoft YaHei",
        "Myanmar Text",
        "Nirmala UI",
        "Segoe UI",
        "Segoe UI Historic",
        "Sylfaen",
        "Tahoma",
        "Times New Roman",
        "Verdana",
        "Yu Gothic",
        "MV Boli",
        "Mongolian Baiti",
        "Microsoft Himalaya",
        "Microsoft Tai Le",
        "Microsoft New Tai Lue",
        "Microsoft PhagsPa",
        "Microsoft Yi Baiti",
        "Javanese Text",
    )
)
"""Fonts that Windows 10 and 11 install with every language; Office for macOS has or replaces them script by script."""
_SYMBOL = re.compile(r"^\+m[nj]-(lt|ea|cs)$")


def sizes(package: Package) -> Iterator[Finding]:
    """Nothing is smaller than 18 points, and the body of a slide starts at 24."""
    clause = "Microsoft: accessible presentations, font size 18 pt or larger"
    for where, part, root in slides(package):
        trees = [root, *(chart for _, chart in charts(package, part))]
        small = {int(size) for tree in trees for size in _sizes(tree)} & set(range(1, FLOOR))
        if small:
            yield error(
                "deck-size",
                where,
                f"Some text is {min(small) / 100:g} points; at least 18 can be read from the back row.",
                clause,
            )
    for part in sorted(name for name in package.names if re.match(r"ppt/slide(Layouts|Masters)/[^/]+\.xml$", name)):
        small = {int(size) for size in _sizes(package.xml(part))} & set(range(1, FLOOR))
        if small:
            yield error("deck-size", part, f"The template sets text at {min(small) / 100:g} points.", clause)
    master = package.target(package.presentation, "slideMaster")
    first = package.xml(master).find(f"{P}txStyles/{P}bodyStyle/{A}lvl1pPr/{A}defRPr") if master else None
    if first is None or int(first.get("sz", "0")) < BODY:
        yield warning("deck-body-size", "slide master", "The body text of a slide starts below 24 points.", clause)


def _sizes(tree: Any) -> Iterator[str]:
    for element in tree.iter(f"{A}rPr", f"{A}defRPr", f"{A}endParaRPr"):
        size = element.get("sz")
        if size and size.isdigit():
            yield size


def shrinking(package: Package) -> Iterator[Finding]:
    """Text is never shrunk to fit: it is split over slides."""
    for where, _, root in slides(package):
        if any(fit.get("fontScale") for fit in root.iter(f"{A}normAutofit")) or root.find(f".//{A}spAutoFit") is not None:
            yield error("deck-shrunk", where, "Text is shrunk, or its box grows, to make it fit.", "WCAG 2.2 SC 1.4.4")


def theme(package: Package) -> Iterator[Finding]:
    """The theme's own colours can be told from white, and its fonts are there for every script."""
    colors = scheme(package)
    ground = colors.get("lt1", "FFFFFF")
    for name in ("dk1", "dk2"):
        if name in colors and ratio(colors[name], ground) < OWN_TEXT_CONTRAST:
            message = f"The theme's text colour {colors[name]} has a contrast of {ratio(colors[name], ground):.1f} : 1."
            yield error("deck-contrast-text", "theme", message, "WCAG 2.2 SC 1.4.6")
    for name, color in colors.items():
        wanted = TEXT_CONTRAST if "link" in name.lower() else GRAPHIC_CONTRAST
        if name.lower().endswith("link") or name.startswith("accent"):
            found = ratio(color, ground)
            if found < wanted:
                message = (
                    f"The theme's {name} ({color}) has a contrast of {found:.1f} : 1 on the ground; {wanted:g} is the least."
                )
                yield error("deck-contrast-theme", "theme", message, "WCAG 2.2 SC 1.4.3, 1.4.11")
    yield from _fonts(package)


def _fonts(package: Package) -> Iterator[Finding]:
    root = _theme(package)
    minor = root.find(f".//{A}minorFont") if root is not None else None
    if minor is None:
        yield error("deck-fonts", "theme", "The theme names no fonts.", "ISO/IEC 29500-1, 20.1.4.1.24")
        return
    for slot in ("latin", "ea", "cs"):
        found = minor.find(f"{A}{slot}")
        if found is None or not found.get("typeface", "").strip():
            yield warning("deck-fonts", "theme", f"The theme names no font for the slot “{slot}”.", "ISO/IEC 29500-1, 21.1.2.3")
    scripts = minor.findall(f"{A}font")
    if len(scripts) < SCRIPTS:
        yield warning("deck-font-scripts", "theme", f"The theme names fonts for {len(scripts)} scripts only.", "")
    rare = sorted({font.get("typeface", "") for font in scripts} - STOCK - {""})
    if rare:
        message = f"Fonts that a plain Windows does not have: {', '.join(rare[:5])}."
        yield warning("deck-font-rare", "theme", message, "Windows 10 and 11 font lists")


def cells(package: Package) -> Iterator[Finding]:
    """The words in a table cell can be told from the cell's own fill."""
    colors = scheme(package)
    for where, _, root in slides(package):
        for cell in root.iter(f"{A}tc"):
            ground = color(cell.find(f"{A}tcPr"), colors)
            for run in cell.iter(f"{A}rPr"):
                ink = color(run, colors)
                if ground and ink and ratio(ink, ground) < TEXT_CONTRAST:
                    message = f"A table cell has {ink} on {ground}, a contrast of {ratio(ink, ground):.1f} : 1."
                    yield error("deck-contrast-cell", where, message, "WCAG 2.2 SC 1.4.3")


def text_colors(package: Package) -> Iterator[Finding]:
    """A run that names its own colour can be told from the white of the slide."""
    colors = scheme(package)
    ground = colors.get("lt1", "FFFFFF")
    for where, _, root in slides(package):
        for run in root.iter(f"{A}rPr"):
            ink = color(run, colors)
            inside = any(kind(parent) in ("tc", "sp") and _filled(parent) for parent in run.iterancestors())
            if ink and not inside and ratio(ink, ground) < TEXT_CONTRAST:
                message = f"Some text is {ink} on the slide's {ground}, a contrast of {ratio(ink, ground):.1f} : 1."
                yield error("deck-contrast-run", where, message, "WCAG 2.2 SC 1.4.3")
                break


def _filled(parent: Any) -> bool:
    return parent.find(f"{A}tcPr/{A}solidFill") is not None or parent.find(f"{P}spPr/{A}solidFill") is not None


def _theme(package: Package) -> Any:
    master = package.target(package.presentation, "slideMaster")
    part = package.target(master, "theme") if master else ""
    return package.xml(part) if part else None


def scheme(package: Package) -> dict[str, str]:
    """The theme's colours by name, as six hexadecimal digits; text and ground also by the names slides use."""
    root = _theme(package)
    found = {} if root is None else {kind(one): _hex(one) for one in root.iterfind(f".//{A}clrScheme/*") if _hex(one)}
    for alias, name in (("tx1", "dk1"), ("tx2", "dk2"), ("bg1", "lt1"), ("bg2", "lt2")):
        if name in found:
            found[alias] = found[name]
    return found


def _hex(holder: Any) -> str:
    for child in holder:
        return str(child.get("lastClr") or child.get("val") or "")
    return ""


def color(holder: Any, colors: dict[str, str]) -> str:
    """The solid fill of an element as six hexadecimal digits, or ""."""
    fill = holder.find(f"{A}solidFill") if holder is not None else None
    if fill is None or not len(fill):
        return ""
    value = fill[0].get("val", "")
    return value if kind(fill[0]) == "srgbClr" else colors.get(value, "")


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(digits: str) -> float:
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


RULES = (sizes, shrinking, theme, cells, text_colors)

__all__ = ["RULES", "color", "ratio", "scheme"]
