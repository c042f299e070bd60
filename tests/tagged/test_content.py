"""The interpreter of drawing instructions knows where, how large, in what colour and in which sequence things are painted."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from kit.tagged.content import read_page
from kit.tagged.fonts_in_use import FontsInUse
from kit.tagged.marks import Mark, PaintedPage, inside


def _page(code: str, **resources: pikepdf.Object) -> PaintedPage:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(600, 800))
    page = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.F, FirstChar=32, Widths=Array([500] * 95))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font), **resources)
    page.obj.Contents = pdf.make_stream(code.encode())
    out = read_page(1, page, FontsInUse())
    out.source = pdf  # keeps the file alive while its objects are looked at
    return out


def _mark(code: str, **resources: pikepdf.Object) -> Mark:
    (mark,) = _page(code, **resources).marks
    return mark


def test_text_has_a_place_and_a_size_after_all_matrices() -> None:
    """A text matrix inside a scaled graphics state: size, baseline and width are those on the page."""
    mark = _mark("2 0 0 2 10 20 cm BT /F1 12 Tf 1 0 0 1 5 6 Tm (ab) Tj ET")
    assert (mark.text, mark.size, mark.base) == ("ab", 24, 32)
    assert mark.box == pytest.approx((20, 32 - 4.8, 44, 32 + 18))


def test_spaces_at_the_ends_take_no_room() -> None:
    """The box of a text is that of its ink."""
    assert _mark("BT /F1 10 Tf ( a ) Tj ET").box[::2] == pytest.approx((5, 10))
    assert _mark("BT /F1 10 Tf (  ) Tj ET").box[::2] == pytest.approx((0, 10))  # there is none


def test_text_moves_on_by_every_operator() -> None:
    """Td, TD, T*, quotes and adjustments in TJ put each piece where it belongs."""
    page = _page("BT /F1 10 Tf 14 TL 100 700 Td (a) Tj (b) Tj T* (c) Tj (d) ' [(e) -1000 (f)] TJ 0 -20 TD (g) Tj ET")
    assert [(mark.text, round(mark.box[0]), round(mark.base)) for mark in page.marks] == [
        ("a", 100, 700),
        ("b", 105, 700),
        ("c", 100, 686),
        ("d", 100, 672),
        ("ef", 105, 672),
        ("g", 100, 652),
    ]
    assert page.marks[4].box[2] == pytest.approx(125)


@pytest.mark.parametrize(
    ("code", "color"),
    [
        ("0.5 g", (0.5, 0.5, 0.5)),
        ("1 0 0 rg", (1, 0, 0)),
        ("0 1 1 0.5 k", (0.5, 0, 0)),
        ("/DeviceRGB cs 0 1 0 sc", (0, 1, 0)),
        ("/Icc cs 0 0 1 scn", (0, 0, 1)),
        ("/Spot cs 1 scn", None),
    ],
)
def test_colours_are_told_in_red_green_and_blue(code: str, color: tuple[float, float, float] | None) -> None:
    """Device spaces and ICC spaces count by their components; of spot colours nothing is claimed."""
    pdf = pikepdf.new()
    profile = pdf.make_stream(b"", N=3)
    spaces = Dictionary(Icc=Array([Name.ICCBased, profile]), Spot=Array([Name.Separation, Name.Gold, Name.DeviceGray]))
    assert _mark(f"{code} 1 1 5 5 re f", ColorSpace=spaces).fill == color


def test_a_restored_state_is_the_old_one() -> None:
    """Colour, matrix and clip come back with Q."""
    first, second = _page("q 1 g 2 0 0 2 0 0 cm 0 0 5 5 re W n 0 0 9 9 re f Q 0 0 9 9 re f").marks
    assert (first.fill, first.box, len(first.clips)) == ((1, 1, 1), (0, 0, 18, 18), 1)
    assert (second.fill, second.box, len(second.clips)) == ((0, 0, 0), (0, 0, 9, 9), 0)
    assert first.covers(5, 5)
    assert not first.covers(15, 15)


def test_a_frame_does_not_cover_what_it_surrounds() -> None:
    """By the even-odd rule, and by winding the other way round, the inside of a frame is bare."""
    by_rule = _mark("0 0 100 100 re 10 10 80 80 re f*")
    by_winding = _mark("0 0 100 100 re 10 10 m 10 90 l 90 90 l 90 10 l h f")
    for mark in (by_rule, by_winding):
        assert mark.covers(5, 5)
        assert not mark.covers(50, 50)
    assert inside((((0, 0), (4, 0), (4, 4), (0, 4)),), 2, 2, even_odd=False)


def test_marked_content_is_known_for_each_mark() -> None:
    """Sequences nest; the owner is the innermost with a number; property lists may be named in the resources."""
    page = _page(
        "/P <</MCID 3>> BDC /Span <</Lang (es) /ActualText (x)>> BDC 0 0 1 1 re f EMC EMC /Artifact /Foot BDC 0 0 1 1 re f EMC",
        Properties=Dictionary(Foot=Dictionary(Type=Name.Pagination, Subtype=Name.Footer)),
    )
    tagged, foot = page.marks
    assert tagged.owner is not None
    assert (tagged.owner.tag, tagged.owner.mcid, tagged.scopes[1].lang, tagged.scopes[1].actual) == ("P", 3, "es", "x")
    assert foot.artifact is not None
    assert (foot.artifact.kind, foot.artifact.subtype, foot.owner) == ("Pagination", "Footer", None)


def test_forms_are_entered_with_their_matrix_and_their_own_numbers() -> None:
    """A form XObject is painted where it is put; with StructParents its MCIDs are its own."""
    pdf = pikepdf.new()
    form = pdf.make_indirect(
        pdf.make_stream(
            b"/P <</MCID 0>> BDC 0 0 5 5 re f EMC",
            Subtype=Name.Form,
            BBox=Array([0, 0, 9, 9]),
            Matrix=Array([1, 0, 0, 1, 100, 0]),
            StructParents=4,
        )
    )
    pdf.add_blank_page(page_size=(600, 800))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"1 0 0 1 0 50 cm /X Do")
    (mark,) = read_page(1, pdf.pages[0], FontsInUse()).marks
    assert mark.box == (100, 50, 105, 55)
    assert mark.owner is not None
    assert mark.owner.stream == form.objgen


def test_a_form_that_holds_itself_is_told_and_left() -> None:
    """Endless nesting ends in a fault, not in a hang."""
    pdf = pikepdf.new()
    form = pdf.make_indirect(pdf.make_stream(b"/X Do", Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.add_blank_page()
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")
    assert read_page(1, pdf.pages[0], FontsInUse()).faults == [("content", "form XObjects are nested too deep")]
