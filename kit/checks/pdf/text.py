"""Words in a PDF: each character code has a glyph and a meaning, and each run is in the language it is marked with.

ISO 14289-1, 7.2 and 7.21. Left out on purpose: spelling, and languages that share a script (a person or `roundtrip` tells
Spanish marked as English).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

import pikepdf
from fontTools.unicodedata import script

from kit.caches import remembered
from kit.checks.finding import error, quote, warning
from kit.checks.pdf import fonts
from kit.errors import Finding
from kit.locale import known, language_of
from kit.tagged.fonts import Font, encoded_names
from kit.tagged.homes import elements_of
from kit.tagged.marks import PaintedPage
from kit.tagged.quiet import quiet
from kit.tagged.source import PageWords, PdfSource
from kit.tagged.tree import TagContent, TagElement, Tree
from kit.tagged.values import dictionary, entry, text

# BCP 47 (RFC 5646, 2.1), without grandfathered tags: language, script, region, variants, extensions, private use.
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE,
)
_MIXED = {
    "Hans": {"Hani", "Bopo"},
    "Hant": {"Hani", "Bopo"},
    "Jpan": {"Hani", "Hira", "Kana"},
    "Kore": {"Hang", "Hani"},
    "Hrkt": {"Hira", "Kana"},
}
_NEUTRAL = frozenset(("Zyyy", "Zinh", "Zzzz"))
_ENOUGH = 3
_INVISIBLE = 3
"""The text rendering mode that paints nothing (ISO 32000-1, 9.3.6), as over a scanned page."""
_FORBIDDEN = {0: "nothing (U+0000)", 0xFEFF: "a byte order mark", 0xFFFE: "no character"}
_BAD = {**_FORBIDDEN, 0xFFFD: "the replacement character"}


def seen(source: PdfSource) -> frozenset[bytes]:
    """The keys of the fonts that paint letters; one that only lies invisibly over a scan paints none."""
    return frozenset(page.fonts.get(key, key) for page in source.pages for key in page.once(_drawn))


def check(source: PdfSource) -> Iterator[Finding]:
    """Findings on fonts, character meanings and languages."""
    drawn = seen(source)
    for font in source.fonts:
        if not font.used:
            continue
        shown, appears = font.key in drawn, font in source.appearances
        yield from fonts.once(source, font, ("text", shown, appears), functools.partial(_font, font, seen=shown, appears=appears))
    yield from _languages(source)


def _drawn(page: PaintedPage) -> frozenset[bytes]:
    """The keys of the fonts that visible text of a page is drawn with."""
    return frozenset(mark.font for mark in page.marks if mark.font and mark.kind == "text" and mark.mode != _INVISIBLE)


def _font(font: Font, *, seen: bool, appears: bool) -> Iterator[Finding]:
    """Findings on a font; one that only lies invisibly over a scan needs no letter forms (7.21.4.1)."""
    where = f"font {font.name}"
    if not font.embedded and (seen or appears):
        message = "The font is not in the file: another one takes its place on other computers, and letters may be lost."
        yield error("pdf-font-not-embedded", where, message, "ISO 14289-1 7.21.4.1; Matterhorn 31-009")
    missing = [glyph for glyph in font.used.values() if glyph.gid == 0]
    if missing:
        message = f"{len(missing)} characters are shown as the “missing” box: {quote(''.join(g.text for g in missing))}."
        yield error("pdf-missing-glyph", where, message, "ISO 14289-1 7.21.8; Matterhorn 31-030")
    own = _own_encoding(font)
    told = font.named or (own and "/Encoding" not in font.source)
    mapped = font.tables.to_unicode.texts
    blank = [glyph.code for glyph in font.used.values() if not glyph.text and glyph.code in mapped]
    silent = [
        glyph.code for glyph in font.used.values() if not (glyph.text or glyph.code in mapped) or not font.means(glyph.code)
    ]
    silent = [] if told else [code for code in silent if not own or code in encoded_names(font.source)]
    if blank and not told:
        message = f"{len(blank)} shown characters stand for nothing: look whether those beside them say what they show."
        yield error("pdf-odd-unicode", where, message, "ISO 32000-1 9.10.3; ISO 14289-1 7.21.7")
    if silent:
        message = f"{len(silent)} shown characters have no meaning (no ToUnicode): they can't be read out, searched or copied."
        yield error("pdf-no-unicode", where, message, "ISO 14289-1 7.21.7; Matterhorn 10-001, 31-027")
    odd = Counter(name for glyph in font.used.values() for char in glyph.text if (name := _meaningless(char)))
    for name, count in odd.items():
        message = f"{count} shown characters stand for {name}: a voice has nothing to say."
        if name in _FORBIDDEN.values():
            yield error("pdf-bad-unicode", where, message, "ISO 14289-1 7.21.7; Matterhorn 31-028; ISO 14289-2 8.4.5.8")
        else:  # PDF/UA-1 does not forbid them
            yield error("pdf-odd-unicode", where, message, "ISO 32000-1 9.10.2; ISO 14289-2 8.4.3; WCAG 2.2 SC 1.3.1")


def _own_encoding(font: Font) -> bool:
    """Whether the codes that the file gives no name are named by the font's own program (ISO 32000-1, 9.6.6.1, table 114)."""
    encoding = entry(font.source, "/Encoding")
    based = isinstance(encoding, pikepdf.Name) or "/BaseEncoding" in dictionary(font.source, "/Encoding")
    return font.subtype in ("Type1", "MMType1") and font.embedded and not based


def _meaningless(char: str) -> str:
    if (found := _BAD.get(ord(char))) is not None:
        return found
    match unicodedata.category(char):
        case "Co":
            return "private-use characters"
        case "Cn" | "Cs":
            return "unassigned characters"
        case "Cc" if char not in "\t\n\r":
            return "control characters"
        case _:
            return ""


@functools.lru_cache(maxsize=256)
def expected_scripts(tag: str) -> frozenset[str]:
    """The ISO 15924 codes that a language tag is written in; empty where that is not known."""
    from babel.core import get_global

    parts = tag.split("-")
    named = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if not named:
        found = known(tag) or known(language_of(tag))
        named = found.script if found else ""
    if not named:
        likely = get_global("likely_subtags")
        full = likely.get(f"{parts[0]}_{parts[-1]}") or likely.get(parts[0].lower()) or ""
        named = next((part for part in full.split("_")[1:] if len(part) == 4), "")
    return frozenset(_MIXED.get(named, {named} if named else ()))


def _tag_faults(tag: str) -> str:
    if not _TAG.fullmatch(tag):
        return "is not a language tag (BCP 47)"
    from babel import Locale

    primary = tag.split("-")[0].lower()
    if primary != "x" and primary not in Locale("en").languages:
        return "names a language that is not known"
    return ""


def _languages(source: PdfSource) -> Iterator[Finding]:
    clause = "ISO 14289-1 7.2; Matterhorn 11-001, 11-007; WCAG 2.2 SC 3.1.1"
    declared = text(source.pdf.Root, "/Lang")
    if not source.lang and not _all_in_a_language(source) and any(mark.kind == "text" for mark in source.marks()):
        message = "The file does not say its language: a screen reader uses the wrong voice."
        yield error("pdf-no-lang", "file", message, clause)
    elif not declared and source.lang:
        message = "The language is on an element only, not on the file (/Lang of the catalogue)."
        yield warning("pdf-no-lang", "file", message, clause)
    elements = source.tree.once(elements_of) if source.tree else ()
    inline = [tag for page in source.pages for tag in page.once(_inline)]
    for tag in dict.fromkeys((declared, *(source.tree.once(_named) if source.tree else ()), *inline)):
        if tag and (what := _tag_faults(tag)):
            yield error("pdf-bad-lang", "file", f"The language “{tag}” {what}.", "ISO 14289-1 7.2; ISO 32000-1 14.9.2")
    if not quiet(source, _scripts):
        for element in elements:
            yield from _scripts(element, source)


def _named(tree: Tree) -> tuple[str, ...]:
    """The languages that elements name, in the order of the first of each."""
    return tuple(dict.fromkeys(element.lang for element in tree.once(elements_of)))


def _inline(page: PaintedPage) -> tuple[str, ...]:
    """The same of a page's own marks."""
    return tuple(dict.fromkeys(scope.lang for scope in page.sequences))


def _all_in_a_language(source: PdfSource) -> bool:
    """Whether each text stands in a language that an element or the page's own marks give it, though the file has none."""
    spoken = [
        (element, kid)
        for element in (source.tree.walk() if source.tree else ())
        for kid in element.kids
        if isinstance(kid, TagContent) and source.text(kid).strip()
    ]
    return bool(spoken) and all(element.language("") or _relabelled(source, kid) for element, kid in spoken)


def _scripts(element: TagElement, source: PageWords) -> Iterator[Finding]:
    """Words of another script than the language in force has: a voice would spell them or skip them."""
    lang = element.language(source.lang)
    wanted = expected_scripts(lang) if lang else frozenset()
    if not wanted:
        return
    for kid in element.kids:
        if isinstance(kid, TagContent) and not _relabelled(source, kid):
            yield from _foreign(source.text(kid), lang, wanted, f"page {kid.page}", "text")
    for words, what in ((element.alt, "alternative text"), (source.replaced.get(element), "replacement text")):
        if words and not element.elements:
            yield from _foreign(words, lang, wanted, f"page {element.place}", what)


def _relabelled(source: PageWords, content: TagContent) -> bool:
    """Whether the content stream itself marks a language inside this piece (14.9.2.2)."""
    return source.relabelled.get((content.page, content.mcid, content.stream), False)


@remembered(2048)
def _scripts_of(text: str) -> Mapping[str, int]:
    """How many letters of each script there are."""
    return Counter(found for char in text if (found := script(char)) not in _NEUTRAL)


def _foreign(text: str, lang: str, wanted: frozenset[str], where: str, what: str) -> Iterator[Finding]:
    scripts = _scripts_of(text)
    strange = {found: count for found, count in scripts.items() if found not in wanted}
    if not strange:
        return
    if what != "text" and any(found in wanted for found in scripts):
        return  # an alternative text can't mark a word in another language
    run = "".join(char for char in text if script(char) in strange)
    if sum(strange.values()) >= _ENOUGH or not any(found in wanted for found in scripts):
        message = f"The {what} {quote(text)} is marked as '{lang}', but {quote(run)} is written in another script."
        yield error("pdf-wrong-lang", where, message, "ISO 14289-1 7.2; Matterhorn 11-007; WCAG 2.2 SC 3.1.2")
