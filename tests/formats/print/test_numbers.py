"""Whom to call, and what to fill in: no letter of a label, a number or a detail reaches out of its row, whatever the script and the room."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest

from kit.document import Contact, Document, ListItem, Options, Text, Worksheet, brief, plain
from kit.formats.print.blocks import Composer
from kit.formats.print.contacts import contact_rows
from kit.formats.print.lists import list_rows
from kit.formats.print.numbers import number_rows
from kit.formats.print.placards import lay_out_poster
from kit.formats.print.sheet import Row, Shape, Words
from kit.formats.print.theme import MM, theme
from kit.formats.print.worksheet import field_rows
from kit.pdf.structure import StructureTree
from kit.text.metrics import ink
from tests.formats.print.built import built

TAGS = ("en", "ar", "bn", "hi", "pa", "uk", "ur", "vi", "zh-Hans")
STANDARD, LARGE = Options(), Options(edition="large-print")
_NO_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
Rows = Callable[[Composer, list[Contact]], list[Row]]


def _composer(document: Document, width: float, options: Options = STANDARD) -> Composer:
    look = theme(options)
    look = dataclasses.replace(look, page=(width + look.start + look.end, look.page[1]))
    return Composer(document, look, StructureTree(document.locale.tag, 1))


def _numbers(composer: Composer, contacts: list[Contact]) -> list[Row]:
    return number_rows(composer, contacts, composer.tree.root)


def _contacts(composer: Composer, contacts: list[Contact]) -> list[Row]:
    return contact_rows(composer, contacts, composer.tree.root, start=0, width=composer.theme.width)


def _inked(row: Row) -> Iterator[tuple[float, float]]:
    """How high and how low the letters of each line of a row stand, in points from the row's top."""
    for mark in row.marks:
        if isinstance(mark, Words):
            reach = [ink(run.face, run.clusters) for run in mark.line.runs]
            yield mark.y - max(up for up, _ in reach) * mark.size, mark.y + max(down for _, down in reach) * mark.size


def _said(row: Row) -> list[Words]:
    return [mark for mark in row.marks if isinstance(mark, Words)]


def _contact(document: Document, kind: int, *, detail: str = "") -> Contact:
    entry = document.help.entries[kind]
    more = (Text(id="", source=detail, text=detail, lang=document.locale.tag),) if detail else ()
    return dataclasses.replace(entry, details=more)


@pytest.mark.parametrize("rows", [_numbers, _contacts])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("tag", TAGS)
def test_letters_stay_within_their_row(tag: str, full: bool, rows: Rows) -> None:
    """With lines to write on and with numbers, over a page's width; Nastaliq, twice as tall, does not reach into the row before."""
    document = built("sheet", tag, "overdose", full=full)
    for row in rows(_composer(document, 172 * MM), list(document.help.entries)):
        for top, low in _inked(row):
            assert top >= 0
            assert low <= row.height


@pytest.mark.parametrize("tag", TAGS)
def test_in_large_print_a_label_beside_its_line_stays_within_its_row(tag: str) -> None:
    """Where a page must hold much and the line to write on stands beside its label."""
    document = built("sheet", tag, "overdose")
    composer = _composer(document, 172 * MM, LARGE)
    composer.theme = dataclasses.replace(composer.theme, close=True, write_line=9 * MM)
    for row in _contacts(composer, [_contact(document, kind) for kind in range(len(document.help.entries))]):
        for top, low in _inked(row):
            assert top >= 0
            assert low <= row.height


@pytest.mark.parametrize("tag", TAGS)
def test_things_to_fill_in_stand_clear_and_boxes_level_with_their_words(tag: str) -> None:
    """No label reaches into the row before, and the middle of a box to tick lies within its words."""
    document = built("sheet", tag, "first-call")
    blocks = [block for face in document.sections for block in face.blocks if isinstance(block, Worksheet)]
    assert blocks
    composer = _composer(document, 172 * MM)
    composer.theme = dataclasses.replace(composer.theme, close=True)
    for row in [row for block in blocks for row in field_rows(composer, block, composer.tree.root)]:
        inked = list(_inked(row))
        assert all(top >= 0 for top, _ in inked)
        for box in [mark for mark in row.marks if isinstance(mark, Shape) and mark.commands[-1][0] == "Z"]:
            middle = sum(point[1] for _, point in box.commands if point) / 4
            assert inked[0][0] < middle < inked[0][1]


@pytest.mark.parametrize("tag", ["bn", "pa"])
def test_words_below_a_line_to_write_on_stand_clear_of_it(tag: str) -> None:
    """What a line is for, if it runs on below the line, leaves a gap between its letters and the line."""
    document = built("sheet", tag, "overdose")
    contact = _contact(document, 0, detail=" ".join([document.title.text] * 6))
    (row,) = _contacts(_composer(document, 172 * MM), [contact])
    rule = max(mark.commands[0][1][1] for mark in row.marks if isinstance(mark, Shape))
    below = [top for top, _ in _inked(row) if top > rule - 2]
    assert below
    assert min(below) >= rule + 1 * MM


def test_a_label_of_two_lines_stands_clear_of_its_frame() -> None:
    """In a column too narrow for it, as in a leaflet."""
    document = built("leaflet", "uk", "overdose", full=True)
    (row,) = _numbers(_composer(document, 77 * MM), [_contact(document, 0)])
    lows = [low for _, low in _inked(row)]
    assert len(lows) == 3
    assert max(lows) <= row.height - 1 * MM


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_a_label_that_just_fits_its_part_of_the_frame_does_not_touch_the_number(tag: str) -> None:
    """Russian's label on a poster takes two lines; the number stands clear of both."""
    (page,) = lay_out_poster(built("poster", tag, "call-now", full=True), Options(paper="a4")).pages
    rows = [_said(placed.row) for placed in page.rows]
    said, at = next((words, at) for words in rows for at, word in enumerate(words) if word.size == 72)
    assert at
    assert min(said[at].x - (label.x + label.line.width) for label in said[:at]) >= 5 * MM - 0.1


def test_a_number_moves_over_only_as_far_as_its_frame_reaches() -> None:
    """A number of four large digits after a label that just fits stays on one line, within the frame."""
    document = built("sheet", "en", "overdose", full=True)
    entry = dataclasses.replace(_contact(document, 0), value="1122")
    composer = _composer(document, 172 * MM)
    composer.theme = dataclasses.replace(composer.theme, emergency=72.0)
    end = composer.theme.start + composer.theme.width
    for letters in range(20, 40):
        named = dataclasses.replace(entry.label, text="i" * letters)
        (row,) = _numbers(composer, [dataclasses.replace(entry, label=named)])
        number = _said(row)[-1]
        assert number.line.text == "1122"
        assert number.x + number.line.width <= end - 3 * MM


@pytest.mark.parametrize(
    ("tag", "below"),
    [("en", "988 Suicide & Crisis Lifeline"), ("es", "Para español, marque 2."), ("hi", "988 Suicide & Crisis Lifeline")],
)
def test_short_of_room_a_number_says_how_it_answers_in_the_readers_language(tag: str, below: str) -> None:
    """Where a key must be pressed for that, it stands in the place of the service's name: else another language answers."""
    entries = {entry.kind: entry for entry in brief(built("sheet", tag, "overdose", full=True).help)}
    (crisis, drugs) = (entries[kind].name for kind in ("crisis", "drug_help"))
    assert crisis
    assert plain(crisis.text).translate(_NO_ISOLATES) == below
    assert drugs
    assert plain(drugs.text).translate(_NO_ISOLATES) == ("Hablan español." if tag == "es" else "SAMHSA National Helpline")


def test_items_beside_each_other_are_short_and_stand_in_halves() -> None:
    """Read across, at most two lines each, and only where that saves a line; longer ones the eye would read down."""
    document = built("sheet", "en", "overdose")
    look = dataclasses.replace(theme(STANDARD), pairs=True)
    composer = Composer(document, look, StructureTree("en", 1))

    def starts(*said: str) -> set[float]:
        items = [ListItem(text=Text(id="", source=words, text=words, lang="en")) for words in said]
        rows = list_rows(composer, items, composer.tree.root, "bullets", start=0, width=look.width)
        return {round(mark.x) for row in rows for mark in row.marks if isinstance(mark, Words)}

    two_lines, three_lines = "nine little words " * 3, "nine little words " * 6
    assert len(starts("Rest", "Water", "Salt", "Sleep")) == 2
    assert starts("Rest", "Water", "Salt") == starts("Music", "A long warm bath")
    assert len(starts(two_lines, two_lines)) == 1  # one line each below one another: nothing is saved
    assert len(starts(three_lines, three_lines, "Rest", "Water", "Salt", "Sleep")) == 1


def test_on_half_a_page_who_to_call_stands_on_one_line_with_the_number() -> None:
    """A long label takes the room that its number leaves, and all numbers still stand below one another; one too long goes on below."""
    document = built("booklet", "fr", "", full=True)
    composer = Composer(document, theme(Options(half=True)), StructureTree("fr", 1))
    words = [_said(row) for row in _contacts(composer, list(document.help.entries))]
    bold = composer.theme.body.size
    assert [len([mark for mark in row if mark.size == bold]) for row in words] == [1] * len(words)
    assert len({round(mark.x, 2) for row in words for mark in row if mark.size >= composer.theme.phone.size}) == 1
    entry = document.help.entries[0]
    long = dataclasses.replace(entry, label=dataclasses.replace(entry.label, text=f"{entry.label.text} " * 6))
    (row,) = _contacts(composer, [long])
    assert len([mark for mark in _said(row) if mark.size == bold]) > 1
