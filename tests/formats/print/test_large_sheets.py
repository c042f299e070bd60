"""The sheet in large print: no safety fact is left out, and no box, steps or worksheet is parted that one of its sides would hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

import pytest

from kit import build, content
from kit.document import Block, Callout, Contacts, Document, Options, Steps, Worksheet, plain, sheets_for
from kit.formats.print.flow import closest
from kit.formats.print.leaves import _Set, _Sides, _sides, fit_sheet, lay_out_sheet
from kit.formats.print.sheet import Drawing, Row, Shape, Words
from kit.formats.print.theme import MM, theme
from kit.pdf.structure import Content, Element
from tests.conftest import ROOT
from tests.formats.print.built import built

NAMES = tuple(plan.name("sheet") for plan in sheets_for(content.load(ROOT / "content", "heroin-withdrawal"), "sheet"))
LANGUAGES = tuple(dict.fromkeys(("en", *build.locales_of(ROOT))))
LARGE = tuple(Options(edition="large-print", paper=paper) for paper in ("a4", "letter"))
EDGE = 6.35 * MM  # what office printers can't reach
TALL = {
    "danger.now": "ur",
    "danger.soon": "ur",
    "medicines.wrong": "ur",
    "naloxone.steps": "ur",
    "tolerance.safer": "ur",
}
"""What is taller in large print than a side, in its closest setting too, and so is parted: lines are tall in Nastaliq."""


def _asked(tag: str, name: str) -> Iterator[tuple[Document, Options]]:
    """A sheet in large print on both papers, bare and with a region and a clinic."""
    for options, full in itertools.product(LARGE, (False, True)):
        yield built("sheet", tag, name, full=full, options=options), options


def _lost(chosen: Document) -> list[str]:
    """The blocks with a safety fact that a sheet leaves out."""
    return [block.meta.id for block in chosen.selection.left_out if block.meta.safety] if chosen.selection else []


def _set(chosen: Document, options: Options) -> _Sides:
    return _sides(chosen, options, _Set(chosen, options, shared=True))


def _parted(chosen: Document, sides: _Sides) -> Iterator[tuple[str, bool]]:
    """The boxes, steps, numbers and worksheets that stand on more than one side, and whether one would hold them."""
    wanted = [block for section in chosen.sections for block in section.blocks]
    for block, part, way in zip(wanted, sides.parts[1:], sides.ways[1:], strict=False):
        own = set(map(id, part.piece.ways[way]))
        on = [number for number, page in enumerate(sides.pages) if any(id(placed.row) in own for placed in page.rows)]
        if len(on) > 1 and isinstance(block, Callout | Contacts | Steps | Worksheet):
            yield block.meta.id, min(map(closest, part.piece.ways)) <= sides.height


def _faults(asked: Iterable[tuple[Document, Options]], tag: str) -> Iterator[str]:
    for document, options in asked:
        chosen = fit_sheet(document, options)
        yield from (f"{options.paper}: {name} is left out" for name in _lost(chosen))
        for name, fits in _parted(chosen, _set(chosen, options)):
            if fits or tag not in TALL.get(name, "").split():
                yield f"{options.paper}: {name} is parted{', though a side holds it' if fits else ''}"


@pytest.mark.parametrize(("tag", "name"), [("en", "get-help"), ("ur", "get-help"), ("fr", "after-a-break")])
def test_large_print_loses_no_fact_and_parts_no_box(tag: str, name: str) -> None:
    """Where lines are tall or words many, too: what stands between two sides is only what no side holds."""
    assert list(_faults(_asked(tag, name), tag)) == []


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_emergency_number_is_the_largest_thing_in_large_print_too(tag: str) -> None:
    """In its frame: who sees little finds it first."""
    document = built("sheet", tag, "overdose", full=True, options=LARGE[0])
    first, *_ = lay_out_sheet(fit_sheet(document, LARGE[0]), LARGE[0]).pages
    words = [mark for placed in first.rows for mark in placed.row.marks if isinstance(mark, Words)]
    largest = max(words, key=lambda mark: mark.size)
    assert "911" in "".join(run.text for run in largest.line.runs)
    assert largest.size >= 1.3 * max(mark.size for mark in words if mark is not largest)
    row = next(placed.row for placed in first.rows if largest in placed.row.marks)
    assert any(isinstance(mark, Shape) and mark.stroke and mark.width == 2 for mark in row.marks)


@pytest.mark.parametrize("tag", ["es", "en"])
def test_what_goes_on_overleaf_says_what_it_is(tag: str) -> None:
    """The strip its title, as an artifact; and no sentence of a list goes on there."""
    document = built("sheet", tag, "overdose", full=True, options=LARGE[1])
    chosen = fit_sheet(document, LARGE[1])
    sides = lay_out_sheet(chosen, LARGE[1]).pages
    assert chosen.selection
    assert chosen.selection.strip_title
    title = plain(chosen.selection.strip_title.text)
    said = [_words(placed.row) for page in sides for placed in page.rows if placed.again]
    assert said == [title]
    for page in sides[1:]:
        opening = next(placed.row for placed in page.rows if not placed.again)
        assert opening.before or opening.kind == "heading", _words(opening)


def _words(row: Row) -> str:
    return "".join(run.text for mark in row.marks if isinstance(mark, Words) for run in mark.line.runs)


@pytest.mark.slow
@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_sheet_of_any_language_does(tag: str) -> None:
    """All sheets, bare and with clinic and region, on both papers; what is too tall for a side is named in the list, and no more is."""
    assert {name: faults for name in NAMES if (faults := list(_faults(_asked(tag, name), tag)))} == {}


def _torn(chosen: Document, options: Options, sides: _Sides) -> Iterator[str]:
    """Steps that go on overleaf in the middle of one of them, without their title, or with a picture that a printer can't reach."""
    steps = [block for section in chosen.sections for block in section.blocks if isinstance(block, Steps)]
    for block in steps:
        own = next(
            (part.piece.ways[way], part.elements[way])
            for part, way in zip(sides.parts, sides.ways, strict=True)
            if any(element.id == f"h.{block.meta.id}" for group in part.elements[way] for element in group.walk())
        )
        rows, elements = {id(row): row for row in own[0]}, own[1]
        labels = {element for group in elements for element in group.walk() if element.tag == "Lbl"}
        for page in sides.pages:
            mine = [placed.row for placed in page.rows if id(placed.row) in rows and not placed.again]
            if not mine or mine[0] is own[0][0]:
                continue
            if not any(isinstance(mark, Words) and _of(mark) & labels for mark in mine[0].marks):
                yield f"{block.meta.id} goes on in the middle of a step"
            if not (page.rows[0].again and page.rows[0].row is own[0][0]):
                yield f"{block.meta.id} goes on without its title"
        drawn = [mark for row in own[0] for mark in row.marks if isinstance(mark, Drawing)]
        if any(not EDGE <= mark.x <= theme(options).page[0] - EDGE - mark.width for mark in drawn):
            yield f"{block.meta.id} has a picture at the edge"


def _of(mark: Words) -> set[Element]:
    return {place.element for place in mark.places if isinstance(place, Content)}


@pytest.mark.parametrize(
    ("tag", "paper", "sides_of"), [("ur", "a4", 2), ("ur", "letter", 2), ("fr", "letter", 1), ("ar", "letter", 1)]
)
def test_steps_too_tall_for_a_side_go_on_with_their_title(tag: str, paper: Literal["a4", "letter"], sides_of: int) -> None:
    """Between two steps; where their pictures stand in the margin, still clear of what a printer can't reach."""
    options = Options(edition="large-print", paper=paper)
    chosen = fit_sheet(built("sheet", tag, "overdose", options=options), options)
    sides = _set(chosen, options)
    assert list(_torn(chosen, options, sides)) == []
    steps = next(block for section in chosen.sections for block in section.blocks if isinstance(block, Steps))
    title = plain(steps.meta.title.text) if steps.meta.title else ""
    on = [page for page in sides.pages if any(_words(row) == title for placed in page.rows for row in placed.row.repeat[:1])]
    assert len(on) == sides_of
    for page in on[1:]:
        faulty = sides._replace(pages=[replace(page, rows=page.rows[2:])])
        found = list(_torn(chosen, options, faulty))
        assert [fault.split(" goes on ")[1] for fault in found] == ["in the middle of a step", "without its title"]


def test_a_fact_left_out_and_a_box_parted_are_seen() -> None:
    """The rules above find a sheet that has no room for all its blocks, and a box in two parts where no list expects it."""
    document, options = next(_asked("ur", "get-help"))
    assert "a4: danger.now is parted" in list(_faults([(document, options)], "en"))
    document, options = next(_asked("en", "first-call"))
    first, second = document.sections
    danger = built("sheet", "en", "get-help", options=options).sections[0].blocks[0]
    crowded = replace(
        document, sections=(first, replace(second, blocks=(*second.blocks, *(_copy(danger, at) for at in range(5)))))
    )
    assert any("is left out" in fault for fault in _faults([(crowded, options)], "en"))


def _copy(block: Block, number: int) -> Block:
    return replace(block, meta=replace(block.meta, id=f"{block.meta.id}.{number}"))
