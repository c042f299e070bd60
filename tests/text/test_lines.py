"""Lines: nothing lost, nothing too wide, everything in its visual place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.locale import find, isolate
from kit.locale.bidi import CONTROLS
from kit.text.itemise import itemise
from kit.text.lines import Line, Run, RunPiece, WideToken, _words, layout, lines_needed, measure, visual_order
from kit.text.shape import shape_part
from kit.text.span import Span
from tests.specimens import PHONE, SPECIMENS

_SIZE = 14.0


def _lines(text: str, tag: str, width: float = 240, **options: bool) -> tuple[Line, ...]:
    locale = find(tag)
    spans = (Span(text=text, lang=tag),)
    return layout(spans, script=locale.script, lang=tag, rtl=locale.rtl, size=_SIZE, width=width, **options)


def _visual(line: Line) -> list[Run]:
    return sorted((run for run in line.runs if run.width), key=lambda run: run.x)


@pytest.mark.parametrize("width", [110.0, 240.0, 900.0])
@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_lines_hold_the_whole_text_and_fit(tag: str, width: float) -> None:
    """In every script and column the lines joined are the text, and none is wider than its column."""
    lines = _lines(SPECIMENS[tag], tag, width, allow_emergency_break=True)
    assert "".join(line.text for line in lines) == SPECIMENS[tag]
    assert all(line.width <= width + 0.02 for line in lines)
    assert "".join(run.text for line in lines for run in line.runs) == CONTROLS.sub("", SPECIMENS[tag])


@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_runs_of_a_line_stand_side_by_side(tag: str) -> None:
    """From left to right each run begins where the one before ends, and what is seen spans from 0 to the line's width."""
    for line in _lines(SPECIMENS[tag], tag):
        runs = _visual(line)
        for left, right in pairwise(runs):
            assert left.x + left.width == pytest.approx(right.x, abs=0.001)
        if find(tag).rtl:
            assert runs[-1].x + runs[-1].width == pytest.approx(line.width, abs=0.001)
        else:
            assert runs[0].x == 0


@pytest.mark.parametrize("tag", ["ar", "fa", "he"])
def test_a_phone_number_reads_left_to_right_in_rtl_text(tag: str) -> None:
    """By position on the line, the digits of a phone number stand in the order they are dialled."""
    found = [run for line in _lines(SPECIMENS[tag], tag) for run in line.runs if PHONE in run.text]
    assert len(found) == 1
    assert not found[0].rtl


def test_rtl_words_are_in_reading_order_with_their_spaces() -> None:
    """Runs of an Arabic line are whole words in logical order, each standing left of the one before."""
    (line,) = _lines("إنه صعب جدا", "ar")
    assert [run.text for run in line.runs] == ["إنه ", "صعب ", "جدا"]
    assert [run.x for run in line.runs] == sorted((run.x for run in line.runs), reverse=True)


def test_the_space_at_the_end_hangs_outside() -> None:
    """A space at a line's end is drawn, so that words do not run together, but takes no room: left of an Arabic line."""
    first = _lines("إنه صعب جدا", "ar", 60)[0]
    assert first.runs[-1].text.endswith(" ")
    assert first.runs[-1].x < 0
    english = _lines("never alone", "en", 50)[0]
    assert [run.text for run in english.runs] == [english.text] == ["never "]
    assert english.runs[-1].x + english.runs[-1].width > english.width


def test_a_latin_word_at_the_end_of_an_arabic_line_keeps_its_space_left() -> None:
    """White space at the end takes the paragraph's direction (UAX 9, L1)."""
    lines = _lines("خذ Narcan الآن", "ar", 90)
    first = lines[0]
    assert first.text == "خذ Narcan "
    assert [(run.text, run.rtl) for run in first.runs] == [("خذ ", True), ("Narcan", False), (" ", True)]
    assert _visual(first)[0].text == " "


def test_visual_order_by_levels() -> None:
    """UAX 9, L2: an Arabic sentence with a number, and an English one with an Arabic word."""
    assert visual_order([1, 2, 1]) == [2, 1, 0]
    assert visual_order([0, 1, 1, 0]) == [0, 2, 1, 3]
    assert visual_order([1, 2, 2, 1]) == [3, 1, 2, 0]
    assert visual_order([]) == []


def test_kept_text_moves_to_the_next_line_whole() -> None:
    """A dose that does not fit the rest of a line begins the next."""
    texts = [line.text for line in _lines(f"Take at most {isolate('8–12 mg')} today", "en", 110)]
    assert any("8–12 mg" in text for text in texts)


def test_a_token_too_wide_is_an_error_or_parted() -> None:
    """Without leave to part a token the caller is told which one; with leave it parts between graphemes."""
    with pytest.raises(WideToken, match="'incomprehensibilities' is wider than its line"):
        _lines("so incomprehensibilities", "en", 60)
    lines = _lines("so incomprehensibilities", "en", 60, allow_emergency_break=True)
    assert "".join(line.text for line in lines) == "so incomprehensibilities"
    assert all(line.width <= 60.02 for line in lines)


def test_a_token_of_thirty_thousand_letters_is_parted() -> None:
    """A hostile token costs time in proportion to its length."""
    lines = _lines("x" * 30_000, "en", 300, allow_emergency_break=True)
    assert sum(len(line.text) for line in lines) == 30_000
    assert all(line.width <= 300.02 for line in lines)


def test_lines_needed_parts_what_is_too_wide() -> None:
    """Counting lines never fails on a wide token."""
    spans = (Span(text="so incomprehensibilities", lang="en"),)
    assert lines_needed(spans, script="Latn", lang="en", rtl=False, size=_SIZE, width=60) == len(
        _lines("so incomprehensibilities", "en", 60, allow_emergency_break=True)
    )


def test_a_phone_number_too_wide_parts_at_its_hyphens() -> None:
    """Kept text wider than a line parts at its own breaks before anything is refused."""
    lines = _lines(isolate(PHONE), "en", 60)
    assert all(line.text.rstrip("\u2069")[-1:] in "-7" for line in lines)


def test_no_short_word_alone_on_the_last_line() -> None:
    """A last line of one short word takes a second word along."""
    width = measure((Span(text="Drink some water when you can", lang="en"),), script="Latn", lang="en", rtl=False, size=_SIZE)
    lines = _lines("Drink some water when you can so", "en", width + 1)
    assert lines[-1].text == "can so"


def test_a_short_word_stays_alone_where_the_line_before_would_be_half_empty() -> None:
    """Its neighbour does not join it if that leaves less than half a line behind."""
    full = "Sometimes uncharacteristically"
    width = measure((Span(text=full, lang="en"),), script="Latn", lang="en", rtl=False, size=_SIZE)
    assert [line.text for line in _lines(f"{full} so", "en", width + 1)] == [f"{full} ", "so"]


def test_no_chinese_character_alone_on_the_last_line() -> None:
    """A last line of one character and a full stop takes a second character along."""
    lines = _lines("必须全部熬过去才能好起来。", "zh-Hans", 14 * 11.5)
    assert lines[-1].text == "起来。"


def test_balanced_lines_are_as_few_and_more_even() -> None:
    """A balanced heading has no more lines and a narrower longest line."""
    text = "What to do when someone does not wake up"
    plain, even = _lines(text, "en", 240), _lines(text, "en", 240, balance=True)
    assert len(even) == len(plain)
    assert max(line.width for line in even) < max(line.width for line in plain)


def test_a_line_separator_ends_a_line() -> None:
    """A line feed ends the line it stands in."""
    assert [line.text for line in _lines("Main Street 1\nTown", "en")] == ["Main Street 1\n", "Town"]


def test_measure_is_the_width_of_one_line() -> None:
    """Measuring and laying out agree, bold is wider, and spaces at the end do not count."""
    spans = (Span(text="Never alone ", lang="en"),)
    wide = measure(spans, script="Latn", lang="en", rtl=False, size=_SIZE)
    assert wide == pytest.approx(_lines("Never alone ", "en")[0].width)
    bold = (Span(text="Never alone ", lang="en", bold=True),)
    assert measure(bold, script="Latn", lang="en", rtl=False, size=_SIZE) > wide


def test_an_empty_text_has_no_lines() -> None:
    """Nothing is drawn for nothing."""
    assert _lines("", "en") == _lines("", "ar") == ()
    assert lines_needed((), script="Latn", lang="en", rtl=False, size=_SIZE, width=100) == 0


_MIXED = st.text(alphabet="aAé אבت١-8.,()%mg \u2066\u2069\u200f\u200cहिक्ष中、ทก็", max_size=60)


@settings(deadline=None)
@given(_MIXED, st.sampled_from([("en", 60.0), ("en", 300.0), ("ar", 90.0), ("ar", 400.0), ("th", 50.0)]), st.booleans())
def test_any_text_is_laid_out_whole_and_within_its_column(text: str, place: tuple[str, float], bold: bool) -> None:
    """Whatever the mixture of scripts, directions and controls: nothing lost, nothing too wide, runs side by side."""
    tag, width = place
    locale = find(tag)
    spans = (Span(text=text, lang=tag, bold=bold),)
    lines = layout(spans, script=locale.script, lang=tag, rtl=locale.rtl, size=_SIZE, width=width, allow_emergency_break=True)
    assert "".join(line.text for line in lines) == text
    assert "".join(run.text for line in lines for run in line.runs) == CONTROLS.sub("", text)
    for line in lines:
        runs = _visual(line)
        assert line.width <= width + 0.02
        for left, right in pairwise(runs):
            assert left.x + left.width == pytest.approx(right.x, abs=0.01)


def test_a_piece_parts_into_words_with_the_spaces_after_them() -> None:
    """Spaces at its start go with the first word; several spaces belong to the word before them."""
    text = "  a bc   d "
    (item,) = itemise((Span(text=text, lang="en"),), script="Latn", lang="en", rtl=False)
    shaped = shape_part(item.face, text, 0, len(text), rtl=False, lang="en", script="Latn")
    found = _words(RunPiece(item, shaped, 0, len(text)))
    assert [text[piece.low : piece.high] for piece in found] == ["  a ", "bc   ", "d "]


@pytest.mark.parametrize("width", range(74, 200, 7))
def test_no_line_ends_between_a_chinese_verb_and_its_number(width: int) -> None:
    """Also where a last line that would be a number alone takes something from the line above."""
    lines = [line.text for line in _lines("如果你想自殺，請撥打988。", "zh-Hant", width)]
    assert any("撥打988。" in line for line in lines)
