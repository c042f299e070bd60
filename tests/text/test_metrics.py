"""Heights: lines of any script stand clear of each other."""

from __future__ import annotations

import icu
import pytest

from kit.locale import find
from kit.text.faces import SCRIPTS, stack
from kit.text.lines import ascent, layout, line_height
from kit.text.metrics import EXTENTS, ink
from kit.text.shape import shape
from kit.text.span import Span
from tests.specimens import SPECIMENS


def test_every_script_has_extents() -> None:
    """No script is laid out by guess."""
    assert set(EXTENTS) == set(SCRIPTS)


@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_ink_stays_within_its_line(tag: str) -> None:
    """Regular or bold, no letter or mark of a specimen reaches out of a line set solid."""
    locale = find(tag)
    up, down = EXTENTS[locale.script]
    for bold in (False, True):
        spans = (Span(text=SPECIMENS[tag], lang=tag, bold=bold),)
        for line in layout(spans, script=locale.script, lang=tag, rtl=locale.rtl, size=10, width=900):
            for run in line.runs:
                above, below = ink(run.face, run.clusters)
                assert above <= up
                assert below <= down


@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_every_letter_of_the_language_stays_within_its_line(tag: str) -> None:
    """Each letter Unicode's locale data lists for the language, small and capital, is within the script's extents."""
    locale = find(tag)
    up, down = EXTENTS[locale.script]
    letters = [str(letter) for letter in icu.LocaleData(tag).getExemplarSet()]
    for bold in (False, True):
        face = stack(locale.script, bold=bold)[0]
        for letter in {form for base in letters[:1000] for form in (base, base.upper()) if len(form) == 1}:
            if face.has(letter):
                above, below = ink(face, shape(face, letter, rtl=locale.rtl, lang=tag))
                assert (above <= up, below <= down) == (True, True), letter


@pytest.mark.parametrize("script", SCRIPTS)
def test_line_height_and_ascent(script: str) -> None:
    """A line is the factor times the size or more, and holds what stands above and below its baseline."""
    up, down = EXTENTS[script]
    for factor in (1.0, 1.4, 2.5):
        height, top = line_height(script, 10, factor), ascent(script, 10, factor)
        assert height >= 10 * factor - 1e-9
        assert top >= 10 * up - 1e-9
        assert height - top >= 10 * down - 1e-9


def test_no_script_has_much_more_room_than_its_letters_need() -> None:
    """Of what a specimen leaves free above and below at most a fifth and 0.3 of an em: taller lines would cost pages."""
    reached: dict[str, tuple[float, float]] = {}
    for tag, words in SPECIMENS.items():
        locale = find(tag)
        spans = (Span(text=words, lang=tag),)
        runs = [
            run for line in layout(spans, script=locale.script, lang=tag, rtl=locale.rtl, size=10, width=900) for run in line.runs
        ]
        inks = [ink(run.face, run.clusters) for run in runs]
        up, down = reached.get(locale.script, (0.0, 0.0))
        reached[locale.script] = max(up, *(above for above, _ in inks)), max(down, *(below for _, below in inks))
    assert len(reached) > 20
    for script, (above, below) in reached.items():
        up, down = EXTENTS[script]
        assert up - above <= 0.2, script
        assert down - below <= 0.3, script


@pytest.mark.parametrize("script", SCRIPTS)
def test_room_to_spare_is_shared_above_and_below(script: str) -> None:
    """Where a line is taller than its letters, half of the rest is above them; where it is not, their own height counts."""
    up, down = EXTENTS[script]
    wide, tight = up + down + 0.5, up + down - 0.1
    assert line_height(script, 10, wide) == pytest.approx(10 * wide)
    assert ascent(script, 10, wide) == pytest.approx(10 * (up + 0.25))
    assert line_height(script, 10, tight) == pytest.approx(10 * (up + down))
    assert ascent(script, 10, tight) == pytest.approx(10 * up)
