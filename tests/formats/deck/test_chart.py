"""kit.formats.deck.chart: a native chart that can be edited, and its workbook."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest
from lxml import etree

from kit.document import Timeline
from kit.formats.deck.chart import chart, workbook
from kit.formats.deck.language import Language
from kit.locale import find
from tests.formats.deck.conftest import NS
from tests.sample import sample

_SHEET = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def _timeline(tag: str = "en") -> Timeline:
    return next(block for block in sample(tag).sections[0].blocks if isinstance(block, Timeline))


def _chart(timeline: Timeline, tag: str = "en"):
    return etree.fromstring(chart(timeline, Language(find(tag))))


def test_series_differ_in_dash_and_mark() -> None:
    """Lines are told apart without colour (WCAG 2.2, 1.4.1): dash and mark differ."""
    series = _chart(_timeline()).xpath("//c:ser", namespaces=NS)
    looks = {(one.find(".//a:prstDash", NS).get("val"), one.find(".//c:symbol", NS).get("val")) for one in series}
    assert len(looks) == len(series) == 2


def test_axes_have_titles_and_each_line_its_name() -> None:
    """Both axes have a title in words, each line has its name at one of its points, and the upright axis has no numbers."""
    found = _chart(_timeline())
    titles = ["".join(title.itertext()).strip() for title in found.xpath("//c:valAx/c:title", namespaces=NS)]
    assert titles == ["Days since last use", "How strong"]
    named = found.xpath("//c:ser/c:dLbls/c:dLbl[c:showSerName/@val='1']", namespaces=NS)
    assert len(named) == len(found.xpath("//c:ser", namespaces=NS))
    assert found.find(".//c:legend", NS) is None
    assert found.xpath("//c:valAx/c:tickLblPos/@val", namespaces=NS) == ["nextTo", "none"]


def test_a_lines_name_stands_on_no_line() -> None:
    """A long name is moved over all that the lines do in its width; where its line is flat and alone it stays at its point."""
    days = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)
    upper, lower = (0, 6, 8, 9, 8, 8, 7, 7, 6, 6, 6), (0, 5, 7, 6, 5, 4, 3, 3, 3, 3, 3)
    first, second = _timeline().series
    made = dataclasses.replace(
        _timeline(),
        points=tuple((day, _timeline().points[0][1]) for day in days),
        series=(dataclasses.replace(first, values=upper), dataclasses.replace(second, values=lower)),
    )
    found = _chart(made).xpath("//c:dLbl", namespaces=NS)
    sides = [one.find("c:dLblPos", NS).get("val") for one in found]
    moved = [float(one.findtext("c:layout/c:manualLayout/c:y", "0", NS) or 0) for one in found]
    assert sides == ["t", "b"]
    assert moved[0] <= 0.0 <= moved[1]


def test_days_stand_where_they_are() -> None:
    """The time axis is a scale of days from 0: unequal times stand at unequal distances."""
    found = _chart(_timeline())
    assert found.xpath("//c:ser[1]/c:xVal//c:v/text()", namespaces=NS) == ["1", "3"]
    assert found.xpath("//c:valAx[1]/c:scaling/c:min/@val", namespaces=NS) == ["0"]


def test_the_workbook_holds_what_the_chart_shows() -> None:
    """Each cell range the chart names is in its workbook, with the same values."""
    timeline = _timeline()
    book = zipfile.ZipFile(io.BytesIO(workbook(timeline, Language(find("en")), "2026-11-22")))
    sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = {cell.get("r"): "".join(cell.itertext()) for cell in sheet.iterfind(".//s:c", _SHEET)}
    assert cells == {
        "A1": "Days since last use", "B1": "Body signs", "C1": "Cravings",
        "A2": "1", "B2": "4", "C2": "6",
        "A3": "3", "B3": "9", "C3": "8",
    }  # fmt: skip
    formulas = _chart(timeline).xpath("//c:f/text()", namespaces=NS)
    assert set(formulas) == {"Sheet1!$A$2:$A$3", "Sheet1!$B$1", "Sheet1!$C$1", "Sheet1!$B$2:$B$3", "Sheet1!$C$2:$C$3"}


def test_an_arabic_sheet_runs_right_to_left() -> None:
    """The workbook's sheet is laid out in the deck's direction."""
    book = zipfile.ZipFile(io.BytesIO(workbook(_timeline("ar"), Language(find("ar")), "2026-11-22")))
    assert b'rightToLeft="1"' in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("last", "wanted"), [(7.0, "7"), (10.0, "10"), (13.0, "14"), (60.0, "60")])
def test_the_axis_ends_on_a_round_day(last: float, wanted: str) -> None:
    """The axis goes in round steps, at most eight, up to the last day or just past it."""
    timeline = _timeline()
    points = (timeline.points[0], (last, timeline.points[1][1]))
    found = _chart(dataclasses.replace(timeline, points=points))
    assert found.xpath("//c:valAx[1]/c:scaling/c:max/@val", namespaces=NS) == [wanted]
