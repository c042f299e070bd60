"""What a PDF holds beside its pages: layers, attached files, and forms that are drawn on several pages.

ISO 14289-1, 7.10, 7.11 and 7.20; ISO 14289-2, 8.7 and 8.14. Left out on purpose: what the attached files say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from kit.checks.finding import error, quote
from kit.errors import Finding
from kit.tagged.marks import PaintedPage
from kit.tagged.source import PdfSource
from kit.tagged.values import Key, array, dictionary, entries, entry, identity, text

_MOST = 20_000
_DIRECT = (0, 0)
_LISTED, _OWN = "attached files", "files of the document"


def check(source: PdfSource, part: str) -> Iterator[Finding]:
    """Findings on layers, attached files and form XObjects."""
    drawn: Counter[tuple[Key, int]] = Counter()
    for page in source.pages:
        drawn.update(page.once(_inside))
    yield from source.unpainted(("objects", part, frozenset(drawn.items())), lambda: _held(source, drawn, part))


def _inside(page: PaintedPage) -> tuple[tuple[Key, int], ...]:
    """The tagged content within drawings that a page draws: the drawing and the number of the content."""
    return tuple((scope.stream, scope.mcid) for scope in page.sequences if scope.stream is not None and scope.mcid is not None)


def _held(source: PdfSource, drawn: Counter[tuple[Key, int]], part: str) -> Iterator[Finding]:
    yield from _layers(source.pdf.Root, part)
    for where, found in _files(source):
        yield from _file(where, found, part)
    yield from _forms(source, drawn)


def _layers(root: pikepdf.Object, part: str) -> Iterator[Finding]:
    layers = dictionary(root, "/OCProperties")
    others = array(layers, "/Configs")
    clause = ("ISO 14289-1 7.10", "Matterhorn 20-001, 20-002") if part == "1" else ("ISO 14289-2 8.7", "ISO 32000-2 8.11.4.3")
    for at, found in enumerate((entry(layers, "/D"), *others)):
        if not isinstance(found, pikepdf.Dictionary):
            continue
        if not text(found, "/Name").strip() and (part == "1" or others):
            message = "A set of layers has no name, so nobody can choose it by what it shows."
            yield error("pdf-layer-name", f"layers, set {at + 1}", message, "; ".join(clause))
        if "/AS" in found:
            message = "Layers switch by themselves (/AS): what is read out may not be what is seen."
            yield error("pdf-layer-auto", f"layers, set {at + 1}", message, f"{clause[0]}; Matterhorn 20-003")


def _files(source: PdfSource) -> Iterator[tuple[str, pikepdf.Object]]:
    """The file specifications with a file in them: those that are listed, those of the document, and those of annotations."""
    waiting: list[object] = [dictionary(dictionary(source.pdf.Root, "/Names"), "/EmbeddedFiles")]
    seen, left = set[Key](), _MOST
    while waiting and left:
        node, left = waiting.pop(), left - 1
        key = identity(node)
        if not isinstance(node, pikepdf.Dictionary) or (key != (0, 0) and key in seen):
            continue
        seen.add(key)
        waiting += array(node, "/Kids")
        yield from ((_LISTED, one) for one in array(node, "/Names")[1::2] if isinstance(one, pikepdf.Dictionary))
    yield from ((_OWN, one) for one in array(source.pdf.Root, "/AF") if isinstance(one, pikepdf.Dictionary))
    for page in source.pages:
        for annotation in array(page.source, "/Annots"):
            found = entry(annotation, "/FS")
            if isinstance(found, pikepdf.Dictionary):
                yield f"page {page.number}", found


def _file(where: str, found: pikepdf.Object, part: str) -> Iterator[Finding]:
    if "/EF" not in found:
        return
    name = text(found, "/UF") or text(found, "/F")
    if part == "1" and not (text(found, "/F") and text(found, "/UF")):
        message = f"The attached file {quote(name)} has no name that every program can show (/F and /UF)."
        yield error("pdf-attachment-name", where, message, "ISO 14289-1 7.11; Matterhorn 21-001")
    if part == "2" and where == _LISTED and not text(found, "/Desc"):
        message = f"The attached file {quote(name)} has no description (/Desc)."
        yield error("pdf-attachment-name", where, message, "ISO 14289-2 8.14.1")
    if part == "2" and where not in (_LISTED, _OWN) and "/AFRelationship" not in found:
        message = f"The attached file {quote(name)} does not say what it is to the page (/AFRelationship)."
        yield error("pdf-attachment-name", where, message, "ISO 14289-2 8.9.2.4.10")


def _forms(source: PdfSource, drawn: Counter[tuple[Key, int]]) -> Iterator[Finding]:
    """Form XObjects: none that shows a page of another file, and tagged content inside only where it is drawn once."""
    if any(count > 1 for count in drawn.values()):
        message = "A drawing that is used several times holds tagged content: it is read once, or in the wrong place."
        yield error("pdf-form-object", "file", message, "ISO 14289-1 7.20; Matterhorn 30-002")
    seen: set[Key] = set()
    for page in source.pages:
        held = identity(entry(page.source, "/Resources"))
        if held in seen:
            continue
        seen.update({held} - {_DIRECT})
        for found in _drawings(page.source):
            key = identity(found)
            if key in seen:
                continue
            seen.add(key)
            source.budget.spend("nodes")
            if "/Ref" in found:
                message = "A drawing stands for a page of another file (/Ref), which is not there when this one is read."
                yield error("pdf-form-object", f"page {page.number}", message, "ISO 14289-1 7.20; Matterhorn 30-001")


def _drawings(page: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    resources = dictionary(page, "/Resources")
    for _, found in entries(dictionary(resources, "/XObject")):
        if isinstance(found, pikepdf.Stream) and text(found, "/Subtype") == "Form":
            yield found
