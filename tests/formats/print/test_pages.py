"""The pure step: what stands where, in each edition, paper and direction."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

import pytest

from kit.art import Art, Path
from kit.document import Bullets, Document, ListItem, Meta, Options, Paragraph, Text, plain, versioned
from kit.formats.print.furniture import FOOT, foot_rows
from kit.formats.print.pages import lay_out
from kit.formats.print.setting import Typesetter
from kit.formats.print.sheet import Drawing, Layout, Row, Shape, Words
from kit.formats.print.theme import theme
from kit.locale.bidi import CONTROLS
from kit.pdf.structure import StructureTree
from kit.text.metrics import line_height
from tests.sample import sample

STANDARD = Options()
LARGE = [Options(edition="large-print", profile=profile) for profile in ("acb", "ukaaf", "aph")]
ALL = [STANDARD, Options(paper="letter"), *LARGE, Options(edition="large-print", profile="aph", paper="letter")]
NAMES = [f"{option.edition}-{option.profile}-{option.paper}" for option in ALL]


def _words(layout: Layout) -> Iterator[Words]:
    for page in layout.pages:
        for placed in (*page.rows, *page.foot):
            yield from (mark for mark in placed.row.marks if isinstance(mark, Words))


def _text(words: str) -> Text:
    return Text(id="t", source=words, text=words, lang="en")


def _long(tag: str = "en") -> Document:
    """A document with many blocks, so that headings come at every height of a page."""
    document = sample(tag)
    section = document.sections[0]
    blocks = []
    for number in range(60):
        title = dataclasses.replace(section.title, id=f"t{number}")
        words = dataclasses.replace(section.key, text=f"{section.key.text} " * (number % 7 + 1))
        blocks.append(Paragraph(meta=Meta(id=f"b{number}", title=title), text=words))
    return dataclasses.replace(document, sections=(dataclasses.replace(section, blocks=tuple(blocks)),))


@pytest.mark.parametrize("options", ALL, ids=NAMES)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_nothing_leaves_the_page_or_meets_the_foot(options: Options, tag: str) -> None:
    """All text stands between the margins, and the body ends above the foot."""
    look = theme(options)
    layout = lay_out(sample(tag), options)
    left, right = (look.end, look.start) if tag == "ar" else (look.start, look.end)
    for words in _words(layout):
        assert words.x >= left - 1
        assert words.x + words.line.width <= layout.size[0] - right + 1
    for page in layout.pages:
        bottom = max(placed.y + placed.row.height for placed in page.rows)
        assert bottom <= page.foot[0].y
        assert page.foot[-1].y + page.foot[-1].row.height <= layout.size[1]


@pytest.mark.parametrize("options", ALL, ids=NAMES)
def test_no_text_is_smaller_than_the_floor(options: Options) -> None:
    """Standard sheets print nothing below 10 points, large print nothing below 18, feet and tables included."""
    floor = 18 if options.edition == "large-print" else 10
    assert min(words.size for words in _words(lay_out(sample("en"), options))) >= floor


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_profiles_keep_their_guideline(tag: str) -> None:
    """Leading, line length, margins and emphasis are the ones each guideline asks for, never tighter than the face's own."""
    script = sample(tag).locale.script
    for options, leading in zip(LARGE, (1.15 * 1.15, 1.0, 1.25 * 1.15), strict=True):
        look = theme(options)
        assert look.body.leading >= leading
        assert min(look.start, look.end, look.top) >= 72
        assert line_height(script, 18, look.body.leading) >= 18 * leading
    assert theme(LARGE[2]).width <= 6 * 72
    assert [theme(options).emphasis for options in LARGE] == ["underline", "bold", "bold"]
    underlined = [words for words in _words(lay_out(sample(tag), LARGE[0])) if words.underlined and not any(words.links)]
    assert underlined


@pytest.mark.parametrize("options", ALL, ids=NAMES)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_no_heading_stands_alone_at_the_end_of_a_page(options: Options, tag: str) -> None:
    """No page ends with a heading, at whatever height it comes."""
    for page in lay_out(_long(tag), options).pages[:-1]:
        assert all(placed.row.kind != "heading" for placed in page.rows[-1:])


def test_paragraphs_leave_two_lines_on_either_side_of_a_page_break() -> None:
    """No widow and no orphan in a long paragraph that runs over pages."""
    section = sample("en").sections[0]
    words = _text("It gets easier after some days, and you are not alone with it. " * 200)
    block = Paragraph(meta=Meta(id="p"), text=words)
    document = dataclasses.replace(sample("en"), sections=(dataclasses.replace(section, blocks=(block,)),))
    layout = lay_out(document, STANDARD)
    place = next(mark for mark in _words(layout) if mark.line.text.startswith("It gets easier")).places[0]
    counts = [
        sum(place in mark.places for placed in page.rows for mark in placed.row.marks if isinstance(mark, Words))
        for page in layout.pages
    ]
    spread = [count for count in counts if count]
    assert len(spread) >= 3
    assert min(spread) >= 2


def test_right_to_left_pages_are_mirrored() -> None:
    """In Arabic the section disc stands at the right and list text ends at its right side, the number unmirrored."""
    layout = lay_out(sample("ar"), STANDARD)
    middle = layout.size[0] / 2
    discs = [
        mark
        for page in layout.pages
        for placed in page.rows
        if placed.row.kind == "heading"
        for mark in placed.row.marks
        if isinstance(mark, Shape)
    ]
    assert discs
    assert all(values[0] > middle for mark in discs for _, values in mark.commands if values)


def test_each_page_carries_status_code_version_and_number() -> None:
    """The running foot says the status, the short code, version and date, and the page, all as artifacts."""
    layout = lay_out(sample("en"), STANDARD)
    for number, page in enumerate(layout.pages, start=1):
        marks = [mark for placed in page.foot for mark in placed.row.marks if isinstance(mark, Words)]
        said = " ".join("".join(run.text for run in mark.line.runs) for mark in marks)
        for wanted in ("Draft", "SA-1.0", "Version 1.0, 22 November 2026", f"Page {number} of {len(layout.pages)}"):
            assert wanted in said
        assert all(place == FOOT for mark in marks for place in mark.places)


def _parted(rows: Sequence[Row], words: str) -> bool:
    """Whether these words of a foot go over a line's end."""
    lines = ["".join(run.text for mark in row.marks if isinstance(mark, Words) for run in mark.line.runs) for row in rows]
    return not any(CONTROLS.sub("", words) in CONTROLS.sub("", line) for line in lines)


@pytest.mark.parametrize("options", ALL, ids=NAMES)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_date_in_the_foot_stands_on_one_line(options: Options, tag: str) -> None:
    """Neither the code nor the version with its date is parted, and no foot takes more lines than when they were."""
    document = sample(tag)
    rows = foot_rows(Typesetter(document, theme(options), StructureTree(tag, 1)), 88)
    assert not _parted(rows, plain(versioned(document).text))
    assert not _parted(rows, document.code)
    assert len(rows) <= (4 if options.edition == "large-print" else 3)


def test_a_date_over_two_lines_is_seen() -> None:
    """The rule above finds a version that is set in a column too narrow for it."""
    document = sample("en")
    setter = Typesetter(document, theme(LARGE[2]), StructureTree("en", 1))
    version = versioned(document)
    for width, parted in ((400.0, False), (200.0, True)):
        assert _parted(setter.rows(setter.artifact(version, FOOT), setter.theme.foot, width=width), plain(version.text)) == parted


def test_the_help_numbers_stand_on_the_first_page() -> None:
    """Emergency and crisis numbers are on page 1 in the standard edition, at 20 points or more."""
    first = lay_out(sample("en"), STANDARD).pages[0]
    large = [mark for placed in first.rows for mark in placed.row.marks if isinstance(mark, Words) and mark.size >= 20]
    said = ["".join(run.text for run in mark.line.runs) for mark in large]
    assert {"911", "988"} <= set(said)


def test_an_unknown_number_is_a_line_to_write_on() -> None:
    """Without a region each number is a line as wide as its column, at least 9 mm below what stands above it."""
    first = lay_out(sample("en", region=False, clinic=False), STANDARD).pages[0]
    lines = [
        mark
        for placed in first.rows
        for mark in placed.row.marks
        if isinstance(mark, Shape) and mark.stroke and not isinstance(mark.place, tuple) and mark.place.element.tag == "Form"
    ]
    assert len(lines) == 2
    assert all(mark.commands[0][1][1] >= 25 for mark in lines)


def test_pictograms_stand_beside_their_words_and_are_no_content() -> None:
    """A pictogram is an artifact at the start side, between 10 and 20 mm; short pictured items stand in two columns."""
    art = Art(id="drop", width=48, height=48, paths=(Path(commands=(("M", (0, 0)), ("L", (9, 9)), ("Z", ()))),))
    section = sample("en").sections[0]
    items = tuple(ListItem(text=_text(words), art="drop") for words in ("Rest", "Drink", "Sleep", "Walk"))
    block = Bullets(meta=Meta(id="l"), items=items)
    document = dataclasses.replace(
        sample("en"), arts=(art,), sections=(dataclasses.replace(section, art="drop", blocks=(block,)),)
    )
    for options, columns in ((STANDARD, 2), (LARGE[2], 1)):
        layout = lay_out(document, options)
        drawings = [
            mark for page in layout.pages for placed in page.rows for mark in placed.row.marks if isinstance(mark, Drawing)
        ]
        pictures = [mark for mark in drawings if mark.art is art]
        assert len(pictures) == 5
        assert all(isinstance(mark.place, tuple) for mark in pictures)
        assert all(28 <= mark.width <= 60 for mark in pictures)
        assert len({round(mark.x) for mark in pictures[1:]}) == columns


def test_elements_exist_before_layout_in_reading_order() -> None:
    """Headings in the tree follow the document, whatever the page made of them."""
    for tag, options in itertools.product(("en", "ar"), ALL):
        layout = lay_out(sample(tag), options)
        tags = [element.tag for element in layout.tree.root.walk() if element.tag.startswith("H")]
        assert tags == ["H1", "H2", "H2", "H2", *["H3"] * 8, "H2"]
