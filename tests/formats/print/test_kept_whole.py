"""What must be read at one glance stands on one page: steps and facts that protect a life, in every language we have."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit import build, content
from kit.document import Document, Options, Steps
from kit.formats.print.flow import extent
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Extent, Layout, Row, Shape, Words
from kit.formats.print.theme import PLAIN_BOX, theme
from kit.pdf.structure import Content, Element
from tests.offered import WHOLE, asked, in_turn

Place = tuple[int, Row]


def _ready(root: Path, today: datetime.date, topic: str, tag: str, *, full: bool = False) -> Document:
    job = build.Job(
        root=root,
        topic=topic,
        locale=tag,
        format="handout",
        options=Options(),
        edition="",
        region="US",
        clinic=content.clinic(root / "content/clinics/example.toml") if full else None,
        today=today,
        release=False,
        out=root,
    )
    return build.ready(job)


def _rows_by_chunk(layout: Layout) -> dict[str, list[Place]]:
    """For each chunk (the identifier of its H3) its rows, each with the number of its page."""
    chunks: dict[Element, str] = {}
    for section in layout.tree.root.kids:
        if isinstance(section, Element):
            chunks.update(_chunks(section))
    found: dict[str, list[Place]] = {}
    for number, page in enumerate(layout.pages, start=1):
        for placed in page.rows:
            name = next((chunks[element] for element in _elements(placed.row) if element in chunks), "")
            if name and not placed.again:
                found.setdefault(name, []).append((number, placed.row))
    return found


def _chunks(section: Element) -> Iterator[tuple[Element, str]]:
    """Each element of a section with the chunk it belongs to: from an H3 to the next one, or a box that holds an H3."""
    name = ""
    for child in section.kids:
        if isinstance(child, Element):
            own = next((element.id for element in child.walk() if element.tag == "H3"), "")
            name = own or name
            yield from ((element, name) for element in child.walk())


def _elements(row: Row) -> Iterator[Element]:
    for mark in row.marks:
        if isinstance(mark, Words):
            yield from (place.element for place in mark.places if isinstance(place, Content))
        elif isinstance(mark, Extent):
            yield mark.element


def _split(document: Document, options: Options) -> list[str]:
    """The safety blocks and steps that stand on more than one page although one page would hold them."""
    layout, look = lay_out(document, options), theme(options)
    chunks = _rows_by_chunk(layout)
    found = []
    for section in (*document.sections, document.closing):
        for block in section.blocks:
            places = chunks.get(f"h.{block.meta.id}", [])
            if not (isinstance(block, Steps) or block.meta.safety) or len({page for page, _ in places}) < 2:
                continue
            rows = [row for _, row in places]
            if extent(rows, 0, len(rows)) <= min(page.foot[0].y for page in layout.pages) - look.top - 12:
                found.append(block.meta.id)
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_safety_is_never_split_in_english(root: Path, today: datetime.date, paper: str) -> None:
    """On both papers no block on safety and no steps go over a page's end if one page holds them."""
    document = _ready(root, today, "heroin-withdrawal", "en")
    options = Options(paper="letter" if paper == "letter" else "a4")
    assert _split(document, options) == []
    assert len(_rows_by_chunk(lay_out(document, options))["h.naloxone.steps"]) > 7


@pytest.mark.slow
@pytest.mark.parametrize("topic", ["heroin-withdrawal", "heroin-withdrawal-family", "heroin-withdrawal-facilitator"])
def test_safety_is_never_split_in_any_language(root: Path, today: datetime.date, topic: str) -> None:
    """No topic and no language parts the steps of an overdose, in the standard edition on both papers."""
    split = {
        (tag, options.paper): _split(_ready(root, today, topic, tag), options)
        for tag in WHOLE
        for options in (Options(), Options(paper="letter"))
    }
    assert {key: names for key, names in split.items() if names} == {}


@pytest.mark.parametrize("tag", asked("handout"))
def test_no_section_opens_at_the_end_of_a_page(root: Path, today: datetime.date, tag: str) -> None:
    """In the standard edition and the booklet, bare and with a region and a clinic: who is sent to a part finds more than its title there."""
    for full, options in itertools.product(
        (False, True), (Options(), Options(paper="letter"), Options(paper="letter", half=True))
    ):
        layout = lay_out(_ready(root, today, "heroin-withdrawal", tag, full=full), options)
        last = [page.rows[-1].row.frame for page in layout.pages[:-1]]
        ends = [number for number, frame in enumerate(last, start=1) if frame and frame.box == PLAIN_BOX]
        assert ends == [], (full, options.paper, options.half)


@pytest.mark.parametrize(("tag", "edition"), in_turn(asked("handout", ("standard", "large-print"))))
def test_help_numbers_stand_on_the_first_page(root: Path, today: datetime.date, tag: str, edition: str) -> None:
    """Who opens the sheet in fear sees whom to call: the sentence with its numbers; in the standard edition the whole box."""
    for topic, paper, full in itertools.product(
        ("heroin-withdrawal", "heroin-withdrawal-family"), ("a4", "letter"), (False, True)
    ):
        document = _ready(root, today, topic, tag, full=full)
        layout = lay_out(document, Options(edition=edition, paper=paper))  # type: ignore[arg-type]
        group = next(kid for kid in layout.tree.root.kids if isinstance(kid, Element) and kid.tag == "Sect")
        inside = {element for element in group.walk() if element.tag == "P" or element.tag == "Form"}
        pages: dict[Element, int] = {}
        for number, page in enumerate(layout.pages, start=1):
            for placed in page.rows:
                pages |= {element: number for element in _places(placed.row) if element in inside and element not in pages}
        assert min(pages.values()) == 1, "the sentence that says when to call, and which number"
        assert max(pages.values()) == 1 or edition == "large-print"


def _places(row: Row) -> Iterator[Element]:
    """The elements that a row's words and lines to write on belong to."""
    for mark in row.marks:
        if isinstance(mark, Words):
            yield from (place.element for place in mark.places if isinstance(place, Content))
        elif isinstance(mark, Shape) and isinstance(mark.place, Content):
            yield mark.place.element
