"""Character codes are turned into text, widths and glyphs as the font says."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from kit.budget import Budget
from kit.tagged.closures import Closures
from kit.tagged.fonts import Font, encoded_names, parse_cmap
from kit.tagged.fonts_in_use import FontsInUse


@pytest.fixture
def pdf() -> pikepdf.Pdf:
    """An empty file to hold streams."""
    return pikepdf.new()


def test_a_cmap_gives_single_codes_ranges_and_arrays() -> None:
    """All three ways to write a mapping, with several characters for one code and one beyond the basic plane."""
    cmap = parse_cmap(
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"3 beginbfchar <0001> <0066 0069> <0002> <D83DDE00> <3> <0041> endbfchar\n"
        b"3 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0031> <00320033>] <0040> <0041> <0071> endbfrange"
    )
    assert cmap.lengths == {2}
    assert cmap.texts == {1: "fi", 2: "😀", 0x30: "A", 16: "a", 17: "b", 18: "c", 32: "1", 33: "23", 64: "q", 65: "r"}


def test_a_cmap_gives_cids() -> None:
    """An embedded encoding maps codes to CIDs singly and by range."""
    assert parse_cmap(b"1 begincidchar <05> 9 endcidchar 1 begincidrange <10> <12> 100 endcidrange").cids == {
        5: 9,
        16: 100,
        17: 101,
        18: 102,
    }


def test_a_broken_cmap_gives_what_it_can() -> None:
    """Ranges without an end and stray tokens are passed over."""
    assert parse_cmap(b"beginbfrange <00> <01> endbfrange beginbfchar <01> <0041> <02> endbfchar").texts == {1: "A"}


def test_a_simple_font_reads_by_its_encoding() -> None:
    """Without ToUnicode, WinAnsi and a Differences array tell the text; widths come from FirstChar on."""
    font = Font(
        Dictionary(
            Subtype=Name.TrueType,
            BaseFont=Name.Some,
            FirstChar=65,
            Widths=Array([600, 700]),
            Encoding=Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([66, Name.eacute, Name.fi])),
        )
    )
    glyphs = font.decode(b"ABC\x93")
    assert [glyph.text for glyph in glyphs] == ["A", "é", "ﬁ", "“"]
    assert [glyph.width for glyph in glyphs] == [600, 700, 0, 0]
    assert not font.embedded


def test_a_composite_font_has_widths_and_glyphs_by_cid(pdf: pikepdf.Pdf) -> None:
    """Both forms of the W array, the default width, and the map from CID to glyph."""
    below = Dictionary(
        Subtype=Name.CIDFontType2,
        DW=500,
        W=Array([1, Array([300, 400]), 5, 6, 900]),
        CIDToGIDMap=pdf.make_stream(bytes((0, 0, 0, 7, 0, 8))),
    )
    font = Font(Dictionary(Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([below])))
    glyphs = font.decode(b"\0\1\0\2\0\5\0\x09")
    assert [glyph.width for glyph in glyphs] == [300, 400, 900, 500]
    assert [glyph.gid for glyph in glyphs] == [7, 8, 0, 0]
    assert [glyph.text for glyph in glyphs] == [""] * 4
    assert set(font.used) == {1, 2, 5, 9}


def test_a_map_to_unicode_may_be_the_name_of_the_identity() -> None:
    """Then the codes are the letters, as pdf.js, poppler and veraPDF read them."""
    below = Array([Dictionary(Subtype=Name.CIDFontType2)])
    font = Font(
        Dictionary(Subtype=Name.Type0, DescendantFonts=below, ToUnicode=Name("/Identity-H"), Encoding=Name("/Identity-H"))
    )
    assert [glyph.text for glyph in font.decode(b"\0A\xd8\x01")] == ["A", ""]


def test_the_mac_encoding_of_pdf_has_no_euro() -> None:
    """Code 333 (octal) is the currency sign, whatever Apple made of it since (ISO 32000-1, annex D.2)."""
    names = encoded_names(Dictionary(Encoding=Name.MacRomanEncoding))
    assert (names[0xDB], names[0x41]) == ("currency", "A")


def _simple(name: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/" + name), FirstChar=65, Widths=Array([600]))


def test_fonts_of_a_page_have_keys_of_their_own_in_the_order_in_which_they_are_met() -> None:
    """A direct font is read each time it is met, as nothing tells it from another; what is no font is none."""
    fonts = FontsInUse()
    found = [fonts.get(_simple(name)) for name in ("One", "Two", "One")]
    assert [font.key for font in found if font] == [b"0", b"1", b"2"]
    assert fonts.all == found
    assert fonts.get(Array([1])) is None
    assert fonts.get("no object") is None
    assert fonts.all == found
    assert fonts.met(_simple("One")) is None


def test_a_font_of_a_file_is_read_once_and_paid_once(pdf: pikepdf.Pdf) -> None:
    """By its number in the file; with the file's closures also by what it holds, and from file to file."""
    one, twin, other = (pdf.make_indirect(_simple(name)) for name in ("One", "One", "Other"))
    budget = Budget()
    fonts = FontsInUse(budget)
    first = fonts.get(one)
    paid = fonts.paid
    assert fonts.get(one) is first is fonts.met(one)
    assert fonts.paid == paid
    assert fonts.get(twin) is not first
    assert len(fonts.all) == 2
    closed = FontsInUse(budget, Closures(pdf))
    assert closed.get(one) is closed.get(twin) is closed.met(twin)
    assert closed.get(other) is not closed.get(one)
    assert len(closed.all) == 2
    again = FontsInUse(Budget(), Closures(pdf))
    kept, known = again.get(one), closed.get(one)
    assert kept is not None
    assert known is not None
    assert kept is not known
    assert kept.tables is known.tables
    assert kept.key == known.key
