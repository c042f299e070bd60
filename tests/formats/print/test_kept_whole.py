"""What must be read at one glance stands on one page: steps and facts that protect a life, in every language we have."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit import build, content
from kit.document import Callout, Document, Options, Steps, Worksheet
from kit.formats.print.flow import extent
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Extent, Layout, Row, Shape, Words
from kit.formats.print.theme import PLAIN_BOX, theme
from kit.pdf.structure import Content, Element
from tests.conftest import ROOT
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


def _large(root: Path, today: datetime.date, tag: str, paper: str) -> tuple[Document, Layout, Options]:
    document, options = _ready(root, today, "heroin-withdrawal", tag), Options(edition="large-print", paper=paper)  # type: ignore[arg-type]
    return document, lay_out(document, options), options


def _parted(document: Document, layout: Layout, options: Options) -> list[str]:
    """The steps, worksheets and emergency boxes on more than one page although one holds them."""
    chunks, look, found = _rows_by_chunk(layout), theme(options), []
    room = min(page.foot[0].y for page in layout.pages) - look.top - 12
    for block in (block for section in (*document.sections, document.closing) for block in section.blocks):
        kept = isinstance(block, Steps | Worksheet) or (isinstance(block, Callout) and block.level == "emergency")
        places = chunks.get(f"h.{block.meta.id}", []) if kept else []
        if len({page for page, _ in places}) > 1 and extent([row for _, row in places], 0, len(places)) <= room:
            found.append(block.meta.id)
    return found


def _entries(layout: Layout) -> list[set[int]]:
    """The pages on which each entry of the box of numbers stands."""
    group = next(kid for kid in layout.tree.root.kids if isinstance(kid, Element) and kid.tag == "Sect")
    pages: dict[Element, set[int]] = {}
    for number, page in enumerate(layout.pages, start=1):
        for row in (placed.row for placed in page.rows if not placed.again):
            for element in _places(row):
                pages.setdefault(element, set()).add(number)
    entries = (entry for entry in group.walk() if entry.tag == "LI")
    return [set().union(*(pages.get(element, set()) for element in entry.walk())) for entry in entries]


_LARGE = [
    pytest.param(tag, paper, marks=() if (tag, paper) in {("en", "letter"), ("es", "a4")} else pytest.mark.slow)
    for tag in dict.fromkeys(("en", *build.locales_of(ROOT)))
    for paper in ("a4", "letter")
]


@pytest.mark.parametrize(("tag", "paper"), _LARGE)
def test_large_print_parts_nothing_that_must_be_seen_whole(root: Path, today: datetime.date, tag: str, paper: str) -> None:
    """Steps, worksheets and emergency boxes that a page holds stand on one.

    The box of numbers, which no page holds below the title and the main message, is parted between two entries, the emergency
    number before all others.
    """
    document, layout, options = _large(root, today, tag, paper)
    assert _parted(document, layout, options) == []
    assert [contact.kind for contact in document.help.entries[:2]] == ["emergency", "crisis"]
    entries = _entries(layout)
    assert len(entries) == len(document.help.entries)
    assert all(len(pages) == 1 for pages in entries)
    order = [next(iter(pages)) for pages in entries]
    assert order == sorted(order)
    if document.locale.script != "Aran":  # Nastaliq: half as many lines on a page, the sentence above them says the number
        assert order[0] == 1


def test_steps_that_go_over_a_page_s_end_are_seen(root: Path, today: datetime.date) -> None:
    """A layout with its pages cut elsewhere has them, and an entry in two."""
    document, layout, options = _large(root, today, "es", "a4")
    pages = []
    for page in layout.pages:
        half = len(page.rows) // 2
        pages += [dataclasses.replace(page, rows=page.rows[:half]), dataclasses.replace(page, rows=page.rows[half:])]
    assert "danger.phone" in _parted(document, dataclasses.replace(layout, pages=tuple(pages)), options)
    rows = [placed for page in layout.pages[:2] for placed in page.rows]
    twice = dataclasses.replace(layout.pages[1], rows=rows)
    assert any(len(found) > 1 for found in _entries(dataclasses.replace(layout, pages=(layout.pages[0], twice))))
