"""kit.formats.deck.theme: contrast that is computed, fonts that a stock machine has."""

import pytest

from kit import colour
from kit.formats.deck import theme
from kit.locale import find
from tests.specimens import SPECIMENS

_STOCK = {
    "Arial",
    "Ebrima",
    "Gadugi",
    "Leelawadee UI",
    "MV Boli",
    "Malgun Gothic",
    "Microsoft Himalaya",
    "Microsoft JhengHei",
    "Microsoft YaHei",
    "Microsoft Yi Baiti",
    "Mongolian Baiti",
    "Myanmar Text",
    "Nirmala UI",
    "Segoe UI",
    "Segoe UI Historic",
    "Tahoma",
    "Yu Gothic",
}


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21:1, and the order of the colours does not matter."""
    assert colour.contrast("000000", "FFFFFF") == pytest.approx(21)
    assert colour.contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert colour.contrast("FFFFFF", "767676") == colour.contrast("767676", "FFFFFF")


@pytest.mark.parametrize("ground", ["lt1", "lt2"])
def test_text_colours_read_at_seven_to_one(ground: str) -> None:
    """Every colour that words may take reads at 7:1 on white and on the tint of table heads (WCAG 2.2, 1.4.6)."""
    for slot in ("dk1", "dk2", "accent1", "accent2", "accent3", "accent4", "hlink", "folHlink"):
        assert colour.contrast(theme.PALETTE[slot], theme.PALETTE[ground]) >= 7


def test_white_reads_on_the_section_marker() -> None:
    """The section's number is white on deep blue: 7:1 at least."""
    assert colour.contrast(theme.PALETTE["lt1"], theme.PALETTE["dk2"]) >= 7


def test_a_pale_colour_would_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted text colour of 4.5:1 stops the program, so that no deck is made with it."""
    monkeypatch.setitem(theme.PALETTE, "accent1", "767676")
    with pytest.raises(AssertionError, match="accent1"):
        theme.assert_contrast()


def test_fonts_are_stock() -> None:
    """The theme names only fonts that stock Windows has, for at least 25 scripts."""
    assert set(theme.SCRIPT_FONTS.values()) <= _STOCK
    assert len(theme.SCRIPT_FONTS) >= 25


@pytest.mark.parametrize("tag", SPECIMENS)
def test_every_locale_has_fonts_in_all_slots(tag: str) -> None:
    """Each slot names a font, and the slot that the script's letters take is the script's own."""
    fonts = theme.fonts(find(tag).script)
    assert fonts.latin
    assert fonts.east_asian
    assert fonts.complex_script
    assert theme.line(find(tag).script) >= 1.2


@pytest.mark.parametrize(
    ("script", "slot", "font"),
    [
        ("Deva", "complex_script", "Nirmala UI"),
        ("Arab", "complex_script", "Tahoma"),
        ("Hans", "east_asian", "Microsoft YaHei"),
        ("Kore", "east_asian", "Malgun Gothic"),
        ("Ethi", "latin", "Ebrima"),
        ("Thai", "complex_script", "Leelawadee UI"),
    ],
)
def test_the_slot_is_chosen_by_code_point(script: str, slot: str, font: str) -> None:
    """PowerPoint picks the slot by code point (ISO/IEC 29500-1, 21.1.2.3): the script's font must stand in that one."""
    assert getattr(theme.fonts(script), slot) == font


def test_tall_scripts_get_taller_lines() -> None:
    """Burmese and Thai need more than single spacing."""
    assert theme.line("Latn") == 1.21
    assert theme.line("Mymr") > theme.line("Thai") > theme.line("Latn")
