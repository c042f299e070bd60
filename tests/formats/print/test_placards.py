"""The poster: one page in every language and on every paper, its number the largest thing, its words as large as fit."""

from __future__ import annotations

import dataclasses

import pytest

from kit.document import Bullets, Document, Options
from kit.errors import KitError
from kit.formats import FORMATS
from kit.formats.print.placards import lay_out_poster
from kit.formats.print.sheet import Drawing, Words
from kit.locale.bidi import CONTROLS
from tests.formats.print.built import built
from tests.offered import WHOLE, asked

POSTER = FORMATS["poster"]


def poster(tag: str, name: str, *, full: bool = False) -> Document:
    """A poster as a build makes it."""
    return built("poster", tag, name, full=full)


@pytest.mark.parametrize(("tag", "paper"), asked("poster", ("a4", "tabloid")))
def test_it_is_one_page_and_passes_every_check(tag: str, paper: str) -> None:
    """With a region; its read-back is what the poster must say."""
    document, options = poster(tag, "overdose", full=True), Options(paper=paper)  # type: ignore[arg-type]  # names of papers
    data = POSTER.write(document, options)
    outline = POSTER.read(data)
    assert outline.pages == 1
    assert POSTER.judge(document, options, data, outline) == ()


def test_the_number_is_the_largest_and_words_can_be_read_from_two_meters() -> None:
    """On A3 capitals are at least 10 mm high: 5 mm for each meter."""
    (page,) = lay_out_poster(poster("en", "call-now", full=True), Options(paper="a3")).pages
    marks = [mark for placed in page.rows for mark in placed.row.marks if isinstance(mark, Words)]
    largest = max(marks, key=lambda mark: mark.size)
    assert "911" in largest.line.text
    words = next(mark for mark in marks if "Slow breath" in mark.line.text)
    assert words.size * 0.714 >= 0.7 * 10 * 72 / 25.4


def _sizes(document: Document, marks: list[Words]) -> set[float]:
    """Of what to do, in points."""
    items = {item.text.id for face in document.sections for block in face.blocks for item in getattr(block, "items", ())}
    return {mark.size for mark in marks if mark.text in items}


def _words(document: Document, paper: str) -> list[Words]:
    (page,) = lay_out_poster(document, Options(paper=paper)).pages  # type: ignore[arg-type]  # names of papers
    return [mark for placed in page.rows for mark in placed.row.marks if isinstance(mark, Words)]


@pytest.mark.parametrize("tag", asked("poster"))
def test_the_number_keeps_its_size_whatever_the_words(tag: str) -> None:
    """On A4 and Letter: 911 in 72 points, a label of at least 18 for the crisis line, what to do in at least 20; a title of two lines."""
    for name, paper in (("overdose", "letter"), ("call-now", "a4"), ("after-a-break", "letter")):
        document = poster(tag, name, full=True)
        marks = _words(document, paper)
        assert max((mark.size, CONTROLS.sub("", mark.line.text).strip()) for mark in marks) == (72, "911")
        crisis = next(contact for contact in document.help.entries if contact.kind == "crisis")
        assert min(mark.size for mark in marks if mark.text == crisis.label.id) >= 18
        assert min(_sizes(document, marks)) >= 20
        assert len([mark for mark in marks if mark.text == document.title.id]) <= 2


@pytest.mark.parametrize("tag", WHOLE)
def test_what_to_do_in_an_overdose_is_read_from_two_meters(tag: str) -> None:
    """In the languages in which everything is made the steps have at least 22 points on Letter: capitals of 5.5 mm."""
    document = poster(tag, "overdose", full=True)
    assert min(_sizes(document, _words(document, "letter"))) >= 22


def test_too_many_words_stop_the_build() -> None:
    """Nothing goes below the last step of the scale: the error says by how many lines it is too long."""
    document = poster("en", "call-now")
    (face,) = document.sections
    (block,) = face.blocks
    assert isinstance(block, Bullets)
    more = dataclasses.replace(block, items=block.items * 5)
    long = dataclasses.replace(document, sections=(dataclasses.replace(face, blocks=(more,)),))
    with pytest.raises(KitError, match=r"lines too long in English"):
        lay_out_poster(long, Options())


@pytest.mark.parametrize(("tag", "paper"), [("hi", "a4"), ("pt-BR", "tabloid"), ("zh-Hans", "letter"), ("ar", "a3")])
@pytest.mark.parametrize("full", [False, True], ids=["lines", "numbers"])
def test_it_fills_its_paper_with_one_column(tag: str, paper: str, full: bool) -> None:
    """Short items too stand one below the other, and no more than a twentieth of the paper stays empty below them."""
    document = poster(tag, "after-a-break", full=full)
    (page,) = lay_out_poster(document, Options(paper=paper)).pages  # type: ignore[arg-type]  # names of papers
    foot = page.foot[0].y
    end = page.rows[-1].y + page.rows[-1].row.height
    assert end <= foot
    assert (foot - end) / (foot - page.rows[0].y) <= 0.05
    for placed in page.rows:
        pictures = [mark for mark in placed.row.marks if isinstance(mark, Drawing)]
        assert len(pictures) <= 1
