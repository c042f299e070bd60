"""The leaflet: six panels in every language on both papers, each where a reader meets it, with every safety fact."""

from __future__ import annotations

import dataclasses
import functools
import itertools

import pytest

from kit.document import Document, Options, Steps
from kit.errors import KitError
from kit.formats import FORMATS
from kit.formats.print import leaflets, panels
from kit.formats.print.leaflets import fit_leaflet, lay_out_leaflet
from kit.formats.print.sheet import Words
from kit.tagged.source import read as read_pdf
from tests.formats.print.built import built
from tests.formats.print.folding import MM, Area, misplaced, near_edge
from tests.offered import asked

LEAFLET = FORMATS["leaflet"]
LARGEST = {"zh-Hans": 100_000, "zh-Hant": 105_000}
"""The most bytes of a leaflet whose letters are many; 60,000 in other languages."""
PAPER = {"a4": (297.0, 210.0, 100.0, 97.0), "letter": (279.4, 215.9, 93.6625, 92.075)}
"""Width and height of the paper, and the widths of a wide panel and of the narrow one, in mm."""


def leaflet(tag: str, *, full: bool = False) -> Document:
    """The leaflet as a build makes it, with a region and a clinic if `full`."""
    return built("leaflet", tag, "overdose", full=full)


@functools.cache
def made(tag: str, paper: str) -> bytes:
    """The file with region and clinic."""
    options = Options(paper=paper)  # type: ignore[arg-type]  # names of papers
    return LEAFLET.write(leaflet(tag, full=True), options)


def _panels(paper: str, rtl: bool) -> list[Area]:
    """The panels in the order in which a reader meets them, by hand: cover, flap, three inner ones, back."""
    width, height, wide, narrow = PAPER[paper]
    outside = {"flap": (0.0, narrow), "back": (narrow, narrow + wide), "cover": (narrow + wide, width)}
    inside = {"first": (0.0, wide), "second": (wide, 2 * wide), "third": (2 * wide, width)}
    areas = {name: (1, *edges) for name, edges in outside.items()} | {name: (2, *edges) for name, edges in inside.items()}
    met = []
    for name in ("cover", "flap", "first", "second", "third", "back"):
        page, left, right = areas[name]
        edges = (width - right, width - left) if rtl else (left, right)
        met.append(Area(page, edges[0], 0.0, edges[1], height))
    return met


@pytest.mark.parametrize("tag", asked("leaflet"))
def test_it_passes_every_check_bare_and_full(tag: str) -> None:
    """On one paper bare, on the other full, with all its blocks; what they lack of the safety facts stands in its strip."""
    for full, paper in ((False, "letter"), (True, "a4")):
        document, options = leaflet(tag, full=full), Options(paper=paper)  # type: ignore[arg-type]  # names of papers
        assert fit_leaflet(document, options) is document
        data = made(tag, paper) if full else LEAFLET.write(document, options)
        outline = LEAFLET.read(data)
        assert outline.pages == 2
        assert LEAFLET.judge(document, options, data, outline) == ()
        assert len(data) <= LARGEST.get(tag, 60_000)


@pytest.mark.parametrize(("tag", "paper"), tuple(itertools.product(("en", "ar"), ("a4", "letter"))))
def test_the_nth_panel_that_a_reader_meets_is_the_nth_in_the_tree(tag: str, paper: str) -> None:
    """Left to right the flap is at the left of the outer side; right to left all is mirrored."""
    assert misplaced(read_pdf(made(tag, paper)), _panels(paper, rtl=tag == "ar")) == []


def test_panels_in_another_order_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted faults: a right-to-left leaflet folded like a left-to-right one, and the back where the flap belongs."""
    real = panels.trifold
    monkeypatch.setattr(leaflets, "trifold", lambda paper, size, rtl: real(paper, size, rtl=not rtl))
    assert len(misplaced(read_pdf(LEAFLET.write(leaflet("ar"), Options())), _panels("a4", rtl=True))) >= 4

    def swapped(paper: str, size: tuple[float, float], *, rtl: bool) -> tuple[panels.PanelFace, ...]:
        cover, flap, *inner, back = real(paper, size, rtl=rtl)
        return cover, back, *inner, flap

    monkeypatch.setattr(leaflets, "trifold", swapped)
    assert len(misplaced(read_pdf(LEAFLET.write(leaflet("en"), Options())), _panels("a4", rtl=False))) == 2


@pytest.mark.parametrize("rtl", [False, True])
def test_the_two_faces_of_the_narrow_panel_lie_on_each_other(rtl: bool) -> None:
    """Turned on the short edge, the flap is behind the third inner panel, the back behind the second, the cover behind the first."""
    size = (297 * MM, 210 * MM)
    cover, flap, first, second, third, back = panels.trifold("a4", size, rtl=rtl)
    for outer, inner in ((cover, first), (back, second), (flap, third)):
        assert (outer.page, inner.page) == (0, 1)
        assert size[0] - outer.x - outer.width == pytest.approx(inner.x)
        assert outer.width == pytest.approx(inner.width)
    assert flap.width == pytest.approx(97 * MM)


def test_it_says_how_it_is_turned_and_folded_and_prints_on_any_printer() -> None:
    """In the file's own words and for the printer, not on the paper; nothing is nearer to an edge than 6.35 mm."""
    source = read_pdf(made("en", "letter"))
    assert str(source.pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
    assert "Fold the narrow panel in first" in str(source.pdf.docinfo["/Subject"])
    assert not any("Fold" in mark.text for mark in source.marks())
    assert near_edge(source) == []


def test_the_emergency_number_is_the_largest_thing_on_it() -> None:
    """Larger than the title on the cover."""
    pages = lay_out_leaflet(leaflet("en", full=True), Options()).pages
    marks = [mark for page in pages for placed in page.rows for mark in placed.row.marks if isinstance(mark, Words)]
    assert "911" in max(marks, key=lambda mark: mark.size).line.text


def test_what_has_no_room_is_left_out_and_its_facts_stand_in_the_strip() -> None:
    """A panel that holds too much loses its last block, never its only one."""
    document = leaflet("en")
    third = document.sections[3]
    more = tuple(_named(block, number) for number in range(3) for block in third.blocks)
    faces = (*document.sections[:3], dataclasses.replace(third, blocks=(*third.blocks, *more)))
    chosen = fit_leaflet(dataclasses.replace(document, sections=faces), Options())
    assert chosen.selection is not None
    assert chosen.selection.left_out
    assert all(section.blocks for section in chosen.sections)
    data = LEAFLET.write(chosen, Options())
    assert LEAFLET.judge(chosen, Options(), data, LEAFLET.read(data)) == ()


def _named(block, number: int):  # type: ignore[no-untyped-def]
    return dataclasses.replace(block, meta=dataclasses.replace(block.meta, id=f"{block.meta.id}.{number}"))


def test_too_many_words_stop_the_build() -> None:
    """Type never shrinks below 12 points: the error says by how many lines, on which panel, and what could go."""
    document = leaflet("en")
    steps = document.sections[2].blocks[0]
    assert isinstance(steps, Steps)
    longer = dataclasses.replace(steps, items=steps.items * 2)
    faces = (*document.sections[:2], dataclasses.replace(document.sections[2], blocks=(longer,)), document.sections[3])
    with pytest.raises(KitError, match=r"about \d+ lines too long in English") as caught:
        fit_leaflet(dataclasses.replace(document, sections=faces), Options())
    assert "panel 4" in caught.value.advice
    assert "naloxone.steps" in caught.value.advice


def test_a_selection_with_more_faces_than_panels_is_refused() -> None:
    """The cover and the back are the format's own."""
    document = leaflet("en")
    with pytest.raises(KitError, match="5 faces"):
        lay_out_leaflet(dataclasses.replace(document, sections=(*document.sections, document.sections[0])), Options())


def test_the_same_leaflet_gives_the_same_bytes() -> None:
    """Nothing is left behind by another one."""
    LEAFLET.write(leaflet("es"), Options())
    assert LEAFLET.write(leaflet("en", full=True), Options()) == made("en", "a4")
