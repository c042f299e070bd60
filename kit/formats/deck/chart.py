"""A timeline as a native chart with its workbook, so that a counselor can change a value in PowerPoint.

An XY chart with straight lines and marks, because days at even steps must stand at even steps: equal gaps for unequal times
would mislead. Series differ in dash and mark, not in colour alone (WCAG 2.2, 1.4.1). Left out on purpose: any other chart.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from kit.document import Timeline, plain
from kit.formats.deck import theme
from kit.formats.deck.language import Language
from kit.formats.deck.packing import zipped
from kit.formats.deck.shapes import Para
from kit.formats.deck.template import render

_LOOKS = (
    ("tx2", "solid", "circle"),
    ("accent3", "dash", "diamond"),
    ("accent1", "sysDot", "square"),
    ("accent4", "dashDot", "triangle"),
)
_COLUMNS = "BCDE"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_TYPES = {"/xl/workbook.xml": f"{_SHEET}sheet.main+xml", "/xl/worksheets/sheet1.xml": f"{_SHEET}worksheet+xml"}
_RELATIONS = {
    "office": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "package": "http://schemas.openxmlformats.org/package/2006/relationships",
}


def chart(timeline: Timeline, language: Language, tone: Callable[[str], str] = str) -> bytes:
    """The chart part; its workbook is the part it is related to first.

    `tone` says which of the theme's colours stands in for another. Each line has its name beside it, where it is farthest from the others, and the upright axis has no numbers: it is a sketch, not a measurement.
    """
    days = [day for day, _ in timeline.points]
    series = [
        {"name": language.bare(plain(one.name.text)), "marks": [_number(v) for v in one.values], "column": column}
        | dict(zip(("named_at", "above"), _named_at(timeline, at), strict=True))
        | dict(zip(("color", "dash", "symbol"), (tone(look[0]), *look[1:]), strict=True))
        for at, (one, column, look) in enumerate(zip(timeline.series, _COLUMNS, _LOOKS, strict=False))
    ]
    unit = _unit(max(days))
    return render(
        "chart",
        l=language,
        size=theme.SMALL_SIZE,
        named=theme.BODY_SIZE,
        series=series,
        days=[_number(day) for day in days],
        last=_number(math.ceil(max(days) / unit) * unit),
        x_unit=_number(unit),
        y_unit=_number(_unit(timeline.top)),
        top=_number(timeline.top),
        x_title=list(language.runs(Para(text=timeline.x_title))),
        y_title=list(language.runs(Para(text=timeline.y_title))),
    )


def _named_at(timeline: Timeline, line: int) -> tuple[int, bool]:
    """The point of a line at which its name stands, and whether above it: inside the chart, away from the other lines."""
    last = timeline.points[-1][0]
    own = timeline.series[line].values
    others = [one.values for at, one in enumerate(timeline.series) if at != line]
    inner = [at for at, (day, _) in enumerate(timeline.points) if 0.3 <= day / last <= 0.75] or list(range(len(own)))

    def away(at: int) -> float:
        return min((abs(own[at] - other[at]) for other in others), default=0.0)

    best = max(inner, key=away)
    return best, all(own[best] >= other[best] for other in others)


def workbook(timeline: Timeline, language: Language, date: str) -> bytes:
    """The chart's data as a small xlsx file: days in column A, one column for each line."""
    heads = [language.bare(plain(text.text)) for text in (timeline.x_title, *(one.name for one in timeline.series))]
    table: list[list[str | float]] = [list(heads)]
    for index, (day, _) in enumerate(timeline.points):
        table.append([_number(day), *(_number(one.values[index]) for one in timeline.series)])
    parts = {
        "[Content_Types].xml": render("content_types", types=_TYPES),
        "_rels/.rels": render("relations", relations=[("officeDocument", "xl/workbook.xml")], **_RELATIONS),
        "xl/_rels/workbook.xml.rels": render("relations", relations=[("worksheet", "worksheets/sheet1.xml")], **_RELATIONS),
        "xl/workbook.xml": render("workbook"),
        "xl/worksheets/sheet1.xml": render("sheet", rows=table, rtl=language.rtl),
    }
    return zipped(parts, date)


def _number(value: float) -> float:
    """3.0 as 3: what a person who edits the sheet would have typed."""
    return int(value) if value == int(value) else value


def _unit(top: float) -> float:
    """A round step that parts an axis up to `top` into at most eight."""
    for unit in (1.0, 2.0, 5.0, 7.0, 10.0, 14.0, 20.0, 28.0, 50.0, 100.0):
        if top / unit <= 8:
            return unit
    return math.ceil(top / 8)
