"""Session decks: what a group of 20, 45 or 90 minutes sees, with the clock in the notes, inside its time and its count of slides."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
import zipfile
from collections.abc import Iterable

import pytest

from kit import content
from kit.checks.deck import check
from kit.checks.outline import expected, roundtrip
from kit.document import Document, Exercise, Options, plain
from kit.document.selections import FACTS, select_parts, select_session, session_of
from kit.document.text import others
from kit.formats.deck.fit import Ruler
from kit.formats.deck.kept import origin
from kit.formats.deck.plan import our_stage, plan
from kit.formats.deck.reader import read
from kit.formats.deck.shapes import Grid, Slide, SlideDrawing, SlideWords, inch
from kit.formats.deck.writer import write
from kit.locale import find
from kit.outline import normal
from kit.personalize import personalize
from kit.translate import LABELS, Catalog, load, translate
from tests.conftest import ROOT, TODAY
from tests.sample import sample

MOST = {20: 17, 45: 32, 90: 57}
"""Slides of each English session."""
_CALLS = ("danger.now", "danger.soon", "tolerance.safer")


@functools.cache
def _whole(region: str = "US") -> Document:
    loaded = content.load(ROOT / "content", "heroin-withdrawal")
    found = content.region(ROOT / "content", region) if region else None
    return personalize(loaded, region=found, clinic=None, today=TODAY)


@functools.cache
def _session(minutes: int, region: str = "US") -> Document:
    return select_session(_whole(region), session_of(_whole(region), minutes))


def _sizes(found: Iterable[Slide], key: str) -> list[list[int]]:
    """The sizes of the words of each slide of a block, without those of its band."""
    return [
        [para.size for shape in slide.shapes if isinstance(shape, SlideWords) and shape.slot != "band" for para in shape.paras]
        for slide in found
        if slide.key.partition("/")[0] == key
    ]


@pytest.mark.parametrize("minutes", MOST)
def test_a_session_reads_back_as_its_document_and_keeps_every_rule(minutes: int) -> None:
    """Every text of slides and notes is there once, in order; no check finds anything, no notes page is cut."""
    document = _session(minutes)
    data = write(document, Options())
    assert roundtrip.compare(expected.deck(document), read(data)) == ()
    assert check(data) == ()
    assert len(data) < 300_000


@pytest.mark.parametrize("region", ["US", ""])
@pytest.mark.parametrize("minutes", MOST)
def test_a_session_has_slides_for_its_time(minutes: int, region: str) -> None:
    """At least a minute a slide, with title, numbers, agenda and one last slide of status and sources."""
    found = plan(_session(minutes, region))
    assert len(found) <= MOST[minutes]
    assert [slide.key for slide in found[:3]] == ["title", "help", "agenda"]
    assert [slide.key for slide in found if slide.section == "closing"] == ["closing"]


@pytest.mark.parametrize("minutes", MOST)
def test_the_clock_in_the_notes_ends_with_the_session(minutes: int) -> None:
    """Each timed slide says by which minute to go on; the minutes never run back, and the last is the session's own."""
    said = [para.text.text for slide in plan(_session(minutes)) for para in slide.notes]
    clock = [int(found[1]) for words in said if (found := re.search(r"By minute (\d+), go on", words))]
    assert clock == sorted(clock)
    assert clock[-1] == minutes


@pytest.mark.parametrize("minutes", MOST)
def test_a_session_read_aloud_fits_its_time(minutes: int) -> None:
    """All words of slides and all that its notes say and ask, at 130 words a minute, and its exercises, what may be left out as well."""
    document = _session(minutes)
    spoken = {plain(document.label(f"notes.{name}").text) for name in ("say", "ask")}
    words, aloud = 0, False
    for slide in plan(document):
        shown = [para for shape in slide.shapes if isinstance(shape, SlideWords) for para in shape.paras]
        shown += [para for shape in slide.shapes if isinstance(shape, Grid) for row in shape.rows for para in row]
        for para in slide.notes:
            aloud = plain(para.text.text) in spoken if para.bold else aloud
            shown += [para] if aloud and not para.bold else []
        words += sum(len(plain(para.text.text).split()) for para in (slide.title, *shown))
        aloud = False
    exercises = sum(block.minutes for one in document.sections for block in one.blocks if isinstance(block, Exercise))
    assert words > 500
    assert words / 130 + exercises <= minutes


@pytest.mark.parametrize(
    ("minutes", "key", "before"), [(20, "tolerance.tell", "tolerance.safer"), (90, "medicines.tell", "medicines.worries")]
)
def test_what_may_be_left_out_is_asked_from_the_notes_and_takes_no_slide(minutes: int, key: str, before: str) -> None:
    """An optional exercise stands whole in the notes of the block before it, and has no minute by which to go on."""
    document = _session(minutes)
    found = plan(document)
    exercise = next(block for one in document.sections for block in one.blocks if block.meta.id == key)
    assert isinstance(exercise, Exercise)
    assert exercise.meta.title
    assert key not in [slide.key for slide in found]
    (notes,) = ([para.text.text for para in slide.notes] for slide in found if slide.key == before)
    at = notes.index("If there is time")
    cited = notes.index(document.label("sources.title").text) if document.label("sources.title").text in notes else len(notes)
    assert notes[at + 2 : cited] == [exercise.meta.title.text, *(item.text.text for item in exercise.items)]
    assert sum("go on" in line for line in notes) == 1


def test_what_may_be_left_out_at_the_start_of_a_part_has_a_slide() -> None:
    """No block before it could tell of it: its slide and its notes say that it may be left out."""
    document = _session(20)
    part = next(one for one in document.sections if one.id == "tolerance")
    (exercise,) = (block for block in part.blocks if block.meta.id == "tolerance.tell")
    first = dataclasses.replace(part, blocks=(exercise, *(block for block in part.blocks if block is not exercise)))
    document = dataclasses.replace(document, sections=tuple(first if one is part else one for one in document.sections))
    (slide,) = (slide for slide in plan(document) if slide.key == "tolerance.tell")
    shown = [para.text.text for shape in slide.shapes if isinstance(shape, SlideWords) for para in shape.paras]
    assert "If there is time" in shown
    assert slide.notes[0].text.text == "If there is time"
    assert roundtrip.compare(expected.deck(document), read(write(document, Options()))) == ()


def test_farewell_is_said_with_the_last_block_that_has_a_slide() -> None:
    """Where a session ends on an exercise that may be left out, its words of farewell stand with the block before it."""
    document = _session(90)
    chosen = document.selection
    assert chosen
    assert chosen.session
    picks = tuple(
        dataclasses.replace(pick, optional=pick.block == "plan.pairs" or pick.optional) for pick in chosen.session.picks
    )
    session = dataclasses.replace(chosen.session, picks=picks)
    document = dataclasses.replace(document, selection=dataclasses.replace(chosen, session=session))
    assert document.closing.notes.say
    (notes,) = ([para.text.text for para in slide.notes] for slide in plan(document) if slide.key == "plan.remember")
    assert document.closing.notes.say[0].text in notes
    assert "If there is time" in notes
    assert roundtrip.compare(expected.deck(document), read(write(document, Options()))) == ()


@pytest.mark.parametrize("minutes", MOST)
def test_overdose_steps_count_on_over_their_slides(minutes: int) -> None:
    """Halves of one block are slides of one title, and their numbers go on."""
    found = [slide for slide in plan(_session(minutes)) if slide.key.partition("/")[0] == "naloxone.steps"]
    numbers = [para.number for slide in found for shape in slide.shapes if isinstance(shape, SlideWords) for para in shape.paras]
    assert len(found) >= 2
    assert numbers == list(range(1, len(numbers) + 1))


def test_each_overdose_step_has_a_slide_of_its_own_in_the_long_session() -> None:
    """What saves a life is the largest thing of the deck: one step a slide, with its picture, never under 40 points."""
    found = [slide for slide in plan(_session(90)) if slide.key.partition("/")[0] == "naloxone.steps"]
    assert len(found) == 7
    for slide in found:
        drawing, words = slide.shapes
        assert isinstance(drawing, SlideDrawing)
        assert isinstance(words, SlideWords)
        assert drawing.frame.width >= inch(3.6)
        assert words.paras[0].size >= 40


@pytest.mark.parametrize("region", ["US", ""])
def test_what_calls_for_help_is_in_large_type_in_the_long_session(region: str) -> None:
    """Each of its texts goes over two slides, none under 32 points; the status of the last slide is no larger."""
    found = plan(_session(90, region))
    for key in _CALLS:
        sizes = _sizes(found, key)
        assert len(sizes) == 2
        assert all(size >= 32 for slide in sizes for size in slide)
    assert max(size for slide in _sizes(found, "closing") for size in slide) <= 28


def test_larger_type_takes_no_slide_that_a_session_does_not_have() -> None:
    """With room for one slide more the emergency is in large type and the rest is not; with none, nothing is; a block of one minute never."""
    document = _session(90)
    bare = len(plan(_capped(document, 0)))
    assert _sizes(plan(_capped(document, 0)), "danger.now") == [[24] * 7]
    found = plan(_capped(document, bare + 1))
    assert len(found) == bare + 1
    assert [len(_sizes(found, key)) for key in _CALLS] == [2, 1, 1]
    hurried = plan(_capped(document, bare + 1, hurried="danger.now"))
    assert [len(_sizes(hurried, key)) for key in (*_CALLS, "naloxone.after")] == [1, 1, 1, 2]


def test_what_is_smallest_is_set_larger_first() -> None:
    """Slides go to what would be under 28 points before anything goes from 28 to 32: the last to get one is in 28 on one slide."""
    document = _session(90)
    bare = len(plan(_capped(document, 0)))
    found = plan(_capped(document, bare + 3))
    assert [len(_sizes(found, key)) for key in ("danger.now", "naloxone.after", "danger.soon", "danger.first")] == [2, 2, 2, 1]


def _capped(document: Document, slides: int, hurried: str = "") -> Document:
    """The session with another number of slides at most, and one block of a minute alone."""
    chosen = document.selection
    assert chosen
    assert chosen.session
    minutes = tuple((block, 1 if block == hurried else length) for block, length in chosen.minutes)
    session = dataclasses.replace(chosen.session, slides=slides)
    return dataclasses.replace(document, selection=dataclasses.replace(chosen, session=session, minutes=minutes))


def test_a_message_stands_above_the_row_that_its_part_opens_with() -> None:
    """The medicines open with the row of a wide table: both share a slide, their minutes and a page of notes."""
    document = _session(20)
    (slide,) = (slide for slide in plan(document) if slide.section == "medicines")
    lead, grid = slide.shapes
    section = next(section for section in document.sections if section.id == "medicines")
    assert isinstance(lead, SlideWords)
    assert isinstance(grid, Grid)
    assert lead.paras[0].text == section.key
    assert lead.frame is not None
    assert lead.frame.bottom <= grid.frame.y
    assert slide.notes[0].text.text == "2 min. By minute 9, go on."


def test_agenda_lines_lead_to_the_first_slide_of_their_part() -> None:
    """Each line of the agenda is one link to the slide on which its part starts."""
    found = plan(_session(45))
    agenda = next(slide for slide in found if slide.key == "agenda")
    goals = [para.goal for shape in agenda.shapes if isinstance(shape, SlideWords) for para in shape.paras]
    firsts = {}
    for slide in found:
        firsts.setdefault(slide.section, slide.key)
    assert goals == [firsts[section.id] for section in _session(45).sections]


def _two_parts(tag: str) -> Document:
    """The sample with a second part, so that it has an agenda."""
    document = sample(tag)
    (first,) = document.sections
    title = dataclasses.replace(first.title, text=f"{first.title.text} {first.title.text}")
    second = dataclasses.replace(first, id="second", number=12, title=title, blocks=())
    return dataclasses.replace(document, sections=(first, second))


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_from_right_to_left_the_number_of_a_part_stands_before_its_link(tag: str) -> None:
    """LibreOffice sets such a link for itself, so that a number in it would come last; elsewhere the whole line is the link."""
    document = _two_parts(tag)
    agenda = next(slide for slide in plan(document) if slide.key == "agenda")
    lines = [para for shape in agenda.shapes if isinstance(shape, SlideWords) for para in shape.paras]
    for para, section in zip(lines, document.sections, strict=True):
        words = "".join(span.text for span in para.runs)
        if tag == "ar" and section.number:
            assert [span.text for span in para.runs] == [f"{section.number} ", para.linked]
        else:
            assert [span.text for span in para.runs] == [words]
            assert para.linked in ("", words)


@pytest.mark.parametrize("tag", ["ru", "ar"])
def test_a_line_of_the_agenda_with_an_english_title_links_that_title_as_english(tag: str) -> None:
    """Its number and its minutes are said in the deck's language: nothing of the topic is translated here, its labels are."""
    loaded = content.load(ROOT / "content", "heroin-withdrawal")
    mixed = translate(loaded, Catalog(path="", locale=find(tag)), load(ROOT, find(tag), LABELS), find(tag))
    whole = personalize(mixed, region=None, clinic=None, today=TODAY)
    document = select_session(whole, session_of(whole, 20))
    agenda = next(slide for slide in plan(document) if slide.key == "agenda")
    lines = [para for shape in agenda.shapes if isinstance(shape, SlideWords) for para in shape.paras]
    for para, section in zip(lines, document.sections, strict=True):
        words = [span for span in para.runs if span.text == para.linked]
        ((_, title),) = others(section.title.text)
        assert [(span.text, span.lang) for span in words] == [(title, "en")]
        assert {span.lang for span in para.runs if span not in words} == {tag}
    outline = read(write(document, Options()))
    on = {
        item.page for item in outline.items if item.role == "title" and item.text == normal(document.label("agenda.title").text)
    }
    found = roundtrip.compare(expected.deck(document), outline)
    assert not [finding for finding in found if finding.where in {f"slide {page}" for page in on}]


@pytest.mark.parametrize(("tag", "linked"), [("ar", ("الجزء", "الجزء")), ("en", ("Part 1", "Part 12"))])
def test_from_right_to_left_the_foots_link_has_no_number(tag: str, linked: tuple[str, ...]) -> None:
    """LibreOffice tears such a link apart and draws it over the edge of the foot; the foot's words are whole all the same."""
    with zipfile.ZipFile(io.BytesIO(write(_two_parts(tag), Options()))) as deck:
        slides = [deck.read(f"ppt/slides/slide{at + 1}.xml").decode() for at, _ in enumerate(plan(_two_parts(tag)))]
    feet = [slide.rpartition('type="ftr"')[2].partition("</p:sp>")[0] for slide in slides]
    found = [foot for foot in feet if "hlinkClick" in foot]
    assert [re.findall(r"/></a:rPr><a:t>([^<]*)</a:t>", foot)[0] for foot in found] == [*linked]
    starts = [" ".join("".join(re.findall("<a:t>([^<]*)", foot)).split()[:2]) for foot in found]
    assert starts == [f"{linked[0].split()[0]} {number}" for number in (1, 12)]


def test_what_stands_above_the_foot_is_not_taken_for_a_line_of_it() -> None:
    """A part's content note and a chart's caption end well above it: closer they read as one with it."""
    document = _session(45)
    ground = our_stage(document)
    for slot, apart in (("note", inch(0.3)), ("caption", inch(0.2))):
        frames = [
            shape.frame
            for slide in plan(document)
            for shape in slide.shapes
            if isinstance(shape, SlideWords) and shape.slot == slot
        ]
        assert frames
        assert all(frame and frame.bottom <= ground.foot.y - apart for frame in frames)


def test_one_paragraph_alone_on_a_slide_is_read_from_the_back_of_a_room() -> None:
    """As a part's message and a question are: at 28 points it left four fifths of its slide empty."""
    assert _sizes(plan(_session(90)), "danger.law") == [[40]]


@pytest.mark.parametrize("minutes", MOST)
def test_the_agenda_fills_its_slide(minutes: int) -> None:
    """Its lines share the height: the last stands in the lower half, and no line leaves the slide."""
    agenda = next(slide for slide in plan(_session(minutes)) if slide.key == "agenda")
    ruler = Ruler(_whole().locale)
    for shape in agenda.shapes:
        assert isinstance(shape, SlideWords)
        assert shape.frame
        assert 0.6 <= ruler.heights(shape.paras, shape.frame.width) / shape.frame.height <= 1


@pytest.mark.parametrize("parts", [("9",), ("9", "12")])
def test_a_choice_of_parts_says_the_safety_facts_that_they_lack(parts: tuple[str, ...]) -> None:
    """A slide of short lines before the agenda, known as such to comparisons; all nine facts are in the deck, no check finds anything."""
    document = select_parts(_whole(), parts)
    found = plan(document)
    keys = [slide.key for slide in found]
    assert keys.index("strip") == 2
    assert ("agenda" in keys) == (len(parts) > 1)
    facts = {fact for slide in origin(document, found).slides for fact in slide.facts}
    assert facts.issuperset(FACTS)
    data = write(document, Options())
    assert roundtrip.compare(expected.deck(document), read(data)) == ()
    assert check(data) == ()


def test_no_prefix_is_left_to_lxml() -> None:
    """Each namespace has the prefix that we say: one that lxml chooses depends on what else was loaded in the process."""
    with zipfile.ZipFile(io.BytesIO(write(_session(45), Options()))) as made:
        assert [name for name in made.namelist() if b"xmlns:ns" in made.read(name)] == []
