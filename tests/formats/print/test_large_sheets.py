"""The sheet in large print: no safety fact is left out, and no box, steps or worksheet is parted that one of its sides would hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from kit import build, content
from kit.document import Block, Callout, Contacts, Document, Options, Steps, Worksheet, sheets_for
from kit.formats.print.flow import measured
from kit.formats.print.leaves import _Set, _Sides, _sides, fit_sheet
from tests.conftest import ROOT
from tests.formats.print.built import built

NAMES = tuple(plan.name("sheet") for plan in sheets_for(content.load(ROOT / "content", "heroin-withdrawal"), "sheet"))
LANGUAGES = tuple(dict.fromkeys(("en", *build.locales_of(ROOT))))
LARGE = tuple(Options(edition="large-print", paper=paper) for paper in ("a4", "letter"))
TALL = {
    "a4": {
        "danger.now": "ur",
        "danger.soon": "ur",
        "medicines.wrong": "ur",
        "naloxone.steps": "bn en es fr ht pt-BR ru uk ur vi",
        "tolerance.safer": "ur",
    },
    "letter": {
        "danger.now": "ur",
        "danger.soon": "fr ur",
        "medicines.wrong": "ru uk ur",
        "naloxone.steps": "ar bn en es fa fr ht pt-BR ru uk ur vi",
        "tolerance.safer": "ur",
    },
}
"""What is taller in large print than a side, in its closest setting too, and so is parted: the words are too many, or lines too tall."""


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
            yield block.meta.id, min(measured(rows)[0] for rows in part.piece.ways) <= sides.height


def _faults(asked: Iterable[tuple[Document, Options]], tag: str) -> Iterator[str]:
    for document, options in asked:
        chosen = fit_sheet(document, options)
        yield from (f"{options.paper}: {name} is left out" for name in _lost(chosen))
        for name, fits in _parted(chosen, _set(chosen, options)):
            if fits or tag not in TALL[options.paper].get(name, "").split():
                yield f"{options.paper}: {name} is parted{', though a side holds it' if fits else ''}"


@pytest.mark.parametrize(("tag", "name"), [("en", "get-help"), ("ur", "get-help"), ("fr", "after-a-break")])
def test_large_print_loses_no_fact_and_parts_no_box(tag: str, name: str) -> None:
    """Where lines are tall or words many, too: what stands between two sides is only what no side holds."""
    assert list(_faults(_asked(tag, name), tag)) == []


@pytest.mark.slow
@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_sheet_of_any_language_does(tag: str) -> None:
    """All sheets, bare and with clinic and region, on both papers; what is too tall for a side is named in the list, and no more is."""
    assert {name: faults for name in NAMES if (faults := list(_faults(_asked(tag, name), tag)))} == {}


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
