"""The timeline's geometry: where lines, markers and labels go, in the units of an SVG viewBox.

Time runs in the direction of reading. Left out on purpose: words (they stay HTML, so that they wrap and scale with the
reader's type size) but for the labels of the axis, and colours (the style sheet's).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kit.document import Text, Timeline

WIDTH = 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 12.0, 348.0, 12.0, 168.0
_EM = 15.0
_ROW = 19.0
_SIZE = 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on the time axis at `x`, and the middle and baseline of its label."""

    x: float
    label_x: float
    label_y: float
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One series: the points of its line, and its markers as path data (a shape of its own for each series)."""

    points: str
    markers: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All of it: a viewBox of `width` x `height`, the plot's edges, horizontal grid lines, ticks and lines."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    grid: tuple[float, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[Curve, ...]


def _extent(words: str) -> float:
    """About how wide a label is; generous, as the reader's face is not known."""
    ems = 0.0
    for char in words:
        if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
            continue
        ems += 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.6
    return ems * _EM


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def marker(index: int, x: float, y: float) -> str:
    """Path data of one marker of series `index`: disc, square, triangle, diamond, in turn."""
    s = _SIZE
    match index % 4:
        case 0:
            return f"M{_number(x - s)} {_number(y)}a{s} {s} 0 1 0 {2 * s} 0a{s} {s} 0 1 0 {-2 * s} 0z"
        case 1:
            return f"M{_number(x - s)} {_number(y - s)}h{2 * s}v{2 * s}h{-2 * s}z"
        case 2:
            return f"M{_number(x)} {_number(y - s - 1)}l{s + 1} {2 * s + 1}h{-2 * s - 2}z"
        case _:
            return f"M{_number(x)} {_number(y - s - 1)}l{s + 1} {s + 1}l{-s - 1} {s + 1}l{-s - 1} {-s - 1}z"


def _ticks(places: list[tuple[float, Text]]) -> tuple[Tick, ...]:
    """Labels under their marks; one that would touch its neighbour goes a row lower."""
    ends: list[float] = []
    out = []
    for x, text in sorted(places, key=lambda place: place[0]):
        half = min(_extent(text.text) / 2, WIDTH / 2)
        middle = min(max(x, half), WIDTH - half)
        row = next((at for at, end in enumerate(ends) if middle - half > end + 4), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = middle + half
        out.append(Tick(x=x, label_x=middle, label_y=_BOTTOM + 20 + row * _ROW, text=text))
    return tuple(out)


def layout(timeline: Timeline, *, rtl: bool) -> Chart:
    """The chart of a timeline; mirrored where text runs right to left."""
    days = [day for day, _ in timeline.points]
    first, span = min(days), (max(days) - min(days)) or 1.0

    def across(day: float) -> float:
        x = _LEFT + 10 + (day - first) / span * (_RIGHT - _LEFT - 20)
        return WIDTH - x if rtl else x

    def up(value: float) -> float:
        return _BOTTOM - value / timeline.top * (_BOTTOM - _TOP)

    ticks = _ticks([(across(day), label) for day, label in timeline.points])
    lines = []
    for index, series in enumerate(timeline.series):
        places = [(across(day), up(value)) for day, value in zip(days, series.values, strict=True)]
        lines.append(
            Curve(
                points=" ".join(f"{_number(x)},{_number(y)}" for x, y in places),
                markers="".join(marker(index, x, y) for x, y in places),
                name=series.name,
            )
        )
    return Chart(
        width=WIDTH,
        height=max(tick.label_y for tick in ticks) + 8,
        left=WIDTH - _RIGHT if rtl else _LEFT,
        right=WIDTH - _LEFT if rtl else _RIGHT,
        top=_TOP,
        bottom=_BOTTOM,
        grid=tuple(up(timeline.top * part / 4) for part in range(1, 5)),
        ticks=ticks,
        lines=tuple(lines),
    )
