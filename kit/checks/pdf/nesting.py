"""Which structure elements PDF 2.0 lets lie in which (ISO/TS 32005, table 5), for files that follow PDF/UA-2.

`ALLOWED` names for each parent the kids it may have, `FORBIDDEN` those it may not, whichever list is shorter. A grouping without
a meaning of its own (NonStruct, Div, Part) is seen through. Left out on purpose: PDF 1.7, whose few rules are in `tags` and
`tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kit.checks.finding import error
from kit.errors import Finding
from kit.tagged.source import PdfSource
from kit.tagged.tree import TagContent, TagElement

_HEADING = re.compile(r"H[1-9]\d*\Z")
_PARTS = "LBody LI RB RP RT TBody TD TFoot TH THead TOC TOCI TR WP WT"
_INLINE = "BibEntry Em LBody LI Quote RB RP RT Ruby Span Strong Sub TBody TD TFoot TH THead TOCI TR WP WT Warichu"
_PHRASE = "Annot Artifact BibEntry Code Em FENote Figure Form Formula Lbl NonStruct Note Private Quote Reference Ruby Span Strong Sub Warichu"


def _sets(rows: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {parent: frozenset(kids.split()) for parents, kids in rows.items() for parent in parents.split()}


FORBIDDEN = _sets(
    {
        "Annot Link Reference": f"Document Index {_PARTS}",
        "Art": f"Art Document {_INLINE}",
        "Aside": f"Aside Title {_INLINE}",
        "BlockQuote": f"Aside Title {_INLINE}",
        "Caption": f"Caption Document Title {_PARTS}",
        "Code FENote Note": f"Document H Hn Title {_PARTS}",
        "Document DocumentFragment": f"Caption Lbl Reference {_INLINE}",
        "Figure": f"Document DocumentFragment Title {_PARTS}",
        "Formula": f"Art Document DocumentFragment Sect Title {_PARTS}",
        "LBody": f"Document DocumentFragment Lbl Title {_PARTS}",
        "Sect": f"Document {_INLINE}",
        "TD TH": f"Aside BlockQuote Caption Document DocumentFragment Part Sub Title {_PARTS}",
        "Title": f"Art BlockQuote Document DocumentFragment H Hn Index Sect Sub Title {_PARTS}",
    }
)
ALLOWED = _sets(
    {
        "BibEntry": f"{_PHRASE.replace('Code ', '')} Div Link P Part",
        "Em Span Strong": f"{_PHRASE} Link",
        "Form": "Artifact BibEntry Caption Code Div FENote Figure Formula L Lbl NonStruct Note Part Private Reference Table",
        "H Hn": f"{_PHRASE} Link Sect",
        "Index": "Annot Artifact Caption Div FENote Figure Formula H Hn L NonStruct Note P Part Private Reference Sect Table",
        "L": "Artifact Caption L LI NonStruct Private",
        "LI": "Artifact Div LBody Lbl NonStruct Private",
        "Lbl": f"{_PHRASE.replace('Lbl ', '')} Link",
        "P": f"{_PHRASE} L Link Table",
        "Quote": f"{_PHRASE} Div Link",
        "RB RP RT WP WT": "Annot Artifact Em Form Link NonStruct Private Quote Reference Span Strong Sub",
        "Ruby": "NonStruct Private RB RP RT",
        "Sub": f"{_PHRASE.replace(' Sub', '')} L Link",
        "TBody TFoot THead": "Artifact NonStruct Private TR",
        "TOC": "Artifact Caption NonStruct Part Private TOC TOCI",
        "TOCI": "Annot Artifact Div Lbl NonStruct P Private Reference TOC",
        "TR": "Artifact NonStruct Private TD TH",
        "Table": "Artifact Caption NonStruct Private TBody TFoot THead TR",
        "Warichu": "NonStruct Private WP WT",
    }
)
_NO_CONTENT = frozenset(
    ["Art", "Document", "DocumentFragment", "Index", "L", "Sect", "Table", "TBody", "TFoot", "THead", "TOC", "TOCI", "TR"]
)
_TRANSPARENT = frozenset(("NonStruct", "Private", "Artifact", "Div", "Part"))
_SEQUENCES = {
    "Ruby": (("RB", "RT"), ("RB", "RP", "RT", "RP")),
    "Warichu": (("WP", "WT", "WP"),),
}
_CLAUSE = "ISO 14289-2 8.2.4; ISO/TS 32005 table 5"


def check(source: PdfSource, elements: Sequence[TagElement]) -> Iterator[Finding]:
    """Findings on elements that lie where PDF 2.0 does not let them."""
    for element in elements:
        where = f"page {element.place}" if element.place else "structure tree"
        above = next((one.role for one in element.ancestors() if one.role not in _TRANSPARENT), "")
        if above and not _may(_type(above), _type(element.role)):
            yield error("pdf-misplaced", where, f"A tag is in the wrong place: {above} may not hold {element.role}.", _CLAUSE)
        if element.role in _NO_CONTENT and any(isinstance(kid, TagContent) for kid in element.kids):
            message = f"A tag is in the wrong place: {element.role} holds text directly; it may hold only other tags."
            yield error("pdf-misplaced", where, message, _CLAUSE)
        yield from _rows(element, where)
    roots = source.tree.roots if source.tree else []
    if [root.role for root in roots] != ["Document"]:
        message = "The structure tree must have one root element, Document."
        yield error("pdf-document", "structure tree", message, _CLAUSE)


def _type(role: str) -> str:
    return "Hn" if _HEADING.match(role) else role


def _may(parent: str, kid: str) -> bool:
    if kid not in _KNOWN:
        return True
    return kid in ALLOWED[parent] if parent in ALLOWED else kid not in FORBIDDEN.get(parent, frozenset())


_KNOWN = frozenset(kid for kids in (*ALLOWED.values(), *FORBIDDEN.values()) for kid in kids)


def _rows(element: TagElement, where: str) -> Iterator[Finding]:
    """Elements whose kids come in a fixed row, and formulas' own tags, which lie in a Formula."""
    wanted = _SEQUENCES.get(element.role)
    if wanted and tuple(kid.role for kid in element.elements if kid.role not in _TRANSPARENT) not in wanted:
        clause = "ISO 14289-2 8.2.5.23" if element.role == "Ruby" else "ISO 14289-2 8.2.5.24"
        rows = " or ".join(", ".join(row) for row in wanted)
        yield error("pdf-misplaced", where, f"{element.role} must hold {rows}, in this order.", clause)
    if element.role == "math" and (element.parent is None or element.parent.role not in ("Formula", "math")):
        yield error("pdf-misplaced", where, "A formula's tag (math) must lie in a Formula.", "ISO 14289-2 8.2.5.29")
