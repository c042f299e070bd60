"""Decks on an agency's template: nothing lost, everything in its frames, and what is hard to read in it said in plain words."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from kit.checks.deck import check
from kit.checks.outline import expected, roundtrip
from kit.colour import contrast
from kit.errors import KitError
from kit.formats.deck.opening import colors, opened
from kit.formats.deck.places import SMALL
from kit.formats.deck.reader import read
from kit.formats.deck.roles import brand, widen
from kit.formats.deck.shapes import inch
from kit.formats.deck.writer import branded
from kit.locale import find
from tests.formats.deck.brands import BRANDS, LOGO, REAL
from tests.formats.deck.test_sessions import _session
from tests.sample import sample

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_THEIRS = {
    "deck-contrast-text", "deck-contrast-theme", "deck-font-rare", "deck-font-scripts", "deck-ratio", "deck-lang-default",
    "deck-body-size", "deck-stamps", "deck-weight", "deck-fonts",
}  # fmt: skip
"""What a template of somebody else may be at fault for."""


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("name", BRANDS)
def test_every_text_is_there_and_fits(name: str, tag: str) -> None:
    """On each template every text is heard once, in order, in its frames; only the template's own faults are found."""
    document = sample(tag)
    data, _ = branded(document, BRANDS[name]())
    assert roundtrip.compare(expected.deck(document), read(data)) == ()
    faults = [finding for finding in check(data) if finding.id not in _THEIRS and not finding.where.startswith("ppt/")]
    assert faults == []


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("name", REAL)
def test_what_real_templates_have_loses_no_text_and_hides_none(name: str, tag: str) -> None:
    """Macros, shows, grounds and lines of their own, pale words, bands, upright words: all is heard, fits and can be read."""
    document = sample(tag)
    data, report = branded(document, REAL[name]())
    assert roundtrip.compare(expected.deck(document), read(data)) == ()
    faults = [finding for finding in check(data) if finding.id not in _THEIRS and not finding.where.startswith("ppt/")]
    assert faults == []
    assert b"vbaProject" not in data
    assert not any("your layout “Two Content" in line or ": your layout “Title and Vertical" in line for line in report)


def test_slides_of_another_height_are_made_as_tall_as_ours() -> None:
    """Sizes in points mean something only for one height: places and sizes of a small template grow along."""
    data, report = branded(sample("en"), REAL["small"]())
    deck = Presentation(io.BytesIO(data))
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    assert any("made 7.5 inches high" in line for line in report)


def test_unreadable_words_and_links_get_a_colour_that_can_be_read() -> None:
    """The theme of the deck is mended, because a program sets links in its colour whatever a run says; the report says so."""
    data, report = branded(sample("en"), REAL["pale_words"]())
    known = colors(Presentation(io.BytesIO(data)))
    assert (known["tx1"], known["hlink"]) == ("000000", "000000")
    assert [line for line in report if "text colour #9FB4C7" in line]
    assert [line for line in report if "links #CCB400" in line]


def test_a_ground_that_the_theme_does_not_name_is_kept_and_read() -> None:
    """The deck's theme names the colour that its slides are painted with, and words get one that can be read on it."""
    data, report = branded(sample("en"), REAL["dark_ground"]())
    known = colors(Presentation(io.BytesIO(data)))
    assert contrast(known["bg1"], "000000") < 1.5
    assert known["tx1"] == "FFFFFF"
    assert any(f"slides' ground is #{known['bg1']}, not the #FFFFFF" in line for line in report)
    assert not any("ground is #" in line for line in branded(sample("en"), BRANDS["wide"]())[1])


def test_shades_of_the_theme_get_a_plain_ground_under_words() -> None:
    """A ground that the theme shades from one colour to another is like a picture: words never stand on it."""
    _, report = branded(sample("en"), REAL["shaded_ground"]())
    assert any("picture lies under" in line for line in report)


def test_lines_and_paragraphs_stand_as_they_were_measured() -> None:
    """Lines that would touch are set apart, and space under paragraphs, which no place has room for, is taken away."""
    data, _ = branded(sample("ar"), REAL["odd_lines"]())
    styles = Presentation(io.BytesIO(data)).slide_master._element.find(f"{_P}txStyles")
    assert {node[0].get("val") for node in styles.iter(f"{_A}spcAft")} == {"0"}
    assert {node[0].get("val") for node in styles.iter(f"{_A}lnSpc")} == {"100000"}
    assert {node.get("rtl") for style in styles for node in style if str(node.tag).endswith("lvl1pPr")} == {"1"}


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_words_keep_off_the_edges_and_off_what_is_drawn_there(tag: str) -> None:
    """Places as wide as the slide leave a margin, the number stands beside the logo, and no line runs through an opening's title."""
    deck = Presentation(io.BytesIO(branded(sample(tag), REAL["edge_to_edge"]())[0]))
    for slide in deck.slides:
        for shape in slide.placeholders:
            assert deck.slide_width // 40 < shape.left
            assert shape.left + shape.width < deck.slide_width * 39 // 40
            if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER and tag == "en":
                assert shape.left + shape.width <= LOGO[0]
    opening = next(one for one in deck.slide_layouts if one.name == sample(tag).label("layout.message").text)
    title = next(one for one in opening.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.TITLE)
    grounds = [one for one in opening.shapes if not one.is_placeholder and one.has_text_frame is True]
    assert any(
        (one.left, one.top, one.width, one.height) == (title.left, title.top, title.width, title.height) for one in grounds
    )


def test_words_that_need_nearly_the_whole_slide_end_above_the_foot() -> None:
    """Title and words keep a tenth of an inch to each other and to the foot, and the same margin on both sides."""
    made = brand(REAL["small"](), find("en"), lambda _: 1)
    widen(made)
    title, body, stage = made.stage.title, made.stage.body, made.stage
    assert body.y - title.bottom == inch(0.1)
    assert stage.foot.y - body.bottom == inch(0.1)
    assert (title.x, title.width) == (body.x, body.width) == (stage.width // 16, stage.width - 2 * (stage.width // 16))
    widen(made)
    assert made.report.count(SMALL) == 1


def test_a_template_without_layouts_is_refused_in_words() -> None:
    """PowerPoint itself can't make a slide of one."""
    deck = Presentation(io.BytesIO(BRANDS["wide"]()))
    for layout in list(deck.slide_layouts):
        deck.slide_layouts.remove(layout)
    out = io.BytesIO()
    deck.save(out)
    with pytest.raises(KitError, match="it has no layouts"):
        opened(out.getvalue())


@pytest.mark.parametrize("name", ["wide", "plain"])
def test_a_session_stands_on_it(name: str) -> None:
    """The 20 minutes of the real topic too, and the same bytes each time."""
    document = _session(20)
    data, _ = branded(document, BRANDS[name]())
    assert data == branded(document, BRANDS[name]())[0]
    assert roundtrip.compare(expected.deck(document), read(data)) == ()
    assert not [finding for finding in check(data) if finding.id in ("deck-overflow", "deck-overlap", "deck-off-slide")]


def test_the_report_says_which_layout_serves_what() -> None:
    """Text and tables stand on the template's own layout; what it lacks is built on its nearest, by name."""
    _, report = branded(sample("en"), BRANDS["wide"]())
    assert "Title and text: your layout “Title and Content”." in report
    assert any(line.startswith("First slide: built on your layout “Title Slide”") for line in report)


def test_faults_of_a_template_are_told_in_plain_words() -> None:
    """Pale colours and a shape that no screen has are said as a person would."""
    _, report = branded(sample("en"), BRANDS["plain"]())
    assert any("16:9" in line for line in report)
    assert any("contrast" in line for line in report)


def test_a_picture_under_the_words_gets_a_plain_ground() -> None:
    """Words never stand on a picture."""
    _, report = branded(sample("en"), BRANDS["full_picture"]())
    assert any("picture lies under" in line for line in report)


def test_unreadable_templates_are_refused_in_words() -> None:
    """What is no template is said, with what to do."""
    with pytest.raises(KitError, match="can't be opened"):
        opened(b"not a zip")


def test_the_templates_slides_are_not_carried() -> None:
    """A .pptx given as a template lends its looks, not its slides."""
    deck = Presentation(io.BytesIO(BRANDS["wide"]()))
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text_frame.text = "An old talk"
    out = io.BytesIO()
    deck.save(out)
    data, _ = branded(sample("en"), out.getvalue())
    assert "An old talk" not in [item.text for item in read(data).items]
