"""kit.formats.deck.plan: the pure step puts each text on a slide once, in order, under a title of its own."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

import pytest

from kit.art import Art, Path
from kit.checks.outline import expected
from kit.document import (
    Bullets,
    Callout,
    Contact,
    Contacts,
    Diagram,
    Document,
    Figure,
    ListItem,
    Meta,
    Paragraph,
    Section,
    Spot,
    Steps,
    Table,
    Text,
    Timeline,
)
from kit.errors import KitError
from kit.formats.deck.plan import plan as slides
from kit.formats.deck.room import bar
from kit.formats.deck.shapes import EMU_POINT, Grid, Photo, Plot, Slide, SlideDrawing, SlideWords
from kit.formats.deck.stage import HEIGHT, WIDTH
from kit.locale import find
from kit.outline import normal
from tests.sample import sample

_SQUARE = Path(commands=(("M", (0.0, 0.0)), ("L", (9.0, 0.0)), ("L", (9.0, 9.0)), ("Z", ())))


def _art(name: str) -> Art:
    return Art(id=name, width=48, height=48, paths=(_SQUARE,))


def _text(words: str) -> Text:
    return Text(id=f"x/{words[:12]}", source=words, text=words, lang="en")


def _with(document: Document, *blocks: object, **changes: object) -> Document:
    """The sample with one section of these blocks."""
    section = dataclasses.replace(document.sections[0], blocks=tuple(blocks), **changes)  # type: ignore[arg-type]
    return dataclasses.replace(document, sections=(section,), arts=(*document.arts, _art("dot"), _art("emergency")))


def _said(slide: Slide) -> Iterator[str]:
    """What the slide's shapes say, in order."""
    for shape in slide.shapes:
        match shape:
            case SlideWords():
                yield from (normal("".join(run.text for run in para.runs)) for para in shape.paras)
            case Grid():
                yield from (normal("".join(run.text for run in para.runs)) for row in shape.rows for para in row)
            case SlideDrawing() | Photo():
                if shape.alt:
                    yield normal(shape.alt.text)
            case Plot():
                yield normal(shape.timeline.alt.text)


def _wanted(document: Document) -> list[str]:
    """What `checks.expected` asks for between the titles, descriptions in place of what has no words."""
    items = [item for item in expected.deck(document).items if item.role not in ("note", "title", "table")]
    return [item.text or item.alt for item in items]


def _body(found: tuple[Slide, ...]) -> list[str]:
    return [words for slide in found for words in _said(slide)]


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("known", [True, False])
def test_everything_is_said_once_in_order(tag: str, known: bool) -> None:
    """With and without region and clinic, the slides say what the document asks of a deck."""
    document = sample(tag, region=known, clinic=known)
    assert _body(slides(document)) == _wanted(document)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_notes_are_those_of_the_document(tag: str) -> None:
    """Every slide has notes, and together they are the notes the document asks for."""
    document = sample(tag)
    found = slides(document)
    assert all(slide.notes for slide in found)
    outline = expected.deck(document)
    wanted = [item.text for item in outline.items if item.role == "note"]
    sources = [item.text for _, loose in outline.anywhere for item in loose]
    said = [normal(para.text.text.replace("**", "")) for slide in found if "/2" not in slide.key for para in slide.notes]
    assert [words for words in said if words not in sources] == wanted
    assert sorted(words for words in said if words in sources) == sorted(sources) != []


def _frames(slide: Slide) -> Iterator[tuple[int, int, int, int]]:
    for shape in slide.shapes:
        if shape.frame:
            yield shape.frame.x, shape.frame.y, shape.frame.width, shape.frame.height


def test_frames_stay_on_the_slide() -> None:
    """No shape sticks out of the slide."""
    for slide in slides(sample()):
        for x, y, width, height in _frames(slide):
            assert 0 <= x <= x + width <= WIDTH
            assert 0 <= y <= y + height <= HEIGHT


@pytest.mark.parametrize("count", [3, 30])
def test_long_lists_go_on_under_a_numbered_title(count: int) -> None:
    """A list that does not fit goes on as "Title (2/2)"; every item is said once, in order."""
    items = tuple(
        ListItem(text=_text(f"{n} is an item of a list that has some words in it, so many that it is long")) for n in range(count)
    )
    document = _with(sample(), Bullets(meta=Meta(id="x", title=_text("Long list")), items=items))
    found = [slide for slide in slides(document) if "Long list" in slide.title.text.text]
    titles = [slide.title.text.text for slide in found]
    parts = len(found)
    assert titles == (["Long list"] if count == 3 else [f"Long list ({n}/{parts})" for n in range(1, parts + 1)])
    assert _body(slides(document)) == _wanted(document)


def test_notes_stand_on_each_part() -> None:
    """A slide that goes on has the notes of its first part, so that a printed page of it is enough."""
    items = tuple(ListItem(text=_text("word " * 30 + str(n))) for n in range(12))
    document = sample()
    block = Bullets(meta=Meta(id="x", title=_text("Long"), notes=document.sections[0].notes), items=items)
    found = [slide for slide in slides(_with(document, block)) if slide.title.text.text.startswith("Long")]
    assert len(found) > 1
    assert {slide.notes for slide in found} == {found[0].notes}
    assert [slide.key for slide in found] == ["x", *(f"x/{n}" for n in range(2, len(found) + 1))]


def test_a_slide_without_words_of_its_own_is_read_aloud() -> None:
    """Notes send nobody to another slide: they say which part of the handout to hold up, and to read the slide aloud."""
    found = slides(_with(sample(), Paragraph(meta=Meta(id="p", title=_text("Point")), text=_text("A few words."))))
    (slide,) = (slide for slide in found if slide.key == "p")
    assert [para.text.text for para in slide.notes] == ["Handout: part 1", "Say", "Read this slide aloud."]


def test_a_tables_rows_are_told_where_they_are_shown() -> None:
    """Each part of a split table has its own rows in its notes, in words."""
    rows = tuple((_text(f"Row {n}"), _text("word " * 40)) for n in range(12))
    table = Table(meta=Meta(id="x", title=_text("Big")), summary=_text("All."), columns=(_text("A"), _text("B")), rows=rows)
    for slide in slides(_with(sample(), table)):
        shown = [row[0].text.text for s in slide.shapes if isinstance(s, Grid) for row in s.rows[1:]]
        assert [para.text.text.partition(" –")[0] for para in slide.notes if para.text.text.startswith("Row")] == shown


def test_a_wide_table_is_a_slide_for_each_row() -> None:
    """Of four columns each row is a slide, a line for each column, in large type."""
    rows = tuple(tuple(_text(f"{name} {n}") for name in "abcd") for n in range(2))
    columns = tuple(map(_text, ("A", "B", "C", "D")))
    document = _with(sample(), Table(meta=Meta(id="x", title=_text("Wide")), summary=_text("All."), columns=columns, rows=rows))
    grids = [shape for slide in slides(document) for shape in slide.shapes if isinstance(shape, Grid)]
    assert [[para.text.text for row in grid.rows for para in row] for grid in grids] == [
        [words for pair in zip("ABCD", (f"{name} {n}" for name in "abcd"), strict=True) for words in pair] for n in range(2)
    ]
    assert {para.size for grid in grids for row in grid.rows for para in row} == {36}


def test_steps_keep_their_numbers_on_the_next_slide() -> None:
    """The second slide of a list of steps goes on counting."""
    items = tuple(ListItem(text=_text("word " * 30 + str(n))) for n in range(12))
    found = slides(_with(sample(), Steps(meta=Meta(id="x", title=_text("Steps")), items=items)))
    paras = [p for slide in found for s in slide.shapes if isinstance(s, SlideWords) for p in s.paras if p.mark == "number"]
    assert [para.number for para in paras] == list(range(1, 13))


def test_a_table_that_goes_on_repeats_its_heads() -> None:
    """Each part of a split table starts with the column heads; each row is in one part."""
    rows = tuple((_text(f"Row {n}"), _text("word " * 40)) for n in range(12))
    table = Table(meta=Meta(id="x", title=_text("Big")), summary=_text("All."), columns=(_text("A"), _text("B")), rows=rows)
    grids = [s for slide in slides(_with(sample(), table)) for s in slide.shapes if isinstance(s, Grid)]
    assert len(grids) > 1
    assert all(grid.rows[0][0].text.text == "A" for grid in grids)
    assert [row[0].text.text for grid in grids for row in grid.rows[1:]] == [f"Row {n}" for n in range(12)]


def test_pictured_items_stand_beside_their_pictures() -> None:
    """Items with pictograms become cells, each after its decorative picture; more than fit go on."""
    items = tuple(ListItem(text=_text(f"Sign number {n}"), art="dot") for n in range(11))
    document = _with(sample(), Bullets(meta=Meta(id="x", title=_text("Signs")), lead=_text("These are:"), items=items))
    found = [slide for slide in slides(document) if slide.title.text.text.startswith("Signs")]
    assert len(found) == 2
    kinds = [type(shape) for shape in found[1].shapes]
    assert kinds == [SlideDrawing, SlideWords] * (len(kinds) // 2)
    assert _body(slides(document)) == _wanted(document)


def test_a_callout_without_a_title_stands_under_the_text() -> None:
    """Text and an untitled callout share a slide when both fit, in order."""
    text = Paragraph(meta=Meta(id="x", title=_text("One")), text=_text("Some words."))
    callout = Callout(meta=Meta(id="y"), level="urgent", lead=_text("Careful:"), items=(ListItem(text=_text("Call.")),))
    document = _with(sample(), text, callout)
    found = [slide for slide in slides(document) if slide.title.text.text == "One"]
    assert [slide.layout for slide in found] == ["callout"]
    assert _body(slides(document)) == _wanted(document)


def test_a_long_callout_goes_on() -> None:
    """A callout taller than a slide goes on on the next; its label stands once."""
    items = tuple(ListItem(text=_text("word " * 30 + str(n))) for n in range(9))
    document = _with(sample(), Callout(meta=Meta(id="y", title=_text("Danger")), level="emergency", items=items))
    assert _body(slides(document)) == _wanted(document)


@pytest.mark.parametrize("tag", ["en", "hi", "zh-Hans"])
def test_a_callout_of_seven_short_items_stays_whole(tag: str) -> None:
    """Label, lead and seven signs stand on one slide in tall scripts too, so that nobody sees signs without "call now"."""
    document = sample()
    items = tuple(ListItem(text=_text(f"Sign {n}")) for n in range(7))
    callout = Callout(meta=Meta(id="y", title=_text("Danger")), level="emergency", lead=_text("Call now."), items=items)
    tall = dataclasses.replace(_with(document, callout), locale=find(tag))
    found = [slide for slide in slides(tall) if slide.title.text.text.startswith("Danger")]
    assert [slide.title.text.text for slide in found] == ["Danger"]
    words = next(shape for shape in found[0].shapes if isinstance(shape, SlideWords) and shape.slot == "box")
    assert len(words.paras) == 7
    assert min(para.size for para in words.paras) >= (28 if tag == "en" else 24)


@pytest.mark.parametrize(("count", "wanted"), [(3, (1, {40})), (9, (1, {36})), (12, (1, {24})), (20, (2, {28}))])
def test_a_list_takes_the_largest_type_that_keeps_it_whole(count: int, wanted: tuple[int, set[int]]) -> None:
    """A list stands in the largest type in which it fits one slide; one that fits in none is split, in the largest that allows it."""
    items = tuple(ListItem(text=_text(f"Item {n}")) for n in range(count))
    found = [
        slide
        for slide in slides(_with(sample(), Bullets(meta=Meta(id="x", title=_text("List")), items=items)))
        if slide.title.text.text.startswith("List")
    ]
    sizes = {para.size for slide in found for shape in slide.shapes if isinstance(shape, SlideWords) for para in shape.paras}
    assert (len(found), sizes) == wanted


def test_one_long_step_does_not_part_the_others() -> None:
    """Rows of pictures are as tall as their own words: one long step of seven leaves room for the rest on two slides."""
    steps = [ListItem(text=_text(f"Step {n} is a few words long"), art="dot") for n in range(6)]
    steps.insert(3, ListItem(text=_text("word " * 36), art="dot"))
    block = Steps(meta=Meta(id="x", title=_text("Steps")), items=tuple(steps))
    found = [slide for slide in slides(_with(sample(), block)) if slide.key.partition("/")[0] == "x"]
    assert len(found) <= 3
    paras = [para for slide in found for shape in slide.shapes if isinstance(shape, SlideWords) for para in shape.paras]
    assert [para.number for para in paras] == list(range(1, 8))
    assert min(para.size for para in paras) >= 24
    for slide in found:
        cells = [shape.frame for shape in slide.shapes if isinstance(shape, SlideWords)]
        rows = sorted({(cell.y, cell.bottom) for cell in cells if cell})
        assert all(upper[1] <= lower[0] for upper, lower in itertools.pairwise(rows))


def test_a_pictured_item_taller_than_a_slide_is_refused() -> None:
    """A text that no cell can hold is an error with its id."""
    items = (ListItem(text=_text("word " * 300), art="dot"),)
    with pytest.raises(KitError, match="too long"):
        slides(_with(sample(), Bullets(meta=Meta(id="x", title=_text("Signs")), items=items)))


def test_a_figure_has_its_description_and_caption() -> None:
    """A picture from the topic is drawn with its alternative text; its caption comes after it."""
    document = _with(
        sample(), Figure(meta=Meta(id="f", title=_text("How")), art="dot", alt=_text("A dot."), caption=_text("So."))
    )
    assert _body(slides(document)) == _wanted(document)


def _diagram(*words: str) -> Diagram:
    spots = tuple(Spot(text=_text(said), at=(15, 10 + 8 * n)) for n, said in enumerate(words))
    return Diagram(meta=Meta(id="d", title=_text("Where")), art="figure", alt=_text("A body."), spots=spots)


def test_a_diagram_is_one_slide_with_a_line_to_each_place() -> None:
    """Drawing, lines and words share a slide; each line ends where the drawing has its place."""
    document = _with(sample(), _diagram("Head", "Heart", "Belly"))
    (slide,) = (slide for slide in slides(document) if slide.title.text.text == "Where")
    drawing, lines = (shape for shape in slide.shapes if isinstance(shape, SlideDrawing))
    assert drawing.alt
    assert lines.alt is None
    assert lines.art.mirror
    dots = [path.commands for path in lines.art.paths[-3:]]
    middles = [sum(values[1] for letter, values in dot if values) / (len(dot) - 1) * EMU_POINT for dot in dots]
    scale = drawing.frame.height / 90
    assert middles == pytest.approx([10 * scale, 18 * scale, 26 * scale], abs=EMU_POINT)
    assert _body(slides(document)) == _wanted(document)


def test_words_too_many_for_a_diagram_follow_it() -> None:
    """Where the words don't fit beside the drawing, they stand as a list after it; nothing is lost or shrunk."""
    document = _with(sample(), _diagram(*("These are many words about one place. " * 9 for _ in range(4))))
    found = [slide for slide in slides(document) if slide.title.text.text.startswith("Where")]
    assert len(found) > 1
    assert [isinstance(shape, SlideDrawing) for shape in found[0].shapes] == [True]
    assert _body(slides(document)) == _wanted(document)


@pytest.mark.parametrize(("words", "forked"), [("A few words", True), ("word " * 90, False)])
def test_ways_branch_off_where_they_fit_one_slide(words: str, forked: bool) -> None:
    """Ways have an arrow each from the lead's picture; ways that need more slides stand as pictures with words."""
    items = tuple(ListItem(text=_text(f"{n} {words}"), art="dot") for n in range(3))
    block = Bullets(meta=Meta(id="x", title=_text("Ways")), lead=_text("From here"), items=items, branch="dot")
    document = _with(sample(), block)
    found = [slide for slide in slides(document) if slide.title.text.text.startswith("Ways")]
    assert (len(found) == 1) is forked
    lines = [shape for slide in found for shape in slide.shapes if isinstance(shape, SlideDrawing) and shape.art.id == "strokes"]
    assert len(lines) == forked
    assert _body(slides(document)) == _wanted(document)


def test_a_long_takeaway_gets_a_slide_before_the_chart() -> None:
    """What to take away from a chart stands beside it, or before it when it is too long for the column."""
    document = sample()
    line = next(block for block in document.sections[0].blocks if isinstance(block, Timeline))
    long = dataclasses.replace(line, takeaway=_text("These are many words about what the chart shows. " * 5))
    found = [slide.layout for slide in slides(_with(document, long)) if "How strong" in slide.title.text.text]
    assert found == ["text", "figure"]
    assert _body(slides(_with(document, long))) == _wanted(_with(document, long))


def test_help_lines_keep_to_their_slide() -> None:
    """Many help lines are laid in up to three columns and go on on the next slide; unknown numbers leave a line to write on."""
    entries = tuple(Contact(kind="crisis", label=_text(f"Line {n}"), value="" if n % 2 else f"555 01{n}") for n in range(9))
    document = dataclasses.replace(sample(), help=Contacts(meta=Meta(id="h", title=_text("Help")), kinds=(), entries=entries))
    found = [slide for slide in slides(document) if slide.title.text.text.startswith("Help")]
    assert len(found) == 2
    lines = [shape for slide in found for shape in slide.shapes if isinstance(shape, SlideDrawing)]
    assert len(lines) == 4
    assert {line.art for line in lines} == {bar("solid", lines[0].frame.height, lines[0].frame.width)}
    assert [name for name, _ in lines[0].art.paths[0].commands] == [
        "M",
        "L",
        "L",
        "L",
        "Z",
    ]  # whole, so that it can be written on
    assert _body(slides(document)) == _wanted(document)


def test_a_tall_help_line_leaves_no_room_empty_beside_it() -> None:
    """Lines of help that take two slides in rows stand on one in columns, in their order, each below the one before it."""
    details = tuple(_text(f"Way {n} to reach them") for n in range(9))
    entries = tuple(
        Contact(kind="crisis", label=_text(f"Line {n}"), value=f"555 01{n}", details=details[: (2, 9, 0, 6, 3)[n]])
        for n in range(5)
    )
    document = dataclasses.replace(sample(), help=Contacts(meta=Meta(id="h", title=_text("Help")), kinds=(), entries=entries))
    (slide,) = (slide for slide in slides(document) if slide.title.text.text.startswith("Help"))
    places = [shape.frame for shape in slide.shapes if isinstance(shape, SlideWords) and shape.frame]
    assert len(places) == 5
    assert places == sorted(places, key=lambda place: (place.x, place.y))
    assert all(above.bottom <= below.y for above, below in itertools.pairwise(places) if above.x == below.x)
    assert _body(slides(document)) == _wanted(document)


def test_a_longer_line_of_a_diagram_takes_room_from_the_shorter() -> None:
    """Words that need two lines of seven stay beside the drawing, where equal shares would hold one line each."""
    words = ("A place with words enough for two lines beside the drawing of it, as it was meant", *("Short words",) * 6)
    document = _with(sample(), _diagram(*words))
    found = [slide for slide in slides(document) if slide.title.text.text.startswith("Where")]
    assert len(found) == 1
    assert _body(slides(document)) == _wanted(document)


def test_the_code_carries_the_treatment_finder() -> None:
    """Of several addresses the one where treatment is found gets the code, read right after it."""
    entries = (
        Contact(kind="crisis", label=_text("Crisis"), value="988", url="https://a.example"),
        Contact(kind="treatment_finder", label=_text("Find"), url="https://b.example/x"),
        Contact(kind="clinic", label=_text("Clinic"), value="555 0100", url="https://c.example"),
    )
    document = dataclasses.replace(sample(), help=Contacts(meta=Meta(id="h", title=_text("Help")), kinds=(), entries=entries))
    said = _body(slides(document))
    assert said[said.index("b.example/x") + 1] == "QR code: b.example/x"
    assert said == _wanted(document)


def test_a_service_is_linked_by_its_name() -> None:
    """The link is on the service's name, not on an address; the address stands beside it in plain words."""
    found = slides(sample())[1]
    paras = [para for shape in found.shapes if isinstance(shape, SlideWords) for para in shape.paras]
    assert [(para.text.text, para.link) for para in paras if para.link] == [("988 Lifeline", "https://988lifeline.org")]
    assert normal(paras[-1].text.text) == "988lifeline.org"


def test_equal_titles_are_refused() -> None:
    """Two slides of one title are a fault in the content: the message names both texts."""
    one = Paragraph(meta=Meta(id="x", title=_text("Same title")), text=_text("Some words."))
    two = Paragraph(meta=Meta(id="y", title=dataclasses.replace(_text("Same title"), id="x/other")), text=_text("More words."))
    with pytest.raises(KitError, match="x/Same title and x/other"):
        slides(_with(sample(), one, two))


def test_a_longer_title_lowers_the_body() -> None:
    """A title of three lines gets a taller box, and what is below it starts lower; nothing overlaps."""
    title = _text("A title that is made of many words " * 4)
    found = slides(_with(sample(), Paragraph(meta=Meta(id="x", title=title), text=_text("Some words."))))
    slide = next(slide for slide in found if slide.title.text.text == title.text)
    assert slide.title_frame is not None
    words = slide.shapes[0]
    assert isinstance(words, SlideWords)
    assert words.frame is not None
    assert slide.title_frame.bottom <= words.frame.y


def test_an_endless_title_is_refused() -> None:
    """A title of more than five lines is a fault in the content."""
    title = dataclasses.replace(_text("word " * 120), id="x/title")
    with pytest.raises(KitError, match="x/title"):
        slides(_with(sample(), Paragraph(meta=Meta(id="x", title=title), text=_text("Some words."))))


def test_few_words_stand_larger() -> None:
    """A short text is set larger than the body size, a long one at the body size; all of a slide at one size."""
    short = Paragraph(meta=Meta(id="x", title=_text("Short")), text=_text("Few words."))
    long = Paragraph(meta=Meta(id="y", title=_text("Long")), text=_text("word " * 110))
    found = {slide.title.text.text: slide.shapes[0] for slide in slides(_with(sample(), short, long))}
    sizes = {title: {para.size for para in shape.paras} for title, shape in found.items() if isinstance(shape, SlideWords)}
    assert sizes["Short"] == {40}
    assert sizes["Long"] == {28}


def test_sections_and_markers() -> None:
    """Each slide knows its part of the document, and carries that part's number where it has one."""
    found = slides(sample())
    assert [slide.section for slide in found[:3]] == ["opening", "opening", "what"]
    assert {slide.marker for slide in found if slide.section == "what"} == {"1"}
    assert {slide.marker for slide in found if slide.section != "what"} == {""}


def test_a_help_block_needs_a_title() -> None:
    """Numbers without a title would stand on a slide without one: refused, with what to do."""
    document = sample()
    bare = dataclasses.replace(document.help, meta=Meta(id="help"))
    with pytest.raises(KitError, match="help"):
        slides(dataclasses.replace(document, help=bare))


def test_an_opener_shows_its_pictogram() -> None:
    """A section with a picture shows it large beside its one main message."""
    document = _with(sample(), art="dot")
    opener = next(slide for slide in slides(document) if slide.layout == "message")
    assert [type(shape) for shape in opener.shapes] == [SlideWords, SlideWords, SlideDrawing, SlideWords]


def test_sections_can_be_empty() -> None:
    """A section whose blocks show elsewhere still has its opener."""
    section: Section = sample().sections[0]
    hidden = tuple(
        dataclasses.replace(block, meta=dataclasses.replace(block.meta, shows=frozenset(("page",)))) for block in section.blocks
    )
    found = [slide for slide in slides(_with(sample(), *hidden)) if slide.section == "what"]
    assert [slide.layout for slide in found] == ["message"]
