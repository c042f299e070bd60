"""The card to point to: one sheet, in one language or in two, with every picture over its words and whole in the tree."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from typing import Literal

import pytest

from kit import build, content
from kit.document import Bullets, Document, Options, paired, texts
from kit.formats import FORMATS
from kit.formats.print import reader, writer
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Drawing, Page, Shape, Words, shifted
from kit.formats.print.theme import MM
from kit.text.metrics import ink
from tests.conftest import ROOT, TODAY
from tests.offered import asked, in_turn

LOCALES = build.locales_of(ROOT)
PAPERS = ("a4", "letter")


def card(tag: str, beside: str = "", *, full: bool = False, options: Options | None = None) -> Document:
    """The card as a build makes it, with a region and a clinic if `full`."""
    clinic = content.clinic(ROOT / "content/clinics/example.toml") if full else None
    job = build.Job(
        root=ROOT,
        topic="point-to-card",
        locale=tag,
        format="handout",
        options=options or Options(),
        edition="",
        region="US" if full else "",
        clinic=clinic,
        today=TODAY,
        release=False,
        out=ROOT / "output",
        beside=beside,
    )
    return build.ready(job)


def faults(document: Document, options: Options) -> tuple[list[str], int]:
    """What the checks of a finished file say, and its pages."""
    data = writer.write(document, options)
    outline = reader.read(data)
    return [finding.message for finding in FORMATS["handout"].judge(document, options, data, outline)], outline.pages


@pytest.mark.parametrize(("tag", "paper"), in_turn(asked("point-to-card", PAPERS)))
def test_it_is_one_sheet(tag: str, paper: str) -> None:
    """In every language the standard edition takes at most the two sides of a sheet, bare, full, and with a second language.

    Nastaliq over a second language, whose lines are 2.5 em tall, takes a third side.
    """
    options = Options(paper=paper)  # type: ignore[arg-type]
    second = "es" if tag == "en" else "en"
    for document in (card(tag), card(tag, full=True), card(tag, second), card(tag, second, full=True)):
        found, pages = faults(document, options)
        assert found == []
        assert pages <= (3 if document.locale.script == "Aran" and document.title.beside else 2)


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "profile"), asked("point-to-card", ("aph", "acb", "ukaaf")))
def test_large_print_passes_every_check(tag: str, profile: str) -> None:
    """Large print takes more pages and keeps to its profile, in one language and in two."""
    options = Options(edition="large-print", profile=profile)  # type: ignore[arg-type]
    for document in (card(tag), card(tag, "es" if tag == "en" else "en")):
        assert faults(document, options)[0] == []


def test_two_languages_are_heard_one_after_the_other() -> None:
    """Each text is followed by the same words in the second language, marked as such."""
    items = reader.read(writer.write(card("ar", "en"), Options())).items
    first, second = card("ar"), card("en")
    for one, other in zip(first.sections, second.sections, strict=True):
        for (mine,), (yours,) in zip(_items(one), _items(other), strict=True):
            at = next(number for number, item in enumerate(items) if item.text == mine)
            assert (items[at].lang, items[at + 1].lang) == ("ar", "en")
            assert items[at + 1].text == yours


def _items(section: object) -> list[tuple[str]]:
    return [(item.text.text,) for block in section.blocks for item in block.items]  # type: ignore[attr-defined]


def test_a_draft_in_either_language_makes_the_card_a_draft() -> None:
    """The notices of both languages stand on the card, and its status is the lower of the two."""
    english, arabic = card("en"), card("ar")
    checked = dataclasses.replace(english, status="clinical", notices=())
    both = paired(checked, arabic)
    assert both.status == "draft"
    assert [notice.id for notice in both.notices] == [notice.id for notice in arabic.notices]
    assert [notice.beside.text for notice in both.notices if notice.beside] == [notice.text for notice in arabic.notices]
    assert both.beside == "ar"


def test_only_texts_that_both_have_are_paired() -> None:
    """A text that the other language lacks stands alone; what is written as it is in every language is not doubled."""
    english, arabic = card("en"), card("ar")
    other = dataclasses.replace(arabic, sections=arabic.sections[1:])
    both = paired(english, other)
    lone = {text.id for text in texts(both.sections[0]) if text.beside is None}
    assert lone == {text.id for text in texts(english.sections[0])}
    assert all(text.beside is None for text in texts(both) if text.verbatim)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_words_stand_in_the_box_of_their_picture(tag: str) -> None:
    """Pictures are as large as each other, each in a box, with its words in the same box."""
    layout = lay_out(card(tag, "hi"), Options())
    sides = set()
    for page in layout.pages:
        for placed in page.rows:
            boxes = [_edges(mark) for mark in placed.row.marks if isinstance(mark, Shape) and len(mark.commands) == 5]
            pictures = [mark for mark in placed.row.marks if isinstance(mark, Drawing)]
            if not pictures:
                continue
            assert len(boxes) == len(pictures)
            sides |= {(round(mark.width, 3), round(mark.height, 3)) for mark in pictures}
            for mark in placed.row.marks:
                if isinstance(mark, Words):
                    left, right = mark.x, mark.x + mark.line.width
                    assert any(low <= left and right <= high for low, high in boxes)
    assert len(sides) == 1


def _edges(shape: Shape) -> tuple[float, float]:
    xs = [values[0] for _, values in shape.commands if values]
    return min(xs), max(xs)


@pytest.mark.parametrize(("tag", "edition"), in_turn(asked("point-to-card", ("standard", "large-print"))))
def test_no_pictures_stand_without_their_heading(tag: str, edition: str) -> None:
    """What stands overleaf has its heading over it, or has it again."""
    for full, paper in ((False, "a4"), (True, "letter")):
        pages = lay_out(card(tag, full=full), Options(edition=edition, paper=paper)).pages  # type: ignore[arg-type]
        assert [page.rows[0].row.kind for page in pages[1:]] == ["heading"] * (len(pages) - 1)


def _apart(rows: list[tuple[str, str]], fast: set[tuple[str, str]]) -> list[object]:
    """Languages and papers, all but a few left to CI."""
    return [pytest.param(*row, marks=() if row in fast else pytest.mark.slow) for row in rows]


LONGEST = {("en", "a4"), ("fr", "letter"), ("ur", "letter")}


@pytest.mark.parametrize(("tag", "paper"), _apart([(tag, paper) for tag in LOCALES for paper in PAPERS], LONGEST))
def test_pictures_are_large_enough_to_point_to_and_questions_whole(tag: str, paper: Literal["a4", "letter"]) -> None:
    """25 mm on one sheet of paper in every language but Urdu, whose tall lines leave 20; no question goes on overleaf."""
    for full in (False, True):
        document = card(tag, full=full)
        pages = lay_out(document, Options(paper=paper)).pages
        assert len(pages) == 2
        assert not any(page.rows[0].again for page in pages)
        assert min(_widths(pages)) >= (20 if document.locale.script == "Aran" else 25) * MM


def test_a_question_is_said_again_before_its_last_pictures() -> None:
    """A section that no side can hold goes on overleaf, under its heading."""
    document = card("en")
    first = document.sections[0]
    bullets = next(block for block in first.blocks if isinstance(block, Bullets))
    long = dataclasses.replace(first, blocks=(dataclasses.replace(bullets, items=bullets.items * 4),))
    pages = lay_out(dataclasses.replace(document, sections=(long, *document.sections[1:])), Options()).pages
    assert any(page.rows[0].again for page in pages[1:])


TIGHTEST = {("pt-BR", "letter"), ("ur", "letter")}
"""The longest words on the shorter paper, and the tallest lines."""


@pytest.mark.parametrize(("tag", "paper"), _apart([(tag, paper) for tag in LOCALES if tag != "en" for paper in PAPERS], TIGHTEST))
def test_in_two_languages_pictures_are_twenty_millimetres_wide(tag: str, paper: Literal["a4", "letter"]) -> None:
    """In every language beside English, on both papers; the first language stays as large as in a card of its own, the second readable."""
    for full in (False, True):
        document = card(tag, "en", full=full)
        pages = lay_out(document, Options(paper=paper)).pages
        assert min(_widths(pages)) >= 20 * MM
        assert not any(page.rows[0].again for page in pages)
        assert len(pages) == (3 if document.locale.script == "Aran" else 2)
        sizes = {
            (mark.text, mark.size)
            for page in pages
            for placed in page.rows
            for mark in placed.row.marks
            if isinstance(mark, Words)
        }
        own = {item.text.id for section in document.sections for block in section.blocks for item in block.items}  # type: ignore[attr-defined]
        assert {size for text, size in sizes if text in own} == {14.0, 12.0}
        assert min(size for _, size in sizes) == 12.0


def test_rather_a_third_side_than_pictures_that_are_too_small() -> None:
    """As words grow, pictures shrink to 20 mm and no further: then the card takes another side."""
    document = card("es", "en", full=True)
    found = []
    for more in range(4):
        text = document.main_message
        longer = dataclasses.replace(
            document, main_message=dataclasses.replace(text, text=text.text + f" {text.text}" * 6 * more)
        )
        pages = lay_out(longer, Options(paper="letter")).pages
        found.append((len(pages), round(min(_widths(pages)) / MM, 1)))
    assert found[0] == (2, 25.2)
    assert found[-1][0] == 3
    assert all(width >= 20 for _, width in found)
    assert any(pages == 2 and width < 25 for pages, width in found)


def test_tall_letters_on_lines_above_one_another_do_not_touch() -> None:
    """Lines of Nastaliq are set as close as their own letters allow, and no closer."""
    for page in lay_out(card("ur", "en", full=True), Options()).pages:
        for placed in page.rows:
            words = [mark for mark in placed.row.marks if isinstance(mark, Words)]
            for upper, lower in itertools.permutations(words, 2):
                across = min(_right(upper), _right(lower)) - max(upper.x, lower.x)
                if across > 0 and upper.y < lower.y:
                    assert upper.y + _reach(upper)[1] < lower.y - _reach(lower)[0]


def _right(words: Words) -> float:
    return words.x + words.line.width


def _reach(words: Words) -> tuple[float, float]:
    """How far the ink of a line reaches above and below its baseline, in points."""
    inks = [ink(run.face, run.clusters) for run in words.line.runs]
    return max(up for up, _ in inks) * words.size, max(down for _, down in inks) * words.size


@pytest.mark.parametrize("tag", ["pt-BR", "ru", "ur"])
def test_boxes_beside_each_other_say_their_words_on_one_line(tag: str) -> None:
    """Four boxes in every row, also where one word is wider than a quarter of the page; their first lines have one baseline."""
    pages = lay_out(card(tag, "en"), Options()).pages
    rows = [placed.row for page in pages for placed in page.rows if any(isinstance(mark, Drawing) for mark in placed.row.marks)]
    assert len(rows) == 8
    for row in rows:
        bases = [mark.y for mark in row.marks if isinstance(mark, Words)]
        assert len([mark for mark in row.marks if isinstance(mark, Drawing)]) == 4
        assert len([base for base in bases if base == min(bases)]) == 4


def test_the_head_of_a_card_is_low() -> None:
    """Title and second language have one baseline, though not one size; whom to call stands on one line with the number."""
    head = [placed.row for placed in lay_out(card("hi", "en", full=True), Options(paper="letter")).pages[0].rows[:4]]
    title, _, _, numbers = ([mark for mark in row.marks if isinstance(mark, Words)] for row in head)
    assert [mark.size for mark in title] == [24.0, 14.0]
    assert len({round(mark.y, 3) for mark in title}) == 1
    by_text = {mark.text: mark for mark in numbers if mark.size == 14}
    assert len(by_text) == len([mark for mark in numbers if mark.size == 14]) == 2  # neither label goes on below
    assert len({round(mark.y, 3) for mark in numbers}) == 2


def test_a_card_that_keeps_no_margin_is_found() -> None:
    """The card is measured by its own margins: those of a sheet."""
    options = Options()
    document = card("en")
    layout = lay_out(document, options)
    for page in layout.pages:
        page.rows[:] = [placed._replace(row=shifted(placed.row, -1 * MM)) for placed in page.rows]
    data = writer.draw(layout, document)
    found = FORMATS["handout"].judge(document, options, data, reader.read(data))
    assert {finding.id for finding in found} == {"pdf-margin"}
    assert "15 mm from the side" in found[0].message


def test_the_review_status_stands_once_as_text_at_the_end() -> None:
    """In both languages, in the foot of the last side; the other sides say it as their foot."""
    document = card("ar", "en")
    outline = reader.read(writer.write(document, Options()))
    said = [text.text for notice in document.notices for text in (notice, notice.beside) if text]
    assert [item.text for item in outline.items[-len(said) :]] == said
    assert {item.page for item in outline.items[-len(said) :]} == {outline.pages}
    assert any(document.notices[0].text in item.text for item in outline.furniture if item.page == 1)


def _widths(pages: Sequence[Page]) -> list[float]:
    """The widths of all pictures, in points."""
    return [mark.width for page in pages for placed in page.rows for mark in placed.row.marks if isinstance(mark, Drawing)]
