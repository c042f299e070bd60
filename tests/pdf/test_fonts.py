"""Embedded fonts: codes that say exactly their text, and font programs that draw what was shaped."""

from __future__ import annotations

import io
import re
import zlib

import pytest
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

from kit.errors import KitError
from kit.locale import find
from kit.pdf.fonts import EmbeddedFont, FontObjects
from kit.text.faces import Face, MissingGlyph, stack
from kit.text.lines import Run, layout
from kit.text.shape import Cluster, Composite, shape
from kit.text.span import Span
from tests.specimens import SPECIMENS


def _runs(tag: str, *, bold: bool = False) -> list[Run]:
    locale = find(tag)
    spans = (Span(text=SPECIMENS[tag], lang=tag, bold=bold),)
    lines = layout(spans, script=locale.script, lang=tag, rtl=locale.rtl, size=12, width=300)
    return [run for line in lines for run in line.runs]


def _embedded(runs: list[Run], face: Face) -> EmbeddedFont:
    font = EmbeddedFont(face)
    for run in runs:
        if run.face is face:
            font.show(run.clusters)
    return font


def _program(objects: FontObjects) -> TTFont:
    data = zlib.decompress(objects.program)
    assert len(data) == objects.program_length
    return TTFont(io.BytesIO(data), checkChecksums=2, lazy=False)


def _to_unicode(objects: FontObjects) -> dict[int, str]:
    pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", objects.to_unicode.decode("ascii"), re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs if code != "0000"}


@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_codes_say_the_text(tag: str) -> None:
    """Read back through ToUnicode, the codes shown say the text of the clusters, in every script."""
    runs = _runs(tag)
    for face in {run.face for run in runs}:
        font = EmbeddedFont(face)
        shown = [(font.show(run.clusters), run.text) for run in runs if run.face is face]
        said = _to_unicode(font.objects())
        for operand, text in shown:
            codes = re.findall(r"[0-9A-F]{4}", "".join(re.findall(r"<([0-9A-F]*)>", operand)))
            assert "".join(said[int(code, 16)] for code in codes) == text


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_the_program_draws_what_was_shaped(tag: str, bold: bool) -> None:
    """Each code's glyph has the outline HarfBuzz gives for the cluster, at its weight, and W agrees with the font program."""
    runs = _runs(tag, bold=bold)
    for face in {run.face for run in runs}:
        font = _embedded(runs, face)
        objects = font.objects()
        program = _program(objects)
        glyph_set, order = program.getGlyphSet(), program.getGlyphOrder()
        widths = {first + at: width for first, row in objects.widths for at, width in enumerate(row)}
        for run in runs:
            for cluster in run.clusters if run.face is face else ():
                code = font.code(cluster.glyph, cluster.text)
                name = order[int.from_bytes(objects.cid_to_gid[2 * code : 2 * code + 2], "big")]
                assert program["hmtx"][name][0] == widths[code]
                pen = ControlBoundsPen(glyph_set)
                glyph_set[name].draw(pen)
                assert _close(pen.bounds, _bounds(face, cluster))
                if pen.bounds:
                    assert program["hmtx"][name][1] == pytest.approx(pen.bounds[0], abs=1)


def _bounds(face: Face, cluster: Cluster) -> tuple[float, ...] | None:
    """The box HarfBuzz gives for a cluster's glyphs, their offsets added."""
    parts = cluster.glyph.parts if isinstance(cluster.glyph, Composite) else ((cluster.glyph, 0, 0),)
    boxes = []
    for glyph, x, y in parts:
        extents = face.hb_font.get_glyph_extents(glyph)
        if extents is not None and extents.width:
            left, top = x + extents.x_bearing, y + extents.y_bearing
            boxes.append((left, top + extents.height, left + extents.width, top))
    lefts, bottoms, rights, tops = zip(*boxes, strict=True) if boxes else ((), (), (), ())
    return (min(lefts), min(bottoms), max(rights), max(tops)) if boxes else None


def _close(one: tuple[float, ...] | None, other: tuple[float, ...] | None) -> bool:
    """Whether boxes agree up to the rounding of outlines."""
    if one is None or other is None:
        return one is other
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


def test_kerning_is_shown() -> None:
    """Advances that differ from the glyph's width become adjustments inside TJ."""
    face = stack("Latn", bold=False)[0]
    assert re.fullmatch(r"\[<[0-9A-F]{4}>\d+<[0-9A-F]{4}>\]", EmbeddedFont(face).show(shape(face, "AV", lang="en")))
    assert re.fullmatch(r"\[<([0-9A-F]{4})\1>\]", EmbeddedFont(face).show(shape(face, "nn", lang="en")))


def test_a_right_to_left_word_is_one_string() -> None:
    """Kerning inside a word drawn right to left is baked into its glyphs: turning strings round must not turn their pieces."""
    face = stack("Latn", bold=False)[0]
    clusters = shape(face, "AVA", rtl=True, lang="en")
    assert sum(cluster.advance for cluster in clusters) == sum(cluster.advance for cluster in shape(face, "AVA", lang="en"))
    assert re.fullmatch(r"\[<[0-9A-F]{12}>\]", EmbeddedFont(face).show(reversed(clusters)))
    for tag in ("ar", "fa", "he"):
        for run in _runs(tag):
            if run.rtl:
                assert EmbeddedFont(run.face).show(reversed(run.clusters)).count("<") == 1


def test_one_glyph_with_two_meanings_has_two_codes() -> None:
    """The same shape said differently is told apart: exactness is per (glyph, text)."""
    font = EmbeddedFont(stack("Latn", bold=False)[0])
    glyph = font.face.hb_font.get_nominal_glyph(ord("A"))
    latin, greek = font.code(glyph, "A"), font.code(glyph, "Α")  # Greek capital alpha
    assert font.code(glyph, "A") == latin != greek
    objects = font.objects()
    assert _to_unicode(objects) == {latin: "A", greek: "Α"}
    assert objects.cid_to_gid[2 * latin : 2 * latin + 2] == objects.cid_to_gid[2 * greek : 2 * greek + 2] != b"\0\0"


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "Quartz Clinic 6789"),
        ("es", "Clínica Ñuñoa"),
        ("ar", "عيادة الميناء"),
        ("hi", "बंदरगाह क्लिनिक"),
        ("zh-Hans", "港口诊所"),
    ],
)
def test_the_name_of_a_clinic_renumbers_no_other_word(tag: str, name: str) -> None:
    """A page is the same bytes whatever name stands on the page before it, with letters that only the name has."""
    runs = _runs(tag)
    face = max((run.face for run in runs), key=lambda face: sum(run.face is face for run in runs))
    alone, after = EmbeddedFont(face), EmbeddedFont(face)
    after.show(shape(face, name, lang=tag, rtl=find(tag).rtl))
    for run in runs:
        if run.face is face:
            assert after.show(run.clusters) == alone.show(run.clusters)


def test_a_missing_glyph_is_refused() -> None:
    """Glyph 0 never gets a code, alone or inside a composite."""
    font = EmbeddedFont(stack("Latn", bold=False)[0])
    for glyph in (0, Composite(((5, 0, 0), (0, 10, 0)), 500)):
        with pytest.raises(MissingGlyph):
            font.code(glyph, "x")


@pytest.mark.parametrize("text", ["", "\ue000", "\ufffd", "\ufeff", "\U000f0000", "\x00", "\uffff"])
def test_what_cannot_be_spoken_is_refused(text: str) -> None:
    """Private-use and replacement characters, noncharacters and nothing at all never reach ToUnicode."""
    with pytest.raises(KitError, match="could speak"):
        EmbeddedFont(stack("Latn", bold=False)[0]).code(5, text)


def test_bytes_depend_on_nothing_before() -> None:
    """The same text gives the same objects in the same process after other fonts were made, and other text another tag."""
    runs = _runs("ar")
    face = runs[0].face
    first = _embedded(runs, face).objects()
    _embedded(_runs("fa"), face).objects()
    assert _embedded(runs, face).objects() == first
    assert _embedded(_runs("fa"), face).objects().base_font != first.base_font
    assert re.fullmatch(r"[A-Z]{6}\+NotoSansArabic-Regular", first.base_font)


def test_only_what_is_used_is_embedded() -> None:
    """A short Chinese text takes a few kilobytes of a face of 17 megabytes, and no layout tables."""
    runs = _runs("zh-Hans")
    objects = _embedded(runs, runs[0].face).objects()
    assert len(objects.program) < 15_000
    assert set(_program(objects).keys()) <= {"GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep", "fpgm", "cvt "}
