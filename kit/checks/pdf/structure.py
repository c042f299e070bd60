"""Tagged PDF, part 1: content, structure tree and parent tree must agree both ways (ISO 14289-1, 7.1; ISO 32000-1, 14.7).

This is what lets a screen reader find every word and nothing twice. Left out on purpose: which tags may hold which
(`pdf_tags`), and whether the tags fit the content (`roundtrip`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from kit.checks.finding import error, quote, warning
from kit.errors import Finding
from kit.tagged.file_tags import PageTags
from kit.tagged.homes import elements_of
from kit.tagged.marks import Mark, PaintedPage, Scope
from kit.tagged.source import Owner, PageWords, PdfSource, words_of
from kit.tagged.tree import Reference, TagContent, TagElement, Tree
from kit.tagged.values import Key, array, entry, number, numbers, text

_UNTAGGED = "ISO 14289-1 7.1; Matterhorn 01-005"
_NESTED = {
    "nesting": "ISO 32000-1 14.6.1",
    "artifact-in-content": "ISO 14289-1 7.1; Matterhorn 01-003",
    "content-in-artifact": "ISO 14289-1 7.1; Matterhorn 01-004",
    "content": "ISO 32000-1 7.8.2",
    "font": "ISO 32000-1 9.3.1",
}
_PARENTS = "ISO 32000-1 14.7.4.4; ISO 14289-1 7.1"
_HIDDEN = 2  # bit 2 of an annotation's flags, ISO 32000-1 table 165
_FIELDS_DEEP = 20
_MCID = "ISO 32000-1 14.7.4.2"


def check(source: PdfSource, part: str = "1") -> Iterator[Finding]:
    """Findings on how content and structure hang together; an untagged file gives one."""
    if source.tree is None:
        message = "The file has no tags at all: a screen reader has to guess what is read in which order."
        yield error("pdf-no-structure", "file", message, "ISO 14289-1 7.1; Matterhorn 01-005")
        yield from _references(source, part)
        return
    for page in source.pages:
        yield from page.once(_page)
    yield from (error("pdf-tree", "structure tree", f"{what}.", "ISO 32000-1 14.7.2") for _, what in source.tree.faults)
    owners = source.tree.once(_owners)
    if not _agree(source, source.tree):
        yield from _both_ways(source, owners)
    yield from source.unpainted("parents", lambda: _parents(source, source.tree, owners) if source.tree else ())
    yield from source.unpainted(("references", part), lambda: _references(source, part))


def _parents(source: PdfSource, tree: Tree, owners: dict[Owner, list[TagElement]]) -> Iterator[Finding]:
    if not all(tree.once(_found_back, page.number, number(page.source, "/StructParents")) for page in source.pages):
        yield from _parent_tree(source, owners)


def _page(page: PaintedPage) -> tuple[Finding, ...]:
    """The verdict on a page's marked content by itself."""
    return tuple(_marked_content(page))


def _marked_content(page: PaintedPage) -> Iterator[Finding]:
    where = f"page {page.number}"
    for kind, count in Counter(page.faults).items():
        name, what = kind
        times = f" ({count} times)" if count > 1 else ""
        yield error(f"pdf-{name}", where, f"{what[0].upper()}{what[1:]}{times}.", _NESTED.get(name, "ISO 32000-1 14.6"))
    loose = [mark for mark in page.marks if mark.owner is None and mark.artifact is None]
    if loose:
        said = quote("".join(mark.text for mark in loose)) if any(mark.kind == "text" for mark in loose) else "drawings only"
        message = f"{len(loose)} painted things are neither tagged nor marked as decoration ({said}): screen readers skip them."
        yield error("pdf-untagged", where, message, _UNTAGGED)
    numbers = Counter((scope.mcid, scope.stream) for scope in page.sequences if scope.mcid is not None)
    for (mcid, _), count in numbers.items():
        if count > 1:
            message = f"The content number {mcid} is used {count} times on this page; each may be used once."
            yield error("pdf-mcid-twice", where, message, _MCID)


def _owners(tree: Tree) -> dict[Owner, list[TagElement]]:
    owners: dict[Owner, list[TagElement]] = {}
    for element in tree.walk():
        for kid in element.kids:
            if isinstance(kid, TagContent):
                owners.setdefault((kid.page, kid.mcid, kid.stream), []).append(element)
    return owners


def _owners_by_page(tree: Tree) -> dict[int, dict[Owner, list[TagElement]]]:
    out: dict[int, dict[Owner, list[TagElement]]] = {}
    for owner, elements in tree.once(_owners).items():
        out.setdefault(owner[0], {})[owner] = elements
    return out


def _agree(source: PdfSource, tree: Tree) -> bool:
    """Whether pages and tree agree both ways, asked once for each page and tree."""
    known = {page.number for page in source.pages}
    return known.issuperset(tree.once(_owners_by_page)) and all(
        page.beside(source.tags_of(page.number), _page_agrees) for page in source.pages
    )


def _page_agrees(page: PaintedPage, tags: PageTags) -> bool:
    words = page.beside(tags, words_of, "")
    return not any(True for _ in _both_ways(words, tags.tree.once(_owners_by_page).get(page.number, {})))


def _found_back(tree: Tree, page: int, key: int | None) -> bool:
    """Whether the parent tree leads from each piece of a page, whose key it is, to its element."""
    pieces = {owner: found for owner, found in tree.once(_owners_by_page).get(page, {}).items() if owner[2] is None}
    row = tree.parents.get(key) if key is not None else None
    return not pieces or (
        isinstance(row, list) and all(_target(row, owner[1]) == found[0].key for owner, found in pieces.items())
    )


def _sequences(source: PageWords) -> dict[Owner, Scope]:
    out: dict[Owner, Scope] = {}
    for page in source.pages:
        for scope in page.sequences:
            if scope.mcid is not None:
                out.setdefault((page.number, scope.mcid, scope.stream), scope)
    return out


def _both_ways(source: PageWords, owners: dict[Owner, list[TagElement]]) -> Iterator[Finding]:
    """Each tagged piece has one element, each element's piece is on its page, and both name the same tag."""
    sequences = _sequences(source)
    for owner, scope in sequences.items():
        where = f"page {owner[0]}"
        elements = owners.get(owner, [])
        said = quote("".join(mark.text for mark in source.pieces.get(owner, ())))
        if not elements:
            message = f"Tagged content {owner[1]} ({said}) belongs to no element of the structure tree: it is never read out."
            yield error("pdf-orphan", where, message, "ISO 14289-1 7.1; Matterhorn 01-005")
        elif len(elements) > 1:
            message = f"Tagged content {owner[1]} ({said}) is in the structure tree {len(elements)} times: it is read out twice."
            yield error("pdf-owned-twice", where, message, _MCID)
        elif scope.tag not in (elements[0].tag, elements[0].role, "Span"):
            message = f"The page calls {said} {scope.tag}, but the structure tree calls it {elements[0].tag}."
            yield warning("pdf-tag-differs", where, message, "ISO 32000-1 14.7.4.2; Matterhorn 01-006")
    for owner, elements in owners.items():
        if owner not in sequences:
            message = f"The structure tree's {elements[0].tag} points to content {owner[1]}, which the page does not have."
            yield error("pdf-missing-content", f"page {owner[0]}" if owner[0] else "structure tree", message, _MCID)


def _parent_tree(source: PdfSource, owners: dict[Owner, list[TagElement]]) -> Iterator[Finding]:
    """From the page back to the tree: what a screen reader uses when a word is touched or clicked."""
    assert source.tree is not None
    parents = source.tree.parents
    for page in source.pages:
        pieces = {owner: found for owner, found in owners.items() if owner[0] == page.number and owner[2] is None}
        if not pieces:
            continue
        key = number(page.source, "/StructParents")
        row = parents.get(key) if key is not None else None
        if not isinstance(row, list):
            message = "The page has no entry in the parent tree: what is tagged on it can't be found from the page."
            yield error("pdf-parent-tree", f"page {page.number}", message, _PARENTS)
            continue
        wrong = [owner[1] for owner, found in pieces.items() if _target(row, owner[1]) != found[0].key]
        if wrong:
            message = f"The parent tree names the wrong element for {len(wrong)} of {len(pieces)} tagged pieces of the page."
            yield error("pdf-parent-tree", f"page {page.number}", message, _PARENTS)


def _target(row: list[Key | None], mcid: int) -> Key | None:
    return row[mcid] if 0 <= mcid < len(row) else None


def _references(source: PdfSource, part: str) -> Iterator[Finding]:
    """Annotations and the elements that hold them, both ways (7.18)."""
    holders = source.tree.once(holders_of) if source.tree else {}
    for page in source.pages:
        annotations = [found for found in array(page.source, "/Annots") if isinstance(found, pikepdf.Dictionary)]
        visible = [found for found in annotations if shows(found, page)]
        for found in visible:
            yield from _annotation(source, holders.get(found.objgen), found, f"page {page.number}")
        if visible and text(page.source, "/Tabs") not in (("S",) if part == "1" else ("S", "A", "W")):
            message = "The tab key does not follow the reading order on this page (/Tabs must be /S)."
            clause = "ISO 14289-1 7.18.3; Matterhorn 28-008, 28-009" if part == "1" else "ISO 14289-2 8.9.3.3"
            yield error("pdf-tabs", f"page {page.number}", message, clause)


def holders_of(tree: Tree) -> dict[Key, TagElement]:
    """The element that holds each annotation. Ask with `Tree.once`."""
    return {kid.target: element for element in tree.once(elements_of) for kid in element.kids if isinstance(kid, Reference)}


def shows(found: pikepdf.Object, page: PaintedPage) -> bool:
    """Whether an annotation is there for anybody: not hidden, of some size, and on the page (7.18.1)."""
    if (number(found, "/F") or 0) & _HIDDEN or text(found, "/Subtype") == "Popup":
        return False
    corners = numbers(found, "/Rect")
    if len(corners) != 4:
        return True
    left, right, bottom, top = *sorted(corners[::2]), *sorted(corners[1::2])
    inside = left < page.box[2] and right > page.box[0] and bottom < page.box[3] and top > page.box[1]
    return right > left and top > bottom and inside


def _annotation(source: PdfSource, holder: TagElement | None, found: pikepdf.Object, where: str) -> Iterator[Finding]:
    kind = text(found, "/Subtype")
    if kind == "PrinterMark":
        return
    name = {"Link": "link", "Widget": "form field"}.get(kind, f"annotation ({kind})")
    clause = {"Link": "7.18.5; Matterhorn 28-011", "Widget": "7.18.4; Matterhorn 28-010"}.get(kind, "7.18.1; Matterhorn 28-002")
    if holder is None:
        message = f"A {name} is not in the structure tree: a screen reader does not say that it is there."
        yield error("pdf-annotation-untagged", where, message, f"ISO 14289-1 {clause}")
    else:
        yield from _held(source, holder, found, where, (name, f"ISO 14289-1 {clause}"))
    alt = holder.alt if holder else ""
    said = text(found, "/Contents") or alt or ""
    if kind == "Widget":
        if not _named(found) and not text(found, "/Contents") and not alt:
            message = "A form field has no name to read out (/TU)."
            yield error("pdf-field-name", where, message, "ISO 14289-1 7.18.1; Matterhorn 28-005")
    elif not said.strip():
        message = f"A {name} has no description to read out (/Contents)."
        both = "7.18.1, 7.18.5; Matterhorn 28-004, 28-012" if kind == "Link" else "7.18.1; Matterhorn 28-004"
        yield error("pdf-annotation-contents", where, message, f"ISO 14289-1 {both}")


def _named(field: object) -> bool:
    """Whether a field has a name to read out, its own or that of the field whose kid it is (ISO 32000-1, 12.7.3.1)."""
    for _ in range(_FIELDS_DEEP):
        if text(field, "/TU") or text(field, "/T"):
            return bool(text(field, "/TU"))
        field = entry(field, "/Parent")
    return False


def _held(source: PdfSource, holder: TagElement, found: pikepdf.Object, where: str, said: tuple[str, str]) -> Iterator[Finding]:
    """Whether an annotation and the element that holds it know of each other; `said` is what it is called, and the clause."""
    name, clause = said
    key = number(found, "/StructParent")
    parent = source.tree.parents.get(key) if source.tree and key is not None else None
    if parent is None or parent != holder.key:
        message = f"A {name} is not tied to its element in the parent tree (/StructParent)."
        yield error("pdf-annotation-parent", where, message, _PARENTS)
    wanted = {"link": "Link", "form field": "Form"}.get(name, "Annot")
    if wanted not in (holder.role, *(above.role for above in holder.ancestors())):
        message = f"A {name} is tagged {holder.role}; it must be {wanted}."
        yield error("pdf-annotation-tag", where, message, clause)


def painted(source: PageWords, element: TagElement) -> Iterator[Mark]:
    """The marks of an element and all below it."""
    for content in element.contents():
        yield from source.pieces.get((content.page, content.mcid, content.stream), ())
