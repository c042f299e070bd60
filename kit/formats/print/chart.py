"""The timeline as a drawn chart: one Figure whose axis texts are part of the picture and covered by its alternative text.

Lines differ by dash and by marker, and carry their names directly, so that colour says nothing alone. Time runs in the reading
direction. Left out on purpose: any other kind of chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kit.document import Text, Timeline
from kit.formats.print.setting import Typesetter
from kit.formats.print.shapes import Point, circle, line, polyline, rectangle
from kit.formats.print.sheet import Extent, Mark, Row, Shape, lower
from kit.formats.print.theme import CALM, CARE, DEEP, MM, RULE, Color, Style
from kit.pdf.structure import Content, Element

_LINES: tuple[tuple[Color, tuple[float, ...]], ...] = ((DEEP, ()), (CARE, (7, 4)), (CALM, (2, 3)))
_NAMES = 0.24  # part of the width kept for the names of the lines
_HEIGHT, _HEIGHT_CLOSE, _HEIGHT_LARGE = (
    0.36,
    0.29,
    0.32,
)  # height of the plot as a part of the width; large print has taller words around it


def chart_row(setter: Typesetter, timeline: Timeline, parent: Element, *, width: float) -> Row:
    """The chart as one row, `width` points wide from the column's start."""
    figure = setter.figure(parent, timeline.alt)
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
        plot_width, plot_height = self.width * (1 - _NAMES), self.width * self._share()
        marks: list[Mark] = self._text(self.timeline.y_title, style, 0, plot_width, 0)
        marks += self._axes(plot_width, above, plot_height)
        labels, depth = self._point_labels(style, plot_width, above + plot_height)
        marks += labels
        title_top = above + plot_height + depth
        titles = self._text(self.timeline.x_title, style, 0, plot_width, title_top, align="center")
        marks += titles
        lines, ends = self._series(plot_width, above, plot_height)
        marks += lines
        height = title_top + leading * len(titles)
        names = self._names(style, ends, plot_width, above + plot_height)
        if names is None:
            names, height = self._legend(style, height + leading * 0.4)
        marks += names
        left = self.setter.left(0, self.width)
        return Row(height=height, marks=[Extent(element=figure, x=left, width=self.width, height=height), *marks])

    def _share(self) -> float:
        theme = self.setter.theme
        return _HEIGHT_LARGE if theme.large else _HEIGHT_CLOSE if theme.close else _HEIGHT

    def _x(self, index: int, plot_width: float) -> float:
        """Distance of a point of time from the plot's start side; points stand at their days, but not closer than can be read."""
        days = [day for day, _ in self.timeline.points]
        share = _spread(days, even=self._crowded())[index] if len(days) > 1 else 0.5
        return plot_width * (0.06 + 0.88 * share)

    def _crowded(self) -> bool:
        """Whether the labels of the points need even steps and two rows."""
        days = [day for day, _ in self.timeline.points]
        if len(days) < 3:
            return False
        places = _spread(days, even=False)
        plot_width = self.width * (1 - _NAMES) * 0.88
        style = self.setter.theme.small
        wide = [self.setter.width(self.setter.measured(text), style) for _, text in self.timeline.points]
        gaps = [(after - before) * plot_width for before, after in pairwise(places)]
        return any(gap < (left + right) / 2 + 4 for gap, left, right in zip(gaps, wide, wide[1:], strict=False))

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
        reach = self._x(len(self.timeline.points) - 1, plot_width) + 5  # not under the names beside the last points
        near = self.setter.left(0, reach)
        grid = [line(near, top + height * step / 4, near + reach, top + height * step / 4) for step in range(4)]
        marks: list[Mark] = [Shape(commands=path, stroke=RULE, width=0.35, dash=(1, 3), place=self.place) for path in grid]
        marks.append(Shape(commands=line(left, base, left + plot_width, base), stroke=RULE, width=1, place=self.place))
        marks.append(Shape(commands=line(side, top, side, base), stroke=RULE, width=1, place=self.place))
        for index in range(len(self.timeline.points)):
            x = self.setter.left(self._x(index, plot_width), 0)
            marks.append(Shape(commands=line(x, base, x, base + 4), stroke=RULE, width=1, place=self.place))
        return marks

    def _point_labels(self, style: Style, plot_width: float, base: float) -> tuple[list[Mark], float]:
        """The labels below the axis, each centred on its point; in two rows by turns where they are crowded; their depth."""
        count = len(self.timeline.points)
        xs = [self._x(index, plot_width) for index in range(count)]
        leading = self.setter.leading(style)
        rows = 2 if self._crowded() else 1
        made: list[list[Mark]] = []
        for index, (x, (_, text)) in enumerate(zip(xs, self.timeline.points, strict=True)):
            near = [abs(xs[other] - x) / 2 for other in (index - rows, index + rows) if 0 <= other < count]
            room = max(2 * min(near, default=plot_width / 2) - 4, 2 * style.size)
            wide = min(room, self.setter.width(self.setter.measured(text), style) + 1)
            made.append(self._text(text, style, max(0.0, x - wide / 2), wide, base + 6, align="center"))
        first = max(len(words) for words in made[::rows])
        second = max((len(words) for words in made[1::2]), default=0) if rows == 2 else 0
        for words in made[1::2] if rows == 2 else ():
            lower(words, leading * first)
        return [mark for words in made for mark in words], 6 + (first + second + 0.3) * leading

    def _series(self, plot_width: float, top: float, height: float) -> tuple[list[Mark], list[float]]:
        """The lines with their markers, and the y of each line's last point."""
        marks: list[Mark] = []
        ends: list[float] = []
        for number, series in enumerate(self.timeline.series):
            color, dash = _LINES[number % len(_LINES)]
            points: list[Point] = []
            for index, value in enumerate(series.values):
                y = top + height * (1 - value / self.timeline.top)
                points.append((self.setter.left(self._x(index, plot_width), 0), y))
            marks.append(Shape(commands=polyline(points), stroke=color, width=2.2, dash=dash, place=self.place))
            marks += [_marker(number, point, color, self.place) for point in points]
            ends.append(points[-1][1])
        return marks, ends

    def _names(self, style: Style, ends: Sequence[float], plot_width: float, floor: float) -> list[Mark] | None:
        """The name of each line beside its last point, moved apart where they would touch; None if there is no room."""
        if self.setter.theme.large:  # names beside the lines would take the room of the lines
            return None
        leading = self.setter.leading(style)
        start = self._x(len(self.timeline.points) - 1, plot_width) + 10
        names = [self._name(number, style, start, self.width - start) for number in range(len(ends))]
        order = sorted(range(len(ends)), key=lambda number: ends[number])
        tops: dict[int, float] = {}
        below = floor
        for number in reversed(order):
            below = tops[number] = min(ends[number] - leading / 2, below - leading * len(names[number]))
        above = leading  # below the title of the other axis
        for number in order:
            tops[number] = max(tops[number], above)
            above = tops[number] + leading * len(names[number])
        if above > floor:
            return None
        for number, words in enumerate(names):
            lower(words, tops[number])
        return [mark for words in names for mark in words]

    def _legend(self, style: Style, top: float) -> tuple[list[Mark], float]:
        """The names below the chart, each after a piece of its line; and where they end."""
        leading = self.setter.leading(style)
        sample = 14 * MM
        marks: list[Mark] = []
        for number in range(len(self.timeline.series)):
            color, dash = _LINES[number % len(_LINES)]
            left, middle = self.setter.left(0, sample), top + leading / 2
            path = line(left, middle, left + sample, middle)
            marks.append(Shape(commands=path, stroke=color, width=2.2, dash=dash, place=self.place))
            marks.append(_marker(number, (left + sample / 2, middle), color, self.place))
            words = self._name(number, style, sample + 3 * MM, self.width - sample - 3 * MM)
            lower(words, top)
            marks += words
            top += leading * len(words)
        return marks, top

    def _name(self, number: int, style: Style, start: float, width: float) -> list[Mark]:
        """A line's name in its colour, at the top of the row."""
        bold = style.variant(bold=True, color=_LINES[number % len(_LINES)][0])
        return self._text(self.timeline.series[number].name, bold, start, width, 0)


def _spread(days: Sequence[float], *, even: bool) -> list[float]:
    """Positions from 0 to 1: halfway between true distances and even steps, so that early hours can be told apart; or even."""
    first, last = days[0], days[-1]
    steps = [index / (len(days) - 1) for index in range(len(days))]
    if even:
        return steps
    true = [(day - first) / (last - first) for day in days]
    return [(a + b) / 2 for a, b in zip(steps, true, strict=True)]


def _marker(number: int, point: Point, color: Color, place: Content) -> Shape:
    x, y = point
    if number % 2:
        return Shape(commands=rectangle(x - 3.6, y - 3.6, 7.2, 7.2), fill=color, place=place)
    return Shape(commands=circle(x, y, 4), fill=color, place=place)
