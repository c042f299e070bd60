"""Fonts as the standard wants them: CMaps, CID systems, glyph lists, encodings and widths (ISO 14289-1, 7.21.3 to 7.21.8).

Judged for the fonts that a page or an annotation shows. Left out on purpose: what the letters mean (`text`), and Type 3 fonts,
whose glyphs are content.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import pikepdf

from kit.budget import Budget
from kit.caches import KeptValues
from kit.checks.finding import error, quote
from kit.errors import Finding
from kit.tagged.fonts import Font
from kit.tagged.programs import Program, glyph_of, program, symbolic
from kit.tagged.source import PdfSource
from kit.tagged.values import array, data_of, dictionary, entry, number, said, text

_SLACK = 1.0
"""Thousandths of an em by which a width may differ (7.21.5)."""
_DIGEST = 32
"""The bytes of the key of a font that is known by all that it holds."""
_SUBSET = re.compile(r"[A-Z]{6}\+")
_GB = "GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBKp-EUC-V GBK2K-H GBK2K-V UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V"
_CNS = "B5pc-H B5pc-V HKscs-B5-H HKscs-B5-V ETen-B5-H ETen-B5-V ETenms-B5-H ETenms-B5-V CNS-EUC-H CNS-EUC-V UniCNS-UCS2-H UniCNS-UCS2-V UniCNS-UTF16-H UniCNS-UTF16-V"
_JAPAN = (
    "83pv-RKSJ-H 90ms-RKSJ-H 90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H Add-RKSJ-H Add-RKSJ-V EUC-H EUC-V Ext-RKSJ-H "
    "Ext-RKSJ-V H V UniJIS-UCS2-H UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V UniJIS-UTF16-H UniJIS-UTF16-V"
)
_KOREA = "KSC-EUC-H KSC-EUC-V KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V KSCpc-EUC-H UniKS-UCS2-H UniKS-UCS2-V UniKS-UTF16-H UniKS-UTF16-V"
PREDEFINED = {
    **dict.fromkeys(("Identity-H", "Identity-V"), ""),
    **dict.fromkeys(_GB.split(), "GB1"),
    **dict.fromkeys(_CNS.split(), "CNS1"),
    **dict.fromkeys(_JAPAN.split(), "Japan1"),
    **dict.fromkeys(_KOREA.split(), "Korea1"),
}
"""The CMaps that need not be in the file, with the ordering of their characters (ISO 32000-1, table 118)."""


def check(source: PdfSource, seen: frozenset[bytes], part: str) -> Iterator[Finding]:
    """Findings on the fonts in use; `seen` holds the ids of those that paint letters, which alone need letter forms."""
    for font in source.fonts:
        if font.used and font.subtype != "Type3":
            shown = font.key in seen or font in source.appearances
            yield from once(
                source, font, ("fonts", shown, part), functools.partial(_font, font, source.budget, part, shown=shown)
            )


_VERDICTS: KeptValues[tuple[object, ...], tuple[Finding, ...]] = KeptValues(256, turning=True)


def once(source: PdfSource, font: Font, key: Hashable, walk: Callable[[], Iterable[Finding]]) -> Iterable[Finding]:
    """What a walk finds that looks at one font and the letters that are shown of it; asked once for all files that have and show the same."""
    if not source.plain or len(font.key) != _DIGEST:
        return walk()
    asked = (key, font.key, tuple(font.used))
    known = _VERDICTS.get(asked)
    return known if known is not None else _VERDICTS.keep(asked, tuple(walk()))


def _font(font: Font, budget: Budget, part: str, *, shown: bool) -> Iterator[Finding]:
    if font.composite:
        yield from _composite(font, part, budget)
    if not shown:
        return
    found = program(font, budget)
    if font.subtype == "TrueType":
        yield from _truetype(font, found, part)
    if found is not None:
        yield from _letters(font, found, part)
        yield from _lists(font, found, budget)
    elif font.embedded:
        message = "The font in the file can't be read."
        yield error("pdf-font-program", f"font {font.name}", message, _clause(part, "4.1", "5.5.1", "31-009"))


def _clause(part: str, first: str, second: str, condition: str) -> str:
    return f"ISO 14289-1 7.21.{first}; Matterhorn {condition}" if part == "1" else f"ISO 14289-2 8.4.{second}"


def _composite(font: Font, part: str, budget: Budget) -> Iterator[Finding]:
    where = f"font {font.name}"
    system = dictionary(font.base, "/CIDSystemInfo")
    encoding = entry(font.source, "/Encoding")
    name = text(font.source, "/Encoding") or text(encoding, "/CMapName")
    if isinstance(encoding, pikepdf.Stream):
        yield from _embedded(encoding, where, part, budget)
    elif name not in PREDEFINED:
        message = f"The font's CMap {quote(name)} is neither in the file nor one that every program has."
        yield error("pdf-cmap", where, message, _clause(part, "3.3", "5.4", "31-006"))
    if name not in ("Identity-H", "Identity-V") and not _agree(system, encoding, name):
        message = "The font and its CMap number characters by different systems (CIDSystemInfo)."
        yield error("pdf-cid-system", where, message, _clause(part, "3.1", "5.3.1", "31-001 to 31-003"))
    embedded = font.embedded and text(font.base, "/Subtype") == "CIDFontType2"
    mapped = entry(font.base, "/CIDToGIDMap")
    if embedded and not isinstance(mapped, pikepdf.Stream) and text(font.base, "/CIDToGIDMap") != "Identity":
        message = "The font does not say which letter form a character number means (CIDToGIDMap)."
        yield error("pdf-cid-map", where, message, _clause(part, "3.2", "5.3.2", "31-004, 31-005"))


def _agree(system: pikepdf.Object, encoding: object, name: str) -> bool:
    if not isinstance(encoding, pikepdf.Stream):
        wanted = PREDEFINED.get(name)
        return wanted is None or (text(system, "/Registry"), text(system, "/Ordering")) == ("Adobe", wanted)
    other = dictionary(encoding, "/CIDSystemInfo")
    same = all(text(system, key) == text(other, key) for key in ("/Registry", "/Ordering"))
    mine, theirs = number(system, "/Supplement"), number(other, "/Supplement")
    return same and mine is not None and theirs is not None and mine <= theirs


_MODE = re.compile(rb"/WMode\s+(\d)\s+def")
_USES = re.compile(rb"/([\w-]{1,60})\s+usecmap")


def _embedded(stream: pikepdf.Object, where: str, part: str, budget: Budget) -> Iterator[Finding]:
    data = data_of(stream, budget)
    said, meant = number(stream, "/WMode") or 0, _MODE.search(data)
    if data and said != (int(meant[1]) if meant else 0):
        message = "A CMap says in two places which way its text runs, and they differ (WMode)."
        yield error("pdf-cmap", where, message, _clause(part, "3.3", "5.4", "31-007"))
    used = {text(stream, "/UseCMap"), *(name.decode() for name in _USES.findall(data))} - {""}
    if strange := sorted(used - set(PREDEFINED)):
        message = f"A CMap builds on another one, {quote(strange[0])}, that not every program has."
        yield error("pdf-cmap", where, message, _clause(part, "3.3", "5.4", "31-008"))


def _truetype(font: Font, found: Program | None, part: str) -> Iterator[Finding]:
    """7.21.6: how a simple TrueType font finds its letters."""
    where = f"font {font.name}"
    encoding = entry(font.source, "/Encoding")
    base = text(encoding, "/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else text(font.source, "/Encoding")
    tables = found.tables if found else None
    if symbolic(font):
        if encoding is not None:
            message = "A symbol font names an encoding: programs then show other letters than the font has."
            yield error("pdf-encoding", where, message, _clause(part, "6", "5.7", "31-024"))
        enough = (3, 0) in (tables or ()) or len(tables or ()) == 1 or (part == "2" and (1, 0) in (tables or ()))
        if tables is not None and not enough:
            message = "A symbol font has several tables of letters, and none for symbols (cmap 3, 0)."
            yield error("pdf-encoding", where, message, _clause(part, "6", "5.7", "31-025, 31-026"))
        return
    if base not in ("MacRomanEncoding", "WinAnsiEncoding"):
        message = "A font of letters does not name WinAnsiEncoding or MacRomanEncoding: its codes mean no letters."
        yield error("pdf-encoding", where, message, _clause(part, "6", "5.7", "31-020, 31-022"))
    elif any(isinstance(one, pikepdf.Name) for one in array(encoding, "/Differences")):
        yield from _differences(encoding, tables, where, part)
    lacking = not {(3, 1), (1, 0)} & set(tables or ()) if part == "2" else len(tables or ()) <= ((3, 0) in (tables or ()))
    if tables is not None and lacking:
        message = "A font of letters has no table that finds them (cmap)."
        yield error("pdf-encoding", where, message, _clause(part, "6", "5.7", "31-019"))


def _differences(encoding: object, tables: Sequence[tuple[int, int]] | None, where: str, part: str) -> Iterator[Finding]:
    from fontTools.agl import toUnicode

    names = [said(one) for one in array(encoding, "/Differences") if isinstance(one, pikepdf.Name)]
    strange = [name for name in names if name != ".notdef" and not toUnicode(name)]
    if strange or (tables is not None and (3, 1) not in tables):
        message = "A font of letters names letter forms that no list has, or has no Unicode table to find them by."
        yield error("pdf-encoding", where, message, _clause(part, "6", "5.7", "31-021, 31-023"))


def _letters(font: Font, found: Program, part: str) -> Iterator[Finding]:
    """Each shown character has its letter form, of the width that the file says."""
    absent, wide, boxes = [], [], []
    for glyph in font.used.values():
        name = glyph_of(font, found, glyph.code, glyph.gid)
        if name == "":
            absent.append(glyph)
            continue
        if name == ".notdef" and not font.composite:
            boxes.append(glyph)
            continue
        width = found.width(name) if name else None
        if width is not None and abs(width - glyph.width) > _SLACK:
            wide.append(glyph)
    where = f"font {font.name}"
    if boxes:
        message = f"{len(boxes)} characters are shown as the “missing” box: {quote(''.join(glyph.text for glyph in boxes))}."
        yield error("pdf-missing-glyph", where, message, _clause(part, "8", "5.9", "31-030"))
    if absent:
        said = quote("".join(glyph.text for glyph in absent))
        message = f"{len(absent)} shown characters have no letter form in the font ({said}): they print as boxes or not at all."
        yield error("pdf-glyph-absent", where, message, _clause(part, "4.1", "5.5.1", "31-011"))
    if wide:
        said = quote("".join(glyph.text for glyph in wide))
        message = f"{len(wide)} shown characters have another width than their letter forms ({said}): they may print as others."
        yield error("pdf-glyph-width", where, message, _clause(part, "5", "5.6", "31-018"))


def _lists(font: Font, found: Program, budget: Budget) -> Iterator[Finding]:
    """A list of the glyphs in a subset, where there is one, is whole (7.21.4.2); PDF/UA-2 has dropped the rule."""
    if not _SUBSET.match(font.name):
        return
    message = "The font's own list of its letter forms is not whole."
    listed = entry(font.descriptor, "/CharSet")
    if not font.composite and isinstance(listed, pikepdf.String):
        names = set(re.findall(r"/([^/\s()<>]+)", text(font.descriptor, "/CharSet")))
        if set(found.names) - names - {".notdef"}:
            yield error("pdf-font-set", f"font {font.name}", message, "ISO 14289-1 7.21.4.2; Matterhorn 31-012, 31-013")
    stream = entry(font.descriptor, "/CIDSet")
    if font.composite and isinstance(stream, pikepdf.Stream):
        bits = data_of(stream, budget)
        has = (gid for gid, name in enumerate(found.names) if gid and _filled(found, name))
        if isinstance(entry(font.base, "/CIDToGIDMap"), pikepdf.Stream):
            has = (cid for cid in (font.tables.encoding.cids.get(code, code) for code in font.used))
        if found.keyed:
            has = (int(name[3:]) for name in found.names if re.fullmatch(r"cid\d{5}", name))
        elif text(font.base, "/CIDToGIDMap") == "Identity" and any(bits[(len(found.names) + 7) // 8 :]):
            yield error("pdf-font-set", f"font {font.name}", message, "ISO 14289-1 7.21.4.2; Matterhorn 31-014")
            return
        if any(not (cid // 8 < len(bits) and bits[cid // 8] >> (7 - cid % 8) & 1) for cid in has):
            yield error("pdf-font-set", f"font {font.name}", message, "ISO 14289-1 7.21.4.2; Matterhorn 31-014, 31-015")


def _filled(found: Program, name: str) -> bool:
    try:
        return found.filled(name)
    except (KeyError, IndexError):
        return False
