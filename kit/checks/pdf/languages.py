"""Whether the language of words beside the text of pages can be determined, in a file that names none (ISO 14289-1, 7.2).

Alternative and replacement texts, bookmarks, descriptions of annotations and fields, the title. Also whether blocks say that they
run the way their language does. Left out on purpose: the text of pages, and whether the language named is the right one (`text`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

from kit.budget import Budget, SpentError
from kit.checks.finding import error
from kit.errors import Finding
from kit.locale import runs_right_to_left
from kit.tagged.homes import elements_of
from kit.tagged.source import PdfSource
from kit.tagged.tree import Reference, TagContent, TagElement, Tree
from kit.tagged.values import array, data_of, dictionary, entry, text

_MOST = 1_000_000
_BLOCKS = frozenset(("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "LBody", "Caption", "TOCI", "BlockQuote", "Title"))
"""Elements whose text is packed into lines in the direction that they say."""


def check(source: PdfSource, elements: Sequence[TagElement], part: str) -> Iterator[Finding]:
    """Findings where a text has no language, neither its own nor the file's, and where blocks run against theirs."""
    yield from source.tree.once(_directions, source.lang) if source.tree else ()
    if text(source.pdf.Root, "/Lang"):
        return
    if part == "2":
        message = "The file does not name its language (/Lang of the catalogue), as PDF/UA-2 wants."
        yield error("pdf-no-lang-part", "file", message, "ISO 14289-2 8.4.4")
        return
    silent = {
        "its bookmarks (Matterhorn 11-003)": "/First" in dictionary(source.pdf.Root, "/Outlines"),
        "its title (Matterhorn 11-006)": _title(source),
        "alternative or replacement texts (Matterhorn 11-002)": any(
            not element.language("") and (element.alt or source.replaced.get(element) or element.expansion)
            for element in elements
        )
        or _marked(source),
        **_annotations(source, elements),
    }
    for what, missing in silent.items():
        if missing:
            words, _, condition = what.rstrip(")").partition(" (")
            message = f"Nothing says the language of {words}: a screen reader uses the wrong voice."
            yield error("pdf-no-lang-part", "file", message, f"ISO 14289-1 7.2; {condition}")


def _directions(tree: Tree, lang: str) -> tuple[Finding, ...]:
    """One finding for all blocks whose WritingMode, inherited and left to right by default, is not their language's."""
    modes: dict[TagElement | None, str] = {None: "LrTb"}
    wrong = []
    for element in tree.once(elements_of):
        own = element.attribute("Layout", "WritingMode")
        mode = modes[element] = own if isinstance(own, str) else modes.get(element.parent, "LrTb")
        if element.role not in _BLOCKS or not any(isinstance(kid, TagContent) for kid in element.kids):
            continue
        turned = runs_right_to_left(element.language(lang))
        if mode in ("LrTb", "RlTb") and turned != (mode == "RlTb"):
            wrong.append(element)
    if wrong:
        message = (
            f"{len(wrong)} blocks of text don't say that their lines run the way their language does (WritingMode): "
            "programs that lay the text out anew turn their lines around."
        )
        return (error("pdf-writing-mode", f"page {wrong[0].place}", message, "ISO 32000-2 14.8.3, 14.8.5.4.2"),)
    return ()


def _title(source: PdfSource) -> bool:
    """Whether the metadata has a text for any language (x-default), which then is in none."""
    stream = entry(source.pdf.Root, "/Metadata")
    try:
        return b"x-default" in data_of(stream, Budget(bytes=_MOST))
    except SpentError:
        return False


def _marked(source: PdfSource) -> bool:
    """Whether a span in a page's own marks has replacement words without a language."""
    return any(
        scope.tag == "Span" and scope.actual is not None and not scope.lang for page in source.pages for scope in page.sequences
    )


def _annotations(source: PdfSource, elements: Sequence[TagElement]) -> dict[str, bool]:
    holders = {kid.target: element for element in elements for kid in element.kids if isinstance(kid, Reference)}
    told = named = False
    for page in source.pages:
        for found in array(page.source, "/Annots"):
            if isinstance(found, pikepdf.Dictionary) and not text(found, "/Lang"):
                holder = holders.get(found.objgen)
                spoken = bool(holder and holder.language(""))
                told = told or bool(text(found, "/Contents") and not spoken)
                named = named or bool(text(found, "/TU") and not spoken)
    return {"descriptions of annotations (Matterhorn 11-004)": told, "names of fields (Matterhorn 11-005)": named}
