"""Tagged PDF, part 2: headings, lists, tables and pictures are built as the standard wants (ISO 14289-1, 7.2 to 7.9).

Left out on purpose: whether the words and the alternative texts are true; `receipt` lists what a person must judge.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from kit.checks.finding import error, quote, warning
from kit.checks.pdf.structure import painted
from kit.errors import Finding
from kit.outline import normal
from kit.tagged.homes import elements_of
from kit.tagged.quiet import quiet
from kit.tagged.source import PageWords, PdfSource
from kit.tagged.tree import Reference, TagContent, TagElement, Tree

_GROUPS = "Document DocumentFragment Part Art Sect Div Aside BlockQuote TOC TOCI Index NonStruct Private Title FENote"
_BLOCKS = "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Caption"
_INLINE = "Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Em Strong Sub"
STANDARD = frozenset(f"{_GROUPS} {_BLOCKS} {_INLINE} Figure Formula Form Artifact".split())
OF_PDF_2 = frozenset(["DocumentFragment", "Aside", "Title", "FENote", "Sub", "Em", "Strong", "Artifact"])
"""Types that PDF 1.7 does not know."""
OF_PDF_1 = frozenset(["Art", "BlockQuote", "TOC", "TOCI", "Index", "Private", "Quote", "Note", "Reference", "BibEntry", "Code"])
"""Types that PDF 2.0 has dropped from its own namespace (ISO 32000-2, 14.8.6)."""
_PDF_2 = "http://iso.org/pdf2/ssn"
_HEADING = re.compile(r"H([1-9]\d*)\Z")
_FILE_NAME = re.compile(r"[\w()% .-]*\.(png|jpe?g|gif|svg|bmp|tiff?|webp|pdf|emf|wmf|eps|ai|psd)\s*\Z", re.IGNORECASE)
_EMPTY_WORDS = frozenset(
    (
        *("image", "picture", "graphic", "graphics", "figure", "photo", "photograph", "img", "icon", "logo", "chart"),
        *("diagram", "drawing", "illustration", "untitled", "alt", "placeholder", "imagen", "imagem", "bild", "foto"),
        *("صورة", "图片", "图像", "चित्र"),
    )
)
_LONG_ALT = 400
_PARENTS = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
_KIDS = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody", "Div", "Span", "Artifact"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
_SEEN_THROUGH = frozenset(("NonStruct", "Private", "Artifact"))
"""Elements without a meaning of their own: what they hold counts as lying in what holds them (ISO 32000-1, 14.8.4.2)."""
_CLAUSES = {"L": "7.2; Matterhorn 09-005", "T": "7.2; Matterhorn 09-004"}
_LEAVES_MAY_BE_EMPTY = frozenset(("TD", "TH", "Artifact", "NonStruct", "Private"))


def check(source: PdfSource, part: str = "1") -> Iterator[Finding]:
    """Findings on the tags themselves, judged by a part of ISO 14289."""
    if source.tree is None:
        return
    yield from source.tree.once(_vocabulary, part)
    elements = source.tree.once(elements_of)
    yield from _headings(source, elements, part)
    if not quiet(source, _of_element, part):
        for element in elements:
            yield from _of_element(element, source, part)


def _of_element(element: TagElement, source: PageWords, part: str) -> Iterator[Finding]:
    """Findings on an element by itself, and on what lies in it."""
    if part == "1":  # of PDF 2.0, `nesting` knows the whole table
        yield from _nesting(element)
    yield from _empty(element, source)
    match element.role:
        case "Figure" | "Formula":
            yield from _figure(element, source, part)
        case "Table":
            yield from _table(element, source, part)
        case "L":
            yield from _list(element, source)
        case _:
            pass
    yield from _split(element, source)
    yield from _actual_text(element, source)


def _where(element: TagElement) -> str:
    return f"page {element.place}" if element.place else "structure tree"


def _vocabulary(tree: Tree, part: str) -> tuple[Finding, ...]:
    """The verdict on the tree's tags as such, and on its root."""
    return tuple(_tags(tree, part))


def _tags(tree: Tree, part: str) -> Iterator[Finding]:
    strange = (element for element in tree.once(elements_of) if not _standard(element, part))
    unknown = sorted({element.tag for element in strange if not _in_formula(element)})
    for tag in unknown:
        message = f"The tag {tag} is not a standard one and is mapped to none: screen readers don't know what it is."
        clause = "ISO 14289-1 7.1; Matterhorn 02-001" if part == "1" else "ISO 14289-2 8.2.4"
        yield error("pdf-unknown-tag", "structure tree", message, clause)
    if len(tree.roots) != 1 or tree.roots[0].role != "Document":
        message = "The structure tree should have one root element, Document."
        yield warning("pdf-root", "structure tree", message, "ISO 14289-2 8.2.4")


def _standard(element: TagElement, part: str) -> bool:
    """Whether the standard knows the element's type, in the namespace that it is in."""
    if _HEADING.match(element.role):
        return part == "2" or int(element.role[1:]) <= _DEEPEST
    old = part == "1" and not element.namespace
    dropped = element.namespace == _PDF_2 and element.tag == element.role
    return element.role in STANDARD and not (old and element.role in OF_PDF_2) and not (dropped and element.role in OF_PDF_1)


_DEEPEST = 6
"""The deepest heading of PDF 1.7 (ISO 32000-1, table 333)."""


def _in_formula(element: TagElement) -> bool:
    """Whether an element is one of MathML's, whose names are its own (ISO 32000-2, 14.8.6.3)."""
    return element.role == "math" or any(above.role in ("Formula", "math") for above in element.ancestors())


def _headings(source: PdfSource, elements: Sequence[TagElement], part: str) -> Iterator[Finding]:
    level = 0
    clauses = _LEVELS[part]
    found = source.tree.once(_all_headings) if source.tree else ()
    for element in found:
        here = int(element.role[1:])
        said = quote(source.spoken(element))
        if level == 0 and here != 1:
            message = f"The first heading, {said}, is of level {here}; it must be of level 1."
            yield _by_part(error("pdf-first-heading", _where(element), message, clauses[0]), part)
        elif here > level + 1:
            message = f"The heading {said} is of level {here}, right after level {level}: a level is skipped."
            yield _by_part(error("pdf-heading-skipped", _where(element), message, clauses[1]), part)
        level = here
    titles = [element for element in found if element.role == "H1"]
    if len(titles) > 1:
        message = f"There are {len(titles)} headings of level 1; a sheet has one title."
        yield warning("pdf-many-titles", _where(titles[1]), message, "WCAG 2.2 SC 1.3.1")
    if part == "1" and found and any(element.role == "H" for element in elements):
        message = "Numbered headings (H1) and plain ones (H) are mixed."
        yield error("pdf-heading-kinds", "structure tree", message, "ISO 14289-1 7.4.4; Matterhorn 14-007")
    if not found and not any(element.role in ("H", "Title") for element in elements):
        message = "There is no heading: nobody can jump from part to part."
        yield error("pdf-no-headings", "structure tree", message, "ISO 14289-1 7.4; WCAG 2.2 SC 1.3.1, 2.4.6")


def _all_headings(tree: Tree) -> tuple[TagElement, ...]:
    return tuple(element for element in tree.once(elements_of) if _HEADING.match(element.role))


_LEVELS = {
    "1": ("ISO 14289-1 7.4.2; Matterhorn 14-002", "ISO 14289-1 7.4.2; Matterhorn 14-003"),
    "2": ("ISO 14289-2 8.2.5.12; WCAG 2.2 SC 1.3.1",) * 2,
}
"""The clauses by which the first heading is of level 1, and none is left out."""


def _by_part(finding: Finding, part: str) -> Finding:
    """What PDF/UA-1 forbids and PDF/UA-2 no longer does: there a person must look."""
    return dataclasses.replace(finding, severity="warning") if part == "2" else finding


def _nesting(element: TagElement) -> Iterator[Finding]:
    above = next((one.role for one in element.ancestors() if one.role not in _SEEN_THROUGH), "the root")
    allowed = _PARENTS.get(element.role)
    if allowed and above not in allowed:
        yield _misplaced(element, f"{element.role} lies in {above}; it must lie in {' or '.join(sorted(allowed))}")
    kids = _KIDS.get(element.role)
    if kids:
        for kid in element.elements:
            if kid.role in _SEEN_THROUGH or element.role not in (_PARENTS.get(kid.role) or {element.role}):
                continue
            if kid.role not in kids:
                yield _misplaced(kid, f"{element.role} holds {kid.role}; it may hold only {', '.join(sorted(kids))}", element)
        if element.role != "LI" and any(isinstance(kid, TagContent) for kid in element.kids):  # `_list` tells of items
            yield _misplaced(element, f"{element.role} holds text directly; it may hold only {', '.join(sorted(kids))}")


def _misplaced(element: TagElement, what: str, holder: TagElement | None = None) -> Finding:
    kind = "L" if (holder or element).role in ("L", "LI", "LBody", "Lbl") else "T"
    return error("pdf-misplaced", _where(element), f"A tag is in the wrong place: {what}.", f"ISO 14289-1 {_CLAUSES[kind]}")


def _empty(element: TagElement, source: PageWords) -> Iterator[Finding]:
    if element.kids or element.role in _LEAVES_MAY_BE_EMPTY or element.attribute("PrintField", "Role"):
        speaks = element.role not in ("P", "TH", "LBody", "Lbl", "Caption") and not _HEADING.match(element.role)
        if speaks or any(isinstance(kid, Reference) for kid in element.kids):
            return
        if normal(source.spoken(element)) or element.elements or any(mark.kind != "text" for mark in painted(source, element)):
            return
        if element.role == "TH":
            message = "A table head has no words: the cells under or beside it have no name."
            yield warning("pdf-empty-head", _where(element), message, "ISO 14289-1 7.5; WCAG 2.2 SC 1.3.1")
            return
    message = f"An element {element.role} holds nothing to read out."
    yield error("pdf-empty", _where(element), message, "ISO 14289-1 7.1; WCAG 2.2 SC 1.3.1")


_WORDS_CLAUSE = {
    ("Figure", "1"): "ISO 14289-1 7.3; Matterhorn 13-004",
    ("Formula", "1"): "ISO 14289-1 7.7; Matterhorn 17-002",
    ("Figure", "2"): "ISO 14289-2 8.2.5.28.2",
    ("Formula", "2"): "ISO 14289-2 8.2.5.29",
}


def _figure(element: TagElement, source: PageWords, part: str) -> Iterator[Finding]:
    alt = normal(element.alt or "")
    spoken = alt or normal(source.replaced.get(element, ""))
    if not spoken:
        yield from _unsaid(element, part)
    elif _FILE_NAME.match(spoken) or re.sub(r"[\W\d_]+", " ", spoken.lower()).strip() in {"", *_EMPTY_WORDS}:
        message = f"The alternative text {quote(spoken)} says nothing about the picture."
        yield error("pdf-bad-alt", _where(element), message, "ISO 14289-1 7.3; Matterhorn 13-004; WCAG 2.2 SC 1.1.1")
    elif len(spoken) > _LONG_ALT:
        message = f"The alternative text is {len(spoken)} characters long; put details into the text or a table."
        yield warning("pdf-long-alt", _where(element), message, "WCAG 2.2 SC 1.1.1")
    caption = next((kid for kid in (element.parent.elements if element.parent else []) if kid.role == "Caption"), None)
    if alt and caption is not None and normal(source.spoken(caption)) == alt:
        message = f"The alternative text only repeats the caption, {quote(alt)}."
        yield warning("pdf-alt-is-caption", _where(element), message, "WCAG 2.2 SC 1.1.1")
    yield from _figure_box(element, source)


def _unsaid(element: TagElement, part: str) -> Iterator[Finding]:
    """A picture without words; a formula may say in MathML what it is, by PDF/UA-2, in its tags or in a file of its own."""
    formula = element.role == "Formula"
    if formula and part == "2" and (element.files or any(kid.role == "math" for kid in element.elements)):
        return
    what = "formula" if formula else "picture"
    message = f"A {what} has no alternative text: people who can't see it don't know what it shows."
    found = error("pdf-no-alt", _where(element), message, _WORDS_CLAUSE[element.role, part])
    yield _by_part(found, part) if formula else found  # PDF/UA-2 asks it of formulas that are no mathematics


def _figure_box(element: TagElement, source: PageWords) -> Iterator[Finding]:
    box = element.attribute("Layout", "BBox")
    if not isinstance(box, list) or len(box) != 4 or not all(isinstance(value, int | float) for value in box):
        message = "A picture has no bounding box (/BBox): it can't be shown enlarged or be found by touch."
        yield warning("pdf-figure-box", _where(element), message, "ISO 32000-1 14.8.5.4.3")
        return
    page = next((page for page in source.pages if page.number == element.place), None)
    left, bottom, right, top = (float(value) for value in box)
    if page and not (page.box[0] - 1 <= left < right <= page.box[2] + 1 and page.box[1] - 1 <= bottom < top <= page.box[3] + 1):
        message = "The bounding box of a picture (/BBox) does not lie on its page."
        yield warning("pdf-figure-box", _where(element), message, "ISO 32000-1 14.8.5.4.3")


def rows(table: TagElement) -> list[list[TagElement]]:
    """The cells of each row of a table, in order."""
    found = [kid for kid in table.elements if kid.role == "TR"]
    for group in (kid for kid in table.elements if kid.role in ("THead", "TBody", "TFoot")):
        found += [kid for kid in group.elements if kid.role == "TR"]
    return [[cell for cell in row.elements if cell.role in ("TH", "TD")] for row in found]


def _table(element: TagElement, source: PageWords, part: str) -> Iterator[Finding]:
    cells = rows(element)
    heads = [cell for row in cells for cell in row if cell.role == "TH"]
    if not heads:
        message = "A table has no head cells (TH): its cells have no names."
        yield error("pdf-table-heads", _where(element), message, "ISO 14289-1 7.5; Matterhorn 15-001, 15-002")
    with_ids = any(cell.attribute("Table", "Headers") for row in cells for cell in row)
    by_place = () if part == "1" else [cell for row in cells for cell in (row if row is cells[0] else row[:1])]
    for cell in heads:
        told = str(cell.attribute("Table", "Scope") or "") in ("Row", "Column", "Both") or with_ids
        if not told and not any(cell is one for one in by_place):
            message = f"The table head {quote(source.spoken(cell))} does not say whether it heads a row or a column (Scope)."
            yield _by_part(error("pdf-scope", _where(cell), message, _SCOPE[part]), part)
    widths = _widths(cells)
    if len(set(widths)) > 1:
        message = f"The rows of a table have different numbers of cells ({min(widths)} to {max(widths)})."
        yield error("pdf-table-shape", _where(element), message, "ISO 14289-1 7.5; Matterhorn 15-005; ISO 32000-1 14.8.4.3.4")


_SCOPE = {"1": "ISO 14289-1 7.5; Matterhorn 15-003", "2": "ISO 14289-2 8.2.5.26"}
"""PDF 2.0 knows what a head in the first row or column heads without being told (ISO 32000-2, 14.8.4.8.3)."""


def _widths(cells: Sequence[Sequence[TagElement]]) -> list[int]:
    """How many columns each row fills, with cells that reach down from rows above."""
    out, hanging = [], list[tuple[int, int]]()
    for row in cells:
        width = sum(columns for _, columns in hanging)
        hanging = [(left - 1, columns) for left, columns in hanging if left > 1]
        for cell in row:
            columns, down = (_span(cell, name) for name in ("ColSpan", "RowSpan"))
            width += columns
            if down > 1:
                hanging.append((down - 1, columns))
        out.append(width)
    return out


def _span(cell: TagElement, name: str) -> int:
    found = cell.attribute("Table", name)
    return found if isinstance(found, int) and found > 0 else 1


def _labels(element: TagElement, source: PageWords) -> list[str]:
    found = [kid for item in element.elements for kid in item.elements if kid.role == "Lbl"]
    return [normal(source.spoken(label)) for label in found]


def _list(element: TagElement, source: PageWords) -> Iterator[Finding]:
    numbering = str(element.attribute("List", "ListNumbering") or "None")
    if any(kid.role == "Lbl" for item in element.elements for kid in item.elements) and numbering == "None":
        message = "A list has labels, but does not say how it is numbered (ListNumbering)."
        clause = "ISO 14289-1 7.6; Matterhorn 16-001; ISO 14289-2 8.2.5.25"
        if any(char.isalnum() for label in _labels(element, source) for char in label):
            yield error("pdf-list-numbering", _where(element), message, clause)
        else:  # of bullets, only PDF/UA-2 asks it
            yield warning("pdf-list-numbering", _where(element), message, clause)
    for item in element.elements:
        if item.role == "LI" and not any(kid.role == "LBody" for kid in item.elements):
            message = "A list item has no body (LBody)."
            yield error("pdf-list-body", _where(item), message, "ISO 14289-1 7.6; Matterhorn 09-005")
    numbers = [int(digits) for label in _labels(element, source) if (digits := re.sub(r"\D", "", label))]
    if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        message = f"The numbers of a list do not run on: {', '.join(map(str, numbers))}."
        yield error("pdf-list-order", _where(element), message, "ISO 14289-1 7.6; WCAG 2.2 SC 1.3.1")


def _split(element: TagElement, source: PageWords) -> Iterator[Finding]:
    """Two lists or tables right after each other are mostly one that the page break has cut."""
    kids = element.elements
    for first, second in itertools.pairwise(kids):
        if first.role != second.role or first.role not in ("L", "Table"):
            continue
        if first.role == "L":
            last, following = _labels(first, source)[-1:], _labels(second, source)[:1]
            old, new = (re.sub(r"\D", "", "".join(label)) for label in (last, following))
            same = first.attribute("List", "ListNumbering") == second.attribute("List", "ListNumbering")
            if (old and new and int(new) == int(old) + 1) or (same and not old and not new and last == following):
                yield _cut(second, "list")
        else:
            heads = [[normal(source.spoken(cell)) for cell in (rows(table) or [[]])[0]] for table in (first, second)]
            if heads[0] == heads[1]:
                yield _cut(second, "table")


def _cut(element: TagElement, what: str) -> Finding:
    message = f"Two {what}s follow each other and look like one {what} cut in two: its length is read out wrong."
    return error("pdf-split", _where(element), message, "ISO 14289-1 7.1, 7.5, 7.6; WCAG 2.2 SC 1.3.1")


def _actual_text(element: TagElement, source: PageWords) -> Iterator[Finding]:
    """Replacement text must say what the page says; it may stand in for a drawing (a bullet, a picture of text)."""
    replacement = source.replaced.get(element)
    if replacement is None or element.role in ("Figure", "Formula"):
        return
    shown, said = (re.sub(r"[\s\u00ad\u200b-\u200d]+", "", normal(text)) for text in (source.spoken(element), replacement))
    drawn = not shown and any(mark.kind != "text" for mark in painted(source, element))
    if shown != said and not drawn:
        message = (
            f"The replacement text {quote(replacement)} differs from the words on the page, {quote(source.spoken(element))}."
        )
        yield error("pdf-actual-text", _where(element), message, "ISO 32000-1 14.9.4")
