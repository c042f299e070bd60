"""Failure conditions of the structure tree: tables, lists, contents, headings, notes, pictures, roles (ISO 14289-1, 7.1 to 7.9)."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.checks.pdf.corpus import Pair, cell, figure, group, head, item, items, one, p, pair, put, retag, row, table, tree
from tests.handmade import Node

_D = cell("TD", "x")
_GOOD_TABLE = table(row(head()), row(_D))
_GROUPED = table(group("THead", row(head())), group("TBody", row(_D)))
_CAPTION: Node = ("Caption", {}, ["About it"])
_TOCI: Node = ("TOCI", {}, [p("One")])
_TOC: Node = ("TOC", {}, [_TOCI])


def _spans(first: dict[str, int], second: dict[str, int]) -> Node:
    """Two rows of two cells, whose first cells span."""
    return table(
        row(cell("TH", "A", Scope=Name.Column, **first), cell("TH", "B", Scope=Name.Column)),
        row(cell("TD", "c", **second), _D),
    )


def _headers(*names: str) -> Node:
    kid = cell("TD", "x", Headers=Array([String(name) for name in names]))
    return table(row(("TH", {"ID": String("h1"), "A": Dictionary(O=Name.Table, Scope=Name.Column)}, ["Day"])), row(kid))


TABLES = (
    tree("row outside a table", "pdf-misplaced", "7.2", row(_D), _GOOD_TABLE, vera="7.2-4"),
    tree("head group outside a table", "pdf-misplaced", "7.2", group("THead", row(head())), _GROUPED, vera="7.2-5"),
    tree("body group outside a table", "pdf-misplaced", "7.2", group("TBody", row(head())), _GROUPED, vera="7.2-6"),
    tree("foot group outside a table", "pdf-misplaced", "7.2", group("TFoot", row(head())), _GROUPED, vera="7.2-7"),
    tree("head cell outside a row", "pdf-misplaced", "7.2", table(head()), _GOOD_TABLE, vera="7.2-8"),
    tree("cell outside a row", "pdf-misplaced", "7.2", ("Sect", {}, [_D]), _GOOD_TABLE, vera="7.2-9"),
    tree("paragraph in a table", "pdf-misplaced", "7.2", table(row(head()), p()), _GOOD_TABLE, vera="7.2-3"),
    tree("list in a table", "pdf-misplaced", "7.2", table(row(head()), items(item("a"))), _GOOD_TABLE, vera="7.2-3"),
    tree("paragraph in a row", "pdf-misplaced", "7.2", table(row(head(), p())), table(row(head(), head())), vera="7.2-10"),
    tree(
        "paragraph in a head group",
        "pdf-misplaced",
        "7.2",
        table(group("THead", row(head()), p()), group("TBody", row(_D))),
        _GROUPED,
        vera="7.2-36",
    ),
    tree(
        "paragraph in a body group",
        "pdf-misplaced",
        "7.2",
        table(group("THead", row(head())), group("TBody", row(_D), p())),
        _GROUPED,
        vera="7.2-37",
    ),
    tree(
        "paragraph in a foot group",
        "pdf-misplaced",
        "7.2",
        table(group("THead", row(head())), group("TBody", row(_D)), group("TFoot", p())),
        table(group("THead", row(head())), group("TBody", row(_D)), group("TFoot", row(_D))),
        vera="7.2-38",
    ),
    tree(
        "two head groups",
        "pdf-table-groups",
        "7.2",
        table(group("THead", row(head())), group("THead", row(head("Other"))), group("TBody", row(_D))),
        _GROUPED,
        vera="7.2-11",
    ),
    tree(
        "two foot groups",
        "pdf-table-groups",
        "7.2",
        table(group("THead", row(head())), group("TBody", row(_D)), group("TFoot", row(_D)), group("TFoot", row(_D))),
        table(group("THead", row(head())), group("TBody", row(_D)), group("TFoot", row(_D))),
        vera="7.2-12",
    ),
    tree(
        "a foot group without a body",
        "pdf-table-groups",
        "7.2",
        table(row(head()), group("TFoot", row(_D))),
        table(row(head()), group("TBody", row(_D)), group("TFoot", row(_D))),
        vera="7.2-13",
    ),
    tree(
        "a head group without a body",
        "pdf-table-groups",
        "7.2",
        table(group("THead", row(head())), row(_D)),
        _GROUPED,
        vera="7.2-14",
    ),
    tree(
        "cells that lie over each other",
        "pdf-table-overlap",
        "7.2",
        table(
            row(head("A"), cell("TH", "B", Scope=Name.Column, RowSpan=2), head("C")),
            row(cell("TD", "c", ColSpan=2), _D),
        ),
        table(row(head("A"), cell("TH", "B", Scope=Name.Column, RowSpan=2), head("C")), row(cell("TD", "c"), _D)),
        vera="7.2-15",
    ),
    tree(
        "a caption in the middle",
        "pdf-caption",
        "7.2",
        table(row(head()), _CAPTION, row(_D)),
        table(_CAPTION, row(head()), row(_D)),
        vera="7.2-16",
    ),
    tree(
        "two captions of a table",
        "pdf-caption",
        "7.2",
        table(_CAPTION, row(head()), row(_D), _CAPTION),
        table(row(head()), row(_D), _CAPTION),
        vera="7.2-39",
    ),
    tree(
        "a cell that reaches below the table", "pdf-table-span", "7.2", _spans({}, {"RowSpan": 2}), _spans({}, {}), vera="7.2-43"
    ),
    tree(
        "a row that is too short", "pdf-table-shape", "7.5", table(row(head(), head("B")), row(_D)), _spans({}, {}), vera="7.2-43"
    ),
    tree("a row too wide by its spans", "pdf-table-shape", "7.5", _spans({}, {"ColSpan": 2}), _spans({}, {}), vera="7.2-42"),
    tree("a cell that names a head that is not there", "pdf-table-headers", "7.5", _headers("gone"), _headers("h1")),
    tree("one of two named heads is not there", "pdf-table-headers", "7.5", _headers("h1", "gone"), _headers("h1")),
    tree("a head without a scope", "pdf-scope", "7.5", table(row(cell("TH", "Day")), row(_D)), _GOOD_TABLE, vera="7.5-1"),
    tree("a table without heads", "pdf-table-heads", "7.5", table(row(_D), row(_D)), _GOOD_TABLE),
)

LISTS = (
    tree("an item outside a list", "pdf-misplaced", "7.2", item("a"), items(item("a")), vera="7.2-17"),
    tree("a body outside an item", "pdf-misplaced", "7.2", ("Sect", {}, [("LBody", {}, ["a"])]), items(item("a")), vera="7.2-18"),
    tree("a paragraph in a list", "pdf-misplaced", "7.2", items(item("a"), p()), items(item("a")), vera="7.2-19"),
    tree(
        "a paragraph in an item",
        "pdf-misplaced",
        "7.2",
        items(("LI", {}, [("LBody", {}, ["a"]), p()])),
        items(item("a")),
        vera="7.2-20",
    ),
    tree(
        "a heading in an item",
        "pdf-misplaced",
        "7.2",
        items(("LI", {}, [("LBody", {}, ["a"]), ("H2", {}, ["b"])])),
        items(item("a")),
        vera="7.2-20",
    ),
    tree(
        "a caption after the items", "pdf-caption", "7.2", items(item("a"), _CAPTION), items(_CAPTION, item("a")), vera="7.2-40"
    ),
    tree("a table in a list", "pdf-misplaced", "7.2", items(item("a"), _GOOD_TABLE), items(item("a")), vera="7.2-19"),
    tree("text directly in a list", "pdf-misplaced", "7.2", ("L", {}, ["a"]), items(item("a"))),
    tree(
        "numbers without a numbering",
        "pdf-list-numbering",
        "7.6",
        ("L", {}, [item("a", "1.")]),
        items(item("a", "1."), numbering="Decimal"),
    ),
    tree("an entry outside the contents", "pdf-misplaced", "7.2", ("Sect", {}, [_TOCI]), _TOC, vera="7.2-26"),
    tree("a paragraph in the contents", "pdf-misplaced", "7.2", ("TOC", {}, [_TOCI, p()]), _TOC, vera="7.2-27"),
    tree("a list in the contents", "pdf-misplaced", "7.2", ("TOC", {}, [items(item("a"))]), _TOC, vera="7.2-27"),
    tree(
        "a caption after the contents",
        "pdf-caption",
        "7.2",
        ("TOC", {}, [_TOCI, _CAPTION]),
        ("TOC", {}, [_CAPTION, _TOCI]),
        vera="7.2-28",
    ),
)

HEADINGS = (
    tree("a level left out", "pdf-heading-skipped", "7.4.2", ("H3", {}, ["Part"]), ("H2", {}, ["Part"]), vera="7.4.2-1"),
    tree("two levels left out", "pdf-heading-skipped", "7.4.2", ("H4", {}, ["Part"]), ("H2", {}, ["Part"]), vera="7.4.2-1"),
    pair("the first heading is of level 2", "pdf-first-heading", "7.4.2", retag("H1", "H2"), vera="7.4.2-1"),
    tree(
        "headings with and without level", "pdf-heading-kinds", "7.4.4", ("H", {}, ["Part"]), ("H2", {}, ["Part"]), vera="7.4.4-2"
    ),
    pair(
        "two headings without level in one part",
        "pdf-heading-kinds",
        "7.4.4",
        lambda file: [retag(tag, "H")(file) for tag in ("H1", "H2")],
        lambda file: [_alone(file), retag("H1", "H")(file)],
        vera="7.4.4-1",
    ),
)


def _alone(file: pikepdf.Pdf) -> None:
    """The sheet's second heading is no heading."""
    retag("H2", "P")(file)


def _note(**keys: object) -> Node:
    return ("P", {}, ["See ", ("Note", keys, ["below"])])


REST = (
    tree("a picture without words", "pdf-no-alt", "7.3", figure(), figure(Alt=String("A black box.")), vera="7.3-1"),
    tree("a picture with empty words", "pdf-no-alt", "7.3", figure(Alt=String("")), figure(Alt=String("A box.")), vera="7.3-1"),
    tree("a picture with a file name", "pdf-bad-alt", "7.3", figure(Alt=String("scan01.png")), figure(Alt=String("A box."))),
    tree("a picture that says picture", "pdf-bad-alt", "7.3", figure(Alt=String("Picture 1")), figure(Alt=String("A box."))),
    tree(
        "a formula without words",
        "pdf-no-alt",
        "7.7",
        ("Formula", {}, ["x"]),
        ("Formula", {"Alt": String("x"), "A": Dictionary(O=Name.Layout, BBox=Array([100, 400, 150, 500]))}, ["x"]),
        vera="7.7-1",
    ),
    tree("a note without an ID", "pdf-note", "7.9", _note(), _note(ID=String("n1")), vera="7.9-1"),
    tree("a note with an empty ID", "pdf-note", "7.9", _note(ID=String("")), _note(ID=String("n1")), vera="7.9-1"),
    tree(
        "two notes with one ID",
        "pdf-note",
        "7.9",
        ("Sect", {}, [_note(ID=String("n1")), _note(ID=String("n1"))]),
        ("Sect", {}, [_note(ID=String("n1")), _note(ID=String("n2"))]),
        vera="7.9-2",
    ),
    tree("a tag that no standard knows", "pdf-unknown-tag", "7.1", ("Absatz", {}, ["a"]), p("a"), vera="7.1-5"),
    pair(
        "a role map in a circle",
        "pdf-role-map",
        "7.1",
        lambda file: _roles(file, {"One": "Two", "Two": "One"}, "One"),
        lambda file: _roles(file, {"One": "Two", "Two": "P"}, "One"),
        vera="7.1-6",
    ),
    pair(
        "a standard tag with another meaning",
        "pdf-role-map",
        "7.1",
        lambda file: _roles(file, {"P": "H1"}, "P"),
        lambda file: _roles(file, {"Absatz": "P"}, "Absatz"),
        vera="7.1-7",
    ),
    pair(
        "a tag that is mapped to none",
        "pdf-unknown-tag",
        "7.1",
        lambda file: _roles(file, {"One": "Nothing"}, "One"),
        lambda file: _roles(file, {"One": "P"}, "One"),
        vera="7.1-5",
    ),
    tree(
        "a tag of PDF 2.0 in a file of PDF 1.7",
        "pdf-unknown-tag",
        "7.1",
        ("P", {}, [("Strong", {}, ["a"])]),
        ("P", {}, [("Span", {}, ["a"])]),
        vera="7.1-5",
    ),
    pair("an element without a parent", "pdf-tree", "14.7.2", put("H2", "/P", None), vera="7.1-3"),
    pair("an element with another's parent", "pdf-tree", "14.7.2", lambda file: _adopt(file)),
    tree("an element without content", "pdf-empty", "7.1", ("P", {}, []), p()),
    tree("a heading without words", "pdf-empty", "7.1", ("H2", {}, []), ("H2", {}, ["Part"])),
)


def _roles(file: pikepdf.Pdf, roles: dict[str, str], tag: str) -> None:
    """A role map, and a paragraph with one of its tags."""
    file.Root.StructTreeRoot.RoleMap = Dictionary({f"/{name}": Name(f"/{goal}") for name, goal in roles.items()})
    retag("P", tag)(file)


def _adopt(file: pikepdf.Pdf) -> None:
    one(file, "H2")["/P"] = one(file, "H1")


PAIRS: tuple[Pair, ...] = (*TABLES, *LISTS, *HEADINGS, *REST)
