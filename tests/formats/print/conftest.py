"""Shared by the handout's tests: a finished PDF's structure tree as readable text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest

TreeText = Callable[[bytes], str]

_SHOWN = ("/Lang", "/Alt", "/ActualText", "/ID")


@pytest.fixture(scope="session")
def tree_text() -> TreeText:
    """A function that prints a file's structure tree, one element a line, with attributes and the pages of its content."""
    return _print


def _print(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        return "\n".join(_lines(pdf.Root.StructTreeRoot.K, pages, 0)) + "\n"


def _lines(element: pikepdf.Object, pages: dict[tuple[int, int], int], depth: int) -> Iterator[str]:
    words = [str(element.S)[1:]]
    words += [f"{key[1:]}={str(element[key])!r}" for key in _SHOWN if key in element]
    if "/A" in element:
        words += [f"{key[1:]}={_value(value)}" for key, value in sorted(element.A.items()) if key not in ("/O", "/BBox")]
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    marks: dict[int, int] = {}
    for kid in kids:
        if isinstance(kid, int) or kid.get("/Type") == "/MCR":
            page = pages[(element.Pg if isinstance(kid, int) else kid.Pg).objgen]
            marks[page] = marks.get(page, 0) + 1
    if marks:
        words.append("[" + ", ".join(f"page {page}: {count}" for page, count in marks.items()) + "]")
    yield "  " * depth + " ".join(words)
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/Type") == "/OBJR":
                yield "  " * (depth + 1) + str(kid.Obj.Subtype)[1:] + " annotation"
            elif "/S" in kid:
                yield from _lines(kid, pages, depth + 1)


def _value(value: pikepdf.Object) -> str:
    return str(value).removeprefix("/")
