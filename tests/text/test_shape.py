"""Shaping: clusters say exactly the text, whatever glyphs the script needs."""

from __future__ import annotations

import pytest

from kit.locale import find
from kit.locale.bidi import CONTROLS
from kit.text.faces import stack
from kit.text.itemise import itemise
from kit.text.shape import Cluster, Composite, shape, shape_part
from kit.text.span import Span
from tests.specimens import SPECIMENS


def _shape(text: str, script: str, lang: str, *, rtl: bool = False) -> tuple[Cluster, ...]:
    return shape(stack(script, bold=False)[0], text, rtl=rtl, lang=lang, script=script)


@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_clusters_say_the_text_and_no_glyph_is_missing(tag: str) -> None:
    """In every script and weight the clusters of a text, in order, say that text, and none is .notdef."""
    locale, text = find(tag), SPECIMENS[tag]
    for bold in (False, True):
        said = ""
        spans = (Span(text=text, lang=tag, bold=bold),)
        for item in itemise(spans, script=locale.script, lang=tag, rtl=locale.rtl):
            shaped = shape_part(item.face, text, item.start, item.end, rtl=item.rtl, lang=tag, script=item.script)
            said += "".join(cluster.text for cluster in shaped.clusters)
            for cluster in shaped.clusters:
                glyph = cluster.glyph
                assert all(part[0] for part in glyph.parts) if isinstance(glyph, Composite) else glyph
                assert cluster.text
        assert said == CONTROLS.sub("", text)


def test_a_conjunct_is_one_cluster() -> None:
    """Devanagari ksha is one glyph that says three characters."""
    assert _shape("क्षमा", "Deva", "hi")[0].text == "क्ष"


def test_a_reordered_vowel_stays_in_the_text_order() -> None:
    """The short i is drawn before its consonant and said after it."""
    assert "".join(cluster.text for cluster in _shape("किसी", "Deva", "hi")) == "किसी"


def test_arabic_letters_with_dots_become_one_glyph_each() -> None:
    """The face draws dots apart; a composite puts them back, one code a letter."""
    clusters = _shape("بيت", "Arab", "ar", rtl=True)
    assert [cluster.text for cluster in clusters] == ["ب", "ي", "ت"]
    assert any(isinstance(cluster.glyph, Composite) for cluster in clusters)


def test_arabic_joins_across_a_run_boundary() -> None:
    """A word whose second half is bold still joins: context is given to the shaper."""
    face = stack("Arab", bold=False)[0]
    whole = shape_part(face, "سلام", 0, 2, rtl=True, lang="ar", script="Arab")
    alone = shape_part(face, "سل", 0, 2, rtl=True, lang="ar", script="Arab")
    assert whole.clusters[1].glyph != alone.clusters[1].glyph


def test_kerning_is_kept_and_text_with_it() -> None:
    """Kerned pairs move closer together."""
    together = sum(cluster.advance for cluster in _shape("AV", "Latn", "en"))
    apart = sum(cluster.advance for part in "AV" for cluster in _shape(part, "Latn", "en"))
    assert together < apart


def test_a_right_to_left_letter_is_a_composite_only_where_it_is_kerned() -> None:
    """A Hebrew alef that stands at its own distance is a plain glyph; one that is moved closer has the move inside."""
    plain, _ = _shape("אב", "Hebr", "he", rtl=True)
    kerned, _ = _shape("אי", "Hebr", "he", rtl=True)
    assert isinstance(plain.glyph, int)
    assert kerned.glyph == Composite(((plain.glyph, int(kerned.advance - plain.advance), 0),), int(kerned.advance))
    assert kerned.advance < plain.advance


def test_bidi_controls_draw_nothing_and_say_nothing() -> None:
    """Isolates disappear; a zero-width space stays with its neighbour, so that reading back is exact."""
    clusters = _shape("a\u2066b\u2069\u200bc", "Latn", "en")
    assert [cluster.text for cluster in clusters] == ["a", "b\u200b", "c"]
    assert _shape("\u2066\u2069", "Latn", "en") == ()


def test_a_joiner_between_arabic_letters_has_its_own_code() -> None:
    """Reversed for the page, a letter and its joiner must not change places: the joiner is a cluster without width."""
    clusters = _shape("می\u200cتو", "Arab", "fa", rtl=True)
    assert [cluster.text for cluster in clusters] == ["م", "ی", "\u200c", "ت", "و"]
    assert clusters[2].advance == 0


def test_a_joiner_keeps_the_bengali_ra_a_letter() -> None:
    """With it ra stands and ya goes below; without, ra is a sign above ya. Both say their text."""
    (ra,) = _shape("\u09b0", "Beng", "bn")
    joined, plain = (_shape(text, "Beng", "bn") for text in ("\u09b0\u200d\u09cd\u09af\u09be", "\u09b0\u09cd\u09af\u09be"))
    assert [cluster.text for cluster in joined] == ["\u09b0\u200d", "\u09cd\u09af", "\u09be"]
    assert [cluster.text for cluster in plain] == ["\u09b0\u09cd\u09af", "\u09be"]
    assert joined[0].glyph == ra.glyph != plain[0].glyph


def test_positions_by_offset() -> None:
    """The pen position of an offset inside a cluster is that of the next cluster's start."""
    shaped = shape_part(stack("Deva", bold=False)[0], "क्षमा", 0, 5, rtl=False, lang="hi", script="Deva")
    assert shaped.x(0) == 0
    assert shaped.x(3) == shaped.clusters[0].advance == shaped.x(1)
    assert shaped.x(5) == shaped.xs[-1] == sum(cluster.advance for cluster in shaped.clusters)


def test_a_cut_inside_a_conjunct_is_not_allowed() -> None:
    """A run may be cut only where its glyphs stay what they are."""
    shaped = shape_part(stack("Deva", bold=False)[0], "क्षमा", 0, 5, rtl=False, lang="hi", script="Deva")
    assert [shaped.cuttable(offset) for offset in range(6)] == [True, False, False, True, False, True]


def test_line_separators_are_said_as_spaces() -> None:
    """A line feed inside a text is drawn and said as a space."""
    assert [cluster.text for cluster in _shape("a\nb", "Latn", "en")] == ["a", " ", "b"]
