"""Annotations and form fields beyond their place in the tree: kinds that are forbidden, media, descriptions, structure destinations.

ISO 14289-1, 7.18; ISO 14289-2, 8.8 to 8.10. Left out on purpose: where links lead (`links`), and whether they are tagged
(`structure`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pikepdf

from kit.checks.finding import error, quote
from kit.checks.pdf.structure import shows
from kit.errors import Finding
from kit.tagged.source import PdfSource
from kit.tagged.tree import Reference, TagContent, TagElement
from kit.tagged.values import Key, array, dictionary, entry, number, numbers, text

_MARKUP = frozenset(
    [
        "Text",
        "FreeText",
        "Line",
        "Square",
        "Circle",
        "Polygon",
        "PolyLine",
        "Highlight",
        "Underline",
        "Squiggly",
        "StrikeOut",
        "Caret",
        "Stamp",
        "Ink",
        "FileAttachment",
        "Redact",
        "Projection",
    ]
)
_TOLD = {
    "Ink": "8.9.2.4.8",
    "Screen": "8.9.2.4.12",
    "3D": "8.9.2.4.19",
    "RichMedia": "8.9.2.4.19",
}
_INVISIBLE, _NO_VIEW, _TOGGLES = 1, 32, 256
_MOST = 20_000


def check(source: PdfSource, elements: Sequence[TagElement], part: str) -> Iterator[Finding]:
    """Findings on the annotations of each page, and on the form elements that hold fields."""
    holders = {kid.target: element for element in elements for kid in element.kids if isinstance(kid, Reference)}
    widgets: set[Key] = set()
    for page in source.pages:
        where = f"page {page.number}"
        for found in array(page.source, "/Annots"):
            if not isinstance(found, pikepdf.Dictionary):
                continue
            source.budget.spend("nodes")
            holder = holders.get(found.objgen)
            kind = text(found, "/Subtype")
            if kind == "Widget":
                widgets.add(found.objgen)
            if part == "1":
                yield from _first(kind, holder, where, visible=shows(found, page))
            else:
                yield from _second(found, kind, holder, where)
            yield from _media(found, where)
    for element in elements:
        if element.role == "Form":
            yield from _form(element, widgets, part)
    if part == "2":
        yield from _destinations(source)
        yield from _links(source, elements)


def _first(kind: str, holder: TagElement | None, where: str, *, visible: bool) -> Iterator[Finding]:
    if kind == "TrapNet" and visible:
        message = "The page has a trap network, which PDF/UA forbids."
        yield error("pdf-annotation-kind", where, message, "ISO 14289-1 7.18.2; Matterhorn 28-007")
    if kind == "PrinterMark" and holder is not None and visible:
        message = "A printer's mark is tagged as if it were content; it must be decoration."
        yield error("pdf-annotation-kind", where, message, "ISO 14289-1 7.18.8; Matterhorn 28-018")


def _second(found: pikepdf.Object, kind: str, holder: TagElement | None, where: str) -> Iterator[Finding]:
    clause = "ISO 14289-2 8.9.2.4"
    said = text(found, "/Contents")
    if kind in ("Sound", "Movie", "TrapNet"):
        yield error("pdf-annotation-kind", where, f"The page has an annotation {kind}, which PDF/UA-2 forbids.", clause)
    if holder is None or any(one.role == "Artifact" for one in (holder, *holder.ancestors())):
        return
    if kind in ("Popup", "PrinterMark"):
        message = f"An annotation {kind} is tagged as if it were content; it must be decoration."
        yield error("pdf-annotation-kind", where, message, clause)
    flags = number(found, "/F") or 0
    if flags & _INVISIBLE or (flags & _NO_VIEW and not flags & _TOGGLES):
        message = f"An annotation {kind} that nobody sees is tagged as if it were content."
        yield error("pdf-annotation-kind", where, message, "ISO 14289-2 8.9.2.2")
    if kind in _TOLD and not said:
        message = f"An annotation {kind} has no description to read out (/Contents)."
        yield error("pdf-annotation-contents", where, message, f"ISO 14289-2 {_TOLD[kind]}")
    if kind == "Stamp" and not said and not text(found, "/Name"):
        yield error("pdf-annotation-contents", where, "A stamp does not say what it is for.", "ISO 14289-2 8.9.2.4.7")
    rich = text(found, "/RC")
    if kind in _MARKUP and rich and "/Contents" in found and _bare(rich) != _bare(said):
        message = f"An annotation says {quote(said)} in plain words, but another thing in rich text."
        yield error("pdf-annotation-differs", where, message, "ISO 14289-2 8.9.2.3")
    if holder.alt is not None and "/Contents" in found and holder.alt != said:
        message = f"An annotation says {quote(said)}, but its tag says {quote(holder.alt)}."
        yield error("pdf-annotation-differs", where, message, "ISO 14289-2 8.9.4.2")
    if kind == "Widget":
        yield from _widget(found, holder, where)


def _bare(words: str) -> str:
    return "".join(re.sub(r"<[^<>]*>", "", words).split())


def _widget(found: pikepdf.Object, holder: TagElement, where: str) -> Iterator[Finding]:
    corners = numbers(found, "/Rect")
    if len(corners) == 4 and corners[0] == corners[2] and corners[1] == corners[3]:
        message = "A form field without size is tagged as if people could see it."
        yield error("pdf-annotation-kind", where, message, "ISO 14289-2 8.9.2.4.13")
    said = text(found, "/Contents")
    if "/AA" in found and not said:
        message = "A form field that does something by itself does not say so (/Contents)."
        yield error("pdf-annotation-contents", where, message, "ISO 14289-2 8.10.2.3")
    elif not said and not any(one.role == "Lbl" for one in holder.walk()):
        message = "A form field has neither a label nor a description (/Contents)."
        yield error("pdf-annotation-contents", where, message, "ISO 14289-2 8.10.2.3")
    rich = text(found, "/RV")
    if rich and _bare(rich) != _bare(text(found, "/V")):
        yield error("pdf-annotation-differs", where, "A field's rich text differs from its value.", "ISO 14289-2 8.10.3.3")


def _media(found: pikepdf.Object, where: str) -> Iterator[Finding]:
    """Films and sounds say of what type they are, and what they are for those who can't see or hear them."""
    for action in (dictionary(found, "/A"), *(dictionary(dictionary(found, "/AA"), key) for key in ("/PO", "/PV", "/E", "/D"))):
        clip = dictionary(dictionary(action, "/R"), "/C")
        if text(clip, "/S") != "MCD":
            continue
        if not text(clip, "/CT"):
            message = "A film or sound does not say of what type it is (/CT)."
            yield error("pdf-media", where, message, "ISO 14289-1 7.18.6.2; Matterhorn 28-014")
        alternatives = array(clip, "/Alt")
        spoken = [str(one).strip() for one in alternatives[1::2] if isinstance(one, pikepdf.String)]
        if not spoken or len(alternatives) % 2 or not all(spoken):
            message = "A film or sound has no description for those who can't see or hear it (/Alt)."
            yield error("pdf-media", where, message, "ISO 14289-1 7.18.6.2; Matterhorn 28-015")


def _form(element: TagElement, widgets: set[Key], part: str) -> Iterator[Finding]:
    mine = [kid for kid in element.kids if isinstance(kid, Reference) and kid.target in widgets]
    where = f"page {element.place}" if element.place else "structure tree"
    if part == "2":
        if len(mine) > 1:
            message = f"A Form tag holds {len(mine)} fields; each field needs a tag of its own."
            yield error("pdf-form-tag", where, message, "ISO 14289-2 8.10.1")
        return
    role = element.attribute("PrintField", "Role") or element.attribute("PrintField", "role")
    others = [kid for kid in element.kids if isinstance(kid, TagContent | TagElement)]
    if role is None and (len(mine) != 1 or others):
        message = "A Form tag must hold one field and nothing else, unless it says that it is a field to print (PrintField)."
        yield error("pdf-form-tag", where, message, "ISO 14289-1 7.18.4; Matterhorn 28-010")


def _inside(goal: object) -> bool:
    """Whether a destination is one by structure: its first part is an element, not a page (ISO 32000-2, 12.3.2.3)."""
    first = goal[0] if isinstance(goal, pikepdf.Array) and len(goal) else None
    return isinstance(first, pikepdf.Dictionary) and "/S" in first and text(first, "/Type") != "Page"


def _destinations(source: PdfSource) -> Iterator[Finding]:
    """Links and bookmarks inside the file lead to an element, so that a voice goes on reading there."""
    holders: list[tuple[str, object]] = [("bookmarks", item) for item in _bookmarks(source)]
    holders += [(f"page {page.number}", one) for page in source.pages for one in array(page.source, "/Annots")]
    pages: dict[str, int] = {}
    for where, holder in holders:
        action = dictionary(holder, "/A")
        goes = text(action, "/S") == "GoTo"
        goal = entry(action, "/SD") or entry(action, "/D") if goes else entry(holder, "/Dest")
        if isinstance(goal, pikepdf.String | pikepdf.Name):
            goal = _named(source, goal)
        if isinstance(goal, pikepdf.Dictionary):
            goal = entry(goal, "/SD") or entry(goal, "/D")
        if isinstance(goal, pikepdf.Array) and not _inside(goal):
            pages[where] = pages.get(where, 0) + 1
    for where, count in pages.items():
        message = f"{count} links lead to a page only, not to an element: a voice may start to read anywhere on it."
        yield error("pdf-destination", where, message, "ISO 14289-2 8.8")


def _named(source: PdfSource, name: pikepdf.Object) -> object:
    found = dictionary(dictionary(source.pdf.Root, "/Names"), "/Dests")
    if isinstance(name, pikepdf.String) and len(found):
        try:
            return pikepdf.NameTree(found).get(str(name))
        except (ValueError, RuntimeError, pikepdf.PdfError):
            return None
    return entry(dictionary(source.pdf.Root, "/Dests"), str(name))


def _bookmarks(source: PdfSource) -> Iterator[pikepdf.Dictionary]:
    waiting, left = [entry(dictionary(source.pdf.Root, "/Outlines"), "/First")], _MOST
    while waiting and left:
        item, left = waiting.pop(), left - 1
        if isinstance(item, pikepdf.Dictionary):
            yield item
            waiting += [entry(item, "/Next"), entry(item, "/First")]


def _links(source: PdfSource, elements: Sequence[TagElement]) -> Iterator[Finding]:
    """Annotations that lead to different places have a Link each."""
    goals: dict[Key, str] = {}
    for page in source.pages:
        for found in array(page.source, "/Annots"):
            if isinstance(found, pikepdf.Dictionary) and text(found, "/Subtype") == "Link":
                goal = entry(found, "/A") or entry(found, "/Dest")
                goals[found.objgen] = goal.unparse().decode("latin-1") if isinstance(goal, pikepdf.Object) else ""
    for element in elements:
        if element.role in ("Link", "Reference"):
            mine = {goals[kid.target] for kid in element.kids if isinstance(kid, Reference) and kid.target in goals}
            if len(mine) > 1:
                message = f"One Link tag holds links to {len(mine)} places; each needs a tag of its own."
                yield error("pdf-link-targets", f"page {element.place}", message, "ISO 14289-2 8.2.5.20")
