"""The booklet: what a reader meets n-th is n-th in the tree and lies where folding puts it, in both directions of reading."""

from __future__ import annotations

import dataclasses
import datetime
import io
from itertools import groupby
from typing import Literal

import pikepdf
import pytest

from kit import build, personalize
from kit.build.documents import translated
from kit.checks.pdf import links
from kit.document import Document, Options, plain, select_parts
from kit.formats import FORMATS
from kit.formats.print.booklet import imposed, lay_out_booklet
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Anchor
from kit.formats.print.writer import draw
from kit.tagged.source import read
from kit.translate import PSEUDO, pseudo
from tests.conftest import ROOT, TODAY
from tests.formats.print.built import built

BOOKLET = FORMATS["booklet"]
RTL = next(tag for tag, locale in PSEUDO.items() if locale.rtl)

Folded = list[tuple[int, str]]
"""The side of the paper (from 0) and its half, left or right, of each page in the order in which it is met."""


def ready(tag: str) -> Document:
    """Two parts of the topic, in English or a test language."""
    source = translated(ROOT, "heroin-withdrawal", "en", TODAY)
    chosen = personalize.personalize(select_parts(source, ("9", "12")), region=None, clinic=None, today=TODAY)
    return chosen if tag == "en" else pseudo(chosen, tag)


def met(sheets: int, *, rtl: bool) -> Folded:
    """The places of pages of a folded pile, found by leafing through it: the cover, then both sides of each leaf."""
    outer, inner = ("left", "right") if rtl else ("right", "left")
    leaves = [((2 * sheet, outer), (2 * sheet + 1, inner)) for sheet in range(sheets)]
    leaves += [((2 * sheet + 1, outer), (2 * sheet, inner)) for sheet in reversed(range(sheets))]
    return [place for leaf in leaves for place in leaf]


def lying(data: bytes) -> Folded:
    """Where the tagged words of a file lie, in the order of its tree; neighbours in one place are told once."""
    source = read(data)
    assert source.tree
    places = []
    for content in (piece for root in source.tree.roots for piece in root.contents()):
        for mark in source.pieces.get((content.page, content.mcid, content.stream), ()):
            if mark.kind == "text" and mark.text.strip():
                left, _, right, _ = source.pages[content.page - 1].box
                half = "left" if (mark.box[0] + mark.box[2]) / 2 < (left + right) / 2 else "right"
                places.append((content.page - 1, half))
    return [place for place, _ in groupby(places)]


@pytest.fixture(scope="module", params=["en", RTL])
def made(request: pytest.FixtureRequest) -> tuple[Document, bytes]:
    """A booklet of two parts, left to right and right to left."""
    document = ready(request.param)
    return document, BOOKLET.write(document, Options())


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("count", [4, 8, 16, 48])
def test_every_page_lies_where_leafing_through_finds_it(count: int, rtl: bool) -> None:
    """The places are those of a folded pile, for any number of sheets."""
    found = [(place.side, "right" if place.right else "left") for place in imposed(count, rtl=rtl)]
    assert found == met(count // 4, rtl=rtl)


def test_empty_pages_are_the_last_ones() -> None:
    """Six pages lie like the first six of eight."""
    assert imposed(6, rtl=False) == imposed(8, rtl=False)[:6]
    assert imposed(6, rtl=True) == imposed(8, rtl=True)[:6]


def test_the_tree_follows_the_reader_through_the_folded_pile(made: tuple[Document, bytes]) -> None:
    """In the finished file, words in the order of the tree go through the places of the folded pages, each met once."""
    document, data = made
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sheets = len(pdf.pages) // 2
    found = lying(data)
    assert len(found) > 4
    assert found == met(sheets, rtl=document.locale.rtl)[: len(found)]


def test_a_page_in_another_place_is_seen(made: tuple[Document, bytes]) -> None:
    """Two pages that changed places break the order: the test above can fail."""
    document, _ = made
    layout = lay_out_booklet(document, Options())
    swapped = dataclasses.replace(layout, order=(layout.order[1], layout.order[0], *layout.order[2:]))
    assert lying(draw(swapped, document)) != lying(made[1])


def test_a_booklet_passes_every_check(made: tuple[Document, bytes], today: datetime.date) -> None:
    """It says what the handout says; contents name the pages that the reader counts; the paper turns on its short edge."""
    document, data = made
    assert today
    heard = BOOKLET.read(data)
    if document.locale.tag == "en":
        assert [finding.message for finding in BOOKLET.judge(document, Options(), data, heard)] == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge
        assert "1" in pdf.pages[0].label.split(", ")
        width, height = (float(edge) for edge in pdf.pages[0].MediaBox[2:])
    assert (round(width), round(height)) == (842, 595)


def test_contents_are_held_against_what_the_sides_of_paper_are_called(made: tuple[Document, bytes]) -> None:
    """A printed page number that is not among those of the side it leads to is found; with the sides' labels it is right."""
    document, _ = made
    layout = lay_out_booklet(document, Options())
    sides = max(layout.order) + 1
    moved = tuple((side + 1) % sides for side in layout.order)  # so that no side's own number is among its pages'
    data = draw(dataclasses.replace(layout, order=moved), document)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=500)])
        out = io.BytesIO()
        pdf.save(out)
    found = [
        {finding.id for finding in links.check(read(one)) if finding.id == "pdf-contents-page"} for one in (data, out.getvalue())
    ]
    assert found == [set(), {"pdf-contents-page"}]


TALL = "ur"
"""Its lines are twice as tall: half a page does not hold five numbers."""
FAST = [("es", "a4"), ("fr", "letter")]  # the longest words under the longest foot


@pytest.mark.parametrize(
    ("tag", "paper"),
    [
        pytest.param(tag, paper, marks=() if (tag, paper) in FAST else pytest.mark.slow)
        for tag in build.locales_of(ROOT)
        for paper in ("a4", "letter")
        if tag != TALL
    ],
)
def test_all_numbers_stand_on_the_first_page(tag: str, paper: Literal["a4", "letter"]) -> None:
    """With a region and a clinic, in each language: nothing of their box goes on overleaf."""
    document = built("booklet", tag, "", full=True, options=Options(paper=paper))
    first, second, *_ = lay_out(document, Options(paper=paper, half=True)).pages
    assert [placed for placed in second.rows if placed.again] == []
    title = plain(document.help.meta.title.text) if document.help.meta.title else ""
    assert title in [mark.title for placed in first.rows for mark in placed.row.marks if isinstance(mark, Anchor)]
