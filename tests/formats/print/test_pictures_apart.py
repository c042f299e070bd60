"""Pictures stand apart from each other: on folded and cut paper, sheets and posters, where lines are set close too."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from kit import build
from kit.document import Document, Options
from kit.formats.print.leaflets import fit_leaflet, lay_out_leaflet
from kit.formats.print.leaves import fit_sheet, lay_out_sheet
from kit.formats.print.panels import rows_closed_up
from kit.formats.print.placards import lay_out_poster
from kit.formats.print.sheet import Drawing, Layout, Page, Placed, Row
from tests.conftest import ROOT
from tests.formats.print.built import built
from tests.sample import sample

LANGUAGES = tuple(dict.fromkeys(("en", *build.locales_of(ROOT))))
WAYS: dict[str, tuple[Callable[[Document, Options], Document], Callable[[Document, Options], Layout]]] = {
    "leaflet": (fit_leaflet, lay_out_leaflet),
    "sheet": (fit_sheet, lay_out_sheet),
    "poster": (lambda document, _options: document, lay_out_poster),
}


def _touching(page: Page) -> Iterator[tuple[float, float]]:
    """Where two pictures of a page lie over each other, in points from its upper left corner."""
    boxes = [
        (mark.x, placed.y + mark.y, mark.x + mark.width, placed.y + mark.y + mark.height)
        for placed in page.rows
        for mark in placed.row.marks
        if isinstance(mark, Drawing)
    ]
    for (left, top, right, low), (other, start, end, under) in itertools.combinations(boxes, 2):
        if min(right, end) - max(left, other) > 0.01 and min(low, under) - max(top, start) > 0.01:
            yield max(left, other), max(top, start)


def _found(form: str, tag: str) -> Iterator[str]:
    for full, paper, edition in itertools.product((False, True), ("a4", "letter"), ("standard", "large-print")):
        if edition == "standard" or form == "sheet":
            options = Options(paper=paper, edition=edition)  # type: ignore[arg-type]  # names of papers and editions
            fit, lay_out = WAYS[form]
            layout = lay_out(fit(built(form, tag, "overdose", full=full, options=options), options), options)
            for number, page in enumerate(layout.pages, start=1):
                yield from (f"{paper} {edition} {full}: page {number} at {place}" for place in _touching(page))


@pytest.mark.parametrize(
    ("form", "tag"),
    [
        pytest.param(form, tag, marks=() if tag in ("es", "ar") else pytest.mark.slow)
        for form, tag in itertools.product(WAYS, LANGUAGES)
    ],
)
def test_no_picture_lies_over_another(form: str, tag: str) -> None:
    """The steps of an overdose, which have a picture each: an instruction that runs into the next one is not understood."""
    assert list(_found(form, tag)) == []


def test_closed_lines_keep_the_height_of_the_picture_beside_them() -> None:
    """A picture is taller than the two lines beside it: closer lines leave its height, as one line does, and what follows stays below."""
    (art, *_) = sample("en").arts
    picture = Drawing(art=art, x=0, y=0, width=30, height=30, color=(0, 0, 0))
    rows = [Row(height=15, marks=[picture]), Row(height=10), Row(height=12, before=3)]
    closed = rows_closed_up(rows, 1.2)
    assert [row.height for row in closed] == [15, 15, 12]
    page = Page(rows=[Placed(closed[0], 0), Placed(Row(height=30, marks=[picture]), 29.98)])
    assert list(_touching(page)) == [(0, 29.98)]
