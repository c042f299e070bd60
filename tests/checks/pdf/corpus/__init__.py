"""A corpus that makes itself: for each failure condition a small PDF that has it, and a twin without it that is otherwise alike.

A row names the clause and how to break a good file. The rows stand by subject in this folder's modules; veraPDF confirms both
sides where it knows the rule (`vera`: clause and number of its rule, "" where it has none).
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from kit.checks.pdf.tags import OF_PDF_1
from tests import handmade
from tests.checks.pdf.faults import code, every
from tests.handmade import BOX, Node, build

Make = Callable[[], bytes]
Plant = Callable[[pikepdf.Pdf], object]
GIVES_UP = "-0"
"""What stands for a rule where veraPDF stops at the file."""
PDF_2 = "http://iso.org/pdf2/ssn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A failure condition: its name, the finding that tells it, its clause, the file that has it and its twin.

    `also` are findings for a person's eyes that the twin has too, because they are true of it.
    """

    name: str
    found: str
    clause: str
    bad: Make
    good: Make
    part: str = "1"
    vera: str = ""
    also: tuple[str, ...] = ()


def saved(file: pikepdf.Pdf, **how: Any) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    file.save(out, **how)
    return out.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    """The file of these bytes."""
    return pikepdf.open(io.BytesIO(data))


def changed(plant: Plant, data: bytes | None = None, **how: Any) -> bytes:
    """The handmade sheet, or another file, with one change."""
    file = opened(data or sheet())
    plant(file)
    return saved(file, **how)


@functools.cache
def sheet() -> bytes:
    """The good file that most rows break."""
    return handmade.sheet()


def body(*nodes: Node, after: Plant | None = None) -> bytes:
    """A PDF/UA-1 file whose body, after its title, is these nodes."""
    data = build(("Document", {}, [("H1", {}, ["Title"]), *nodes]))
    return changed(after, data) if after else data


def second(data: bytes) -> bytes:
    """A PDF/UA-1 file made one of PDF/UA-2: PDF 2.0, its namespace on each element that it knows, part and revision."""
    file = opened(data)
    space = file.make_indirect(Dictionary(Type=Name.Namespace, NS=String(PDF_2)))
    file.Root.StructTreeRoot.Namespaces = Array([space])
    for element in _elements(file):
        if str(element.S).lstrip("/") not in OF_PDF_1:
            element.NS = space
    with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdfuaid:part"] = "2"
        metadata["pdfuaid:rev"] = "2024"
    return saved(file, min_version="2.0", force_version="2.0")


def _elements(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    from tests.checks.pdf.faults import elements

    return list(elements(file))


def body2(*nodes: Node, after: Plant | None = None) -> bytes:
    """A PDF/UA-2 file whose body, after its title, is these nodes."""
    data = second(build(("Document", {}, [("H1", {}, ["Title"]), *nodes])))
    return changed(after, data, force_version="2.0") if after else data


@functools.cache
def sheet2() -> bytes:
    """The good file of PDF/UA-2."""
    return second(sheet())


def pair(
    name: str,
    found: str,
    clause: str,
    bad: Plant,
    good: Plant | None = None,
    *,
    vera: str = "",
    part: str = "1",
    also: tuple[str, ...] = (),
    **how: Any,
) -> Pair:
    """A row that changes the good sheet of its part; the twin is the sheet itself, or has the right change."""
    base = sheet if part == "1" else sheet2
    version = {"force_version": "2.0"} if part == "2" else {}
    return Pair(
        name=name,
        found=found,
        clause=clause,
        bad=lambda: changed(bad, base(), **{**version, **how}),
        good=(lambda: changed(good, base(), **version)) if good else base,
        part=part,
        vera=vera,
        also=also,
    )


def tree(name: str, found: str, clause: str, bad: Node, good: Node, *, vera: str = "", part: str = "1") -> Pair:
    """A row whose two files differ in one node of the structure tree."""
    make = body if part == "1" else body2
    return Pair(name=name, found=found, clause=clause, bad=lambda: make(bad), good=lambda: make(good), part=part, vera=vera)


def one(file: pikepdf.Pdf, tag: str) -> pikepdf.Object:
    """The first element with this tag."""
    return every(file, tag)[0]


def put(tag: str, key: str, value: Any) -> Plant:
    """A change of one entry of the first element with a tag; None removes it."""

    def plant(file: pikepdf.Pdf) -> None:
        element = one(file, tag)
        if value is None:
            del element[key]
        else:
            element[key] = value() if callable(value) else value

    return plant


def retag(tag: str, other: str) -> Plant:
    """The first element with a tag gets another, in the tree and on the page."""

    def plant(file: pikepdf.Pdf) -> None:
        one(file, tag).S = Name("/" + other)
        code(file, f"/{tag} <<", f"/{other} <<")

    return plant


# --- Nodes -----------------------------------------------------------------------------------------------------------


def cell(tag: str, words: str, **attributes: Any) -> Node:
    """A cell; its attributes are those of tables."""
    return (tag, {"A": Dictionary(O=Name.Table, **attributes)} if attributes else {}, [words])


def head(words: str = "Day") -> Node:
    """A head of a column."""
    return cell("TH", words, Scope=Name.Column)


def row(*cells: Node) -> Node:
    """A row of a table."""
    return ("TR", {}, list(cells))


def group(tag: str, *rows: Node) -> Node:
    """A head, body or foot of a table."""
    return (tag, {}, list(rows))


def table(*kids: Node) -> Node:
    """A table."""
    return ("Table", {}, list(kids))


def items(*kids: Node, numbering: str = "Disc") -> Node:
    """A list."""
    return ("L", {"A": Dictionary(O=Name.List, ListNumbering=Name("/" + numbering))}, list(kids))


def item(words: str, label: str = "-") -> Node:
    """An item of a list."""
    return ("LI", {}, [("Lbl", {}, [label]), ("LBody", {}, [words])])


def figure(**keys: Any) -> Node:
    """A picture with a box, and what else is told."""
    return ("Figure", {"A": Dictionary(O=Name.Layout, BBox=Array([100, 400, 150, 500])), **keys}, [BOX])


def p(words: str = "Words", **keys: Any) -> Node:
    """A paragraph."""
    return ("P", keys, [words])
