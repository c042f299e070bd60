"""Rules on a deck as a file: properties, sections, links between parts, locks, motion, size, and what it tells about its maker."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from kit.caches import KeptValues
from kit.checks.deck.known import by_itself, by_slide
from kit.checks.deck.xml import DC, P14, Element, P, R, kind, number
from kit.checks.finding import error, warning
from kit.errors import Finding
from kit.opc import Package

_DEFAULT_TITLES = frozenset(("", "powerpoint presentation", "presentation", "untitled"))
_DEFAULT_SECTION = re.compile(r"default|untitled|standard(abschnitt)?$", re.IGNORECASE)
_GUID = re.compile(r"^\{[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}\}$")
_MEDIA = frozenset(("audio", "video", "media"))
_EFFECTS = frozenset(("anim", "animClr", "animEffect", "animMotion", "animRot", "animScale", "audio", "cmd", "set", "video"))
_LINKED = re.compile(r"ppt/(presentation|(slides|notesSlides|slideLayouts|slideMasters|notesMasters|charts)/[^/]+)\.xml$")
_TEMPLATE = re.compile(r"ppt/slide(Layouts|Masters)/[^/]+\.xml$")
_PRIVATE = re.compile(rb"(/home/|/root/|/Users/|[A-Za-z]:\\\\?Users\\)")
_HINTS = (b"/home/", b"/root/", b"Users")
"""One of these is in whatever `_PRIVATE` finds, and they are looked for many times as fast."""
LAYOUTS = 8
"""Layouts that an author can still choose from at a glance."""
WEIGHT = 300_000
"""Bytes above which a deck is slow to mail and to open on an old computer."""


def properties(package: Package) -> Iterator[Finding]:
    """The file's title, language, author and subject are set, so that a reader knows what is open and how to speak it."""
    part = package.target("", "core-properties")
    core = package.xml(part) if part else None

    def said(name: str) -> str:
        return "" if core is None else (core.findtext(f"{DC}{name}") or "").strip()

    if said("title").lower() in _DEFAULT_TITLES:
        yield error(
            "deck-title-property", "file properties", "The file has no title of its own in its properties.", "WCAG 2.2 SC 2.4.2"
        )
    if not said("language"):
        message = "The file does not say its language in its properties."
        yield error("deck-language-property", "file properties", message, "WCAG 2.2 SC 3.1.1")
    for name in ("creator", "subject"):
        if not said(name):
            yield warning(
                "deck-properties", "file properties", f"The file's {name} is empty.", "Section 508 guide, file properties"
            )


def sections(package: Package) -> Iterator[Finding]:
    """Sections exist, have names of their own, and hold every slide once."""
    root = package.xml(package.presentation)
    found = list(root.iter(f"{P14}section"))
    clause = "Microsoft Accessibility Checker: section names"
    if not found:
        yield warning("deck-sections", "whole deck", "The slides are not grouped into named sections.", clause)
        return
    names = [section.get("name", "").strip() for section in found]
    for name, count in Counter(names).items():
        if not name or _DEFAULT_SECTION.search(name):
            yield error("deck-section-name", "whole deck", f"A section is called “{name}”, which says nothing.", clause)
        elif count > 1:
            yield error("deck-section-name", "whole deck", f"{count} sections are called “{name}”.", clause)
    listed = [slide.get("id") for section in found for slide in section.iter(f"{P14}sldId")]
    wanted = [slide.get("id") for slide in root.iterfind(f"{P}sldIdLst/{P}sldId")]
    if Counter(listed) != Counter(wanted):
        yield error("deck-section-slides", "whole deck", "The sections do not hold each slide once.", clause)
    for section in found:
        if not _GUID.match(section.get("id", "")):
            message = f"The id of the section “{section.get('name')}” is not an upper-case GUID."
            yield error("deck-section-id", "whole deck", message, "MS-PPTX 2.6.1")


def names(package: Package) -> Iterator[Finding]:
    """Each part has a name of its own, also for programs to which capital letters are small ones."""
    if package.repeated:
        message = f"Parts of the file share the name {package.repeated[0]}: programs show one of them, and not all the same one."
        yield error("deck-part-names", "whole deck", message, "ISO/IEC 29500-2, 6.2.2.3, 7.3.2")


def targets(package: Package) -> Iterator[Finding]:
    """Every relation that the deck, a slide, its notes, a layout or a master uses leads to a part that is there."""
    places = {part: f"slide {number}" for number, part in enumerate(package.slides, start=1)}
    for part in sorted(name for name in package.names if _LINKED.match(name)):
        where = places.get(part, part)
        relations = {relation.id: relation for relation in package.relations(part)}
        used = _used(package, part)
        for ident in sorted(used - set(relations) - {""}):
            yield error("deck-relation", where, f"It points to “{ident}”, which does not exist.", "ISO/IEC 29500-2, 6.5")
        for relation in relations.values():
            if not relation.external and relation.target not in package.names:
                message = f"It points to {relation.target}, which is not in the file."
                yield error("deck-relation", where, message, "ISO/IEC 29500-2, 6.5")


_USED: KeptValues[bytes, frozenset[str]] = KeptValues(1024, turning=True)


def _used(package: Package, part: str) -> frozenset[str]:
    """The ids of relations that a part uses, read once for all decks that have a part of these bytes."""
    digest = package.digest(part)
    known = _USED.get(digest)
    if known is None:
        attributes = (pair for element in package.xml(part).iter() for pair in element.attrib.items())
        known = _USED.keep(digest, frozenset(str(value) for key, value in attributes if str(key).startswith(R)))
    return known


def locks(package: Package) -> Iterator[Finding]:
    """Nobody is kept from editing or reading the deck."""
    if package.xml(package.presentation).find(f"{P}modifyVerifier") is not None:
        message = "The deck asks for a password before it can be edited."
        yield error("deck-locked", "whole deck", message, "Microsoft Accessibility Checker: access restrictions")
    custom = package.target("", "custom-properties")
    if custom in package.names and b"_MarkAsFinal" in package.read(custom):
        message = "The deck is marked as final: who wants to change it for their needs is told not to."
        yield error("deck-locked", "whole deck", message, "Microsoft Accessibility Checker: access restrictions")


def motion(package: Package) -> Iterator[Finding]:
    """Nothing moves, plays, advances by itself, hides or waits in a comment."""

    def on_slide(where: str, part: str, root: Element) -> Iterator[Finding]:
        if _moves(root):
            yield error("deck-motion", where, "The slide has a transition or an animation.", "WCAG 2.2 SC 2.2.2")
        if any(one.get("advTm") is not None for one in root.iter(f"{P}transition")):
            message = "The slide gives way to the next by itself, read or not."
            yield error("deck-advance", where, message, "WCAG 2.2 SC 2.2.1")
        if root.get("show") in ("0", "false"):
            yield error("deck-hidden", where, "The slide is hidden in a slide show but is still read out.", "WCAG 2.2 SC 1.3.2")
        kinds = {relation.kind for relation in package.relations(part)}
        if kinds & _MEDIA:
            yield error(
                "deck-media",
                where,
                "The slide has sound or video; the checks can't tell if it is captioned.",
                "WCAG 2.2 SC 1.2.2",
            )
        if "comments" in kinds:
            yield error(
                "deck-comments", where, "The slide has comments; they are for authors, not for readers.", "Section 508 guide"
            )

    yield from by_slide(package, "motion", on_slide)
    for part in sorted(filter(_TEMPLATE.match, package.names)):
        if any(by_itself(package, "motion", part, lambda root: (_moves(root),))):
            yield error(
                "deck-motion", part, "Slides made from this template have a transition or animation.", "WCAG 2.2 SC 2.2.2"
            )


def _moves(root: Element) -> bool:
    """Whether a slide has a transition that shows, or a timeline that does more than exist."""
    passing = any(len(one) for one in root.iter(f"{P}transition"))
    acting = any(kind(one) in _EFFECTS for timing in root.iter(f"{P}timing") for one in timing.iter(f"{P}*"))
    return passing or acting


def shape(package: Package) -> Iterator[Finding]:
    """The slides are 16:9 at PowerPoint's own size, and the layouts few and named."""
    size = package.xml(package.presentation).find(f"{P}sldSz")
    wide, high = (0, 0) if size is None else (number(size.get("cx")), number(size.get("cy")))
    if not wide or abs(wide * 9 - high * 16) > wide * 0.02:
        yield warning(
            "deck-ratio", "whole deck", "The slides are not 16:9, as today's screens are.", "ISO/IEC 29500-1, 19.2.1.39"
        )
    layouts = sorted(part for part in package.names if re.match(r"ppt/slideLayouts/[^/]+\.xml$", part))
    if len(layouts) > LAYOUTS:
        yield warning("deck-layouts", "whole deck", f"There are {len(layouts)} layouts; more than {LAYOUTS} confuse.", "")
    found = [package.xml(part).find(f"{P}cSld") for part in layouts]
    names = ["" if one is None else one.get("name", "") for one in found]
    if any(not str(name).strip() for name in names) or len(set(names)) < len(names):
        yield warning("deck-layouts", "whole deck", "Layouts lack names, or share them.", "ISO/IEC 29500-1, 19.3.1.39")


def traces(package: Package) -> Iterator[Finding]:
    """No folder of the maker's computer stands in the file, and the same input gives the same bytes."""
    stamps = {info.date_time for info in package.archive.infolist()}
    if len(stamps) > 1:
        message = "The parts carry different times, so the same deck built twice gives different files."
        yield warning("deck-stamps", "whole deck", message, "reproducible-builds.org")
    for part in sorted(package.names):
        if _tells(package, part):
            yield error("deck-private", part, "The file names a folder of the computer it was made on.", "privacy")


_TELLS: KeptValues[bytes, bool] = KeptValues(2048, turning=True)


def _tells(package: Package, part: str) -> bool:
    """Whether a part names a folder, looked for once in all decks that have a part of these bytes."""
    if not part.endswith((".xml", ".rels", ".xlsx")):
        return False
    digest = hashlib.sha256(package.read(part)).digest() if part.endswith(".xlsx") else package.digest(part)
    known = _TELLS.get(digest)
    return (
        _TELLS.keep(digest, any(_PRIVATE.search(text) for text in _texts(package, part) if any(hint in text for hint in _HINTS)))
        if known is None
        else known
    )


def _texts(package: Package, part: str) -> Iterator[bytes]:
    """The XML of a part; of a chart's workbook, that of its own parts."""
    if part.endswith((".xml", ".rels")):
        yield package.read(part)
    elif part.endswith(".xlsx"):
        book = Package(package.read(part))
        for name in sorted(book.names):
            if name.endswith((".xml", ".rels")):
                yield book.read(name)


def weight(package: Package) -> Iterator[Finding]:
    """The deck is small enough to mail and to open on an old computer."""
    total = package.size
    if total > WEIGHT:
        yield warning(
            "deck-weight", "whole deck", f"The file is {total // 1000} kB; more than {WEIGHT // 1000} kB is slow to mail.", ""
        )
