"""A timeline as a native chart with its workbook, so that a counselor can change a value in PowerPoint.

An XY chart with straight lines and marks, because days at even steps must stand at even steps: equal gaps for unequal times
would mislead. Series differ in dash and mark, not in colour alone (WCAG 2.2, 1.4.1). Left out on purpose: any other chart.
"""

from __future__ import annotations

import math

from kit.document import Timeline, plain
from kit.formats.deck import theme
from kit.formats.deck.ooxml import Language, render
from kit.formats.deck.package import Package
from kit.formats.deck.shapes import Para

_LOOKS = (
    ("tx2", "solid", "circle"),
    ("accent3", "dash", "diamond"),
    ("accent1", "sysDot", "square"),
    ("accent4", "dashDot", "triangle"),
)
_COLUMNS = "BCDE"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def chart(timeline: Timeline, language: Language) -> str:
    """The chart part; its workbook is the part it is related to first."""
    days = [day for day, _ in timeline.points]
    series = [
        {"name": plain(one.name.text), "marks": [_number(v) for v in one.values], "column": column}
        | dict(zip(("color", "dash", "symbol"), look, strict=True))
        for one, column, look in zip(timeline.series, _COLUMNS, _LOOKS, strict=False)
    ]
    unit = _unit(max(days))
    return render(
        "chart",
        l=language,
        size=theme.SMALL_SIZE,
        series=series,
        days=[_number(day) for day in days],
        last=_number(math.ceil(max(days) / unit) * unit),
        x_unit=_number(unit),
        y_unit=_number(_unit(timeline.top)),
        top=_number(timeline.top),
        x_title=list(language.runs(Para(text=timeline.x_title))),
        y_title=list(language.runs(Para(text=timeline.y_title))),
    )


def workbook(timeline: Timeline, language: Language, date: str) -> bytes:
    """The chart's data as a small xlsx file: days in column A, one column for each line."""
    heads = [plain(text.text) for text in (timeline.x_title, *(one.name for one in timeline.series))]
    table: list[list[str | float]] = [list(heads)]
    for index, (day, _) in enumerate(timeline.points):
        table.append([_number(day), *(_number(one.values[index]) for one in timeline.series)])
    book = Package()
    book.add("xl/workbook.xml", f"{_SHEET}sheet.main+xml", render("workbook"))
    book.add("xl/worksheets/sheet1.xml", f"{_SHEET}worksheet+xml", render("sheet", rows=table, rtl=language.rtl))
    book.relate("", "officeDocument", "xl/workbook.xml")
    book.relate("xl/workbook.xml", "worksheet", "xl/worksheets/sheet1.xml")
    return book.zipped(date)


def _number(value: float) -> float:
    """3.0 as 3: what a person who edits the sheet would have typed."""
    return int(value) if value == int(value) else value


def _unit(top: float) -> float:
    """A round step that parts an axis up to `top` into at most eight."""
    for unit in (1.0, 2.0, 5.0, 7.0, 10.0, 14.0, 20.0, 28.0, 50.0, 100.0):
        if top / unit <= 8:
            return unit
    return math.ceil(top / 8)
