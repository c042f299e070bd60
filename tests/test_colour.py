"""One set of colours: their contrast by the formula of WCAG, at its borders, and high enough wherever two meet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit import colour


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, a colour on itself 1, and the greys at the borders of 4.5 and 3 fall on their own sides."""
    assert colour.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colour.contrast("#123456", "123456") == 1
    assert colour.contrast("#767676", "#FFFFFF") > 4.5 > colour.contrast("#777777", "#FFFFFF")
    assert colour.contrast("#949494", "#FFFFFF") > 3 > colour.contrast("#959595", "#FFFFFF")
    assert colour.contrast((0, 0, 0), (1, 1, 1)) == colour.contrast("#FFFFFF", "#000000")


@pytest.mark.parametrize("tokens", [colour.LIGHT, colour.DARK], ids=["light", "dark"])
def test_every_ink_stands_out_from_every_ground(tokens: dict[str, str]) -> None:
    """Text reaches 7:1 and lines 4.5:1, by day and by night."""
    for ground in colour.GROUNDS:
        assert all(colour.contrast(tokens[ink], tokens[ground]) >= 7 for ink in colour.INKS), ground
        assert all(colour.contrast(tokens[line], tokens[ground]) >= 4.5 for line in colour.LINES), ground


@pytest.mark.parametrize("code", ["", "#12345", "#1234567", "red", "#GG0000", "##123456"])
def test_what_is_no_colour_is_refused(code: str) -> None:
    """Only six hexadecimal digits are a colour."""
    with pytest.raises(ValueError, match="not a colour"):
        colour.rgb(code)


def test_contrast_is_computed_in_one_place(root: Path) -> None:
    """No other module holds the formula."""
    formula = [path.name for path in (root / "kit").rglob("*.py") if re.search(r"0\.2126|0\.7152", path.read_text("utf-8"))]
    assert formula == ["colour.py"]
