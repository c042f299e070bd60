"""Drawings with words beside them, and ways that branch off: in every edition and both directions, whole and well-tagged."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from kit.checks.outline import expected, roundtrip
from kit.document import Bullets, Diagram, Document, ListItem, Meta, Options, Spot, Text
from kit.formats import FORMATS
from kit.formats.print import reader, writer
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Drawing, Extent, Shape, Words
from tests.sample import sample

EDITIONS = (Options(), Options(edition="large-print"), Options(edition="large-print", profile="acb", paper="letter"))


def _text(words: str, tag: str = "en") -> Text:
    return Text(id=f"x/{words[:12]}", source=words, text=words, lang=tag)


def _with(block: object, tag: str = "en") -> Document:
    section = dataclasses.replace(sample(tag).sections[0], blocks=(block,))  # type: ignore[arg-type]
    return dataclasses.replace(sample(tag), sections=(section,))


def _diagram(*words: str, tag: str = "en") -> Diagram:
    spots = tuple(Spot(text=_text(said, tag), at=(10.0, 10.0 + 20 * n)) for n, said in enumerate(words))
    return Diagram(meta=Meta(id="d", title=_text("Where", tag)), art="figure", alt=_text("A body with lines.", tag), spots=spots)


@pytest.mark.parametrize(("tag", "options"), tuple(itertools.product(("en", "ar"), EDITIONS)))
def test_each_line_ends_at_its_place(tag: str, options: Options) -> None:
    """A dot lies where the drawing has the place, mirrored where text runs right to left; the words stand beyond the drawing."""
    layout = lay_out(_with(_diagram("Head", "Belly", "Legs", tag=tag), tag), options)
    (row,) = (p.row for page in layout.pages for p in page.rows if any(isinstance(mark, Extent) for mark in p.row.marks))
    (drawing,) = (mark for mark in row.marks if isinstance(mark, Drawing))
    dots = [mark for mark in row.marks if isinstance(mark, Shape) and mark.fill and mark.fill != (1.0, 1.0, 1.0)]
    scale = drawing.height / 90
    for number, dot in enumerate(dots):
        (start, *_) = (values for letter, values in dot.commands if letter == "M")
        x = drawing.x + (drawing.width - 10 * scale if tag == "ar" else 10 * scale)
        assert start == pytest.approx((x + 2.3, (10 + 20 * number) * scale))
    words = [mark for mark in row.marks if isinstance(mark, Words)]
    assert len(dots) == len(words) == 3
    for mark in words:
        right = mark.x + mark.line.width
        assert right <= drawing.x if tag == "ar" else mark.x >= drawing.x + drawing.width


@pytest.mark.parametrize("options", EDITIONS)
def test_words_too_many_for_the_page_follow_the_drawing(options: Options) -> None:
    """The same tree, whatever the layout: the picture's description, then each text as an item; no check finds a fault."""
    document = _with(_diagram(*("These are many words about one place of the body. " * 12 for _ in range(4))))
    data = writer.write(document, options)
    found = reader.read(data)
    assert roundtrip.compare(expected.body(document, "handout"), found) == ()
    assert [finding.message for finding in FORMATS["handout"].judge(document, options, data, found)] == []


@pytest.mark.parametrize(("tag", "options"), tuple(itertools.product(("en", "ar"), EDITIONS)))
def test_ways_branch_off_in_reading_direction(tag: str, options: Options) -> None:
    """Each way has an arrow to its picture; the lines are decoration, and the words beside them are all there is to hear."""
    items = tuple(ListItem(text=_text(f"Way {n}", tag), art="mark") for n in range(3))
    document = _with(Bullets(meta=Meta(id="w"), lead=_text("From here", tag), items=items, branch="mark"), tag)
    layout = lay_out(document, options)
    marks = [mark for page in layout.pages for placed in page.rows for mark in placed.row.marks]
    pictures = [mark for mark in marks if isinstance(mark, Drawing) and mark.art.id == "mark"]
    arrows = [mark for mark in marks if isinstance(mark, Shape) and mark.stroke and len(mark.commands) == 3]
    assert (len(pictures), len(arrows)) == (4, 3)
    for arrow, picture in zip(arrows, pictures[1:], strict=True):
        tip = arrow.commands[1][1][0]
        assert tip > picture.x + picture.width if tag == "ar" else tip < picture.x
    assert roundtrip.compare(expected.body(document, "handout"), reader.read(writer.write(document, options))) == ()
