"""Colours as a deck writes them: of a theme, by name, lighter, darker, duller, turned, see-through."""

from __future__ import annotations

import pytest
from lxml import etree

from kit.checks.deck.mixing import mixed, over

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_THEME = {"accent1": "808080", "tx1": "204060"}


def _color(said: str) -> str:
    """The colour of `kind=value change=value …`."""
    (kind, value), *changes = (part.split("=") for part in said.split())
    inner = "".join(f'<{name} val="{amount}"/>' for name, amount in changes)
    return mixed(etree.fromstring(f'<{kind} xmlns="{_A}" val="{value}">{inner}</{kind}>'), _THEME)


@pytest.mark.parametrize(
    ("said", "color"),
    [
        ("srgbClr=0a0b0c", "0A0B0C"),
        ("schemeClr=accent1", "808080"),
        ("schemeClr=accent9", ""),
        ("prstClr=navy", "000080"),
        ("prstClr=mauve", ""),
        ("schemeClr=accent1 lumMod=50000", "404040"),
        ("schemeClr=accent1 lumMod=50%", "404040"),
        ("schemeClr=accent1 lumOff=20000", "B3B3B3"),
        ("schemeClr=accent1 lumOff=60000", "FFFFFF"),
        ("schemeClr=accent1 lumMod=50000 lumOff=50000", "C0C0C0"),
        ("schemeClr=accent1 lum=25000", "404040"),
        ("schemeClr=tx1 satMod=0", "404040"),
        ("schemeClr=tx1 sat=0", "404040"),
        ("schemeClr=tx1 satMod=200000", "004080"),
        ("schemeClr=tx1 satOff=50000", "004080"),
        ("schemeClr=tx1 satOff=-50000", "404040"),
        ("srgbClr=00FF00 hueMod=50000", "FFFF00"),
        ("srgbClr=00FF00 hueMod=400000", "00FF00"),
        ("srgbClr=00FF00 hueOff=50000", "00FF00"),
        ("srgbClr=000000 tint=50000", "BCBCBC"),
        ("srgbClr=FFFFFF shade=50000", "BCBCBC"),
        ("srgbClr=000000 tint=99900", "030303"),
        ("srgbClr=0A0A0A shade=50000", "050505"),
        ("schemeClr=accent1 alpha=50000", "80808080"),
        ("schemeClr=accent1 alpha=50000 alpha=50000", "80808040"),
        ("schemeClr=accent1 alpha=100000", "808080"),
        ("schemeClr=accent1 alpha=-1000", "80808000"),
        ("schemeClr=accent1 comp=1", ""),
        ("schemeClr=accent1 lumMod=half", ""),
    ],
)
def test_a_changed_colour_is_the_one_that_people_see(said: str, color: str) -> None:
    """Shares are of the light, the richness, the turn or the thickness; what can't be known is no colour."""
    assert _color(said) == color


@pytest.mark.parametrize(
    ("ink", "seen"), [("102030", "102030"), ("FF000000", "00FF00"), ("FF0000FF", "FF0000"), ("FF000080", "807F00")]
)
def test_a_see_through_colour_is_mixed_with_its_ground(ink: str, seen: str) -> None:
    """As much of the ink as it is thick, the rest of the green below it."""
    assert over(ink, "00FF00") == seen
