"""The contact sheet of the pictograms: it is the one of today's drawings, and it shows each in every way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit.errors import ContentError
from tools import contact_sheet

CONTENT = Path(__file__).parent.parent / "content" / "pictograms"


def test_sheet_is_up_to_date() -> None:
    """docs/pictograms.html is what the drawings and pictograms.yaml give now."""
    assert contact_sheet.PAGE.read_text(encoding="utf-8") == contact_sheet.page(CONTENT), "run python3 -m tools.contact_sheet"


def test_sheet_shows_each_drawing_in_every_way() -> None:
    """Each drawing is there at three sizes, twice reversed and in four copies, once with words for those who can't see it."""
    page = contact_sheet.page(CONTENT)
    for drawing in CONTENT.glob("*.svg"):
        uses = re.findall(rf'<use href="#{drawing.stem}"[^>]*>', page)
        assert len(uses) == 9
        assert sum("filter=" in use for use in uses) == 4
    assert page.count('role="img"') == len(list(CONTENT.glob("*.svg")))
    assert page.count("url(#") == sum(page.count(f"url(#{name})") for name in re.findall(r'<filter id="([a-z0-9-]+)"', page))


def test_sheet_asks_for_nothing_from_outside() -> None:
    """The page holds no address and no script, so that it can be read without a connection."""
    assert not re.search(r"https?:|<script|@import|src=", contact_sheet.page(CONTENT))


def test_sheet_of_faulty_drawings_is_refused(tmp_path: Path) -> None:
    """A drawing about which nothing is said gives a fault, not a page with a gap."""
    (tmp_path / "cup.svg").write_bytes((CONTENT / "clock.svg").read_bytes())
    (tmp_path / "pictograms.yaml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"the drawing cup\.svg has no entry"):
        contact_sheet.page(tmp_path)


def test_check_says_when_the_sheet_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--check writes nothing and ends with 1 while the page is missing or old, with 0 once it is written."""
    monkeypatch.setattr(contact_sheet, "PAGE", tmp_path / "docs" / "pictograms.html")
    monkeypatch.setattr("sys.argv", ["contact_sheet", "--check"])
    assert contact_sheet.main() == 1
    assert not contact_sheet.PAGE.exists()
    monkeypatch.setattr("sys.argv", ["contact_sheet"])
    assert contact_sheet.main() == 0
    monkeypatch.setattr("sys.argv", ["contact_sheet", "--check"])
    assert contact_sheet.main() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "docs/pictograms.html is up to date"
