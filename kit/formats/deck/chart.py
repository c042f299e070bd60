"""A timeline as a native chart with its workbook, so that a counselor can change a value in PowerPoint.

An XY chart with straight lines and marks, because days at even steps must stand at even steps: equal gaps for unequal times
would mislead. Series differ in dash and mark, not in colour alone (WCAG 2.2, 1.4.1). Left out on purpose: any other chart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

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
_LETTER, _PLOT = 0.024, 0.72
"""A letter of a line's name as a share of the time shown, and the height in which lines run as a share of the chart's."""
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
        | dict(zip(("named_at", "above", "moved"), _named_at(timeline, at, len(plain(one.name.text))), strict=True))
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


def _named_at(timeline: Timeline, line: int, letters: int) -> tuple[int, bool, float]:
    """Where a line's name stands: at which point, whether above it, and how far it is moved off it, as a share of the chart's height.

    A name is as wide as many steps of time: it stands over (or under) all that any line does there, at the point from which it
    has to be moved least. Where its width finds no such place, it stands where its line is farthest from the others.
    """
    points = [day for day, _ in timeline.points]
    last, own = points[-1], timeline.series[line].values
    half = letters * _LETTER * last / 2
    others = [one.values for at, one in enumerate(timeline.series) if at != line]
    inner = [at for at, day in enumerate(points) if half <= day <= last - half]
    above = all(sum(own) >= sum(other) for other in others)
    if not inner:
        wide = [at for at, day in enumerate(points) if 0.3 <= day / last <= 0.75] or list(range(len(own)))
        best = max(wide, key=lambda at: min((abs(own[at] - other[at]) for other in others), default=0.0))
        return best, above, 0.0

    def over(at: int) -> float:
        span = (points[at] - half, points[at] + half)
        said = [
            _value(points, one.values, day) for one in timeline.series for day in (*span, *points) if span[0] <= day <= span[1]
        ]
        return max(said) if above else min(said)

    def moved(at: int) -> float:
        return abs(over(at) - own[at])

    if not above:  # under it there must be room for the name before the axis
        inner = [at for at in inner if over(at) >= timeline.top / 4] or inner
    best = min(inner, key=lambda at: (round(moved(at), 3), -at))
    shift = moved(best) / timeline.top * _PLOT
    return best, above, round(-shift if above else shift, 3)


def _value(points: list[float], values: Sequence[float], day: float) -> float:
    """A line's value on a day, between its points along the straight line."""
    for (start, low), (end, high) in pairwise(zip(points, values, strict=True)):
        if start <= day <= end:
            return low + (high - low) * (day - start) / (end - start)
    return values[-1]


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
