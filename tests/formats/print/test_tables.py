"""Tables: columns beside each other as long as they can be read, else a list in which each cell says what it is about."""

from __future__ import annotations

import dataclasses
from collections import defaultdict

import pytest

from kit import build
from kit.document import Document, Options, Table, plain
from kit.formats.print.blocks import Composer
from kit.formats.print.sheet import Row, Shape, Words
from kit.formats.print.tables import table_rows
from kit.formats.print.theme import MIST, theme
from kit.pdf.structure import Content, Element, StructureTree
from tests.conftest import ROOT, TODAY
from tests.offered import some

HALF, LARGE = Options(half=True), Options(edition="large-print")


def _document(tag: str) -> Document:
    request = build.Request(root=ROOT, out=ROOT / "output", formats=("handout",), editions=("standard",), today=TODAY)
    request = dataclasses.replace(request, topics=("heroin-withdrawal",), locales=(tag,), partial=True)
    return build.ready(next(iter(build.plan(request))))


def _tables(document: Document) -> dict[str, Table]:
    blocks = [block for section in document.sections for block in section.blocks]
    return {block.meta.id: block for block in blocks if isinstance(block, Table)}


def _set(document: Document, table: Table, options: Options) -> tuple[list[Row], Element]:
    tree = StructureTree(document.locale.tag, 1)
    composer = Composer(document, theme(options), tree)
    rows = table_rows(composer, table, tree.root, start=0, width=composer.theme.width)
    return rows, tree.root


def _towers(rows: list[Row]) -> list[str]:
    """Cells of more than five lines none of which is seven times as long as its letters are tall."""
    lines: dict[Element, list[Words]] = defaultdict(list)
    for mark in (mark for row in rows for mark in row.marks if isinstance(mark, Words)):
        for element in {place.element for place in mark.places if isinstance(place, Content)}:
            lines[element].append(mark)
    return [said[0].text for said in lines.values() if len(said) > 5 and max(mark.line.width for mark in said) < 7 * said[0].size]


def _grounds(rows: list[Row]) -> int:
    return sum(isinstance(mark, Shape) and mark.fill == MIST for row in rows for mark in row.marks)


@pytest.mark.parametrize("tag", ["en", "hi", "vi", *some("booklet")])
def test_no_cell_of_a_booklet_is_a_tower_of_single_words(tag: str) -> None:
    """Long cells in four columns of half a page become a list; short ones stay beside each other under their heads."""
    document = _document(tag)
    for name, table in _tables(document).items():
        rows, _ = _set(document, table, HALF)
        assert _towers(rows) == [], name
    assert _grounds(_set(document, _tables(document)["relief.signs"], HALF)[0]) == 1


@pytest.mark.parametrize(("tag", "options"), [("en", HALF), ("vi", HALF), ("en", LARGE), ("ar", LARGE), ("hi", LARGE)])
def test_a_list_has_no_bar_of_heads_and_each_cell_its_own(tag: str, options: Options) -> None:
    """Each head stands before each of its cells, once of the tree and else as an artifact; the tree stays a table."""
    document = _document(tag)
    table = _tables(document)["medicines.compare"]
    rows, root = _set(document, table, options)
    assert _grounds(rows) == 0
    marks = [mark for row in rows for mark in row.marks if isinstance(mark, Words)]
    drawn = {place.element for mark in marks for run in mark.line.runs if isinstance(place := mark.places[run.span], Content)}
    cells = [element for element in root.walk() if element.tag in ("TH", "TD")]
    assert len(cells) == (len(table.rows) + 1) * len(table.columns)
    assert [cell for cell in cells if drawn.isdisjoint(cell.walk())] == []
    printed = " ".join(mark.line.text for mark in marks)
    first = plain(table.columns[0].text)
    assert printed.count(first) >= len(table.rows)
