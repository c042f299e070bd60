"""Tables, lists of contents and captions: regular, grouped, and each cell tied to its heads (ISO 14289-1, 7.2 and 7.5).

A table is laid out as a grid, with the cells that span columns or rows. Left out on purpose: whether the words of a head are right
(a person must say), and nesting, which `tags` and `nesting` judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kit.budget import Budget
from kit.checks.finding import error
from kit.errors import Finding
from kit.tagged.source import PdfSource
from kit.tagged.tree import TagElement

_CLAUSE = {
    "1": ("ISO 14289-1 7.2; Matterhorn 09-004", "ISO 14289-1 7.5; Matterhorn 15-003"),
    "2": ("ISO 14289-2 8.2.5.26", "ISO 14289-2 8.2.5.26"),
}
_WRAPPERS = frozenset(("NonStruct", "Private", "Artifact"))
_GROUPS = ("THead", "TBody", "TFoot")
_MOST = 1000
"""Columns or rows that one cell may span; more is a trap."""

Grid = dict[tuple[int, int], TagElement]
"""The cell that fills each place (row, column)."""


def check(source: PdfSource, elements: Sequence[TagElement], part: str) -> Iterator[Finding]:
    """Findings on tables, lists of contents and captions."""
    ids = {found for element in elements if element.role in ("TH", "TD") and (found := element.id)}
    for element in elements:
        match element.role:
            case "Table":
                yield from _groups(element, part)
                yield from _grid(element, part, ids, source.budget)
            case "TOC" | "TOCI" if part == "1":
                yield from _contents(element)
            case "TOCI" if not any(one.refers_to is not None for one in element.walk()):
                message = "An entry of a table of contents does not say which heading it stands for (/Ref)."
                yield error("pdf-contents-ref", _where(element), message, "ISO 14289-2 8.2.5.8")
            case _:
                pass
        yield from _captions(element, part)


def _where(element: TagElement) -> str:
    return f"page {element.place}" if element.place else "structure tree"


def inner(element: TagElement) -> list[TagElement]:
    """The kids of an element, those in wrappers without a meaning as its own."""
    out: list[TagElement] = []
    for kid in element.elements:
        out += inner(kid) if kid.role in _WRAPPERS else [kid]
    return out


def _groups(table: TagElement, part: str) -> Iterator[Finding]:
    """At most one head and one foot, and rows between them in a body."""
    count = Counter(kid.role for kid in inner(table))
    wrong = [f"{count[role]} {role}" for role in ("THead", "TFoot") if count[role] > 1]
    clause = _CLAUSE[part][0]
    if wrong:
        yield error("pdf-table-groups", _where(table), f"A table has {' and '.join(wrong)}; it may have one.", clause)
    if part == "1" and (count["THead"] or count["TFoot"]) and not count["TBody"]:
        message = "A table has a head or foot (THead, TFoot), but no body (TBody)."
        yield error("pdf-table-groups", _where(table), message, clause)


def _contents(element: TagElement) -> Iterator[Finding]:
    """PDF 1.7's rules for lists of contents (Table 333)."""
    clause = "ISO 14289-1 7.2; Matterhorn 09-006"
    above = next((one.role for one in element.ancestors() if one.role not in _WRAPPERS), "the root")
    if element.role == "TOCI" and above != "TOC":
        yield error("pdf-misplaced", _where(element), f"A tag is in the wrong place: TOCI lies in {above}, not in TOC.", clause)
    strange = [kid.role for kid in inner(element) if kid.role not in ("TOC", "TOCI", "Caption")]
    if element.role == "TOC" and strange:
        message = f"A tag is in the wrong place: TOC holds {strange[0]}; it may hold only TOC, TOCI and Caption."
        yield error("pdf-misplaced", _where(element), message, clause)


_FIRST_ONLY = frozenset(("L", "TOC"))


def _captions(element: TagElement, part: str) -> Iterator[Finding]:
    """A caption comes first, or in tables (and by PDF/UA-2 everywhere) first or last; there is one."""
    roles = [kid.role for kid in inner(element)]
    if "Caption" not in roles or (part == "1" and element.role not in ("Table", "L", "TOC")):
        return
    clause = "ISO 14289-1 7.2; Matterhorn 09-004" if part == "1" else "ISO 14289-2 8.2.5.27"
    last = part == "2" or element.role not in _FIRST_ONLY
    allowed = {0, len(roles) - 1} if last else {0}
    places = [at for at, role in enumerate(roles) if role == "Caption"]
    if len(places) > 1 and element.role in ("Table", "L", "TOC", "Figure", "Index", "Form", "Formula"):
        yield error("pdf-caption", _where(element), f"{element.role} has {len(places)} captions; it may have one.", clause)
    elif not set(places) <= allowed:
        where = "first or last" if last else "first"
        yield error("pdf-caption", _where(element), f"The caption of {element.role} must come {where} in it.", clause)


@dataclass
class _Laid:
    """A table as a grid: who fills each place, and the places that two cells want."""

    grid: Grid = field(default_factory=dict)
    twice: list[TagElement] = field(default_factory=list)
    rows: int = 0


def _span(cell: TagElement, name: str) -> int:
    found = cell.attribute("Table", name)
    return min(int(found), _MOST) if isinstance(found, int) and found > 0 else 1


def _lay(table: TagElement, budget: Budget) -> _Laid:
    out = _Laid()
    lines = []
    for kid in inner(table):
        lines += [kid] if kid.role == "TR" else [row for row in inner(kid) if row.role == "TR"] if kid.role in _GROUPS else []
    for row, line in enumerate(lines):
        column = 0
        for cell in inner(line):
            if cell.role not in ("TH", "TD"):
                continue
            while (row, column) in out.grid:
                column += 1
            wide, high = _span(cell, "ColSpan"), _span(cell, "RowSpan")
            budget.spend("comparisons", wide * high)
            places = [(row + down, column + across) for down in range(high) for across in range(wide)]
            if any(place in out.grid for place in places):
                out.twice.append(cell)
            out.grid.update((place, cell) for place in places)
            column += wide
    out.rows = len(lines)
    return out


def _grid(table: TagElement, part: str, ids: set[str], budget: Budget) -> Iterator[Finding]:
    laid = _lay(table, budget)
    regular, heads = _CLAUSE[part]
    if laid.twice:
        message = f"{len(laid.twice)} cells of a table lie over others, because of what they span."
        yield error("pdf-table-overlap", _where(table), message, regular)
    deep = max((row for row, _ in laid.grid), default=-1) + 1
    if deep > laid.rows:
        message = f"A cell of a table reaches down {deep - laid.rows} rows further than the table has."
        yield error("pdf-table-span", _where(table), message, regular)
    yield from _tied(table, laid, heads, ids)


def _tied(table: TagElement, laid: _Laid, clause: str, ids: set[str]) -> Iterator[Finding]:
    """Each cell finds its heads: by the ids it names, or by heads that say what they head."""
    cells = list(dict.fromkeys(laid.grid.values()))
    named = [(cell, _names(cell)) for cell in cells]
    lost = sorted({name for _, names in named for name in names if name not in ids})
    if lost:
        message = f"Cells of a table name heads that are not there ({', '.join(lost[:3])})."
        yield error("pdf-table-headers", _where(table), message, clause)


def _names(cell: TagElement) -> list[str]:
    found = cell.attribute("Table", "Headers")
    return [str(name) for name in found] if isinstance(found, list) else []
