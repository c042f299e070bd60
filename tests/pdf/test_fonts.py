"""Embedded fonts: codes that say exactly their text, and font programs that draw what was shaped."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pytest
from fontTools.cffLib import CFFFontSet, TopDict
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from kit.errors import KitError
from kit.locale import find
from kit.pdf.fonts import DEFAULT_WIDTH, EmbeddedFont, FontObjects
from kit.pdf.fonts import _to_unicode as _to_unicode_cmap
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


def _compact(objects: FontObjects) -> TopDict:
    read = CFFFontSet()
    read.decompile(io.BytesIO(zlib.decompress(objects.program)), None)
    assert read.fontNames == [objects.base_font]
    return read[0]


Drawn = tuple[tuple[float, ...] | None, float, float | None]
"""The box of a glyph's outline, its width, and its left side bearing if the program tells one."""


def _drawing(objects: FontObjects) -> Callable[[int], Drawn]:
    """What the font program draws for a code."""
    if objects.cid_to_gid is None:
        top = _compact(objects)

        def keyed(code: int) -> Drawn:
            glyph, pen = top.CharStrings[f"cid{code:05d}"], BoundsPen(None)
            glyph.draw(pen)
            return pen.bounds, glyph.width, None

        return keyed
    program, cid_to_gid = _program(objects), objects.cid_to_gid
    glyph_set, order = program.getGlyphSet(), program.getGlyphOrder()

    def mapped(code: int) -> Drawn:
        name, pen = order[int.from_bytes(cid_to_gid[2 * code : 2 * code + 2], "big")], BoundsPen(glyph_set)
        glyph_set[name].draw(pen)
        return pen.bounds, *program["hmtx"][name]

    return mapped


def _to_unicode(objects: FontObjects) -> dict[int, str]:
    """What each code says; of a range the codes that have a glyph cannot be told from those that have none."""
    cmap = objects.to_unicode.decode("ascii")
    found = {}
    for block in re.findall(r"beginbfrange\n(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>$", block, re.MULTILINE):
            assert first[:2] == last[:2]
            found |= {code: chr(int(text, 16) + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    for block in re.findall(r"beginbfchar\n(.*?)endbfchar", cmap, re.DOTALL):
        pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", block, re.MULTILINE)
        found |= {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
    return found


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
        drawing = _drawing(objects)
        widths = {first + at: width for first, row in objects.widths for at, width in enumerate(row)}
        assert DEFAULT_WIDTH not in widths.values()
        for run in runs:
            for cluster in run.clusters if run.face is face else ():
                code = font.code(cluster.glyph, cluster.text)
                box, width, bearing = drawing(code)
                assert width == widths.get(code, DEFAULT_WIDTH)
                assert _close(box, _bounds(face, cluster))
                if box and bearing is not None:
                    assert bearing == pytest.approx(box[0], abs=1)


def _bounds(face: Face, cluster: Cluster) -> tuple[float, ...] | None:
    """The box of the outlines HarfBuzz gives for a cluster's glyphs, their offsets added."""
    pen = BoundsPen(None)
    for glyph, x, y in cluster.glyph.parts if isinstance(cluster.glyph, Composite) else ((cluster.glyph, 0, 0),):
        face.hb_font.draw_glyph_with_pen(glyph, TransformPen(pen, (1, 0, 0, 1, x, y)))
    return pen.bounds


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
    assert objects.cid_to_gid is not None
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
    assert (
        len(_compact(objects).CharStrings)
        == len({cluster.text for run in runs if run.face is runs[0].face for cluster in run.clusters}) + 1
    )
    runs = _runs("ar")
    objects = _embedded(runs, runs[0].face).objects()
    assert set(_program(objects).keys()) <= {"GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep", "fpgm", "cvt "}


def test_a_letter_of_many_has_its_character_for_a_code() -> None:
    """So the map from codes to text is a few ranges; another shape of the letter, or two letters as one, get codes of no character."""
    font = EmbeddedFont(stack("Hant", bold=False)[0])
    glyphs = {letter: font.face.hb_font.get_nominal_glyph(ord(letter)) for letter in "一丈下撥打，"}
    assert [font.code(glyph, letter) for letter, glyph in glyphs.items()] == [ord(letter) for letter in glyphs]
    other = font.code(glyphs["打"], "撥")
    both = font.code(Composite(((glyphs["撥"], 0, 0), (glyphs["打"], 1000, 0)), 2000), "撥打")
    assert all(0xE000 <= code < 0xF900 for code in (other, both))
    said = _to_unicode(font.objects())
    assert {said[code] for code in (other, both)} == {"撥", "撥打"}
    assert all(said[ord(letter)] == letter for letter in glyphs)
    assert font.objects().to_unicode.count(b"beginbfrange") == 1


@pytest.mark.parametrize("taken", [True, False])
def test_no_range_takes_in_a_code_that_says_something_else(taken: bool) -> None:
    """Codes of one row that are their characters are a range, up to one that is none; a range stays in its row (9.10.3)."""
    texts = {0x4E00: "一", 0x4E08: "丈", 0x4E0B: "下", 0x4EFF: "仿", 0x4F00: "伀", 0x5000: "倀"}
    cmap = _to_unicode_cmap({**texts, **({0x4E09: "九"} if taken else {})}).decode("ascii")
    assert ("<4E00> <4EFF> <4E00>\n" in cmap) is not taken
    assert ("<4E00> <4E08> <4E00>\n<4E0B> <4EFF> <4E0B>\n" in cmap) is taken
    assert "<4F00> <4F00>\n" in cmap.replace("<4F00> <4F00> ", "")
