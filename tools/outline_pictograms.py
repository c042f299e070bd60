"""Turn the drawings in content/pictograms/source/ and content/figures/source/ into the filled outlines that the kit uses.

A drawing is an SVG with a viewBox from 0 0 (pictograms: 48 x 48) with three kinds of path, in the order of painting: `stroke="currentColor"` (round, 2.5
wide unless said), filled, and `class="cut"`, which takes away. The result is one filled path of few cubic curves, so that PDF,
PowerPoint and web pages draw the same shape and overlaps can't cancel. Needs skia-pathops (the `pictures` extra); nothing in
a build does, because the outlines are kept beside the drawings.

    python -m tools.outline_pictograms [--check]
"""

from __future__ import annotations

import argparse
import math
import sys
import xml.etree.ElementTree as ET  # our own drawings only
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pathops
from fontTools.svgLib.path import parse_path

CONTENT = Path(__file__).parent.parent / "content"
FOLDERS = (CONTENT / "pictograms", CONTENT / "figures")
SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = {f"{SVG}{name}" for name in ("svg", "title", "desc", "path")}
STROKE = 2.5
SHORT = 0.03
"""Curves that end nearer to their start are left over by the joining of shapes; nobody sees them."""
TOLERANCE = 0.1
"""How far a curve may leave the true outline, in units of the grid: 0.02 mm where a pictogram is 8 mm high."""
CORNER = math.radians(12)
"""Two curves that meet at less than this are drawn on as one."""

Point = tuple[float, float]
Curve = tuple[Point, ...]


def outline(drawing: Path) -> str:
    """The drawing as an SVG with one filled path."""
    whole = pathops.Path()
    root = ET.parse(drawing).getroot()  # noqa: S314
    for element in root.iter():
        if element.tag not in _DRAWN or element.get("transform"):
            kind = "transform" if element.tag in _DRAWN else element.tag.removeprefix(SVG)
            sys.exit(
                f"{drawing}: {kind} would be lost. Make each shape a path where it stands (Inkscape: Path > Object to Path)."
            )
    for element in root.iter(f"{SVG}path"):
        path = pathops.Path()
        parse_path(element.get("d", ""), path.getPen())
        if element.get("stroke"):
            path.stroke(float(element.get("stroke-width", STROKE)), pathops.LineCap.ROUND_CAP, pathops.LineJoin.ROUND_JOIN, 4)
        path.convertConicsToQuads(0.004)
        if element.get("class") == "cut":
            whole = pathops.op(whole, path, pathops.PathOp.DIFFERENCE, fix_winding=True)
        else:
            path.simplify(fix_winding=True)
            whole = pathops.op(whole, path, pathops.PathOp.UNION, fix_winding=True)
    whole.convertConicsToQuads(0.004)
    data = "".join(_written(contour) for contour in whole.contours)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{root.get("viewBox")}">'
        f'<path fill="currentColor" fill-rule="nonzero" d="{data}"/></svg>\n'
    )


def _written(contour: pathops.Path) -> str:
    """One closed contour as relative commands with one decimal, rounded so that errors never add up."""
    curves = list(_fitted(_curves(contour)))
    here = tuple(round(value * 10) for value in curves[0][0])
    out = ["M" + _numbers(here)]
    for curve in curves:
        steps = [round(value * 10) - here[axis] for point in curve[1:] for axis, value in enumerate(point)]
        here = (here[0] + steps[-2], here[1] + steps[-1])
        if len(curve) == 4:
            out.append("c" + _numbers(steps))
        elif steps[1] == 0:
            out.append("h" + _numbers(steps[:1]) if steps[0] else "")
        else:
            out.append("v" + _numbers(steps[1:]) if steps[0] == 0 else "l" + _numbers(steps))
    return "".join(out) + "z"


def _numbers(tenths: list[int] | tuple[int, ...]) -> str:
    """Tenths as decimals, as short as SVG allows: "-.5 3" and "4-2"."""
    out = ""
    for value in tenths:
        digits = f"{value / 10:g}".replace("0.", ".", 1) if abs(value) < 10 else f"{value / 10:g}"
        out += digits if not out or digits.startswith("-") else f" {digits}"
    return out


def _curves(contour: pathops.Path) -> list[Curve]:
    """Lines and cubic curves of a contour, each with its start, without those of no length."""
    out: list[Curve] = []
    here = start = (0.0, 0.0)
    for verb, points in contour:
        if verb == pathops.PathVerb.MOVE:
            here = start = points[0]
            continue
        ends = points or (start,)
        if math.dist(here, ends[-1]) > SHORT:
            out.append(_cubic((here, *ends)))
            here = ends[-1]
    return out


def _cubic(curve: Curve) -> Curve:
    """A quadratic curve as a cubic one; others as they are."""
    if len(curve) != 3:
        return curve
    (x0, y0), (x1, y1), (x2, y2) = curve
    return curve[0], ((x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3), ((x2 + 2 * x1) / 3, (y2 + 2 * y1) / 3), curve[2]


def _fitted(curves: list[Curve]) -> Iterator[Curve]:
    """The same outline of fewer curves: those that run on smoothly become one, as far as the tolerance lets them."""
    first = next((index for index, curve in enumerate(curves) if _corner(curves[index - 1], curve)), 0)
    run: list[Curve] = []
    held: Curve = ()
    for curve in curves[first:] + curves[:first]:
        joined = None if not run or _corner(run[-1], curve) else _joined([*run, curve])
        if joined is None:
            yield from [held] if run else []
            run, held = [curve], curve
        else:
            run, held = [*run, curve], joined
    yield held


def _joined(run: list[Curve]) -> Curve | None:
    """One cubic with the ends, the directions there and the middle of a smooth run, or None if it strays from the run."""
    if len(run[0]) == 2:
        return None
    samples = [_at(curve, step / 4) for curve in run for step in range(4)] + [run[-1][-1]]
    (x0, y0), (x3, y3) = samples[0], samples[-1]
    u, v = _direction(run[0][0], run[0][1]), _direction(run[-1][-1], run[-1][-2])
    middle = samples[len(samples) // 2]
    # B(1/2) = (p0 + 3 p1 + 3 p2 + p3) / 8 with p1 = p0 + a u and p2 = p3 + b v: two equations for a and b
    x, y = (8 * middle[0] - 4 * (x0 + x3)) / 3, (8 * middle[1] - 4 * (y0 + y3)) / 3
    turn = u[0] * v[1] - u[1] * v[0]
    if abs(turn) > 0.02:
        a, b = (x * v[1] - y * v[0]) / turn, (u[0] * y - u[1] * x) / turn
    else:
        a = b = math.hypot(x, y) / 2
    if a <= 0 or b <= 0:
        return None
    cubic = ((x0, y0), (x0 + a * u[0], y0 + a * u[1]), (x3 + b * v[0], y3 + b * v[1]), (x3, y3))
    drawn = [_at(cubic, step / 60) for step in range(61)]
    return (
        cubic
        if all(min(math.dist(point, near) for near in drawn) < TOLERANCE + _length(drawn) / 200 for point in samples)
        else None
    )


def _at(curve: Curve, t: float) -> Point:
    """A point of a Bezier curve of any degree, by de Casteljau."""
    while len(curve) > 1:
        curve = tuple((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for (x0, y0), (x1, y1) in pairwise(curve))
    return curve[0]


def _length(points: list[Point]) -> float:
    return sum(math.dist(one, other) for one, other in pairwise(points))


def _direction(start: Point, end: Point) -> Point:
    length = math.dist(start, end) or 1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _corner(one: Curve, other: Curve) -> bool:
    """Whether the outline turns sharply between two curves, or goes from a line into a curve."""
    if len(one) != len(other):
        return True
    before = math.atan2(one[-1][1] - one[-2][1], one[-1][0] - one[-2][0])
    after = math.atan2(other[1][1] - other[0][1], other[1][0] - other[0][0])
    return abs(math.remainder(after - before, math.tau)) > CORNER


def main() -> int:
    """Write every outline, or with --check only say which are not up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for drawing in (path for folder in FOLDERS for path in sorted((folder / "source").glob("*.svg"))):
        made = outline(drawing)
        target = drawing.parent.parent / drawing.name
        if not target.exists() or target.read_text(encoding="utf-8") != made:
            stale.append(drawing.stem)
            if not check:
                target.write_text(made, encoding="utf-8")
    sys.stdout.write(f"{len(stale)} outlines {'out of date' if check else 'written'}: {', '.join(stale) or 'none'}\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
