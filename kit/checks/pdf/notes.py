"""Notes, role maps and private-use characters: what the structure tree must say beyond which tag lies in which.

ISO 14289-1, 7.1 and 7.9; ISO 14289-2, 8.2.4, 8.2.5.12, 8.2.5.14, 8.4.3. Left out on purpose: whether a note is where its reader needs it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from kit.checks.finding import error, quote
from kit.checks.pdf.tags import OF_PDF_2, STANDARD
from kit.errors import Finding
from kit.tagged.quiet import quiet
from kit.tagged.source import PageWords, PdfSource
from kit.tagged.tree import TagElement, Tree
from kit.tagged.values import Key

_NOTES_CLAUSE = "ISO 14289-2 8.2.5.14"
_KINDS = frozenset(("Footnote", "Endnote", "None"))


def check(source: PdfSource, elements: Sequence[TagElement], part: str) -> Iterator[Finding]:
    """Findings on notes, role maps and headings without a level."""
    if source.tree is None:
        return
    yield from _roles(source.tree, part)
    if part == "1":
        yield from _ids(elements)
        yield from _levels(elements)
        return
    for element in elements:
        where = f"page {element.place}" if element.place else "structure tree"
        if element.role == "H":
            yield error("pdf-heading-kinds", where, "PDF/UA-2 knows no heading without a level (H).", "ISO 14289-2 8.2.5.12")
        if element.role == "Note":
            yield error("pdf-note", where, "PDF/UA-2 knows no Note; tag it FENote.", _NOTES_CLAUSE)
    yield from _references(elements)


def private(source: PdfSource, elements: Sequence[TagElement]) -> Iterator[Finding]:
    """Findings on texts of elements that hold private-use characters (PDF/UA-2)."""
    if not quiet(source, _private):
        for element in elements:
            yield from _private(element, source)


def _private(element: TagElement, source: PageWords) -> Iterator[Finding]:
    for said in (element.alt, source.replaced.get(element)):
        if said and any(unicodedata.category(char) == "Co" for char in said):
            where = f"page {element.place}" if element.place else "structure tree"
            message = f"The text for {element.role} holds private-use characters, which no voice can say."
            yield error("pdf-private-use", where, message, "ISO 14289-2 8.4.3")


def _roles(tree: Tree, part: str) -> Iterator[Finding]:
    clause = "ISO 14289-1 7.1; Matterhorn 02-003" if part == "1" else "ISO 14289-2 8.2.4"
    standard = STANDARD - OF_PDF_2  # the root's map is for tags without a namespace, which are PDF 1.7's in PDF 2.0 too
    for tag, goal in tree.roles.items():
        if _circles(tree.roles, tag):
            message = f"The role map leads from {tag} round in a circle: nobody knows what the tag means."
            yield error("pdf-role-map", "structure tree", message, clause)
        elif tag in standard and goal != tag:
            message = f"The role map gives the standard tag {tag} another meaning ({goal})."
            yield error("pdf-role-map", "structure tree", message, clause.replace("02-003", "02-004"))


def _circles(roles: dict[str, str], tag: str) -> bool:
    if roles[tag] == tag:
        return False  # maps to itself: says nothing, and is common
    passed = {tag}
    while tag in roles and len(passed) < 100:
        tag = roles[tag]
        if tag in passed:
            return True
        passed.add(tag)
    return False


def _ids(elements: Sequence[TagElement]) -> Iterator[Finding]:
    notes = [(element, element.id) for element in elements if element.role == "Note"]
    counts = Counter(name for _, name in notes)
    for element, name in notes:
        where = f"page {element.place}" if element.place else "structure tree"
        if not name:
            message = "A note has no ID, so nothing can refer to it."
            yield error("pdf-note", where, message, "ISO 14289-1 7.9; Matterhorn 19-003")
        elif counts[name] > 1:
            message = f"{counts[name]} notes share the ID {quote(name)}."
            yield error("pdf-note", where, message, "ISO 14289-1 7.9; Matterhorn 19-004")


def _levels(elements: Sequence[TagElement]) -> Iterator[Finding]:
    for element in elements:
        if sum(kid.role == "H" for kid in element.elements) > 1:
            where = f"page {element.place}" if element.place else "structure tree"
            message = f"{element.role} holds several headings without a level (H); each part may have one."
            yield error("pdf-heading-kinds", where, message, "ISO 14289-1 7.4.4; Matterhorn 14-006")


def _refs(element: TagElement) -> list[Key]:
    return [(0, 0)] if element.refers_to is None else list(element.refers_to)


def _references(elements: Sequence[TagElement]) -> Iterator[Finding]:
    """A note and what cites it point to each other."""
    notes = {element.key: element for element in elements if element.role == "FENote"}
    if not notes:
        return
    citing = {element.key: _refs(element) for element in elements if element.refers_to is not None and element.role != "FENote"}
    for key, note in notes.items():
        where = f"page {note.place}" if note.place else "structure tree"
        back = _refs(note)
        cited = [who for who, goals in citing.items() if key in goals]
        if any(who not in back for who in cited):
            yield error("pdf-note", where, "A note does not point back to what cites it (/Ref).", _NOTES_CLAUSE)
        if any(goal not in cited for goal in back if goal in citing or goal in _keys(elements)):
            yield error("pdf-note", where, "A note points to text that does not cite it (/Ref).", _NOTES_CLAUSE)
        kind = note.attribute("FENote", "NoteType")
        if kind is not None and str(kind) not in _KINDS:
            message = f"The kind of a note is {quote(str(kind))}; it must be Footnote, Endnote or None."
            yield error("pdf-note", where, message, _NOTES_CLAUSE)


def _keys(elements: Sequence[TagElement]) -> frozenset[Key]:
    return frozenset(element.key for element in elements)
