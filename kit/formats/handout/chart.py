"""The timeline as a drawn chart: one Figure whose axis texts are part of the picture and covered by its alternative text.

Lines differ by dash and by marker, and carry their names directly, so that colour says nothing alone. Time runs in the reading
direction. Left out on purpose: any other kind of chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kit.document import Text, Timeline, plain
from kit.formats.handout.setting import Typesetter
from kit.formats.handout.shapes import Point, circle, line, polyline, rectangle
from kit.formats.handout.sheet import Extent, Mark, Row, Shape, Words
from kit.formats.handout.theme import CALM, CARE, DEEP, RULE, Color, Style
from kit.pdf.structure import Content, Element

_LINES: tuple[tuple[Color, tuple[float, ...]], ...] = ((DEEP, ()), (CARE, (7, 4)), (CALM, (2, 3)))
_NAMES = 0.24  # part of the width kept for the names of the lines
_HEIGHT = 0.36  # height of the plot as a part of the width


def chart_row(setter: Typesetter, timeline: Timeline, parent: Element, *, width: float) -> Row:
    """The chart as one row, `width` points wide from the column's start."""
    figure = parent.add("Figure", alt=plain(timeline.alt.text))
    if timeline.alt.lang != setter.locale.tag:
        figure.lang = timeline.alt.lang
    return _Chart(setter, timeline, figure.content(), width).row(figure)


@dataclass(frozen=True, slots=True)
class _Chart:
    setter: Typesetter
    timeline: Timeline
    place: Content
    width: float

    def row(self, figure: Element) -> Row:
        style = self.setter.theme.small
        leading = self.setter.leading(style)
        above = leading * 1.3
        plot_width, plot_height = self.width * (1 - _NAMES), self.width * _HEIGHT
        marks: list[Mark] = self._text(self.timeline.y_title, style, 0, plot_width, 0)
        marks += self._axes(plot_width, above, plot_height)
        labels, depth = self._point_labels(style, plot_width, above + plot_height)
        marks += labels
        title_top = above + plot_height + depth
        titles = self._text(self.timeline.x_title, style, 0, plot_width, title_top, align="center")
        marks += titles
        marks += self._series(style, plot_width, above, plot_height)
        height = title_top + leading * len(titles)
        left = self.setter.left(0, self.width)
        return Row(height=height, marks=[Extent(element=figure, x=left, width=self.width, height=height), *marks])

    def _x(self, index: int, plot_width: float) -> float:
        """Distance of a point of time from the plot's start side; points stand at their days, but not closer than can be read."""
        days = [day for day, _ in self.timeline.points]
        share = _spread(days)[index] if len(days) > 1 else 0.5
        return plot_width * (0.06 + 0.88 * share)

    def _text(self, text: Text, style: Style, start: float, width: float, y: float, *, align: str = "start") -> list[Mark]:
        leaf = self.setter.drawn(text, self.place)
        leading = self.setter.leading(style)
        return [
            self.setter.words(leaf, style, part, start, width, y=y + index * leading, align=align)
            for index, part in enumerate(self.setter.lines(leaf, style, width))
        ]

    def _axes(self, plot_width: float, top: float, height: float) -> list[Mark]:
        left = self.setter.left(0, plot_width)
        base = top + height
        side = left + plot_width if self.setter.rtl else left
        grid = [line(left, top + height * step / 4, left + plot_width, top + height * step / 4) for step in range(4)]
        marks: list[Mark] = [Shape(commands=path, stroke=RULE, width=0.35, dash=(1, 3), place=self.place) for path in grid]
        marks.append(Shape(commands=line(left, base, left + plot_width, base), stroke=RULE, width=1, place=self.place))
        marks.append(Shape(commands=line(side, top, side, base), stroke=RULE, width=1, place=self.place))
        for index in range(len(self.timeline.points)):
            x = self.setter.left(self._x(index, plot_width), 0)
            marks.append(Shape(commands=line(x, base, x, base + 4), stroke=RULE, width=1, place=self.place))
        return marks

    def _point_labels(self, style: Style, plot_width: float, base: float) -> tuple[list[Mark], float]:
        """The labels below the axis, each in the room between its neighbours; and the depth they take."""
        xs = [self._x(index, plot_width) for index in range(len(self.timeline.points))]
        leading = self.setter.leading(style)
        marks: list[Mark] = []
        deepest = 0
        for index, (x, (_, text)) in enumerate(zip(xs, self.timeline.points, strict=True)):
            before = (x - xs[index - 1]) / 2 if index else x
            after = (xs[index + 1] - x) / 2 if index + 1 < len(xs) else self.width * _NAMES / 2
            half = min(max(before, 10), max(after, 10)) if len(xs) > 1 else plot_width / 2
            words = self._text(text, style, x - half + 2, 2 * half - 4, base + 6, align="center")
            marks += words
            deepest = max(deepest, len(words))
        return marks, 6 + deepest * leading + leading * 0.3

    def _series(self, style: Style, plot_width: float, top: float, height: float) -> list[Mark]:
        marks: list[Mark] = []
        ends: list[tuple[float, int]] = []
        for number, series in enumerate(self.timeline.series):
            color, dash = _LINES[number % len(_LINES)]
            points: list[Point] = []
            for index, value in enumerate(series.values):
                y = top + height * (1 - value / self.timeline.top)
                points.append((self.setter.left(self._x(index, plot_width), 0), y))
            marks.append(Shape(commands=polyline(points), stroke=color, width=2.2, dash=dash, place=self.place))
            marks += [_marker(number, point, color, self.place) for point in points]
            ends.append((points[-1][1], number))
        return marks + self._names(style, ends, plot_width, top, height)

    def _names(self, style: Style, ends: Sequence[tuple[float, int]], plot_width: float, top: float, height: float) -> list[Mark]:
        """The name of each line beside its last point, moved apart where they would touch."""
        leading = self.setter.leading(style)
        start = self._x(len(self.timeline.points) - 1, plot_width) + 10
        width = self.width - start
        floor = top + height
        marks: list[Mark] = []
        for y, number in sorted(ends, reverse=True):
            color, _ = _LINES[number % len(_LINES)]
            bold = Style(size=style.size, leading=style.leading, bold=True, color=color)
            words = self._text(self.timeline.series[number].name, bold, start, width, 0)
            tall = leading * len(words)
            place = min(y - leading / 2, floor - tall)
            floor = place
            for mark in words:
                if isinstance(mark, Words):
                    mark.y += place
            marks += words
        return marks


def _spread(days: Sequence[float]) -> list[float]:
    """Positions from 0 to 1: halfway between true distances and even steps, so that early hours can be told apart."""
    first, last = days[0], days[-1]
    even = [index / (len(days) - 1) for index in range(len(days))]
    true = [(day - first) / (last - first) for day in days]
    return [(a + b) / 2 for a, b in zip(even, true, strict=True)]


def _marker(number: int, point: Point, color: Color, place: Content) -> Shape:
    x, y = point
    if number % 2:
        return Shape(commands=rectangle(x - 3.6, y - 3.6, 7.2, 7.2), fill=color, place=place)
    return Shape(commands=circle(x, y, 4), fill=color, place=place)
