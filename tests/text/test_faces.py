"""Faces: every script has its own, weights differ, gaps are named."""

from __future__ import annotations

import pytest

from kit.errors import KitError
from kit.locale import find
from kit.text.faces import SCRIPTS, MissingGlyph, face, ignorable, missing, stack
from kit.text.itemise import itemise
from kit.text.span import Span
from tests.specimens import SPECIMENS


def test_every_locale_has_a_specimen_and_a_face() -> None:
    """No locale is printed that no specimen tries."""
    assert {find(tag).script for tag in SPECIMENS} <= set(SCRIPTS)


@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_nothing_is_missing_in_any_script(tag: str) -> None:
    """Each specimen can be drawn whole."""
    assert missing(SPECIMENS[tag], find(tag).script) == ()


def test_missing_names_each_character_once_in_order() -> None:
    """What no face draws is told in order of first use; format characters and white space are never missing."""
    assert missing("a\U00013000b\u2066\t\U00012000\U00013000", "Latn") == ("\U00013000", "\U00012000")


def test_a_missing_glyph_says_code_and_name() -> None:
    """The fault names the character as Unicode does, so that a translator can find it."""
    with pytest.raises(MissingGlyph) as caught:
        itemise((Span(text="a \U00013000", lang="en"),), script="Latn", lang="en", rtl=False)
    assert "U+13000 (EGYPTIAN HIEROGLYPH A001)" in str(caught.value)


def test_faces_are_shared_and_weights_differ() -> None:
    """A face is opened once in a process, and bold is drawn wider than regular."""
    regular, bold = stack("Latn", bold=False)[0], stack("Latn", bold=True)[0]
    assert regular is face("NotoSans", 400)
    assert (regular.key, bold.key) == ("NotoSans-400", "NotoSans-700")
    glyph = regular.hb_font.get_nominal_glyph(ord("m"))
    assert bold.hb_font.get_glyph_h_advance(glyph) > regular.hb_font.get_glyph_h_advance(glyph)


def test_a_stack_begins_with_the_script_then_noto_sans() -> None:
    """Fallback tries the script's own face, then Noto Sans, then every other face once."""
    families = [face.family for face in stack("Hebr", bold=False)]
    assert families[:2] == ["NotoSansHebrew", "NotoSans"]
    assert len(families) == len(set(families)) == len(stack("Hebr", bold=False))


def test_an_unknown_script_is_an_input_error() -> None:
    """A script nobody gave a font is refused with the known ones named."""
    with pytest.raises(KitError, match="no font is known for the script 'Zzzz'"):
        stack("Zzzz", bold=False)


def test_ignorable_is_about_drawing() -> None:
    """Joiners, isolates and zero-width spaces draw nothing; letters, spaces and the Arabic number sign do."""
    assert all(map(ignorable, "\u200b\u200c\u200d\u2060\u2066\u2069\ufe0f\u00ad"))
    assert not any(map(ignorable, "a \u0600\u00a0"))


def test_cap_height_is_measured() -> None:
    """The capital height comes from the face itself."""
    assert 0.68 < stack("Latn", bold=False)[0].cap_height < 0.75
