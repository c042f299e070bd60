"""Rules on how a deck's type can be read: sizes, shrinking, and fonts that a clinic's computer has. Colours: `deck_contrast`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.checks.deck.known import by_itself, by_slide
from kit.checks.deck.xml import A, Element, P, charts, number, runs, theme_part
from kit.checks.finding import error, warning
from kit.errors import Finding
from kit.opc import Package

FLOOR = 1800
"""Hundredths of a point below which nothing on a slide may be set (Microsoft: 18 pt)."""
BODY = 2400
SCRIPTS = 25
STOCK = frozenset(
    (
        "Arial",
        "Arial Black",
        "Arial Narrow",
        "Calibri",
        "Calibri Light",
        "Cambria",
        "Consolas",
        "Courier New",
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
        "Trebuchet MS",
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
_TEMPLATE = re.compile(r"ppt/slide(Layouts|Masters)/[^/]+\.xml$")
_EAST = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
_COMPLEX = re.compile("[\u0590-\u074f\u0780-\u07bf\u0900-\u0eff\u0f00-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")


def sizes(package: Package) -> Iterator[Finding]:
    """Nothing is smaller than 18 points, and the body of a slide starts at 24."""
    clause = "Microsoft: accessible presentations, font size 18 pt or larger"

    def on_slide(where: str, part: str, root: Element) -> Iterator[Finding]:
        trees = [root, *(chart for _, chart in charts(package, part))]
        small = {int(size) for tree in trees for size in _sizes(tree)} & set(range(1, FLOOR))
        if small:
            yield error(
                "deck-size",
                where,
                f"Some text is {min(small) / 100:g} points; at least 18 can be read from the back row.",
                clause,
            )

    yield from by_slide(package, "sizes", on_slide)
    for part in sorted(name for name in package.names if _TEMPLATE.match(name)):
        small = {int(size) for size in by_itself(package, "sizes", part, _sizes)} & set(range(1, FLOOR))
        if small:
            yield error("deck-size", part, f"The template sets text at {min(small) / 100:g} points.", clause)
    master = package.target(package.presentation, "slideMaster")
    first = package.xml(master).find(f"{P}txStyles/{P}bodyStyle/{A}lvl1pPr/{A}defRPr") if master else None
    if first is None or number(first.get("sz")) < BODY:
        yield warning("deck-body-size", "slide master", "The body text of a slide starts below 24 points.", clause)


def _sizes(tree: Element) -> Iterator[str]:
    for element in tree.iter(f"{A}rPr", f"{A}defRPr", f"{A}endParaRPr"):
        size = element.get("sz")
        if size and size.isdigit():
            yield size


def shrinking(package: Package) -> Iterator[Finding]:
    """Text is never shrunk to fit: it is split over slides."""

    def on_slide(where: str, _part: str, root: Element) -> Iterator[Finding]:
        if any(_shrinks(root)):
            yield _shrunk(where)

    yield from by_slide(package, "shrinking", on_slide)
    for part in sorted(package.names):
        if _TEMPLATE.match(part) and any(by_itself(package, "shrinking", part, _shrinks)):
            yield _shrunk(part)


def _shrinks(root: Element) -> Iterator[bool]:
    """True for each text that is shrunk, or whose box grows."""
    yield from (True for fit in root.iter(f"{A}normAutofit") if fit.get("fontScale"))
    yield from (True for _ in root.iter(f"{A}spAutoFit"))


def _shrunk(where: str) -> Finding:
    return error("deck-shrunk", where, "Text is shrunk, or its box grows, to make it fit.", "WCAG 2.2 SC 1.4.4")


def fonts(package: Package) -> Iterator[Finding]:
    """The theme has a font for the deck's letters and for every script, and all are ones that a plain Windows has."""
    part = theme_part(package)
    root = package.xml(part) if part else None
    kinds = (
        []
        if root is None
        else [found for found in (root.find(f".//{A}{one}Font") for one in ("major", "minor")) if found is not None]
    )
    if not kinds:
        yield error("deck-fonts", "theme", "The theme names no fonts.", "ISO/IEC 29500-1, 20.1.4.1.24")
        return
    used = _slots(package)
    for slot in ("latin", "ea", "cs"):
        empty = any(not _face(one.find(f"{A}{slot}")) for one in kinds)
        if empty and slot in used:
            message = f"The theme names no font for the slot “{slot}”, which the deck's letters take."
            yield error("deck-fonts", "theme", message, "ISO/IEC 29500-1, 21.1.2.3")
    scripts = kinds[-1].findall(f"{A}font")
    if len(scripts) < SCRIPTS:
        yield warning("deck-font-scripts", "theme", f"The theme names fonts for {len(scripts)} scripts only.", "")
    named = {_face(font) for one in kinds for font in one} | set(by_slide(package, "faces", _faces))
    rare = sorted({name for name in named if not name.startswith("+")} - STOCK - {""})
    if rare:
        message = f"Fonts that a plain Windows does not have: {', '.join(rare[:5])}."
        yield warning("deck-font-rare", "theme", message, "Windows 10 and 11 font lists")


def _face(font: Element | None) -> str:
    return "" if font is None else str(font.get("typeface", "")).strip()


def _slots(package: Package) -> set[str]:
    """The font slots that the letters on slides take by their code points (ISO/IEC 29500-1, 21.1.2.3.1, .3 and .7)."""
    return {"latin", *by_slide(package, "slots", _taken)}


def _taken(_where: str, _part: str, root: Element) -> Iterator[str]:
    words = "".join(run.findtext(f"{A}t") or "" for run in runs(root))
    yield from (slot for slot, letters in (("ea", _EAST), ("cs", _COMPLEX)) if letters.search(words))


def _faces(_where: str, _part: str, root: Element) -> Iterator[str]:
    """The fonts that a slide names."""
    yield from {_face(font) for font in root.iter(f"{A}latin", f"{A}ea", f"{A}cs")}
